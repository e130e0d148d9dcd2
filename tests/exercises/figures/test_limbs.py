"""Poses in words, in whichever language: each limb has its words, and what moves does not depend on them."""

from __future__ import annotations

import ast
from pathlib import Path

from exercises.catalog.load import load
from exercises.figures import html, limbs, words
from exercises.figures.scene import scene_of
from widgets.language import Language, used

REAL = {entry.value.slug: entry.value for entry in load().exercises}


class Silent(dict[str, str]):
    """Messages that are all empty."""

    def get(self, key: str, default: object = None) -> str:
        """Return nothing, whatever is asked for."""
        del key, default
        return ""


def test_each_key_has_words() -> None:
    """Whatever a limb is said to do is a key of the table, and the table has no other."""
    tree = ast.parse(Path(words.__file__).read_text(encoding="utf-8"))
    parts = [
        one
        for one in tree.body
        if isinstance(one, ast.FunctionDef)
        and (one.name.startswith(("_leg_", "_arm_", "_hand_on")) or one.name in {"_leg", "_arm"})
    ]
    said = {
        constant.value
        for part in parts
        for result in ast.walk(part)
        if isinstance(result, ast.Return)
        for constant in ast.walk(result)
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str) and " " in constant.value
    }

    assert said == set(limbs.WORDS)


def test_two_sides() -> None:
    """Both at once where they do the same, else the right one first; a limb of which nothing is said is left out."""
    assert limbs.sides("hand on the hip", "hand on the hip") == ["hands on the hips"]
    assert limbs.sides("arm by the side", "hand on the hip") == [
        "right hand on the hip",
        "left arm by the side",
    ]
    assert limbs.sides("", "hand on the hip") == ["right hand on the hip"]
    assert limbs.sides("", "") == []


def test_another_language() -> None:
    """A pose is said in the language in use, message by message, and again in English after it."""
    placed = scene_of(REAL["bird-dog"]).poses[-1]
    english = words.describe(placed)
    spanish = Language(
        tag="es",
        messages={
            "on hands and knees, back level": "a cuatro apoyos, espalda plana",
            "right leg lifted straight back": "pierna derecha estirada hacia atrás",
        },
    )
    with used(spanish):
        said = html.said_poses(REAL["bird-dog"])[-1][1]

    assert said.startswith("A cuatro apoyos, espalda plana, ")
    assert "pierna derecha estirada hacia atrás" in said
    assert words.describe(placed) == english


def test_words_do_not_decide_what_moves() -> None:
    """A figure moves in a language that says the same of all its poses."""
    of = scene_of(REAL["heel-slide"])
    with used(Language(tag="xx", messages=Silent())):
        assert {words.describe(placed) for placed in of.poses} == {""}
        assert html._moves(of)
