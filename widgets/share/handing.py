"""Steps that hand a plan over, shared by the elements: the link, its code, the copy, the file, the libraries.

Each function returns the next `Sharing` and effects. What an element does with a library that has come is its own.
"""

from __future__ import annotations

from dataclasses import replace

from widgets.language import N_, _
from widgets.plan.shared import SharedPlan
from widgets.protocol import Announce, Copy, Download, Effect, Focus, Json, Need
from widgets.share import file, link, qr, words
from widgets.share.state import Library, Sharing

type Step = tuple[Sharing, tuple[Effect, ...]]

LINK = ".ns-share__link"
COPIED = N_("The link is copied.")
NOT_COPIED = N_("This browser did not copy it. The link is marked: copy it by hand.")
NO_CALENDAR = N_(
    "The part that makes calendar files could not be fetched. Nothing is lost: try again when you are online."
)
NO_CODE = N_("The part that draws the code could not be fetched. The link works without it.")
TOO_LONG = N_(
    "The notes are too long for a link and a code. Save the plan as a file, print it, or shorten the notes."
)
TOO_LONG_FOR_CODE = N_("The notes are too long for a code. The link holds them, and the print has no code.")


def site_of(value: Json) -> str:
    """Return the address of the site's root from a `connect` value; empty if it has none."""
    site = value.get("site") if isinstance(value, dict) else None
    return site if isinstance(site, str) else ""


def wants_code(sharing: Sharing) -> bool:
    """Return whether a code is wanted and its library was neither fetched nor asked for."""
    return bool(sharing.site) and "qr" not in sharing.libraries | sharing.asked


def needing(sharing: Sharing, library: Library, waiting: object = None) -> Step:
    """Ask for a library, and store what waits for it."""
    todo = sharing.waiting if waiting is None else {**sharing.waiting, library: waiting}
    on_its_way = library in sharing.asked and library not in sharing.failed
    after = replace(sharing, asked=sharing.asked | {library}, failed=sharing.failed - {library}, waiting=todo)
    return after, () if on_its_way else (Need(library=library),)


def fetching_code(sharing: Sharing) -> Step:
    """Ask for the library of codes once more, by a button that goes away."""
    after, effects = needing(sharing, "qr")
    return after, (*effects, Announce(text=_("The code is being drawn.")), Focus(selector=LINK))


def code_came(before: Sharing, after: Sharing, plan: SharedPlan) -> tuple[Effect, ...]:
    """Return the announcement that the code has come, or cannot come, if the panel is open."""
    if not after.open or too_long(after, plan):
        return ()
    if "qr" in after.libraries - before.libraries:
        return (Announce(text=_("The QR code is there.")),)
    return (Announce(text=_(NO_CODE)),) if "qr" in after.failed - before.failed else ()


def came(sharing: Sharing, value: Json) -> tuple[Sharing, bool, object]:
    """Return the state after the event `library`, whether the library has come, and what waited for it."""
    answer = value if isinstance(value, dict) else {}
    library: Library = "calendar" if answer.get("library") == "calendar" else "qr"
    there = answer.get("ok") is True
    waiting = sharing.waiting.get(library)
    after = replace(
        sharing,
        libraries=sharing.libraries | {library} if there else sharing.libraries,
        failed=sharing.failed - {library} if there else sharing.failed | {library},
        waiting={name: todo for name, todo in sharing.waiting.items() if name != library},
    )
    return after, there, waiting


def toggled(sharing: Sharing) -> Step:
    """Show the link and the code, or fold them away."""
    after = replace(sharing, open=not sharing.open, copied=None, saved=None)
    return needing(after, "qr") if after.open and "qr" not in after.libraries else (after, ())


def copying(sharing: Sharing, plan: SharedPlan) -> Step:
    """Copy the link. A plan that is too long for one is reported."""
    text = address(sharing, plan)
    return sharing, (Copy(text=text) if text else Announce(text=_(TOO_LONG), urgent=True),)


def copied(sharing: Sharing, value: Json) -> Step:
    """Announce whether the browser copied the link."""
    done = value is True
    said = (Announce(text=_(COPIED)),) if done else (Announce(text=_(NOT_COPIED)), Focus(selector=LINK))
    return replace(sharing, copied=done), said


def saving(sharing: Sharing, plan: SharedPlan) -> Step:
    """Give the reader the plan as a file."""
    return replace(sharing, saved="plan"), (
        Download(name=file.NAME, type=file.TYPE, text=file.dump(plan)),
        Announce(text=words.saved("plan")),
    )


def address(sharing: Sharing, plan: SharedPlan) -> str:
    """Return the address of a plan; empty where it is too long for a link."""
    try:
        return link.address(sharing.site, link.encode(plan))
    except link.TooLongError:
        return ""


def code(sharing: Sharing, text: str) -> qr.Code | None:
    """Return the code of a text; None without a text or the library, and for a text that is too long."""
    return qr.drawn(text) if text and "qr" in sharing.libraries else None


def too_long(sharing: Sharing, plan: SharedPlan) -> str:
    """Return a sentence where a plan is too long for a code, or for a link too; empty where both hold it."""
    text = address(sharing, plan)
    if not text:
        return _(TOO_LONG)
    return _(TOO_LONG_FOR_CODE) if len(text.encode()) > qr.MOST_BYTES else ""


def facts(sharing: Sharing, plan: SharedPlan | None) -> dict[str, object]:
    """Return the template's values of handing over the plan `given`, which is None if there is none."""
    shown = address(sharing, plan) if plan is not None and sharing.open else ""
    return {
        "open": sharing.open,
        "copied": sharing.copied,
        "said": words.saved(sharing.saved),
        "too_long": too_long(sharing, plan) if plan is not None else "",
        "link": shown,
        "code": code(sharing, shown),
        "no_code": _(NO_CODE) if "qr" in sharing.failed else "",
        "problem": words.why(sharing.problem),
        "place": words.PLACES.get(sharing.problem),
    }
