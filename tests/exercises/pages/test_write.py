from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from exercises.catalog.load import ROOT
from exercises.catalog.model import Catalog
from exercises.pages import blocks, render, write
from exercises.pages.payload import payload_text
from exercises.pages.site import Site
from widgets.language import Language, used


class TestFiles:
    def test_complete_folder(self, catalog: Catalog, tmp_path: Path) -> None:
        """Hand-written pages come along with their blocks filled in, beside generated pages, data and theme blocks."""
        (tmp_path / ".overrides").mkdir()
        (tmp_path / ".overrides" / "main.html").write_bytes(b"{% x %}\n")
        (tmp_path / "safety.md").write_text("# Safety\n\n<!-- block: urgent -->\n", encoding="utf-8")
        site = Site(
            catalog=catalog,
            pages=render.render(catalog),
            fragments=blocks.partials(catalog),
            assets={"assets/catalog.json": payload_text(catalog)},
            warnings=(),
        )

        made = write.files(site, tmp_path)

        assert b"fever" in made["safety.md"]
        assert made[".overrides/main.html"] == b"{% x %}\n"
        assert b"{{ (base_url ~ '/') | replace('//', '/') }}" in made[".overrides/generated/warning.html"]
        assert json.loads(made["assets/catalog.json"])["schema"] == 1
        assert {page.path for page in site.pages} <= made.keys()

    def test_messages_of_the_theme(self, catalog: Catalog, tmp_path: Path) -> None:
        """Theme templates come in the language in use, without a call that another builder's templates lack."""
        (tmp_path / ".overrides").mkdir()
        (tmp_path / ".overrides" / "main.html").write_text(
            '<p>{{ _("Go on") }}</p><script>s = {{ _("Stop") | tojson }}</script>', encoding="utf-8"
        )
        site = Site(catalog=catalog, pages=(), fragments={}, assets={}, warnings=())
        with used(Language(tag="es", messages={"Go on": "Seguir", "Stop": 'Pare, "ya"'})):
            made = write.files(site, tmp_path)

        assert made[".overrides/main.html"].decode() == '<p>Seguir</p><script>s = "Pare, \\"ya\\""</script>'

    def test_every_message_of_the_theme_is_filled_in(self, catalog: Catalog, tmp_path: Path) -> None:
        """No theme template of the site has a message in another form than the ones that are filled in."""
        site = Site(catalog=catalog, pages=(), fragments={}, assets={}, warnings=())
        overrides = ROOT.parent / "docs" / ".overrides"
        shutil.copytree(overrides, tmp_path / ".overrides")
        made = write.files(site, tmp_path)
        messages = [path for path in overrides.rglob("*.html") if '_("' in path.read_text(encoding="utf-8")]

        assert {path.name for path in messages} >= {"404.html", "without-shell.html"}
        for path in messages:
            assert b'_("' not in made[f".overrides/{path.relative_to(overrides).as_posix()}"], path


class TestWrite:
    def test_first_and_again(self, tmp_path: Path) -> None:
        """A first run writes all; a second leaves every file untouched, the manifest too."""
        made = {"a.md": b"A", "b/c.md": b"C"}
        assert write.write(made, tmp_path).written == ("a.md", "b/c.md")
        times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}

        again = write.write(made, tmp_path)

        assert (again.written, again.unchanged) == ((), ("a.md", "b/c.md"))
        assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == times

    def test_change_and_removal(self, tmp_path: Path) -> None:
        """A changed page is written, one no longer made is deleted with its empty folder."""
        write.write({"a.md": b"A", "b/c.md": b"C"}, tmp_path)
        done = write.write({"a.md": b"new"}, tmp_path)
        assert (done.written, done.deleted) == (("a.md",), ("b/c.md",))
        assert (tmp_path / "a.md").read_bytes() == b"new"
        assert not (tmp_path / "b").exists()

    def test_never_deletes_what_it_did_not_write(self, tmp_path: Path) -> None:
        """A file that somebody put there stays, and so does a written one that somebody has changed since."""
        write.write({"a.md": b"A", "b.md": b"B"}, tmp_path)
        (tmp_path / "mine.md").write_bytes(b"mine")
        (tmp_path / "b.md").write_bytes(b"my words")

        done = write.write({"a.md": b"A"}, tmp_path)

        assert (done.deleted, done.kept) == ((), ("b.md",))
        assert (tmp_path / "b.md").read_bytes() == b"my words"
        assert (tmp_path / "mine.md").read_bytes() == b"mine"

    def test_never_overwrites_what_it_did_not_write(self, tmp_path: Path) -> None:
        """A file in the way stops the whole run before anything is written, and is named."""
        (tmp_path / "b.md").write_bytes(b"mine")
        with pytest.raises(write.WriteError, match=r"b\.md:1: "):
            write.write({"a.md": b"A", "b.md": b"B"}, tmp_path)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["b.md"]
        assert (tmp_path / "b.md").read_bytes() == b"mine"

    @pytest.mark.parametrize("text", ["{", "[]", '{"../outside.md": "0"}'])
    def test_damaged_manifest(self, tmp_path: Path, text: str) -> None:
        """A manifest that cannot be trusted, such as one that points outside, stops the run."""
        folder = tmp_path / "out"
        folder.mkdir()
        (tmp_path / "outside.md").write_bytes(b"mine")
        (folder / write.MANIFEST).write_text(text, encoding="utf-8")
        with pytest.raises(write.WriteError, match="damaged"):
            write.write({"a.md": b"A"}, folder)
        assert (tmp_path / "outside.md").read_bytes() == b"mine"
        assert not (folder / "a.md").exists()
