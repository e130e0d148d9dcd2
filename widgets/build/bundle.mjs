// Bundles and minifies the files that pages load: scripts and style sheets. Run by bundle.py with a description on
// standard input (see `bundle.py`); writes files into the folder that it names, and nothing else.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import * as esbuild from "esbuild";
import { PurgeCSS } from "purgecss";

import { FLOOR } from "./floor.mjs";

const asked = JSON.parse(await readFile("/dev/stdin", "utf8"));

/** `settings.js` is made by the build; a script fetched later keeps its own file. */
const site = {
  name: "site",
  setup(build) {
    build.onResolve({ filter: /\/settings\.js$/ }, () => ({ path: "settings", namespace: "site" }));
    build.onLoad({ filter: /.*/, namespace: "site" }, () => ({ contents: asked.settings }));
    build.onResolve({ filter: /.*/ }, ({ path: wanted, kind }) =>
      kind === "dynamic-import" && wanted.startsWith(".")
        ? { path: `./${path.basename(wanted)}`, external: true }
        : undefined,
    );
  },
};

/** A style sheet's files lie where they lay, seen from where the bundle is. */
const files = {
  name: "files",
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ path: wanted, kind, resolveDir }) => {
      if (kind !== "url-token" || /^(data:|#|[a-z]+:\/\/)/.test(wanted)) return undefined;
      const inside = path.relative(asked.site, path.resolve(resolveDir, wanted)).split(path.sep).join("/");
      return { path: `${asked.up}${inside}`, external: true };
    });
  },
};

/**
 * A script takes from another one what that one exports, so that no module is in both: `export * from` in the other's source.
 * @param {string} other its first module
 */
async function takenFrom(other) {
  const exported = [...(await readFile(other, "utf8")).matchAll(/^export \* from "(.+)";$/gm)];
  const files = new Set(exported.map(([, wanted]) => path.resolve(path.dirname(other), wanted)));
  return {
    name: "taken",
    setup(build) {
      build.onResolve({ filter: /^\./ }, ({ path: wanted, resolveDir }) =>
        files.has(path.resolve(resolveDir, wanted)) ? { path: `./${path.basename(other)}`, external: true } : undefined,
      );
    },
  };
}

await Promise.all([scripts(), asked.theme ? styles() : null]);

async function scripts() {
  const { taken = {}, scripts: entries } = asked;
  const built = await Promise.all(
    Object.entries(entries).map(async ([name, entry]) => {
      const { metafile } = await esbuild.build({
        entryPoints: [entry],
        outfile: path.join(asked.out, name),
        bundle: true,
        format: "esm",
        minify: true,
        target: FLOOR,
        legalComments: "eof",
        charset: "utf8",
        define: { "process.env.NODE_ENV": '"production"', ...asked.define },
        plugins: [...(taken[name] ? [await takenFrom(entries[taken[name]])] : []), site],
        nodePaths: [path.join(asked.root, "node_modules")],
        logLevel: "error",
        metafile: true,
      });
      return [name, Object.keys(metafile.inputs)];
    }),
  );
  const inputs = Object.fromEntries(built);
  for (const [name, other] of Object.entries(taken)) {
    const twice = inputs[name].filter((file) => inputs[other].includes(file) && !file.startsWith("site:"));
    if (twice.length) throw new Error(`${name} and ${other} both hold ${twice.join(", ")}: let ${other} export it`);
  }
}

/** The theme's style sheet without the rules that no page can match, then our own whole; and those of some pages alone. */
async function styles() {
  const [theme, own] = await Promise.all([asked.theme, asked.own].map(oneSheet));
  // The theme marks the focus of the keyboard by a class that its own script sets, from before browsers knew it.
  // And it draws a callout's pencil before the summary of a fold, which no fold of ours has. The site's palette is "custom"
  // (mkdocs.yml); the names of the theme's own, such as "red", are words of our pages.
  const raw = theme
    .replaceAll(/,[^{}(,]*\[data-md-color-(?:primary|accent)=(?!"?custom)[^{},]*(?=[,{])/g, "")
    .replaceAll(/(?<=^|[{};])[^{}(,;]*\[data-md-color-(?:primary|accent)=(?!"?custom)[^{},]*\{[^{}]*\}/g, "")
    .replaceAll(".focus-visible", ":focus-visible")
    .replaceAll(/,[^{},]*\bsummary:before(?=[,{])/g, "")
    .replaceAll(/[^{},]*\bsummary:before\{[^}]*\}/g, "");
  const [purged] = await new PurgeCSS().purge({
    content: [{ raw: asked.words.join("\n"), extension: "words" }],
    css: [{ raw }],
    extractors: [{ extensions: ["words"], extractor: (text) => text.split("\n") }],
    safelist: { standard: [":focus-visible"], variables: asked.variables },
    variables: true,
    keyframes: true,
  });
  await writeFile(path.join(asked.out, "site.css"), `${purged.css.trimEnd()}\n${own}`);
  for (const [name, sheets] of Object.entries(asked.apart)) await writeFile(path.join(asked.out, name), await oneSheet(sheets));
}

/** @param {string[]} sheets */
async function oneSheet(sheets) {
  const bundled = await esbuild.build({
    stdin: {
      contents: sheets.map((file) => `@import ${JSON.stringify(file)};`).join("\n"),
      loader: "css",
      resolveDir: asked.site,
    },
    bundle: true,
    minify: true,
    target: FLOOR,
    charset: "utf8",
    legalComments: "none",
    plugins: [files],
    write: false,
    outdir: asked.out,
    logLevel: "error",
  });
  return bundled.outputFiles[0].text;
}
