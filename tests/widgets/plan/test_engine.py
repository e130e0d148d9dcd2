"""The rules of half a year: whatever a reader's answers are, and however their weeks go.

Runs are checked from outside (`checker`), from the JSON that `python -m widgets.plan` prints.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise
from typing import Any, Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.chance import examples
from tests.widgets.frozen import frozen_catalog, real_catalog
from tests.widgets.plan import checker
from widgets.build import simulate
from widgets.catalog import Catalog
from widgets.diary.entries import SAID, Said
from widgets.plan import fill, join, limits
from widgets.plan.admission import harder_of, usable
from widgets.plan.doses import slots, total
from widgets.plan.progress import Answers, Diary, next_week
from widgets.plan.values import WARM_START, WEEKDAYS
from widgets.plan.week import make

WEEKS = 26
HALF_YEARS, AT_RANDOM = 300, 10_000
"""Random half years of each test in `make test`, and in `make test-random`: there 20,000 in all."""

CATALOG = frozen_catalog()
EQUIPMENT = ("mat", "firm-chair", "small-pillow", "rolled-towel", "wall", "stability-ball", "stick")
EVERYTHING = list(EQUIPMENT)
SLUGS = [exercise.slug for exercise in CATALOG.exercises]
MANNERS = {
    "well": ("fine", "fine", "fine", "fine", "easy", "same", "flare", "missed", "hurt"),
    "badly": ("fine", "fine", "flare", "flare", "hurt", "same", "missed"),
    "seldom": ("fine", "missed", "missed", "missed", "flare"),
    "worse and worse": ("flare", "hurt", "missed"),
}


@st.composite
def profiles(draw: st.DrawFn, catalog: Catalog = CATALOG) -> dict[str, Any]:
    """Return the data of any profile that the command takes for a library."""
    level = draw(st.integers(1, 5))
    some: dict[str, Any] = {
        "level": level,
        "minutes": draw(st.sampled_from([10, 12, 15, 20, 25, 30, 45, 60]) | st.integers(10, 60)),
        "walk": draw(st.sampled_from([10, 15, 30, 45]) | st.integers(10, 45)),
        "equipment": draw(st.just(list(EQUIPMENT[:5])) | st.lists(st.sampled_from(EQUIPMENT), unique=True)),
        "conditions": draw(
            st.lists(st.sampled_from([c.id for c in catalog.conditions]), unique=True, max_size=3)
        ),
    }
    if draw(st.booleans()):
        some["known_levels"] = draw(st.lists(st.integers(1, 5), unique=True, max_size=3))
    if draw(st.booleans()):
        slugs = [exercise.slug for exercise in catalog.exercises]
        some["known"] = draw(st.lists(st.sampled_from(slugs), unique=True, max_size=6))
    if draw(st.booleans()):
        some["days"] = [WEEKDAYS[day].lower() for day in draw(st.sampled_from(day_choices(level)))]
    return some


@cache
def day_choices(level: int) -> list[tuple[int, ...]]:
    """Return every choice of exercise days that leaves the rest that a level wants."""
    some = (days for count in range(1, 8) for days in combinations(range(7), count))
    return [days for days in some if not any(limits.day_problems(days, level, CATALOG))]


@st.composite
def half_years(draw: st.DrawFn) -> list[str]:
    """Return the answers of half a year in some manner; what hurts is any exercise, or the walk."""
    words = MANNERS[draw(st.sampled_from(sorted(MANNERS)))]
    answers = draw(st.lists(st.sampled_from(words), min_size=WEEKS, max_size=WEEKS))
    return [
        f"hurt:{draw(st.sampled_from([*SLUGS, 'walk']))}" if answer == "hurt" else answer
        for answer in answers
    ]


def weeks_of(profile: dict[str, Any], answers: list[str], catalog: Catalog = CATALOG) -> list[dict[str, Any]]:
    """Return the weeks of a run as JSON data."""
    stages = simulate.run(simulate.read_profile(profile, catalog), answers, catalog)
    return [simulate.as_data(stage, catalog) for stage in stages]


@settings(max_examples=HALF_YEARS if examples(1) == 1 else AT_RANDOM)
@given(profile=profiles(), answers=half_years())
@example(profile={"level": 2, "known_levels": [1, 2]}, answers=["fine", "flare", "flare"])
@example(profile={"level": 2, "minutes": 20, "known": ["bridge"]}, answers=["fine", "hurt:bridge", "fine"])
@example(
    profile={"level": 1, "minutes": 10, "walk": 10, "equipment": EVERYTHING},
    answers=[*["fine"] * 10, *["flare"] * 3, *["missed"] * 12, "fine"],
)
@example(
    profile={"level": 3, "minutes": 20, "equipment": ["wall", "stability-ball"], "known_levels": [3]},
    answers=["fine"] * WEEKS,
)
@example(
    profile={"level": 4, "equipment": ["stick"]},
    answers=[*["fine"] * 12, "flare", "fine", "flare", "flare", *["fine"] * 10],
)
@example(
    profile={"level": 1},
    answers=[
        *["fine"] * 3, *["missed"] * 3, "flare", "fine", *["missed"] * 2, "flare", "fine",
        "fine", "flare", "fine", "fine", "fine", *["missed"] * 3, "fine", *["missed"] * 4, "fine",
    ],
)  # fmt: skip
@example(
    profile={"level": 3, "minutes": 12, "walk": 10, "equipment": ["mat"], "conditions": []},
    answers=["flare", *["fine"] * 25],
)
@example(
    profile={"level": 4, "minutes": 11, "walk": 10, "equipment": ["wall", "mat"]},
    answers=[*["fine"] * 4, "flare", "fine", "flare", *["fine"] * 19],
)
@example(
    profile={"level": 5, "minutes": 10, "walk": 10, "equipment": ["mat", "wall", "stability-ball"]},
    answers=["fine"] * WEEKS,
)
@example(
    profile={
        "level": 3, "minutes": 10, "equipment": ["mat", "firm-chair", "rolled-towel", "wall", "stick"],
        "conditions": ["hernia", "osteoporosis"],
        "known": ["quadruped-leg-raise", "pelvic-tilt", "single-knee-press", "side-plank"],
    },
    answers=["fine"] * WEEKS,
)  # fmt: skip
def test_every_rule_holds_over_half_a_year(profile: dict[str, Any], answers: list[str]) -> None:
    """Rules 1 to 9 hold for any profile and any sequence of answers."""
    assert checker.faults(weeks_of(profile, answers), answers, profile, CATALOG) == []


@settings(max_examples=examples(75))
@given(profile=profiles(real_catalog()), answers=half_years())
def test_every_rule_holds_in_the_published_library(profile: dict[str, Any], answers: list[str]) -> None:
    """The same with the exercises that the site has today."""
    catalog = real_catalog()
    assert checker.faults(weeks_of(profile, answers, catalog), answers, profile, catalog) == []


@settings(max_examples=HALF_YEARS // 4 if examples(1) == 1 else AT_RANDOM)
@given(profile=profiles(), data=st.data())
def test_what_the_week_itself_has_may_hurt(profile: dict[str, Any], data: st.DataObject) -> None:
    """The same where each thing that hurts is in the week: exercises go until finding neutral or walks are left."""
    prepared = simulate.read_profile(profile, CATALOG)
    stages = list(simulate.run(prepared, (), CATALOG))
    answers: list[str] = []
    for _ in range(WEEKS):
        there = [f"hurt:{item.exercise.slug}" for item in stages[-1].week.session]
        answers.append(data.draw(st.sampled_from(["fine", "fine", "same", "flare", "missed", *there])))
        course, changes = simulate.following(stages[-1].course, answers[-1], CATALOG)
        stages.append(simulate.stage(course, changes, CATALOG))
    weeks = [simulate.as_data(stage, CATALOG) for stage in stages]
    assert checker.faults(weeks, answers, profile, CATALOG) == []


@pytest.mark.parametrize("library", ["frozen", "published"])
@pytest.mark.parametrize("level", range(1, 6))
def test_a_year_of_fine_weeks_passes_through_each_level(library: str, level: int) -> None:
    """From the default newcomer, a year of fine weeks passes through each level up to the one they allow."""
    catalog = CATALOG if library == "frozen" else real_catalog()
    profile = {"level": level, "equipment": EVERYTHING}
    weeks = weeks_of(profile, ["fine"] * 52, catalog)
    assert [w["level"] for w in weeks] == sorted(w["level"] for w in weeks)
    assert {week["level"] for week in weeks} == set(range(1, level + 1))
    for reached in range(1, level + 1):
        first = next(week for week in weeks if week["level"] == reached)
        slugs = {item["slug"] for routine in first["routines"] for item in routine}
        assert any(catalog.exercise(slug).level == reached for slug in slugs)


def test_a_closed_level_names_the_answer() -> None:
    """Without a ball nobody reaches level 5: the weeks say that the ball is what is missing."""
    weeks = weeks_of({"level": 5}, ["fine"] * 52)
    assert max(week["level"] for week in weeks) == 4
    closed = [change for week in weeks for change in week["changes"] if change["kind"] == "level-closed"]
    assert {(change["now"], change["why"], *change["by"]) for change in closed} == {
        (5, "equipment", "stability-ball")
    }


@pytest.mark.parametrize("minutes", range(10, 16))
@pytest.mark.parametrize("equipment", [["mat"], ["mat", "wall"], ["mat", "firm-chair", "wall"]])
@pytest.mark.parametrize("flare", [0, 4, 8, None])
def test_few_minutes_lead_on(minutes: int, equipment: list[str], flare: int | None) -> None:
    """Where each exercise has one set and is the last of its face, it gives up repetitions: level 3 is reached.

    After a flare-up in week 1, two long exercises filled 12 minutes at level 2, and nothing could join them.
    """
    answers = ["flare" if week == flare else "fine" for week in range(40)]
    weeks = weeks_of({"level": 3, "minutes": minutes, "walk": 10, "equipment": equipment}, answers)
    assert weeks[-1]["level"] == 3


FULL = {
    "level": 3, "minutes": 10, "equipment": ["mat", "firm-chair", "rolled-towel", "wall", "stick"],
    "conditions": ["hernia", "osteoporosis"],
    "known": ["quadruped-leg-raise", "pelvic-tilt", "single-knee-press", "side-plank"],
}  # fmt: skip
"""A reader whose two long exercises fill 10 minutes at level 2."""


def test_full_minutes_are_named_and_a_few_more_lead_on() -> None:
    """Where nothing has room the weeks say so at once, offer no level that would be empty, and two minutes help."""
    stages = simulate.run(simulate.read_profile(FULL, CATALOG), ["fine"] * 12, CATALOG)
    told = [(s.course.week, c.why, c.now, c.by) for s in stages for c in s.changes if "level" in c.kind]
    assert told[0] == (3, "minutes", 3, ("10",))
    assert {each[1:] for each in told} == {("minutes", 3, ("10",))}
    stuck = stages[2]
    assert 0.9 * 10 <= stuck.week.seconds / 60 <= 1.1 * 10
    more = replace(stuck.course, profile=replace(stuck.course.profile, session_minutes=12))
    after, changes = simulate.following(more, "fine", CATALOG)
    assert after.routines != more.routines
    assert [c.why for c in changes if c.kind == "came"] == ["new"]


@pytest.mark.parametrize("library", ["frozen", "published"])
@pytest.mark.parametrize("equipment", [EVERYTHING[:5], EVERYTHING])
@pytest.mark.parametrize("level", range(1, 6))
def test_a_flare_up_every_fifth_week_costs_no_ground(library: str, equipment: list[str], level: int) -> None:
    """From the default newcomer: the last four fine weeks end at 80 % of the minutes before each flare-up, or above."""
    catalog = CATALOG if library == "frozen" else real_catalog()
    answers = (["fine"] * 4 + ["flare"]) * 5 + ["fine"] * 4
    weeks = weeks_of({"level": level, "equipment": equipment}, answers, catalog)
    flared = [weeks[index] for index, answer in enumerate(answers) if answer == "flare"]
    for week in flared:
        assert weeks[-1]["session_minutes"] >= 0.8 * week["session_minutes"]
        assert weeks[-1]["walk_minutes"] >= 0.8 * week["walk_minutes"]


@settings(max_examples=examples(60))
@given(profile=profiles())
def test_flare_ups_cost_no_ground_whoever_has_them(profile: dict[str, Any]) -> None:
    """With any list of known exercises the same holds beside the week before the last flare-up, and beside its base.

    With nerve-root pain nothing grows for four weeks after each one.
    """
    profile["conditions"] = [c for c in profile["conditions"] if c != "nerve-root-pain"]
    answers = (["fine"] * 4 + ["flare"]) * 5 + ["fine"] * 4
    stages = simulate.run(simulate.read_profile(profile, CATALOG), answers, CATALOG)
    last = len(answers) - 1 - answers[::-1].index("flare")
    base = stages[last + 1].course.base
    before = 0 if base is None else max(total(slots(routine, CATALOG)) for routine in base.routines)
    assert stages[-1].week.seconds >= 0.8 * max(before, stages[last].week.seconds)


def test_a_flare_up_spares_what_another_one_took() -> None:
    """Four flare-ups leave a reader with eight exercises at most one of which two of them took for good."""
    answers = (["fine"] * 4 + ["flare"]) * 4
    profile = {"level": 2, "minutes": 30, "known_levels": [1, 2]}
    stages = simulate.run(simulate.read_profile(profile, real_catalog()), answers, real_catalog())
    assert len(stages[-1].course.hurt) <= 1


@settings(max_examples=examples(60))
@given(profile=profiles())
def test_what_makes_way_is_no_harder_than_what_comes(profile: dict[str, Any]) -> None:
    """In fine weeks no harder exercise makes way for an easier one; an easier version of what is known comes last."""
    stages = simulate.run(simulate.read_profile(profile, CATALOG), ["fine"] * 20, CATALOG)
    for stage in stages[1:]:
        new = [c.slug for c in stage.changes if c.kind == "came" and c.why == "new"]
        gone = [c.slug for c in stage.changes if c.kind == "went" and c.why == "replaced"]
        for slug in filter(None, new):
            assert all(
                CATALOG.exercise(out).level <= CATALOG.exercise(slug).level for out in filter(None, gone)
            )
        allowed = usable(stage.course, CATALOG).intersection(stage.course.known)
        easier = [bool(allowed & harder_of(e.slug, CATALOG)) for e in join.new_ones(stage.course, CATALOG)]
        assert easier == sorted(easier)


@pytest.mark.parametrize("minutes", [15, 20, 30])
def test_an_easier_version_goes_where_the_minutes_are_there(minutes: int) -> None:
    """Where sessions have nine tenths of the minutes asked, an easier version stays at most eight fine weeks.

    It is one of the same face, and its harder version is of a higher level.
    """
    weeks = weeks_of({"level": 5, "minutes": minutes, "equipment": EVERYTHING}, ["fine"] * 52)
    since: dict[tuple[str, str], int] = {}
    for week in weeks:
        there = [
            CATALOG.exercise(i["slug"]) for r in week["routines"] for i in r if i["slug"] != checker.WARM
        ]
        pairs = {
            (easier.slug, harder.slug)
            for harder in there
            for easier in there
            if easier.slug in harder.easier and easier.face == harder.face and easier.level < harder.level
        }
        since = {pair: since.get(pair, 0) + 1 for pair in pairs}
        assert max(since.values(), default=0) <= 8 or week["session_minutes"] < 0.9 * minutes


@pytest.mark.parametrize("word", ["fine", "easy"])
def test_the_default_newcomer_hears_of_level_2(word: str) -> None:
    """Ten minutes at level 1 are full in week 2: week 3 says that the own answer closes level 2, and seldom again."""
    weeks = weeks_of({}, [word] * 26)
    told = [
        week["week"]
        for week in weeks
        for change in week["changes"]
        if (change["kind"], change["why"], change.get("now")) == ("level-closed", "level", 2)
    ]
    assert told[0] == 3
    assert 2 <= len(told) <= 5
    slow = weeks_of({"conditions": ["nerve-root-pain"]}, [word] * 26)
    assert not any(change["kind"] == "level-closed" for week in slow for change in week["changes"])


@pytest.mark.parametrize("word", ["fine", "easy"])
def test_the_default_newcomer_does_not_stand_still(word: str) -> None:
    """In a year of fine weeks no five in a row are alike before the highest level is reached."""
    weeks = weeks_of({"level": 4, "equipment": EVERYTHING}, [word] * 52)
    below = [week for week in weeks if week["level"] < 4]
    for index in range(len(below) - 5):
        assert len({str(week["routines"]) for week in below[index : index + 5]}) > 1


@pytest.mark.parametrize("minutes", [10, 15, 20, 30, 45, 60])
def test_who_tells_more_never_gets_less(minutes: int) -> None:
    """Each whole level more that a reader knows makes the first week no shorter, but for a step."""
    known: list[int] = []
    lengths = []
    for level in range(1, 5):
        profile = {"level": 5, "minutes": minutes, "equipment": EVERYTHING, "known_levels": known}
        lengths.append(weeks_of(profile, [])[0]["session_minutes"])
        known = [*known, level]
    assert all(later >= first - 2 for first, later in pairwise(lengths))


@settings(max_examples=examples(100))
@given(profile=profiles())
def test_the_first_week_has_one_exercise_off_the_list_at_most(profile: dict[str, Any]) -> None:
    """Whatever a reader says they know: of the first week at most one exercise is not on their list."""
    prepared = simulate.read_profile(profile, CATALOG)
    (stage,) = simulate.run(prepared, (), CATALOG)
    slugs = {item.exercise.slug for item in stage.week.session}
    assert stage.week.starter or len(slugs - set(prepared.known)) <= 1


@pytest.mark.parametrize("minutes", [15, 20, 25, 30])
def test_minutes_asked_come_in_week_one(minutes: int) -> None:
    """Who knows levels 1 and 2 and asks for minutes gets about these, with at most one exercise off their list."""
    profile = {"level": 3, "minutes": minutes, "equipment": EVERYTHING, "known_levels": [1, 2]}
    (week,) = weeks_of(profile, [])
    assert minutes - 2 <= week["session_minutes"] <= minutes * 1.1
    slugs = {item["slug"] for routine in week["routines"] for item in routine}
    assert sum(CATALOG.exercise(slug).level > 2 for slug in slugs) <= 1


def test_the_checker_sees_each_fault() -> None:
    """A run that breaks a rule is found out: the checker is not blind."""
    answers = ["fine", "flare", "fine", "hurt:supine-draw-in", "fine", "missed"]
    weeks = weeks_of({"level": 2}, answers)
    assert checker.faults(weeks, answers, {"level": 2}, CATALOG) == []

    def broken(number: int, **parts: Any) -> list[str]:  # noqa: ANN401 - any part of a week
        changed = [dict(week) for week in weeks]
        changed[number] |= parts
        return checker.faults(changed, answers, {"level": 2}, CATALOG)

    assert broken(2, walk_minutes=40)
    assert broken(2, routines=weeks[1]["routines"], session_minutes=weeks[1]["session_minutes"])
    assert broken(4, routines=weeks[1]["routines"], session_minutes=weeks[1]["session_minutes"])
    assert broken(1, session_minutes=1.0)
    assert broken(3, phase="walks")
    assert broken(1, level=7, routines=[[{"slug": "dead-bug", "sets": 1, "reps": 5, "hold": 0, "new": True}]])


@st.composite
def words_of_a_week(draw: st.DrawFn, slugs: list[str]) -> tuple[Answers, Diary]:
    """Return what a reader may tell the check-in of a week with these exercises, and what the diary knows."""
    said: dict[str, Said] = {
        slug: draw(st.sampled_from(SAID))
        for slug in draw(st.lists(st.sampled_from(slugs), unique=True, max_size=3) if slugs else st.just([]))
    }
    answers = Answers(
        word=draw(st.sampled_from(["fine", "fine", "fine", "same", "flare"])),
        cause=draw(st.sampled_from([None, "session", "walk"])),
        said=said,
        walk_hurt=draw(st.integers(0, 9)) == 0,
        easy=draw(st.booleans()),
    )
    missed = draw(st.sampled_from([0, 0, 0, 0, 1, 2, 4, 12]))
    return answers, Diary(missed=missed, walked=draw(st.booleans()))


@settings(max_examples=examples(75))
@given(profile=profiles(), data=st.data())
def test_all_that_a_check_in_can_say(profile: dict[str, Any], data: st.DataObject) -> None:
    """Flare-up, break, "it hurt" and "too hard" said at once: nothing gets longer, and nothing comes that must not."""
    course = fill.begin(simulate.read_profile(profile, CATALOG), CATALOG)
    hurt: set[str] = set()
    for _ in range(12):
        before = course
        old = {p.slug: p for routine in before.routines for p in routine}
        answers, diary = data.draw(words_of_a_week(sorted(old)))
        course, _ = next_week(before, answers, diary, CATALOG)
        now = {p.slug: p for routine in course.routines for p in routine}
        said = {
            word: {slug for slug, one in answers.said.items() if one == word}
            for word in answers.said.values()
        }
        hurt |= said.get("hurt", set())
        assert not hurt & now.keys()
        grown = {
            slug
            for slug, p in now.items()
            if slug not in old
            or any(getattr(p, part) > getattr(old[slug], part) for part in ("sets", "reps", "hold"))
        }
        worse = (
            answers.word != "fine" or diary.missed or said.keys() & {"hurt", "too-hard"} or answers.walk_hurt
        )
        if not worse:
            assert len(grown) <= 1
            continue
        assert course.walk_minutes <= before.walk_minutes
        if course.phase == "begin" or now.keys() == {WARM_START}:
            continue
        assert make(course, CATALOG).seconds <= make(before, CATALOG).seconds
        easier = {slug for hard in said.get("too-hard", ()) for slug in CATALOG.exercise(hard).easier}
        assert grown <= easier
        if answers.word == "flare":
            assert not grown
        if said.get("hurt") or answers.walk_hurt:
            assert grown <= set(before.known)


@pytest.mark.parametrize("cause", [None, "session", "walk"])
@pytest.mark.parametrize("level", range(1, 6))
def test_a_flare_up_after_twelve_weeks_adds_nothing(
    level: int, cause: Literal["session", "walk"] | None
) -> None:
    """The gentle first week that begins again adds nothing to the last one: no exercise, set, rep or second."""
    profile = {
        "level": level,
        "minutes": 30,
        "walk": 10,
        "equipment": EVERYTHING,
        "known_levels": [*range(1, level + 1)],
    }
    before = fill.begin(simulate.read_profile(profile, CATALOG), CATALOG)
    after, changes = next_week(
        before, Answers(word="flare", cause=cause), Diary(missed=12, walked=False), CATALOG
    )
    old = {planned.slug: planned for routine in before.routines for planned in routine}
    for planned in after.routines[0]:
        assert planned.slug in old
        assert all(
            getattr(planned, part) <= getattr(old[planned.slug], part) for part in ("sets", "reps", "hold")
        )
    assert not [change for change in changes if change.kind == "came"]


def test_the_next_level_is_due_where_a_slow_session_has_no_step_left() -> None:
    """With nerve-root pain and one exercise at its most, level 2 is offered when a step is due: after two weeks."""
    profile = {"level": 2, "conditions": ["nerve-root-pain"], "equipment": ["wall"]}
    weeks = weeks_of(profile, ["fine"] * 4, real_catalog())
    due = [(c["why"], week["week"]) for week in weeks for c in week["changes"] if c["kind"] == "level"]
    assert due == [("no-gentler-step", 3)]
    assert [week["level"] for week in weeks] == [1, 1, 1, 1, 2]
