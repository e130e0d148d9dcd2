"""How long a session takes: every page and file that says it says the same whole minutes of the same programme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bs4 import BeautifulSoup

from exercises.catalog.load import load
from exercises.pages import view as guide
from tests.loops import for_each
from tests.widgets.frozen import real_catalog
from widgets import days, words
from widgets.plan import fill, store
from widgets.plan.progress import NOTHING_MISSED, Answers, next_week
from widgets.plan.store import Saved
from widgets.plan.values import Course
from widgets.plan.week import make
from widgets.planner.widget import WeeklyPlanner
from widgets.player.settings import SETTINGS_KEY, Settings
from widgets.protocol import Context, Element, Event, Json
from widgets.session import naming
from widgets.session.offer import only
from widgets.session.steps import steps
from widgets.session.widget import SessionPlayer
from widgets.share import agenda

CATALOG = real_catalog()
WORLD = Context(catalog=CATALOG, root="../")
MONDAY = date(2026, 11, 30)
AT = days.noon(MONDAY.isoformat(), 0)
SETTINGS = (Settings(), Settings(intro=False), Settings(get_ready=30))
"""Choices that change how a run goes on between exercises, and not what the programme is."""


def courses() -> Iterator[Course]:
    """Yield weeks of readers who ask for few and for many minutes, with one routine and with two."""
    for asked in (10, 20, 30):
        course = fill.newcomer(CATALOG)
        profile = replace(course.profile, session_minutes=asked, level=4, asked=True)
        course = replace(course, profile=profile)
        for week in range(13):
            if week % 4 == 0:
                yield course
            course, _changes = next_week(course, Answers(word="fine"), NOTHING_MISSED, CATALOG)


COURSES = {f"{one.profile.session_minutes} minutes, week {one.week}": one for one in courses()}


def page(
    widget: WeeklyPlanner | SessionPlayer, course: Course, settings: Settings, day: int
) -> BeautifulSoup:
    """Return the page of an element on a weekday, with a stored plan that began on Monday."""
    texts: dict[str, Json] = {
        store.KEY: store.DOCUMENT.dump(Saved(course=course, since=AT)),
        SETTINGS_KEY: settings.to_text(),
    }
    at = days.noon((MONDAY + timedelta(days=day)).isoformat(), 0)
    event = Event(element=Element(tag=widget.tag, id="it"), name="connect", at=at, value={"stored": texts})
    if isinstance(widget, WeeklyPlanner):
        return BeautifulSoup(widget.view(widget.connect(event, WORLD), WORLD), "html.parser")
    return BeautifulSoup(widget.view(widget.connect(event, WORLD), WORLD), "html.parser")


def said(text: str) -> int:
    """Return the minutes that a text says."""
    found = re.findall(r"(\d+) min", text)
    assert len(found) == 1, text
    return int(found[0])


@for_each("name", COURSES)
def test_a_day_takes_the_same_minutes_everywhere(name: str) -> None:
    """Planner, session, calendar and printed sheet agree, also where the voice introduces no exercise."""
    course = COURSES[name]
    week = make(course, CATALOG)
    in_calendar = {one.weekday: one for one in agenda.planned(week, CATALOG, "") if not one.walk}
    minutes = {}
    for day in week.exercise_days:
        number = day.weekday
        planner = page(WeeklyPlanner(), course, Settings(), number)
        today = planner.select_one(".ns-today__what")
        box = planner.select_one(".ns-day[aria-current] .ns-day__minutes")
        assert today is not None
        assert box is not None
        minutes[number] = said(box.text)
        assert said(today.text) == minutes[number]
        assert said(in_calendar[number].title) == in_calendar[number].minutes == minutes[number]
        for settings in SETTINGS:
            total = page(SessionPlayer(), course, settings, number).select_one("#session-total")
            assert total is not None
            assert said(total.text) == minutes[number], settings
        sheet = planner.select_one(".ns-week-sheet thead")
        assert sheet is not None
        assert f"Session {week.minutes} min" in " ".join(sheet.text.split())
    assert week.minutes == max(minutes.values())


def test_an_exercise_takes_the_same_minutes_everywhere() -> None:
    """The guide, the planner's line and a session of one exercise agree on each dose of the library."""
    loaded = load().catalog
    assert loaded is not None
    found = {}
    for record in loaded.exercises:
        in_guide = guide.about(guide.seconds(record.dose))
        one = steps(only(record.slug, store.NOTHING, CATALOG), CATALOG, Settings(), short=False)
        found[record.slug] = (
            1 if in_guide == "less than a minute" else said(in_guide),
            said(words.about_minutes(CATALOG.exercise(record.slug).seconds)),
            said(naming.total(one, CATALOG)),
        )
    assert {slug: minutes for slug, minutes in found.items() if len(set(minutes)) > 1} == {}
