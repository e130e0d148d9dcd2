"""`<weekly-planner>`: a week of exercise and walking that keeps the rules of the first source document.

`values` holds the frozen values, `rules` what must hold, `plan` makes weeks, `store` reads and writes the
saved text, `widget` answers events, `view` turns it all into HTML. No module here knows a page, a clock,
chance or a file other than its own template.
"""

from widgets.planner.widget import WeeklyPlanner

__all__ = ["WeeklyPlanner"]
