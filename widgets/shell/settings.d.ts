// `settings.js` is written by the site's build (widgets/build/publish.py).

/** Address of the site's root, with the slash at its end. */
export const siteUrl: string;
/** Address of the folder of all files that the languages share, with the slash at its end; the site's root in English. */
export const filesUrl: string;
/** Address of the runtime's folder, with the slash at its end. */
export const runtimeUrl: string;
/** The runtime's name: a hash of all that it is made of. */
export const runtimeName: string;
/** What a first start fetches of it, in bytes, as a host that compresses sends it. */
export const runtimeBytes: number;
/** Address of the catalog as widgets read it. */
export const catalogUrl: string;
/** Address of `version.json`, which names the runtime that the site has by now. */
export const versionUrl: string;
/** Addresses of the pages that are kept once Python is, and of the files that they need beside those of every page. */
export const toolUrls: string[];
/** Whether visited pages are kept for use without a network. */
export const offline: boolean;
/** The language's tag, as in `<html lang>`. */
export const language: string;
/** By English text, with its context in front where it has one: the text, or its plural forms. English has none. */
export const messages: Readonly<Record<string, string | readonly string[]>>;
/** Which plural form 0, 1, 2, ... 199 take, a digit each; nothing for those of English. See `widgets/language.py`. */
export const forms: string;
