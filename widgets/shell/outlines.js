// Moves the outlines of figures in browsers without the CSS property `d` (WebKit, so every iPhone). It moves nothing else:
// place and turn of each piece are CSS in every browser.
//
// A piece that bends carries its outline in each key pose as custom properties: `--k0` (start) to `--kN` (hold), and
// `--o1` to `--oN` of the other side. Elsewhere figures.css animates `d` between them. Here the attribute `d` is set to
// the outline that belongs to the current `--ns-t` of the stage, which the loop or the phase of a timer changes.

const RATE = 24; // outlines per second, as the loop itself (site/motion.js)

/** @typedef {{ place: number, numbers: number[] }} Key an outline and the value of `--ns-t` at which it is reached */
/** @typedef {{ path: Element, keys: Key[], words: string[] }} Outline `words` are the commands between the numbers */
/** @typedef {{ outlines: Outline[], seen: boolean, shown: number }} Followed */

/** @type {Map<Element, Followed>} */
const stages = new Map();
/** @type {boolean | undefined} */
let lacking;
let running = false;
/** @type {IntersectionObserver | undefined} */
let watch;

/**
 * Keeps the outlines of a stage in step with its pose from now on. Does nothing where CSS does it.
 * @param {Element} stage
 */
export function followOutlines(stage) {
  lacking ??= lacksPathData();
  if (!lacking || stages.has(stage)) return;
  const outlines = [...stage.querySelectorAll(".sh")].map(outlineOf).filter((one) => one.keys.length > 1);
  if (!outlines.length) return;
  stages.set(stage, { outlines, seen: false, shown: 0 });
  watch ??= new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const followed = stages.get(target);
      if (followed) followed.seen = isIntersecting;
    }
    run();
  });
  watch.observe(stage);
}

/**
 * Whether this browser draws a path by its `d` attribute alone. `CSS.supports` is no answer: some parse the property and
 * ignore it.
 * @returns {boolean}
 */
function lacksPathData() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("style", "position:absolute;width:0;height:0");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M0 0H1");
  path.setAttribute("style", "d:path('M0 0H9')");
  svg.append(path);
  document.body.append(svg);
  const length = path.getTotalLength();
  svg.remove();
  return length < 5;
}

/**
 * @param {Element} path
 * @returns {Outline}
 */
function outlineOf(path) {
  const style = /** @type {SVGElement} */ (path).style;
  /** @type {[number, string][]} */
  const found = [];
  const own = count(style, "k");
  for (let i = 0; i <= own; i++) found.push([i / own, style.getPropertyValue(`--k${i}`)]);
  // Without outlines of its own, the other side goes back through those of this one.
  const other = count(style, "o");
  for (let i = 1; i <= (other || own); i++) {
    found.push([-i / (other || own), style.getPropertyValue(`--${other ? "o" : "k"}${i}`)]);
  }
  const keys = found.map(([place, text]) => ({ place, numbers: numbersOf(text) }));
  const [start] = keys;
  return {
    path,
    // Outlines of another number of points cannot be mixed.
    keys: keys
      .filter(({ numbers }) => numbers.length === start?.numbers.length)
      .sort((a, b) => a.place - b.place),
    words: pathIn(found[0]?.[1] ?? "").split(NUMBER),
  };
}

/**
 * Returns the number of the last outline of a side.
 * @param {CSSStyleDeclaration} style
 * @param {string} letter
 */
function count(style, letter) {
  let last = 0;
  while (style.getPropertyValue(`--${letter}${last + 1}`)) last += 1;
  return last;
}

const NUMBER = /-?\d+/;

/** @param {string} value `path('...')` */
function pathIn(value) {
  return /\(\s*["'](.*)["']\s*\)/.exec(value)?.[1] ?? "";
}

/** @param {string} value */
function numbersOf(value) {
  return (pathIn(value).match(new RegExp(NUMBER, "g")) ?? []).map(Number);
}

function run() {
  if (running || ![...stages.values()].some((one) => one.seen)) return;
  running = true;
  let last = -Infinity;
  /** @param {number} now */
  const frame = (now) => {
    if (now - last >= 1000 / RATE - 2) {
      last = now;
      for (const [stage, followed] of stages) {
        if (!stage.isConnected) forget(stage);
        else if (followed.seen) follow(stage, followed);
      }
    }
    running = [...stages.values()].some((one) => one.seen);
    if (running) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** @param {Element} stage */
function forget(stage) {
  stages.delete(stage);
  watch?.unobserve(stage);
}

/**
 * @param {Element} stage
 * @param {Followed} followed
 */
function follow(stage, followed) {
  const place = Number.parseFloat(getComputedStyle(stage).getPropertyValue("--ns-t")) || 0;
  if (place === followed.shown) return;
  followed.shown = place;
  for (const { path, keys, words } of followed.outlines) path.setAttribute("d", outlineAt(place, keys, words));
}

/**
 * Returns the path data between the two key outlines around a place.
 * @param {number} place
 * @param {Key[]} keys by place
 * @param {string[]} words
 */
function outlineAt(place, keys, words) {
  const after = keys.find((key) => key.place >= place) ?? keys[keys.length - 1];
  const before = keys.findLast((key) => key.place <= place) ?? keys[0];
  if (!before || !after) return "";
  const whole = after.place - before.place;
  const part = whole ? (place - before.place) / whole : 0;
  const numbers = before.numbers.map((number, i) => number + ((after.numbers[i] ?? number) - number) * part);
  // A minus sign parts two numbers in the written form: a positive number in its place needs a space.
  return numbers.reduce((text, number, i) => `${text} ${Math.round(number)}${words[i + 1] ?? ""}`, words[0] ?? "");
}
