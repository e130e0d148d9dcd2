"""A list of doses, played: score, cues, state machine, settings, and values for views. Knows no plan and no log.

Pure: no clock, no DOM.
"""
