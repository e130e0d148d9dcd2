"""The theme's parts that lead from one language to another, as the site's builder renders them."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from jinja2 import DictLoader, Environment, FileSystemLoader
from jinja2.loaders import ChoiceLoader, PrefixLoader

from exercises.catalog.load import ROOT
from exercises.translate import site
from exercises.translate.languages import Tongue
from widgets.language import ENGLISH, IN_TEMPLATES, Language, used

OVERRIDES = ROOT.parent / "docs" / ".overrides"
THEME = {
    "base.html": "<html><head>{% block site_meta %}{% endblock %}{% block extrahead %}{% endblock %}</head><body>"
    '{% include "partials/palette.html" %}<article>{% block content %}{{ page.content }}{% endblock %}</article>',
    ".icons/material/translate.svg": "<svg></svg>",
    **{f".icons/material/{name}.svg": "" for name in ("brightness-auto", "weather-sunny", "weather-night")},
}
GENERATED = {
    "warning.html": '<aside class="ns-warning">Ask first.</aside>',
    "facts.html": '{% set preview_image = "" %}{% set preview_words = "" %}',
}
KNOWN = {
    "en": site.ENGLISH,
    "ar": Tongue(name="العربية", offer='"هذه" <الصفحة>', published=True, right_to_left=True),
    "es": Tongue(name="Español", offer="Esta página también está en español.", published=True),
}
CLOSES = {"en": "Close", "ar": "إغلاق", "es": "Cerrar"}


def rendered(  # noqa: PLR0913 - each is a part of a page
    url: str,
    tag: str = "en",
    *,
    alternates: Mapping[str, Tongue] | None = KNOWN,
    content: str = "<h1>Bridge</h1>",
    root: str | None = None,
    meta: Mapping[str, str] | None = None,
) -> BeautifulSoup:
    """Return a page of a language as the theme's templates make it."""
    depth = url.count("/")
    environment = Environment(
        autoescape=False,  # noqa: S701 - as MkDocs has it
        loader=ChoiceLoader(
            [
                DictLoader(THEME),
                FileSystemLoader(OVERRIDES),
                PrefixLoader({"generated": DictLoader(GENERATED)}),
            ]
        ),
    )
    environment.globals |= IN_TEMPLATES
    base = "/".join([".."] * depth) or "."
    environment.filters["url"] = lambda path: f"{base}/{path}"
    page = SimpleNamespace(url=url, content=content, title="Bridge", meta=meta or {}, canonical_url=None)
    extra = {"language": tag, "files_url": root, "closes": CLOSES}
    text = environment.get_template("main.html").render(
        page=page,
        base_url=base,
        alternates=alternates,
        config=SimpleNamespace(extra=extra, site_name="Neutral Spine", site_description="", site_url=root),
        lang=SimpleNamespace(t=lambda key: key),
    )
    return BeautifulSoup(text, "html.parser")


@pytest.mark.parametrize(
    ("url", "tag", "addresses"),
    [
        ("", "en", ["./", "./ar/", "./es/"]),
        ("", "es", ["./../", "./../ar/", "./../es/"]),
        (
            "learn/walking/",
            "en",
            ["../../learn/walking/", "../../ar/learn/walking/", "../../es/learn/walking/"],
        ),
        ("safety/", "es", ["../../safety/", "../../ar/safety/", "../../es/safety/"]),
    ],
)
def test_a_language_leads_to_the_same_page(url: str, tag: str, addresses: list[str]) -> None:
    """Plain links in a list that opens without a script, each in its language; the page's own is marked."""
    links = rendered(url, tag).select("details.ns-languages > ul > li > a")

    assert [link["href"] for link in links] == addresses
    assert [link["lang"] for link in links] == [link["hreflang"] for link in links] == list(KNOWN)
    assert [link.text for link in links] == [tongue.name for tongue in KNOWN.values()]
    assert [link["hreflang"] for link in links if link.get("aria-current")] == [tag]


def test_each_language_brings_the_words_of_its_offer() -> None:
    """In the offered language, and whole whatever signs they hold; the page's own language has none."""
    links = rendered("safety/", "es").select(".ns-languages a")

    assert [(link.get("data-offer"), link.get("data-close")) for link in links] == [
        ("This page is also in English.", "Close"),
        ('"هذه" <الصفحة>', "إغلاق"),
        (None, None),
    ]


def test_search_engines_learn_all_languages() -> None:
    """Absolute addresses where the site has one, of every language and of the English for all others."""
    for tag in KNOWN:
        links = rendered("safety/", tag, root="https://spine.example/").select('link[rel="alternate"]')
        assert [(link["hreflang"], link["href"]) for link in links] == [
            ("en", "https://spine.example/safety/"),
            ("ar", "https://spine.example/ar/safety/"),
            ("es", "https://spine.example/es/safety/"),
            ("x-default", "https://spine.example/safety/"),
        ]
    links = rendered("safety/", "es").select('link[rel="alternate"]')
    assert [link["href"] for link in links][2:] == ["../../es/safety/", "../../safety/"]


def test_the_offer_stands_before_the_warning() -> None:
    """Its script runs before anything below it is there: what it inserts moves nothing."""
    article = rendered("safety/").select_one("article")
    assert article is not None
    first, second = article.select(":scope > *")[:2]
    assert first.name == "script"
    assert "ns-tongue" in first.text
    assert second["class"] == ["ns-warning"]


@pytest.mark.parametrize("alternates", [{}, None])
def test_a_page_in_english_alone_says_nothing_of_languages(alternates: Mapping[str, Tongue] | None) -> None:
    """No list, no links, no script; the same where a builder without hooks knows of no languages."""
    page = rendered("contributing/", alternates=alternates)

    assert page.select('.ns-languages, link[rel="alternate"]') == []
    assert "ns-tongue" not in str(page)


def test_a_translation_says_that_nobody_has_reviewed_it() -> None:
    """After the warning and before the title, with the way to the English and to where mistakes are told."""
    page = rendered("learn/walking/", "es")
    warning, line, title = page.select(".ns-warning, .ns-translated, h1")

    assert (warning["class"], line["class"], title.name) == (["ns-warning"], ["ns-translated"], "h1")
    assert [paragraph.text for paragraph in line.select("p")] == [
        "No clinician has reviewed this translation."
    ]
    links = [(link["href"], link.get("hreflang"), link.text) for link in line.select("a")]
    assert links == [
        ("../../../learn/walking/", "en", "English"),
        ("../../about/#use-it-yourself", None, "Report a mistake"),
    ]
    assert [button.text for button in line.select("button.ns-needs-script")] == ["Show the English as well"]


@pytest.mark.parametrize(
    ("tag", "content", "lines", "buttons"),
    [
        ("en", "<h1>Walking</h1>", 0, 0),
        ("es", '<p class="ns-untranslated">It stands here in English.</p>', 0, 0),
        ("es", "<weekly-planner></weekly-planner>", 1, 0),
    ],
    ids=["English", "not translated", "tool"],
)
def test_only_a_translation_says_so(tag: str, content: str, lines: int, buttons: int) -> None:
    """Neither the English nor a page that stands in English as a whole; a tool's English would be a second tool."""
    kind = {"kind": "tool"} if "planner" in content else {}
    page = rendered("planner/", tag, content=content, meta=kind)

    assert (len(page.select(".ns-translated")), len(page.select(".ns-translated button"))) == (lines, buttons)


def test_a_mistake_is_told_where_the_page_about_the_site_says() -> None:
    """The line leads to a part of it that every language has."""
    for path in (OVERRIDES.parent / "about.md", *OVERRIDES.parent.glob("locale/*/about.md")):
        part = path.read_text("utf-8").rpartition("\n## ")[2]
        assert part.startswith("Use it yourself\n") or "{ #use-it-yourself }" in part.splitlines()[0], path


def test_a_button_is_named_in_its_language() -> None:
    """The offer's button, whatever language is in use."""
    spanish = Language(tag="es", messages={"button\x04Close": "Cerrar"})
    assert site.closing(spanish) == "Cerrar"
    with used(spanish):
        assert site.closing(ENGLISH) == "Close"
