"""Events about shared plans: open one, hand over the reader's own, make a calendar file.

No plan is taken here: the reader takes it, and `widget` stores it. Codes and calendar files need libraries that are
fetched later; the request waits for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from widgets.catalog import Catalog
from widgets.language import _
from widgets.plan import take
from widgets.plan.shared import SharedPlan
from widgets.plan.values import Course
from widgets.plan.week import make
from widgets.planner.state import State
from widgets.protocol import Announce, ClearFragment, Download, Effect, Event, Focus, Json, Print
from widgets.share import agenda, calendar, file, handing, link, repair, words
from widgets.share.calendar import Choice
from widgets.share.kinds import UnreadError, Why
from widgets.share.packing import PackingError
from widgets.share.state import Offer, Sharing

type Step = tuple[State, tuple[Effect, ...]]
type Handler = Callable[[State, Event, Catalog], Step]

OFFER = ".ns-offer__title"
CALENDAR = ".ns-share__calendar [aria-invalid]"
TITLE = ".ns-planner__title"
"""Where the focus goes when the control that had it is gone."""


def connected(value: Json, stored: Mapping[str, str | None]) -> Sharing:
    """Return what the planner knows of sharing when it starts: the site's address, and the stored calendar choices."""
    return Sharing(site=handing.site_of(value), agenda=agenda.NO_CHOICES.heard(stored))


def heard(state: State, stored: Mapping[str, str | None]) -> State:
    """Return the state after another tab saved the calendar choices."""
    return replace(state, sharing=replace(state.sharing, agenda=state.sharing.agenda.heard(stored)))


def answered(state: State, value: Json) -> Step:
    """Take the answer to a save of the calendar choices. Those of another tab are merged with them."""
    kept, effects = state.sharing.agenda.answered(value)
    return replace(state, sharing=replace(state.sharing, agenda=kept)), effects


def wants_code(state: State) -> bool:
    """Return whether the printed sheet still lacks its code."""
    return state.mode == "mine" and handing.wants_code(state.sharing)


def _handed(state: State, step: handing.Step) -> Step:
    sharing, effects = step
    return replace(state, sharing=sharing), effects


# --- what comes in


def open_fragment(state: State, event: Event, catalog: Catalog) -> Step:
    """Read the plan in the page's address and clear the address. The tab keeps the plan until the reader decides."""
    fragment = event.value if isinstance(event.value, str) else ""
    try:
        given = repair.opened(fragment, catalog)
    except UnreadError as error:
        return _unreadable(state, error.why)
    if given is None:
        return state, ()
    return _offered(state, Offer(plan=given, source="file" if FROM_FILE in fragment else "link"))


def open_file(state: State, event: Event, catalog: Catalog) -> Step:
    """Read the plan in a file that the reader chose."""
    if event.value is None:
        return state, ()
    text = event.value.get("text") if isinstance(event.value, dict) else None
    if not isinstance(text, str):
        return _unreadable(state, "too-large")
    try:
        return _offered(state, Offer(plan=file.load(text, catalog), source="file"))
    except UnreadError as error:
        return _unreadable(state, error.why)


def _offered(state: State, offer: Offer) -> Step:
    sharing = replace(state.sharing, offer=offer, problem=None, saved=None)
    return replace(state, sharing=sharing), (
        ClearFragment(keep=_fragment_of(offer)),
        Announce(text=_("A plan is here. Nothing is changed until you choose.")),
        Focus(selector=OFFER),
    )


def _fragment_of(offer: Offer) -> str | None:
    """Return the fragment that offers a plan again after a reload; `None` if it is too long for a link."""
    try:
        text = link.encode(offer.plan)
    except PackingError:
        return None
    return f"#{link.KEY}={text}{FROM_FILE if offer.source == 'file' else ''}"


FROM_FILE = "&from=file"
"""Follows the text of a plan that came as a file."""


def _unreadable(state: State, why: Why) -> Step:
    sharing = replace(state.sharing, offer=None, problem=why)
    return replace(state, sharing=sharing), (
        ClearFragment(),
        Announce(text=words.why(why), urgent=True),
        Focus(selector=OFFER),
    )


def refuse(state: State, _event: Event, _catalog: Catalog) -> Step:
    """Discard the plan that was offered."""
    if state.sharing.offer is None and not state.sharing.problem:
        return state, ()
    return closed(state), (ClearFragment(), Announce(text=_("Nothing was changed.")), Focus(selector=TITLE))


def accepted(state: State, catalog: Catalog) -> Course | None:
    """Return the course of a reader who takes the offered plan; None without an offer."""
    offer = state.sharing.offer
    return None if offer is None else take.taken(offer.plan, state.course, catalog)


def closed(state: State) -> State:
    """Return the state without an offered plan."""
    return replace(state, sharing=replace(state.sharing, offer=None, problem=None, saved=None))


# --- what goes out


def shared(state: State, catalog: Catalog) -> SharedPlan:
    """Return the reader's week as a shared plan, with their answers if they chose so."""
    return take.shared(state.course, catalog, answers=state.sharing.answers)


def need_code(state: State) -> Step:
    """Ask for the library of codes, which the printed sheet waits for."""
    return _handed(state, handing.needing(state.sharing, "qr"))


def fetch_code(state: State, _event: Event, _catalog: Catalog) -> Step:
    """Ask for the library of codes once more, for a reader who pressed the button."""
    return _handed(state, handing.fetching_code(state.sharing))


def toggle(state: State, _event: Event, _catalog: Catalog) -> Step:
    """Show the link and the code, or fold them away."""
    return _handed(state, handing.toggled(state.sharing))


def choose_answers(state: State, event: Event, _catalog: Catalog) -> Step:
    """Include the reader's own answers in the link, or leave them out."""
    sharing = replace(state.sharing, answers=event.value is True, copied=None, saved=None)
    said = (
        _("The link holds your answers now.")
        if sharing.answers
        else _("The link holds no health answers now.")
    )
    return replace(state, sharing=sharing), (Announce(text=said),)


def copy(state: State, _event: Event, catalog: Catalog) -> Step:
    """Copy the link."""
    return _handed(state, handing.copying(state.sharing, shared(state, catalog)))


def copied(state: State, event: Event, _catalog: Catalog) -> Step:
    """Say whether the browser copied it."""
    return _handed(state, handing.copied(state.sharing, event.value))


def save_file(state: State, _event: Event, catalog: Catalog) -> Step:
    """Give the reader their week as a file."""
    return _handed(state, handing.saving(state.sharing, shared(state, catalog)))


def print_week(state: State, _event: Event, _catalog: Catalog) -> Step:
    """Print the week, after its code has come."""
    state = replace(state, printing="week")
    sharing = state.sharing
    if state.mode != "mine" or not sharing.site or "qr" in sharing.libraries:
        return state, (Print(),)
    return _handed(state, handing.needing(sharing, "qr", "print"))


# --- the calendar


def make_calendar(state: State, event: Event, catalog: Catalog) -> Step:
    """Read the form, and give the reader the file; the library is fetched first."""
    kept = state.sharing.agenda
    entered = agenda.read(event.value, kept.value, event.day)
    start = event.value.get("start") if isinstance(event.value, dict) else None
    sharing = replace(
        state.sharing,
        agenda=replace(kept, value=entered.agenda),
        start=start if isinstance(start, str) else "",
        errors=entered.errors,
        saved=None,
    )
    state = replace(state, sharing=sharing)
    if entered.choice is None:
        fields = words.labels(entered.errors)
        return state, (
            Announce(text=_("Please check: {fields}.", fields=fields), urgent=True),
            Focus(selector=CALENDAR),
        )
    if "calendar" not in sharing.libraries:
        return _handed(state, handing.needing(sharing, "calendar", entered.choice))
    return _calendar(state, entered.choice, event, catalog)


def _calendar(state: State, choice: Choice, event: Event, catalog: Catalog) -> Step:
    sharing = state.sharing
    events = agenda.planned(make(state.course, catalog), catalog, sharing.site)
    made, text = agenda.made(sharing.agenda.value, choice, events, event.at, event.zone)
    kept, saves = sharing.agenda.saving(made)
    return replace(state, sharing=replace(sharing, agenda=kept, saved="calendar")), (
        *saves,
        Download(name=calendar.NAME, type=calendar.TYPE, text=text),
        Announce(text=words.saved("calendar")),
    )


def library_came(state: State, event: Event, catalog: Catalog) -> Step:
    """A library has come, or could not be fetched: do what waited for it, or report the failure."""
    before = state.sharing
    sharing, there, waiting = handing.came(before, event.value)
    state = replace(state, sharing=sharing)
    if waiting == "print":
        return state, (Print(),)  # Without the code it is still the week.
    if not isinstance(waiting, Choice):
        return state, handing.code_came(before, sharing, shared(state, catalog))
    if there:
        return _calendar(state, waiting, event, catalog)
    return state, (Announce(text=_(handing.NO_CALENDAR), urgent=True),)


# --- what is shown


def facts(state: State, course: Course, catalog: Catalog) -> dict[str, object]:
    """Return the template's values about sharing."""
    sharing = state.sharing
    own = state.mode == "mine" and bool(sharing.site)
    printed = handing.address(sharing, take.shared(course, catalog)) if own else ""
    return {
        **handing.facts(sharing, shared(state, catalog) if own else None),
        "own": own,
        "answers": sharing.answers,
        "corner": handing.code(sharing, printed),
        "no_calendar": _(handing.NO_CALENDAR) if "calendar" in sharing.failed else "",
        "agenda": sharing.agenda.value,
        "start": sharing.start or sharing.today,
        "today": sharing.today,
        "errors": words.wrong(sharing.errors),
        "most_weeks": calendar.MOST_WEEKS,
        "reminders": calendar.REMINDERS,
    }


ALWAYS: Mapping[str, Handler] = {
    "open-plan-file": open_file,
    "refuse-plan": refuse,
    "library": library_came,
    "copied": copied,
    "save-plan-file": save_file,
}
"""Events of every mode: a file may be opened, and a library may come, at any time."""

MINE: Mapping[str, Handler] = {
    "fetch-code": fetch_code,
    "share": toggle,
    "share-answers": choose_answers,
    "copy-link": copy,
    "make-calendar": make_calendar,
}
"""Further events of a reader's own week."""
