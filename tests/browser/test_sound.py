"""Sound as phones make it hard: unlocked in a tap, interrupted, frozen, steered from a lock screen, put into a file.

What stands in for a phone is named in each test; nothing here was heard on one.
"""

from __future__ import annotations

import itertools
import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.phone import phone as new_phone
from widgets.catalog import Catalog, Dose
from widgets.player.score import Spot, score
from widgets.player.settings import SETTINGS_KEY, Settings
from widgets.timer.place import PLACE_KEY, Place

pytestmark = pytest.mark.browser

type Open = Callable[..., Page]

SLUG = "side-plank-knees"

EVERYTHING = Settings(half_way=True, count=True, counting=True)
"""All that can be said is said."""

# Notes in what kind of event sound and speech are unlocked: outside of one, `window.event` is empty.
UNLOCKED = """
  globalThis.unlocked = [];
  globalThis.asked = [];
  const Real = AudioContext;
  globalThis.AudioContext = function () {
    const audio = new Real(); // Made as a finger goes down on Start, or in the tap: it is silent until it is asked.
    Object.defineProperty(audio, 'state', {get: () => 'suspended'});
    audio.addEventListener = () => {}; // Its state never changes.
    audio.resume = async () => {
      unlocked.push('sound ' + window.event?.type);
      asked.push(window.event?.type);
    };
    return audio;
  };
  globalThis.SpeechSynthesisUtterance = function (text) { this.text = text; };
  Object.defineProperty(globalThis, 'speechSynthesis', {value: {
    speak(words) { unlocked.push('speech ' + window.event?.type); },
    cancel() {}, getVoices: () => [], addEventListener() {},
  }});
"""

STEERED = """
  globalThis.steer = {};
  MediaSession.prototype.setActionHandler = function (action, handler) { steer[action] = handler; };
  const Player = Audio;
  globalThis.players = [];
  globalThis.Audio = function () { const made = new Player(); players.push(made); return made; };
  globalThis.session = {type: 'auto'};
  Object.defineProperty(navigator, 'audioSession', {value: session});
"""


@pytest.fixture
def open_guide(browser: Browser, site_url: str) -> Iterator[Open]:
    """Return a function that opens a guide with texts that the device has kept, and waits until Python is awake."""
    contexts: list[BrowserContext] = []

    def opened(
        *, script: str = "", kept: dict[str, str] | None = None, speed: float = 1, path: str = ""
    ) -> Page:
        context = new_phone(browser, reduced_motion="reduce")
        context.add_init_script(f"globalThis.neutralSpineClock = {{speed: {speed}}}; {script}")
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(f"Object.assign(localStorage, {json.dumps(kept or {})})")
        page.goto(site_url + (path or f"exercises/{SLUG}/"))
        awake(page)
        return page

    yield opened
    for context in contexts:
        context.close()


def timer(page: Page) -> Any:  # noqa: ANN401 - a Locator
    """Return the timer's own box."""
    return page.locator("hold-timer .ns-timer")


def button(page: Page, name: str, *, exact: bool = True) -> Any:  # noqa: ANN401 - a Locator
    """Return one of the timer's buttons."""
    return page.locator("hold-timer").get_by_role("button", name=name, exact=exact)


def settings(**chosen: Any) -> dict[str, str]:  # noqa: ANN401 - of each choice's kind
    """Return what a device keeps of a reader's choices."""
    return {SETTINGS_KEY: Settings(**chosen).to_text()}


def published(site_dir: Path) -> Catalog:
    """Return the catalogue of the built site."""
    return Catalog.from_json((site_dir / "assets" / "catalog.json").read_text(encoding="utf-8"))


def dose(site_dir: Path, slug: str) -> Dose:
    """Return an exercise's published dose."""
    return published(site_dir).exercise(slug).dose


def unfinished(site_dir: Path, at: float) -> dict[str, str]:
    """Return what a device keeps of a dose that was left in its second rep, at a moment."""
    spot = Spot(set=1, side="left", rep=2)
    place = Place(slug=SLUG, dose=dose(site_dir, SLUG), side="left", spot=spot)
    return {PLACE_KEY: place.to_text(at)}


def awake(page: Page) -> None:
    """Wait until Python drives the timer; no tap wakes it."""
    page.locator(":is(hold-timer, session-player) button").first.dispatch_event("focusin")
    expect(page.locator(":is(hold-timer, session-player)[data-awake]")).to_be_attached(timeout=60_000)


def first_of_each(page: Page) -> dict[str, str]:
    """Return in which event sound and speech were first used: a phase that is spoken later comes from no event."""
    return {one.split()[0]: one.split()[1] for one in reversed(page.evaluate("unlocked"))}


def test_every_start_path_unlocks_sound_and_speech(open_guide: Open, site_dir: Path) -> None:
    """Whatever a reader does first, sound and speech are unlocked inside that very tap, key or choice."""
    page = open_guide(script=UNLOCKED, kept=unfinished(site_dir, time.time() * 1000))

    paths: dict[str, Callable[[], None]] = {
        "a tap on Start": lambda: button(page, "Start").tap(),
        "Enter on Start": lambda: button(page, "Start").press("Enter"),
        "Space on Start": lambda: button(page, "Start").press(" "),
        "carrying on": lambda: button(page, "Carry on", exact=False).tap(),
        "starting afresh": lambda: button(page, "No, start afresh").tap(),
        "opening the choices": lambda: button(page, "Change times and sound").tap(),
    }
    for name, act in paths.items():
        page.reload()
        awake(page)
        act()
        page.wait_for_function("() => new Set(unlocked.map((one) => one.split(' ')[0])).size === 2")
        assert first_of_each(page) == {"sound": "click", "speech": "click"}, name
    # What comes later finds them open; should the browser have closed the sound, each asks for it anew.
    later: dict[str, Callable[[], None]] = {
        "trying the sounds": lambda: button(page, "Try the sounds").tap(),
        "a switch": lambda: page.get_by_label("Half-way cue").check(),
        "a step": page.locator("hold-timer .ns-stepper__button:enabled").first.tap,
    }
    for name, act in later.items():
        page.evaluate("asked.length = 0")
        act()
        # Between events it is asked for too, where no browser has to grant it.
        page.wait_for_function("() => asked.some(Boolean)")
        assert page.evaluate("asked.find(Boolean)") in {"pointerup", "click", "change"}, name


def test_a_session_unlocks_them_too(open_guide: Open) -> None:
    """The first tap in a session, on a question or on Start, unlocks sound and speech."""
    page = open_guide(script=UNLOCKED, path="session/")
    question = page.locator("[id$=-asked-yes]")
    (question if question.count() else page.locator("[data-on-click=start]").first).click()
    if question.count():
        page.locator("[id$=-signs-no]").check()
        page.locator("[id$=-answer]").click()
        expect(page.locator("[data-on-click=start]").first).to_be_visible()
        page.wait_for_timeout(600)  # what the session takes for a double tap
        page.locator("[data-on-click=start]").first.click()
    page.wait_for_function("() => new Set(unlocked.map((one) => one.split(' ')[0])).size === 2")
    kinds = first_of_each(page)
    assert set(kinds.values()) <= {"click", "change", "submit"}


def test_a_frozen_clock_of_the_sound_is_replaced(open_guide: Open) -> None:
    """A sound that says that it runs, while its clock stands still, is closed; the tones are planned on a new one."""
    page = open_guide(
        script="""
          globalThis.frozen = null;
          globalThis.made = [];
          const Real = AudioContext;
          globalThis.AudioContext = function () { const audio = new Real(); made.push(audio); return audio; };
          const { get } = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, 'currentTime');
          Object.defineProperty(BaseAudioContext.prototype, 'currentTime', {
            get() { return this === frozen ? stuck : get.call(this); },
          });
          globalThis.tones = [];
          const start = OscillatorNode.prototype.start;
          OscillatorNode.prototype.start = function (at) { tones.push(this.context); start.call(this, at); };
        """,
        path="exercises/bridge/",
    )
    button(page, "Start").tap()
    page.wait_for_function("() => tones.length > 3")
    page.evaluate("() => { tones.length = 0; globalThis.stuck = made[0].currentTime; frozen = made[0]; }")
    page.wait_for_function(
        """() => {
          const anew = tones.slice(tones.indexOf(made[1] ?? null));
          return made.length === 2 && anew.length > 3 && anew.every((audio) => audio === made[1]);
        }"""
    )
    page.wait_for_function("() => made[0].state === 'closed'")


CLOCK = """
  async ({ stamps, reads, lose }) => {
    const { SoundClock } = await import('/shell-modules/effects/sound-clock.js');
    let now = 1000;
    performance.now = () => now;
    // A device that plays 37 ms after the page's sound has left, and a browser that tells its time in buffers of 10 ms.
    let lost = 0;
    const buffer = (time) => Math.floor((time + 1e-9) / 0.01) * 0.01;
    const audio = {
      get currentTime() { return 0.037 + buffer(now / 1000 - lost); },
      getOutputTimestamp() {
        const heard = buffer(now / 1000 - lost);
        if (stamps === 'stand still') return { contextTime: 0.06, performanceTime: now };
        return stamps ? { contextTime: heard, performanceTime: 1000 * (heard + lost) } : {};
      },
    };
    const clock = new SoundClock();
    const off = [];
    for (let look = 0; look < 80; look += 1) {
      now += 273.7;
      if (look === 40) lost = lose;
      for (let read = 0; read < reads; read += 1) clock.time(audio);
      off.push(Math.round(1e5 * (clock.time(audio) - 0.037 - (now / 1000 - lost))) / 100);
    }
    return off;
  }
"""
"""Milliseconds by which the sound's clock is taken to be ahead of where it stands, look by look."""


@pytest.mark.parametrize("stamps", ["exact", "stand still", ""], ids=["heard", "wrongly heard", "by buffers"])
def test_the_sounds_clock_is_known_within_a_buffer(open_guide: Open, stamps: str) -> None:
    """However often it is read, it is known within two milliseconds; time that it loses is noticed within seconds."""
    page = open_guide()
    off: list[float] = page.evaluate(CLOCK, {"stamps": stamps, "reads": 50, "lose": 0.03})

    assert max(map(abs, off[16:40])) < 2
    assert max(map(abs, off[46 if stamps == "exact" else 58 :])) < 2


def test_a_call_is_waited_out(open_guide: Open) -> None:
    """While a call has the sound, the browser refuses it: it is asked again and again, and tones come afterwards."""
    page = open_guide(
        script="""
          globalThis.call = false;
          globalThis.refused = 0;
          const Real = AudioContext;
          globalThis.AudioContext = function () { globalThis.audio = new Real(); return audio; };
          const real = Real.prototype.resume;
          const { get } = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, 'state');
          Object.defineProperty(BaseAudioContext.prototype, 'state', {
            get() { return call && this instanceof Real ? 'interrupted' : get.call(this); },
          });
          Real.prototype.resume = function () {
            if (!call) return real.call(this);
            refused += 1;
            return Promise.reject(new DOMException('in a call', 'InvalidStateError'));
          };
          globalThis.tones = 0;
          const start = OscillatorNode.prototype.start;
          OscillatorNode.prototype.start = function (at) { tones += 1; start.call(this, at); };
          globalThis.lost = [];
          addEventListener('unhandledrejection', (event) => lost.push(String(event.reason)));
        """,
        path="exercises/bridge/",
    )
    button(page, "Start").tap()
    page.wait_for_function("() => tones > 3")
    page.evaluate("() => { call = true; audio.dispatchEvent(new Event('statechange')); }")
    page.wait_for_function("() => refused >= 3")
    page.evaluate("() => { tones = 0; call = false; audio.dispatchEvent(new Event('statechange')); }")
    page.wait_for_function("() => tones > 3")
    assert page.evaluate("lost") == []


def test_music_goes_on_unless_the_reader_gives_the_sound_away(open_guide: Open) -> None:
    """Off at first: no player plays that would pause other sound, and the phone is told to mix."""
    page = open_guide(script=STEERED)
    button(page, "Start").tap()
    expect(timer(page)).to_have_attribute("data-state", "running")
    page.wait_for_function("() => session.type === 'ambient'")
    assert page.evaluate("navigator.mediaSession.metadata") is None
    assert page.evaluate("players.every((player) => player.paused || player.duration < 1)")


def test_lock_screens_and_headsets_steer_it(open_guide: Open) -> None:
    """With the phone's sound given to it, the timer shows the exercise and takes pause, play, next and previous."""
    page = open_guide(script=STEERED, kept=settings(silent_switch=True))
    button(page, "Start").tap()
    page.wait_for_function("() => navigator.mediaSession.metadata?.title === 'Side plank on knees'")
    page.wait_for_function("() => players.some((player) => !player.paused && player.loop)")
    assert page.evaluate("session.type") == "playback"
    page.evaluate("steer.nexttrack()")
    expect(timer(page)).to_have_attribute("data-phase", "move")
    page.wait_for_timeout(600)  # what the timer takes for a double tap
    page.evaluate("steer.pause()")
    expect(timer(page)).to_have_attribute("data-state", "paused")
    page.wait_for_function("() => navigator.mediaSession.playbackState === 'paused'")
    assert page.evaluate("players.every((player) => player.paused)")
    page.wait_for_timeout(600)
    page.evaluate("steer.play()")
    expect(timer(page)).to_have_attribute("data-state", "running")
    # Back to the phase before, or to the start of this one where two seconds of it are over.
    began = page.locator("hold-timer [data-from]").get_attribute("data-from")
    page.evaluate("steer.previoustrack()")
    expect(page.locator("hold-timer [data-from]")).not_to_have_attribute("data-from", began or "")
    expect(timer(page)).to_have_attribute("data-phase", re.compile("get-ready|move"))
    button(page, "Stop").tap()
    page.wait_for_function("() => navigator.mediaSession.metadata === null")


def test_listen_mode_plays_the_score_as_one_file(open_guide: Open, site_dir: Path) -> None:
    """Its voice is fetched only now; the file is where the score is, after a skip too; the phone's own pause counts."""
    fetched: list[str] = []
    page = open_guide(script=STEERED)
    page.on("request", lambda request: fetched.append(request.url))
    button(page, "Start").tap()
    expect(timer(page)).to_have_attribute("data-state", "running")
    button(page, "Stop").tap()
    assert not [url for url in fetched if "/voice/" in url]

    # What is left of the dose after each phase; the file ends three seconds after the last cue.
    phases = score(dose(site_dir, SLUG))
    page = open_guide(script=STEERED, kept=settings(listen=True))
    page.on("request", lambda request: fetched.append(request.url))
    button(page, "Start").tap()
    for number, name in enumerate(("get-ready", "move")):
        expect(timer(page)).to_have_attribute("data-phase", name)
        page.wait_for_function(
            """async ([name, after]) => {
              const player = players.find((one) => one.duration > 20 && !one.paused);
              if (!player) return false;
              const left = (player.duration - player.currentTime - 3) * 1000;
              const phase = Number(document.querySelector('hold-timer [data-to]').dataset.to) - neutralSpineClock.now();
              const shown = document.querySelector('hold-timer .ns-timer').dataset.phase;
              globalThis.apart = [shown, left, phase + after];
              return shown !== name || Math.abs(left - phase - after) < 250;
            }""",
            arg=[name, phases[-1].end - phases[number].end],
        )
        page.evaluate("globalThis.before = players.at(-1).src")
        button(page, "Skip").tap()
    expect(timer(page)).to_have_attribute("data-phase", "hold")
    assert {url.rsplit("/", 1)[-1].split(".")[0] for url in fetched if "/voice/" in url} == {"shared"}
    page.wait_for_function(
        "() => players.some((one) => one.duration > 20 && !one.paused && one.src !== before)"
    )
    page.evaluate("players.find((one) => !one.paused).pause()")
    expect(timer(page)).to_have_attribute("data-state", "paused")


def test_the_devices_own_voices_are_offered_by_language(open_guide: Open) -> None:
    """Voices are listed by language; one that would send the words to its maker is not, and never speaks."""
    page = open_guide(
        script="""
          const voices = [
            {name: 'Anna', lang: 'de_DE', localService: true, default: false},
            {name: 'Karen', lang: 'en-AU', localService: true, default: false},
            {name: 'Daniel', lang: 'en-GB', localService: true, default: true},
            {name: 'Far away', lang: 'en-US', localService: false, default: false},
          ];
          globalThis.said = [];
          globalThis.SpeechSynthesisUtterance = function (text) { this.text = text; };
          Object.defineProperty(globalThis, 'speechSynthesis', {value: {
            getVoices: () => voices, cancel() {}, addEventListener() {},
            speak({ text, voice }) { if (text.trim()) said.push(voice?.name); },
          }});
        """
    )
    button(page, "Change times and sound").tap()
    choice = page.get_by_label("Which voice")
    expect(choice).to_be_visible()
    assert choice.locator("optgroup").evaluate_all("(groups) => groups.map((one) => one.label)") == [
        "Australian English", "British English", "German (Germany)",
    ]  # fmt: skip
    assert choice.locator("option").all_inner_texts()[2:] == ["Karen", "Daniel", "Anna"]
    choice.select_option("Karen")
    button(page, "Start").tap()
    page.wait_for_function("() => said.length > 0")
    assert page.evaluate("said[0]") == "Karen"


def test_a_flash_comes_with_the_tones(open_guide: Open) -> None:
    """Who chose it sees each tone, and never more than two flashes in a second."""
    page = open_guide(
        speed=10,
        kept=settings(flash=True, sound=True, count=True),
        script="""
          globalThis.flashes = [];
          const toggle = Element.prototype.toggleAttribute;
          Element.prototype.toggleAttribute = function (name, on) {
            if (name === 'data-flash') flashes.push(performance.now());
            return toggle.call(this, name, on);
          };
        """,
    )
    button(page, "Start").tap()
    page.wait_for_function("() => flashes.length >= 4", timeout=60_000)
    times = page.evaluate("flashes")
    assert min(later - sooner for sooner, later in itertools.pairwise(times)) >= 499
