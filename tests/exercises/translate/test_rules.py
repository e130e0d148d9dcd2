from __future__ import annotations

from pathlib import Path

from exercises.catalog.load import load
from exercises.translate.overlay import languages, read, translated
from exercises.translate.rules import judge
from tests.exercises.translate.conftest import Say


def found(tree: Path) -> list[str]:
    """Return the messages of a language, without warnings."""
    return [problem.message for problem in judge(load(tree), "eo", tree) if not problem.warning]


def first(tree: Path) -> tuple[str, dict[str, str]]:
    """Return the first record's file and its English texts."""
    loaded = load(tree)
    overlays, _ = read(loaded, "eo", tree)
    source = next(one.source for one in overlays if one.source.path.startswith("data/"))
    return source.path, dict(source.texts)


def test_numbers_are_those_of_the_english(tree: Path, say: Say) -> None:
    """A number that is lost, changed or added is named; another decimal sign or grouping is none."""
    path, texts = first(tree)
    record = tree / path
    record.write_text(
        record.read_text("utf-8").replace(texts["summary"], "Hold 2.5 cm for 10 of 1,000 seconds."), "utf-8"
    )
    say(path, {"summary": "Mantenga 2,5 cm durante 10 de 1.000 segundos."})
    assert found(tree) == []
    say(path, {"summary": "Mantenga 2,5 cm durante 15 de 1.000 segundos."})
    (message,) = found(tree)
    assert message == "summary must have the numbers of the English: it lacks 10 and adds 15"


def test_english_that_stays_is_named(tree: Path, say: Say) -> None:
    """A copied text is no translation."""
    path, texts = first(tree)
    say(path, {"summary": texts["summary"]})
    assert found(tree) == ["summary must be translated: it is the English text"]


def test_a_text_too_long_for_its_place_is_named(tree: Path, say: Say) -> None:
    """Limits of the timer's lines hold in each language; the message names the place."""
    path, _ = first(tree)
    say(path, {"cue.1": "a" * 45})
    (message,) = found(tree)
    assert message.startswith("cue.1 cannot stand there: ")
    assert "at most 44" in message


def test_what_stands_in_the_head_is_plain(tree: Path, say: Say) -> None:
    """Names and summaries hold nothing that HTML reads as its own."""
    path, _ = first(tree)
    say(path, {"name": "El <primer> paso"})
    assert found(tree) == ['name must not hold <, > or "']


def test_terms_are_said_alike(tree: Path, say: Say) -> None:
    """Where the English names a thing of the list, one of its words stands in the translation."""
    path, texts = first(tree)
    record = tree / path
    record.write_text(record.read_text("utf-8").replace(texts["summary"], "Lift the left leg."), "utf-8")
    say(path, {"summary": "Levante la pierna derecha."})
    terms = tree / "locale" / "eo" / "terms.yml"
    terms.write_text("- english: left (leg|arm)\n  says: [izquierd]\n", encoding="utf-8")
    assert found(tree) == ['summary must say "izquierd" where the English says left (leg|arm)']
    say(path, {"summary": "Levante la pierna izquierda."})
    assert found(tree) == []


def test_an_outdated_text_is_a_warning_with_its_line(tree: Path, say: Say) -> None:
    """The build goes on in English; the translator is told which text to look at, and what to write then."""
    path, texts = first(tree)
    say(path, {"summary": "Resumen."})
    record = tree / path
    record.write_text(record.read_text("utf-8").replace(texts["summary"], "Another summary."), "utf-8")
    (problem,) = judge(load(tree), "eo", tree)
    assert problem.warning
    assert problem.path == f"exercises/locale/eo/{path}"
    assert (tree.parent / problem.path).read_text("utf-8").splitlines()[problem.line - 1] == "summary:"
    assert "summary was made from another English text" in problem.message


def test_every_language_of_the_site_keeps_the_rules() -> None:
    """Nothing is wrong with any overlay that stands in `exercises/locale`, and each gives a whole catalogue."""
    loaded = load()
    assert loaded.catalog is not None
    for language in languages():
        assert [str(problem) for problem in judge(loaded, language) if not problem.warning] == []
        overlays, _ = read(loaded, language)
        other = translated(loaded.catalog, loaded, overlays)
        assert [one.slug for one in other.exercises] == [one.slug for one in loaded.catalog.exercises]
        assert [one.dose.hold for one in other.exercises] == [
            one.dose.hold for one in loaded.catalog.exercises
        ]
