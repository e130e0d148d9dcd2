"""A running timer or session has the screen, in three engines: nothing covered or out of sight, nothing scrolls."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.browser.engines import Engine, EngineError, hurried, until
from tests.browser.test_planner_weeks import CATALOG
from tests.browser.test_session import KEEP, six_kept
from widgets.plan import fill, store
from widgets.plan.shared import SharedItem, SharedPlan
from widgets.session.place import Work

pytestmark = pytest.mark.browser

SIZES = (
    (320, 568), (568, 320), (390, 664), (390, 844), (844, 390), (412, 915), (800, 1280), (1280, 800),
)  # fmt: skip
"""CSS pixels: phones upright and on their side, with and without the browser's bars, a tablet, a small laptop."""
READ = ((320, 640), (390, 844))
"""Sizes in which something of an introduction can be read."""
TEXT = (20, 40)
"""Pixels of the root's text: the theme's own, and 200 %."""
SLOW = 0.05
"""Speed of the clock: no phase ends while it is looked at."""
MOST = ("Pause", "Sound", "Stop, it hurts")
"""What stands there at any size of text, beside Stop (in a session End)."""
FOLDED = ("Back", "Big screen")
"""What stands behind "More" where letters are very large, beside Skip (in an introduction "I am ready")."""
FRAME = b"<!doctype html><title>frame</title><iframe style='border: 0'></iframe>"

NOTE = "Stop before the hamstrings cramp. Put a pillow under the head, and ask me on Thursday if the calf tingles."
PLAN = SharedPlan(
    prepared=True,
    level=3,
    items=(
        SharedItem(slug="bridge", sets=2, note=NOTE),
        SharedItem(slug="side-plank-knees", sets=2, note=NOTE),
        SharedItem(slug="quadruped-leg-raise", sets=2, note=NOTE),
    ),
    days=(0, 1, 2, 3, 4, 5, 6),
    session_minutes=20,
    walk_minutes=15,
    name="R. Miller",
)

# Looks at what is shown, and returns what is wrong with it, as sentences.
WRONG = r"""
async (large) => {
  await document.fonts.ready;
  const card = document.querySelector('.ns-timer[data-fills]');
  if (!card) return ['nothing fills the window'];
  // A new size has arrived when three frames in a row have the same layout.
  const layout = () => [...card.querySelectorAll('*')].map((one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    return [left, top, width, height].map(Math.round).join();
  }).join(';');
  for (let last = '', same = 0; same < 3; ) {
    await new Promise((done) => requestAnimationFrame(done));
    const now = layout();
    same = now === last ? same + 1 : 0;
    last = now;
  }
  const wrong = [];
  const seen = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility !== 'hidden';
  const all = (selector) => [...card.querySelectorAll(selector)].filter(seen);
  const parts = Object.fromEntries(
    [['word', '.ns-timer__phase'], ['seconds', '.ns-timer__seconds'], ['bar', '.ns-bar'], ['side', '.ns-timer__side'],
     ['count', '.ns-timer__count'], ['when', '.ns-coming__when > p'], ['question', '.ns-say__question'],
     ['dose', '.ns-coming__dose']]
      .flatMap(([name, selector]) => all(selector).map((one) => [name, one])));
  for (const name of ['word', 'seconds', 'bar']) if (!parts[name]) wrong.push(`no ${name}`);
  const controls = all('.ns-timer__controls :is(button, summary), :is(.ns-say, .ns-coming__when) button');
  const named = (one) => one.textContent.trim();
  const box = (one) => {
    const own = one.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(one.querySelector('[id$=-number]') ?? one); // Seconds say more to screen readers.
    const text = range.getBoundingClientRect(); // What sticks out at the sides; its height is that of the line.
    return text.width && !one.matches('svg')
      ? { left: Math.min(own.left, text.left), right: Math.max(own.right, text.right),
          top: own.top, bottom: own.bottom }
      : own;
  };
  const things = [...Object.entries(parts), ...controls.map((one) => [named(one), one])]
    .map(([name, one]) => [name, one, box(one)]);
  for (const [name, one, { left, right, top, bottom }] of things) {
    if (left < -0.5 || top < -0.5 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5)
      wrong.push(`${name} is out of sight: ${[left, top, right, bottom].map(Math.round)}`);
    const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    const own = one.closest('.ns-timer__face') ?? one; // Whether two lines of it meet is looked at below.
    if (!over || !(own.contains(over) || over.contains(own)))
      wrong.push(`${name} is covered by ${over?.outerHTML.slice(0, 60)}`);
  }
  things.forEach(([name, one, a], number) => {
    for (const [other, two, b] of things.slice(number + 1)) {
      if (one.contains(two) || two.contains(one)) continue;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 1) wrong.push(`${name} and ${other} meet: ${Math.round(wide)} x ${Math.round(high)}`);
    }
  });
  for (const one of controls) {
    const { width, height } = one.getBoundingClientRect();
    if (Math.min(width, height) < 44) wrong.push(`${named(one)} is small: ${width} x ${height}`);
    const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    for (let text; (text = walk.nextNode()); ) {
      for (const { index, 0: word } of text.data.matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        const rects = [...range.getClientRects()];
        if (new Set(rects.map(({ top }) => Math.round(top))).size > 1)
          wrong.push(`${named(one)} breaks inside ${word}`);
        const edge = one.getBoundingClientRect();
        if (rects.some(({ left, right }) => left < edge.left || right > edge.right))
          wrong.push(`${word} sticks out of its button`);
      }
    }
  }
  // A line of an introduction is shown whole or not at all.
  for (const line of all('.ns-coming__text > *')) {
    const room = line.parentElement.getBoundingClientRect();
    const { left, top, bottom } = line.getBoundingClientRect();
    if (left < room.right - 1 && (top < room.top - 1 || bottom > room.bottom + 1))
      wrong.push(`${line.className} is cut`);
  }
  // So is each line of one that is wrapped.
  let whole = 0;
  for (const one of all('.ns-coming__text > *')) {
    const rooms = [one, one.parentElement].map((part) => part.getBoundingClientRect());
    const words = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    for (let text; (text = words.nextNode()); ) {
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const { top, bottom, left, height } of text.data.trim() ? range.getClientRects() : []) {
        const out = Math.max(...rooms.flatMap((room) => [room.top - top, bottom - room.bottom])) / height;
        if (left >= rooms[1].right || out > 0.9) continue; // Not shown: in a second column, or below.
        if (out > 0.2) wrong.push(`a line of ${text.data.trim().slice(0, 30)} is cut by ${out.toFixed(2)}`);
        else whole += 1;
      }
    }
  }
  if (large.reads && !whole) wrong.push('there is nothing to read');
  const slot = card.closest('.ns-timer-slot');
  scrollTo(0, 200);
  slot.scrollTop = 200;
  if (Math.round(slot.getBoundingClientRect().top) !== 0 || slot.scrollTop || card.scrollHeight > card.clientHeight + 1)
    wrong.push('it scrolls');
  const names = controls.map(named);
  const folds = names.includes('More');
  for (const name of large.most) if (!names.includes(name)) wrong.push(`no ${name}`);
  for (const name of large.folded) if (!folds && !names.includes(name)) wrong.push(`no ${name}`);
  if (folds && !large.may) wrong.push('buttons are folded away');
  const reachable = [...document.querySelectorAll('a[href], button, input, select')]
    .filter((one) => !slot.contains(one) && seen(one) && !one.closest('[inert]'));
  if (reachable.length) wrong.push(`behind it is in reach: ${reachable[0].outerHTML.slice(0, 80)}`);
  return wrong;
}
"""


PAUSED = """
() => {
  if (document.querySelector('.ns-timer[data-paused]')) return true;
  document.querySelector('[data-on-click=pause]')?.click();
  return false;
}
"""


def start(engine: Engine, url: str, path: str, kept: dict[str, str], by: str) -> None:
    """Open a page of a device that keeps something, and start what counts there by a button."""
    engine.open(f"{url}offline/")
    engine.evaluate(KEEP, kept)
    engine.open_sized(url + path, url + "frame.html")
    engine.resize(390, 844)
    press(engine, by)
    until(
        engine,
        "() => document.querySelector('[data-awake] .ns-timer[data-fills] .ns-timer__controls') !== null",
    )


def press(engine: Engine, name: str) -> None:
    """Press a button, wherever it is."""
    until(engine, "(name) => document.querySelector(`[data-on-click=${name}]`) !== null", name)
    engine.evaluate("(name) => document.querySelector(`[data-on-click=${name}]`).click()", name)


def until_soon(engine: Engine, holds: str) -> bool:
    """Return whether a function of the page comes true within two seconds."""
    try:
        until(engine, holds, seconds=2)
    except EngineError:
        return False
    return True


# Phase, side and end of the phase: a digit that counts down is no answer to a press.
AT = """
() => {
  const timer = document.querySelector('.ns-timer');
  return [timer.dataset.phase, timer.dataset.side, timer.querySelector('[data-to]')?.dataset.to].join(' ');
}
"""


def skip_to(engine: Engine, phase: str) -> None:
    """Go on to the next phase of a name, one press at a time."""
    for _ in range(30):
        before = engine.evaluate(AT)
        if before.split()[0] == phase:
            return
        press(engine, "skip")
        until(engine, f"(before) => ({AT})() !== before", before)
    raise AssertionError(f"no {phase} came")


def problems(
    engine: Engine, phase: str, stop: str, skip: str, *, sizes: Sequence[tuple[int, int]] = SIZES
) -> list[str]:
    """Look at a phase in every size and with letters of both sizes."""
    found = []
    for text in TEXT:
        for width, height in sizes:
            engine.resize(width, height)
            engine.evaluate(
                "(size) => document.documentElement.style.setProperty('font-size', `${size}px`, 'important')",
                text,
            )
            asked = {
                "most": [*MOST, stop],
                "folded": [*FOLDED, skip],
                "may": text > TEXT[0],
                "reads": sizes == READ,
            }
            wrong: list[str] = engine.evaluate(WRONG, asked)
            found += [
                f"{engine.name}, {phase}, {width} x {height}, text {5 * text} %: {one}" for one in wrong
            ]
    return found


def plan_kept() -> dict[str, str]:
    """Return what a device keeps whose reader took a prepared plan with long notes, and has begun its session."""
    profile = replace(fill.newcomer(CATALOG).profile, prescribed=PLAN, asked=True, days=PLAN.days)
    saved = store.Saved(course=fill.begin(profile, CATALOG), since=(time.time() - 3600) * 1000)
    slugs = [item.slug for item in PLAN.items]
    done = Work(reps=1, held={"left": 3_000}, spent=10_000)
    return {store.KEY: store.DOCUMENT.dump(saved)} | six_kept(CATALOG, slugs, sets=2, work=done)


def site(site_dir: Path, serve_folder: Callable[..., str], path: str) -> str:
    """Serve the site with a slow clock on one page, and with the page that `open_sized` needs."""
    changes: dict[str, Any] = {**hurried(site_dir, (path,), SLOW), "frame.html": FRAME}
    return serve_folder(site_dir, changes)


def test_the_timer_has_the_screen(engine: Engine, site_dir: Path, serve_folder: Callable[..., str]) -> None:
    """In eight sizes, with letters twice as large too, no phase of a dose covers or hides anything, nor a pause."""
    path = "exercises/side-plank-knees/"
    start(engine, site(site_dir, serve_folder, path), path, {}, "start")
    found = []
    for phase in ("get-ready", "move", "hold", "side-change"):
        skip_to(engine, phase)
        found += problems(engine, phase, "Stop", "Skip")
    # Right after Start a press is taken for a double tap.
    until(engine, PAUSED)
    found += [
        one for one in problems(engine, "paused", "Stop", "Skip") if not one.endswith("no Pause")
    ]  # There it is "Go on".
    assert found == []


def test_the_session_has_the_screen(engine: Engine, site_dir: Path, serve_folder: Callable[..., str]) -> None:
    """The same of a session: also what comes next, with a long note of a clinician, and the question how it was."""
    start(engine, site(site_dir, serve_folder, "session/"), "session/", plan_kept(), "carry-on")
    found = []
    for phase in ("introduction", "get-ready", "hold", "rest"):
        skip_to(engine, phase)
        found += problems(
            engine, phase, "End", "I am ready" if phase in ("introduction", "get-ready") else "Skip"
        )
    # On the slow clock a press is taken for the second of a double tap for as long as 600 ms of it last.
    for _ in range(20):
        press(engine, "skip-exercise")
        if until_soon(engine, "() => document.querySelector('.ns-timer .ns-say') !== null"):
            break
    found += problems(engine, "asked", "End", "I am ready")
    skip_to(engine, "hold")
    found += problems(engine, "side", "End", "Skip")
    assert found == []


def test_an_introduction_shows_whole_lines(
    engine: Engine, site_dir: Path, serve_folder: Callable[..., str]
) -> None:
    """How to lie or stand is cut after a line, never through one; its first lines are there with large letters too."""
    kept = six_kept(CATALOG, [item.slug for item in PLAN.items])
    start(engine, site(site_dir, serve_folder, "session/"), "session/", kept, "carry-on")
    skip_to(engine, "introduction")
    assert problems(engine, "introduction", "End", "I am ready", sizes=READ) == []
