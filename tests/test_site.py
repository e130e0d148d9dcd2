"""What must hold on the built site, whoever built it. It reads `site/` and the catalogue, and opens no browser."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import Script, Tag

from exercises.catalog.claims import DENIAL, claims
from exercises.catalog.load import ROOT, load
from exercises.catalog.model import Catalog
from tests import built
from tests.built import soup
from tests.loops import for_each

LOADED = load(ROOT)
assert LOADED.catalog is not None, "\n".join(str(problem) for problem in LOADED.problems)
CATALOG: Catalog = LOADED.catalog
CONDITIONS = {condition.id: condition.name for condition in CATALOG.vocabulary.conditions}
EXERCISES = {exercise.slug: exercise for exercise in CATALOG.exercises}


@cache
def anchors(path: Path) -> frozenset[str]:
    """Return every anchor of a page."""
    return frozenset(str(tag["id"]) for tag in soup(path).select("[id]"))


def pages(site_dir: Path) -> list[Path]:
    """Return every HTML page of the site in English; `test_languages.py` compares the others with them."""
    found = built.english(site_dir)
    assert len(found) > len(EXERCISES)
    return found


def article(path: Path) -> Tag:
    """Return the content of a page, without header, navigation and footer."""
    found = soup(path).select_one("article.md-content__inner")
    assert found is not None, path
    return found


def classes(style: Path) -> frozenset[str]:
    """Return the classes of our own that a style sheet names."""
    return frozenset(re.findall(r"\.(ns-[\w-]+)", style.read_text(encoding="utf-8")))


def used(page: Path) -> frozenset[str]:
    """Return the classes that a page's elements have."""
    return frozenset(
        name for tag in soup(page).select("[class]") for name in tag.get_attribute_list("class") if name
    )


def text_of(tag: Tag) -> str:
    """Return a tag's words with single spaces."""
    return " ".join(tag.get_text(" ").split())


class TestStyle:
    """Each page names the style sheets whose rules it needs."""

    @pytest.mark.parametrize(
        ("name", "some"),
        [
            ("tools", {"ns-session__list", "ns-week-sheet__table", "ns-diary__table"}),
            ("maker", {"ns-handout__card", "ns-pick"}),
        ],
    )
    def test_a_page_with_a_class_of_the_tools_has_their_style_sheet(
        self, site_dir: Path, name: str, some: set[str]
    ) -> None:
        """A class that a further style sheet alone has stands in no page without it, so none is left without style."""
        (sheet,) = site_dir.glob(f"assets/shell/*/{name}.css")
        common = classes(sheet.with_name("site.css")) | (
            classes(sheet.with_name("tools.css")) if name == "maker" else set()
        )
        own = classes(sheet) - common
        assert some <= own
        without = [
            page for page in pages(site_dir) if not soup(page).select_one(f'link[href$="/{name}.css"]')
        ]
        assert len(without) > len(EXERCISES)
        assert {page: found for page in without if (found := own & used(page))} == {}

    def test_no_style_of_a_callout_that_no_page_has(self, site_dir: Path) -> None:
        """Of the theme's pictures of twelve kinds of callouts the site has those in use, and the usual one."""
        (sheet,) = site_dir.glob("assets/shell/*/site.css")
        drawn = set(re.findall(r"--md-admonition-icon--([\w-]+)", sheet.read_text("utf-8")))
        assert drawn <= {"note"}.union(*(used(page) for page in pages(site_dir)))


def test_no_phone_makes_links_of_words(site_dir: Path) -> None:
    """Telephone numbers and addresses stay text on every page: a stranger may have written them into a plan."""
    for path in built.pages(site_dir):
        meta = soup(path).select_one('meta[name="format-detection"]')
        assert meta is not None, path
        assert {"telephone=no", "email=no", "address=no"} <= set(str(meta["content"]).split(", "))


class TestWarning:
    def test_stands_first_on_every_page(self, site_dir: Path) -> None:
        """Nothing but the page's own buttons comes before the warning, and it names the care providers to ask."""
        for path in pages(site_dir):
            warnings = article(path).select(".ns-warning")
            assert warnings, f"{path} has no warning"
            before = [
                node
                for node in warnings[0].find_all_previous(string=True)
                if node.strip() and article(path) in node.parents and not isinstance(node, Script)
            ]
            assert not before, f"{path} says {before} before the warning"
            assert CATALOG.safety.warning.text in text_of(warnings[0])

    @for_each("slug", sorted(EXERCISES))
    def test_stands_before_the_first_instruction(self, site_dir: Path, slug: str) -> None:
        """On a guide the warning, the ask-first line and the stop rules all come before the first step."""
        page = article(site_dir / "exercises" / slug / "index.html")
        text = text_of(page)
        first_step = text.index(EXERCISES[slug].setup[0])
        for sentence in (
            CATALOG.safety.warning.text,
            CATALOG.safety.ask_first,
            CATALOG.safety.stop_rules[0].text,
            CATALOG.safety.emergency.title,
            CONDITIONS[CATALOG.asks(EXERCISES[slug])[0].condition],
        ):
            assert 0 <= text.find(sentence) < first_step, sentence

    @for_each("slug", sorted(EXERCISES))
    def test_stands_inside_the_timer(self, site_dir: Path, slug: str) -> None:
        """The timer carries the short warning itself, so that it is there wherever the timer is."""
        timer = article(site_dir / "exercises" / slug / "index.html").select_one("hold-timer")
        assert timer is not None
        assert CATALOG.safety.warning.short in text_of(timer)

    def test_stands_on_the_planner(self, site_dir: Path) -> None:
        """The planner's own sheet carries the warning and the stop rules, for paper."""
        planner = article(site_dir / "planner" / "index.html").select_one("weekly-planner")
        assert planner is not None
        assert CATALOG.safety.warning.short in text_of(planner)
        assert all(rule.text in text_of(planner) for rule in CATALOG.safety.stop_rules)


class TestSafetyPages:
    def test_safety_holds_every_sign(self, site_dir: Path) -> None:
        """Each sign stands in full on the safety page, and in the step of its urgency, on the card or in few words."""
        page = article(site_dir / "safety" / "index.html")
        steps = {"emergency": "1", "same-day": "2", "soon": "2"}
        for flag in CATALOG.safety.red_flags:
            assert flag.text in text_of(page), flag.id
            step = page.select_one(f'[data-step="{steps[flag.urgency]}"]')
            assert step is not None
            assert (flag.card or flag.short or flag.text) in text_of(step), flag.id
        last = page.select_one('[data-step="3"]')
        assert last is not None
        assert all(name in text_of(last) for name in CONDITIONS.values())

    def test_safety_steps_clear_nobody(self, site_dir: Path) -> None:
        """The steps end in the sentence that they cannot tell, and only below it stands a way to an exercise."""
        end = soup(site_dir / "safety" / "index.html").select_one('[data-step="4"]')
        assert end is not None
        assert text_of(end).startswith(DENIAL)
        assert end.select_one('a[href$="finding-neutral/"]') is not None

    def test_flare_ups_name_the_planner_s_own_words(self, site_dir: Path) -> None:
        """The button, the answer and the tick that the page on flare-ups names are those of the planner."""
        words = [
            text_of(word)
            for word in article(site_dir / "learn" / "flare-ups" / "index.html").select("p strong")
        ]
        templates = "".join(
            path.read_text("utf-8")
            for path in (ROOT.parent / "widgets" / "planner" / "templates").glob("*.j2")
        )
        for name in ("Go to the next week", "I had a flare-up, or have one now", "I have a flare-up now"):
            assert name in words
            assert name in templates


class TestWords:
    def test_no_page_promises(self, site_dir: Path) -> None:
        """No page claims an effect, promises, clears or diagnoses. Pages for contributors name what is forbidden."""
        titles = [reference.title for reference in CATALOG.references]
        for path in pages(site_dir):
            if "contributing" in path.relative_to(site_dir).parts:
                continue
            text = text_of(article(path))
            for title in titles:  # others' words
                text = text.replace(" ".join(title.split()), "")
            assert list(claims(text)) == [], path

    def test_stabilization_is_not_sold_as_better(self, site_dir: Path) -> None:
        """The home page and the evidence page say that this kind of exercise is not shown to beat others."""
        for name in ("index.html", "evidence/index.html"):
            assert "not shown to be" in text_of(article(site_dir / name))

    def test_no_page_claims_a_clinical_review(self, site_dir: Path) -> None:
        """Structured data names no reviewer, and each guide says that no clinician has reviewed it."""
        for path in built.pages(site_dir):
            assert "reviewedBy" not in path.read_text(encoding="utf-8")
        for slug in EXERCISES:
            text = text_of(article(site_dir / "exercises" / slug / "index.html"))
            assert CATALOG.safety.not_reviewed in text

    def test_care_cards_are_short(self, site_dir: Path) -> None:
        """A care card has at most five signs; the emergency card has no link inside."""
        cards = 0
        for path in built.pages(site_dir):
            for card in article(path).select(".ns-care"):
                cards += 1
                assert 1 <= len(card.select("li")) <= 5, path
                if card.get("data-care") == "emergency" or "ns-care--emergency" in (card.get("class") or []):
                    assert not card.select("a"), path
        assert cards

    @for_each("slug", sorted(EXERCISES))
    def test_dose_in_words_is_the_dose_in_data(self, site_dir: Path, slug: str) -> None:
        """The numbers of the record stand in the page's sentence and in its timer."""
        page = article(site_dir / "exercises" / slug / "index.html")
        sentence = page.select_one(".ns-facts__dose:not([hidden])")
        assert sentence is not None
        words = text_of(sentence)
        dose = EXERCISES[slug].dose
        if dose.hold:
            assert re.search(rf"\b{dose.hold} seconds?\b", words), words
        assert re.search(rf"\b{dose.reps}\b", words) or dose.reps == 1, words
        assert re.search(rf"\b{dose.sets}\b|\bone set\b", words, re.IGNORECASE) or dose.sets == 1, words
        timer = page.select_one("hold-timer")
        assert timer is not None
        published = json.loads((site_dir / "assets" / "catalog.json").read_text(encoding="utf-8"))
        entry = next(item for item in published["exercises"] if item["slug"] == slug)
        assert entry["dose_text"] in text_of(timer)
        assert entry["dose_text"] in words


class TestWeight:
    @for_each("slug", sorted(EXERCISES))
    def test_a_guide_is_light(self, site_dir: Path, slug: str) -> None:
        """A guide's HTML takes at most 25 kB of a reader's data, as any host compresses it."""
        page = (site_dir / "exercises" / slug / "index.html").read_bytes()
        assert len(gzip.compress(page, 6)) <= 25_000


class TestSources:
    @for_each("slug", sorted(EXERCISES))
    def test_every_claim_leads_to_its_reference(self, site_dir: Path, slug: str) -> None:
        """Each reference a record cites is linked from its page to an entry that exists on the references page."""
        page = article(site_dir / "exercises" / slug / "index.html")
        linked = {
            urlsplit(str(link["href"])).fragment
            for link in page.select("a[href]")
            if "references/#" in str(link["href"])
        }
        assert set(cited(EXERCISES[slug].model_dump())) <= linked

    def test_reference_entries_say_where_they_are_used(self, site_dir: Path) -> None:
        """Each entry of the references page has its anchor, and a link back to at least one use."""
        page = soup(site_dir / "references" / "index.html")
        for reference in CATALOG.references:
            entry = page.find(id=reference.id)
            assert isinstance(entry, Tag), reference.id
        used = {slug for exercise in CATALOG.exercises for slug in cited(exercise.model_dump())}
        for reference in CATALOG.references:
            if reference.id in used:
                entry = page.find(id=reference.id)
                assert isinstance(entry, Tag)
                assert entry.select("a[href*='exercises/']"), reference.id


class TestLinks:
    def test_every_link_and_anchor_exists(self, site_dir: Path) -> None:
        """Every link inside the site leads to a file that is there, and to an anchor that is in it."""
        wrong = []
        for path in built.pages(site_dir):
            if path.name == "404.html":
                continue
            here = "/" + path.relative_to(site_dir).as_posix()
            for link in soup(path).select("a[href]"):
                if re.match(r"(\.\./)*", str(link["href"]))[0].count("../") >= here.count("/"):  # type: ignore[index]
                    wrong.append(f"{here}: {link['href']} (leaves the site under a sub-path)")
                target = urlsplit(urljoin(here, str(link["href"])))
                if target.scheme or target.netloc:
                    continue
                file = site_dir / unquote(target.path).lstrip("/")
                file = file / "index.html" if file.is_dir() or target.path.endswith("/") else file
                if not file.is_file():
                    wrong.append(f"{here}: {link['href']}")
                elif target.path.endswith("/session/") and target.fragment.startswith("only="):
                    if target.fragment.removeprefix("only=") not in EXERCISES:
                        wrong.append(f"{here}: {link['href']} (no such exercise)")
                elif file.suffix == ".html" and unquote(target.fragment) not in {"", *anchors(file)}:
                    wrong.append(f"{here}: {link['href']} (no such anchor)")
        assert wrong == []

    def test_nothing_is_fetched_from_elsewhere(self, site_dir: Path) -> None:
        """No page, style or script of ours names a file of another origin to be fetched."""
        fetched = [
            f"{path}: {tag.name} {tag[attribute]}"
            for path in built.pages(site_dir)
            for tag in soup(path).select(
                "script[src], img[src], link[href], iframe[src], source[src], video[src]"
            )
            for attribute in ("src", "href")
            if re.match(r"(https?:)?//", str(tag.get(attribute) or ""))
            and (tag.get("rel") or [""])[0] not in ("canonical", "alternate")
        ]
        assert fetched == []
        for style in site_dir.rglob("*.css"):
            assert not re.search(r"url\(\s*['\"]?(https?:)?//", style.read_text(encoding="utf-8")), style

    def test_links_work_under_a_sub_path(self, site_dir: Path) -> None:
        """No link starts at the server's root, so the site can live in a folder."""
        for path in built.pages(site_dir):
            if path.name == "404.html":
                continue
            rooted = [link["href"] for link in article(path).select("a[href^='/']")]
            assert rooted == [], path


class TestData:
    def test_catalogue_is_published(self, site_dir: Path) -> None:
        """The published data carries every record under its licence, and its schema lies beside it."""
        data = json.loads((site_dir / "assets" / "catalog.json").read_text(encoding="utf-8"))
        assert [item["slug"] for item in data["exercises"]] == [
            exercise.slug for exercise in CATALOG.exercises
        ]
        assert "CC BY 4.0" in json.dumps(data["licence"])
        schema = json.loads((site_dir / "assets" / "exercise.schema.json").read_text(encoding="utf-8"))
        assert schema["additionalProperties"] is False

    @for_each("slug", sorted(EXERCISES))
    def test_structured_data_is_valid_and_modest(self, site_dir: Path, slug: str) -> None:
        """Each guide carries schema.org data with the exercise's plan, and claims no review."""
        page = soup(site_dir / "exercises" / slug / "index.html")
        script = page.select_one("script[type='application/ld+json']")
        assert script is not None
        data = json.loads(script.string or "")
        words = json.dumps(data)
        assert "MedicalWebPage" in words
        assert "ExercisePlan" in words
        assert "reviewedBy" not in words

    def test_every_page_has_a_description_and_a_canonical_address(self, site_dir: Path) -> None:
        """Search engines and link previews find a title, a description of its own and one address for each page."""
        seen: dict[str, Path] = {}
        for path in built.pages(site_dir):
            if path.name == "404.html":
                continue
            page = soup(path)
            description = page.select_one("meta[name=description]")
            assert description is not None, path
            words = str(description["content"])
            assert words not in seen, f"{path} and {seen[words]} have the same description"
            seen[words] = path
            assert page.select_one("link[rel=canonical]"), path
        assert (site_dir / "sitemap.xml").is_file()

    def test_every_page_has_a_preview(self, site_dir: Path) -> None:
        """A link to any page shows a picture of this site that is there, and says in words what it shows."""
        for path in built.pages(site_dir):
            page = soup(path)
            if page.select_one("meta[name=robots][content=noindex]"):
                # Nobody sends on a page that says "not connected", or a sheet of poses for who draws them.
                assert path.parent.name in {"offline", "pose-sheet"}, path
                continue
            image = page.select_one("meta[property='og:image']")
            words = page.select_one("meta[property='og:image:alt']")
            assert image is not None, path
            assert words is not None, path
            assert str(words["content"]).endswith("."), path
            assert (site_dir / urlsplit(str(image["content"])).path.lstrip("/")).is_file(), path

    def test_a_lay_name_finds_its_exercise(self, site_dir: Path) -> None:
        """The search index holds every synonym, lay words among them."""
        words = searched(site_dir)
        for exercise in CATALOG.exercises:
            page = words[f"exercises/{exercise.slug}/"].lower()
            assert [name for name in exercise.synonyms if name.lower() not in page] == [], exercise.slug
        everything = " ".join(words.values()).lower()
        for lay in ("superman", "tummy tuck", "all fours"):
            assert lay in everything

    def test_search_shows_what_a_guide_says(self, site_dir: Path) -> None:
        """No guide is found by what stands on every guide, and no picture's words run into its text."""
        pages = searched(site_dir)
        words = " ".join(text for url, text in pages.items() if url.startswith("exercises/"))
        for everywhere in ("PausePlay", "How muchHold", "chest pain", CATALOG.safety.warning.short):
            assert everywhere not in words
        assert "chest pain" in " ".join(pages.values())


def searched(site_dir: Path) -> dict[str, str]:
    """Return the words of each page that the search box looks through, by its address."""
    data = json.loads((site_dir / "assets" / "search.json").read_text(encoding="utf-8"))
    return {
        page["url"]: " ".join(
            [*page.get("names", []), *(f"{title} {text}" for title, _, text in page["parts"])]
        )
        for page in data["pages"]
    }


def cited(value: object) -> Iterator[str]:
    """Yield every reference id in a dumped record."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "sources" or key.endswith("_sources"):
                yield from inner
            else:
                yield from cited(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from cited(inner)
