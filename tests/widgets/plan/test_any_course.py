"""Whatever a reader answers and changes by hand, week after week: what must hold between two weeks holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import examples
from tests.widgets.frozen import real_catalog
from tests.widgets.plan.test_engine import EQUIPMENT, profiles
from widgets.build import simulate
from widgets.catalog import Catalog
from widgets.diary.entries import SAID
from widgets.plan import edits, fill, grow, limits, store, take
from widgets.plan.admission import admitted
from widgets.plan.doses import by_slug
from widgets.plan.progress import Answers, Diary, next_week
from widgets.plan.shared import SharedItem, SharedPlan
from widgets.plan.store import DOCUMENT, Saved
from widgets.plan.values import WARM_START, Course, Planned
from widgets.plan.week import make

STEPS = 14
"""Answers and changes by hand of one reader."""


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Draws what one reader does."""

    data: st.DataObject
    catalog: Catalog

    def one_of(self, *values: Any) -> Any:  # noqa: ANN401 - any value
        """Return one of some values."""
        return self.data.draw(st.sampled_from(values))

    def seldom(self, times: int) -> bool:
        """Return true once in so many times."""
        return self.data.draw(st.integers(1, times)) == times

    def word(self, course: Course) -> tuple[Answers, Diary]:
        """Return what the check-in may be told, and what the diary may know."""
        there = sorted(p.slug for routine in course.routines for p in routine)
        said = {slug: self.one_of(*SAID) for slug in there if self.seldom(6)}
        word = self.one_of("fine", "fine", "fine", "fine", "same", "flare")
        early = 0 if word == "fine" else self.one_of(0, 0, 0, 3, 6)
        missed = 0 if early else self.one_of(*[0] * 8, 1, 2, 3, 4, 12)
        answers = Answers(
            word=word,
            cause=self.one_of(None, "session", "walk") if word == "flare" else None,
            said=said,
            walk_hurt=self.seldom(10),
            easy=self.seldom(2),
            slowly=self.seldom(20),
        )
        return answers, Diary(missed=missed, walked=self.seldom(2), early=early)

    def by_hand(self, course: Course) -> Course:
        """Return a course after a change by the reader's own hand."""
        catalog, profile = self.catalog, course.profile
        prepared = profile.prescribed is not None
        slugs = sorted(p.slug for routine in course.routines for p in routine)

        def answers() -> Course:
            changed = replace(
                profile,
                **self.one_of(
                    {"level": self.one_of(1, 2, 3, 4, 5), "days": (0, 2, 4)},
                    {"session_minutes": self.one_of(10, 13, 20, 30, 60)},
                    {"walk_minutes": self.one_of(10, 22, 45)},
                    {"conditions": tuple(self.some(c.id for c in catalog.conditions))},
                    {"equipment": tuple(self.some(EQUIPMENT))},
                    {"known": tuple(self.some(e.slug for e in catalog.exercises))},
                    {"one_at_a_time": not profile.one_at_a_time},
                ),
            )
            if prepared or course.in_flare:
                changed = replace(profile, conditions=changed.conditions)
            return edits.answered_anew(course, changed, catalog)

        def swapped() -> Course:
            choices = edits.choices(course, catalog)
            if not choices or not slugs:
                return course
            out, other = self.one_of(*slugs), self.one_of(*choices)
            fits = edits.fits(edits.without(course, out, catalog), other, catalog)
            return edits.swapped(course, out, other, catalog) if fits else course

        def renewed() -> Course:
            choices = edits.new_choices(course, catalog)
            slug = self.one_of(None, *(e.slug for e in choices))
            return edits.with_new(course, slug, catalog) if choices else course

        def friends() -> Course:
            known = tuple(e.slug for e in catalog.exercises if e.level < 3)
            usual = fill.newcomer(catalog).profile
            theirs = replace(usual, level=3, session_minutes=30, known=known, asked=True)
            return self.taken(take.shared(fill.begin(theirs, catalog), catalog), course)

        def prepared_one() -> Course:
            items = tuple(
                SharedItem(slug=slug, sets=self.one_of(1, 2, 3))
                for slug in self.some(e.slug for e in catalog.exercises)
            )
            given_ = SharedPlan(
                prepared=True, level=3, days=(0, 3), session_minutes=30, walk_minutes=20, items=items
            )
            return self.taken(given_, course)

        def own_device() -> Course:
            given_ = take.shared(course, catalog, answers=True)
            return self.taken(given_, fill.newcomer(catalog))

        changes: list[Callable[[], Course]] = [
            answers,
            answers,
            lambda: edits.without(course, self.one_of(*slugs), catalog) if slugs else course,
            lambda: edits.brought_back(course, self.one_of(*course.out), catalog) if course.out else course,
            lambda: edits.back_to_own(course, catalog) if prepared else course,
            lambda: course if course.in_flare else edits.flared(course, catalog),
            prepared_one,
            own_device,
        ]
        if not prepared:
            changes += [
                swapped,
                renewed,
                friends,
                lambda: grow.raised(course, catalog)[0],
                lambda: edits.in_turns(course, catalog) if edits.may_take_turns(course, catalog) else course,
                lambda: edits.in_one(course, catalog),
                lambda: (
                    course
                    if course.in_flare
                    else edits.with_known(course, self.some(e.slug for e in catalog.exercises), catalog)
                ),
            ]
        return self.data.draw(st.sampled_from(changes))()

    def taken(self, given_: SharedPlan, before: Course) -> Course:
        """Return the course of a plan that was taken, as the planner keeps it."""
        course = take.taken(given_, before, self.catalog)
        return store.mend(Saved(course=course), self.catalog)[0].course

    def some(self, values: Any) -> list[Any]:  # noqa: ANN401 - any values
        """Return a few of some values."""
        return self.data.draw(st.lists(st.sampled_from(sorted(values)), unique=True, max_size=5))


def doses(course: Course) -> dict[str, Planned]:
    """Return the exercises of a week with their doses."""
    return {p.slug: p for routine in course.routines for p in routine}


def grown(before: Course, after: Course) -> set[str]:
    """Return the exercises that came, or whose dose is larger in some part."""
    old = doses(before)
    return {
        slug
        for slug, p in doses(after).items()
        if slug not in old
        or any(getattr(p, part) > getattr(old[slug], part) for part in ("sets", "reps", "hold"))
    }


def check_week(course: Course, catalog: Catalog) -> None:
    """Check what holds of any week, however it came about."""
    there, profile = doses(course), course.profile
    week = make(course, catalog)
    assert not there.keys() & set(course.out)
    assert (course.phase == "walks") == (not there)
    assert course.level <= limits.highest_level(profile) or profile.prescribed is not None
    if profile.prescribed is None:
        assert there.keys() <= admitted(course, catalog)
        assert week.seconds <= profile.session_minutes * 60 * limits.OVER + 30
        assert limits.LEAST_WALK <= course.walk_minutes <= catalog.plan.walk_minutes.high
        if limits.slow(profile):
            records = by_slug(catalog)
            assert all(p.hold <= limits.bounds(records[p.slug], "hold")[0] for p in there.values())
            assert all(records[slug].level <= limits.SLOW_LEVEL for slug in there)
    if course.in_flare or course.quiet or course.calm:
        assert course.new is None or course.new in there
    saved = Saved(course=course, since=1.0)
    assert DOCUMENT.load(DOCUMENT.dump(saved)) == saved
    mended, notices = store.mend(saved, catalog)
    assert notices == ()
    changed = {f.name for f in fields(Course) if getattr(mended.course, f.name) != getattr(course, f.name)}
    assert changed <= {"shown"}


def check_step(  # noqa: C901 - a line for each rule
    before: Course, answers: Answers, diary: Diary, after: Course, catalog: Catalog
) -> None:
    """Check what an answer may lead to."""
    up = grown(before, after)
    hurt = {slug for slug, said in answers.said.items() if said == "hurt"}
    hard = {slug for slug, said in answers.said.items() if said == "too-hard"}
    pain = bool(hurt) or answers.walk_hurt
    anew = bool(diary.missed) and before.missed + diary.missed >= limits.ANEW_FROM
    old, now = make(before, catalog).seconds, make(after, catalog).seconds
    assert hurt <= set(after.hurt)
    worse = answers.word != "fine" or diary.missed or pain or hard or answers.slowly
    if not worse:
        assert len(up) <= 1
        assert after.walk_minutes <= before.walk_minutes + limits.LARGEST_WALK_STEP
        if before.still > 1:
            assert not up
            assert after.walk_minutes <= before.walk_minutes
        if after.quiet or after.calm:
            assert after.new is None
            assert up <= {*before.known, *(p.slug for p in before.dropped), *doses(before)}
        if before.profile.prescribed is None:
            assert now >= old * limits.FINE_SHARE - 1
        return
    assert after.walk_minutes <= before.walk_minutes
    if doses(after).keys() == {WARM_START} and answers.word != "flare":
        return
    if not anew:
        easier = {slug for slug_ in hard for slug in catalog.exercise(slug_).easier}
        assert up <= easier
        assert now <= old
    if pain or before.quiet > 1 or after.calm:
        assert up <= set(before.known) or anew
    if answers.word == "flare":
        assert not up or anew
        assert now <= old
        assert after.new is None
        if not before.in_flare and answers.cause != "walk" and len(doses(after)) > 1:
            assert now <= old * limits.FLARE_SHARE
        if answers.cause != "session":
            assert after.walk_minutes <= max(limits.LEAST_WALK, before.walk_minutes // 2)
    if answers.slowly or (limits.slow(before.profile) and (pain or answers.word == "flare")):
        assert after.still >= 5 or (answers.slowly and limits.slow(before.profile))


@settings(max_examples=examples(60))
@given(profile=profiles(), data=st.data())
def test_any_reader_who_answers_and_changes_by_hand(profile: dict[str, Any], data: st.DataObject) -> None:
    """Each week of a reader who does anything that the planner offers keeps the rules, and is kept as it is."""
    catalog = real_catalog()
    reader = Reader(data=data, catalog=catalog)
    course = fill.begin(simulate.read_profile(profile, catalog), catalog)
    check_week(course, catalog)
    for _ in range(STEPS):
        if data.draw(st.integers(0, 2)) == 0:
            course = reader.by_hand(course)
        else:
            answers, diary = reader.word(course)
            after, _changes = next_week(course, answers, diary, catalog)
            check_step(course, answers, diary, after, catalog)
            course = after
        check_week(course, catalog)
