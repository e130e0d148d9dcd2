from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exercises.catalog.load import ROOT, load
from exercises.catalog.model import Exercise
from exercises.catalog.schema import GIVEN, schema, schema_text, skeleton
from tests.loops import for_each


def fields(part: dict[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each key of a schema with its name."""
    for key, field in part.get("properties", {}).items():
        yield f"{name}.{key}", field


KEYS = [
    *fields(schema(), "Exercise"),
    *(field for name, part in schema()["$defs"].items() for field in fields(part, name)),
]


def test_committed_file_is_fresh() -> None:
    """The committed schema is what the model says now; if this fails: `python -m exercises schema`."""
    assert (ROOT / "exercise.schema.json").read_text(encoding="utf-8") == schema_text()


def test_unknown_keys_are_refused() -> None:
    """An editor marks an unknown key, at every depth."""
    parts = [schema(), *schema()["$defs"].values()]

    assert [part["title"] for part in parts if part.get("additionalProperties") is not False] == []


@for_each("key", KEYS, label=lambda key: key[0])
def test_each_key_is_explained(key: tuple[str, dict[str, Any]]) -> None:
    """An editor shows what a key means, in its own words or its type's; a range's ends need none."""
    name, field = key
    target = field.get("$ref", "").rpartition("/")[2]
    own_words = field.get("description") or schema()["$defs"].get(target, {}).get("description")

    assert own_words or name in {"Range.low", "Range.high"}


def test_good_records_fit() -> None:
    """The schema's required keys are those without which a record does not load."""
    assert set(schema()["required"]) == {
        key for key, field in Exercise.model_fields.items() if field.is_required()
    }


class TestSkeleton:
    @pytest.fixture
    def new(self, tree: Path) -> Path:
        """Return a good catalogue with a new, empty record."""
        (tree / "data" / "new-step.yml").write_text(skeleton("new-step"), encoding="utf-8")
        return tree

    def test_lists_what_is_left(self, new: Path) -> None:
        """A new record is valid YAML, and each problem is a place to fill in: no key is wrong."""
        problems = load(new).problems

        assert {problem.path for problem in problems} == {"exercises/data/new-step.yml"}
        assert {problem.message.partition(" must ")[2] for problem in problems} == {"be filled in"}

    def test_names_each_required_key(self, new: Path) -> None:
        """Every required key is left to fill in, except the slug and the lines that every record holds."""
        left = {problem.message.partition(" must ")[0].partition(".")[0] for problem in load(new).problems}

        assert left == set(schema()["required"]) - {"slug", *GIVEN}

    def test_each_problem_has_its_own_line(self, new: Path) -> None:
        """The problems lead to different lines: the empty places themselves."""
        rows = (new / "data" / "new-step.yml").read_text(encoding="utf-8").splitlines()
        problems = load(new).problems

        assert len({problem.line for problem in problems}) == len(problems)
        assert all(rows[problem.line - 1].rstrip().endswith((":", "-")) for problem in problems)

    @for_each("name", Exercise.model_fields)
    def test_names_every_key(self, name: str) -> None:
        """Every key of the record is shown, also what may be left out."""
        assert f"\n{name}:" in skeleton("new-step") or f"\n# {name}:" in skeleton("new-step")

    @pytest.mark.parametrize("name", ["synonyms", "easier", "disagreements", "equipment"])
    def test_what_may_be_left_out_is_valid(self, new: Path, name: str) -> None:
        """Taking the # away before a key that may be left out gives YAML with that key, still to fill in."""
        path = new / "data" / "new-step.yml"
        before, after = path.read_text(encoding="utf-8").split(f"\n# {name}:")
        block, _, rest = f"# {name}:{after}".partition("\n\n")
        path.write_text(
            f"{before}\n" + "\n".join(row.removeprefix("# ") for row in block.splitlines()) + f"\n\n{rest}",
            encoding="utf-8",
        )

        assert {problem.message.partition(" must ")[2] for problem in load(new).problems} == {"be filled in"}

    def test_filled_in(self, tree: Path) -> None:
        """A skeleton whose every place gets a good record's value is a good record."""
        record = load(tree).catalog
        assert record is not None
        values = json.loads(record.exercise("third-step").model_dump_json(exclude_none=True))
        text = skeleton("new-step")
        for key, value in values.items():
            if key != "slug" and key in schema()["required"]:
                head, _, tail = text.partition(f"\n{key}:\n")
                text = f"{head}\n{key}: {json.dumps(value)}\n\n{tail.partition('\n\n')[2]}"
        text = text.replace("Third step", "New step")
        (tree / "data" / "new-step.yml").write_text(text, encoding="utf-8")

        assert [str(problem) for problem in load(tree).problems] == []
