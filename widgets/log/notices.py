"""News for the reader of the log: the values that `State.notices` holds, and their words. Never: an event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from widgets.catalog import Catalog
from widgets.diary import entries, log_document, pain
from widgets.language import _, digits
from widgets.stored import Problem


@dataclass(frozen=True, slots=True)
class Notice:
    """News that stays until the reader closes it. `stop` and `wait` are verdicts of the pain rule."""

    kind: Literal["unreadable", "full", "flare-up", "stop", "wait", "worse", "brought-in", "deleted"]
    problem: Problem = 0
    """Of `unreadable`: why the stored log cannot be read in full."""
    usual: int | None = None
    """Of `stop` and `wait`: the reader's usual pain, 0 to 10; `None` if it is not known."""


def words(notices: Iterable[Notice], catalog: Catalog) -> tuple[str, ...]:
    """Return notices in sentences, each text once."""
    return tuple(dict.fromkeys(said(one, catalog) for one in notices))


def said(notice: Notice, catalog: Catalog) -> str:  # noqa: PLR0911 - sentences for each kind
    """Return a notice in sentences."""
    safety = catalog.safety
    match notice.kind:
        case "unreadable":
            note = _("Nothing is lost: it stays on this device, and is put aside when you add something.")
            return f"{log_document.DOCUMENT.words(notice.problem)} {note}"
        case "full":
            return _(
                "The log is full: it holds {most} entries. Each new one takes the place of the oldest one. "
                "Save everything as a file to keep them all.",
                most=digits(entries.ENTRIES_MOST),
            )
        case "flare-up":
            return catalog.plan.flare_up
        case "stop":
            return f"{pain.course_words(safety, 'stop', notice.usual)} {safety.pain_spread}"
        case "wait":
            return f"{pain.start_words(safety, 'wait', notice.usual)} {safety.pain_spread}"
        case "worse":
            # From the stop rules and the rules for a flare-up in `exercises/safety.yml`.
            first = _(
                "Leave out the newest exercise first. If pain from a session has not settled after 24 hours, "
                "or you get worse from day to day, talk to your doctor."
            )
            return f"{safety.pain_rule.settle} {first}"
        case "brought-in":
            return _("The file is brought in.")
        case "deleted":
            return _("Everything that this site kept on this device is deleted.")
