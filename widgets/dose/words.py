"""A dose in words, long and short.

One wording for readers of the guide, the timer, the session, the planner, the printed sheet, the hand-out and the
calendar. "Set" is a word of the gym: it appears only in doses of more than one set.

Each way of using the sides (`sides.variant`) has messages of its own: another language words "with the left leg" and
"with each leg" by its own grammar.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from widgets.catalog import Dose
from widgets.dose import sides
from widgets.language import N_, _, ngettext
from widgets.words import duration

SLOWLY = N_("Move slowly, without a hold.")

_IN_FULL: Mapping[str, Callable[[int], str]] = {
    "both": lambda n: ngettext("Do it once.", "Do it {n} times.", n),
    "left arm": lambda n: ngettext("Do it once with the left arm.", "Do it {n} times with the left arm.", n),
    "right arm": lambda n: ngettext(
        "Do it once with the right arm.", "Do it {n} times with the right arm.", n
    ),
    "left leg": lambda n: ngettext("Do it once with the left leg.", "Do it {n} times with the left leg.", n),
    "right leg": lambda n: ngettext(
        "Do it once with the right leg.", "Do it {n} times with the right leg.", n
    ),
    "left lying": lambda n: ngettext(
        "Do it once on your left side.", "Do it {n} times on your left side.", n
    ),
    "right lying": lambda n: ngettext(
        "Do it once on your right side.", "Do it {n} times on your right side.", n
    ),
    "one-then-other arm": lambda n: ngettext(
        "Do it once with one arm, then once with the other.",
        "Do it {n} times with one arm, then {n} times with the other.",
        n,
    ),
    "one-then-other leg": lambda n: ngettext(
        "Do it once with one leg, then once with the other.",
        "Do it {n} times with one leg, then {n} times with the other.",
        n,
    ),
    "one-then-other lying": lambda n: ngettext(
        "Do it once on one side, then once on the other.",
        "Do it {n} times on one side, then {n} times on the other.",
        n,
    ),
    "alternating arm": lambda n: ngettext(
        "Do it once with each arm, changing arms every time.",
        "Do it {n} times with each arm, changing arms every time.",
        n,
    ),
    "alternating leg": lambda n: ngettext(
        "Do it once with each leg, changing legs every time.",
        "Do it {n} times with each leg, changing legs every time.",
        n,
    ),
    "alternating lying": lambda n: ngettext(
        "Do it once on each side, changing sides every time.",
        "Do it {n} times on each side, changing sides every time.",
        n,
    ),
}
"""How often, by the sides."""

_SPOKEN: Mapping[str, Callable[[str], str]] = {
    "left arm": lambda do_it: _("{do_it}, with the left arm.", do_it=do_it),
    "right arm": lambda do_it: _("{do_it}, with the right arm.", do_it=do_it),
    "left leg": lambda do_it: _("{do_it}, with the left leg.", do_it=do_it),
    "right leg": lambda do_it: _("{do_it}, with the right leg.", do_it=do_it),
    "left lying": lambda do_it: _("{do_it}, on your left side.", do_it=do_it),
    "right lying": lambda do_it: _("{do_it}, on your right side.", do_it=do_it),
    "one-then-other arm": lambda do_it: _("{do_it}, first with one arm, then with the other.", do_it=do_it),
    "one-then-other leg": lambda do_it: _("{do_it}, first with one leg, then with the other.", do_it=do_it),
    "one-then-other lying": lambda do_it: _("{do_it}, first on one side, then on the other.", do_it=do_it),
    "alternating arm": lambda do_it: _("{do_it}, with each arm in turn.", do_it=do_it),
    "alternating leg": lambda do_it: _("{do_it}, with each leg in turn.", do_it=do_it),
    "alternating lying": lambda do_it: _("{do_it}, on each side in turn.", do_it=do_it),
}
"""How often, by the sides, as it is spoken: what stands between two commas is one recording."""

_REPS: Mapping[str, Callable[[int], str]] = {
    "both": lambda n: ngettext("Once", "{n} times", n),
    "left arm": lambda n: ngettext("Once with the left arm", "{n} times with the left arm", n),
    "right arm": lambda n: ngettext("Once with the right arm", "{n} times with the right arm", n),
    "left leg": lambda n: ngettext("Once with the left leg", "{n} times with the left leg", n),
    "right leg": lambda n: ngettext("Once with the right leg", "{n} times with the right leg", n),
    "left lying": lambda n: ngettext("Once on your left side", "{n} times on your left side", n),
    "right lying": lambda n: ngettext("Once on your right side", "{n} times on your right side", n),
    "one-then-other arm": lambda n: ngettext("Once with each arm", "{n} times with each arm", n),
    "one-then-other leg": lambda n: ngettext("Once with each leg", "{n} times with each leg", n),
    "one-then-other lying": lambda n: ngettext("Once on each side", "{n} times on each side", n),
    "alternating arm": lambda n: ngettext("Once with each arm", "{n} times with each arm", n),
    "alternating leg": lambda n: ngettext("Once with each leg", "{n} times with each leg", n),
    "alternating lying": lambda n: ngettext("Once on each side", "{n} times on each side", n),
}
"""How often in the only set, by the sides, as the beginning of a line."""

_SETS: Mapping[str, Callable[[int, int], str]] = {
    "both": lambda n, reps: ngettext("{n} set of {reps}", "{n} sets of {reps}", n, reps=reps),
    "left arm": lambda n, reps: ngettext(
        "{n} set of {reps} with the left arm", "{n} sets of {reps} with the left arm", n, reps=reps
    ),
    "right arm": lambda n, reps: ngettext(
        "{n} set of {reps} with the right arm", "{n} sets of {reps} with the right arm", n, reps=reps
    ),
    "left leg": lambda n, reps: ngettext(
        "{n} set of {reps} with the left leg", "{n} sets of {reps} with the left leg", n, reps=reps
    ),
    "right leg": lambda n, reps: ngettext(
        "{n} set of {reps} with the right leg", "{n} sets of {reps} with the right leg", n, reps=reps
    ),
    "left lying": lambda n, reps: ngettext(
        "{n} set of {reps} on your left side", "{n} sets of {reps} on your left side", n, reps=reps
    ),
    "right lying": lambda n, reps: ngettext(
        "{n} set of {reps} on your right side", "{n} sets of {reps} on your right side", n, reps=reps
    ),
    "one-then-other arm": lambda n, reps: ngettext(
        "{n} set of {reps} with each arm", "{n} sets of {reps} with each arm", n, reps=reps
    ),
    "one-then-other leg": lambda n, reps: ngettext(
        "{n} set of {reps} with each leg", "{n} sets of {reps} with each leg", n, reps=reps
    ),
    "one-then-other lying": lambda n, reps: ngettext(
        "{n} set of {reps} on each side", "{n} sets of {reps} on each side", n, reps=reps
    ),
    "alternating arm": lambda n, reps: ngettext(
        "{n} set of {reps} with each arm", "{n} sets of {reps} with each arm", n, reps=reps
    ),
    "alternating leg": lambda n, reps: ngettext(
        "{n} set of {reps} with each leg", "{n} sets of {reps} with each leg", n, reps=reps
    ),
    "alternating lying": lambda n, reps: ngettext(
        "{n} set of {reps} on each side", "{n} sets of {reps} on each side", n, reps=reps
    ),
}
"""How many sets of how many repetitions, by the sides, as the beginning of a line."""


def dose_words(dose: Dose) -> str:
    """Return a dose in full sentences: `Hold 5 seconds. Do it 10 times. 2 sets. Rest 30 seconds between sets.`."""
    said = [_hold(dose), _IN_FULL[sides.variant(dose)](dose.reps)]
    if dose.sets > 1:
        said.append(_sets(dose))
        if dose.rest:
            said.append(_("Rest {duration} between sets.", duration=duration(dose.rest)))
    if dose.daily > 1:
        said.append(ngettext("All of it once a day.", "All of it {n} times a day.", dose.daily))
    return " ".join(said)


def spoken_words(dose: Dose) -> str:
    """Return a dose as it is spoken before an exercise: a clause for each number, so that few recordings say them all.

    `Hold 5 seconds. Do it 10 times, with each leg in turn. 2 sets.`; the length of a rest is said as the rest begins.
    """
    which = sides.variant(dose)
    if which in _SPOKEN:
        often = _SPOKEN[which](ngettext("Do it once", "Do it {n} times", dose.reps))
    else:
        often = _IN_FULL[which](dose.reps)
    return " ".join([_hold(dose), often, *([_sets(dose)] if dose.sets > 1 else [])])


def dose_line(dose: Dose) -> str:
    """Return a dose on one line, without a full stop: `10 times with each leg, hold 5 seconds`."""
    which = sides.variant(dose)
    reps = _SETS[which](dose.sets, dose.reps) if dose.sets > 1 else _REPS[which](dose.reps)
    if dose.hold:
        line = _("{reps}, hold {duration}", reps=reps, duration=duration(dose.hold))
    else:
        line = _("{reps}, slowly", reps=reps)
    if dose.daily > 1:
        return ngettext("{dose}, once a day", "{dose}, {n} times a day", dose.daily, dose=line)
    return line


def _hold(dose: Dose) -> str:
    return _("Hold {duration}.", duration=duration(dose.hold)) if dose.hold else _(SLOWLY)


def _sets(dose: Dose) -> str:
    return ngettext("{n} set.", "{n} sets.", dose.sets)
