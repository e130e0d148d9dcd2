from __future__ import annotations

import base64
import hashlib
import importlib.util
import marshal
from typing import Any

import pytest

from widgets.build.runtime.wheel import byte_compile, for_snapshot, pack, unpack

FILES = {
    "widgets/__init__.py": b"",
    "widgets/app.py": b"def f():\n    return 1\n",
    "widgets/a.html.j2": b"<p>",
}


def test_the_same_files_give_the_same_wheel() -> None:
    """Neither the order of the files nor the hour of the build shows in the bytes."""
    backwards = dict(reversed(FILES.items()))
    assert pack(FILES, tag="py3-none-any") == pack(backwards, tag="py3-none-any")
    assert byte_compile(FILES) == byte_compile(FILES)


def test_byte_code_replaces_sources() -> None:
    """What ships is byte code of this Python; templates stay as they are."""
    compiled = unpack(byte_compile(FILES))
    assert compiled["widgets/app.pyc"].startswith(importlib.util.MAGIC_NUMBER)
    assert compiled["widgets/a.html.j2"] == b"<p>"
    assert not [name for name in compiled if name.endswith(".py")]


def test_the_record_lists_every_file() -> None:
    """It is a true wheel: each file is listed with its hash and its size."""
    wheel = unpack(byte_compile(FILES))
    (record,) = (name for name in wheel if name.endswith("RECORD"))
    for line in wheel[record].decode().splitlines():
        name, digest, size = line.split(",")
        if name != record:
            expected = base64.urlsafe_b64encode(hashlib.sha256(wheel[name]).digest()).rstrip(b"=").decode()
            assert (digest, size) == (f"sha256={expected}", str(len(wheel[name])))
    assert {line.split(",")[0] for line in wheel[record].decode().splitlines()} == set(wheel)


def test_the_snapshots_byte_code_is_lean() -> None:
    """No docstring and no assertion is kept, lines are; Pyodide's own files keep what Pyodide reads of them."""
    code = b'"""Doc."""\ndef f(x):\n    """Doc."""\n    assert x\n    return 1 / x\n'
    lean = unpack(for_snapshot(pack({"a.py": code, "pyodide/b.py": code, "c.txt": code}, tag="py3-none-any")))
    assert {"a.pyc", "pyodide/b.pyc", "c.txt"} < set(lean)
    assert b"Doc." not in lean["a.pyc"]
    assert b"AssertionError" not in lean["a.pyc"]
    assert b"Doc." in lean["pyodide/b.pyc"]
    known: dict[str, Any] = {}
    exec(marshal.loads(lean["a.pyc"][16:]), known)  # noqa: S102, S302 - ours, from above
    with pytest.raises(ZeroDivisionError) as caught:
        known["f"](0)
    assert caught.traceback[-1].lineno == 4


def test_the_snapshots_functions_have_no_annotations() -> None:
    """Those of classes stay, which dataclasses read; other libraries may read any of theirs."""
    code = (
        b"from __future__ import annotations\nclass A:\n    x: int\n    def f(self, y: str) -> bytes: ...\n"
    )
    lean = unpack(for_snapshot(pack({"widgets/a.py": code, "b.py": code}, tag="py3-none-any")))
    for name, kept in (("widgets/a.pyc", {}), ("b.pyc", {"y": "str", "return": "bytes"})):
        known: dict[str, Any] = {}
        exec(marshal.loads(lean[name][16:]), known)  # noqa: S102, S302 - ours, from above
        assert known["A"].__annotations__ == {"x": "int"}
        assert known["A"].f.__annotations__ == kept
