"""What the reader sees: the warning before anything, every rule explained, a sheet that stands alone on paper."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from widgets.catalog import Catalog
from widgets.dose.words import dose_line
from widgets.plan import admission, ahead, boxes, fill, verdict_words, verdicts
from widgets.plan import sheet as sheets
from widgets.plan import words as told
from widgets.plan.progress import Answers, Diary, next_week
from widgets.plan.store import Saved
from widgets.plan.values import Course, Profile
from widgets.plan.week import make
from widgets.planner import reached, view
from widgets.planner.notices import Notice
from widgets.planner.state import State
from widgets.planner.widget import WeeklyPlanner
from widgets.protocol import Context, Element, Event

PLANNER = WeeklyPlanner()
CONNECT = Event(element=Element(tag="weekly-planner", id="p"), name="connect", at=0.0, value={"stored": {}})


def words(html: str) -> str:
    """Return the text of some HTML."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def answers(catalog: Catalog, **parts: object) -> Profile:
    """Return the answers of a reader who is a newcomer but for some of them."""
    return replace(fill.newcomer(catalog).profile, asked=True, **parts)  # type: ignore[arg-type]


def shown(course: Course, catalog: Catalog, **more: object) -> str:
    """Return the view of a reader's own week."""
    state = State(saved=Saved(course=course), mode="mine", **more)  # type: ignore[arg-type]
    return PLANNER.view(state, Context(catalog=catalog, root="../"))


def test_the_warning_stands_before_anything(real: Catalog) -> None:
    """The first words of the planner, and of its printed sheet, are the educational-use warning."""
    context = Context(catalog=real)
    html = PLANNER.view(PLANNER.connect(CONNECT, context), context)
    assert words(html).startswith(real.safety.warning_short)
    sheet = html[html.index('class="ns-week-sheet') :]
    assert words(sheet[sheet.index(">") + 1 :]).startswith(real.safety.warning_short)


def test_the_sheet_is_complete(real: Catalog) -> None:
    """Paper carries the doses, the walks, the stop rules, the pain rule, the emergency card and blanks for a name."""
    context = Context(catalog=real)
    html = PLANNER.view(PLANNER.connect(CONNECT, context), context)
    sheet = words(html[html.index('class="ns-week-sheet') :]).replace("&#39;", "'")
    safety = real.safety
    week = make(fill.newcomer(real), real)
    for text in (
        "Name",
        "Week of",
        "Notes",
        safety.warning_short,
        safety.emergency.title,
        safety.emergency.action,
        *safety.emergency.signs,
        *safety.stop_rules,
        "My usual pain: ____.",
        f"Begin at {safety.pain_rule.begin_above_usual} above it at most,",
        f"and at {safety.pain_rule.begin_at_most} at most.",
        "By the next day it should be back to where you began",
        "10 minutes",
        *(item.exercise.name for item in week.session),
        *(dose_line(item.dose) for item in week.session),
        *(f"{band.low} to {band.high}: {band.name}." for band in safety.pain_bands),
    ):
        assert text in sheet, text


def test_the_sheet_has_the_usual_pain(small: Catalog) -> None:
    """Where the device knows the usual pain, the sheet prints it in place of a line to write on, and no bands."""
    line = sheets.pain_line(small, 4)
    assert line.startswith("My usual pain: 4. ")
    assert not any(band.name in line for band in small.safety.pain_bands)


def test_the_sheet_shows_start_and_hold(real: Catalog) -> None:
    """Each exercise of the sheet has both pictures; only the hold, which lists have too, is fetched before printing."""
    course = fill.newcomer(real)
    html = shown(course, real)
    sheet = html[html.index('class="ns-week-sheet') :]
    for item in make(course, real).session:
        start = f'src="../assets/figures/{item.exercise.slug}-start.svg"'
        hold = f'src="../assets/figures/{item.exercise.slug}.svg"'
        assert 0 < sheet.index(start) < sheet.index(hold)
        assert "lazy" in sheet[sheet.index(start) : sheet.index(hold)]


@pytest.mark.parametrize(("usual", "asks"), [(None, True), (6, False), (7, True), (10, True)])
def test_the_sheet_sends_strong_usual_pain_to_the_provider(
    usual: int | None, *, asks: bool, small: Catalog
) -> None:
    """From the number on at which timer and session ask for the provider's word, paper asks for it too."""
    assert ("ask your provider first" in sheets.pain_line(small, usual)) is asks


def test_each_side_has_its_own_box(small: Catalog) -> None:
    """Exercises that train sides apart get a left and a right box on the screen and on paper; the others get one."""
    known = ("finding-neutral", "draw-in", "arm", "lift")
    course = fill.begin(answers(small, level=2, known=known), small)
    html = shown(course, small)
    assert 'data-side="L"' in html
    week = make(course, small)
    keys = boxes.boxes(week)
    for day in week.exercise_days:
        assert {f"{day.weekday}:arm:left", f"{day.weekday}:arm:right", f"{day.weekday}:draw-in"} <= keys
    sheet = html[html.index('class="ns-week-sheet') :]
    assert sheet.count('class="ns-box"') == len(keys)


def test_every_outcome_is_told(real: Catalog) -> None:
    """Whatever came of a rule stands under "Why this week looks like this", word for word."""
    profile = answers(
        real,
        level=3,
        session_minutes=30,
        known=tuple(exercise.slug for exercise in real.exercises if exercise.level <= 2),
        conditions=("nerve-root-pain", "wrist-problem", "pregnancy"),
    )
    course = fill.begin(profile, real)
    text = words(shown(course, real)).replace("&#39;", "'").replace("&#34;", '"')
    outcomes = verdicts.outcomes(course, make(course, real), real)
    assert {outcome.kind for outcome in outcomes} >= {"kept", "note", "ask"}
    for outcome in outcomes:
        assert verdict_words.text(outcome, real) in text
    for closed in admission.left_out(course, real):
        assert closed.exercise.name in text
        assert told.why_closed(closed, real) in text


@pytest.mark.parametrize(
    ("changes", "more"),
    [
        ({}, True),
        ({"conditions": ("nerve-root-pain",)}, False),
        ({"equipment": ()}, False),
    ],
)
def test_no_more_is_promised_than_there_is(
    *, changes: dict[str, tuple[str, ...]], more: bool, real: Catalog
) -> None:
    """A newcomer is told of a next exercise only where their level has one for them and nothing asks for care."""
    course = fill.begin(answers(real, **changes), real)
    assert ("Next week you can add one more." in words(shown(course, real))) == more


def test_dose_in_words(small: Catalog) -> None:
    """A dose reads as one line, with this week's sets."""
    course = fill.begin(answers(small, level=2, known=("arm",), equipment=("mat",)), small)
    (item,) = [item for item in make(course, small).session if item.exercise.slug == "arm"]
    assert item.sets > 1
    assert dose_line(item.dose) == f"{item.sets} sets of 5 on each side, hold 5 seconds"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x>'])
def test_what_is_stored_cannot_become_html(text: str, small: Catalog) -> None:
    """Text from the device is shown as text."""
    state = State(saved=Saved(course=fill.newcomer(small)), mode="sample", notices=(Notice("gone", (text,)),))
    assert text not in PLANNER.view(state, Context(catalog=small))


def test_links_start_at_the_root(real: Catalog) -> None:
    """Every link is relative to the site's root as seen from the page."""
    context = Context(catalog=real, root="../../")
    html = PLANNER.view(PLANNER.connect(CONNECT, context), context)
    for address in re.findall(r'href="([^"]*)"', html):
        assert address.startswith(("../../", "#")), address


@pytest.mark.parametrize("level", [1, 3, 5])
@pytest.mark.parametrize("minutes", [10, 20, 45])
def test_sentences_about_weeks_to_come_are_the_engines(level: int, minutes: int, real: Catalog) -> None:
    """The minutes and the week that the head line promises are those of the engine's own weeks, run forward."""
    course = fill.begin(answers(real, level=level, session_minutes=minutes), real)
    weeks = ahead.ahead(course, real, ahead.FURTHEST)
    assert "by week" not in words(shown(course, real))  # Nobody waits for the weeks to come.
    run = reached.begun(course, real)
    while not run.done:
        run = reached.further(run, real)
    text = words(shown(course, real, reach=run))
    if ahead.close(weeks[0].minutes, minutes):
        assert f"A session takes about {weeks[0].minutes} minutes, as you asked." in text
        return
    assert f"You asked for {minutes} minutes. This week: {weeks[0].minutes}." in text
    promised = re.search(r"[Aa]bout (\d+) by week (\d+), if every week is fine", text)
    longest = max(min(minutes, week.minutes) for week in weeks)
    if promised is None:
        assert longest == weeks[0].minutes
        return
    said, week = int(promised[1]), int(promised[2])
    there = next(one for one in weeks if one.number == week)
    assert ahead.close(there.minutes, said)
    earlier = [one.minutes for one in weeks if one.number < week]
    if said == minutes:
        assert not any(ahead.close(one, minutes) for one in earlier)
    else:
        assert said == there.minutes == longest
        assert all(one < said for one in earlier)
    assert ahead.close(longest, minutes) == (said == minutes)


def test_the_outlook_tells_of_its_own_bars(real: Catalog) -> None:
    """The outlook's sentence has the least and the most minutes of its weeks: none is above or below."""
    course = fill.begin(answers(real, level=3, session_minutes=30, known=("bridge",)), real)
    weeks = ahead.ahead(course, real)
    said = view.outlook_told(weeks)
    for minutes in (min(w.minutes for w in weeks), max(w.minutes for w in weeks)):
        assert str(minutes) in said


def test_each_change_of_a_week_is_told(small: Catalog) -> None:
    """After each kind of answer the reader reads every exercise that came or went, by name."""
    known = ("finding-neutral", "draw-in", "tilt", "arm")
    course = fill.begin(answers(small, level=3, session_minutes=30, known=known), small)
    for word in ("fine", "fine", "flare", "fine", "fine", "same"):
        before = course
        course, changes = next_week(course, Answers(word=word), Diary(), small)
        text = " ".join(told.change(one, small) for one in changes)
        moved = {p.slug for r in before.routines for p in r} ^ {p.slug for r in course.routines for p in r}
        assert all(small.exercise(slug).name in text for slug in moved)
