"""When a plan reaches the minutes asked for: computed a few weeks at a time after the view was shown.

The engine is run forward (`widgets.plan.ahead`). Nothing is stored on the device.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from widgets.catalog import Catalog
from widgets.plan import ahead
from widgets.plan.values import Course
from widgets.plan.week import make

WEEKS_AT_ONCE = 4
"""Weeks that are computed in one step, so that a tap is answered between two steps."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reached:
    """A run of the engine forward from a course, as far as it was computed."""

    course: Course
    """The first week."""
    last: Course
    """The last week so far."""
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
    """Return a run of one week. For a prepared plan, which does not grow, it is complete."""
    now = make(course, catalog).minutes
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
        minutes = min(run.asked, make(course, catalog).minutes)
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
