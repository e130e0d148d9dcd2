from __future__ import annotations

from pathlib import Path

import pytest

from tests.built import soup
from widgets.build.content_policy import ANY, MARK, PolicyError, fill, inline_scripts, policy
from widgets.build.markup import Page

POLICY = f"<meta content=\"script-src 'self' {MARK}\">"
ALERT = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"
"""The example of the specification's own test suite: the hash of `alert(1)`."""


def test_an_inline_script_is_named_by_its_hash() -> None:
    """The browser runs a script that stands in the page only when the policy names it."""
    page = f"{POLICY}<script>alert(1)</script><script id='two'>alert(1)</script>"
    assert inline_scripts(Page.of(page)) == {ALERT}


def test_files_and_data_are_not_named() -> None:
    """A script of a file is the site's own already; a block of data is never run."""
    page = """<script src="a.js"></script><script type="module" src="b.js"></script>
        <script id="c" type="application/json">{}</script><script type="application/ld+json">{}</script>"""
    assert inline_scripts(Page.of(page)) == set()


def test_all_pages_have_one_policy() -> None:
    """Instant navigation keeps the first page's policy: it must know the scripts of every other page."""
    one, two = {"'sha256-b'"}, {"'sha256-a'", "'sha256-b'"}

    assert policy([one, two], serving=False) == "'sha256-a' 'sha256-b'"
    assert fill(POLICY, "'sha256-a'") == POLICY.replace(MARK, "'sha256-a'")


def test_while_the_site_is_written_any_inline_script_runs() -> None:
    """MkDocs adds its reloading script as it serves a page; a hash would forbid it."""
    assert policy([{ALERT}], serving=True) == ANY


@pytest.mark.parametrize("page", ["<p>No policy</p>", POLICY + POLICY])
def test_a_page_without_its_policy_stops_the_build(page: str) -> None:
    """A template that lost the policy, or says it twice, is found before a reader is without it."""
    with pytest.raises(PolicyError, match="once"):
        fill(page, ANY)


def test_every_built_page_forbids_the_rest_of_the_world(site_dir: Path) -> None:
    """Each page tells the browser to load nothing from elsewhere, before it names any file, and to send no address."""
    pages = sorted(site_dir.rglob("*.html"))
    assert pages
    for path in pages:
        page = soup(path)
        (meta,) = page.select('head > meta[http-equiv="Content-Security-Policy"]')
        assert not meta.find_all_previous(["script", "style"]), path
        rules = dict(rule.strip().split(" ", 1) for rule in str(meta["content"]).split(";"))
        assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'self'", path
        assert rules["object-src"] == rules["frame-src"] == "'none'", path
        scripts = rules["script-src"].split()
        assert scripts[0] == "'self'", path
        assert all(source.startswith("'sha256-") for source in scripts[1:]), path
        assert inline_scripts(Page.of(path.read_text(encoding="utf-8"))) <= set(scripts), path
        # What names no source of its own falls back to default-src: connections, workers, fonts.
        assert not rules.keys() & {"connect-src", "worker-src", "font-src"}, path
        # Listen mode plays sound files that the page itself has made.
        assert rules["media-src"] == "'self' blob:", path
        assert page.select('meta[name="referrer"][content="no-referrer"]'), path
