"""The effects of the last event, for tests that drive an element event by event."""

from __future__ import annotations

from widgets.protocol import Effect, Score


class Heard:
    """Holds the effects of the last event; a driver of one element inherits from it and fills them in."""

    effects: tuple[Effect, ...] = ()

    def one[E: Effect](self, kind: type[E]) -> E | None:
        """Return the one effect of a kind, or `None`; more than one is a failure."""
        found = [effect for effect in self.effects if isinstance(effect, kind)]
        assert len(found) <= 1
        return found[0] if found else None

    def cues_since(self, zero: float) -> list[str]:
        """Return the score in short: `12 hold Hold` is a cue 12 seconds after `zero` (ms since the epoch)."""
        score = self.one(Score)
        assert score is not None
        return [f"{(cue.at - zero) / 1000:g} {cue.tone} {cue.speak or ''}".strip() for cue in score.cues]
