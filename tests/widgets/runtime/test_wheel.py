from __future__ import annotations

import base64
import hashlib
import importlib.util

from widgets.runtime.wheel import byte_compile, pack, unpack

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
