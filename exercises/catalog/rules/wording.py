"""Rules of wording: sentences that readers meet. They match English words, so they hold for English texts only."""

from __future__ import annotations

import re
from collections.abc import Mapping

from exercises.catalog.claims import claims
from exercises.catalog.model import Reference
from exercises.catalog.rules.case import Case, Finding, Findings, named, texts
from exercises.catalog.wording import Loc, label, show

TEACHES_BRACING = "supine-brace"
"""The one exercise whose steps may use the image of a light poke: it teaches to brace."""

INFLAMMATORY = "inflammatory-disease"

JOINTS: Mapping[str, str] = {
    "wrist-problem": "wrists",
    "shoulder-problem": "shoulders",
    "knee-problem": "knees",
    "hip-replacement": "hips",
}
"""The word for a joint, by the condition that concerns it."""

PLACEHOLDERS = frozenset(
    {"no", "none", "nothing", "n/a", "na", "nil", "false", "todo", "tbd", "fixme", "xxx", "wip"}
    | {"?", "??", "???", "--", "...", "\u2026"}
)
"""Texts that stand for an empty or unfinished field, in lower case."""

_TIGHTENS = re.compile(
    r"\b(?:tight(?:en)?|brace|firm|draw)\b.*\b(?:belly|waist|trunk|abdomen)\b", re.IGNORECASE
)

_LITTLE = re.compile(r"\b(?:little|light(?:ly)?|soft(?:ly)?|gent(?:le|ly))\b", re.IGNORECASE)

_POKE = re.compile(r"\b(?:poke|punch|hit you|blow)\b", re.IGNORECASE)

_UNINTRODUCED = re.compile(r"\b(?:first|second)(?: source)? (?:document|author)\b", re.IGNORECASE)


_HARM = re.compile(
    r"leaves? neutral|takes the (?:load|jolt|strain)|(?:spine|back) (?:twists|arches|bends|rounds|dips)"
    r"|pulls on your (?:back|spine)|pressed together",
    re.IGNORECASE,
)
_FRIGHTENS = re.compile(
    r"\b(?:slipped|cracked|squashed|crumbl\w+|worn(?:[- ]out)?|wear and tear|torn disc"
    r"|hurt you badly)\b",
    re.IGNORECASE,
)
_ALWAYS_THERE = re.compile(
    r"\b(?:before|until) it hurts\b(?! more)|\b(?:if|when) your (?:low )?back hurts\b(?! (?:more|sharply))"
    r"|\bhurts your (?:low )?back\b|\binto pain\b(?! that)",
    re.IGNORECASE,
)


def no_claims(case: Case) -> Findings:
    """No text claims a cure, safety for the reader, or an advantage over other care."""
    for entry in case.entries:
        for loc, text in texts(entry.value):
            if isinstance(entry.value, Reference) and loc[0] != "says":
                continue  # titles and publishers are quoted
            found = next(claims(text), None)
            if found is not None:
                message = f'{named(entry, loc)} must not say "{found}": nothing here can promise it'
                yield Finding(entry.path, (*entry.loc, *loc), message)


def tightening_is_gentle(case: Case) -> Findings:
    """A sentence that tightens belly, waist or trunk says how little; only the lying brace uses the image of a poke."""
    for entry in case.loaded.exercises:
        for index, step in enumerate(entry.value.steps):
            loc: Loc = ("steps", index, "text")
            for sentence in re.split(r"(?<=[.!?]) ", step.text):
                if _TIGHTENS.search(sentence) and not _LITTLE.search(sentence):
                    message = (
                        f"{label(loc)} must say how little to tighten, such as: tighten your belly a little"
                    )
                    yield Finding(entry.path, loc, message)
                elif _POKE.search(sentence) and entry.value.slug != TEACHES_BRACING:
                    message = (
                        f"{label(loc)} must not use the image of a poke, which makes people brace too hard"
                    )
                    yield Finding(entry.path, loc, message)


def sources_are_introduced(case: Case) -> Findings:
    """No text mentions "the first document" or "the second document": readers do not know these names."""
    for entry in case.entries:
        if isinstance(entry.value, Reference):
            continue
        for loc, text in texts(entry.value):
            found = _UNINTRODUCED.search(text)
            if found:
                message = (
                    f'{named(entry, loc)} must not say "{found[0]}":'
                    " say what it is, such as: one of the two texts this site grew from"
                )
                yield Finding(entry.path, (*entry.loc, *loc), message)


def joints_are_named(case: Case) -> Findings:
    """If a record asks about a joint, its reason to ask about inflammatory disease names that joint."""
    for entry in case.loaded.exercises:
        asked = {ask.condition: (index, ask) for index, ask in enumerate(entry.value.ask_first)}
        if INFLAMMATORY not in asked:
            continue
        index, ask = asked[INFLAMMATORY]
        for condition, joint in JOINTS.items():
            if condition in asked and joint not in ask.why:
                loc: Loc = ("ask_first", index, "why")
                message = f"{label(loc)} ({INFLAMMATORY}) must name the joints that are loaded: the {joint}"
                yield Finding(entry.path, loc, message)


def mistakes_do_not_frighten(case: Case) -> Findings:
    """What a mistake changes is said as training something else; that the back moves is no harm by itself."""
    for entry in case.loaded.exercises:
        for index, mistake in enumerate(entry.value.mistakes):
            found = _HARM.search(mistake.why)
            if found:
                loc: Loc = ("mistakes", index, "why")
                message = (
                    f'{label(loc)} must not give "{found[0]}" as a harm:'
                    " say what is trained in its place, and how to make it smaller"
                )
                yield Finding(entry.path, loc, message)


def findings_are_plain(case: Case) -> Findings:
    """No text calls a common finding slipped, cracked, squashed, worn or crumbling: such words frighten."""
    for entry in case.entries:
        if isinstance(entry.value, Reference):
            continue
        for loc, text in texts(entry.value):
            found = _FRIGHTENS.search(text)
            if found:
                message = (
                    f'{named(entry, loc)} must not say "{found[0]}": name the finding, and that it is common'
                )
                yield Finding(entry.path, (*entry.loc, *loc), message)


def pain_as_a_change(text: str) -> str | None:
    """Return the words of a text that take back pain for something new, or none.

    Most readers have a usual pain above 0, and the pain rule counts from it: "stop if your back hurts" would end every
    exercise of theirs before it began.
    """
    found = _ALWAYS_THERE.search(text)
    return found[0] if found else None


def pain_is_a_change(case: Case) -> Findings:
    """No text stops a reader because their back hurts: it says that the pain rises, as the pain rule does."""
    for entry in case.entries:
        if isinstance(entry.value, Reference):
            continue
        for loc, text in texts(entry.value):
            found = pain_as_a_change(text)
            if found:
                message = (
                    f'{named(entry, loc)} must not say "{found}": many readers\' backs hurt all the time,'
                    " so say that it hurts more"
                )
                yield Finding(entry.path, (*entry.loc, *loc), message)


def texts_say_something(case: Case) -> Findings:
    """No text of a record is a placeholder, such as "none" or "TODO"."""
    for entry in case.loaded.exercises:
        for loc, text in texts(entry.value):
            if text.casefold().rstrip(".") in PLACEHOLDERS or text in PLACEHOLDERS:
                message = f"{label(loc)} must say something or be left out, not {show(text)}"
                yield Finding(entry.path, loc, message)
