"""`<plan-maker>`: somebody, usually a clinician, prepares a plan for somebody else, prints it and hands it over.

`draft` holds what was entered and what is wrong with it, `widget` answers events, `view` turns it into HTML. The plan
itself, its link, code and file are of `widgets.share`; the printed week is the planner's.
"""

from widgets.prepare.widget import PlanMaker

__all__ = ["PlanMaker"]
