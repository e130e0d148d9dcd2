from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from exercises.__main__ import main
from exercises.catalog.schema import schema_text

TODAY = dt.date(2026, 11, 25)


def run(tree: Path, *words: str, today: dt.date = TODAY) -> int:
    """Run a command on a folder."""
    return main(["--root", str(tree), *words], today)


class TestCheck:
    def test_good(self, tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A good catalogue gives one line with its counts, and success."""
        assert run(tree, "check") == 0
        assert capsys.readouterr().out == "3 exercises, 3 references, 5 levels: all good.\n"

    def test_bad(self, tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Every problem is printed as path:line: message, and the command fails."""
        path = tree / "data" / "third-step.yml"
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace("hold: 5", "hold: 90").replace("name: Third step", "name: 3"), encoding="utf-8"
        )

        assert run(tree, "check") == 1
        printed = capsys.readouterr()
        assert printed.out.splitlines() == [
            "exercises/data/third-step.yml:2: name must be text, not 3; put it in quotes",
            "exercises/data/third-step.yml:32: dose.hold must be 60 or less, not 90",
        ]
        assert printed.err.strip() == "2 problems to put right."

    def test_warning(self, tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A check date that has just passed is printed and does no harm; after the grace time it does."""
        assert run(tree, "check", today=dt.date(2027, 12, 1)) == 0
        assert capsys.readouterr().out.endswith("all good, 3 warnings.\n")
        assert run(tree, "check", today=dt.date(2028, 12, 1)) == 1

    def test_pages_count_as_uses(self, tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A link of a hand-written page is checked too."""
        (tree.parent / "docs").mkdir()
        (tree.parent / "docs" / "faq.md").write_text(
            "# Questions\n\n[x](references.md#nobody)\n", encoding="utf-8"
        )

        assert run(tree, "check") == 1
        assert capsys.readouterr().out.startswith("docs/faq.md:3: the link to #nobody must lead to")

    def test_as_a_command(self) -> None:
        """`python -m exercises` works from the shell, and says how it is called."""
        result = subprocess.run(
            [sys.executable, "-m", "exercises", "--help"], capture_output=True, text=True, check=False
        )

        assert result.returncode == 0
        assert "check" in result.stdout


class TestCalls:
    def test_no_command(self, tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Without a command the whole help is shown, as a wrong call."""
        assert main(["--root", str(tree)]) == 2
        assert "start an exercise" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("sing",), "invalid choice: 'sing'"),
            (("new",), "SLUG"),
            (("new", "Wall Angel!"), "such as wall-angel"),
            (("check", "extra"), "unrecognized arguments: extra"),
            (("--root", "/no/such/folder", "check"), "there is no folder /no/such/folder"),
        ],
    )
    def test_wrong(self, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
        """A wrong call says what is wrong with it, and does nothing."""
        with pytest.raises(SystemExit) as exit_:
            main(list(words))

        assert exit_.value.code == 2
        assert said in capsys.readouterr().err

    @pytest.mark.parametrize(
        "words", [("write", "{}"), ("write", "{}/below"), ("draw", "bridge", "--to", "{}")]
    )
    def test_file_in_the_way(
        self, words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Where a folder cannot be written, one line names it, without a traceback."""
        path = tmp_path / "a-file"
        path.write_text("mine", encoding="utf-8")

        # the published records are read: none was checked after today
        today = dt.datetime.now(tz=dt.UTC).date()

        assert main([word.format(path) for word in words], today) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith(str(path))
        assert "cannot be read or written: " in line
        assert path.read_text(encoding="utf-8") == "mine"

    def test_nowhere_to_write(self, tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Without the folder of records a new one is refused in one line."""
        shutil.rmtree(tree / "data")

        assert run(tree, "new", "fourth-step") == 1
        assert (
            "fourth-step.yml: cannot be read or written: no such file or directory" in capsys.readouterr().err
        )

    def test_cut_short(self, tree: Path) -> None:
        """A reader that stops listening, as `| head` does, is no error to shout about."""
        for index in range(2000):
            (tree / "data" / f"stray-{index}.txt").touch()
        command = f"{sys.executable} -m exercises --root {tree} check | head -n 1"
        shell = ["/bin/sh", "-c", command]
        result = subprocess.run(shell, capture_output=True, text=True, check=False)  # noqa: S603 - made here

        assert result.stdout.count("\n") == 1
        assert result.stderr == ""

    def test_from_anywhere(self, tmp_path: Path) -> None:
        """The commands work on the project's own catalogue from any folder."""
        result = subprocess.run(
            [sys.executable, "-m", "exercises", "schema", "--check"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

        assert result.stdout == "exercises/exercise.schema.json: up to date.\n"


class TestDraw:
    @pytest.mark.parametrize(
        ("slug", "said"),
        [
            ("third-stp", "third-stp: there is no such exercise; did you mean third-step?"),
            ("zzz", "zzz: there is no such exercise"),
            ("third-step", "third-step: has no figure yet: add a figure block"),
        ],
    )
    def test_nothing_to_draw(
        self, tree: Path, tmp_path: Path, slug: str, said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """An exercise that is not there, or has no figure, is said to be so; no folder is made."""
        assert run(tree, "draw", slug, "--to", str(tmp_path / "out")) == 1
        assert capsys.readouterr() == ("", f"{said}\n")
        assert not (tmp_path / "out").exists()

    def test_record_with_problems(self, tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A record that cannot be read is not drawn: what is wrong with it comes first."""
        path = tree / "data" / "third-step.yml"
        path.write_text(path.read_text(encoding="utf-8").replace("hold: 5", "hold: 90"), encoding="utf-8")

        assert run(tree, "draw", "third-step") == 1
        printed = capsys.readouterr()
        assert printed.out == "exercises/data/third-step.yml:32: dose.hold must be 60 or less, not 90\n"
        assert printed.err == "third-step: first put the record right\n"


class TestSchema:
    def test_written_and_checked(self, tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The schema is stale until it is written, and fresh after."""
        assert run(tree, "schema", "--check") == 1
        assert "must be written anew" in capsys.readouterr().out
        assert not (tree / "exercise.schema.json").exists()

        assert run(tree, "schema") == 0
        assert (tree / "exercise.schema.json").read_text(encoding="utf-8") == schema_text()
        assert run(tree, "schema", "--check") == 0


class TestNew:
    def test_new(self, tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A new record is written where it belongs, and `check` lists what is to be filled in."""
        assert run(tree, "new", "fourth-step") == 0
        assert capsys.readouterr().out.startswith("exercises/data/fourth-step.yml: written.")

        assert run(tree, "check") == 1
        printed = capsys.readouterr().out.splitlines()
        assert all(line.startswith("exercises/data/fourth-step.yml:") for line in printed)
        assert any(line.endswith(": dose.hold must be filled in") for line in printed)

    def test_never_overwrites(self, tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A record that is there stays as it is."""
        before = (tree / "data" / "third-step.yml").read_bytes()

        assert run(tree, "new", "third-step") == 1
        assert "nothing was changed" in capsys.readouterr().err
        assert (tree / "data" / "third-step.yml").read_bytes() == before

    @pytest.mark.parametrize(
        "slug", ["Fourth", "fourth step", "../fourth", "fourth_step", "-fourth", "", "x" * 61]
    )
    def test_bad_slug(self, tree: Path, slug: str, capsys: pytest.CaptureFixture[str]) -> None:
        """A name that cannot be an address is refused before anything is written."""
        before = sorted(tree.rglob("*"))

        with pytest.raises(SystemExit) as exit_:
            run(tree, "new", slug)

        assert exit_.value.code == 2
        assert "lower-case words joined by hyphens" in capsys.readouterr().err or slug.startswith("-")
        assert sorted(tree.rglob("*")) == before


class TestWrite:
    """The command; what it calls has its tests with the pages."""

    @pytest.fixture
    def out(self, tree: Path, tmp_path: Path) -> Path:
        """Return where to write; beside the good catalogue lies a hand-written page."""
        (tree.parent / "docs").mkdir()
        (tree.parent / "docs" / "faq.md").write_text(
            "# Questions\n\n[x](references.md#booklet)\n", encoding="utf-8"
        )
        return tmp_path / "out"

    def test_write(self, tree: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Generated and hand-written pages and the data are written; a second run changes nothing."""
        assert run(tree, "write", str(out)) == 0
        assert "First step" in (out / "exercises" / "first-step.md").read_text(encoding="utf-8")
        assert (out / "faq.md").is_file()
        data = json.loads((out / "assets" / "catalog.json").read_text(encoding="utf-8"))
        assert [exercise["slug"] for exercise in data["exercises"]] == [
            "first-step",
            "second-step",
            "third-step",
        ]
        capsys.readouterr()

        assert run(tree, "write", str(out)) == 0
        assert capsys.readouterr().out.startswith(f"{out}: 0 written, ")

    def test_never_overwrites(self, tree: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A file of the reader's own in a page's place is named, and nothing is written."""
        (out / "exercises").mkdir(parents=True)
        (out / "exercises" / "first-step.md").write_text("# Mine\n", encoding="utf-8")

        assert run(tree, "write", str(out)) == 1
        assert "exercises/first-step.md" in capsys.readouterr().err
        assert [path.name for path in out.rglob("*") if path.is_file()] == ["first-step.md"]

    def test_bad_catalogue(self, tree: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Nothing is written from a catalogue with problems; they are printed."""
        (tree / "plan.yml").unlink()

        assert run(tree, "write", str(out)) == 1
        assert capsys.readouterr().out == "exercises/plan.yml:1: the file is missing\n"
        assert not out.exists()

    @pytest.mark.parametrize("where", ["docs", "docs/copy", "exercises", "."])
    def test_apart(self, tree: Path, out: Path, where: str, capsys: pytest.CaptureFixture[str]) -> None:
        """The copy is never written into what it is a copy of."""
        before = sorted(tree.parent.rglob("*"))

        assert run(tree, "write", str(tree.parent / where)) == 2
        assert "must be a folder apart from" in capsys.readouterr().err
        assert sorted(tree.parent.rglob("*")) == before
        assert not out.exists()
