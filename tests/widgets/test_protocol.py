from __future__ import annotations

import json

import pytest

from widgets import protocol
from widgets.protocol import Announce, Cue, Effect, Event, ProtocolError, Score, Update

GOOD = {
    "element": {"tag": "hold-timer", "id": "t", "attributes": {"slug": "bridge"}},
    "name": "start",
    "at": 12.5,
    "value": {"a": [1, None, True]},
}


class TestEvent:
    def test_read(self) -> None:
        """An event is read with all its parts."""
        event = Event.from_json(json.dumps(GOOD))
        assert (event.element.tag, event.element.id, event.element.attributes) == (
            "hold-timer",
            "t",
            {"slug": "bridge"},
        )
        assert (event.name, event.at, event.value) == ("start", 12.5, {"a": [1, None, True]})

    def test_what_may_be_left_out(self) -> None:
        """Value and attributes may be missing."""
        event = Event.from_json(json.dumps({"element": {"tag": "a-b", "id": "t"}, "name": "wake", "at": 1}))
        assert event.value is None
        assert event.element.attributes == {}

    def test_the_day_is_the_readers(self) -> None:
        """An event carries the zone of the reader's clock, and with it their own date."""
        event = Event.from_json(json.dumps(GOOD | {"at": 1_000_000_000_000, "zone": 840}))
        assert (event.zone, event.day) == (840, "2001-09-09")
        event = Event.from_json(json.dumps(GOOD | {"at": 1_000_000_000_000, "zone": -300}))
        assert event.day == "2001-09-08"
        assert Event.from_json(json.dumps(GOOD)).zone == 0

    @pytest.mark.parametrize(
        "wrong",
        [
            {"zone": "east"}, {"zone": []}, {"zone": 1e400},
            {"element": None}, {"element": {"tag": "x"}}, {"element": {"tag": None, "id": "t"}}, {"name": 1},
            {"at": "noon"}, {"at": None}, {"element": {"tag": "x", "id": "t", "attributes": 3}},
        ],
    )  # fmt: skip
    def test_wrong(self, wrong: dict[str, object]) -> None:
        """A part that is missing or of the wrong kind is refused, with the text in the message."""
        with pytest.raises(ProtocolError, match=r"event|text"):
            Event.from_json(json.dumps(GOOD | wrong))


class TestUpdate:
    def test_written(self) -> None:
        """An update is JSON: effects by element with their kind, a cue without what it does not use."""
        cues = (
            Cue(at=1.0, tone="hold"),
            Cue(at=2.0, speak="Hold", said=((415, "a", 0, 500),), vibrate=(100, 50)),
        )
        update = Update(
            html={"t": "<p>"},
            parts={"u": {"one": "<b>"}},
            effects={"t": (Score(cues=cues), Announce(text="Hold"))},
            wake_at=3.0,
        )
        assert json.loads(update.to_json()) == {
            "html": {"t": "<p>"},
            "parts": {"u": {"one": "<b>"}},
            "effects": {
                "t": [
                    {
                        "kind": "score",
                        "cues": [
                            {"at": 1.0, "tone": "hold"},
                            {"at": 2.0, "speak": "Hold", "said": [[415, "a", 0, 500]], "vibrate": [100, 50]},
                        ],
                        "sound": {
                            "strong": False,
                            "flash": False,
                            "silent_switch": False,
                            "listen": False,
                            "voice_name": None,
                            "recorded": None,
                        },
                        "parts": [],
                    },
                    {"kind": "announce", "text": "Hold", "urgent": False},
                ]
            },
            "wake_at": 3.0,
        }

    def test_kinds(self) -> None:
        """Every effect has a kind of its own: the shell finds its function by that."""
        effects = [
            value
            for value in vars(protocol).values()
            if isinstance(value, type) and issubclass(value, Effect) and value is not Effect
        ]
        kinds = [effect.kind for effect in effects]
        assert len(set(kinds)) == len(kinds) > 0
