// Prints what a built runtime's Python answers:
//   node roundtrip.mjs <folder of the runtime> snapshot|stock <catalog.json>
// with lists of events on stdin, one a line.
import { readFile } from "node:fs/promises";

import { start } from "./start.mjs";

const [runtime, mode, catalog] = process.argv.slice(2);
const pyodide = await start(runtime, mode);
pyodide.globals.get("reseed")();
pyodide.globals.get("set_catalog")(new Uint8Array(await readFile(catalog)));
const handle = pyodide.globals.get("handle");
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const lines = Buffer.concat(chunks).toString().split("\n").filter(Boolean);
console.log(JSON.stringify({ runtime: pyodide.globals.get("runtime") ?? null, answers: lines.map((line) => handle(line)) }));
