"""What changed from one week to the next, as values. A view words them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from widgets.plan.values import Course

type Kind = Literal[
    "came",
    "went",
    "more-sets",
    "fewer-sets",
    "more-reps",
    "fewer-reps",
    "longer-hold",
    "shorter-hold",
    "walk-longer",
    "walk-shorter",
    "level",
    "level-closed",
    "ask-provider",
    "began-again",
]
"""`came`: an exercise is in the week that was not in the one before. `level`: the next level is due, and offered.
`level-closed`: it is due, and an answer of the reader closes it or leaves no room for it. The others say themselves."""

type Why = Literal[
    "new",
    "back",
    "known",
    "step",
    "harder",
    "flare",
    "break",
    "hurt",
    "too-hard",
    "easier",
    "replaced",
    "left-out",
    "fine-weeks",
    "no-gentler-step",
    "condition",
    "equipment",
    "level",
    "minutes",
    "easier-first",
    "flares",
    "nothing-left",
    "slowly",
]
"""`new`: this week's new exercise. `back`: it returns after a flare-up or a break. `known`: the reader knows it.
`step`: a fine week's step up. `harder`: a set moves between an easier exercise and its harder version. `easier`: it
takes the place of one that was too hard. `flares`: three flare-ups in six weeks. `minutes`: those
asked are full. `slowly`: it is above the levels of the slow pace."""

PARTS: tuple[tuple[Literal["sets", "reps", "hold"], Kind, Kind], ...] = (
    ("sets", "more-sets", "fewer-sets"),
    ("reps", "more-reps", "fewer-reps"),
    ("hold", "longer-hold", "shorter-hold"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing that changed, and why."""

    kind: Kind
    why: Why
    slug: str | None = None
    """The exercise, where it is about one."""
    was: int | None = None
    """Sets, repetitions, seconds or minutes of walking before."""
    now: int | None = None
    """The same now; of `level` and `level-closed` the level."""
    by: tuple[str, ...] = ()
    """Conditions or equipment that close a level, or the minutes asked that leave no room for it. Of what a flare-up
    took: `last` where it returns last, `twice` where two took it and it stays out. Of what a break took: `anew` where
    the plan begins again. Of what was replaced: `harder` where its harder version is there."""


def between(  # noqa: C901, PLR0913 - one branch for each kind of change, and what is known of the answer
    before: Course,
    after: Course,
    hurt: Collection[str],
    why_walk: Why,
    hard: Collection[str] = (),
    *,
    anew: bool = False,
    slowed: bool = False,
) -> Iterator[Change]:
    """Yield every difference between two weeks, what left first.

    Args:
        before: the week before.
        after: the week that follows it.
        hurt: the exercises that the reader says hurt.
        hard: the exercises that they say were too hard.
        why_walk: why the walks changed, where they did.
        anew: whether the plan began again after a long break.
        slowed: whether the reader goes slowly from this week on.
    """
    old, new = before.planned, after.planned
    reasons = {each.slug: each.reason for each in after.dropped}
    waiting = {each.slug for each in before.returning}
    moving = {*(before.moving or ()), *(after.moving or ())}
    late = {each.slug for each in after.dropped if each.new}
    for slug in old:
        if slug not in new:
            away: Why = "break" if anew else "slowly" if slowed else "left-out"
            why: Why = reasons.get(slug) or away
            by: tuple[str, ...] = ("last",) if slug in late and why in {"flare", "break"} else ()
            if anew and why == "break":
                by = ("anew",)
            elif why == "hurt" and slug not in hurt:
                why, by = "flare", ("twice",)  # A second flare-up took it.
            elif why == "replaced" and slug in hard:
                why = "too-hard"
            elif why == "replaced" and slug in moving:
                by = ("harder",)
            yield Change(kind="went", slug=slug, why=why, by=by)
    for slug, planned in new.items():
        if slug not in old:
            yield Change(kind="came", slug=slug, why=_came(slug, after, waiting))
            continue
        for part, more, fewer in PARTS:
            was: int = getattr(old[slug], part)
            now: int = getattr(planned, part)
            if now > was:
                why = "back" if slug in waiting else "harder" if slug in moving else "step"
                yield Change(kind=more, slug=slug, why=why, was=was, now=now)
            elif now < was:
                why = reasons.get(slug) or (
                    "harder" if slug in moving else "too-hard" if slug in hard else "replaced"
                )
                yield Change(kind=fewer, slug=slug, why=why, was=was, now=now)
    if before.walk_minutes != after.walk_minutes:
        longer = after.walk_minutes > before.walk_minutes
        yield Change(
            kind="walk-longer" if longer else "walk-shorter",
            why=why_walk,
            was=before.walk_minutes,
            now=after.walk_minutes,
        )


def _came(slug: str, after: Course, waiting: set[str]) -> Why:
    if slug == after.new and slug not in waiting:
        return "new"
    if slug in waiting:
        return "back"
    return "easier" if after.phase == "hold" else "known"
