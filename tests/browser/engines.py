"""Three browser engines behind one small interface: Chromium, Firefox ESR and WebKitGTK. No assertion lives here.

Chromium is driven by Playwright. Playwright's builds of the other two cannot be had everywhere, so Debian's are used:
Firefox over WebDriver BiDi (it needs no driver program), WebKitGTK over its own WebDriver by Selenium, on a virtual
screen.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import queue
import re
import shutil
import subprocess
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Browser
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from selenium.webdriver.webkitgtk.webdriver import WebDriver
from websocket import WebSocket, create_connection

from tests.browser.phone import phone

PHONE = (390, 844)
"""Width and height of the window in CSS pixels. A desktop engine may keep a wider one."""

KEYS = {"Enter": "\ue007", "Tab": "\ue004", "Escape": "\ue00c", "ArrowRight": "\ue014", "ArrowLeft": "\ue012"}
"""WebDriver's code points of the keys that have a name; all others are their own character."""

START_SECONDS = 60
ANSWER_SECONDS = 240

# For the message where something does not come true: the page, and the states of its widgets.
STATES = """
() => [location.pathname, ...[...document.querySelectorAll('[data-state]')].map((one) => one.dataset.state)]
"""

# Where an element can be clicked, once it is scrolled into view; null where it is not shown.
SPOT = """
(selector) => {
  const element = document.querySelector(selector);
  if (!element || !element.checkVisibility()) return null;
  element.scrollIntoView({block: 'center', behavior: 'instant'});
  const box = element.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}
"""


class EngineError(AssertionError):
    """The browser did not do what it was told. The message is the browser's own."""


class Engine(Protocol):
    """One browser with one page."""

    name: str
    version: str
    """As the browser itself tells it."""

    def open(self, url: str) -> None:
        """Load an address and wait for its `load` event."""

    def open_sized(self, url: str, frame: str) -> None:
        """Load an address in a page that `resize` can give any size.

        `frame` is the address of a page of the same origin with an empty `<iframe>`: WebKitGTK's window has a least
        width.
        """

    def resize(self, width: int, height: int) -> None:
        """Give the page that `open_sized` loaded a size in CSS pixels."""

    def evaluate(self, function: str, value: object = None) -> Any:  # noqa: ANN401 - whatever the page answers
        """Call a function of the page, `async` or not, with one JSON value, and return its JSON result.

        Raises:
            EngineError: the function threw.
        """

    def click(self, selector: str) -> None:
        """Click the first match as a reader would (a trusted event), once it is there and visible.

        Raises:
            EngineError: no match was visible in `ANSWER_SECONDS`.
        """

    def press(self, key: str) -> None:
        """Press and release a key on what has the focus."""

    def close(self) -> None:
        """End the browser and delete its profile."""


def until(engine: Engine, holds: str, value: object = None, *, seconds: float = ANSWER_SECONDS) -> Any:  # noqa: ANN401
    """Return the first true answer of a function of the page.

    Raises:
        EngineError: it was not true in time.
    """
    deadline = time.monotonic() + seconds
    while not (answer := engine.evaluate(holds, value)):
        if time.monotonic() > deadline:
            states = engine.evaluate(STATES)
            raise EngineError(
                f"{engine.name}: after {seconds} seconds it still does not hold: {holds}; the page is at {states}"
            )
        time.sleep(0.05)
    return answer


class Chromium:
    """Chromium by Playwright, a context of its own."""

    name = "chromium"

    def __init__(self, browser: Browser) -> None:
        width, height = PHONE
        self.version = browser.version
        self._context = phone(browser, width=width, height=height)
        self._page = self._context.new_page()

    def open(self, url: str) -> None:
        """See `Engine`."""
        self._page.goto(url)

    def open_sized(self, url: str, frame: str) -> None:
        """See `Engine`."""
        del frame
        self.open(url)

    def resize(self, width: int, height: int) -> None:
        """See `Engine`."""
        self._page.set_viewport_size({"width": width, "height": height})

    def evaluate(self, function: str, value: object = None) -> Any:  # noqa: ANN401
        """See `Engine`."""
        return self._page.evaluate(function, value)

    def click(self, selector: str) -> None:
        """See `Engine`."""
        self._page.locator(selector).first.click(timeout=ANSWER_SECONDS * 1000)

    def press(self, key: str) -> None:
        """See `Engine`."""
        self._page.keyboard.press(key)

    def close(self) -> None:
        """See `Engine`."""
        self._context.close()


FIREFOX_ARGUMENTS = ("--no-remote", "--remote-debugging-port", "0", "--remote-allow-system-access")
"""The last one lets a test ask the browser's own window, where the accessibility tree is."""

# What Firefox tells assistive technology about its page, once the tree is made: each node with what stands inside.
ACCESSIBLE = """
async () => {
  const service = Cc['@mozilla.org/accessibilityService;1'].getService(Ci.nsIAccessibilityService);
  const busy = (one) => {
    const states = {};
    one.getState(states, {});
    return (states.value & Ci.nsIAccessibleStates.STATE_BUSY) !== 0;
  };
  const page = () => service.getAccessibleFor(gBrowser.selectedBrowser)?.firstChild;
  while (!page()?.childCount || busy(page())) await new Promise((done) => setTimeout(done, 50));
  const look = (one) => {
    const children = [];
    for (let child = one.firstChild; child; child = child.nextSibling) children.push(look(child));
    const states = {};
    one.getState(states, {});
    const attributes = {};
    for (const { key, value } of one.attributes?.enumerate() ?? []) attributes[key] = value;
    return {
      role: service.getStringRole(one.role), name: one.name ?? '', states: states.value, attributes, children,
    };
  };
  return JSON.stringify(look(page()));
}
"""


class Firefox:
    """Firefox ESR over WebDriver BiDi: JSON commands on a web socket (https://w3c.github.io/webdriver-bidi/)."""

    name = "firefox"

    def __init__(
        self,
        binary: str,
        *,
        headless: bool = True,
        preferences: Mapping[str, bool | int | str] | None = None,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._profile = tempfile.mkdtemp(prefix="firefox-")
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});"
            for name, value in (preferences or {}).items()
        ]
        Path(self._profile, "user.js").write_text("\n".join(lines), encoding="utf-8")
        shown = ["--headless"] if headless else []
        self._process = subprocess.Popen(  # noqa: S603 - no part of the command comes from outside
            [binary, *shown, *FIREFOX_ARGUMENTS, "--profile", self._profile],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=dict(os.environ if env is None else env) | {"MOZ_CRASHREPORTER_DISABLE": "1"},
        )
        self._commands = 0
        try:
            self._socket: WebSocket = create_connection(
                f"{self._address()}/session", timeout=ANSWER_SECONDS, suppress_origin=True
            )
            self.version = str(self._send("session.new", capabilities={})["capabilities"]["browserVersion"])
            self._page = self._send("browsingContext.getTree")["contexts"][0]["context"]
            if headless:  # Else the window is as large as the screen lets it be.
                self.resize(*PHONE)
        except BaseException:
            self._end()
            raise

    def _address(self) -> str:
        """Return where Firefox listens, as it says on its standard error, and keep reading that until it ends."""
        found: queue.Queue[str] = queue.Queue()

        def read() -> None:
            assert self._process.stderr is not None
            for line in self._process.stderr:
                if match := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                    found.put(match[1])

        self._reader = threading.Thread(target=read, daemon=True)
        self._reader.start()
        try:
            return found.get(timeout=START_SECONDS)
        except queue.Empty:
            raise EngineError(f"firefox did not listen within {START_SECONDS} seconds") from None

    def _send(self, method: str, **params: object) -> dict[str, Any]:
        self._commands += 1
        self._socket.send(json.dumps({"id": self._commands, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._commands:
                if answer["type"] == "error":
                    raise EngineError(f"firefox: {method}: {answer['error']}: {answer['message']}")
                return dict(answer["result"])

    def open(self, url: str) -> None:
        """See `Engine`."""
        self._send("browsingContext.navigate", context=self._page, url=url, wait="complete")

    def open_sized(self, url: str, frame: str) -> None:
        """See `Engine`."""
        del frame
        self.open(url)

    def resize(self, width: int, height: int) -> None:
        """See `Engine`."""
        size = {"width": width, "height": height}
        self._send("browsingContext.setViewport", context=self._page, viewport=size)

    def evaluate(self, function: str, value: object = None) -> Any:  # noqa: ANN401
        """See `Engine`."""
        called = f"async (text) => JSON.stringify((await ({function})(JSON.parse(text))) ?? null)"
        answer = self._send(
            "script.callFunction",
            functionDeclaration=called,
            target={"context": self._page},
            awaitPromise=True,
            arguments=[{"type": "string", "value": json.dumps(value)}],
            userActivation=False,
        )
        if answer["type"] == "exception":
            raise EngineError(f"firefox: {answer['exceptionDetails']['text']}")
        return json.loads(answer["result"]["value"])

    def click(self, selector: str) -> None:
        """See `Engine`."""
        x, y = until(self, SPOT, selector)
        steps = [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act({"type": "pointer", "id": "mouse", "actions": steps})

    def press(self, key: str) -> None:
        """See `Engine`."""
        code = KEYS.get(key, key)
        self._act(
            {
                "type": "key",
                "id": "keys",
                "actions": [{"type": "keyDown", "value": code}, {"type": "keyUp", "value": code}],
            }
        )

    def accessible(self) -> dict[str, Any]:
        """Return the accessibility tree of the page, as the browser's own window has it."""
        (window,) = self._send("browsingContext.getTree", **{"moz:scope": "chrome"})["contexts"]
        answer = self._send(
            "script.callFunction",
            functionDeclaration=ACCESSIBLE,
            target={"context": window["context"]},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise EngineError(f"firefox: {answer['exceptionDetails']['text']}")
        return dict(json.loads(answer["result"]["value"]))

    def printed(self, width: float, height: float, scale: float) -> bytes:
        """Return the page as a PDF on paper of this size in cm, enlarged, without backgrounds."""
        answer = self._send(
            "browsingContext.print",
            context=self._page,
            page={"width": width, "height": height},
            scale=scale,
            background=False,
            shrinkToFit=False,
        )
        return base64.b64decode(answer["data"])

    def _act(self, source: Mapping[str, object]) -> None:
        self._send("input.performActions", context=self._page, actions=[source])

    def close(self) -> None:
        """See `Engine`."""
        with contextlib.suppress(Exception):
            self._send("browser.close")
        self._socket.close()
        self._end()

    def _end(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(timeout=10)
        if self._process.stderr is not None:
            self._process.stderr.close()
        shutil.rmtree(self._profile, ignore_errors=True)


class WebKit:
    """WebKitGTK's MiniBrowser over WebDriver. Its window has the size that it chooses."""

    name = "webkit"

    def __init__(self, driver: str) -> None:
        options = Options()
        options.add_argument("--automation")
        with warnings.catch_warnings():
            # Selenium's own driver class still uses what Selenium has deprecated.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._driver = WebDriver(options=options, service=Service(executable_path=driver))
        self.version = str(self._driver.capabilities["browserVersion"])
        self._driver.set_script_timeout(ANSWER_SECONDS)

    def open(self, url: str) -> None:
        """See `Engine`."""
        self._driver.get(url)

    def open_sized(self, url: str, frame: str) -> None:
        """See `Engine`."""
        self.open(frame)
        loaded = "new Promise((done) => { frame.onload = () => done(true); frame.src = url; })"
        self.evaluate(f"(url) => {{ const frame = document.querySelector('iframe'); return {loaded}; }}", url)
        self._driver.switch_to.frame(0)

    def resize(self, width: int, height: int) -> None:
        """See `Engine`."""
        size = {"width": f"{width}px", "height": f"{height}px"}
        self.evaluate("(size) => { Object.assign(frameElement.style, size); }", size)

    def evaluate(self, function: str, value: object = None) -> Any:  # noqa: ANN401
        """See `Engine`."""
        script = f"""
          const done = arguments[1];
          (async () => JSON.stringify((await ({function})(JSON.parse(arguments[0]))) ?? null))()
            .then((text) => done([true, text]), (error) => done([false, String(error)]));
        """
        good, answer = self._driver.execute_async_script(
            f"(function () {{ {script} }}).apply(null, arguments)", json.dumps(value)
        )
        if not good:
            raise EngineError(f"webkit: {answer}")
        return json.loads(answer)

    def click(self, selector: str) -> None:
        """See `Engine`."""
        x, y = until(self, SPOT, selector)
        actions = ActionBuilder(self._driver)
        actions.pointer_action.move_to_location(round(x), round(y)).click()  # type: ignore[no-untyped-call]
        actions.perform()

    def press(self, key: str) -> None:
        """See `Engine`."""
        self._driver.switch_to.active_element.send_keys(KEYS.get(key, key))

    def accessible(self, told: str) -> list[dict[str, Any]]:
        """Return computed role and name of some elements, beside what a function of the page tells of each.

        The function returns a list of `[element, JSON value]`. WebKitGTK's driver tells of one element at a time, and
        has no command for the tree.
        """
        found = self._driver.execute_script(f"return ({told})()")
        return [{"role": one.aria_role, "name": one.accessible_name} | more for one, more in found]

    def close(self) -> None:
        """See `Engine`."""
        self._driver.quit()


def found(name: str) -> str | None:
    """Return the program that starts an engine on this machine, or `None`."""
    names = {
        "firefox": ("firefox-esr", "firefox"),
        "webkit": ("WebKitWebDriver",),
    }[name]
    return next((path for one in names if (path := shutil.which(one))), None)


@contextlib.contextmanager
def screen() -> Iterator[None]:
    """Provide a virtual screen where there is none: WebKitGTK has no mode without one."""
    if os.environ.get("DISPLAY"):
        yield
        return
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        raise EngineError("WebKitGTK needs a screen: install xvfb")
    reading, writing = os.pipe()
    process = subprocess.Popen(  # noqa: S603 - no part of the command comes from outside
        [xvfb, "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    os.environ["DISPLAY"] = f":{number}"
    try:
        yield
    finally:
        del os.environ["DISPLAY"]
        process.terminate()
        process.wait()


type Start = Callable[[], Engine]


def hurried(site: Path, pages: tuple[str, ...], speed: float) -> dict[str, bytes | None]:
    """Return changes for a server (see `tests/conftest.py`) that let the shell's clock run `speed` times as fast.

    Only Chromium can be told to run a script before a page's own, so the pages are served with one more script.
    """
    changes: dict[str, bytes | None] = {
        "test-clock.js": f"globalThis.neutralSpineClock = {{speed: {speed}}};".encode()
    }
    for page in pages:
        path = f"{page}index.html"
        text = (site / path).read_text(encoding="utf-8")
        script = f'<script src="{"../" * page.count("/")}test-clock.js"></script>'
        changes[path] = text.replace("<head>", f"<head>{script}", 1).encode()
    return changes
