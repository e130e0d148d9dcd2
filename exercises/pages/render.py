"""Catalogue in, pages out: Markdown with front matter, for any builder that reads Markdown.

It knows no builder and no file.

Links are relative addresses of finished pages (`../../references/#bridge`), for a site whose pages are
folders; they work under any path. A page's place is its `path` below the documents' folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from markupsafe import Markup

from exercises.catalog.model import Catalog, Exercise, Face, Level, MuscleUse, Range, Reference, Term
from exercises.pages import blocks, graph, jsonld, narrow, view
from exercises.pages.figure import figure_html, mistake_html, poses_html, preview, sheets
from exercises.pages.markup import Citer, front_matter
from exercises.pages.markup import render as fill
from widgets.language import ENGLISH, N_, _, current, listed, ngettext, pgettext

KINDS: Mapping[str, tuple[str, ...]] = {
    N_("The two source documents"): ("source-document",),
    N_("Reviews and guidelines"): ("review", "guideline"),
    N_("Trials"): ("trial",),
    N_("Studies"): ("study",),
    N_("Exercise programmes"): ("programme",),
    N_("Web pages"): ("web-page",),
    N_("Notes"): ("note",),
}
"""The parts of the references page, in English and in order, and the kinds of source in each."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page, ready to be written."""

    path: str
    """Below the documents' folder: `exercises/bridge.md`."""
    content: str
    source: str
    """The file to edit, from the project's root: `exercises/data/bridge.yml`."""


def render(
    catalog: Catalog, extra: Mapping[str, Sequence[view.Use]] | None = None, site_url: str = ""
) -> tuple[Page, ...]:
    """Return every generated page, in order of path.

    Args:
        catalog: A catalogue that keeps the rules.
        extra: Where else sources are used, by id (see `document_uses`).
        site_url: Absolute address of the site's root, with a slash at its end, for the data that search
            engines read. Nothing: that data has no address.
    """
    fragments = blocks.partials(catalog)
    makers = [
        *(_exercise(catalog, exercise, site_url) for exercise in catalog.exercises),
        _index(catalog, site_url),
        _levels(catalog, site_url),
        *(_level(catalog, level, fragments, site_url) for level in catalog.levels),
        _references(catalog, extra, site_url),
        *([_pose_sheet(catalog, site_url)] if any(e.figure for e in catalog.exercises) else []),
    ]
    return tuple(sorted(makers, key=lambda page: page.path))


def document_uses(cited: Iterable[tuple[str, str]], titles: Mapping[str, str]) -> dict[str, list[view.Use]]:
    """Return which sources hand-written pages link to, by the source's id.

    Args:
        cited: (path below the documents' folder, id of the source) for each link.
        titles: The title of each of these pages, by path.
    """
    found: dict[str, list[view.Use]] = {}
    for path, id_ in cited:
        use = view.Use(label=titles[path], url=address(path))
        if use not in found.setdefault(id_, []):
            found[id_].append(use)
    return found


def address(path: str) -> str:
    """Return a page's address from the site's root: `learn/walking.md` gives `learn/walking/`."""
    stem = path.removesuffix(".md").removesuffix("index").rstrip("/")
    return f"{stem}/" if stem else ""


def _page(path: str, source: str, meta: Mapping[str, Any], template: str, **values: object) -> Page:
    content = front_matter(meta) + fill(template, base=blocks.root_of(path), **values)
    return Page(path=path, content=content, source=source)


def _meta(path: str, title: str, description: str, site_url: str) -> dict[str, Any]:
    url = site_url + address(path) if site_url else ""
    return {"title": title, "description": description, "jsonld": jsonld.page(title, description, url)}


def _cite(catalog: Catalog, path: str, numbers: Mapping[str, int] | None = None) -> Citer:
    return Citer({reference.id: reference for reference in catalog.references}, blocks.root_of(path), numbers)


def _block(name: str, fragments: Mapping[str, str], path: str) -> Markup:
    return Markup(blocks.at(fragments[f"{name}.html"], blocks.root_of(path)))  # noqa: S704 - our own template's


def _exercise(catalog: Catalog, exercise: Exercise, site_url: str) -> Page:
    path = f"exercises/{exercise.slug}.md"
    words = catalog.vocabulary
    terms = {term.id: term for term in (*words.positions, *words.equipment, *words.muscles)}
    conditions = {condition.id: condition for condition in words.conditions}
    references = {reference.id: reference for reference in catalog.references}
    numbers = view.numbering(exercise)
    cited = {id_ for _part, ids in view.exercise_sources(exercise) for id_ in ids}
    meta = _meta(path, exercise.name, exercise.summary, site_url)
    meta["jsonld"] = jsonld.guide(exercise, catalog, site_url + address(path) if site_url else "")
    meta["kind"] = "guide"
    meta["search"] = {"boost": 2}
    if exercise.figure is not None:
        meta["image"], meta["image_alt"] = preview(exercise)
    return _page(
        path,
        f"exercises/data/{exercise.slug}.yml",
        meta,
        "exercise.md.j2",
        exercise=exercise,
        level=next((level for level in catalog.levels if level.number == exercise.level), None),
        position=terms[exercise.position],
        equipment=[view.inside(terms[id_].name) for id_ in exercise.equipment],
        dose_text=view.dose_words(exercise.dose),
        side_note=view.side_note(exercise.dose),
        seconds=view.seconds(exercise.dose),
        ranges=_ranges(exercise),
        asks=[
            {"condition": conditions[ask.condition], "why": ask.why, "sources": ask.sources}
            for ask in exercise.ask_first
        ],
        general=[
            condition
            for condition in words.conditions
            if condition.any_exercise is not None
            and condition.id not in {ask.condition for ask in exercise.ask_first}
        ],
        main_muscles=[_muscle(terms[use.muscle], use) for use in exercise.muscles.main],
        other_muscles=[_muscle(terms[use.muscle], use) for use in exercise.muscles.other],
        easier=_neighbours(catalog, exercise.easier, path),
        harder=_neighbours(catalog, exercise.harder, path),
        numbered=[references[id_] for id_ in numbers],
        taught=view.TAUGHT in cited,
        cite=_cite(catalog, path, numbers),
        figure=figure_html(exercise, blocks.root_of(path)),
        poses=poses_html(exercise),
        mistake_figure=mistake_html(exercise, blocks.root_of(path)),
        safety=catalog.safety,
        not_reviewed=catalog.safety.not_reviewed,
        address=site_url + address(path) if site_url else "",
    )


def _muscle(term: Term, use: MuscleUse) -> dict[str, object]:
    plain, medical = view.two_names(term.name)
    return {"plain": plain, "medical": medical, "does": term.plain, "sources": use.sources}


def _neighbours(catalog: Catalog, variants: Iterable[Any], path: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for variant in variants:
        other = catalog.exercise(variant.slug)
        found.append(
            {
                "slug": other.slug,
                "name": other.name,
                "level": other.level,
                "change": variant.change,
                "figure": figure_html(other, blocks.root_of(path), "card"),
            }
        )
    return found


def _ranges(exercise: Exercise) -> list[dict[str, str]]:
    """Return the rows of the table that sets this site's dose beside what sources print."""
    dose, printed = exercise.dose, exercise.dose.range
    rows: tuple[tuple[str, int, Literal["", "seconds"], Range | None], ...] = (
        (pgettext("number", "Hold"), dose.hold, "seconds", printed.hold),
        (view.times_row(dose), dose.reps, "", printed.reps),
        (pgettext("number", "Sets"), dose.sets, "", printed.sets),
    )
    return [
        {
            "name": name,
            "start": view.span(Range(low=start, high=start), unit),
            "printed": view.span(given, unit),
        }
        for name, start, unit, given in rows
        if given is not None
    ]


def _card_words(catalog: Catalog) -> dict[str, dict[str, object]]:
    positions = {term.id: term.name for term in catalog.vocabulary.positions}
    equipment = {term.id: term.name for term in catalog.vocabulary.equipment}
    return {
        e.slug: {
            "position": positions[e.position],
            "equipment": view.upper_first(listed([view.inside(equipment[i]) for i in e.equipment]))
            or _("No equipment"),
            "dose": view.dose_line(e.dose),
            "about": view.about(view.seconds(e.dose)),
        }
        for e in catalog.exercises
    }


def _figures(exercises: Iterable[Exercise], path: str) -> dict[str, Markup]:
    return {e.slug: figure_html(e, blocks.root_of(path), "card") for e in exercises}


def _index(catalog: Catalog, site_url: str) -> Page:
    path = "exercises/index.md"
    browse = groups(catalog)
    choices = narrow.choices(browse)
    return _page(
        path,
        "exercises/pages/templates/index.md.j2",
        _meta(
            path,
            _("Exercises"),
            ngettext(
                "{n} exercise for a steady back, by level, position, equipment and muscle.",
                "{n} exercises for a steady back, by level, position, equipment and muscle.",
                len(catalog.exercises),
            ),
            site_url,
        )
        | {"hide": ["toc"], "kind": "list"},
        "index.md.j2",
        exercises=catalog.exercises,
        groups=browse,
        choices=choices,
        style=Markup(narrow.style(choices)),  # noqa: S704 - made of ids alone
        words=_card_words(catalog),
        figures=_figures(catalog.exercises, path),
    )


def groups(catalog: Catalog) -> list[dict[str, Any]]:
    """Return the four ways to browse: title, anchor, and its parts with exercises, each with its title and its name.

    A part that holds no exercise is left out.
    """
    every = catalog.exercises

    def parts(kind: str, rows: Iterable[tuple[str, str, str, list[Exercise]]]) -> list[dict[str, Any]]:
        return [
            {
                "value": id_,
                "id": f"{kind}-{id_}",
                "title": _("Level {number}: {name}", number=id_, name=name) if kind == "level" else name,
                "name": name,
                "plain": plain,
                "exercises": found,
            }
            for id_, name, plain, found in rows
            if found
        ]

    def worked(exercise: Exercise) -> set[str]:
        return {use.muscle for use in (*exercise.muscles.main, *exercise.muscles.other)}

    words = catalog.vocabulary
    by_level = (
        (str(v.number), v.name, v.aim, [e for e in every if e.level == v.number]) for v in catalog.levels
    )
    by_position = ((t.id, t.name, t.plain, [e for e in every if e.position == t.id]) for t in words.positions)
    by_equipment = (
        ("none", _("No equipment"), "", [e for e in every if not e.equipment]),
        *((t.id, t.name, t.plain, [e for e in every if t.id in e.equipment]) for t in words.equipment),
    )
    by_muscle = ((t.id, t.name, t.plain, [e for e in every if t.id in worked(e)]) for t in words.muscles)
    return [
        {"id": "by-level", "title": _("By level"), "parts": parts("level", by_level)},
        {"id": "by-position", "title": _("By position"), "parts": parts("position", by_position)},
        {"id": "by-equipment", "title": _("By equipment"), "parts": parts("equipment", by_equipment)},
        {"id": "by-muscle", "title": _("By muscle"), "parts": parts("muscle", by_muscle)},
    ]


def _levels(catalog: Catalog, site_url: str) -> Page:
    path = "levels/index.md"
    return _page(
        path,
        "exercises/levels.yml",
        _meta(path, _("Levels"), _("Five levels, and a map of which exercise leads to which."), site_url)
        | {"hide": ["toc"]},
        "levels.md.j2",
        levels=[
            {
                "value": level,
                "exercises": [e for e in catalog.exercises if e.level == level.number],
                "rest": _rest_chip(level),
            }
            for level in catalog.levels
        ],
        map=graph.svg(catalog, blocks.root_of(path)),
        harder={e.slug: _neighbours(catalog, e.harder, path) for e in catalog.exercises},
    )


def _rest_chip(level: Level) -> str:
    if not level.rest_days:
        return _("No rest day needed")
    return ngettext("{n} rest day between", "{n} rest days between", level.rest_days)


def _rest_sentence(level: Level) -> str:
    if not level.rest_days:
        return _("This level needs no day off between, though the weekly plan leaves one.")
    return ngettext(
        "Leave {n} day without exercises between two exercise days of this level.",
        "Leave {n} days without exercises between two exercise days of this level.",
        level.rest_days,
    )


def _level(catalog: Catalog, level: Level, fragments: Mapping[str, str], site_url: str) -> Page:
    path = f"levels/{level.number}.md"
    here = [e for e in catalog.exercises if e.level == level.number]
    faces = {face: [e for e in here if e.face == face] for face in view.FACES}
    return _page(
        path,
        "exercises/levels.yml",
        _meta(path, _("Level {number}: {name}", number=level.number, name=level.name), level.aim, site_url),
        "level.md.j2",
        level=level,
        rest=_rest_sentence(level),
        balance=_balance(faces),
        face_split=catalog.plan.face_split,
        parts=[
            {
                "id": f"face-{face}",
                "title": _(
                    "{way}: {exercises}",
                    way=view.upper_first(_(name)),
                    exercises=ngettext("{n} exercise", "{n} exercises", len(faces[face])),
                ),
                "exercises": faces[face],
            }
            for face, name in view.FACES.items()
            if faces[face]
        ],
        words=_card_words(catalog),
        figures=_figures(here, path),
        cite=_cite(catalog, path),
        before_first=_block("before-first", fragments, path),
    )


def _balance(faces: Mapping[Face, Sequence[Exercise]]) -> str:
    """Say how many exercises of a level are done which way: `4 are done face up and 1 is done face down`."""
    said = [_done(face, len(found)) for face, found in faces.items() if found]
    return f"{listed(said)}." if said else _("No exercise stands here yet.")


def _done(face: Face, number: int) -> str:
    match face:
        case "up":
            return ngettext("{n} is done face up", "{n} are done face up", number)
        case "down":
            return ngettext("{n} is done face down", "{n} are done face down", number)
        case "other":
            return ngettext(
                "{n} is done upright or on the side", "{n} are done upright or on the side", number
            )


def _pose_sheet(catalog: Catalog, site_url: str) -> Page:
    path = "contributing/pose-sheet.md"
    return _page(
        path,
        "exercises/data",
        _meta(path, "Pose sheet", "Every key pose of every exercise on one page.", site_url)
        | {"search": {"exclude": True}},
        "pose_sheet.md.j2",
        sheets=sheets(catalog.exercises),
    )


def _references(catalog: Catalog, extra: Mapping[str, Sequence[view.Use]] | None, site_url: str) -> Page:
    path = "references.md"
    by_kind: list[dict[str, object]] = [
        {
            "title": _(title),
            "references": sorted((r for r in catalog.references if r.kind in kinds), key=_by_name),
        }
        for title, kinds in KINDS.items()
    ]
    return _page(
        path,
        "exercises/references.yml",
        _meta(
            path,
            _("References"),
            _("Every source, how it was checked, and every place that uses it."),
            site_url,
        ),
        "references.md.j2",
        total=len(catalog.references),
        groups=[group for group in by_kind if group["references"]],
        links={reference.id: view.links(reference) for reference in catalog.references},
        uses=view.uses(catalog, extra),
        name_of=view.name_of,
        foreign="" if current().tag == ENGLISH.tag else Markup(' lang="en"'),
    )


def _by_name(reference: Reference) -> tuple[str, int, str]:
    return (view.label(reference).casefold(), reference.year or 0, reference.id)
