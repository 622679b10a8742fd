"""Archives of mail cut into messages, in all the dialects of mbox."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bothways.formats.mail import mbox
from bothways.formats.mail.mbox import RawMessage, split_mbox
from bothways.formats.troubles import NotUnderstood

POSTMARK = b"From ada@example.org Mon Jan  1 00:00:00 2001\n"


def message(subject: str, body: bytes = b"Hello.\n", more: bytes = b"") -> bytes:
    return POSTMARK + b"From: ada@example.org\nSubject: " + subject.encode() + b"\n" + more + b"\n" + body + b"\n"


def split(text: bytes, start: int = 0, after: int = 0) -> list[RawMessage]:
    return [one for one in split_mbox(io.BytesIO(text), start, after) if isinstance(one, RawMessage)]


def troubles(text: bytes) -> list[NotUnderstood]:
    return [one for one in split_mbox(io.BytesIO(text)) if isinstance(one, NotUnderstood)]


def subjects(text: bytes) -> list[str]:
    return [one.header.partition(b"Subject: ")[2].split(b"\n")[0].strip().decode() for one in split(text)]


def test_each_message_knows_its_number_and_the_bytes_it_covers():
    text = message("one") + message("two") + message("three")

    found = split(text)

    assert [one.number for one in found] == [1, 2, 3]
    assert [text[one.at : one.at + 5] for one in found] == [b"From "] * 3
    assert [one.end for one in found] == [found[1].at, found[2].at, len(text)]
    assert found[0].header == b"From: ada@example.org\nSubject: one\n"


@pytest.mark.parametrize(
    "postmark",
    [
        b"From - \n",
        b"From -\n",
        b"From - Mon Jan 01 00:00:00 2001\n",
        b"From 1844347792267117879@xxx Mon Jan 01 00:00:00 +0000 2020\n",
        b"From 1844347792267117879@xxx\n",
        b"From ada at example.org  Mon Jan  1 00:00:00 2001\n",
        b"From MAILER-DAEMON Thu Aug 26 16:49:36 2021\n",
        b"From ada@example.org Sat Sep  1 20:58 EDT 2001\n",
        b"From ada@example.org Tue Jul  7 20:33:03 1998 WETDST\n",
        b"From ???@??? Mon Jan 01 00:00:00 2001\n",
        b"From ada@example.org\n",
    ],
)
def test_postmarks_of_all_programs_begin_a_message(postmark):
    text = (message("one") + message("two")).replace(POSTMARK, postmark)

    assert subjects(text) == ["one", "two"]


@pytest.mark.parametrize(
    "body",
    [
        b"From here on it was easy.\n",
        b"\nFrom command line maven, everything builds.\nNote: it does.\n",
        b"\nFrom Russia with love\nYear: 1963\n",
        b">From me to you\n",
        b"\n>>From ada@example.org Mon Jan  1 00:00:00 2001\nSubject: quoted\n",
        b"From \n",
    ],
)
def test_a_sentence_that_begins_with_from_stays_in_its_message(body):
    assert subjects(message("one", body) + message("two")) == ["one", "two"]


def test_messages_without_a_blank_line_between_them_are_told_apart():
    assert subjects(message("one").rstrip(b"\n") + b"\n" + message("two")) == ["one", "two"]


def test_a_message_within_a_message_belongs_to_it_where_its_length_is_told():
    inner = message("inner")
    text = message("one", b"Look:\n\n" + inner, b"Content-Length: %d\n" % (len(inner) + 7)) + message("two")

    assert subjects(text) == ["one", "two"]


def test_a_message_within_the_last_message_belongs_to_it_too():
    inner = message("inner")

    assert subjects(message("one", b"\n" + inner, b"Content-Length: %d\n" % (len(inner) + 1))) == ["one"]


@pytest.mark.parametrize("length", [b"0", b"5", b"99999999", b"-1", b"many"])
def test_a_length_that_lies_hides_no_message(length):
    text = message("one", more=b"Content-Length: " + length + b"\n") + message("two") + message("three")

    assert subjects(text) == ["one", "two", "three"]


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_lines_may_end_in_other_ways(end):
    text = (message("one", b"From here.\n") + message("two")).replace(b"\n", end)

    assert [one.header.count(b"Subject") for one in split(text)] == [1, 1]
    assert split(text)[1].at == text.rfind(b"From ada")


def test_a_byte_order_mark_and_blank_lines_before_the_first_message_do_no_harm():
    assert subjects(b"\xef\xbb\xbf\r\n\n" + message("one")) == ["one"]


def test_what_belongs_to_no_message_is_named():
    assert subjects(b"garbage\n" + message("one")) == ["one"]
    assert [one.at for one in troubles(b"garbage\n" + message("one"))] == ["byte 0"]


def test_a_message_whose_header_breaks_off_does_not_swallow_the_next():
    assert subjects(POSTMARK + b"Subject: one\n" + message("two")) == ["one", "two"]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (message("one") + POSTMARK, "message 2"),
        (message("one", b"--x\nText", b'Content-Type: multipart/mixed;\n boundary="x"\n'), "message 1"),
    ],
)
def test_a_last_message_that_is_cut_off_is_named(text, at):
    assert [one.at for one in troubles(text)] == [at]


def test_a_whole_last_message_is_not_called_cut_off():
    assert troubles(message("one", b"--x\nText\n--x--\n", b"Content-Type: multipart/mixed; boundary=x\n")) == []


def test_reading_can_begin_again_after_any_message():
    text = b"".join(message(f"number {number}", b"x" * number * 50) for number in range(60))
    whole = split(text)

    for one in whole:
        assert split(text, one.end, one.number) == whole[one.number :]


def test_blocks_of_any_size_give_the_same_messages(monkeypatch):
    text = b"\n".join(message(f"number {number}", b"From here.\n" * number) for number in range(40))
    whole = split(text)

    for block in (64, 977, 4_096, 5_000):
        monkeypatch.setattr("bothways.formats.mail.window.BLOCK", block)
        monkeypatch.setattr(mbox, "BLOCK", block)
        assert split(text) == whole


class Endless(io.BytesIO):
    """A message whose body is one line of a gigabyte, and one after it: read block by block, never held."""

    def __init__(self) -> None:
        super().__init__()
        self.left = [message("one", b""), *[b"x" * (1 << 20)] * 1_024, b"\n\n" + message("two")]

    def read(self, size: int | None = -1) -> bytes:
        return self.left.pop(0) if self.left else b""

    def seekable(self) -> bool:
        return False


def test_a_gigabyte_in_one_line_is_passed_over():
    found = [one for one in split_mbox(Endless()) if isinstance(one, RawMessage)]

    assert len(found) == 2


def test_a_header_without_end_is_cut_and_named():
    text = POSTMARK + b"Subject: one\nX-Long: " + b"y" * 9_000_000

    [one] = split(text)

    assert len(one.header) == mbox.LONGEST_HEADER
    assert "longer" in troubles(text)[0].why


@given(st.binary(max_size=300), st.integers(0, 400))
def test_whatever_the_bytes_are_splitting_ends_without_an_error(noise, start):
    for text in (noise, message("one") + noise, POSTMARK + noise + message("two"), noise.replace(b"a", b"\nFrom ")):
        assert all(one.at < one.end <= len(text) for one in split(text))
        assert isinstance(split(text, start), list)


def test_a_length_that_no_file_can_have_is_not_believed(tmp_path):
    path = tmp_path / "lying.mbox"
    path.write_bytes(message("one", more=b"Content-Length: 999999999999999\n") + message("two"))

    with path.open("rb") as stream:
        found = [one for one in split_mbox(stream) if isinstance(one, RawMessage)]

    assert len(found) == 2


def test_an_archive_that_ends_within_a_header_is_named():
    cut = message("one") + POSTMARK + b"From: ada@example.org\nSubj"

    assert [one.at for one in troubles(cut)] == ["message 2"]
    assert "within the header" in troubles(cut)[0].why
