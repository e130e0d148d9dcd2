"""English words for values: plurals, counts, lists, lengths of time, decimal numbers, days of the calendar.

Every widget takes these from here, so that a translation replaces one module. Pure functions from values to text: no
HTML, no catalogue, no sentence of a particular widget.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from widgets import days

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Names by weekday number, 0 for Monday."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
"""Short names, January first."""

_SPELLED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


# --- numbers and plurals


def noun(number: float, one: str, many: str | None = None) -> str:
    """Return the form of a noun for a number; `many` is the plural where it is not `one` with an `s`."""
    return one if number == 1 else many or f"{one}s"


def some(number: int, one: str, many: str | None = None) -> str:
    """Return a number in digits with its noun: `1 walk`, `1,200 walks`."""
    return f"{number:,} {noun(number, one, many)}"


def spelled(number: int) -> str:
    """Return a number as text writes it: a word from 0 (`no`) to 10 (`ten`), digits above."""
    return _SPELLED[number] if 0 <= number < len(_SPELLED) else str(number)


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a spelled number with its noun: `no days`, `one day`, `12 days`."""
    return f"{spelled(number)} {noun(number, one, many)}"


def times(number: int) -> str:
    """Return how often something is done: `once`, `5 times`."""
    return "once" if number == 1 else f"{number} times"


def decimal(value: float) -> str:
    """Return a number with one decimal, without a decimal of 0: `2.5`, `3`."""
    return f"{value:.1f}".removesuffix(".0")


# --- lists


def listed(names: Sequence[str], last: str = "and") -> str:
    """Return names as a list in a sentence: `a, b and c`; `last` is the word before the last one."""
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if len(names) > 1 else "".join(names)


def a(name: str) -> str:
    """Return a noun with its indefinite article: `a chair`, `an elastic band`."""
    return f"{'an' if name[:1].lower() in {*'aeiou'} else 'a'} {name}"


def capitalized(text: str) -> str:
    """Return a text with its first letter in upper case; the others stay as they are."""
    return text[:1].upper() + text[1:]


# --- lengths of time


def duration(seconds: float) -> str:
    """Return a length of time, rounded to seconds: `40 seconds`, `1 minute 5 seconds`, `2 minutes`."""
    minutes, rest = divmod(round(seconds), 60)
    parts = [some(minutes, "minute")] if minutes else []
    if rest or not minutes:
        parts.append(some(rest, "second"))
    return " ".join(parts)


def about_minutes(seconds: float) -> str:
    """Return a length of time in whole minutes, rounded up, at least 1: `about 2 min`."""
    return f"about {max(1, -(-round(seconds) // 60))} min"


def spelled_minutes(seconds: float) -> str:
    """Return a length of time in whole minutes, at least 1 for more than 0: `no minutes`, `one minute`."""
    return count(max(1, round(seconds / 60)) if seconds else 0, "minute")


# --- days


def weekday(day: str) -> str:
    """Return the name of a day's weekday.

    Raises:
        ValueError: `day` is no day.
    """
    return WEEKDAYS[date.fromisoformat(day).weekday()]


def short_day(day: str, today: str) -> str:
    """Return a day such as `Nov 3`, with its year where that is not today's: `Nov 3, 2024`.

    Raises:
        ValueError: `day` is no day.
    """
    when = date.fromisoformat(day)
    text = f"{MONTHS[when.month - 1]} {when.day}"
    return text if day[:4] == today[:4] else f"{text}, {when.year}"


def long_day(day: str, today: str) -> str:
    """Return a day such as `today`, `yesterday`, or `Tuesday, Nov 3`.

    Raises:
        ValueError: `day` or `today` is no day.
    """
    back = days.apart(day, today)
    return ("today", "yesterday")[back] if back in {0, 1} else f"{weekday(day)}, {short_day(day, today)}"
