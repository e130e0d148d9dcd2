from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from exercises import disk_cache
from widgets.build import bundle, content_policy, publish, site, weigh
from widgets.build.bundle import Sheets
from widgets.build.markup import Page
from widgets.build.runs import Inputs
from widgets.language import Language, used

ROOT = Path(__file__).resolve().parents[3]
VALUE = [{"text": "ä · é\nnext"}, [1, 2.5, None, True]]


class TestCache:
    def test_a_kept_value_comes_back(self, tmp_path: Path) -> None:
        """What was written under a key is read under that key, and under no other."""
        path = tmp_path / "below" / "value.json"
        disk_cache.write(path, "key", VALUE)
        assert disk_cache.read(path, "key") == [VALUE]
        assert disk_cache.read(path, "another") == []

    @pytest.mark.parametrize("damage", [b"", b"key", b"\xff\xfe", b"key 0\n[]", None])
    def test_a_damaged_file_is_no_value(self, tmp_path: Path, damage: bytes | None) -> None:
        """A file that is cut off or changed gives nothing, and raises nothing."""
        path = tmp_path / "value.json"
        disk_cache.write(path, "key", VALUE)
        path.write_bytes(path.read_bytes().replace(b"next", b"NEXT") if damage is None else damage)
        assert disk_cache.read(path, "key") == []

    def test_a_folder_that_cannot_be_written_costs_only_time(self, tmp_path: Path) -> None:
        """Where nothing can be kept, nothing is raised."""
        (tmp_path / "file").write_text("not a folder", "utf-8")
        disk_cache.write(tmp_path / "file" / "value.json", "key", VALUE)
        assert disk_cache.read(tmp_path / "file" / "value.json", "key") == []


def test_weighed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A content that was weighed is not compressed again; a new one beside it is."""
    done: list[bytes] = []
    really = gzip.compress

    def compress(data: bytes, compresslevel: int, mtime: int) -> bytes:
        done.append(data)
        return really(data, compresslevel=compresslevel, mtime=mtime)

    monkeypatch.setattr(gzip, "compress", compress)
    one, two = b"one" * 100, b"two" * 200
    first = weigh.weigh([one], 6, tmp_path / "sizes.json")
    both = weigh.weigh([one, two, one], 6, tmp_path / "sizes.json")
    assert done == [one, two]
    assert both == 2 * first + len(really(two, compresslevel=6, mtime=0))


class TestBundle:
    @pytest.fixture
    def project(self, tmp_path: Path) -> Path:
        """Return the folder of a project without a cache, with a site of one style sheet in it."""
        (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
        (tmp_path / "site").mkdir()
        (tmp_path / "site" / "own.css").write_text(".a { color: red; }", "utf-8")
        return tmp_path

    def test_made_once_wherever_the_site_lies(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The same sources are bundled once, also for a site in another folder; a changed style sheet is anew."""
        runs: list[object] = []
        really = bundle.run

        def run(description: dict[str, object]) -> dict[str, bytes]:
            runs.append(description)
            return really(description)

        monkeypatch.setattr(bundle, "run", run)
        sheets = Sheets.of(["own.css"])
        settings = publish.settings("x", 1, offline=True)

        def made(name: str) -> dict[str, bytes]:
            return dict(bundle.make(project, project / name, sheets, [], settings, []))

        first = made("site")
        assert made("site") == first
        (project / "site").rename(project / "elsewhere")
        assert made("elsewhere") == first
        assert len(runs) == 1
        (project / "elsewhere" / "own.css").write_text(".a { color: blue; }", "utf-8")
        assert made("elsewhere") != first
        assert len(runs) == 2


class TestPages:
    PAGE = '<link rel="icon" href="../assets/a.svg">'
    TIMER = f'{PAGE}<hold-timer slug="bridge"></hold-timer>'
    PLANNER = f"{PAGE}<weekly-planner></weekly-planner>"
    HALF_YEAR = f"{PAGE}<div data-half-year></div>"

    @pytest.fixture
    def calls(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Return the catalogues with which pages were filled, instead of filling them."""
        made: list[str] = []

        def filled(page: Page, depth: int, catalog: str) -> site._Page:
            made.append(catalog)
            return site._Page(text=f"{depth} {page.text} {catalog}", sheets=["a.css"], scripts=[])

        monkeypatch.setattr(site, "_filled", filled)
        return made

    def test_filled_once(self, tmp_path: Path, calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
        """A page is filled once from the same text and the same code, and again from others."""
        path = tmp_path / "site" / "a" / "index.html"
        path.parent.mkdir(parents=True)
        inputs = Inputs("a", "", {})
        for text, code in ((self.PAGE, "x"), (self.PAGE, "x"), (self.PAGE, "y"), (f"x{self.PAGE}", "y")):
            monkeypatch.setattr(site, "_CODE", code)
            path.write_text(text, "utf-8")
            page = site._page(path, tmp_path / "site", code, tmp_path / "cache", inputs)
            assert page.sheets == ["a.css"]
        assert calls == ["x", "y", "y"]

    @pytest.mark.parametrize(
        ("text", "anew"),
        [
            (PAGE, []),
            (TIMER, ["record", "rest"]),
            (PLANNER, ["other record", "record", "rest"]),
            (HALF_YEAR, ["other record", "record", "rest"]),
        ],
        ids=["words alone", "timer", "planner", "half a year"],
    )
    def test_filled_anew_where_what_it_shows_has_changed(
        self, tmp_path: Path, calls: list[str], text: str, anew: list[str]
    ) -> None:
        """After an edited record only those pages are filled that show something of it."""
        path = tmp_path / "index.html"
        path.write_text(text, "utf-8")
        catalogs = {
            "first": Inputs("0", "0", {"bridge": "0", "plank": "0"}),
            "other record": Inputs("1", "0", {"bridge": "0", "plank": "1"}),
            "record": Inputs("2", "0", {"bridge": "1", "plank": "1"}),
            "rest": Inputs("3", "1", {"bridge": "1", "plank": "1"}),
        }
        for name, inputs in catalogs.items():
            site._page(path, tmp_path, name, tmp_path / "cache", inputs)
        assert calls == ["first", *anew]


@pytest.mark.parametrize(
    ("up", "address"), [("", "../contributing/"), ("../", "../../contributing/")], ids=["English", "Spanish"]
)
def test_a_language_leads_to_the_english_site(up: str, address: str) -> None:
    """A link one step above a language's folder is right; above the English site it is cut."""
    head = f'<meta content="{content_policy.MARK}"><link rel="icon" href="../assets/a.svg">'
    text = f'{head}<a href="../../contributing/">'

    with used(Language(up=up)):
        page = site._filled(Page.of(text), 1, "{}")

    assert f'<a href="{address}">' in page.text
