"""The session: a player of several doses, and what stands before, between and after them.

What it shares with the hold timer is `session.machine`. Here are the safety questions before it, what a reader says of
each exercise, the way on after pain, two tabs, and what goes into the log and the plan. No wording of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar, Literal, override

from widgets.catalog import Catalog, Exercise
from widgets.diary.entries import EMPTY, SAID, Log, Said, entry_id
from widgets.diary.log_document import DOCUMENT as LOG
from widgets.plan import admission, plan
from widgets.plan.store import DOCUMENT as PLAN
from widgets.plan.store import Saved
from widgets.plan.values import Profile
from widgets.player import actions, machine, states
from widgets.player.actions import begin, jump, number, stored_in
from widgets.player.effects import focus, forget_place
from widgets.player.machine import Action, Rules
from widgets.player.player import PAIN_MOST, Player, Result, buttons_of
from widgets.player.score import Spot
from widgets.player.settings import SETTINGS_KEY, Settings
from widgets.player.states import FINISHED, HURT, IDLE, PAUSED, RUNNING, STOPPED, State, Table
from widgets.protocol import Announce, Effect, Event, Json, KeepAwake, ProtocolError, Save
from widgets.protocol import Score as Cues
from widgets.session import results
from widgets.session.place import ASKED, ASKED_KEY, PLACE_KEY, Place, Unfinished, Work
from widgets.session.steps import Offer, Programme, Step, Wanted, laid_out, offer, only, renumbered, steps
from widgets.stored import Kept, StoredError

DAY_MS = 24 * 60 * 60 * 1000
ASK_AGAIN_MS = 28 * DAY_MS
"""After four weeks without a session the safety questions come again. The number is this site's own."""

type Gate = Literal["ask", "not-asked", "sign"] | None
"""What stands before the first exercise: the questions, `ask a provider first`, or `get help now`."""

SAYING: tuple[Said, ...] = ("too-easy", "right", "too-hard")
"""What one tap says of an exercise. `hurt` is the event `hurts`: it asks where and how much."""

_IN_ANY = ("saved", "fragment")


def _table() -> Table:
    own: dict[State, dict[str, State]] = {
        IDLE: dict.fromkeys(("answer", "changed", "short", "choose"), IDLE),
        RUNNING: {"skip-exercise": RUNNING, "back-exercise": RUNNING, "say": RUNNING},
        PAUSED: {"skip-exercise": PAUSED, "back-exercise": PAUSED, "say": PAUSED},
        FINISHED: dict.fromkeys(("say", "pain-after", "leave-out"), FINISHED),
        STOPPED: dict.fromkeys(("say", "pain-after", "leave-out"), STOPPED),
        HURT: {"easier": RUNNING, "next": RUNNING, "end": STOPPED},
    }
    return {
        state: {**states.TRANSITIONS[state], **own[state], **dict.fromkeys(_IN_ANY, state)} for state in State
    }


TRANSITIONS: Table = _table()

_LATE = frozenset({"skip-exercise", "back-exercise"})
LATE: Mapping[State, frozenset[str]] = {
    IDLE: states.LATE[IDLE]
    | _LATE
    | {"say", "pain-after", "pause", "resume", "stop", "hurts", *states.MOVES},
    RUNNING: states.LATE[RUNNING] | {"answer", "easier", "next", "end"},
    PAUSED: states.LATE[PAUSED],
    FINISHED: states.LATE[FINISHED] | _LATE,
    STOPPED: states.LATE[STOPPED] | _LATE | {"end"},
    HURT: states.LATE[HURT] | _LATE | {"say"},
}
"""Taps meant for the state before. Another tab may take a session away at any moment, so that `idle` forgives most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Session(Player):
    """A session at a moment."""

    WHAT: ClassVar[str] = "session"
    PLACE_KEY: ClassVar[str] = PLACE_KEY
    several: ClassVar[bool] = True

    catalog: Catalog = field(repr=False, compare=False)
    zone: int = 0
    """Minutes east of UTC of the reader's clock."""
    offer: Offer
    chosen: int
    """Which of the programmes offered."""
    only: Programme | None = None
    """One exercise, asked for by its guide."""
    short: bool = False
    gate: Gate = None
    asked_at: float | None = None
    """When the safety questions were answered last, in milliseconds since the epoch."""
    wrong: bool = False
    """Whether the answers that were sent lack one."""
    unfinished: Unfinished | None = None
    """A session that can be gone on with."""
    elsewhere: bool = False
    """Whether it goes on in another tab."""
    begun: str | None = None
    """The id of the session that was begun; of its entry in the log too."""
    lead: int = 0
    """When this tab took the lead, in milliseconds since the epoch."""
    programme: Programme | None = None
    """What was begun."""
    works: tuple[Work, ...] = ()
    said: tuple[Said | None, ...] = ()
    active: int = 0
    """Milliseconds that the session has gone on for, pauses left out."""
    pain_after: int | None = None
    left_out: tuple[str, ...] = ()
    """What was taken out of the plan at the end."""
    log: Kept[Log]
    plan: Kept[Saved]
    recorded: object = None
    """What the log was told last."""

    @property
    @override
    def id(self) -> str:
        return "session"

    @property
    @override
    def longest_rest(self) -> int:
        return max((step.dose.rest for step in self.steps), default=0)

    @property
    def wanted(self) -> Programme:
        """What `start` begins."""
        return self.only or self.offer.programmes[self.chosen]

    @property
    def steps(self) -> tuple[Step, ...]:
        """The exercises: of the session that was begun, else of the one that is wanted."""
        if self.run is not None:
            place: Place = self.run.place
            return place.steps
        return steps(self.wanted, self.catalog, self.settings, short=self.short)

    @property
    def part(self) -> int:
        """The number of the exercise that is going on, from 0; how many there are once all is done."""
        if self.run is None:
            return 0
        if self.state is FINISHED:
            return len(self.steps)
        return self.run.phase(self.at).spot.part

    @property
    def finished(self) -> tuple[bool, ...]:
        """Of which exercises all was done."""
        return tuple(work.reps >= reps_of(step) for step, work in zip(self.steps, self.works, strict=True))

    @property
    @override
    def buttons(self) -> tuple[object, ...]:
        return (
            *buttons_of(self), self.gate, self.elsewhere, self.part, self.said, self.pain_after,
        )  # fmt: skip

    @override
    def beginning(self) -> Place:
        found = steps(self.wanted, self.catalog, self.settings, short=self.short)
        place = Place(steps=found, side=self.settings.side, spot=_NOWHERE)
        return replace(place, spot=place.phases[0].spot)

    @override
    def read_place(self, text: str | None) -> Place | None:
        found = Unfinished.from_text(text, self.catalog, self.at)
        return None if found is None else found.place

    @override
    def place_text(self, place: Place) -> str | None:
        return self.kept_as(place).to_text()

    def kept_as(self, place: Place) -> Unfinished:
        """Return what it takes to go on with this session."""
        programme = self.programme or self.wanted
        return Unfinished(
            id=self.begun or "",
            at=self.at,
            lead=self.lead,
            running=self.state is RUNNING,
            title=programme.title,
            source=programme.source,
            weekday=programme.weekday,
            week=programme.week,
            short=self.short,
            place=place,
            works=self.works,
            said=self.said,
            active=self.active,
        )

    # --- after pain

    @property
    def pain_highest(self) -> int:
        """With which pain an easier exercise may still be done: the upper end of the pain rule's second band."""
        bands = self.catalog.safety.pain_bands
        return bands[1].high if len(bands) > 1 else self.go_on_most

    @property
    def may_go_on(self) -> bool:
        """Whether, after `it hurts`, the next exercise may follow."""
        answered = self.leg is False and self.pain is not None and self.pain <= self.go_on_most
        return self.state is HURT and answered and self.hurting + 1 < len(self.steps)

    @property
    def hurting(self) -> int:
        """The number of the exercise of which it was said last that it hurts."""
        return max((number for number, one in enumerate(self.said) if one == "hurt"), default=0)

    @property
    def easier(self) -> tuple[Exercise, ...]:
        """What may take the place of the exercise that hurts; empty where the session should end."""
        if (
            self.state is not HURT
            or self.leg is not False
            or self.pain is None
            or self.pain > self.pain_highest
        ):
            return ()
        there = {step.slug for step in self.steps}
        profile = self.profile
        exercise = self.catalog.exercise(self.steps[self.hurting].slug)
        found = (self.catalog.exercise(slug) for slug in exercise.easier if slug not in there)
        return tuple(one for one in found if admission.is_usable(one, profile, self.catalog))

    @property
    def profile(self) -> Profile:
        """What the planner knows of the reader."""
        return self.plan.value.profile

    @property
    def newest(self) -> str | None:
        """The slug of the newest exercise of this session: the first to leave out, by the plan's rule."""
        new = next((step.slug for step in self.steps if step.new), None)
        there = {step.slug for step in self.steps}
        known = [slug for slug in self.profile.known if slug in there]
        return new or (known[-1] if known else None)


def reps_of(step: Step) -> int:
    """Return how many repetitions a step has, over all sets and sides."""
    return step.dose.sets * step.dose.reps * (1 if step.dose.sides == "both" else 2)


_NOWHERE = Spot(set=1, side="both", rep=0)
"""A repetition that no score has: its score is the whole one."""


def connect(stored: Mapping[str, str | None], event: Event, catalog: Catalog) -> Session:
    """Return a new session from what the device kept."""
    settings = Settings.from_text(stored.get(SETTINGS_KEY))
    today = _weekday(event)
    offered = offer(stored, catalog, today)
    unfinished = Unfinished.from_text(stored.get(PLACE_KEY), catalog, event.at)
    session = Session(
        state=IDLE,
        at=round(event.at),
        zone=event.zone,
        catalog=catalog,
        go_on_most=catalog.safety.pain_bands[0].high,
        settings=settings or Settings(),
        settings_lost=settings is None,
        offer=offered,
        chosen=offered.chosen,
        asked_at=_asked_at(stored.get(ASKED_KEY)),
        unfinished=unfinished,
        place=None if unfinished is None else unfinished.place,
        log=Kept.opened(LOG, stored, EMPTY),
        plan=Kept.opened(PLAN, stored, Saved(profile=plan.newcomer(catalog))),
    )
    return _gated(session)


def _weekday(event: Event) -> int:
    return date.fromisoformat(event.day).weekday()


def _asked_at(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        return ASKED.load(text)
    except StoredError:
        return None


def _gated(session: Session) -> Session:
    """Return the session with the safety questions before it, where they are due."""
    times = [session.asked_at, session.offer.since if session.offer.asked else None]
    recent = any(time is not None and abs(session.at - time) < ASK_AGAIN_MS for time in times)
    return replace(session, gate=None if recent else "ask")


def _asked_for(session: Session, fragment: str) -> Session:
    """Return the session that an address asks for: `#day=2` for Wednesday's, `#only=bridge` for one exercise."""
    name, _, value = fragment.lstrip("#").partition("=")
    if name == "only":
        try:
            return replace(session, only=only(value, session.catalog))
        except KeyError:
            return session
    if name == "day" and value.isdecimal():
        days = [one.weekday for one in session.offer.programmes]
        if int(value) in days:
            return replace(session, only=None, chosen=days.index(int(value)))
    return session


def handle(session: Session, event: Event) -> Result[Session]:
    """Return the session after an event, and what must be done.

    Raises:
        ProtocolError: the page offers no such event in this state, or its value is not one that it offers.
    """
    before = session
    session = _worked(replace(session, zone=event.zone), event.at)
    session, effects = machine.handle(session, event, RULES)
    session, records = _recorded(before, session)
    return session, (*effects, *records)


def _worked(session: Session, at: float) -> Session:
    """Return the session with the work of the time that goes by until a moment."""
    run, until = session.run, max(session.at, round(at))
    if session.state is not RUNNING or run is None:
        return session
    was, now = run.done(session.at), run.done(until)
    works = list(session.works)
    for phase in run.phases:
        gone = min(now, phase.end) - max(was, phase.start)
        if gone <= 0:
            continue
        part = phase.spot.part
        what = "hold" if session.steps[part].dose.hold else "move"
        works[part] = works[part].more(phase, gone, held=phase.name == what, ended=now >= phase.end)
    return replace(session, works=tuple(works), active=session.active + now - was)


def _recorded(before: Session, session: Session) -> Result[Session]:
    """Tell log and plan, where there is something new to tell: an exercise is done, was spoken of, or all has ended."""
    if session.begun is None or not any(work.reps for work in session.works):
        return session, ()
    told = (
        session.begun,
        session.state in {FINISHED, STOPPED, HURT},
        session.part,
        session.said,
        session.pain_after,
    )
    if told == session.recorded or before.begun != session.begun:
        return session, ()
    session = replace(session, recorded=told)
    log, effects = session.log.saving(session.log.value.with_entry(results.entry(session)))
    session = replace(session, log=log)
    saved = results.ticked(session)
    if saved is not None:
        kept, ticks = session.plan.saving(saved)
        session, effects = replace(session, plan=kept), (*effects, *ticks)
    return session, effects


# --- before the first exercise


def _start(before: Session, session: Session, value: Json) -> Result[Session]:
    """Begin; where the safety questions are due, they come first."""
    if before.gate is not None:
        return before, (focus(before, "questions"),)
    place = session.beginning()
    session = replace(
        session,
        begun=entry_id("session", "session", session.at),
        lead=session.at,
        programme=session.wanted,
        works=(Work(),) * len(place.steps),
        said=(None,) * len(place.steps),
        active=0,
        pain_after=None,
        left_out=(),
        recorded=None,
        unfinished=None,
        elsewhere=False,
    )
    del value
    return _begin(session, place)


def _begin(session: Session, place: Place) -> Result[Session]:
    """Return a session that runs from a place on; lock screens are told its exercises by name."""
    titles = tuple(session.catalog.exercise(step.slug).name for step in place.steps)
    return begin(replace(session, titles=titles), place)


def _carry_on(before: Session, session: Session, value: Json) -> Result[Session]:
    """Go on where the reader was, here, or where another tab is."""
    there = before.unfinished
    if before.state is not IDLE or there is None:
        return actions.carry_on(before, session, value)
    if before.gate == "sign":
        return before, ()
    session = replace(session, short=there.short, begun=there.id, lead=session.at, works=there.works)
    session = replace(session, said=there.said, active=there.active, pain_after=None, recorded=None)
    programme = Programme(
        source=there.source, title=there.title, wanted=(), weekday=there.weekday, week=there.week
    )
    session = replace(session, programme=programme, unfinished=None, elsewhere=False, left_out=())
    return _begin(session, there.place)


def _forget(before: Session, session: Session, value: Json) -> Result[Session]:
    """Do not go on with what was begun."""
    del before, value
    session = replace(session, place=None, unfinished=None, elsewhere=False)
    return session, (forget_place(session), focus(session, "start" if session.gate is None else "questions"))


def _answer(before: Session, session: Session, value: Json) -> Result[Session]:
    """Take the answers to the safety questions. No answer is ever a word that all is well."""
    del before
    answers = value if isinstance(value, dict) else {}
    asked, sign = answers.get("asked"), answers.get("signs")
    if sign == "yes":
        session = replace(session, gate="sign", place=None, unfinished=None, wrong=False)
        told = Announce(text="Stop. Get medical help now.", urgent=True)
        return session, (told, Save(key=ASKED_KEY, text=None), forget_place(session), focus(session, "done"))
    if asked not in ("yes", "no") or sign != "no":
        session = replace(session, gate="ask", wrong=True)
        return session, (
            Announce(text="Please answer both questions.", urgent=True),
            focus(session, "questions"),
        )
    if asked == "no":
        return replace(session, gate="not-asked", wrong=False), (focus(session, "done"),)
    session = replace(session, gate=None, wrong=False, asked_at=session.at)
    return session, (Save(key=ASKED_KEY, text=ASKED.dump(session.at)), focus(session, "start"))


def _changed(before: Session, session: Session, value: Json) -> Result[Session]:
    """Something has changed since the questions were answered: they come again."""
    del before, value
    return replace(session, gate="ask"), (Save(key=ASKED_KEY, text=None), focus(session, "questions"))


def _short(before: Session, session: Session, value: Json) -> Result[Session]:
    """Make it a short day, or a whole one again."""
    del before
    if not isinstance(value, bool):
        raise ProtocolError(f"a day is short or not, true or false, not {value!r}")
    session = replace(session, short=value)
    count = len(session.steps)
    said = f"A short session: {count} exercise{'' if count == 1 else 's'}." if value else "The whole session."
    return session, (Announce(text=said),)


def _choose(before: Session, session: Session, value: Json) -> Result[Session]:
    """Do another day's session."""
    del before
    chosen = number(value, 0, len(session.offer.programmes) - 1)
    return replace(session, chosen=chosen, only=None), ()


def _fragment(before: Session, session: Session, value: Json) -> Result[Session]:
    """The page's address asks for another session."""
    if before.state is not IDLE or not isinstance(value, str):
        return before, ()
    return _asked_for(session, value), ()


# --- while it goes on


def _skip_exercise(before: Session, session: Session, value: Json) -> Result[Session]:
    """Go to the next exercise; from the last one to the end."""
    del before, value
    run, part = session.going, session.part
    return jump(session, max(phase.end for phase in run.phases if phase.spot.part == part))


def _back_exercise(before: Session, session: Session, value: Json) -> Result[Session]:
    """Begin this exercise again, or in its first seconds the one before."""
    del before, value
    run, part = session.going, session.part
    starts = dict.fromkeys(range(part + 1), 0)
    for phase in reversed(run.phases):
        starts[phase.spot.part] = phase.start
    start = starts[part]
    if part and run.done(session.at) - start < actions.BACK_MS:
        start = starts[part - 1]
    return jump(session, start)


def _next_track(before: Session, session: Session, value: Json) -> Result[Session]:
    """Go on as the key of a lock screen says, which shows the exercise as the track."""
    several = len(session.titles) > 1
    return (_skip_exercise if several else actions.ACTIONS["skip"])(before, session, value)


def _previous_track(before: Session, session: Session, value: Json) -> Result[Session]:
    several = len(session.titles) > 1
    return (_back_exercise if several else actions.ACTIONS["back"])(before, session, value)


def _say(before: Session, session: Session, value: Json) -> Result[Session]:
    """Take what the reader says of an exercise that was done: `[2, "right"]`. Said twice, it is taken back."""
    del before
    if not isinstance(value, list) or len(value) != 2 or value[1] not in SAYING:  # noqa: PLR2004 - a pair
        raise ProtocolError(f"an exercise and a word for it are wanted, not {value!r}")
    part = number(value[0], 0, len(session.said) - 1)
    word = SAID[SAID.index(value[1])]
    said = None if session.said[part] == word else word
    session = replace(session, said=_with(session.said, part, said))
    return session, (Announce(text="Noted." if said else "Taken back."),)


def _with[T](items: tuple[T, ...], index: int, item: T) -> tuple[T, ...]:
    return (*items[:index], item, *items[index + 1 :])


# --- pain


def _hurts(before: Session, session: Session, value: Json) -> Result[Session]:
    """Stop and ask. A number says of which exercise before it is meant; else it is the one that goes on."""
    if value is not None:
        part = number(value, 0, len(session.said) - 1)
    elif before.state is HURT:
        part = before.hurting
    else:
        part = min(before.part, len(session.said) - 1)
        if before.state in {RUNNING, PAUSED} and not before.works[part].spent and part:
            part -= 1  # Nothing of it was done yet: it hurts from the one before.
    session = replace(session, said=_with(session.said, part, "hurt"))
    return actions.hurts(before, session, value)


def _easier(before: Session, session: Session, value: Json) -> Result[Session]:
    """Do an easier exercise in the place of the one that hurts."""
    found = next((one for one in before.easier if one.slug == value), None)
    if found is None:
        raise ProtocolError(f"{value!r} is not offered as an easier exercise")
    part = before.hurting
    old = before.steps
    wanted = Wanted(slug=found.slug, sets=1)
    new = laid_out((Wanted(slug=old[part].slug, sets=1), wanted), session.catalog, session.settings)[1]
    place: Place = before.going.place
    all_steps = renumbered((*old[: part + 1], new, *old[part + 1 :]), session.catalog)
    place = replace(place, steps=all_steps, spot=_NOWHERE)
    first = next(phase.spot for phase in place.phases if phase.spot.part == part + 1)
    session = replace(
        session,
        works=(*session.works[: part + 1], Work(), *session.works[part + 1 :]),
        said=(*session.said[: part + 1], None, *session.said[part + 1 :]),
    )
    return _begin(session, place.moved(first))


def _next(before: Session, session: Session, value: Json) -> Result[Session]:
    """Leave out what hurts, and go on with the next exercise."""
    del value
    if not before.may_go_on:
        raise ProtocolError(f"after pain that is not mild nothing is carried on: {before.leg}, {before.pain}")
    place: Place = before.going.place
    whole = replace(place, spot=_NOWHERE)
    first = next(phase.spot for phase in whole.phases if phase.spot.part == before.hurting + 1)
    return _begin(session, place.moved(first))


def _end(before: Session, session: Session, value: Json) -> Result[Session]:
    """End the session after pain."""
    del before, value
    session = replace(session, place=None)
    return session, (forget_place(session), focus(session, "done"))


# --- after it


def _pain_after(before: Session, session: Session, value: Json) -> Result[Session]:
    """Take how the pain is now, from 0 to 10."""
    del before
    return replace(session, pain_after=number(value, 0, PAIN_MOST)), (Announce(text="Noted."),)


def _leave_out(before: Session, session: Session, value: Json) -> Result[Session]:
    """Take an exercise out of the plan, until it is brought back there."""
    if session.programme is None or session.programme.source != "plan":
        return before, ()
    slugs = {step.slug for step in session.steps}
    if value not in slugs:
        raise ProtocolError(f"{value!r} is not in this session")
    slug = str(value)
    saved = session.plan.value
    profile = plan.without(saved.profile, slug, session.catalog)
    kept, effects = session.plan.saving(replace(saved, profile=profile))
    session = replace(session, plan=kept, left_out=(*session.left_out, slug))
    name = session.catalog.exercise(slug).name
    return session, (*effects, Announce(text=f"{name} is left out of your plan."))


def _again(before: Session, session: Session, value: Json) -> Result[Session]:
    """Back to the beginning."""
    session, effects = actions.again(before, session, value)
    session = _gated(replace(session, begun=None, programme=None, works=(), said=(), short=False))
    return session, effects if session.gate is None else (focus(session, "questions"),)


# --- other tabs


def _stored(before: Session, session: Session, value: Json) -> Result[Session]:
    """Take over what another tab kept. A session that was begun there later leads: this one stands aside."""
    stored = stored_in(value)
    session, effects = actions.heard(before, session, value)
    session = replace(session, log=session.log.heard(stored), plan=session.plan.heard(stored))
    if session.state is IDLE and PLAN.key in stored:
        session = _offered_anew(session, stored)
    if ASKED_KEY in stored and stored[ASKED_KEY] is None and session.state is IDLE:
        session = replace(session, asked_at=None, gate=session.gate or "ask")
    if PLACE_KEY not in stored:
        return session, effects
    there = Unfinished.from_text(stored[PLACE_KEY], session.catalog, session.at)
    if session.state is IDLE:
        here = there is not None and there.running
        return replace(session, unfinished=there, elsewhere=here, place=there and there.place), effects
    if there is None or there.lead <= session.lead or session.state not in {RUNNING, PAUSED}:
        return session, effects
    session = replace(
        session, state=IDLE, run=None, missed=None, place=there.place, unfinished=there, elsewhere=True,
        begun=None, programme=None, works=(), said=(),
    )  # fmt: skip
    told = Announce(text="The session goes on in another tab or window.", urgent=True)
    return session, (Cues(), KeepAwake(on=False), told, focus(session, "done"))


def _offered_anew(session: Session, stored: Mapping[str, str | None]) -> Session:
    """Return the session with what a changed plan offers."""
    today = (int((session.at + session.zone * 60_000) // DAY_MS) + 3) % 7
    offered = offer(stored, session.catalog, today)
    return replace(session, offer=offered, chosen=offered.chosen)


def _saved(before: Session, session: Session, value: Json) -> Result[Session]:
    """The shell has kept a text of log or plan, or another tab was faster."""
    del before
    log, again = session.log.answered(value)
    kept, plan_again = session.plan.answered(value)
    return replace(session, log=log, plan=kept), (*again, *plan_again)


_ACTIONS: Mapping[str, Action] = {
    "start": _start,
    "carry-on": _carry_on,
    "forget": _forget,
    "answer": _answer,
    "changed": _changed,
    "short": _short,
    "choose": _choose,
    "fragment": _fragment,
    "skip-exercise": _skip_exercise,
    "back-exercise": _back_exercise,
    "next-track": _next_track,
    "previous-track": _previous_track,
    "say": _say,
    "hurts": _hurts,
    "easier": _easier,
    "next": _next,
    "end": _end,
    "pain-after": _pain_after,
    "leave-out": _leave_out,
    "again": _again,
    "stored": _stored,
    "saved": _saved,
}

RULES = Rules(
    transitions=TRANSITIONS,
    late=LATE,
    swapped=states.SWAPPED | {"easier", "next", "end", "pain-after"},
    actions={**actions.ACTIONS, **_ACTIONS},
)

__all__ = ["RULES", "TRANSITIONS", "Effect", "Session", "connect", "handle"]
