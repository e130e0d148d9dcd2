from __future__ import annotations

import pytest

from widgets.build import head
from widgets.build.head import HeadError
from widgets.build.markup import Page, edited

PAGE = """<html><head><link rel="icon" href="../assets/images/mark.svg"><title>A page</title>
<link rel="stylesheet" href="../assets/stylesheets/main.1.min.css">
<link href="../assets/css/own.css" rel="stylesheet">
</head><body><script src="../assets/javascripts/bundle.1.min.js"></script><script>own()</script></body></html>"""


@pytest.mark.parametrize(
    ("href", "root"),
    [
        ("assets/a.svg", ""),
        ("./assets/a.svg", ""),
        ("../../assets/a.svg", "../../"),
        ("/x/assets/a.svg", "/x/"),
    ],
)
def test_the_root_is_as_the_page_writes_it(href: str, root: str) -> None:
    """Also in the page for addresses that are not there, which must name the whole path."""
    assert head.root_of(Page.of(f'<link rel="icon" href="{href}">')) == root


def test_a_page_without_an_icon_is_refused() -> None:
    """What is not a page of this site's theme is said to be none."""
    with pytest.raises(HeadError, match="icon"):
        head.root_of(Page.of("<html></html>"))


def test_style_sheets_come_in_their_order() -> None:
    """The theme's first, as the page has them, by their place in the site."""
    assert head.style_sheets(Page.of(PAGE), "../") == [
        "assets/stylesheets/main.1.min.css",
        "assets/css/own.css",
    ]


def test_one_style_sheet_and_one_script_stand_for_all() -> None:
    """Nothing else is fetched before the page can be read, and a script in the page stays."""
    page = edited(PAGE, head.edits(Page.of(PAGE), "../")).replace(head.SHELL, "assets/shell/abc")
    assert page.count("stylesheet") == 1
    assert page.count("<script") == 2
    assert '<link rel="stylesheet" href="../assets/shell/abc/site.css">' in page
    assert '<script type="module" src="../assets/shell/abc/shell.js"></script>' in page
    assert "<script>own()</script>" in page
    assert 'rel="preload"' in page


@pytest.mark.parametrize(
    "element",
    ["<hold-timer>", "<session-player>", "<weekly-planner>", "<plan-maker>", "<progress-log>"],
)
def test_a_page_with_an_element_has_the_second_script(element: str) -> None:
    """After the one of all pages, from which it takes what both need; no other page fetches it."""
    assert "widgets.js" not in edited(PAGE, head.edits(Page.of(PAGE), "../"))
    text = PAGE.replace("<body>", f"<body>{element}")
    page = edited(text, head.edits(Page.of(text), "../"))
    second = f'<script type="module" src="../{head.SHELL}/widgets.js"></script>'
    assert page.index("shell.js") < page.index(second)


@pytest.mark.parametrize(
    "tool",
    ["<session-player>", "<weekly-planner>", "<plan-maker>", "<progress-log>", "<div data-half-year></div>"],
)
def test_a_page_with_a_tool_has_its_style_sheet_too(tool: str) -> None:
    """After the one of all pages, whose rules it may take back; a page without a tool has no second one."""
    assert "tools.css" not in edited(PAGE, head.edits(Page.of(PAGE), "../"))
    text = PAGE.replace("<body>", f"<body>{tool}")
    page = edited(text, head.edits(Page.of(text), "../"))
    assert page.index("site.css") < page.index(f'<link rel="stylesheet" href="../{head.SHELL}/tools.css">')
    assert page.count("stylesheet") == 2 + (tool == "<plan-maker>")
