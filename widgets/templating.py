"""The one Jinja environment of all widgets. It never reads a file outside this package.

Autoescape is on, and a name that is missing is an error. Messages are those of `widgets.language`.

Templates are read through the package's own loader, so they are found in a folder, in a wheel, and in a
byte-compiled wheel inside Pyodide alike. A template is compiled once and stays in the heap, so the snapshot
carries it ready to run.
"""

from __future__ import annotations

import pkgutil
from functools import cache

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from widgets.language import IN_TEMPLATES


def _source(name: str) -> str | None:
    """Return the text of a template such as `timer/templates/timer.html.j2`; `None` where there is none."""
    if not name.endswith(".j2") or ".." in name.split("/"):
        return None
    try:
        data = pkgutil.get_data("widgets", name)
    except OSError:
        return None
    return None if data is None else data.decode()


ENVIRONMENT = Environment(
    loader=FunctionLoader(_source),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


ENVIRONMENT.globals.update(IN_TEMPLATES)


@cache
def template(name: str) -> Template:
    """Return a compiled template by its path inside `widgets`, such as `timer/templates/timer.html.j2`.

    Raises:
        jinja2.TemplateNotFound: there is no such file.
    """
    return ENVIRONMENT.get_template(name)
