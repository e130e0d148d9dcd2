"""Links as mail, messengers and editors hand them on: read wherever length and checksum allow it, and never guessed."""

from __future__ import annotations

import html
import json
import quopri
import random
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import batched, islice
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import examples
from widgets.build.runtime.build import node
from widgets.catalog import Catalog
from widgets.plan.shared import SharedPlan
from widgets.share import link, repair
from widgets.share.kinds import UnreadError

SITE = "https://example.org/back/"
HANDED_ON = Path(__file__).parents[2] / "shell" / "handed-on.mjs"


def _lines(text: str, width: int, between: str) -> str:
    return between.join("".join(line) for line in batched(text, width, strict=False))


def _encoded(text: str) -> str:
    """Encode every sign that is no letter or digit."""
    return "".join(sign if sign.isalnum() else f"%{ord(sign):02X}" for sign in text)


def _quoted(text: str) -> str:
    """Write a whole address as a mail does, and return the part behind its first `#`."""
    mail = quopri.encodestring(f"Your plan: {SITE}planner/{text} and more".encode()).decode()
    return mail.partition("#")[2]


WAYS: dict[str, Callable[[str], str]] = {
    "as it was": lambda t: t,
    "no sign": lambda t: t.removeprefix("#"),
    "quoted-printable sign": lambda t: t.replace("=", "=3D"),
    "quoted-printable, whole mail": _quoted,
    "quoted-printable, soft breaks": lambda t: _lines(t, 75, "=\r\n"),
    "quoted-printable, breaks encoded again": lambda t: _lines(t.replace("=", "=3D"), 30, "=%0D%0A"),
    "quoted-printable, breaks left as signs": lambda t: _lines(t, 40, "="),
    "sign encoded": lambda t: t.replace("=", "%3D"),
    "sign encoded twice": lambda t: t.replace("=", "%253D"),
    "sign encoded three times": lambda t: t.replace("=", "%25253D"),
    "everything encoded": _encoded,
    "everything encoded twice": lambda t: quote(_encoded(t)),
    "hyphens and lines encoded": lambda t: t.replace("-", "%2D").replace("_", "%5F"),
    "named entity": lambda t: t.replace("=", "&equals;"),
    "numbered entity": lambda t: t.replace("=", "&#61;"),
    "hexadecimal entity, escaped": lambda t: html.escape(t.replace("=", "&#x3D;")),
    "program text": lambda t: t.replace("=", "\\u003d"),
    "program text, short": lambda t: t.replace("=", "\\x3d"),
    "marked down": lambda t: t.replace("_", "\\_").replace("-", "\\-"),
    "in brackets": lambda t: f"{t})](",
    "in angles": lambda t: f"<{t}>",
    "emphasis": lambda t: f"{t}_",
    "bold": lambda t: f"{t}**",
    "sentence goes on": lambda t: f"{t}.Please",
    "something joined on": lambda t: f"{t}Sent-from-my-phone",
    "tracking behind": lambda t: f"{t}&utm_source=mail&utm_medium=x",
    "tracking behind, asked": lambda t: f"{t}?fbclid=IwAR0-abc_def",
    "tracking before": lambda t: f"#utm_source=mail&{t.removeprefix('#')}",
    "text fragment": lambda t: f"{t}:~:text=plan",
    "twice": lambda t: f"{t}{t}",
    "once broken, once whole": lambda t: f"{t[:-9]}{t}",
    "whole address": lambda t: f"#{SITE}planner/{t}",
    "wrapped": lambda t: _lines(t, 40, "\n"),
    "wrapped, encoded": lambda t: _lines(t, 40, "%0A"),
    "wrapped, encoded, sign lost": lambda t: _lines(t, 40, "0A"),
    "wrapped, both ends encoded, sign lost": lambda t: _lines(t, 33, "0D0A"),
    "wrapped and indented": lambda t: _lines(t, 60, "%20%20%20"),
    "wrapped and quoted": lambda t: _lines(t, 50, "\n> "),
    "wrapped and quoted, escaped": lambda t: _lines(t, 50, "&gt;&nbsp;"),
    "wrapped by tags": lambda t: _lines(t, 20, "<wbr>"),
    "wrapped by a break": lambda t: _lines(t, 30, "<br/>\r\n"),
    "hyphenated": lambda t: _lines(t, 30, "-\n"),
    "hyphenated, break lost": lambda t: _lines(t, 31, "-"),
    "hyphenated, encoded": lambda t: _lines(t, 30, "-%0A"),
    "soft hyphens": lambda t: _lines(t, 10, "\u00ad"),
    "zero-width spaces": lambda t: _lines(t, 8, "\u200b"),
    "zero-width spaces, encoded": lambda t: _lines(t, 8, quote("\u200b")),
    "mark of byte order": lambda t: f"\ufeff{t}\ufeff",
    "pluses": lambda t: _lines(t, 17, "+"),
    "a word put in": lambda t: f"{t[:30]}xyz{t[30:]}",
    "a long word put in": lambda t: f"{t[:40]}inserted{t[40:]}",
    "a sign put in": lambda t: f"{t[:25]}-{t[25:]}",
    "words before": lambda t: f"#your-plan: {t.removeprefix('#')}",
    "sign lost": lambda t: t.replace("=", ""),
    "mail's own words between": lambda t: f"{t[:44]} On Mon, 3 Nov 2025, somebody wrote: {t[44:]}",
    "many letters put in": lambda t: f"{t[:33]}{'forwarded-by-your-messenger'}{t[33:]}",
    "letters put into the head": lambda t: f"{t[:7]}xy{t[7:]}",
    "a sign after each letter": "*".join,
    "spoiler": lambda t: f"#||{t.removeprefix('#')}||",
    "italic": lambda t: f"#__{t.removeprefix('#')}__",
    "a slash before": lambda t: f"#/{t.removeprefix('#')}/",
    "quoted-printable of a percent sign": lambda t: t.replace("=", "=253D"),
    "entity within an entity": lambda t: t.replace("=", "&amp;amp;#61;"),
    "tags with attributes, encoded": lambda t: quote(_lines(t.removeprefix("#"), 25, '<span class="x">')),
    "full-width letters": lambda t: "".join(chr(ord(s) + 0xFEE0) if s.isalnum() else s for s in t),
    "a long word put in, and tracking": lambda t: f"{t[:60]}forwarded-by-your-messenger{t[60:]}&utm_source=x",
    "a long word put in, and a word behind": lambda t: f"{t[:40]}forwarded-by-you{t[40:]}Sent-from",
    "hyphenated unevenly, break lost": lambda t: f"{t[:28]}-{t[28:53]}-{t[53:99]}-{t[99:]}",
    "hyphenated unevenly, and tracking": lambda t: f"{t[:28]}-{t[28:53]}-{t[53:]}&utm_source=x",
    "a reply's long head, and a tail": lambda t: (
        f"{t[:44]} On Mon, 3 Nov 2025 at 10:15, Jane Doe via somebody <jane@example.org> wrote: {t[44:]} Sent from"
    ),
    "key wrapped": lambda t: t.replace("plan=", "pl%0Aan ="),
}
"""Ways in which a link is changed on its way, by what is done to the part behind `#`."""


@pytest.fixture(scope="module")
def whole(eight: SharedPlan) -> str:
    """The part of an address that holds eight exercises."""
    return f"#{link.KEY}={link.encode(eight)}"


@pytest.mark.parametrize("way", WAYS)
def test_it_is_read(way: str, whole: str, eight: SharedPlan, real: Catalog) -> None:
    """Whatever a program adds, encodes, wraps or puts in, the plan is there."""
    assert repair.opened(WAYS[way](whole), real) == eight


@settings(max_examples=examples(60))
@given(data=st.data())
def test_signs_anywhere(data: st.DataObject, whole: str, eight: SharedPlan, real: Catalog) -> None:
    """Any signs that are none of the text's own, put in at any places and any number of times, do no harm."""
    signs = st.text(
        st.characters(blacklist_characters=link.ALPHABET + "%&=<>\\#", max_codepoint=0x2FFF), max_size=3
    )
    text = "".join(sign + data.draw(signs) for sign in whole.removeprefix("#"))
    assert repair.opened(f"#{text}", real) == eight


TYPED: dict[str, Callable[[str], str]] = {
    "hyphens that do not break": lambda t: t.replace("-", "\u2011"),
    "hyphens as dashes": lambda t: t.replace("-", "\u2013"),
    "hyphens as minus signs, encoded": lambda t: t.replace("-", quote("\u2212")),
    "two hyphens as a long dash": lambda t: t.replace("--", "\u2014"),
    "two hyphens as a short dash": lambda t: t.replace("--", "\u2013"),
    "full-width signs": lambda t: t.replace("=", "\uff1d").replace("-", "\uff0d").replace("_", "\uff3f"),
    "ligatures": lambda t: t.replace("fi", "\ufb01").replace("fl", "\ufb02").replace("ff", "\ufb00"),
    "a mail filter's signs": lambda t: t.replace("-", "-2D").replace("_", "-5F").replace("=", "-3D"),
}
"""Ways in which writing programs and filters replace signs that not each text has."""


@pytest.mark.parametrize("way", TYPED)
def test_other_signs_are_read(way: str, eight: SharedPlan, real: Catalog) -> None:
    """A dash for one hyphen or two, a ligature, a full-width sign or a filter's code stands for what was there."""
    plans = (replace(eight, name=f"Anna {number}") for number in range(10_000))
    texts = ((plan, f"#{link.KEY}={link.encode(plan)}") for plan in plans)
    some = list(islice(((plan, text) for plan, text in texts if TYPED[way](text) != text), 3))
    assert some
    for plan, text in some:
        assert repair.opened(TYPED[way](text), real) == plan


MORE = len("#plan=") + link.HEAD
"""Where the head of a text ends, on which all the rest depends."""


@settings(max_examples=examples(60))
@given(data=st.data())
def test_letters_put_in_anywhere(data: st.DataObject, whole: str, eight: SharedPlan, real: Catalog) -> None:
    """A run of letters at any place, with something behind the link, does no harm."""
    at = data.draw(st.integers(MORE, len(whole)))
    run = data.draw(st.text(link.ALPHABET, min_size=1, max_size=30))
    tail = data.draw(st.sampled_from(["", "&utm_source=x", ".Please-read", "?fbclid=IwAR0-abc_def"]))
    assert repair.opened(f"{whole[:at]}{run}{whole[at:]}{tail}", real) == eight


@settings(max_examples=examples(60))
@given(data=st.data())
def test_hyphens_put_in_anywhere(data: st.DataObject, whole: str, eight: SharedPlan, real: Catalog) -> None:
    """One to three hyphens at any places, as line ends leave them, do no harm."""
    places = data.draw(st.lists(st.integers(MORE, len(whole)), min_size=1, max_size=3))
    tail = data.draw(st.sampled_from(["", "&utm_source=x", "."]))
    text = whole
    for at in sorted(places, reverse=True):
        text = f"{text[:at]}-{text[at:]}"
    assert repair.opened(text + tail, real) == eight


CHANGED_TOO = ("as it was", "sign encoded", "quoted-printable sign", "numbered entity", "wrapped")


@pytest.mark.parametrize("way", CHANGED_TOO)
@pytest.mark.parametrize("end", ["", "\u2026", "...", "%E2%80%A6", "\n"])
@pytest.mark.parametrize("left", [10, 46, -3])
def test_a_link_that_was_cut_off_is_told_as_that(
    way: str, end: str, left: int, whole: str, real: Catalog
) -> None:
    """Who has only the beginning of a link is told so, also where it was encoded or dots were added."""
    with pytest.raises(UnreadError) as caught:
        repair.opened(WAYS[way](whole[:left]) + end, real)
    assert caught.value.why == "cut-off"


SEVERAL = (
    "sign encoded", "wrapped", "wrapped by tags", "sentence goes on", "in angles", "tracking behind",
    "zero-width spaces", "quoted-printable sign", "numbered entity",
)  # fmt: skip


@settings(max_examples=examples(60))
@given(ways=st.lists(st.sampled_from(SEVERAL), max_size=3, unique=True))
def test_several_ways_at_once(ways: list[str], whole: str, eight: SharedPlan, real: Catalog) -> None:
    """A link that several programs handed on is read all the same."""
    text = whole
    for way in ways:
        text = WAYS[way](text)
    assert repair.opened(text, real) == eight


def test_pages_without_a_planner_hand_each_on(whole: str) -> None:
    """Whatever is read here is sent to the planner from the pages that have none, by the shell."""
    texts = {name: change(whole) for name, change in (WAYS | TYPED).items()}
    done = subprocess.run(  # noqa: S603 - our own words
        [node(), str(HANDED_ON)],
        input=json.dumps([*texts.values()]),
        check=True,
        capture_output=True,
        text=True,
    )
    lost = json.loads(done.stdout)
    assert [name for name, text in texts.items() if text in lost] == []


def _broken(whole: str) -> Iterable[str]:
    chance = random.Random(3)  # noqa: S311 - the same on every run
    for _ in range(40):
        at = chance.randrange(len("#plan=") + 3, len(whole))
        yield whole[:at] + chance.choice(link.ALPHABET.replace(whole[at], "")) + whole[at + 1 :]
    yield whole.lower()
    yield whole[:-6]
    yield whole[:30] + whole[33:]
    yield whole.replace("=", "=3D")[:-4]


def test_nothing_is_guessed(whole: str, real: Catalog) -> None:
    """Changed and missing letters are never made good: the link is refused, without advice that cannot help."""
    for broken in _broken(whole):
        with pytest.raises(UnreadError) as caught:
            repair.opened(broken, real)
        assert caught.value.why != "later-link"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "#",
        "#%",
        "#how-to-lie-down",
        "#day=2",
        "#plan-ahead",
        "#planner",
        "#plan-2-weeks-and-1-day",
        "#planning1",
        "#%E0%A4%A",
    ],
)
def test_other_fragments(text: str, real: Catalog) -> None:
    """The name of a heading, and what another element opens, is no plan and no fault."""
    assert repair.opened(text, real) is None


@settings(max_examples=examples(100))
@given(text=st.text(max_size=300))
def test_any_text(text: str, real: Catalog) -> None:
    """Any text at all is no plan, or is refused with a reason."""
    why = ""
    try:
        assert repair.opened(f"#plan={text}", real) is None
    except UnreadError as error:
        why = error.why
    assert why in {"", "other-link", "cut-off", "changed-link", "later-link"}


def test_the_tries_are_counted(monkeypatch: pytest.MonkeyPatch, real: Catalog) -> None:
    """A text that is made to be tried for long ends after the tries that are allowed."""
    tries = []

    def counted(text: str) -> bool:
        tries.append(text)
        return False

    monkeypatch.setattr(link, "is_whole", counted)
    chance = random.Random(4)  # noqa: S311 - the same on every run
    hostile = "#plan=1AQ" + ".".join("".join(chance.choices("12AQ", k=5)) for _ in range(3000))
    with pytest.raises(UnreadError):
        repair.opened(hostile, real)
    assert 1000 < len(tries) <= repair.MOST_TRIES
