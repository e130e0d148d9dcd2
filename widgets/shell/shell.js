// The entry on every page: does what the theme's own script would, and keeps the site. Nothing of Python and nothing of search
// is fetched by it until somebody wants that. The elements are in `widgets.js`, which only their pages load.

import { startKeeping } from "./offline.js";
import { defineWhenKept } from "./when-kept.js";
import { sayCameNot } from "./site/came-not.js";
import { startColors } from "./site/colors.js";
import { startContents } from "./site/contents.js";
import { startDevice } from "./site/device.js";
import { startGuide } from "./site/guide.js";
import { startHandingOn } from "./site/handing-on.js";
import { startLanguages } from "./site/languages.js";
import { startMenu } from "./site/menu.js";
import { startNarrowing } from "./site/narrow.js";
import { startNear } from "./site/near.js";
import { startNews } from "./site/news.js";
import { startSafetySteps } from "./site/safety-steps.js";
import { startSearch } from "./site/search-box.js";
import { startTerms } from "./site/terms.js";

// What later scripts have in common with it: in the build they take these from here, so that each is there once.
export * from "./effects/announce.js";
export * from "./effects/save.js";
export * from "./fragment.js";
export * from "./language.js";
export * from "./offline.js";
export * from "./site/address.js";
export * from "./site/came-not.js";

// What a page's first paint needs not waits until that is done.
for (const start of [startNear, startHandingOn, startDevice, startMenu, startSearch, startColors, startGuide, startSafetySteps]) start();
setTimeout(() => {
  startContents();
  startLanguages();
  startTerms();
  startNarrowing();
  startKeeping();
  startNews();
  const unknown = document.querySelector("[data-address-help]");
  if (unknown) import("./site/lost.js").then(({ startAddressHelp }) => startAddressHelp(unknown)).catch(() => {});
  const place = document.querySelector("[data-keep-site]");
  if (place instanceof HTMLElement) {
    import("./site/keep.js").then(({ startKeepSite }) => startKeepSite(place)).catch(() => sayCameNot(place));
  }
});
defineWhenKept();
