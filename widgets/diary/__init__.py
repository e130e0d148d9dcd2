"""The diary: what was done and how it was, answers computed from it, and its stored document. Knows no element.

Pure: no clock, no DOM.
"""
