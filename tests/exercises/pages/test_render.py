from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping

import markdown
import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from exercises.catalog.model import Catalog
from exercises.pages import blocks, render, view
from exercises.pages.markup import heading


def pages(catalog: Catalog) -> dict[str, str]:
    """Return the content of every page by path."""
    return {page.path: page.content for page in render.render(catalog)}


def split(content: str) -> tuple[Mapping[str, object], BeautifulSoup]:
    """Return a page's front matter, and its body as a builder would turn it into HTML."""
    _, front, body = content.split("---\n", 2)
    text = markdown.markdown(body, extensions=["attr_list", "md_in_html", "tables", "toc"])
    return yaml.safe_load(front), BeautifulSoup(text, "html.parser")


def text_of(soup: Tag) -> str:
    """Return words with single spaces."""
    return " ".join(soup.get_text(" ").split())


BY_HAND = {"session/", "safety/", "planner/", "learn/how-long/", "learn/two-documents/"}
"""Pages written by hand that generated pages lead to."""


class TestPages:
    def test_which(self, catalog: Catalog) -> None:
        """There is a page for each exercise and level, an index of each, and the references."""
        made = {page.path: page.source for page in render.render(catalog)}
        assert sorted(made) == [
            *("exercises/first.md", "exercises/fourth.md", "exercises/index.md"),
            *("exercises/second.md", "exercises/third.md"),
            *("levels/1.md", "levels/2.md", "levels/3.md", "levels/4.md", "levels/5.md", "levels/index.md"),
            "references.md",
        ]
        assert made["exercises/first.md"] == "exercises/data/first.yml"

    def test_deterministic(self, catalog: Catalog) -> None:
        """The same catalogue gives the same pages."""
        assert render.render(catalog) == render.render(catalog)

    def test_front_matter(self, catalog: Catalog) -> None:
        """Every page has a title, a description and structured data, and no two have the same description."""
        found = [split(content)[0] for content in pages(catalog).values()]
        assert all(meta["title"] and meta["description"] and meta["jsonld"] for meta in found)
        assert len({meta["description"] for meta in found}) == len(found)

    def test_links_lead_to_pages(self, catalog: Catalog) -> None:
        """Every relative link of a generated page leads to a generated page, or to one that is written by hand."""
        made = pages(catalog)
        known = {render.address(path) for path in made} | BY_HAND
        for path, content in made.items():
            for link in split(content)[1].select("a[href]"):
                href = str(link["href"])
                if href.startswith(("#", "https://")):
                    continue
                root = blocks.root_of(path)
                assert href.startswith(root), (path, href)
                assert href.removeprefix(root).split("#")[0] in known, (path, href)

    def test_anchors_exist(self, catalog: Catalog) -> None:
        """Every anchor that a generated page links to stands on its page; the built site is asked for the others."""
        bodies = {render.address(path): split(content)[1] for path, content in pages(catalog).items()}
        for address, body in bodies.items():
            for link in body.select("a[href*='#']"):
                place, _, anchor = str(link["href"]).partition("#")
                if place.replace("../", "") in BY_HAND:
                    continue
                target = bodies[place.replace("../", "")] if place else body
                assert target.find(id=anchor), (address, link["href"])

    def test_addresses_only_where_known(self, catalog: Catalog) -> None:
        """The data for search engines carries the page's address if the site has one, and nothing made up if not."""
        with_url = {
            page.path: split(page.content)[0] for page in render.render(catalog, site_url="https://x.org/s/")
        }
        assert with_url["exercises/first.md"]["jsonld"]["url"] == "https://x.org/s/exercises/first/"  # type: ignore[index]
        assert "url" not in split(pages(catalog)["levels/1.md"])[0]["jsonld"]  # type: ignore[operator]


class TestExercise:
    def test_order(self, catalog: Catalog) -> None:
        """Safety stands before the instructions, these before the timer, that before the rest, and deep matter last."""
        soup = split(pages(catalog)["exercises/first.md"])[1]
        text = str(soup)
        marks = [
            *('data-figure-for="first"', "Hold 5 seconds. Do it 10 times.", "This is first."),
            *("Call now if:", "It spreads.", "Stop if pain spreads.", "Stop if it spreads."),
            *("Ask your primary care or spine care provider first.", 'class="ns-ask__names"'),
            *("Lie on your back.", "Lift your hips.", "Lower your hips.", "Breathe out."),
            *("data-start-timer", '<hold-timer slug="first">'),
            *("A steady squeeze.", "Arching.", "Do not hold your breath.", "Easier", "Harder"),
            *('data-print="short"', 'id="more"', "Gluteus-maximus name", 'class="ns-ask-why"', "Lying flat."),
            *("Move up when it is easy.", "One says abs.", 'class="ns-sources"'),
            *("20 November 2026", "20 November 2027", "No clinician has reviewed"),
        ]
        places = [text.find(mark) for mark in marks]
        assert -1 not in places, marks[places.index(-1)]
        assert places == sorted(places)

    def test_muscles_have_two_names(self, catalog: Catalog) -> None:
        """A muscle stands with its plain name first, its medical name, and what it does."""
        muscle = catalog.vocabulary.muscles[0]
        term = muscle.model_copy(
            update={"name": "Side hip muscle (gluteus medius)", "plain": "It keeps you level."}
        )
        words = catalog.vocabulary.model_copy(update={"muscles": (term, *catalog.vocabulary.muscles[1:])})
        content = pages(catalog.model_copy(update={"vocabulary": words}))["exercises/first.md"]
        item = split(content)[1].select_one(".ns-muscles li")
        assert item is not None
        strong, medical, does = (
            item.select_one("strong"),
            item.select_one("i"),
            item.select_one("span:last-child"),
        )
        assert [tag and tag.get_text() for tag in (strong, medical, does)] == [
            "Side hip muscle",
            "gluteus medius",
            "It keeps you level.",
        ]

    def test_a_sheet_says_where_it_came_from(self, catalog: Catalog) -> None:
        """A guide carries its own address for paper, where the site's address is known; else none is made up."""
        (guide,) = (
            page
            for page in render.render(catalog, site_url="https://x.org/s/")
            if page.path == "exercises/first.md"
        )
        address = split(guide.content)[1].select_one(".ns-address")
        assert address is not None
        assert address.get_text() == "https://x.org/s/exercises/first/"
        assert not split(pages(catalog)["exercises/first.md"])[1].select(".ns-address")

    def test_harsh_text(self, catalog: Catalog, harsh: str) -> None:
        """Text that looks like HTML, Markdown or Jinja arrives at the reader as it was written."""
        step = split(pages(catalog)["exercises/first.md"])[1].select(".ns-do--steps li")[1]
        assert text_of(step) == harsh

    @pytest.mark.parametrize(
        "name", ["A *starred* name", "1. First & <second>", "Under_score_d `x`", 'Ends "it\'s" #']
    )
    def test_harsh_heading(self, name: str) -> None:
        """A name with signs of Markdown in it stays a name in a heading."""
        assert (
            html.unescape(BeautifulSoup(markdown.markdown(f"# {heading(name)}"), "html.parser").get_text())
            == name
        )

    def test_citations(self, catalog: Catalog) -> None:
        """Each marker leads to its reference, is numbered as the list of sources is, and says its name."""
        soup = split(pages(catalog)["exercises/first.md"])[1]
        marks = soup.select(".ns-cites a")
        assert {str(mark["href"]) for mark in marks} == {
            f"../../references/#{id_}"
            for id_ in (
                "ekstrom-2007",
                "kaiser-booklet",
                "peak-video",
                "norfolk",
                "second-document",
                "common-teaching",
            )
        }
        listed = [str(link["href"]) for link in soup.select(".ns-sources a")]
        for mark in marks:
            if "ns-cite--taught" in mark["class"]:
                assert mark.get_text() == "*"
                continue
            number = int(mark.get_text().strip("[]"))
            assert listed[number - 1] == mark["href"]
            assert str(mark["aria-label"]).startswith(mark.get_text())
        shown = [int(m.get_text().strip("[]")) for m in marks if "ns-cite--taught" not in m["class"]]
        firsts = list(dict.fromkeys(shown))
        assert firsts == sorted(firsts)
        explained = [line for line in soup.select(".ns-from") if "not shown by a study" in text_of(line)]
        assert [text_of(line)[0] for line in explained] == ["*"]

    def test_every_field_cites(self, catalog: Catalog) -> None:
        """Dose, conditions, muscles, stop rules, the level and disagreements each carry a marker of their own."""
        soup = split(pages(catalog)["exercises/first.md"])[1]
        for selector in (
            ".ns-facts__dose:not([hidden])",
            ".ns-ask-why li",
            ".ns-muscles li",
            ".ns-stop li",
            ".ns-disagree li",
        ):
            found = soup.select(selector)
            assert found, selector
            assert all(item.select(".ns-cite") for item in found), selector

    def test_structured_data(self, catalog: Catalog) -> None:
        """The data for search engines has the dose's numbers and the date of the check, and claims no review."""
        data = split(pages(catalog)["exercises/second.md"])[0]["jsonld"]
        assert isinstance(data, dict)
        assert data["@type"] == "MedicalWebPage"
        assert data["dateModified"] == "2026-11-20"
        assert not {"lastReviewed", "reviewedBy"} & data.keys()
        plan = data["mainEntity"]
        assert (plan["@type"], plan["repetitions"]) == ("ExercisePlan", 4)
        assert plan["restPeriods"] == "30 seconds between sets"
        assert plan["activityDuration"] == view.iso_duration(view.seconds(catalog.exercise("second").dose))
        assert data["potentialAction"]["exercisePlan"] == plan

    def test_a_hold_is_typed_once(self, catalog: Catalog, changed: Callable[..., Catalog]) -> None:
        """Changing a hold changes the words, the time and the structured data of its page, and of no other guide."""
        before, after = pages(catalog), pages(changed(dose={"hold": 7}))
        different = {path for path in before if before[path] != after[path]}
        assert different <= {"exercises/first.md", "exercises/index.md", "levels/1.md"}
        meta, soup = split(after["exercises/first.md"])
        assert "Hold 7 seconds. Do it 10 times." in text_of(soup)
        assert "About 3 minutes" in text_of(soup)
        assert "About 2 minutes" in text_of(split(before["exercises/first.md"])[1])
        assert meta["jsonld"]["mainEntity"]["activityDuration"] == "PT2M10S"  # type: ignore[index]

    def test_says_when_it_leaves_neutral(self, catalog: Catalog, changed: Callable[..., Catalog]) -> None:
        """A drill that leaves neutral on purpose says so before anything moves; no other page does."""
        assert "leaves neutral on purpose" not in pages(catalog)["exercises/first.md"]
        text = pages(changed(leaves_neutral="To find the middle."))["exercises/first.md"]
        assert text.index("To find the middle.") < text.index("Lift your hips.")

    def test_says_how_little_to_tighten(self, changed: Callable[..., Catalog], catalog: Catalog) -> None:
        """In a step that tightens, the words that say how little lead to "Brace and breathe"; in others they do not."""
        first = catalog.exercises[0]
        steps = tuple(
            first.steps[0].model_copy(update={"text": words})
            for words in ("Tighten your belly a little & breathe.", "Lift your leg a little.")
        )
        soup = split(pages(changed(steps=steps))["exercises/first.md"])[1]

        tight, lift = soup.select(".ns-do--steps li")
        assert text_of(tight) == "Tighten your belly a little & breathe."
        assert [link.text for link in tight.select("a[href='../../learn/brace-and-breathe/']")] == [
            "a little"
        ]
        assert not lift.select("a")

    def test_links_the_two_texts(self, changed: Callable[..., Catalog]) -> None:
        """Where a record speaks of the two texts, a guide links to the page about them."""
        words = "One of the two texts this site grew from says so."
        text = pages(changed(leaves_neutral=words))["exercises/first.md"]
        soup = split(text)[1].select_one(".ns-leaves-neutral")
        assert soup is not None
        assert text_of(soup).endswith("One of the two texts this site grew from says so.")
        assert soup.select("a[href='../../learn/two-documents/']")

    def test_optional_parts(self, changed: Callable[..., Catalog]) -> None:
        """What a record does not have leaves no empty part."""
        text = pages(changed(synonyms=(), disagreements=(), equipment=()))["exercises/first.md"]
        assert "Also called" not in text
        assert "Where sources disagree" not in text
        assert "<dd>No equipment</dd>" in text


class TestLists:
    def test_browse(self, catalog: Catalog) -> None:
        """The index shows each exercise once, by level, and has a preset for each position, equipment and muscle."""
        soup = split(pages(catalog)["exercises/index.md"])[1]
        cards = [str(card["data-slug"]) for card in soup.select(".ns-exercise")]
        assert sorted(cards) == ["first", "fourth", "second", "third"]
        level = soup.find(id="level-2")
        assert isinstance(level, Tag)
        assert isinstance(level.parent, Tag)
        assert {str(card["data-slug"]) for card in level.parent.select(".ns-exercise")} == {"second", "third"}

        def counted(anchor: str) -> int:
            preset = soup.select_one(f"a.ns-preset#{anchor}[href='#{anchor}']")
            assert preset is not None, anchor
            return int(text_of(preset).split()[-1])

        assert counted("position-prone") == 1
        assert counted("equipment-none") == 1
        assert counted("equipment-mat") == 3
        assert counted("muscle-hamstrings") == 4
        assert not soup.find(id="equipment-wall")
        for group in ("by-level", "by-position", "by-equipment", "by-muscle"):
            assert len(soup.select(f"#{group}")) <= 1

    def test_level(self, catalog: Catalog) -> None:
        """A level says when to start and leave it, shows its exercises by face, and counts them."""
        soup = split(pages(catalog)["levels/2.md"])[1]
        text = text_of(soup)
        assert "1 is done face up and 1 is done face down." in text
        for anchor, slug in (("face-down", "second"), ("face-up", "third")):
            found = soup.find(id=anchor)
            assert isinstance(found, Tag)
            assert f"exercises/{slug}/" in str(found.parent)
        assert "Ready." in text
        assert "Easy." in text
        assert "no day off between" in text
        assert "Leave 1 day without exercises" in text_of(split(pages(catalog)["levels/3.md"])[1])

    def test_map_in_words(self, catalog: Catalog) -> None:
        """The map's twin in words names every step to a harder exercise."""
        text = text_of(split(pages(catalog)["levels/index.md"])[1])
        assert "First leads to Second (level 2), Third (level 2)." in text
        assert "Fourth is the end of its line" in text

    def test_references(self, catalog: Catalog) -> None:
        """Every source has an anchor, says how it was checked, links to where it is, and lists where it is used."""
        uses = render.document_uses([("learn/walking.md", "aaos")], {"learn/walking.md": "Walking"})
        content = next(page.content for page in render.render(catalog, uses) if page.path == "references.md")
        soup = split(content)[1]
        for reference in catalog.references:
            entry = soup.find(id=reference.id)
            assert isinstance(entry, Tag), reference.id
            assert view.CHECKED[reference.checked] in text_of(entry)
        ekstrom, aaos = soup.find(id="ekstrom-2007"), soup.find(id="aaos")
        assert isinstance(ekstrom, Tag)
        assert isinstance(aaos, Tag)
        assert ekstrom.select("a[href='https://doi.org/10.2519/jospt.2007.2471']")
        assert ekstrom.select("a[href='../exercises/first/']")
        assert aaos.select("a[href='../learn/walking/']")


@pytest.mark.parametrize(
    ("path", "expected"),
    [("index.md", ""), ("safety.md", "safety/"), ("learn/index.md", "learn/"), ("levels/1.md", "levels/1/")],
)
def test_address(path: str, expected: str) -> None:
    """A page's address is its path as folders."""
    assert render.address(path) == expected
    assert re.fullmatch(r"(\.\./)*", blocks.root_of(path))
    assert blocks.root_of(path).count("../") == expected.count("/")
