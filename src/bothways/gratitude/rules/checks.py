"""What a letter may still want (GRAT-1 to 11, domain 8): calm questions beside the text, never blocking."""

import re
from collections.abc import Callable

from bothways.gratitude.rules import phrases
from bothways.gratitude.rules.compose import compose, split_paragraphs
from bothways.gratitude.rules.kept import is_said
from bothways.gratitude.rules.kinds import CARD_UP_TO, THANKS, Check, kind_of
from bothways.gratitude.rules.letter import Finding, Form, Letter
from bothways.gratitude.rules.requests import requests_in
from bothways.gratitude.rules.sentences import plain, sentences, without_quotes, words

CALM_LINE = (  # GRAT-6, shown once per draft
    "People who write such a letter tend to expect it to feel more awkward than it does, and to bring less joy."
)
AT_MOST_ACHIEVED = 3  # 8.2
_QUOTE_AT_MOST = 200

_GENERIC = re.compile(
    r"\bthank(?:s| you) (?:so much |very much )?for (?:everything|all (?:that )?(?:you|your))"
    r"|\b(?:you have|you've|you were|you are) always (?:been )?there"
    r"|\bfor all (?:that )?you(?:'ve| have)? (?:did|done|do)\b"
    r"|\b(?:can't|cannot|could never|can never) thank you enough"
    r"|\bwords (?:cannot|can't|fail)"
    r"|\bgracias por todo\b|\bsiempre (?:has|ha) estado ahí\b"
)
_REPAYMENT = re.compile(
    r"\brepay\w*|\bpa(?:y|id|ying) you back\b|\breturn(?:ing)? the favou?r\b|\bi owe you one\b|\bin exchange\b"
    r"|\bin return\b|\bin your debt\b|\bindebted\b|\bdevolver(?:le|te) el favor\b|\ben deuda\b|\ba cambio\b"
)
_TEACHERS = (
    r"(?:mentor|teacher|professor|supervisor|adviser|advisor|boss|chief|coach|tutor|maestr[oa]|profesora?|jefe)"
    r"(?:s|es)?"
)
_OTHERS = r"(?:any|all|every|most|my|the)(?: of)?(?: my| the)?(?: other)?"
_COMPARISON = re.compile(
    rf"\b(?:more|better|kinder|\w{{3,}}er) than {_OTHERS} {_TEACHERS}\b|\bthan anyone else\b"
    rf"|\bunlike {_OTHERS} {_TEACHERS}\b|\b(?:no|none of my|none of the) other {_TEACHERS}\b"
    rf"|\bthe (?:very )?best {_TEACHERS} (?:i|that|of all)\b|\bmejor(?:es)? {_TEACHERS} (?:que|de todos)\b"
    rf"|\b(?:más|mejor(?:es)?) [^,;:]{{0,30}}\bque (?:los|las|mis|ningún|cualquier)(?: otr[oa]s?)? {_TEACHERS}\b"
)
_APOLOGY = re.compile(
    r"\b(?:sorry|apologi[sz]e|apolog(?:y|ies)|forgive me|i regret)\b"
    r"|\b(?:perdón|perdone|perdona|disculpas?|disculpe|lo siento)\b"
)
_SUBJECT = re.compile(r"\b(?:i|i'm|i've|i'd|my|you|you're|you've|you'd|your)\b")
_AFTER_PREPOSITION = re.compile(r"\b(?:to|for|of|with|from|by|about|thank|thanking|after|without|because of) $")


def checks(letter: Letter) -> list[Finding]:
    """All findings, in the order of the kind's table; at the question where the words stand, or "" for the whole."""
    looked_at = kind_of(letter.kind).checks
    before = [one for one in looked_at if one in _BEFORE_LENGTH]
    after = [one for one in looked_at if one not in _BEFORE_LENGTH]
    found = [_missing(letter), *(_CHECKS[one](letter) for one in before), _length(letter)]
    return [one for some in (*found, *(_CHECKS[one](letter) for one in after)) for one in some]


def is_whole(letter: Letter) -> bool:
    """Whether nothing that its form needs is missing."""
    return not _missing(letter)


def calm_line(already_shown: bool) -> str:
    """GRAT-6: one line at the moment of hesitation, once per draft, and no pressure."""
    return "" if already_shown else CALM_LINE


def fitting_form(letter: Letter) -> Form:
    """A card where the facts are thin, a letter where the parts of its kind are there (decision 2)."""
    needed = {question.slug for question in kind_of(letter.kind).questions if question.needed}
    answered = {answer.question for answer in letter.answers if answer.text.strip()}
    return Form.LETTER if len(needed & answered) > 2 and _count(letter) >= CARD_UP_TO else Form.CARD


def _missing(letter: Letter) -> list[Finding]:
    """GRAT-1: a question for each missing part. A card needs less."""
    answered = {answer.question for answer in letter.answers if words(answer.text)}
    kind = kind_of(letter.kind)
    needed = [one for one in kind.questions if one.needed and (letter.form != Form.CARD or one.on_card)]
    return [Finding(kind.rule, one.slug, one.again) for one in needed if one.slug not in answered]


def _rule(letter: Letter, of_thanks: str) -> str:
    """The rule of a thank-you by its own name; that of another kind by the name of the kind's."""
    return of_thanks if letter.kind == THANKS else kind_of(letter.kind).rule


def _untold(letter: Letter) -> list[Finding]:
    """GRAT-1, its last part: a letter that is to tell what came of it says so."""
    says = "This came of it. Do your words say it, so that they know?"
    texts = [answer.text for answer in letter.answers]
    return [Finding("GRAT-1", "now", says, _short(news)) for news in letter.tells if not is_said(news, texts)]


def _asking(letter: Letter) -> list[Finding]:
    alone = kind_of(letter.kind).alone
    says = f"This asks for something. {alone}: could it go in a letter of its own, a week or more from now?"
    return [
        Finding(_rule(letter, "GRAT-2"), answer.question, says, _short(sentence))
        for answer in letter.answers
        for sentence in requests_in(answer.text, letter.language)
    ]


def _about_me(letter: Letter) -> list[Finding]:
    """GRAT-3, for English: at least one sentence says what *they* did; not twice as many begin with me."""
    if letter.language.partition("-")[0].lower() != "en" or not any(words(one.text) for one in letter.answers):
        return []
    mine = theirs = 0
    for answer in letter.answers:
        for sentence in sentences(without_quotes(answer.text)):
            subject = _subject(plain(sentence))
            mine, theirs = mine + (subject == "i"), theirs + (subject == "you")
    if not theirs:
        return [Finding("GRAT-3", "deed", "Nothing here begins with “you” yet. What did they do, told to them?")]
    if mine > 2 * theirs:
        return [Finding("GRAT-3", "", "Much of this is about you. Is there one more thing that they did?")]
    return []


def _subject(sentence: str) -> str:
    """Whose sentence it is: its first "I" or "you" that is not "to you", "for my" and the like."""
    for pronoun in _SUBJECT.finditer(sentence[:400]):
        if not _AFTER_PREPOSITION.search(sentence, max(0, pronoun.start() - 14), pronoun.start()):
            return "i" if pronoun.group()[0] in "im" else "you"
    return ""


def _length(letter: Letter) -> list[Finding]:
    """GRAT-4. Short is no fault: it is a card."""
    count, kind = _count(letter), kind_of(letter.kind)
    if count > kind.longest:
        says = "This is long for one letter. Is there a part that could be a letter of its own, another time?"
    elif letter.form == Form.CARD or count == 0 or count >= kind.shortest:
        return []
    elif count < CARD_UP_TO:
        says = "This would stand well on a card. Would you like to make it one?"
    else:
        says = f"This is short for a letter. Is there a detail {kind.wants}?"
    return [Finding(_rule(letter, "GRAT-4"), "", says)]


def _generic(letter: Letter) -> list[Finding]:
    """GRAT-5: a phrase that would fit anybody, in a paragraph that names nothing they did."""
    found = []
    for answer in letter.answers:
        for paragraph in split_paragraphs(answer.text):
            told = [(sentence, bool(_GENERIC.search(plain(sentence)))) for sentence in sentences(paragraph)]
            phrase = next((sentence for sentence, generic in told if generic), None)
            if phrase and not any(_names_an_act(sentence) for sentence, generic in told if not generic):
                found.append(Finding("GRAT-5", answer.question, "Which day do you think of here?", _short(phrase)))
    return found


def _names_an_act(sentence: str) -> bool:
    return len(words(sentence)) >= 5 and _subject(plain(sentence)) == "you"


def _repaying(letter: Letter) -> list[Finding]:
    """GRAT-8, on the member's own words. "I owe so much to you" is the essay's phrase, and passes."""
    says = "This sounds like a debt. They did not lend it to you: would you rather say what came of it?"
    return [Finding("GRAT-8", question, says, quote) for question, quote in _sentences_with(_REPAYMENT, letter)][:3]


def _comparing(letter: Letter) -> list[Finding]:
    """Domain 8.1: no comparison with others who mentored."""
    says = "This sets them beside others. What they did stands by itself: would it say as much without the others?"
    return [Finding("8.1", question, says, quote) for question, quote in _sentences_with(_COMPARISON, letter)][:3]


def _apologising(letter: Letter) -> list[Finding]:
    """Domain 8.1, GRAT-11: one sentence of apology at most."""
    says = "One sentence of apology is enough. Could the rest be thanks?"
    found = _sentences_with(_APOLOGY, letter)
    return [Finding(_rule(letter, "8.1"), question, says, quote) for question, quote in found][1:2]


def _telling_my_story(letter: Letter) -> list[Finding]:
    """GRAT-9: at most one sentence about me; what I saw of them, and my joy in it, are about them."""
    says = "This is about you. One such sentence is enough: would another of theirs fit here?"
    found = _where(letter, lambda sentence: phrases.is_my_story(sentence, letter.language))
    return [Finding(kind_of(letter.kind).rule, question, says, quote) for question, quote in found][1:2]


def _turning_round(letter: Letter) -> list[Finding]:
    """GRAT-9: no “but”, no “finally”, no “about time”."""
    says = "A word like this takes some of it back. Would the sentence say as much without it?"
    found = _where(letter, phrases.turns_round)
    return [Finding(kind_of(letter.kind).rule, question, says, quote) for question, quote in found][:3]


def _asking_more_than_once(letter: Letter) -> list[Finding]:
    """GRAT-9: at most one open question."""
    says = "One question lets them tell it once more; two are an interview. Which one would you keep?"
    found = _where(letter, lambda sentence: sentence.rstrip("”’\"')» ").endswith("?"))
    return [Finding(kind_of(letter.kind).rule, question, says, quote) for question, quote in found][1:2]


def _listing(letter: Letter) -> list[Finding]:
    """Domain 8.2: no list of more than three achievements."""
    texts = [plain(without_quotes(one.text)) for one in letter.answers]
    if sum(len(phrases.ACHIEVED.findall(text)) for text in texts) <= AT_MOST_ACHIEVED:
        return []
    says = "This is becoming a list. Which one of these would they be gladdest of?"
    return [Finding(kind_of(letter.kind).rule, "", says)]


def _feeling_guilty(letter: Letter) -> list[Finding]:
    """Domain 8.8: no guilt, of mine or of theirs."""
    says = "This makes the silence heavier than it is for them. They will be glad that you write: could it go?"
    found = _sentences_with(phrases.GUILT, letter)
    return [Finding(kind_of(letter.kind).rule, question, says, quote) for question, quote in found][:3]


def _excusing(letter: Letter) -> list[Finding]:
    """Domain 8.8: one sentence about the silence at most."""
    silence = next((sentences(one.text) for one in letter.answers if one.question == "gap"), [])
    says = "One sentence about the silence is enough. Could the rest go?"
    return [Finding(kind_of(letter.kind).rule, "gap", says, _short(silence[1]))] if len(silence) > 1 else []


def _advising(letter: Letter) -> list[Finding]:
    """To a mentee: seen, and not told what to do."""
    says = "This tells them what to do. Today you are glad with them: could it wait until they ask?"
    found = _sentences_with(phrases.ADVICE, letter)
    return [Finding(kind_of(letter.kind).rule, question, says, quote) for question, quote in found][:3]


def _consoling(letter: Letter) -> list[Finding]:
    """Domain 8.5: to whoever mourns."""
    says = "This is meant to comfort, and can hurt. Would a memory of them say more?"
    found = _sentences_with(phrases.SOLACE, letter)
    return [Finding(kind_of(letter.kind).rule, question, says, quote) for question, quote in found][:3]


_CHECKS: dict[Check, Callable[[Letter], list[Finding]]] = {
    Check.UNTOLD: _untold,
    Check.REQUEST: _asking,
    Check.ABOUT_ME: _about_me,
    Check.MY_STORY: _telling_my_story,
    Check.GENERIC: _generic,
    Check.REPAYING: _repaying,
    Check.COMPARING: _comparing,
    Check.APOLOGY: _apologising,
    Check.LIST: _listing,
    Check.BUT: _turning_round,
    Check.QUESTIONS: _asking_more_than_once,
    Check.GUILT: _feeling_guilty,
    Check.GAP: _excusing,
    Check.ADVICE: _advising,
    Check.SOLACE: _consoling,
}
_BEFORE_LENGTH = frozenset({Check.UNTOLD, Check.REQUEST, Check.ABOUT_ME, Check.MY_STORY})


def _sentences_with(pattern: re.Pattern[str], letter: Letter) -> list[tuple[str, str]]:
    return _where(letter, lambda sentence: bool(pattern.search(sentence)))


def _where(letter: Letter, is_meant: Callable[[str], bool]) -> list[tuple[str, str]]:
    """Each such sentence with its question; what stands in quotation marks is not the writer's own."""
    return [
        (answer.question, _short(sentence))
        for answer in letter.answers
        for sentence in sentences(without_quotes(answer.text))
        if is_meant(plain(sentence))
    ]


def _count(letter: Letter) -> int:
    return sum(len(words(paragraph)) for paragraph in compose(letter).paragraphs)


def _short(text: str) -> str:
    return text if len(text) <= _QUOTE_AT_MOST else text[:_QUOTE_AT_MOST].rsplit(" ", 1)[0] + "…"
