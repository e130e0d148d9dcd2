"""The recorded voice: each clip as three engines decode it, a session's whole track, words and tones on one clock.

What the clips say, and when, is Python's (`tests/widgets/player/`); here is that the page plays it then.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.engines import Engine, until
from tests.browser.phone import phone as new_phone
from tests.conftest import NO_NETWORK
from widgets.catalog import Catalog
from widgets.player import cues
from widgets.player.score import score_of
from widgets.player.settings import SETTINGS_KEY, Settings
from widgets.session.offer import Wanted
from widgets.session.steps import laid_out

pytestmark = pytest.mark.browser

type Serve = Callable[..., str]
type Open = Callable[..., Page]

SLUGS = ("finding-neutral", "bird-dog", "side-plank-knees")
"""Both sides at once, in turn, and one after the other."""
MODULES = {
    "shell-modules/settings.js": b"""
export const siteUrl = new URL('../', import.meta.url).href;
export const filesUrl = siteUrl;
export const language = "en";
export const forms = "";
export const messages = {};
""",
}
"""The shell's modules as they are written need what the build writes."""

# How loud speech is: BS.1770's weighting, over blocks of 100 ms that are no pause, in dB (`widgets/build/record.py`).
LOUDNESS = """
const loudness = (samples, rate) => {
  const filtered = (input, [b0, b1, b2], [a1, a2]) => {
    const out = new Float32Array(input.length);
    let [x1, x2, y1, y2] = [0, 0, 0, 0];
    for (let i = 0; i < input.length; i += 1) {
      const x = input[i];
      const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
      [x2, x1, y2, y1] = [x1, x, y1, y];
      out[i] = y;
    }
    return out;
  };
  const part = (middle, quality) => {
    const k = Math.tan(Math.PI * middle / rate);
    return { k, q: quality, norm: 1 + k / quality + k * k };
  };
  const shelf = part(1681.97, 0.7072);
  const high = 10 ** (4 / 20);
  const root = 10 ** (4 / 20 * 0.4996667);
  const poles = ({ k, q, norm }) => [2 * (k * k - 1) / norm, (1 - k / q + k * k) / norm];
  const { k, q, norm } = shelf;
  const zeros = [high + root * k / q + k * k, 2 * (k * k - high), high - root * k / q + k * k].map((one) => one / norm);
  const weighted = filtered(filtered(samples, zeros, poles(shelf)), [1, -2, 1], poles(part(38.135, 0.5003)));
  const block = rate / 10;
  const powers = [];
  for (let from = 0; from < weighted.length; from += rate / 40) {
    powers.push(weighted.subarray(from, from + block).reduce((sum, one) => sum + one * one, 0) / block);
  }
  const mean = powers.reduce((sum, one) => sum + one, 0) / powers.length;
  const loud = powers.filter((one) => one > mean / 10);
  return 10 * Math.log10(loud.reduce((sum, one) => sum + one, 0) / loud.length);
};
"""

# Where the first and the last sound of a stretch is, in milliseconds from its beginning.
SOUND = """
const sound = (samples, rate, quiet = 0.01) => {
  const ms = (index) => Math.round(index / rate * 1000);
  const loud = (one) => Math.abs(one) > quiet;
  return [ms(samples.findIndex(loud)), ms(samples.findLastIndex(loud))];
};
"""

EACH_CLIP = f"""
async ([sprites, root]) => {{
  {LOUDNESS}
  {SOUND}
  const {{ fetchSprites, samplesOf, RATE }} = await import('/shell-modules/effects/sprites.js');
  const found = [];
  for (const [sprite, clips] of Object.entries(sprites)) {{
    await fetchSprites([clips.map(([, begin, length]) => [0, sprite, begin, length])]);
    for (const [text, begin, length] of clips) {{
      const spoken = samplesOf([0, sprite, begin, length]);
      const around = samplesOf([0, sprite, begin - 40, length + 80]);
      found.push({{
        text, length, sound: sound(around, RATE), level: loudness(spoken, RATE),
        peak: spoken.reduce((most, one) => Math.max(most, Math.abs(one)), 0),
      }});
    }}
  }}
  return found;
}}
"""


def published(site_dir: Path) -> Catalog:
    """Return the catalogue as the site's widgets read it."""
    return Catalog.from_json((site_dir / "assets/catalog-brief.json").read_text("utf-8"))


def voice_of(site_dir: Path) -> dict[str, list[list[Any]]]:
    """Return the clips of each sprite: words, begin and length in milliseconds."""
    found: dict[str, list[list[Any]]] = json.loads(
        (site_dir / "assets/catalog-brief.json").read_text("utf-8")
    )["voice"]
    return found


def test_each_clip_is_where_the_index_says(engine: Engine, site_dir: Path, serve_folder: Serve) -> None:
    """As each engine decodes it, a clip's first and last sound are within 30 ms of the index; all are equally loud."""
    url = serve_folder(site_dir, MODULES)
    engine.open(f"{url}about/")
    found = engine.evaluate(EACH_CLIP, [voice_of(site_dir), url])

    assert len(found) > 350
    wrong = [
        (clip["text"], clip["length"], clip["sound"])
        for clip in found
        if abs(clip["sound"][0] - 40) > 30 or abs(clip["sound"][1] - 40 - clip["length"]) > 30
    ]
    assert wrong == []
    assert max(clip["peak"] for clip in found) < 1
    levels = [clip["level"] for clip in found]
    assert max(levels) - min(levels) < 1, sorted((round(one["level"], 2), one["text"]) for one in found)


def session_cues(site_dir: Path, settings: Settings) -> list[dict[str, Any]]:
    """Return the cues of a session of three exercises that starts at 0, as the page gets them."""
    catalog = published(site_dir)
    steps = laid_out([Wanted(slug=slug, sets=1) for slug in SLUGS], catalog, settings)
    phases = score_of(tuple(step.part for step in steps))
    found = cues.cues(phases, settings, 0, 0, now_too=True, clips=catalog.clips)
    return [cue.to_dict() for cue in found]


TRACK = f"""
async ([cues, tones]) => {{
  {LOUDNESS}
  {SOUND}
  const {{ fetchSprites, planClip, RATE }} = await import('/shell-modules/effects/sprites.js');
  const {{ planTone }} = await import('/shell-modules/effects/tones.js');
  const {{ mix }} = await import('/shell-modules/effects/listen.js');
  await fetchSprites(cues.map((cue) => cue.said));
  const seconds = cues.at(-1).at / 1000 + 5;
  const rendered = async (words) => {{
    const audio = new OfflineAudioContext(1, seconds * RATE, RATE);
    for (const {{ at, tone, said = [] }} of cues) {{
      if (tone && tones) planTone(audio, audio.destination, tone, at / 1000, false);
      for (const clip of words ? said : []) planClip(audio, audio.destination, clip, (at + clip[0]) / 1000);
    }}
    return (await audio.startRendering()).getChannelData(0);
  }};
  const part = (track, from, to) => track.subarray(Math.max(0, from * RATE / 1000), to * RATE / 1000);
  const track = await rendered(true);
  const without = await rendered(false);
  const listened = Float32Array.from(
    await mix({{ from: 0, to: seconds * 1000, cues, part: null }}, {{ strong: false }}), (one) => one / 0x7fff,
  );
  return cues.flatMap(({{ at, said = [] }}) => said.map(([after, , , length]) => {{
    const begin = at + after;
    const spoken = part(track, begin, begin + length);
    return {{
      begin, length, level: loudness(spoken, RATE),
      sound: sound(part(track, begin - 20, begin + length + 20), RATE),
      listened: sound(part(listened, begin - 20, begin + length + 20), RATE),
      beneath: part(without, begin, begin + length).reduce((most, one) => Math.max(most, Math.abs(one)), 0),
      peak: part(track, begin, begin + length).reduce((most, one) => Math.max(most, Math.abs(one)), 0),
    }};
  }}));
}}
"""


def test_a_sessions_track_has_each_phrase_at_its_moment(
    engine: Engine, site_dir: Path, serve_folder: Serve
) -> None:
    """In each engine every phrase begins and ends within 30 ms of its moment, over no tone and no other phrase.

    Live words and listen mode's file have it at the same place, and all phrases are equally loud within 1 dB.
    """
    settings = Settings(half_way=True, count=True)
    said = session_cues(site_dir, settings)
    engine.open(serve_folder(site_dir, MODULES) + "about/")
    found: list[dict[str, Any]] = engine.evaluate(TRACK, [said, True])

    assert len(found) > 100
    assert all(len(part) == 4 for cue in said for part in cue.get("said", [])), (
        "the device's voice says a part"
    )
    for phrase in found:
        for first, last in (phrase["sound"], phrase["listened"]):
            assert abs(first - 20) <= 30, phrase
            assert abs(last - 20 - phrase["length"]) <= 30, phrase
        assert phrase["beneath"] < 0.002, phrase
        assert phrase["peak"] < 1, phrase
    for before, after in itertools.pairwise(found):
        assert before["begin"] + before["length"] < after["begin"]
    levels = [phrase["level"] for phrase in found]
    assert max(levels) - min(levels) < 1


# Notes what the device's voice says, what is announced, and when each clip is planned to sound, by the page's clock.
HEARD = """
  globalThis.spoken = [];
  globalThis.clips = [];
  globalThis.SpeechSynthesisUtterance = function (text) { this.text = text; };
  Object.defineProperty(globalThis, 'speechSynthesis', {value: {
    speak(words) { if (words.text.trim()) spoken.push(words.text); },
    cancel() {}, addEventListener() {},
    getVoices: () => [{name: 'Karen', lang: 'en-AU', localService: true, default: true}],
  }});
  const { start } = AudioBufferSourceNode.prototype;
  AudioBufferSourceNode.prototype.start = function (when, offset, length) {
    clips.push({at: neutralSpineClock.now() + 1000 * (when - this.context.currentTime), length: 1000 * length});
    return start.call(this, when, offset, length);
  };
  globalThis.planned = [];
  const Real = Worker;
  globalThis.Worker = class extends Real {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        if (data.kind !== 'update') return;
        for (const effects of Object.values(JSON.parse(data.update).effects)) {
          for (const { kind, cues } of effects) if (kind === 'score') planned = cues;
        }
      });
    }
  };
"""
RING_SWITCH = "Object.defineProperty(navigator, 'audioSession', {value: {type: 'auto'}});"


@pytest.fixture
def open_page(browser: Browser, site_url: str) -> Iterator[Open]:
    """Return a function that opens a page with choices that the device has kept, and notes what is fetched."""
    contexts: list[BrowserContext] = []

    def opened(
        path: str = "exercises/bridge/",
        *,
        script: str = "",
        route: Callable[[Route], None] | None = None,
        choices: Settings | None = None,
        awake: bool = True,
    ) -> Page:
        context = new_phone(browser, reduced_motion="reduce", service_workers="block")
        context.add_init_script(f"globalThis.neutralSpineClock = {{}}; {HEARD} {script}")
        if choices is not None:
            kept = {SETTINGS_KEY: choices.to_text()}
            context.add_init_script(f"Object.assign(localStorage, {json.dumps(kept)})")
        contexts.append(context)
        page = context.new_page()
        if route is not None:
            context.route("**/assets/voice/*", route)
        page.goto(site_url + path)
        if awake:
            page.locator("hold-timer button, session-player button").first.dispatch_event("focusin")
            page.wait_for_selector("[data-awake]", timeout=90_000)
        return page

    yield opened
    for context in contexts:
        context.close()


def press(page: Page, name: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=name, exact=True).first.tap()


FETCHED = "performance.getEntriesByType('resource').map(({name}) => name).filter((name) => name.includes('/voice/'))"


def test_words_are_on_the_audio_clock(open_page: Open) -> None:
    """Each word is planned for its moment within 30 ms; the device's voice says none, and no live region repeats it."""
    page = open_page(choices=Settings(get_ready=3))
    assert page.evaluate(FETCHED) == []
    press(page, "Start")
    page.wait_for_function("() => clips.length >= 6")
    apart = page.evaluate(
        """() => planned.flatMap(({ at, said = [] }) => said.map(([after]) => at + after)).slice(1).map(
             (moment) => Math.min(...clips.map((clip) => Math.abs(clip.at - moment))))"""
    )
    assert len(apart) > 20
    assert max(apart) <= 30, apart
    page.wait_for_timeout(4000)
    assert page.evaluate("spoken") == []
    assert "Move" not in page.locator(".ns-live-region").all_inner_texts()
    (shared,) = page.evaluate(FETCHED)
    assert re.search(r"/shared\.[0-9a-f]{8}\.mp3$", shared)


def test_nothing_of_the_voice_is_fetched_where_it_is_off(open_page: Open) -> None:
    """Without the voice, or with the device's, a dose runs and no recording is fetched."""
    for choices in (Settings(voice=False), Settings(recorded=False), Settings(voice_name="Karen")):
        page = open_page(choices=choices)
        press(page, "Start")
        page.wait_for_function("() => planned.length > 0")
        page.wait_for_timeout(700)
        assert page.evaluate(FETCHED) == []
        assert page.evaluate("spoken.length > 0") == choices.voice


def test_a_first_run_speaks_too(open_page: Open) -> None:
    """Before Python is there the run from the build plays the same words."""
    page = open_page(awake=False)
    press(page, "Start")
    page.wait_for_function("() => clips.length >= 3")
    assert page.evaluate("spoken") == []


SAVING = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}});"


def test_a_slow_line_is_kept_free_until_the_first_hold(open_page: Open) -> None:
    """In a first run on a slow line the device's voice speaks; the recorded one is fetched as the first hold begins."""
    page = open_page(awake=False, script=f"neutralSpineClock.speed = 5; {SAVING}")
    page.context.route("**/assets/runtime/**", lambda route: route.abort())
    press(page, "Start")
    page.wait_for_function("() => spoken.length > 0")  # a slow machine may be late for the first word
    # Read in one go: on a busy machine the hold has begun by the next question.
    before = page.wait_for_function(
        f"() => document.querySelector('.ns-timer[data-phase=move]') && [{FETCHED}, clips]"
    )
    assert before.json_value() == [[], []]
    page.wait_for_selector(".ns-timer[data-phase=hold]")
    page.wait_for_function("() => clips.length > 0")
    assert len(page.evaluate(FETCHED)) == 1


def test_words_wait_for_a_recording_that_is_late(open_page: Open) -> None:
    """The first words of a slow network are said a little later by the recording, not by another voice."""

    def late(route: Route) -> None:
        page.wait_for_timeout(1500)
        route.continue_()

    page = open_page(route=late)
    press(page, "Start")
    page.wait_for_function("() => clips.length > 0")
    first, pressed = page.evaluate("[clips.toSorted((a, b) => a.at - b.at)[0].at, planned[0].at]")
    assert 1000 < first - pressed < 6000
    assert page.evaluate("spoken") == []


def test_the_devices_voice_speaks_where_no_recording_comes(open_page: Open) -> None:
    """A recording that cannot be had costs no word: the device's voice says it after the tone."""
    page = open_page(route=lambda route: route.abort(), choices=Settings(get_ready=3))
    press(page, "Start")
    page.wait_for_function("() => spoken.length > 1")
    assert page.evaluate("spoken.slice(0, 2)") == ["Get ready", "Move"]


def test_where_a_ring_switch_mutes_the_page_the_device_speaks(open_page: Open) -> None:
    """The device's voice is usual there, until the reader has heard the recorded one and says so."""
    page = open_page(script=RING_SWITCH)
    press(page, "Change times and sound")
    choice = page.get_by_label("Which voice")
    expect(choice).to_have_value("")
    choice.select_option("recorded")
    expect(page.locator("#timer-bridge-hearing-question")).to_be_visible()
    page.wait_for_function("() => clips.length === 1")
    press(page, "No, keep the device’s voice")  # noqa: RUF001 - a real apostrophe
    expect(choice).to_have_value("")
    assert page.evaluate("(key) => localStorage[key] ?? null", SETTINGS_KEY) is None
    choice.select_option("recorded")
    press(page, "Yes, speak like this")
    expect(choice).to_have_value("recorded")
    expect(choice).to_be_focused()
    page.evaluate("clips.length = spoken.length = 0")
    press(page, "Start")
    page.wait_for_function("() => clips.length > 5")
    assert page.evaluate("spoken") == []


def test_an_introduction_is_said_again(open_page: Open) -> None:
    """By its button and by its key the introduction starts over; once the exercise is done, neither is there."""
    page = open_page("session/#only=bridge", choices=Settings(get_ready=20))
    if page.get_by_label("Yes, and they agree").count():
        page.get_by_label("Yes, and they agree").check()
        page.get_by_role("group", name="Do you have any sign").get_by_label("No", exact=True).check()
        press(page, "Go on")
        page.wait_for_timeout(600)  # What comes sooner is taken for a double tap.
    press(page, "Start")
    again = page.get_by_role("button", name="Say it again")
    expect(again).to_be_visible()
    expect(page.locator("#session")).to_have_attribute("data-phase", "introduction")
    page.wait_for_timeout(2500)
    first = "Number(document.querySelector('#session [data-to]').dataset.to)"
    ends = page.evaluate(first)
    again.tap()
    page.wait_for_function(f"(ends) => {first} > ends + 2000", arg=ends)
    press(page, "I am ready")
    expect(page.locator("#session")).to_have_attribute("data-phase", "get-ready")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#session")).to_have_attribute("data-phase", "introduction")
    press(page, "I am ready")
    page.wait_for_timeout(600)
    press(page, "I am ready")
    expect(page.locator("#session")).to_have_attribute("data-phase", "move")
    expect(again).to_have_count(0)


def test_the_voice_plays_without_a_network(engine: Engine, site_dir: Path, serve_folder: Serve) -> None:
    """After the site is kept, a dose starts with the network off, and its words are the recorded ones."""
    changes: dict[str, bytes | None] = {}
    url = serve_folder(site_dir, changes)
    engine.open(f"{url}keep/")
    until(engine, "() => document.querySelector('[data-keep-site] button')?.hidden === false")
    engine.click("[data-keep-site] button")
    until(engine, "() => document.body.innerText.includes('files are on this device')")
    changes[NO_NETWORK] = None
    engine.open(f"{url}exercises/bridge/")
    engine.evaluate(
        """() => {
          globalThis.clips = 0;
          const { start } = AudioBufferSourceNode.prototype;
          AudioBufferSourceNode.prototype.start = function (...given) { clips += 1; return start.apply(this, given); };
        }"""
    )
    engine.click("[data-on-click=start]")
    (shared,) = [name for name in voice_of(site_dir) if name.startswith("shared.")]
    heard = engine.evaluate(
        """async (address) => {
          const data = await (await fetch(address)).arrayBuffer();
          const { duration } = await new OfflineAudioContext(1, 1, 16000).decodeAudioData(data);
          const audio = new AudioContext();
          await new Promise((resolve) => setTimeout(resolve, 1500));
          return { duration, runs: audio.currentTime > 0 };
        }""",
        f"{url}assets/voice/{shared}.mp3",
    )
    assert heard["duration"] > 60
    if heard["runs"]:  # Without a sound card Firefox's audio clock stands still.
        until(engine, "() => clips > 5")
