// Adds a library that comes later to a built runtime, and uses it:
//   node libraries.mjs <folder of the runtime> snapshot|stock <library> <Python expression>
import { bytes, start } from "./start.mjs";

const [runtime, mode, library, expression] = process.argv.slice(2);
const pyodide = await start(runtime, mode);
const use = () => {
  try {
    return pyodide.runPython(expression);
  } catch (error) {
    return error.message.trim().split("\n").pop();
  }
};
const before = use();
pyodide.FS.writeFile(`/home/pyodide/${library}.whl`, await bytes(runtime, `${library}.whl`));
for (let times = 0; times < 2; times += 1) pyodide.globals.get("add_library")(library, `/home/pyodide/${library}.whl`);
console.log(JSON.stringify({ before, after: use() }));
