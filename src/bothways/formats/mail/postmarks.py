"""Tells the line that begins a message in an mbox from a sentence that begins with the word From."""

import re

LOOKAHEAD = 2_048  # a postmark and the beginning of the line after it lie within this

_TIME = re.compile(rb"\d{1,2}:\d{2}")
_YEAR = re.compile(rb"\b(?:19|20)\d{2}\b|\b\d{2}[ \t]*$")
# Thunderbird writes `From -`; Google Takeout `From 1844347792267117879@xxx`; some programs an address and no date.
_BARE = re.compile(rb"From (?:-|MAILER-DAEMON|\S+@\S*|\?\?\?@\?\?\?)[ \t]*\r?")
_DATED = re.compile(rb"From \S.{0,300}? (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .{0,20}\d{1,2}:\d{2}")
_FIELD = re.compile(rb"(?:>From [^\n]{0,900}\n)?[!-9;-~]{1,100}[ \t]{0,9}:")


def is_postmark(data: bytes, at: int) -> bool:
    """Whether a message begins at `at`, which is the beginning of a line (mboxo, mboxrd, mboxcl, Takeout)."""
    end = data.find(b"\n", at, at + LOOKAHEAD // 2)
    if end < 0 or not data.startswith(b"From ", at):
        return False
    line = data[at:end]
    after_blank = at == 0 or data[max(0, at - 2) : at] == b"\n\n" or data[max(0, at - 3) : at] == b"\n\r\n"
    if _FIELD.match(data, end + 1):
        return bool((_TIME.search(line) and _YEAR.search(line.rstrip())) or _BARE.fullmatch(line))
    return after_blank and bool(_DATED.match(line) and _YEAR.search(line.rstrip()))
