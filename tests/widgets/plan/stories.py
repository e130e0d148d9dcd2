"""Ten readers and their weeks, as text that a therapist can read: `python -m tests.widgets.plan.stories` writes it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.widgets.frozen import frozen_catalog
from widgets.build import simulate
from widgets.plan import words

FILE = Path(__file__).parent / "stories.txt"
CATALOG = frozen_catalog()
HOME = ["mat", "firm-chair", "small-pillow", "rolled-towel", "wall"]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """A reader, their answers to the form, and how each week went."""

    title: str
    profile: Mapping[str, Any]
    weeks: str


READERS = (
    Reader(
        title="A newcomer who allows level 2 and has ten minutes; all goes well",
        profile={"level": 2, "equipment": HOME},
        weeks="fine fine fine fine fine fine",
    ),
    Reader(
        title="A newcomer whose back flares up in week 3, and once more in the week after",
        profile={"level": 2, "equipment": HOME},
        weeks="fine fine flare flare fine fine fine fine",
    ),
    Reader(
        title="A reader of level 2 who knows level 1; the bridge hurts",
        profile={"level": 2, "minutes": 20, "known_levels": [1], "known": ["bridge"], "equipment": HOME},
        weeks="fine hurt:bridge fine fine",
    ),
    Reader(
        title="A newcomer whom everything hurts, one exercise a week",
        profile={"level": 1, "equipment": HOME},
        weeks="hurt:supine-draw-in hurt:prone-draw-in hurt:quadruped-draw-in fine fine fine",
    ),
    Reader(
        title="A reader of level 3 who is away for five weeks",
        profile={"level": 3, "minutes": 20, "known_levels": [1, 2], "equipment": HOME},
        weeks="fine fine missed missed missed missed missed fine fine",
    ),
    Reader(
        title="A reader with nerve pain down a leg who knows level 1",
        profile={
            "level": 4,
            "minutes": 15,
            "known_levels": [1],
            "conditions": ["nerve-root-pain"],
            "equipment": HOME,
        },
        weeks="fine fine fine fine flare fine fine fine fine fine fine",
    ),
    Reader(
        title="A pregnant reader with a mat alone",
        profile={"level": 2, "conditions": ["pregnancy"], "equipment": ["mat"]},
        weeks="fine fine flare flare fine",
    ),
    Reader(
        title="A reader with three flare-ups in six weeks",
        profile={"level": 2, "minutes": 15, "known_levels": [1], "equipment": HOME},
        weeks="flare fine flare fine flare fine fine fine fine fine",
    ),
    Reader(
        title="A newcomer whose walk hurts",
        profile={"level": 1, "walk": 30, "equipment": HOME},
        weeks="fine hurt:walk fine fine",
    ),
    Reader(
        title="A reader of half an hour who knows levels 1 to 3: two routines take turns",
        profile={"level": 4, "minutes": 30, "known_levels": [1, 2, 3], "equipment": HOME},
        weeks="fine fine flare fine fine",
    ),
)


def told() -> str:
    """Return the weeks of every reader."""
    return "\n\n".join(_story(reader) for reader in READERS) + "\n"


def _story(reader: Reader) -> str:
    answers = reader.weeks.split()
    stages = simulate.run(simulate.read_profile(reader.profile, CATALOG), answers, CATALOG)
    lines = [reader.title, "=" * len(reader.title)]
    for stage, answer in zip(stages, [*answers, ""], strict=True):
        minutes = round(stage.week.seconds / 60, 1)
        lines.append(
            f"Week {stage.course.week} ({stage.course.phase}): {minutes} minutes, walks of {stage.course.walk_minutes}."
        )
        lines += [f"    {words.change(one, CATALOG)}" for one in stage.changes]
        for name, routine in zip("AB", stage.week.routines, strict=False):
            doses = [_dose(item) for item in routine]
            lines.append(
                f"  {name if len(stage.week.routines) > 1 else '-'} {'; '.join(doses) or 'no exercise'}"
            )
        if answer:
            lines.append(f"  How it went: {answer}")
    return "\n".join(lines)


def _dose(item: Any) -> str:  # noqa: ANN401 - an item of a week
    dose = item.exercise.dose
    held = f", hold {dose.hold} s" if dose.hold else ""
    return f"{'NEW ' if item.new else ''}{item.exercise.name} {dose.sets} x {dose.reps}{held}"


if __name__ == "__main__":
    FILE.write_text(told(), encoding="utf-8")
    sys.stdout.write(f"{FILE}\n")
