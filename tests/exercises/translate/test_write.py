from __future__ import annotations

from pathlib import Path

import pytest

from exercises.__main__ import main
from exercises.catalog.load import load
from exercises.translate.overlay import read
from exercises.translate.write import CHANGED, overlay_text
from tests.exercises.translate.conftest import Say


def test_writing_twice_changes_nothing(tree: Path, say: Say) -> None:
    """What a translator wrote is there again, letter by letter, below its English."""
    path = say("levels.yml", {"1.name": 'Uno: "neutro" \\ columna'})
    before = path.read_text("utf-8")
    loaded = load(tree)
    overlays, problems = read(loaded, "eo", tree)
    assert problems == ()
    (levels,) = (one for one in overlays if one.source.path == "levels.yml")
    assert levels.said["1.name"].text == 'Uno: "neutro" \\ columna'
    assert overlay_text(levels) == before
    assert f"# {levels.source.texts['1.name']}\n1.name:" in before


def test_a_text_moves_with_its_english(tree: Path, say: Say) -> None:
    """A step that is put in front of others moves their numbers; each translation stays with its own English."""
    loaded = load(tree)
    assert loaded.catalog is not None
    first = loaded.catalog.exercises[0]
    file = f"data/{first.slug}.yml"
    say(file, {f"setup.{number}": f"Paso {number}." for number in range(1, len(first.setup) + 1)})
    record = tree / file
    record.write_text(
        record.read_text("utf-8").replace("setup:\n", "setup:\n  - Put a mat on the floor.\n", 1),
        encoding="utf-8",
    )
    overlays, _ = read(load(tree), "eo", tree)
    (overlay,) = (one for one in overlays if one.source.path == file)
    path = tree / "locale" / "eo" / file
    path.write_text(overlay_text(overlay), encoding="utf-8")
    overlays, _ = read(load(tree), "eo", tree)
    (overlay,) = (one for one in overlays if one.source.path == file)
    assert overlay.current()["setup.2"] == "Paso 1."
    assert "setup.1" in overlay.missing()


def test_an_outdated_text_is_kept_and_marked(tree: Path, say: Say) -> None:
    """Nobody's work is dropped because the English changed."""
    loaded = load(tree)
    assert loaded.catalog is not None
    first = loaded.catalog.exercises[0]
    file = f"data/{first.slug}.yml"
    say(file, {"summary": "Resumen."})
    record = tree / file
    record.write_text(record.read_text("utf-8").replace(first.summary, "Another summary."), encoding="utf-8")
    assert main(["--root", str(tree), "translate", "write", "eo"]) == 0
    text = (tree / "locale" / "eo" / file).read_text("utf-8")
    assert '"Resumen."' in text
    assert CHANGED in text


def test_the_commands(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A language starts from nothing by one command, and its table says what is missing for safety."""
    assert main(["--root", str(tree), "translate", "status"]) == 0
    assert "translate write es" in capsys.readouterr().out
    assert main(["--root", str(tree), "translate", "write", "es"]) == 0
    assert main(["--root", str(tree), "translate", "check"]) == 0
    assert main(["--root", str(tree), "translate", "status"]) == 0
    out = capsys.readouterr().out
    assert "safety texts are missing: not to be published" in out
    with pytest.raises(SystemExit):
        main(["--root", str(tree), "translate", "write", "ES"])


def test_a_broken_file_is_not_written_over(tree: Path, say: Say, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be read keeps what a translator wrote into it."""
    path = say("levels.yml", {"1.name": "Uno"})
    path.write_text(path.read_text("utf-8") + "\n: broken: [\n", encoding="utf-8")
    before = path.read_text("utf-8")
    assert main(["--root", str(tree), "translate", "write", "eo"]) == 1
    assert path.read_text("utf-8") == before
    assert "exercises/locale/eo/levels.yml:" in capsys.readouterr().out
