// The entry: names the site's custom elements. Loaded on every page, since Material's instant navigation brings pages
// with a widget to pages without; fetches nothing of Python by itself.

import { define } from "./element.js";

define("hold-timer", { sound: true });
define("session-player", { sound: true, shows: true, opens: true });
define("weekly-planner", { shows: true, opens: true });
define("progress-log", { shows: true });
