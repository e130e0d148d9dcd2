"""The page of half a year: its pictures, sentences and tables are the engine's own weeks."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests import numerals
from tests.widgets.frozen import real_catalog
from widgets.build import half_year, simulate
from widgets.build.half_year import READERS, Reader
from widgets.build.markup import Page, edited
from widgets.catalog import Catalog


@pytest.fixture(scope="module")
def real() -> Catalog:
    """The published catalogue."""
    return real_catalog()


def numbers(text: str) -> list[int]:
    """Return the whole numbers of a text."""
    return [int(found) for found in re.findall(r"\d+", text)]


def test_there_are_twelve_readers_of_half_a_year(real: Catalog) -> None:
    """Twelve readers with different titles, each with a picture and a row for each of 26 weeks."""
    assert len({reader.title for reader in READERS}) == 12
    html = half_year.block(real)
    assert html.count("<svg") == 12
    assert html.count('<tr><th scope="row">') == 12 * 26


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.title)
def test_the_picture_is_the_engines(reader: Reader, real: Catalog) -> None:
    """Heights, sentence and table of a reader have the minutes, walks and levels of the engine's weeks."""
    stages = half_year.run(reader, real)
    found = half_year.drawn(reader, real)
    heights = [bar["height"] for bar in found["bars"]]
    longest = max(stage.week.seconds for stage in stages)
    for index, stage in enumerate(stages):
        assert heights[index] == pytest.approx(max(heights) * stage.week.seconds / longest, abs=0.2)
        row = found["rows"][index]
        shown = (row["number"], row["minutes"], row["walk"], row["level"])
        minutes = -(-stage.week.seconds // 60)
        assert shown == (index + 1, minutes, stage.course.walk_minutes, stage.course.reached)
    first, last = found["rows"][0], found["rows"][-1]
    said = numbers(found["told"].partition(". ")[0])
    assert set(said) == {first["minutes"], last["minutes"], first["walk"], last["walk"]}
    assert f"level {max(row['level'] for row in found['rows'])}" in found["told"]
    flares = [bar["number"] for bar in found["bars"] if bar["flare"]]
    assert flares == [week for week, answer in reader.answers.items() if answer == "flare"]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.title)
def test_titles_say_what_the_readers_say(reader: Reader, real: Catalog) -> None:
    """Each number of a title is of the reader's answers: minutes, levels, weeks that were not fine and how many."""
    profile = simulate.read_profile(dict(reader.profile), real)
    weeks = sorted(reader.answers)
    apart = {two - one for one, two in pairwise(weeks)}
    facts = {profile.session_minutes, profile.level, *reader.profile.get("known_levels", ()), *weeks[:1]}
    facts |= {len(weeks), *(apart if len(apart) == 1 else ())}
    assert {one.value for one in numerals.numbers(reader.title, "en")} <= facts


def test_a_page_is_filled_where_it_is_marked(real: Catalog) -> None:
    """Only the marked element is filled, and a page without one stays as it is."""
    text = "<main><p>Before</p><div data-half-year></div><p>After</p></main>"
    filled = edited(text, half_year.edits(Page.of(text), real))
    assert filled.startswith("<main><p>Before</p><div data-half-year>")
    assert filled.endswith("</div><p>After</p></main>")
    assert READERS[0].title in filled
    plain = "<main><div></div></main>"
    assert edited(plain, half_year.edits(Page.of(plain), real)) == plain
