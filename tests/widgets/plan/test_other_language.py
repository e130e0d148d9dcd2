"""What a plan says in another language: one that puts each message between brackets shows every word that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from tests.widgets.frozen import frozen_catalog
from widgets.build import simulate
from widgets.build.half_year import READERS
from widgets.language import CONTEXT, ENGLISH, Language, used
from widgets.plan import boxes, limits, remarks, review_words, sheet, words
from widgets.plan.dates import Tally
from widgets.plan.verdict_words import FIXES, SAYS, Told
from widgets.share import agenda

CATALOG = frozen_catalog()


class Bracketed(dict[str, str | tuple[str, ...]]):
    """A table that has every message, as its English between brackets."""

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        """Return the one form of a message with plural forms, which asks without a default, or any other message."""
        said = f"⟦{key.rpartition(CONTEXT)[2]}⟧"
        return said if default else (said,)


BRACKETS = Language(
    tag="xx",
    messages=Bracketed(),
    weekdays=tuple(f"⟦{day}⟧" for day in ENGLISH.weekdays),
    weekdays_short=tuple(f"⟦{day}⟧" for day in ENGLISH.weekdays_short),
    all_of=("{0}, {1}", "{0} + {1}", "{0} + {1}"),
    one_of=("{0}, {1}", "{0} / {1}", "{0} / {1}"),
)


def texts(value: object) -> Iterator[str]:
    """Yield every text of the catalogue: it comes in the reader's language by itself."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from texts(tuple(value.values()))
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)


OF_CATALOG = re.compile("|".join(map(re.escape, sorted({*texts(CATALOG)} - {""}, key=len, reverse=True))))


def without_messages(said: str) -> str:
    """Return a text without its messages, from the inmost on, and without what comes from the catalogue."""
    while (less := re.sub(r"⟦[^⟦⟧]*⟧", "", said)) != said:
        said = less
    return OF_CATALOG.sub("", said)


def sentences() -> Iterator[tuple[str, str]]:
    """Yield everything that the weeks of many readers say, each with where it comes from."""
    for reader in READERS:
        profile = simulate.read_profile(reader.profile, CATALOG)
        for stage in simulate.run(profile, reader.all_answers(), CATALOG):
            for outcome in remarks.all_outcomes(stage.course, stage.week, CATALOG):
                told = Told.of(outcome, CATALOG)
                yield outcome.says, told.text
                yield outcome.fix or "", told.fix or ""
            for change in stage.changes:
                yield change.kind, words.change(change, CATALOG)
            for event in agenda.planned(stage.week, CATALOG, "/"):
                yield from (("calendar", line) for line in (event.title, *event.lines))
            for day in stage.week.exercise_days:
                for item in day.items:
                    yield "item", words.item_line(item)
                    yield from (("box", f"{box.label} {box.told}") for box in boxes.item_boxes(day, item))
        yield from (("days", words.why_days(one)) for one in limits.day_problems((0, 1, 2), 3, CATALOG))
    yield "pain", sheet.pain_line(CATALOG)
    for done in (0, 2):
        for weeks in (1, 3):
            yield from (
                ("over", said)
                for said in review_words.week_over(7, Tally(sessions=done, planned=3, walks=0, weeks=weeks))
            )


def test_every_sentence_is_a_message() -> None:
    """Nothing that a reader sees of a plan is put together outside of messages, but for sentences and lists."""
    with used(BRACKETS):
        found = {said: where for where, said in sentences()}

    assert {*found.values()} >= {"days", "minutes", "walks", "came", "went", "box", "over", "calendar"}
    assert len({*found.values()} & {*SAYS, *FIXES}) > len(SAYS) // 2
    left = {said: where for said, where in found.items() if re.search(r"[A-Za-z]{2}", without_messages(said))}
    assert not left
