"""Each sentence about weeks to come, beside the engine's own weeks, for many readers wherever half a year took them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import examples
from tests.widgets.frozen import frozen_catalog, real_catalog
from tests.widgets.plan.test_engine import FULL, profiles
from tests.widgets.planner.test_view import shown, words
from widgets.build import half_year, simulate
from widgets.build.half_year import Reader
from widgets.plan import ahead, edits, fill, grow, limits, verdict_words
from widgets.plan import words as told
from widgets.plan.progress import NOTHING_MISSED, Answers, Diary, next_week
from widgets.plan.store import Saved
from widgets.plan.values import Course
from widgets.plan.week import make
from widgets.planner import reached, today, view
from widgets.planner import words as said_here
from widgets.planner.state import State
from widgets.protocol import Context
from widgets.words import listed, spelled

CATALOG = real_catalog()
FROZEN = frozen_catalog()
FINE = Answers(word="fine")
NUMBERS = {spelled(number): number for number in range(11)}


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """Return where some weeks of any kind took any reader."""
    profile = replace(
        simulate.read_profile(draw(profiles()), CATALOG),
        one_at_a_time=draw(st.booleans()),
        slowly=draw(st.integers(0, 9)) == 0,
    )
    course = fill.begin(replace(profile, one_at_a_time=False), CATALOG)
    course = edits.answered_anew(course, profile, CATALOG)
    for word in draw(st.lists(st.sampled_from(["fine", "fine", "fine", "same", "flare"]), max_size=8)):
        slugs = sorted(planned.slug for routine in course.routines for planned in routine)
        hurt = draw(st.sampled_from(slugs)) if slugs and draw(st.integers(0, 9)) == 0 else None
        missed = draw(st.sampled_from([0, 0, 0, 0, 2, 5]))
        answers = Answers(word=word, said={} if hurt is None else {hurt: "hurt"})  # type: ignore[arg-type]
        course, _ = next_week(course, answers, Diary(missed=missed), CATALOG)
        if draw(st.booleans()):
            course, _ = grow.raised(course, CATALOG)
    return course


def minutes(course: Course) -> int:
    """Return the minutes of a session as the planner says them."""
    return -(-make(course, CATALOG).seconds // 60)


def following(course: Course, weeks: int) -> list[Course]:
    """Return a course and those of so many fine weeks after it, with each level that is offered."""
    found = [course]
    for _ in range(weeks):
        after, _ = next_week(found[-1], FINE, NOTHING_MISSED, CATALOG)
        found.append(grow.raised(after, CATALOG)[0])
    return found


@settings(max_examples=examples(40))
@given(course=courses())
def test_the_head_line(course: Course) -> None:
    """Of "About 20 by week 9": that week, and none before it, has these minutes; where none is named, none comes."""
    run = reached.begun(course, CATALOG)
    while not run.done:
        run = reached.further(run, CATALOG)
    lines = " ".join(said_here.asked(run, course))
    asked, now = course.profile.session_minutes, minutes(course)
    numbers = [int(found) for found in re.findall(r"\d+", lines)]
    if not now:
        assert numbers == [asked]
        return
    if now >= asked - limits.STEP_MINUTES:
        assert numbers == [now]
        return
    assert numbers[:2] == [asked, now]
    if course.in_flare or course.returning:
        after = [one for one in following(course, 1) if course.in_flare]
        assert all(minutes(one) <= now or one.phase == "return" for one in after[1:])
        return
    weeks = following(course, ahead.FURTHEST - 1)
    most = max(min(asked, minutes(one)) for one in weeks)
    promised = re.search(r"about (\d+) by week (\d+), if every week is fine", lines, re.IGNORECASE)
    if promised is None:
        assert most == now
        return
    said, number = int(promised[1]), int(promised[2])
    first = next(one for one in weeks if one.week == number)
    before = [minutes(one) for one in weeks if one.week < number]
    if most >= asked - limits.STEP_MINUTES:
        assert said == asked <= minutes(first) + limits.STEP_MINUTES
        assert all(one < asked - limits.STEP_MINUTES for one in before)
    else:
        assert said == most == min(asked, minutes(first))
        assert all(one < most for one in before)


@settings(max_examples=examples(25))
@given(course=courses())
def test_the_outlook(course: Course) -> None:
    """Bars, table and sentence have the engine's minutes, walks, new exercises and changes, week by week."""
    weeks = ahead.ahead(course, CATALOG)
    found = view.drawn(weeks, CATALOG)
    theirs = following(course, ahead.WEEKS - 1)
    lengths = [minutes(one) for one in theirs]
    rows, bars = found["rows"], found["bars"]
    assert isinstance(rows, list)
    assert isinstance(bars, list)
    assert [(row["number"], row["minutes"], row["walk_minutes"]) for row in rows] == [
        (one.week, length, one.walk_minutes) for one, length in zip(theirs, lengths, strict=True)
    ]
    assert [bar["minutes"] for bar in bars] == lengths
    tallest = max(bar["height"] for bar in bars)
    for bar, length in zip(bars, lengths, strict=True):
        assert abs(bar["height"] - tallest * length / max(*lengths, 1)) < 0.2 or not max(lengths)
    for (one, two), row in zip(pairwise(theirs), rows[1:], strict=True):
        old, now = (make(each, CATALOG).session for each in (one, two))
        changed = {i.exercise.slug for i in old} ^ {i.exercise.slug for i in now}
        assert all(told.name(slug, CATALOG) in row["words"] for slug in changed)
        if row["words"] == "The same":
            assert two.routines == one.routines
    first_set = theirs[0].week == 1 and make(theirs[0], CATALOG).starter
    new = sum(any(i.new for i in make(one, CATALOG).session) for one in theirs[first_set:])
    sentence = str(found["told"])
    assert f"with {new or 'no'} new exercise" in sentence
    assert f"{theirs[-1].week}" in sentence
    numbers = {int(number) for number in re.findall(r"\d+", sentence)}
    assert {min(lengths), max(lengths), lengths[-1]} <= numbers
    assert ("stays at" in sentence) == (len(set(lengths)) == 1)


@settings(max_examples=examples(100))
@given(
    course=courses(),
    missed=st.sampled_from([1, 2, 3, 4, 7, 11, 12, 30]),
    word=st.sampled_from(["fine", "same"]),
)
def test_a_break(course: Course, missed: int, word: str) -> None:
    """What the check-in says that a break leads to is the week that comes, whichever of the two answers is given."""
    state = State(saved=Saved(course=course), mode="mine", checking=True, missed=missed)
    lines = view.break_lines(state, course, CATALOG)
    after, _ = next_week(course, Answers(word=word), Diary(missed=missed), CATALOG)  # type: ignore[arg-type]
    old, now = make(course, CATALOG), make(after, CATALOG)
    text = " ".join(lines)
    total = missed + course.missed
    assert (f"{total} weeks" in text) or total <= 10
    assert ("two questions come first" in text) == (total >= limits.RESTARTED_FROM)
    promised = re.search(r"about (\d+) minute", text)
    if promised is None:
        assert "The same week comes once more." in text
        assert after.routines == course.routines
    else:
        assert int(promised[1]) == -(-now.seconds // 60)
        assert now.seconds < old.seconds or after.phase == "begin"
    if "before anything new" in text:
        gone = {i.exercise.slug for i in old.session} - {i.exercise.slug for i in now.session}
        assert gone
        assert all(told.name(slug, CATALOG) in text for slug in gone)
        coming = following(after, 6)
        for one, two in pairwise(coming):
            came = {i.exercise.slug for i in make(two, CATALOG).session} - {
                i.exercise.slug for i in make(one, CATALOG).session
            }
            assert came <= {each.slug for each in one.returning} or not two.returning


@settings(max_examples=examples(40))
@given(course=courses())
def test_one_more_next_week(course: Course) -> None:
    """The words "Next week you can add one more" stand where, after a fine week, one is new or may be chosen."""
    week = make(course, CATALOG)
    after, _ = next_week(course, FINE, NOTHING_MISSED, CATALOG)
    comes = after.new is not None or bool(edits.new_choices(after, CATALOG))
    assert today.one_more(course, CATALOG) == comes
    text = words(shown(course, CATALOG))
    if "Next week you can add one more." in text:
        assert week.starter
        assert comes
    if "one part a fine week" in text and not course.profile.prescribed:
        assert not limits.slow(course.profile)


@settings(max_examples=examples(15))
@given(course=courses())
def test_it_fills_by_one_step_a_week(course: Course) -> None:
    """Where the reasons say that a session fills, it is longer within two weeks, or four with nerve-root pain."""
    text = words(shown(course, CATALOG))
    if "It fills by one step a week." in text:
        assert any(
            make(one, CATALOG).seconds > make(course, CATALOG).seconds for one in following(course, 4)[1:]
        )


def spoken(pattern: str, text: str) -> list[int]:
    """Return the numbers that a sentence says as words, in the places of a pattern's groups."""
    found = re.search(pattern, text)
    assert found is not None, (pattern, text)
    return [NUMBERS[word] for word in found.groups()]


@settings(max_examples=examples(40))
@given(profile=profiles(), answers=st.lists(st.sampled_from(["fine", "same"]), min_size=4, max_size=4))
def test_one_at_a_time(profile: dict[str, object], answers: list[str]) -> None:
    """The sentence has the exercises of each session of its week: one, and one more in each of the next up to all."""
    answered = replace(simulate.read_profile(profile, CATALOG), one_at_a_time=True)
    begun = fill.begin(replace(answered, one_at_a_time=False), CATALOG)
    course = edits.answered_anew(begun, answered, CATALOG)
    whole = len(make(begun, CATALOG).session)
    sessions: list[int] = []
    for word in answers:
        counts = [len(day.items) for day in make(course, CATALOG).exercise_days]
        text = words(shown(course, CATALOG))
        assert ("One at a time: this week" in text) == (course.shown is not None)
        if course.shown is not None:
            assert f"{listed([spelled(number) for number in counts])} exercise" in text
            sessions += counts
        course, _ = next_week(course, Answers(word=word), NOTHING_MISSED, CATALOG)  # type: ignore[arg-type]
    assert sessions == [min(number, whole) for number in range(1, len(sessions) + 1)]
    assert not sessions or sessions[-1] == whole


OFTEN = told.OFTEN


@settings(max_examples=examples(40))
@given(course=courses(), answers=st.lists(st.sampled_from(["fine", "same", "flare"]), max_size=12))
def test_three_flare_ups_in_six_weeks(course: Course, answers: list[str]) -> None:
    """The words come with the flare-up that they count; nothing new comes before as many fine weeks as they say."""
    flares, weeks = spoken(r"That was (\w+) flare-ups in (\w+) weeks", OFTEN)
    (calm,) = spoken(r"Nothing new comes in until (\w+) weeks went fine", OFTEN)
    at = list(course.flares)
    for word in answers:
        if word == "flare":
            at.append(course.week)
        course, changes = next_week(course, Answers(word=word), NOTHING_MISSED, CATALOG)  # type: ignore[arg-type]
        often = word == "flare" and sum(one > course.week - 1 - weeks for one in at) >= flares
        assert any(one.kind == "ask-provider" and one.why == "flares" for one in changes) == often
        if often:
            assert all(one.new is None for one in following(course, calm - 1))


def test_something_new_comes_after_the_calm_weeks() -> None:
    """After the fine weeks that the words name something new comes again: they promise no more than that."""
    (calm,) = spoken(r"until (\w+) weeks went fine", OFTEN)
    course = fill.begin(simulate.read_profile({"level": 3, "minutes": 30}, CATALOG), CATALOG)
    for _ in range(limits.OFTEN_FLARES):
        course, _ = next_week(course, Answers(word="flare"), NOTHING_MISSED, CATALOG)
    assert course.ask_provider
    assert any(one.new is not None for one in following(course, calm + 8)[calm:])


def grown(weeks: list[Course]) -> list[int]:
    """Return the places of the weeks that hold more, or something else, than the week before."""
    return [
        place
        for place, (one, two) in enumerate(pairwise(weeks), 1)
        if (one.routines, one.walk_minutes) != (two.routines, two.walk_minutes)
    ]


@settings(max_examples=examples(40))
@given(course=courses(), worse=st.sampled_from(["flare", "hurt"]))
def test_slowly(course: Course, worse: str) -> None:
    """With nerve-root pain a step comes after as many fine weeks as is said, and none for as many after a flare-up."""
    course = replace(course, profile=replace(course.profile, slowly=True))
    told_of = verdict_words.SAYS["slowly"]
    text = told_of if isinstance(told_of, str) else told_of({}, CATALOG)
    apart, still = spoken(
        r"one step at a time, after (\w+) fine weeks in a row, and none for (\w+) weeks after a flare-up or pain",
        text,
    )
    for line in (
        said_here.dropped_before_new(course),
        said_here.prepared_in_flare(course),
        said_here.slow_steps(),
        said_here.slowly_from_now(),
    ):
        assert spoken(r"after (\w+) fine weeks in a row", line) == [apart]
    state = State(saved=Saved(course=course), mode="mine", checking=True)
    page = words(view.render(state, Context(catalog=CATALOG)))
    for found in re.findall(r"after (\w+) fine weeks in a row", page):
        assert NUMBERS[found] == apart
    steps = grown(following(course, 14))
    assert all(two - one >= apart for one, two in pairwise(steps))
    slugs = [planned.slug for routine in course.routines for planned in routine]
    said = {slugs[0]: "hurt"} if worse == "hurt" and slugs else {}
    word = "same" if said else "flare"
    after, _ = next_week(course, Answers(word=word, said=said), NOTHING_MISSED, CATALOG)  # type: ignore[arg-type]
    assert not grown(following(after, still))


def test_a_slow_step_comes_when_it_is_said() -> None:
    """The first step after a flare-up comes in the week after the still ones, and the next one two weeks later."""
    profile = {"level": 2, "minutes": 30, "conditions": ["nerve-root-pain"]}
    course = fill.begin(simulate.read_profile(profile, CATALOG), CATALOG)
    steps = grown(following(course, 10))
    assert steps[:3] == [limits.SLOW_WEEKS, 2 * limits.SLOW_WEEKS, 3 * limits.SLOW_WEEKS]
    after, _ = next_week(course, Answers(word="flare"), NOTHING_MISSED, CATALOG)
    assert grown(following(after, 10))[0] == 5


@settings(max_examples=examples(40))
@given(profile=profiles())
def test_the_next_level_is_due(profile: dict[str, object]) -> None:
    """A level is offered after as many fine weeks as is said, or sooner where the week before found no gentler step."""
    course = fill.begin(simulate.read_profile(profile, CATALOG), CATALOG)
    for fine in range(12):
        offer = grow.level_offer(course, CATALOG)
        text = words(shown(course, CATALOG))
        due = re.search(r"Your exercises are easy for you, or (\w+) weeks went fine", text)
        assert (due is not None) <= (offer is not None)
        if due is not None:
            assert fine >= NUMBERS[due[1]] or not (course.grew or course.new)
        course, _ = next_week(course, FINE, NOTHING_MISSED, CATALOG)


def test_the_next_level_comes_after_eight_fine_weeks() -> None:
    """While every week still finds a step, the offer comes with the eighth fine week and not before."""
    course = fill.begin(simulate.read_profile({"level": 3, "minutes": 45}, CATALOG), CATALOG)
    weeks = [course]
    for _ in range(limits.FINE_AT_LEVEL):
        weeks.append(next_week(weeks[-1], FINE, NOTHING_MISSED, CATALOG)[0])
    offered = [grow.level_offer(one, CATALOG) is not None for one in weeks]
    assert offered == [False] * limits.FINE_AT_LEVEL + [True]
    (due,) = spoken(r"or (\w+) weeks went fine", words(shown(weeks[-1], CATALOG)))
    assert due == limits.FINE_AT_LEVEL


@settings(max_examples=examples(40))
@given(course=courses())
def test_new_ones_come_one_a_week(course: Course) -> None:
    """The words "one new exercise a week comes in at the most" hold in each of the weeks to come."""
    facts = {"count": 4, "short": {}}
    told_of = verdict_words.SAYS["starting-set"]
    text = told_of if isinstance(told_of, str) else told_of(facts, CATALOG)
    (most,) = spoken(r"From here on (\w+) new exercise a week comes in at the most", text)
    weeks = following(course, 12)
    met = {*course.order, *course.known, *course.once_known, *(each.slug for each in course.dropped)}
    for one in weeks[1:]:
        there = {planned.slug for routine in one.routines for planned in routine}
        assert len(there - met) <= most
        assert sum(item.new for item in make(one, CATALOG).session) <= most
        met |= there


@settings(max_examples=examples(30))
@given(
    profile=profiles(),
    answers=st.dictionaries(st.integers(1, 25), st.sampled_from(["same", "flare", "missed"]), max_size=6),
)
def test_any_reader_of_half_a_year(profile: dict[str, object], answers: dict[int, str]) -> None:
    """The page's sentence of any reader has the engine's first and last minutes, walks, level, news and flare-ups."""
    reader = Reader(title="Any", profile=profile, answers=answers)
    stages = half_year.run(reader, CATALOG)
    text = half_year.drawn(reader, CATALOG)["told"]
    first, last = stages[0], stages[-1]
    numbers = {int(number) for number in re.findall(r"\d+", text.partition(". ")[0])}
    assert numbers == {
        -(-first.week.seconds // 60),
        -(-last.week.seconds // 60),
        first.course.walk_minutes,
        last.course.walk_minutes,
    }
    assert f"level {max(one.course.reached for one in stages)}" in text
    came = 0
    for one, two in pairwise(stages):
        old = {i.exercise.slug for i in one.week.session}
        waiting = {each.slug for each in one.course.returning}
        came += sum(i.new and i.exercise.slug not in old | waiting for i in two.week.session)
    assert f"{came} new exercise{'' if came == 1 else 's'} came in." in text
    flares = sum(word == "flare" for word in answers.values())
    assert (f"{flares} flare-up" in text) == bool(flares)


def test_full_minutes_are_said_on_the_page_and_in_the_outlook() -> None:
    """A reader whose minutes are full reads which level would come next and what to do, not only "The same"."""
    profile = simulate.read_profile(FULL, FROZEN)
    course = simulate.run(profile, ["fine"], FROZEN)[-1].course
    full = (
        "Level 3 would come next. Your 10 minutes are full: the next exercise has no room. "
        "To go on, choose a few more minutes under “Change my answers”. You may also stay as you are."
    )
    week = ahead.ahead(course, FROZEN, 2)[1]
    assert view.change_words(week, FROZEN, first=False) == full
    stuck = ahead.following(course, FROZEN)[0]
    assert full in words(shown(stuck, FROZEN))
