from __future__ import annotations

import pytest
from markupsafe import Markup

from widgets.language import (
    ENGLISH,
    IN_TEMPLATES,
    Language,
    _,
    current,
    digits,
    ngettext,
    pgettext,
    used,
)
from widgets.words import duration, listed, long_day, short_day

POLISH = Language(
    tag="pl",
    messages={
        "Rest for {time}": "Odpoczynek: {time}",
        "menu\x04Open": "Otwórz",
        "{n} second": ["{n} sekunda", "{n} sekundy", "{n} sekund"],
        "<b>Stop</b>, {name}": "<b>Dość</b>, {name}",
    },
    # one; 2 to 4 but for 12 to 14; the rest
    forms="".join(
        "0" if n == 1 else "1" if n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14} else "2"
        for n in range(200)
    ),
    decimal=",",
    group="\u00a0",
    months=("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sierp", "wrz", "paź", "lis", "gru"),
    day="{day} {month}",
    day_year="{day} {month} {year}",
    all_of=("{0}, {1}", "{0} i {1}", "{0} i {1}"),
)


def test_english_is_the_code_s_own_text() -> None:
    """Without a table every message is its English, with values in place of its names."""
    assert _("Rest for {time}", time="5 s") == "Rest for 5 s"
    assert pgettext("menu", "Open") == "Open"
    assert ngettext("{n} walk", "{n} walks", 1) == "1 walk"
    assert ngettext("{n} walk", "{n} walks", 1200) == "1,200 walks"
    assert ngettext("{n} point", "{n} points", 1.5) == "1.5 points"


def test_a_table_is_used_and_given_back() -> None:
    """A language holds while it is used, and the one before comes back, also after a fault."""
    with used(POLISH):
        assert _("Rest for {time}", time="5 s") == "Odpoczynek: 5 s"
        assert pgettext("menu", "Open") == "Otwórz"
    with pytest.raises(KeyError), used(POLISH):
        _("Rest for {time}", other="5 s")
    assert current() == ENGLISH


@pytest.mark.parametrize(
    ("number", "said"),
    [
        *[(1, "1 sekunda"), (3, "3 sekundy"), (13, "13 sekund"), (22, "22 sekundy"), (112, "112 sekund")],
        *[(1003, "1\u00a0003 sekundy"), (1.5, "1,5 sekund")],
    ],
)
def test_plural_forms(number: float, said: str) -> None:
    """The form follows the language's own rule; a number with decimals takes the last one."""
    with used(POLISH):
        assert ngettext("{n} second", "{n} seconds", number) == said


def test_what_is_missing_stays_english() -> None:
    """A message that the table lacks is English as a whole, with the numbers as the language writes them."""
    with used(POLISH):
        assert _("Go on") == "Go on"
        assert ngettext("{n} walk", "{n} walks", 2) == "2 walks"


def test_values() -> None:
    """Numbers, lists and days follow the table."""
    with used(POLISH):
        assert digits(1234.5) == "1\u00a0234,5"
        assert listed(["a", "b", "c"]) == "a, b i c"
        assert short_day("2024-11-03", "2026-11-30") == "3 lis 2024"
        assert long_day("2026-11-03", "2026-11-30") == "Tuesday, 3 lis"
        assert duration(62) == "1 minute 2 sekundy"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b"], "or") == "a or b"


def test_in_a_template_values_are_escaped_and_messages_are_not() -> None:
    """A reader's own text stays text; a translator's tags are tags."""
    with used(POLISH):
        said = IN_TEMPLATES["_"]("<b>Stop</b>, {name}", name="<i>")
        counted = IN_TEMPLATES["ngettext"]("{n} of {what}", "{n} of {what}", 2, what="<i>")

    assert said == Markup("<b>Dość</b>, &lt;i&gt;")
    assert counted == Markup("2 of &lt;i&gt;")


def test_a_table_from_json() -> None:
    """What the build writes beside the catalogue is read back as it was."""
    data = {"tag": "es", "messages": {"Go on": "Seguir", "{n} walk": ["a", "b"]}, "months": ["ene"] * 12}

    assert Language.from_data(data).messages == {"Go on": "Seguir", "{n} walk": ("a", "b")}
    assert Language.from_data({}) == ENGLISH
    with pytest.raises(TypeError):
        Language.from_data({"colour": "red"})


def test_shared_files_are_one_folder_higher() -> None:
    """A language's pages stand one folder lower than the files that all languages share."""
    assert IN_TEMPLATES["files"]("../../") == "../../"
    with used(Language(tag="es", up="../")):
        assert IN_TEMPLATES["files"]("../../") == "../../../"
