"""Rules of identifiers: every id that is used exists, none is defined twice, no list repeats one."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from exercises.catalog.load import Entry, Loaded
from exercises.catalog.model import Exercise
from exercises.catalog.rules.case import Case, Finding, Findings, hint, known_id, named, sources, variants
from exercises.catalog.wording import Loc, label, show

UNUSED_KINDS = frozenset({"note", "source-document"})
"""Kinds of reference that need no citation."""


def sources_exist(case: Case) -> Findings:
    """Every source is an id of `references.yml`."""
    for entry in case.entries:
        for loc, source in sources(entry.value):
            yield from known_id(case, entry, loc, "references", source)


def page_links_exist(case: Case) -> Findings:
    """Every link from a hand-written page to the references leads to an id of `references.yml`."""
    known = case.loaded.known["references"]
    for citation in case.cited:
        if known is not None and citation.id not in known:
            message = (
                f"the link to #{citation.id} must lead to an id of references.yml{hint(citation.id, known)}"
            )
            yield Finding(citation.path, (), message, line=citation.line)


def words_exist(case: Case) -> Findings:
    """Every position, piece of equipment, muscle and condition is an id of `vocabulary.yml`."""
    for entry in case.loaded.exercises:
        record = entry.value
        yield from known_id(case, entry, ("position",), "positions", record.position)
        for index, item in enumerate(record.equipment):
            yield from known_id(case, entry, ("equipment", index), "equipment", item)
        for kind, uses in (("main", record.muscles.main), ("other", record.muscles.other)):
            for index, use in enumerate(uses):
                yield from known_id(case, entry, ("muscles", kind, index, "muscle"), "muscles", use.muscle)
        for index, ask in enumerate(record.ask_first):
            yield from known_id(case, entry, ("ask_first", index, "condition"), "conditions", ask.condition)


def neighbours_exist(case: Case) -> Findings:
    """Every easier and harder exercise is a record other than the one that names it."""
    for entry in case.loaded.exercises:
        for loc, variant in variants(entry.value):
            if variant.slug == entry.value.slug:
                yield Finding(entry.path, loc, f"{label(loc)} must be another exercise than this one")
            else:
                yield from known_id(case, entry, (*loc, "slug"), "exercises", variant.slug)


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
        for loc, source in sources(entry.value):
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
            for loc, variant in variants(record):
                lists.setdefault(loc[:1], []).append(((*loc, "slug"), variant.slug))
            lists["synonyms",] = [
                (("name",), record.name.casefold()),
                *((("synonyms", index), name.casefold()) for index, name in enumerate(record.synonyms)),
            ]
        for items in lists.values():
            seen: set[str] = set()
            for loc, item in items:
                if item in seen:
                    message = f"{named(entry, loc)} must not name {show(item)} a second time"
                    yield Finding(entry.path, (*entry.loc, *loc), message)
                seen.add(item)


def references_used(case: Case) -> Findings:
    """Every reference is cited by a record or a page, or is a note or a source document."""
    known = case.loaded.known["references"]
    used = {source for entry in case.entries for _, source in sources(entry.value)}
    used |= {citation.id for citation in case.cited}
    if case.loaded.catalog is None or known is None or not used <= known:
        return
    for entry in case.loaded.references:
        if entry.value.id not in used and entry.value.kind not in UNUSED_KINDS:
            message = f"{entry.value.id} must be cited by a record or a page, or be of kind note"
            yield Finding(entry.path, entry.loc, message)


def words_are_used(case: Case) -> Findings:
    """Every position, muscle, condition and piece of equipment is named by a record, or concerns any exercise."""
    vocabulary = case.loaded.vocabulary
    if case.loaded.catalog is None or vocabulary is None:
        return
    records = [entry.value for entry in case.loaded.exercises]
    conditions = vocabulary.value.conditions
    used = {
        "positions": {record.position for record in records},
        "equipment": {item for record in records for item in record.equipment},
        "muscles": {use.muscle for r in records for use in (*r.muscles.main, *r.muscles.other)},
        "conditions": {ask.condition for record in records for ask in record.ask_first}
        | {condition.id for condition in conditions if condition.any_exercise is not None},
    }
    if not all(names <= (case.loaded.known[kind] or frozenset()) for kind, names in used.items()):
        return
    for kind, names in used.items():
        for index, term in enumerate(getattr(vocabulary.value, kind)):
            if term.id not in names:
                message = f"{kind}: {term.id} must be named by a record, or be taken out"
                yield Finding(vocabulary.path, (kind, index), message)


def _once(named: Iterator[tuple[Entry[BaseModel], str, str]], loaded: Loaded) -> Findings:
    """Yield a finding for each name that stands at an earlier place too; letter case is ignored."""
    first: dict[str, Entry[BaseModel]] = {}
    for entry, field, name in sorted(named, key=lambda item: (item[0].path, item[0].loc)):
        before = first.setdefault(name.casefold(), entry)
        if before is not entry:
            line = loaded.line(before.path, (*before.loc, field))
            message = (
                f"{field} {show(name)} must stand only once; it is already in {before.path}, line {line}"
            )
            yield Finding(entry.path, (*entry.loc, field), message)
