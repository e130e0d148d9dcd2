"""Which clauses are recorded, and in which sound file each stands. Pure: it records nothing and reads no file.

Nothing is listed by hand that a widget could say: the clauses are those of the cues and introductions of every
exercise, at each number of its ranges.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from widgets.catalog import Catalog, Dose
from widgets.dose.words import SLOWLY, spoken_words
from widgets.language import _
from widgets.player import cues
from widgets.player.clips import clause, sentences
from widgets.player.score import StartSide, score
from widgets.player.settings import COUNT_MOST, REST_MOST
from widgets.player.show import STEP
from widgets.session import steps

SHARED, CHOSEN, COUNTING = "shared", "chosen", "counting"
"""The clauses of all exercises as they are suggested; those of other numbers, which a reader or a plan has chosen; and
the seconds of a hold, which only who chose it hears."""
MOST_IN_A_SESSION = 8
"""Exercises of a session whose numbers are recorded; the device's voice says those of longer ones."""

SIDES: tuple[StartSide, ...] = ("left", "right")

_PARTS = re.compile(r"[,:;]\s+")


def sprites(catalog: Catalog) -> dict[str, list[str]]:
    """Return the clauses of each sound file, in their order: shared ones, positions, exercises."""
    longest = max(max(_range(one.dose, "hold")) for one in catalog.exercises)
    found: dict[str, list[str]] = {SHARED: [], CHOSEN: []}
    found[COUNTING] = [str(second) for second in range(2, longest + 1)]
    for position in catalog.positions:
        found[f"position-{position.id}"] = [clause(line) for line in sentences(position.plain)]
    for exercise in catalog.exercises:
        found[exercise.slug] = [clause(exercise.name), *map(clause, exercise.cue)]
    taken = {text for texts in found.values() for text in texts}
    for name, texts in ((SHARED, _shared(catalog)), (CHOSEN, _chosen(catalog))):
        found[name] = [text for text in dict.fromkeys(_clauses(texts)) if text not in taken]
        taken.update(found[name])
    return found


def _clauses(texts: Iterable[str]) -> Iterator[str]:
    whole = _whole()
    for text in texts:
        for sentence in map(clause, sentences(text)):
            yield from [sentence] if sentence in whole else map(clause, _PARTS.split(sentence))


def _whole() -> frozenset[str]:
    """Return what is recorded as one clause, though a colon or a comma stands in it."""
    numbered = (cues.counted(rep, rep + 1, None) for rep in range(2, COUNT_MOST + 1))
    return frozenset(map(clause, (_(SLOWLY), cues.counted(2, 2, None), *numbered)))


def _shared(catalog: Catalog) -> Iterator[str]:
    """Yield what is said of every suggested dose, and what belongs to no exercise."""
    yield from (_("Paused"), _("Stopped"), _(steps.STAY))
    # The name is recorded with its exercise.
    name = catalog.exercises[0].name
    yield from (steps.called((0, 1), name), steps.called((1, 2), name))
    yield steps.when()
    yield _(cues.FINISHED)
    yield _(cues.HALF_WAY)
    yield from cues.sample_words()
    for count in range(2, MOST_IN_A_SESSION + 1):
        yield steps.called((0, count), name)
        yield steps.called((count - 1, count + 1), name)
    for exercise in catalog.exercises:
        yield from _of_dose(exercise.dose)
        yield from _of_dose(replace(exercise.dose, sets=max(_range(exercise.dose, "sets"))))


def _chosen(catalog: Catalog) -> Iterator[str]:
    """Yield what is said of every dose within the ranges."""
    for seconds in range(STEP, REST_MOST + 1, STEP):
        yield cues.rest_words(seconds)
    for exercise in catalog.exercises:
        dose = exercise.dose
        for hold, reps, sets in product(*(_numbers(dose, part) for part in ("hold", "reps", "sets"))):
            yield spoken_words(replace(dose, hold=hold, reps=reps, sets=sets))
        if dose.sides != "both":
            for side in SIDES:
                yield spoken_words(replace(dose, sides="both", only=side))
        # The most repetitions have the words of all fewer ones.
        yield from _of_dose(replace(dose, reps=max(_range(dose, "reps")), sets=max(_range(dose, "sets"))))


def _of_dose(dose: Dose) -> Iterator[str]:
    yield spoken_words(dose)
    for side in SIDES:
        phases = score(dose, side)
        for index in range(len(phases)):
            yield from cues.wordings(phases, index)


def _range(dose: Dose, part: str) -> tuple[int, int]:
    suggested: int = getattr(dose, part)
    return dose.range.get(part, (suggested, suggested))


def _numbers(dose: Dose, part: str) -> range:
    low, high = _range(dose, part)
    return range(low, high + 1)
