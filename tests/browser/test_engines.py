"""Timer and planner of the built site in Chromium, Firefox ESR and WebKitGTK, by the same steps in each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.engines import Engine, hurried, until

pytestmark = pytest.mark.browser


def test_a_dose_runs_to_its_end(engine: Engine, site_dir: Path, serve_folder: Callable[..., str]) -> None:
    """A tap on Start leads through the whole dose without another, in every engine."""
    guide = "exercises/bridge/"
    url = serve_folder(site_dir, hurried(site_dir, (guide,), 20))
    engine.open(url + guide)
    engine.click("[data-on-click=start]")

    until(engine, "() => document.querySelector('.ns-timer')?.dataset.state === 'finished'")
