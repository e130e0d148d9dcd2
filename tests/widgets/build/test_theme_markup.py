from __future__ import annotations

import pytest

from widgets.build.markup import Page, edited
from widgets.build.theme_markup import edits

TOC = '<label class="md-nav__title" for="__toc">Contents</label>'
MENU = '<nav class="md-nav md-nav--primary" aria-label="Navigation">'
ASIDE = '<nav class="md-nav md-nav--secondary" aria-label="Contents">'
CODE = 'tabindex="0" role="group" aria-label="Code"'
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
        (
            '<nav class="md-nav" data-md-level="0"><ul data-md-component="toc" data-md-scrollfix></ul></nav>',
            '<nav class="md-nav"><ul></ul></nav>',
        ),
        ("<pre><code>a long line</code></pre>", f"<pre {CODE}><code>a long line</code></pre>"),
        ("<pre><span></span><code>x", f"<pre {CODE}><span></span><code>x"),
        ('<svg viewBox="0 0 24 24"></svg>', '<svg viewBox="0 0 24 24" aria-hidden="true"></svg>'),
        (
            '<h2 id="dose">Dose</h2><table><tr></tr></table>',
            '<h2 id="dose">Dose</h2><table aria-labelledby="dose"><tr></tr></table>',
        ),
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
        '<svg role="img" aria-label="a bridge"></svg>',
        '<h2 id="dose">Dose</h2><table aria-label="Week"></table><table><caption>Day</caption></table>',
        "<table></table>",
    ],
)
def test_what_is_right_stays(good: str) -> None:
    """A form's own `autocomplete`, a number as `tabindex`, a label with its control and a name are left alone."""
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
