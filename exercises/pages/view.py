"""Formatting of values for readers: doses, times, dates, lists, sources.

It never reads a file and writes no HTML.

Everything here is a pure function of the catalogue's values, so that the guide page, the cards, the planner's
line and the payload cannot say different things.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from exercises.catalog.care import PainBand, Safety
from exercises.catalog.model import Catalog, Dose, Exercise, Face, Range, Reference
from widgets.language import ENGLISH, N_, _, current, duration, listed, ngettext, pgettext

TAUGHT = "common-teaching"
"""The reference that stands for "commonly taught, not shown by a study that was read"."""

FACES: Mapping[Face, str] = {
    "up": N_("face up"),
    "down": N_("face down"),
    "other": N_("upright or on the side"),
}
"""How a page says which way the front of the body faces, in English."""

CHECKED: Mapping[str, str] = {
    "page-read": N_("We read the page or its abstract."),
    "entry-only": N_("We saw only its entry in another list, not the text itself."),
    "second-hand": N_("We saw it only in a copy or in another writer's report."),
    "not-checked": N_("From general knowledge. We have not checked it."),
}
"""What `Reference.checked` means, for readers, in English."""

RULES_OF_PLAN: Mapping[str, str] = {
    "exercise_days": N_("Weekly plan: exercise days"),
    "session_minutes": N_("Weekly plan: session minutes"),
    "walk_minutes": N_("Weekly plan: walk minutes"),
    "new_exercises": N_("Weekly plan: new exercises"),
    "face_split": N_("Weekly plan: face split"),
    "easier_first": N_("Weekly plan: easier first"),
    "nerve_root": N_("Weekly plan: nerve root"),
    "flare_up": N_("Weekly plan: flare up"),
}
"""The fields of `PlanRules` as the references page names them, in English."""

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


def dose_words(dose: Dose) -> str:
    """Return a dose in full sentences, for a page: `Hold 5 seconds. Do it 10 times.`.

    Sets are named only where there are several: the word says nothing to a reader who does one. The widgets use
    the same words (`widgets/dose/words.py`).
    """
    said = [
        _("Hold {duration}.", duration=duration(dose.hold))
        if dose.hold
        else _("Move slowly, without a hold."),
        _repetitions(dose),
    ]
    if dose.sets > 1:
        said.append(ngettext("{n} set.", "{n} sets.", dose.sets))
        if dose.rest:
            said.append(_("Rest {duration} between sets.", duration=duration(dose.rest)))
    return " ".join(said)


def _repetitions(dose: Dose) -> str:  # noqa: PLR0911 - one return for each message
    """Return how often a dose is done, as a sentence."""
    reps = dose.reps
    match dose.sides, dose.side_means:
        case "both", _:
            return ngettext("Do it once.", "Do it {n} times.", reps)
        case "one-then-other", "arm":
            return ngettext(
                "Do it once with one arm, then once with the other.",
                "Do it {n} times with one arm, then {n} times with the other.",
                reps,
            )
        case "one-then-other", "leg":
            return ngettext(
                "Do it once with one leg, then once with the other.",
                "Do it {n} times with one leg, then {n} times with the other.",
                reps,
            )
        case "one-then-other", _:
            return ngettext(
                "Do it once on one side, then once on the other.",
                "Do it {n} times on one side, then {n} times on the other.",
                reps,
            )
        case _, "arm":
            return ngettext(
                "Do it once with each arm, changing arms every time.",
                "Do it {n} times with each arm, changing arms every time.",
                reps,
            )
        case _, "leg":
            return ngettext(
                "Do it once with each leg, changing legs every time.",
                "Do it {n} times with each leg, changing legs every time.",
                reps,
            )
        case _:
            return ngettext(
                "Do it once on each side, changing sides every time.",
                "Do it {n} times on each side, changing sides every time.",
                reps,
            )


def dose_line(dose: Dose) -> str:
    """Return a dose on one line, without a full stop: `10 times with each leg, hold 5 seconds`."""
    reps = _sets_of(dose) if dose.sets > 1 else _times(dose)
    if dose.hold:
        return _("{reps}, hold {duration}", reps=reps, duration=duration(dose.hold))
    return _("{reps}, slowly", reps=reps)


def _times(dose: Dose) -> str:
    """Return how often the only set is done, as the beginning of a line."""
    match _apart(dose):
        case "both":
            return ngettext("Once", "{n} times", dose.reps)
        case "arm":
            return ngettext("Once with each arm", "{n} times with each arm", dose.reps)
        case "leg":
            return ngettext("Once with each leg", "{n} times with each leg", dose.reps)
        case _:
            return ngettext("Once on each side", "{n} times on each side", dose.reps)


def _sets_of(dose: Dose) -> str:
    """Return how often several sets are done, as the beginning of a line."""
    sets, reps = dose.sets, dose.reps
    match _apart(dose):
        case "both":
            return ngettext("{n} set of {reps}", "{n} sets of {reps}", sets, reps=reps)
        case "arm":
            return ngettext(
                "{n} set of {reps} with each arm", "{n} sets of {reps} with each arm", sets, reps=reps
            )
        case "leg":
            return ngettext(
                "{n} set of {reps} with each leg", "{n} sets of {reps} with each leg", sets, reps=reps
            )
        case _:
            return ngettext(
                "{n} set of {reps} on each side", "{n} sets of {reps} on each side", sets, reps=reps
            )


def times_row(dose: Dose) -> str:
    """Return the name of the row of a table that holds repetitions: `Times each leg`."""
    match _apart(dose):
        case "both":
            return pgettext("number", "Times")
        case "arm":
            return _("Times each arm")
        case "leg":
            return _("Times each leg")
        case _:
            return _("Times each side")


def _apart(dose: Dose) -> str:
    """Return by what the repetitions of a dose are counted apart: `arm`, `leg`, `lying`; `both` where they are not."""
    return "both" if dose.sides == "both" else dose.side_means or "lying"


def side_note(dose: Dose) -> str:
    """Return what left and right name in the text, the picture and the timer; nothing where both work together."""
    match _apart(dose):
        case "both":
            return ""
        case "arm":
            return _("Left and right always name the arm that moves.")
        case "leg":
            return _("Left and right always name the leg that moves.")
        case _:
            return _("Left and right always name the side you lie on.")


def about(total: int) -> str:
    """Return a time in seconds as people say it: `about 3 minutes`; below a minute `less than a minute`.

    Rounded up to whole minutes: a reader who plans by it is never short of time.
    """
    if total < _SECONDS_A_MINUTE:
        return _("less than a minute")
    return ngettext("about {n} minute", "about {n} minutes", -(-total // _SECONDS_A_MINUTE))


def iso_duration(total: int) -> str:
    """Return a time in seconds as ISO 8601, which search engines read: `PT2M40S`."""
    minutes, rest = divmod(total, _SECONDS_A_MINUTE)
    return "PT" + (f"{minutes}M" if minutes else "") + (f"{rest}S" if rest or not minutes else "")


def span(given: Range, unit: Literal["", "seconds"] = "") -> str:
    """Return a range: `3 to 10 seconds`, or one number where least and most are the same."""
    low, high = given.low, given.high
    if low == high:
        return ngettext("{n} second", "{n} seconds", high) if unit else str(high)
    if unit:
        return ngettext("{low} to {high} second", "{low} to {high} seconds", high, low=low, high=high)
    return _("{low} to {high}", low=low, high=high)


def date(day: dt.date) -> str:
    """Return a date that no country misreads: `20 November 2026`."""
    language = current()
    if language.tag == ENGLISH.tag:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return language.day_year.format(month=language.months[day.month - 1], day=day.day, year=day.year)


def upper_first(text: str) -> str:
    """Return the text with a capital first letter; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def inside(name: str) -> str:
    """Return a name for the middle of a sentence: in English with a small first letter.

    In another language it stays as it is: not every language writes names of things with a small letter.
    """
    return name[:1].lower() + name[1:] if current().tag == ENGLISH.tag else name


def band_name(band: PainBand) -> str:
    """Return what to do at a pain of this band, in one to three words."""
    return {
        "go on": pgettext("pain", "Go on"),
        "make it easier": pgettext("pain", "Make it easier"),
        "stop": pgettext("pain", "Stop"),
    }[band.name]


def emergency_line(safety: Safety) -> str:
    """Return the signs of the emergency card in one sentence: `Call 999 ... for back pain with ...`.

    It names each sign in a few words and leaves the exact words to the card, one tap away.
    """
    level = safety.level("emergency")
    signs = [flag.short or flag.card for flag in safety.flags("emergency") if flag.card is not None]
    return f"{level.line or level.card or level.name} {listed([sign for sign in signs if sign], 'or')}."


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
    return name_of(reference)


LABEL = N_("Commonly taught: no source was found in the pages we read")
"""The title of the one note in `references.yml`, which is no source."""


def name_of(reference: Reference) -> str:
    """Return the title of a source, which stays in its own language; a label of this site's own is translated."""
    return _(reference.title) if reference.kind == "note" else reference.title


def source(reference: Reference) -> str:
    """Return a source as a guide lists it: its short name and its title.

    The two source documents are named by what they are to this site: "document" tells a reader of one guide nothing.
    """
    if reference.kind == "source-document":
        return _("One of the two texts this site grew from: {title}", title=reference.title)
    name = label(reference)
    return name if name == name_of(reference) else f"{name}: {reference.title}"


def links(reference: Reference) -> tuple[tuple[str, str], ...]:
    """Return the addresses of a source as (what it is, address), DOI first."""
    found = []
    if reference.doi:
        found.append((f"doi:{reference.doi}", f"https://doi.org/{reference.doi}"))
    if reference.pmid:
        found.append((f"PubMed {reference.pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"))
    if reference.url:
        page = _("The page we read") if reference.checked == "page-read" else pgettext("link", "Page")
        found.append((page, reference.url))
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
        (pgettext("part of a guide", "dose"), exercise.dose.sources),
        *((pgettext("part of a guide", "when to stop"), cited.sources) for cited in exercise.stop_if),
        (pgettext("part of a guide", "level"), exercise.level_basis.sources),
        *((pgettext("part of a guide", "muscles"), use.sources) for use in muscles),
        *((pgettext("part of a guide", "who should ask first"), ask.sources) for ask in exercise.ask_first),
        *(
            (pgettext("part of a guide", "where sources disagree"), cited.sources)
            for cited in exercise.disagreements
        ),
        (pgettext("part of a guide", "instructions"), exercise.instructions_sources),
    )


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """Return the items in order of first appearance, each once."""
    return tuple(dict.fromkeys(items))


def numbering(exercise: Exercise) -> dict[str, int]:
    """Return the number of each source on an exercise's page, counted from 1 in order of first use.

    `common-teaching` has no number: it is written out wherever it is used.
    """
    ids = unique(id_ for _part, sources in exercise_sources(exercise) for id_ in sources)
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
        yield level.sources, _("Level {number}", number=level.number), f"levels/{level.number}/"
    for what, ids in safety_sources(catalog):
        yield ids, _("Safety: {part}", part=what), "safety/"
    for condition in catalog.vocabulary.conditions:
        yield condition.sources, _("Ask first: {condition}", condition=condition.name), "safety/"
    for name, rule in catalog.plan:
        yield rule.sources, _(RULES_OF_PLAN[name]), "learn/how-long/#all-rules"


def safety_sources(catalog: Catalog) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (part in words, ids) for every cited part of the safety texts."""
    safety = catalog.safety
    groups = (
        (pgettext("part of safety", "emergency signs"), safety.flags("emergency")),
        (pgettext("part of safety", "signs for the same day"), safety.flags("same-day")),
        (pgettext("part of safety", "signs for the next days"), safety.flags("soon")),
        (pgettext("part of safety", "warning signs"), safety.red_flag_notes),
        (pgettext("part of safety", "stop rules"), safety.stop_rules),
        (pgettext("part of safety", "before you start"), safety.before_you_start),
        (pgettext("part of safety", "flare-ups"), safety.flare_up),
        (pgettext("part of safety", "every exercise"), safety.always),
    )
    return (
        (pgettext("part of safety", "warning"), safety.warning.sources),
        *((level.name, level.sources) for level in safety.urgencies),
        (pgettext("part of safety", "emergency numbers"), safety.emergency_numbers.sources),
        (pgettext("part of safety", "pain rule"), safety.pain_rule.sources),
        (pgettext("part of safety", "pain rule"), safety.pain_rule.relative.sources),
        (pgettext("part of safety", "how big a change counts"), safety.change.sources),
        (pgettext("part of safety", "what readers find hard"), safety.activities.sources),
        *((what, cited.sources) for what, items in groups for cited in items),
    )
