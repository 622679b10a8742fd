"""Is something asked for? A thank-you holds no request (GRAT-2; the lists of domain 8.1). English and Spanish."""

import re

from bothways.formats.language import known
from bothways.gratitude.rules.sentences import plain, sentences, without_quotes

# "you would always ask me", "your letter of reference" and "can you believe" are statements and pass.
_ENGLISH = (
    r"\b(?:could|can|would|will) you (?:please |kindly |possibly |perhaps |maybe |also |still )?"
    r"(?!please |kindly |possibly |perhaps |maybe |also |still |believe|imagine|ever\b|always\b|never\b"
    r"|have (?!a\b|some\b))[a-z]",
    r"\bdo you think (?:that )?you (?:could|can|would|might)\b",
    r"\bwould it be (?:at all )?possible\b",
    r"\bi(?: still| also)? need (?:an?|the|another) (?:reference|recommendation|letter|signature|favou?r|word|loan)\b",
    r"^any chance\b",
    r"\blet me know (?:if|whether|when) you (?:can|could|would|have|are)\b",
    r"\bi wonder(?:ed)? (?:if|whether) you (?:could|can|would|will|might)\b",
    r"\b(?:can|could|may) i count on you\b",
    r"\bi(?:'m| am| was|'ve been| have been) (?:just )?(?:wondering|hoping) (?:if|whether|that you|you)\b",
    r"\b(?:would|'d|should) (?:be (?:so |very |most |really |truly )?(?:grateful|thankful|glad)"
    r"|(?:so |really |very much |greatly )?appreciate(?: it)?(?: very much| so much)?) if\b",
    r"\b(?:would|'d|should) (?:be (?:so |very |most )?(?:grateful|thankful|glad) for|(?:really |greatly )?appreciate)"
    r" (?:an?|any|some|your (?:help|advice|support|opinion|thoughts|comments|feedback|time|letter|reference))\b",
    r"^please (?!accept|know|forgive|excuse|pardon|do not|don't|never|give|believe|feel|take care|stay|keep|greet)\w",
    r"\bplease (?:also )?(?:send|write|review|let me know|introduce|consider|help|sign|read|forward|recommend)\b",
    r"\b(?:may|might|can|could) i (?:please |also )?(?:ask|bother|trouble) you\b",
    r"\bi(?: would|'d)? (?:like|need|want|have) to ask (?:you )?(?:for|to|a)\b",
    r"\bi need your\b",
    r"\bthank(?:s| you) in advance\b",
    r"\bmean (?:a lot|so much|much|the world)(?: to me)? if you\b",
    r"\b(?:can|could|may|shall) we (?:please |perhaps |maybe )?(?:meet|talk|speak|call)\b",
    r"\bdo you have (?:a |some |any )?(?:time|moment|minute|minutes)\b",
    r"\bi hope (?:that )?you (?:can|could|will|would) (?:also )?"
    r"(?:help|send|write|read|review|recommend|introduce|find)\b",
)
# These name a thing which they may also have given: a statement where the sentence says so.
_ENGLISH_UNLESS_GIVEN = (
    r"\bfavou?rs?\b",
    r"\bput in a (?:good |kind )?word\b",
    r"\bletter of (?:recommendation|reference) for me\b",
)
# "if you wrote" and "you could put" name what has not been given yet.
_GIVEN = re.compile(
    r"(?<!if )\byou(?:'d| had| have|'ve)? (?:(?!could\b|would\b|might\b|can\b|will\b|may\b|should\b)\w{1,12} )?"
    r"(?:did|done|gave|given|wrote|written|put|granted|showed|shown|sent|signed)\b"
    r"|\b(?:in|out of|curry|find|found) favou?r"
)
_REPORTED = re.compile(r"\b(?:asked|said|told|wondered|used to ask|would ask|wrote)\b[^.?!]{0,40}$")

# “Podría” is also “I could”: by itself it asks in a question, or where it names whom it is for.
_VERB = r"(?!imaginar|creer|estar|sentir|ver\b|saber|haber|ser\b|olvidar)[a-záéíóúñ]+(?:ar|er|ir|ír)"
_POLITELY = r"(?:usted |ustedes |tú |por favor |acaso |quizás? |tal vez |también )?"
_CAN = r"\b(?:podrías?|podrían|podria|puedes?|pueden|pudieras?)"
_SPANISH = (
    rf"{_CAN} {_POLITELY}{_VERB}(?:me|nos)(?:lo|la|los|las)?\b",
    rf"\b(?:me|nos) (?:podrías?|podrían|puedes?|pueden) {_VERB}",
    rf"\b(?:pregunto|preguntaba|saber|ver|sé) si {_POLITELY}(?:me |nos )?{_CAN} {_POLITELY}{_VERB}",
    r"\bsería (?:posible|mucho pedir)\b|\bserías? (?:usted )?tan amable\b",
    r"\b(?:le|te|les) (?:pido|ruego|pediría|quería pedir|quisiera pedir|quiero pedir)\b(?! (?:perdón|disculpas?)\b)",
    r"\bun (?:gran |pequeño |último )?favor\b",
    r"\b(?:me gustaría|quisiera|quiero|querría|necesito) pedir(?:le|te|les)\b(?! (?:perdón|disculpas?)\b)",
    r"\b(?:le|te|les)? ?(?:agradecería|agradeceré)(?: mucho| enormemente)? (?:que|si|su|tu|una?|cualquier)\b",
    r"\bnecesito (?:una?|la|otra|su|tu) (?:carta|recomendación|referencia|firma|ayuda|consejo|favor)\b",
    r"\bpor favor,? (?:escríb|envíe|mánd|léa|lea|revís|ayúd|avís|díga|llám|recomiénd|preséntem|preséntam)\w*",
    r"\b(?:cuento|puedo contar|podría contar) con (?:usted|su|tu|contigo)\b",
    r"\bgracias de antemano\b|\bde antemano,? (?:muchas )?gracias\b",
)
_ASKED = re.compile(
    rf"{_CAN} {_POLITELY}{_VERB}|\b(?:tiene|tienes|tendría|tendrías) (?:usted )?(?:un momento|unos minutos|tiempo)\b"
    r"|\b(?:podemos|podríamos|nos podemos|nos podríamos) (?:vernos|reunirnos|hablar|ver|reunir)\b"
    r"|\bme (?:escribe|escribiría|manda|mandaría|envía|enviaría|ayuda|ayudaría|recomienda|recomendaría|presta)s?\b"
)
_SPANISH_GIVEN = re.compile(
    r"\b(?:me|nos) (?:hizo|hiciste|ha hecho|has hecho|concedió)\b|\b(?:a|en) favor\b|\bpreguntó si\b"
)

_PATTERNS = {"en": re.compile("|".join(_ENGLISH)), "es": re.compile("|".join(_SPANISH))}
_THINGS = re.compile("|".join(_ENGLISH_UNLESS_GIVEN))


def requests_in(text: str, language: str = "en", at_most: int = 3) -> list[str]:
    """The sentences that ask for something. What stands in quotation marks is not the writer's own and passes."""
    asks = _asks_in_spanish if known(language) == "es" else _asks_in_english
    found: list[str] = []
    for sentence in sentences(without_quotes(text)):
        if asks(plain(sentence)):
            found.append(sentence)
        if len(found) == at_most:
            break
    return found


def _asks_in_english(sentence: str) -> bool:
    for asked in _PATTERNS["en"].finditer(sentence):
        if not _REPORTED.search(sentence, max(0, asked.start() - 60), asked.start()):
            return True
    return bool(_THINGS.search(sentence)) and not _GIVEN.search(sentence)


def _asks_in_spanish(sentence: str) -> bool:
    asks = _PATTERNS["es"].search(sentence) or ("?" in sentence and _ASKED.search(sentence))
    return bool(asks) and not _SPANISH_GIVEN.search(sentence)
