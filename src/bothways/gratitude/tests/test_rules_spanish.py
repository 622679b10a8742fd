"""A thank-you in Spanish, whole; and what is pointed out in one, and what passes."""

from dataclasses import replace

import pytest

from bothways.formats.language import speaking
from bothways.gratitude.rules import phrases
from bothways.gratitude.rules.checks import checks, covers
from bothways.gratitude.rules.compose import compose
from bothways.gratitude.rules.kinds import KINDS, Check
from bothways.gratitude.rules.letter import Answer, Form, Letter

ANSWERS = {
    "deed": "En el otoño de 2009, en la posta de San Jerónimo, usted se quedó conmigo después de la guardia y volvió a "
    "tomarle la presión a don Julián, porque yo había anotado de prisa la primera. Me hizo contar los latidos en voz "
    "alta, sin mirar el reloj, hasta que los dos oímos lo mismo.",
    "cost": "Esa noche perdió el último carro a su casa y caminó bajo la lluvia. Nunca me lo dijo; lo supe por la "
    "señora de la farmacia.",
    "effect": "Desde entonces no escribo un número que no haya escuchado dos veces. Cuando dudaba de servir para esto, "
    "pensaba en su paciencia de aquella noche y volvía al consultorio.",
    "now": "Hoy dirijo una posta pequeña en Urubamba. La primera semana puse una silla junto a la camilla, para que "
    "quien toma la presión se siente y espere.",
    "words": "Usted me dijo: «Despacio. El corazón no tiene apuro».",
    "passed_on": "Se lo repito a cada interna que llega, con sus palabras, y le cuento de quién son.",
}
WHOLE = """\
Estimada Dra. Vargas Quispe:

En el otoño de 2009, en la posta de San Jerónimo, usted se quedó conmigo después de la guardia y volvió a tomarle la \
presión a don Julián, porque yo había anotado de prisa la primera. Me hizo contar los latidos en voz alta, sin mirar \
el reloj, hasta que los dos oímos lo mismo. Esa noche perdió el último carro a su casa y caminó bajo la lluvia. Nunca \
me lo dijo; lo supe por la señora de la farmacia.

Desde entonces no escribo un número que no haya escuchado dos veces. Cuando dudaba de servir para esto, pensaba en su \
paciencia de aquella noche y volvía al consultorio.

Hoy dirijo una posta pequeña en Urubamba. La primera semana puse una silla junto a la camilla, para que quien toma la \
presión se siente y espere.

Usted me dijo: «Despacio. El corazón no tiene apuro». Se lo repito a cada interna que llega, con sus palabras, y le \
cuento de quién son.

Con gratitud y afecto,

Ada"""


def letter(kind: str = "thanks", language: str = "es", **changed: str) -> Letter:
    said = tuple(Answer(slug, text) for slug, text in {**ANSWERS, **changed}.items())
    return Letter("Dra. Vargas Quispe", said, Form.LETTER, language, signature="Ada", kind=kind, title="Dra.")


def found(text: str, *, kind: str = "thanks", at: str = "effect") -> list[str]:
    only = replace(letter(kind), answers=(Answer("deed", ANSWERS["deed"]), Answer(at, text)))
    return [one.quote for one in checks(only) if one.quote]


def test_the_answers_become_this_letter_word_for_word():
    assert compose(letter()).text == WHOLE


def test_nothing_is_pointed_out_in_a_letter_that_says_it_all():
    assert checks(letter()) == []


def test_the_letter_is_the_same_whatever_the_page_speaks():
    with speaking("es"):
        assert compose(letter()).text == WHOLE
        assert compose(letter(language="en")).greeting == "Dear Dra. Vargas Quispe,"


def test_what_is_pointed_out_is_said_in_the_language_of_the_page():
    short = replace(letter(), answers=(Answer("deed", "Usted se quedó conmigo toda la tarde."),))

    with speaking("es"):
        assert checks(short)[0].says.startswith("¿Qué puso de su parte")
    assert checks(short)[0].says.startswith("What did it take from them")


@pytest.mark.parametrize(
    "text",
    [
        "¿Podría escribirme una carta de recomendación?",
        "Me pregunto si podría leer mi borrador.",
        "Le agradecería que lo leyera antes del viernes.",
        "Necesito una carta antes del lunes.",
        "¿Tendría unos minutos esta semana?",
        "¿Sería posible reunirnos en mayo?",
        "¿Puede usted revisar mi solicitud?",
        "Por favor, escríbame cuando pueda.",
    ],
)
def test_a_request_is_found(text):
    assert found(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Sin usted no podría haber terminado.",
        "Nunca podré olvidar aquella tarde.",
        "Podría contar cien tardes como esa.",
        "Usted me preguntó si podría quedarme una hora más.",
        "Si pudiera volver a un solo día, sería a ese.",
        "Es posible que usted no lo recuerde.",
        "Me ayudó sin pedir nada a cambio.",
        "La vi más tranquila que muchas veces.",
        "Al fin y al cabo, era su noche libre.",
        "Usted me perdonó el error y me dejó repetirlo.",
    ],
)
def test_what_only_sounds_like_something_to_point_out_passes(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Estoy en deuda con usted.",
        "Nunca podré pagarle tanto.",
        "Quisiera darle algo a cambio.",
        "Usted fue mejor que los otros profesores.",
        "Usted fue la mejor maestra que tuve.",
        "A diferencia de otros jefes, usted escuchaba.",
        "Gracias por todo.",
        "No tengo palabras.",
    ],
)
def test_debt_comparison_and_what_would_fit_anybody_are_pointed_out(text):
    assert found(text) == [text]


def test_a_phrase_for_anybody_passes_beside_what_they_did():
    assert found("Gracias por todo. Usted me llevó a casa aquella noche.") == []
    assert found("Gracias por todo. Me prestó sus apuntes toda la semana.") == []


@pytest.mark.parametrize(
    ("kind", "at", "text"),
    [
        ("reconnect", "effect", "Debí haberle escrito antes."),
        ("reconnect", "effect", "Usted nunca me contestó."),
        ("reconnect", "effect", "Me da vergüenza escribirle ahora."),
        ("mentee", "joy", "La próxima vez habla más despacio."),
        ("mentee", "joy", "Yo en tu lugar lo haría otra vez."),
        ("mentee", "shows", "Estuvo bien, aunque un poco rápido."),
        ("family", "gave", "Ahora está en un lugar mejor."),
        ("family", "gave", "El tiempo lo cura todo."),
    ],
)
def test_what_each_kind_does_without_is_asked_about(kind, at, text):
    assert found(text, kind=kind, at=at) == [text]


def test_you_should_be_proud_is_no_advice():
    assert found("Debes estar muy orgullosa de eso.", kind="mentee", at="shows") == []


def test_one_sentence_about_me_is_enough_also_where_the_verb_alone_says_it():
    mine = "Me alegra mucho. Gané una beca este año. Publiqué un artículo en junio."

    assert found(mine, kind="congratulation", at="joy") == ["Publiqué un artículo en junio."]


def test_no_list_of_one_language_is_run_on_a_text_of_another():
    english = "I can never repay you, but at least I am sorry. Could you write me a letter? You should be ashamed."

    for kind in KINDS:
        assert found(english, kind=kind, at=KINDS[kind].slugs[-1]) == []


def test_which_languages_a_check_covers_is_declared():
    assert [one for one in Check if not covers(one, "es")] == [Check.ABOUT_ME]
    assert {one for one in Check if covers(one, "fr")} == {Check.UNTOLD, Check.QUESTIONS, Check.GAP, Check.NAMED}
    assert all(covers(one, "en") for one in Check)


@pytest.mark.parametrize(
    "name", ["GENERIC", "REPAYING", "COMPARING", "APOLOGY", "GUILT", "ADVICE", "SOLACE", "ACHIEVED"]
)
def test_every_list_is_there_in_every_language_that_is_covered(name):
    assert set(getattr(phrases, name)) == set(phrases.LANGUAGES)
