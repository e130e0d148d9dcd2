// Reads a list of texts on standard input, and writes those that no page would hand on to the planner if they stood behind
// `#` in its address.

import { readFileSync } from "node:fs";

import "./as-built.js";

const { plannerFor } = await import("../../widgets/shell/fragment.js");

globalThis.document = { getElementById: () => null };
const site = "https://example.org/back/";
const texts = JSON.parse(readFileSync(0, "utf8"));
// As browsers write an address: some signs go, some are encoded.
const lost = texts.filter((text) => !plannerFor(new URL(`${site}#${text.replace(/^#/, "")}`), site));
process.stdout.write(JSON.stringify(lost));
