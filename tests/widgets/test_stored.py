from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    loss=lambda value: "Nine cannot be read." if 9 in value else "",
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
        """Damage and newer versions are one kind of error, in words for the reader."""
        with pytest.raises(StoredError, match=why):
            BAG.load(text)


class Tab:
    """One tab: a `Kept` and the shell under it, over a storage that tabs share."""

    def __init__(self, storage: dict[str, str]) -> None:
        self.storage, self.full = storage, False
        self.kept = Kept.opened(BAG, dict(storage), ())
        self.waiting: list[Save] = []

    def save(self, *value: int, now: bool = True) -> None:
        """Save another value; the shell carries it out now or later."""
        self.kept, effects = self.kept.saving(value)
        self.waiting += [effect for effect in effects if isinstance(effect, Save)]
        if now:
            self.run()

    def run(self) -> None:
        """Let the shell carry out what waits, as `effects/save.js` does."""
        while self.waiting:
            effect = self.waiting.pop(0)
            answer = self._carry_out(effect)
            if effect.checked:
                self.kept, effects = self.kept.answered(answer)
                self.waiting += [effect for effect in effects if isinstance(effect, Save)]

    def _carry_out(self, effect: Save) -> dict[str, Json]:
        held = self.storage.get(effect.key)
        if effect.checked and held != effect.over:
            return {"key": effect.key, "ok": False, "why": "changed", "text": held}
        if self.full:
            return {"key": effect.key, "ok": False, "why": "refused", "text": held}
        if effect.text is None:
            self.storage.pop(effect.key, None)
        else:
            self.storage[effect.key] = effect.text
        return {"key": effect.key, "ok": True}


class TestKept:
    def test_nothing_kept(self) -> None:
        """With nothing stored there is nothing to mend and nothing to put aside."""
        tab = Tab({})
        assert (tab.kept.value, tab.kept.problem) == ((), "")
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
        """However two tabs save, wait and hear each other, what either added is there at the end."""
        storage: dict[str, str] = {}
        tabs = [Tab(storage), Tab(storage)]
        added: set[int] = set()
        for number in range(10, data.draw(st.integers(11, 30))):
            tab, other = data.draw(st.permutations(tabs))
            match data.draw(st.sampled_from(["save", "later", "run", "hear"])):
                case "save" | "later" as when:
                    added.add(number)
                    tab.save(*tab.kept.value, number, now=when == "save")
                case "run":
                    tab.run()
                case "hear" if not other.waiting:
                    tab.kept = tab.kept.heard({KEY: storage.get(KEY)})
        for tab in tabs:
            tab.run()
        assert set(BAG.load(storage[KEY]) if added else ()) == added
