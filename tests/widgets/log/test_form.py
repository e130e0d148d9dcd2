from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import examples
from tests.widgets.diary.strategies import ENTRIES
from tests.widgets.diary.test_answers import done, entry
from widgets import days
from widgets.catalog import Catalog
from widgets.diary import entries, log_document
from widgets.diary.entries import Entry
from widgets.log import error_words, form
from widgets.log.form import Moment
from widgets.protocol import Json

NOW = Moment(at=1_795_600_000_000.0, zone=60)  # 2026-11-25, 10:46 in Berlin
TODAY = "2026-11-25"
GOOD: dict[str, Json] = {
    "day": "2026-11-24",
    "minutes": 12,
    "pain-before": "4",
    "pain-after": "",
    "note": " Fine \n",
}


def test_yesterday(small_catalog: Catalog) -> None:
    """An entry for a day before today is at noon of that day; what is left out is not known."""
    made = form.read(GOOD, "session", None, NOW, small_catalog).entry
    assert made is not None
    assert (made.day, made.seconds, made.pain_before, made.pain_after, made.note) == (
        "2026-11-24",
        720,
        4,
        None,
        "Fine",
    )
    assert days.local_day(made.at, NOW.zone) == "2026-11-24"
    assert (made.kind, made.source) == ("session", "hand")


def test_today_is_now(small_catalog: Catalog) -> None:
    """An entry for today stands at the time at which it was made."""
    made = form.read({"day": TODAY}, "walk", None, NOW, small_catalog).entry
    assert made is not None
    assert (made.at, made.seconds) == (NOW.at, None)


@pytest.mark.parametrize(
    ("field", "value", "why", "says"),
    [
        ("day", "2026-11-26", "to-come", "still to come"),
        ("day", "", "no-day", "a date that exists"),
        ("day", "2026-02-30", "no-day", "a date that exists"),
        ("day", "0026-11-01", "year", "check the year"),
        ("day", None, "no-day", "a date that exists"),
        ("minutes", "0", "minutes", "from 1 to 600"),
        ("minutes", 601, "minutes", "from 1 to 600"),
        ("minutes", "ten", "minutes", "from 1 to 600"),
        ("minutes", 1.5, "minutes", "from 1 to 600"),
        ("pain-before", "11", "pain", "from 0 to 10"),
        ("pain-next-day", "much", "pain", "from 0 to 10"),
        ("note", "x" * 1001, "too-long", "1000 fit"),
    ],
)
def test_what_is_wrong(field: str, value: Json, why: form.Why, says: str, small_catalog: Catalog) -> None:
    """Each mistake is a value with its field, and told in words."""
    reading = form.read({**GOOD, field: value}, "session", None, NOW, small_catalog)
    assert [(error.field, error.why) for error in reading.errors] == [(field, why)]
    assert says in error_words.told(reading.errors, "session")[field].text
    assert reading.entry is None


def test_a_pain_entry_needs_its_number(small_catalog: Catalog) -> None:
    """An entry that is only a number is nothing without it; a flare-up can do without."""
    errors = form.read({"day": TODAY}, "pain", None, NOW, small_catalog).errors
    assert [(error.field, error.why) for error in errors] == [("pain-before", "needed")]
    assert error_words.told(errors, "pain")["pain-before"].label == "Pain"
    assert form.read({"day": TODAY}, "flare-up", None, NOW, small_catalog).entry is not None


def test_exercises(small_catalog: Catalog) -> None:
    """Ticked exercises come with their usual dose and with what was said of them."""
    fields: dict[str, Json] = {
        **GOOD,
        "did-bridge": True,
        "said-bridge": "hurt",
        "new-bridge": True,
        "did-gone": True,
        "did-march": False,
    }
    made = form.read(fields, "session", None, NOW, small_catalog).entry
    assert made is not None
    (one,) = made.exercises
    assert (one.slug, one.level, one.reps, one.said, one.new) == ("bridge", 2, 3, "hurt", True)
    assert form.ticked(fields) == ("bridge", "gone")
    walk = form.read(fields, "walk", None, NOW, small_catalog).entry
    assert walk is not None
    assert walk.exercises == ()


def test_a_change_keeps_what_is_not_asked(small_catalog: Catalog) -> None:
    """An entry of the session player keeps its seconds, its sets and exercises that left the library."""
    before = replace(
        entry("2026-11-20", "session", replace(done("bridge"), sets=3), done("gone", said="right")),
        seconds=613, short=True, week=4, at=5.0, source="session",
    )  # fmt: skip
    after = form.read({**form.entries_of(before), "note": "New"}, "session", before, NOW, small_catalog).entry
    assert after == replace(before, note="New")
    moved = form.read(
        {**form.entries_of(before), "day": "2026-11-21"}, "session", before, NOW, small_catalog
    ).entry
    assert moved is not None
    assert moved.at == days.noon("2026-11-21", NOW.zone)


@pytest.mark.parametrize("seconds", [0, 20, 1200, 50_000, None])
def test_minutes_can_be_emptied(seconds: int | None, small_catalog: Catalog) -> None:
    """An emptied field means that the length is not known; an untouched one keeps the seconds as they were."""
    before = replace(entry("2026-11-20", "walk"), seconds=seconds)
    fields = form.entries_of(before)
    assert form.read(fields, "walk", before, NOW, small_catalog).entry == before
    after = form.read({**fields, "minutes": ""}, "walk", before, NOW, small_catalog).entry
    assert after == replace(before, seconds=None if seconds else seconds)


@settings(max_examples=examples(60))
@given(one=ENTRIES)
def test_any_entry_survives_its_form(one: Entry, small_catalog: Catalog) -> None:
    """Opening an entry's form and sending it as it stands changes nothing, where the form can hold it."""
    reading = form.read(form.entries_of(one), one.kind, one, Moment(at=4e12, zone=0), small_catalog)
    unique = {each.slug: each for each in one.exercises}
    if reading.entry is not None and len(unique) == len(one.exercises):
        same = replace(one, note=one.note.strip())
        if one.kind == "session":
            assert reading.entry == replace(same, exercises=reading.entry.exercises)
            assert set(reading.entry.exercises) == set(one.exercises)
        else:
            assert reading.entry == same


@settings(max_examples=examples(60))
@given(
    fields=st.dictionaries(
        st.sampled_from([*form.FIELDS["session"], "did-bridge", "said-bridge", "new-bridge", "else"]),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates().map(str),
    ),
    kind=st.sampled_from(entries.KINDS),
)
def test_any_fields(fields: dict[str, Json], kind: entries.Kind, small_catalog: Catalog) -> None:
    """Whatever is entered, there is an entry that can be kept, or an error."""
    reading = form.read(fields, kind, None, NOW, small_catalog)
    assert (reading.entry is None) == bool(reading.errors)
    if reading.entry is not None:
        assert log_document.ENTRY.load(log_document.ENTRY.dump(reading.entry)) == reading.entry
