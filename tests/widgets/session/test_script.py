"""The announcements of a whole session, read as a script: who only listens could do the session from it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from tests.widgets.session.conftest import Make
from tests.widgets.session.hand import CATALOG, Hand, course_of
from widgets.plan import store
from widgets.plan.store import Saved
from widgets.player.settings import SETTINGS_KEY, Settings
from widgets.protocol import Score

SCRIPT = Path(__file__).with_name("script.txt")


def _clock(ms: float) -> str:
    minutes, seconds = divmod(round(ms / 1000), 60)
    return f"{minutes}:{seconds:02}"


def test_spoken(hand: Make) -> None:
    """Every exercise is named, with how to lie and what to mind; every phase, side, repetition and rest is said."""
    made = hand().start()
    score = made.one(Score)
    assert score is not None
    lines = [f"{_clock(cue.at - made.now)} {cue.speak}" for cue in score.cues if cue.speak]
    assert lines == SCRIPT.read_text(encoding="utf-8").splitlines()


def test_nothing_is_cut_short(hand: Make) -> None:
    """No sentence is so long that the next would cut it off, spoken at two and a half words a second."""
    score = hand().start().one(Score)
    assert score is not None
    spoken = [cue for cue in score.cues if cue.speak]
    for cue, following in pairwise(spoken):
        seconds = len(str(cue.speak).split()) / 2.5
        assert seconds <= (following.at - cue.at) / 1000, cue.speak


def test_read(hand: Make) -> None:
    """To a screen reader, where the voice is off, the same is told."""
    made = hand({SETTINGS_KEY: Settings(voice=False).to_text(), store.KEY: _plan()}).start()
    began = made.now
    said = [f"{_clock(0)} {text}" for text in made.said]
    while made.session.run is not None and made.session.run.since is not None:
        count = len(made.said)
        made.run(lambda session, at=made.session.at: session.at > at)  # type: ignore[misc]
        said += [f"{_clock(made.now - began)} {text}" for text in made.said[count:]]
    told = {line.partition(" ")[2] for line in said}
    spoken = {line.partition(" ")[2] for line in SCRIPT.read_text(encoding="utf-8").splitlines()}
    assert spoken <= told
    assert isinstance(made, Hand)


def _plan() -> str:
    return store.DOCUMENT.dump(Saved(course=course_of(CATALOG), since=None))
