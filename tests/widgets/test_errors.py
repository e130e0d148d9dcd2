"""Errors of forms and files are values: the same in every language, and put into words only where they are shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAliasType, get_args

import pytest

from tests.widgets.driven import AT
from tests.widgets.plan.test_other_language import BRACKETS, without_messages
from tests.widgets.test_notices import CATALOG, CONTEXT, PLAN, TODAY, Step, plan, reached
from widgets import days
from widgets.app import DOCUMENTS
from widgets.diary import log_document
from widgets.diary.entries import EMPTY
from widgets.fields import FieldError
from widgets.language import ENGLISH, used
from widgets.log import error_words, files
from widgets.log import form as of_log
from widgets.log.state import State as LogState
from widgets.plan import store
from widgets.plan.limits import DayCount, TooClose
from widgets.plan.shared import SharedPlan
from widgets.planner import form as of_planner
from widgets.planner import words
from widgets.planner.state import State as PlannerState
from widgets.prepare import draft, view
from widgets.protocol import Json
from widgets.share import agenda, file, kinds, link
from widgets.share import words as of_share

PLANNER, LOG, MAKER = "weekly-planner", "progress-log", "plan-maker"
SHARED = SharedPlan(level=1, days=(0, 2, 4), session_minutes=10, walk_minutes=0, items=())
LINK, FILE = link.encode(SHARED), file.dump(SHARED)
LATER = f"9{LINK[1:3]}"
LATER += link._base64((data := link._bytes(LINK[3:])[:-4]) + link._check(LATER, data))
EXPORT: dict[str, Any] = json.loads(
    files.export({log_document.KEY: log_document.dump(EMPTY)}, TODAY, DOCUMENTS)
)
FORM: dict[str, Json] = {"asked": "yes", "signs": "no", "level": "3", "session-minutes": "60", "flare": True}
SAVED = store.DOCUMENT.load(plan(level=2))
FLARE = {store.KEY: store.DOCUMENT.dump(replace(SAVED, course=replace(SAVED.course, in_flare=True)))}
YOUNG = {store.KEY: plan().replace(f"{AT - 10 * days.MS_A_DAY}", f"{AT - days.MS_A_DAY}")}
BRIDGE: Step = ("add", "bridge")
BROKEN: Json = {"sets-bridge": "0", "reps-bridge": "x", "hold-bridge": "", "daily-bridge": "9"}


def exported(**changes: object) -> Json:
    """Return a file of everything that is changed in some parts, as the log gets it."""
    return {"name": "a", "text": json.dumps(EXPORT | changes)}


CASES: tuple[tuple[str, Mapping[str, str], tuple[Step, ...], set[object]], ...] = (
    (PLANNER, {}, (("save", {}),), {"unanswered"}),
    (PLANNER, {}, (("save", FORM | {"day-0": True}),), {"unanswered", "days"}),
    (PLANNER, {}, (("save", FORM | {f"day-{day}": True for day in range(3)}),), {"unanswered", "days"}),
    (PLANNER, FLARE, (("edit", None), ("save", FORM)), {"flare", "days", "unanswered"}),
    (PLANNER, {store.KEY: PLAN}, (("open-check", None), ("check-in", {})), {"unanswered"}),
    (PLANNER, YOUNG, (("open-check", None), ("check-in", {"answer": "fine"})), {"early"}),
    (PLANNER, {}, (("fragment", "#plan=hello"),), {"other-link"}),
    (PLANNER, {}, (("fragment", f"#plan={LINK[:-3]}"),), {"cut-off"}),
    (PLANNER, {}, (("fragment", f"#plan={LINK[:-1]}{chr(ord(LINK[-1]) ^ 1)}"),), {"changed-link"}),
    (PLANNER, {}, (("fragment", f"#plan={LATER}"),), {"later-link"}),
    (PLANNER, {}, (("open-plan-file", {"text": "{}"}),), {"other-file"}),
    (PLANNER, {}, (("open-plan-file", {"text": FILE.replace("10", "11")}),), {"changed-file"}),
    (PLANNER, {}, (("open-plan-file", {"text": FILE.replace('n": 1', 'n": 9')}),), {"later-file"}),
    (PLANNER, {}, (("open-plan-file", {"text": None}),), {"too-large"}),
    (PLANNER, {}, (("open-plan-file", exported()),), {"everything"}),
    (PLANNER, {store.KEY: PLAN}, (("make-calendar", {}),), {"at", "walk-at", "start", "weeks"}),
    (PLANNER, {store.KEY: PLAN}, (("save-plan-file", None),), {"plan"}),
    (LOG, {}, (("open-form", "pain"), ("save", {})), {"no-day", "needed"}),
    (
        LOG,
        {},
        (("open-form", "walk"), ("save", {"day": "2099-01-01", "note": "x" * 1001})),
        {"to-come", "too-long"},
    ),
    (LOG, {}, (("open-form", "walk"), ("save", {"day": "0001-01-01", "minutes": "x"})), {"year", "minutes"}),
    (LOG, {}, (("open-form", "session"), ("save", {"day": TODAY, "pain-after": "x"})), {"pain"}),
    (LOG, {}, (("open-form", "appointment"), ("save", {"goal": "x" * 9999})), {"too-long"}),
    (LOG, {}, (("choose-file", {"text": "hello"}),), {"cut-off"}),
    (LOG, {}, (("choose-file", {"text": "[]"}),), {"other"}),
    (LOG, {}, (("choose-file", {"text": FILE}),), {"plan"}),
    (LOG, {}, (("choose-file", exported(version=99)),), {"version"}),
    (LOG, {}, (("choose-file", exported(documents={"x": {}})),), {"unknown"}),
    (LOG, {}, (("choose-file", exported(documents={store.KEY: {}})),), {"part"}),
    (LOG, {}, (("choose-file", exported(documents={})),), {"empty"}),
    (LOG, {}, (("choose-file", {"text": None, "size": 9e9}),), {"too-large"}),
    (LOG, {}, (("choose-file", {"text": None}),), {"unreadable"}),
    (
        MAKER,
        {},
        (("edit", {f"day-{day}": False for day in range(7)}), ("print", None)),
        {"no-exercise", "no-day"},
    ),
    (MAKER, {}, (BRIDGE, ("edit", BROKEN), ("print", None)), {"sets", "reps", "hold", "daily"}),
    (MAKER, {}, (BRIDGE, ("edit", {f"on-{day}-bridge": False for day in range(7)})), {"other-days"}),
    (MAKER, {}, (BRIDGE, ("edit", {"sets-bridge": "9"}), ("print", None)), {"no-note"}),
    (MAKER, {}, (("edit", {"walk": "x", "phone": "x"}), ("print", None)), {"walk", "phone", "no-exercise"}),
    (MAKER, {}, (BRIDGE, ("open-plan-file", {"text": FILE})), {"not-empty"}),
)
"""An element, the stored texts, events, and the reasons that they lead to."""


def reasons(state: Any) -> Iterator[object]:  # noqa: ANN401 - of any element
    """Yield what is wrong with the forms and files of a state, and the file that was saved."""
    match state:
        case LogState():
            errors = state.editing.errors if state.editing else ()
            yield from (one.why for one in (*errors, state.file_problem) if one)
            return
        case PlannerState():
            yield from (one.why for one in state.errors)
        case _ if not state.sharing.problem:
            yield from (one.why for one in draft.problems(state.draft, CATALOG))
    sharing = state.sharing
    yield from filter(None, (*sharing.errors, sharing.problem, sharing.saved))


@pytest.mark.parametrize(("tag", "stored", "steps", "wrong"), CASES)
def test_an_error_is_the_same_in_every_language(
    tag: str, stored: Mapping[str, str], steps: tuple[Step, ...], wrong: set[object]
) -> None:
    """No state holds a message: neither an error, nor anything else that an event leads to."""
    state, _heard = reached(ENGLISH, tag, stored, steps)
    assert {*reasons(state)} == wrong
    other, _heard = reached(BRACKETS, tag, stored, steps)
    assert other == state
    assert "⟦" not in repr(other)


def literals(alias: Any) -> set[Any]:  # noqa: ANN401 - a type alias, a union, a literal's value
    """Return the values of the literals behind a type alias."""
    if isinstance(alias, TypeAliasType):
        return literals(alias.__value__)
    return {one for arg in get_args(alias) for one in literals(arg)} or {alias}


def of(name: str, why: of_planner.Why, **facts: object) -> of_planner.Error:
    """Return an error of the planner with every fact, and a button."""
    return FieldError(
        field=name, why=why, facts={"number": 2, "wait": 2, "good": (0, 2), **facts}, fix={name: ""}
    )


def told() -> Iterator[str]:
    """Yield the words of every reason."""
    problems = (DayCount(3, 3, 1), DayCount(2, 4, 1), TooClose(3, 1, 0, 1))
    errors = [
        of("answer", "early"),
        *(of(name, "unanswered") for name in words.FIELDS if name != "days"),
        *(of(name, "flare") for name in ("level", *of_planner.MINUTES)),
        *(of("days", "days", problem=one) for one in problems),
    ]
    assert {one.why for one in errors} == literals(of_planner.Why)
    for one in errors:
        (said,) = words.told([one], CATALOG).values()
        yield from (said.label, said.text, said.fix)
    long = {"n": 2, "most": 1}
    for why in literals(of_log.Why):
        for kind in ("session", "pain", "appointment"):
            error = FieldError(field="pain-before", why=why, facts=long)
            yield from error_words.told([error], kind)["pain-before"]
    yield from (error_words.of_file(files.Problem(why, store.KEY), DOCUMENTS) for why in literals(files.Why))
    yield from map(of_share.why, literals(kinds.Why))
    yield from (of_share.labels(literals(agenda.Field)), *of_share.wrong(literals(agenda.Field)).values())
    numbers = {"slug": "bridge", "low": 1, "high": 2, "most": 3, "outside": (("sets", 9, 3),)}
    for why in literals(draft.Why):
        yield view.problem_words(FieldError(field="x", why=why, facts=numbers), CONTEXT.catalog)


def test_every_reason_has_words() -> None:
    """Each reason is a message with its numbers and names in it, and nothing else."""
    with used(BRACKETS):
        left = {said: rest for said in told() if (rest := without_messages(said).strip(" ,:.+⟦⟧"))}
    assert left == {}
