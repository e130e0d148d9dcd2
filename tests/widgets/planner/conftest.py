"""The catalogues and courses of `tests/widgets/plan`, for the tests of the element."""

from __future__ import annotations

from tests.widgets.plan.conftest import catalogs, courses, newcomer, small

__all__ = ["catalogs", "courses", "newcomer", "small"]
