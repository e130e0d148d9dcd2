"""What is recorded: every clause that a widget can say of a record, with its hash, in files of a bounded size."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from tests.conftest import ROOT
from widgets.build import phrases, voice
from widgets.catalog import Catalog, Dose, Exercise
from widgets.language import used
from widgets.player import cues
from widgets.player.clips import said
from widgets.player.score import score
from widgets.player.settings import Settings
from widgets.session.offer import Wanted
from widgets.session.steps import introduction_words, laid_out

SHARED_MOST = 200_000
EXERCISE_MOST = 35_000
"""Bytes: of one file of shared clauses, and of an exercise's name, position and cues."""
EVERYTHING = Settings(half_way=True, count=True, counting=True)


@pytest.fixture(scope="module")
def published() -> str:
    """The text of the English catalogue."""
    return voice.text_in("en")


@pytest.fixture(scope="module", params=voice.VOICES)
def catalog(request: pytest.FixtureRequest) -> Iterator[Catalog]:
    """The catalogue as widgets read it in a language, with what is recorded; the language is in use."""
    found = Catalog.from_json(voice.with_clips(voice.text_in(request.param), ROOT, request.param))
    with used(found.language):
        yield found


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A project with the recordings alone."""
    shutil.copytree(ROOT / voice.FOLDER, tmp_path / voice.FOLDER)
    return tmp_path


@pytest.mark.parametrize("language", voice.VOICES)
def test_files_are_as_large_as_a_phone_should_fetch(language: str) -> None:
    """Shared clauses are at most 200 kB a file; an exercise, with its position, is at most 35 kB."""
    sprites = voice.read(ROOT, language)["sprites"]
    size = {name: (ROOT / voice.FOLDER / one["file"]).stat().st_size for name, one in sprites.items()}
    assert max(size[name] for name in (phrases.SHARED, phrases.CHOSEN, phrases.COUNTING)) <= SHARED_MOST
    own = {
        one.slug: size.get(one.slug, 0) + size.get(f"position-{one.position}", 0)
        for one in voice.catalog_in(language).exercises
    }
    assert {slug: bytes_ for slug, bytes_ in own.items() if bytes_ > EXERCISE_MOST} == {}
    assert min(own.values()) > 0


@pytest.mark.parametrize("language", voice.VOICES)
def test_each_file_is_named_by_its_content(language: str) -> None:
    """A recording that changes gets another address, so that no page plays a new clip's place in an old file."""
    for one in voice.read(ROOT, language)["sprites"].values():
        data = (ROOT / voice.FOLDER / one["file"]).read_bytes()
        assert one["file"].split(".")[1] == hashlib.sha256(data).hexdigest()[:8]


@pytest.mark.parametrize("language", voice.VOICES)
def test_clips_stand_apart(language: str) -> None:
    """Between two clips of a file there is a silence of 50 ms or more, and before the first one."""
    for one in voice.read(ROOT, language)["sprites"].values():
        end = 10
        for _, begin, length in one["clips"].values():
            assert begin - end >= 50
            end = begin + length


def test_a_changed_word_is_named(published: str, copy: Path) -> None:
    """A clause that is new, changed or no longer said has a line, and so has a file that is lost or left over.

    A file of another language is no file that is left over.
    """
    before = voice.out_of_date(Catalog.from_json(published), copy)
    data = json.loads(published)
    data["exercises"][0]["cue"][0] = "Knees like a clam"
    index = json.loads((copy / voice.FOLDER / voice.INDEX).read_text("utf-8"))
    index["sprites"]["shared"]["clips"]["Hold"][0] = "0" * 12
    (copy / voice.FOLDER / voice.INDEX).write_text(json.dumps(index), "utf-8")
    lost = index["sprites"]["bird-dog"]["file"]
    (copy / voice.FOLDER / lost).rename(copy / voice.FOLDER / "old.mp3")
    found = set(voice.out_of_date(Catalog.from_json(json.dumps(data)), copy)) - set(before)
    slug, old = data["exercises"][0]["slug"], json.loads(published)["exercises"][0]["cue"][0]
    assert found == {
        f"{slug}: not recorded: Knees like a clam",
        f"{slug}: no longer said: {old}",
        "shared: its words are not those that were recorded: Hold",
        f"{lost}: the file is missing",
    }
    assert voice.left_over(copy) == ["old.mp3: not in an index"]


def test_a_changed_word_of_another_language_is_named(copy: Path) -> None:
    """A Spanish clause is compared with what is recorded in Spanish, cue and interface alike."""
    data = json.loads(voice.text_in("es"))
    catalog = Catalog.from_json(json.dumps(data))
    before = voice.out_of_date(catalog, copy)
    cue = data["exercises"][0]["cue"]
    old, cue[0] = cue[0], "Como una almeja"
    data["language"]["messages"]["Paused"] = "Se ha parado"
    found = set(voice.out_of_date(Catalog.from_json(json.dumps(data)), copy)) - set(before)
    slug = data["exercises"][0]["slug"]
    assert found == {
        f"{slug}: not recorded: Como una almeja",
        f"{slug}: no longer said: {old}",
        "shared: not recorded: Se ha parado",
        f"shared: no longer said: {catalog.language.messages['Paused']}",
    }


def test_each_language_has_its_own_recordings(published: str) -> None:
    """What is to be recorded in Spanish holds no English words, and no language plays another's clip or file."""
    english, spanish = (voice.wanted_in(voice.catalog_in(tag)) for tag in ("en", "es"))
    texts = [{text for texts in one.values() for text in texts} for one in (english, spanish)]
    assert {text for text in texts[0] & texts[1] if not text.isdigit()} == set()
    assert english.keys() == spanish.keys()
    files = [{one["file"] for one in voice.read(ROOT, tag)["sprites"].values()} for tag in ("en", "es")]
    assert files[0] & files[1] == set()
    clips = Catalog.from_json(voice.with_clips(published, ROOT, "es")).clips
    assert {f"{clip.sprite}.mp3" for clip in clips.values()} == files[1]
    assert "Mueva" in clips
    assert "Move" not in clips
    assert Catalog.from_json(voice.with_clips(published, ROOT, "de")).clips == {}


def test_list_tells_the_recorder_all_it_must_know(capsys: pytest.CaptureFixture[str]) -> None:
    """The list of a language names its voice, its index and its clauses; each language on the list has an index."""
    assert voice.main("list", "es") == 0
    asked = json.loads(capsys.readouterr().out)
    assert (asked["language"], asked["voice"], asked["index"]) == ("es", "ef_dora", "es.json")
    assert "Prepárese" in asked["sprites"]["shared"]
    assert voice.main("languages") == 0
    assert capsys.readouterr().out.split() == ["en", "es"]
    for tag, name in voice.VOICES.items():
        assert f" {name} " in voice.read(ROOT, tag)["voice"]


def test_a_clip_of_other_words_is_never_played(published: str, copy: Path) -> None:
    """What was recorded from other words is left to the device's voice, and so is all where nothing is recorded."""
    index = json.loads((copy / voice.FOLDER / voice.INDEX).read_text("utf-8"))
    index["sprites"]["shared"]["clips"]["Hold"][0] = "0" * 12
    (copy / voice.FOLDER / voice.INDEX).write_text(json.dumps(index), "utf-8")
    clips = Catalog.from_json(voice.with_clips(published, copy)).clips
    assert "Hold" not in clips
    assert "Move" in clips
    assert said("Hold. Move", clips)[0][0] == (0, "Hold.")
    assert Catalog.from_json(voice.with_clips(published, copy / "nowhere")).clips == {}


def doses(exercise: Exercise) -> list[Dose]:
    """Return the suggested dose, and those at the ends of every range."""
    dose = exercise.dose
    ends = [dose.range.get(part, (getattr(dose, part),) * 2) for part in ("hold", "reps", "sets")]
    return [dose, *(replace(dose, hold=hold, reps=reps, sets=sets) for hold, reps, sets in product(*ends))]


def test_all_that_is_said_of_a_record_is_recorded(catalog: Catalog) -> None:
    """At the ends of each range every cue of every record, and every introduction, is said by recorded clauses alone.

    A record that is newer than the recording may be said by the device's voice: those are named, and few.
    """
    lost: dict[str, None] = {}
    for exercise in catalog.exercises:
        for dose in doses(exercise):
            texts = [
                introduction_words(exercise, dose, None, (place, 3), catalog, spoken=True)
                for place in range(3)
            ]
            texts.append(introduction_words(exercise, dose, exercise, (1, 3), catalog, spoken=True))
            for text in texts:
                lost |= {str(part[1]): None for part in said(text, catalog.clips)[0] if len(part) == 2}
        for dose in (exercise.dose, doses(exercise)[-1]):
            for cue in cues.cues(score(dose), EVERYTHING, 0, 0, now_too=True, clips=catalog.clips):
                lost |= {str(part[1]): None for part in cue.said if len(part) == 2}
    lines = voice.out_of_date(catalog, ROOT)
    newer = [line.partition(": not recorded: ")[2] for line in lines if ": not recorded: " in line]
    assert [text for text in lost if not any(clause.lower() in text.lower() for clause in newer)] == []


def test_an_introduction_has_its_time(catalog: Catalog) -> None:
    """By the recorded voice or by a slow one of the device, every introduction ends before getting ready begins."""
    settings = Settings()
    for clips in (catalog.clips, {}):
        for first, second in zip(catalog.exercises, catalog.exercises[1:], strict=False):
            wanted = [Wanted(slug=one.slug, sets=2) for one in (first, second)]
            for step in laid_out(wanted, catalog, settings):
                ends = said(step.words, clips, 1295)[1]
                assert ends <= 1000 * step.introduction, step.words
