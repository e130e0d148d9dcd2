"""What the reader sees: the warning before anything, every rule explained, a sheet that stands alone on paper."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from widgets.catalog import Catalog
from widgets.dose.words import dose_line
from widgets.plan import admission, boxes, plan, verdicts
from widgets.plan.store import Saved
from widgets.plan.values import Profile
from widgets.planner import view
from widgets.planner.state import State
from widgets.planner.widget import WeeklyPlanner
from widgets.protocol import Context, Element, Event

PLANNER = WeeklyPlanner()
CONNECT = Event(element=Element(tag="weekly-planner", id="p"), name="connect", at=0.0, value={"stored": {}})


def words(html: str) -> str:
    """Return the text of some HTML."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def shown(profile: Profile, catalog: Catalog) -> str:
    """Return the view of a reader's own week."""
    state = State(saved=Saved(profile=replace(profile, asked=True)), mode="mine")
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
    week = plan.make(plan.newcomer(real), real)
    for text in (
        "Name",
        "Week of",
        "Notes",
        safety.warning_short,
        safety.emergency.title,
        safety.emergency.action,
        *safety.emergency.signs,
        *safety.stop_rules,
        safety.pain_spread,
        "10 minutes",
        *(item.exercise.name for item in week.session),
        *(dose_line(item.dose) for item in week.session),
        *(f"{band.low} to {band.high}: {band.name}." for band in safety.pain_bands),
    ):
        assert text in sheet, text


def test_each_side_has_its_own_box(small: Catalog) -> None:
    """Exercises that train sides apart get a left and a right box on the screen and on paper; the others get one."""
    profile = replace(plan.newcomer(small), level=2, known=("finding-neutral", "draw-in", "arm", "lift"))
    html = shown(profile, small)
    assert 'data-side="L"' in html
    week = plan.make(profile, small)
    keys = boxes.boxes(week)
    for day in week.exercise_days:
        assert {f"{day.weekday}:arm:left", f"{day.weekday}:arm:right", f"{day.weekday}:draw-in"} <= keys
    sheet = html[html.index('class="ns-week-sheet') :]
    assert sheet.count('class="ns-box"') == len(keys)


def test_every_outcome_is_told(real: Catalog) -> None:
    """Whatever came of a rule stands under "Why this week looks like this", word for word."""
    profile = replace(
        plan.newcomer(real),
        level=3,
        session_minutes=30,
        known=tuple(exercise.slug for exercise in real.exercises if exercise.level <= 2),
        conditions=("nerve-root-pain", "wrist-problem", "pregnancy"),
    )
    text = words(shown(profile, real)).replace("&#39;", "'").replace("&#34;", '"')
    outcomes = verdicts.outcomes(profile, plan.make(profile, real), real)
    assert {outcome.kind for outcome in outcomes} >= {"kept", "note", "ask"}
    for outcome in outcomes:
        assert outcome.text in text
    for closed in admission.left_out(profile, real):
        assert closed.name in text
        assert closed.why in text


@pytest.mark.parametrize(
    ("answers", "more"),
    [
        ({}, True),
        ({"conditions": ("pregnancy",)}, False),
        ({"conditions": ("nerve-root-pain",)}, False),
        ({"equipment": ()}, False),
    ],
)
def test_no_more_is_promised_than_there_is(
    *, answers: dict[str, tuple[str, ...]], more: bool, real: Catalog
) -> None:
    """A newcomer is told of a next exercise only where their level has one for them and nothing asks for care."""
    profile = replace(plan.newcomer(real), **answers)  # type: ignore[arg-type]
    assert ("Next week you can add one more." in words(shown(profile, real))) == more
    later = plan.next_week(replace(profile, session_minutes=20), "fine", real)
    assert ("It fills by one step a week." in words(shown(later, real))) == more


def test_dose_in_words(small: Catalog) -> None:
    """A dose reads as one line, with this week's sets."""
    profile = replace(plan.newcomer(small), level=2, session_minutes=10, known=("arm",), equipment=("mat",))
    (item,) = [item for item in plan.make(profile, small).session if item.exercise.slug == "arm"]
    assert dose_line(item.dose) == "3 sets of 5 on each side, hold 5 seconds"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x>'])
def test_what_is_stored_cannot_become_html(text: str, small: Catalog) -> None:
    """Text from the device is shown as text."""
    state = State(saved=Saved(profile=plan.newcomer(small)), mode="sample", notices=(text,))
    assert text not in PLANNER.view(state, Context(catalog=small))


def test_links_start_at_the_root(real: Catalog) -> None:
    """Every link is relative to the site's root as seen from the page."""
    context = Context(catalog=real, root="../../")
    html = PLANNER.view(PLANNER.connect(CONNECT, context), context)
    for address in re.findall(r'href="([^"]*)"', html):
        assert address.startswith(("../../", "#")), address


def test_what_a_step_changes_is_told(small: Catalog) -> None:
    """After a step to the next week the reader reads every set that came, and every exercise that went."""
    known = ("finding-neutral", "draw-in", "tilt", "arm")
    profile = replace(plan.newcomer(small), level=2, session_minutes=30, known=known, new="slide")
    profile = replace(profile, routine=tuple((slug, 1) for slug in known))
    after = plan.next_week(profile, "fine", small, mastered=True)
    told = " ".join(view.what_changed(profile, after, small))
    assert "You know these now: Slide." in told
    assert "No longer in your week: Draw in." in told
    later = plan.next_week(after, "fine", small)
    assert "One more set: " in " ".join(view.what_changed(after, later, small))
