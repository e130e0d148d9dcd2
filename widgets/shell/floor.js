// Whether this browser can run Python at all. Asked only after a start has failed: the answer decides whether another try
// can help, and which words a reader gets. Nothing here starts or fetches anything.

import { _ } from "./language.js";

/** The oldest versions in which every part starts. `docs/keep.md` and the build's FLOOR name the same ones. */
const NEEDED = "iOS 15.4, Safari 15.4, Chrome 97, Edge 97, Firefox 114";

const UPDATE = _(
  "This part needs a newer browser: {browsers}, or a later one. An update of the browser or of the device may help.",
  { browsers: NEEDED },
);
const SWITCHED_OFF = _(
  "This browser runs no WebAssembly, which this part needs. Some settings switch it off, such as Lockdown Mode on iPhones. " +
    "Very old browsers have none: it needs {browsers}, or a later one.",
  { browsers: NEEDED },
);

/** A WebAssembly module with one exception block in the form that Pyodide's core uses. */
const EXCEPTIONS = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, // "\0asm", version 1
  1, 4, 1, 96, 0, 0, // one type: no parameters, no results
  3, 2, 1, 0, // one function of that type
  10, 8, 1, 6, 0, 6, 64, 25, 11, 11, // its body: try, catch_all, end, end
]);

/** Whether the browser has asked for the kind of a worker: one that does not know module workers never does. */
let asksForKind = false;

/** Options of the worker in which Python runs. */
export const workerOptions = {
  name: "Python",
  /** @returns {"module"} */
  get type() {
    asksForKind = true;
    return "module";
  },
};

/** @returns {string | null} what a reader is told where no start can succeed; null where another try may help */
export function whyNever() {
  if (typeof WebAssembly !== "object") return SWITCHED_OFF;
  if (typeof Worker !== "function" || !asksForKind || !WebAssembly.validate(EXCEPTIONS)) return UPDATE;
  return null;
}
