"""The text of a link: exact, small, and safe against whatever comes in its place."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
import segno
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.chance import examples
from widgets.catalog import Catalog
from widgets.plan import shared
from widgets.plan.shared import Answers, Comfortable, SharedItem, SharedPlan
from widgets.share import link, qr
from widgets.share.kinds import UnreadError

LONG_SITE = f"https://a-rather-long-name-of-a-clinic.example.org/{'patients/' * 8}back-exercises/"
"""An address of a site that is longer than most: 133 characters."""


@given(data=st.data())
@settings(max_examples=examples(100), suppress_health_check=[HealthCheck.too_slow])
def test_a_plan_comes_back_as_it_was(
    data: st.DataObject, plans: st.SearchStrategy[SharedPlan], frozen: Catalog
) -> None:
    """Whatever a plan holds, its link holds exactly that, in signs that no messenger changes."""
    plan = data.draw(plans)

    text = link.encode(plan)

    assert set(text) <= set(link.ALPHABET)
    assert link.decode(text, frozen) == plan


def test_eight_exercises_fit_a_small_code(eight: SharedPlan, real: Catalog) -> None:
    """The address of eight exercises is at most 700 bytes on a site with a long address, its code at most version 22.

    So it is with prescribed doses, a name, and a note of 300 characters for the plan.
    """
    text = "Tell me on Tuesday how the side plank went. "
    prescribed = replace(
        eight,
        prepared=True,
        name="Maximilian Featherstonehaugh",
        note=(text * 9)[: shared.NOTE_LENGTH].strip(),
        items=tuple(replace(item, reps=12, hold=8) for item in eight.items),
    )
    for plan in (eight, prescribed):
        whole = link.address(LONG_SITE, link.encode(plan))
        assert len(LONG_SITE) > 120
        assert len(whole.encode()) <= 700, len(whole)
        assert int(segno.make(whole, error="m", boost_error=False, micro=False).version) <= 22
        assert link.decode(link.in_fragment(whole.partition("#")[2]) or "", real) == plan
    assert len(link.encode(eight)) <= 80, "eight exercises of a reader's own are a very short text"


def test_the_largest_code() -> None:
    """A text of as many bytes as the largest code holds is drawn, one of more is not."""
    assert qr.drawn("x" * qr.MOST_BYTES) is not None
    assert qr.drawn("x" * (qr.MOST_BYTES + 1)) is None
    with pytest.raises(segno.DataOverflowError):
        segno.make("x" * (qr.MOST_BYTES + 1), error="m", boost_error=False, micro=False)


def test_version_one_stays_readable(real: Catalog) -> None:
    """A link that was printed on paper on the first day opens in every later version: this text must never change."""
    plan = SharedPlan(
        level=2,
        days=(0, 2, 4),
        session_minutes=12,
        walk_minutes=15,
        items=(
            SharedItem(slug="finding-neutral", sets=1),
            SharedItem(slug="bridge", sets=2, reps=8, hold=6, new=True, second=True, note="Slowly"),
        ),
        name="A. Reader",
        prepared=True,
    )

    assert link.decode("1A3B7yIo95NLOOhoEu1uO4f8swBm1th9zzYzZ5-AMAL8SAPpqACpdhLZQk", real) == plan


def test_version_two_stays_readable(real: Catalog) -> None:
    """So does the first text of version 2, with a second routine in the comfortable week and a week to settle."""
    routine = (("finding-neutral", 1), ("bridge", 2), ("clamshell", 3))
    comfortable = Comfortable(
        level=2, session_minutes=14, walk_minutes=20, routine=routine, second=("clamshell",)
    )
    plan = SharedPlan(
        level=2,
        days=(0, 2, 4),
        session_minutes=12,
        walk_minutes=15,
        items=(SharedItem(slug="finding-neutral", sets=1),),
        answers=Answers(known=("bridge",), settling=True, comfortable=comfortable),
    )

    assert link.decode("2AvAQPKxur8MoGozlBqmJKncGTfgDToUmAL8LAPpqACpJo1_sU", real) == plan


def test_version_three_stays_readable(real: Catalog) -> None:
    """So does the first text of version 3, with days, times a day, one side, a title, a clinic and its number."""
    plan = SharedPlan(
        prepared=True,
        level=3,
        days=(0, 2, 4),
        session_minutes=12,
        walk_minutes=15,
        items=(
            SharedItem(slug="bridge", sets=2, reps=12, hold=3, daily=2, note="Pillow under the head"),
            SharedItem(slug="bird-dog", sets=1, days=(0, 4), side="left"),
        ),
        title="Back on the bike",
        clinic="Riverside Physio",
        phone="+44 (20) 7946 0958",
    )

    text = "3CDE5T3-Sp_4ubWfK2bEaFfmQcw-xpfEWRLXP1p0iDclW7Xl-UUZIUaONdiKqjk9w9VI"
    text += "Cuf99nAndU_I81iCdOrlwLyfAwklHZ80XC9povp78xLpztO6BX0L3APpqACp7QhwDU"
    assert link.decode(text, real) == plan


def test_version_four_stays_readable(real: Catalog) -> None:
    """So does the first text of version 4, with what hurt, flare-ups, and the weeks to come that they ask for."""
    plan = SharedPlan(
        level=2,
        days=(0, 2, 4),
        session_minutes=12,
        walk_minutes=15,
        items=(SharedItem(slug="finding-neutral", sets=1),),
        answers=Answers(skipped=("bridge",), hurt=("bridge",), flare=True, flares=(1, 3), calm=4, still=5),
    )

    assert link.decode("4Am4NoAoeQtwRCuNwO4UAuB0AvwsA-moAKkNWrYvw", real) == plan


def test_a_number_holds_nothing_else(eight: SharedPlan, real: Catalog) -> None:
    """A telephone number is digits, spaces, + and brackets, at most 20 of them; anything else is left out."""
    for text in ("+44 (20) 7946 0958", "0" * 20, ""):
        assert shared.phone(text) == text
    for text in ("tel:123", "www.example.org", "0" * 21, "1;2", "12\u0665", "<b>1</b>", "1-2"):
        assert shared.phone(text) == ""
        carried = link.decode(link.encode(replace(eight, title="x", phone=text)), real)
        assert carried.phone == ""


def test_the_oldest_version_that_holds_a_plan(eight: SharedPlan, real: Catalog) -> None:
    """Only what version 1 cannot hold is written as version 2 or 3: copies of the site that were kept read the rest."""
    comfortable = Comfortable(level=1, session_minutes=10, walk_minutes=10, routine=(("bridge", 1),))
    for answers, version in (
        (None, "1"),
        (Answers(flare=True, comfortable=comfortable), "1"),
        (Answers(settling=True), "2"),
        (Answers(comfortable=replace(comfortable, second=("bridge",))), "2"),
        (Answers(skipped=("bridge",), hurt=("bridge",)), "4"),
        (Answers(flare=True, flares=(1, 3), calm=4, quiet=2, still=5), "4"),
    ):
        plan = replace(eight, answers=answers)
        assert link.encode(plan)[0] == version
        assert link.decode(link.encode(plan), real) == plan
    first = eight.items[0]
    for detailed in (
        replace(eight, items=(replace(first, days=(0,)), *eight.items[1:])),
        replace(eight, items=(replace(first, daily=2), *eight.items[1:])),
        *(replace(eight, **{name: "1"}) for name in ("title", "clinic", "phone")),  # type: ignore[arg-type]
    ):
        assert link.encode(detailed)[0] == "3"
        assert link.decode(link.encode(detailed), real) == detailed


def test_each_failure_is_told_apart(eight: SharedPlan, real: Catalog) -> None:
    """A link that was cut off, changed, made later, or never was one, is told apart."""
    text = link.encode(eight)
    other = "A" if text[-4] != "A" else "B"

    def why(wrong: str) -> str:
        with pytest.raises(UnreadError) as caught:
            link.decode(wrong, real)
        return caught.value.why

    assert why(text[:-5]) == "cut-off"
    assert why(text[:2]) == "cut-off"
    assert why(f"{text[:-4]}{other}{text[-3:]}") == "changed-link"
    assert why(f"{text}A") == "changed-link"
    assert why(f"5{text[1:]}") == "changed-link", "a later version has a right checksum, too"
    data = b"whatever it means"
    head = f"5A{link.ALPHABET[len(link._base64(data + b'1234'))]}"
    assert why(head + link._base64(data + link._check(head, data))) == "later-link"
    assert why(f"2{text[1:]}") == "changed-link", "the checksum holds the version, too"
    for foreign in ("", "?", "<script>", "eyJhIjoxfQ==" * 2000, "%7B", "\N{SNOWMAN}"):
        assert why(foreign) == "other-link", foreign
    assert link.decode(f"{text}.", real) == eight, "a full stop behind a link does no harm"
    assert link.decode(f" {text}\n", real) == eight


def test_ten_thousand_wrong_links_do_nothing(eight: SharedPlan, real: Catalog) -> None:
    """Random and mutated links are refused for one of three reasons, or are the plan unharmed: nothing else."""
    chance = random.Random(8)  # noqa: S311 - not for secrets
    text = link.encode(replace(eight, note="<b>Hello</b> & welcome", prepared=True))
    whole = link.decode(text, real)
    signs = f"{link.ALPHABET}=+/.%<>&#\"'\\ \N{SNOWMAN}\0"
    told = set()
    for number in range(10_000):
        wrong = list(text)
        if number % 3 == 0:
            wrong = [chance.choice(signs) for _ in range(chance.randrange(200))]
        else:
            for _ in range(chance.randrange(1, 6)):
                place = chance.randrange(len(wrong))
                how = chance.randrange(4)
                if how == 0:
                    wrong[place] = chance.choice(signs)
                elif how == 1:
                    wrong.insert(place, chance.choice(signs))
                elif how == 2:
                    del wrong[place:]
                    wrong = wrong or ["1"]
                else:
                    wrong[place : place + 2] = reversed(wrong[place : place + 2])
        try:
            assert link.decode("".join(wrong), real) == whole
        except UnreadError as error:
            told.add(error.why)
    assert told == {"other-link", "cut-off", "changed-link"}


@given(data=st.binary(max_size=120))
@settings(max_examples=examples(200))
def test_a_right_checksum_is_no_reason_to_trust(data: bytes, real: Catalog) -> None:
    """Bytes that somebody packed by hand, with a right checksum, are a plan within its limits or are refused."""
    length = len(link._base64(data + b"1234"))
    head = f"1{link.ALPHABET[length // 64]}{link.ALPHABET[length % 64]}"
    try:
        plan = link.decode(head + link._base64(data + link._check(head, data)), real)
    except UnreadError:
        return
    assert len(plan.items) <= shared.MOST_ITEMS
    assert link.decode(link.encode(replace(plan, missing=0)), real) == replace(plan, missing=0)


def test_a_small_link_cannot_hold_a_huge_text(
    real: Catalog, eight: SharedPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text that unpacks to a million characters is cut, not kept."""
    monkeypatch.setattr(link, "plain", lambda text, _length: text)
    text = link.encode(replace(eight, note="a" * 1_000_000))
    monkeypatch.undo()

    assert link.decode(text, real).note == "a" * shared.NOTE_LENGTH


def test_an_exercise_that_is_gone_is_told(eight: SharedPlan, real: Catalog) -> None:
    """What the library does not have is counted; the others open, and keep their notes."""
    items = (
        eight.items[0],
        SharedItem(slug="was-taken-out", sets=1, note="Gone"),
        replace(eight.items[1], note="Stays"),
    )

    plan = link.decode(link.encode(replace(eight, items=items)), real)

    assert plan.missing == 1
    assert plan.items == (items[0], items[2])


def test_a_fragment_is_ours_only_by_its_name() -> None:
    """Other fragments, such as a heading's, are nobody's plan."""
    assert link.in_fragment("#plan=1ABc") == "1ABc"
    assert link.in_fragment("plan=1ABc&x=2") == "1ABc"
    for other in ("", "#", "#planner", "#plan", "#explain=1"):
        assert link.in_fragment(other) is None
