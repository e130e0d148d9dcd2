"""Rules of `search.yml`, the words in which readers look for a page."""

from __future__ import annotations

from exercises.catalog.rules.case import Case, Finding, Findings, hint
from exercises.catalog.wording import Loc, show

GUIDES = "exercises/"


def guides_exist(case: Case) -> Findings:
    """Every guide that `search.yml` names is an exercise. Other pages are checked when the site is built."""
    entry, known = case.loaded.search, case.loaded.known["exercises"]
    if entry is None or known is None:
        return
    for index, words in enumerate(entry.value.pages):
        slug = words.page.removeprefix(GUIDES)
        if words.page.startswith(GUIDES) and slug not in known:
            message = f"page must be the guide of an exercise, not {show(words.page)}{hint(slug, known)}"
            yield Finding(entry.path, ("pages", index, "page"), message)


def one_page_is_first(case: Case) -> Findings:
    """A phrase has one first page, and stands once with a page."""
    entry = case.loaded.search
    if entry is None:
        return
    firsts: dict[str, str] = {}
    for index, words in enumerate(entry.value.pages):
        seen: set[str] = set()
        for field, phrases in (("first", words.first), ("also", words.also)):
            for number, phrase in enumerate(phrases):
                loc: Loc = ("pages", index, field, number)
                if phrase in seen:
                    yield Finding(entry.path, loc, f"{show(phrase)} stands here already for this page")
                elif field == "first" and phrase in firsts:
                    message = (
                        f"{show(phrase)} must lead to one page first: it leads to {firsts[phrase]} already"
                    )
                    yield Finding(entry.path, loc, message)
                seen.add(phrase)
                if field == "first":
                    firsts.setdefault(phrase, words.page)


def pages_once(case: Case) -> Findings:
    """A page stands once in `search.yml`."""
    entry = case.loaded.search
    if entry is None:
        return
    seen: set[str] = set()
    for index, words in enumerate(entry.value.pages):
        if words.page in seen:
            message = f"{show(words.page)} stands here already: put its words together"
            yield Finding(entry.path, ("pages", index, "page"), message)
        seen.add(words.page)


def same_words_are_single(case: Case) -> Findings:
    """A group of words that mean the same holds single words, and no word is in two groups."""
    entry = case.loaded.search
    if entry is None:
        return
    seen: set[str] = set()
    for index, group in enumerate(entry.value.same):
        for number, word in enumerate(group):
            loc: Loc = ("same", index, number)
            if " " in word:
                yield Finding(entry.path, loc, f"{show(word)} must be a single word")
            elif word in seen:
                yield Finding(entry.path, loc, f"{show(word)} stands in a group already")
            seen.add(word)
