from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest
from jinja2 import TemplateNotFound, UndefinedError

import widgets
from widgets.templating import ENVIRONMENT, template


def test_escapes() -> None:
    """What comes from data can never become markup."""
    assert ENVIRONMENT.from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"


def test_missing_name() -> None:
    """A name that the view does not give is an error, not an empty place."""
    with pytest.raises(UndefinedError):
        ENVIRONMENT.from_string("{{ x }}").render()


@pytest.mark.parametrize("name", ["timer/templates/none.html.j2", "app.py", "../secret.j2"])
def test_not_found(name: str) -> None:
    """There is no way to a file that is not a template of this package."""
    with pytest.raises(TemplateNotFound):
        template(name)


def test_once() -> None:
    """A template is compiled once."""
    assert template("timer/templates/timer.html.j2") is template("timer/templates/timer.html.j2")


def test_from_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates are found in a zipped package too: that is how they reach the browser's Python."""
    wheel = tmp_path / "widgets.whl"
    package = Path(widgets.__path__[0])
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in ("__init__.py", "language.py", "templating.py", "timer/templates/timer.html.j2"):
            archive.write(package / name, f"widgets/{name}")
    for name in [name for name in sys.modules if name.split(".")[0] == "widgets"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(str(wheel))
    from widgets import templating  # noqa: PLC0415  # the one in the wheel

    assert str(wheel) in str(templating.__file__)
    assert templating.template("timer/templates/timer.html.j2").name == "timer/templates/timer.html.j2"
