from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.chance import examples
from tests.widgets.diary.strategies import LOGS
from tests.widgets.diary.test_answers import TODAY, done, entry, log
from tests.widgets.frozen import frozen_catalog
from widgets import days
from widgets.app import DOCUMENTS
from widgets.build.kept_schema import schema
from widgets.diary import log_document
from widgets.diary.entries import Log
from widgets.log import files
from widgets.log.files import FileError
from widgets.plan import store
from widgets.plan.shared import SharedItem, SharedPlan
from widgets.plan.store import Saved
from widgets.plan.values import Course, Profile
from widgets.planner import draft as drafts
from widgets.player.settings import SETTINGS_KEY, Settings
from widgets.protocol import MOST_FILE_BYTES
from widgets.share import file
from widgets.share import link as carrier
from widgets.share.words import PLACES

PLAN = store.DOCUMENT.dump(
    Saved(
        course=Course(
            profile=Profile(level=1, days=(0, 2, 4), session_minutes=10, walk_minutes=10),
            routines=((),),
            walk_minutes=10,
            level=1,
        ),
        since=1.0,
    )
)
STORED: dict[str, str | None] = {
    log_document.KEY: log_document.dump(
        log(
            replace(
                entry("2026-11-20", "session", done("bridge", new=True, said="hurt"), pain=3),
                note="<b>=1+1</b>",
            ),
            entry("2026-11-21", "walk"),
        )
    ),
    store.KEY: PLAN,
    SETTINGS_KEY: Settings(counting=True).to_text(),
    drafts.KEY: '{"walk-minutes": 15}',
    store.BACKUP_KEY: "damage",
    "neutral-spine.else": "not listed",
}
VALIDATOR = Draft202012Validator(schema(DOCUMENTS))


class TestExport:
    def test_all_documents(self) -> None:
        """A file holds the log, the plan and the timer's choices, and nothing that is half done or broken."""
        data = json.loads(files.export(STORED, TODAY, DOCUMENTS))
        assert set(data["documents"]) == {log_document.KEY, store.KEY, SETTINGS_KEY}
        assert data["made"] == TODAY
        VALIDATOR.validate(data)

    def test_damage_is_left_on_the_device(self) -> None:
        """A document that cannot be read is not exported as if it could; the others are."""
        data = json.loads(files.export({**STORED, store.KEY: "{"}, TODAY, DOCUMENTS))
        assert set(data["documents"]) == {log_document.KEY, SETTINGS_KEY}

    def test_name(self) -> None:
        """The file's name has its day."""
        assert files.file_name(TODAY, "json") == "neutral-spine-2026-11-25.json"

    @settings(max_examples=examples(15))
    @given(held=LOGS)
    def test_round_trip(self, held: Log) -> None:
        """What is exported fits the published schema, and is brought in the same."""
        text = files.export({**STORED, log_document.KEY: log_document.dump(held)}, TODAY, DOCUMENTS)
        VALIDATOR.validate(json.loads(text))
        incoming = files.incoming("a.json", text, DOCUMENTS)
        assert incoming.log == held
        assert incoming.texts[log_document.KEY] == log_document.dump(held)
        assert incoming.texts[store.KEY] == PLAN

    @pytest.mark.parametrize(
        "words",
        [
            "Dr. \U0001f469\u200d\u2695\ufe0f \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0dc1\u0dca\u200d\u0dbb\u0dd3 \u0915\u094d\u200d\u0937",
        ],
    )
    def test_words_of_every_script(self, words: str) -> None:
        """Goal, notes, and the name and note of a prepared plan come back with the joiners that spell them."""
        link = SharedPlan(
            prepared=True, name=words, note=words, level=1, days=(0,), session_minutes=10, walk_minutes=0,
            items=(SharedItem(slug="bridge", sets=1, note=words),),
        )  # fmt: skip
        stored: dict[str, str | None] = {
            log_document.KEY: log_document.dump(replace(log(replace(entry(TODAY), note=words)), goal=words)),
        }
        text = files.export(stored, TODAY, DOCUMENTS)
        assert files.incoming("a.json", text, DOCUMENTS).texts == stored
        assert file.load(file.dump(link), frozen_catalog()) == link
        assert carrier.decode(carrier.encode(link), frozen_catalog()) == link

    def test_ten_years(self) -> None:
        """Ten years of daily sessions with eight exercises are exported within the size that can be read again."""
        eight = tuple(
            replace(done("single-knee-press"), said="too-easy", slug=f"single-knee-press-{n}")
            for n in range(8)
        )
        one = replace(entry("2020-01-01", "session", *eight, pain=3), pain_after=2, note="\N{SNOWMAN}" * 10)
        days_ = [
            replace(one, id=f"session-session-{n:013}", day=days.shifted("2016-01-01", n))
            for n in range(3653)
        ]
        text = files.export({log_document.KEY: log_document.dump(log(*days_))}, TODAY, DOCUMENTS)
        assert 4_000_000 < len(text.encode()) <= MOST_FILE_BYTES
        incoming = files.incoming("a.json", text, DOCUMENTS)
        assert incoming.log is not None
        assert len(files.joined(log(*days_[:10]), incoming.log).entries) == 3653


class TestImport:
    def test_a_log_alone(self) -> None:
        """A log's own text is a file too, also with the mark that Windows puts before a text."""
        incoming = files.incoming("log.json", "\ufeff" + log_document.dump(log(entry(TODAY))), DOCUMENTS)
        assert incoming.log == log(entry(TODAY))
        assert set(incoming.texts) == {log_document.KEY}

    def test_unread_entries_are_counted(self) -> None:
        """A damaged entry is left out and counted; the others come in."""
        data = json.loads(files.export(STORED, TODAY, DOCUMENTS))
        data["documents"][log_document.KEY]["entries"][0]["pain_before"] = 11
        incoming = files.incoming("a.json", json.dumps(data), DOCUMENTS)
        assert incoming.unread == 1
        assert incoming.log is not None
        assert len(incoming.log.entries) == 1

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("", "cut-off"),
            ("hello", "cut-off"),
            ("[" * 5000, "cut-off"),
            ("[]", "other"),
            ('{"site": "else", "version": 1, "documents": {}}', "other"),
            ('{"site": "neutral-spine", "version": 2, "documents": {}}', "version"),
            ('{"site": "neutral-spine", "version": 1, "documents": {}}', "empty"),
            ('{"site": "neutral-spine", "version": 1, "documents": {"x": {}}}', "unknown"),
            (
                '{"site": "neutral-spine", "version": 1, "documents": {"neutral-spine.planner": {}}}',
                "part",
            ),
        ],
    )
    def test_what_is_refused(self, text: str, why: files.Why) -> None:
        """A foreign, newer, empty or damaged file is refused with a reason; a damaged document with its key, too."""
        with pytest.raises(FileError) as caught:
            files.incoming("a.json", text, DOCUMENTS)
        assert caught.value.problem == files.Problem(why, store.KEY if why == "part" else "")

    def test_a_plan_is_sent_to_its_place(self) -> None:
        """A plan's file is named, and the planner is its place; a file of everything is read."""
        plan = SharedPlan(level=1, days=(), session_minutes=10, walk_minutes=0, items=())
        with pytest.raises(FileError) as caught:
            files.incoming("a.json", file.dump(plan), DOCUMENTS)
        assert caught.value.problem == files.Problem("plan")
        assert PLACES["plan"].page == "planner/"

    def test_ten_thousand_damaged_files(self) -> None:
        """Random and mutated files are refused, or hold only what passes every check."""
        chance = random.Random(8)  # noqa: S311 - the same files on every run
        text = files.export(STORED, TODAY, DOCUMENTS)
        for broken in _damaged(text, chance, 10_000):
            try:
                incoming = files.incoming("a.json", broken, DOCUMENTS)
            except FileError:
                continue  # most are refused
            again = files.export(dict(incoming.texts), TODAY, DOCUMENTS)
            assert files.incoming("a.json", again, DOCUMENTS).texts == incoming.texts

    @settings(max_examples=examples(15))
    @given(mine=LOGS, theirs=LOGS)
    def test_bringing_together_takes_nothing_away(self, mine: Log, theirs: Log) -> None:
        """All of the device's entries stay as they are, the file's missing ones come, twice is as good as once."""
        joined = files.joined(mine, theirs)
        assert all(joined.entry(one.id) == one for one in mine.entries)
        assert {one.id for one in joined.entries} == {one.id for one in (*mine.entries, *theirs.entries)}
        assert joined.goal == (mine.goal or theirs.goal)
        assert files.joined(joined, theirs) == joined
        new, other = files.missing(mine, theirs)
        assert len(joined.entries) == len(mine.entries) + new
        assert files.missing(joined, theirs)[0] == 0
        assert other <= len(theirs.entries) - new


def _damaged(text: str, chance: random.Random, count: int) -> Iterator[str]:
    """Yield texts of which most were once a file: cut, doubled, with signs, numbers and kinds changed."""
    values: tuple[Any, ...] = (None, True, -1, 1e400, "<script>", [], {}, [[]], "x" * 2000, 10**30)
    for _ in range(count):
        match chance.randrange(5):
            case 0:
                yield text[: chance.randrange(len(text))]
            case 1:
                at = chance.randrange(len(text))
                yield text[:at] + chr(chance.randrange(1, 0x2FF)) + text[at + chance.randrange(3) :]
            case 2:
                yield "".join(chr(chance.randrange(32, 127)) for _ in range(chance.randrange(80)))
            case 3:
                at, to = sorted((chance.randrange(len(text)), chance.randrange(len(text))))
                yield text[:to] + text[at:]
            case _:
                data = json.loads(text)
                _change_one(data, chance, values)
                yield json.dumps(data)


def _change_one(data: Any, chance: random.Random, values: tuple[Any, ...]) -> None:  # noqa: ANN401 - JSON
    """Put something else at one place of JSON data, however deep."""
    while True:
        keys: list[Any] = list(data) if isinstance(data, dict) else list(range(len(data)))
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(data[key], dict | list) and data[key] and chance.random() < 0.8:
            data = data[key]
            continue
        if chance.random() < 0.2 and isinstance(data, dict):
            del data[key]
        else:
            data[key] = chance.choice(values)
        return


class TestTable:
    def test_lines(self) -> None:
        """A spreadsheet reads the table: a line an entry, names for exercises, empty where nothing is known."""
        held = log_document.load(str(STORED[log_document.KEY]))
        text = files.csv(held, str.title)
        assert text.startswith("\ufeff")
        head, first, second = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
        assert head[:3] == ["Date", "What", "Minutes"]
        row = dict(zip(head, first, strict=True))
        assert (row["Date"], row["What"], row["Minutes"], row["Pain before (0-10)"]) == (
            "2026-11-20",
            "session",
            "10",
            "3",
        )
        assert (row["New"], row["Hurt"], row["Too easy"]) == ("Bridge", "Bridge", "")
        assert row["Note"] == "<b>=1+1</b>"
        assert second[1] == "walk"

    @pytest.mark.parametrize(
        "text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n=1", "\uff1d1", "\x00=1"]
    )
    def test_no_formula(self, text: str) -> None:
        """What a spreadsheet would take for a formula is marked as text."""
        (row,) = csv.reader(io.StringIO(files.cell(text), newline=""))
        assert row[0].startswith("'")

    @given(text=st.text())
    def test_any_text(self, text: str) -> None:
        """Any text is one cell, and no formula."""
        ((cell,),) = csv.reader(io.StringIO(files.cell(text), newline=""))
        assert cell.lstrip()[:1] not in {"=", "+", "-", "@"}
        assert (
            cell.replace("'", "").strip()
            == "".join(s for s in text if s >= " " or s in "\n\t").replace("'", "").strip()
        )
