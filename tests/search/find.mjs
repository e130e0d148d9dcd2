// Answers queries as the search box does, for test_search.py: node find.mjs <search data> [language]
// Standard input: a JSON list of queries. Standard output: for each, the addresses of its results and what was not known.
import { readFile } from "node:fs/promises";

import { Finder } from "../../widgets/shell/site/finder.js";
import { wordsOf } from "../../widgets/shell/site/words.js";

const [data, language = "en"] = process.argv.slice(2);
const finder = new Finder(JSON.parse(await readFile(data, "utf8")), wordsOf(language));
const queries = JSON.parse(await readFile("/dev/stdin", "utf8"));
const answers = queries.map((query) => {
  const { found, unknown, read } = finder.find(query);
  return { urls: found.map(({ page }) => page.url), unknown, read };
});
process.stdout.write(JSON.stringify(answers));
