"""Rules on warning signs: the cards, the list behind them, and the pages that must carry signs. No rule on exercises.

Pure: no file, no clock. The pages come with the case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from exercises.catalog.care import Topic, Urgency
from exercises.catalog.rules.case import Case, Finding, Findings

URGENCIES: tuple[Urgency, ...] = ("emergency", "same-day", "soon")
"""The order of `urgencies` in `safety.yml`."""

MOST_SIGNS = 5
"""Signs on one card: the pattern of tested health services' care cards."""

MUST_CARRY: Mapping[str, tuple[str, ...]] = {
    "safety.md": (
        *("emergency", "check-emergency", "urgent", "check-urgent", "check-ask"),
        *("emergency-numbers", "red-flags-full", "stop-rules", "pain-rule"),
    ),
    "safety-sheet.md": ("emergency", "urgent", "stop-rules", "pain-rule"),
    "learn/after-surgery.md": ("signs-surgery",),
    "learn/flare-ups.md": ("emergency-line", "signs-flare-up"),
    "learn/nerve-root-pain.md": ("signs-leg-pain",),
    "learn/other-conditions.md": ("signs-pregnancy", "signs-cancer"),
}
"""The blocks that a page for readers at risk carries in its own text, by the page's path below the documents."""


def urgencies_complete(case: Case) -> Findings:
    """The list `urgencies` explains emergency, same-day and soon, in this order, and every one of them has signs."""
    safety = case.loaded.safety
    if safety is None:
        return
    named = tuple(level.urgency for level in safety.value.urgencies)
    if named != URGENCIES:
        yield Finding(safety.path, ("urgencies",), f"urgencies must be, in order, {', '.join(URGENCIES)}")
        return
    for urgency in URGENCIES:
        if not safety.value.flags(urgency):
            yield Finding(
                safety.path, ("red_flags",), f"red_flags must have a sign with the urgency {urgency}"
            )


def cards_are_short(case: Case) -> Findings:
    """A card has a title and one to five signs; an urgency without a card has no sign for one. Ids stand once."""
    safety = case.loaded.safety
    if safety is None:
        return
    ids = Counter(flag.id for flag in safety.value.red_flags)
    for index, flag in enumerate(safety.value.red_flags):
        if ids[flag.id] > 1:
            yield Finding(safety.path, ("red_flags", index, "id"), f"the id {flag.id} must stand once")
    for index, level in enumerate(safety.value.urgencies):
        signs = sum(flag.card is not None for flag in safety.value.flags(level.urgency))
        at = ("urgencies", index)
        if level.card is None and signs:
            yield Finding(safety.path, at, f"{level.urgency} needs a card, the title of its signs")
        elif level.card is not None and not 1 <= signs <= MOST_SIGNS:
            message = f"the card of {level.urgency} must have 1 to {MOST_SIGNS} signs, not {signs}"
            yield Finding(safety.path, at, message)


def topics_have_emergencies(case: Case) -> Findings:
    """Each topic of a sign has an emergency sign, so that no page lists only what can wait."""
    safety = case.loaded.safety
    if safety is None:
        return
    first: dict[Topic, int] = {}
    for index, flag in enumerate(safety.value.red_flags):
        for topic in flag.topics:
            first.setdefault(topic, index)
    for topic, index in first.items():
        if not safety.value.flags("emergency", topic):
            message = f"the topic {topic} must have at least one emergency sign"
            yield Finding(safety.path, ("red_flags", index, "topics"), message)


def pages_carry_signs(case: Case) -> Findings:
    """A page for readers at risk carries the warning signs in its own text, as blocks made from `safety.yml`."""
    for page in case.pages:
        _, _, path = page.path.partition("/")
        for name in MUST_CARRY.get(path, ()):
            if name not in page.blocks:
                message = f"the page must carry its warning signs: add the line <!-- block: {name} -->"
                yield Finding(page.path, (), message, line=1)
