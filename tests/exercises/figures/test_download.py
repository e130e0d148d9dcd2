from __future__ import annotations

import io
import json
import zipfile

import jsonschema

from exercises.catalog.load import load
from exercises.figures import download, html
from tests.loops import for_each

CATALOG = load().catalog
assert CATALOG is not None
MADE = download.files(CATALOG, html.files(CATALOG.exercises))


def test_the_same_records_give_the_same_bytes() -> None:
    """The archive holds no clock: made twice, in any order of files, it is the same byte for byte."""
    backwards = dict(reversed(MADE.items()))

    assert download.archive(MADE) == download.archive(backwards)


def test_everything_is_inside() -> None:
    """Every exercise has its pictures, its poses and its words in the archive, beside licence and warning."""
    with zipfile.ZipFile(io.BytesIO(download.archive(MADE))) as file:
        names = {name.removeprefix("neutral-spine-figures/") for name in file.namelist()}
        readme = file.read("neutral-spine-figures/README.txt").decode()
        poses = json.loads(file.read("neutral-spine-figures/poses.json"))

    assert CATALOG is not None
    assert [entry["slug"] for entry in poses["figures"]] == [e.slug for e in CATALOG.exercises]
    assert "CC BY 4.0" in readme
    assert CATALOG.safety.warning.short in readme
    assert CATALOG.safety.not_reviewed in readme
    for entry in poses["figures"]:
        for pose in entry["words"]:
            assert f"pictures/{entry['slug']}/{pose}.svg" in names
        assert set(entry["angles"]) == set(entry["words"])


@for_each("entry", json.loads(MADE["poses.json"])["figures"], label=lambda entry: entry["slug"])
def test_poses_keep_their_schema(entry: dict[str, object]) -> None:
    """Each figure is valid against the schema in the archive."""
    jsonschema.validate(entry["figure"], json.loads(MADE["poses.schema.json"]))
