"""The announcements of a whole session in each published language, read as a script.

The texts were read once by somebody who speaks the language; a change of one of them shows here.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from exercises.catalog.load import load
from exercises.pages.payload import payload_text
from exercises.translate.languages import published
from exercises.translate.messages import language_of
from exercises.translate.overlay import read, translated
from tests.test_languages import ENGLISH
from tests.widgets.session.hand import START, Hand
from widgets.catalog import Catalog
from widgets.language import used
from widgets.plan import fill, store
from widgets.protocol import Score
from widgets.session.offer import Wanted

LOADED = load()
LANGUAGES = sorted(published(LOADED))
WANTED = (
    Wanted(slug="finding-neutral", sets=1),
    Wanted(slug="heel-slide", sets=1),
    Wanted(slug="clamshell", sets=2),
)
"""Both sides at once, in turn, and one after the other."""


def script(language: str) -> list[str]:
    """Return what is heard in a session of three exercises, each line with the time at which it begins."""
    assert LOADED.catalog is not None
    overlays, _ = read(LOADED, language)
    catalog = Catalog.from_json(payload_text(translated(LOADED.catalog, LOADED, overlays)))
    plan = store.DOCUMENT.dump(store.Saved(course=fill.newcomer(catalog), since=START - 86_400_000))
    with used(language_of(language)):
        made = Hand(catalog, {store.KEY: plan}, START, planned=True)
        offered = made.session.offer
        days = tuple(replace(day, wanted=WANTED) for day in offered.programmes)
        made.session = replace(made.session, offer=replace(offered, programmes=days))
        made.start()
        score = made.one(Score)
        assert score is not None
        return [
            f"{round((cue.at - made.now) / 1000) // 60}:{round((cue.at - made.now) / 1000) % 60:02} {cue.speak}"
            for cue in score.cues
            if cue.speak
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_heard(language: str) -> None:
    """Each exercise is named, with how to lie; each phase, side, repetition and rest is said, in the language."""
    lines = script(language)
    assert lines == Path(__file__).with_name(f"script_{language}.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if ENGLISH.search(line)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dose_takes_as_long_as_in_english(language: str) -> None:
    """Words change how long an introduction takes, and no phase, side or rest."""
    english, other = script("en"), script(language)
    assert len(other) == len(english)
    introduced = [index for index, line in enumerate(english) if line.count(".") > 2]
    assert len(introduced) == len(WANTED)
    for index, (theirs, ours) in enumerate(zip(_gaps(english), _gaps(other), strict=True)):
        assert ours == theirs or index in introduced, other[index]


def _gaps(lines: list[str]) -> list[int]:
    """Return the seconds from each line to the next."""
    seconds = [
        int(minutes) * 60 + int(rest)
        for minutes, _, rest in (line.partition(" ")[0].partition(":") for line in lines)
    ]
    return [after - before for before, after in pairwise(seconds)]
