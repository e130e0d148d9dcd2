"""The form is rendered apart from the rest: the same view as without memory, and a tap renders nothing else."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from widgets.catalog import Catalog
from widgets.parts import changed
from widgets.planner import form, questions, view
from widgets.planner.notices import Notice
from widgets.planner.state import Mode, State
from widgets.planner.widget import WeeklyPlanner
from widgets.protocol import Context, Element, Event, Json

PLANNER = WeeklyPlanner()
TAPS = ("known-bird-dog", "equipment-wall", "condition-hernia", "known-bird-dog", "condition-hernia")


def event(name: str, value: Json = None) -> Event:
    """Return an event of the planner."""
    return Event(element=Element(tag=PLANNER.tag, id="p"), name=name, at=1.8e12, value=value)


def opened(mode: Mode, context: Context) -> State:
    """Return a planner on a new device, in a mode that shows the form."""
    state = PLANNER.connect(event("connect", {"stored": {}}), context)
    return replace(state, mode=mode)


def tapped(state: State, name: str, context: Context) -> State:
    """Return the state after a tap on a box of the form, as the page sends it."""
    shown = dict(state.entries if state.entries is not None else form.entries_of(state.course))
    after, _ = PLANNER.handle(state, event("draft", {**shown, name: not shown.get(name)}), context)
    return after


@pytest.mark.parametrize("mode", ["sample", "ask", "editing"])
def test_a_remembered_view_is_the_view(mode: Mode, real: Catalog) -> None:
    """After each tap, and after a fault in the form, the view is the one that is rendered with nothing remembered."""
    context = Context(catalog=real, root="../")
    state = opened(mode, context)
    views = [PLANNER.view(state, context)]
    for name in TAPS:
        state = tapped(state, name, context)
        views.append(PLANNER.view(state, context))
        view._around.cache_clear()
        questions._tick.cache_clear()
        questions._rendered.cache_clear()
        assert PLANNER.view(state, context) == views[-1]
    wrong, _ = PLANNER.handle(state, event("save", {}), context)
    assert "ns-planner__errors" in PLANNER.view(wrong, context)
    assert PLANNER.view(state, context) == views[-1]
    assert all(one != two for one, two in itertools.pairwise(views))


@pytest.mark.parametrize("mode", ["sample", "ask", "editing"])
def test_a_tap_renders_the_form_alone(mode: Mode, real: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tap on the form leaves week, reasons, sharing and sheet as they were rendered before."""
    context = Context(catalog=real, root="../")
    state = tapped(opened(mode, context), "equipment-mat", context)
    PLANNER.view(state, context)

    def never(*_: object) -> dict[str, object]:
        raise AssertionError

    monkeypatch.setattr(view, "facts", never)
    for name in TAPS:
        state = tapped(state, name, context)
        assert PLANNER.view(state, context)
    with pytest.raises(AssertionError):
        PLANNER.view(replace(state, notices=(Notice("deleted"),)), context)


def test_what_is_shown_beside_the_form_is_not_remembered_too_long(real: Catalog) -> None:
    """A note, another root and another catalogue each give another view, and the form stays as it was filled."""
    context = Context(catalog=real, root="../")
    state = tapped(opened("sample", context), "known-bird-dog", context)
    first = PLANNER.view(state, context)
    noted = PLANNER.view(replace(state, notices=(Notice("deleted"),)), context)
    assert "Your plan was deleted in another tab or window." in noted
    assert 'name="known-bird-dog" checked' in noted
    assert 'src="../../assets' in PLANNER.view(state, replace(context, root="../../"))
    fewer = replace(real, exercises=real.exercises[:-1])
    last = real.exercises[-1].slug
    assert f"known-{last}" in first
    assert f"known-{last}" not in PLANNER.view(state, replace(context, catalog=fewer))
    assert "<!-- part" not in first


def test_a_tap_changes_its_part(real: Catalog) -> None:
    """Of the form's eight parts an answer brings the one in which something changed, as an element that names it."""
    context = Context(catalog=real, root="../")
    state = tapped(opened("sample", context), "known-bird-dog", context)
    for name, part in (
        ("equipment-wall", "home"),
        ("condition-hernia", "health"),
        ("day-1", "days"),
        ("known-bridge", "used"),
    ):
        before, state = state, tapped(state, name, context)
        found = changed(PLANNER.view(before, context), PLANNER.view(state, context))
        assert found is not None
        assert list(found) == [part]
        assert found[part].startswith(f'<fieldset class="ns-fieldset" data-part="{part}"')
        assert found[part].endswith("</fieldset>")
