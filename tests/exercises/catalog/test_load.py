from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.catalog.load import Citation, citations, load
from tests.chance import examples

HERE = Path(__file__).parent
RECORD = (HERE / "good" / "data" / "third-step.yml").read_text(encoding="utf-8")


def lines(tree: Path) -> list[str]:
    """Return what a load of the folder prints."""
    return [str(problem) for problem in load(tree).problems]


class TestGood:
    def test_catalog(self, tree: Path) -> None:
        """A good folder gives a catalogue and no problem; exercises stand in order of level."""
        loaded = load(tree)

        assert loaded.problems == ()
        assert loaded.catalog is not None
        assert [one.slug for one in loaded.catalog.exercises] == ["first-step", "second-step", "third-step"]
        assert loaded.catalog.exercise("first-step").next_check == dt.date(2027, 11, 20)

    def test_order(self, tree: Path) -> None:
        """The name decides between exercises of one level where neither is the harder one, not the file."""
        third = RECORD.replace("name: Third step", "name: A third step").replace(
            "slug: second-step", "slug: first-step"
        )
        (tree / "data" / "third-step.yml").write_text(third, encoding="utf-8")
        path = tree / "data" / "second-step.yml"
        path.write_text(
            path.read_text(encoding="utf-8").replace("slug: third-step", "slug: fourth-step"),
            encoding="utf-8",
        )

        catalog = load(tree).catalog

        assert catalog is not None
        assert [one.slug for one in catalog.exercises] == ["first-step", "third-step", "second-step"]

    def test_easier_first(self) -> None:
        """Within its level an exercise stands after all that are easier; so the first of all is finding neutral."""
        catalog = load().catalog

        assert catalog is not None
        order = [one.slug for one in catalog.exercises]
        level = {one.slug: one.level for one in catalog.exercises}
        assert order[0] == "finding-neutral"
        assert [level[slug] for slug in order] == sorted(level.values())
        pairs = [
            (link.slug, one.slug)
            for one in catalog.exercises
            for link in one.easier
            if level[link.slug] == one.level
        ]
        assert pairs
        assert [pair for pair in pairs if order.index(pair[0]) > order.index(pair[1])] == []

    def test_lines(self, tree: Path) -> None:
        """Each place has the line of its key; a place that is not written has that of what is around it."""
        loaded = load(tree)
        path = "exercises/data/third-step.yml"

        assert loaded.line(path, ("dose", "hold")) == RECORD.splitlines().index("  hold: 5") + 1
        assert (
            loaded.line(path, ("steps", 1, "text"))
            == RECORD.splitlines().index("  - text: Hold, and breathe.") + 1
        )
        assert loaded.line(path, ("dose", "note")) == RECORD.splitlines().index("dose:") + 1
        assert loaded.line(path, ("leaves_neutral",)) == 1

    def test_byte_order_mark(self, tree: Path) -> None:
        """The mark that some editors put before UTF-8 text does no harm."""
        (tree / "data" / "third-step.yml").write_text(RECORD, encoding="utf-8-sig")

        assert lines(tree) == []

    def test_line_ends(self, tree: Path) -> None:
        """Windows' line ends do no harm."""
        (tree / "data" / "third-step.yml").write_bytes(RECORD.replace("\n", "\r\n").encode())

        assert lines(tree) == []

    def test_saved_change(self, tree: Path) -> None:
        """A second load in the same process sees what was saved in between."""
        load(tree)
        path = tree / "data" / "third-step.yml"
        path.write_text(RECORD.replace("hold: 5", "hold: 7"), encoding="utf-8")

        catalog = load(tree).catalog

        assert catalog is not None
        assert catalog.exercise("third-step").dose.hold == 7

    def test_text_stays_text(self, tree: Path) -> None:
        """A word that an old YAML takes for a number, a truth or a time stays a word."""
        path = tree / "data" / "third-step.yml"
        path.write_text(
            RECORD.replace("[Belly lightly tight, Keep breathing]", "[no, on, 12:30]"), encoding="utf-8"
        )

        catalog = load(tree).catalog

        assert catalog is not None
        assert catalog.exercise("third-step").cue == ("no", "on", "12:30")


class TestFiles:
    @pytest.mark.parametrize("name", ["references", "levels", "vocabulary", "plan", "safety"])
    def test_missing(self, tree: Path, name: str) -> None:
        """Each shared file has to be there; without it there is no catalogue, and one line."""
        (tree / f"{name}.yml").unlink()

        assert lines(tree) == [f"exercises/{name}.yml:1: the file is missing"]
        assert load(tree).catalog is None

    def test_no_folder(self, tree: Path) -> None:
        """Without the folder of exercises one line says so."""
        shutil.rmtree(tree / "data")

        assert lines(tree) == ["exercises/data:1: the folder with one file for each exercise is missing"]

    def test_directory(self, tree: Path) -> None:
        """A folder in a file's place is reported, not raised."""
        (tree / "data" / "fourth-step.yml").mkdir()

        assert lines(tree) == ["exercises/data/fourth-step.yml:1: the file cannot be read: is a directory"]

    def test_hidden(self, tree: Path) -> None:
        """An editor's hidden files beside the records are left alone."""
        (tree / "data" / ".third-step.yml.swp").write_bytes(b"\0")

        assert lines(tree) == []

    def test_unreadable(self, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file without the right to be read is reported (made up here, since root may read all)."""
        read: Callable[[Path], bytes] = Path.read_bytes

        def refuse(path: Path) -> bytes:
            if path.name == "third-step.yml":
                raise PermissionError(13, os.strerror(13))
            return read(path)

        monkeypatch.setattr(Path, "read_bytes", refuse)

        assert lines(tree) == ["exercises/data/third-step.yml:1: the file cannot be read: permission denied"]

    def test_all_at_once(self, tree: Path) -> None:
        """One run lists every mistake of every file, sorted by file and line."""
        record = (
            RECORD.replace("hold: 5", "hold: 90")
            .replace("reps: 10", "reps: 0")
            .replace("level: 2", "level: 6")
        )
        (tree / "data" / "third-step.yml").write_text(record, encoding="utf-8")
        (tree / "data" / "second-step.yml").write_text("", encoding="utf-8")
        (tree / "plan.yml").write_text("- 1\n", encoding="utf-8")

        assert lines(tree) == [
            "exercises/data/second-step.yml:1: the file is empty",
            "exercises/data/third-step.yml:6: level must be 5 or less, not 6",
            "exercises/data/third-step.yml:32: dose.hold must be 60 or less, not 90",
            "exercises/data/third-step.yml:33: dose.reps must be 1 or more, not 0",
            "exercises/plan.yml:1: the file must be a mapping of keys to values, not a list",
        ]

    def test_list_files(self, tree: Path) -> None:
        """A file of entries that is no list, or holds something else than entries, gives one line each."""
        (tree / "levels.yml").write_text("number: 1\n", encoding="utf-8")
        with (tree / "references.yml").open("a", encoding="utf-8") as file:
            file.write("- just words\n")

        assert lines(tree) == [
            "exercises/levels.yml:1: the file must be a list of entries that start with -, not a mapping",
            'exercises/references.yml:18: entry 4 must be a mapping of keys to values, not "just words"',
        ]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder whose third record is overwritten again and again."""
    return shutil.copytree(HERE / "good", tmp_path_factory.mktemp("any") / "exercises")


class TestOddValues:
    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (
                "[" * 1000,
                "exercises/data/third-step.yml:1: lists and mappings must not be nested more than 40 deep",
            ),
            (
                "[" * 60 + "]" * 60,
                "exercises/data/third-step.yml:5: lists and mappings must not be nested more than 40 deep",
            ),
            (
                r'"\ud800 half"',
                r"exercises/data/third-step.yml:5: aim must not hold half a character (\ud800 to \udfff)",
            ),
            (
                "1e400",
                "exercises/data/third-step.yml:5: aim must be text, not a number without end; put it in quotes",
            ),
            ("false", "exercises/data/third-step.yml:5: aim must be text, not false; write it in words"),
            ("&a [*a]", "exercises/data/third-step.yml:5: aim.1 must be written out, without an alias (*)"),
        ],
    )
    def test_listed(self, tree: Path, text: str, message: str) -> None:
        """What no contributor would write on purpose is listed as well, at its line."""
        record = RECORD.replace("aim: Trains keeping still.", f"aim: {text}")
        (tree / "data" / "third-step.yml").write_text(record, encoding="utf-8")

        assert message in lines(tree)


class TestAnything:
    """Whatever is typed, the loader lists problems and raises nothing."""

    @settings(max_examples=examples(150))
    @given(
        raw=st.one_of(
            st.binary(max_size=200),
            st.text(alphabet="ab1 :-#'\"[]{}&*!|>%@\t\n,?", max_size=60).map(str.encode),
        )
    )
    def test_bytes(self, shared: Path, raw: bytes) -> None:
        """Any bytes in a record's place are refused with lines that are in the file."""
        (shared / "data" / "third-step.yml").write_bytes(raw)

        problems = load(shared).problems

        assert problems
        assert all(1 <= problem.line <= raw.count(b"\n") + raw.count(b"\r") + 1 for problem in problems)
        assert all("\n" not in str(problem) for problem in problems)

    @settings(max_examples=examples(150))
    @given(data=st.data())
    def test_edited_lines(self, shared: Path, data: st.DataObject) -> None:
        """A good record with one line lost, doubled, moved in or cut short never makes the loader raise."""
        rows = RECORD.splitlines()
        at = data.draw(st.integers(0, len(rows) - 1), label="line")
        edit = data.draw(st.sampled_from(("lose", "double", "indent", "cut", "empty")), label="edit")
        row = rows[at]
        rows[at : at + 1] = {
            "lose": [],
            "double": [row, row],
            "indent": [f"  {row}"],
            "cut": [row[: len(row) // 2]],
            "empty": [row.partition(":")[0] + ":"],
        }[edit]
        (shared / "data" / "third-step.yml").write_text("\n".join(rows) + "\n", encoding="utf-8")

        for problem in load(shared).problems:
            assert problem.path == "exercises/data/third-step.yml"
            assert 1 <= problem.line <= len(rows) + 1


class TestCitations:
    def test_links(self, tmp_path: Path) -> None:
        """Links to the references are found in hand-written pages in each of their forms; others are not."""
        docs = tmp_path / "docs"
        (docs / "learn").mkdir(parents=True)
        (docs / "learn" / "walking.md").write_text(
            "# Walking\n\n[one](../references.md#small-trial) and [two](../references/#booklet)\n"
            "[no](../glossary.md#brace) [also](../references.md)\n\n"
            "[three](../references/index.md#common-teaching)\n",
            encoding="utf-8",
        )

        assert citations(docs) == (
            Citation("docs/learn/walking.md", 3, "small-trial"),
            Citation("docs/learn/walking.md", 3, "booklet"),
            Citation("docs/learn/walking.md", 6, "common-teaching"),
        )

    def test_no_pages(self, tmp_path: Path) -> None:
        """Without hand-written pages nothing is cited."""
        assert citations(tmp_path / "docs") == ()
