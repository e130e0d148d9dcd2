"""The models of `safety.yml`: warning signs, cards, the pain rule, stop rules. No model of an exercise.

Pure: no I/O. Cards and lists of signs are derived from `Safety.red_flags`, the only place that says how
urgent a sign is.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, computed_field

from exercises.catalog.base import Cited, Line, Slug, Sources, Value, Words

Urgency = Literal["emergency", "same-day", "soon"]
"""How soon a warning sign needs a person who can examine: at once, today, or within the next days."""

Topic = Literal["leg-pain", "surgery", "cancer", "pregnancy", "flare-up"]
"""A group of readers whose page lists the signs that concern them above all (`topics` of a red flag)."""


class RedFlag(Value):
    """One warning sign and how urgent it is: the only place that says so. Cards and lists are derived from these."""

    id: Slug
    urgency: Urgency
    """`emergency`: call now. `same-day`: be seen today. `soon`: ask for an appointment within the next days."""
    text: Line
    """The sign as a whole sentence, to the reader."""
    card: Line | None = None
    """The sign as it follows the title of a card; left out for what stands only in the long list."""
    short: Line | None = None
    """The sign in few words: for the one sentence on a guide (`card` where it is left out), and for the line of other
    signs below a card (`text` where it is left out)."""
    topics: tuple[Topic, ...] = ()
    """The pages that list this sign in their own text."""
    sources: Sources


class UrgencyLevel(Value):
    """What one urgency means to a reader."""

    urgency: Urgency
    name: Line
    """The heading of its signs: "Get emergency help now"."""
    when: Line
    """In how much time, and whom to call."""
    card: Line | None = None
    """The title of its warning card, which ends where the signs begin; left out where there is no card."""
    line: Line | None = None
    """The beginning of the one sentence on a guide, which ends where the short signs begin."""
    action: Line
    """What to do, after the signs."""
    sources: Sources


class CareCard(Value):
    """A warning card: what to do, and up to five signs. Derived from the red flags of one urgency."""

    title: Line
    """One call to action that ends where the signs begin: "Call 999 ... now if you have back pain and:"."""
    signs: Annotated[tuple[Line, ...], Field(min_length=1, max_length=5)]
    action: Line
    sources: Sources


class RegionNumbers(Value):
    """Whom to call in one region of the world."""

    region: Line
    emergency: Line
    """The number for an ambulance: "911"."""
    advice: Line | None = None
    """The number for health advice that is urgent but no emergency, where there is one: "811"."""


class EmergencyNumbers(Value):
    """Numbers to call by region."""

    regions: Annotated[tuple[RegionNumbers, ...], Field(min_length=1)]
    text: Line
    """What to do where a region is not listed."""
    sources: Sources


class PainBand(Value):
    """One step of the 0 to 10 pain rule, both ends included."""

    low: Annotated[int, Field(ge=0, le=10)]
    high: Annotated[int, Field(ge=0, le=10)]
    name: Literal["go on", "make it easier", "stop"]
    text: Line


Pain = Annotated[int, Field(ge=0, le=10)]
"""A number for pain, from 0 (none) to 10 (the worst you can think of)."""


class RelativePain(Value):
    """The pain rule for a reader who knows their usual pain. Its numbers are this site's own caution."""

    question: Line
    """As a form asks it: "What was your usual pain in the last week, from 0 to 10?"."""
    begin_above_usual: Pain
    """A session begins only if today's pain is at most this much above the usual pain."""
    begin_at_most: Pain
    """A session begins only if today's pain is at most this."""
    stop_rise: Annotated[int, Field(ge=1, le=10)]
    """The exercise stops where pain has risen by this much since the session began."""
    stop_at: Pain
    """The exercise always stops at this pain."""
    settle_hours: Annotated[int, Field(ge=1, le=72)]
    """Hours within which pain comes back to where it was when the session began."""
    ask_from: Pain
    """From this usual pain on, a reader asks their provider before they begin."""
    begin: Line
    stop: Line
    settle: Line
    ask: Line
    unknown: Line
    """What holds for a reader who does not know their usual pain; the bands follow."""
    evidence: Line
    sources: Sources


class PainRule(Value):
    """What to do at which pain, from 0 (none) to 10 (the worst you can think of)."""

    intro: Line
    relative: RelativePain
    """What holds for a reader who knows their usual pain; the bands are for those who do not."""
    bands: Annotated[tuple[PainBand, ...], Field(min_length=3, max_length=3)]
    spread: Line
    """Pain that spreads down a leg stops the exercise whatever the number."""
    disagreement: Line
    sources: Sources


class ChangeThatCounts(Value):
    """How big a change in pain must be to matter to one person: the only place that says so."""

    points: Annotated[int, Field(ge=1, le=10)]
    """Points of the scale from 0 to 10, for better and for worse."""
    percent: Annotated[int, Field(ge=1, le=100)]
    """Percent of where a person began; asked for in addition, for better only."""
    text: Line
    worse: Line
    basis: Line
    sources: Sources


class HardActivities(Value):
    """How a reader scores what they find hard (the Patient-Specific Functional Scale), and which changes count."""

    most: Annotated[int, Field(ge=1, le=5)]
    """Activities that a reader may name."""
    weeks: Annotated[int, Field(ge=1, le=26)]
    """Weeks after which the score is asked for again."""
    each: Annotated[int, Field(ge=1, le=10)]
    """Points of the scale from 0 to 10 from which a change of one activity counts."""
    average: Annotated[int, Field(ge=1, le=10)]
    """Points from which a change of the average of all activities counts."""
    question: Line
    scale: Line
    """What 0 and 10 mean."""
    text: Line
    basis: Line
    sources: Sources


class EducationWarning(Value):
    """The educational-use warning."""

    title: Line
    text: Line
    """What stands at the top of every page: two lines on a phone."""
    more: Line
    """The rest of it, which stands on every guide before the first instruction."""
    short: Annotated[str, StringConstraints(min_length=10, max_length=160), Words()]
    """For a line on paper, a share or a calendar entry."""
    sources: Sources


class Safety(Value):
    """Everything that must be said wherever exercises are shown. One place, so that it is said alike everywhere."""

    warning: EducationWarning
    ask_first: Line
    """The line that sends a reader to their primary care or spine care provider."""
    red_flags: Annotated[tuple[RedFlag, ...], Field(min_length=1)]
    """Every warning sign, in the order of the lists."""
    urgencies: Annotated[tuple[UrgencyLevel, ...], Field(min_length=3, max_length=3)]
    """What `emergency`, `same-day` and `soon` mean, in this order."""
    red_flag_notes: Annotated[tuple[Cited, ...], Field(min_length=1)]
    """What to know about signs as such; stands below the long list."""
    emergency_numbers: EmergencyNumbers
    pain_rule: PainRule
    change: ChangeThatCounts
    activities: HardActivities
    stop_rules: Annotated[tuple[Cited, ...], Field(min_length=1, max_length=5)]
    stop_short: Line
    """The gist of the stop rules, for a line that says what a folded list holds."""
    before_you_start: Annotated[tuple[Cited, ...], Field(min_length=1)]
    """Who should not start before a diagnosis or an answer from their provider."""
    flare_up: Annotated[tuple[Cited, ...], Field(min_length=1)]
    always: Annotated[tuple[Cited, ...], Field(min_length=1, max_length=5)]
    """How to do every exercise: neutral, gentle, breathing, slow."""
    not_reviewed: Line
    """That no clinician has reviewed the site."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def emergency(self) -> CareCard:
        """The card of the signs that need help at once."""
        return self._card("emergency")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def urgent(self) -> CareCard:
        """The card of the signs that need a person who can examine today."""
        return self._card("same-day")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def emergency_more(self) -> tuple[Cited, ...]:
        """The emergency signs that stand on no card."""
        return self._more("emergency")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def urgent_more(self) -> tuple[Cited, ...]:
        """The signs for the same day and for the next days that stand on no card."""
        return (*self._more("same-day"), *self._more("soon"))

    def flags(self, urgency: Urgency, topic: Topic | None = None) -> tuple[RedFlag, ...]:
        """Return the signs of one urgency; with a topic, only those that its page lists."""
        return tuple(
            flag
            for flag in self.red_flags
            if flag.urgency == urgency and (topic is None or topic in flag.topics)
        )

    def level(self, urgency: Urgency) -> UrgencyLevel:
        """Return what an urgency means.

        Raises:
            KeyError: `urgencies` lacks it; a rule of the catalogue refuses that.
        """
        for level in self.urgencies:
            if level.urgency == urgency:
                return level
        raise KeyError(urgency)

    def _more(self, urgency: Urgency) -> tuple[Cited, ...]:
        flags = (flag for flag in self.flags(urgency) if flag.card is None)
        return tuple(Cited(text=flag.text, sources=flag.sources) for flag in flags)

    def _card(self, urgency: Urgency) -> CareCard:
        level = self.level(urgency)
        shown = [flag for flag in self.flags(urgency) if flag.card is not None]
        return CareCard(
            title=level.card or level.name,
            signs=tuple(flag.card for flag in shown if flag.card is not None),
            action=level.action,
            sources=tuple(dict.fromkeys((*(id_ for flag in shown for id_ in flag.sources), *level.sources))),
        )
