"""The rules across values of the catalogue: one generator for each rule, whose docstring states the rule.

A rule never reads a file or a clock: its input is the loaded catalogue, today's date, and what hand-written
pages cite and carry (`case.py`). It yields findings and raises nothing. It judges no value that another mistake
explains (a reference is unused because its id is misspelt): one mistake, one line. A record with a fault of shape is
judged too, by itself, by each rule as far as it reads sound parts: one run lists all mistakes.

`check` runs the rules. Each module holds the rules of one subject; a new rule goes into one of them and into `RULES`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import chain

from exercises.catalog.errors import Problem
from exercises.catalog.load import Citation, Loaded, Page
from exercises.catalog.rules import ids, ladder, numbers, record, safety, search, shared, wording
from exercises.catalog.rules.case import Case, Finding, Findings, Rule, of_draft

__all__ = ["RULES", "Case", "Finding", "Findings", "Rule", "check"]

RULES: tuple[Rule, ...] = (
    ids.sources_exist,
    ids.page_links_exist,
    ids.words_exist,
    ids.neighbours_exist,
    ids.ids_once,
    ids.nothing_twice,
    ids.references_used,
    ids.words_are_used,
    ladder.neighbours_mirror,
    ladder.harder_goes_up,
    ladder.no_circle,
    ladder.reached_from_level_1,
    record.dose_in_range,
    record.sides_are_named,
    record.range_lets_one_do_less,
    record.face_fits_position,
    record.equipment_fits_position,
    record.leaving_neutral_said,
    record.poses_exist,
    record.dates_in_order,
    record.checked_in_time,
    record.heads_are_plain,
    numbers.pain_numbers_are_said,
    numbers.pain_numbers_have_one_home,
    numbers.change_is_said,
    numbers.caps_are_kept,
    numbers.long_holds_ask_whom_they_concern,
    numbers.goals_agree,
    safety.urgencies_complete,
    safety.cards_are_short,
    safety.topics_have_emergencies,
    safety.pages_carry_signs,
    search.guides_exist,
    search.one_page_is_first,
    search.pages_once,
    search.same_words_are_single,
    shared.levels_complete,
    shared.few_are_explained,
    shared.bounds_in_order,
    shared.pain_bands_cover,
    shared.danger_is_sourced,
    shared.any_exercise_is_asked_about,
    shared.general_reasons_stand_once,
    wording.no_claims,
    wording.tightening_is_gentle,
    wording.sources_are_introduced,
    wording.joints_are_named,
    wording.mistakes_do_not_frighten,
    wording.findings_are_plain,
    wording.pain_is_a_change,
    wording.texts_say_something,
)
"""Every rule of the catalogue, in any order: problems are sorted."""


def check(
    loaded: Loaded,
    *,
    today: dt.date,
    cited: Iterable[Citation] = (),
    pages: Iterable[Page] = (),
    rules: Iterable[Rule] | None = None,
) -> tuple[Problem, ...]:
    """Run every rule.

    Args:
        loaded: The result of the loader.
        today: The date on which check dates are judged.
        cited: The references that hand-written pages cite.
        pages: The hand-written pages and the blocks that they ask for.
        rules: The rules to run; by default `RULES`.

    Returns:
        The problems of the loader and of the rules, sorted by file and line, without repeats.
    """
    case = Case(loaded, today, tuple(cited), tuple(pages))
    problems = set(loaded.problems)
    for rule in RULES if rules is None else rules:
        drafts = (of_draft(rule, case, draft) for draft in loaded.drafts)
        for found in chain(rule(case), *drafts):
            line = found.line if found.line is not None else loaded.line(found.path, found.loc)
            problems.add(Problem(found.path, line, found.message, found.warning))
    return tuple(sorted(problems))
