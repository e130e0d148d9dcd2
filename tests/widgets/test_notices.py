"""Notices are values: the same in every language, and put into words only where they are shown or announced."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, get_args, get_type_hints

import pytest

from tests.widgets.diary.test_answers import done, entry, log
from tests.widgets.driven import AT, Driven
from tests.widgets.frozen import real_catalog
from tests.widgets.plan.test_other_language import BRACKETS, without_messages
from widgets import days
from widgets.app import DOCUMENTS, WIDGETS
from widgets.diary import log_document
from widgets.diary.entries import Log
from widgets.language import ENGLISH, Language, used
from widgets.log import files
from widgets.log import notices as of_log
from widgets.plan import fill, store
from widgets.plan.changes import Change
from widgets.plan.store import Saved
from widgets.planner import draft as drafts
from widgets.planner import notices as of_planner
from widgets.protocol import Announce, Context, Json

CATALOG = real_catalog()
CONTEXT = Context(catalog=CATALOG, documents=DOCUMENTS, root="../")
TODAY = days.local_day(AT, 0)
WORDS: Mapping[str, Callable[..., tuple[str, ...]]] = {
    "weekly-planner": of_planner.words,
    "progress-log": of_log.words,
}

type Step = tuple[str, Json]


def plan(**changes: Any) -> str:  # noqa: ANN401 - answers of a profile
    """Return the text of a plan that began ten days ago."""
    profile = replace(fill.newcomer(CATALOG).profile, asked=True, **changes)
    return store.DOCUMENT.dump(Saved(course=fill.begin(profile, CATALOG), since=AT - 10 * days.MS_A_DAY))


def broken_plan() -> str:
    """Return the text of a plan with an exercise that there is no more, days too close, and a walk too long."""
    saved = store.DOCUMENT.load(plan())
    profile = replace(saved.course.profile, days=tuple(range(7)))
    course = replace(saved.course, known=("gone",), walk_minutes=400, profile=profile)
    return store.DOCUMENT.dump(replace(saved, course=course))


def changed(text: str | None) -> Step:
    """Return the answer to a save that another tab was faster than."""
    return "saved", {"key": store.KEY, "ok": False, "why": "changed", "text": text}


PLAN, OTHER = plan(), plan(rest=(6,))
DRAFT = drafts.DOCUMENT.dump({"walk-minutes": "25"})
HELD = log_document.dump(log(entry(days.shifted(TODAY, -1), "session", done("bridge"), pain=2)))
FILE: Json = {"name": "a", "text": files.export({log_document.KEY: HELD}, TODAY, DOCUMENTS)}
GONE: Step = ("stored", {"stored": {store.KEY: None}})
ELSEWHERE: Step = ("stored", {"stored": {store.KEY: OTHER}})

PLANS: Mapping[str, tuple[Mapping[str, str], tuple[Step, ...], set[str]]] = {
    "damage": ({store.KEY: "{"}, (), {"unreadable"}),
    "repair": ({store.KEY: broken_plan()}, (), {"gone", "days", "bounds"}),
    "a draft of a first form": ({drafts.KEY: DRAFT}, (), {"draft-below"}),
    "a draft of changes": ({store.KEY: PLAN, drafts.KEY: DRAFT}, (), {"draft-kept"}),
    "another tab": ({store.KEY: PLAN}, (ELSEWHERE,), {"changed"}),
    "deleted": ({store.KEY: PLAN}, (GONE,), {"deleted"}),
    "another tab and a form": (
        {store.KEY: PLAN},
        (("edit", None), ELSEWHERE, GONE),
        {"changed-while-editing", "deleted-while-editing"},
    ),
    "two tabs": ({store.KEY: PLAN}, (("toggle-rest", 1), changed(OTHER)), {"theirs"}),
    "a flare-up and another tab": (
        {store.KEY: PLAN},
        (("check-in", {"answer": "flare"}), ("dismiss", None), changed(OTHER)),
        {"flare"},
    ),
    "a flare-up": ({store.KEY: PLAN}, (("check-in", {"answer": "flare"}),), {"went", "walk-shorter"}),
    "nothing ticked": ({store.KEY: PLAN}, (("know", {}),), {"none-ticked"}),
    "easy": ({store.KEY: PLAN}, (("know", {"known-bridge": True, "known-supine-brace": True}),), {"easy"}),
}
LOGS: Mapping[str, tuple[Mapping[str, str], tuple[Step, ...], set[str]]] = {
    "damage": ({log_document.KEY: "{"}, (), {"unreadable"}),
    "much pain": ({}, (("add-pain", 9),), {"wait"}),
    "a flare-up": (
        {},
        (("open-form", "flare-up"), ("save", {"day": TODAY, "pain-before": "8"})),
        {"flare-up", "wait"},
    ),
    "pain after a session": (
        {},
        (("open-form", "session"), ("save", {"day": TODAY, "minutes": "9", "pain-after": "9"})),
        {"stop"},
    ),
    "a bad next day": ({log_document.KEY: HELD}, (("next-day", 9),), {"worse"}),
    "a file": ({}, (("choose-file", FILE), ("join", None)), {"brought-in"}),
    "nothing kept": (
        {log_document.KEY: HELD},
        (("ask-delete", None), ("delete-all", None)),
        {"deleted"},
    ),
}
"""Stored texts and events, and the kinds of notices that they lead to."""
OF_CATALOG = {"flare-up", "stop", "wait"}
"""Kinds whose words are the catalogue's, which comes in the reader's language."""
CASES = [
    *(("weekly-planner", *case) for case in PLANS.values()),
    *(("progress-log", *case) for case in LOGS.values()),
]


def reached(
    language: Language, tag: str, stored: Mapping[str, str], steps: tuple[Step, ...]
) -> tuple[Any, str]:
    """Return the state after some events in a language, and all that was announced on the way and at the next wake."""
    with used(language):
        driven: Driven[Any] = Driven(WIDGETS[tag], CONTEXT)
        state, effects = driven.do(driven.opened(**stored), *steps)
        _after, more = driven.do(state, ("wake", None))
    return state, " ".join(one.text for one in (*effects, *more) if isinstance(one, Announce))


@pytest.mark.parametrize(("tag", "stored", "steps", "kinds"), CASES)
def test_a_notice_is_the_same_in_every_language(
    tag: str, stored: Mapping[str, str], steps: tuple[Step, ...], kinds: set[str]
) -> None:
    """No notice is a text; each is announced in the reader's language, and its words follow the language."""
    state, heard = reached(ENGLISH, tag, stored, steps)
    assert {one.kind for one in state.notices} >= kinds
    assert not [one for one in state.notices if isinstance(one, str)]
    other, heard_in_other = reached(BRACKETS, tag, stored, steps)
    assert other.notices == state.notices
    assert other.kept.problem == state.kept.problem
    for language, said in ((ENGLISH, heard), (BRACKETS, heard_in_other)):
        with used(language):
            told = WORDS[tag](state.notices, CATALOG)
        assert all(one in said for one in told)
        assert any("⟦" in one for one in told) == (language is BRACKETS and bool(kinds - OF_CATALOG))


def test_every_kind_of_notice_has_words() -> None:
    """Each kind is a message, or a text of the catalogue, and nothing else."""
    kinds = get_args(get_type_hints(of_log.Notice)["kind"])
    with used(BRACKETS):
        told = [
            *(of_log.said(of_log.Notice(kind, "damage", 2), CATALOG) for kind in kinds),
            *(
                of_planner.said(of_planner.Notice(kind, ("bridge",), ("bird-dog",), 2, "version"), CATALOG)
                for kind in (*of_planner.WORDS, "too-long")
            ),
            of_planner.said(Change(kind="went", why="hurt", slug="bridge"), CATALOG),
        ]
    assert len({*told}) == len(kinds) + len(of_planner.WORDS) + 2
    assert {one: left for one in told if (left := without_messages(one).strip(" .⟦⟧"))} == {}


def test_a_part_that_cannot_be_read_is_counted() -> None:
    """Of a log of which only some entries can be read the notice has the number, and the words say it."""
    text = log_document.dump(Log()).replace('"entries": []', '"entries": [1, 2]')
    state, heard = reached(ENGLISH, "progress-log", {log_document.KEY: text}, ())
    assert state.notices == (of_log.Notice("unreadable", 2),)
    assert "Two entries of the log on this device cannot be read." in heard
