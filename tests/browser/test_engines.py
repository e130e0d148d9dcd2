"""The built site in Chromium, Firefox ESR and WebKitGTK, by the same steps in each: start, timer, planner, no network.

The session player's run in each engine stands in `test_session.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.engines import Engine, hurried, until
from tests.conftest import NO_NETWORK

pytestmark = pytest.mark.browser

GUIDE = "exercises/bridge/"
SPEED = 5
"""Of the clock. A page that takes longer to show a phase than the phase lasts falls behind, and the run then waits."""
# Whether the dose has run to its end. A page that stood still for a second is halted, as on a device that slept, and
# goes on by hand: that happens on a busy machine. A pause without such a stop stays one.
AT_ITS_END = """
() => {
  const timer = document.querySelector('.ns-timer');
  if (!globalThis.beat) {
    globalThis.beat = { last: performance.now(), longest: 0 };
    setInterval(() => {
      const now = performance.now();
      beat.longest = Math.max(beat.longest, now - beat.last);
      beat.last = now;
    }, 50);
  }
  if (timer?.dataset.state === 'paused' && beat.longest > 900) {
    timer.querySelector('[data-on-click=resume]')?.click();
    beat.longest = 0;
  }
  return timer?.dataset.state === 'finished';
}
"""
RUNNING = "() => document.querySelector('hold-timer[data-awake] .ns-timer')?.dataset.state === 'running'"
STARTS = """
() => {
  globalThis.failedStarts = [];
  const warn = console.warn;
  console.warn = (...words) => { failedStarts.push(words.join(" ")); warn(...words); };
}
"""
# Whether the browser keeps all that a start of this page needs.
KEPT = """
async (endings) => {
  await navigator.serviceWorker.ready;
  const kept = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const response = await cache.match(request, { ignoreVary: true });
      if (response && (await response.blob().catch(() => null))) kept.push(request.url);
    }
  }
  return [location.href, ...endings].every((ending) => kept.some((url) => url.endsWith(ending)));
}
"""
ANSWER = """
([name, value]) => {
  const field = document.querySelector(`#ns-planner-form [name=${name}]` + (value ? `[value=${value}]` : ""));
  if (!field) return false;
  field.click();
  return true;
}
"""

type Serve = Callable[..., str]


def test_a_dose_runs_to_its_end(engine: Engine, site_dir: Path, serve_folder: Serve) -> None:
    """A tap on Start fetches Python, which starts from its snapshot and leads through the whole dose."""
    url = serve_folder(site_dir, hurried(site_dir, (GUIDE,), SPEED))
    engine.open(url + GUIDE)
    engine.evaluate(STARTS)
    engine.click("[data-on-click=start]")

    until(engine, AT_ITS_END)
    assert engine.evaluate("() => failedStarts.filter((words) => words.includes('Python ('))") == []


def test_a_week_is_made_and_kept(engine: Engine, site_url: str) -> None:
    """The planner's questions lead to a week, which is there after a reload."""
    engine.open(f"{site_url}planner/")
    engine.click("#ns-planner-form [name=asked][value=yes]")
    until(engine, "() => document.querySelector('weekly-planner[data-awake]') !== null")
    for answer in (["asked", "yes"], ["signs", "no"]):
        assert engine.evaluate(ANSWER, answer)
    engine.click("#ns-planner-form [name=condition-none]")
    engine.click("#ns-planner-form [type=submit]")
    week = "() => document.querySelector('weekly-planner h2')?.textContent.includes('Week 1')"
    until(engine, week)

    engine.open(f"{site_url}planner/")

    until(engine, week)


def test_a_visited_guide_needs_no_network(engine: Engine, site_dir: Path, serve_folder: Serve) -> None:
    """After one visit with a started timer the guide opens and its timer starts while nothing answers."""
    changes: dict[str, bytes | None] = {}
    url = serve_folder(site_dir, changes)
    engine.open(url + GUIDE)
    engine.click("[data-on-click=start]")
    until(engine, RUNNING)
    until(engine, KEPT, ["snapshot.bin.gz", "pyodide.asm.wasm", "worker.js", "catalog-brief.json"])

    changes[NO_NETWORK] = None
    engine.open(url + GUIDE)
    until(engine, "() => document.querySelector('[data-on-click=start]') !== null")
    engine.click("[data-on-click=start]")

    until(engine, RUNNING)
