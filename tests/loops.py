"""Loops in tests: one check over many values, as one test that reports every failure at once."""

from __future__ import annotations

import functools
import inspect
import traceback
from collections.abc import Callable, Iterable
from typing import Any

import pytest


def for_each[T](
    name: str, values: Iterable[T], label: Callable[[T], str] = str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that runs a test function on each value of one of its arguments.

    It reads like `pytest.mark.parametrize`, but makes one test: a catalogue of 300 records has no 300 times as many. A
    failed value does not stop the loop; the test lists every one of them.

    Args:
        name: The argument that gets the values. The others stay fixtures; they are made once for all values.
        values: The values; at least one.
        label: Returns the name of a value in the report.
    """
    every = list(values)
    if not every:
        raise ValueError(f"no value for {name}: the test would check nothing")

    def decorate(check: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(check)
        def test(*args: Any, **fixtures: Any) -> None:  # noqa: ANN401 - those of the test
            failures = []
            for value in every:
                try:
                    check(*args, **fixtures, **{name: value})
                except Exception as error:  # noqa: BLE001 - reported below
                    failures.append(f"{label(value)}: {_told(error)}")
            if failures:
                pytest.fail(f"{len(failures)} of {len(every)} failed:\n" + "\n".join(failures), pytrace=False)

        signature = inspect.signature(check)
        others = [parameter for parameter in signature.parameters.values() if parameter.name != name]
        vars(test)["__signature__"] = signature.replace(parameters=others)
        return test

    return decorate


def _told(error: Exception) -> str:
    """Return the line of the check that failed, and its message."""
    place = traceback.extract_tb(error.__traceback__)[1]  # 0 is the loop
    kind = "" if isinstance(error, AssertionError) else f"{type(error).__name__}: "
    return f"line {place.lineno}, {place.line}\n    {kind}{str(error).replace('\n', '\n    ')}"
