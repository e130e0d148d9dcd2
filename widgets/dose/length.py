"""The length of a dose and of a session, in seconds. Phases of a running dose belong to `widgets.player.score`.

Every page that says how long something takes takes the seconds from here, and the minutes from `widgets.days`.
"""

from __future__ import annotations

from collections.abc import Collection

from widgets.catalog import Dose

BETWEEN_SECONDS = 30
"""Time between two exercises, to change position and look at the next one. Planner's own choice."""


def seconds(dose: Dose) -> int:
    """Return the length of a dose in seconds, from getting ready to the last release.

    Getting ready comes once. Each repetition is move, hold and release. `one-then-other` changes sides once in a
    set, `alternating` between every two repetitions. Rest comes between sets only.
    """
    reps = dose.reps if dose.sides == "both" else 2 * dose.reps
    changes = {"both": 0, "one-then-other": 1, "alternating": reps - 1}[dose.sides]
    one_set = reps * (dose.move + dose.hold + dose.release) + changes * dose.side_change
    return dose.get_ready + dose.sets * one_set + (dose.sets - 1) * dose.rest


def together(lengths: Collection[int]) -> int:
    """Return the length of exercises one after another in seconds, with `BETWEEN_SECONDS` between two.

    Args:
        lengths: of the exercises, in seconds.
    """
    return sum(lengths) + BETWEEN_SECONDS * max(0, len(lengths) - 1)
