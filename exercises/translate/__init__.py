"""The catalogue in other languages: overlays that hold words alone, and what stands against them.

No English sentence and no number, dose, source or pose is decided here: those are the records' own, in every language.
"""
