"""The libraries that are not part of Python's start: each is fetched when a reader first needs it.

`PROBES` uses each once as the site does. The build runs them to find the modules of the standard library that each
needs (`widgets.build.runtime.libraries`), and a test runs them in the browser.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time

from widgets.share import calendar, qr
from widgets.share.calendar import Choice, Identity, Planned


def _calendar() -> None:
    planned = Planned(
        weekday=0, title="Ö", minutes=1, lines=("A, b; c",), url="https://example.org/", again=True
    )
    choice = Choice(start=date(2026, 11, 30), at=time(18), walk_at=time(12), weeks=1, reminder=10)
    calendar.text([planned], choice, Identity(id="1", sequence=0, before=("2026-12-01-day",)), 0, 0)


def _qr() -> None:
    qr.drawn("https://example.org/#plan=1")


PROBES: Mapping[str, Callable[[], None]] = {"calendar": _calendar, "qr": _qr}
