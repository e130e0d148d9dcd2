"""The steps of a session: exercises with their doses, introductions and the time between them.

This module makes short days, the order and the time to get ready. It knows no state of a running session.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from widgets.catalog import Catalog, Dose, Exercise
from widgets.dose.length import seconds, together
from widgets.dose.words import spoken_words
from widgets.language import N_, _
from widgets.player import names
from widgets.player.cues import introduced_ms
from widgets.player.score import SECOND, Part
from widgets.player.settings import Settings
from widgets.session.offer import Programme, Wanted

SHORT_SECONDS = 5 * 60
"""Longest short day in seconds, unless its only exercise takes longer."""
INTRODUCTION = (8, 45)
"""Least and most seconds of an introduction."""
STAY = N_("Stay in this position.")
"""Said and shown where an exercise has the position of the one before it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One exercise of a session with its final dose."""

    slug: str
    dose: Dose
    """With the reader's choices, the plan's sets, and the time to get ready after the exercise before it."""
    introduction: int
    """Seconds; 0 means no introduction."""
    words: str
    """The text that is spoken when the exercise begins."""
    spoken: bool = True
    """Whether the text is the whole introduction; otherwise it is only the name."""
    new: bool = False
    note: str = ""
    """The note of the maker of a prepared plan. A stored place leaves it out, since the plan has it."""

    @property
    def part(self) -> Part:
        """The step as a part of the score."""
        return Part(dose=self.dose, introduction=self.introduction, words=self.words)


def steps(programme: Programme, catalog: Catalog, settings: Settings, *, short: bool) -> tuple[Step, ...]:
    """Return the steps of a programme; a short day has one set of each exercise that fits five minutes."""
    if not short:
        return laid_out(programme.wanted, catalog, settings)
    kept: tuple[Wanted, ...] = ()
    # The new exercise of the week is left out first, as in a flare-up.
    for one in sorted(programme.wanted, key=lambda wanted: wanted.new):
        trial = tuple(
            replace(other, sets=1)
            for other in programme.wanted
            if other in (*_originals(kept, programme), one)
        )
        if not kept or length(laid_out(trial, catalog, settings), catalog) <= SHORT_SECONDS:
            kept = trial
    return laid_out(kept, catalog, settings)


def length(steps: Sequence[Step], catalog: Catalog) -> int:
    """Return the length of steps in seconds, by the planner's count: so all pages say the same minutes.

    The planner counts a fixed time between two exercises. A run with introductions differs from it by less than half a
    minute; without introductions it takes some 20 seconds less for each exercise.
    """
    own = (replace(step.dose, get_ready=catalog.exercise(step.slug).dose.get_ready) for step in steps)
    return together([seconds(dose) for dose in own])


def _originals(kept: Sequence[Wanted], programme: Programme) -> list[Wanted]:
    slugs = {one.slug for one in kept}
    return [one for one in programme.wanted if one.slug in slugs]


def laid_out(wanted: Sequence[Wanted], catalog: Catalog, settings: Settings) -> tuple[Step, ...]:
    """Return the steps of a list of exercises. The time to get ready depends on the exercise before."""
    found: list[Step] = []
    before: Exercise | None = None
    for number, one in enumerate(wanted):
        exercise = catalog.exercise(one.slug)
        suggested = one.dose or exercise.dose
        if not one.prescribed:
            suggested = settings.dose(one.slug, suggested)
        dose = replace(suggested, sets=one.sets, get_ready=_ready(exercise, before, catalog, settings))
        found.append(_step(exercise, dose, before, one, (number, len(wanted)), catalog, settings))
        before = exercise
    return tuple(found)


def _ready(exercise: Exercise, before: Exercise | None, catalog: Catalog, settings: Settings) -> int:
    """Return the seconds to get ready: the reader's choice, and at least those that a change of position needs."""
    position = catalog.position(exercise.position)
    chosen = settings.get_ready
    if before is None:
        return exercise.dose.get_ready if chosen is None else chosen
    if before.position == exercise.position:
        return position.same_seconds if chosen is None else chosen
    return max(position.change_seconds, chosen or 0)


def _step(  # noqa: PLR0913, PLR0917 - what an introduction speaks of
    exercise: Exercise,
    dose: Dose,
    before: Exercise | None,
    wanted: Wanted,
    place: tuple[int, int],
    catalog: Catalog,
    settings: Settings,
) -> Step:
    words = introduction_words(
        exercise, dose, before, place, catalog, spoken=settings.intro, note=wanted.note
    )
    low, high = INTRODUCTION
    introduced = -(-introduced_ms(words, catalog.clips) // SECOND)
    return Step(
        slug=exercise.slug,
        dose=dose,
        introduction=min(high, max(low, introduced)) if settings.intro else 0,
        words=words,
        spoken=settings.intro,
        new=wanted.new,
        note=wanted.note,
    )


def with_notes(steps: Sequence[Step], notes: Mapping[str, str], catalog: Catalog) -> tuple[Step, ...]:
    """Return the steps of a stored place with the notes of the plan, by slug."""
    return renumbered([replace(step, note=notes.get(step.slug, "")) for step in steps], catalog)


def renumbered(steps: Sequence[Step], catalog: Catalog) -> tuple[Step, ...]:
    """Return the steps with introductions that fit their order, after a step was inserted."""
    found: list[Step] = []
    before: Exercise | None = None
    for number, step in enumerate(steps):
        exercise = catalog.exercise(step.slug)
        place = (number, len(steps))
        words = introduction_words(
            exercise, step.dose, before, place, catalog, spoken=step.spoken, note=step.note
        )
        found.append(replace(step, words=words))
        before = exercise
    return tuple(found)


def introduction_words(  # noqa: PLR0913 - what an introduction speaks of
    exercise: Exercise,
    dose: Dose,
    before: Exercise | None,
    place: tuple[int, int],
    catalog: Catalog,
    *,
    spoken: bool,
    note: str = "",
) -> str:
    """Return the introduction: the name; if it is spoken also position, cues and dose.

    That of the first exercise also names the word on which to begin.

    Args:
        exercise: The exercise to introduce.
        dose: Its final dose.
        before: The exercise before it; `None` for the first.
        place: Its number, from 0, and how many there are.
        catalog: The source of the positions' words.
        spoken: Whether the reader wants it spoken.
        note: What the maker of a prepared plan wrote about it; spoken last, after "Note:".
    """
    name = called(place, exercise.name)
    if not spoken:
        return name
    position = catalog.position(exercise.position)
    same = before is not None and before.position == exercise.position
    where = _(STAY) if same else position.plain
    cue = " ".join(f"{line.rstrip('.')}." for line in exercise.cue)
    said = f"{name} {where} {cue} {spoken_words(dose)}"
    if place[0] == 0:
        said = f"{said} {when()}"
    return f"{said} {_('Note: {note}', note=note)}" if note else said


def when() -> str:
    """Return what is said before the first exercise of a session: on which spoken word to begin."""
    return _("Begin when you hear “{word}”.", word=names.name("move"))


def called(place: tuple[int, int], name: str) -> str:
    """Return the first sentence of an introduction: which exercise of the session comes, and its name.

    Args:
        place: Its number, from 0, and how many there are.
        name: Its name.
    """
    number, count = place
    if count == 1:
        return _("Exercise: {name}.", name=name)
    if number == 0:
        return _("First of {count}: {name}.", count=count, name=name)
    if number == count - 1:
        return _("Last exercise: {name}.", name=name)
    return _("Exercise {number}: {name}.", number=number + 1, name=name)
