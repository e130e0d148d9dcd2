"""Real records, damaged: whatever a slip of the hand makes of a file, a run lists problems and never breaks off."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.catalog.load import LARGEST, ROOT, load
from exercises.catalog.rules import RULES, check, content
from exercises.figures import checked
from tests.chance import examples

TODAY = dt.date(2026, 11, 20)
RECORDS = ("bridge.yml", "pelvic-tilt.yml", "side-plank.yml")

VALUES = (
    *("", "~", "null", "true", "no", "[]", "{}", "[1, 2]", "{a: 1}", "- - x", "? a", "<<", "="),
    *("-1", "0", "1e400", ".nan", "-.inf", "0x10", "0o17", "1_000", "05", "5.0", "9" * 5000, "\uff11\uff12"),
    *("2026-13-45", "2026-11-20T10:00:00Z", "12:30"),
    *("&a x", "*a", "!!binary aGk=", "!!str 5", "!!set {a}", "!!python/name:os.system", "!foo bar"),
    *('"\\0"', '"\\ud800"', '"\\u202e"', "'", '"', "%", "@", "`", "| \n    x", "\t", "x" * 5000),
    *("<script>alert(1)</script>", "'{{ 7 * 7 }}'", "'[x](javascript:alert(1))'"),
)
"""What stands in a key's place."""

SIGNS = "{}[]:#&*!|>'\"%@`,?-\t\x07\x85\u2028\u202e\ufeff"
"""What slips into a line."""

type Edit = Callable[[list[str], int, st.DataObject], None]


def _value(rows: list[str], at: int, data: st.DataObject) -> None:
    rows[at] = rows[at].partition(":")[0] + ": " + data.draw(st.sampled_from(VALUES), label="value")


def _sign(rows: list[str], at: int, data: st.DataObject) -> None:
    where = data.draw(st.integers(0, len(rows[at])), label="column")
    rows[at] = rows[at][:where] + data.draw(st.sampled_from(SIGNS), label="sign") + rows[at][where:]


def _swap(rows: list[str], at: int, data: st.DataObject) -> None:
    other = data.draw(st.integers(0, len(rows) - 1), label="other line")
    rows[at], rows[other] = rows[other], rows[at]


def _line(rows: list[str], at: int, data: st.DataObject) -> None:
    odd = ("---", "...", "%YAML 1.1", "<<: *x", "? [a]: b", "- x", "x", "x:", "\t")
    rows[at] = data.draw(st.sampled_from(odd), label="line instead")


def _lose(rows: list[str], at: int, _: st.DataObject) -> None:
    del rows[at]


def _double(rows: list[str], at: int, _: st.DataObject) -> None:
    rows.insert(at, rows[at])


def _outdent(rows: list[str], at: int, _: st.DataObject) -> None:
    rows[at] = rows[at].strip()


def _hyphen(rows: list[str], at: int, _: st.DataObject) -> None:
    rows[at] = rows[at].replace("- ", "  ", 1)


EDITS: tuple[Edit, ...] = (_value, _sign, _swap, _line, _lose, _double, _outdent, _hyphen)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the real catalogue with a few of its records, to be damaged again and again."""
    root = tmp_path_factory.mktemp("damaged") / "exercises"
    (root / "data").mkdir(parents=True)
    for path in ROOT.glob("*.yml"):
        shutil.copy(path, root)
    for name in RECORDS:
        shutil.copy(ROOT / "data" / name, root / "data")
    return root


@settings(max_examples=examples(120))
@given(data=st.data())
def test_any_damage(real: Path, data: st.DataObject) -> None:
    """A file in which a few lines went wrong gives problems of one line each, at lines that it has."""
    names = [*(f"data/{name}" for name in RECORDS), "levels.yml", "plan.yml", "vocabulary.yml", "safety.yml"]
    path = real / data.draw(st.sampled_from(names), label="file")
    before = path.read_text(encoding="utf-8")
    rows = before.split("\n")
    for edit in data.draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=3), label="edits"):
        edit(rows, data.draw(st.integers(0, len(rows) - 1), label="line"), data)
    text = "\n".join(rows)
    rules = (*RULES, *content.RULES)
    if path.parent.name == "data":  # figures are in records alone
        rules = (*rules, checked.poses_hold, checked.pictures_differ)
    path.write_text(text, encoding="utf-8")
    try:
        problems = check(load(real), today=TODAY, rules=rules)
    finally:
        path.write_text(before, encoding="utf-8")

    for problem in problems:
        assert re.fullmatch(r"exercises/[a-z./-]+:\d+: (?:warning: )?\S.{5,600}", str(problem)), problem
        if problem.path == f"exercises/{path.relative_to(real).as_posix()}":
            assert problem.line <= text.count("\n") + 1


class TestFiles:
    def lines(self, tree: Path) -> list[str]:
        """Return what a load of the folder prints."""
        return [str(problem) for problem in load(tree).problems]

    def test_too_large(self, tree: Path) -> None:
        """A file that is far too long is refused by its length, before anything is made of it."""
        (tree / "data" / "third-step.yml").write_bytes(b"a: [" + b"1, " * 2_000_000 + b"1]")

        assert self.lines(tree) == [
            "exercises/data/third-step.yml:1: the file must be smaller than 1 MB, not 6,000,006 bytes"
        ]

    def test_real_files_are_small(self) -> None:
        """No file of the real catalogue comes near to being too large."""
        assert max(path.stat().st_size for path in ROOT.rglob("*.yml")) < LARGEST / 5

    def test_symbolic_link(self, tree: Path) -> None:
        """A link to a file is that file; a link to nothing is a file that is missing."""
        path = tree / "data" / "third-step.yml"
        elsewhere = tree.parent / "elsewhere.yml"
        path.rename(elsewhere)
        path.symlink_to(elsewhere)
        assert self.lines(tree) == []

        elsewhere.unlink()
        assert self.lines(tree) == ["exercises/data/third-step.yml:1: the file is missing"]


class TestText:
    def aim(self, tree: Path, text: str) -> str:
        """Return what the loader makes of a text."""
        path = tree / "data" / "third-step.yml"
        record = path.read_text(encoding="utf-8")
        path.write_text(record.replace("aim: Trains keeping still.", f"aim: {text}"), encoding="utf-8")
        catalog = load(tree).catalog
        assert catalog is not None, load(tree).problems
        return catalog.exercise("third-step").aim

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("Pila\u0303tes helps.", "Pil\xe3tes helps."),
            ("|\n  Keep\n  still.\n", "Keep still."),
            ('"  Keep \\n\\n still.  "', "Keep still."),
            ("Keep   still.", "Keep still."),
            ("5\xa0cm more.", "5\xa0cm more."),
        ],
        ids=["composed", "block", "escaped", "blanks", "no-break"],
    )
    def test_one_form(self, tree: Path, written: str, read: str) -> None:
        """A text is one line of composed characters with single blanks, however it was typed."""
        assert self.aim(tree, written) == read
