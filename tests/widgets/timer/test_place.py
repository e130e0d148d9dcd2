from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.catalog import Dose
from widgets.player.score import Spot
from widgets.player.settings import Settings
from widgets.timer.place import Place

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 400) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)
settings = st.builds(
    Settings,
    rest=st.none() | st.integers(0, 180),
    get_ready=st.none() | st.integers(0, 60),
    side=st.sampled_from(["left", "right"]),
    sound=st.booleans(),
    voice=st.booleans(),
    vibration=st.booleans(),
    half_way=st.booleans(),
    count=st.booleans(),
    count_in=st.booleans(),
    counting=st.booleans(),
    voice_name=st.none() | st.text(min_size=1, max_size=20),
    silent_switch=st.booleans(),
    strong=st.booleans(),
    intro=st.booleans(),
    doses=st.dictionaries(
        st.sampled_from(["bridge", "bird-dog"]),
        st.dictionaries(st.sampled_from(["hold", "reps", "sets"]), st.integers(0, 300)),
    ),
)

NOON = 1_763_640_000_000
"""A moment, in milliseconds since the epoch."""


class TestSettings:
    @given(settings)
    def test_round_trip(self, chosen: Settings) -> None:
        """What was kept is read back."""
        assert Settings.from_text(chosen.to_text()) == chosen

    def test_first_release(self) -> None:
        """A text of the first release, which knew fewer choices, is read; the others are as usual."""
        kept = json.loads(Settings(half_way=True).to_text())
        for name in (
            "count_in",
            "counting",
            "voice_name",
            "silent_switch",
            "strong",
            "intro",
            "listen",
            "flash",
        ):
            del kept[name]
        assert Settings.from_text(json.dumps(kept)) == Settings(half_way=True)

    def test_nothing_kept(self) -> None:
        """Where nothing was kept, the usual choices hold, and nothing is wrong."""
        assert Settings.from_text(None) == Settings()

    @pytest.mark.parametrize(
        "text", ["", "{", "[]", "null", "3", '"x"', "{}", '{"version": 2}', "[" * 100_000], ids=range(9)
    )
    def test_not_settings(self, text: str) -> None:
        """Text that is not of this version's shape is not guessed at."""
        assert Settings.from_text(text) is None

    @given(st.sampled_from(sorted(json.loads(Settings().to_text()))), json_values)
    def test_garbled(self, name: str, value: Any) -> None:  # noqa: ANN401
        """Any wrong value in any part makes the text unreadable, never an error or a wrong choice."""
        text = json.dumps(json.loads(Settings().to_text()) | {name: value})
        read = Settings.from_text(text)
        assert read is None or json.loads(read.to_text()) == json.loads(text)

    def test_dose_within_range(self, dose: Callable[..., Dose]) -> None:
        """A kept number is brought within what the sources print; one without a range is not used."""
        chosen = Settings(rest=90, get_ready=0, doses={"bridge": {"hold": 99, "reps": 1, "sets": 4}})
        adjusted = chosen.dose("bridge", dose())
        assert (adjusted.hold, adjusted.reps, adjusted.sets) == (10, 2, 2)
        assert (adjusted.rest, adjusted.get_ready) == (60, 0)

    def test_other_exercise(self, dose: Callable[..., Dose]) -> None:
        """A number chosen for one exercise changes no other."""
        assert Settings().with_count("bridge", "hold", 7).dose("bird-dog", dose()) == dose()

    def test_as_suggested(self, dose: Callable[..., Dose]) -> None:
        """Back to the suggested dose: this exercise's numbers and the pacing, not the other exercises'."""
        chosen = (
            Settings(rest=5, get_ready=5).with_count("bridge", "hold", 7).with_count("bird-dog", "hold", 8)
        )
        again = chosen.as_suggested("bridge")
        assert again.dose("bridge", dose()) == dose()
        assert again.dose("bird-dog", dose()).hold == 8


class TestPlace:
    @staticmethod
    def _place(dose: Dose) -> Place:
        return Place(slug="bridge", dose=dose, side="left", spot=Spot(set=2, side="both", rep=3))

    def test_round_trip(self, dose: Callable[..., Dose]) -> None:
        """A place is read back with the dose as it was adjusted."""
        place = self._place(dose(hold=7, reps=4, get_ready=20))
        assert Place.from_text(place.to_text(1000), "bridge", dose(), 2000) == place

    @pytest.mark.parametrize(
        ("at", "kept"),
        [
            (NOON, True),
            (NOON + 12 * 3_600_000, True),
            (NOON + 12 * 3_600_000 + 1, False),
            (NOON - 5_000, True),
            (NOON - 12 * 3_600_000 - 1, False),
        ],
    )
    def test_age(self, dose: Callable[..., Dose], at: int, kept: bool) -> None:  # noqa: FBT001
        """A place is offered for half a day, also where the device's clock was set back meanwhile."""
        text = self._place(dose()).to_text(NOON)
        assert (Place.from_text(text, "bridge", dose(), at) is not None) is kept

    def test_other_exercise(self, dose: Callable[..., Dose]) -> None:
        """A place in one exercise is not offered by another's timer."""
        assert Place.from_text(self._place(dose()).to_text(0), "bird-dog", dose(), 0) is None

    def test_changed_exercise(self, dose: Callable[..., Dose]) -> None:
        """Where the exercise has changed so that the place is gone, it is forgotten."""
        text = self._place(dose()).to_text(0)
        assert Place.from_text(text, "bridge", dose(sets=1), 0) is None
        assert Place.from_text(text, "bridge", dose(sides="alternating"), 0) is None

    @given(st.sampled_from(["version", "slug", "side", "at", "counts", "spot"]), json_values)
    def test_garbled(self, name: str, value: Any) -> None:  # noqa: ANN401
        """A wrong value in any part forgets the place or gives one that the dose has, never an error."""
        usual = Dose(
            hold=5,
            reps=3,
            sets=2,
            move=2,
            release=3,
            rest=30,
            get_ready=10,
            sides="both",
            side_change=5,
            range={},
        )
        text = json.dumps(json.loads(self._place(usual).to_text(0)) | {name: value})
        place = Place.from_text(text, "bridge", usual, 0)
        assert place is None or (place.spot.rep <= usual.reps and place.spot.set <= usual.sets)

    def test_more_than_a_number_holds(self, dose: Callable[..., Dose]) -> None:
        """A moment too large for the browser's numbers is a place that cannot be read, never an error."""
        text = json.dumps(json.loads(self._place(dose()).to_text(0)) | {"at": 10**400})
        assert Place.from_text(text, "bridge", dose(), 0) is None

    def test_start(self, dose: Callable[..., Dose]) -> None:
        """Only the first repetition of the first side is the start."""
        sided = Place(
            slug="x", dose=dose(sides="alternating"), side="right", spot=Spot(set=1, side="right", rep=1)
        )
        assert sided.is_start
        assert not Place(slug="x", dose=sided.dose, side="left", spot=sided.spot).is_start
        assert not self._place(dose()).is_start
