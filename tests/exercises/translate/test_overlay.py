from __future__ import annotations

from pathlib import Path

from exercises.catalog.load import load
from exercises.translate.overlay import languages, read, sources, translated
from tests.exercises.translate.conftest import Say


def test_what_is_missing_stays_english(tree: Path, say: Say) -> None:
    """A translated text stands in the catalogue, the others are the English ones, and ids and doses are the same."""
    loaded = load(tree)
    assert loaded.catalog is not None
    first = loaded.catalog.exercises[0]
    say(f"data/{first.slug}.yml", {"name": "Primer paso"})
    overlays, problems = read(loaded, "eo", tree)
    assert problems == ()
    other = translated(loaded.catalog, loaded, overlays).exercises[0]
    assert other.name == "Primer paso"
    assert other.summary == first.summary
    assert other.dose == first.dose
    assert other.slug == first.slug


def test_a_text_made_from_another_english_text_is_not_shown(tree: Path, say: Say) -> None:
    """Where the English has changed since, the English stands until somebody has compared them."""
    loaded = load(tree)
    assert loaded.catalog is not None
    first = loaded.catalog.exercises[0]
    say(f"data/{first.slug}.yml", {"summary": "Resumen.", "name": "Primer paso"})
    record = tree / "data" / f"{first.slug}.yml"
    record.write_text(record.read_text("utf-8").replace(first.summary, "Another summary."), encoding="utf-8")
    changed = load(tree)
    assert changed.catalog is not None
    overlays, _ = read(changed, "eo", tree)
    other = translated(changed.catalog, changed, overlays).exercises[0]
    assert other.summary == "Another summary."
    assert other.name == "Primer paso"
    (overlay,) = (one for one in overlays if one.source.path == f"data/{first.slug}.yml")
    assert list(overlay.outdated()) == ["summary"]
    assert "summary" in overlay.missing()


def test_the_shared_files_come_first(tree: Path) -> None:
    """Whoever translates meets the warnings and stop rules before any exercise."""
    paths = [source.path for source in sources(load(tree))]
    assert paths[:3] == ["safety.yml", "vocabulary.yml", "plan.yml"]
    assert paths.index("levels.yml") < min(paths.index(path) for path in paths if path.startswith("data/"))


def test_bad_files_are_named_by_file_and_line(tree: Path, say: Say) -> None:
    """A file without an English one, a place without a text, and no YAML at all: each is one problem."""
    loaded = load(tree)
    good = say("levels.yml", {"1.name": "Uno"})
    good.write_text(good.read_text("utf-8").replace("  text:", "  words:", 1), encoding="utf-8")
    (tree / "locale" / "eo" / "vocabluary.yml").write_text("{}", encoding="utf-8")
    (tree / "locale" / "eo" / "plan.yml").write_text("- name", encoding="utf-8")
    _, problems = read(loaded, "eo", tree)
    assert [str(problem) for problem in sorted(problems)] == [
        "exercises/locale/eo/levels.yml:2: 1.name must have from and text, and nothing else: both are texts",
        "exercises/locale/eo/plan.yml:1: the file must map places to texts, not a list",
        "exercises/locale/eo/vocabluary.yml:1: there is no such file in English; did you mean vocabulary.yml?",
    ]


def test_a_language_is_a_folder(tree: Path, say: Say) -> None:
    """There is no list of languages to keep: a folder is one."""
    assert languages(tree) == ()
    say("plan.yml", {})
    assert languages(tree) == ("eo",)
