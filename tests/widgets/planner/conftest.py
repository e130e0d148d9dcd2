"""The catalogues and courses of `tests/widgets/plan`, for the tests of the element."""

from __future__ import annotations

from tests.widgets.plan.conftest import catalogs, courses, frozen, newcomer, real, small

__all__ = ["catalogs", "courses", "frozen", "newcomer", "real", "small"]
