// The second entry, on pages with an element of ours: names the custom elements, and lets the pictures beside them move.

import { define } from "./element.js";
import { startMotion } from "./site/motion.js";

define("hold-timer", { sound: true });
define("session-player", { sound: true, shows: true, opens: true });
define("weekly-planner", { shows: true, opens: true });
define("plan-today", { quiet: true });
define("progress-log", { shows: true });
define("plan-maker", { shows: true });

setTimeout(startMotion);
if (document.querySelector("plan-maker")) {
  import("./site/fields.js").then(({ startFields }) => startFields()).catch(() => {}); // The fields work without.
}
