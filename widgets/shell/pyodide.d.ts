// Stands for the runtime's own `pyodide.js`, whose address is only known in the browser.
export { loadPyodide } from "pyodide";
