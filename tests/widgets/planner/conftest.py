"""The catalogues and profiles of `tests/widgets/plan`, for the tests of the element."""

from __future__ import annotations

from tests.widgets.plan.conftest import catalogs, frozen, newcomer, profiles, real, small

__all__ = ["catalogs", "frozen", "newcomer", "profiles", "real", "small"]
