// Small stand-ins for the DOM classes that modules of the shell test with `instanceof`. They hold the properties that the
// modules read; tests/browser drives the same modules with real elements. Importing this module defines them as globals.

export class Node extends EventTarget {}

export class Element extends Node {
  /** @type {Map<string, string>} */
  #attributes = new Map();

  /** @param {Record<string, unknown>} properties attributes are those in `attributes`; the rest become properties */
  constructor({ attributes = {}, ...properties } = {}) {
    super();
    for (const [name, value] of Object.entries(attributes)) this.#attributes.set(name, String(value));
    Object.assign(this, properties);
  }

  getAttribute(name) {
    return this.#attributes.get(name) ?? null;
  }

  hasAttribute(name) {
    return this.#attributes.has(name);
  }
}

export class HTMLElement extends Element {
  dataset = {};

  constructor({ dataset = {}, ...rest } = {}) {
    super(rest);
    this.dataset = dataset;
  }
}

export class HTMLDetailsElement extends HTMLElement {}

export class HTMLTextAreaElement extends HTMLElement {}

export class HTMLInputElement extends HTMLElement {
  constructor({ type = "text", value = "", checked = false, ...rest } = {}) {
    super(rest);
    Object.assign(this, { type, value, checked, defaultValue: value, defaultChecked: checked, ...rest });
  }

  get valueAsNumber() {
    return this.value === "" ? Number.NaN : Number(this.value);
  }
}

export class HTMLSelectElement extends HTMLElement {
  multiple = false;

  /** @param {{options: {value: string, selected?: boolean}[]}} properties `selected` as written in the HTML */
  constructor({ options = [], multiple = false, ...rest } = {}) {
    super(rest);
    this.multiple = multiple;
    this.options = options.map(({ value, selected = false }) => ({ value, selected, defaultSelected: selected }));
  }

  get selectedOptions() {
    return this.options.filter((option) => option.selected);
  }

  get value() {
    return this.selectedOptions[0]?.value ?? this.options[0]?.value ?? "";
  }

  set value(value) {
    for (const option of this.options) option.selected = option.value === value;
  }
}

export class RadioNodeList extends Array {}

export class HTMLFormElement extends HTMLElement {
  /** @param {{fields: HTMLElement[]}} properties */
  constructor({ fields = [], ...rest } = {}) {
    super(rest);
    this.elements = Object.assign([...fields], {
      namedItem(name) {
        const named = fields.filter((field) => field.name === name);
        return named.length > 1 ? RadioNodeList.from(named) : (named[0] ?? null);
      },
    });
  }
}

Object.assign(globalThis, {
  Node,
  Element,
  HTMLElement,
  HTMLDetailsElement,
  HTMLFormElement,
  HTMLInputElement,
  HTMLSelectElement,
  HTMLTextAreaElement,
  RadioNodeList,
});
