from __future__ import annotations

import jinja2
import pytest
from bs4 import BeautifulSoup

from exercises.catalog.model import Catalog
from exercises.pages import blocks


@pytest.fixture
def fragments(catalog: Catalog) -> dict[str, str]:
    """Return the fragments of the small catalogue."""
    return blocks.partials(catalog)


class TestFragments:
    def test_one_html_block(self, fragments: dict[str, str]) -> None:
        """A fragment has no empty line and no unknown value, so Markdown takes it as one block of HTML."""
        assert {name.removesuffix(".html") for name in fragments} == set(blocks.NAMES)
        for name, text in fragments.items():
            assert text.startswith("<"), name
            assert "\n\n" not in text, name

    def test_words_come_from_the_data(self, fragments: dict[str, str]) -> None:
        """The warning, the cards and the rules are the catalogue's, word for word."""
        assert "Ask your provider." in fragments["warning.html"]
        assert "numb legs" in fragments["emergency.html"]
        assert "More urgent." in fragments["red-flags-full.html"]
        assert "Rule nerve_root." in fragments["plan-rules.html"]

    def test_cards(self, fragments: dict[str, str]) -> None:
        """A card's heading says how urgent it is to a listener too, and the emergency card has no link inside."""
        for kind, prefix in (("emergency", "Emergency: "), ("urgent", "Urgent: ")):
            card = BeautifulSoup(fragments[f"{kind}.html"], "html.parser").select_one(".ns-care")
            assert card is not None
            title = card.select_one("h3")
            assert title is not None
            assert title.get_text().startswith(prefix)
            assert not card.select("a")

    def test_links_can_be_made_relative(self, fragments: dict[str, str]) -> None:
        """Every link of a fragment starts at the site's root, which the page that shows it replaces."""
        for text in fragments.values():
            for link in BeautifulSoup(text, "html.parser").select("a[href]"):
                assert str(link["href"]).startswith(blocks.ROOT)
            assert blocks.ROOT not in blocks.at(text, "../")


class TestInsert:
    def test_fills_in(self, fragments: dict[str, str]) -> None:
        """A line that asks for a block becomes that block, with links that fit the page's depth."""
        text = blocks.insert_blocks(
            "# Walk\n\n<!-- block: warning -->\n\nGo.\n", fragments, "learn/walking.md"
        )
        assert "<!-- block" not in text
        assert 'href="../../safety/"' in text
        assert text.startswith("# Walk\n\n")
        assert text.endswith("\n\nGo.\n")
        assert 'href="safety/"' in blocks.insert_blocks("<!-- block: warning -->", fragments, "index.md")

    def test_leaves_the_rest(self, fragments: dict[str, str]) -> None:
        """Other comments, and a block named inside a sentence, stay."""
        text = "<!-- a note -->\nWrite `<!-- block: warning -->` on a line.\n"
        assert blocks.insert_blocks(text, fragments, "a.md") == text

    def test_unknown(self, fragments: dict[str, str]) -> None:
        """A block that there is not is an error that names the file, the line, the name and the known names."""
        with pytest.raises(
            blocks.BlockError, match=r"^learn/a\.md:3: there is no block 'emergancy'; .*emergency"
        ):
            blocks.insert_blocks("# A\n\n<!-- block: emergancy -->\n", fragments, "learn/a.md")


class TestTheme:
    def test_depth_and_braces(self) -> None:
        """A theme's template puts the page's own way to the root into links, and text with braces stays text."""
        templates = blocks.theme({"x.html": '<a href="~/safety/">{{ not_a_variable }} {% nor_this %}</a>'})
        made = jinja2.Environment(loader=jinja2.DictLoader(templates), autoescape=True).get_template("x.html")
        assert (
            made.render(base_url="../..") == '<a href="../../safety/">{{ not_a_variable }} {% nor_this %}</a>'
        )
