"""A plan as a file: exact, readable, and safe against whatever comes in its place."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.chance import examples
from widgets.catalog import Catalog
from widgets.plan.shared import SharedPlan
from widgets.share import file
from widgets.share.kinds import PLAN_FORMAT, UnreadError


@given(data=st.data())
@settings(max_examples=examples(100), suppress_health_check=[HealthCheck.too_slow])
def test_a_plan_comes_back_as_it_was(
    data: st.DataObject, plans: st.SearchStrategy[SharedPlan], frozen: Catalog
) -> None:
    """Whatever a plan holds, its file holds exactly that."""
    plan = data.draw(plans)

    assert file.load(file.dump(plan), frozen) == plan


def test_each_failure_is_told_apart(eight: SharedPlan, real: Catalog) -> None:
    """A file that was changed, made later, or is something else, is told apart."""
    text = file.dump(eight)

    def why(wrong: str) -> str:
        with pytest.raises(UnreadError) as caught:
            file.load(wrong, real)
        return caught.value.why

    assert why(text.replace('"level": 3', '"level": 5')) == "changed-file"
    assert why(text.replace('"version": 1', '"version": 3')) == "later-file"
    foreign = (
        "",
        "null",
        "[]",
        "{}",
        "[" * 100_000,
        '{"format": "something-else"}',
        "\0",
        text[:-20],
        "1" * 200_000,
    )
    for other in foreign:
        assert why(other) == "other-file", other[:40]


def test_a_right_checksum_is_no_reason_to_trust(eight: SharedPlan, real: Catalog) -> None:
    """Wrong kinds of values are refused, also where whoever wrote them added the checksum of what they wrote."""
    good = json.loads(file.dump(eight))["plan"]
    wrong: list[dict[str, object]] = [
        {key: value for key, value in good.items() if key != gone} for gone in good
    ]
    wrong += [
        {**good, key: value}
        for key, was in good.items()
        for value in ("many", -1, 1e9, 10**30, None, [None], {"a": 1}, True, [[1]])
        if value != was
        and (key, value)
        not in (("answers", None), ("prepared", True), ("again", True), ("name", "many"), ("note", "many"))
    ]
    wrong += [{**good, "exercises": [{**good["exercises"][0], key: {}}]} for key in good["exercises"][0]]
    for data in wrong:
        text = {"format": PLAN_FORMAT, "version": 1, "plan": data, "checksum": file._checksum(data)}
        with pytest.raises(UnreadError, match="changed-file"):
            file.load(json.dumps(text), real)


def test_ten_thousand_wrong_files_do_nothing(eight: SharedPlan, real: Catalog) -> None:
    """Random and mutated files are refused for one of three reasons, or are the plan unharmed: nothing else."""
    chance = random.Random(8)  # noqa: S311 - not for secrets
    text = file.dump(replace(eight, note="<b>Hello</b>", prepared=True))
    whole = file.load(text, real)
    told = set()
    for _ in range(10_000):
        wrong = list(text)
        for _ in range(chance.randrange(1, 4)):
            place = chance.randrange(len(wrong))
            wrong[place : place + chance.randrange(3)] = chance.choice('01234567aez"{}[],: \n\\<')
        try:
            assert file.load("".join(wrong), real) == whole
        except UnreadError as error:
            told.add(error.why)
    assert told == {"other-file", "changed-file", "later-file"}
