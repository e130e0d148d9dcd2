"""Today's part of a plan on the home page: what it shows on each kind of day, and that it saves nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from tests.widgets.driven import AT, Driven
from widgets.catalog import Catalog
from widgets.days import local_day
from widgets.diary import log_document
from widgets.diary.entries import Done, Entry, Log
from widgets.plan import fill, store
from widgets.plan.boxes import day_boxes
from widgets.plan.store import Saved
from widgets.plan.week import make
from widgets.planner.day import PlanToday, Shown
from widgets.protocol import Context, Json, ProtocolError

FRIDAY = 4
"""The weekday of `AT`."""
DAY = 86_400_000

type Home = Driven[Shown]


@pytest.fixture(scope="module")
def home(frozen: Catalog) -> Home:
    """The element with the frozen library."""
    return Driven(PlanToday(), Context(catalog=frozen, root="./"))


def kept(home: Home, *, ago: int = 0, done: tuple[str, ...] = (), **answers: object) -> str:
    """Return the stored text of a week that began some days ago."""
    profile = replace(fill.newcomer(home.world.catalog).profile, asked=True)
    course = fill.begin(replace(profile, **answers), home.world.catalog)  # type: ignore[arg-type]
    return store.DOCUMENT.dump(Saved(course=course, since=AT - ago * DAY, done=done))


def page(home: Home, text: Json) -> BeautifulSoup:
    """Return what home shows with a stored plan."""
    return BeautifulSoup(home.view(home.opened(**{store.KEY: text})), "html.parser")


def said(found: BeautifulSoup) -> str:
    """Return the words of a view."""
    return " ".join(found.get_text(" ").split())


def test_a_day_with_a_session(home: Home) -> None:
    """The button first, then day, number, minutes, and each exercise with its picture."""
    found = page(home, kept(home, days=(0, 2, FRIDAY)))
    (button,) = found.select(".ns-button--main")
    assert (button.get_text(), button["href"]) == ("Today's session", "./session/")
    assert found.find("a") is button
    assert "Today, Friday, Jan 15. 4 exercises, about " in said(found)
    assert [img["src"] for img in found.select("li img")] == [
        f"./assets/figures/{item.exercise.slug}.svg"
        for item in make(store.DOCUMENT.load(kept(home)).course, home.world.catalog).session
    ]


def test_a_session_that_is_done(home: Home) -> None:
    """A done session is offered once more, quietly, with the day of the next one."""
    course = store.DOCUMENT.load(kept(home, days=(0, 2, FRIDAY))).course
    (day,) = (day for day in make(course, home.world.catalog).days if day.weekday == FRIDAY)
    boxes = tuple(box.key for box in day_boxes(day))
    found = page(home, kept(home, days=(0, 2, FRIDAY), done=boxes))
    assert "Done today. Next session: Monday, Jan 18." in said(found)
    assert not found.select(".ns-button--main")
    assert found.select_one(".ns-button--quiet").get_text() == "Do it once more"  # type: ignore[union-attr]


def test_what_hurt_is_not_shown_for_today(home: Home) -> None:
    """An exercise that hurt in this week is not in today's list, and it is said why and whom to ask."""
    text = kept(home, days=(0, 2, FRIDAY), ago=1)
    items = make(store.DOCUMENT.load(text).course, home.world.catalog).session
    hurt = Done(slug=items[1].exercise.slug, level=1, sets=1, reps=5, hold=5, seconds=60, said="hurt")
    day = local_day(AT, 0)
    one = Entry(kind="session", id="session-1", at=AT - 1_000, day=day, source="session", exercises=(hurt,))
    log = log_document.dump(Log(entries=(one,)))
    found = BeautifulSoup(home.view(home.opened(**{store.KEY: text, log_document.KEY: log})), "html.parser")
    assert f"because you said that it hurt: {items[1].exercise.name}." in said(found)
    assert len(found.select("li img")) == len(items) - 1
    assert "3 exercises, about " in said(found)


def test_other_days(home: Home) -> None:
    """A walk, a day of rest and a week that is over lead to the planner."""
    told = {
        "walk": ("A walk of", kept(home, days=(0, 2))),
        "rest": ("Rest. Move as you like.", kept(home, days=(0, 2), rest=(FRIDAY,))),
        "over": ("Week 1 is over.", kept(home, ago=9, days=(0, 2, FRIDAY))),
    }
    for name, (words, text) in told.items():
        found = page(home, text)
        assert words in said(found), name
        assert [button["href"] for button in found.select(".ns-button--main")] == ["./planner/"], name
        assert not found.select("li"), name


@pytest.mark.parametrize("text", [None, "{", "damaged"])
def test_without_a_plan_that_can_be_read(home: Home, text: Json) -> None:
    """Nothing kept, or nothing that can be read: the first view, which the build has put into the page."""
    assert home.view(home.opened(**{store.KEY: text})) == home.view(home.opened())
    assert said(page(home, text)) == "Today's session"


def test_a_plan_that_was_not_asked_about(home: Home) -> None:
    """Before the provider was asked nothing is shown of the week."""
    assert said(page(home, kept(home, asked=False, days=(FRIDAY,)))) == "Today's session"


def test_it_follows_another_tab_and_the_day(home: Home) -> None:
    """What another tab saves is shown; at midnight the next day is; nothing is ever saved."""
    state = home.opened(**{store.KEY: kept(home, days=(0, 2, FRIDAY))})
    midnight = home.widget.wake_at(state)
    assert midnight is not None
    assert (local_day(midnight - 1, 0), local_day(midnight, 0)) == ("2027-01-15", "2027-01-16")
    event = replace(home.event("wake"), at=midnight)
    later, effects = home.widget.handle(state, event, home.world)
    assert effects == ()
    assert "Today, Saturday, Jan 16." in said(BeautifulSoup(home.view(later), "html.parser"))
    gone, effects_of_all = home.do(state, ("stored", {"stored": {store.KEY: None}}), ("disconnect", None))
    assert effects_of_all == []
    assert home.view(gone) == home.view(home.opened())
    assert home.widget.wake_at(gone) is None


def test_nothing_can_be_pressed(home: Home) -> None:
    """Any other event is refused."""
    with pytest.raises(ProtocolError):
        home.do(home.opened(), ("tick", "x"))
