// Stands in for `settings.js`, which the site's build makes: modules that need it are imported after this one, with
// `await import`. A module that is imported with `?settings=` and JSON gets these values in place of those of English.

import { register } from "node:module";

const HOOK = `
export function resolve(specifier, context, next) {
  if (!specifier.endsWith("/settings.js")) return next(specifier, context);
  const asked = new URL(context.parentURL).searchParams.get("settings") ?? "{}";
  const english = { language: "en", forms: "", messages: {} };
  const values = { ...english, siteUrl: "https://example.org/back/", versionUrl: "", offline: true, ...JSON.parse(asked) };
  const lines = Object.entries(values).map(([name, value]) => \`export const \${name} = \${JSON.stringify(value)};\`);
  return { url: "data:text/javascript," + encodeURIComponent(lines.join("\\n")), shortCircuit: true };
}
`;

register(`data:text/javascript,${encodeURIComponent(HOOK)}`);

/**
 * @param {{language?: string, forms?: string, messages?: Record<string, string | string[]>}} [settings]
 * @returns {Promise<typeof import("../../widgets/shell/language.js")>} the module of words in a language
 */
export function languageOf(settings = {}) {
  return import(`../../widgets/shell/language.js?settings=${encodeURIComponent(JSON.stringify(settings))}`);
}
