"""How a plan gets to the minutes that were asked for, worked out a few weeks at a time after the view.

The weeks are the engine's own run forward. Nothing is kept on the device.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from widgets.catalog import Catalog
from widgets.plan import ahead
from widgets.plan.values import Course
from widgets.plan.week import make

WEEKS_AT_ONCE = 4
"""Weeks that one step works out: a step is short, so that a tap between two steps does not wait."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reached:
    """A run forward from a course, as far as it went."""

    course: Course
    """Where it began."""
    last: Course
    """The week that it came to."""
    asked: int
    """Minutes."""
    now: int
    """Minutes of a session in the first week."""
    most: int
    """Minutes of the longest session so far, never above `asked`."""
    week: int
    """The number of the week that first has `most`."""
    ran: int = 1
    """Weeks so far, the first one among them."""
    done: bool
    """Whether the run is over: it reached the minutes asked for, or the furthest week."""

    @property
    def there(self) -> bool:
        """Whether the first week has about the minutes asked for already."""
        return ahead.close(self.now, self.asked)

    @property
    def gets_there(self) -> bool:
        """Whether some week so far has about the minutes asked for."""
        return ahead.close(self.most, self.asked)


def begun(course: Course, catalog: Catalog) -> Reached:
    """Return a run that has not left its first week; of a prepared plan, which does not grow, it is over."""
    now = -(-make(course, catalog).seconds // 60)
    asked = course.profile.session_minutes
    return Reached(
        course=course,
        last=course,
        asked=asked,
        now=now,
        most=min(now, asked),
        week=course.week,
        done=ahead.close(now, asked) or course.profile.prescribed is not None or not now,
    )


def further(run: Reached, catalog: Catalog) -> Reached:
    """Return the run some weeks later."""
    for _ in range(WEEKS_AT_ONCE):
        if run.done:
            return run
        course, _ = ahead.following(run.last, catalog)
        minutes = min(run.asked, -(-make(course, catalog).seconds // 60))
        longer = minutes > run.most
        run = replace(
            run,
            last=course,
            most=minutes if longer else run.most,
            week=course.week if longer else run.week,
            ran=run.ran + 1,
        )
        run = replace(run, done=run.gets_there or run.ran >= ahead.FURTHEST)
    return run
