"""The plan's values in English: verdicts, changes, reasons. Elements show them; nothing here is stored or shared.

The one module of the plan that a translation replaces.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from widgets import words
from widgets.catalog import Catalog, Exercise
from widgets.diary.entries import Said
from widgets.dose.words import dose_line
from widgets.plan import admission, limits
from widgets.plan.admission import Closed
from widgets.plan.changes import Change
from widgets.plan.dates import Tally
from widgets.plan.review import Review, because_of
from widgets.plan.values import WEEKDAYS, Course, Item
from widgets.plan.verdicts import Kind, Outcome, careful

FINE = "That is fine: shorter is kinder than rushed."

SHARE_WORDS: Mapping[str, str] = {"sets": "sets", "reps": "reps", "hold": "seconds of hold"}
"""What the parts of a dose are called beside a number."""

type Facts = Mapping[str, Any]
type Sentence = Callable[[Facts, Catalog], str]


def name(slug: str, catalog: Catalog) -> str:
    """Return an exercise's name; its slug where the library has it no more."""
    return next((e.name for e in catalog.exercises if e.slug == slug), slug)


def names(slugs: Any, catalog: Catalog, last: str = "and") -> str:  # noqa: ANN401 - any collection of slugs
    """Return exercises' names as a list."""
    return words.listed([name(slug, catalog) for slug in slugs], last)


def item_words(item: str, catalog: Catalog) -> str:
    """Return a piece of equipment in the middle of a sentence: `a firm chair`, `something soft to lie on`."""
    said = next((each.name for each in catalog.equipment if each.id == item), item.replace("-", " "))
    said = said[:1].lower() + said[1:]
    return said if said.startswith("something") else words.a(said)


def condition_name(id_: str, catalog: Catalog) -> str:
    """Return a condition's name."""
    return next((condition.name for condition in catalog.conditions if condition.id == id_), id_)


def why_closed(closed: Closed, catalog: Catalog) -> str:
    """Return why an exercise is not for this reader, or not yet, in a sentence."""
    match closed.rule:
        case "level":
            return f"It is a level {closed.exercise.level} exercise."
        case "condition":
            return f"{condition_name(closed.by[0], catalog)}: {closed.why}"
        case "equipment":
            return f"It needs {words.listed([item_words(item, catalog) for item in closed.by])}."
        case "easier-first":
            return f"First make this one easy: {names(closed.by, catalog, 'or')}."
        case "left-out":
            return "Left out for now."


def closed(course: Course, catalog: Catalog) -> list[tuple[Exercise, list[str]]]:
    """Return the exercises that a first week could have, each with every reason why it is closed to this reader."""
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
        return "It hurt." if hurt else why_closed(found, catalog)

    return [(one, [why(found) for rule in rules for found in rule(one, course, catalog)]) for one in asked]


def item_line(item: Item) -> str:
    """Return an exercise's dose on one line, with its days where it has not all: `Once, slowly, on Mon and Fri`."""
    line = dose_line(item.dose)
    return f"{line}, on {words.listed([WEEKDAYS[day][:3] for day in item.days])}" if item.days else line


# --- verdicts


def text(outcome: Outcome, catalog: Catalog) -> str:
    """Return what came of a rule, in sentences."""
    return _said(SAYS[outcome.says], outcome.facts, catalog)


def fix(outcome: Outcome, catalog: Catalog) -> str | None:
    """Return what the reader could do about it, in sentences; None for nothing."""
    return None if outcome.fix is None else _said(FIXES[outcome.fix], outcome.facts, catalog)


def _said(sentence: Sentence | str, facts: Facts, catalog: Catalog) -> str:
    return sentence if isinstance(sentence, str) else sentence(facts, catalog)


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


def outside_words(outside: tuple[tuple[str, int, int], ...]) -> list[str]:
    """Return how a dose is outside of its record's range: `12 reps are more than the 10 of the exercise page`."""
    return [
        f"{given} {SHARE_WORDS[part]} are {'more' if given > bound else 'fewer'} than the {bound} of the exercise page"
        for part, given, bound in outside
    ]


def short_words(short: Mapping[str, int]) -> str:
    """Return why a starting set is so short, as a sentence with a space after it; nothing where it is not."""
    if short.get("slow"):
        return "It is so short because going slowly comes first for you. "
    of_all = f"of the {words.spelled(short.get('all', 0))} gentle exercises"
    reasons = [
        f"{closer} closes {words.spelled(short[key])} {of_all}"
        for key, closer in (("health", "your health"), ("kit", "what you have at home"))
        if short.get(key)
    ]
    return f"It is so short because {words.listed(reasons)}. " if reasons else ""


def _days(f: Facts, _: Catalog) -> str:
    days = words.listed([WEEKDAYS[day] for day in f["days"]])
    said = f"You exercise on {words.count(len(f['days']), 'day')}: {days}."
    if f["rest"]:
        said += (
            f" At level {f['level']} there is always {words.count(f['rest'], 'day')} or more between them."
        )
    return said + (" More days would not leave the rest that this level wants." if f["few"] else "")


def _minutes(f: Facts, _: Catalog) -> str:
    said = f"A session takes about {f['minutes']} of your {f['asked']} minutes."
    if f["twice"]:
        said += f" With its second round later in the day that is about {f['twice']} minutes."
    return said


def _walks(f: Facts, _: Catalog) -> str:
    days = words.count(f["days"], "other day")
    said = f"On {days} you walk {f['minutes']} minutes. Turn back early if it gets worse."
    if f["back"]:
        return f"{said} After a flare-up walks go back, not up. A few minutes are enough, as you can."
    if f["start"]:
        return f"{said} Start at {f['start']} minutes if you are not used to walking that long."
    return said


def _halves(f: Facts) -> tuple[str, str]:
    return words.spelled_minutes(f["up"]), words.spelled_minutes(f["down"])


SAYS: Mapping[str, Sentence | str] = {
    "days-wrong": lambda f, _: f"Exercise days: {f['problem']}",
    "days": _days,
    "too-long": "The session is longer than its minutes.",
    "nothing-open": "No exercise is open to you with these answers, so the sessions are empty.",
    "minutes": _minutes,
    "halves": lambda f, _: "About half of the time is face-up ({}) and half face-down ({}).".format(
        *_halves(f)
    ),
    "halves-apart": lambda f, _: "Face-up and face-down are not half and half yet: {} up, {} down.".format(
        *_halves(f)
    ),
    "no-half": lambda f, _: f"Nothing in this week is face-{f['face']} yet.",
    "no-halves": "Nothing here is face-up or face-down, so the halves do not count.",
    "walk-wrong": lambda f, _: f"{WEEKDAYS[f['day']]}'s walk is out of range.",
    "walk-on-exercise-day": "A walk stands on an exercise day.",
    "no-walks": "You chose to rest on every day without exercise.",
    "walks": _walks,
    "turns-wrong": "The two routines have too many exercises, or one in both.",
    "turns": (
        "You know many exercises, so two routines, A and B, take turns from one exercise day to the next. "
        "That is this planner's own choice. One routine every day is just as good."
    ),
    "again-too-long": "The two rounds of a day are longer than its minutes.",
    "again": (
        "You do the session twice on an exercise day, some hours apart, within the minutes you chose. "
        "Leave the second round out whenever the first one was enough. This is the planner's own choice."
    ),
    "not-again": (
        "There is no second round this week: two would be more than your minutes or your level allow."
    ),
    "versions": lambda f, c: (
        f"{name(f['easier'], c)} is an easier version of {name(f['harder'], c)}, and both are in your session."
    ),
    "closed": lambda f, c: f"{name(f['slug'], c)} is closed by your answers.",
    "easier-first": lambda f, _: (
        f"Easier exercises come first. Nothing here is above level {f['highest']}; you allow level {f['level']}."
    ),
    "too-many-new": "There are too many new exercises in this week.",
    "starting-set": lambda f, _: (
        f"This is a starting set of {words.count(f['count'], 'gentle exercise')}, all new to you. "
        f"{short_words(f['short'])}"
        "From here on one new exercise a week comes in at the most. "
        "The size of the starting set is this planner's own choice."
    ),
    "one-new": lambda f, c: (
        f"One new exercise this week: {name(f['slug'], c)}. If something hurts, you know which one it was."
    ),
    "none-in-flare": "Nothing new in a week of a flare-up.",
    "none-settling": ("Something hurt or was too hard in the week before, so nothing is added this week."),
    "none-new": "Nothing new this week: only exercises that you know.",
    "slowly": lambda _, c: (
        f"{c.plan.nerve_root} This planner's own choice: for you it adds one step at a time, after two fine weeks in a "
        "row, and none for four weeks after a flare-up or pain."
    ),
    "flare": lambda _, c: c.plan.flare_up,
    "often": (
        "That was three flare-ups in six weeks. Ask your provider before you go on. "
        "Nothing new comes in until four weeks went fine."
    ),
    "nothing-left": (
        "No exercise is left in your week, so it has walks alone. Ask your provider what suits you. "
        "You can bring an exercise back yourself, and after a few fine weeks another one may come in."
    ),
    "too-many": "There are too many exercises in a session.",
    "many": lambda f, _: (
        f"There are {f['count']} different exercises in a session. Research on exercising at home suggests that "
        f"two to {words.spelled(f['few'])} is about what people keep up."
    ),
    "dose-wrong": lambda f, c: f"{name(f['slug'], c)}: the dose is out of its range.",
    "hold-too-long": "A hold is longer than a health answer allows.",
    "hold-capped": lambda f, _: f["words"],
    "doses": lambda f, c: f"Doses differ from the exercise page, within its range: {names(f['slugs'], c)}.",
    "reasons": lambda f, c: " ".join(f"{names(slugs, c)}: {why}" for why, slugs in f["reasons"].items()),
    "closed-by-health": lambda f, c: (
        f"{name(f['slug'], c)} is in the plan, but your answers keep it out of your sessions. "
        f"{condition_name(f['condition'], c)}: {f['why']}"
    ),
    "above-level": lambda f, c: (
        f"Above your level here, which is {f['level']}: "
        + ", ".join(f"{name(slug, c)} (level {level})" for slug, level in f["above"])
        + ". By itself this site starts lower."
    ),
    "needs": lambda f, c: (
        f"{name(f['slug'], c)}: It needs {words.listed([item_words(item, c) for item in f['items']])}."
    ),
    "dose-outside": lambda f, c: (
        f"{name(f['slug'], c)}: {' and '.join(outside_words(f['outside']))}. Whoever prepared this plan chose that."
        + (f" They say: {f['note']}" if f["note"] else "")
    ),
    "other-days": lambda f, _: (
        f"The plan has {f['count']} exercise days; this site plans "
        + (f"{f['least']}." if f["least"] == f["most"] else f"{f['least']} to {f['most']}.")
    ),
    "no-rest": lambda f, _: (
        f"At level {f['level']} this site leaves a day between two exercise days. This plan does not."
    ),
    "long-session": lambda f, _: (
        f"A session takes about {f['minutes']} minutes; here {f['most']} is the most."
    ),
    "other-walks": lambda f, _: f"Walks of {f['minutes']} minutes; here they are {f['low']} to {f['high']}.",
    "many-new": lambda f, _: (
        f"If all {f['count']} exercises are new to you, you cannot tell which one hurt. "
        "By itself this site adds one a week."
    ),
}
"""Every verdict, by `Outcome.says`."""

FIXES: Mapping[str, Sentence | str] = {
    "ask-what-suits": ("Ask your provider which exercises suit you, or check what you ticked below."),
    "full": lambda f, _: (
        f"A week holds {words.spelled(f['count'])} exercises at the most. More minutes are not needed."
    ),
    "shorter-is-fine": lambda _, _c: FINE,
    "fills": lambda _, _c: f"{FINE} It fills by one step a week.",
    "no-more": lambda f, _: f"{FINE} No other exercise is open to you at level {f['level']}.",
    "swap-in": lambda f, c: (
        f"You know {name(f['slug'], c)} (face-{f['face']}) too: you can swap it in below."
    ),
    "next-new": lambda f, c: f"{name(f['slug'], c)} (face-{f['face']}) may be your next new exercise.",
    "face-closed": lambda f, _: (
        f"Your answers close every face-{f['closed']} exercise of your level. Ask your provider what suits you."
    ),
    "face-kit": lambda f, _: f"What you have at home closes every face-{f['closed']} exercise of your level.",
    "starts-later": lambda f, _: (
        f"That is as it should be: face-{f['face']} exercises start at level {f['level']}, and the halves come "
        "together there."
    ),
    "slowly-first": "That can wait: going slowly comes first.",
    "evens-out": "That is fine: the halves need not be even in every week.",
    "leave-easier-out": lambda f, c: (
        f"Once {name(f['harder'], c)} is easy, you can leave {name(f['easier'], c)} out."
    ),
    "start-with-fewer": "If you would rather start with fewer, leave some out.",
    "ask-before-level": lambda f, _: f"Ask before you use level {f['level']}.",
    "fewer-is-enough": ("Leave some out, or choose a shorter session. Fewer, done well, is enough."),
    "ask-maker": "Ask whoever prepared this plan.",
    "start-with-some": "Ask whether you may start with some of them.",
}
"""What the reader could do about a verdict, by `Outcome.fix`."""


# --- changes from one week to the next

BECAUSE: Mapping[str, str] = {
    "flare": "your back flared up",
    "break": "you had a break",
    "hurt": "it hurt",
    "too-hard": "it was too hard",
    "left-out": "you left it out",
}


def change(one: Change, catalog: Catalog) -> str:  # noqa: C901, PLR0911 - a sentence for each kind
    """Return one change from a week to the next, in a sentence or two."""
    who = "" if one.slug is None else name(one.slug, catalog)
    match one.kind:
        case "went":
            return _went(one, who)
        case "came":
            return {
                "new": f"New this week: {who}.",
                "back": f"{who} is back.",
                "easier": f"{who} comes in as an easier version.",
            }.get(one.why, f"{who} joins: you know it already.")
        case "more-sets" | "fewer-sets":
            return f"{who}: {words.count(one.now or 0, 'set')} now, {words.spelled(one.was or 0)} before.{_why(one)}"
        case "more-reps" | "fewer-reps":
            return f"{who}: {words.times(one.now or 0)} now, {one.was} before.{_why(one)}"
        case "longer-hold" | "shorter-hold":
            return f"{who}: hold {words.some(one.now or 0, 'second')} now, {one.was} before.{_why(one)}"
        case "walk-longer" | "walk-shorter":
            return f"Walks: {words.some(one.now or 0, 'minute')} now, {one.was} before.{_why(one)}"
        case "level":
            return f"Level {one.now} is open to you now, if you want it."
        case "level-closed":
            return f"Level {one.now} would come next. {_closing(one, catalog)}"
        case "ask-provider":
            return _said(SAYS["often" if one.why == "flares" else "nothing-left"], {}, catalog)
        case "began-again":
            return "After so long a break you begin again, gently. Nothing is lost."


def _went(one: Change, who: str) -> str:
    match one.why:
        case "flare":
            then = "It stays out: two flare-ups took it." if "twice" in one.by else "It comes back first."
            then = "It comes back last, since it was new." if "last" in one.by else then
            return f"{who} makes way this week: your back flared up. {then}"
        case "break":
            return (
                f"{who} waits for now."
                if "anew" in one.by
                else f"{who} waits: you had a break. It comes back first."
            )
        case "hurt":
            return f"{who} is left out: it hurt. Ask your provider before you bring it back."
        case "replaced":
            return (
                f"{who} makes way for {'its harder version' if 'harder' in one.by else 'the new exercise'}."
            )
        case "too-hard":
            return f"{who} is left out: it was too hard."
        case _:
            return f"{who} is left out."


def _why(one: Change) -> str:
    if one.why == "harder":
        return " Its sets move over to a harder version." if (one.now or 0) < (one.was or 0) else ""
    return f" {words.capitalized(BECAUSE[one.why])}." if one.why in BECAUSE else ""


def _closing(one: Change, catalog: Catalog) -> str:
    if one.why == "equipment":
        return f"It needs {words.listed([item_words(item, catalog) for item in one.by])}."
    if one.why == "condition":
        said = words.listed([condition_name(id_, catalog) for id_ in one.by])
        return f"Your answer closes it: {said}. Ask your provider."
    if one.why == "level":
        return "Your answers stop before it. If you want it, choose it under “Change my answers”."
    return "What you left out closes it."


# --- the review of a week


def often(count: int) -> str:
    """Return how often, in words that end a clause: nothing for once, ` twice`, ` 3 times`."""
    return {0: "", 1: "", 2: " twice"}.get(count, f" {count} times")


def ahead(review: Review, course: Course, catalog: Catalog) -> tuple[str, ...]:
    """Return what the next week would change because of what was said, in sentences."""
    changes = because_of(course, review, catalog)
    there = {planned.slug for routine in course.routines for planned in routine}
    there |= {one.slug for one in changes if one.kind == "came" and one.slug is not None}
    return tuple(_because(one, review, there, catalog) for one in changes if one.why != "easier")


def _because(one: Change, review: Review, there: Collection[str], catalog: Catalog) -> str:
    said = review.said.get(one.slug or "")
    if said is None or not (said["hurt"] or said["too-hard"]):
        return change(one, catalog)
    word: Said = "hurt" if said["hurt"] else "too-hard"
    begun = f"You said {name(one.slug or '', catalog)} {'hurt' if word == 'hurt' else 'was too hard'}"
    begun += often(said[word])
    if one.kind == "went" and word == "hurt":
        return f"{begun}: it is left out for now. Ask your provider before you bring it back."
    if one.kind == "went":
        easier = [e for e in catalog.exercise(one.slug or "").easier if e in there]
        return (
            f"{begun}: it goes back to {name(easier[0], catalog)}." if easier else f"{begun}: it is left out."
        )
    return f"{begun}: it has less to do."


def told(review: Review, course: Course, catalog: Catalog, *, over: bool = True) -> tuple[str, ...]:
    """Return what the log says of the week, in sentences; nothing where it says nothing.

    A week that is not `over` has sessions to come: nothing is missed yet.
    """
    if not (review.sessions or review.walks or review.said or review.flare):
        return ()
    walks = {0: "", 1: " and 1 walk"}.get(review.walks, f" and {review.walks} walks")
    so_far = "" if over else " so far this week"
    if review.weeks > 1:
        lines = [f"You did {words.some(review.sessions, 'session')}{walks} in {review.weeks} weeks."]
    else:
        lines = [f"You did {review.sessions} of {review.planned} sessions{walks}{so_far}."]
    if over and review.sessions < review.planned:
        lines.append("What was missed is missed: nothing is made up for, and nothing is lost.")
    if review.flare:
        lines.append("You logged a flare-up.")
    if review.sore is not None:
        lines.append(f"On a day after, your pain was {review.sore} of 10. {catalog.safety.pain_rule.settle}")
    lines += [
        f"You said {name(slug, catalog)} was too easy{often(review.said[slug][word])}."
        for slug, word in review.verdicts.items()
        if word == "too-easy" and name(slug, catalog) != slug
    ]
    easy = [
        exercise
        for exercise in catalog.exercises
        if any(review.verdicts.get(slug) == "too-easy" for slug in exercise.easier)
        and admission.may_be_new(exercise, course, catalog)
    ]
    if easy and not careful(course) and course.new is None:
        lines.append(f"{easy[0].name} may be your next new exercise.")
    return tuple(lines)


def week_over(number: int, done: Tally) -> tuple[str, str]:
    """Return that a week is over, and what was done in it or in the weeks since it began."""
    if done.weeks > 1:
        said = f"You did {words.some(done.sessions, 'session')} in {done.weeks} weeks."
        if not done.sessions:
            said = "No session is ticked or in your log since. That happens, and nothing is lost."
        return f"Week {number} began {done.weeks} weeks ago.", said
    if not done.sessions:
        return (
            f"Week {number} is over.",
            "No session is ticked or in your log. That happens, and nothing is lost.",
        )
    return f"Week {number} is over.", f"You did {done.sessions} of {done.planned}."


HOW_WAS_IT = "How was it?"


def mended(kind: str, slugs: tuple[str, ...]) -> str:
    """Return what mending a stored plan changed, in a sentence."""
    match kind:
        case "gone":
            return f"These exercises are no longer in the library and were taken out: {', '.join(slugs)}."
        case "days":
            return (
                "Your exercise days did not leave the rest that your level wants, so they were spread anew."
            )
        case _:
            return "A number of your plan was outside today's limits and was brought inside."
