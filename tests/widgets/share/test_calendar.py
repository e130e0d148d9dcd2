"""The calendar file, read by another parser: right times in every zone, and a next file that replaces this one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from widgets import days
from widgets.catalog import Catalog
from widgets.plan import fill
from widgets.plan.week import make
from widgets.protocol import Json
from widgets.share import agenda, calendar, words
from widgets.share.agenda import Agenda
from widgets.share.calendar import Choice

SITE = "https://example.org/back/"
NOW = 1_792_000_000_000.0
"""A day in October 2026."""

CHOICE = Choice(start=date(2026, 10, 19), at=time(18), walk_at=time(12, 30), weeks=4, reminder=30)


def _events(text: str) -> dict[str, Any]:
    """Return the events of a file by their UID, as vobject reads them."""
    return {event.uid.value: event for event in vobject.readOne(text).vevent_list}


@pytest.fixture(scope="module")
def made(frozen: Catalog) -> tuple[Agenda, str]:
    """The first file of a newcomer's week."""
    planned = agenda.planned(make(fill.newcomer(frozen), frozen), frozen, SITE)
    return agenda.made(Agenda(), CHOICE, planned, NOW, 0)


def test_every_session_and_walk_is_there(made: tuple[Agenda, str], frozen: Catalog) -> None:
    """Four weeks have twelve sessions and sixteen walks, each with what to do, the warning, a reminder and a link."""
    events = _events(made[1])
    week = make(fill.newcomer(frozen), frozen)
    sessions = [event for event in events.values() if "Back exercises" in event.summary.value]
    walks = [event for event in events.values() if "walk" in event.summary.value]

    assert (len(sessions), len(walks)) == (12, 16)
    for event in events.values():
        assert frozen.safety.warning_short in event.description.value
        assert event.valarm.trigger.value == timedelta(minutes=-30)
        assert event.__getattr__("class").value == "PRIVATE"
        assert event.url.value in event.description.value
    for event in sessions:
        weekday = event.dtstart.value.weekday()
        assert event.url.value == f"{SITE}session/#day={weekday}"
        for item in week.session:
            assert item.exercise.name in event.description.value
        assert all(rule in event.description.value for rule in frozen.safety.stop_rules)
        assert event.dtstart.value.time() == time(18)
    assert {event.dtstart.value.time() for event in walks} == {time(12, 30)}


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
def test_six_in_the_evening_is_six_in_the_evening(zone: str, made: tuple[Agenda, str]) -> None:
    """Four weeks across the end of summer time: each session is at six by the wall clock, before and after."""
    info = ZoneInfo(zone)
    begins: list[datetime] = []
    for event in _events(made[1]).values():
        begin = event.dtstart.value
        assert begin.tzinfo is None, "a floating time: the calendar takes it by the reader's own clock"
        if "Back exercises" in event.summary.value:
            begins.append(begin.replace(tzinfo=info))
    assert len({begin.utcoffset() for begin in begins}) == 2, "the clocks change within these weeks"
    assert {begin.astimezone(info).time() for begin in begins} == {time(18)}
    assert "TZID" not in made[1]
    assert "DTSTART:20261026T180000\r\n" in made[1]


@pytest.mark.parametrize(
    ("zone", "changes"),
    [
        ("Pacific/Auckland", "2026-09-27"),
        ("Pacific/Auckland", "2027-04-04"),
        ("America/Los_Angeles", "2026-11-01"),
        ("America/Los_Angeles", "2027-03-14"),
    ],
)
@pytest.mark.parametrize("hour", [0, 12, 23])
def test_a_change_of_the_clocks_keeps_days_and_hours(
    zone: str, changes: str, hour: int, frozen: Catalog
) -> None:
    """A file made the day before the clocks change, at any hour: each day has its own session or walk, at its hour."""
    info, first = ZoneInfo(zone), date.fromisoformat(changes) - timedelta(days=1)
    now = datetime.combine(first, time(hour, 30), info)
    offset = now.utcoffset()
    assert offset is not None
    minutes = int(offset.total_seconds() // 60)
    today = days.local_day(now.timestamp() * 1000, minutes)
    assert today == first.isoformat()
    form: Json = {"start": today, "at": "06:30", "walk-at": "23:45", "weeks": "2", "reminder": "30"}
    choice = agenda.read(form, Agenda(), today).choice
    assert choice is not None

    week = make(fill.newcomer(frozen), frozen)
    planned = agenda.planned(week, frozen, SITE)
    _, text = agenda.made(Agenda(), choice, planned, now.timestamp() * 1000, minutes)
    begins = [event.dtstart.value for event in _events(text).values()]
    kinds = {day.weekday: day.kind for day in week.days}
    dates = [first + timedelta(days=n) for n in range(14)]
    assert sorted(begins) == [
        datetime.combine(day, time(6, 30) if kinds[day.weekday()] == "exercise" else time(23, 45))
        for day in dates
        if kinds[day.weekday()] in {"exercise", "walk"}
    ]
    seen = [begin.replace(tzinfo=info) for begin in begins]
    assert len({begin.utcoffset() for begin in seen}) == 2, "the clocks change within these weeks"
    assert not any(line.startswith("DTSTART") and line.endswith("Z") for line in text.splitlines())
    assert "VTIMEZONE" not in text
    assert "TZID" not in text


def test_a_new_file_replaces_the_old(made: tuple[Agenda, str], frozen: Catalog) -> None:
    """The same dates keep their UID with a higher number; a walk that became a rest is canceled, what is over stays."""
    kept, text = made
    course = fill.newcomer(frozen)
    course = replace(course, profile=replace(course.profile, rest=(1,)))
    later = NOW + 8 * 24 * 3600 * 1000
    events = agenda.planned(make(course, frozen), frozen, SITE)
    again, newer = agenda.made(kept, replace(CHOICE, start=date(2026, 10, 19)), events, later, 0)
    old, new = _events(text), _events(newer)

    assert again.id == kept.id
    shared = old.keys() & new.keys()
    assert len(shared) >= 24
    assert all(int(new[uid].sequence.value) == int(old[uid].sequence.value) + 1 for uid in shared)
    canceled = {uid for uid, event in new.items() if "status" in event.contents}
    today = datetime.fromtimestamp(later / 1000, ZoneInfo("UTC")).date()
    assert canceled == {
        uid
        for uid, event in old.items()
        if event.dtstart.value.weekday() == 1 and event.dtstart.value.date() >= today
    }
    assert canceled


def test_two_people_share_a_calendar(made: tuple[Agenda, str], frozen: Catalog) -> None:
    """The dates of one plan never stand for those of another."""
    planned = agenda.planned(make(fill.newcomer(frozen), frozen), frozen, SITE)
    _, other = agenda.made(Agenda(), CHOICE, planned, NOW + 1, 0)
    assert not _events(made[1]).keys() & _events(other).keys()


def test_a_second_round_is_later_the_same_day(frozen: Catalog) -> None:
    """Two rounds a day are two events, hours apart, both on that day."""
    planned = [
        replace(day, again=True) for day in agenda.planned(make(fill.newcomer(frozen), frozen), frozen, SITE)
    ]
    for at in (time(7), time(20)):
        _, text = agenda.made(Agenda(), replace(CHOICE, at=at, walk_at=at), planned, NOW, 0)
        by_day: dict[date, list[datetime]] = {}
        for event in _events(text).values():
            by_day.setdefault(event.dtstart.value.date(), []).append(event.dtstart.value)
        assert all(abs(two - one) == calendar.SECOND_ROUND for one, two in by_day.values())


class TestForm:
    FIELDS: ClassVar[dict[str, Json]] = {
        "start": "2026-10-19",
        "at": "07:15",
        "walk-at": "12:00",
        "weeks": "2",
        "reminder": "10",
    }

    def test_read(self) -> None:
        """What was entered is the choice, and is kept for the next time."""
        entered = agenda.read(self.FIELDS, Agenda(), "2026-10-15")
        assert entered.choice == Choice(
            start=date(2026, 10, 19), at=time(7, 15), walk_at=time(12), weeks=2, reminder=10
        )
        assert agenda.DOCUMENT.load(agenda.DOCUMENT.dump(entered.agenda)) == entered.agenda

    @pytest.mark.parametrize(
        ("field", "wrong"),
        [
            ("start", "2026-10-14"),
            ("start", "2028-01-01"),
            ("start", "soon"),
            ("start", None),
            ("at", ""),
            ("at", "25:00"),
            ("at", 7),
            ("walk-at", None),
            ("weeks", "0"),
            ("weeks", "13"),
            ("weeks", "many"),
            ("weeks", None),
        ],
    )
    def test_wrong_fields_are_named(self, field: str, wrong: Json) -> None:
        """A wrong field is named, nothing is made, and the choices of before stay."""
        entered = agenda.read({**self.FIELDS, field: wrong}, Agenda(), "2026-10-15")
        assert entered.choice is None
        assert entered.errors == (field,)
        assert list(words.wrong(entered.errors)) == [field]

    @pytest.mark.parametrize("wrong", [None, "x", {"a": 1}, -5, [None], True])
    def test_damage_of_what_was_kept(self, wrong: object) -> None:
        """Whatever became of the kept choices, they are read within their limits or refused as a whole."""
        whole = agenda.DOCUMENT.write(Agenda(marks=("2026-10-19-day",), id="x", sequence=3))
        for key in whole:
            try:
                read = agenda.DOCUMENT.of({"version": 1, **whole, key: wrong})
            except ValueError:
                continue
            assert 1 <= read.weeks <= calendar.MOST_WEEKS
            time.fromisoformat(read.at)


@pytest.mark.parametrize(
    ("zone", "now", "canceled"),
    [
        ("Pacific/Auckland", "2026-11-25T11:00", {"2026-11-25", "2026-11-26"}),
        ("Pacific/Auckland", "2026-11-25T23:00", {"2026-11-25", "2026-11-26"}),
        ("America/Los_Angeles", "2026-11-25T17:30", {"2026-11-25", "2026-11-26"}),
        ("America/Los_Angeles", "2026-11-25T07:00", {"2026-11-25", "2026-11-26"}),
        ("Europe/Berlin", "2026-11-25T00:10", {"2026-11-25", "2026-11-26"}),
    ],
)
def test_what_is_over_is_the_readers_to_say(zone: str, now: str, canceled: set[str], frozen: Catalog) -> None:
    """A new file cancels sessions of the old one from the reader's own date on, and leaves yesterday's alone."""
    local = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(zone))
    offset = local.utcoffset()
    assert offset is not None
    planned = agenda.planned(make(fill.newcomer(frozen), frozen), frozen, SITE)
    before = tuple(f"2026-11-{day}-day" for day in (24, 25, 26))
    later = replace(CHOICE, start=date(2026, 11, 27), weeks=1)
    _, text = agenda.made(
        Agenda(id="x", marks=before),
        later,
        planned,
        local.timestamp() * 1000,
        int(offset.total_seconds() // 60),
    )
    events = _events(text).values()
    found = {str(event.dtstart.value.date()) for event in events if hasattr(event, "status")}
    assert found == canceled


AGENDAS = st.builds(
    Agenda,
    at=st.sampled_from(["18:00", "19:00"]),
    id=st.sampled_from(["", "a", "b"]),
    sequence=st.integers(-1, 3),
    marks=st.lists(st.sampled_from(["2027-01-18-day", "2027-01-19-second"]), unique=True).map(tuple),
)


@given(base=AGENDAS, mine=AGENDAS, theirs=AGENDAS)
def test_calendars_of_two_tabs(base: Agenda, mine: Agenda, theirs: Agenda) -> None:
    """A side that changed nothing adds nothing; of one calendar the higher number and every mark are kept."""
    assert agenda.merge(base, mine, base) == mine
    assert agenda.merge(base, base, theirs) == theirs
    if base in {mine, theirs}:
        return
    merged = agenda.merge(base, mine, theirs)
    assert merged.id == (theirs.id or mine.id)
    assert merged.at in {mine.at, theirs.at}
    if mine.id == theirs.id != "":
        assert merged.sequence == max(mine.sequence, theirs.sequence)
        assert {*merged.marks} == {*mine.marks, *theirs.marks}
