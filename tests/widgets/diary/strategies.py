"""Any log, for Hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from widgets.diary import entries as diary_entries
from widgets.diary.entries import Activity, Done, Entry, Log, by_age

NAMES = st.text(min_size=1, max_size=12)
PAINS = st.none() | st.integers(0, diary_entries.PAIN_MOST)
COUNTS = st.integers(0, 60)

DONES: st.SearchStrategy[Done] = st.builds(
    Done,
    slug=st.sampled_from(("bridge", "bird-dog", "side-plank", "march")) | NAMES,
    level=st.integers(1, 5),
    sets=COUNTS,
    reps=COUNTS,
    hold=COUNTS,
    seconds=st.integers(0, 3600),
    new=st.booleans(),
    said=st.none() | st.sampled_from(diary_entries.SAID),
    finished=st.booleans(),
)

ENTRIES: st.SearchStrategy[Entry] = st.builds(
    Entry,
    kind=st.sampled_from(diary_entries.KINDS),
    id=NAMES,
    at=st.floats(-diary_entries.LAST_MOMENT, diary_entries.LAST_MOMENT),
    day=st.dates().map(str),
    source=st.sampled_from(diary_entries.SOURCES),
    seconds=st.none() | st.integers(0, diary_entries.SECONDS_MOST),
    short=st.booleans(),
    pain_before=PAINS,
    pain_after=PAINS,
    pain_next_day=PAINS,
    asked=st.booleans(),
    exercises=st.lists(DONES, max_size=3).map(tuple),
    note=st.text(max_size=30),
    week=st.none() | st.integers(0, diary_entries.COUNT_MOST),
)


def _activity(id_: str, name: str, scores: dict[str, int]) -> Activity:
    activity = Activity(id=id_, name=name)
    for day, score in scores.items():
        activity = activity.scored(day, score)
    return activity


ACTIVITIES: st.SearchStrategy[Activity] = st.builds(
    _activity,
    st.sampled_from(("a", "b", "c", "d")),
    st.text(min_size=1, max_size=diary_entries.ACTIVITY_LONGEST),
    st.dictionaries(st.dates().map(str), st.integers(0, diary_entries.PAIN_MOST), max_size=3),
)


def _log(entries: list[Entry], goal: str, activities: list[Activity], questions: str) -> Log:
    log = Log(goal=goal, activities=by_age(activities), questions=questions)
    for entry in entries:
        log = log.with_entry(entry)
    return log


LOGS: st.SearchStrategy[Log] = st.builds(
    _log,
    st.lists(ENTRIES, max_size=4),
    st.text(max_size=30),
    st.lists(ACTIVITIES, max_size=4),
    st.text(max_size=30),
)
