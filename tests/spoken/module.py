#!/usr/bin/python3
"""A Speech Dispatcher output module without sound: it writes down what is said, and takes as long as a voice would.

Run by `speech-dispatcher` with the machine's own Python; standard library only. It speaks the protocol of output
modules on standard input and output (Speech Dispatcher's documentation, "Output Modules"). The file that
`$SPOKEN_LOG` names gets one line an event: time in seconds, TAB, `SAY`, `END` or `CUT`, TAB, the words.
Nothing about the site is decided here.
"""

from __future__ import annotations

import html
import os
import re
import select
import sys
import time
from pathlib import Path

CHARACTERS_A_SECOND = float(os.environ.get("SPOKEN_RATE", "18"))
"""A usual rate is about 200 words a minute, 18 characters a second."""

STOPS = {b"STOP", b"PAUSE"}
ANSWERS = {
    "INIT": ["299-ready", "299 OK LOADED SUCCESSFULLY"],
    "LIST": ["200-default\ten\tnone", "200 OK VOICE LIST SENT"],
    "STOP": [],
    "PAUSE": [],
    "DEBUG": ["200 OK DEBUGGING OFF"],
}
"""What is answered to a command of one line."""
BLOCKS = {
    "SET": ("203 OK RECEIVING SETTINGS", "203 OK SETTINGS RECEIVED"),
    "AUDIO": ("207 OK RECEIVING AUDIO SETTINGS", "203 OK AUDIO INITIALIZED"),
    "LOGLEVEL": ("207 OK RECEIVING LOGLEVEL SETTINGS", "203 OK LOG LEVEL SET"),
}
"""What is answered before and after a block of settings, which are not used."""


class Module:
    """One output module: commands in, answers and the log out."""

    def __init__(self, log: str) -> None:
        self._log = Path(log).open("a", buffering=1, encoding="utf-8")  # noqa: SIM115 - open as long as the process
        self._waiting = b""

    def run(self) -> None:
        """Carry out commands until there are no more."""
        while True:
            self._carry_out(self._line())

    def _line(self) -> str:
        while b"\n" not in self._waiting:
            self._read()
        line, _, self._waiting = self._waiting.partition(b"\n")
        return line.decode("utf-8", "replace").rstrip("\r")

    def _read(self) -> None:
        data = os.read(0, 65536)
        if not data:
            sys.exit(0)
        self._waiting += data

    def _block(self) -> str:
        lines = iter(self._line, ".")
        return "\n".join(line[1:] if line.startswith("..") else line for line in lines)

    def _carry_out(self, line: str) -> None:
        command = line.split(" ", 1)[0]
        if command in ANSWERS:
            self._answer(*ANSWERS[command])
        elif command in BLOCKS:
            before, after = BLOCKS[command]
            self._answer(before)
            self._block()
            self._answer(after)
        elif command in {"SPEAK", "CHAR", "KEY", "SOUND_ICON"}:
            self._answer("202 OK RECEIVING MESSAGE")
            words = html.unescape(re.sub(r"<[^>]*>", "", self._block())).replace("\n", " / ").strip()
            self._answer("200 OK SPEAKING", "701 BEGIN")
            self._speak(words if command == "SPEAK" else f"[{command.lower()}] {words}")
        elif command == "QUIT":
            self._answer("210 OK QUIT")
            sys.exit(0)
        elif command:
            self._answer("300 ERR UNKNOWN COMMAND")

    def _speak(self, words: str) -> None:
        """Say something for as long as it takes, unless a command to stop comes first."""
        self._write("SAY", words)
        end = time.monotonic() + max(0.05, len(words) / CHARACTERS_A_SECOND)
        while (left := end - time.monotonic()) > 0:
            if b"\n" not in self._waiting and not select.select([0], [], [], left)[0]:
                continue
            if b"\n" not in self._waiting:
                self._read()
                continue
            if self._waiting.split(b"\n", 1)[0].strip() in STOPS:
                self._line()
                self._write("CUT", words)
                self._answer("703 STOP")
                return
            self._carry_out(self._line())
        self._write("END", words)
        self._answer("702 END")

    def _write(self, what: str, words: str) -> None:
        self._log.write(f"{time.time():.3f}\t{what}\t{words}\n")

    @staticmethod
    def _answer(*lines: str) -> None:
        sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()


if __name__ == "__main__":
    Module(os.environ["SPOKEN_LOG"]).run()
