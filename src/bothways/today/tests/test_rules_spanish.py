"""The same cards in Spanish: whole sentences, as somebody says them who grew up with the language."""

from datetime import date
from uuid import UUID

import pytest

from bothways.formats.days import exactly, in_month, in_year
from bothways.formats.language import speaking
from bothways.today.rules.cards import Act, Card, Code, Reason
from bothways.today.rules.greeting import greeting
from bothways.today.rules.spoken import how_often, quoted, when
from bothways.today.rules.words import Known, Recorded, worded

TODAY = date(2026, 11, 22)
BELL, NEWS, HELP = UUID(int=1), UUID(int=2), UUID(int=3)
RECORDS = {
    HELP: Recorded("Me dejó terminar la disección dos veces", "Otra vez, y más despacio.", in_year(1996)),
    NEWS: Recorded("Me nombraron para dirigir la clínica.", on=in_month(2026, 10)),
}


@pytest.fixture(autouse=True)
def _in_spanish():
    with speaking("es"):
        yield


def known(**others) -> Known:
    return Known(**{"name": "Mr. Bell", "today": TODAY, "records": RECORDS} | others)


def card(act, code, *, kind="moment", record=HELP, day=None, came_of=None, gently=False) -> Card:
    return Card(BELL, act, (Reason(act, code, kind, record, day, came_of),), gently)


def test_an_outcome_is_told_with_the_members_own_words_in_place():
    words = worded(
        card(Act.TELL, Code.OUTCOME, kind="news", record=NEWS, day=date(2026, 10, 1), came_of=HELP),
        known(last_contact=exactly(date(2026, 9, 3)), last_lane="mine", channel="paper", care_of="la escuela"),
    )

    assert words.title == "Cuéntele a Mr. Bell lo que resultó"
    assert words.sentence == (
        "«Me dejó terminar la disección dos veces». En octubre resultó esto: «Me nombraron para dirigir la clínica». "
        "Mr. Bell todavía no lo sabe."
    )
    assert words.because == (
        "Usted escribió por última vez en septiembre.",
        "Prefiere el papel: se puede imprimir una tarjeta y enviarla por medio de la escuela.",
    )
    assert words.deed == "Empezar la tarjeta"


def test_help_without_thanks_is_brought_back_with_what_they_said():
    words = worded(card(Act.THANK, Code.HELP, day=date(1996, 1, 1), gently=True), known(has_mail=False))

    assert words.title == "Dele las gracias a Mr. Bell"
    assert words.sentence == (
        "«Me dejó terminar la disección dos veces». Fue en 1996. Dijo: «Otra vez, y más despacio». "
        "Usted todavía no le ha dado las gracias por eso."
    )
    assert words.because == (
        "No hay nada guardado sobre cómo está ahora: averigüe o pregunte con tacto antes de escribir.",
        "No hay guardada ninguna dirección de correo de esta persona: se puede imprimir una tarjeta.",
    )
    assert words.deed == "Averiguar con tacto"


def test_a_promise_is_told_in_its_own_words_with_the_day_that_was_meant():
    promised = {NEWS: Recorded("¿Le paso las diapositivas?", on=exactly(date(2026, 11, 19)))}
    promise = card(Act.KEEP_PROMISE, Code.PROMISE, kind="promise", record=NEWS, day=date(2026, 11, 19))

    words = worded(promise, known(records=promised))

    assert words.title == "Cumpla lo que le prometió a Mr. Bell"
    assert words.sentence == "Usted le prometió a Mr. Bell: «¿Le paso las diapositivas?». Pensaba hacerlo el jueves."
    assert words.deed == "Cumplida, u otro día"


def test_asking_how_it_went_names_what_it_was_and_the_weekday():
    asked = {HELP: Recorded("Entrevista para la beca", on=exactly(date(2026, 11, 21)))}

    words = worded(card(Act.ASK, Code.AHEAD, day=date(2026, 11, 21)), known(name="Sam", records=asked))

    assert words.title == "Pregúntele a Sam cómo le fue"
    assert words.sentence == "«Entrevista para la beca»: fue ayer."
    assert words.deed == "Comunicarse con Sam"


@pytest.mark.parametrize(
    ("lane", "sentence"),
    [
        ("mine", "Usted escribió por última vez en marzo."),
        ("theirs", "Mr. Bell escribió por última vez en marzo."),
        ("together", "La última vez que se vieron o hablaron fue en marzo."),
        ("", "La última vez que estuvieron en contacto fue en marzo."),
    ],
)
def test_a_long_quiet_is_told_as_the_last_time(lane, sentence):
    quiet = card(Act.RECONNECT, Code.QUIET, kind="person", record=BELL)

    words = worded(quiet, known(last_contact=exactly(date(2026, 3, 3)), last_lane=lane))

    assert (words.title, words.sentence) == ("Vuelva a escribirle a Mr. Bell", sentence)
    assert words.deed == "Escribirle a Mr. Bell"


def test_a_wish_is_told_as_a_wish():
    words = worded(
        card(Act.MEET, Code.RHYTHM, kind="rhythm", record=BELL),
        known(last_contact=exactly(TODAY), last_lane="together", every_days=90),
    )

    assert words.title == "Reserve un rato para Mr. Bell"
    assert words.sentence == "Se vieron o hablaron hoy. Usted quería que estuvieran en contacto cada tres meses."


def test_a_day_of_remembrance_says_whom_it_is_for():
    kept = {HELP: Recorded("Su última clase")}

    words = worded(
        card(Act.REMEMBER, Code.REMEMBERED, kind="remembered_day", day=date(2026, 11, 23)),
        known(name="Prof. Holm", records=kept),
    )

    assert words.title == "Recuerde a Prof. Holm"
    assert words.sentence == "Mañana es un día en que usted recuerda a Prof. Holm. «Su última clase»."


def test_further_reasons_stand_below_in_short():
    told = Reason(Act.TELL, Code.NEWS, "news", NEWS, date(2026, 10, 1))
    thanks = Reason(Act.THANK, Code.HELP, "moment", HELP, date(1996, 1, 1))

    words = worded(Card(BELL, Act.TELL, (told, thanks)), known())

    assert words.sentence == "«Me nombraron para dirigir la clínica». Fue en octubre. Mr. Bell todavía no lo sabe."
    assert words.because == ("Todavía sin agradecer: «Me dejó terminar la disección dos veces» (en 1996).",)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 22), "hoy"),
        (date(2026, 11, 21), "ayer"),
        (date(2026, 11, 19), "el jueves"),
        (date(2026, 11, 3), "el 3 de noviembre"),
        (date(2026, 3, 3), "en marzo"),
        (date(2025, 9, 3), "en septiembre de 2025"),
        (in_year(1996), "en 1996"),
        (in_month(2026, 10), "en octubre"),
        (in_month(2014, 6), "en junio de 2014"),
    ],
)
def test_a_day_is_said_as_near_as_one_remembers_it(day, said):
    assert when(day, TODAY) == said


def test_a_rhythm_is_said_in_weeks_and_months():
    assert [how_often(days) for days in (7, 30, 182, 45)] == [
        "cada semana", "cada mes", "dos veces al año", "cada 45 días",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [("Siga.", "«Siga»."), ("¡Siga!", "«¡Siga!»."), ("Y después…", "«Y después…»."), ("“Siga.”", "«Siga».")],
)
def test_the_full_stop_stands_behind_the_marks(words, said):
    assert quoted(words) == said


def test_the_day_is_greeted_by_its_hour():
    assert [greeting("Ada", hour, quiet=False) for hour in (8, 15, 21)] == [
        "Buenos días, Ada", "Buenas tardes, Ada", "Buenas noches, Ada",
    ]  # fmt: skip
