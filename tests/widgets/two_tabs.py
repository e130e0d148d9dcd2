"""Two tabs of one browser: a document as each holds it, and the shell under it, over a storage that they share."""

from __future__ import annotations

from widgets.protocol import Json, Save
from widgets.stored import Document, Kept


class Tab[T]:
    """One tab: a `Kept` and the shell under it. `waiting` holds the saves that the shell has not carried out yet."""

    def __init__(self, document: Document[T], empty: T, storage: dict[str, str]) -> None:
        self.storage, self.full = storage, False
        self.no_room: set[str] = set()
        """Keys for whose texts there is no room."""
        self.kept = Kept.opened(document, dict(storage), empty)
        self.waiting: list[Save] = []

    def saves(self, value: T, *, now: bool = True) -> None:
        """Save another value; the shell carries it out now or later."""
        self.kept, effects = self.kept.saving(value)
        self.waiting += [effect for effect in effects if isinstance(effect, Save)]
        if now:
            self.run()

    def hear(self) -> None:
        """Hear what the storage holds by now, as the event `stored` and a page that is shown again tell it."""
        keys = (self.kept.document.key, self.kept.document.aside_key)
        self.kept = self.kept.heard({key: self.storage.get(key) for key in keys if key is not None})

    def delete(self) -> None:
        """Forget the document, as "Start over" does."""
        self.kept, effects = self.kept.forgetting()
        self.waiting += [effect for effect in effects if isinstance(effect, Save)]
        self.run()

    def run(self) -> None:
        """Let the shell carry out what waits, as `effects/save.js` does."""
        while self.waiting:
            effect = self.waiting.pop(0)
            answer = self._carry_out(effect)
            if effect.checked:
                self.kept, effects = self.kept.answered(answer)
                self.waiting += [effect for effect in effects if isinstance(effect, Save)]

    def _carry_out(self, effect: Save) -> dict[str, Json]:
        aside = effect.aside
        stale = self.storage.get(effect.key) != effect.over
        stale = stale or (aside is not None and self.storage.get(aside.key) != aside.over)
        if effect.checked and stale:
            return self._not_kept(effect, "changed")
        texts = {} if aside is None else {aside.key: aside.text}
        for key, text in {**texts, effect.key: effect.text}.items():
            if self.full or key in self.no_room:
                return self._not_kept(effect, "refused")
            if text is None:
                self.storage.pop(key, None)
            else:
                self.storage[key] = text
        return {"key": effect.key, "ok": True}

    def _not_kept(self, effect: Save, why: str) -> dict[str, Json]:
        also = {} if effect.aside is None else {"aside": self.storage.get(effect.aside.key)}
        return {"key": effect.key, "ok": False, "why": why, "text": self.storage.get(effect.key), **also}
