"""`<weekly-planner>`: the form, the week, the check-in and sharing. The rules of a week are in `widgets.plan`."""
