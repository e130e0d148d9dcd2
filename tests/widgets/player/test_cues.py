from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from widgets.catalog import Dose
from widgets.player.cues import cues, sample, words
from widgets.player.score import SECOND, score
from widgets.player.settings import Settings


def _told(dose: Dose, settings: Settings, at: int = 0) -> list[str]:
    """Return all cues from a moment on in short; the score starts at 0."""
    found = cues(score(dose), settings, 0, at, now_too=True)
    return [f"{cue.at / SECOND:g} {cue.tone} {cue.speak or ''}".strip() for cue in found]


class TestCues:
    def test_sides(self, dose: Callable[..., Dose]) -> None:
        """A side change has its own tone, says which side comes, and counts in."""
        told = _told(dose(sides="alternating", reps=1, sets=1), Settings())
        assert told[:11] == [
            "0 ready Get ready: left side", "7 count", "8 count", "9 count", "10 ready Move", "12 hold Hold",
            "17 release Release", "20 change Change sides: right side", "22 count", "23 count", "24 count",
        ]  # fmt: skip

    def test_sides_at_once(self, dose: Callable[..., Dose]) -> None:
        """Where no time is given to change sides, the movement says the side."""
        told = _told(dose(sides="alternating", reps=1, sets=1, side_change=0), Settings())
        assert "20 ready Right side" in told

    def test_sides_soon(self, dose: Callable[..., Dose]) -> None:
        """Where there is a second or two to change sides, only the side is said, so that it is not cut short."""
        told = _told(dose(sides="alternating", reps=1, sets=1, side_change=2), Settings())
        assert "20 change Right side" in told

    def test_repetitions_are_counted(self, dose: Callable[..., Dose]) -> None:
        """Who lies face-down hears which repetition comes, which is the last, and how long a rest is."""
        told = [cue.split(" ", 2)[2] for cue in _told(dose(), Settings()) if cue.count(" ") > 1]
        moves = [
            text for text in told if text not in {"Get ready", "Hold", "Release", "Well done. Finished."}
        ]
        assert moves == [
            "Move", "Rep 2: move", "Last one: move", "Rest for 30 seconds", "Move", "Rep 2: move",
            "Last one: move",
        ]  # fmt: skip

    def test_rest_that_is_left(self, dose: Callable[..., Dose]) -> None:
        """Gone on within a rest, only what is left of it is said."""
        assert _told(dose(reps=1), Settings(), 40_000)[0] == "40 rest Rest for 10 seconds"

    def test_half_way_and_count(self, dose: Callable[..., Dose]) -> None:
        """Only if wanted: half way in a long hold, and the last three seconds of each."""
        long = dose(hold=12, reps=1, sets=1)
        plain = [cue for cue in _told(long, Settings()) if cue.startswith(("18 ", "21 "))]
        wanted = _told(long, Settings(half_way=True, count=True))
        assert plain == []
        assert [cue for cue in wanted if "count" in cue or "half" in cue][3:] == [
            "18 half Half way",
            "21 count",
            "22 count",
            "23 count",
        ]

    def test_short_hold_has_no_half(self, dose: Callable[..., Dose]) -> None:
        """A hold of under ten seconds has no half-way cue."""
        assert not any("Half" in cue for cue in _told(dose(hold=9), Settings(half_way=True)))

    def test_in_the_middle(self, dose: Callable[..., Dose]) -> None:
        """From the middle of a phase, its own name comes first, then only what is still to come."""
        assert _told(dose(reps=1, sets=1), Settings(), 8500)[:3] == [
            "8.5 ready Get ready",
            "9 count",
            "10 ready Move",
        ]

    def test_signals_differ(self) -> None:
        """No two signals sound alike, nor feel alike."""
        played = sample(Settings(), 0)
        assert len({cue.tone for cue in played}) == len({cue.vibrate for cue in played}) == len(played)

    @given(
        st.builds(
            Settings, sound=st.booleans(), voice=st.booleans(), vibration=st.booleans(), count=st.booleans()
        )
    )
    def test_only_what_is_on(self, settings: Settings) -> None:
        """A cue never carries what is switched off, is never empty, and comes in order."""
        suggested = Dose(
            hold=5,
            reps=2,
            sets=2,
            move=2,
            release=3,
            rest=30,
            get_ready=10,
            sides="both",
            side_change=5,
            range={},
        )
        found = cues(score(suggested), settings, 0, 0, now_too=True)
        assert [cue.at for cue in found] == sorted(cue.at for cue in found)
        assert all(cue.tone or cue.speak or cue.vibrate for cue in found)
        assert settings.sound or not any(cue.tone for cue in found)
        assert settings.voice or not any(cue.speak for cue in found)
        assert settings.vibration or not any(cue.vibrate for cue in found)


class TestWords:
    def test_short(self, dose: Callable[..., Dose]) -> None:
        """What is spoken is short: the next phase may come in two seconds."""
        for sides in ("both", "one-then-other", "alternating"):
            phases = score(dose(sides=sides))
            assert all(len(words(phases, index).split()) <= 4 for index in range(len(phases)))
