// A line is judged by what has come over it, and by nothing else.

import assert from "node:assert/strict";
import { it } from "node:test";

import { rate } from "../../widgets/shell/line.js";

const came = (responseStart, responseEnd, encodedBodySize, transferSize = encodedBodySize + 300) =>
  ({ responseStart, responseEnd, encodedBodySize, transferSize });

it("counts the time in which something came, not the waiting between", () => {
  assert.equal(rate([came(100, 200, 20_000), came(900, 1000, 20_000)]), 200_000);
});

it("counts files that came together once", () => {
  assert.equal(rate([came(0, 200, 20_000), came(100, 300, 30_000), came(150, 180, 10_000)]), 200_000);
});

it("leaves out what a cache had", () => {
  assert.equal(rate([came(0, 100, 20_000), came(200, 201, 500_000, 0)]), 200_000);
});

it("takes a line for fast where too little came to tell", () => {
  assert.equal(rate([came(0, 100, 2000)]), Infinity);
  assert.equal(rate([]), Infinity);
});

it("judges in a browser that does not tell what was transferred", () => {
  const { transferSize, ...rest } = came(0, 100, 20_000);
  assert.equal(transferSize, 20_300);
  assert.equal(rate([rest]), 200_000);
});
