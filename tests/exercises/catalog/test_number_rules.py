"""The rules on numbers with one home: each refuses a text that says another number, and passes the published texts."""

from __future__ import annotations

import dataclasses
import datetime as dt

from exercises.catalog.care import Safety
from exercises.catalog.load import ROOT, Loaded, load
from exercises.catalog.model import Exercise, Vocabulary
from exercises.catalog.rules import Case, Rule, numbers, record, shared

LOADED = load(ROOT)
assert LOADED.safety is not None
assert LOADED.vocabulary is not None
SAFETY: Safety = LOADED.safety.value
VOCABULARY: Vocabulary = LOADED.vocabulary.value
TODAY = dt.date(2026, 11, 29)


def found(rule: Rule, loaded: Loaded) -> list[str]:
    """Return the messages of one rule."""
    return [finding.message for finding in rule(Case(loaded, TODAY, ()))]


def with_safety(**fields: object) -> Loaded:
    """Return the catalogue with other safety texts."""
    assert LOADED.safety is not None
    value = SAFETY.model_copy(update=fields)
    return dataclasses.replace(LOADED, safety=dataclasses.replace(LOADED.safety, value=value))


def with_relative(**fields: object) -> Loaded:
    """Return the catalogue with another relative pain rule."""
    relative = SAFETY.pain_rule.relative.model_copy(update=fields)
    return with_safety(pain_rule=SAFETY.pain_rule.model_copy(update={"relative": relative}))


def with_record(slug: str, **fields: object) -> Loaded:
    """Return the catalogue with one record changed."""

    def change(value: Exercise) -> Exercise:
        return value.model_copy(update=fields) if value.slug == slug else value

    entries = tuple(dataclasses.replace(entry, value=change(entry.value)) for entry in LOADED.exercises)
    return dataclasses.replace(LOADED, exercises=entries)


def with_condition(id_: str, **fields: object) -> Loaded:
    """Return the catalogue with one condition changed."""
    assert LOADED.vocabulary is not None
    conditions = tuple(
        condition.model_copy(update=fields) if condition.id == id_ else condition
        for condition in VOCABULARY.conditions
    )
    value = VOCABULARY.model_copy(update={"conditions": conditions})
    return dataclasses.replace(LOADED, vocabulary=dataclasses.replace(LOADED.vocabulary, value=value))


def one(slug: str) -> Exercise:
    """Return a record of the catalogue."""
    return next(entry.value for entry in LOADED.exercises if entry.value.slug == slug)


def test_each_sentence_of_the_pain_rule_names_its_number() -> None:
    """A number that changes without its sentence, or an order that makes no sense, is refused."""
    assert found(numbers.pain_numbers_are_said, LOADED) == []
    assert found(numbers.pain_numbers_are_said, with_relative(stop_rise=3)) == [
        "pain_rule.relative.stop must name the number 3"
    ]
    assert found(
        numbers.pain_numbers_are_said, with_relative(begin_at_most=7, begin="At most 1 above, and 7.")
    ) == ["begin_at_most must be below ask_from, and ask_from at most stop_at"]


def test_no_text_has_a_pain_limit_of_its_own() -> None:
    """A pain "out of 10" that the pain rule does not have is refused wherever the catalogue says it."""
    assert found(numbers.pain_numbers_have_one_home, LOADED) == []
    assert found(
        numbers.pain_numbers_have_one_home, with_record("bridge", return_step="Stop at 9 out of 10.")
    ) == ["return_step must not say 9 out of 10: the pain rule has no such number"]


def test_a_change_that_counts_is_said() -> None:
    """The texts name the points and the percent of the data."""
    assert found(numbers.change_is_said, LOADED) == []
    change = SAFETY.change.model_copy(update={"points": 3})
    assert "change.worse must name the number 3" in found(numbers.change_is_said, with_safety(change=change))
    hard = SAFETY.activities.model_copy(update={"each": 4})
    assert "activities.text must name the number 4" in found(
        numbers.change_is_said, with_safety(activities=hard)
    )


def test_a_cap_is_said_and_kept() -> None:
    """Advice, reasons and start doses keep to the cap of a condition."""
    assert found(numbers.caps_are_kept, LOADED) == []
    lower = found(numbers.caps_are_kept, with_condition("high-blood-pressure", hold_at_most=5))
    assert any(message.endswith("advice must name the cap of 5 seconds") for message in lower)
    assert "ask_first for high-blood-pressure must say 5 seconds at most, not 10" in lower
    long = one("front-plank").dose.model_copy(update={"hold": 20})
    assert "dose.hold must be 10 or less: high-blood-pressure caps holds there" in found(
        numbers.caps_are_kept, with_record("front-plank", dose=long)
    )


def test_a_hold_past_a_cap_asks_whom_it_concerns() -> None:
    """A range past the cap of high blood pressure needs the reason to ask; without either it is refused."""
    rule = numbers.long_holds_ask_whom_they_concern
    assert found(rule, LOADED) == []
    asks = tuple(ask for ask in one("side-plank").ask_first if ask.condition != "high-blood-pressure")
    (message,) = found(rule, with_record("side-plank", ask_first=asks))
    assert "must end at 10 or less, or ask_first must name high-blood-pressure" in message


def test_no_record_asks_for_more_than_its_level() -> None:
    """A level 1 record that asks for longer holds than the level's goal is refused."""
    assert found(numbers.goals_agree, LOADED) == []
    dose = one("supine-brace").dose.model_copy(
        update={"build_up": "Move up when ten holds of ten seconds are easy."}
    )
    assert found(numbers.goals_agree, with_record("supine-brace", dose=dose)) == [
        "dose.build_up must not ask for more than 5 seconds: that is the level's goal"
    ]


def test_a_range_lets_one_do_less() -> None:
    """A range that begins at the start dose is refused, name by name."""
    dose = one("bridge").dose
    assert dose.range.hold is not None
    hold = dose.range.hold.model_copy(update={"low": 5})
    narrow = dose.model_copy(update={"range": dose.range.model_copy(update={"hold": hold})})
    assert found(record.range_lets_one_do_less, LOADED) == []
    assert found(record.range_lets_one_do_less, with_record("bridge", dose=narrow)) == [
        "dose.range.hold must begin at 2 or below, so that a reader can do less"
    ]


def test_what_concerns_any_exercise_is_said_once() -> None:
    """The vocabulary gives the reason for any exercise, and a record that repeats it is refused."""
    assert found(shared.any_exercise_is_asked_about, LOADED) == []
    assert found(shared.any_exercise_is_asked_about, with_condition("recent-surgery", any_exercise=None)) == [
        "any_exercise must say why recent-surgery asks before any exercise"
    ]
    general = next(c.any_exercise for c in VOCABULARY.conditions if c.id == "recent-surgery")
    ask = (
        one("bridge")
        .ask_first[0]
        .model_copy(update={"condition": "recent-surgery", "planner": "ask", "why": general})
    )
    assert found(shared.general_reasons_stand_once, LOADED) == []
    assert found(shared.general_reasons_stand_once, with_record("bridge", ask_first=(ask,))) == [
        "ask_first.1 repeats what vocabulary.yml says of any exercise: take it out"
    ]
