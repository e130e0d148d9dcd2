"""The plan's values in the reader's language: names, changes, reasons.

Elements show them; nothing here is stored or shared. `widgets.plan.verdict_words` has those of verdicts,
`widgets.plan.review_words` those of a week that was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from widgets import words
from widgets.catalog import Catalog, Exercise
from widgets.dose.words import dose_line
from widgets.language import ENGLISH, N_, _, current, ngettext
from widgets.plan import admission, limits
from widgets.plan.admission import Closed
from widgets.plan.changes import Change
from widgets.plan.limits import DayCount, DayProblem, TooClose
from widgets.plan.values import Course, Item

OFTEN = N_(
    "That was three flare-ups in six weeks. Ask your provider before you go on. "
    "Nothing new comes in until four weeks went fine."
)
NOTHING_LEFT = N_(
    "No exercise is left in your week, so it has walks alone. Ask your provider what suits you. "
    "You can bring an exercise back yourself, and after a few fine weeks another one may come in."
)
"""Two verdicts that a change says, too."""


def name(slug: str, catalog: Catalog) -> str:
    """Return an exercise's name; its slug where the library has it no more."""
    return next((e.name for e in catalog.exercises if e.slug == slug), slug)


def names(slugs: Any, catalog: Catalog, last: str = "and") -> str:  # noqa: ANN401 - any collection of slugs
    """Return exercises' names as a list."""
    return words.listed([name(slug, catalog) for slug in slugs], last)


def item_words(item: str, catalog: Catalog) -> str:
    """Return a piece of equipment in the middle of a sentence: `a firm chair`, `something soft to lie on`.

    In other languages it stands as the catalogue has it: not every one writes nouns in lower case.
    """
    said = next((each.name for each in catalog.equipment if each.id == item), item.replace("-", " "))
    if current().tag != ENGLISH.tag:
        return said
    said = said[:1].lower() + said[1:]
    return said if said.startswith("something") else words.a(said)


def needs(items: Iterable[str], catalog: Catalog) -> str:
    """Return what an exercise needs, in a sentence."""
    return _("It needs {items}.", items=words.listed([item_words(item, catalog) for item in items]))


def why_days(problem: DayProblem) -> str:
    """Return why exercise days are not allowed, to follow their label: `choose 3 days. You chose 2.`."""
    match problem:
        case DayCount(least, most, chosen) if least == most:
            return ngettext(
                "choose {n} day. You chose {chosen}.",
                "choose {n} days. You chose {chosen}.",
                most,
                chosen=chosen,
            )
        case DayCount():
            return _("choose {least} to {most} days. You chose {chosen}.", **problem._asdict())
        case TooClose(level, rest, day, other):
            wants = ngettext(
                "level {level} wants {count} day without exercise between two exercise days.",
                "level {level} wants {count} days without exercise between two exercise days.",
                rest,
                level=level,
                count=words.spelled(rest),
            )
            first, second = words.weekday_name(day), words.weekday_name(other)
            return f"{wants} {_('{first} and {second} are too close.', first=first, second=second)}"


def with_reason(subject: str, reason: str) -> str:
    """Return a name or a list of names with a sentence about it: `Sciatica: Keep your legs bent.`."""
    return _("{subject}: {reason}", subject=subject, reason=reason)


def condition_name(id_: str, catalog: Catalog) -> str:
    """Return a condition's name."""
    return next((condition.name for condition in catalog.conditions if condition.id == id_), id_)


def why_closed(closed: Closed, catalog: Catalog) -> str:
    """Return why an exercise is not for this reader, or not yet, in a sentence."""
    match closed.rule:
        case "level":
            return _("It is a level {level} exercise.", level=closed.exercise.level)
        case "condition":
            return with_reason(condition_name(closed.by[0], catalog), closed.why)
        case "equipment":
            return needs(closed.by, catalog)
        case "easier-first":
            return _("First make this one easy: {exercises}.", exercises=names(closed.by, catalog, "or"))
        case "left-out":
            return _("Left out for now.")


def closed(course: Course, catalog: Catalog) -> list[tuple[Exercise, list[str]]]:
    """Return the exercises that a first week could have, each with every reason that excludes it for this reader."""
    prepared = course.profile.prescribed
    if prepared is not None:
        slugs = {item.slug for item in prepared.items}
        asked = [one for one in catalog.exercises if one.slug in slugs]
        rules: tuple[admission.Admission, ...] = (
            admission.no_condition_leaves_it_out,
            admission.not_left_out,
        )
    else:
        lowest = limits.lowest_level(catalog)
        asked = [one for one in catalog.exercises if one.level == lowest or one.slug in course.known]
        rules = admission.USABLE

    def why(found: Closed) -> str:
        hurt = found.rule == "left-out" and found.exercise.slug in course.hurt
        return _("It hurt.") if hurt else why_closed(found, catalog)

    return [(one, [why(found) for rule in rules for found in rule(one, course, catalog)]) for one in asked]


def item_line(item: Item) -> str:
    """Return an exercise's dose on one line, with its days where it has not all: `Once, slowly, on Mon and Fri`."""
    line = dose_line(item.dose)
    if not item.days:
        return line
    return _(
        "{dose}, on {days}", dose=line, days=words.listed([words.short_weekday(day) for day in item.days])
    )


# --- changes from one week to the next

BECAUSE: Mapping[str, str] = {
    "flare": N_("Your back flared up."),
    "break": N_("You had a break."),
    "hurt": N_("It hurt."),
    "too-hard": N_("It was too hard."),
    "left-out": N_("You left it out."),
}


def change(one: Change, catalog: Catalog) -> str:  # noqa: PLR0911 - a sentence for each kind
    """Return one change from a week to the next, in a sentence or two."""
    who = "" if one.slug is None else name(one.slug, catalog)
    match one.kind:
        case "went":
            return _went(one, who)
        case "came":
            return _came(one, who)
        case "level":
            return _("Level {level} is open to you now, if you want it.", level=one.now)
        case "level-closed":
            return f"{_('Level {level} would come next.', level=one.now)} {_closing(one, catalog)}"
        case "ask-provider":
            return _(OFTEN) if one.why == "flares" else _(NOTHING_LEFT)
        case "began-again":
            return _("After so long a break you begin again, gently. Nothing is lost.")
        case _dose:
            why = _why(one)
            return f"{_now(one, who)} {why}" if why else _now(one, who)


def _came(one: Change, who: str) -> str:
    match one.why:
        case "new":
            return _("New this week: {exercise}.", exercise=who)
        case "back":
            return _("{exercise} is back.", exercise=who)
        case "easier":
            return _("{exercise} comes in as an easier version.", exercise=who)
        case _known:
            return _("{exercise} joins: you know it already.", exercise=who)


def _now(one: Change, who: str) -> str:
    """Return a number of a dose or of a walk, and what it was."""
    now, was = one.now or 0, one.was or 0
    match one.kind:
        case "more-sets" | "fewer-sets":
            return ngettext(
                "{exercise}: {count} set now, {before} before.",
                "{exercise}: {count} sets now, {before} before.",
                now,
                exercise=who,
                count=words.spelled(now),
                before=words.spelled(was),
            )
        case "more-reps" | "fewer-reps":
            return ngettext(
                "{exercise}: once now, {before} before.",
                "{exercise}: {n} times now, {before} before.",
                now,
                exercise=who,
                before=was,
            )
        case "longer-hold" | "shorter-hold":
            return ngettext(
                "{exercise}: hold {n} second now, {before} before.",
                "{exercise}: hold {n} seconds now, {before} before.",
                now,
                exercise=who,
                before=was,
            )
        case _walk:
            return ngettext(
                "Walks: {n} minute now, {before} before.",
                "Walks: {n} minutes now, {before} before.",
                now,
                before=was,
            )


def _went(one: Change, who: str) -> str:  # noqa: PLR0911 - a sentence for each reason
    match one.why:
        case "flare":
            return f"{_('{exercise} makes way this week: your back flared up.', exercise=who)} {_then(one)}"
        case "break" if "anew" in one.by:
            return _("{exercise} waits for now.", exercise=who)
        case "break":
            return _("{exercise} waits: you had a break. It comes back first.", exercise=who)
        case "hurt":
            return _(
                "{exercise} is left out: it hurt. Ask your provider before you bring it back.", exercise=who
            )
        case "replaced" if "harder" in one.by:
            return _("{exercise} makes way for its harder version.", exercise=who)
        case "replaced":
            return _("{exercise} makes way for the new exercise.", exercise=who)
        case "too-hard":
            return _("{exercise} is left out: it was too hard.", exercise=who)
        case "slowly":
            return _("{exercise} is left out: you go slowly now.", exercise=who)
        case _other:
            return _("{exercise} is left out.", exercise=who)


def _then(one: Change) -> str:
    """Return whether and when an exercise that a flare-up took returns, in a sentence."""
    if "last" in one.by:
        return _("It comes back last, since it was new.")
    if "twice" in one.by:
        return _("It stays out: two flare-ups took it.")
    return _("It comes back first.")


def _why(one: Change) -> str:
    if one.why == "harder":
        fewer = (one.now or 0) < (one.was or 0)
        return _("Its sets move over to a harder version.") if fewer else ""
    return _(BECAUSE[one.why]) if one.why in BECAUSE else ""


def _closing(one: Change, catalog: Catalog) -> str:
    if one.why == "equipment":
        return needs(one.by, catalog)
    if one.why == "condition":
        said = words.listed([condition_name(id_, catalog) for id_ in one.by])
        return _("Your answer closes it: {conditions}. Ask your provider.", conditions=said)
    if one.why == "level":
        return _("Your answers stop before it. If you want it, choose it under “Change my answers”.")
    if one.why == "minutes":
        full = ngettext(
            "Your {n} minute is full: the next exercise has no room.",
            "Your {n} minutes are full: the next exercise has no room.",
            int(one.by[0]),
        )
        more = _(
            "To go on, choose a few more minutes under “Change my answers”. You may also stay as you are."
        )
        return f"{full} {more}"
    return _("What you left out closes it.")
