"""`<hold-timer slug="bridge">`: the machine and the view behind the protocol. No rule stands here."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from widgets.catalog import Catalog, Exercise
from widgets.diary.entries import EMPTY
from widgets.diary.log_document import DOCUMENT
from widgets.dose.cap import cap_of, for_reader, longest
from widgets.language import N_
from widgets.plan import store
from widgets.plan.store import Saved
from widgets.plan.values import Item
from widgets.plan.week import make
from widgets.player.machine import wake_at
from widgets.player.settings import SETTINGS, SETTINGS_KEY
from widgets.protocol import Context, Effect, Element, Event, ProtocolError
from widgets.stored import Kept, Listed, stored_in
from widgets.timer import machine, results, view
from widgets.timer.place import PLACE, PLACE_KEY


class HoldTimer:
    """The hold timer, as `widgets.app` registers it."""

    tag = "hold-timer"
    storage_keys: tuple[str, ...] = (SETTINGS_KEY, PLACE_KEY, store.DOCUMENT.key)
    documents: tuple[Listed, ...] = (
        Listed(
            document=SETTINGS,
            title=N_("Timer choices"),
            holds=N_("sound, voice, pauses and your own counts"),
        ),
        Listed(
            document=PLACE,
            title=N_("Place in a set"),
            holds=N_("where you stopped in an exercise, for half a day"),
            moves=False,
        ),
    )

    def connect(self, event: Event, context: Context) -> machine.Timer:
        """Return a new timer of the exercise that the element's `slug` names.

        Raises:
            ProtocolError: no exercise has that slug, or the value does not bring the stored texts.
        """
        texts = stored_in(event.value)
        log = Kept.opened(DOCUMENT, texts, EMPTY)
        saved = store.opened(texts, context.catalog, log.value)[0].value
        conditions = saved.course.profile.conditions
        catalog = for_reader(context.catalog, conditions)
        exercise = _exercise(event.element, catalog)
        items = _session(saved, catalog)
        planned = _planned(saved, exercise.slug, items)
        dose = exercise.dose if planned is None else planned.dose
        timer = machine.connect(exercise.slug, dose, texts, event.at, context.catalog.safety)
        if planned is not None:
            timer = replace(timer, prescribed=True, note=planned.note)
        timer = replace(timer, planned=saved.course.profile.asked, following=_following(exercise.slug, items))
        limit = cap_of(catalog, conditions)
        if limit is not None and longest(context.catalog.exercise(exercise.slug).dose) > limit.seconds:
            timer = replace(timer, cap=limit)
        timer = replace(timer, titles=(exercise.name,), level=exercise.level, log=log, day=event.day)
        return replace(timer, clips=context.catalog.clips)

    def handle(
        self, state: machine.Timer, event: Event, context: Context
    ) -> tuple[machine.Timer, tuple[Effect, ...]]:
        """Return the timer after an event, and what must be done."""
        del context
        if event.name == "saved" and state.log is not None:
            log, effects = state.log.answered(event.value)
            check, more = state.check.answered(event.value)
            return replace(state, log=log, check=check), (*effects, *more)
        after, effects = machine.handle(state, event)
        if event.name == "stored" and after.log is not None:
            texts = stored_in(event.value)
            after = replace(after, log=after.log.heard(texts), check=after.check.heard(texts))
        after, noted = results.followed(state, after, event)
        return after, (*effects, *noted)

    def view(self, state: machine.Timer, context: Context) -> str:
        """Return the timer's inner HTML."""
        return view.html(state, context.catalog, context.root)

    def wake_at(self, state: machine.Timer) -> float | None:
        """Return when the timer next changes by itself."""
        return wake_at(state)


def _session(saved: Saved, catalog: Catalog) -> tuple[Item, ...]:
    """Return the exercises of the reader's week, in order.

    Empty until the reader says that they asked their provider, as in the session.
    """
    return make(store.course_of(saved, catalog), catalog).session if saved.course.profile.asked else ()


def _planned(saved: Saved, slug: str, items: tuple[Item, ...]) -> Item | None:
    """Return an exercise as the reader's prepared plan has it; `None` without such a plan, or if that lacks it."""
    if saved.course.profile.prescribed is None:
        return None
    return next((item for item in items if item.exercise.slug == slug), None)


def _following(slug: str, items: tuple[Item, ...]) -> str:
    """Return the slug of the exercise after this one; empty where there is none."""
    slugs = [item.exercise.slug for item in items]
    return next((after for one, after in pairwise(slugs) if one == slug), "")


def _exercise(element: Element, catalog: Catalog) -> Exercise:
    slug = element.attributes.get("slug", "")
    try:
        return catalog.exercise(slug)
    except KeyError as error:
        raise ProtocolError(f"<hold-timer> names no exercise of the catalogue: {slug!r}") from error
