"""Is something asked for? A thank-you holds no request (GRAT-2; the lists of domain 8.1). English and Spanish."""

import re

from bothways.gratitude.rules.sentences import plain, sentences, without_quotes

LANGUAGES = ("en", "es")

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

_SPANISH = (
    r"\b(?:podrías?|podrían|podria|puedes?|pueden) (?:usted |ustedes |por favor |acaso )?"
    r"(?!imaginar|creer|estar|sentir|ver\b|saber)[a-záéíóúñ]+(?:ar|er|ir|ír)(?:me|nos|te|le|les|lo|la|los|las)*\b",
    r"\b(?:le|te|les) (?:pido|ruego|pediría|quería pedir|quisiera pedir)\b",
    r"\bun (?:gran |pequeño |último )?favor\b",
    r"\b(?:me gustaría|quisiera|quiero|querría|necesito) pedir(?:le|te|les)\b",
    r"\bgracias de antemano\b",
)
_SPANISH_GIVEN = re.compile(r"\b(?:me|nos) (?:hizo|hiciste|ha hecho|has hecho|concedió)\b|\b(?:a|en) favor\b")

_PATTERNS = {"en": re.compile("|".join(_ENGLISH)), "es": re.compile("|".join(_SPANISH))}
_THINGS = re.compile("|".join(_ENGLISH_UNLESS_GIVEN))


def requests_in(text: str, language: str = "en", at_most: int = 3) -> list[str]:
    """The sentences that ask for something. What stands in quotation marks is not the writer's own and passes."""
    spanish = language.partition("-")[0].lower() == "es"
    asks = _asks_in_spanish if spanish else _asks_in_english
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
    return bool(_PATTERNS["es"].search(sentence)) and not _SPANISH_GIVEN.search(sentence)
