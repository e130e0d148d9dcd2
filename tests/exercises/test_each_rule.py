"""A case that breaks each rule, for every list of rules that `check` and the build run.

`BREAKING` is the one place of these cases: a rule without a case fails here. What else a rule lets pass or refuses
is tested beside its module.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from exercises.catalog.load import ROOT, Citation, Entry, Loaded, Page, citations, load
from exercises.catalog.model import AskFirst, Exercise, Figure
from exercises.catalog.rules import (
    RULES,
    Rule,
    check,
    content,
    ids,
    ladder,
    numbers,
    record,
    safety,
    search,
    shared,
    wording,
)
from exercises.figures import checked, drawing_rules, rules, scene
from exercises.figures.plate_rules import plates_hold
from exercises.figures.pose import Frame

HERE = Path(__file__).parent / "catalog"
REAL = load(ROOT)
TODAY = dt.date(2026, 11, 29)
EVERY: tuple[Rule, ...] = (
    *(*RULES, *content.RULES, *rules.RULES, *drawing_rules.RULES),
    *(checked.poses_hold, checked.pictures_differ, plates_hold),
)
"""All rules that `exercises check` runs; `poses_hold` runs those of figures, with a memory."""


@dataclass(frozen=True)
class Broken:
    """A catalogue, and what hand-written pages cite and carry, with one mistake."""

    loaded: Loaded
    cited: tuple[Citation, ...] = ()
    pages: tuple[Page, ...] = ()


type Make = Callable[[Path], Broken]
"""Makes the broken catalogue; the folder is an empty one, to write files in."""

type Edit = Callable[[dict[str, Any]], object]
"""Changes the data of a figure in place."""


def bad(name: str) -> Make:
    """Return the good catalogue with the files of a folder of `catalog/bad` over it."""

    def make(folder: Path) -> Broken:
        tree = shutil.copytree(HERE / "good", folder / "exercises")
        shutil.copytree(HERE / "bad" / name, tree, dirs_exist_ok=True)
        return Broken(load(tree), citations(folder / "docs"))

    return make


def found(loaded: Loaded) -> Make:
    """Return a catalogue as it is."""
    return lambda _: Broken(loaded)


def records(changes: Mapping[str, Callable[[Exercise], Mapping[str, object]]]) -> Make:
    """Return the published catalogue with some records changed."""
    entries = tuple(
        replace(entry, value=entry.value.model_copy(update=dict(changes[entry.value.slug](entry.value))))
        if entry.value.slug in changes
        else entry
        for entry in REAL.exercises
    )
    return found(replace(REAL, exercises=entries))


def changed(
    slug: str, change: Callable[[Exercise], Mapping[str, object]] | None = None, **fields: object
) -> Make:
    """Return the published catalogue with one record changed."""
    return records({slug: change or (lambda _: fields)})


def asks(slug: str, *more: AskFirst, without: str = "") -> Make:
    """Return the published catalogue with a record that asks about one condition less, or about more."""

    def change(record: Exercise) -> Mapping[str, object]:
        return {"ask_first": (*(one for one in record.ask_first if one.condition != without), *more)}

    return changed(slug, change)


def ask(condition: str, why: str = "Ask first.", **fields: Any) -> AskFirst:  # noqa: ANN401 - fields of the model
    """Return a reason to ask."""
    return AskFirst(**{"condition": condition, "why": why, "sources": ("common-teaching",), **fields})


def figure(slug: str, edit: Edit) -> Make:
    """Return one published record alone, with its figure changed."""
    entry = next(entry for entry in REAL.exercises if entry.value.slug == slug)
    assert entry.value.figure is not None
    data = json.loads(entry.value.figure.model_dump_json())
    edit(data)
    value = entry.value.model_copy(
        update={"figure": Figure.model_validate_json(json.dumps(data), strict=True)}
    )
    return found(replace(REAL, exercises=(replace(entry, value=value),)))


def pose(name: str, side: str = "", **angles: object) -> Edit:
    """Return an edit of one pose, or of one side of it."""

    def edit(data: dict[str, Any]) -> None:
        one = next(p for p in data["poses"] if p["name"] == name)
        (one[side] if side else one).update(angles)

    return edit


def many_poses(data: dict[str, Any]) -> None:
    """Put twenty-four poses between start and hold."""
    first, *_, last = data["poses"]
    between = (
        (first, last)[i % 2] | {"name": f"mid-{i}", "like": "start" if i % 2 else None} for i in range(24)
    )
    data["poses"] = [first, *between, last]


def nods(data: dict[str, Any]) -> None:
    """Make a nod the only movement."""
    first = data["poses"][0]
    data["poses"] = [first, {**first, "name": "hold", "neck": (first["neck"] or 0) + 6}]


def part(name: str, **fields: object) -> Make:
    """Return the published catalogue with a shared file changed: `safety` or `vocabulary`."""
    entry = getattr(REAL, name)
    value = entry.value.model_copy(update=fields)
    return found(replace(REAL, **{name: replace(entry, value=value)}))


def condition(id_: str, **fields: object) -> Make:
    """Return the published catalogue with one condition changed."""
    assert REAL.vocabulary is not None
    conditions = (
        one.model_copy(update=fields) if one.id == id_ else one for one in REAL.vocabulary.value.conditions
    )
    return part("vocabulary", conditions=tuple(conditions))


def unused_word() -> Make:
    """Return the published catalogue with a piece of equipment that no record names."""
    assert REAL.vocabulary is not None
    equipment = REAL.vocabulary.value.equipment
    return part("vocabulary", equipment=(*equipment, equipment[0].model_copy(update={"id": "rope"})))


def plate(**fields: object) -> Make:
    """Return the published catalogue with the first panel of a plate changed."""
    (entry,) = (entry for entry in REAL.plates if entry.value.id == "getting-down")
    panels = (entry.value.panels[0].model_copy(update=fields), *entry.value.panels[1:])
    changed_plate = Entry(entry.path, entry.loc, entry.value.model_copy(update={"panels": panels}))
    return found(replace(REAL, plates=(changed_plate,)))


assert REAL.safety is not None
SAFETY = REAL.safety.value
BRIDGE, FRONT = (
    next(e.value for e in REAL.exercises if e.value.slug == slug) for slug in ("bridge", "heel-slide")
)
assert BRIDGE.figure is not None
assert BRIDGE.dose.range.hold is not None
NARROW = BRIDGE.dose.range.model_copy(update={"hold": BRIDGE.dose.range.hold.model_copy(update={"low": 5})})
RULE = SAFETY.pain_rule
GENERAL = (
    next(c.any_exercise for c in REAL.vocabulary.value.conditions if c.id == "recent-surgery")
    if REAL.vocabulary
    else None
)

BREAKING: dict[Rule, Make] = {
    ids.sources_exist: bad("dangling-reference"),
    ids.page_links_exist: lambda _: Broken(REAL, (Citation("docs/a.md", 7, "nobody"),)),
    ids.words_exist: bad("dangling-muscle"),
    ids.neighbours_exist: bad("dangling-neighbour"),
    ids.ids_once: bad("duplicate-name"),
    ids.nothing_twice: bad("muscle-twice"),
    ids.references_used: bad("unused-reference"),
    ids.words_are_used: unused_word(),
    ladder.neighbours_mirror: bad("not-mirrored"),
    ladder.harder_goes_up: bad("level-down"),
    ladder.no_circle: bad("circle"),
    ladder.reached_from_level_1: bad("unreachable"),
    record.dose_in_range: bad("dose-out-of-its-range"),
    record.sides_are_named: bad("side-unnamed"),
    record.range_lets_one_do_less: changed("bridge", dose=BRIDGE.dose.model_copy(update={"range": NARROW})),
    record.face_fits_position: bad("face"),
    record.equipment_fits_position: changed("ball-bridge", equipment=("mat",)),
    record.leaving_neutral_said: changed("pelvic-tilt", leaves_neutral=None),
    record.poses_exist: bad("pose"),
    record.dates_in_order: bad("check-before-last"),
    record.checked_in_time: changed(
        "bridge", next_check=dt.date(2026, 11, 1), last_checked=dt.date(2025, 11, 1)
    ),
    record.heads_are_plain: bad("quote-in-head"),
    numbers.pain_numbers_are_said: part(
        "safety",
        pain_rule=RULE.model_copy(update={"relative": RULE.relative.model_copy(update={"stop_rise": 3})}),
    ),
    numbers.pain_numbers_have_one_home: changed("bridge", return_step="Stop at 9 out of 10."),
    numbers.change_is_said: part("safety", change=SAFETY.change.model_copy(update={"points": 3})),
    numbers.caps_are_kept: condition("high-blood-pressure", hold_at_most=5),
    numbers.long_holds_ask_whom_they_concern: asks("side-plank", without="high-blood-pressure"),
    numbers.goals_agree: changed(
        "supine-brace",
        lambda r: {
            "dose": r.dose.model_copy(update={"build_up": "Move up when ten holds of ten seconds are easy."})
        },
    ),
    safety.urgencies_complete: part("safety", urgencies=SAFETY.urgencies[::-1]),
    safety.cards_are_short: bad("six-signs"),
    safety.topics_have_emergencies: part(
        "safety", red_flags=tuple(flag for flag in SAFETY.red_flags if flag.urgency != "emergency")
    ),
    safety.pages_carry_signs: lambda _: Broken(REAL, pages=(Page("docs/safety.md", ()),)),
    search.guides_exist: bad("search-guide"),
    search.one_page_is_first: bad("search-two-first"),
    search.pages_once: bad("search-page-twice"),
    search.same_words_are_single: bad("search-two-words"),
    shared.levels_complete: bad("level-missing"),
    shared.few_are_explained: bad("single-exercise-unsaid"),
    shared.bounds_in_order: bad("bounds"),
    shared.pain_bands_cover: bad("pain-gap"),
    shared.danger_is_sourced: lambda _: Broken(REAL, (Citation("docs/safety.md", 3, "common-teaching"),)),
    shared.any_exercise_is_asked_about: condition("recent-surgery", any_exercise=None),
    shared.general_reasons_stand_once: asks("bridge", ask("recent-surgery", GENERAL or "")),
    wording.no_claims: bad("claim"),
    wording.tightening_is_gentle: bad("tightening-hard"),
    wording.sources_are_introduced: bad("unintroduced-document"),
    wording.joints_are_named: changed(
        "bird-dog", ask_first=(ask("inflammatory-disease"), ask("wrist-problem"))
    ),
    wording.mistakes_do_not_frighten: changed(
        "bridge",
        lambda r: {
            "mistakes": (r.mistakes[0].model_copy(update={"why": "Your spine twists."}), *r.mistakes[1:])
        },
    ),
    wording.findings_are_plain: changed("bridge", aim="For a slipped disc."),
    wording.pain_is_a_change: changed("bridge", do_not=("Stop if your low back hurts.",)),
    wording.texts_say_something: bad("placeholder"),
    content.breath_is_never_held: changed("bridge", do_not=("Do not rush.",)),
    content.leg_rule_stands: changed("bridge", stop_if=()),
    content.hands_and_knees_are_asked_about: asks("bird-dog", without="wrist-problem"),
    content.lying_on_the_back_is_left_out_in_pregnancy: asks("bridge", without="pregnancy"),
    content.lying_on_the_front_is_left_out: asks("prone-arm-raise", without="stenosis"),
    content.balls_roll: asks("ball-bridge", without="poor-balance"),
    content.rounding_is_asked_about: asks("pelvic-tilt", without="osteoporosis"),
    content.arching_is_asked_about_as_one: asks("prone-arm-raise", without="spondylolisthesis"),
    content.harder_waits_after_an_operation: asks("bird-dog", without="recent-surgery"),
    content.sent_elsewhere_is_left_out: asks("bridge", ask("neck-problem", "Do the pelvic tilt instead.")),
    content.long_holds_name_their_cap: asks(
        "wall-slide", ask("high-blood-pressure", "A strong still hold."), without="high-blood-pressure"
    ),
    content.still_holds_are_held: asks(
        "ball-wall-squat",
        ask("high-blood-pressure", "A strong still hold. Hold for 10 seconds at most."),
        without="high-blood-pressure",
    ),
    content.strong_efforts_ask_about_blood_pressure: asks("mcgill-curl-up", without="high-blood-pressure"),
    content.light_tightening_frightens_nobody: asks("standing-brace", ask("hernia")),
    content.cautions_rest_on_clinical_sources: asks(
        "bridge",
        ask("pregnancy", "From week 16 on.", planner="leave-out", sources=("azcentral-herniated-disc",)),
        without="pregnancy",
    ),
    content.advice_names_what_is_left_out: asks(
        "pelvic-tilt", ask("flexion-sensitive"), without="flexion-sensitive"
    ),
    content.figures_are_there: changed("bridge", figure=BRIDGE.figure.model_copy(update={"mistake": None})),
    rules.contacts_known: figure("bridge", pose("hold", rests=["back", "paws"])),
    rules.props_are_equipment: figure("bridge", lambda f: f.update(props=["mat", "ball"])),
    rules.start_and_hold: figure("bridge", lambda f: f["poses"][-1].update(name="top")),
    rules.angles_in_range: figure("dead-bug", pose("start", "both", hip=140)),
    rules.neutral_kept: figure("bird-dog", pose("hold", lumbar=25)),
    rules.hips_keep_level: figure("bird-dog", pose("hold", roll=25)),
    rules.bones_keep_length: figure("bridge", lambda _: None),
    rules.supports_touch: figure(
        "wall-slide",
        lambda f: f["poses"][0].update(
            rests=["left-foot", "pelvis on wall", "right-foot"], right={**f["poses"][0]["right"], "knee": 120}
        ),
    ),
    rules.nothing_sinks: figure("dead-bug-legs", pose("hold", "right", hip=-20, knee=0)),
    rules.nothing_passes_through: figure(
        "supine-draw-in", pose("start", "both", shoulder_turn=85, elbow=120)
    ),
    rules.arms_stand_upright: figure("bird-dog", pose("start", "both", shoulder=125)),
    rules.balanced: figure(
        "hip-hinge", lambda f: (pose("hold", pitch=80)(f), pose("hold", "both", hip=55, knee=0)(f))
    ),
    rules.something_moves: figure(
        "bridge", lambda f: f.update(poses=[f["poses"][0], {**f["poses"][0], "name": "hold"}])
    ),
    rules.people_known: figure("bridge", lambda f: f.update(who="nobody")),
    rules.efforts_are_seen: figure("supine-brace", lambda f: f.update(lens=None)),
    rules.lens_shows_something: figure("bridge", lambda f: f.update(lens="low-back")),
    rules.mistake_is_seen: figure("bird-dog", lambda f: f["mistake"].update(lumbar=2, right={})),
    drawing_rules.arrows_known: figure("bridge", lambda f: f.update(arrow="nose")),
    drawing_rules.arrows_lie_beside_the_body: figure("hip-hinge", lambda f: f.update(arrow="head")),
    drawing_rules.nobody_lies_on_a_large_belly: figure("prone-arm-raise", lambda f: f.update(who="omar")),
    drawing_rules.pictures_are_small: figure("bird-dog", many_poses),
    drawing_rules.movement_is_seen: figure("chair-march", nods),
    checked.poses_hold: figure("bird-dog", pose("hold", lumbar=25)),
    checked.pictures_differ: records(
        dict.fromkeys(
            ("bridge", "heel-slide"),
            lambda _: {"figure": BRIDGE.figure and BRIDGE.figure.model_copy(update={"who": "ruth"})},
        )
    ),
    plates_hold: plate(pitch=30.0),
}
"""For each rule a catalogue with a mistake that it refuses."""


@contextmanager
def a_longer_shin(loaded: Loaded) -> Iterator[None]:
    """Make a shin of a placed figure 5 cm longer: no record can, only the code that places a body."""
    of = scene.scene_of(loaded.exercises[0].value)
    body = of.poses[0].body
    foot = body["left-foot"]
    x, y, z = foot.at
    body["left-foot"] = Frame((x, y, z - 5), foot.turned)  # type: ignore[index]
    try:
        yield
    finally:
        body["left-foot"] = foot  # type: ignore[index]


def test_every_rule_has_a_case() -> None:
    """A rule that is run has a case that breaks it, and no case is left of a rule that is gone."""
    assert {rule.__name__ for rule in EVERY} == {rule.__name__ for rule in BREAKING}
    assert set(EVERY) == set(BREAKING)


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.__name__)
def test_each_rule_refuses_its_case(rule: Rule, tmp_path: Path) -> None:
    """Each rule names its case by file, line and a message."""
    case = BREAKING[rule](tmp_path)
    judged = dataclasses.replace(case.loaded, problems=())

    def lines() -> list[str]:
        every = check(judged, today=TODAY, cited=case.cited, pages=case.pages, rules=(rule,))
        return [str(problem) for problem in every]

    if rule is rules.bones_keep_length:
        assert lines() == []
        with a_longer_shin(judged):
            said = lines()
    else:
        said = lines()

    assert said, f"{rule.__name__} finds nothing in the case that breaks it"
    for line in said:
        path, number, message = line.split(":", 2)
        assert path.startswith(("exercises/", "docs/"))
        assert int(number) > 0
        assert message.strip()
