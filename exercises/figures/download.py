"""The figures and poses as one zip file that others may use: a pure function from the catalogue to bytes.

The same records give the same bytes: entries are sorted, and each carries the same date. It reads no clock and no file.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from exercises.catalog.model import Catalog, Exercise, Figure
from exercises.figures import html
from exercises.figures.people import who_of
from exercises.figures.pose import MISTAKE, key_poses, mistake_pose
from exercises.figures.store import kept

PATH = "assets/figures.zip"
"""Where the file stands on the site."""
SCHEMA_VERSION = 1
"""Of `poses.json`: goes up when a field is renamed, removed or means something else."""
SAME_DATE = (1980, 1, 1, 0, 0, 0)
"""The date of every entry, the earliest that a zip file can hold."""

README = """\
Neutral Spine: figures and poses
================================

Licence: Creative Commons Attribution 4.0 International (CC BY 4.0)
https://creativecommons.org/licenses/by/4.0/

You may copy, change and publish these files, also for money. Name "Neutral Spine", link to the site and to the
licence, and say what you changed.

{notice}

{not_reviewed}

What is here
------------

pictures/NAME.svg                 the hold pose, for light paper, without a ground
pictures/NAME-dark.svg            the same for dark paper
pictures/NAME-start.svg           the start pose in a close frame, for light paper, without a ground
pictures/NAME-hold.svg            the hold pose in the same frame, with the arrow of the movement
pictures/NAME/POSE.svg            each key pose
pictures/NAME/moving.json         the moving picture as HTML with its styles, in a JSON object
pictures/NAME/mistake.svg         the usual mistake, with a cross in a square and a ring
pictures/NAME/mistake-right.svg   the right pose in the same view, with a check mark in a circle
pictures/plates/ID-PANEL.svg      pictures of hand-written pages, such as two positions of ease; -dark for dark paper
poses.json                        the poses as joint angles, and each pose in words
poses.schema.json                 the JSON Schema of one entry's "figure"

NAME is the exercise's slug, as in the address of its page.

poses.json
----------

schema     version of this form, now {version}
figures    one entry for each exercise: slug, name, url (from the site's root), figure (as the record has it: what is
           left out is taken over from the pose named in "like", else it is 0), angles (every angle of every pose in
           degrees, nothing left out), words (each pose in a sentence), who (which of the people in the pictures shows
           it)
plates     pictures side by side of hand-written pages: id, title, and panels, each a pose with its caption and what it
           looks like

Angles are degrees, but for two: "belly" is how far the belly wall is drawn in, in centimetres, and "firm" is how firm
the trunk is held, from 0 to 1. All at 0 is a body that stands upright with its arms hanging. poses.schema.json says the
sign of each. A figure with "lens" has a round cut-out of the trunk at twice the size. The figure rests on what "rests"
names; where a limb must bend a little to touch it, the site's own solver finds the angle, so the picture may differ by
a few degrees from the angles here.

The joint ranges, bone lengths and tolerances behind the figures are for drawing, not for measuring anybody.
"""


def files(catalog: Catalog, pictures: Mapping[str, str]) -> dict[str, str]:
    """Return what the zip file holds, by path inside it.

    Args:
        catalog: The catalogue.
        pictures: The picture files of all exercises by path on the site (see `html.files`).
    """
    drawn = [exercise for exercise in catalog.exercises if exercise.figure is not None]
    readme = README.format(
        notice=catalog.safety.warning.short, not_reviewed=catalog.safety.not_reviewed, version=SCHEMA_VERSION
    )
    poses = {"schema": SCHEMA_VERSION, "figures": [entry(exercise) for exercise in drawn]}
    poses["plates"] = [plate.model_dump(mode="json", exclude_defaults=True) for plate in catalog.plates]
    schema = {"$schema": GenerateJsonSchema.schema_dialect} | Figure.model_json_schema()
    made = {
        "README.txt": readme,
        "poses.json": json.dumps(poses, ensure_ascii=False, indent=1) + "\n",
        "poses.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n",
    }
    start = f"{html.FOLDER}/"
    return made | {f"pictures/{path.removeprefix(start)}": text for path, text in pictures.items()}


@kept
def entry(exercise: Exercise) -> dict[str, Any]:
    """Return the poses of one exercise as JSON values.

    Raises:
        ValueError: the record has no figure.
    """
    figure = exercise.figure
    if figure is None:
        message = f"{exercise.slug} has no figure"
        raise ValueError(message)
    keys = [*key_poses(figure), *([wrong] if (wrong := mistake_pose(figure)) is not None else [])]
    words = dict(html.said_poses(exercise))
    if figure.mistake is not None:
        words[MISTAKE] = figure.mistake.looks
    return {
        "slug": exercise.slug,
        "name": exercise.name,
        "url": f"exercises/{exercise.slug}/",
        "figure": figure.model_dump(mode="json", exclude_defaults=True),
        "angles": {key.name: key.angles for key in keys},
        "words": words,
        "who": who_of(exercise.slug, figure),
    }


def archive(made: Mapping[str, str]) -> bytes:
    """Return files as a zip file; the same files give the same bytes."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for path, text in sorted(made.items()):
            info = zipfile.ZipInfo(f"neutral-spine-figures/{path}", SAME_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3  # Unix, on every machine
            file.writestr(info, text)
    return kept.getvalue()
