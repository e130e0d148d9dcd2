"""The models of the catalogue: frozen pydantic values. No I/O, no rendering. Safety texts are in `care.py`.

The field docstrings (`Field(description=...)`) are the reference for contributors: they become the JSON Schema that
editors complete from. Times are whole seconds unless a name says minutes. A `sources` list is never empty: every dose,
caution and muscle can be followed to an entry of `references.yml`. What is only commonly taught cites the entry
`common-teaching`, and is labelled so wherever it is shown.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from exercises.catalog.base import Cited, Line, Slug, Sources, Value, Words
from exercises.catalog.care import Safety
from exercises.catalog.lookup import SearchWords

LevelNumber = Annotated[int, Field(ge=1, le=5, description="1 (learn the position) to 5 (unstable surface).")]

Face = Literal["up", "down", "other"]
"""Which way the front of the body faces: the first source document splits a session half up, half down."""

Sides = Literal["both", "one-then-other", "alternating"]
"""`both`: both sides work together. `one-then-other`: every rep on one side, a side change, every rep on the other.
`alternating`: the side changes with each rep."""

Effort = Literal["light", "strong"]
"""`light`: a light tightening. `strong`: an effort during which blood pressure goes up."""

SideMeans = Literal["arm", "leg", "lying"]
"""What "left" and "right" name: the `arm` or the `leg` that moves, or the side on which the body is `lying`."""


class Range(Value):
    """The least and the most, both included."""

    low: Annotated[int, Field(ge=0, le=300)]
    high: Annotated[int, Field(ge=0, le=300)]


class DoseRange(Value):
    """How far a dose may be changed by the reader. What is left out is not meant to be changed."""

    hold: Range | None = None
    """Seconds."""
    reps: Range | None = None
    """Repetitions, for each side where sides are trained apart."""
    sets: Range | None = None
    """How often the repetitions are gone through."""


class Dose(Value):
    """How much of an exercise: what the timer counts. All times in whole seconds.

    `hold`, `reps` and `sets` are the dose and come from `sources`. `move`, `release`, `rest`, `get_ready` and
    `side_change` are pacing: this site's own choice of a slow tempo where no source gives one.
    """

    hold: Annotated[int, Field(ge=0, le=60)]
    """Seconds held in each repetition; 0 for a slow movement without a hold."""
    reps: Annotated[int, Field(ge=1, le=30)]
    """Repetitions in a set; for each side where `sides` is not `both`."""
    sets: Annotated[int, Field(ge=1, le=5)]
    """How often the repetitions are gone through, with a rest between."""
    move: Annotated[int, Field(ge=1, le=15)] = 2
    """Seconds to move into the position, slowly."""
    release: Annotated[int, Field(ge=1, le=30)] = 3
    """Seconds to come back and breathe before the next repetition."""
    rest: Annotated[int, Field(ge=0, le=180)] = 30
    """Seconds of rest between sets."""
    get_ready: Annotated[int, Field(ge=0, le=60)] = 10
    """Seconds to get into the starting position after Start."""
    sides: Sides
    """`both`: both sides work together. `one-then-other`: every rep on one side, then on the other. `alternating`: the
    side changes with each rep."""
    side_means: SideMeans | None = None
    """What "left" and "right" name where `sides` is not `both`: the `arm` or the `leg` that moves (the `leg` where both
    do), or the side on which the body is `lying`. Text, voice and figure all follow it."""
    side_change: Annotated[int, Field(ge=0, le=60)] = 5
    """Seconds to change sides; not used where `sides` is `both`."""
    range: DoseRange = DoseRange()
    """How far the reader may change it. `note` says who prints what; the rest is this site's own choice."""
    build_up: Line
    """When and how to do more: "Move up when ..."."""
    note: Line | None = None
    """What a reader should know about where the numbers come from, or how the sources differ."""
    sources: Sources


class Step(Value):
    """One action."""

    text: Line
    """The action, to the reader: "Slowly lift your hips."."""
    pose: Slug | None = None
    """The key pose of the figure that shows this step, by its name in `figure.poses`."""


class Feeling(Value):
    """What the exercise should feel like, and where."""

    text: Line
    """What it should feel like, and what not."""
    where: Line
    """The place, in plain words: "the back of your hips"."""


class MuscleUse(Value):
    """One muscle and who says that it works here."""

    muscle: Slug
    """An id of `vocabulary.yml`, `muscles`."""
    sources: Sources


class Muscles(Value):
    """What works: the main movers or stabilizers, and the helpers."""

    main: Annotated[tuple[MuscleUse, ...], Field(min_length=1)]
    """Main movers and stabilizers."""
    other: tuple[MuscleUse, ...] = ()
    """Helpers."""


class Mistake(Value):
    """A common fault, and why it matters."""

    mistake: Line
    """What people do: "Lifting so high that your low back arches."."""
    why: Line
    """What is wrong with it."""


class AskFirst(Value):
    """A condition with which a reader should ask before this exercise."""

    condition: Slug
    """An id of `vocabulary.yml`, `conditions`."""
    why: Line
    """Why, or what to do instead, in plain words."""
    planner: Literal["ask", "leave-out"] = "ask"
    """`ask`: the planner keeps the exercise and says to ask first. `leave-out`: it is left out for this condition."""
    sources: Sources


class Variant(Value):
    """A neighbour in the graph of easier and harder exercises."""

    slug: Slug
    """The other exercise's slug."""
    change: Line
    """What changes from this exercise to that one."""


class LevelBasis(Value):
    """Why the exercise stands at its level. No two sources share one scale, so this says whose order was followed."""

    text: Line
    """Whose order was followed, in a sentence."""
    sources: Sources


Degrees = Annotated[float, Field(ge=-180, le=180)]
"""An angle in degrees. 0 is standing upright with straight legs and the arms hanging; see `Limbs` for the signs."""

CONTACT = r"^(left-|right-)?[a-z]+( on (floor|chair|wall|ball|pillow|towel|hands|headrest))?$"

Contact = Annotated[str, StringConstraints(pattern=CONTACT, max_length=40)]
"""A part of the body and what it rests on, by default the floor: `hands`, `left-foot`, `pelvis on ball`."""


class Limbs(Value):
    """The joint angles of one arm and one leg (or of both sides), in degrees. What is left out is taken over."""

    hip: Degrees | None = None
    """Flexion: the thigh goes forward."""
    hip_out: Degrees | None = None
    """Abduction: the thigh goes out to its side."""
    hip_turn: Degrees | None = None
    """Rotation about the thigh; outward (the kneecap turns out) is positive."""
    knee: Degrees | None = None
    """Flexion; never below 0."""
    ankle: Degrees | None = None
    """Toes up (dorsiflexion) is positive, pointed toes negative."""
    toes: Degrees | None = None
    """Toes bent up is positive."""
    shoulder: Degrees | None = None
    """Flexion: the arm goes forward and up."""
    shoulder_out: Degrees | None = None
    """Abduction: the arm goes out to its side."""
    shoulder_turn: Degrees | None = None
    """Rotation about the upper arm; inward (the forearm comes to the belly when bent) is positive."""
    elbow: Degrees | None = None
    """Flexion; never below 0."""
    forearm: Degrees | None = None
    """0 is thumb forward with the arm hanging; palm turned back (pronation) is positive."""
    wrist: Degrees | None = None
    """Flexion towards the palm is positive; bent back is negative."""


class Pose(Value):
    """One key pose of a figure, as joint angles in degrees."""

    name: Slug
    """`start`, `hold`, or a name between; a step's `pose` cites it."""
    like: Slug | None = None
    """The earlier pose from which everything is taken that is not given here; the first pose has none."""
    pitch: Degrees | None = None
    """How the pelvis tips: 0 upright, 90 face down, -90 on the back."""
    roll: Degrees | None = None
    """How the pelvis rolls to its side: 90 lies on the left side, -90 on the right."""
    turn: Degrees | None = None
    """How the whole body is turned on the spot, to the left."""
    lumbar: Degrees | None = None
    """Bend of the low back away from neutral: forward is positive, arched negative. 0 is neutral."""
    lumbar_side: Degrees | None = None
    """Bend of the low back to the left (positive) or right."""
    lumbar_twist: Degrees | None = None
    """Twist of the low back to the left (positive) or right."""
    thorax: Degrees | None = None
    """Bend of the upper back: forward is positive."""
    neck: Degrees | None = None
    """Nod: chin to the chest is positive."""
    neck_turn: Degrees | None = None
    """Head turned to the left (positive) or right."""
    neck_side: Degrees | None = None
    """Head tipped to the left (positive) or right."""
    belly: Annotated[float, Field(ge=-6, le=6)] | None = None
    """How far the belly wall is drawn in, in centimetres; pushed out is negative. 0 is at ease."""
    firm: Annotated[float, Field(ge=0, le=1)] | None = None
    """How firm the trunk is held all round: 0 is at ease, 1 braced."""
    both: Limbs = Limbs()
    left: Limbs = Limbs()
    right: Limbs = Limbs()
    rests: tuple[Contact, ...] | None = None
    """What touches what. The first two place the body, the others are brought into touch by their own joint."""


Ring = Literal[
    "low-back", "upper-back", "neck", "head", "hips", "left-knee", "right-knee", "left-foot", "right-foot"
]
"""A place of the body that a ring can mark."""


class MistakePose(Pose):
    """The usual mistake as a pose: the first of `mistakes`, drawn beside the right pose.

    It may leave neutral, and hips may roll: that is the mistake. Joint ranges, support and balance hold as ever.
    """

    name: Slug = "mistake"
    """Always `mistake`; leave it out."""
    looks: Line
    """What is wrong in the picture, for readers who do not see it: "The hips are above the line from shoulders to
    knees, and the low back is arched."."""
    ring: Ring
    """The place that is marked with a ring: where to look."""


View = Literal["side", "front", "three-quarter", "above"]
Lens = Literal["belly", "low-back"]


class Figure(Value):
    """How an exercise is drawn: key poses, and from where they are seen."""

    view: View = "side"
    """`side` sees the right side of the body, `front` its front; `three-quarter` stands between; `above` is a side seen
    from higher up."""
    props: tuple[Slug, ...] = ()
    """What stands in the picture beside the body: `mat`, `chair`, `wall`, `ball`, `pillow`
    (under the hips), `headrest` (a pillow under the head), `towel`, `stick`."""
    poses: Annotated[tuple[Pose, ...], Field(min_length=2)]
    """In the order of the movement: `start` first, `hold` last. Drawn for one side; the other is its mirror."""
    arrow: Slug | None = None
    """The part that the arrow follows (`hips`, `head`, `right-knee`), or the sign that it gives where nothing travels:
    `belly` (draw in), `brace` (firm all round), `pelvis` (tip). Left out, it follows what moves most."""
    lens: Lens | None = None
    """A round cut-out at twice the size, for a movement that is too small to see: `belly` shows the belly wall,
    `low-back` the gap under the low back. The start is dashed in it."""
    who: Slug | None = None
    """Who is drawn: a name of `exercises/figures/people.py`. Left out, the slug decides."""
    mistake: MistakePose | None = None
    """The first of `mistakes` as a pose, like one of `poses`. A published record has it: put a mistake first that is a
    position, not one such as holding the breath."""


class Exercise(Value):
    """One exercise: everything that any page, figure, timer or plan says of it."""

    slug: Slug
    """Equal to the file's name."""
    name: Annotated[str, StringConstraints(min_length=3, max_length=60), Words()]
    """As a heading: "Bridge"."""
    synonyms: Annotated[
        tuple[Annotated[str, StringConstraints(min_length=2, max_length=60)], ...], Words()
    ] = ()
    """Other names in use, lay words among them ("glute bridge", "tummy tuck"): search finds them."""
    summary: Line
    """One or two sentences for cards, search results and link previews."""
    aim: Line
    """What it trains, in plain words, without a promise."""
    level: LevelNumber
    level_basis: LevelBasis
    """Why the exercise stands at its level. No two sources share one scale, so this says whose order was followed."""
    position: Slug
    """An id of `vocabulary.yml`, `positions`."""
    face: Face
    """Which way the front of the body faces: a session is half face up, half face down."""
    effort: Effort | None = None
    """`light`: only a light tightening; nothing is lifted. `strong`: blood pressure goes up while it lasts, by a still
    hold against one's own weight or push, or by straining. Left out where it is neither. It decides whom `ask_first`
    names."""
    leaves_neutral: Line | None = None
    """Only for drills that move the spine out of neutral on purpose: how and why, shown on the page."""
    equipment: tuple[Slug, ...] = ()
    """Ids of `vocabulary.yml`, `equipment`; empty for none."""
    setup: Annotated[tuple[Line, ...], Field(min_length=1)]
    """How to get into the starting position, one action each."""
    steps: Annotated[tuple[Step, ...], Field(min_length=2)]
    """The exercise itself, one action each."""
    return_step: Line
    """How to come back to the start."""
    breathing: Line
    """When to breathe in and out; never to hold the breath."""
    feel: Feeling
    cue: Annotated[
        tuple[Annotated[str, StringConstraints(min_length=2, max_length=44), Words()], ...],
        Field(min_length=1, max_length=3),
    ]
    """Up to three short lines for the timer's screen."""
    muscles: Muscles
    dose: Dose
    mistakes: Annotated[tuple[Mistake, ...], Field(min_length=1)]
    """Common faults, and why each matters."""
    do_not: Annotated[tuple[Line, ...], Field(min_length=1)]
    """What never to do in this exercise, one sentence each."""
    stop_if: Annotated[tuple[Cited, ...], Field(min_length=1)]
    """This exercise's own reasons to stop, beside the shared stop rules of `safety.yml`."""
    ask_first: tuple[AskFirst, ...]
    """Who should ask their provider before this exercise, and why before this one; the planner filters by it. Who asks
    before any exercise (`any_exercise` of a condition) is named only where this exercise gives a reason of its own."""
    easier: tuple[Variant, ...] = ()
    """Exercises to fall back to, each of which names this one as harder. Above level 1 there is at least one."""
    harder: tuple[Variant, ...] = ()
    """Exercises to go on to, each of which names this one as easier: of the same level or at most two up."""
    instructions_sources: Sources
    """Where setup and steps are described like this."""
    disagreements: tuple[Cited, ...] = ()
    """Where the sources do not agree, and what this site does about it."""
    last_checked: dt.date
    """When the record was last compared with its sources."""
    next_check: dt.date
    """When it must be compared again, at most two years later."""
    figure: Figure | None = None
    """The pictures, as joint angles; the last block of the file."""


class Panel(Pose):
    """One picture of a plate: a pose, with what stands in the picture."""

    caption: Line
    """What a reader does here, below the picture."""
    looks: Line
    """The picture in words, for readers who do not see it."""
    view: View = "side"
    props: tuple[Slug, ...] = ()
    lens: Lens | None = None


class Plate(Value):
    """Pictures side by side that belong to no exercise, for a hand-written page: `<!-- block: picture-ID -->`."""

    id: Slug
    title: Line
    """What the pictures show together, for readers who do not see them."""
    who: Slug | None = None
    """Who is drawn, as in a figure."""
    leaves_neutral: Line | None = None
    """Why a low back in it leaves neutral."""
    panels: Annotated[tuple[Panel, ...], Field(min_length=1)]


class Reference(Value):
    """One source, cited by its id."""

    id: Slug
    kind: Literal["trial", "study", "review", "guideline", "programme", "web-page", "source-document", "note"]
    title: Annotated[str, StringConstraints(min_length=3, max_length=400)]
    authors: str | None = None
    published: str | None = None
    """Journal, volume and pages, or publisher."""
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    doi: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    """Only where it was seen in a page that was read."""
    pmid: Annotated[str, StringConstraints(pattern=r"^\d{1,8}$")] | None = None
    """Only where it was seen in a page that was read."""
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    """The page that was read."""
    checked: Literal["page-read", "entry-only", "second-hand", "not-checked"]
    """`page-read`: the page or abstract was read. `entry-only`: only its entry in another list was seen.
    `second-hand`: seen in a copy or a report. `not-checked`: from general knowledge."""
    says: Line
    """What it is used for here and what it does and does not show, in our own words."""


class Term(Value):
    """One word of the shared vocabulary."""

    id: Slug
    name: Line
    plain: Line
    """What it means or how it looks, in plain words."""


class Position(Term):
    """How somebody lies, sits, kneels or stands for an exercise.

    The seconds are this site's own pacing of a session, as those of a dose are: no source prints them.
    """

    same_seconds: Annotated[int, Field(ge=5, le=60)]
    """Seconds to get ready where the exercise before it had this position."""
    change_seconds: Annotated[int, Field(ge=10, le=120)]
    """Seconds to come into it from another position."""


class Condition(Value):
    """Something about a reader's health that changes what they may do without asking."""

    id: Slug
    name: Line
    question: Line
    """As the planner asks it: "I am pregnant or gave birth in the last 12 weeks"."""
    advice: Line
    any_exercise: Line | None = None
    """Why a reader with this condition asks before any exercise; left out where only some exercises concern them."""
    hold_at_most: Annotated[int, Field(ge=1, le=60)] | None = None
    """Seconds that a reader with this condition holds at most, whatever the range of an exercise allows."""
    sources: Sources


class Vocabulary(Value):
    """The words that records cite by id."""

    positions: tuple[Position, ...]
    equipment: tuple[Term, ...]
    muscles: tuple[Term, ...]
    conditions: tuple[Condition, ...]


class Goal(Value):
    """A dose that ends a level, in holds of whole seconds."""

    hold: Annotated[int, Field(ge=1, le=60)]
    reps: Annotated[int, Field(ge=1, le=30)]


class Level(Value):
    """One of five steps from learning the position to moving on an unstable surface."""

    number: LevelNumber
    name: Line
    aim: Line
    enter: Annotated[tuple[Line, ...], Field(min_length=1)]
    """What should be true before starting this level."""
    leave: Annotated[tuple[Line, ...], Field(min_length=1)]
    """What should be true before going on to the next."""
    goal: Goal | None = None
    """The hold and the number of holds that `leave` asks for, where it asks for such; no record of the level asks for
    a longer hold before the reader moves up."""
    rest_days: Annotated[int, Field(ge=0, le=3)]
    """Days without exercise between two exercise days of this level."""
    why_few: Line | None = None
    """Only where the level holds a single exercise: why."""
    sources: Sources


class Bounds(Value):
    """A number with a least, a most and a starting value, and where they come from."""

    low: int
    high: int
    start: int
    unit: Literal["minutes", "days a week", "exercises a week", "weeks"]
    text: Line
    """The rule in plain words."""
    sources: Sources


class PlanRules(Value):
    """The numbers that the weekly planner keeps."""

    exercise_days: Bounds
    session_minutes: Bounds
    walk_minutes: Bounds
    new_exercises: Bounds
    face_split: Cited
    easier_first: Cited
    nerve_root: Cited
    """Nerve-root pain: go very slowly."""
    flare_up: Cited


class Catalog(Value):
    """All of it. Exercises stand in order of level; within one, easier before harder, then by name."""

    exercises: tuple[Exercise, ...]
    references: tuple[Reference, ...]
    vocabulary: Vocabulary
    levels: tuple[Level, ...]
    plan: PlanRules
    safety: Safety
    search: SearchWords
    plates: tuple[Plate, ...] = ()
    """Pictures of hand-written pages."""

    def exercise(self, slug: str) -> Exercise:
        """Return the exercise with this slug.

        Raises:
            KeyError: there is none.
        """
        return self.by_slug[slug]

    def asks(self, exercise: Exercise) -> tuple[AskFirst, ...]:
        """Return everyone who asks before an exercise: its own reasons, then those that hold for any exercise."""
        named = {ask.condition for ask in exercise.ask_first}
        general = (
            AskFirst(condition=condition.id, why=condition.any_exercise, sources=condition.sources)
            for condition in self.vocabulary.conditions
            if condition.any_exercise is not None and condition.id not in named
        )
        return (*exercise.ask_first, *general)

    @cached_property
    def by_slug(self) -> dict[str, Exercise]:
        """The exercises by their slugs."""
        return {exercise.slug: exercise for exercise in self.exercises}
