"""Formatting of values for readers: doses, times, dates, lists, sources.

It never reads a file and writes no HTML.

Everything here is a pure function of the catalogue's values, so that the guide page, the cards, the planner's
line and the payload cannot say different things.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from exercises.catalog.model import Catalog, Dose, Exercise, Range, Reference

TAUGHT = "common-teaching"
"""The reference that stands for "commonly taught, not shown by a study that was read"."""

SIDE_PARTS: Mapping[str | None, str] = {"arm": "arm", "leg": "leg", "lying": "side", None: "side"}
"""The word for one of the two sides: `leg` in "left leg". The widgets use the same (`widgets/dose/sides.py`)."""

FACES: Mapping[str, str] = {"up": "face up", "down": "face down", "other": "upright or on the side"}
"""How a page says which way the front of the body faces."""

CHECKED: Mapping[str, str] = {
    "page-read": "We read the page or its abstract.",
    "entry-only": "We saw only its entry in another list, not the text itself.",
    "second-hand": "We saw it only in a copy or in another writer's report.",
    "not-checked": "From general knowledge. We have not checked it.",
}
"""What `Reference.checked` means, for readers."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SECONDS_A_MINUTE = 60


def seconds(dose: Dose) -> int:
    """Return how long the whole dose takes in seconds, from Start to finished.

    Get ready once; each rep is move, hold, release; `one-then-other` changes sides once a set; `alternating`
    changes between every two reps of a set; rest stands between sets only. The timer's score sums to the same
    (`tests/test_contract.py`).
    """
    reps = dose.reps * (1 if dose.sides == "both" else 2)
    changes = {"both": 0, "one-then-other": 1, "alternating": reps - 1}[dose.sides]
    one_set = reps * (dose.move + dose.hold + dose.release) + changes * dose.side_change
    return dose.get_ready + dose.sets * one_set + (dose.sets - 1) * dose.rest


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its word: `1 set`, `2 sets`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def duration(total: int) -> str:
    """Return a length of time in words: `40 seconds`, `1 minute 5 seconds`, `2 minutes`."""
    minutes, rest = divmod(total, _SECONDS_A_MINUTE)
    parts = [count(minutes, "minute")] if minutes else []
    if rest or not minutes:
        parts.append(count(rest, "second"))
    return " ".join(parts)


def times(number: int) -> str:
    """Return how often: `once`, `10 times`."""
    return "once" if number == 1 else f"{number} times"


def dose_words(dose: Dose) -> str:
    """Return a dose in full sentences, for a page: `Hold 5 seconds. Do it 10 times.`.

    Sets are named only where there are several: the word says nothing to a reader who does one. The widgets use
    the same words (`widgets/dose/words.py`).
    """
    hold = f"Hold {duration(dose.hold)}." if dose.hold else "Move slowly, without a hold."
    often, part, by = times(dose.reps), SIDE_PARTS[dose.side_means], _by(dose)
    reps = {
        "both": f"Do it {often}.",
        "one-then-other": f"Do it {often} {by} one {part}, then {often} {by} the other.",
        "alternating": f"Do it {often} {by} each {part}, changing {part}s every time.",
    }[dose.sides]
    sets = f" {dose.sets} sets." if dose.sets > 1 else ""
    rest = f" Rest {duration(dose.rest)} between sets." if dose.sets > 1 and dose.rest else ""
    return f"{hold} {reps}{sets}{rest}"


def dose_line(dose: Dose) -> str:
    """Return a dose on one line, without a full stop: `10 times with each leg, hold 5 seconds`."""
    reps = f"{dose.sets} sets of {dose.reps}" if dose.sets > 1 else upper_first(times(dose.reps))
    each = "" if dose.sides == "both" else f" {_by(dose)} {each_side(dose)}"
    hold = f"hold {duration(dose.hold)}" if dose.hold else "slowly"
    return f"{reps}{each}, {hold}"


def each_side(dose: Dose) -> str:
    """Return the two sides of a dose, counted apart: `each leg`; nothing where both work together."""
    return "" if dose.sides == "both" else f"each {SIDE_PARTS[dose.side_means]}"


def side_note(dose: Dose) -> str:
    """Return what left and right name in the text, the picture and the timer; nothing where both work together."""
    if dose.sides == "both":
        return ""
    what = "the side you lie on" if dose.side_means == "lying" else f"the {dose.side_means} that moves"
    return f"Left and right always name {what}."


def _by(dose: Dose) -> str:
    return "with" if dose.side_means in ("arm", "leg") else "on"


def about(total: int) -> str:
    """Return a time in seconds as people say it: `about 3 minutes`; below a minute `less than a minute`.

    Rounded up to whole minutes: a reader who plans by it is never short of time.
    """
    if total < _SECONDS_A_MINUTE:
        return "less than a minute"
    return f"about {count(-(-total // _SECONDS_A_MINUTE), 'minute')}"


def iso_duration(total: int) -> str:
    """Return a time in seconds as ISO 8601, which search engines read: `PT2M40S`."""
    minutes, rest = divmod(total, _SECONDS_A_MINUTE)
    return "PT" + (f"{minutes}M" if minutes else "") + (f"{rest}S" if rest or not minutes else "")


def span(given: Range, unit: str = "") -> str:
    """Return a range: `3 to 10 seconds`, or one number where least and most are the same."""
    numbers = str(given.low) if given.low == given.high else f"{given.low} to {given.high}"
    return f"{numbers} {unit}".rstrip()


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list in a sentence: `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:  # noqa: PLR2004 - one word needs no "and"
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def date(day: dt.date) -> str:
    """Return a date that no country misreads: `20 November 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def upper_first(text: str) -> str:
    """Return the text with a capital first letter; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def two_names(name: str) -> tuple[str, str]:
    """Return a muscle's name in plain words and its medical name, from `Side hip muscle (gluteus medius)`.

    The medical name is empty where the term has none.
    """
    plain, _, medical = name.partition(" (")
    return plain, medical.removesuffix(")")


def label(reference: Reference) -> str:
    """Return a short name for a source: `Ekstrom 2007`, or its title where no person signs it."""
    surname = (reference.authors or "").split(",")[0].rsplit(" et al", maxsplit=1)[0].strip()
    words = surname.split()
    if words and words[-1].rstrip(".").isupper() and len(words) > 1:  # "Ekstrom RA": the initials go
        surname = " ".join(words[:-1])
    if surname and reference.year:
        return f"{surname} {reference.year}"
    return reference.title


def source(reference: Reference) -> str:
    """Return a source as a guide lists it: its short name and its title.

    The two source documents are named by what they are to this site: "document" tells a reader of one guide nothing.
    """
    if reference.kind == "source-document":
        return f"One of the two texts this site grew from: {reference.title}"
    name = label(reference)
    return name if name == reference.title else f"{name}: {reference.title}"


def links(reference: Reference) -> tuple[tuple[str, str], ...]:
    """Return the addresses of a source as (what it is, address), DOI first."""
    found = []
    if reference.doi:
        found.append((f"doi:{reference.doi}", f"https://doi.org/{reference.doi}"))
    if reference.pmid:
        found.append((f"PubMed {reference.pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"))
    if reference.url:
        found.append(("The page we read" if reference.checked == "page-read" else "Page", reference.url))
    return tuple(found)


@dataclass(frozen=True, kw_only=True, slots=True)
class Use:
    """One place that a source supports."""

    label: str
    """What it supports, in words: `Bridge: dose`."""
    url: str
    """Address from the site's root: `exercises/bridge/`."""


def exercise_sources(exercise: Exercise) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (field in words, ids) for every cited field of an exercise, in the order of its page.

    The page numbers its sources in this order, and the references page lists them by these words.
    """
    muscles = (*exercise.muscles.main, *exercise.muscles.other)
    return (
        ("dose", exercise.dose.sources),
        *(("when to stop", cited.sources) for cited in exercise.stop_if),
        ("level", exercise.level_basis.sources),
        *(("muscles", use.sources) for use in muscles),
        *(("who should ask first", ask.sources) for ask in exercise.ask_first),
        *(("where sources disagree", cited.sources) for cited in exercise.disagreements),
        ("instructions", exercise.instructions_sources),
    )


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """Return the items in order of first appearance, each once."""
    return tuple(dict.fromkeys(items))


def numbering(exercise: Exercise) -> dict[str, int]:
    """Return the number of each source on an exercise's page, counted from 1 in order of first use.

    `common-teaching` has no number: it is written out wherever it is used.
    """
    ids = unique(id_ for _, sources in exercise_sources(exercise) for id_ in sources)
    return {id_: number for number, id_ in enumerate((i for i in ids if i != TAUGHT), 1)}


def uses(catalog: Catalog, extra: Mapping[str, Sequence[Use]] | None = None) -> dict[str, tuple[Use, ...]]:
    """Return every place that uses each source, by the source's id; sources in the catalogue's order.

    Args:
        catalog: The catalogue.
        extra: Uses outside of it, by id: hand-written pages.
    """
    found: dict[str, dict[Use, None]] = {reference.id: {} for reference in catalog.references}
    for ids, what, url in _places(catalog):
        for id_ in ids:
            found.setdefault(id_, {})[Use(label=what, url=url)] = None
    for id_, places in (extra or {}).items():
        found.setdefault(id_, {}).update(dict.fromkeys(places))
    return {id_: tuple(places) for id_, places in found.items()}


def _places(catalog: Catalog) -> Iterator[tuple[Iterable[str], str, str]]:
    """Yield (ids of sources, what they support, address) for every cited part of the catalogue."""
    for exercise in catalog.exercises:
        fields: dict[str, list[str]] = {}
        for field, ids in exercise_sources(exercise):
            for id_ in ids:
                fields.setdefault(id_, []).append(field)
        for id_, names in fields.items():
            yield (id_,), f"{exercise.name}: {listed(unique(names))}", f"exercises/{exercise.slug}/"
    for level in catalog.levels:
        yield level.sources, f"Level {level.number}", f"levels/{level.number}/"
    for what, ids in safety_sources(catalog):
        yield ids, f"Safety: {what}", "safety/"
    for condition in catalog.vocabulary.conditions:
        yield condition.sources, f"Ask first: {condition.name}", "safety/"
    for name, rule in catalog.plan:
        yield rule.sources, f"Weekly plan: {name.replace('_', ' ')}", "learn/how-long/#all-rules"


def safety_sources(catalog: Catalog) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (part in words, ids) for every cited part of the safety texts."""
    safety = catalog.safety
    groups = (
        ("emergency signs", safety.flags("emergency")),
        ("signs for the same day", safety.flags("same-day")),
        ("signs for the next days", safety.flags("soon")),
        ("warning signs", safety.red_flag_notes),
        ("stop rules", safety.stop_rules),
        ("before you start", safety.before_you_start),
        ("flare-ups", safety.flare_up),
        ("every exercise", safety.always),
    )
    return (
        ("warning", safety.warning.sources),
        *((level.name, level.sources) for level in safety.urgencies),
        ("emergency numbers", safety.emergency_numbers.sources),
        ("pain rule", safety.pain_rule.sources),
        ("pain rule", safety.pain_rule.relative.sources),
        ("how big a change counts", safety.change.sources),
        ("what readers find hard", safety.activities.sources),
        *((what, cited.sources) for what, items in groups for cited in items),
    )
