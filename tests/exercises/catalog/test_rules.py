from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.catalog.care import PainBand
from exercises.catalog.errors import Problem
from exercises.catalog.load import Citation, Entry, Loaded, load
from exercises.catalog.model import Exercise, Variant
from exercises.catalog.rules import (
    RULES,
    Case,
    Rule,
    check,
    ids,
    ladder,
    numbers,
    record,
    safety,
    search,
    shared,
    wording,
)
from tests.chance import examples

TODAY = dt.date(2026, 11, 20)
GOOD = load(Path(__file__).parent / "good")


def run(rule: Rule, loaded: Loaded, today: dt.date = TODAY) -> list[str]:
    """Return what one rule finds."""
    return [finding.message for finding in rule(Case(loaded, today, ()))]


def with_exercises(values: Sequence[Exercise]) -> Loaded:
    """Return the good catalogue with other records."""
    entries = tuple(Entry(f"good/data/{value.slug}.yml", (), value) for value in values)
    known = {**GOOD.known, "exercises": frozenset(value.slug for value in values)}
    return dataclasses.replace(GOOD, exercises=entries, known=known)


def changed(**fields: object) -> Loaded:
    """Return the good catalogue with one record that has these fields."""
    return with_exercises([GOOD.exercises[2].value.model_copy(update=fields)])


def test_good() -> None:
    """The good catalogue has nothing that any rule finds."""
    assert check(GOOD, today=TODAY) == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_rule_says_itself(rule: Rule) -> None:
    """A rule's docstring is the rule, in a sentence."""
    first = (rule.__doc__ or "").splitlines()[0]

    assert first[0].isupper()
    assert first.endswith(".")


def test_every_rule_runs() -> None:
    """A rule that is written is also run: none is forgotten in the list."""
    written = {
        value
        for module in (ids, ladder, numbers, record, safety, search, shared, wording)
        for name, value in vars(module).items()
        if getattr(value, "__annotations__", {}).get("return") == "Findings"
        and getattr(value, "__module__", "") == module.__name__
        and not name.startswith("_")
    }

    assert written == set(RULES)


def test_several_mistakes() -> None:
    """Every rule reports in one run, with the loader's own problems, sorted."""
    loaded = dataclasses.replace(
        dataclasses.replace(changed(face="up", aim="A cure.", equipment=("anvil",)), search=None),
        problems=(Problem("exercises/a.yml", 3, "first"),),
    )

    found = [str(problem) for problem in check(loaded, today=TODAY)]

    assert found[0] == "exercises/a.yml:3: first"
    assert [line.partition(": ")[2] for line in found[1:]] == [
        'aim must not say "cure": nothing here can promise it',
        "face must be down in the position quadruped, not up",
        'equipment.1 must be an id of vocabulary.yml, equipment, not "anvil"; known: mat',
        'easier.1.slug must be an exercise, not "second-step"',
    ]


class TestPages:
    def test_cited_by_a_page(self) -> None:
        """A reference that only a hand-written page cites is used."""
        reference = GOOD.references[1]
        unread = Entry(reference.path, (3,), reference.value.model_copy(update={"id": "unread"}))
        known = {**GOOD.known, "references": frozenset({*(GOOD.known["references"] or ()), "unread"})}
        loaded = dataclasses.replace(GOOD, references=(*GOOD.references, unread), known=known)

        assert [problem.message for problem in check(loaded, today=TODAY)] == [
            "unread must be cited by a record or a page, or be of kind note"
        ]
        assert check(loaded, today=TODAY, cited=(Citation("docs/a.md", 4, "unread"),)) == ()

    def test_dangling_link(self) -> None:
        """A hand-written page's link to a reference that is not there is reported at its own line."""
        found = check(GOOD, today=TODAY, cited=(Citation("docs/learn/walking.md", 7, "bookled"),))

        assert [problem.line for problem in found] == [7]
        assert str(found[0]) == (
            "docs/learn/walking.md:7: the link to #bookled must lead to an id of references.yml;"
            " did you mean booklet?"
        )


class TestNotJudged:
    """What another mistake may explain is not reported a second time."""

    @pytest.mark.parametrize("name", ["references", "vocabulary"])
    def test_unreadable_shared_file(self, tree: Path, name: str) -> None:
        """Where a shared file cannot be read, the ids that it should hold are not called dangling."""
        (tree / f"{name}.yml").write_text("\tbroken", encoding="utf-8")

        assert len(check(load(tree), today=TODAY)) == 1

    def test_broken_neighbour(self, tree: Path) -> None:
        """Where one record is broken, its neighbours are not blamed for naming it."""
        (tree / "data" / "second-step.yml").write_text("slug: second-step\n", encoding="utf-8")

        assert {problem.path for problem in check(load(tree), today=TODAY)} == {
            "exercises/data/second-step.yml"
        }


class TestDates:
    @pytest.mark.parametrize(
        ("days", "lines", "warning"),
        [(-1, 0, None), (0, 0, None), (1, 1, True), (90, 1, True), (91, 1, False), (400, 1, False)],
    )
    def test_grace(self, days: int, lines: int, warning: bool | None) -> None:  # noqa: FBT001 - a case's column
        """A record is good on its day, warns for ninety days, and fails after them."""
        due = GOOD.exercises[0].value.next_check
        found = check(GOOD, today=due + dt.timedelta(days=days))

        assert len(found) == lines * len(GOOD.exercises)
        assert {problem.warning for problem in found} == ({warning} if lines else set())

    def test_warning_is_said(self) -> None:
        """A warning is printed as one, and says when it becomes an error."""
        found = check(GOOD, today=dt.date(2027, 11, 21))

        assert str(found[0]) == (
            "good/data/first-step.yml:63: warning: the record must be compared with its sources again: "
            "it was due on 2027-11-20, and becomes an error after 2028-02-18"
        )

    def test_leap_day(self) -> None:
        """Two years after a leap day is the last of February, and no day later."""
        last = dt.date(2024, 2, 29)

        assert not run(record.dates_in_order, changed(last_checked=last, next_check=dt.date(2026, 2, 28)))
        assert run(record.dates_in_order, changed(last_checked=last, next_check=dt.date(2026, 3, 1)))

    def test_time_zones(self) -> None:
        """Where it is tomorrow already, a record may be checked tomorrow."""
        tomorrow = TODAY + dt.timedelta(days=1)

        assert not run(record.dates_in_order, changed(last_checked=tomorrow))
        assert run(record.dates_in_order, changed(last_checked=tomorrow + dt.timedelta(days=1)))


class TestRecords:
    @pytest.mark.parametrize(
        "text",
        [
            "This is safe for you.",
            "It CURES pain.",
            "It can cure you.",
            "A guaranteed result.",
            "We guarantee it.",
            "You're clear to start.",
            "You\u2019re in the clear.",
            "You are clear.",
            "It is perfectly safe.",
            "A risk-free drill.",
        ],
    )
    def test_promises(self, text: str) -> None:
        """A promise is found in any spelling."""
        assert len(run(wording.no_claims, changed(aim=text))) == 1

    @pytest.mark.parametrize(
        "text",
        ["Keep the mat secure.", "Be accurate.", "Make it clear to your provider.", "Is it safe? Ask first."],
    )
    def test_harmless_words(self, text: str) -> None:
        """Words that only look like a promise pass."""
        assert run(wording.no_claims, changed(aim=text)) == []

    def test_promises_of_others(self) -> None:
        """A reference's title is others' words; what this site says of it is not."""
        entry = GOOD.references[0]
        title = entry.value.model_copy(update={"title": "The cure for back pain"})
        says = entry.value.model_copy(update={"says": "A cure for back pain."})

        for value, lines in ((title, 0), (says, 1)):
            loaded = dataclasses.replace(GOOD, references=(dataclasses.replace(entry, value=value),))
            assert len(run(wording.no_claims, loaded)) == lines

    @pytest.mark.parametrize(
        ("step", "found"),
        [
            ("Tighten your belly.", 1),
            ("Brace your trunk hard.", 1),
            ("Draw in your waist. Keep a light grip.", 1),
            ("Tighten your belly a little.", 0),
            ("Make your waist lightly firm. Draw your belly in softly.", 0),
            ("Firm ground under your feet. Lift one arm.", 0),
        ],
    )
    def test_tightening(self, step: str, found: int) -> None:
        """Each sentence that tightens the trunk says how little; others pass."""
        steps = GOOD.exercises[2].value.steps
        loaded = changed(steps=(steps[0].model_copy(update={"text": step}), *steps[1:]))

        assert len(run(wording.tightening_is_gentle, loaded)) == found

    def test_the_poke_is_taught_once(self) -> None:
        """The image of a poke passes where bracing is taught, and nowhere else."""
        record = GOOD.exercises[2].value
        steps = (
            record.steps[0].model_copy(update={"text": "Make it lightly firm, as for a poke."}),
            *record.steps[1:],
        )
        lying = record.model_copy(update={"steps": steps, "slug": wording.TEACHES_BRACING})

        assert run(wording.tightening_is_gentle, changed(steps=steps))
        assert run(wording.tightening_is_gentle, with_exercises([lying])) == []

    def test_joints_are_named(self) -> None:
        """A reason about inflammatory disease names the joints that the record asks about; without one, all is well."""
        ask = GOOD.exercises[2].value.ask_first[0]
        disease = ask.model_copy(update={"condition": "inflammatory-disease", "why": "See a doctor first."})
        wrist = ask.model_copy(update={"condition": "wrist-problem", "why": "It may hurt."})
        named = disease.model_copy(update={"why": "It works the wrists."})

        def found(*asks: object) -> list[str]:
            return run(wording.joints_are_named, changed(ask_first=asks))

        assert found(wrist) == []
        assert found(disease) == []
        assert found(disease, wrist) == [
            "ask_first.1.why (inflammatory-disease) must name the joints that are loaded: the wrists"
        ]
        assert found(named, wrist) == []

    @pytest.mark.parametrize(
        ("why", "lines"),
        [
            ("Your low back arches and leaves neutral.", 1),
            ("Your spine twists.", 1),
            ("The swing lifts you, and your back takes the jolt.", 1),
            ("Your back does the work of your bottom. Lift a little lower.", 0),
            ("Your waist moves, and your belly rests. Make the lift smaller.", 0),
        ],
    )
    def test_a_mistake_frightens_nobody(self, why: str, lines: int) -> None:
        """That the back moves is not given as a harm; that something else is trained may be said."""
        mistake = GOOD.exercises[2].value.mistakes[0].model_copy(update={"why": why})

        assert len(run(wording.mistakes_do_not_frighten, changed(mistakes=(mistake,)))) == lines

    @pytest.mark.parametrize(
        ("text", "lines"),
        [("A slipped disc.", 1), ("The bone is cracked.", 1), ("A vertebra a little out of line.", 0)],
    )
    def test_common_findings_have_plain_names(self, text: str, lines: int) -> None:
        """Words that frighten are refused in every text of the catalogue, titles of others aside."""
        assert len(run(wording.findings_are_plain, changed(aim=text))) == lines

    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            ("Stop if your low back hurts.", 1),
            ("Turn back before it hurts.", 1),
            ("Do not press into pain.", 1),
            ("Stop if your low back hurts more.", 0),
            ("Stop if your knee hurts.", 0),
        ],
    )
    def test_pain_is_told_as_a_change(self, text: str, lines: int) -> None:
        """A back that hurts all the time stops nobody: the pain rule counts from the usual pain."""
        assert len(run(wording.pain_is_a_change, changed(do_not=(text,)))) == lines

    def test_danger_is_sourced(self) -> None:
        """The safety page may not cite common teaching; other pages may."""
        for path, lines in (("docs/safety.md", 1), ("docs/learn/questions.md", 0)):
            case = Case(GOOD, TODAY, (Citation(path=path, line=3, id="common-teaching"),))
            assert len(list(shared.danger_is_sourced(case))) == lines

    @pytest.mark.parametrize("position", sorted(record.NEEDED_EQUIPMENT))
    def test_ball(self, position: str) -> None:
        """A position on the ball needs the ball."""
        assert run(record.equipment_fits_position, changed(position=position))
        assert not run(
            record.equipment_fits_position, changed(position=position, equipment=("mat", "stability-ball"))
        )

    @pytest.mark.parametrize(("position", "face"), sorted(record.FACES.items()))
    def test_faces(self, position: str, face: str) -> None:
        """Each known position has one face."""
        found = [
            other
            for other in ("up", "down", "other")
            if not run(record.face_fits_position, changed(position=position, face=other))
        ]

        assert found == [face]

    def test_new_position(self) -> None:
        """A position that no rule knows may have any face: the vocabulary may grow without code."""
        assert run(record.face_fits_position, changed(position="hanging", face="up")) == []

    @pytest.mark.parametrize("slug", sorted(record.LEAVE_NEUTRAL))
    def test_leaving_neutral(self, slug: str) -> None:
        """The drills that leave neutral must say so; a word suffices."""
        assert run(record.leaving_neutral_said, changed(slug=slug))
        assert not run(
            record.leaving_neutral_said, changed(slug=slug, leaves_neutral="A little, to find the middle.")
        )

    def test_dose_limits(self) -> None:
        """The limits of a range are the model's own."""
        assert {name: record._limits(name) for name in ("hold", "reps", "sets")} == {
            "hold": (0, 60),
            "reps": (1, 30),
            "sets": (1, 5),
        }


class TestShared:
    @settings(max_examples=examples(300))
    @given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=3, max_size=3))
    def test_pain_bands(self, ends: list[tuple[int, int]]) -> None:
        """Three bands pass exactly when, in order, they hold each number from 0 to 10 once."""
        names = ("go on", "make it easier", "stop")
        bands = tuple(
            PainBand(low=low, high=high, name=name, text="Words.")
            for (low, high), name in zip(ends, names, strict=True)
        )
        assert GOOD.safety is not None
        rule = GOOD.safety.value.pain_rule.model_copy(update={"bands": bands})
        safety = dataclasses.replace(
            GOOD.safety, value=GOOD.safety.value.model_copy(update={"pain_rule": rule})
        )

        found = run(shared.pain_bands_cover, dataclasses.replace(GOOD, safety=safety))

        covered = [number for low, high in ends for number in range(low, high + 1)]
        whole = covered == list(range(11)) and all(low <= high for low, high in ends)
        assert len(found) == (0 if whole else 1)

    def test_pain_names(self) -> None:
        """The bands go from "go on" to "stop", never the other way."""
        assert GOOD.safety is not None
        rule = GOOD.safety.value.pain_rule
        bands = (rule.bands[0], rule.bands[1].model_copy(update={"name": "go on"}), rule.bands[2])
        value = GOOD.safety.value.model_copy(update={"pain_rule": rule.model_copy(update={"bands": bands})})
        loaded = dataclasses.replace(GOOD, safety=dataclasses.replace(GOOD.safety, value=value))

        assert run(shared.pain_bands_cover, loaded) == [
            "the names must be, in order, go on, make it easier, stop"
        ]

    @pytest.mark.parametrize(
        ("keep", "line"), [(4, "level 5 must be there"), (6, "there must be five levels")]
    )
    def test_levels(self, keep: int, line: str) -> None:
        """There are five levels: no fewer, no more."""
        levels = (*GOOD.levels, GOOD.levels[-1])[:keep]
        (found,) = run(shared.levels_complete, dataclasses.replace(GOOD, levels=levels))

        assert found.startswith(line)


def graph(levels: Mapping[str, int], edges: Sequence[tuple[str, str]]) -> Loaded:
    """Return a catalogue of records with these levels and mirrored steps from easier to harder."""
    record = GOOD.exercises[0].value

    def variants(slugs: list[str]) -> tuple[Variant, ...]:
        return tuple(Variant(slug=slug, change="It changes.") for slug in slugs)

    return with_exercises(
        [
            record.model_copy(
                update={
                    "slug": slug,
                    "name": slug,
                    "level": level,
                    "easier": variants([low for low, high in edges if high == slug]),
                    "harder": variants([high for low, high in edges if low == slug]),
                }
            )
            for slug, level in levels.items()
        ]
    )


SLUGS = ("a", "b", "c", "d", "e")


class TestGraph:
    @settings(max_examples=examples(300))
    @given(
        st.fixed_dictionaries({slug: st.integers(1, 5) for slug in SLUGS}),
        st.lists(
            st.tuples(st.sampled_from(SLUGS), st.sampled_from(SLUGS)).filter(lambda edge: edge[0] != edge[1]),
            unique=True,
            max_size=8,
        ),
    )
    def test_any_graph(self, levels: dict[str, int], edges: list[tuple[str, str]]) -> None:
        """Exactly the graphs pass that go up by at most two, have no circle, and reach all from level 1."""
        loaded = graph(levels, edges)
        wrong = [
            finding
            for rule in (
                ladder.harder_goes_up,
                ladder.no_circle,
                ladder.reached_from_level_1,
                ladder.neighbours_mirror,
            )
            for finding in run(rule, loaded)
        ]

        before: dict[str, set[str]] = {slug: set() for slug in SLUGS}
        for low, high in edges:
            before[high].add(low)
        try:
            order = tuple(TopologicalSorter(before).static_order())
        except CycleError:
            good = False
        else:
            reached: set[str] = set()
            for slug in order:
                if levels[slug] == 1 or before[slug] & reached:
                    reached.add(slug)
            steps = [levels[high] - levels[low] for low, high in edges]
            good = reached == set(SLUGS) and all(0 <= step <= 2 for step in steps)
        assert (not wrong) == good

    def test_mirror_both_ways(self) -> None:
        """The neighbour that does not name back is the one that is told, whichever side it is."""
        for side, told in (("harder", "a"), ("easier", "b")):
            loaded = graph({"a": 1, "b": 2}, [("a", "b")])
            slug = "a" if side == "harder" else "b"
            values = [
                entry.value.model_copy(update={side: ()}) if entry.value.slug == slug else entry.value
                for entry in loaded.exercises
            ]
            (finding,) = ladder.neighbours_mirror(Case(with_exercises(values), TODAY, ()))

            assert finding.path == f"good/data/{told}.yml"
            assert finding.message.startswith(f"{side} must name")

    def test_a_long_way_is_no_circle(self) -> None:
        """Two thousand exercises, each a little harder than the one before, are walked to the end."""
        names = [f"e{number}" for number in range(2000)]

        assert run(ladder.no_circle, graph(dict.fromkeys(names, 2), [*pairwise(names)])) == []

    def test_long_circle(self) -> None:
        """A circle of three is named once, whole."""
        levels = {"a": 2, "b": 2, "c": 2}

        assert run(ladder.no_circle, graph(levels, [("a", "b"), ("b", "c"), ("c", "a")])) == [
            "going from harder to harder must not lead back: a -> b -> c -> a"
        ]
