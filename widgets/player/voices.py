"""The device's voices as the shell reports them. Which one speaks is a setting (`settings.voice_name`)."""

from __future__ import annotations

from dataclasses import dataclass

from widgets.language import current
from widgets.player.settings import RECORDED, voice_name
from widgets.protocol import Json, ProtocolError


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """One of the device's voices."""

    name: str
    lang: str
    """BCP 47 tag: `en-US`."""
    language: str
    """In words: `English (United States)`."""


def read_voices(value: Json) -> tuple[Voice, ...]:
    """Return the voices sorted by language and name, the reader's language first; each name once.

    Raises:
        ProtocolError: the value is not a list of objects with a name and a language.
    """
    try:
        found = [
            Voice(
                name=str(one["name"]), lang=str(one["lang"]), language=str(one.get("language") or one["lang"])
            )
            for one in value  # type: ignore[union-attr]  # another kind of value raises
            if isinstance(one, dict)
        ]
    except (TypeError, KeyError) as error:
        raise ProtocolError(f"voices are a list of names and languages, not {value!r}") from error
    named = {voice.name: voice for voice in found if voice_name(voice.name) and voice.name != RECORDED}
    own = current().tag.partition("-")[0]
    return tuple(
        sorted(named.values(), key=lambda one: (not one.lang.startswith(own), one.language, one.name))
    )
