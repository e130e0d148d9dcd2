"""Each number that the pages say of weeks to come, in every language, beside the engine's own.

A sentence stands here once a language, each number as `#`. The numbers are constants of the engine where it has names
for them, else measured in its weeks below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import numerals
from tests.numerals import LANGUAGES
from tests.widgets.frozen import real_catalog
from widgets.build import half_year, simulate
from widgets.days import MS_A_DAY
from widgets.dose.length import BETWEEN_SECONDS
from widgets.plan import fill, grow, limits, safety_date
from widgets.plan.pace import SLOW_STILL
from widgets.plan.progress import NOTHING_MISSED, Answers, Diary, next_week
from widgets.plan.values import DAYS_IN_WEEK, WARM_START, Course
from widgets.planner import words as said_here

ROOT = Path(__file__).resolve().parents[3]
CATALOG = real_catalog()
PLAN = CATALOG.plan
FINE = Answers(word="fine")

FIFTH = 1 / 5
"""The share by which a step adds repetitions or seconds of hold."""
STILL_AFTER_WALK = 2
"""Weeks in which nothing grows after a walk that hurt."""
NEWEST_WAITING = 2
"""Exercises that wait after a break of four weeks."""
FLARES_FOR_GOOD = 2
"""Flare-ups after which an exercise that they took stays out."""
NOT_BETTER = (20, said_here.ENOUGH_MINUTES)
"""Minutes of a session that went with the best results in trials (`exercises/plan.yml`)."""

RESTING = min(level.number for level in CATALOG.levels if level.rest_days)
"""The first level that wants a day of rest."""
GENTLE = limits.lowest_level(CATALOG)
FACE_DOWN = sum(e.level == GENTLE and e.face == "down" for e in CATALOG.exercises)
LEAST_SESSION = limits.LEAST_SESSION // 60
DAYS = PLAN.exercise_days
NEW = PLAN.new_exercises.high


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a part of one, in each language."""

    numbers: tuple[float, ...]
    """What it must say, in the order of its places."""
    en: str
    es: str
    de: str


HOW_IT_DECIDES = (
    Sentence(
        (DAYS.start, RESTING, DAYS.low),
        "# exercise days a week. From level # on there is always a day between. # are fine too.",
        "# días de ejercicio a la semana. Desde el nivel # hay siempre un día libre entre ellos. # también están bien.",
        "# Übungstage pro Woche. Ab Stufe # liegt immer ein Tag dazwischen. # sind auch in Ordnung.",
    ),
    Sentence(
        (PLAN.session_minutes.start,),
        "About # minutes at first",
        "Unos # minutos al principio",
        "Am Anfang etwa # Minuten",
    ),
    Sentence(
        (PLAN.session_minutes.high, *NOT_BETTER),
        "# is the very most; nothing shows that more than # to # is better",
        "# es el máximo absoluto; nada muestra que más de # a # sea mejor",
        "# sind das Allerhöchste; nichts zeigt, dass mehr als # bis # besser sind",
    ),
    Sentence(
        (GENTLE, FACE_DOWN),
        "Level # has # gentle face-down exercises",
        "El nivel # tiene # ejercicios suaves boca abajo",
        "Stufe # hat für den Anfang # sanfte Übungen mit dem Gesicht nach unten",
    ),
    Sentence(
        (PLAN.walk_minutes.low, PLAN.walk_minutes.high),
        "Walks of # to # minutes on the other days",
        "Caminatas de # a # minutos los otros días",
        "An den anderen Tagen # bis # Minuten gehen",
    ),
    Sentence(
        (1,),
        "your sessions take # step at the most",
        "en sus sesiones hay como máximo # paso",
        "kommt beim Üben höchstens # Schritt dazu",
    ),
    Sentence(
        (2, limits.VARIED_MINUTES),
        "# routines in turn when you know many exercises and want # minutes or more",
        "# rutinas que se turnan cuando conoce muchos ejercicios y quiere # minutos o más",
        "# Abläufe im Wechsel, wenn Sie viele Übungen kennen und # Minuten oder mehr möchten",
    ),
    Sentence(
        (NEW,),
        "# new exercise a week at the most, after the first week",
        "Como máximo # ejercicio nuevo por semana, después de la primera semana",
        "Höchstens # neue Übung pro Woche, nach der ersten Woche",
    ),
    Sentence(
        (GENTLE, limits.SLOW_LEVEL),
        "then stays at levels # and #",
        "se queda entonces en los niveles # y #",
        "bleibt dann auf den Stufen # und #",
    ),
    Sentence(
        (limits.SLOW_WEEKS,),
        "one step after # fine weeks in a row",
        "un paso después de # semanas seguidas que fueron bien",
        "Nach # guten Wochen hintereinander geht er einen Schritt weiter",
    ),
    Sentence(
        (SLOW_STILL - 1,),
        "After a flare-up or pain it takes none for # weeks",
        "Después de un brote o de dolor no da ninguno durante # semanas",
        "Nach einem Schmerzschub oder nach Schmerzen geht er # Wochen lang keinen",
    ),
    Sentence(
        (1,),
        "What was taken comes back first, # part a fine week",
        "Lo que se quitó vuelve primero, # parte por cada semana que fue bien",
        "Was weggenommen wurde, kommt zuerst zurück, # Teil pro guter Woche",
    ),
    Sentence(
        (len(half_year.READERS),),
        "what these rules do for # readers",
        "lo que hacen estas reglas con # lectores",
        "was diese Regeln bei # erfundenen Menschen ergeben",
    ),
    Sentence(
        (limits.LEAST_DAYS,),
        "That is # days after it began",
        "Eso es # días después de que empezó",
        "Das ist # Tage nach ihrem Beginn",
    ),
    Sentence(
        (limits.STARTER_EXERCISES, limits.GENTLE_STARTER_EXERCISES),
        "a set of up to # gentle exercises. With nerve-root pain there are #.",
        "un grupo de hasta # ejercicios suaves. Con dolor de raíz nerviosa son #.",
        "mit bis zu # sanften Übungen an. Bei Nervenschmerzen im Bein sind es #.",
    ),
    Sentence(
        (FIFTH,),
        "about # more of the repetitions or of the hold",
        "más o menos # más de las repeticiones o del tiempo en la posición",
        "etwa # mehr Wiederholungen oder Haltezeit",
    ),
    Sentence(
        (1,),
        "Then the sets move over, # a week at the most",
        "Luego las series pasan a ella, como máximo # por semana",
        "Dann wandern die Durchgänge zu ihr, höchstens # pro Woche",
    ),
    Sentence(
        (limits.STEP_MINUTES,),
        "Walks grow by # minutes after a fine week",
        "Las caminatas se alargan # minutos después de una semana que fue bien",
        "Spaziergänge wachsen nach einer guten Woche um # Minuten",
    ),
    Sentence(
        (limits.LARGEST_WALK_STEP,),
        "they come back by up to # minutes a week",
        "recuperan como máximo # minutos por semana",
        "kommen sie um bis zu # Minuten pro Woche zurück",
    ),
    Sentence(
        (STILL_AFTER_WALK,),
        "A walk that hurt is halved, and nothing grows for # weeks",
        "Una caminata que dolió se queda en la mitad, y nada sube durante # semanas",
        "Ein Spaziergang, der wehgetan hat, wird halb so lang, und # Wochen lang wird nichts gesteigert",
    ),
    Sentence(
        (round(limits.OVER - 1, 3),),
        "a session passes them by # at the most",
        "una sesión los pasa como máximo en #",
        "Die Übungszeit geht höchstens # darüber hinaus",
    ),
    Sentence(
        (limits.FINE_SHARE, limits.OFTEN_WEEKS, limits.GOOD_SHARE),
        "it keeps at least # of its time. In the # weeks after a flare-up it keeps at least #.",
        "le quedan al menos # de su tiempo. En las # semanas después de un brote le quedan al menos #.",
        "bleiben mindestens # davon. In den # Wochen nach einem Schmerzschub bleiben mindestens #.",
    ),
    Sentence(
        (limits.FINE_AT_LEVEL,),
        "is offered when no step is left, or after # fine weeks",
        "se ofrece cuando no queda ningún paso, o después de # semanas que fueron bien",
        "wird angeboten, wenn kein Schritt mehr übrig ist oder nach # guten Wochen",
    ),
    Sentence(
        (limits.FLARE_SHARE,),
        "leaves a session # of its time at the most",
        "deja a una sesión como máximo # de su tiempo",
        "lässt höchstens # der Übungszeit übrig",
    ),
    Sentence(
        (1, limits.FLARE_PARTS, LEAST_SESSION),
        "# part more goes. That ends when # parts are gone, or when one more would leave less than # minutes.",
        "se quita # parte más. Eso termina cuando ya faltan # partes, o cuando ya no se puede quitar nada sin bajar de "
        "# minutos.",
        "fällt # Teil mehr weg. Das endet, wenn # Teile weg sind oder wenn kein Teil mehr wegfallen kann, ohne dass es "
        "weniger als # Minuten werden.",
    ),
    Sentence(
        (limits.LEAST_WALK,),
        "Walks are halved, to # minutes at the least",
        "Las caminatas se quedan en la mitad, y duran al menos # minutos",
        "Spaziergänge werden halb so lang, mindestens # Minuten",
    ),
    Sentence(
        (FLARES_FOR_GOOD, limits.OFTEN_FLARES, limits.OFTEN_WEEKS),
        "What # flare-ups took stays out until you bring it back. After # flare-ups in # weeks, ask your provider",
        "Lo que quitaron # brotes queda fuera hasta que usted lo vuelva a poner. Después de # brotes en # semanas",
        "Was # Schmerzschübe weggenommen haben, bleibt weg, bis Sie es zurückholen. "
        "Nach # Schmerzschüben in # Wochen fragen Sie",
    ),
    Sentence(
        (limits.CALM_WEEKS,),
        "Nothing new comes until # weeks went fine",
        "No se añade nada nuevo hasta que # semanas hayan ido bien",
        "Nichts Neues kommt dazu, bis # Wochen gut gelaufen sind",
    ),
    Sentence(
        (limits.HALVED_FROM, 1),
        "after # weeks without a session about half of the sets are left, or half of the repetitions where there is "
        "# set of each",
        "después de # semanas sin sesiones queda más o menos la mitad de las series, o la mitad de las repeticiones "
        "donde hay # serie de cada ejercicio",
        "Nach # Wochen ohne Üben bleibt etwa die Hälfte der Durchgänge, oder die Hälfte der Wiederholungen, wo jede "
        "Übung # Durchgang hat",
    ),
    Sentence(
        (limits.RESTARTED_FROM, NEWEST_WAITING, limits.ANEW_FROM),
        "After # weeks you go back to the first doses, and the # newest exercises wait. After # weeks you begin again.",
        "Después de # semanas vuelve a las primeras dosis, y los # ejercicios más nuevos esperan. "
        "Después de # semanas empieza de nuevo.",
        "Nach # Wochen geht es zurück zu den ersten Mengen, und die # neuesten Übungen warten. "
        "Nach # Wochen fangen Sie neu an.",
    ),
    Sentence(
        (1,),
        "What you had comes back # part a fine week",
        "Lo que tenía vuelve, # parte por cada semana que fue bien",
        "Was Sie hatten, kommt zurück, # Teil pro guter Woche",
    ),
    Sentence(
        tuple(level.number for level in CATALOG.levels if not level.rest_days),
        "is offered at levels # and # when both rounds fit",
        "se ofrece en los niveles # y # cuando ambas rondas caben",
        "wird auf den Stufen # und # angeboten, wenn beide Runden",
    ),
    Sentence((2,), "# routines take turns", "# rutinas se turnan", "gibt es # Abläufe im Wechsel"),
    Sentence(
        (limits.MANY_KNOWN,),
        "take turns from # known exercises on",
        "se turnan desde # ejercicios conocidos",
        "Ab # bekannten Übungen gibt es",
    ),
    Sentence(
        (limits.MOST_IN_TURN,),
        "A week then has # exercises at the most",
        "Una semana tiene entonces # ejercicios como máximo",
        "Eine Woche hat dann höchstens # Übungen",
    ),
    Sentence(
        (BETWEEN_SECONDS, 2),
        "# seconds between # exercises",
        "# segundos entre # ejercicios",
        "# Sekunden zwischen # Übungen",
    ),
    Sentence(
        (limits.MOST_EXERCISES, limits.FEW_EXERCISES),
        "At most # exercises in a session. Above # you get a note",
        "Como máximo # ejercicios en una sesión. Por encima de # recibe una nota",
        "Höchstens # Übungen in einer Runde. Bei mehr als # bekommen Sie einen Hinweis",
    ),
)
"""What the planner's page says under "How it decides"."""

HALF_A_YEAR = (
    Sentence(
        (limits.FLARE_SHARE,),
        "a session keeps # of its time at the most",
        "a una sesión le quedan como máximo # de su tiempo",
        "Höchstens # der Übungszeit bleiben",
    ),
    Sentence((1,), "# part a fine week", "# parte por cada semana que fue bien", "# Teil pro guter Woche"),
    Sentence(
        (FLARES_FOR_GOOD,),
        "What # flare-ups took stays out",
        "Lo que quitaron # brotes queda fuera",
        "Was # Schmerzschübe weggenommen haben, bleibt weg",
    ),
    Sentence(
        (1, 1),
        "# step up a week in the session, and # in the walks",
        "# paso más por semana en la sesión, y # en las caminatas",
        "# Schritt nach oben pro Woche beim Üben, und # bei den Spaziergängen",
    ),
    Sentence(
        (round(limits.OVER - 1, 3),),
        "grows to them, and passes them by # at the most",
        "se alarga hasta llegar a ellos, y los pasa como máximo en #",
        "wächst bis dahin, und höchstens # darüber hinaus",
    ),
    Sentence(
        (limits.FINE_AT_LEVEL,),
        "or after # fine weeks",
        "o después de # semanas que fueron bien",
        "oder nach # guten Wochen",
    ),
    Sentence(
        (limits.HALVED_FROM,),
        "After # weeks away you do about half of the sets, or of the repetitions",
        "Después de # semanas sin ejercicios, hace más o menos la mitad de las series, o de las repeticiones",
        "Nach # Wochen Pause machen Sie etwa die Hälfte der Durchgänge oder der Wiederholungen",
    ),
    Sentence(
        (limits.RESTARTED_FROM, 2, limits.ANEW_FROM),
        "After # weeks you start small, and # questions about your safety come first. After # weeks you begin again.",
        "Después de # semanas empieza con poco, y antes vienen # preguntas sobre su seguridad. "
        "Después de # semanas empieza de nuevo.",
        "Nach # Wochen fangen Sie klein an, und zuerst kommen # Fragen zu Ihrer Sicherheit. "
        "Nach # Wochen fangen Sie neu an.",
    ),
    Sentence(
        (1, limits.SLOW_WEEKS, GENTLE, limits.SLOW_LEVEL),
        "# step after # fine weeks in a row, at levels # and #",
        "# paso después de # semanas seguidas que fueron bien, en los niveles # y #",
        "# Schritt nach # guten Wochen hintereinander, auf den Stufen # und #",
    ),
    Sentence(
        (SLOW_STILL - 1,),
        "None for # weeks after a flare-up or pain",
        "Ninguno durante # semanas después de un brote o de dolor",
        "# Wochen lang keiner nach einem Schmerzschub oder nach Schmerzen",
    ),
    Sentence(
        (limits.OFTEN_FLARES, limits.OFTEN_WEEKS),
        "# flare-ups in # weeks: ask your provider",
        "# brotes de dolor en # semanas: consulte a su profesional de salud",
        "# Schmerzschübe in # Wochen: Fragen Sie Ihr Behandlungsteam",
    ),
    Sentence(
        (limits.CALM_WEEKS,),
        "Nothing new comes until # weeks went fine",
        "No se añade nada nuevo hasta que # semanas hayan ido bien",
        "Nichts Neues kommt dazu, bis # Wochen gut gelaufen sind",
    ),
)
"""The nine rules of "Half a year with this planner"."""

READERS = (
    Sentence(
        (len(half_year.READERS), half_year.WEEKS),
        "# readers over # weeks",
        "# lectores durante # semanas",
        "# Menschen über # Wochen",
    ),
    Sentence(
        (half_year.WEEKS,),
        "weekly planner does over # weeks",
        "planificador semanal durante # semanas",
        "Wochenplan über # Wochen tut",
    ),
    Sentence(
        (len(half_year.READERS),),
        "runs the planner itself for # readers",
        "hace los cálculos para # lectores",
        "rechnet der Wochenplan selbst für # Menschen",
    ),
)

_ADDS = Sentence(
    (NEW,),
    "adds at most # new exercise a week",
    "añade como máximo # ejercicio nuevo por semana",
    "nimmt dann höchstens # neue Übung pro Woche dazu",
)

PAGES: Mapping[str, tuple[Sentence, ...]] = {
    "planner.md": (
        *HOW_IT_DECIDES,
        Sentence(
            (DAYS.start, NEW),
            "# exercise days, walks between, # new exercise a week at the most",
            "# días de ejercicio, caminatas en los días intermedios, # ejercicio nuevo por semana como máximo",
            "# Übungstage, dazwischen Spaziergänge, höchstens # neue Übung pro Woche",
        ),
    ),
    "learn/half-a-year.md": (*HALF_A_YEAR, *READERS),
    "index.md": (
        Sentence(
            (DAYS.start,),
            "# exercise days, walks between",
            "# días de ejercicio, caminatas en los días intermedios",
            "# Übungstage, dazwischen Spaziergänge",
        ),
    ),
    "learn/flare-ups.md": (
        Sentence(
            (limits.OFTEN_FLARES, limits.OFTEN_WEEKS),
            "you have # flare-ups in # weeks, see your provider",
            "tiene # brotes de dolor en # semanas, acuda a su profesional de salud",
            "haben Sie # Schmerzschübe in # Wochen? Dann gehen Sie zu Ihrem Behandlungsteam",
        ),
    ),
    "learn/nerve-root-pain.md": (
        Sentence(
            (GENTLE, limits.SLOW_LEVEL, 1, limits.SLOW_WEEKS),
            "levels # and #, short holds, and # step after # fine weeks in a row",
            "niveles # y #, tiempos cortos para mantener la posición, y # paso después de # semanas seguidas que",
            "Stufen # und #, kurzes Halten und # Schritt nach # guten Wochen hintereinander",
        ),
    ),
    "prepare.md": (
        Sentence(
            (1,),
            "After a flare-up it is cut back, and comes back # part a fine week",
            "Después de un brote de dolor se recorta, y vuelve # parte por cada semana que fue bien",
            "Nach einem Schmerzschub wird gekürzt, und es kommt pro guter Woche # Teil zurück",
        ),
    ),
    "for-physical-therapists.md": (
        _ADDS,
        Sentence(
            (len(half_year.READERS),),
            "shows where it leads # readers",
            "muestra a dónde lleva a # lectores",
            "zeigt, wohin er # Menschen führt",
        ),
    ),
    "progress.md": (
        Sentence(
            (NEW,),
            "adds at most # a week",
            "añade como máximo # por semana",
            "nimmt höchstens # pro Woche dazu",
        ),
    ),
    "session.md": (
        Sentence(
            (2, safety_date.LASTS_MS / MS_A_DAY / DAYS_IN_WEEK),
            "it asks # questions about your safety, when they are due: the first time, after # weeks",
            "hace # preguntas sobre su seguridad, cuando corresponde: la primera vez, después de # semanas",
            "kommen # Fragen zu Ihrer Sicherheit, wenn sie fällig sind: beim ersten Mal, nach # Wochen",
        ),
    ),
    "start/index.md": (
        Sentence(
            (DAYS.start, PLAN.session_minutes.start),
            "Exercise on # days a week, about # minutes at first",
            "Haga ejercicio # días a la semana, unos # minutos al principio",
            "Üben Sie an # Tagen pro Woche, am Anfang etwa # Minuten",
        ),
        Sentence(
            (NEW,),
            "at most # new one a week",
            "como máximo # nuevo por semana",
            "höchstens # neue pro Woche",
        ),
    ),
    "learn/index.md": (
        Sentence(
            (NEW,),
            "# new exercise a week",
            "# ejercicio nuevo por semana",
            "# neue Übung pro Woche",
        ),
    ),
    "learn/progress.md": (
        Sentence(
            (NEW,),
            "master each one, and add at most # new exercise a week",
            "domine cada uno y añada como máximo # ejercicio nuevo por semana",
            "nehmen Sie höchstens # neue Übung pro Woche dazu",
        ),
        Sentence(
            (NEW,),
            "After your first few exercises, add at most # a week",
            "Después de sus primeros ejercicios, añada como máximo # por semana",
            "Nehmen Sie nach Ihren ersten paar Übungen höchstens # pro Woche dazu",
        ),
    ),
    "learn/how-long.md": (
        Sentence(
            (DAYS.start, RESTING),
            "What we do: # days, with a day between them from level # on",
            "Qué hacemos: # días, con un día libre entre ellos desde el nivel #",
            "Was wir machen: # Tage, ab Stufe # mit einem Tag dazwischen",
        ),
        Sentence(
            (PLAN.session_minutes.start,),
            "What we do: Start with #",
            "Qué hacemos: Empezar con #",
            "Was wir machen: Mit # anfangen",
        ),
        Sentence(
            (PLAN.session_minutes.high, *NOT_BETTER),
            "The planner allows up to #, and tells you that nothing shows more than # to # to be better",
            "El planificador permite hasta #, y le dice que nada muestra que más de # a # sea mejor",
            "Der Wochenplan erlaubt bis zu # Minuten. Er sagt Ihnen auch: Nichts zeigt, dass mehr als # bis #",
        ),
        Sentence(
            (NEW,),
            "mastery first, and at most # a week",
            "primero dominarlo, y como máximo # por semana",
            "erst beherrschen, und höchstens # pro Woche",
        ),
    ),
    "learn/walking.md": (
        Sentence(
            (PLAN.walk_minutes.low, PLAN.walk_minutes.high),
            "Walk # to # minutes on the days without exercises",
            "Camine de # a # minutos los días sin ejercicios",
            "Gehen Sie an den Tagen ohne Übungen # bis # Minuten spazieren",
        ),
        Sentence(
            (PLAN.walk_minutes.high,),
            "The cap of # minutes",
            "El tope de # minutos",
            "Die Grenze von # Minuten",
        ),
    ),
    "learn/after-surgery.md": (
        Sentence(
            (GENTLE, PLAN.session_minutes.start, NEW),
            "level #, # minutes, and at most # new exercise a week after your first set",
            "nivel #, # minutos, y como máximo # ejercicio nuevo por semana después de su primer grupo",
            "Stufe #, # Minuten, und nach Ihren ersten Übungen höchstens # neue Übung pro Woche",
        ),
    ),
    "learn/does-it-work-for-me.md": (
        Sentence(
            (NEW,),
            "you have added at most # new exercise a week",
            "ha añadido como máximo # ejercicio nuevo por semana",
            "haben Sie höchstens # neue Übung pro Woche dazugenommen",
        ),
    ),
}
"""What each page says of weeks to come."""

RULES = (
    Sentence(
        (DAYS.start, RESTING),
        "Exercise on # days a week. From level # on, leave a day between.",
        "Haga ejercicio # días a la semana. Desde el nivel #, deje un día libre entre sesiones.",
        "Üben Sie an # Tagen pro Woche. Ab Stufe # lassen Sie einen Tag dazwischen.",
    ),
    Sentence(
        (PLAN.session_minutes.start,),
        "Start with about # minutes",
        "Empiece con unos # minutos",
        "Fangen Sie mit etwa # Minuten an",
    ),
    Sentence(
        (PLAN.session_minutes.high,),
        "up to # minutes at the very most",
        "hasta # minutos como máximo absoluto",
        "bis zu allerhöchstens # Minuten",
    ),
    Sentence(
        (PLAN.walk_minutes.low, PLAN.walk_minutes.high),
        "Walk for # to # minutes on the days between",
        "Camine de # a # minutos en los días intermedios",
        "Gehen Sie an den Tagen dazwischen # bis # Minuten spazieren",
    ),
    Sentence(
        (NEW,),
        "add at most # new one a week",
        "añada como máximo # nuevo por semana",
        "höchstens # neue pro Woche dazu",
    ),
)
"""What the rules of the plan say in words (`exercises/plan.yml`), on "How long, how often" and in the planner."""


def plain(text: str) -> str:
    """Return the words of a page in one line, without addresses, tags and marks."""
    text = re.sub(r"\]\([^)]*\)(?:\{[^}]*\})?|<[^>]*>|\{ ?[.#][^}]*\}|\*\*|\[", "", text)
    return " ".join(text.split())


def page(place: str, language: str) -> str:
    """Return a page as it is written."""
    folder = ROOT / "docs" if language == "en" else ROOT / "docs" / "locale" / language
    return (folder / place).read_text(encoding="utf-8")


def compared(sentences: tuple[Sentence, ...], text: str, language: str) -> set[int]:
    """Compare the numbers of sentences with the engine's; return the places of those numbers in the text."""
    places: set[int] = set()
    for sentence in sentences:
        words = getattr(sentence, language)
        found = numerals.said(words, language).search(text)
        assert found is not None, (words, text)
        said = [numerals.read(number, language) for number in found.groups()]
        assert said == pytest.approx(list(sentence.numbers)), words
        places |= {found.start(group) for group in range(1, len(said) + 1)}
    return places


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_say_the_engines_numbers(language: str) -> None:
    """Each sentence of a page about weeks to come is there, with the numbers of the engine."""
    for place, sentences in PAGES.items():
        compared(sentences, plain(page(place, language)), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("place", "begins", "ends", "sentences"),
    [
        ("planner.md", 'id="how-it-decides"', "</details>", HOW_IT_DECIDES),
        ("learn/half-a-year.md", "\n1. ", "\n\n", HALF_A_YEAR),
    ],
    ids=["how-it-decides", "half-a-year"],
)
def test_no_number_of_the_rules_is_left_out(
    language: str, place: str, begins: str, ends: str, sentences: tuple[Sentence, ...]
) -> None:
    """Where the pages tell the rules, every number from two on is one that is compared."""
    text = page(place, language)
    first = text.index(begins)
    _, _, lines = text[first : text.index(ends, first)].partition("\n")
    rules = plain(re.sub(r"(?m)^\d+\. ", "", lines))
    places = compared(sentences, rules, language)
    left = [rules[one.start :][:40] for one in numerals.numbers(rules, language) if one.start not in places]
    assert left == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rules_of_the_plan_say_the_engines_numbers(language: str) -> None:
    """The rules in words have the numbers that stand beside them in `plan.yml`, which the engine keeps."""
    folder = ROOT / "exercises" if language == "en" else ROOT / "exercises" / "locale" / language
    text = (folder / "plan.yml").read_text(encoding="utf-8")
    compared(RULES, plain(text), language)


# --- numbers for which the engine has no name


def begun(**answers: object) -> Course:
    """Return the first week of a reader."""
    return fill.begin(simulate.read_profile(answers, CATALOG), CATALOG)


def fine(course: Course) -> Course:
    """Return the week after a fine one, at the next level where that is offered."""
    after, _ = next_week(course, FINE, NOTHING_MISSED, CATALOG)
    return grow.raised(after, CATALOG)[0]


def larger() -> Iterator[tuple[int, int]]:
    """Yield the repetitions or seconds before and after each step that adds some, in half a year of each reader."""
    for reader in half_year.READERS:
        for stage in half_year.run(reader, CATALOG):
            for change in stage.changes:
                if change.kind in {"more-reps", "longer-hold"} and change.why == "step":
                    yield change.was or 0, change.now or 0


def test_a_step_adds_about_a_fifth() -> None:
    """No step adds more repetitions or seconds than the share that is said, rounded, and one at the least."""
    found = list(larger())
    assert found
    assert all(1 <= now - was <= max(1, round(was * FIFTH)) for was, now in found), found
    assert any(now - was == round(was * FIFTH) > 0 for was, now in found)


def test_nothing_grows_after_a_walk_that_hurt() -> None:
    """For as many weeks as is said neither session nor walk grows, and then something does."""
    course = fine(fine(begun(level=2, minutes=30, walk=40)))
    half = course.walk_minutes // 2
    course, _ = next_week(course, Answers(word="same", walk_hurt=True), NOTHING_MISSED, CATALOG)
    assert course.walk_minutes == half
    weeks = [course]
    for _week in range(STILL_AFTER_WALK):
        weeks.append(fine(weeks[-1]))
    same = [(one.routines, one.walk_minutes) == (course.routines, half) for one in weeks]
    assert same == [True] * STILL_AFTER_WALK + [False]


def test_the_newest_exercises_wait_after_a_break() -> None:
    """After four weeks away as many exercises wait as is said."""
    course = begun(level=2, minutes=15, known_levels=[1])
    after, _ = next_week(course, Answers(word="same"), Diary(missed=limits.RESTARTED_FROM), CATALOG)
    assert sum(one.whole for one in after.returning) == NEWEST_WAITING


def test_what_flare_ups_took_stays_out() -> None:
    """An exercise that as many flare-ups took as is said waits for the reader; after one less it comes back."""
    course = begun(conditions=["nerve-root-pain"])
    (slug,) = {planned.slug for routine in course.routines for planned in routine} - {WARM_START}
    flares = 0
    while slug not in course.out and flares < 2 * FLARES_FOR_GOOD:
        course, _ = next_week(course, Answers(word="flare"), NOTHING_MISSED, CATALOG)
        flares += 1
        for _week in range(12):
            waits = any(one.slug == slug for one in course.returning)
            course = fine(course) if waits else course
    assert flares == FLARES_FOR_GOOD
