// Prints, as JSON, which of the given scripts use syntax that is newer than the floor: their text changes when esbuild lowers
// it. Run by test_floor.py: node syntax.mjs <script>...
import { readFile } from "node:fs/promises";

import { transform } from "esbuild";

import { FLOOR } from "../widgets/build/floor.mjs";

const newer = [];
for (const path of process.argv.slice(2)) {
  const text = await readFile(path, "utf8");
  const [asItIs, lowered] = await Promise.all(["esnext", FLOOR].map((target) => transform(text, { target })));
  if (asItIs.code !== lowered.code) newer.push(path);
}
process.stdout.write(JSON.stringify({ floor: FLOOR, newer }));
