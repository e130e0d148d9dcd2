from __future__ import annotations

import pytest

from widgets.build.markup import Page, edited
from widgets.build.theme_markup import edits

TOC = '<label class="md-nav__title" for="__toc">Contents</label>'
MENU = '<nav class="md-nav md-nav--primary" aria-label="Navigation">'
ASIDE = '<nav class="md-nav md-nav--secondary" aria-label="Contents">'
TOGGLE = '<input class="md-toggle" type="checkbox" id="__toc">'


def mend(page: str, depth: int = 9) -> str:
    """Return the corrected page."""
    return edited(page, edits(Page.of(page), depth))


@pytest.mark.parametrize(
    ("fault", "right"),
    [
        (
            '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">',
            '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer">',
        ),
        ('<label for="__nav_3" id="__nav_3_label" tabindex="">', '<label for="__nav_3" id="__nav_3_label">'),
        ("<pre><code>a long line</code></pre>", '<pre tabindex="0"><code>a long line</code></pre>'),
        ("<pre><span></span><code>x", '<pre tabindex="0"><span></span><code>x'),
        (TOC, '<label class="md-nav__title">Contents</label>'),
        (
            f"{TOGGLE}{ASIDE}{TOC}</nav>",
            f'{TOGGLE}{ASIDE}<label class="md-nav__title">Contents</label></nav>',
        ),
        (
            f'{MENU}<nav class="md-nav" aria-labelledby="a" aria-expanded="true"><ul></ul></nav></nav>{ASIDE}</nav>',
            f'{MENU}<div class="md-nav"><ul></ul></div></nav>{ASIDE}</nav>',
        ),
    ],
)
def test_a_fault_of_the_theme_is_mended(fault: str, right: str) -> None:
    """Each fault that the checker finds in the theme's own HTML is put right, and once."""
    assert mend(f"<body>{fault}</body>") == f"<body>{right}</body>"
    assert mend(right) == right


@pytest.mark.parametrize(
    "good",
    [
        '<input type="text" autocomplete="off">',
        '<label for="a" tabindex="0">',
        "<pre>a poem</pre>",
        f"{TOGGLE}{TOC}",
    ],
)
def test_what_is_right_stays(good: str) -> None:
    """A form's own `autocomplete`, a number as `tabindex` and a label with its control are left alone."""
    assert mend(good) == good


def test_what_closes_the_menu_by_mouse_is_not_said() -> None:
    """The label over the page has no name; a screen reader would say "clickable" before everything else."""
    label = '<label class="md-overlay" for="__drawer"></label>'
    assert mend(label) == label.replace('"></', '" aria-hidden="true"></')


def test_no_link_climbs_above_the_site() -> None:
    """A link with a step too many is cut to the site's root; the others, and words that look like one, stay."""
    page = '<a href="../../../levels/">x</a> <img src="../../a.svg"> <a href="../b/">y</a> "../../../c/"'

    cut = '<a href="../../levels/">x</a> <img src="../../a.svg"> <a href="../b/">y</a> "../../../c/"'
    assert mend(page, 2) == cut
    assert mend('<a href="../levels/">x</a>', 0) == '<a href="levels/">x</a>'
