"""
What a letter may still want (GRAT-1 to 11, domain 8): calm questions beside the text.

One holds a letter back: what is written first after a long time asks for nothing (GRAT-11).
"""

import re
from collections.abc import Callable, Mapping

from bothways.formats.language import gettext as _
from bothways.gratitude.rules import phrases
from bothways.gratitude.rules.compose import compose, split_paragraphs
from bothways.gratitude.rules.kept import is_said
from bothways.gratitude.rules.kinds import CARD_UP_TO, RECONNECT, THANKS, Check, kind_of
from bothways.gratitude.rules.letter import Finding, Form, Letter
from bothways.gratitude.rules.requests import requests_in
from bothways.gratitude.rules.sentences import plain, sentences, without_quotes, words

AT_MOST_ACHIEVED = 3  # 8.2
_QUOTE_AT_MOST = 200

# Which checks read words, and in which languages (CULT-3): no list of one is run on a text of another. Spanish says in
# the verb who did it, and leaves out the pronoun that GRAT-3 counts.
_WITHOUT_WORDS = frozenset({Check.UNTOLD, Check.QUESTIONS, Check.GAP, Check.NAMED})
_COVERED = {Check.ABOUT_ME: ("en",)}


def checks(letter: Letter) -> list[Finding]:
    """All findings, in the order of the kind's table; at the question where the words stand, or "" for the whole."""
    language = _language(letter)
    looked_at = [one for one in kind_of(letter.kind).checks if covers(one, language)]
    before = [one for one in looked_at if one in _BEFORE_LENGTH]
    after = [one for one in looked_at if one not in _BEFORE_LENGTH]
    found = [_missing(letter), *(_CHECKS[one](letter) for one in before), _length(letter)]
    return [one for some in (*found, *(_CHECKS[one](letter) for one in after)) for one in some]


def covers(check: Check, language: str) -> bool:
    """Whether it can be looked for in a text of this language."""
    return check in _WITHOUT_WORDS or language in _COVERED.get(check, phrases.LANGUAGES)


def is_whole(letter: Letter) -> bool:
    """Whether nothing that its form needs is missing."""
    return not _missing(letter)


def calm_line() -> str:
    """GRAT-6: one line at the moment of hesitation, shown once per draft, and no pressure."""
    return _(
        "People who write such a letter tend to expect it to feel more awkward than it does, and to bring less joy."
    )


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
    says = _("This came of it. Do your words say it, so that they know?")
    texts = [answer.text for answer in letter.answers]
    return [Finding("GRAT-1", "now", says, _short(news)) for news in letter.tells if not is_said(news, texts)]


def _asking(letter: Letter) -> list[Finding]:
    alone = kind_of(letter.kind).alone
    says = _("This asks for something. {alone}: could it go in a letter of its own, a week or more from now?")
    return [
        Finding(_rule(letter, "GRAT-2"), answer.question, says.format(alone=alone), _short(sentence))
        for answer in letter.answers
        for sentence in requests_in(answer.text, _language(letter))
    ]


def asks_too_early(letter: Letter) -> str:
    """The words that ask for something in the first letter after a long time (GRAT-11); or nothing."""
    return next((one.quote for one in _asking(letter)), "") if letter.kind == RECONNECT else ""


def _about_me(letter: Letter) -> list[Finding]:
    """GRAT-3: at least one sentence says what *they* did; not twice as many begin with me."""
    if not any(words(one.text) for one in letter.answers):
        return []
    mine = theirs = 0
    for answer in letter.answers:
        for sentence in sentences(without_quotes(answer.text)):
            subject = phrases.subject(plain(sentence))
            mine, theirs = mine + (subject == "i"), theirs + (subject == "you")
    if not theirs:
        return [Finding("GRAT-3", "deed", _("Nothing here begins with “you” yet. What did they do, told to them?"))]
    if mine > 2 * theirs:
        return [Finding("GRAT-3", "", _("Much of this is about you. Is there one more thing that they did?"))]
    return []


def _length(letter: Letter) -> list[Finding]:
    """GRAT-4. Short is no fault: it is a card."""
    count, kind = _count(letter), kind_of(letter.kind)
    if count > kind.longest:
        says = _("This is long for one letter. Is there a part that could be a letter of its own, another time?")
    elif letter.form == Form.CARD or count == 0 or count >= kind.shortest:
        return []
    elif count < CARD_UP_TO:
        says = _("This would stand well on a card. Would you like to make it one?")
    else:
        says = kind.short
    return [Finding(_rule(letter, "GRAT-4"), "", says)]


def _generic(letter: Letter) -> list[Finding]:
    """GRAT-5: a phrase that would fit anybody, in a paragraph that names nothing they did."""
    found, language = [], _language(letter)
    says = _("Which day do you think of here?")
    for answer in letter.answers:
        for paragraph in split_paragraphs(answer.text):
            told = [
                (sentence, bool(phrases.GENERIC[language].search(plain(sentence)))) for sentence in sentences(paragraph)
            ]
            phrase = next((sentence for sentence, generic in told if generic), None)
            if phrase and not any(_names_an_act(sentence, language) for sentence, generic in told if not generic):
                found.append(Finding("GRAT-5", answer.question, says, _short(phrase)))
    return found


def _names_an_act(sentence: str, language: str) -> bool:
    return len(words(sentence)) >= 5 and phrases.tells_a_deed(plain(sentence), language)


def _repaying(letter: Letter) -> list[Finding]:
    """GRAT-8, on the member's own words. "I owe so much to you" is the essay's phrase, and passes."""
    says = _("This sounds like a debt. They did not lend it to you: would you rather say what came of it?")
    found = _sentences_with(phrases.REPAYING, letter)
    return [Finding("GRAT-8", question, says, quote) for question, quote in found][:3]


def _comparing(letter: Letter) -> list[Finding]:
    """Domain 8.1: no comparison with others who mentored."""
    says = _("This sets them beside others. What they did stands by itself: would it say as much without the others?")
    found = _sentences_with(phrases.COMPARING, letter)
    return [Finding("8.1", question, says, quote) for question, quote in found][:3]


def _apologising(letter: Letter) -> list[Finding]:
    """Domain 8.1, GRAT-11: one sentence of apology at most."""
    says = _("One sentence of apology is enough. Could the rest be thanks?")
    found = _sentences_with(phrases.APOLOGY, letter)
    return [Finding(_rule(letter, "8.1"), question, says, quote) for question, quote in found][1:2]


def _telling_my_story(letter: Letter) -> list[Finding]:
    """GRAT-9: at most one sentence about me; what I saw of them, and my joy in it, are about them."""
    says = _("This is about you. One such sentence is enough: would another of theirs fit here?")
    found = _where(letter, lambda sentence: phrases.is_my_story(sentence, _language(letter)))
    return [Finding(kind_of(letter.kind).rule, question, says, quote) for question, quote in found][1:2]


def _turning_round(letter: Letter) -> list[Finding]:
    """GRAT-9: no “but”, no “finally”, no “about time”."""
    says = _("A word like this takes some of it back. Would the sentence say as much without it?")
    found = _where(letter, lambda sentence: phrases.turns_round(sentence, _language(letter)))
    return [Finding(kind_of(letter.kind).rule, question, says, quote) for question, quote in found][:3]


def _asking_more_than_once(letter: Letter) -> list[Finding]:
    """GRAT-9: at most one open question."""
    says = _("One question lets them tell it once more; two are an interview. Which one would you keep?")
    found = _where(letter, lambda sentence: sentence.rstrip("”’\"')» ").endswith("?"))
    return [Finding(kind_of(letter.kind).rule, question, says, quote) for question, quote in found][1:2]


def _listing(letter: Letter) -> list[Finding]:
    """Domain 8.2: no list of more than three achievements."""
    texts = [plain(without_quotes(one.text)) for one in letter.answers]
    if sum(len(phrases.ACHIEVED[_language(letter)].findall(text)) for text in texts) <= AT_MOST_ACHIEVED:
        return []
    says = _("This is becoming a list. Which one of these would they be gladdest of?")
    return [Finding(kind_of(letter.kind).rule, "", says)]


def _feeling_guilty(letter: Letter) -> list[Finding]:
    """Domain 8.8: no guilt, of mine or of theirs."""
    says = _("This makes the silence heavier than it is for them. They will be glad that you write: could it go?")
    found = _sentences_with(phrases.GUILT, letter)
    return [Finding(kind_of(letter.kind).rule, question, says, quote) for question, quote in found][:3]


def _excusing(letter: Letter) -> list[Finding]:
    """Domain 8.8: one sentence about the silence at most."""
    silence = next((sentences(one.text) for one in letter.answers if one.question == "gap"), [])
    says = _("One sentence about the silence is enough. Could the rest go?")
    return [Finding(kind_of(letter.kind).rule, "gap", says, _short(silence[1]))] if len(silence) > 1 else []


def _advising(letter: Letter) -> list[Finding]:
    """To a mentee: seen, and not told what to do."""
    says = _("This tells them what to do. Today you are glad with them: could it wait until they ask?")
    found = _sentences_with(phrases.ADVICE, letter)
    return [Finding(kind_of(letter.kind).rule, question, says, quote) for question, quote in found][:3]


def _unnamed(letter: Letter) -> list[Finding]:
    """Domain 8.5: the family reads first of whom it is; “he” could be anybody."""
    loss = next((one.text for one in letter.answers if one.question == "loss"), "")
    names = {plain(one) for name in letter.mourned for one in words(name)}
    if not words(loss) or not names or names & {plain(one) for one in words(loss)}:
        return []
    again = next(one.again for one in kind_of(letter.kind).questions if one.slug == "loss")
    return [Finding(kind_of(letter.kind).rule, "loss", again, _short(loss))]


def _consoling(letter: Letter) -> list[Finding]:
    """Domain 8.5: to whoever mourns."""
    says = _("This is meant to comfort, and can hurt. Would a memory of them say more?")
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
    Check.NAMED: _unnamed,
    Check.SOLACE: _consoling,
}
_BEFORE_LENGTH = frozenset({Check.UNTOLD, Check.REQUEST, Check.ABOUT_ME, Check.MY_STORY})


def _language(letter: Letter) -> str:
    """`es` of `es-MX`."""
    return letter.language.partition("-")[0].lower()


def _sentences_with(patterns: Mapping[str, re.Pattern[str]], letter: Letter) -> list[tuple[str, str]]:
    pattern = patterns[_language(letter)]
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
