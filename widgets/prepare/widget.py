"""Every event of the plan maker. `draft` makes the plan, `view` the HTML.

A change is stored on the device at once. The plan is handed over only without errors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from widgets.catalog import Catalog
from widgets.fields import DIGITS
from widgets.language import N_, _, ngettext
from widgets.prepare import draft, view
from widgets.prepare.draft import ASIDE_KEY, DOCUMENT, KEY, Draft
from widgets.prepare.state import Filter, State
from widgets.protocol import Announce, Context, Effect, Event, Focus, Json, Print, ProtocolError, asked
from widgets.share import file, handing, words
from widgets.share.kinds import UnreadError, Why
from widgets.share.state import Sharing
from widgets.stored import Kept, Listed, stored_in

type Step = tuple[State, tuple[Effect, ...]]
type Handler = Callable[[State, Event, Catalog], Step]

PROBLEMS = ".ns-maker__problems"
HANDOUT = ".ns-handout"
TITLE = ".ns-maker__title"
RESTART = ".ns-maker__restart h2"
ASK_EMPTY = "[data-on-click=ask-empty]"
"""Where the focus goes when the control that had it is gone."""


class PlanMaker:
    """The custom element `<plan-maker>`."""

    tag = "plan-maker"
    storage_keys: tuple[str, ...] = (KEY, ASIDE_KEY)
    documents: tuple[Listed, ...] = (
        Listed(
            document=DOCUMENT,
            title=N_("Plan for somebody"),
            holds=N_("a plan that you are preparing, with a name and notes, and your clinic"),
            moves=False,
        ),
    )

    def connect(self, event: Event, context: Context) -> State:
        """Return the stored draft, or an empty one."""
        kept = Kept.opened(DOCUMENT, stored_in(event.value), Draft())
        return State(
            kept=replace(kept, value=draft.mended(kept.value, context.catalog)),
            sharing=Sharing(site=handing.site_of(event.value)),
        )

    def handle(self, state: State, event: Event, context: Context) -> Step:
        """Return the state after an event, and what must be done.

        Raises:
            ProtocolError: the plan maker does not know the event.
        """
        handler = EVENTS.get(event.name)
        if handler is None:
            raise ProtocolError(f"a plan maker has no event {event.name!r}")
        return handler(state, event, context.catalog)

    def view(self, state: State, context: Context) -> str:
        """Return the plan maker's inner HTML."""
        return view.render(state, context)

    def wake_at(self, state: State) -> float | None:
        """Return `None`: a draft does not change by itself."""
        del state
        return None


def _changed(state: State, after: Draft, *effects: Effect) -> Step:
    """Return the state with another draft, stored on the device."""
    if after == state.draft:
        return state, effects
    kept, saves = state.kept.saving(after)
    sharing = replace(state.sharing, copied=None, saved=None)
    return replace(state, kept=kept, sharing=sharing, emptying=False), (*saves, *effects)


def _edit(state: State, event: Event, catalog: Catalog) -> Step:
    """Take the changed form. It is announced if the plan has just become too long for a link or a code."""
    after, effects = _changed(state, draft.entered(event.value, state.draft))
    long = _too_long(after, catalog)
    said = (Announce(text=long),) if long and long != _too_long(state, catalog) else ()
    return after, (*effects, *said)


def _too_long(state: State, catalog: Catalog) -> str:
    if draft.problems(state.draft, catalog):
        return ""
    return handing.too_long(state.sharing, draft.shared(state.draft, catalog))


def _filter(state: State, event: Event, catalog: Catalog) -> Step:
    """Apply another filter. The number of exercises is announced if it changed."""
    after = replace(state, filter=Filter.of(event.value))
    found = len(after.filter.found(catalog))
    if found == len(state.filter.found(catalog)):
        return after, ()
    said = ngettext("{n} exercise", "{n} exercises", found) if found else _("No exercise has these words.")
    return after, (Announce(text=said),)


def _pick(state: State, event: Event, catalog: Catalog) -> Step:
    """Add the first exercise that the filter finds, for a reader who types its name and presses Enter."""
    state = replace(state, filter=Filter.of(event.value))
    chosen = {row.slug for row in state.draft.rows}
    first = next((one.slug for one in state.filter.found(catalog) if one.slug not in chosen), None)
    return _added(state, first, catalog)


def _add(state: State, event: Event, catalog: Catalog) -> Step:
    """Add the exercise whose picture was pressed. If it is in the list already, move the focus to its row."""
    if any(row.slug == event.value for row in state.draft.rows):
        return state, (Focus(selector=f"#ns-maker-row-{event.value}"),)
    return _added(state, event.value, catalog)


def _added(state: State, slug: Json, catalog: Catalog) -> Step:
    after = draft.added(state.draft, slug, catalog)
    if after == state.draft:
        full = len(state.draft.rows) >= draft.MOST_ROWS
        said = (
            ngettext(
                "A plan holds {n} exercise at the most.",
                "A plan holds {n} exercises at the most.",
                draft.MOST_ROWS,
            )
            if full
            else _("No exercise is added.")
        )
        return state, (Announce(text=said),)
    name = catalog.exercise(after.rows[-1].slug).name
    said = _("{exercise} is number {place} of the plan.", exercise=name, place=len(after.rows))
    return _changed(state, after, Announce(text=said))


def _remove(state: State, event: Event, catalog: Catalog) -> Step:
    after = draft.removed(state.draft, event.value)
    if after == state.draft:
        return state, ()
    said = _("{exercise} is removed.", exercise=catalog.exercise(str(event.value)).name)
    return _changed(state, after, Announce(text=said), Focus(selector=TITLE))


def _up(state: State, event: Event, catalog: Catalog) -> Step:
    return _moved(state, event.value, draft.moved(state.draft, event.value, -1), catalog)


def _down(state: State, event: Event, catalog: Catalog) -> Step:
    return _moved(state, event.value, draft.moved(state.draft, event.value, 1), catalog)


def _drop(state: State, event: Event, catalog: Catalog) -> Step:
    """Move a row to where it was dragged: `bridge:0` is the first place."""
    slug, _colon, place = str(event.value).rpartition(":")
    at = int(place) if place.isdecimal() and len(place) < DIGITS else -1
    return _moved(state, slug, draft.placed(state.draft, slug, at), catalog)


def _moved(state: State, slug: Json, after: Draft, catalog: Catalog) -> Step:
    if after == state.draft:
        return state, ()
    place = next(index for index, row in enumerate(after.rows, 1) if row.slug == slug)
    said = _("{exercise} is number {place} now.", exercise=catalog.exercise(str(slug)).name, place=place)
    return _changed(state, after, Announce(text=said), Focus(selector=f"#ns-maker-row-{slug}"))


def _ask_empty(state: State, _event: Event, _catalog: Catalog) -> Step:
    return replace(state, emptying=True), asked(_(view.CLEAR), RESTART)


def _keep(state: State, _event: Event, _catalog: Catalog) -> Step:
    return replace(state, emptying=False), (Focus(selector=ASK_EMPTY),)


def _empty(state: State, _event: Event, _catalog: Catalog) -> Step:
    """Forget the draft and what was put aside: both hold a name and notes. The clinic stays."""
    if not state.emptying:
        return state, ()
    after = draft.emptied(state.draft)
    kept, saves = state.kept.forgetting()
    if after != Draft():
        kept, kept_clinic = kept.saving(after)
        saves = (*saves, *kept_clinic)
    sharing = Sharing(site=state.sharing.site, libraries=state.sharing.libraries)
    return State(kept=kept, sharing=sharing), (
        *saves,
        Announce(text=_("The plan is cleared.")),
        Focus(selector=TITLE),
    )


def _ready(step: Callable[[State, Catalog], Step]) -> Handler:
    """Return a handler that runs its step only for a plan without errors, and else announces the first error."""

    def handler(state: State, _event: Event, catalog: Catalog) -> Step:
        wrong = draft.problems(state.draft, catalog)
        if wrong:
            first = view.problem_words(wrong[0], catalog)
            return replace(state, tried=True), (
                Announce(text=_("Please check: {problem}", problem=first), urgent=True),
                Focus(selector=PROBLEMS),
            )
        return step(state, catalog)

    return handler


def _handed(state: State, step: handing.Step) -> Step:
    sharing, effects = step
    return replace(state, sharing=sharing), effects


def _print(state: State, _catalog: Catalog) -> Step:
    """Print the hand-out, after its code has come."""
    if not state.sharing.site or "qr" in state.sharing.libraries:
        return state, (Print(),)
    return _handed(state, handing.needing(state.sharing, "qr", "print"))


def _preview(state: State, _catalog: Catalog) -> Step:
    """Show the hand-out on the screen, with its code, or hide it."""
    if state.preview:
        return replace(state, preview=False), ()
    state = replace(state, preview=True)
    if handing.wants_code(state.sharing):
        state, effects = _handed(state, handing.needing(state.sharing, "qr"))
        return state, (*effects, Focus(selector=HANDOUT))
    return state, (Focus(selector=HANDOUT),)


def _toggle(state: State, _catalog: Catalog) -> Step:
    return _handed(state, handing.toggled(state.sharing))


def _copy(state: State, catalog: Catalog) -> Step:
    return _handed(state, handing.copying(state.sharing, draft.shared(state.draft, catalog)))


def _save_file(state: State, catalog: Catalog) -> Step:
    return _handed(state, handing.saving(state.sharing, draft.shared(state.draft, catalog)))


def _copied(state: State, event: Event, _catalog: Catalog) -> Step:
    return _handed(state, handing.copied(state.sharing, event.value))


def _fetch_code(state: State, _event: Event, _catalog: Catalog) -> Step:
    return _handed(state, handing.fetching_code(state.sharing))


def _library(state: State, event: Event, catalog: Catalog) -> Step:
    before = state.sharing
    sharing, _there, waiting = handing.came(before, event.value)
    state = replace(state, sharing=sharing)
    if waiting == "print":
        return state, (Print(),)
    ready = not draft.problems(state.draft, catalog)
    return state, handing.code_came(before, sharing, draft.shared(state.draft, catalog)) if ready else ()


def _open_file(state: State, event: Event, catalog: Catalog) -> Step:
    """Open a prepared plan to change it. It replaces only an empty draft."""
    text = event.value.get("text") if isinstance(event.value, dict) else None
    if event.value is None:
        return state, ()
    try:
        given = file.load(text if isinstance(text, str) else "", catalog)
    except UnreadError as error:
        return _problem(state, error.why)
    if state.draft.rows:
        return _problem(state, "not-empty")
    sharing = replace(state.sharing, problem=None)
    return _changed(
        replace(state, sharing=sharing),
        draft.of_plan(given, catalog, state.draft),
        Announce(text=_("The plan is open.")),
        Focus(selector=TITLE),
    )


def _problem(state: State, why: Why) -> Step:
    told = Announce(text=words.why(why), urgent=True)
    return replace(state, sharing=replace(state.sharing, problem=why)), (told,)


def _stored(state: State, event: Event, catalog: Catalog) -> Step:
    """Take over what another tab entered."""
    kept = state.kept.heard(stored_in(event.value))
    return replace(state, kept=replace(kept, value=draft.mended(kept.value, catalog))), ()


def _saved(state: State, event: Event, _catalog: Catalog) -> Step:
    kept, effects = state.kept.answered(event.value)
    return replace(state, kept=kept), effects


def _nothing(state: State, _event: Event, _catalog: Catalog) -> Step:
    return state, ()


EVENTS: Mapping[str, Handler] = {
    "edit": _edit,
    "filter": _filter,
    "pick": _pick,
    "add": _add,
    "drop": _drop,
    "remove": _remove,
    "up": _up,
    "down": _down,
    "ask-empty": _ask_empty,
    "keep": _keep,
    "empty": _empty,
    "print": _ready(_print),
    "preview": _ready(_preview),
    "share": _ready(_toggle),
    "copy-link": _ready(_copy),
    "save-plan-file": _ready(_save_file),
    "open-plan-file": _open_file,
    "fetch-code": _fetch_code,
    "copied": _copied,
    "library": _library,
    "stored": _stored,
    "saved": _saved,
    "wake": _nothing,
    "disconnect": _nothing,
}
"""The events of the plan maker."""
