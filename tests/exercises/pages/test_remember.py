from __future__ import annotations

import inspect
import logging
from dataclasses import dataclass, field
from importlib.metadata import distribution, version
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment

from exercises.pages import remember

LOG = logging.getLogger("test.remember")


@dataclass(frozen=True, eq=False)
class File:
    """A file of one build; two builds never share one."""

    src_uri: str
    inclusion: str = "included"

    @property
    def dest_uri(self) -> str:
        """Where the page stands on the site."""
        return self.src_uri.replace(".md", "/index.html")


class Page:
    """As much of MkDocs's page as rendering touches. It notes whether there was work."""

    def __init__(self, file: File, complaint: str) -> None:
        self.file = file
        self.complaint = complaint
        self.worked = False

    def render(self, config: object, files: list[File]) -> None:
        """Leave results on the page, one of them about the last file of this build."""
        del config
        if self.complaint:
            LOG.warning("%s", self.complaint)
        self.worked = True
        self.content, self.toc, self._title_from_render = "<p>Bridge</p>", ["toc"], "Bridge"
        self.present_anchor_ids = {"steps"}
        self.links_to_anchors = {files[-1]: {"steps": "../levels.md#steps"}}


@pytest.fixture(autouse=True)
def _nothing_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remember, "FOLDER", tmp_path)


def rendered(
    markdown: str = "Bridge",
    *,
    other: str = "levels.md",
    inclusion: str = "included",
    complaint: str = "",
) -> tuple[Page, list[File]]:
    """Return the page after a build: each build makes a new page and new files."""
    files = [File("exercises/bridge.md"), File(other, inclusion)]
    page = Page(files[0], complaint)
    remember.cached_render(page, (markdown,), LOG)(None, files)
    return page, files


class TestRemembering:
    def test_same_again(self) -> None:
        """A page that has not changed has all its results without the work."""
        rendered()
        page, _ = rendered()
        assert not page.worked
        assert (page.content, page.toc, page._title_from_render) == ("<p>Bridge</p>", ["toc"], "Bridge")
        assert page.present_anchor_ids == {"steps"}

    def test_links_lead_to_the_files_of_this_build(self) -> None:
        """A link to a part of a page is checked on the page of this build, not on that of an earlier one."""
        rendered()
        page, files = rendered()
        assert page.links_to_anchors == {files[1]: {"steps": "../levels.md#steps"}}

    @pytest.mark.parametrize(
        "change", [{"markdown": "Bridge, slowly"}, {"other": "levels/index.md"}, {"inclusion": "excluded"}]
    )
    def test_changed(self, change: dict[str, str]) -> None:
        """Other Markdown, or another set of files that links may lead to, is rendered anew."""
        rendered()
        assert rendered(**change)[0].worked

    def test_other_packages(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Another version of a package may render otherwise."""
        rendered()
        monkeypatch.setattr(remember, "_environment", lambda: b"others")
        assert rendered()[0].worked

    def test_another_ear(self) -> None:
        """What a quiet build does not log, a build that logs more has to hear: it renders anew."""
        rendered()
        LOG.setLevel(logging.INFO)
        try:
            assert rendered()[0].worked
        finally:
            LOG.setLevel(logging.NOTSET)

    def test_complaints_are_heard_again(self) -> None:
        """A broken link is told at each build until it is put right, not only at the first."""
        rendered(complaint="no such page")
        assert rendered(complaint="no such page")[0].worked
        assert LOG.handlers == []


class TestPatient:
    def test_mistakes_in_the_catalogue(self, caplog: pytest.LogCaptureFixture) -> None:
        """A build that gave up on the catalogue leaves the server serving, and says so."""

        def build() -> None:
            raise SystemExit(1)

        remember.keep_last_good_build(build, lambda: False, LOG)()
        assert "the pages stay as they were" in caplog.text

    def test_other_mistakes(self) -> None:
        """A build that gave up halfway is not passed off as good."""

        def build() -> None:
            raise SystemExit(1)

        with pytest.raises(SystemExit):
            remember.keep_last_good_build(build, lambda: True, LOG)()


def test_compiled_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template is compiled once for all environments, and again when its source has changed."""
    compiled: list[str | None] = []
    really = Environment.compile

    def compile_(self: Environment, source: str, name: str | None, filename: str | None) -> object:
        compiled.append(name)
        return really(self, source, name, filename)

    monkeypatch.setattr(Environment, "compile", compile_)
    templates = {"remembered.html": "one"}

    def shown() -> str:
        kept = remember.Compiled(tmp_path / "templates")
        made = Environment(loader=DictLoader(templates), autoescape=True, bytecode_cache=kept)
        return made.get_template("remembered.html").render()

    assert [shown(), shown()] == ["one", "one"]
    assert compiled == ["remembered.html"]
    templates["remembered.html"] = "two"
    assert shown() == "two"


def test_an_environment_of_other_options_has_other_templates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Jinja knows a compiled template by name and text alone; how a module makes the environment counts here too."""
    monkeypatch.setattr(remember, "TEMPLATES", tmp_path / "templates")
    remember.compiled.cache_clear()

    def shown(*, trims: bool) -> str:
        kept = remember.compiled(f"trims = {trims}".encode())
        source = DictLoader({"a.html": "{% if true %}\none{% endif %}"})
        made = Environment(loader=source, autoescape=True, trim_blocks=trims, bytecode_cache=kept)
        return made.get_template("a.html").render()

    assert [shown(trims=False), shown(trims=True)] == ["\none", "one"]
    remember.compiled.cache_clear()


def test_a_folder_for_templates_that_cannot_be_written(tmp_path: Path) -> None:
    """It only costs time."""
    (tmp_path / "templates").write_text("a file stands where the folder should be", encoding="utf-8")
    kept = remember.Compiled(tmp_path / "templates")
    made = Environment(loader=DictLoader({"a.html": "one"}), autoescape=True, bytecode_cache=kept)
    assert made.get_template("a.html").render() == "one"


@dataclass(frozen=True)
class Anchor:
    """An entry of a table of contents."""

    id: str
    children: tuple[Anchor, ...] = ()

    @property
    def url(self) -> str:
        """Its address on the page."""
        return f"#{self.id}"


@dataclass
class Read:
    """A page as a search plugin reads it."""

    content: str
    title: str = "Bridge"
    url: str = "bridge/"
    toc: tuple[Anchor, ...] = (Anchor("do", (Anchor("hold"),)),)
    meta: dict[str, str] = field(default_factory=dict)
    file: File = File("exercises/bridge.md")


class Index:
    """As much of a search index as is touched. It counts how often a page was read."""

    def __init__(self) -> None:
        self.entries: list[dict[str, str]] = [{"text": "of another page"}]
        self.reads = 0

    def add_entry_from_context(self, page: Read) -> None:
        """Read a page."""
        self.reads += 1
        self.entries.append({"location": page.url, "text": page.content})


def indexed(page: Read) -> Index:
    """Return the index after a build: each build makes a new one."""
    index = Index()
    remember.cache_search([object(), SimpleNamespace(search_index=index)])
    index.add_entry_from_context(page)
    return index


def test_an_unchanged_page_is_not_read_for_search_again() -> None:
    """The second build has the same entries, and has not looked into the page."""
    first, second = indexed(Read("lift")), indexed(Read("lift"))
    assert (
        first.entries
        == second.entries
        == [
            {"text": "of another page"},
            {"location": "bridge/", "text": "lift"},
        ]
    )
    assert (first.reads, second.reads) == (1, 0)


@pytest.mark.parametrize(
    "changed",
    [
        Read("lower"),
        Read("lift", title="Half bridge"),
        Read("lift", toc=(Anchor("do", (Anchor("rest"),)),)),
        Read("lift", meta={"search": "exclude"}),
    ],
)
def test_a_changed_page_is_read_for_search(changed: Read) -> None:
    """Its words, its title, the names of its parts, or what it says of itself: whatever the index is made of."""
    indexed(Read("lift"))
    assert indexed(changed).reads == 1


def test_the_head_names_the_installed_mkdocs() -> None:
    """The attributes that are replaced or restored exist in the MkDocs and the theme that the head names."""
    from mkdocs.structure.pages import Page as MkDocsPage  # noqa: PLC0415 - slow, and only for this test

    assert "MkDocs 1.6 " in (remember.__doc__ or "")
    assert version("mkdocs").startswith("1.6.")
    assert version("mkdocs-material").startswith("9.")
    page = inspect.getsource(MkDocsPage)
    assert [name for name in (*remember.RESULTS, "links_to_anchors") if f"self.{name} = " not in page] == []
    search = distribution("mkdocs-material").locate_file("material/plugins/search/plugin.py").read_text()
    assert "self.entries.append" in search
