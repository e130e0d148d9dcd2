"""The form of the page for the next appointment: goal, activities that are hard with scores, questions. No HTML here.

Field names: `goal`, `questions`, and for each activity `activity-<id>` and `score-<id>`; empty ones have the ids
`new-1`, `new-2`, ... An activity whose words are deleted is removed, with its scores.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from widgets.diary import entries as diary_entries
from widgets.diary.entries import Activity, Log
from widgets.fields import Entries, number_of
from widgets.log.form import Error, too_long
from widgets.protocol import Json


def slots(log: Log, most: int) -> tuple[str, ...]:
    """Return the ids of the activities that the form shows: those of the log, and new ones up to `most`."""
    held = tuple(one.id for one in log.activities)
    return (*held, *(f"new-{number}" for number in range(len(held) + 1, most + 1)))


def fields_of(log: Log, today: str) -> Entries:
    """Return the fields that show the log. A score is shown only on its own day; later it is asked anew."""
    fields: dict[str, Json] = {"goal": log.goal, "questions": log.questions}
    for one in log.activities:
        fields[f"activity-{one.id}"] = one.name
        now = [str(score.score) for score in one.scores[-1:] if score.day == today]
        fields[f"score-{one.id}"] = "".join(now)
    return fields


def read(fields: Entries, log: Log, today: str, at: float, most: int) -> tuple[tuple[Error, ...], Log]:
    """Read the form.

    Args:
        fields: what was entered.
        log: the log as it stands.
        today: the reader's date, on which the scores are.
        at: when the form is read, in milliseconds since the epoch.
        most: how many activities the form has.

    Returns:
        What is wrong, and the changed log; with an error the log is not to be kept.
    """
    goal, questions = one_line(fields.get("goal")), one_line(fields.get("questions"))
    found = tuple(_activities(fields, log, today, at, most))
    errors = [
        *too_long("goal", goal, diary_entries.GOAL_LONGEST),
        *(
            error
            for id_, one in found
            for error in too_long(f"activity-{id_}", one.name, diary_entries.ACTIVITY_LONGEST)
        ),
        *too_long("questions", questions, diary_entries.QUESTIONS_LONGEST),
    ]
    activities = diary_entries.by_age(one for _id, one in found)
    return tuple(errors), replace(log, goal=goal, questions=questions, activities=activities)


def one_line(value: Json) -> str:
    """Return a text with every white space as one space."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _activities(
    fields: Entries, log: Log, today: str, at: float, most: int
) -> Iterator[tuple[str, Activity]]:
    held = {one.id: one for one in log.activities}
    for number, id_ in enumerate(slots(log, most)):
        name = one_line(fields.get(f"activity-{id_}"))
        if not name:
            continue
        one = replace(held.get(id_) or Activity(id=f"{at:.0f}-{number}", name=name), name=name)
        score = number_of(fields.get(f"score-{id_}"), 0, diary_entries.PAIN_MOST)
        yield id_, one if score is None else one.scored(today, score)
