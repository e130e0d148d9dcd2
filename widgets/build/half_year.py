"""Half a year of twelve readers, run through the planner's own engine and drawn into a hand-written page.

The page holds an element with `data-half-year`; its content comes from here in every build, so that the pictures are
those of the engine as it is. No number and no week is written by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from widgets.build import simulate
from widgets.build.markup import Edit, Page
from widgets.build.simulate import Stage
from widgets.catalog import Catalog
from widgets.language import N_, _, ngettext
from widgets.plan import words as told
from widgets.templating import template

MARK = "data-half-year"
"""The attribute of the element that is filled."""

WEEKS = 26
TEMPLATE = "build/templates/half_year.html.j2"

WIDTH, BASE, TOP, LEFT = 364, 104, 16, 26
"""The picture in its own units; a phone shows about one pixel for each. `BASE` is the line on which bars stand."""

SCALE = 10
"""Minutes between two lines."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """A typical reader: their answers, and what they say of weeks that were not fine."""

    title: str
    profile: Mapping[str, Any] = field(default_factory=dict)
    """As `python -m widgets.plan` reads it."""
    answers: Mapping[int, str] = field(default_factory=dict)
    """By the number of the week; every other week is fine."""

    def all_answers(self) -> list[str]:
        """Return an answer for each week but the last."""
        return [self.answers.get(week, "fine") for week in range(1, WEEKS)]


READERS: tuple[Reader, ...] = (
    Reader(title=N_("New to it, 10 minutes, every week fine")),
    Reader(title=N_("New to it, up to level 3, 20 minutes"), profile={"level": 3, "minutes": 20}),
    Reader(title=N_("New to it, up to level 5, 30 minutes"), profile={"level": 5, "minutes": 30}),
    Reader(
        title=N_("Used to level 1 and 2, 20 minutes"),
        profile={"level": 3, "minutes": 20, "known_levels": [1, 2]},
    ),
    Reader(title=N_("One flare-up, in week 8"), profile={"level": 3, "minutes": 20}, answers={8: "flare"}),
    Reader(
        title=N_("A flare-up every fifth week"),
        profile={"level": 3, "minutes": 20, "known_levels": [1]},
        answers=dict.fromkeys(range(5, WEEKS, 5), "flare"),
    ),
    Reader(
        title=N_("Three flare-ups close together, from week 10"),
        profile={"level": 2, "minutes": 20},
        answers={10: "flare", 11: "flare", 13: "flare"},
    ),
    Reader(
        title=N_("Single-knee press hurts in week 6"),
        profile={"level": 2, "minutes": 15},
        answers={6: "hurt:single-knee-press"},
    ),
    Reader(
        title=N_("Three weeks away, from week 12"),
        profile={"level": 3, "minutes": 20},
        answers={12: "missed", 13: "missed", 14: "missed"},
    ),
    Reader(
        title=N_("Nerve-root pain"),
        profile={"level": 3, "minutes": 15, "conditions": ["nerve-root-pain"]},
        answers={9: "flare"},
    ),
    Reader(
        title=N_("Pregnant, only a mat"),
        profile={"level": 2, "minutes": 15, "conditions": ["pregnancy"], "equipment": ["mat"]},
    ),
    Reader(
        title=N_("Every other week so-so"),
        profile={"level": 2, "minutes": 15},
        answers=dict.fromkeys(range(2, WEEKS, 2), "same"),
    ),
)


def edits(page: Page, catalog: Catalog) -> Iterator[Edit]:
    """Yield the edit that fills the marked element of a page; none where no element is marked."""
    for element in page.elements:
        if MARK in element.attributes and element.close >= 0:
            yield Edit(element.inside, element.close, block(catalog))


def block(catalog: Catalog) -> str:
    """Return the HTML of all readers."""
    readers = [drawn(reader, catalog) for reader in READERS]
    return template(TEMPLATE).render(readers=readers, width=WIDTH, base=BASE, left=LEFT, weeks=WEEKS)


def run(reader: Reader, catalog: Catalog) -> tuple[Stage, ...]:
    """Return a reader's weeks."""
    return simulate.run(simulate.read_profile(dict(reader.profile), catalog), reader.all_answers(), catalog)


def drawn(reader: Reader, catalog: Catalog) -> dict[str, Any]:
    """Return a reader's weeks as positions in a picture, a sentence, and the rows of a table."""
    stages = run(reader, catalog)
    minutes = [stage.week.seconds / 60 for stage in stages]
    most = max(SCALE, *minutes)
    step = (WIDTH - LEFT) / len(stages)
    scale = (BASE - TOP) / most
    answers = [*reader.all_answers(), ""]
    bars = []
    level = 0
    for index, stage in enumerate(stages):
        height = round(minutes[index] * scale, 1)
        reached = stage.course.reached
        bars.append(
            {
                "number": stage.course.week,
                "x": round(LEFT + index * step + 1, 1),
                "middle": round(LEFT + (index + 0.5) * step, 1),
                "y": round(BASE - height, 1),
                "height": height,
                "new": index > 0 and any(item.new for item in stage.week.session),
                "level": reached if reached > level else None,
                "flare": answers[index] == "flare",
            }
        )
        level = max(level, reached)
    return {
        "title": _(reader.title),
        "bars": bars,
        "bar": round(step - 2, 1),
        "lines": [
            {"minutes": line, "y": round(BASE - line * scale, 1)}
            for line in range(SCALE, int(most) + 1, SCALE)
        ],
        "told": sentence(stages, answers),
        "rows": [row(stage, answer, catalog) for stage, answer in zip(stages, answers, strict=True)],
    }


def sentence(stages: Sequence[Stage], answers: Sequence[str]) -> str:
    """Return the picture in words, in a few sentences."""
    first, last = (whole(stage) for stage in (stages[0], stages[-1]))
    walks = {"walk": stages[0].course.walk_minutes, "walk_last": stages[-1].course.walk_minutes}
    levels = [stage.course.reached for stage in stages]
    new = sum(change.kind == "came" and change.why == "new" for stage in stages for change in stage.changes)
    flares = sum(answer == "flare" for answer in answers)
    parts = [
        _(
            "A session goes from {first} to {last} minutes and a walk from {walk} to {walk_last}.",
            first=first,
            last=last,
            **walks,
        )
        if first != last
        else _(
            "A session begins and ends at {first} minutes and a walk goes from {walk} to {walk_last}.",
            first=first,
            **walks,
        ),
        _("It reaches level {level}.", level=max(levels))
        if max(levels) > levels[0]
        else _("It stays at level {level}.", level=max(levels)),
        ngettext("{n} new exercise came in.", "{n} new exercises came in.", new),
    ]
    if flares:
        parts.append(ngettext("There was {n} flare-up.", "There were {n} flare-ups.", flares))
    return " ".join(parts)


def whole(stage: Stage) -> int:
    """Return the length of a week's session in whole minutes, rounded up as the planner says it."""
    return stage.week.minutes


ANSWERS: Mapping[str, str] = {
    "fine": N_("Then: fine."),
    "same": N_("Then: so-so."),
    "flare": N_("Then: a flare-up."),
    "missed": N_("Then: no session."),
}
"""What a reader said at the end of a week, in the table."""


def row(stage: Stage, answer: str, catalog: Catalog) -> dict[str, Any]:
    """Return a week as a row of the table."""
    hurt = answer.partition(":")[2]
    said = _("Then: {exercise} hurt.", exercise=told.name(hurt, catalog)) if hurt else ANSWERS.get(answer, "")
    return {
        "number": stage.course.week,
        "minutes": whole(stage),
        "walk": stage.course.walk_minutes,
        "level": stage.course.reached,
        "changes": " ".join(told.change(one, catalog) for one in stage.changes) or _("The same."),
        "answer": said if hurt else _(said),
    }
