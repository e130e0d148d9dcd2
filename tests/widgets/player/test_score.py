from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from widgets.catalog import Dose
from widgets.dose.length import seconds
from widgets.player.score import SECOND, Spot, StartSide, score

doses = st.builds(
    Dose,
    hold=st.integers(0, 60),
    reps=st.integers(1, 12),
    sets=st.integers(1, 5),
    move=st.integers(1, 15),
    release=st.integers(1, 30),
    rest=st.integers(0, 180),
    get_ready=st.integers(0, 60),
    sides=st.sampled_from(["both", "one-then-other", "alternating"]),
    side_change=st.integers(0, 60),
    range=st.just({}),
)
sides = st.sampled_from(["left", "right"])


def _told(dose: Dose, first: StartSide = "left", start_at: Spot | None = None) -> list[str]:
    """Return a score in short: `hold right 2/1 5` is five seconds of repetition 2 in set 1."""
    return [
        f"{p.name} {p.spot.side} {p.spot.rep}/{p.spot.set} {p.duration // SECOND}"
        for p in score(dose, first, start_at)
    ]


class TestBoth:
    def test_every_phase(self, dose: Callable[..., Dose]) -> None:
        """Both sides together: get ready, the repetitions, a rest that names the next set, and so on."""
        assert _told(dose(reps=2)) == [
            "get-ready both 1/1 10",
            "move both 1/1 2", "hold both 1/1 5", "release both 1/1 3",
            "move both 2/1 2", "hold both 2/1 5", "release both 2/1 3",
            "rest both 1/2 30",
            "move both 1/2 2", "hold both 1/2 5", "release both 1/2 3",
            "move both 2/2 2", "hold both 2/2 5", "release both 2/2 3",
        ]  # fmt: skip

    def test_no_hold(self, dose: Callable[..., Dose]) -> None:
        """A slow movement has no hold phase; what takes no time is left out."""
        bare = dose(hold=0, reps=1, sets=2, get_ready=0, rest=0)
        assert _told(bare) == [
            "move both 1/1 2",
            "release both 1/1 3",
            "move both 1/2 2",
            "release both 1/2 3",
        ]


class TestSides:
    def test_one_then_other(self, dose: Callable[..., Dose]) -> None:
        """All of one side, a side change, all of the other; each set anew; no side change in the rest."""
        names = _told(dose(hold=0, reps=2, sides="one-then-other", release=1, move=1), "right")
        assert names == [
            "get-ready right 1/1 10",
            "move right 1/1 1", "release right 1/1 1", "move right 2/1 1", "release right 2/1 1",
            "side-change left 1/1 5",
            "move left 1/1 1", "release left 1/1 1", "move left 2/1 1", "release left 2/1 1",
            "rest right 1/2 30",
            "move right 1/2 1", "release right 1/2 1", "move right 2/2 1", "release right 2/2 1",
            "side-change left 1/2 5",
            "move left 1/2 1", "release left 1/2 1", "move left 2/2 1", "release left 2/2 1",
        ]  # fmt: skip

    def test_alternating(self, dose: Callable[..., Dose]) -> None:
        """Left, right, left, right: repetitions for each side, a side change between any two of a set."""
        assert _told(dose(hold=0, reps=2, sets=1, sides="alternating", move=1, release=1)) == [
            "get-ready left 1/1 10",
            "move left 1/1 1", "release left 1/1 1", "side-change right 1/1 5",
            "move right 1/1 1", "release right 1/1 1", "side-change left 2/1 5",
            "move left 2/1 1", "release left 2/1 1", "side-change right 2/1 5",
            "move right 2/1 1", "release right 2/1 1",
        ]  # fmt: skip


class TestCarryOn:
    def test_gets_ready_first(self, dose: Callable[..., Dose]) -> None:
        """To carry on at a repetition is to get ready for it, then go on as before."""
        rest = _told(dose(reps=2), start_at=Spot(set=2, side="both", rep=2))
        assert rest == ["get-ready both 2/2 10", "move both 2/2 2", "hold both 2/2 5", "release both 2/2 3"]

    def test_no_such_repetition(self, dose: Callable[..., Dose]) -> None:
        """A repetition that the dose no longer has starts it from the beginning."""
        assert score(dose(), start_at=Spot(set=9, side="both", rep=1)) == score(dose())

    @given(doses, sides, st.data())
    def test_ends_alike(self, dose: Dose, first: StartSide, data: st.DataObject) -> None:
        """From wherever it is carried on, what is left is what would have been left."""
        whole = score(dose, first)
        spot = data.draw(st.sampled_from([p.spot for p in whole if p.name == "move"]))
        left = score(dose, first, spot)[1 if dose.get_ready else 0 :]
        assert [(p.name, p.spot, p.duration) for p in left] == [
            (p.name, p.spot, p.duration) for p in whole[len(whole) - len(left) :]
        ]
        assert left[0].spot == spot


class TestSums:
    @given(doses, sides)
    def test_without_gaps(self, dose: Dose, first: StartSide) -> None:
        """Each phase begins where the one before ends, lasts, and the last ends with the sum of all."""
        phases = score(dose, first)
        assert phases[0].start == 0
        assert all(a.end == b.start for a, b in pairwise(phases))
        assert all(p.duration > 0 for p in phases)
        assert phases[-1].end == seconds(dose) * SECOND

    @given(doses, sides)
    def test_every_side_gets_the_same(self, dose: Dose, first: StartSide) -> None:
        """Both sides are trained for the same time, whichever comes first."""
        worked = dict.fromkeys(("left", "right", "both"), 0)
        for phase in score(dose, first):
            if phase.name in {"move", "hold", "release"}:
                worked[phase.spot.side] += phase.duration
        assert worked["left"] == worked["right"]
        assert (worked["both"] > 0) == (dose.sides == "both")
