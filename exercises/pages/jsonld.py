"""The schema.org data of a page, for search engines.

Nothing here is on the page in other words or numbers.

There is no `reviewedBy` and no `lastReviewed`: no clinician has reviewed a page. `dateModified` of a guide is
the day when its record was last compared with its sources.
"""

from __future__ import annotations

from exercises.catalog.model import Catalog, Exercise, Reference
from exercises.pages import view
from widgets.language import _, current, ngettext

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Of the words, the figures and the data."""

type Json = str | int | bool | list[Json] | dict[str, Json]


def page(name: str, description: str, url: str) -> dict[str, Json]:
    """Return the data of any page.

    Args:
        name: Its title.
        description: One or two sentences.
        url: Its absolute address, or nothing where the site's address is not known.
    """
    data: dict[str, Json] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": name,
        "description": description,
        "inLanguage": current().tag,
        "isAccessibleForFree": True,
        "license": LICENCE,
        "audience": {"@type": "Patient"},
    }
    return data | ({"url": url} if url else {})


def _citation(reference: Reference) -> dict[str, Json]:
    data: dict[str, Json] = {"@type": "CreativeWork", "name": reference.title}
    return data | ({"url": reference.url} if reference.url else {})


def guide(exercise: Exercise, catalog: Catalog, url: str) -> dict[str, Json]:
    """Return the data of an exercise's page: the page, its plan, and the action."""
    dose = exercise.dose
    muscles = {term.id: term.name for term in catalog.vocabulary.muscles}
    references = {reference.id: reference for reference in catalog.references}
    plan: dict[str, Json] = {
        "@type": "ExercisePlan",
        "name": f"{exercise.name}: {view.dose_line(dose)}",
        "description": view.dose_words(dose),
        "exerciseType": _("Lumbar stabilization"),
        "activityDuration": view.iso_duration(view.seconds(dose)),
        "repetitions": dose.reps,
        "workload": view.dose_line(dose),
        "license": LICENCE,
    }
    if dose.sets > 1:
        plan["restPeriods"] = ngettext("{n} second between sets", "{n} seconds between sets", dose.rest)
    if dose.hold:
        plan["additionalVariable"] = ngettext("Hold {n} second", "Hold {n} seconds", dose.hold)
    action: dict[str, Json] = {
        "@type": "ExerciseAction",
        "name": exercise.name,
        "description": exercise.summary,
        "exercisePlan": plan,
    }
    used = [references[id_] for id_ in view.numbering(exercise)]
    names: list[Json] = [muscles[use.muscle] for use in (*exercise.muscles.main, *exercise.muscles.other)]
    more: dict[str, Json] = {
        "alternateName": list(exercise.synonyms),
        "dateModified": exercise.last_checked.isoformat(),
        "keywords": names,
        "citation": list(map(_citation, used)),
        "mainEntity": plan,
        "potentialAction": action,
    }
    return page(exercise.name, exercise.summary, url) | more
