"""What a card calls an address or a number: home, work, mobile, or the member's own word."""

import re

from bothways.formats.cards.properties import Property
from bothways.formats.text import one_line

_APPLE = re.compile(r"_\$!<(.*)>!\$_")  # how Apple marks a word of its own
_SAYS_NOTHING = {"internet", "pref", "voice", "other", "x-other", "postal", "parcel", "dom", "intl", "uri"}
_WORDS = {"cell": "mobile", "iphone": "mobile", "x-mobile": "mobile"}
_LONGEST = 60


def label_of(field: Property, own_labels: dict[str, str]) -> str:
    """`own_labels` are the words of X-ABLabel by group (`item1.X-ABLabel`)."""
    own = own_labels.get(field.group, "") if field.group else ""
    if own:
        apple = _APPLE.fullmatch(own)
        return one_line(apple[1].lower() if apple else own, _LONGEST)
    said = [_WORDS.get(word, word) for word in field.types if word not in _SAYS_NOTHING]
    return one_line(" ".join(dict.fromkeys(said)), _LONGEST)
