from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from widgets.catalog import Clip, Clips, Dose
from widgets.player.clips import said
from widgets.player.cues import SIGNALS, cues, goes_on, sample, words
from widgets.player.score import SECOND, Part, score, score_of
from widgets.player.settings import Settings


def _told(dose: Dose, settings: Settings, at: int = 0) -> list[str]:
    """Return all cues from a moment on in short; the score starts at 0."""
    found = cues(score(dose), settings, 0, at, now_too=True)
    return [f"{cue.at / SECOND:g} {cue.tone} {cue.speak or ''}".strip() for cue in found]


class TestCues:
    def test_sides(self, dose: Callable[..., Dose]) -> None:
        """A side change has its own tone, says which side comes as fully as there is time for, and counts in."""
        told = _told(dose(sides="alternating", reps=1, sets=1), Settings())
        longer = _told(dose(sides="alternating", reps=1, sets=1, side_change=8), Settings())
        assert "20 change Change sides: right side" in longer
        assert told[:11] == [
            "0 ready Get ready: left side", "7 count", "8 count", "9 count", "10 ready Move", "12 hold Hold",
            "17 release Release", "20 change Right side", "22 count", "23 count", "24 count",
        ]  # fmt: skip

    def test_sides_at_once(self, dose: Callable[..., Dose]) -> None:
        """Where no time is given to change sides, the movement says the side."""
        told = _told(dose(sides="alternating", reps=1, sets=1, side_change=0), Settings())
        assert "20 ready Right side" in told

    def test_sides_soon(self, dose: Callable[..., Dose]) -> None:
        """Where there is little time only the side is said, and in a second it takes the place of the tone."""
        told = _told(dose(sides="alternating", reps=1, sets=1, side_change=2), Settings())
        assert "20 change Right side" in told
        told = _told(dose(sides="alternating", reps=1, sets=1, side_change=1), Settings())
        assert "20 None Right side" in told
        silent = _told(dose(sides="alternating", reps=1, sets=1, side_change=1), Settings(voice=False))
        assert "20 change" in silent

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
        """Gone on within a rest, only what is left of it is said, in steps of five seconds."""
        assert _told(dose(reps=1), Settings(), 40_000)[0] == "40 rest Rest for 10 seconds"
        assert _told(dose(reps=1), Settings(), 38_000)[0] == "38 rest Rest for 10 seconds"

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
        """From the middle of a phase, its own name comes first if there is time, then only what is still to come."""
        assert _told(dose(reps=1, sets=1), Settings(), 4000)[:2] == ["4 ready Get ready", "7 count"]
        assert _told(dose(reps=1, sets=1), Settings(), 8500)[:3] == ["8.5 ready", "9 count", "10 ready Move"]

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


RECORDED = (
    "Get ready", "Left side", "Right side", "Change sides", "Move", "Hold", "Release", "Rest", "Half way",
    "Well done", "Finished", "Last one: move", *(f"Rep {rep}: move" for rep in range(2, 7)),
    *(f"Rest for {seconds} seconds" for seconds in range(5, 60, 5)), *map(str, range(2, 21)),
)  # fmt: skip
SAID = {text: Clip("all", 1000 * number, 300 + 40 * len(text)) for number, text in enumerate(RECORDED)}
"""Some recorded clauses; others of what a score says are left to the device's voice."""


class TestTime:
    @given(
        st.builds(
            Dose, hold=st.integers(0, 20), reps=st.integers(1, 7), sets=st.integers(1, 2), move=st.integers(1, 4),
            release=st.integers(0, 4), rest=st.integers(0, 60), get_ready=st.integers(0, 15),
            sides=st.sampled_from(["both", "one-then-other", "alternating"]), side_change=st.integers(0, 8),
            range=st.just({}),
        ),
        st.builds(
            Settings, sound=st.booleans(), count=st.booleans(), count_in=st.booleans(), counting=st.booleans(),
            half_way=st.booleans(),
        ),
        st.integers(0, 90_000),
        st.sampled_from([{}, SAID]),
    )  # fmt: skip
    def test_words_have_their_time(self, dose: Dose, settings: Settings, at: int, clips: Clips) -> None:
        """A word begins when its tone has ended; it ends before the next tone, the next phase and the next word."""
        phases = score(dose)
        found = cues(phases, settings, 0, at, now_too=True, clips=clips)
        rings = {signal.tone: signal.rings for signal in SIGNALS}
        begins = {phase.start for phase in phases} | {phases[-1].end}
        spoken_until = 0.0
        for number, cue in enumerate(found):
            assert bool(cue.speak) == bool(cue.said)
            if not cue.said:
                continue
            first = cue.at + cue.said[0][0]
            assert first >= cue.at + (rings[cue.tone] if cue.tone else 0)
            assert first >= spoken_until
            spoken_until = cue.at + said(str(cue.speak), clips, cue.said[0][0])[1]
            later = [one.at for one in found[number + 1 :] if one.tone or one.at in begins]
            assert not later or spoken_until <= later[0]

    def test_tones_ring_as_the_page_plays_them(self) -> None:
        """How long a tone rings is what the shell plays: the end of its last note, after its attack."""
        text = (ROOT / "widgets/shell/effects/tones.js").read_text("utf-8")
        attack = max(float(found) for found in re.findall(r"attack: ([\d.]+)", text))
        played = {
            name: max(
                float(note[0]) + float(note[2])
                for note in re.findall(r"\[([\d.]+), ([\d.]+), ([\d.]+)\]", notes)
            )
            for name, notes in re.findall(r"^  (\w+): \[(\[.*\])\],$", text, re.MULTILINE)
        }
        assert {signal.tone: signal.rings for signal in SIGNALS} == {
            name: round(1000 * (rings + attack)) for name, rings in played.items()
        }


class TestWords:
    def test_where_a_paused_run_goes_on(self, dose: Callable[..., Dose]) -> None:
        """Its phase, side and repetition, as the view shows them; before the first one the exercise, if several."""
        phases = score(dose(sides="alternating", reps=2, sets=1))
        assert [goes_on(phases, index) for index in (0, 1, 2, 4)] == [
            "Goes on with: get ready. Left side",
            "Goes on with: move. Left side. Rep 1 of 2",
            "Goes on with: hold. Left side. Rep 1 of 2",
            "Goes on with: change sides. Right side",
        ]
        part = Part(dose=dose(sets=1), introduction=9, words="First of 2: Bridge.")
        phases = score_of([part, part], "left")
        assert [goes_on(phases, index, "Bridge") for index in (0, 1, 2)] == [
            "Goes on with: Bridge",
            "Goes on with: get ready. Bridge",
            "Goes on with: move. Rep 1 of 3",
        ]

    def test_short(self, dose: Callable[..., Dose]) -> None:
        """What is spoken is short: the next phase may come in two seconds."""
        for sides in ("both", "one-then-other", "alternating"):
            phases = score(dose(sides=sides))
            assert all(len(words(phases, index).split()) <= 4 for index in range(len(phases)))
