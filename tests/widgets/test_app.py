from __future__ import annotations

import json
from typing import Any

import pytest

from widgets import app as door
from widgets.app import App, fault_html, first_view, storage_keys
from widgets.catalog import CatalogError
from widgets.protocol import Announce, Context, Effect, Event, Json, ProtocolError

START = 1_763_664_000_000
TIMER = "hold-timer"


def send(  # noqa: PLR0913  # an event has as many parts
    app: App,
    name: str,
    after: float = 0,
    value: Json = None,
    *,
    id_: str = "one",
    tag: str = TIMER,
    slug: str = "bridge",
) -> dict[str, Any]:
    """Send an event to an app, at some milliseconds after `START`, and return its update."""
    if name == "connect" and value is None:
        value = {"stored": {}}
    element = {"tag": tag, "id": id_, "attributes": {"slug": slug, "data-root": "../../"}}
    event = {"element": element, "name": name, "at": START + after, "value": value}
    update: dict[str, Any] = json.loads(app.handle(json.dumps(event)))
    return update


def wake(app: App, after: float) -> dict[str, Any]:
    """Wake all elements that are due."""
    event = {
        "element": {"tag": "", "id": "", "attributes": {}},
        "name": "wake",
        "at": START + after,
        "value": None,
    }
    update: dict[str, Any] = json.loads(app.handle(json.dumps(event)))
    return update


class Clumsy:
    """A widget that fails when it is told to."""

    tag = "clumsy-widget"
    storage_keys = ()

    def connect(self, event: Event, context: Context) -> float:
        """Begin at the time of the event."""
        del context
        return event.at

    def handle(self, state: float, event: Event, context: Context) -> tuple[float, tuple[Effect, ...]]:
        """Fail on `fail` and on every wake."""
        del context
        if event.name in {"fail", "wake"}:
            raise ZeroDivisionError
        return state + 1, (Announce(text="hello"),)

    def view(self, state: float, context: Context) -> str:
        """Show the state."""
        del context
        return f"<p>{state}</p>"

    def wake_at(self, state: float) -> float | None:
        """Want to be woken a second later."""
        return state + 1000


@pytest.fixture
def app(small_catalog_json: str) -> App:
    """An app that has read the small catalogue."""
    return App(small_catalog_json)


@pytest.fixture
def clumsy(app: App, monkeypatch: pytest.MonkeyPatch) -> App:
    """An app with a widget that fails beside a timer that runs."""
    monkeypatch.setattr(door, "WIDGETS", {**door.WIDGETS, Clumsy.tag: Clumsy()})
    send(app, "connect", id_="bad", tag=Clumsy.tag)
    send(app, "connect")
    send(app, "start")
    return app


class TestFirstView:
    @pytest.mark.parametrize("slug", ["bridge", "bird-dog", "side-plank", "march"])
    def test_equals_the_running_one(self, app: App, small_catalog_json: str, slug: str) -> None:
        """What the build writes into the page is what the running widget first shows, to the letter."""
        built = first_view(TIMER, {"slug": slug}, small_catalog_json, "../../")
        assert send(app, "connect", slug=slug)["html"] == {"one": built}

    @pytest.mark.parametrize(("tag", "slug"), [("no-widget", "bridge"), (TIMER, "moon-walk"), (TIMER, "")])
    def test_names_nothing(self, small_catalog_json: str, tag: str, slug: str) -> None:
        """An unknown tag or exercise stops the build with its name."""
        with pytest.raises(ProtocolError, match=tag if tag != TIMER else "names no exercise"):
            first_view(tag, {"slug": slug}, small_catalog_json, "")


class TestHandle:
    def test_html_only_where_changed(self, app: App) -> None:
        """HTML comes for the element that changed, and not for the others nor for what looks the same."""
        send(app, "connect")
        send(app, "connect", id_="two", slug="bird-dog")
        assert list(send(app, "start")["html"]) == ["one"]
        assert send(app, "start")["html"] == {}

    def test_earliest_wake(self, app: App) -> None:
        """The app asks to be woken for whichever element is due first."""
        send(app, "connect")
        send(app, "connect", id_="two")
        assert send(app, "start", 0)["wake_at"] == START + 10_000
        assert send(app, "start", 4_000, id_="two")["wake_at"] == START + 10_000
        assert wake(app, 10_000)["wake_at"] == START + 12_000
        assert send(app, "stop", 11_000)["wake_at"] == START + 14_000

    def test_wake_is_for_who_is_due(self, app: App) -> None:
        """A wake reaches every element whose time has come, and no other."""
        for number in ("one", "two", "three"):
            send(app, "connect", id_=number)
        send(app, "start", 0)
        send(app, "start", 0, id_="two")
        send(app, "start", 5_000, id_="three")
        assert set(wake(app, 10_000)["html"]) == {"one", "two"}
        assert wake(app, 10_001)["html"] == {}

    def test_effects_by_element(self, app: App) -> None:
        """Effects come as data, under the id of their element."""
        send(app, "connect")
        effects = send(app, "start")["effects"]
        assert [effect["kind"] for effect in effects["one"]] == ["score", "keep-awake", "save", "focus"]

    def test_disconnect(self, app: App) -> None:
        """An element that is gone wants no waking and takes no events; it may come back."""
        send(app, "connect")
        send(app, "start")
        gone = send(app, "disconnect", 1000)
        assert gone["wake_at"] is None
        assert gone["html"] == {}
        with pytest.raises(ProtocolError, match="not connected"):
            send(app, "pause", 2000)
        assert "one" in send(app, "connect", 3000)["html"]

    def test_new_catalogue(self, app: App, small_catalog_json: str) -> None:
        """A new catalogue leaves what is running alone; a wrong one is refused and changes nothing."""
        send(app, "connect")
        send(app, "start")
        app.set_catalog(small_catalog_json)
        with pytest.raises(CatalogError):
            app.set_catalog("{}")
        assert "Pause" in next(iter(wake(app, 10_000)["html"].values()))

    def test_before_the_catalogue(self) -> None:
        """No element can connect before there is a catalogue."""
        with pytest.raises(ProtocolError, match="before the catalogue"):
            send(App(), "connect")

    @pytest.mark.parametrize(
        "event", ["", "[]", "{}", '{"element": {"tag": 1, "id": "x"}, "name": "y", "at": 0}']
    )
    def test_no_event(self, app: App, event: str) -> None:
        """What is not an event is refused."""
        with pytest.raises(ProtocolError):
            app.handle(event)

    def test_refused_event(self, app: App) -> None:
        """An event that a widget refuses is raised for the shell, and the widget goes on as before."""
        send(app, "connect")
        with pytest.raises(ProtocolError, match="dance"):
            send(app, "dance")
        assert send(app, "start")["wake_at"] == START + 10_000


class TestFaults:
    def test_told_in_its_own_element(self, clumsy: App, capsys: pytest.CaptureFixture[str]) -> None:
        """A widget's own fault is told there until it goes on, written for developers, and loses no state."""
        update = send(clumsy, "fail", id_="bad", tag=Clumsy.tag)
        assert [effect["kind"] for effect in update["effects"]["bad"]] == ["announce"]
        assert update["html"] == {"bad": f"{fault_html()}<p>{START + 0.0}</p>"}
        assert send(clumsy, "fail", id_="bad", tag=Clumsy.tag)["html"] == {}
        assert "ZeroDivisionError" in capsys.readouterr().err
        assert send(clumsy, "go", id_="bad", tag=Clumsy.tag)["html"] == {"bad": f"<p>{START + 1.0}</p>"}

    def test_harms_no_other(self, clumsy: App) -> None:
        """When all are woken, a fault in one does not keep the others from going on."""
        update = wake(clumsy, 10_000)
        assert "Move" in update["html"]["one"]
        assert "bad" in update["effects"]

    def test_cannot_start(
        self, clumsy: App, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A widget that fails before it has any state is refused: the shell says so there, the others go on."""

        def fail(*_: object) -> float:
            raise ZeroDivisionError

        monkeypatch.setattr(Clumsy, "connect", fail)
        with pytest.raises(ProtocolError, match="clumsy-widget> did not start"):
            send(clumsy, "connect", id_="worse", tag=Clumsy.tag)
        assert "ZeroDivisionError" in capsys.readouterr().err
        assert "Move" in wake(clumsy, 10_000)["html"]["one"]

    def test_is_not_woken_for_ever(self, clumsy: App) -> None:
        """A widget that fails when woken is left alone until it does something right again."""
        assert wake(clumsy, 5_000)["wake_at"] == START + 10_000
        assert send(clumsy, "go", 6_000, id_="bad", tag=Clumsy.tag)["wake_at"] == START + 1001


class TestRegister:
    def test_tags(self) -> None:
        """Every widget stands under its own tag, which is a custom element's."""
        assert all(tag == widget.tag and "-" in tag for tag, widget in door.WIDGETS.items())

    def test_keys(self) -> None:
        """Every key begins with the site's own prefix: other sites may share the origin."""
        for tag in door.WIDGETS:
            assert all(key.startswith("neutral-spine.") for key in storage_keys(tag))
        with pytest.raises(ProtocolError):
            storage_keys("no-widget")
