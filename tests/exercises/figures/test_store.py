"""Drawings kept on disk: the same as drawn anew, never old ones, and no harm from a damaged file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from exercises.catalog.load import ROOT, load
from exercises.catalog.model import Exercise
from exercises.figures import html, store

CATALOG = load(ROOT).catalog
assert CATALOG is not None
BRIDGE = next(exercise for exercise in CATALOG.exercises if exercise.slug == "bridge")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder in which drawings are kept."""
    monkeypatch.setattr(store, "FOLDER", tmp_path / "kept")
    return tmp_path / "kept"


@pytest.fixture
def calls() -> list[Exercise]:
    """Return the list of the records that were drawn."""
    return []


@pytest.fixture
def name_of(calls: list[Exercise], folder: Path) -> Callable[[Exercise], list[str]]:
    """Return a function that is kept and tells when it really works."""
    del folder

    @store.kept
    def name(exercise: Exercise) -> list[str]:
        calls.append(exercise)
        return [exercise.name, "back in neutral · äöü\nnext line"]

    return name


def test_kept_drawing_is_the_same(folder: Path) -> None:
    """A drawing from disk equals the drawing itself, for all that is kept."""
    first = [
        (html.figure_html(e), html.poses_html(e), html.card_html(e, "../"), html.describe_figure(e))
        for e in (BRIDGE, BRIDGE)
    ]
    assert first[0] == first[1]
    assert html.files((BRIDGE,)) == html.files((BRIDGE,))
    assert {path.name for path in folder.iterdir()} == {
        f"bridge-{what}.json" for what in ("guide", "card-height", "described", "files")
    }


def test_drawn_once(name_of: Callable[[Exercise], list[str]], calls: list[Exercise]) -> None:
    """A record that has not changed is not drawn again."""
    assert name_of(BRIDGE) == name_of(BRIDGE) == [BRIDGE.name, "back in neutral · äöü\nnext line"]
    assert len(calls) == 1


def test_changed_record_is_drawn_anew(
    name_of: Callable[[Exercise], list[str]], calls: list[Exercise]
) -> None:
    """Another record under the same slug gets its own drawing, and going back gets the first one again."""
    other = BRIDGE.model_copy(update={"name": "Another bridge"})
    assert [name_of(e)[0] for e in (BRIDGE, other, BRIDGE)] == [BRIDGE.name, "Another bridge", BRIDGE.name]
    assert len(calls) == 3


def test_changed_source_is_drawn_anew(
    name_of: Callable[[Exercise], list[str]], calls: list[Exercise], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A drawing of other source code is not used."""
    name_of(BRIDGE)
    monkeypatch.setattr(store, "SOURCE", "another")
    name_of(BRIDGE)
    assert len(calls) == 2


@pytest.mark.parametrize("how", ["cut", "changed", "empty", "foreign", "binary", "folder"])
def test_damaged_file_is_ignored(
    name_of: Callable[[Exercise], list[str]], calls: list[Exercise], folder: Path, how: str
) -> None:
    """A file that is not whole, or not ours, is passed over, and where possible replaced."""
    name_of(BRIDGE)
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    if how == "folder":
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes(
            {
                "cut": whole[:-4],
                "changed": whole.replace(b"neutral", b"neutrol"),
                "empty": b"",
                "foreign": b'["something", "else"]\n',
                "binary": bytes(range(256)),
            }[how]
        )
    assert name_of(BRIDGE)[0] == BRIDGE.name
    assert len(calls) == 2
    if how != "folder":
        assert path.read_bytes() == whole


def test_unwritable_folder_only_costs_time(
    name_of: Callable[[Exercise], list[str]], calls: list[Exercise], folder: Path
) -> None:
    """Where nothing can be kept, drawing works as before."""
    folder.write_text("a file stands where the folder should be", encoding="utf-8")
    assert name_of(BRIDGE) == name_of(BRIDGE)
    assert len(calls) == 2
