"""Encoder and decoder of a plan as the text behind `planner/#plan=`. Pure.

The text: one character for the version, two for the length of the rest, then base64url of the packed plan and of a
CRC-32 over everything before it. Nothing is unpacked before length and checksum are right, so a text that was cut off,
changed, made by a later version, or never was a link of this site is told apart. The numbers below belong to versions
1 to 4 and never change. Version 2 adds to a reader's own answers whether the week is one to settle, and which
exercises of the comfortable week were in its second routine. Version 3 adds to version 2 what a maker says of one
exercise (its days, how often a day, one side only) and of themselves (title, clinic, telephone). Version 4 adds to
version 3 what hurt, flare-ups and the weeks to come that they ask for, of a reader's own answers. A plan without these
is written as version 1, which every copy of this site reads. `repair` reads links that were changed on their way.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from widgets.catalog import Catalog
from widgets.plan import shared
from widgets.plan.shared import Answers, Comfortable, SharedItem, SharedPlan, known_to, plain
from widgets.share import codes
from widgets.share.kinds import UnreadError
from widgets.share.packing import Packer, PackingError, Unpacker

FIRST, SECOND, THIRD, FOURTH = VERSIONS = ("1", "2", "3", "4")
KEY = "plan"
"""What stands before the text in a fragment: `#plan=...`."""

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
HEAD = 3
"""Characters before the packed part: the version and the two of the length."""
CHECK = 4
"""Bytes of the checksum."""

_LIKELY = 20
"""Letters from which a text of no known version is taken for a damaged link."""

MOST_CHARACTERS = len(ALPHABET) ** 2 - 1
"""The longest packed part that the length can tell."""

DAYS = shared.DAYS_IN_WEEK
_DAY_SETS = 1 << DAYS
_LEVELS = shared.LEVEL_MOST + 1
_MINUTES = shared.MINUTES_MOST + 1
_WEEKS = shared.WEEK_MOST + 1
_LIST = shared.NAMES_MOST + 1
_COUNTS = shared.COUNT_MOST + 1
_DETAILED = {THIRD, FOURTH}
"""Versions that hold what a maker says of one exercise and of themselves."""
_TEXTS = 2500
"""Bytes of all texts together, packed."""
_APART = "\x1f"
_SIDES: tuple[shared.Sided, ...] = ("both", "left", "right")

_SHAPE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*")


class TooLongError(PackingError):
    """The plan's texts are longer than a link holds."""


def address(site: str, text: str) -> str:
    """Return the whole address of a plan.

    Args:
        site: the site's root, with the slash at its end.
        text: what `encode` gave.
    """
    return f"{site}planner/#{KEY}={text}"


def in_fragment(fragment: str) -> str | None:
    """Return the text of a plan in the part of an address behind `#`; None where it is about something else."""
    for part in fragment.removeprefix("#").split("&"):
        name, separator, text = part.partition("=")
        if separator and name == KEY:
            return text
    return None


@lru_cache(maxsize=8)
def encode(plan: SharedPlan) -> str:
    """Return the text of a plan. A view asks for the same one several times.

    Raises:
        TooLongError: its texts are too long. Bounds of `widgets.plan.shared` leave room for that in few scripts.
        PackingError: a number is outside of its bounds, see `widgets.plan.shared`.
    """
    version = _version(plan)
    data = _pack(plan, version)
    packed = len(_base64(bytes(len(data) + CHECK)))
    if packed > MOST_CHARACTERS:
        raise TooLongError("the plan is too long for a link")
    high, low = divmod(packed, len(ALPHABET))
    head = f"{version}{ALPHABET[high]}{ALPHABET[low]}"
    return head + _base64(data + _check(head, data))


def decode(text: str, catalog: Catalog) -> SharedPlan:
    """Read the text of a plan.

    Raises:
        UnreadError: it holds none that can be read.
    """
    text = text.strip()
    match = _SHAPE.match(text)
    if match is None or len(text) > HEAD + 2 * MOST_CHARACTERS:
        raise UnreadError("other-link")
    if text[0] not in VERSIONS:
        # A link of a later version has a right length and checksum, too; letters of a damaged one have not.
        if _is_whole(match[0]):
            raise UnreadError("later-link")
        raise UnreadError("changed-link" if len(match[0]) >= _LIKELY else "other-link")
    if len(match[0]) < HEAD:
        raise UnreadError("cut-off")
    head, rest = match[0][:HEAD], match[0][HEAD:]
    length = (length_of(match[0]) or HEAD) - HEAD
    if len(rest) != length:
        # What a messenger adds behind a link, such as a full stop, is not in the alphabet.
        ended = len(match[0]) == len(text)
        raise UnreadError("cut-off" if len(rest) < length and ended else "changed-link")
    data = _bytes(rest)
    data, check = data[:-CHECK], data[-CHECK:]
    if check != _check(head, data):
        raise UnreadError("changed-link")
    try:
        return known_to(catalog, _unpack(data, text[0], catalog))
    except (PackingError, zlib.error, UnicodeError) as error:
        raise UnreadError("other-link") from error


def length_of(text: str) -> int | None:
    """Return how long a text is by its own head, the head included; `None` where it is shorter than a head."""
    if len(text) < HEAD:
        return None
    return HEAD + ALPHABET.index(text[1]) * len(ALPHABET) + ALPHABET.index(text[2])


def is_whole(text: str) -> bool:
    """Say whether a text is of a known version, and has the length that it says and the right checksum."""
    return text[:1] in VERSIONS and _is_whole(text)


def _is_whole(text: str) -> bool:
    if length_of(text) != len(text):
        return False
    try:
        data = _bytes(text[HEAD:])
    except UnreadError:
        return False
    return data[-CHECK:] == _check(text[:HEAD], data[:-CHECK])


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    """Return what base64url stands for. Each list of bytes has one text: others, that mean the same, are refused."""
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise UnreadError("changed-link") from error
    if _base64(data) != text or len(data) <= CHECK:
        raise UnreadError("changed-link")
    return data


def _check(head: str, data: bytes) -> bytes:
    return zlib.crc32(head.encode() + data).to_bytes(CHECK)


# --- what the bytes mean


def _version(plan: SharedPlan) -> str:
    """Return the oldest version that holds a plan."""
    if shared.tells_of_weeks_before(plan.answers):
        return FOURTH
    return THIRD if shared.is_detailed(plan) else SECOND if _needs_second(plan.answers) else FIRST


def _needs_second(answers: Answers | None) -> bool:
    if answers is None:
        return False
    return answers.settling or bool(answers.comfortable and answers.comfortable.second)


def _pack(plan: SharedPlan, version: str) -> bytes:
    packer = Packer()
    packer.put(plan.prepared, 2)
    packer.put(plan.level, _LEVELS)
    packer.put(_mask(plan.days), _DAY_SETS)
    packer.put(_mask(plan.rest), _DAY_SETS)
    packer.put(plan.week_start, DAYS)
    packer.put(plan.session_minutes, _MINUTES)
    packer.put(plan.walk_minutes, _MINUTES)
    packer.put(plan.week, _WEEKS)
    packer.put(plan.again, 2)
    packer.put(len(plan.items), shared.MOST_ITEMS + 1)
    for item in plan.items:
        _put_item(packer, item, version)
    packer.put(plan.answers is not None, 2)
    if plan.answers is not None:
        _put_answers(packer, plan.answers, version)
    texts = _squeezed(_texts(plan, version))
    if len(texts) > _TEXTS:
        raise TooLongError(f"the texts take {len(texts)} bytes, {_TEXTS} fit")
    packer.put_bytes(texts, _TEXTS)
    return packer.to_bytes()


def _put_item(packer: Packer, item: SharedItem, version: str) -> None:
    packer.put(codes.code_of(item.slug), codes.SIZE)
    packer.put(item.sets, shared.MOST_SETS + 1)
    packer.put(item.new, 2)
    packer.put(item.second, 2)
    _put_maybe(packer, item.reps, shared.MOST_REPS + 1)
    _put_maybe(packer, item.hold, shared.MOST_HOLD + 1)
    if version in _DETAILED:
        _put_maybe(packer, _mask(item.days) or None, _DAY_SETS)
        packer.put(item.daily - 1, shared.MOST_DAILY)
        packer.put(_SIDES.index(item.side), len(_SIDES))


def _put_answers(packer: Packer, answers: Answers, version: str) -> None:
    for names in (answers.conditions, answers.equipment, answers.known, answers.skipped):
        _put_names(packer, names)
    packer.put(answers.flare, 2)
    if version != FIRST:
        packer.put(answers.settling, 2)
    comfort = answers.comfortable
    packer.put(comfort is not None, 2)
    if comfort is not None:
        packer.put(comfort.level, _LEVELS)
        packer.put(comfort.session_minutes, _MINUTES)
        packer.put(comfort.walk_minutes, _MINUTES)
        packer.put(len(comfort.routine), _LIST)
        for slug, sets in comfort.routine:
            packer.put(codes.code_of(slug), codes.SIZE)
            packer.put(sets, shared.MOST_SETS + 1)
            if version != FIRST:
                packer.put(slug in comfort.second, 2)
    if version == FOURTH:
        _put_names(packer, answers.hurt)
        packer.put(len(answers.flares), _COUNTS)
        for count in (*answers.flares, answers.calm, answers.quiet, answers.still):
            packer.put(count, _COUNTS)


def _unpack(data: bytes, version: str, catalog: Catalog) -> SharedPlan:
    packed = Unpacker(data)
    exercises = codes.slugs_by_code(exercise.slug for exercise in catalog.exercises)
    prepared = bool(packed.take(2))
    level = packed.take(_LEVELS)
    days, rest = _days(packed.take(_DAY_SETS)), _days(packed.take(_DAY_SETS))
    week_start = packed.take(DAYS)
    session_minutes, walk_minutes = packed.take(_MINUTES), packed.take(_MINUTES)
    week = packed.take(_WEEKS)
    again = bool(packed.take(2))
    items = [_item(packed, version, exercises) for _each in range(packed.take(shared.MOST_ITEMS + 1))]
    answers = _answers(packed, version, catalog) if packed.take(2) else None
    texts = _loosened(packed.take_bytes(_TEXTS)).split(_APART)
    packed.end()
    texts += ("" for _ in range(_TEXTS_BEFORE[version] + len(items)))
    name, note, title, clinic, phone = (*texts[: _TEXTS_BEFORE[version]], "", "", "")[:5]
    notes = texts[_TEXTS_BEFORE[version] :]
    return SharedPlan(
        level=level,
        days=days,
        session_minutes=session_minutes,
        walk_minutes=walk_minutes,
        items=tuple(replace(item, note=text) for item, text in zip(items, notes, strict=False)),
        rest=rest,
        week_start=week_start,
        week=week,
        again=again,
        prepared=prepared,
        name=name,
        note=note,
        title=title,
        clinic=clinic,
        phone=phone,
        answers=answers,
    )


def _item(packed: Unpacker, version: str, exercises: Mapping[int, str]) -> SharedItem:
    """Return the next exercise; one that this library does not have is called by its code."""
    code = packed.take(codes.SIZE)
    sets = packed.take(shared.MOST_SETS + 1)
    new, second = bool(packed.take(2)), bool(packed.take(2))
    reps = _take_maybe(packed, shared.MOST_REPS + 1)
    hold = _take_maybe(packed, shared.MOST_HOLD + 1)
    item = SharedItem(
        slug=exercises.get(code, str(code)), sets=sets, reps=reps, hold=hold, new=new, second=second
    )
    if version not in _DETAILED:
        return item
    days = _days(_take_maybe(packed, _DAY_SETS) or 0)
    daily = packed.take(shared.MOST_DAILY) + 1
    return replace(item, days=days, daily=daily, side=_SIDES[packed.take(len(_SIDES))])


def _answers(packed: Unpacker, version: str, catalog: Catalog) -> Answers:
    exercises = codes.slugs_by_code(exercise.slug for exercise in catalog.exercises)
    conditions = codes.slugs_by_code(condition.id for condition in catalog.conditions)
    equipment = codes.slugs_by_code(item for exercise in catalog.exercises for item in exercise.equipment)
    lists = [_take_names(packed, known) for known in (conditions, equipment, exercises, exercises)]
    answers = Answers(
        conditions=lists[0],
        equipment=lists[1],
        known=lists[2],
        skipped=lists[3],
        flare=bool(packed.take(2)),
        settling=version != FIRST and bool(packed.take(2)),
        comfortable=_comfortable(packed, version, exercises) if packed.take(2) else None,
    )
    if version != FOURTH:
        return answers
    return replace(
        answers,
        hurt=_take_names(packed, exercises),
        flares=tuple(packed.take(_COUNTS) for _each in range(packed.take(_COUNTS))),
        calm=packed.take(_COUNTS),
        quiet=packed.take(_COUNTS),
        still=packed.take(_COUNTS),
    )


def _comfortable(packed: Unpacker, version: str, exercises: Mapping[int, str]) -> Comfortable:
    level, session, walk = packed.take(_LEVELS), packed.take(_MINUTES), packed.take(_MINUTES)
    routine: dict[str, int] = {}
    second = []
    for _each in range(packed.take(_LIST)):
        slug = exercises.get(packed.take(codes.SIZE), "")
        routine[slug] = packed.take(shared.MOST_SETS + 1)
        if version != FIRST and packed.take(2):
            second.append(slug)
    return Comfortable(
        level=level,
        session_minutes=session,
        walk_minutes=walk,
        routine=tuple(routine.items()),
        second=tuple(second),
    )


def _put_maybe(packer: Packer, value: int | None, size: int) -> None:
    packer.put(value is not None, 2)
    if value is not None:
        packer.put(value, size)


def _take_maybe(packed: Unpacker, size: int) -> int | None:
    return packed.take(size) if packed.take(2) else None


def _put_names(packer: Packer, names: Sequence[str]) -> None:
    packer.put(len(names), _LIST)
    for name in names:
        packer.put(codes.code_of(name), codes.SIZE)


def _take_names(packed: Unpacker, known: Mapping[int, str]) -> tuple[str, ...]:
    """Return the next list of names; one that this library does not have is empty."""
    return tuple(known.get(packed.take(codes.SIZE), "") for _each in range(packed.take(_LIST)))


def _mask(days: Sequence[int]) -> int:
    return sum(1 << day for day in set(days))


def _days(mask: int) -> tuple[int, ...]:
    return tuple(day for day in range(DAYS) if mask >> day & 1)


_TEXTS_BEFORE: Mapping[str, int] = {FIRST: 2, SECOND: 2, THIRD: 5, FOURTH: 5}
"""How many texts stand before the notes on exercises."""


def _texts(plan: SharedPlan, version: str) -> str:
    title, clinic = plain(plan.title, shared.TITLE_LENGTH), plain(plan.clinic, shared.CLINIC_LENGTH)
    maker = (title, clinic, shared.phone(plan.phone))
    texts = [
        plain(plan.name, shared.NAME_LENGTH),
        plain(plan.note, shared.NOTE_LENGTH),
        *(maker if version in _DETAILED else ()),
        *(plain(item.note, shared.ITEM_NOTE_LENGTH) for item in plan.items),
    ]
    return _APART.join(texts).rstrip(_APART)


def _squeezed(text: str) -> bytes:
    """Return a text as raw deflate; nothing for no text."""
    if not text:
        return b""
    squeezer = zlib.compressobj(level=9, wbits=-zlib.MAX_WBITS)
    return squeezer.compress(text.encode()) + squeezer.flush()


def _loosened(data: bytes) -> str:
    """Return the text of raw deflate, cut off where no honest text is as long: a small link can hold a huge one."""
    if not data:
        return ""
    before = shared.NAME_LENGTH + shared.NOTE_LENGTH + shared.TITLE_LENGTH + shared.CLINIC_LENGTH
    most = 4 * (before + shared.PHONE_LENGTH + shared.MOST_ITEMS * (shared.ITEM_NOTE_LENGTH + 1) + 8)
    return zlib.decompressobj(wbits=-zlib.MAX_WBITS).decompress(data, most).decode()
