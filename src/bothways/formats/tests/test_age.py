"""What is locked with a passphrase opens with it alone, and as a whole or not at all."""

import base64
import errno
import io

import pytest

from bothways.formats.age import (
    CHUNK,
    WORK,
    CannotOpen,
    Damaged,
    Locking,
    NotLocked,
    Opened,
    TooMuchWork,
    WrongPassphrase,
)

PASSPHRASE = "päss phrase"
# Locked here, and opened by rage 0.11, which is age in another language
KNOWN = (
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBUSlNRYjMwd2pPL3RDOC9jejU0TVFBIDIKNnAzLzVWUUVjZGVjOXQvVlUvOUM3aitpY2"
    "tLclZ6SVFVTXFnSmx1SThISQotLS0gaFNld2VDZkZaaDUwdm81VnZpZGJxUjRqU1BsSmYrODNUSjhabWZRZmRvSQoMbsWRGbtZPtEXw3gCQHVX"
    "tMFoQJnFuL7b7E2pt9OTQsNwd1FkAi4xG1PrK6vEDn9FoMtMzg=="
)


def _content(length):
    return bytes(number * 7 % 251 for number in range(length))


def _locked(content, *, by=1000, passphrase=PASSPHRASE):
    into = io.BytesIO()
    locking = Locking(into, passphrase, work=1)
    for at in range(0, len(content), by):
        locking.write(content[at : at + by])
    locking.close()
    return into.getvalue()


def _opened(raw, passphrase=PASSPHRASE):
    opened = Opened(io.BytesIO(raw), passphrase)
    return b"".join(iter(lambda: opened.read(777), b""))


LONG = _locked(_content(2 * CHUNK + 100))
BEGINS = LONG.index(b"\n", LONG.index(b"--- ")) + 1 + 16  # behind the header and the nonce
LOCKED_CHUNK = CHUNK + 16


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 200_000])
@pytest.mark.parametrize("by", [1000, CHUNK, 150_000])
def test_what_was_locked_comes_out_however_it_was_cut(length, by):
    raw = _locked(_content(length), by=by)

    assert _opened(raw) == _content(length)
    assert Opened(io.BytesIO(raw), PASSPHRASE).read() == _content(length)
    assert len(raw) == BEGINS + length + 16 * max(1, -(-length // CHUNK))


def test_it_is_what_other_tools_read():
    assert _opened(base64.b64decode(KNOWN)) == b"To whoever helped me."


def test_the_same_is_locked_differently_each_time():
    assert _locked(b"a") != _locked(b"a")


@pytest.mark.parametrize("passphrase", ["", "päss phras", "päss phrase ", "pass phrase"])
def test_another_passphrase_opens_nothing(passphrase):
    with pytest.raises(WrongPassphrase):
        _opened(LONG, passphrase)


@pytest.mark.parametrize("at", range(BEGINS))
def test_no_byte_of_the_beginning_can_be_changed(at):
    with pytest.raises(CannotOpen):
        _opened(LONG[:at] + bytes([LONG[at] ^ 1]) + LONG[at + 1 :])


@pytest.mark.parametrize("at", [0, 1, CHUNK, LOCKED_CHUNK - 1, LOCKED_CHUNK, 2 * LOCKED_CHUNK, 2 * LOCKED_CHUNK + 115])
def test_a_changed_byte_is_found_where_it_is(at):
    place = BEGINS + at

    with pytest.raises(Damaged) as refusal:
        _opened(LONG[:place] + bytes([LONG[place] ^ 0x80]) + LONG[place + 1 :])

    assert refusal.value.at == BEGINS + at // LOCKED_CHUNK * LOCKED_CHUNK


@pytest.mark.parametrize("end", [BEGINS, BEGINS + LOCKED_CHUNK, BEGINS + 2 * LOCKED_CHUNK, BEGINS + 7])
def test_an_end_that_came_too_early_is_no_end(end):
    with pytest.raises(Damaged) as refusal:
        _opened(LONG[:end])

    assert (refusal.value.ends, refusal.value.at) == (True, end if end != BEGINS + 7 else BEGINS)


@pytest.mark.parametrize("end", [*range(0, BEGINS, 7), BEGINS + 500, BEGINS + LOCKED_CHUNK + 5, len(LONG) - 1])
def test_nothing_that_was_cut_off_opens(end):
    with pytest.raises(CannotOpen):
        _opened(LONG[:end])


def test_chunks_stand_in_their_order_and_none_twice():
    head, one, two, rest = (
        LONG[:BEGINS],
        *(LONG[BEGINS + n * LOCKED_CHUNK : BEGINS + (n + 1) * LOCKED_CHUNK] for n in range(3)),
    )
    for changed in (two + one + rest, one + one + two + rest, one + rest, one + two + rest + rest):
        with pytest.raises(Damaged):
            _opened(head + changed)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"SQLite format 3\0" + bytes(5000),
        b"age-encryption.org/v1\n",
        b"age-encryption.org/v1\n-> X25519 abc\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n",
        b"age-encryption.org/v1\n" + b"-> scrypt\n" * 5000,
    ],
)
def test_what_is_no_such_file_is_refused_at_once(raw):
    with pytest.raises(NotLocked):
        _opened(raw)


@pytest.mark.parametrize("work", [WORK + 2, 22, 40])
def test_what_asks_for_more_memory_than_a_backup_does_is_refused_at_once(work):
    raw = b"age-encryption.org/v1\n-> scrypt %b %d\n%b\n--- %b\n" % (b"A" * 22, work, b"A" * 43, b"A" * 43)

    with pytest.raises(TooMuchWork):
        _opened(raw)


def test_a_disk_that_is_full_is_said_also_by_whoever_ends_the_file_then():
    class Full(io.BytesIO):
        def write(self, block):
            if self.tell() > 1_000:
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().write(block)

    locking = Locking(Full(), "careful hands can be taught", work=1)
    raised = []
    for _ in range(2):  # the first one is still at hand, as it is while its file is closed
        with pytest.raises(OSError, match="No space left") as problem:
            locking.write(b"x" * 200_000)
        raised.append(problem)
