"""Records the words of listen mode: one sound file with a clip for each phrase, and an index that says where each is.

`python -m widgets.build.voice site/assets/catalog.json docs/assets/voice` (or `make voice`) needs Debian's packages
`flite` (the voice), `sox` and `lame`. The result is committed, so that no build and no test needs them. What a score
says beyond these phrases is left to its tone; see `widgets/shell/effects/listen.js`, which puts the phrases together.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

VOICE = "slt"
"""CMU ARCTIC's clear female voice, built into flite under flite's own permissive licence."""
RATE = 16_000
"""Samples a second, the voice's own."""
BITS = 11
"""Kilobits a second of the finished file, on average."""
GAP = 0.12
"""Seconds between two clips. A decoder may shift all sound by up to 0.07 s: see `EDGE`."""
EDGE = 0.08
"""Seconds that each clip is cut longer than it is."""
SLOWER = "duration_stretch=1.0"
"""For who listens lying down, with tones in between."""

PHRASES = (
    "stay in this position", "get ready", "left side", "right side", "left leg", "right leg", "left arm",
    "right arm", "on your left side", "on your right side", "change sides", "change legs", "change arms",
    "turn over", "left", "right", "move",
    "hold", "release", "rest", "rest for", "half way", "last one", "rep", "well done", "finished", "paused",
    "stopped", "next exercise", "first exercise", "last exercise", "exercise", "of", "next", "first", "then",
    "second", "seconds", "minute", "minutes", "once", "times", "set", "sets", "for", "and",
    "move slowly without a hold", "do it", "on one side then", "on the other",
    "on each side changing sides every time", "between sets", "on each side", "with one leg then", "with one arm then",
    "with the other", "with each leg changing legs every time", "with each arm changing arms every time",
)  # fmt: skip
"""What a score says, in pieces; the longest piece that fits is taken."""
NUMBERS = (*range(1, 21), 30, 40, 50, 60)
"""Said by themselves; those between are put together: `37` is `30` and `7`."""


def normal(text: str) -> str:
    """Return a phrase as the index spells it: its words in small letters, with single spaces."""
    return " ".join(re.findall(r"[a-z0-9']+", text.lower().replace("’", "'")))  # noqa: RUF001 - a real apostrophe


def phrases(catalog: Mapping[str, Any]) -> list[str]:
    """Return every phrase to be recorded, each once: of the score, numbers, positions, names and cues."""
    said: dict[str, None] = dict.fromkeys([*PHRASES, *map(str, NUMBERS)])
    texts = [position["plain"] for position in catalog["vocabulary"]["positions"]]
    texts += [text for one in catalog["exercises"] for text in (one["name"], *one["cue"])]
    for text in texts:
        for sentence in re.split(r"[.!?](?:\s|$)", text):
            said[normal(sentence)] = None
    said.pop("", None)
    return list(said)


def record(said: Iterable[str], folder: Path) -> dict[str, tuple[float, float]]:
    """Record the phrases into `phrases.mp3` of a folder, and return where each begins and ends, in seconds."""
    found: dict[str, tuple[float, float]] = {}
    place = GAP
    with TemporaryDirectory() as name:
        made = Path(name)
        gap = made / "gap.wav"
        _run("sox", "-n", "-r", str(RATE), "-c", "1", "-b", "16", str(gap), "trim", "0", str(GAP))
        files = [gap]
        for number, phrase in enumerate(said):
            raw, clip = made / "raw.wav", made / f"{number}.wav"
            _run("flite", "-voice", VOICE, "--setf", SLOWER, "-t", phrase, "-o", str(raw))
            # Without the silence around it, all equally loud, and with no click at either end.
            edge = ("silence", "1", "0.01", "0.5%", "fade", "0.008", "reverse")
            _run("sox", str(raw), str(clip), *edge, *edge, "norm", "-3")
            length = float(_run("soxi", "-D", str(clip)))
            found[phrase] = (round(place, 3), round(place + length + EDGE, 3))
            place += length + GAP
            files += [clip, gap]
        whole = made / "whole.wav"
        _run("sox", *map(str, files), str(whole))
        _run(
            "lame",
            "--quiet",
            "-m",
            "m",
            "--abr",
            str(BITS),
            "--resample",
            str(RATE / 1000),
            str(whole),
            str(folder / "phrases.mp3"),
        )
    return found


def main(catalog: Path, folder: Path) -> None:
    """Record all phrases of a catalogue into a folder."""
    lost = [tool for tool in ("flite", "sox", "lame") if shutil.which(tool) is None]
    if lost:
        sys.exit(f"to record the voice, install {', '.join(lost)}: apt-get install flite sox lame")
    folder.mkdir(parents=True, exist_ok=True)
    said = phrases(json.loads(catalog.read_text("utf-8")))
    clips = record(said, folder)
    lines = ",\n".join(f"{json.dumps(phrase)}: {list(where)}" for phrase, where in sorted(clips.items()))
    (folder / "phrases.json").write_text(f'{{"voice": "flite {VOICE}", "clips": {{\n{lines}\n}}}}\n', "utf-8")


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own words


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
