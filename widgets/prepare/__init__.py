"""`<plan-maker>`: somebody, usually a clinician, prepares a plan for somebody else, prints it and hands it over.

`draft` holds the entered values and their problems, `widget` answers events, `view` makes the HTML.
"""
