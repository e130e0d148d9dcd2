"""The HTML fragments around pictures: escaped, and fit for a raw HTML block of Markdown."""

from __future__ import annotations

import itertools

from exercises.catalog.load import load
from exercises.figures import html
from exercises.figures.scene import scene_of

REAL = {entry.value.slug: entry.value for entry in load().exercises}


def test_words_of_a_record_are_escaped() -> None:
    """No text of a record can open a tag or end an attribute."""
    record = REAL["bird-dog"]
    assert record.figure is not None
    assert record.figure.mistake is not None
    odd = '</style><b title="'
    mistake = record.figure.mistake.model_copy(update={"looks": odd})
    record = record.model_copy(
        update={
            "name": odd,
            "mistakes": (record.mistakes[0].model_copy(update={"mistake": odd}), *record.mistakes[1:]),
            "figure": record.figure.model_copy(update={"mistake": mistake}),
        }
    )

    page = html.figure_html(record) + html.poses_html(record) + html.mistake_html(record, "../")

    assert odd not in page
    assert "<b " not in page
    assert page.count("&lt;/style&gt;&lt;b title=") >= 3


def test_a_fragment_is_one_line() -> None:
    """An empty line would end a raw HTML block of Markdown, so no fragment has a line break."""
    broken = [
        record.slug
        for record in REAL.values()
        if "\n" in html.figure_html(record) + html.poses_html(record) + html.card_html(record, "../")
    ]

    assert broken == []


def test_the_loop_moves_at_once() -> None:
    """Every moving picture moves within half a second, so that nobody takes it for a still, and rests after it."""
    for record in REAL.values():
        loop = html._loop(record, scene_of(record))
        stops, whole = loop["stops"], loop["whole"]
        assert isinstance(stops, list)
        assert isinstance(whole, float)
        moves = next(percent for (percent, _, _), (_, place, _) in itertools.pairwise(stops) if place)

        assert moves / 100 * whole <= 0.5, record.slug
        assert stops[-1][1] == stops[-2][1] == 0, record.slug
