// The reader's language: messages, plural forms, numbers and lists, as `widgets/language.py` has them. English stands in the
// code and is the key of every message; the build puts another language's into `settings.js`. What it lacks stays English.
//
// An extractor reads the calls: a message is a string literal there, or several joined by `+`, and no call stands in a template.

import { forms, language, messages } from "./settings.js";

/** @typedef {Readonly<Record<string, string | number>>} Values by name: what stands in place of `{name}` in a message */

/** Stands between a context and a text in the key of a message, as in compiled gettext catalogues. */
const CONTEXT = "\u0004";

/**
 * @param {string} text
 * @param {Values} [values] without any, the text is taken as it stands
 * @returns {string} the message in the reader's language
 */
export function _(text, values) {
  return filled(said(text) ?? text, values);
}

/**
 * @param {string} context says which, for an English text that means several things
 * @param {string} text
 * @param {Values} [values]
 */
export function pgettext(context, text, values) {
  return filled(said(context + CONTEXT + text) ?? text, values);
}

/**
 * @param {string} one the English for 1, and the key of the message
 * @param {string} many the English for every other number
 * @param {number} number one with decimals takes the last form
 * @param {Values} [values] of other names; `n` may be given to write the number otherwise
 * @returns {string} the form for the number: `3 files` for `ngettext("{n} file", "{n} files", 3)`
 */
export function ngettext(one, many, number, values) {
  const found = messages[one];
  const form = typeof found === "object" ? found[Math.min(formOf(number), found.length - 1)] : undefined;
  return filled(form ?? (number === 1 ? one : many), { n: digits(number), ...values });
}

/**
 * @param {number} number
 * @returns {string} grouped, `1,200`; with one decimal where it has one
 */
export function digits(number) {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1, numberingSystem: "latn" }).format(number);
}

/**
 * @param {readonly string[]} names
 * @returns {string} the names with commas between them
 */
export function listed(names) {
  return new Intl.ListFormat(language, { type: "unit", style: "short" }).format(names);
}

/** @param {string} key */
function said(key) {
  const found = messages[key];
  return typeof found === "string" ? found : undefined;
}

/**
 * @param {string} text
 * @param {Values | undefined} values
 */
function filled(text, values) {
  return values ? text.replace(/\{(\w+)\}/g, (name, key) => String(values[key] ?? name)) : text;
}

/** @param {number} number */
function formOf(number) {
  const whole = Math.abs(number);
  if (!Number.isInteger(whole)) return Infinity;
  if (!forms) return whole === 1 ? 0 : 1;
  return Number(forms[whole < forms.length ? whole : 100 + (whole % 100)]);
}
