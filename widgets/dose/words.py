"""A dose in words, long and short.

One wording for readers of the guide, the timer, the session, the planner, the printed sheet, the hand-out and the
calendar. "Set" is a word of the gym: it appears only in doses of more than one set.
"""

from __future__ import annotations

from widgets.catalog import Dose
from widgets.dose import sides
from widgets.words import capitalized, duration, times


def dose_words(dose: Dose) -> str:
    """Return a dose in full sentences: `Hold 5 seconds. Do it 10 times. 2 sets. Rest 30 seconds between sets.`."""
    often = times(dose.reps)
    one, other = sides.one_then_other(dose)
    reps = {
        "both": f"Do it {often}{sides.with_only(dose)}.",
        "one-then-other": f"Do it {often} {one}, then {often} {other}.",
        "alternating": f"Do it {often} {sides.on_each(dose)}, changing {sides.PARTS[dose.side_means]}s every time.",
    }[dose.sides]
    said = [f"Hold {duration(dose.hold)}." if dose.hold else "Move slowly, without a hold.", reps]
    if dose.sets > 1:
        said.append(f"{dose.sets} sets.")
        if dose.rest:
            said.append(f"Rest {duration(dose.rest)} between sets.")
    if dose.daily > 1:
        said.append(f"All of it {times(dose.daily)} a day.")
    return " ".join(said)


def spoken_words(dose: Dose) -> str:
    """Return a dose as it is spoken before an exercise: a clause for each number, so that few recordings say them all.

    `Hold 5 seconds. Do it 10 times, with each leg in turn. 2 sets.`; the length of a rest is said as the rest begins.
    """
    one, other = sides.one_then_other(dose)
    where = {
        "both": f",{sides.with_only(dose)}" if dose.only else "",
        "one-then-other": f", first {one}, then {other}",
        "alternating": f", {sides.on_each(dose)} in turn",
    }[dose.sides]
    hold = f"Hold {duration(dose.hold)}." if dose.hold else "Move slowly, without a hold."
    sets = f" {dose.sets} sets." if dose.sets > 1 else ""
    return f"{hold} Do it {times(dose.reps)}{where}.{sets}"


def dose_line(dose: Dose) -> str:
    """Return a dose on one line, without a full stop: `10 times with each leg, hold 5 seconds`."""
    reps = f"{dose.sets} sets of {dose.reps}" if dose.sets > 1 else capitalized(times(dose.reps))
    parts = [
        f"{reps} {sides.on_each(dose)}".strip() + sides.with_only(dose),
        f"hold {duration(dose.hold)}" if dose.hold else "slowly",
    ]
    if dose.daily > 1:
        parts.append(f"{times(dose.daily)} a day")
    return ", ".join(parts)
