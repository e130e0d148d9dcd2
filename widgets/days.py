"""Dates in the reader's calendar: from a moment and a zone to a day, and back; whole minutes. No clock is read here.

A day is text such as `2026-11-25`; texts sort as days follow. A moment is milliseconds since the epoch. A zone is
minutes east of UTC at that moment, summer time included.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

MS_A_MINUTE = 60_000
MS_A_DAY = 24 * 60 * MS_A_MINUTE
FARTHEST_ZONE = 24 * 60
"""Minutes. Real zones go from -720 to 840."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = (datetime(9999, 12, 31, tzinfo=UTC) - _EPOCH) / timedelta(milliseconds=1)
_FIRST = (datetime(1, 1, 1, tzinfo=UTC) - _EPOCH) / timedelta(milliseconds=1)


def minutes_up(seconds: float) -> int:
    """Return the whole minutes to plan for a number of seconds: rounded up, 0 for nothing.

    Every page and file that says how long something takes uses this number.
    """
    return -(-round(seconds) // 60)


def minutes_done(seconds: float) -> int:
    """Return the whole minutes that something took: the nearest number, at least 1 for more than 0 seconds."""
    return max(1, round(seconds / 60)) if seconds else 0


def next_midnight(at: float, zone: int) -> float:
    """Return when the day of a moment ends in a zone, in milliseconds since the epoch."""
    east = zone * MS_A_MINUTE
    return ((at + east) // MS_A_DAY + 1) * MS_A_DAY - east


def local_day(at: float, zone: int) -> str:
    """Return the date at a moment in a zone; one outside of the years 1 to 9999 gives the nearest day of those."""
    minutes = min(max(zone, -FARTHEST_ZONE), FARTHEST_ZONE)
    local = min(max(at + minutes * MS_A_MINUTE, _FIRST), _LAST)
    return (_EPOCH + timedelta(milliseconds=local)).date().isoformat()


def is_day(text: object) -> bool:
    """Say whether a value is a day in the one form that is kept: `2026-11-25`, and a date that exists."""
    if not isinstance(text, str):
        return False
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def checked(text: str) -> str:
    """Return a text that is a day.

    Raises:
        ValueError: it is none, see `is_day`.
    """
    if not is_day(text):
        raise ValueError(f"{text[:40]!r} is not a day such as 2026-11-25")
    return text


def shifted(day: str, by: int) -> str:
    """Return the day that is `by` days later; the calendar's first or last day where it would leave the calendar.

    Raises:
        ValueError: `day` is no day.
    """
    try:
        return (date.fromisoformat(day) + timedelta(days=by)).isoformat()
    except OverflowError:
        return (date.max if by > 0 else date.min).isoformat()


def apart(first: str, second: str) -> int:
    """Return how many days the second day is after the first.

    Raises:
        ValueError: one of them is no day.
    """
    return (date.fromisoformat(second) - date.fromisoformat(first)).days


def noon(day: str, zone: int) -> float:
    """Return noon of a day in milliseconds since the epoch, in a zone (minutes east of UTC).

    Raises:
        ValueError: `day` is no day.
    """
    return (apart("1970-01-01", day) * 24 * 60 + 12 * 60 - zone) * float(MS_A_MINUTE)


def week_start(day: str, first_weekday: int = 0) -> str:
    """Return the first day of the week that a day is in; weeks begin on `first_weekday` (0 Monday to 6 Sunday).

    Raises:
        ValueError: `day` is no day.
    """
    weekday = date.fromisoformat(day).weekday()
    return shifted(day, -((weekday - first_weekday) % 7))
