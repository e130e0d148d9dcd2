"""The name and the length of a session in words, for view and announcements."""

from __future__ import annotations

from collections.abc import Sequence

from widgets import days
from widgets.catalog import Catalog
from widgets.language import _, ngettext
from widgets.session.offer import Source
from widgets.session.state import Session
from widgets.session.steps import Step, length
from widgets.words import weekday_name


def title(session: Session) -> str:
    """Return the name of the wanted or running session; for one without an exercise, that there is none."""
    if not session.steps:
        return _("No exercise is open to you now")
    programme = session.programme or session.wanted
    name = named(programme.source, programme.weekday, session.steps, session.catalog)
    return _("{title}, short", title=name) if session.short else name


def named(source: Source, weekday: int | None, found: Sequence[Step], catalog: Catalog) -> str:
    """Return the name of a session: `Monday's session`, `A first session`, or its one exercise."""
    if source == "only" and found:
        return catalog.exercise(found[0].slug).name
    if weekday is None:
        return _("A first session")
    return _("{weekday}'s session", weekday=weekday_name(weekday))


def total(found: Sequence[Step], catalog: Catalog) -> str:
    """Return the number of exercises and their length: `4 exercises, about 12 minutes`."""
    about = minutes(days.minutes_up(length(found, catalog)))
    return ngettext("{n} exercise, {minutes}", "{n} exercises, {minutes}", len(found), minutes=about)


def minutes(number: int) -> str:
    """Return a number of minutes, at least one: `about 12 minutes`."""
    return ngettext("about {n} minute", "about {n} minutes", max(1, number))


def overview(session: Session) -> str:
    """Return the announcement of a session that comes into view before it starts."""
    return f"{title(session)}. {total(session.steps, session.catalog)}" if session.steps else title(session)
