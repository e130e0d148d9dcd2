// The value that goes with an event, read from the control it happened on.

/** @import { Json } from "./types.js" */

/**
 * `data-value` (JSON) where the control has one, else what the reader put in.
 * @param {Element} control
 * @returns {Json}
 */
export function valueOf(control) {
  const fixed = control.getAttribute("data-value");
  if (fixed !== null) return JSON.parse(fixed);
  if (control instanceof HTMLFormElement) return formValue(control);
  if (isField(control)) return fieldValue(control);
  return null;
}

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/**
 * @param {unknown} control
 * @returns {control is Field}
 */
function isField(control) {
  return (
    control instanceof HTMLInputElement ||
    control instanceof HTMLSelectElement ||
    control instanceof HTMLTextAreaElement
  );
}

/**
 * @param {Field} field
 * @returns {Json}
 */
function fieldValue(field) {
  if (field instanceof HTMLSelectElement && field.multiple) {
    return [...field.selectedOptions].map((option) => option.value);
  }
  if (field instanceof HTMLInputElement) {
    if (field.type === "checkbox") return field.checked;
    if (field.type === "number" || field.type === "range") {
      return Number.isNaN(field.valueAsNumber) ? null : field.valueAsNumber;
    }
  }
  return field.value;
}

/**
 * A dictionary of the form's fields by name. Checkboxes that share a name give the list of the checked ones' values.
 * @param {HTMLFormElement} form
 * @returns {{[name: string]: Json}}
 */
function formValue(form) {
  /** @type {{[name: string]: Json}} */
  const values = {};
  for (const field of form.elements) {
    if (!isField(field) || !field.name || field.disabled) continue;
    if (field.type === "radio") {
      values[field.name] ??= null;
      if (/** @type {HTMLInputElement} */ (field).checked) values[field.name] = field.value;
    } else if (field.type === "checkbox" && isGroup(form, field.name)) {
      const list = (values[field.name] ??= []);
      if (/** @type {HTMLInputElement} */ (field).checked && Array.isArray(list)) list.push(field.value);
    } else {
      values[field.name] = fieldValue(field);
    }
  }
  return values;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function isGroup(form, name) {
  return form.elements.namedItem(name) instanceof RadioNodeList;
}
