"""Words for values in the reader's language: numbers, lists, lengths of time, days of the calendar.

Pure functions from values to text, shared by all widgets: no HTML, no catalogue, no sentence of one widget. Plural
forms are messages (`widgets.language.ngettext`).
"""

from __future__ import annotations

from datetime import date

from widgets import days
from widgets.language import ENGLISH, _, current, digits, ngettext
from widgets.language import duration as duration  # noqa: PLC0414 - these two are said from here, as the others are
from widgets.language import listed as listed  # noqa: PLC0414

WEEKDAYS = ENGLISH.weekdays
"""English names by weekday number, 0 for Monday: the names under which a plan is stored, too."""

_SPELLED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


# --- numbers


def spelled(number: int) -> str:
    """Return a number as text writes it: in English a word from 0 (`no`) to 10 (`ten`), else digits.

    Other languages have digits alone: their words follow the gender of what is counted.
    """
    if current().tag != ENGLISH.tag:
        return digits(number)
    return _SPELLED[number] if 0 <= number < len(_SPELLED) else str(number)


def times(number: int) -> str:
    """Return how often something is done: `once`, `5 times`."""
    return ngettext("once", "{n} times", number)


def decimal(value: float) -> str:
    """Return a number with one decimal, without a decimal of 0: `2.5`, `3`."""
    return digits(float(value))


# --- names


def a(name: str) -> str:
    """Return an English noun with its indefinite article, `a chair`, `an elastic band`; in other languages the noun."""
    if current().tag != ENGLISH.tag:
        return name
    return f"{'an' if name[:1].lower() in {*'aeiou'} else 'a'} {name}"


def capitalized(text: str) -> str:
    """Return a text with its first letter in upper case; the others stay as they are."""
    return text[:1].upper() + text[1:]


# --- lengths of time


def about_minutes(seconds: float) -> str:
    """Return a length of time in whole minutes, rounded up, at least 1: `about 2 min`."""
    return _("about {minutes} min", minutes=max(1, days.minutes_up(seconds)))


def whole_minutes(seconds: float) -> str:
    """Return the same without `about`, where there is little room: `2 min`."""
    return _("{minutes} min", minutes=max(1, days.minutes_up(seconds)))


def spelled_minutes(seconds: float) -> str:
    """Return a length of time in whole minutes, rounded up: `no minutes`, `one minute`."""
    minutes = days.minutes_up(seconds)
    return ngettext("{count} minute", "{count} minutes", minutes, count=spelled(minutes))


# --- days


def weekday_name(number: int) -> str:
    """Return the name of a weekday by its number, 0 for Monday."""
    return current().weekdays[number]


def short_weekday(number: int) -> str:
    """Return the short name of a weekday by its number, 0 for Monday: `Mon`."""
    return current().weekdays_short[number]


def weekday(day: str) -> str:
    """Return the name of a day's weekday.

    Raises:
        ValueError: `day` is no day.
    """
    return weekday_name(date.fromisoformat(day).weekday())


def short_day(day: str, today: str) -> str:
    """Return a day such as `Nov 3`, with its year where that is not today's: `Nov 3, 2024`.

    Raises:
        ValueError: `day` is no day.
    """
    when = date.fromisoformat(day)
    language = current()
    pattern = language.day if day[:4] == today[:4] else language.day_year
    return pattern.format(month=language.months[when.month - 1], day=when.day, year=when.year)


def long_day(day: str, today: str) -> str:
    """Return a day such as `today`, `yesterday`, or `Tuesday, Nov 3`.

    Raises:
        ValueError: `day` or `today` is no day.
    """
    back = days.apart(day, today)
    if back in {0, 1}:
        return (_("today"), _("yesterday"))[back]
    short = short_day(day, today)
    return _("{weekday}, {day}", weekday=weekday(day), day=short)
