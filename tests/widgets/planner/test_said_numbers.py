"""Every message of the interface that says a number of weeks to come: which test compares it with the engine's weeks.

A new message with a week and a number fails here until it is in one of the two tables.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

import pytest

from exercises.translate import messages
from tests import numerals
from tests.numerals import LANGUAGES
from tests.widgets.build import test_half_year as pictures
from tests.widgets.frozen import real_catalog
from tests.widgets.plan import test_engine as engine
from tests.widgets.plan import test_review as reviewing
from tests.widgets.plan import test_take as taking
from tests.widgets.planner import test_check_in as asking
from tests.widgets.planner import test_weeks_to_come as weeks
from widgets.build import simulate
from widgets.days import MS_A_DAY
from widgets.plan import fill, limits, verdicts
from widgets.plan import words as told
from widgets.plan.progress import NOTHING_MISSED, Answers, next_week
from widgets.plan.verdict_words import Told
from widgets.plan.week import make
from widgets.planner import words as said_here

CATALOG = real_catalog()
FEW = 5
"""Weeks that "a few" may be, at the most."""

_TIME = re.compile(
    r"\bweeks?\b|\bone thing\b|in each of the next|comes? back (?:first|before)", re.IGNORECASE
)
_ELSEWHERE = ("widgets/log/sentences.py", "widgets/share/")
_NUMBER = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifth|few)\b|\d"
    r"|\{(?:n|count|counts|number|minutes|now|first|last|end)\}",
    re.IGNORECASE,
)


def test_one_new_exercise_a_week() -> None:
    """Where a message says how many new exercises a week brings, it is the number that the engine keeps."""
    sentences = {
        "The plan adds at most one new exercise a week, so that you can see this. It leaves out the newest one "
        "first.": "at most # new exercise a week",
        "By itself this site adds one a week.": "adds # a week",
        "None of them is easy yet. They come in one a week.": "come in # a week",
        "The others come in one a week, easier ones first.": "come in # a week",
        "What may come next, one a week:": "next, # a week",
        "One new exercise this week: {exercise}. If something hurts, you know which one it was.": "# new exercise this",
    }
    for message, sentence in sentences.items():
        found = numerals.said(sentence, "en").search(message)
        assert found is not None, message
        assert numerals.read(found[1], "en") == CATALOG.plan.new_exercises.high


def test_the_sample_week_has_the_days_that_are_said() -> None:
    """The sample week has as many exercise days as its sentence says."""
    (message,) = (one for one in said() if one.startswith("Three exercise days, walks on the others"))
    found = numerals.said("# exercise days", "en").match(message)
    assert found is not None
    assert numerals.read(found[1], "en") == len(make(fill.newcomer(CATALOG), CATALOG).exercise_days)


def test_the_next_week_opens_after_so_many_days() -> None:
    """After the days that a message names the next week may come, and no day sooner."""
    for passed in range(limits.LEAST_DAYS):
        wait = limits.days_to_wait(0, passed * MS_A_DAY)
        for line in (said_here.wait_words(wait), said_here.next_due(None, wait, "")):
            numbers = re.findall(r"\d+", line)
            assert numbers == ([] if "tomorrow" in line else [str(wait)])
            assert wait == 1 or numbers
        assert limits.days_to_wait(0, (passed + wait) * MS_A_DAY) == 0
        assert limits.days_to_wait(0, (passed + wait - 1) * MS_A_DAY) > 0


def test_a_full_week_never_holds_more() -> None:
    """Where the reasons say how many exercises a week holds at the most, no fine week after it holds more."""
    found = 0
    for level, minutes in ((1, 30), (3, 60)):
        known = list(range(1, max(level, 2)))
        profile = {"level": level, "minutes": minutes, "known_levels": known}
        course = fill.begin(simulate.read_profile(profile, CATALOG), CATALOG)
        for _ in range(8):
            week = make(course, CATALOG)
            full = [one for one in verdicts.minutes_fit(course, week, CATALOG) if one.fix == "full"]
            for one in full:
                number = re.search(r"holds (\w+) exercises at the most", Told.of(one, CATALOG).fix or "")
                assert number is not None
                most = int(numerals.read(number[1], "en"))
                assert most == len(week.session)
                assert all(len(make(after, CATALOG).session) <= most for after in weeks.following(course, 8))
                found += 1
            course, _changes = next_week(course, Answers(word="fine"), NOTHING_MISSED, CATALOG)
    assert found


def test_an_exercise_comes_in_after_a_few_weeks_without_any() -> None:
    """Where "it hurt" left walks alone, another exercise comes in after more than one fine week, and a few at most."""
    course = fill.begin(simulate.read_profile({"level": 1}, CATALOG), CATALOG)
    hurt = dict.fromkeys(course.order, "hurt")
    course, changes = next_week(course, Answers(word="same", said=hurt), NOTHING_MISSED, CATALOG)  # type: ignore[arg-type]
    while any(course.routines):
        hurt = dict.fromkeys(course.order, "hurt")
        course, changes = next_week(course, Answers(word="same", said=hurt), NOTHING_MISSED, CATALOG)  # type: ignore[arg-type]
    assert told.NOTHING_LEFT in [told.change(one, CATALOG) for one in changes]
    empty = [not any(one.routines) for one in weeks.following(course, FEW)]
    assert empty[1]
    assert not empty[-1]


COMPARED: Mapping[str, Callable[..., None]] = {
    # the page of half a year
    "New to it, 10 minutes, every week fine": pictures.test_titles_say_what_the_readers_say,
    "One flare-up, in week 8": pictures.test_titles_say_what_the_readers_say,
    "A flare-up every fifth week": pictures.test_titles_say_what_the_readers_say,
    "Three flare-ups close together, from week 10": pictures.test_titles_say_what_the_readers_say,
    "Single-knee press hurts in week 6": pictures.test_titles_say_what_the_readers_say,
    "Three weeks away, from week 12": pictures.test_titles_say_what_the_readers_say,
    # one new exercise a week
    "The plan adds at most one new exercise a week, so that you can see this. It leaves out the newest one first.": (
        test_one_new_exercise_a_week
    ),
    "By itself this site adds one a week.": test_one_new_exercise_a_week,
    "None of them is easy yet. They come in one a week.": (
        taking.test_wishes_come_one_a_week_after_their_easier_versions
    ),
    "The others come in one a week, easier ones first.": (
        taking.test_wishes_come_one_a_week_after_their_easier_versions
    ),
    "What may come next, one a week:": test_one_new_exercise_a_week,
    "One new exercise this week: {exercise}. If something hurts, you know which one it was.": (
        weeks.test_new_ones_come_one_a_week
    ),
    "From here on one new exercise a week comes in at the most. The size of the starting set is this planner's own "
    "choice.": weeks.test_new_ones_come_one_a_week,
    "Next week you can add one more.": weeks.test_one_more_next_week,
    "One at a time: this week's session has {count} exercises.": weeks.test_one_at_a_time,
    "One at a time: this week's sessions have {counts} exercises.": weeks.test_one_at_a_time,
    "One at a time: one exercise in my first session, one more in each of the next": weeks.test_one_at_a_time,
    "One at a time tells you which one hurt, if one does: one exercise in the first session, and one more in each of "
    "the next.": weeks.test_one_at_a_time,
    # steps
    "It fills by one step a week.": weeks.test_it_fills_by_one_step_a_week,
    "When the week is over, the planner asks how it was, and may add one thing.": (
        engine.test_every_rule_holds_over_half_a_year
    ),
    "A plan of your own would add one thing after a week that was fine.": (
        engine.test_every_rule_holds_over_half_a_year
    ),
    "A week holds {count} exercises at the most. More minutes are not needed.": test_a_full_week_never_holds_more,
    "Your exercises are easy for you, or {count} weeks went fine.": weeks.test_the_next_level_is_due,
    # with nerve-root pain
    "This planner's own choice: for you it adds one step at a time, after two fine weeks in a row, and none for four "
    "weeks after a flare-up or pain.": weeks.test_slowly,
    "With nerve-root pain one step comes after {count} fine weeks in a row, and nothing sooner.": weeks.test_slowly,
    "Yes: go slowly from now on, one step after {count} fine weeks in a row": weeks.test_slowly,
    "What was dropped comes back first, one part after {count} fine weeks in a row.": weeks.test_slowly,
    "What you had to drop comes back first, one part after {count} fine weeks in a row. Nothing new comes before "
    "it.": weeks.test_slowly,
    "In a flare-up it is cut back, and comes back one part after {count} fine weeks in a row.": weeks.test_slowly,
    # after a flare-up, pain or a break
    told.OFTEN: weeks.test_three_flare_ups_in_six_weeks,
    told.NOTHING_LEFT: test_an_exercise_comes_in_after_a_few_weeks_without_any,
    "What was dropped comes back first, one part a fine week.": engine.test_every_rule_holds_over_half_a_year,
    "What you had to drop comes back first, one part a fine week. Nothing new comes before it.": (
        engine.test_every_rule_holds_over_half_a_year
    ),
    "In a flare-up it is cut back, and comes back one part a fine week.": (
        taking.test_a_flare_up_cuts_a_prepared_plan_and_gives_it_back
    ),
    "Your log has no session for {count} weeks.": weeks.test_a_break,
    "Your log has no walk for {count} weeks.": reviewing.test_weeks_without_a_walk_are_a_break_of_walks_alone,
    "The next week has shorter walks: {n} minutes. Then they build up again.": (
        reviewing.test_weeks_without_a_walk_are_a_break_of_walks_alone
    ),
    "The next week is smaller: a session of about {n} minutes. Then it builds up again.": weeks.test_a_break,
    # minutes and days to come
    "You asked for {n} minutes. This week: {now}.": weeks.test_the_head_line,
    "About {minutes} by week {number}, if every week is fine.": weeks.test_the_head_line,
    "It grows to about {minutes} by week {number}, if every week is fine.": weeks.test_the_head_line,
    "A session stays at about {n} minutes from week {first} to {last}, with {new}, if all goes well.": (
        weeks.test_the_outlook
    ),
    "A session takes about {least} to {n} minutes from week {first} to {last}, and {end} at the end, with {new}, if "
    "all goes well.": weeks.test_the_outlook,
    "A session goes from about {n} minutes in week {first} to {end} in week {last}, with {new}, if all goes well.": (
        weeks.test_the_outlook
    ),
    "The next week opens in {n} days.": test_the_next_week_opens_after_so_many_days,
    "Come back in {n} days, or keep the next week as it is. A flare-up counts at any time.": (
        test_the_next_week_opens_after_so_many_days
    ),
    "<strong>This week is not over yet</strong>, so nothing can be added to the next one.": (
        asking.test_the_next_week_is_offered_only_when_it_is_due
    ),
    "Three exercise days, walks on the others, on one sheet of paper. Below is a sample week for a newcomer: this is "
    "how a first week may look. It is not made for you yet. Print it and take it to your provider, or answer a few "
    "questions to make your own.": test_the_sample_week_has_the_days_that_are_said,
}
"""By message: the test that compares its numbers with the engine's weeks. Of a plural form it is the last one."""

NOT_TO_COME = frozenset(
    {
        # what was
        "You did {done} of {n} sessions and {walks} so far this week.",
        "You did {done} of {n} sessions so far this week.",
        "Week {number} began {n} weeks ago.",
        "Week {number} is over.",
        "{n} weeks",
        # the present week
        "This is week {number}.",
        "Week {number}",
        "Week {number}, {dates}",
        "My exercise week {number}",
        (
            "It is week {number} at level {level}. It was made for whoever sent it. If that is not you, ask your "
            "provider before you do the same."
        ),
        "In a first week its few gentle exercises are all new. One at a time tells you which one hurt, if one does.",
        "There is no second round this week: two would be more than your minutes or your level allow.",
        # no plan
        "Writing things down here needs JavaScript. You can print this page: it is a diary for two weeks on paper.",
        "It is asked every {n} weeks.",
        "What you filled in before is still below. Answer the first two questions anew, and press “Make my week”.",
        (
            "You ticked an answer that stood for more than one thing. Tick what is true for you. Until you do, "
            "your plan stays as careful as it was."
        ),
        "Eight questions. The first three are about your safety. For a first week the others are right as they stand.",
        (
            "This sample week prints on one page from your browser's own menu. Making your own week, or opening "
            "one from a link, needs JavaScript."
        ),
    }
)
"""Messages with a number and a week that promise nothing of the engine."""


def said() -> Iterator[str]:
    """Yield every message in English that says a number of weeks, or of what comes in them.

    What the log tells of weeks that were, and the calendar of how many it holds, is left out.
    """
    for message in messages.read("es"):
        text = message.id if isinstance(message.id, str) else message.id[-1]
        places = [place for place, _ in message.locations]
        told_here = not all(place.startswith(_ELSEWHERE) for place in places)
        if told_here and _TIME.search(text) and _NUMBER.search(text):
            yield text


def test_each_number_of_weeks_is_compared() -> None:
    """Every message with a number of weeks is in one of the two tables, and no table has one that is gone."""
    found = set(said())
    assert found - COMPARED.keys() - NOT_TO_COME == set()
    assert (COMPARED.keys() | NOT_TO_COME) - found == set()
    assert COMPARED.keys() & NOT_TO_COME == set()


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_a_translation_says_the_same_numbers(language: str) -> None:
    """Numbers that a message spells out are those of the English: digits alone are compared by the build."""
    wrong = []
    for message in messages.read(language):
        text = message.id if isinstance(message.id, str) else message.id[-1]
        string = message.string or ""
        translated = string if isinstance(string, str) else string[-1]
        if text in COMPARED or text in NOT_TO_COME:
            theirs, ours = (
                Counter(one.value for one in numerals.numbers(words, tag))
                for words, tag in ((text, "en"), (translated, language))
            )
            wrong += [(text, translated)] if theirs != ours else []
    assert wrong == []
