"""What a timer writes into the progress log: finished doses, and that it hurt."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from widgets.catalog import Catalog
from widgets.diary import entries, log_document
from widgets.diary.entries import EMPTY, Log
from widgets.protocol import Context, Effect, Element, Event, Json, Save
from widgets.timer.widget import HoldTimer

NOW = 1_795_600_000_000.0  # 2026-11-25, 9:46 UTC
DAY = "2026-11-25"
BRIDGE_MS = 40_000
"""Get ready 10, then three times 2 + 5 + 3 seconds, of which the last release ends the dose."""


class Reader:
    """Drives a timer in a page with a storage."""

    def __init__(self, catalog: Catalog, slug: str = "bridge", stored: dict[str, str] | None = None) -> None:
        self.context = Context(catalog=catalog, root="../")
        self.element = Element(tag="hold-timer", id="t", attributes={"slug": slug})
        self.stored = {} if stored is None else stored
        self.full: set[str] = set()
        """Keys whose texts the browser refuses."""
        self.at = NOW
        self.timer = HoldTimer().connect(self._event("connect", {"stored": dict(self.stored)}), self.context)

    def _event(self, name: str, value: Json = None) -> Event:
        return Event(element=self.element, name=name, at=self.at, value=value)

    def send(self, name: str, value: Json = None, *, after: float = 0) -> Reader:
        """Send an event some milliseconds after the last one, and carry out what it leads to."""
        self.at += after
        self._handle(name, value)
        return self

    def _handle(self, name: str, value: Json) -> None:
        self.timer, effects = HoldTimer().handle(self.timer, self._event(name, value), self.context)
        for effect in effects:
            self._carry_out(effect)

    def _carry_out(self, effect: Effect) -> None:
        if not isinstance(effect, Save):
            return
        if effect.key in self.full:
            held = self.stored.get(effect.key)
            self._handle("saved", {"key": effect.key, "ok": False, "why": "refused", "text": held})
            return
        if effect.checked and self.stored.get(effect.key) != effect.over:
            held = self.stored.get(effect.key)
            self._handle("saved", {"key": effect.key, "ok": False, "why": "changed", "text": held})
            return
        if effect.text is None:
            self.stored.pop(effect.key, None)
        else:
            self.stored[effect.key] = effect.text
        if effect.checked:
            self._handle("saved", {"key": effect.key, "ok": True})

    @property
    def log(self) -> Log:
        """What the browser holds."""
        text = self.stored.get(log_document.KEY)
        return EMPTY if text is None else log_document.load(text)

    @property
    def words(self) -> str:
        """What the page says."""
        return BeautifulSoup(HoldTimer().view(self.timer, self.context), "html.parser").get_text(
            " ", strip=True
        )


def test_a_finished_dose_is_in_the_log(small_catalog: Catalog) -> None:
    """A dose that ran to its end is in the day's entry, with what was done, and the page says so."""
    reader = Reader(small_catalog).send("start").send("wake", after=BRIDGE_MS)
    (entry,) = reader.log.entries
    assert (entry.kind, entry.source, entry.day, entry.seconds) == ("session", "timer", DAY, 40)
    (done,) = entry.exercises
    assert (done.slug, done.level, done.sets, done.reps, done.hold) == ("bridge", 2, 1, 3, 5)
    assert (done.finished, done.said, done.new) == (True, None, False)
    assert "It is in your progress log" in reader.words


def test_all_doses_of_a_day_are_one_session(small_catalog: Catalog) -> None:
    """A second exercise on the same day joins the first, from another page too; a second run counts again."""
    first = Reader(small_catalog).send("start").send("wake", after=BRIDGE_MS).send("start", after=2000)
    first.send("wake", after=BRIDGE_MS)
    second = Reader(small_catalog, "march", first.stored).send("start").send("wake", after=600_000)
    (entry,) = second.log.entries
    assert [done.slug for done in entry.exercises] == ["bridge", "bridge", "march"]
    assert entry.seconds == sum(done.seconds for done in entry.exercises)


def test_pauses_do_not_count(small_catalog: Catalog) -> None:
    """Only the time in which the timer ran is counted, however many events it came in."""
    reader = Reader(small_catalog).send("start").send("wake", after=7_000).send("pause", after=8_000)
    reader.send("resume", after=300_000).send("wake", after=5_000).send("wake", after=60_000)
    assert reader.log.entries[0].seconds == 40


def test_a_dose_that_was_skipped_through_was_not_done(small_catalog: Catalog) -> None:
    """Skipping to the end leaves nothing in the log; skipping a little at the end does."""
    reader = Reader(small_catalog).send("start")
    while reader.timer.state == "running":
        reader.send("skip", after=600)
    assert reader.timer.state == "finished"
    assert reader.log == EMPTY
    assert "progress log" not in reader.words
    reader = Reader(small_catalog).send("start").send("wake", after=BRIDGE_MS - 8_000)
    while reader.timer.state == "running":
        reader.send("skip", after=600)
    assert reader.log.entries[0].exercises[0].finished


@pytest.mark.parametrize(("spent", "done"), [(BRIDGE_MS // 2, True), (BRIDGE_MS // 2 - 1, False)])
def test_half_of_the_dose_counts(spent: int, done: bool, small_catalog: Catalog) -> None:  # noqa: FBT001
    """A dose of which the rest was skipped is in the log from exactly half of its time on."""
    reader = Reader(small_catalog).send("start").send("wake", after=spent - 1)
    reader.send("skip", after=1)
    while reader.timer.state == "running":
        reader.send("skip")
    assert reader.timer.state == "finished"
    assert bool(reader.log.entries) is done


@pytest.mark.parametrize("finished", [True, False])
def test_that_it_hurt_is_noted(finished: bool, small_catalog: Catalog) -> None:  # noqa: FBT001 - both cases
    """It hurts, in the middle or at the end: the log has it once, and neither the leg nor the number."""
    reader = Reader(small_catalog).send("start").send("wake", after=BRIDGE_MS if finished else 15_000)
    reader.send("hurts", after=1_000)
    assert "That it hurt is noted for your log" in reader.words
    before = dict(reader.stored)
    reader.send("spread", value=False, after=1_000).send("pain", 7, after=1_000)
    assert reader.stored == before
    (done,) = reader.log.entries[0].exercises
    assert (done.said, done.finished) == ("hurt", finished)
    assert reader.log.entries[0].seconds == done.seconds


def test_nothing_is_noted_while_getting_ready(small_catalog: Catalog) -> None:
    """Who stops before the first repetition because it hurts leaves nothing."""
    reader = Reader(small_catalog).send("start").send("hurts", after=5_000)
    assert reader.log == EMPTY
    assert "noted for your log" not in reader.words


def test_a_tab_that_wrote_meanwhile_is_not_overwritten(small_catalog: Catalog) -> None:
    """What another tab wrote into the log, heard of or not, stays beside the dose."""
    reader = Reader(small_catalog).send("start")
    reader.stored[log_document.KEY] = log_document.dump(
        Log().with_entry(entries.walked(DAY, NOW, 15, "hand"))
    )
    reader.send("wake", after=BRIDGE_MS)
    assert [entry.kind for entry in reader.log.entries] == ["walk", "session"]
    reader = Reader(small_catalog)
    reader.send("stored", {"stored": {log_document.KEY: log_document.dump(Log(goal="Dance"))}})
    assert reader.timer.log is not None
    assert reader.timer.log.value.goal == "Dance"


@pytest.mark.parametrize("finished", [True, False])
def test_a_log_that_is_not_kept_is_told(finished: bool, small_catalog: Catalog) -> None:  # noqa: FBT001 - both cases
    """Where the browser refuses the log, no words say that it has the dose; once it takes it, it has both."""
    reader = Reader(small_catalog)
    reader.full.add(log_document.KEY)
    reader.send("start").send("wake", after=BRIDGE_MS if finished else 15_000)
    if finished:
        assert "It is not in your progress log : this browser did not save it." in reader.words
        assert "It is in your progress log" not in reader.words
    reader.send("hurts", after=1_000)
    assert "That it hurt is noted" not in reader.words
    assert reader.log == EMPTY
    reader.full.clear()
    reader.send("spread", value=False, after=1_000).send("pain", 7, after=1_000).send("again", after=1_000)
    reader.send("start", after=1_000).send("wake", after=BRIDGE_MS)
    assert "It is in your progress log" in reader.words
    assert len(reader.log.entries[0].exercises) == 2


def test_a_stopped_dose_is_not_in_the_log(small_catalog: Catalog) -> None:
    """What was ended before its end leaves nothing."""
    assert Reader(small_catalog).send("start").send("stop", after=30_000).log == EMPTY
