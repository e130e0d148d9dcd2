"""The exercise plan: profile, week, admission, next week, prepared plans, and the stored plan. Knows no element.

Pure: no clock, no randomness, no DOM.
"""
