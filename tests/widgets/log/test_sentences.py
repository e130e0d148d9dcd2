from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import examples
from tests.widgets.diary.strategies import LOGS
from tests.widgets.diary.test_answers import LEAST, TODAY, done, entry, log
from widgets import days
from widgets.catalog import HardActivities
from widgets.diary import answers
from widgets.diary.entries import Activity, Log
from widgets.log import sentences


def pains(first: int, last: int) -> Log:
    """Return a log whose pain went from one number to another."""
    held = log(*(entry(days.shifted("2026-09-01", step), pain=first) for step in (0, 4, 9)))
    for step in (0, 2, 5):
        held = held.with_entry(entry(days.shifted("2026-11-15", step), pain=last))
    return held


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (6, 3, "That is 3 less"),
        (6, 5, "so small that it may mean nothing"),
        (4, 4, "That is the same."),
        (3, 6, "talk to your provider"),
    ],
)
def test_am_i_getting_on(first: int, last: int, says: str) -> None:
    """The answer names both numbers, and says plainly what the change is worth."""
    answer = sentences.getting_on(pains(first, last), TODAY, str, LEAST)[0]
    assert f"{first} out of 10" in answer
    assert f"and {last} in the last two weeks" in answer
    assert says in answer


def test_after_sessions_alone() -> None:
    """Where only the numbers from right after sessions are known, the answer is about those, and says so."""
    held = log()
    for one in pains(6, 3).entries:
        held = held.with_entry(replace(one, pain_before=None, pain_after=one.pain_before))
    assert sentences.getting_on(held, TODAY, str, LEAST)[0].startswith(
        "Your pain right after sessions was 6 out of 10"
    )
    assert "right after sessions" in sentences.band_words(held, LEAST)
    assert answers.line_whens(held, answers.trend(held, LEAST)) == answers.AFTER


def test_what_was_said_last() -> None:
    """What was too easy, too hard or painful is named."""
    held = log(
        entry(TODAY, "session", done("a", said="too-easy"), done("b", said="hurt"), done("c", said="right"))
    )
    said = " ".join(sentences.getting_on(held, TODAY, str.upper, LEAST))
    assert "What you last called too easy: A." in said
    assert "What you last called painful: B." in said


def test_too_little_is_said() -> None:
    """With few numbers the answer says what is missing, not nothing."""
    assert "too early to say" in sentences.getting_on(log(entry(TODAY, pain=3)), TODAY, str, LEAST)[0]


def test_less_is_no_failure() -> None:
    """A reader who does less than at first is told so without blame."""
    early = [entry(days.shifted("2026-08-31", 2 * step), minutes=30) for step in range(14)]
    answer = " ".join(sentences.getting_on(log(*early, entry("2026-11-20")), TODAY, str, LEAST))
    assert "begin again at any time" in answer


def test_before_a_flare_up() -> None:
    """What is new is named with its day, and what that means for the plan."""
    flare = entry("2026-11-20", "flare-up", pain=8)
    held = log(
        entry("2026-11-01", "session", done("a")),
        entry("2026-11-16", "session", done("a"), done("bird-dog", new=True, said="hurt")),
        flare,
    )
    said = sentences.before(answers.before(held, flare, LEAST), str.title, TODAY)
    assert (
        said[0]
        == "New in the 14 days before: Bird-Dog (new on Nov 16). The plan leaves out the newest first."
    )
    assert "On Nov 16 you said that Bird-Dog hurt." in said
    assert (
        "nothing can be said"
        in sentences.before(answers.before(log(flare), flare, LEAST), str.title, TODAY)[0]
    )
    calm = log(entry("2026-11-19", "walk"), flare)
    assert sentences.before(answers.before(calm, flare, LEAST), str.title, TODAY)[0].startswith(
        "In the 14 days before it nothing"
    )


def test_an_entry_in_words() -> None:
    """An entry is a sentence with all that it holds."""
    one = replace(
        entry(TODAY, "session", done("bridge", new=True, said="hurt"), done("march"), minutes=12, pain=3),
        pain_after=2, pain_next_day=4,
    )  # fmt: skip
    assert sentences.entry_words(one, str.title) == (
        "Session, 12 minutes. Pain 3 before, 2 after, 4 the next day. 2 exercises: Bridge (new, it hurt)."
    )
    assert "4 the next day (not back yet). 2" in sentences.entry_words(one, str.title, settled=False)
    alone = replace(one, exercises=one.exercises[1:], pain_next_day=2)
    assert sentences.entry_words(alone, str.title, settled=True).endswith(
        "2 the next day (back to the start). March."
    )
    assert sentences.entry_words(replace(one, short=True, exercises=()), str.title).startswith(
        "Short session, 12"
    )
    assert (
        sentences.entry_words(entry(TODAY, "pain", minutes=0, pain=5), str.title) == "Pain. Pain 5 out of 10."
    )


def test_the_charts_in_words() -> None:
    """Each chart is said in a sentence, with the numbers that it draws."""
    held = log(
        entry("2026-11-17", minutes=20),
        entry("2026-11-24", minutes=30, pain=5),
        entry(TODAY, "walk", minutes=15, pain=2),
    )
    assert sentences.minutes_words(answers.weeks(held, TODAY, 4)) == (
        "This week 30 of exercises and 15 of walking; the week before 20 of exercises and 0 of walking."
    )
    assert sentences.pain_words(held, "2026-11-01", TODAY) == "From 2 to 5. The last number is 2, of Nov 25."
    assert sentences.pain_words(held, TODAY, TODAY).startswith("Always 2.")
    assert "No number" in sentences.pain_words(held, "2026-11-26", TODAY)


SCALE = HardActivities(most=3, weeks=4, each=3, average=2, question="?", scale="0 to 10.", text="3, 2.")


def test_what_is_hard() -> None:
    """A change of an activity counts from the points of the data on, the average from its own."""
    held = Log(activities=(
        Activity(id="a", name="Shoes").scored("2026-10-01", 3).scored("2026-11-01", 6),
        Activity(id="b", name="Sit").scored("2026-10-01", 5).scored("2026-11-01", 4),
        Activity(id="c", name="Sleep"),
    ))  # fmt: skip
    assert sentences.hard(held, SCALE, TODAY) == (
        "Shoes: 3 on Oct 1, now 6. 3 better: that counts.",
        "Sit: 5 on Oct 1, now 4. 1 worse: may be chance.",
        "Sleep: no number yet.",
    )
    both = replace(held, activities=held.activities[:2])
    assert sentences.hard(both, SCALE, TODAY)[-1] == "On average: 4, now 5. 1 better: may be chance."
    same = Log(activities=(Activity(id="a", name="Shoes").scored("2026-10-01", 3).scored("2026-11-01", 3),))
    assert sentences.hard(same, SCALE, TODAY) == ("Shoes: 3 on Oct 1, now 3. The same.",)
    once = Log(activities=(Activity(id="a", name="Shoes").scored("2026-10-01", 3),))
    assert sentences.hard(once, SCALE, TODAY) == ("Shoes: 3 out of 10.",)


def test_the_next_day() -> None:
    """The question is about today after yesterday's session, else it names the day."""
    assert (
        sentences.next_day_question(entry("2026-11-24"), TODAY)
        == "How is your back today, after yesterday's session?"
    )
    assert "Sunday's session" in sentences.next_day_question(entry("2026-11-22"), TODAY)


def test_an_entry_of_the_first_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """An imported entry of year 1 makes no more weeks than the eight that are compared."""
    counts = []
    real = answers.weeks

    def counted(log: Log, last: str, count: int, first_weekday: int = 0) -> tuple[answers.Week, ...]:
        counts.append(count)
        return real(log, last, count, first_weekday)

    monkeypatch.setattr(answers, "weeks", counted)
    told = sentences.getting_on(
        log(entry("0001-01-01", "walk"), entry("2026-11-20", "walk")), TODAY, str, LEAST
    )
    assert any("You move about" in sentence for sentence in told)
    assert counts == [4, 4]


def test_weeks_that_begin_on_sunday() -> None:
    """A walk on a Sunday is in the week that begins that day for who has chosen so, else in the week before."""
    walks = log(
        *(entry(days.shifted("2026-09-06", 7 * n), "walk") for n in range(11)), entry("2026-11-22", "walk")
    )
    by_monday, by_sunday = (answers.weeks(walks, TODAY, 2, first) for first in (0, 6))
    assert [(week.start, week.walks) for week in by_monday] == [("2026-11-16", 1), ("2026-11-23", 0)]
    assert [(week.start, week.walks) for week in by_sunday] == [("2026-11-15", 1), ("2026-11-22", 1)]


@settings(max_examples=examples(15))
@given(held=LOGS, today=st.dates(date(1, 3, 1)).map(str))
def test_any_log_is_said(held: Log, today: str) -> None:
    """Every log has its sentences, and each is a whole one."""
    for sentence in (
        *sentences.getting_on(held, today, str, LEAST),
        sentences.totals(held, today),
        sentences.band_words(held, LEAST),
        sentences.minutes_words(answers.weeks(held, today, 4)),
        sentences.pain_words(held, days.shifted(today, -28), today),
        *sentences.hard(held, SCALE, today),
    ):
        assert not sentence or sentence.endswith(".")
    for one in held.entries:
        assert sentences.entry_words(one, str).endswith(".")
