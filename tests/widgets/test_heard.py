"""What a press leads to can be heard: each control of each state that these walks reach is pressed.

A press is answered by an announcement, by the focus on something with a name, or by the same control, which stays and
says something else. Anything else is silence for who cannot see the screen. The walks begin with what a device may
hold, take what may come from outside (a file, another answer of the browser), and go on by presses, breadth first.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from tests.widgets.diary.test_answers import done, entry, log
from tests.widgets.driven import AT, Driven
from tests.widgets.frozen import real_catalog
from widgets import days
from widgets.app import DOCUMENTS, WIDGETS
from widgets.diary import log_document
from widgets.log import files
from widgets.plan import fill, store, take
from widgets.plan.store import Saved
from widgets.protocol import Announce, Context, Copy, Effect, Focus, Json, Need, Persist, Print
from widgets.share import link

DEPTH = 2
"""How many presses lead to the last states in which all controls are pressed."""
OFTEN = 2
"""How often each event is tried in a walk, each time in another state."""
PARSER = "html.parser"

type Step = tuple[str, Json]

TODAY = days.local_day(AT, 0)


def before(back: int) -> str:
    """Return the date so many days before the events."""
    return days.shifted(TODAY, -back)


@dataclass(frozen=True)
class Walk:
    """Where a walk begins, and what may come from outside on the way."""

    tag: str
    stored: Mapping[str, str]
    comes: tuple[Step, ...] = ()
    begun: tuple[Step, ...] = ()
    """What happened before the first view of the walk."""


def _plan(**changes: Any) -> str:  # noqa: ANN401
    new = fill.newcomer(real_catalog())
    profile = replace(new.profile, asked=True, **changes)
    course = fill.begin(profile, real_catalog())
    return store.DOCUMENT.dump(Saved(course=course, since=days.noon(before(2), 0)))


@cache
def walks() -> dict[str, Walk]:
    """Return the walks by name."""
    held = log(
        *(entry(before(back), "walk") for back in range(100, 3, -7)),
        entry(before(20), "session", done("bridge"), pain=4),
        entry(before(12), "flare-up", pain=8),
        entry(before(5), "flare-up", pain=7),
        entry(before(1), "session", done("bridge", said="too-easy"), pain=2),
    )
    text = log_document.dump(held)
    file = files.export({log_document.KEY: text}, TODAY, DOCUMENTS)
    sent = link.encode(take.shared(fill.newcomer(real_catalog()), real_catalog()))
    libraries: tuple[Step, ...] = tuple(
        ("library", {"library": name, "ok": False}) for name in ("qr", "calendar")
    )
    return {
        "an empty log": Walk("progress-log", {}, (("choose-file", {"name": "a", "text": file}),)),
        "a log": Walk(
            "progress-log",
            {log_document.KEY: text, log_document.ASIDE_KEY: "{"},
            (
                ("persisted", False),
                ("choose-file", {"name": "a", "text": "hello"}),
                ("save", {"day": "2999-01-01"}),
            ),
        ),
        "a damaged log": Walk("progress-log", {log_document.KEY: "{"}),
        "no plan": Walk(
            "weekly-planner",
            {},
            (("fragment", f"#{link.KEY}={sent}"), ("save", {"asked": "no", "signs": "no"})),
        ),
        "a plan on a day of a session": Walk(
            "weekly-planner",
            {store.KEY: _plan(days=(0, 2, 4))},
            (*libraries, ("fragment", f"#{link.KEY}={sent}"), ("copied", True), ("save", {"signs": "yes"})),
        ),
        "a plan on a day of a walk": Walk("weekly-planner", {store.KEY: _plan(days=(1, 3, 5))}),
        "a plan that is too old": Walk(
            "weekly-planner",
            {
                store.KEY: store.DOCUMENT.dump(
                    replace(store.DOCUMENT.load(_plan()), since=days.noon(before(30), 0))
                )
            },
        ),
        "no draft": Walk("plan-maker", {}),
        "a draft": Walk(
            "plan-maker",
            {},
            (*libraries, ("copied", False), ("open-plan-file", {"name": "a", "text": "hello"})),
            (("add", "bridge"), ("add", "bird-dog")),
        ),
    }


NOTICES = ".ns-log__notices li, .ns-planner__notices li, p.ns-planner__notices"

LATER = (Copy, Need, Persist, Print)
"""Effects that the shell answers by an event, whose words other tests hear; or that open the browser's own dialogue."""

SILENT: Mapping[tuple[str, str], str] = {
    (tag, "print"): "The code is on its way; when it comes the browser's dialogue opens."
    for tag in ("weekly-planner", "plan-maker")
}
"""Controls that may be silent: element and event, and why."""


@dataclass(frozen=True)
class Press:
    """One press: where it happened, and what came of it."""

    path: tuple[Step, ...]
    control: Tag
    view: BeautifulSoup
    """After it."""
    effects: tuple[Effect, ...]
    notices: tuple[str, ...]
    """Those that the press brought."""

    def __str__(self) -> str:
        return " > ".join(f"{name} {value!r}"[:60] for name, value in self.path)


@cache
def presses_of(name: str) -> tuple[Press, ...]:
    """Return all presses of a walk."""
    return tuple(presses(walks()[name]))


def presses(walk: Walk) -> Iterator[Press]:
    """Press every control once in each state that differs by its controls, and yield what comes of it."""
    driven: Driven[Any] = Driven(
        WIDGETS[walk.tag], Context(catalog=real_catalog(), documents=DOCUMENTS, root="../")
    )
    first, _ = driven.do(driven.opened(**walk.stored), *walk.begun)
    starts = [(first, ()), *((driven.do(first, step)[0], (step,)) for step in walk.comes)]
    waiting: deque[tuple[Any, BeautifulSoup, tuple[Step, ...]]] = deque(
        (state, BeautifulSoup(driven.view(state), PARSER), path) for state, path in starts
    )
    seen: set[frozenset[str]] = set()
    times = Counter[str]()
    while waiting:
        state, view, path = waiting.popleft()
        # Another value of the same event does the same elsewhere.
        controls = {str(one["data-on-click"]): one for one in view.select("[data-on-click]:not([disabled])")}
        if (shape := frozenset(controls)) in seen:
            continue
        seen.add(shape)
        for event, control in controls.items():
            if times[event] == OFTEN:
                continue
            times[event] += 1
            step = (event, json.loads(str(control.get("data-value", "null"))))
            after, effects = driven.do(state, step)
            page = BeautifulSoup(driven.view(after), PARSER)
            new = tuple(note for note in noted(page) if note not in noted(view))
            yield Press((*path, step), control, page, tuple(effects), new)
            if len(path) < DEPTH:
                waiting.append((after, page, (*path, step)))


def noted(view: BeautifulSoup) -> tuple[str, ...]:
    """Return the notices that a view shows."""
    return tuple(one.get_text() for one in view.select(NOTICES))


def name_of(control: Tag) -> str:
    """Return what tells a control from the others: its id, or else what a press does."""
    return str(control.get("id") or (control["data-on-click"], control.get("data-value")))


def accessible_name(element: Tag, view: BeautifulSoup) -> str:
    """Return what a screen reader calls an element that takes the focus; empty for one without a name."""
    if told := element.get("aria-label"):
        return str(told)
    if by := element.get("aria-labelledby"):
        named = (view.find(id=id_) for id_ in str(by).split())
        return " ".join(one.get_text(" ", strip=True) for one in named if isinstance(one, Tag))
    if element.name in {"h1", "h2", "h3", "h4", "a", "button", "summary"}:
        return element.get_text(" ", strip=True)
    if element.name in {"input", "select", "textarea"}:
        label = element.find_parent("label")
        return "" if label is None else label.get_text(" ", strip=True)
    return ""


def said_by(control: Tag) -> tuple[str, ...]:
    """Return what a screen reader says of a control that has the focus: its name and its states."""
    states = sorted(f"{name}={value}" for name, value in control.attrs.items() if name.startswith("aria-"))
    return (control.get_text(" ", strip=True), *states)


def why_silent(press: Press) -> str:
    """Return why a press cannot be heard; empty where it can."""
    focused = [effect.selector for effect in press.effects if isinstance(effect, Focus)]
    for selector in focused:
        target = press.view.select_one(selector)
        if target is None:
            return f"nothing to focus: {selector}"
        if not accessible_name(target, press.view):
            return f"the focus is on something without a name: {selector}"
    if focused or any(isinstance(effect, (Announce, *LATER)) for effect in press.effects):
        return ""
    same = [one for one in press.view.select("[data-on-click]") if name_of(one) == name_of(press.control)]
    if same and said_by(same[0]) != said_by(press.control):
        return ""
    return "nothing is said"


@pytest.mark.parametrize("name", walks())
def test_every_press_is_heard(name: str) -> None:
    """Each press is announced, moves the focus to something with a name, or changes what its control says."""
    tag = walks()[name].tag
    found = {
        (str(press.control["data-on-click"]), why): str(press)
        for press in presses_of(name)
        if (why := why_silent(press)) and (tag, str(press.control["data-on-click"])) not in SILENT
    }
    assert found == {}


@pytest.mark.parametrize("name", walks())
def test_what_a_note_says_is_said_once(name: str) -> None:
    """A new note is announced, once; no live region of the view says the same words again."""
    for press in presses_of(name):
        told = " ".join(effect.text for effect in press.effects if isinstance(effect, Announce))
        for note in press.notices:
            assert told.count(note) == 1, press
        live = press.view.select("[role=status], [role=alert], [aria-live]")
        assert not [one for one in live if one.get_text(strip=True)], press


@pytest.mark.parametrize("name", walks())
def test_a_lost_focus_finds_a_heading(name: str) -> None:
    """Each view has a heading that takes the focus where the control that had it is gone: the shell goes there."""
    for press in presses_of(name):
        assert press.view.select("h1[tabindex], h2[tabindex], h3[tabindex], h4[tabindex]"), press
