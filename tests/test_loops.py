from __future__ import annotations

import inspect

import pytest

from tests.loops import for_each


def test_every_failure_is_reported() -> None:
    """One failed value hides no other; each is named with its line and its message."""

    @for_each("number", [1, 2, 3, 4], label=lambda number: f"number {number}")
    def odd(number: int) -> None:
        assert number != 4, "four"
        if number == 2:
            raise ValueError("two")

    with pytest.raises(pytest.fail.Exception) as failed:
        odd()

    text = str(failed.value)
    assert text.startswith("2 of 4 failed:\n")
    assert "number 2: line" in text
    assert "ValueError: two" in text
    assert "number 4: line" in text
    assert "four" in text
    assert "number 1" not in text


def test_fixtures_stay() -> None:
    """Pytest sees the other arguments only, and makes them for the test."""

    @for_each("number", [1])
    def check(capsys: pytest.CaptureFixture[str], number: int) -> None:
        pass

    assert list(inspect.signature(check).parameters) == ["capsys"]


@for_each("number", [1, 2])
def test_runs_under_pytest(tmp_path: object, number: int) -> None:
    """A decorated test gets its fixtures and its values."""
    assert tmp_path
    assert number in {1, 2}


def test_nothing_to_check_is_a_mistake() -> None:
    """An empty list of values would be a test that cannot fail."""
    with pytest.raises(ValueError, match="no value for slug"):
        for_each("slug", [])


def test_skips_and_failures_of_pytest_pass_through() -> None:
    """A skip inside a check skips the test; it is no failure of one value."""

    @for_each("number", [1])
    def skips(number: int) -> None:
        pytest.skip(f"not {number}")

    with pytest.raises(pytest.skip.Exception):
        skips()
