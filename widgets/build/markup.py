"""The elements of a built page, found by one pass of a parser, and edits of its text by position.

Everything that changes a page reads the same `Page` and returns edits; the text is put together once. Text that no edit
touches stays as the builder wrote it, to the last space.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import accumulate

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
"""Elements without an end tag."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of the text between two positions."""

    start: int
    end: int
    text: str = ""


@dataclass(slots=True)
class Element:
    """An element of a page. Positions count characters from the start of the page."""

    name: str
    attributes: Mapping[str, str]
    """Unescaped; an attribute without a value has an empty one."""
    start: int
    """Of the start tag."""
    inside: int
    """After the start tag."""
    close: int = -1
    """Of the end tag; -1 if the element has none."""
    end: int = -1
    """After the end tag, or after the start tag of an element without one."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's text and its elements in document order."""

    text: str
    elements: tuple[Element, ...] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> Page:
        """Parse a page."""
        parser = _Parser(text)
        parser.feed(text)
        parser.close()
        return cls(text=text, elements=tuple(parser.found))

    def named(self, *names: str) -> Iterator[Element]:
        """Yield the elements with one of these names, in document order."""
        return (element for element in self.elements if element.name in names)

    def start_tag(self, element: Element) -> str:
        """Return the text of an element's start tag."""
        return self.text[element.start : element.inside]

    def spaced_start(self, position: int) -> int:
        """Return where the white space before a position begins."""
        while position and self.text[position - 1].isspace():
            position -= 1
        return position


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with all edits applied. Edits must not overlap.

    Raises:
        ValueError: two edits overlap.
    """
    parts, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < at:
            raise ValueError(f"two edits overlap at character {edit.start}")
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


class _Parser(HTMLParser):
    """Collects elements with their positions."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[Element] = []
        self._text = text
        self._lines = list(
            accumulate((len(line) for line in text.split("\n")), lambda a, b: a + b + 1, initial=0)
        )
        self._open: list[Element] = []

    def _position(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._position()
        inside = start + len(self.get_starttag_text() or "")
        attributes = {name: value or "" for name, value in attrs}
        element = Element(name=tag, attributes=attributes, start=start, inside=inside, end=inside)
        self.found.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        start = self._position()
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].name == tag:
                self._open[depth].close = start
                self._open[depth].end = self._text.index(">", start) + 1
                del self._open[depth:]
                return
