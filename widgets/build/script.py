"""What the voice says in a session of one exercise, for reading: written into its guide by every build.

The guide holds an element with `data-script`, which names the exercise; its content comes from here. The words are
those of the cues that a session plays for a reader who has chosen nothing, so that no sentence is written twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from widgets.build.markup import Edit, Page
from widgets.catalog import Catalog
from widgets.plan.store import NOTHING
from widgets.player import cues
from widgets.player.score import SECOND, score_of
from widgets.player.settings import Settings
from widgets.session.offer import only
from widgets.session.steps import laid_out
from widgets.templating import template

MARK = "data-script"
"""The attribute of the element that is filled."""

TEMPLATE = "build/templates/script.html.j2"

_GOES_ON = frozenset({"hold", "release"})
"""Phases that belong to the repetition before them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """What is said of one repetition, or of what stands between two."""

    at: int
    """Seconds after Start."""
    said: tuple[str, ...]

    @property
    def clock(self) -> str:
        """The time as minutes and seconds: `1:05`."""
        return f"{self.at // 60}:{self.at % 60:02}"


def edits(page: Page, catalog: Catalog) -> Iterator[Edit]:
    """Yield the edits that fill the marked elements of a page."""
    for element in page.elements:
        slug = element.attributes.get(MARK)
        if slug and element.close >= 0:
            yield Edit(element.inside, element.close, block(catalog, slug))


def block(catalog: Catalog, slug: str) -> str:
    """Return the HTML of an exercise's script.

    Raises:
        KeyError: there is no such exercise.
    """
    return template(TEMPLATE).render(lines=lines(catalog, slug)).strip()


def lines(catalog: Catalog, slug: str) -> tuple[Line, ...]:
    """Return everything that is said in a session of one exercise, in order.

    Raises:
        KeyError: there is no such exercise.
    """
    settings = Settings()
    parts = [step.part for step in laid_out(only(slug, NOTHING, catalog).wanted, catalog, settings)]
    phases = score_of(parts, settings.side)
    begins = {phase.start for phase in phases if phase.name not in _GOES_ON} | {phases[-1].end}
    found: list[Line] = []
    for cue in cues.cues(phases, settings, 0, 0, now_too=True, clips=catalog.clips):
        if not cue.speak:
            continue
        if cue.at in begins or not found:
            found.append(Line(at=round(cue.at) // SECOND, said=(cue.speak,)))
        else:
            found[-1] = Line(at=found[-1].at, said=(*found[-1].said, cue.speak))
    return tuple(found)
