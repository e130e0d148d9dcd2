"""What is wrong with the log's forms and with a file, in words. Never: a check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from widgets.language import N_, _, ngettext
from widgets.log import files, form
from widgets.share import words
from widgets.stored import Listed

LABELS: Mapping[str, str] = {
    "day": N_("Day"),
    "minutes": N_("Minutes"),
    "pain-before": N_("Pain before"),
    "pain-after": N_("Pain after"),
    "pain-next-day": N_("Pain the next day"),
    "note": N_("Note"),
    "goal": N_("Goal"),
    "questions": N_("Questions"),
}
"""What an error calls each field, in English."""

WRONG: Mapping[form.Why, str] = {
    "no-day": N_("enter a date that exists."),
    "to-come": N_("this day is still to come. Choose today or a day before."),
    "year": N_("check the year."),
    "minutes": N_("enter a whole number from 1 to {most}, or leave it empty."),
    "pain": N_("choose a number from 0 to 10."),
    "needed": N_("choose a number from 0 to 10: it is all that this entry says."),
}
"""What is wrong, in English, to follow the label; `too-long` has plural forms."""

FILES: Mapping[files.Why, str] = {
    "cut-off": N_("This is not a file that was exported here, or it is cut off."),
    "other": N_("This is not a file that was exported here."),
    "plan": words.WHY["plan"],
    "version": N_("This file was made by another version of this site."),
    "damage": N_("This file is damaged."),
    "unknown": N_("This file holds something that this version of the site does not know."),
    "part": N_("The {document} in this file is damaged, or of a newer version."),
    "empty": N_("This file is empty: it holds nothing that could be brought in."),
    "too-large": N_("This file is too large."),
    "unreadable": N_("This file could not be read."),
}
"""Why a file is not imported, in English."""


class ToldError(NamedTuple):
    """An error in words."""

    label: str
    text: str


def told(errors: Iterable[form.Error], kind: str) -> dict[str, ToldError]:
    """Return the errors of the form of a kind of entry, or of `appointment`, in words, by field."""
    return {error.field: ToldError(_label(error.field, kind), _wrong(error, kind)) for error in errors}


def _label(field: str, kind: str) -> str:
    if kind in ("pain", "flare-up") and field in form.PAINS:
        return _("Pain")
    return _(LABELS[field]) if field in LABELS else _("What is hard")


def _wrong(error: form.Error, kind: str) -> str:
    if error.why != "too-long":
        return _(WRONG[error.why], **error.facts)
    if kind == "appointment":
        return ngettext(
            "this is {n} character long. {most} fit on the page.",
            "this is {n} characters long. {most} fit on the page.",
            error.facts["n"],
            **error.facts,
        )
    return ngettext(
        "this is {n} character long. {most} fit.",
        "this is {n} characters long. {most} fit.",
        error.facts["n"],
        **error.facts,
    )


def of_file(problem: files.Problem, documents: Iterable[Listed]) -> str:
    """Return why a file is not imported, in sentences."""
    name = next((one.document.name for one in documents if one.document.key == problem.document), "")
    return f"{_(FILES[problem.why], document=_(name))} {_('Nothing was changed.')}"
