"""The length of a dose, in seconds. Phases of a running dose belong to `widgets.player.score`."""

from __future__ import annotations

from widgets.catalog import Dose


def seconds(dose: Dose) -> int:
    """Return the length of a dose in seconds, from getting ready to the last release.

    Getting ready comes once. Each repetition is move, hold and release. `one-then-other` changes sides once in a
    set, `alternating` between every two repetitions. Rest comes between sets only.
    """
    reps = dose.reps if dose.sides == "both" else 2 * dose.reps
    changes = {"both": 0, "one-then-other": 1, "alternating": reps - 1}[dose.sides]
    one_set = reps * (dose.move + dose.hold + dose.release) + changes * dose.side_change
    return dose.get_ready + dose.sets * one_set + (dose.sets - 1) * dose.rest
