"""
The words that a letter does better without, by its language (CULT-3).

Each list was written for its language, and is never run on a text of another.
"""

import re

LANGUAGES = ("en", "es")

GENERIC = {
    "en": re.compile(
        r"\bthank(?:s| you) (?:so much |very much )?for (?:everything|all (?:that )?(?:you|your))"
        r"|\b(?:you have|you've|you were|you are) always (?:been )?there"
        r"|\bfor all (?:that )?you(?:'ve| have)? (?:did|done|do)\b"
        r"|\b(?:can't|cannot|could never|can never) thank you enough"
        r"|\bwords (?:cannot|can't|fail)"
    ),
    "es": re.compile(
        r"\bgracias por (?:todo|tanto)\b"
        r"|\bsiempre (?:ha |has |han )?(?:estado|estuvo|estuviste) (?:ahí|allí|a mi lado)\b"
        r"|\b(?:no|nunca|jamás) (?:podré|podría|puedo|terminaré de) agradecer\w* (?:lo )?(?:bastante|suficiente)"
        r"|\bno (?:tengo|hay|encuentro|existen|me alcanzan) (?:las )?palabras\b|\bno sé cómo agradecer"
    ),
}

REPAYING = {
    "en": re.compile(
        r"\brepay\w*|\bpa(?:y|id|ying) you back\b|\breturn(?:ing)? the favou?r\b|\bi owe you one\b|\bin exchange\b"
        r"|\bin return\b|\bin your debt\b|\bindebted\b"
    ),
    "es": re.compile(  # “sin pedir nada a cambio” tells what they did, and passes
        r"\bdevolver(?:le|te|les) (?:el favor|tanto|todo|lo que)\b|\b(?:devolv|pag)[eéaá]r(?:se|te)l[oa]\b"
        r"|\bpagar(?:le|te|les) (?:tanto|todo|lo que|con)\b|\b(?:retribuir|recompensar)(?:le|te|les)\w*"
        r"|\ben deuda\b|\b(?:mi|esta|esa|la) deuda\b|\b(?:le|te) debo una\b|(?<!nada )\ba cambio\b"
    ),
}

_TEACHERS = r"(?:mentor|teacher|professor|supervisor|adviser|advisor|boss|chief|coach|tutor)(?:s|es)?"
_OTHERS = r"(?:any|all|every|most|my|the)(?: of)?(?: my| the)?(?: other)?"
_MAESTROS = (
    r"(?:maestr[oa]|profesora?|profe|mentora?|tutora?|jef[ea]|supervisora?|asesora?|directora?|docente)(?:s|es)?"
)
COMPARING = {
    "en": re.compile(
        rf"\b(?:more|better|kinder|\w{{3,}}er) than {_OTHERS} {_TEACHERS}\b|\bthan anyone else\b"
        rf"|\bunlike {_OTHERS} {_TEACHERS}\b|\b(?:no|none of my|none of the) other {_TEACHERS}\b"
        rf"|\bthe (?:very )?best {_TEACHERS} (?:i|that|of all)\b"
    ),
    "es": re.compile(
        rf"\bmejor(?:es)? {_MAESTROS} (?:que|de tod[oa]s|de mi)\b|\b(?:más|mejor) que nadie\b"
        rf"|\b(?:más|mejor(?:es)?) [^,;:]{{0,30}}\bque (?:los|las|mis|ning[uú]na?|cualquier)(?: otr[oa]s?)?"
        rf" {_MAESTROS}\b"
        rf"|\ba diferencia de (?:los|las|mis|otr[oa]s|tantos)(?: (?:demás|otr[oa]s))? {_MAESTROS}\b"
        rf"|\bning(?:ún otro|una otra) {_MAESTROS}\b"
    ),
}

APOLOGY = {
    "en": re.compile(r"\b(?:sorry|apologi[sz]e|apolog(?:y|ies)|forgive me|i regret)\b"),
    "es": re.compile(
        r"\b(?:perd[oó]n[ea]?(?:me|nos)?|disc[uú]lp[ea](?:me|nos)?|disculpas|lo siento|lamento (?:no|haber\w*))\b"
    ),
}

# “not only … but also”, “last but not least”, “could not but” turn nothing round, and pass.
_BUT = {
    "en": re.compile(
        r"(?<!last )(?<!nothing )(?<!anything )(?<!all )(?<!not )\bbut\b(?! also\b)|\bfinally\b|\bat (?:long )?last\b"
        r"|\babout time\b|\bhowever\b|\balthough\b|\beven though\b|\bafter all th(?:is|ese) (?:time|years)\b"
    ),
    "es": re.compile(
        r"\bpero\b|\bpor fin\b|\bal fin\b(?! y al cabo\b)|\bfinalmente\b|\bya era hora\b|\baunque\b|\bsin embargo\b"
        r"|\bno obstante\b|\bdespués de tant[oa]s? (?:tiempo|años|espera)\b"
    ),
}
_NOT_ONLY = re.compile(r"\bnot (?:only|just|merely)\b")

GUILT = {
    "en": re.compile(
        r"\bashamed\b|\bguilt(?:y)?\b|\bi feel (?:so |very )?(?:bad|awful|terrible)\b|\bno excuse\b|\binexcusable\b"
        r"|\bunforgivable\b|\bi (?:really )?should have (?:written|called|been in touch|thanked|visited|come)\b"
        r"|\bi (?:have )?neglected\b|\bbad (?:student|friend|pupil)\b"
        r"|\byou (?:never|did not|didn't|have not|haven't) (?:writ|wrote|call|answer|repl)\w*"
        r"|\bi (?:have not|haven't|never) heard (?:anything )?from you\b|\bwhy (?:did|have) you\b"
        r"|\byou (?:forgot|have forgotten) me\b"
    ),
    "es": re.compile(
        r"\bvergüenza\b|\bculpa(?:ble)?s?\b|\bimperdonable\b|\bingrat(?:[oa]|itud)\b|\bme siento (?:muy |tan )?mal\b"
        r"|\bdeb(?:í|ía|ería|iera) (?:haber\w*|escribir|llamar|visitar|agradecer|buscar)"
        r"|\bno tengo (?:perdón|excusa|disculpa)\b|\bmal[ao]? (?:alumn|estudiante|amig|discípul)\w*"
        r"|\b(?:nunca|no) me (?:ha |han |has )?(?:escribi|escrito|llam|contest|respond)\w*"
        r"|\b(?:se|te) (?:ha |has )?(?:olvidó|olvidado|olvidaste) de mí\b"
        r"|\bpor qué no (?:me )?(?:escrib|llam|contest)\w*"
    ),
}

# “you should be proud” is no advice.
ADVICE = {
    "en": re.compile(
        r"\byou (?:really )?(?:should|must|ought to|need to|have to|might want to|could try|had better)\b"
        r"(?! (?:all |both |really |very much )?(?:be |feel )?(?:so |very )?(?:proud|glad|happy|pleased)\b)(?! know\b)"
        r"|\bif i were you\b|\bmy advice\b|\bi(?:'d| would) (?:advise|suggest|recommend)\b|\bnext time\b"
        r"|\bmake sure\b|\b(?:don't|do not|never) forget to\b|\bremember to\b|\bwhy don't you\b"
    ),
    "es": re.compile(
        r"\b(?:deber[ií]as?|debes?|tienes? que)\b"
        r"(?! (?:de )?(?:estar|sentir[st]e) (?:muy |bien )?(?:orgull|content|feliz))"
        r"(?! saber\b)"
        r"|\b(?:te|le) (?:aconsejo|recomiendo|sugiero|aconsejaría|recomendaría|sugeriría)\b|\bmi consejo\b"
        r"|\bla próxima vez\b|\bno (?:te |se )?olvides?\b|\baseg[uú]r[ae](?:te|se)\b|\byo que (?:tú|usted)\b"
        r"|\byo en (?:tu|su) lugar\b|\bpor qué no (?:prueba|intenta)s?\b"
    ),
}

# What is meant to comfort, and hurts (8.5): nobody who mourns is told that it is not so bad, nor what God meant by it.
SOLACE = {
    "en": re.compile(
        r"\bat least\b|\bhappens? for a reason\b|\bi know (?:exactly |just )?how you (?:must )?feel\b|\bfor the best\b"
        r"|\b(?:in|at|to) a better place\b|\bin heaven\b|\bgod(?:'s)? (?:needed|wanted|called|took|plan|will)\b"
        r"|\btime (?:will )?heals?\b|\b(?:be|stay) strong\b"
    ),
    "es": re.compile(
        r"\b(?:al|por lo) menos\b|\b(?:pasa|sucede|ocurre) por (?:algo|una razón)\b|\bresignación\b"
        r"|\bsé (?:exactamente |muy bien )?(?:cómo|lo que) (?:te|se|os) (?:sient|debe|debes)\w*"
        r"|\b(?:mejor lugar|lugar mejor|mejor vida)\b|\b(?:en|desde) el cielo\b|\bvoluntad de dios\b"
        r"|\bdios (?:lo|la|así lo) (?:quiso|llamó|necesitaba|quería)\b"
        r"|\bel tiempo (?:todo )?lo cura\b|\b(?:sé|sea|sean|hay que ser) fuertes?\b"
    ),
}

# What one lists of oneself (8.2): each of these is one.
ACHIEVED = {
    "en": re.compile(
        r"\b(?:became|passed|published|won|received|earned|defended|founded|launched|graduated|completed|got|obtained|matched|finished|opened)\b"
        r"|\b(?:was|been|were) (?:made|appointed|promoted|elected|named|awarded|accepted|invited|chosen)\b"
    ),
    "es": re.compile(
        r"\b(?:publiqué|gané|aprobé|recibí|obtuve|logré|defendí|fundé|terminé|dirigí)\b"
        r"|\bme (?:gradué|titulé|nombraron|eligieron|ascendieron|aceptaron|premiaron|invitaron)\b"
        r"|\bfui (?:nombrad|elegid|ascendid|invitad|aceptad)[oa]\b|\bllegué a ser\b|\bme convertí\b"
    ),
}

_I = {
    "en": re.compile(r"\b(?:i|i'm|i've|i'd|i'll|my|me|mine|we|our)\b"),
    "es": re.compile(  # also where the verb alone says it
        r"\b(?:yo|mi|mis|me|mí|mío|mía|conmigo|nosotr[oa]s|nuestr[oa]s?|soy|estoy|tengo|fui|estuve|tuve|hice"
        r"|publiqué|gané|aprobé|recibí|obtuve|logré)\b"
    ),
}
_YOU = {
    "en": re.compile(r"\b(?:you|you're|you've|you'd|you'll|your|yours)\b"),
    "es": re.compile(
        r"\b(?:usted|ustedes|uds?|su|sus|suy[oa]s?|le|les|tú|te|ti|tu|tus|contigo|tuy[oa]s?)\b"
        r"|\b(?:lo|la|los|las) (?:vi|veo|vimos|oí|escuché|conocí|conozco|recuerdo|admiro|felicito|felicitamos)\b"
    ),
}
_JOY = {
    "en": re.compile(
        r"\b(?:glad|happy|happiness|joy|delight(?:ed)?|proud|pleased|smil(?:e|ed|ing)|rejoice|laughed|cheer(?:ed)?)\b"
    ),
    "es": re.compile(
        r"\b(?:alegr\w+|content[oa]s?|feliz|felices|orgull\w+|encantad[oa]|gust\w+|dicha|gozo|celebr\w+|sonr\w+)\b"
    ),
}

# Whose sentence it is: the first "I" or "you" that is not "to you", "for my" and the like.
_SUBJECT = re.compile(r"\b(?:i|i'm|i've|i'd|my|you|you're|you've|you'd|your)\b")
_AFTER_PREPOSITION = re.compile(r"\b(?:to|for|of|with|from|by|about|thank|thanking|after|without|because of) $")
# Spanish says it in the verb: “me enseñó”, “se quedó”, “viniste”; somebody else's deed looks the same, and passes.
_DID = re.compile(
    r"\busted(?:es)?\b|\b\w+(?:ó|aste|iste)\b|\b(?:me|nos|le|les|se|lo|la) \w+aban?\b"
    r"|\b(?:hizo|dijo|dio|fue|vino|puso|trajo|quiso|supo|tuvo|estuvo|anduvo|tradujo|condujo)\b"
)


def turns_round(sentence: str, language: str) -> bool:
    """Whether “but” or “finally” takes some of the praise back; `sentence` in small letters."""
    found = _BUT[language].search(sentence)
    return found is not None and not (found.group() == "but" and _NOT_ONLY.search(sentence, 0, found.start()))


def is_my_story(sentence: str, language: str) -> bool:
    """Whether it is about me alone: neither of them nor of my joy. `sentence` in small letters."""
    of_them = _YOU[language].search(sentence) or tells_a_deed(sentence, language)
    return bool(_I[language].search(sentence)) and not of_them and not _JOY[language].search(sentence)


def tells_a_deed(sentence: str, language: str) -> bool:
    """Whether it says what they did; `sentence` in small letters."""
    return bool(_DID.search(sentence)) if language == "es" else subject(sentence) == "you"


def subject(sentence: str) -> str:
    """Whose an English sentence is: `i`, `you`, or nobody's of the two."""
    for pronoun in _SUBJECT.finditer(sentence[:400]):
        if not _AFTER_PREPOSITION.search(sentence, max(0, pronoun.start() - 14), pronoun.start()):
            return "i" if pronoun.group()[0] in "im" else "you"
    return ""
