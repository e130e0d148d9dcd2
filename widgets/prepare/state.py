"""The state of the plan maker between events. Only the draft is persisted."""

from __future__ import annotations

from dataclasses import dataclass

from widgets.prepare.draft import Draft
from widgets.share.state import Sharing
from widgets.stored import Kept


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """All of it."""

    kept: Kept[Draft]
    sharing: Sharing
    tried: bool = False
    """Whether somebody asked for the plan: from then on what is wrong is told."""
    emptying: bool = False
    """Whether "Start anew?" waits for a confirmation."""

    @property
    def draft(self) -> Draft:
        """What was entered."""
        return self.kept.value
