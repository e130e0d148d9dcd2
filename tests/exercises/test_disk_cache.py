from __future__ import annotations

from pathlib import Path

import pytest

from exercises import disk_cache
from widgets.language import Language, used

VALUE = [{"text": "ä · é\nnext"}, [1, 2.5, None, True]]


def test_a_kept_value_comes_back(tmp_path: Path) -> None:
    """What was written under a key is read under that key, and under no other."""
    path = tmp_path / "below" / "value.json"
    disk_cache.write(path, "key", VALUE)

    assert disk_cache.read(path, "key") == [VALUE]
    assert disk_cache.read(path, "another") == []


@pytest.mark.parametrize("damage", [b"", b"key", b"\xff\xfe", b"key 0\n[]", None])
def test_a_damaged_file_is_no_value(tmp_path: Path, damage: bytes | None) -> None:
    """A file that is missing, cut off or changed gives nothing, and raises nothing."""
    path = tmp_path / "value.json"
    disk_cache.write(path, "key", VALUE)
    if damage is None:
        path.write_text(path.read_text("utf-8").replace("next", "NEXT"), "utf-8")
    else:
        path.write_bytes(damage)

    assert disk_cache.read(path, "key") == []


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    """Where nothing can be kept, nothing is raised."""
    (tmp_path / "file").write_text("not a folder", "utf-8")
    path = tmp_path / "file" / "value.json"
    disk_cache.write(path, "key", VALUE)

    assert disk_cache.read(path, "key") == []


def test_a_kept_object_comes_back(tmp_path: Path) -> None:
    """An object that JSON has no form for is kept too, under its key alone."""
    path = tmp_path / "below" / "object.pickle"
    disk_cache.write_object(path, "key", {Path("a"): (1, {2})})

    assert disk_cache.read_object(path, "key") == [{Path("a"): (1, {2})}]
    assert disk_cache.read_object(path, "another") == []


@pytest.mark.parametrize("damage", [b"", b"key", b"\xff\xfe", b"key 0\n\x80", None])
def test_a_damaged_object_is_none(tmp_path: Path, damage: bytes | None) -> None:
    """A file that is missing, cut off or changed gives nothing, and raises nothing."""
    path = tmp_path / "object.pickle"
    disk_cache.write_object(path, "key", VALUE)
    path.write_bytes(path.read_bytes().replace(b"next", b"NEXT") if damage is None else damage)

    assert disk_cache.read_object(path, "key") == []


def test_different_parts_have_different_digests() -> None:
    """Where one part ends and the next starts counts."""
    assert disk_cache.digest([b"ab", b"c"]) != disk_cache.digest([b"a", b"bc"])


def test_each_language_has_its_own(tmp_path: Path) -> None:
    """A value with words has a key and a file for each language, and another key once a message has changed."""
    path = tmp_path / "bird-dog-guide.json"
    keys, names = [disk_cache.language()], [disk_cache.named(path).name]
    for messages in ({}, {"Level {number}": "Nivel {number}"}):
        with used(Language(tag="es", messages=messages)):
            keys.append(disk_cache.language())
            names.append(disk_cache.named(path).name)

    assert len(set(keys)) == 3
    assert names == ["bird-dog-guide.json", "es-bird-dog-guide.json", "es-bird-dog-guide.json"]
