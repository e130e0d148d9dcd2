// The entry, on every page: names the site's custom elements, and does what the theme's own script would. Nothing of
// Python and nothing of search is fetched by it until somebody wants that.

import { define } from "./element.js";
import { startKeeping } from "./offline.js";
import { defineWhenKept } from "./when-kept.js";
import { startAddressHelp } from "./site/address.js";
import { startColors } from "./site/colors.js";
import { startContents } from "./site/contents.js";
import { startDevice } from "./site/device.js";
import { startGuide } from "./site/guide.js";
import { startHandingOn } from "./site/handing-on.js";
import { startMenu } from "./site/menu.js";
import { startMotion } from "./site/motion.js";
import { startNews } from "./site/news.js";
import { startSafetySteps } from "./site/safety-steps.js";
import { startSearch } from "./site/search-box.js";
import { startTerms } from "./site/terms.js";

define("hold-timer", { sound: true });
define("session-player", { sound: true, shows: true, opens: true });
define("weekly-planner", { shows: true, opens: true });
define("progress-log", { shows: true });
define("plan-maker", { shows: true });

// What a page's first paint needs not waits until that is done.
for (const start of [startHandingOn, startDevice, startMenu, startSearch, startColors, startGuide, startSafetySteps]) start();
setTimeout(() => {
  startMotion();
  startContents();
  startTerms();
  startKeeping();
  startNews();
  startAddressHelp();
  const place = document.querySelector("[data-keep-site]");
  if (place instanceof HTMLElement) import("./site/keep.js").then(({ startKeepSite }) => startKeepSite(place));
});
if (document.querySelector("plan-maker")) import("./site/fields.js").then(({ startFields }) => startFields());
defineWhenKept();
