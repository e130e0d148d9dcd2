"""The contract between the packages: what `exercises` publishes, `widgets` reads; both say the same of a dose."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from exercises.catalog import model
from exercises.catalog.load import ROOT, load
from exercises.catalog.schema import schema as record_schema
from exercises.figures.html import drawn_side
from exercises.figures.scene import scene_of
from exercises.pages import view
from exercises.pages.payload import DERIVED, payload, payload_schema, payload_text
from tests.chance import examples
from tests.loops import for_each
from widgets import catalog as reader
from widgets.dose.length import seconds
from widgets.dose.words import dose_line, dose_words
from widgets.language import Language, used
from widgets.plan.values import Item
from widgets.player import show
from widgets.player.cues import words
from widgets.player.score import SECOND, score
from widgets.share.codes import code_of, slugs_by_code

LOADED = load()
assert LOADED.catalog is not None, "\n".join(str(problem) for problem in LOADED.problems)
CATALOG: model.Catalog = LOADED.catalog
DOCS = ROOT.parent / "docs"
SLUGS = [exercise.slug for exercise in CATALOG.exercises]


@pytest.fixture(scope="module")
def read() -> reader.Catalog:
    """Return the real catalogue as the widgets read it."""
    return reader.Catalog.from_json(payload_text(CATALOG))


def timer_dose(dose: model.Dose) -> reader.Dose:
    """Return a dose as the timer has it, by way of the payload."""
    exercise = CATALOG.exercises[0].model_copy(update={"dose": dose})
    small = CATALOG.model_copy(update={"exercises": (exercise,)})
    return reader.Catalog.from_json(payload_text(small)).exercises[0].dose


class TestReader:
    def test_reads_all(self, read: reader.Catalog) -> None:
        """Every exercise, level and condition arrives, in the catalogue's order."""
        assert [exercise.slug for exercise in read.exercises] == SLUGS
        assert [level.number for level in read.levels] == [level.number for level in CATALOG.levels]
        assert [c.id for c in read.conditions] == [c.id for c in CATALOG.vocabulary.conditions]

    def test_positions(self, read: reader.Catalog) -> None:
        """Each position arrives with its words, and with the seconds that a session gives to get into it."""
        assert [dataclasses.asdict(position) for position in read.positions] == [
            position.model_dump() for position in CATALOG.vocabulary.positions
        ]
        assert read.position("quadruped").change_seconds == 30
        assert {position.same_seconds for position in read.positions} == {10}

    @for_each("slug", SLUGS)
    def test_exercise(self, read: reader.Catalog, slug: str) -> None:
        """Each field that the widgets know of an exercise is the record's own."""
        ours, theirs = CATALOG.exercise(slug), read.exercise(slug)
        for name in ("name", "summary", "level", "position", "face", "equipment", "cue"):
            assert getattr(theirs, name) == getattr(ours, name), name
        wishes = {"only": None, "daily": 1}  # Of whoever prepares a plan: no record has them.
        for name in {field.name for field in dataclasses.fields(reader.Dose)} - {"range"}:
            expected = wishes[name] if name in wishes else getattr(ours.dose, name)
            assert getattr(theirs.dose, name) == expected, name
        assert theirs.dose.range == {
            name: (found.low, found.high) for name, found in ours.dose.range if found is not None
        }
        assert [(a.condition, a.why, a.planner) for a in theirs.ask_first] == [
            (a.condition, a.why, a.planner) for a in CATALOG.asks(ours)
        ]
        assert theirs.easier == tuple(variant.slug for variant in ours.easier)
        assert theirs.harder == tuple(variant.slug for variant in ours.harder)
        assert theirs.url == f"exercises/{slug}/"

    def test_plan_and_safety(self, read: reader.Catalog) -> None:
        """The planner's numbers and every safety sentence are the catalogue's."""
        for name in ("exercise_days", "session_minutes", "walk_minutes", "new_exercises"):
            ours, theirs = getattr(CATALOG.plan, name), getattr(read.plan, name)
            assert (theirs.low, theirs.high, theirs.start, theirs.text) == (
                ours.low,
                ours.high,
                ours.start,
                ours.text,
            )
        safety = CATALOG.safety
        assert read.plan.flare_up == CATALOG.plan.flare_up.text
        assert read.safety.warning == safety.warning.text
        assert read.safety.emergency.signs == safety.emergency.signs
        assert read.safety.stop_rules == tuple(rule.text for rule in safety.stop_rules)
        assert [(b.low, b.high, b.name) for b in read.safety.pain_bands] == [
            (b.low, b.high, b.name) for b in safety.pain_rule.bands
        ]
        rule = safety.pain_rule.relative
        assert dataclasses.asdict(read.safety.pain_rule) == {
            field.name: getattr(rule, field.name) for field in dataclasses.fields(reader.PainRule)
        }
        assert read.safety.stop_short == safety.stop_short
        assert {one.id: one.hold_at_most for one in read.conditions} == {
            one.id: one.hold_at_most for one in CATALOG.vocabulary.conditions
        }

    def test_a_change_that_counts(self, read: reader.Catalog) -> None:
        """The log compares with the numbers of the safety texts, and has none of its own in its sentences."""
        safety = CATALOG.safety
        for mine, theirs in (
            (read.safety.change, safety.change), (read.safety.activities, safety.activities)
        ):  # fmt: skip
            assert dataclasses.asdict(mine) == {
                field.name: getattr(theirs, field.name) for field in dataclasses.fields(mine)
            }
        sources = [*(ROOT.parent / "widgets" / "log").rglob("*.j2"), ROOT.parent / "widgets/log/sentences.py"]
        for path in sources:
            assert not re.findall(r"\b\d+ (?:points|percent)\b", path.read_text(encoding="utf-8")), path

    def test_other_version(self) -> None:
        """A catalogue of another version is refused, not half read."""
        with pytest.raises(reader.CatalogError, match="schema 2"):
            reader.Catalog.from_json(json.dumps(payload(CATALOG) | {"schema": 2}))


class Numbered(dict[str, str | tuple[str, ...]]):
    """Messages of which each names its own key, and plural forms their number."""

    def get(self, key: str, default: object = None) -> str | tuple[str, ...]:
        """Return what stands for a message; in a tuple where plural forms are asked for."""
        return (f"<1: {key}>", f"<2: {key}>") if default is None else f"<{key}>"


RECORD_DOSES = st.fixed_dictionaries(
    {
        "hold": st.integers(0, 60),
        "reps": st.integers(1, 30),
        "sets": st.integers(1, 5),
        "move": st.integers(1, 15),
        "release": st.integers(1, 30),
        "rest": st.integers(0, 180),
        "get_ready": st.integers(0, 60),
        "side_change": st.integers(0, 60),
        "sides": st.sampled_from(["both", "one-then-other", "alternating"]),
        "side_means": st.sampled_from(["arm", "leg", "lying"]),
    }
)
"""Every dose that a record may hold (the bounds of `exercises.catalog.model.Dose`)."""


class TestDose:
    def test_seconds(self, read: reader.Catalog) -> None:
        """The time that the guide prints is the time that the timer takes, to the second."""
        for exercise in read.exercises:
            assert exercise.seconds == seconds(exercise.dose) == score(exercise.dose)[-1].end / SECOND

    def test_words(self, read: reader.Catalog) -> None:
        """Guide, `catalog.json` and widgets say each record's dose in the same words."""
        published = {entry["slug"]: entry for entry in payload(CATALOG)["exercises"]}
        for exercise in read.exercises:
            ours = CATALOG.exercise(exercise.slug).dose
            assert dose_words(exercise.dose) == view.dose_words(ours) == published[exercise.slug]["dose_text"]
            assert dose_line(exercise.dose) == view.dose_line(ours) == published[exercise.slug]["dose_line"]

    @given(numbers=RECORD_DOSES)
    @settings(max_examples=examples(100))
    def test_any_dose(self, numbers: dict[str, Any]) -> None:
        """For any dose that a record may hold, guide and widgets agree on its length and its words."""
        dose = CATALOG.exercises[0].dose.model_copy(update=numbers)
        theirs = timer_dose(dose)
        assert view.seconds(dose) == seconds(theirs) == score(theirs)[-1].end / SECOND
        assert view.dose_words(dose) == dose_words(theirs)
        assert view.dose_line(dose) == dose_line(theirs)

    @given(numbers=RECORD_DOSES)
    @settings(max_examples=examples(50))
    def test_any_dose_in_another_language(self, numbers: dict[str, Any]) -> None:
        """Guide and widgets word a dose with the same messages: a language translates each of them once."""
        dose = CATALOG.exercises[0].dose.model_copy(update=numbers)
        theirs = timer_dose(dose)
        with used(Language(tag="xx", messages=Numbered())):
            assert view.dose_words(dose) == dose_words(theirs)
            assert view.dose_line(dose) == dose_line(theirs)

    @given(numbers=RECORD_DOSES, sets=st.integers(1, 5))
    @settings(max_examples=examples(50))
    def test_planned_sets(self, numbers: dict[str, Any], sets: int) -> None:
        """An exercise of a week is worded as a record with that number of sets would be."""
        dose = CATALOG.exercises[0].dose.model_copy(update=numbers)
        exercise = dataclasses.replace(
            reader.Catalog.from_json(payload_text(CATALOG)).exercises[0], dose=timer_dose(dose)
        )
        item = Item(exercise=exercise, sets=sets, seconds=0)
        assert dose_line(item.dose) == view.dose_line(dose.model_copy(update={"sets": sets}))

    def test_typed_once(self) -> None:
        """Changing a hold in the record changes words, time and payload, and what the timer counts."""
        before = CATALOG.exercise("bridge")
        dose = before.dose.model_copy(update={"hold": before.dose.hold + 2})
        assert view.dose_words(dose) != view.dose_words(before.dose)
        assert view.seconds(dose) - view.seconds(before.dose) == 2 * dose.reps * dose.sets
        assert timer_dose(dose).hold == before.dose.hold + 2


TWO_SIDED = [exercise.slug for exercise in CATALOG.exercises if exercise.dose.sides != "both"]


@pytest.mark.parametrize("slug", TWO_SIDED)
class TestSides:
    """One rule: text, voice, screen and figure name the same side in the same words, on paper too."""

    def test_voice_and_screen(self, slug: str, read: reader.Catalog) -> None:
        """Getting ready and every change name the side, in the same words as the screen does."""
        dose = read.exercise(slug).dose
        phases = score(dose)
        named = {"arm": "{} arm", "leg": "{} leg", "lying": "on your {} side"}[str(dose.side_means)]
        for index, phase in enumerate(phases):
            name = named.format(phase.spot.side)
            assert show.shown(phases, index, dose)["side_words"] == name[0].upper() + name[1:]
            if phase.name in ("get-ready", "side-change"):
                assert name in words(phases, index).lower(), words(phases, index)

    def test_text(self, slug: str) -> None:
        """The dose says what is done on each side; a lying reader is told the side; nothing speaks of a timer."""
        record = CATALOG.exercise(slug)
        means = record.dose.side_means
        assert ("side" if means == "lying" else f"each {means}") in view.dose_line(record.dose)
        assert view.side_note(record.dose).endswith(
            "you lie on." if means == "lying" else f"{means} that moves."
        )
        told = [*record.setup, *(step.text for step in record.steps), record.return_step]
        sides = [line for line in told if re.search(r"\b(left|right) (arm|leg|foot|hand|knee|side)\b", line)]
        assert sides == ([record.setup[0]] if means == "lying" else [])
        assert means != "lying" or record.setup[0].startswith("Lie on your left side")
        assert not any("timer" in line.lower() for line in told)

    def test_figure(self, slug: str) -> None:
        """The picture turns to the side that is named: of the limb that moves, or that the body lies on."""
        record = CATALOG.exercise(slug)
        of = scene_of(record)
        start, hold = of.poses[0].angles, of.poses[-1].angles
        drawn = drawn_side(of)
        if record.dose.side_means == "lying":
            assert hold["roll"] > 45, "it lies on its left side"
            assert drawn == "left"
            return
        joints = ("shoulder",) if record.dose.side_means == "arm" else ("hip", "hip_out", "hip_turn", "knee")
        moved = {
            side: sum(abs(hold[f"{side}-{joint}"] - start[f"{side}-{joint}"]) for joint in joints)
            for side in ("left", "right")
        }
        assert max(moved, key=moved.__getitem__) == drawn
        assert max(moved.values()) > min(moved.values()) + 3


def closed(part: Any) -> Any:  # noqa: ANN401 - a schema is nested plain data
    """Return a schema in which no object may have a field that is not in it."""
    if isinstance(part, list):
        return [closed(item) for item in part]
    if not isinstance(part, dict):
        return part
    inner = {key: closed(value) for key, value in part.items()}
    return {**inner, "additionalProperties": False} if isinstance(part.get("properties"), dict) else inner


class TestSchemas:
    """What is published beside the data, judged by a validator that is not ours."""

    def test_are_schemas(self) -> None:
        """Both published schemas are schemas of the dialect that they name."""
        for schema in (payload_schema(), record_schema()):
            assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
            Draft202012Validator.check_schema(schema)

    def test_payload_fits(self) -> None:
        """The published catalogue fits its published schema, and has no field that the schema does not name."""
        faults = Draft202012Validator(closed(payload_schema())).iter_errors(payload(CATALOG))

        assert [f"{fault.json_path}: {fault.message}" for fault in faults] == []

    def test_new_fields_are_allowed(self) -> None:
        """A reader that validates goes on working when fields are added."""
        data = payload(CATALOG) | {"new": 1}
        data["exercises"][0]["new"] = 1

        assert Draft202012Validator(payload_schema()).is_valid(data)

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            (("schema",), 2),
            (("exercises", 0, "level"), 6),
            (("exercises", 0, "seconds"), "90"),
            (("exercises", 0, "dose", "sides"), "left"),
            (("exercises", 0, "dose", "sources"), []),
            (("references", 0, "checked"), "yes"),
            (("safety", "stop_rules"), []),
        ],
    )
    def test_wrong_payload(self, path: tuple[str | int, ...], value: object) -> None:
        """A wrong value anywhere in the catalogue does not fit."""
        data = payload(CATALOG)
        place: Any = data
        for part in path[:-1]:
            place = place[part]
        place[path[-1]] = value

        assert not Draft202012Validator(payload_schema()).is_valid(data)

    def test_every_field_is_explained(self) -> None:
        """Each field of a published exercise and of its dose says in the schema what it holds."""
        schema = payload_schema()
        for name in ("Exercise", "Dose"):
            for field, about in schema["$defs"][name]["properties"].items():
                target = schema["$defs"].get(about.get("$ref", "").rpartition("/")[2], {})
                assert about.get("description") or target.get("description"), field

    @for_each("slug", SLUGS)
    def test_record_fits(self, slug: str) -> None:
        """Each record fits the schema by which editors judge it."""
        record = json.loads(CATALOG.exercise(slug).model_dump_json(exclude_unset=True))
        faults = Draft202012Validator(record_schema()).iter_errors(record)

        assert [f"{fault.json_path}: {fault.message}" for fault in faults] == []

    @pytest.mark.parametrize("change", [{"level": 9}, {"tempo": "slow"}, {"face": "left"}, {"setup": []}])
    def test_wrong_record(self, change: dict[str, object]) -> None:
        """An editor marks what `check` would refuse."""
        record = json.loads(CATALOG.exercise("bridge").model_dump_json(exclude_unset=True))

        assert not Draft202012Validator(record_schema()).is_valid(record | change)


class TestPayload:
    def test_plain_and_deterministic(self) -> None:
        """The payload is plain JSON, the same text each time, and carries its licence and its warning."""
        assert json.loads(payload_text(CATALOG)) == payload(CATALOG)
        assert payload_text(CATALOG) == payload_text(CATALOG)
        assert payload(CATALOG)["licence"]["name"] == "CC BY 4.0"
        assert payload(CATALOG)["notice"] == CATALOG.safety.warning.short

    def test_records_round_trip(self) -> None:
        """Without what was derived, each published record is the record (poses and general cautions aside)."""
        for ours, entry in zip(CATALOG.exercises, payload(CATALOG)["exercises"], strict=True):
            plain = json.dumps({key: value for key, value in entry.items() if key not in DERIVED})
            assert model.Exercise.model_validate_json(plain, strict=True) == ours.model_copy(
                update={"figure": None, "ask_first": CATALOG.asks(ours)}
            )

    def test_example_runs(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The code on the page that documents the data reads the real file, and prints each exercise."""
        (tmp_path / "catalog.json").write_text(payload_text(CATALOG), encoding="utf-8")
        page = (DOCS / "data.md").read_text(encoding="utf-8")
        (code,) = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
        exec(code.replace("https://example.org/assets", tmp_path.as_uri()))  # noqa: S102 - our own page

        assert [line[2:].partition(" - ")[0] for line in capsys.readouterr().out.splitlines()] == [
            exercise.name for exercise in CATALOG.exercises
        ]

    def test_documented(self) -> None:
        """Every field of the payload, of a record and of a dose stands on the page that documents the data."""
        page = (DOCS / "data.md").read_text(encoding="utf-8")
        data = payload(CATALOG)
        names = {*data, *data["exercises"][0], *data["exercises"][0]["dose"], *data["references"][0]}
        assert sorted(name for name in names if f"`{name}`" not in page) == []


def test_codes_of_links_are_distinct() -> None:
    """No two exercises, conditions or pieces of equipment share a code in links: a new one must take another slug."""
    for slugs in (
        [exercise.slug for exercise in CATALOG.exercises],
        [condition.id for condition in CATALOG.vocabulary.conditions],
        [item.id for item in CATALOG.vocabulary.equipment],
    ):
        assert len(slugs_by_code(slugs)) == len(slugs)


def test_codes_of_links_stay() -> None:
    """The rule by which a slug gets its code never changes: printed links would open other exercises."""
    assert (code_of("finding-neutral"), code_of("bird-dog")) == (220700, 1022802)
