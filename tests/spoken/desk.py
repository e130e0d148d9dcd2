"""A desk of a blind reader: a screen, Orca, Firefox, a keyboard, and a log of what is spoken. No assertion lives here.

All of it are Debian's programs, with a folder of their own for settings. There is no sound: Speech Dispatcher hands
the words to `module.py`, which writes them down.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.browser.engines import Firefox, found, screen

PROGRAMS = ("orca", "speech-dispatcher", "openbox", "xdotool", "dbus-daemon", "gsettings", "Xvfb")
BUS_LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
MODULE = Path(__file__).with_name("module.py")
START_SECONDS = 90
WARM_SECONDS = 3.0
"""How long Orca takes to know a new window, by experience."""

PREFERENCES: dict[str, bool | int | str] = {
    "accessibility.force_disabled": -1,
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "browser.translations.enable": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "termsofuse.bypassNotification": True,
}
QUIET = {"enableKeyEcho": False, "enableEchoByCharacter": False, "enableEchoByWord": False}
"""Orca's settings: pressed keys are not read out."""
DISPATCHER = """LogLevel 1
DefaultVolume 100
DefaultLanguage "en"
DefaultModule log
AddModule "log" "{module}"
"""


def missing() -> list[str]:
    """Return the names of programs that this machine lacks."""
    lacks = [name for name in PROGRAMS if shutil.which(name) is None]
    if not BUS_LAUNCHER.exists():
        lacks.append("at-spi2-core")
    if found("firefox") is None:
        lacks.append("firefox")
    return lacks


class Desk:
    """Firefox with Orca, and what was spoken."""

    def __init__(self, firefox: Firefox, log: Path) -> None:
        self.firefox = firefox
        self._log = log
        self.script: list[str] = []
        """Each step of `say` and `go_to`, and what was spoken: for reading."""

    def open(self, url: str) -> None:
        """Load an address, hear it out, and put the caret at its beginning."""
        self._hear_out(lambda: self.firefox.open(url), most=20)
        if not self.firefox.evaluate("() => document.hasFocus()"):
            self._press("F6")  # From the address bar, which has the keyboard in a new window.
        self.press("ctrl+Home")

    def press(self, key: str) -> None:
        """Press a real key (xdotool's name), and hear out what is spoken, if anything is."""
        self._hear_out(lambda: self._press(key), most=2)

    @staticmethod
    def _press(key: str) -> None:
        subprocess.run(["xdotool", "key", "--clearmodifiers", key], timeout=10, check=True)  # noqa: S603, S607

    def type(self, text: str) -> None:
        """Type a text, and hear out what is spoken, if anything is."""
        command = ["xdotool", "type", "--delay", "60", text]
        self._hear_out(lambda: subprocess.run(command, timeout=30, check=True), most=5)  # noqa: S603

    def say(self, pattern: str, *keys: str, most: float = 60) -> list[str]:
        """Press keys until something is spoken that has a pattern; return all that is spoken, until it is quiet.

        Raises:
            AssertionError: nothing of it was spoken in `most` seconds. The message is all that was spoken.
        """
        start = self._log.stat().st_size
        for key in keys:
            self._press(key)
            time.sleep(0.25)
        return self._answer(start, pattern, " ".join(keys), most=most, tail=1.2)

    def read_on(self, pattern: str, *, key: str = "Down", most: int = 4) -> list[str]:
        """Press a key until something is spoken that has a pattern: a label may be more than one line.

        Raises:
            AssertionError: nothing of it was spoken in `most` presses. The message is what was spoken last.
        """
        for _ in range(most - 1):
            said = self.say(".", key)
            if any(re.search(pattern, words) for words in said):
                return said
        return self.say(pattern, key)

    def go_to(self, selector: str, pattern: str, *, key: str = "Tab", most: int = 90) -> list[str]:
        """Press a key until an element has the focus, and return what is spoken of it. The page is only looked at.

        Raises:
            AssertionError: `most` presses did not reach it, or nothing with the pattern was spoken there.
        """
        for _ in range(most):
            self.firefox.evaluate("() => { globalThis.last = document.activeElement; }")
            start = self._log.stat().st_size
            self._press(key)
            deadline = time.monotonic() + 3
            while time.monotonic() < deadline:
                if self.firefox.evaluate("() => document.activeElement !== globalThis.last"):
                    break
                time.sleep(0.05)
            if not self.firefox.evaluate("(it) => document.activeElement.matches(it)", selector):
                deadline = time.monotonic() + 1.5  # Orca drops what it cannot keep up with.
                while time.monotonic() < deadline and not self._since(start):
                    time.sleep(0.05)
                continue
            return self._answer(start, pattern, f"{key} to {selector}", most=60, tail=1)
        raise AssertionError(f"{most} times {key}, and the focus is not on {selector}")

    def _answer(self, start: int, pattern: str, done: str, *, most: float, tail: float) -> list[str]:
        """Wait at most `most` seconds for a pattern, then for quiet; note and return all that was spoken."""
        deadline = time.monotonic() + most
        while not any(re.search(pattern, words) for words in self._since(start)):
            assert time.monotonic() < deadline, f"{done}, and no {pattern!r}: {self._since(start)}"
            time.sleep(0.1)
        said = self._quiet(start, tail)
        self.script.append(f"[{done}] {' / '.join(said)}")
        return said

    def _quiet(self, start: int, tail: float, most: float = 30) -> list[str]:
        """Wait until nothing has been spoken for `tail` seconds, at most `most`, and return all since `start`."""
        deadline = time.monotonic() + most
        while time.monotonic() < deadline:
            *_, (at, what, _) = self._lines(start)
            if what != "SAY" and time.time() - float(at) > tail:
                break
            time.sleep(0.1)
        return self._since(start)

    def _since(self, start: int) -> list[str]:
        return [line[2] for line in self._lines(start) if line[1] == "SAY" and line[2].strip()]

    def _hear_out(self, act: Callable[[], object], *, most: float) -> None:
        """Do something; wait at most `most` seconds until something is spoken, then until it is quiet."""
        start = self._log.stat().st_size
        act()
        deadline = time.monotonic() + most
        while not self._lines(start):
            if time.monotonic() > deadline:
                return
            time.sleep(0.1)
        self._quiet(start, 0.7)

    def _lines(self, start: int) -> list[list[str]]:
        with self._log.open("rb") as file:
            file.seek(start)
            whole = file.read().decode("utf-8", "replace").splitlines()
        return [parts for line in whole if len(parts := line.split("\t")) == 3]


@contextlib.contextmanager
def desk() -> Iterator[Desk]:
    """Start everything, and end it.

    Raises:
        AssertionError: a program did not start in time.
    """
    with contextlib.ExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="desk-", ignore_cleanup_errors=True))
        )
        # Orca starts once for each user of a machine: another run of these tests waits.
        turn = stack.enter_context(Path(tempfile.gettempdir(), "neutral-spine-desk.lock").open("w"))
        fcntl.flock(turn, fcntl.LOCK_EX)
        stack.enter_context(screen())
        env = _environment(folder)
        command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
        bus = stack.enter_context(_running(command, env, out=True))
        assert bus.stdout is not None
        env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        for schema, key in (
            ("org.gnome.desktop.interface", "toolkit-accessibility"),
            ("org.gnome.desktop.a11y.applications", "screen-reader-enabled"),
        ):
            subprocess.run(["gsettings", "set", schema, key, "true"], env=env, check=False)  # noqa: S603, S607
        launcher = [str(BUS_LAUNCHER), "--launch-immediately", "--a11y=1", "--screen-reader=1"]
        for command in (launcher, ["openbox"], ["speech-dispatcher", "-s", "-t", "0"]):
            stack.enter_context(_running(command, env))
        time.sleep(1)
        stack.enter_context(_running(["orca"], env))
        log = Path(env["SPOKEN_LOG"])
        _wait(lambda: "Screen reader on" in log.read_text(encoding="utf-8"), "Orca")
        binary = found("firefox")
        assert binary is not None
        firefox = Firefox(binary, headless=False, preferences=PREFERENCES, env=env)
        stack.callback(firefox.close)
        time.sleep(WARM_SECONDS)
        yield Desk(firefox, log)


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment of all programs, with settings, caches and sockets in a folder of their own."""
    home, run, config = folder / "home", folder / "run", folder / "home" / ".config"
    for made in (config / "speech-dispatcher" / "clients", home / ".local" / "share" / "orca", run):
        made.mkdir(parents=True)
    run.chmod(0o700)
    (config / "speech-dispatcher" / "speechd.conf").write_text(
        DISPATCHER.format(module=MODULE), encoding="utf-8"
    )
    bare: dict[str, object] = {"pronunciations": {}, "keybindings": {}}
    profile = {"profile": ["Default", "default"]} | bare | QUIET
    settings = bare | {"general": QUIET, "profiles": {"default": profile}}
    (home / ".local" / "share" / "orca" / "user-settings.conf").write_text(
        json.dumps(settings), encoding="utf-8"
    )
    log = folder / "spoken.log"
    log.touch()
    own = {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(run),
        "XDG_CONFIG_HOME": str(config),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "GSETTINGS_BACKEND": "keyfile",
        "GNOME_ACCESSIBILITY": "1",
        "LC_ALL": "C.UTF-8",
        "SPOKEN_LOG": str(log),
        "SPOKEN_RATE": "40",
    }
    return os.environ | own


@contextlib.contextmanager
def _running(
    command: list[str], env: dict[str, str], *, out: bool = False
) -> Iterator[subprocess.Popen[str]]:
    """Run a program in the background, with what it starts, until the block ends."""
    process = subprocess.Popen(  # noqa: S603 - no part of the command comes from outside
        command,
        env=env,
        stdout=subprocess.PIPE if out else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    for sent in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, sent)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
            break
    if process.stdout is not None:
        process.stdout.close()


def _wait(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not start in {START_SECONDS} seconds")
        time.sleep(0.1)
