"""What a letter that is glad with somebody, tells news or comes after a long time does better without: the words."""

import re

# “not only … but also”, “last but not least”, “could not but” turn nothing round, and pass.
BUT = re.compile(
    r"(?<!last )(?<!nothing )(?<!anything )(?<!all )(?<!not )\bbut\b(?! also\b)|\bfinally\b|\bat (?:long )?last\b"
    r"|\babout time\b|\bhowever\b|\balthough\b|\beven though\b|\bafter all th(?:is|ese) (?:time|years)\b"
    r"|\bpero\b|\bpor fin\b|\bal fin\b|\bfinalmente\b|\bya era hora\b|\baunque\b|\bsin embargo\b"
)
_NOT_ONLY = re.compile(r"\bnot (?:only|just|merely)\b|\bno s[oó]l[oa]mente\b|\bno solo\b|\bno sólo\b")

GUILT = re.compile(
    r"\bashamed\b|\bguilt(?:y)?\b|\bi feel (?:so |very )?(?:bad|awful|terrible)\b|\bno excuse\b|\binexcusable\b"
    r"|\bunforgivable\b|\bi (?:really )?should have (?:written|called|been in touch|thanked|visited|come)\b"
    r"|\bi (?:have )?neglected\b|\bbad (?:student|friend|pupil)\b"
    r"|\byou (?:never|did not|didn't|have not|haven't) (?:writ|wrote|call|answer|repl)\w*"
    r"|\bi (?:have not|haven't|never) heard (?:anything )?from you\b|\bwhy (?:did|have) you\b"
    r"|\byou (?:forgot|have forgotten) me\b"
    r"|\bvergüenza\b|\bculpa(?:ble)?s?\b|\bdebí (?:haber )?(?:escrib|llam)|\bdebería haber\b|\bimperdonable\b"
    r"|\bno tengo (?:perdón|excusa)\b|\bnunca me (?:escribi|llam|contest)\w*"
)

# “you should be proud” is no advice.
ADVICE = re.compile(
    r"\byou (?:really )?(?:should|must|ought to|need to|have to|might want to|could try|had better)\b"
    r"(?! (?:all |both |really |very much )?(?:be |feel )?(?:so |very )?(?:proud|glad|happy|pleased)\b)(?! know\b)"
    r"|\bif i were you\b|\bmy advice\b|\bi(?:'d| would) (?:advise|suggest|recommend)\b|\bnext time\b"
    r"|\bmake sure\b|\b(?:don't|do not|never) forget to\b|\bremember to\b|\bwhy don't you\b"
    r"|\bdeber[ií]as?\b|\bdebes?\b|\btienes? que\b|\b(?:te|le) (?:aconsejo|recomiendo|sugiero)\b|\bmi consejo\b"
    r"|\bla próxima vez\b|\bno (?:te )?olvides?\b|\basegúr[ae](?:te|se)\b|\byo que (?:tú|usted)\b"
)

# What is meant to comfort, and hurts (8.5): nobody who mourns is told that it is not so bad, nor what God meant by it.
SOLACE = re.compile(
    r"\bat least\b|\bhappens? for a reason\b|\bi know (?:exactly |just )?how you (?:must )?feel\b|\bfor the best\b"
    r"|\b(?:in|at|to) a better place\b|\bin heaven\b|\bgod(?:'s)? (?:needed|wanted|called|took|plan|will)\b"
    r"|\btime (?:will )?heals?\b|\b(?:be|stay) strong\b"
    r"|\b(?:al|por lo) menos\b|\b(?:pasa|sucede|ocurre) por algo\b|\bsé (?:exactamente )?cómo (?:te|se|os) sient\w+"
    r"|\bmejor lugar\b|\ben el cielo\b|\bdios (?:lo|la) (?:quiso|llamó)\b|\bvoluntad de dios\b"
    r"|\bel tiempo (?:todo )?lo cura\b|\bsé fuerte\b"
)

# What one lists of oneself (8.2): each of these is one.
ACHIEVED = re.compile(
    r"\b(?:became|passed|published|won|received|earned|defended|founded|launched|graduated|completed)\b"
    r"|\b(?:was|been|were) (?:made|appointed|promoted|elected|named|awarded|accepted|invited|chosen)\b"
    r"|\b(?:publiqué|gané|aprobé|recibí|obtuve|logré|defendí|fundé|terminé|dirigí)\b"
    r"|\bme (?:gradué|nombraron|eligieron)\b"
    r"|\bfui (?:nombrad|elegid|ascendid|invitad|aceptad)[oa]\b|\bllegué a ser\b|\bme convertí\b"
)

_I = {
    "en": re.compile(r"\b(?:i|i'm|i've|i'd|i'll|my|me|mine|we|our)\b"),
    "es": re.compile(r"\b(?:yo|mi|mis|me|mí|mío|mía|conmigo|nosotr[oa]s|nuestr[oa]s?)\b"),
}
_YOU = {
    "en": re.compile(r"\b(?:you|you're|you've|you'd|you'll|your|yours)\b"),
    "es": re.compile(r"\b(?:usted|ustedes|su|sus|suy[oa]s?|le|les|tú|te|ti|tu|tus|contigo|tuy[oa]s?)\b"),
}
_JOY = re.compile(
    r"\b(?:glad|happy|happiness|joy|delight(?:ed)?|proud|pleased|smil(?:e|ed|ing)|rejoice|laughed|cheer(?:ed)?)\b"
    r"|\b(?:alegr\w+|content[oa]s?|feliz|felices|orgull\w+|encantad[oa]|gust\w+|dicha|gozo)\b"
)


def turns_round(sentence: str) -> bool:
    """Whether “but” or “finally” takes some of the praise back; `sentence` in small letters."""
    found = BUT.search(sentence)
    return found is not None and not (found.group() == "but" and _NOT_ONLY.search(sentence, 0, found.start()))


def is_my_story(sentence: str, language: str) -> bool:
    """Whether it is about me alone: neither of them nor of my joy. `sentence` in small letters."""
    known = "es" if language.partition("-")[0].lower() == "es" else "en"
    of_me, of_them = _I[known].search(sentence), _YOU[known].search(sentence)
    return bool(of_me) and not of_them and not _JOY.search(sentence)
