"""Print the weeks of a run: `python -m widgets.plan --profile FILE --answers fine,flare,...`. It never ships."""

from __future__ import annotations

import sys

from widgets.build.plan_command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
