"""The two kinds of failure of the catalogue, which are never mixed. Nothing here reads, checks or prints.

A contributor's mistake is a value, `Problem`: it is collected, and all of a run's are listed together.
A broken invariant is an exception, `CatalogError`: this project's own code went wrong, and the run stops.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake for a contributor to correct; as a warning, one that becomes an error later."""

    path: str
    """The file, from the folder in which the commands are run, with forward slashes."""
    line: int
    """Counted from 1."""
    message: str
    """What must hold, in a plain sentence without a full stop."""
    warning: bool = False
    """Whether the catalogue may still be published."""

    def __str__(self) -> str:
        """Return `path:line: message`, the form that editors turn into a link."""
        return f"{self.path}:{self.line}: {'warning: ' if self.warning else ''}{self.message}"


class CatalogError(Exception):
    """A broken invariant in this project's own code; no change of data corrects it."""
