from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.widgets import two_tabs
from widgets import stored
from widgets.protocol import Json, Save
from widgets.stored import Document, Kept, StoredError


@pytest.mark.parametrize("text", ['{"a": [1, {"b": "x"}]}', json.dumps("[" * 500), json.dumps({'\\"[{': []})])
def test_what_was_written_is_read(text: str) -> None:
    """Brackets inside words are words, however many."""
    assert stored.read(text) == json.loads(text)


@pytest.mark.parametrize("text", ["", "{", "[" * 40 + "]" * 40, '{"a":' * 5000, "[" * 100_000, '"\\'])
def test_damage_is_one_kind_of_error(text: str) -> None:
    """Whatever is wrong with a text, its reader has one error to catch, and the browser's stack is safe."""
    with pytest.raises(ValueError, match=r"."):
        stored.read(text)


# --- documents

type Value = tuple[int, ...]


def _bag(value: Any) -> dict[str, Any]:  # noqa: ANN401 - the document's own
    return {"bag": list(value)}


def _value(data: dict[str, Any]) -> Value:
    return tuple(int(item) for item in data["bag"])


def _merge(base: Value, mine: Value, theirs: Value) -> Value:
    gone, added = set(base) - set(mine), set(mine) - set(base)
    return tuple(sorted((set(theirs) - gone) | added))


BAG: Document[Value] = Document(
    key="neutral-spine.bag",
    name="bag",
    version=3,
    write=_bag,
    read=_value,
    migrations={
        1: lambda data: {"items": data["item"]},
        2: lambda data: {"bag": [*data["items"], 0]},
    },
    aside_key="neutral-spine.bag.unreadable",
    merge=_merge,
    loss=lambda value: value.count(9),
    loss_words="{} cannot be read.".format,
)
KEY, ASIDE = "neutral-spine.bag", "neutral-spine.bag.unreadable"


class TestDocument:
    def test_round_trip(self) -> None:
        """What is written is read, and carries its version."""
        text = BAG.dump((1, 2))
        assert json.loads(text)["version"] == 3
        assert BAG.load(text) == (1, 2)

    @pytest.mark.parametrize(
        ("text", "value"),
        [('{"version": 1, "item": [5]}', (5, 0)), ('{"version": 2, "items": [6]}', (6, 0))],
    )
    def test_every_older_version_is_brought_up(self, text: str, value: Value) -> None:
        """A text of each older version goes through the migrations from its own on, each once."""
        assert BAG.load(text) == value

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("", "not a bag"),
            ("[]", "not a bag"),
            ('{"bag": [1]}', "another version"),
            ('{"version": 4, "bag": [1]}', "another version"),
            ('{"version": true, "item": [1]}', "another version"),
            ('{"version": 3}', "missing or damaged"),
            ('{"version": 3, "bag": ["x"]}', "missing or damaged"),
            ('{"version": 1, "items": [1]}', "missing or damaged"),
        ],
    )
    def test_what_cannot_be_read(self, text: str, why: str) -> None:
        """Damage and newer versions are one kind of error, which the document has words for."""
        with pytest.raises(StoredError) as caught:
            BAG.load(text)
        assert why in BAG.words(caught.value.why)


class Tab(two_tabs.Tab[Value]):
    """One tab with a bag."""

    def __init__(self, storage: dict[str, str]) -> None:
        super().__init__(BAG, (), storage)

    def save(self, *value: int, now: bool = True) -> None:
        """Save other contents of the bag; the shell carries it out now or later."""
        self.saves(value, now=now)


class TestKept:
    def test_nothing_kept(self) -> None:
        """With nothing stored there is nothing to mend and nothing to put aside."""
        tab = Tab({})
        assert (tab.kept.value, tab.kept.problem, tab.kept.problem_words) == ((), 0, "")
        tab.save(1)
        assert tab.storage == {KEY: BAG.dump((1,))}

    @pytest.mark.parametrize("text", ["{", '{"version": 9}', BAG.dump((9, 1))])
    def test_damage_is_put_aside_once_and_never_over_another(self, text: str) -> None:
        """What cannot be read, whole or in part, is told of, and kept beside what was put aside before."""
        tab = Tab({KEY: text, ASIDE: "older"})
        assert tab.kept.problem
        tab.save(1)
        assert tab.storage == {KEY: BAG.dump((1,)), ASIDE: f"older\n{text}"}
        tab.save(2)
        assert tab.storage[ASIDE] == f"older\n{text}"
        assert not tab.kept.problem

    def test_no_room_to_put_damage_aside(self) -> None:
        """Where there is no room for a copy, the damaged text stays, and the next save that fits keeps both."""
        tab = Tab({KEY: "{", ASIDE: "older"})
        tab.no_room = {ASIDE}
        tab.save(1)
        assert tab.storage == {KEY: "{", ASIDE: "older"}
        assert (tab.kept.refused, tab.kept.value) == (True, (1,))
        tab.no_room = set()
        tab.save(1, 2)
        assert tab.storage == {KEY: BAG.dump((1, 2)), ASIDE: "older\n{"}
        assert not tab.kept.refused

    def test_no_room_for_what_replaces_damage(self) -> None:
        """Where the copy fits and the new text does not, nothing is lost, and the next save puts it aside once."""
        tab = Tab({KEY: "{"})
        tab.no_room = {KEY}
        tab.save(1)
        assert tab.storage == {KEY: "{", ASIDE: "{"}
        tab.no_room = set()
        tab.save(1, 2)
        assert tab.storage == {KEY: BAG.dump((1, 2)), ASIDE: "{"}

    def test_another_tab_put_something_aside(self) -> None:
        """What another tab put aside in between stays: this tab's damaged text comes after it."""
        storage = {KEY: "{"}
        tab = Tab(storage)
        storage[ASIDE] = "of another tab"
        tab.save(1)
        assert storage == {KEY: BAG.dump((1,)), ASIDE: "of another tab\n{"}

    def test_one_damaged_text_after_another(self) -> None:
        """Each damaged text is put aside as it is replaced, in a page that stays open and in one that is reloaded."""
        storage = {KEY: "{"}
        tab = Tab(storage)
        tab.save(1)
        storage[KEY] = "["
        tab.save(1, 2)
        storage[KEY] = '{"version": 9}'
        tab = Tab(storage)
        tab.save(3)
        assert storage == {KEY: BAG.dump((3,)), ASIDE: '{\n[\n{"version": 9}'}

    def test_two_tabs_at_once(self) -> None:
        """Two tabs that never heard of each other's saves lose neither."""
        storage = {KEY: BAG.dump((1, 2))}
        one, two = Tab(storage), Tab(storage)
        one.save(1, 2, 3)
        two.save(2, 4)
        assert BAG.load(storage[KEY]) == (2, 3, 4)
        assert two.kept.value == (2, 3, 4)
        one.save(1, 2, 3, 5)
        assert BAG.load(storage[KEY]) == (2, 3, 4, 5)

    def test_several_saves_under_way(self) -> None:
        """Saves that were sent before the first was refused are brought together once."""
        storage = {KEY: BAG.dump((1,))}
        one, two = Tab(storage), Tab(storage)
        two.save(1, 2, now=False)
        two.save(1, 2, 3, now=False)
        one.save(1, 7)
        two.kept = two.kept.heard({KEY: storage[KEY]})
        two.run()
        assert BAG.load(storage[KEY]) == (1, 2, 3, 7)
        assert two.kept.under_way == 0

    def test_another_tab_is_heard(self) -> None:
        """What another tab saved takes the place of what this one knew; a key of another document is no news."""
        tab = Tab({})
        tab.kept = tab.kept.heard({KEY: BAG.dump((4,)), "neutral-spine.other": "x"})
        assert tab.kept.value == (4,)
        assert tab.kept.heard({"neutral-spine.other": None}) == tab.kept
        tab.kept = tab.kept.heard({KEY: None, ASIDE: "put aside elsewhere"})
        assert (tab.kept.value, tab.kept.aside) == ((), "put aside elsewhere")

    def test_full_storage(self) -> None:
        """Where the browser keeps nothing more, the page goes on, and the next save that fits holds all."""
        tab = Tab({KEY: BAG.dump((1,))})
        tab.full = True
        tab.save(1, 2)
        assert (tab.kept.refused, tab.kept.value) == (True, (1, 2))
        assert BAG.load(tab.storage[KEY]) == (1,)
        tab.full = False
        tab.save(1, 2, 3)
        assert BAG.load(tab.storage[KEY]) == (1, 2, 3)
        assert (tab.kept.refused, tab.kept.under_way) == (False, 0)

    def test_what_was_refused_outlasts_another_tab(self) -> None:
        """What the browser did not keep outlasts another tab's save; the next save that fits holds both."""
        storage = {KEY: BAG.dump((1,))}
        tab, other = Tab(storage), Tab(storage)
        tab.full = True
        tab.save(1, 2)
        other.save(1, 7)
        tab.hear()
        assert (tab.kept.value, tab.kept.refused) == ((1, 2, 7), True)
        tab.full = False
        tab.save(*tab.kept.value, 3)
        assert set(BAG.load(storage[KEY])) == {1, 2, 3, 7}
        other.hear()
        assert (set(other.kept.value), other.kept.refused) == ({1, 2, 3, 7}, False)

    @pytest.mark.parametrize("text", ["{", '{"version": 9, "bag": [1, 7]}'])
    def test_a_text_that_cannot_be_read_deletes_nothing(self, text: str) -> None:
        """Another tab's damaged or newer text is put aside; what this tab knew and added is saved whole."""
        storage = {KEY: BAG.dump((1, 2))}
        races, hears = Tab(storage), Tab(storage)
        storage[KEY] = text
        races.save(1, 2, 3)
        assert (BAG.load(storage[KEY]), storage[ASIDE]) == ((1, 2, 3), text)
        assert races.kept.value == (1, 2, 3)
        del storage[ASIDE]
        storage[KEY] = text
        hears.kept = hears.kept.heard({KEY: text})
        assert hears.kept.problem
        hears.save(*hears.kept.value, 4)
        assert (BAG.load(storage[KEY]), storage[ASIDE]) == ((1, 2, 4), text)

    def test_one_whole_keeps_mine_over_damage(self) -> None:
        """A document whose parts cannot be merged is theirs, but not where theirs cannot be read."""
        whole: Document[Value] = Document(key=KEY, name="bag", version=3, write=_bag, read=_value)
        kept, _ = Kept.opened(whole, {KEY: BAG.dump((1,))}, ()).saving((2,))
        changed: dict[str, Json] = {"key": KEY, "ok": False, "why": "changed"}
        assert kept.answered({**changed, "text": BAG.dump((3,))})[0].value == (3,)
        assert kept.answered({**changed, "text": "{"})[0].value == (2,)

    def test_what_was_deleted_is_not_saved_again(self) -> None:
        """Where another tab deleted everything and this one has nothing to add, no text is written."""
        storage = {KEY: BAG.dump((1, 2))}
        tab = Tab(storage)
        del storage[KEY]
        tab.save(2)
        assert storage == {}
        assert (tab.kept.value, tab.kept.text, tab.kept.under_way) == ((), None, 0)
        tab.save(5)
        assert BAG.load(storage[KEY]) == (5,)

    def test_forgetting(self) -> None:
        """Everything goes, what was put aside too."""
        kept = Kept.opened(BAG, {KEY: "{", ASIDE: "older"}, ())
        kept, effects = kept.forgetting()
        assert effects == (Save(key=KEY, text=None), Save(key=ASIDE, text=None))
        assert (kept.value, kept.text, kept.aside) == ((), None, None)

    def test_answers_to_others(self) -> None:
        """An answer about another key, or one that was not asked for, changes nothing."""
        kept = Kept.opened(BAG, {}, ())
        answers: tuple[Json, ...] = (
            None,
            {"key": KEY, "ok": True},
            {"key": "neutral-spine.other", "ok": False},
        )
        for answer in answers:
            assert kept.answered(answer) == (kept, ())

    @given(data=st.data())
    def test_any_order_of_tabs(self, data: st.DataObject) -> None:
        """However two tabs save, wait and hear each other, what either added is there at the end.

        A newer release may save in between; of that, what nobody else knew is in what was put aside.
        """
        storage: dict[str, str] = {}
        tabs = [Tab(storage), Tab(storage)]
        added: set[int] = set()
        newer = ""
        for number in range(10, data.draw(st.integers(11, 30))):
            tab, other = data.draw(st.permutations(tabs))
            match data.draw(st.sampled_from(["save", "later", "run", "hear", "newer"])):
                case "save" | "later" as when:
                    added.add(number)
                    tab.save(*tab.kept.value, number, now=when == "save")
                case "run":
                    tab.run()
                case "hear" if not other.waiting:
                    tab.hear()
                case "newer" if not newer and KEY in storage:
                    newer = storage[KEY] = json.dumps({"version": 9, "was": storage[KEY]})
        for tab in tabs:
            tab.run()
        assert ASIDE not in storage or storage[ASIDE] == newer
        aside = {int(number) for number in re.findall(r"\d{2}", storage.get(ASIDE, ""))}
        if storage.get(KEY) == newer:
            aside |= {int(number) for number in re.findall(r"\d{2}", newer)}
        elif added:
            assert set(BAG.load(storage[KEY])) <= added
            aside |= set(BAG.load(storage[KEY]))
        assert aside == added
