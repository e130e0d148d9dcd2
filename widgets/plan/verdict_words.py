"""Verdicts in words: the outcome of each rule, and what the reader could do about it.

`widgets.plan.words` has the words of everything else in a plan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from widgets import words
from widgets.catalog import Catalog
from widgets.language import N_, _, ngettext
from widgets.plan.verdicts import Kind, Outcome
from widgets.plan.words import NOTHING_LEFT, OFTEN, condition_name, name, names, needs, why_days, with_reason

FINE = N_("That is fine: shorter is kinder than rushed.")

type Facts = Mapping[str, Any]
type Sentence = Callable[[Facts, Catalog], str]


def text(outcome: Outcome, catalog: Catalog) -> str:
    """Return the outcome of a rule in sentences."""
    return _said(SAYS[outcome.says], outcome.facts, catalog)


def fix(outcome: Outcome, catalog: Catalog) -> str | None:
    """Return what the reader could do about an outcome, in sentences; None for nothing."""
    return None if outcome.fix is None else _said(FIXES[outcome.fix], outcome.facts, catalog)


def _said(sentence: Sentence | str, facts: Facts, catalog: Catalog) -> str:
    return _(sentence) if isinstance(sentence, str) else sentence(facts, catalog)


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A verdict in words."""

    rule: str
    kind: Kind
    text: str
    fix: str | None
    condition: str | None

    @classmethod
    def of(cls, outcome: Outcome, catalog: Catalog) -> Told:
        """Return a verdict's words."""
        return cls(
            rule=outcome.rule,
            kind=outcome.kind,
            text=text(outcome, catalog),
            fix=fix(outcome, catalog),
            condition=outcome.condition,
        )


# --- a dose outside of its range


def outside_words(outside: tuple[tuple[str, int, int], ...]) -> str:
    """Return in clauses how a dose is outside of its record's range; empty if it is not.

    `12 reps are more than the 10 of the exercise page and 5 sets are more than the 3 of the exercise page`
    """
    clauses = [_outside(part, given, bound) for part, given, bound in outside]
    return reduce(
        lambda clause, other: _("{clause} and {other}", clause=clause, other=other), clauses or [""]
    )


def _outside(part: str, given: int, bound: int) -> str:
    more = given > bound
    match part:
        case "sets" if more:
            return ngettext(
                "{n} set is more than the {bound} of the exercise page",
                "{n} sets are more than the {bound} of the exercise page",
                given,
                bound=bound,
            )
        case "sets":
            return ngettext(
                "{n} set is fewer than the {bound} of the exercise page",
                "{n} sets are fewer than the {bound} of the exercise page",
                given,
                bound=bound,
            )
        case "reps" if more:
            return ngettext(
                "{n} rep is more than the {bound} of the exercise page",
                "{n} reps are more than the {bound} of the exercise page",
                given,
                bound=bound,
            )
        case "reps":
            return ngettext(
                "{n} rep is fewer than the {bound} of the exercise page",
                "{n} reps are fewer than the {bound} of the exercise page",
                given,
                bound=bound,
            )
        case _hold if more:
            return ngettext(
                "{n} second of hold is more than the {bound} of the exercise page",
                "{n} seconds of hold are more than the {bound} of the exercise page",
                given,
                bound=bound,
            )
        case _hold:
            return ngettext(
                "{n} second of hold is fewer than the {bound} of the exercise page",
                "{n} seconds of hold are fewer than the {bound} of the exercise page",
                given,
                bound=bound,
            )


# --- what came of a rule


def short_words(short: Mapping[str, int]) -> str:
    """Return the reason for a short starting set: a sentence with a space after it; empty for none."""
    of_all, health, kit = (words.spelled(short.get(key, 0)) for key in ("all", "health", "kit"))
    if short.get("slow"):
        said = _("It is so short because going slowly comes first for you.")
    elif short.get("health") and short.get("kit"):
        said = _(
            "It is so short because your health closes {health} of the {all} gentle exercises and what you have at "
            "home closes {kit} of the {all} gentle exercises.",
            all=of_all,
            health=health,
            kit=kit,
        )
    elif short.get("health"):
        said = _(
            "It is so short because your health closes {health} of the {all} gentle exercises.",
            all=of_all,
            health=health,
        )
    elif short.get("kit"):
        said = _(
            "It is so short because what you have at home closes {kit} of the {all} gentle exercises.",
            all=of_all,
            kit=kit,
        )
    else:
        return ""
    return f"{said} "


def _days(f: Facts, _catalog: Catalog) -> str:
    number, rest = len(f["days"]), f["rest"]
    said = [
        ngettext(
            "You exercise on {count} day: {days}.",
            "You exercise on {count} days: {days}.",
            number,
            count=words.spelled(number),
            days=words.listed([words.weekday_name(day) for day in f["days"]]),
        )
    ]
    if rest:
        said.append(
            ngettext(
                "At level {level} there is always {count} day or more between them.",
                "At level {level} there is always {count} days or more between them.",
                rest,
                level=f["level"],
                count=words.spelled(rest),
            )
        )
    if f["few"]:
        said.append(_("More days would not leave the rest that this level wants."))
    return " ".join(said)


def _minutes(f: Facts, _catalog: Catalog) -> str:
    said = ngettext(
        "A session takes about {minutes} of your {n} minute.",
        "A session takes about {minutes} of your {n} minutes.",
        f["asked"],
        minutes=f["minutes"],
    )
    if not f["twice"]:
        return said
    twice = ngettext(
        "With its second round later in the day that is about {n} minute.",
        "With its second round later in the day that is about {n} minutes.",
        f["twice"],
    )
    return f"{said} {twice}"


def _halves(f: Facts, _catalog: Catalog) -> str:
    return _(
        "About half of the time is face-up ({up}) and half face-down ({down}).",
        up=words.spelled_minutes(f["up"]),
        down=words.spelled_minutes(f["down"]),
    )


def _halves_apart(f: Facts, _catalog: Catalog) -> str:
    return _(
        "Face-up and face-down are not half and half yet: {up} up, {down} down.",
        up=words.spelled_minutes(f["up"]),
        down=words.spelled_minutes(f["down"]),
    )


def _walks(f: Facts, _catalog: Catalog) -> str:
    said = [
        _(
            "On {days} you walk {minutes}.",
            days=ngettext(
                "{count} other day", "{count} other days", f["days"], count=words.spelled(f["days"])
            ),
            minutes=ngettext("{n} minute", "{n} minutes", f["minutes"]),
        ),
        _("Turn back early if it gets worse."),
    ]
    if f["back"]:
        said.append(_("After a flare-up walks go back, not up. A few minutes are enough, as you can."))
    elif f["start"]:
        said.append(
            ngettext(
                "Start at {n} minute if you are not used to walking that long.",
                "Start at {n} minutes if you are not used to walking that long.",
                f["start"],
            )
        )
    return " ".join(said)


def _starting_set(f: Facts, _catalog: Catalog) -> str:
    said = ngettext(
        "This is a starting set of {count} gentle exercise, all new to you.",
        "This is a starting set of {count} gentle exercises, all new to you.",
        f["count"],
        count=words.spelled(f["count"]),
    )
    own_choice = _(
        "From here on one new exercise a week comes in at the most. "
        "The size of the starting set is this planner's own choice."
    )
    return f"{said} {short_words(f['short'])}{own_choice}"


def _slowly(_f: Facts, catalog: Catalog) -> str:
    own_choice = _(
        "This planner's own choice: for you it adds one step at a time, after two fine weeks in a row, and none for "
        "four weeks after a flare-up or pain."
    )
    return f"{catalog.plan.nerve_root} {own_choice}"


def _many(f: Facts, _catalog: Catalog) -> str:
    said = ngettext(
        "There is {n} different exercise in a session.",
        "There are {n} different exercises in a session.",
        f["count"],
    )
    research = _(
        "Research on exercising at home suggests that two to {few} is about what people keep up.",
        few=words.spelled(f["few"]),
    )
    return f"{said} {research}"


def _closed_by_health(f: Facts, catalog: Catalog) -> str:
    said = _(
        "{exercise} is in the plan, but your answers keep it out of your sessions.",
        exercise=name(f["slug"], catalog),
    )
    return f"{said} {with_reason(condition_name(f['condition'], catalog), f['why'])}"


def _above_level(f: Facts, catalog: Catalog) -> str:
    each = [
        _("{exercise} (level {level})", exercise=name(slug, catalog), level=level)
        for slug, level in f["above"]
    ]
    said = _(
        "Above your level here, which is {level}: {exercises}.", level=f["level"], exercises=", ".join(each)
    )
    return f"{said} {_('By itself this site starts lower.')}"


def _dose_outside(f: Facts, catalog: Catalog) -> str:
    said = _(
        "{exercise}: {outside}. Whoever prepared this plan chose that.",
        exercise=name(f["slug"], catalog),
        outside=outside_words(f["outside"]),
    )
    return f"{said} {_('They say: {note}', note=f['note'])}" if f["note"] else said


def _other_days(f: Facts, _catalog: Catalog) -> str:
    if f["least"] == f["most"]:
        return ngettext(
            "The plan has {n} exercise day; this site plans {planned}.",
            "The plan has {n} exercise days; this site plans {planned}.",
            f["count"],
            planned=f["least"],
        )
    return ngettext(
        "The plan has {n} exercise day; this site plans {least} to {most}.",
        "The plan has {n} exercise days; this site plans {least} to {most}.",
        f["count"],
        least=f["least"],
        most=f["most"],
    )


def _many_new(f: Facts, _catalog: Catalog) -> str:
    said = ngettext(
        "If {n} exercise is new to you, you cannot tell which one hurt.",
        "If all {n} exercises are new to you, you cannot tell which one hurt.",
        f["count"],
    )
    return f"{said} {_('By itself this site adds one a week.')}"


SAYS: Mapping[str, Sentence | str] = {
    "days-wrong": lambda f, _c: _("Exercise days: {problem}", problem=why_days(f["problem"])),
    "days": _days,
    "too-long": N_("The session is longer than its minutes."),
    "nothing-open": N_("No exercise is open to you with these answers, so the sessions are empty."),
    "minutes": _minutes,
    "halves": _halves,
    "halves-apart": _halves_apart,
    "no-half": lambda f, _c: (
        _("Nothing in this week is face-up yet.")
        if f["face"] == "up"
        else _("Nothing in this week is face-down yet.")
    ),
    "no-halves": N_("Nothing here is face-up or face-down, so the halves do not count."),
    "walk-wrong": lambda f, _c: _("{weekday}'s walk is out of range.", weekday=words.weekday_name(f["day"])),
    "walk-on-exercise-day": N_("A walk stands on an exercise day."),
    "no-walks": N_("You chose to rest on every day without exercise."),
    "walks": _walks,
    "turns-wrong": N_("The two routines have too many exercises, or one in both."),
    "turns": N_(
        "You know many exercises, so two routines, A and B, take turns from one exercise day to the next. "
        "That is this planner's own choice. One routine every day is just as good."
    ),
    "again-too-long": N_("The two rounds of a day are longer than its minutes."),
    "again": N_(
        "You do the session twice on an exercise day, some hours apart, within the minutes you chose. "
        "Leave the second round out whenever the first one was enough. This is the planner's own choice."
    ),
    "not-again": N_(
        "There is no second round this week: two would be more than your minutes or your level allow."
    ),
    "versions": lambda f, c: _(
        "{easier} is an easier version of {harder}, and both are in your session.",
        easier=name(f["easier"], c),
        harder=name(f["harder"], c),
    ),
    "closed": lambda f, c: _("{exercise} is closed by your answers.", exercise=name(f["slug"], c)),
    "easier-first": lambda f, _c: _(
        "Easier exercises come first. Nothing here is above level {highest}; you allow level {level}.",
        highest=f["highest"],
        level=f["level"],
    ),
    "too-many-new": N_("There are too many new exercises in this week."),
    "starting-set": _starting_set,
    "one-new": lambda f, c: _(
        "One new exercise this week: {exercise}. If something hurts, you know which one it was.",
        exercise=name(f["slug"], c),
    ),
    "none-in-flare": N_("Nothing new in a week of a flare-up."),
    "none-settling": N_("Something hurt or was too hard in the week before, so nothing is added this week."),
    "none-new": N_("Nothing new this week: only exercises that you know."),
    "slowly": _slowly,
    "flare": lambda _f, c: c.plan.flare_up,
    "often": OFTEN,
    "nothing-left": NOTHING_LEFT,
    "too-many": N_("There are too many exercises in a session."),
    "many": _many,
    "dose-wrong": lambda f, c: _("{exercise}: the dose is out of its range.", exercise=name(f["slug"], c)),
    "hold-too-long": N_("A hold is longer than a health answer allows."),
    "hold-capped": lambda f, _c: f["cap"].words,
    "doses": lambda f, c: _(
        "Doses differ from the exercise page, within its range: {exercises}.", exercises=names(f["slugs"], c)
    ),
    "reasons": lambda f, c: " ".join(
        with_reason(names(slugs, c), why) for why, slugs in f["reasons"].items()
    ),
    "closed-by-health": _closed_by_health,
    "above-level": _above_level,
    "needs": lambda f, c: with_reason(name(f["slug"], c), needs(f["items"], c)),
    "dose-outside": _dose_outside,
    "other-days": _other_days,
    "no-rest": lambda f, _c: _(
        "At level {level} this site leaves a day between two exercise days. This plan does not.",
        level=f["level"],
    ),
    "long-session": lambda f, _c: ngettext(
        "A session takes about {n} minute; here {most} is the most.",
        "A session takes about {n} minutes; here {most} is the most.",
        f["minutes"],
        most=f["most"],
    ),
    "other-walks": lambda f, _c: ngettext(
        "Walks of {n} minute; here they are {low} to {high}.",
        "Walks of {n} minutes; here they are {low} to {high}.",
        f["minutes"],
        low=f["low"],
        high=f["high"],
    ),
    "many-new": _many_new,
}
"""Every verdict, by `Outcome.says`."""


# --- what the reader could do about it


def _swap_in(f: Facts, catalog: Catalog) -> str:
    who = name(f["slug"], catalog)
    if f["face"] == "up":
        return _("You know {exercise} (face-up) too: you can swap it in below.", exercise=who)
    return _("You know {exercise} (face-down) too: you can swap it in below.", exercise=who)


def _next_new(f: Facts, catalog: Catalog) -> str:
    who = name(f["slug"], catalog)
    if f["face"] == "up":
        return _("{exercise} (face-up) may be your next new exercise.", exercise=who)
    return _("{exercise} (face-down) may be your next new exercise.", exercise=who)


def _face_closed(f: Facts, _catalog: Catalog) -> str:
    closed = (
        _("Your answers close every face-up exercise of your level.")
        if f["closed"] == "up"
        else _("Your answers close every face-down exercise of your level.")
    )
    return f"{closed} {_('Ask your provider what suits you.')}"


def _starts_later(f: Facts, _catalog: Catalog) -> str:
    if f["face"] == "up":
        return _(
            "That is as it should be: face-up exercises start at level {level}, and the halves come together there.",
            level=f["level"],
        )
    return _(
        "That is as it should be: face-down exercises start at level {level}, and the halves come together there.",
        level=f["level"],
    )


def _full(f: Facts, _catalog: Catalog) -> str:
    return ngettext(
        "A week holds {count} exercise at the most. More minutes are not needed.",
        "A week holds {count} exercises at the most. More minutes are not needed.",
        f["count"],
        count=words.spelled(f["count"]),
    )


def _no_more(f: Facts, _catalog: Catalog) -> str:
    return f"{_(FINE)} {_('No other exercise is open to you at level {level}.', level=f['level'])}"


FIXES: Mapping[str, Sentence | str] = {
    "ask-what-suits": N_("Ask your provider which exercises suit you, or check what you ticked below."),
    "full": _full,
    "shorter-is-fine": FINE,
    "fills": lambda _f, _c: f"{_(FINE)} {_('It fills by one step a week.')}",
    "no-more": _no_more,
    "swap-in": _swap_in,
    "next-new": _next_new,
    "face-closed": _face_closed,
    "face-kit": lambda f, _c: (
        _("What you have at home closes every face-up exercise of your level.")
        if f["closed"] == "up"
        else _("What you have at home closes every face-down exercise of your level.")
    ),
    "starts-later": _starts_later,
    "slowly-first": N_("That can wait: going slowly comes first."),
    "evens-out": N_("That is fine: the halves need not be even in every week."),
    "leave-easier-out": lambda f, c: _(
        "Once {harder} is easy, you can leave {easier} out.",
        harder=name(f["harder"], c),
        easier=name(f["easier"], c),
    ),
    "start-with-fewer": N_("If you would rather start with fewer, leave some out."),
    "ask-before-level": lambda f, _c: _("Ask before you use level {level}.", level=f["level"]),
    "fewer-is-enough": N_("Leave some out, or choose a shorter session. Fewer, done well, is enough."),
    "ask-maker": N_("Ask whoever prepared this plan."),
    "start-with-some": N_("Ask whether you may start with some of them."),
}
"""What the reader could do about a verdict, by `Outcome.fix`."""
