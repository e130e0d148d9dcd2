"""The effects of the last event, for tests that drive an element event by event, and whether a press is heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from widgets.protocol import Announce, Effect, Focus, Score


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


type Control = Mapping[str, str]
"""The attributes of a control."""


def is_heard(pressed: Control, changed: bool, after: Iterable[Control], effects: Iterable[Effect]) -> bool:  # noqa: FBT001 - a fact
    """Return whether somebody who sees nothing learns what a press has done, and is not thrown out of the element.

    Args:
        pressed: The control, which has an id.
        changed: Whether the view's text is another one now.
        after: The elements of the new view.
        effects: What the press led to.
    """
    after, effects = list(after), list(effects)
    told = any(isinstance(effect, Announce) and effect.text for effect in effects)
    sounds = any(isinstance(effect, Score) and effect.cues for effect in effects)
    stays = next((one for one in after if one.get("id") == pressed["id"]), None)
    if stays is None:
        moved = any(isinstance(effect, Focus) for effect in effects)
        return (told or sounds) and (moved or any("data-focus-kept" in one for one in after))
    return told or sounds or dict(stays) != dict(pressed) or not changed
