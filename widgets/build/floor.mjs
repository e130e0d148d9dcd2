// The oldest browsers that run every part of the site, as esbuild's targets. The scripts' syntax and the style sheets are
// lowered to them. `widgets/shell/floor.js` says the same in words for readers; a test holds the two together.
//
// Firefox 114 is the first with module workers that import. Pyodide's core needs WebAssembly exceptions in their first form
// (Safari 15.2, Chrome 95); the shell's own calls need Safari 15.4 and Chrome 97.

export const FLOOR = ["chrome97", "edge97", "firefox114", "ios15.4", "safari15.4"];
