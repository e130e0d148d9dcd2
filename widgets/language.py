"""The reader's language: messages, plural forms, and how it writes numbers, lists and days.

English stands in the code and is the key of every message. Another language comes as one table beside the catalogue
(`widgets.build.messages` makes it from the language's files); what it lacks stays English, whole sentences at a time.
The language is the process's own, as with `gettext`: `use` sets it, and in a browser it is set once. Nothing here reads
a file, and no sentence stands here.

The one module of `widgets` that `exercises` imports: a page's words and a widget's are found the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

CONTEXT = "\x04"
"""Stands between a context and a text in the key of a message, as in compiled gettext catalogues."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    """A language's table. The defaults are those of English."""

    tag: str = "en"
    """As in `<html lang>`: `es`, `pt-br`."""
    messages: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    """By English text, with its context in front where it has one: the text, or its plural forms in order."""
    forms: str = ""
    """Which plural form 0, 1, 2, ... 199 take, a digit each; larger numbers are as their last two digits with 100 in
    front. Nothing: the first for 1 and the second for all others."""
    up: str = ""
    """From this language's pages to the files that all languages share: `../`."""
    decimal: str = "."
    group: str = ","
    months: tuple[str, ...] = (
        *("Jan", "Feb", "Mar", "Apr", "May", "June"),
        *("July", "Aug", "Sept", "Oct", "Nov", "Dec"),
    )
    """Short names, January first."""
    weekdays: tuple[str, ...] = (
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    )
    weekdays_short: tuple[str, ...] = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    day: str = "{month} {day}"
    day_year: str = "{month} {day}, {year}"
    all_of: tuple[str, str, str] = ("{0}, {1}", "{0} and {1}", "{0} and {1}")
    """How a list is joined: in front of its last name, at its last name, and two names alone."""
    one_of: tuple[str, str, str] = ("{0}, {1}", "{0} or {1}", "{0} or {1}")

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Language:
        """Read a table from the values of its JSON; English for one without a tag.

        Raises:
            TypeError: it has a field that this reader does not know.
        """
        return cls(**{name: _value(value) for name, value in data.items()})


def _value(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, dict):
        return {name: _value(one) for name, one in value.items()}
    return tuple(value) if isinstance(value, list) else value


ENGLISH = Language()


class _Current:
    """The language of this process."""

    language = ENGLISH


def use(language: Language) -> None:
    """Take a language for all that is said from now on."""
    _Current.language = language


def current() -> Language:
    """Return the language that is in use."""
    return _Current.language


@contextmanager
def used(language: Language) -> Iterator[None]:
    """Take a language for a while: a build makes one after the other."""
    before = _Current.language
    _Current.language = language
    try:
        yield
    finally:
        _Current.language = before


# --- messages


def _(text: str, /, **values: object) -> str:
    """Return a message in the reader's language, with values in place of its `{names}`.

    Without values the text is taken as it stands, braces and all.
    """
    said = _Current.language.messages.get(text, text)
    return _filled(said if isinstance(said, str) else text, values)


def pgettext(context: str, text: str, /, **values: object) -> str:
    """Return a message as `_` does, for an English text that means several things: `context` says which."""
    said = _Current.language.messages.get(f"{context}{CONTEXT}{text}", text)
    return _filled(said if isinstance(said, str) else text, values)


def ngettext(one: str, many: str, number: float, /, **values: object) -> str:
    """Return the form of a message for a number: `3 walks` for `ngettext("{n} walk", "{n} walks", 3)`.

    Args:
        one: The English for 1, and the key of the message.
        many: The English for every other number.
        number: The number. One with decimals takes the last form.
        values: What stands in place of other `{names}`; `n` may be given to write the number otherwise.
    """
    language = _Current.language
    said = language.messages.get(one)
    if isinstance(said, str) or not said:
        text = one if number == 1 else many
    else:
        text = said[min(_form(language.forms, number), len(said) - 1)]
    return _filled(text, {"n": digits(number), **values})


def N_(text: str) -> str:  # noqa: N802 - the name that extraction tools know
    """Mark a constant for translation and return it as it is; whoever shows it passes it to `_`."""
    return text


def _filled(text: str, values: Mapping[str, object]) -> str:
    return text.format_map(values) if values else text


def _form(forms: str, number: float) -> int:
    if number != int(number):
        return 9
    whole = abs(int(number))
    if not forms:
        return 0 if whole == 1 else 1
    return int(forms[whole if whole < len(forms) else 100 + whole % 100])


# --- numbers


def digits(number: float) -> str:
    """Return a number in digits, grouped: `1,200`; with one decimal where it has one: `2.5`."""
    language = _Current.language
    text = f"{number:,.1f}".removesuffix(".0") if isinstance(number, float) else f"{number:,}"
    return text.translate({ord(","): language.group, ord("."): language.decimal})


# --- lists, lengths of time


def listed(names: Sequence[str], last: str = "and") -> str:
    """Return names as a list in a sentence: `a, b and c`; `last` is `and`, or `or` where one of them is enough."""
    if len(names) < 2:  # noqa: PLR2004 - one name, or none
        return "".join(names)
    before, end, two = current().one_of if last == "or" else current().all_of
    if len(names) == 2:  # noqa: PLR2004 - a pair
        return two.format(*names)
    text = names[0]
    for name in names[1:-1]:
        text = before.format(text, name)
    return end.format(text, names[-1])


def duration(seconds: float) -> str:
    """Return a length of time, rounded to seconds: `40 seconds`, `1 minute 5 seconds`, `2 minutes`."""
    minutes, rest = divmod(round(seconds), 60)
    parts = [ngettext("{n} minute", "{n} minutes", minutes)] if minutes else []
    if rest or not minutes:
        parts.append(ngettext("{n} second", "{n} seconds", rest))
    return " ".join(parts)


# --- the same in templates: a message may hold tags, and what stands in place of its names is escaped


def _html(text: str, /, **values: object) -> Markup:
    return Markup(_(text, **_escaped(values)))  # noqa: S704 - messages are our own


def _html_of(context: str, text: str, /, **values: object) -> Markup:
    return Markup(pgettext(context, text, **_escaped(values)))  # noqa: S704 - as above


def _html_counted(one: str, many: str, number: float, /, **values: object) -> Markup:
    return Markup(ngettext(one, many, number, **_escaped(values)))  # noqa: S704 - as above


def _escaped(values: Mapping[str, object]) -> dict[str, Markup]:
    return {name: escape(value) for name, value in values.items()}


def _files(root: str) -> Markup:
    """Return the address of the files that all languages share, from that of the site's root."""
    return Markup(f"{escape(root)}{_Current.language.up}")  # noqa: S704 - escaped


IN_TEMPLATES: Mapping[str, Callable[..., Markup]] = {
    "_": _html,
    "pgettext": _html_of,
    "ngettext": _html_counted,
    "files": _files,
}
"""The functions that a template calls, by name, for an environment that escapes."""
