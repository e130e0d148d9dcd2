"""A checker of the plan's rules that reads a run's JSON and the library alone: it imports nothing of the engine.

Each function returns the faults of one rule in a run, as sentences with the week's number. What a rule means is written
here once more, from the rules in words, so that an error of the engine's own arithmetic shows.
"""

# ruff: noqa: C901, PLR0912 - a rule in words has many clauses, each a line here

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from widgets.catalog import Catalog, Exercise

type Week = Mapping[str, Any]
type Doses = dict[str, tuple[int, int, int]]

WARM = "finding-neutral"
TINY = 1e-9


def faults(
    weeks: Sequence[Week], answers: Sequence[str], profile: Mapping[str, Any], catalog: Catalog
) -> list[str]:
    """Return every fault of a run.

    Args:
        weeks: as `python -m widgets.plan --json` prints them.
        answers: one fewer than there are weeks.
        profile: the profile's data.
        catalog: the library.
    """
    run = Run(weeks, answers, profile, catalog)
    return [fault for rule in RULES for fault in rule(run)]


class Run:
    """A run's weeks with the library's exercises by slug."""

    def __init__(
        self, weeks: Sequence[Week], answers: Sequence[str], profile: Mapping[str, Any], catalog: Catalog
    ) -> None:
        self.weeks = weeks
        self.answers = answers
        self.profile = profile
        self.catalog = catalog
        caps = [c.hold_at_most for c in catalog.conditions if c.id in profile.get("conditions", ())]
        self.cap = min((cap for cap in caps if cap is not None), default=None)
        self.exercises: dict[str, Exercise] = {e.slug: capped(e, self.cap) for e in catalog.exercises}
        self.slow = "nerve-root-pain" in profile.get("conditions", ())
        levels = profile.get("known_levels", ())
        self.known = {e.slug for e in catalog.exercises if e.level in levels} | set(profile.get("known", ()))

    def steps(self) -> Iterator[tuple[int, Week, str, Week]]:
        """Yield each answer with the weeks before and after it, and the index of the week after."""
        for index, ((before, after), answer) in enumerate(
            zip(pairwise(self.weeks), self.answers, strict=True), start=1
        ):
            yield index, before, answer, after


def capped(exercise: Exercise, cap: int | None) -> Exercise:
    """Return an exercise whose hold is no longer than a health answer allows; None for no cap."""
    own = exercise.dose
    if cap is None:
        return exercise
    ranges = {
        part: (min(low, cap), min(high, cap)) if part == "hold" else (low, high)
        for part, (low, high) in own.range.items()
    }
    return replace(exercise, dose=replace(own, hold=min(own.hold, cap), range=ranges))


def doses(week: Week) -> Doses:
    """Return the week's exercises with sets, repetitions and hold."""
    return {i["slug"]: (i["sets"], i["reps"], i["hold"]) for routine in week["routines"] for i in routine}


def new(week: Week) -> set[str]:
    """Return the exercises that the week calls new."""
    return {item["slug"] for routine in week["routines"] for item in routine if item["new"]}


def grown(before: Doses, after: Doses) -> set[str]:
    """Return the exercises that came, or whose dose is larger in some part."""
    return {
        slug
        for slug, dose in after.items()
        if slug not in before or any(now > was for now, was in zip(dose, before[slug], strict=True))
    }


def length(exercise: Exercise, dose: tuple[int, int, int]) -> int:
    """Return how long an exercise takes in seconds, by the parts of its record's dose."""
    own = exercise.dose
    sets, reps, hold = dose
    times = reps if own.sides == "both" else 2 * reps
    changes = {"both": 0, "one-then-other": 1, "alternating": times - 1}[own.sides] * own.side_change
    one = times * (own.move + hold + own.release) + changes
    return own.get_ready + sets * one + (sets - 1) * own.rest


def smaller(run: Run, slug: str, dose: tuple[int, int, int]) -> bool:
    """Return whether a dose has sets or repetitions to take."""
    own = run.exercises[slug].dose
    return dose[0] > 1 or dose[1] > min(own.reps, own.range.get("reps", (own.reps,))[0])


def start_of(exercise: Exercise) -> tuple[int, int, int]:
    """Return an exercise's starting dose."""
    return exercise.dose.sets, exercise.dose.reps, exercise.dose.hold


def shape(run: Run) -> Iterator[str]:
    """Each week has a number in order, a known phase, its right length, and doses within the record's range."""
    if len(run.weeks) != len(run.answers) + 1:
        yield f"{len(run.weeks)} weeks for {len(run.answers)} answers"
    for number, week in enumerate(run.weeks, start=1):
        if week["week"] != number or week["phase"] not in {
            "begin",
            "build",
            "hold",
            "back",
            "return",
            "walks",
        }:
            yield f"week {number}: number or phase is wrong"
        longest = 0
        for routine in week["routines"]:
            slugs = [item["slug"] for item in routine]
            if len(set(slugs)) != len(slugs) or len(slugs) > 8:
                yield f"week {number}: an exercise twice, or too many"
            seconds = sum(
                length(run.exercises[i["slug"]], (i["sets"], i["reps"], i["hold"])) for i in routine
            ) + 30 * max(0, len(routine) - 1)
            longest = max(longest, seconds)
            for item in routine:
                own = run.exercises[item["slug"]].dose
                for part in ("sets", "reps", "hold"):
                    low, high = own.range.get(part, (getattr(own, part),) * 2)
                    if not min(low, getattr(own, part)) <= item[part] <= max(high, getattr(own, part)):
                        yield f"week {number}: {item['slug']} has {item[part]} {part}"
        if abs(week["session_minutes"] - longest / 60) > TINY:
            yield f"week {number}: {week['session_minutes']} minutes are not {longest / 60}"
        if not 5 <= week["walk_minutes"] <= 45:
            yield f"week {number}: a walk of {week['walk_minutes']} minutes"
        if (week["phase"] == "walks") != (not doses(week)):
            yield f"week {number}: phase {week['phase']} with {len(doses(week))} exercises"


def admission(run: Run) -> Iterator[str]:
    """Nothing closed by level, equipment or health; nothing new before an easier version was done in a fine week."""
    have = set(run.profile.get("equipment", ("mat", "firm-chair", "small-pillow", "rolled-towel", "wall")))
    conditions = set(run.profile.get("conditions", ()))
    known = run.known | {WARM}
    for index, week in enumerate(run.weeks):
        for slug in doses(week):
            e = run.exercises[slug]
            if (
                e.level > run.profile.get("level", 1)
                or e.level > week["level"]
                or not have.issuperset(e.equipment)
            ):
                yield f"week {index + 1}: {slug} is closed by level or equipment"
            if any(a.planner == "leave-out" and a.condition in conditions for a in e.ask_first):
                yield f"week {index + 1}: {slug} is closed by health"
        if index and run.answers[index - 1] in {"fine", "easy"}:
            known |= set(doses(run.weeks[index - 1]))
    if not run.known and run.weeks[0]["level"] != 1:
        yield f"week 1 begins at level {run.weeks[0]['level']}"


def flare_ups(run: Run) -> Iterator[str]:
    """Rule 1. A flare-up never makes more; the first takes a third of the session, newest first, and halves walks.

    Further ones in a row leave five minutes, where there are as many.
    """
    row = 0
    for index, before, answer, after in run.steps():
        if answer != "flare":
            row = 0
            continue
        old, now = doses(before), doses(after)
        if grown(old, now):
            yield f"week {index + 1}: a flare-up brings {sorted(grown(old, now))}"
        if after["session_minutes"] > before["session_minutes"] + TINY:
            yield f"week {index + 1}: a flare-up's session is longer"
        if new(after):
            yield f"week {index + 1}: new in a flare-up"
        if old and after["phase"] != "back":
            yield f"week {index + 1}: phase {after['phase']} after a flare-up"
        if not row and after["session_minutes"] > before["session_minutes"] * 2 / 3 + TINY:
            left, was = after["session_minutes"], before["session_minutes"]
            more = [slug for slug, dose in now.items() if dose == old.get(slug) and smaller(run, slug, dose)]
            if len(now) > 1 or more:
                yield f"week {index + 1}: a first flare-up leaves {left:.1f} of {was:.1f}"
        if index > 1 and len(new(before)) == 1 and len(old) > 1 and new(before) & now.keys() - {WARM}:
            yield f"week {index + 1}: the newest stays"
        taken = len(old.keys() - now.keys()) + sum(now[slug] != old.get(slug) for slug in now)
        if taken > 4 + 2 * (len(before["routines"]) > 1):
            yield f"week {index + 1}: a flare-up takes {taken} parts"
        if after["walk_minutes"] > max(5, before["walk_minutes"] / 2):
            yield f"week {index + 1}: walks are not halved"
        if row and after["session_minutes"] < min(5, before["session_minutes"]) - TINY:
            yield f"week {index + 1}: a further flare-up leaves {after['session_minutes']:.1f} minutes"
        if old and not now:
            yield f"week {index + 1}: a flare-up empties the week"
        row += 1
    flares = [index for index, answer in enumerate(run.answers, start=1) if answer == "flare"]
    for first, last in zip(flares, flares[2:], strict=False):
        if last - first < 6:
            fine = 0
            for index in range(last, len(run.weeks)):
                fine += index > last and run.answers[index - 1] in {"fine", "easy"}
                if fine < 4 and new(run.weeks[index]):
                    yield f"week {index + 1}: new after three flare-ups in six weeks and {fine} fine weeks"
                if fine >= 4:
                    break
            if not any(c["kind"] == "ask-provider" for c in run.weeks[last]["changes"]):
                yield f"week {last + 1}: three flare-ups, and no word of the provider"


def hurts(run: Run) -> Iterator[str]:
    """Rule 2. What hurt stays out; nothing new in that week or the next; finding neutral alone, or walks, is left."""
    out: set[str] = set()
    for index, before, answer, after in run.steps():
        if not answer.startswith("hurt:"):
            continue
        slug = answer.removeprefix("hurt:")
        if slug == "walk":
            if after["walk_minutes"] > max(5, before["walk_minutes"] / 2):
                yield f"week {index + 1}: walks are not halved after a walk that hurt"
        else:
            out.add(slug)
            left = doses(before).keys() - {slug}
            extra = doses(after).keys() - left
            if extra and not (not left and extra == {WARM}):
                yield f"week {index + 1}: {sorted(extra)} came as {slug} hurt"
        for later in run.weeks[index : index + 2]:
            came = doses(later).keys() - doses(before).keys()
            unseen = (
                {s for s in came if all(s not in doses(w) for w in run.weeks[:index])} - run.known - {WARM}
            )
            if new(later) - doses(before).keys() or unseen:
                yield f"week {later['week']}: new after {answer}"
        span = 3 if slug == "walk" else 2
        for one, two in pairwise(run.weeks[index - 1 : index - 1 + span]):
            if two["walk_minutes"] > one["walk_minutes"] or grown(doses(one), doses(two)) - {WARM}:
                yield f"week {two['week']}: growth after {answer}"
        for later in run.weeks[index:]:
            if out & doses(later).keys():
                yield f"week {later['week']}: {sorted(out & doses(later).keys())} hurt and is there"
                return


def returns(run: Run) -> Iterator[str]:
    """Rule 3. What a flare-up or a break took returns first, a part a fine week, with the dose it had."""
    waiting: Doses = {}
    taken: dict[str, int] = {}
    gone: set[str] = set()
    fresh: set[str] = set()
    for index, before, answer, after in run.steps():
        old, now = doses(before), doses(after)
        if after["phase"] == "begin":
            waiting.clear()
            fresh.clear()
        if after["phase"] == "back" and answer in {"flare", "missed"}:
            for slug, dose in old.items():
                if slug not in now or any(a < b for a, b in zip(now[slug], dose, strict=True)):
                    waiting.setdefault(slug, dose)
            for change in after["changes"]:
                if change["why"] in {"flare", "break"} and "last" in change.get("by", ()):
                    fresh.add(change["slug"])
            if answer == "flare":
                for slug in old.keys() - now.keys():
                    taken[slug] = taken.get(slug, 0) + 1
                    if taken[slug] > 1:
                        gone.add(slug)
                        waiting.pop(slug, None)
        elif answer in {"fine", "easy"}:
            up = grown(old, now)
            room = run.profile.get("minutes", 10) * 66 - before["session_minutes"] * 60
            fits = {
                slug
                for slug in waiting
                if length(run.exercises[slug], start_of(run.exercises[slug])) + 30 <= room
            }
            if not fits:
                waiting.clear()  # What has no room left is given up.
            if fits and up - waiting.keys():
                yield f"week {index + 1}: {sorted(up)} grew while {sorted(waiting)} wait"
            for slug in up & waiting.keys():
                first = min(waiting, key=lambda one: (one in fresh, run.exercises[one].level, one != slug))
                rank, least = ((one in fresh, run.exercises[one].level) for one in (slug, first))
                if rank > least and first in fits and len(old) < 8 and first not in old and not run.slow:
                    yield f"week {index + 1}: {slug} returns before {first}"
                if (
                    slug in fresh
                    and slug not in old
                    and (now[slug] != start_of(run.exercises[slug]) or (slug not in new(after)))
                    and not run.slow
                ):
                    yield f"week {index + 1}: {slug} was new, and returns with {now[slug]} as known"
                fresh.discard(slug)
                if now[slug] not in {waiting[slug], start_of(run.exercises[slug])} and not run.slow:
                    yield f"week {index + 1}: {slug} returns with {now[slug]}, it had {waiting[slug]}"
                del waiting[slug]
        elif answer.startswith("hurt:"):
            waiting.pop(answer.removeprefix("hurt:"), None)
        if gone & now.keys():
            yield f"week {index + 1}: {sorted(gone & now.keys())} returned after two flare-ups"
            return


def one_step(run: Run) -> Iterator[str]:
    """Rule 4. One step up a week in the session, one new exercise, and nothing grows but after a fine week."""
    for index, before, answer, after in run.steps():
        up = grown(doses(before), doses(after))
        if answer not in {"fine", "easy"}:
            alone = doses(after).keys() == {WARM} and answer.startswith("hurt:")
            if up and not alone and after["phase"] != "begin":
                yield f"week {index + 1}: {sorted(up)} grew after {answer}"
            if after["walk_minutes"] > before["walk_minutes"]:
                yield f"week {index + 1}: a longer walk after {answer}"
            continue
        if len(up) > 1:
            yield f"week {index + 1}: {sorted(up)} grew at once"
        for slug in up & doses(before).keys():
            parts = [now > was for now, was in zip(doses(after)[slug], doses(before)[slug], strict=True)]
            if sum(parts) > 1 and after["phase"] != "return":
                yield f"week {index + 1}: {slug} grew in {sum(parts)} parts"
            if doses(after)[slug][0] > doses(before)[slug][0] + 1 and after["phase"] != "return":
                yield f"week {index + 1}: {slug} has more than one set more"
        if after["walk_minutes"] > before["walk_minutes"] + 5:
            yield f"week {index + 1}: the walk grew by more than a step"
    for week in run.weeks[1:]:
        if len(new(week)) > 1:
            yield f"week {week['week']}: {sorted(new(week))} are new at once"


def minutes(run: Run) -> Iterator[str]:
    """Rule 5. Never past the minutes asked by more than a tenth; a fine week keeps three quarters."""
    asked = run.profile.get("minutes", 10)
    for week in run.weeks:
        if week["session_minutes"] > asked * 1.1 + TINY:
            yield f"week {week['week']}: {week['session_minutes']:.1f} minutes of {asked} asked"
    for index, before, answer, after in run.steps():
        if answer in {"fine", "easy"} and after["session_minutes"] < 0.75 * before["session_minutes"] - TINY:
            yield f"week {index + 1}: {after['session_minutes']:.1f} minutes after {before['session_minutes']:.1f}"
        if answer in {"fine", "easy"}:
            was, now = doses(before), doses(after)
            for slug in now.keys() - was.keys():
                if slug in new(after) and now[slug] != start_of(run.exercises[slug]) and not run.slow:
                    yield f"week {index + 1}: {slug} is new with {now[slug]}"


def has(week: Week, index: int, slug: str) -> bool:
    """Return whether one of a week's routines has an exercise."""
    routines = week["routines"]
    return index < len(routines) and any(item["slug"] == slug for item in routines[index])


def one_set(run: Run) -> Iterator[str]:
    """Rule 5. A fine week takes one set at the most, and an easier version leaves from its last one."""
    for index, before, answer, after in run.steps():
        if answer not in {"fine", "easy"}:
            continue
        was, now = doses(before), doses(after)
        taken = {slug: was[slug][0] - now[slug][0] for slug in was.keys() & now.keys()}
        if sum(sets for sets in taken.values() if sets > 0) > 1:
            yield f"week {index + 1}: more than one set is gone, {taken}"
        for slug in was.keys() - now.keys():
            beside = [after["routines"][i] for i in range(len(after["routines"])) if has(before, i, slug)]
            harder = [i["slug"] for one in beside for i in one if slug in run.exercises[i["slug"]].easier]
            if harder and was[slug][0] > 1:
                yield f"week {index + 1}: {slug} left from {was[slug][0]} sets, {harder} is there"


def breaks(run: Run) -> Iterator[str]:
    """Rule 7. One week: the same. Two or three: half. From four: start doses at the most, two out. Nothing grows.

    An exercise that was new and waits since an earlier break is one of the two.
    """
    missed, early, base = 0, 0, {}
    late: set[str] = set()
    for index, before, answer, after in run.steps():
        old, now = doses(before), doses(after)
        waits = len(late)
        late -= now.keys()
        late |= {c["slug"] for c in after["changes"] if c["why"] == "break" and "last" in c.get("by", ())}
        if answer != "missed":
            missed = 0
            continue
        if not missed:
            base, early = old, min(1, waits)
        missed += 1
        if after["walk_minutes"] != before["walk_minutes"]:
            yield f"week {index + 1}: another walk after a week without a session that had walks"
        if not base:
            continue
        if after["session_minutes"] > before["session_minutes"] + TINY and after["phase"] != "begin":
            yield f"week {index + 1}: longer after {missed} missed weeks"
        if missed == 1 and (now != old or after["phase"] != "hold"):
            yield f"week {index + 1}: not the same week after one missed"
        if 2 <= missed < 12 and new(after):
            yield f"week {index + 1}: new in a break"
        if missed == 2 and any(now[slug][0] > max(1, old[slug][0] / 2) for slug in now.keys() & old.keys()):
            yield f"week {index + 1}: sets are not halved"
        if 4 <= missed < 12:
            for slug, dose in now.items():
                own = run.exercises[slug].dose
                if any(a > b for a, b in zip(dose, (own.sets, own.reps, own.hold), strict=True)):
                    yield f"week {index + 1}: {slug} is above its start dose in a break"
        if missed == 4 and len(base) > 3 and len(now) > len(base) - 2 + early:
            yield f"week {index + 1}: the two newest are still there"
        if missed == 4 and len(now) < len(base) - 2:
            yield f"week {index + 1}: more than the two newest are out"
        if missed == 12:
            if after["phase"] != "begin":
                yield f"week {index + 1}: no beginning after twelve weeks"
            missed = 0


def slowly(run: Run) -> Iterator[str]:
    """Rule 8. Nerve-root pain: levels 1 and 2, a step after two fine weeks, none for four after worse."""
    if not run.slow:
        return
    row, rest = 0, 0
    for index, before, answer, after in run.steps():
        if after["level"] > 2:
            yield f"week {index + 1}: level {after['level']} with nerve-root pain"
        fine = answer in {"fine", "easy"}
        row = row + 1 if fine else 0
        session = bool(grown(doses(before), doses(after))) and after["phase"] != "begin"
        alone = doses(after).keys() == {WARM} and answer.startswith("hurt:")
        walk = after["walk_minutes"] > before["walk_minutes"]
        if session and walk:
            yield f"week {index + 1}: session and walk grew at once"
        if (session and not alone) or walk:
            if row < 2 or rest:
                yield f"week {index + 1}: a step too early"
            row = 0
        rest = 4 if answer == "flare" or answer.startswith("hurt:") else max(0, rest - 1)
        for slug, dose in doses(after).items():
            own = run.exercises[slug].dose
            if dose[2] > min(own.hold, own.range.get("hold", (own.hold,))[0]):
                yield f"week {index + 1}: {slug} is held longer than its least"


def goes_on(run: Run) -> Iterator[str]:
    """Rules 6 and 9. Below the highest level fine weeks do not stand still without naming what closes it."""
    still = 0
    for index, before, answer, after in run.steps():
        same = doses(before) == doses(after)
        still = still + 1 if answer in {"fine", "easy"} and same else 0
        top = after["level"] >= run.profile.get("level", 1)
        lately = run.weeks[max(0, index - 10) : index + 1]
        closed = any(c["kind"] == "level-closed" for w in lately for c in w["changes"])
        if still > 5 and not (top or run.slow or closed or after["phase"] in {"walks", "return"}):
            yield f"week {index + 1}: still for {still} fine weeks at level {after['level']}"


RULES = (
    shape,
    admission,
    flare_ups,
    hurts,
    returns,
    one_step,
    minutes,
    one_set,
    breaks,
    slowly,
    goes_on,
)
"""Every rule that a run's JSON shows."""
