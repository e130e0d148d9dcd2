"""The number of Hypothesis examples. `make test` tries few, always the same ones; `make test-random` tries new ones."""

from __future__ import annotations

from hypothesis import settings

USUAL = "usual"
"""Profile of `make test`: derandomized, so that a run fails only because of a change."""
RANDOM = "random"
"""Profile of `make test-random`. A failing example is kept in `.hypothesis/` and tried first the next time."""
MORE = 10
"""Times as many examples at random."""

# The time that an example takes says how busy the machine is, nothing about the code.
settings.register_profile(USUAL, deadline=None, derandomize=True)
settings.register_profile(
    RANDOM, deadline=None, max_examples=MORE * settings.get_profile("default").max_examples, print_blob=True
)
settings.load_profile(USUAL)


def examples(usual: int) -> int:
    """Return the number of examples of a test that tries this many in `make test`."""
    return usual * (MORE if settings.get_current_profile_name() == RANDOM else 1)
