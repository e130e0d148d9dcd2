"""The rules across values of the catalogue: one generator for each rule, whose docstring states the rule.

A rule never reads a file or a clock: it gets what was loaded, today's date, and what hand-written pages cite.
It yields findings and raises nothing. It looks only at what has the right shape, and does not judge what
another mistake may explain (a reference unused because its id is misspelt): so one mistake gives one line.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from annotated_types import Ge, Le
from pydantic import BaseModel

from exercises.catalog.claims import claims
from exercises.catalog.errors import Problem
from exercises.catalog.load import VOCABULARY_KINDS, Citation, Entry, Loaded
from exercises.catalog.model import Bounds, Dose, Exercise, Face, Level, PlanRules, Range, Reference, Variant
from exercises.catalog.wording import Loc, alike, did_you_mean, label, show

GRACE = dt.timedelta(days=90)
"""How long an expired check date only warns."""

CHECK_YEARS = 2
"""A record is compared with its sources again at most this many years later."""

LEVELS = (1, 2, 3, 4, 5)

MOST_LEVELS_UP = 2

FACES: Mapping[str, Face] = {
    "hook-lying": "up",
    "supine-on-ball": "up",
    "prone": "down",
    "quadruped": "down",
    "plank": "down",
    "prone-on-ball": "down",
    "seated": "other",
    "side-lying": "other",
    "standing": "other",
    "ball-sitting": "other",
}
"""Which way the front of the body faces in each position."""

NEEDED_EQUIPMENT: Mapping[str, str] = {
    "ball-sitting": "stability-ball",
    "supine-on-ball": "stability-ball",
    "prone-on-ball": "stability-ball",
}
"""What a position cannot be taken without."""

LEAVE_NEUTRAL = frozenset({"finding-neutral", "pelvic-tilt"})
"""The drills that move the spine out of neutral on purpose, to find it."""

TEACHES_BRACING = "supine-brace"
"""The exercise that teaches to brace; only there the image of a light poke stands."""

INFLAMMATORY = "inflammatory-disease"

JOINTS: Mapping[str, str] = {
    "wrist-problem": "wrists",
    "shoulder-problem": "shoulders",
    "knee-problem": "knees",
    "hip-replacement": "hips",
}
"""The joint that an exercise works, by the condition that a record asks about because of it."""

PLACEHOLDERS = frozenset(
    {"no", "none", "nothing", "n/a", "na", "nil", "false", "todo", "tbd", "fixme", "xxx", "wip"}
    | {"?", "??", "???", "--", "...", "\u2026"}
)
"""What people write where there is nothing to say, or where they mean to say something later."""

HEADS = ("name", "summary")
"""The texts of a record that a builder puts into a page's head as they are: its title and its description."""

MARKUP = '<>"'
"""What would end or begin something there."""

UNUSED_KINDS = frozenset({"note", "source-document"})
"""Kinds of reference that may stand without being cited."""


@dataclass(frozen=True, slots=True)
class Case:
    """The input of a rule."""

    loaded: Loaded
    today: dt.date
    cited: tuple[Citation, ...]

    @property
    def entries(self) -> tuple[Entry[BaseModel], ...]:
        """Every value of every file."""
        loaded = self.loaded
        shared = (loaded.vocabulary, loaded.plan, loaded.safety)
        return (
            *loaded.exercises,
            *loaded.references,
            *loaded.levels,
            *(entry for entry in shared if entry is not None),
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """One violation of a rule, and its location."""

    path: str
    loc: Loc
    message: str
    warning: bool = False
    line: int | None = None
    """The line, for a file that is not of the catalogue."""


type Findings = Iterator[Finding]

type Rule = Callable[[Case], Findings]
"""A rule: its docstring says what must hold."""


def check(
    loaded: Loaded,
    *,
    today: dt.date,
    cited: Iterable[Citation] = (),
    rules: Iterable[Rule] | None = None,
) -> tuple[Problem, ...]:
    """Run every rule.

    Args:
        loaded: What the loader found.
        today: The date on which check dates are judged.
        cited: The references that hand-written pages cite.
        rules: The rules to run; by default `RULES`.

    Returns:
        Every problem of the run, the loader's too, sorted by file and line, without repeats.
    """
    case = Case(loaded, today, tuple(cited))
    problems = set(loaded.problems)
    for rule in RULES if rules is None else rules:
        for found in rule(case):
            line = found.line if found.line is not None else loaded.line(found.path, found.loc)
            problems.add(Problem(found.path, line, found.message, found.warning))
    return tuple(sorted(problems))


# --- Ids -------------------------------------------------------------------------------------------------


def sources_exist(case: Case) -> Findings:
    """Every source is an id of `references.yml`."""
    for entry in case.entries:
        for loc, source in _sources(entry.value):
            yield from _known(case, entry, loc, "references", source)


def page_links_exist(case: Case) -> Findings:
    """Every link of a hand-written page to the references leads to an id of `references.yml`."""
    known = case.loaded.known["references"]
    for citation in case.cited:
        if known is not None and citation.id not in known:
            message = (
                f"the link to #{citation.id} must lead to an id of references.yml{_hint(citation.id, known)}"
            )
            yield Finding(citation.path, (), message, line=citation.line)


def words_exist(case: Case) -> Findings:
    """Every position, piece of equipment, muscle and condition is an id of `vocabulary.yml`."""
    for entry in case.loaded.exercises:
        record = entry.value
        yield from _known(case, entry, ("position",), "positions", record.position)
        for index, item in enumerate(record.equipment):
            yield from _known(case, entry, ("equipment", index), "equipment", item)
        for kind, uses in (("main", record.muscles.main), ("other", record.muscles.other)):
            for index, use in enumerate(uses):
                yield from _known(case, entry, ("muscles", kind, index, "muscle"), "muscles", use.muscle)
        for index, ask in enumerate(record.ask_first):
            yield from _known(case, entry, ("ask_first", index, "condition"), "conditions", ask.condition)


def neighbours_exist(case: Case) -> Findings:
    """Every easier and harder exercise is a record, and another one."""
    for entry in case.loaded.exercises:
        for loc, variant in _variants(entry.value):
            if variant.slug == entry.value.slug:
                yield Finding(entry.path, loc, f"{label(loc)} must be another exercise than this one")
            else:
                yield from _known(case, entry, (*loc, "slug"), "exercises", variant.slug)


def ids_once(case: Case) -> Findings:
    """No two references and no two words of one kind have the same id, no two exercises the same name or summary."""
    loaded = case.loaded
    yield from _once(((entry, "id", entry.value.id) for entry in loaded.references), loaded)
    yield from _once(((entry, "name", entry.value.name) for entry in loaded.exercises), loaded)
    yield from _once(((entry, "summary", entry.value.summary) for entry in loaded.exercises), loaded)
    if loaded.vocabulary is not None:
        for kind in type(loaded.vocabulary.value).model_fields:
            terms = getattr(loaded.vocabulary.value, kind)
            words = (
                (Entry(loaded.vocabulary.path, (kind, index), term), "id", term.id)
                for index, term in enumerate(terms)
            )
            yield from _once(words, loaded)


def nothing_twice(case: Case) -> Findings:
    """A list names nothing twice: sources, equipment, muscles, conditions, neighbours, other names."""
    for entry in case.entries:
        lists: dict[Loc, list[tuple[Loc, str]]] = {}
        for loc, source in _sources(entry.value):
            lists.setdefault(loc[:-1], []).append((loc, source))
        if isinstance(entry.value, Exercise):
            record = entry.value
            lists["equipment",] = [
                (("equipment", index), item) for index, item in enumerate(record.equipment)
            ]
            lists["muscles",] = [
                (("muscles", kind, index, "muscle"), use.muscle)
                for kind, uses in (("main", record.muscles.main), ("other", record.muscles.other))
                for index, use in enumerate(uses)
            ]
            lists["ask_first",] = [
                (("ask_first", index, "condition"), ask.condition)
                for index, ask in enumerate(record.ask_first)
            ]
            for loc, variant in _variants(record):
                lists.setdefault(loc[:1], []).append(((*loc, "slug"), variant.slug))
            lists["synonyms",] = [
                (("name",), record.name.casefold()),
                *((("synonyms", index), name.casefold()) for index, name in enumerate(record.synonyms)),
            ]
        for items in lists.values():
            seen: set[str] = set()
            for loc, item in items:
                if item in seen:
                    message = f"{_named(entry, loc)} must not name {show(item)} a second time"
                    yield Finding(entry.path, (*entry.loc, *loc), message)
                seen.add(item)


def references_used(case: Case) -> Findings:
    """Every reference is cited by a record or a page, or is a note or a source document."""
    known = case.loaded.known["references"]
    used = {source for entry in case.entries for _, source in _sources(entry.value)}
    used |= {citation.id for citation in case.cited}
    if case.loaded.catalog is None or known is None or not used <= known:
        return
    for entry in case.loaded.references:
        if entry.value.id not in used and entry.value.kind not in UNUSED_KINDS:
            message = f"{entry.value.id} must be cited by a record or a page, or be of kind note"
            yield Finding(entry.path, entry.loc, message)


# --- Easier and harder -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Edge:
    """A step of the graph from an exercise to a harder one, and where it is written."""

    easier: str
    harder: str
    low: Exercise
    high: Exercise
    path: str
    loc: Loc


def neighbours_mirror(case: Case) -> Findings:
    """Where one exercise names another as harder, that one names it as easier, and the other way round."""
    records = _by_file(case)
    for slug, entry in records.items():
        for side, other_side in (("harder", "easier"), ("easier", "harder")):
            for variant in getattr(entry.value, side):
                other = records.get(variant.slug, entry)
                back = {neighbour.slug for neighbour in getattr(other.value, other_side)}
                misspelt = not back <= (case.loaded.known["exercises"] or back)
                if other is not entry and slug not in back and not misspelt:
                    message = f"{other_side} must name {slug}, since {slug} names {variant.slug} as {side}"
                    yield Finding(other.path, (other_side,), message)


def harder_goes_up(case: Case) -> Findings:
    """A harder exercise is never of a lower level, and at most two levels up."""
    for edge in _edges(case):
        low, high = f"{edge.easier} (level {edge.low.level})", f"{edge.harder} (level {edge.high.level})"
        if edge.high.level < edge.low.level:
            yield Finding(edge.path, edge.loc, f"{high} must not be harder than {low}")
        elif edge.high.level > edge.low.level + MOST_LEVELS_UP:
            yield Finding(edge.path, edge.loc, f"{high} must be at most {MOST_LEVELS_UP} levels above {low}")


def no_circle(case: Case) -> Findings:
    """The links to harder exercises form no cycle. Between levels, `harder_goes_up` already forbids one."""
    following: dict[str, list[_Edge]] = {}
    for edge in _edges(case):
        if edge.low.level == edge.high.level:
            following.setdefault(edge.easier, []).append(edge)
    seen: set[str] = set()
    for start in sorted(following):
        trail = {} if start in seen else {start: iter(following[start])}  # in the order of the walk
        while trail:
            slug = next(reversed(trail))
            seen.add(slug)
            step = next(trail[slug], None)
            if step is None:
                del trail[slug]
            elif step.harder in trail:
                names = list(trail)
                circle = " -> ".join((*names[names.index(step.harder) :], step.harder))
                yield Finding(
                    step.path, step.loc, f"going from harder to harder must not lead back: {circle}"
                )
            elif step.harder not in seen:
                trail[step.harder] = iter(following.get(step.harder, ()))


def reached_from_level_1(case: Case) -> Findings:
    """Every exercise can be reached from level 1.

    Without circles and without steps down, that is: each above level 1 has an easier one.
    """
    reached = {edge.harder for edge in _edges(case)}
    for slug, entry in _by_file(case).items():
        if entry.value.level > LEVELS[0] and not entry.value.easier and slug not in reached:
            message = "easier must name an exercise: every exercise can be reached from level 1"
            yield Finding(entry.path, ("easier",), message)


# --- One record ------------------------------------------------------------------------------------------


def dose_in_range(case: Case) -> Findings:
    """A range goes from low to high within what a dose may be, and the dose lies in it."""
    for entry in case.loaded.exercises:
        dose = entry.value.dose
        for name in type(dose.range).model_fields:
            found: Range | None = getattr(dose.range, name)
            if found is None:
                continue
            least, most = _limits(name)
            loc = ("dose", "range", name)
            value = getattr(dose, name)
            if found.low > found.high:
                message = f"{label(loc)} must go from low to high, not from {found.low} to {found.high}"
                yield Finding(entry.path, loc, message)
            elif found.low < least or found.high > most:
                message = f"{label(loc)} must lie in {least} to {most}, not {found.low} to {found.high}"
                yield Finding(entry.path, loc, message)
            elif not found.low <= value <= found.high:
                message = f"dose.{name} must lie in its own range, {found.low} to {found.high}, not {value}"
                yield Finding(entry.path, ("dose", name), message)


def face_fits_position(case: Case) -> Findings:
    """The face follows from the position: nobody lies on the back with the face down."""
    for entry in case.loaded.exercises:
        face = FACES.get(entry.value.position)
        if face is not None and entry.value.face != face:
            message = f"face must be {face} in the position {entry.value.position}, not {entry.value.face}"
            yield Finding(entry.path, ("face",), message)


def equipment_fits_position(case: Case) -> Findings:
    """A position on the ball needs the ball."""
    for entry in case.loaded.exercises:
        needed = NEEDED_EQUIPMENT.get(entry.value.position)
        if needed is not None and needed not in entry.value.equipment:
            message = f"equipment must name {needed} in the position {entry.value.position}"
            yield Finding(entry.path, ("equipment",), message)


def leaving_neutral_said(case: Case) -> Findings:
    """The drills that leave neutral on purpose say so."""
    for entry in case.loaded.exercises:
        if entry.value.slug in LEAVE_NEUTRAL and entry.value.leaves_neutral is None:
            message = "leaves_neutral must be there: this drill moves the spine out of neutral on purpose"
            yield Finding(entry.path, ("leaves_neutral",), message)


def poses_exist(case: Case) -> Findings:
    """Where a record has a figure, every pose that is cited is one of its poses.

    A step may cite any pose, a pose is like an earlier one, and no two have the same name.
    """
    for entry in case.loaded.exercises:
        figure = entry.value.figure
        if figure is None:
            continue
        names: list[str] = []
        for index, pose in enumerate(figure.poses):
            loc = ("figure", "poses", index)
            if pose.like is not None and pose.like not in names:
                message = f"{label((*loc, 'like'))} must be an earlier pose, not {show(pose.like)}"
                yield Finding(entry.path, (*loc, "like"), message)
            if pose.name in names:
                message = f"{label((*loc, 'name'))} must not be {show(pose.name)} a second time"
                yield Finding(entry.path, (*loc, "name"), message)
            names.append(pose.name)
        if figure.mistake is not None and figure.mistake.like not in {None, *names}:
            where: Loc = ("figure", "mistake", "like")
            message = f"{label(where)} must be a pose of the figure, not {show(figure.mistake.like)}"
            yield Finding(entry.path, where, message)
        for index, step in enumerate(entry.value.steps):
            if step.pose is not None and step.pose not in names:
                at = label(("steps", index, "pose"))
                hint = _hint(step.pose, names)
                message = f"{at} must be a pose of the figure, not {show(step.pose)}{hint}"
                yield Finding(entry.path, ("steps", index, "pose"), message)


def dates_in_order(case: Case) -> Findings:
    """A record was checked by today, and is due again between that day and two years later."""
    for entry in case.loaded.exercises:
        last, due = entry.value.last_checked, entry.value.next_check
        latest = (last.year + CHECK_YEARS, last.month, last.day)
        if last > case.today + dt.timedelta(days=1):  # it may be tomorrow already where it was written
            yield Finding(
                entry.path, ("last_checked",), f"last_checked must not lie in the future, as {last} does"
            )
        if due < last:
            message = f"next_check must not be before last_checked, {last}, as {due} is"
            yield Finding(entry.path, ("next_check",), message)
        elif (due.year, due.month, due.day) > latest:
            message = f"next_check must be at most {CHECK_YEARS} years after last_checked, {last}, not {due}"
            yield Finding(entry.path, ("next_check",), message)


def checked_in_time(case: Case) -> Findings:
    """A record whose check date has passed warns; after 90 days of grace it is an error."""
    for entry in case.loaded.exercises:
        due = entry.value.next_check
        if due < entry.value.last_checked or due >= case.today:
            continue
        late = case.today > due + GRACE
        message = (
            f"the record must be compared with its sources again: it was due on {due}"
            f"{'' if late else f', and becomes an error after {due + GRACE}'}"
        )
        yield Finding(entry.path, ("next_check",), message, warning=not late)


# --- Shared files ----------------------------------------------------------------------------------------


def levels_complete(case: Case) -> Findings:
    """The levels are 1 to 5, each once, in order."""
    if case.loaded.catalog is None or not case.loaded.levels:
        return
    numbers = tuple(entry.value.number for entry in case.loaded.levels)
    for entry, expected in zip(case.loaded.levels, LEVELS, strict=False):
        if entry.value.number != expected:
            message = f"number must be {expected} here: levels are 1 to 5, each once, in order"
            yield Finding(entry.path, (*entry.loc, "number"), message)
            return
    if len(numbers) < len(LEVELS):
        message = f"level {LEVELS[len(numbers)]} must be there: levels are 1 to 5, each once, in order"
        yield Finding(case.loaded.levels[-1].path, case.loaded.levels[-1].loc, message)
    elif len(numbers) > len(LEVELS):
        extra = case.loaded.levels[len(LEVELS)]
        yield Finding(extra.path, extra.loc, "there must be five levels: this is one too many")


def bounds_in_order(case: Case) -> Findings:
    """Each number of the plan has low <= start <= high."""
    plan = case.loaded.plan
    if plan is None:
        return
    for name in PlanRules.model_fields:
        bounds = getattr(plan.value, name)
        if isinstance(bounds, Bounds) and not 0 <= bounds.low <= bounds.start <= bounds.high:
            message = (
                f"{name} must have 0 <= low <= start <= high,"
                f" not {bounds.low}, {bounds.start} and {bounds.high}"
            )
            yield Finding(plan.path, (name,), message)


def pain_bands_cover(case: Case) -> Findings:
    """The three bands of the pain rule cover 0 to 10 without a gap or an overlap, from "go on" to "stop"."""
    safety = case.loaded.safety
    if safety is None:
        return
    bands = safety.value.pain_rule.bands
    at: Loc = ("pain_rule", "bands")
    names = ("go on", "make it easier", "stop")
    following = 0
    for index, (band, name) in enumerate(zip(bands, names, strict=True)):
        if band.name != name:
            yield Finding(
                safety.path, (*at, index, "name"), f"the names must be, in order, {', '.join(names)}"
            )
            return
        if band.low != following:
            message = f"low must be {following} here: the bands cover 0 to 10 without a gap or an overlap"
            yield Finding(safety.path, (*at, index, "low"), message)
            return
        if band.high < band.low:
            message = f"high must be {band.low} or more, not {band.high}"
            yield Finding(safety.path, (*at, index, "high"), message)
            return
        following = band.high + 1
    if following != 11:  # noqa: PLR2004 - one more than the end of the scale
        message = "high must be 10 here: the bands cover 0 to 10 without a gap or an overlap"
        yield Finding(safety.path, (*at, len(bands) - 1, "high"), message)


def no_claims(case: Case) -> Findings:
    """No text claims what nobody here can know: a cure, that it is safe for the reader, that it beats other care."""
    for entry in case.entries:
        for loc, text in _texts(entry.value):
            if isinstance(entry.value, Reference) and loc[0] != "says":
                continue  # titles and publishers are others' words
            found = next(claims(text), None)
            if found is not None:
                message = f'{_named(entry, loc)} must not say "{found}": nothing here can promise it'
                yield Finding(entry.path, (*entry.loc, *loc), message)


def tightening_is_gentle(case: Case) -> Findings:
    """A step that tightens belly, waist or trunk says how little, and only the lying brace uses the image of a poke."""
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
    """No text that readers meet speaks of "the first document" or "the second document", which nobody knows there."""
    for entry in case.entries:
        if isinstance(entry.value, Reference):
            continue
        for loc, text in _texts(entry.value):
            found = _UNINTRODUCED.search(text)
            if found:
                message = (
                    f'{_named(entry, loc)} must not say "{found[0]}":'
                    " say what it is, such as: one of the two texts this site grew from"
                )
                yield Finding(entry.path, (*entry.loc, *loc), message)


def diagnosis_comes_first(case: Case) -> Findings:
    """Every record asks about inflammatory disease; where it asks about a joint, the reason names that joint."""
    if INFLAMMATORY not in (case.loaded.known["conditions"] or ()):
        return
    for entry in case.loaded.exercises:
        asked = {ask.condition: (index, ask) for index, ask in enumerate(entry.value.ask_first)}
        if INFLAMMATORY not in asked:
            message = f"ask_first must name {INFLAMMATORY}: the diagnosis comes before exercise"
            yield Finding(entry.path, ("ask_first",), message)
            continue
        index, ask = asked[INFLAMMATORY]
        for condition, joint in JOINTS.items():
            if condition in asked and joint not in ask.why:
                loc: Loc = ("ask_first", index, "why")
                message = f"{label(loc)} must name the {joint}, since the record asks about {condition}"
                yield Finding(entry.path, loc, message)


def few_are_explained(case: Case) -> Findings:
    """A level that holds a single exercise says why (`why_few`)."""
    if case.loaded.catalog is None:
        return
    counted = Counter(entry.value.level for entry in case.loaded.exercises)
    for entry in case.loaded.levels:
        level = entry.value
        if counted[level.number] == 1 and level.why_few is None:
            message = f"why_few must say why level {level.number} holds a single exercise"
            yield Finding(entry.path, entry.loc, message)


def danger_is_sourced(case: Case) -> Findings:
    """The safety page rests no sentence on common teaching: how dangerous back pain is needs a source that was read."""
    for citation in case.cited:
        if PurePosixPath(citation.path).name == "safety.md" and citation.id == "common-teaching":
            message = "the safety page must not rest on common-teaching: cite a source that was read"
            yield Finding(citation.path, (), message, line=citation.line)


def heads_are_plain(case: Case) -> Findings:
    """The names and summaries of exercises and levels hold no < > and no straight double quote."""
    entries: tuple[Entry[Exercise] | Entry[Level], ...] = (*case.loaded.exercises, *case.loaded.levels)
    for entry in entries:
        for field in (*HEADS, "aim") if isinstance(entry.value, Level) else HEADS:
            text = str(getattr(entry.value, field, ""))
            found = next((sign for sign in text if sign in MARKUP), None)
            if found is not None:
                message = f"{_named(entry, (field,))} must not hold {found}, since it goes into a page's head as it is"
                yield Finding(entry.path, (*entry.loc, field), message)


def texts_say_something(case: Case) -> Findings:
    """No text of a record stands for an empty place, such as "none" or "TODO"."""
    for entry in case.loaded.exercises:
        for loc, text in _texts(entry.value):
            if text.casefold().rstrip(".") in PLACEHOLDERS or text in PLACEHOLDERS:
                message = f"{label(loc)} must say something or be left out, not {show(text)}"
                yield Finding(entry.path, loc, message)


RULES: tuple[Rule, ...] = (
    sources_exist,
    page_links_exist,
    words_exist,
    neighbours_exist,
    ids_once,
    nothing_twice,
    references_used,
    neighbours_mirror,
    harder_goes_up,
    no_circle,
    reached_from_level_1,
    dose_in_range,
    face_fits_position,
    equipment_fits_position,
    leaving_neutral_said,
    poses_exist,
    dates_in_order,
    checked_in_time,
    levels_complete,
    bounds_in_order,
    pain_bands_cover,
    no_claims,
    tightening_is_gentle,
    sources_are_introduced,
    diagnosis_comes_first,
    few_are_explained,
    danger_is_sourced,
    heads_are_plain,
    texts_say_something,
)
"""Every rule of the catalogue. The order is of no matter: problems are sorted."""

_TIGHTENS = re.compile(
    r"\b(?:tight(?:en)?|brace|firm|draw)\b.*\b(?:belly|waist|trunk|abdomen)\b", re.IGNORECASE
)
_LITTLE = re.compile(r"\b(?:little|light(?:ly)?|soft(?:ly)?|gent(?:le|ly))\b", re.IGNORECASE)
_POKE = re.compile(r"\b(?:poke|punch|hit you|blow)\b", re.IGNORECASE)
_UNINTRODUCED = re.compile(r"\b(?:first|second)(?: source)? (?:document|author)\b", re.IGNORECASE)


# --- Helpers ---------------------------------------------------------------------------------------------


def _walk(value: object, loc: Loc = ()) -> Iterator[tuple[Loc, object]]:
    """Yield every value inside a value, and its place."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _walk(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(item, (*loc, index))
    else:
        yield loc, value


def _texts(value: BaseModel) -> Iterator[tuple[Loc, str]]:
    return ((loc, item) for loc, item in _walk(value) if isinstance(item, str))


def _sources(value: BaseModel) -> Iterator[tuple[Loc, str]]:
    """Yield every id in a list of sources: any field whose name ends so."""
    for loc, text in _texts(value):
        if len(loc) > 1 and isinstance(loc[-1], int) and str(loc[-2]).endswith("sources"):
            yield loc, text


def _variants(record: Exercise) -> Iterator[tuple[Loc, Variant]]:
    for index, variant in enumerate(record.easier):
        yield ("easier", index), variant
    for index, variant in enumerate(record.harder):
        yield ("harder", index), variant


def _by_file(case: Case) -> dict[str, Entry[Exercise]]:
    """Return the records by the slug that their file's name says."""
    return {PurePosixPath(entry.path).stem: entry for entry in case.loaded.exercises}


def _edges(case: Case) -> tuple[_Edge, ...]:
    """Return each link between two records once, located at its `harder` entry if there is one."""
    records = _by_file(case)
    edges: dict[tuple[str, str], _Edge] = {}
    for side in ("harder", "easier"):
        for slug, entry in records.items():
            for index, variant in enumerate(getattr(entry.value, side)):
                if variant.slug not in records or variant.slug == slug:
                    continue
                low, high = (slug, variant.slug) if side == "harder" else (variant.slug, slug)
                loc = (side, index, "slug")
                edge = _Edge(low, high, records[low].value, records[high].value, entry.path, loc)
                edges.setdefault((low, high), edge)
    return tuple(edges.values())


def _known(case: Case, entry: Entry[BaseModel], loc: Loc, kind: str, name: str) -> Findings:
    """Yield a finding where an id is of no record of its kind."""
    known = case.loaded.known[kind]
    if known is None or name in known:
        return
    where = {"exercises": "an exercise", "references": "an id of references.yml"}.get(
        kind, f"an id of vocabulary.yml, {kind}"
    )
    message = f"{_named(entry, loc)} must be {where}, not {show(name)}{_hint(name, known, kind)}"
    yield Finding(entry.path, (*entry.loc, *loc), message)


FEW = 12
"""Of so many words of the vocabulary a message names all, where none is like the one that was written."""


def _hint(name: str, known: Collection[str], kind: str = "") -> str:
    all_known = (
        f"; known: {', '.join(sorted(known))}" if kind in VOCABULARY_KINDS and len(known) <= FEW else ""
    )
    return did_you_mean(alike(name, known)) or all_known


def _named(entry: Entry[BaseModel], loc: Loc) -> str:
    """Write a place; inside a list of entries with the entry's own name before it."""
    name = getattr(entry.value, "id", None)
    return label((*((name,) if name is not None else entry.loc), *loc))


def _once(named: Iterator[tuple[Entry[BaseModel], str, str]], loaded: Loaded) -> Findings:
    """Yield a finding for each name that was met before."""
    first: dict[str, Entry[BaseModel]] = {}
    for entry, field, name in sorted(named, key=lambda item: (item[0].path, item[0].loc)):
        before = first.setdefault(name.casefold(), entry)
        if before is not entry:
            line = loaded.line(before.path, (*before.loc, field))
            message = (
                f"{field} {show(name)} must stand only once; it is already in {before.path}, line {line}"
            )
            yield Finding(entry.path, (*entry.loc, field), message)


def _limits(name: str) -> tuple[int, int]:
    """Return the least and the most that a number of the dose may be, as the model says."""
    rules = Dose.model_fields[name].metadata
    (least,) = (int(str(rule.ge)) for rule in rules if isinstance(rule, Ge))
    (most,) = (int(str(rule.le)) for rule in rules if isinstance(rule, Le))
    return least, most
