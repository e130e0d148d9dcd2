"""A small made-up catalogue for the planner's tests, and strategies of any catalogue and any course."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from widgets.catalog import (
    AskFirst,
    Bounds,
    CareCard,
    Catalog,
    Change,
    Condition,
    Dose,
    Exercise,
    HardActivities,
    Level,
    PainBand,
    PainRule,
    Plan,
    Position,
    Safety,
)
from widgets.plan import fill, store
from widgets.plan.values import DAYS_IN_WEEK, Course, Dropped, Planned, Profile, equipment_of

CONDITIONS = ("pregnancy", "nerve-root-pain", "wrist-problem")
EQUIPMENT = ("mat", "wall", "stability-ball")


def make_dose(*, sides: str = "both", sets: int = 1, reps: int = 10, most_sets: int = 3) -> Dose:
    """Return a dose with a five-second hold."""
    return Dose(
        hold=5,
        reps=reps,
        sets=sets,
        move=2,
        release=3,
        rest=30,
        get_ready=10,
        sides=sides,  # type: ignore[arg-type]
        side_change=5,
        range={"sets": (1, max(sets, most_sets))},
    )


def make_exercise(  # noqa: PLR0913 - a value has the parts it has
    slug: str,
    level: int,
    face: str,
    *,
    easier: tuple[str, ...] = (),
    harder: tuple[str, ...] = (),
    equipment: tuple[str, ...] = ("mat",),
    ask: tuple[AskFirst, ...] = (),
    dose: Dose | None = None,
) -> Exercise:
    """Return an exercise whose length fits its dose."""
    dose = dose or make_dose()
    reps = dose.reps * (1 if dose.sides == "both" else 2)
    one_set = reps * (dose.move + dose.hold + dose.release)
    return Exercise(
        slug=slug,
        name=slug.replace("-", " ").capitalize(),
        summary="A made-up exercise.",
        url=f"exercises/{slug}/",
        level=level,
        position="hook-lying",
        position_name="On your back",
        face=face,  # type: ignore[arg-type]
        equipment=equipment,
        cue=("Keep breathing",),
        dose=dose,
        seconds=dose.get_ready + dose.sets * one_set + (dose.sets - 1) * dose.rest,
        ask_first=ask,
        easier=easier,
        harder=harder,
    )


def make_catalog(exercises: tuple[Exercise, ...], *, rest: tuple[int, ...] = (0, 0, 1, 1, 1)) -> Catalog:
    """Return a catalogue of these exercises, with rest days for each of five levels."""
    card = CareCard(title="Call now if:", signs=("you have chest pain",), action="Call now.")
    return Catalog(
        exercises=exercises,
        positions=(
            Position(
                id="hook-lying", name="On your back", plain="Lie down.", same_seconds=10, change_seconds=30
            ),
        ),
        levels=tuple(
            Level(number=index + 1, name=f"Step {index + 1}", rest_days=days)
            for index, days in enumerate(rest)
        ),
        conditions=tuple(
            Condition(id=id_, name=id_.capitalize(), question=f"I have: {id_}", advice="Ask.")
            for id_ in CONDITIONS
        ),
        plan=Plan(
            exercise_days=Bounds(low=2, high=3, start=3, text="Three days."),
            session_minutes=Bounds(low=10, high=60, start=10, text="Ten minutes at first."),
            walk_minutes=Bounds(low=10, high=45, start=10, text="Walk on the other days."),
            new_exercises=Bounds(low=0, high=1, start=1, text="One new exercise."),
            face_split="Half and half.",
            easier_first="Easier first.",
            nerve_root="Go very slowly.",
            flare_up="Drop the newest first.",
        ),
        safety=Safety(
            warning_title="For education only",
            warning="Ask before you start.",
            warning_short="For education only: the short warning.",
            ask_first="Ask your provider first.",
            emergency=card,
            urgent=card,
            pain_intro="Give it a number.",
            pain_rule=PainRule(
                question="What was your usual pain?",
                begin_above_usual=1,
                begin_at_most=6,
                stop_rise=2,
                stop_at=8,
                ask_from=7,
                begin="Begin at 1 above, at most 6.",
                stop="Stop at 2 above, always at 8.",
                settle="Back by the next day.",
                ask="Usual pain 7 or more: ask.",
                unknown="Not known:",
            ),
            stop_short="it spreads, is sharp or rises by 2 or more.",
            pain_bands=(
                PainBand(low=0, high=3, name="go on", text="Go on."),
                PainBand(low=4, high=5, name="make it easier", text="Easier."),
                PainBand(low=6, high=10, name="stop", text="Stop."),
            ),
            pain_spread="If it spreads down a leg, stop.",
            change=Change(points=2, percent=30, text="From 2 on."),
            activities=HardActivities(
                most=3,
                weeks=4,
                each=3,
                average=2,
                question="What is hard?",
                scale="0 cannot.",
                text="From 3 on.",
            ),
            stop_rules=("Stop if it spreads.",),
            always=("Breathe.",),
            not_reviewed="Nobody reviewed this.",
        ),
    )


def small_catalog() -> Catalog:
    """Return eleven made-up exercises that reach every rule."""
    leave = (AskFirst(condition="pregnancy", why="Lying flat.", planner="leave-out"),)
    ask = (AskFirst(condition="wrist-problem", why="Weight on the wrists.", planner="ask"),)
    two_sided = make_dose(sides="alternating", reps=5)
    return make_catalog(
        (
            make_exercise(
                "finding-neutral",
                1,
                "up",
                harder=("draw-in", "tilt", "stand"),
                ask=leave,
                dose=make_dose(reps=8),
            ),
            make_exercise("draw-in", 1, "up", easier=("finding-neutral",), harder=("slide",), ask=leave),
            make_exercise("stand", 1, "other", easier=("finding-neutral",), equipment=()),
            make_exercise("sit", 1, "other", equipment=()),
            make_exercise("tilt", 1, "up", easier=("finding-neutral",), harder=("lift",), ask=leave),
            make_exercise("arm", 2, "down", easier=("draw-in",), harder=("dog",), ask=ask, dose=two_sided),
            make_exercise("lift", 2, "up", easier=("tilt",), harder=("march",), ask=leave),
            make_exercise("slide", 2, "up", easier=("draw-in",), ask=leave, dose=two_sided),
            make_exercise("ball", 2, "other", easier=("finding-neutral",), equipment=("stability-ball",)),
            make_exercise("dog", 3, "down", easier=("arm",), ask=ask, dose=two_sided),
            make_exercise("march", 3, "up", easier=("lift",), ask=leave, dose=two_sided),
        )
    )


@st.composite
def any_catalog(draw: st.DrawFn) -> Catalog:
    """Return a catalogue of up to sixteen exercises with any level, face, dose, caution and links to earlier ones."""
    made: list[Exercise] = []
    for index in range(draw(st.integers(1, 16))):
        slug = "finding-neutral" if index == 0 and draw(st.booleans()) else f"move-{index}"
        sets = draw(st.integers(1, 3))
        dose = make_dose(
            sides=draw(st.sampled_from(["both", "one-then-other", "alternating"])),
            sets=sets,
            reps=draw(st.integers(1, 20)),
            most_sets=draw(st.integers(sets, 4)),
        )
        easier = (
            draw(st.lists(st.sampled_from(tuple(made)), max_size=2, unique_by=lambda e: e.slug))
            if made
            else []
        )
        made.append(
            make_exercise(
                slug,
                draw(st.integers(1, 5)),
                draw(st.sampled_from(["up", "down", "other"])),
                easier=tuple(exercise.slug for exercise in easier),
                equipment=tuple(draw(st.sets(st.sampled_from(EQUIPMENT), max_size=2))),
                ask=tuple(
                    AskFirst(
                        condition=condition,
                        why="Because.",
                        planner=draw(st.sampled_from(["ask", "leave-out"])),
                    )
                    for condition in draw(st.sets(st.sampled_from(CONDITIONS), max_size=2))
                ),
                dose=dose,
            )
        )
    ordered = sorted(made, key=lambda exercise: (exercise.level, exercise.name))
    return make_catalog(tuple(ordered), rest=tuple(draw(st.lists(st.integers(0, 3), min_size=5, max_size=5))))


@st.composite
def any_course(draw: st.DrawFn, catalog: Catalog) -> Course:
    """Return a course as it may come from a device: anything that can be read, mended to the catalogue's bounds."""
    slugs = st.sampled_from([*(exercise.slug for exercise in catalog.exercises), "gone"])
    minutes = st.integers(-5, 90)
    planned = st.builds(
        Planned, slug=slugs, sets=st.integers(-1, 9), reps=st.integers(-1, 90), hold=st.integers(-1, 200)
    )
    routine = st.lists(planned, max_size=8).map(tuple)
    profile = Profile(
        level=draw(st.integers(0, 6)),
        days=tuple(draw(st.sets(st.integers(-1, DAYS_IN_WEEK), max_size=7))),
        session_minutes=draw(minutes),
        walk_minutes=draw(minutes),
        asked=True,
        week_start=draw(st.integers(0, 6)),
        rest=tuple(draw(st.sets(st.integers(0, 6), max_size=3))),
        conditions=tuple(
            draw(st.sets(st.sampled_from([*(c.id for c in catalog.conditions), "gone"]), max_size=3))
        ),
        equipment=tuple(draw(st.sets(st.sampled_from([*equipment_of(catalog), "gone"])))),
        known=tuple(draw(st.lists(slugs, max_size=12, unique=True))),
        again=draw(st.booleans()),
    )
    dropped = st.builds(
        Dropped,
        slug=slugs,
        reason=st.sampled_from(["flare", "break", "hurt", "left-out", "replaced"]),
        dose=st.none() | planned,
        whole=st.booleans(),
        new=st.booleans(),
    )
    course = Course(
        profile=profile,
        routines=tuple(draw(st.lists(routine, max_size=3))),
        walk_minutes=draw(minutes),
        level=draw(st.integers(0, 6)),
        week=draw(st.integers(-1, 5000)),
        phase=draw(st.sampled_from(["begin", "build", "hold", "back", "return", "walks"])),
        known=tuple(draw(st.lists(slugs, max_size=12, unique=True))),
        new=draw(st.none() | slugs),
        dropped=tuple(draw(st.lists(dropped, max_size=4))),
        in_flare=draw(st.booleans()),
        still=draw(st.integers(-1, 200)),
        quiet=draw(st.integers(-1, 200)),
        flares=tuple(draw(st.lists(st.integers(-5, 2000), max_size=3))),
    )
    mended, _ = store.mend(store.Saved(course=course), catalog)
    return mended.course


@pytest.fixture(scope="session")
def small() -> Catalog:
    """A small made-up catalogue."""
    return small_catalog()


@pytest.fixture(scope="session")
def catalogs(real: Catalog) -> st.SearchStrategy[Catalog]:
    """Any catalogue: made up, or the real one."""
    return any_catalog() | st.just(real)


@pytest.fixture(scope="session")
def courses() -> object:
    """The strategy of any course of a catalogue."""
    return any_course


@pytest.fixture
def newcomer(small: Catalog) -> Course:
    """The course behind the sample week of the small catalogue."""
    return fill.newcomer(small)
