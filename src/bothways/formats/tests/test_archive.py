"""A ZIP of records: written the same each time, and read as if a stranger had made it."""

import io
import stat
import struct
import zipfile

import pytest

from bothways.formats.archive import records, unpacking
from bothways.formats.archive.packing import Packer
from bothways.formats.archive.unpacking import Archive, Damaged


def _packed(**files):
    into = io.BytesIO()
    pack = Packer(into)
    for name, content in files.items():
        pack.put(name, [content])
    pack.close()
    return into.getvalue()


def _zip(*entries, how=zipfile.ZIP_DEFLATED):
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", how) as file:
        for name, content in entries:
            file.writestr(name, content)
    return into.getvalue()


def _refused(folder, raw, *, read=True):
    path = folder / "a.zip"
    path.write_bytes(raw)
    with pytest.raises(Damaged) as refusal:
        archive = Archive(path)
        try:
            for name in archive.names if read else ():
                archive.digest(name)
        finally:
            archive.close()
    assert str(refusal.value).endswith(".")
    return str(refusal.value)


def test_the_same_files_are_the_same_bytes_whenever_they_are_packed():
    assert _packed(a=b"x" * 5000, b=b"y") == _packed(a=b"x" * 5000, b=b"y")
    assert zipfile.ZipFile(io.BytesIO(_packed(a=b"x"))).infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_what_was_put_in_comes_out(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(_packed(a=b"one\ntwo\n"))

    archive = Archive(path)

    assert (archive.names, archive.size("a"), archive.read("a", 100)) == (["a"], 8, b"one\ntwo\n")
    assert list(archive.lines("a")) == [b"one", b"two"]
    with pytest.raises(Damaged, match="longer than it can be"):
        archive.read("a", 7)
    with pytest.raises(Damaged, match="is missing"):
        archive.read("b", 7)
    archive.close()


@pytest.mark.parametrize("name", ["../db.sqlite3", "/etc/passwd", "a/../../b", "C:\\a", "..\\a", "\\\\host\\a"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    assert "leads out of the ZIP" in _refused(tmp_path, _zip((name, b"x")))


def test_a_zero_sign_in_a_name_is_refused(tmp_path):
    assert "leads out of the ZIP" in _refused(tmp_path, _zip(("aXb", b"x")).replace(b"aXb", b"a\x00b"))


def test_a_link_is_refused(tmp_path):
    link = zipfile.ZipInfo("a")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    assert "leads out of the ZIP" in _refused(tmp_path, _zip((link, b"/etc/passwd")))


def test_a_locked_zip_is_refused(tmp_path):
    raw = bytearray(_zip(("a", b"x")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + at] |= 1

    assert "locked with a password" in _refused(tmp_path, bytes(raw))


@pytest.mark.parametrize("kept", [0.3, 0.99])
def test_a_zip_without_its_end_is_refused(tmp_path, kept):
    raw = _zip(("a", bytes(range(256)) * 20))

    assert "not whole" in _refused(tmp_path, raw[: int(len(raw) * kept)])


def test_one_byte_changed_is_found_in_its_file(tmp_path):
    raw = bytearray(_zip(("a", b"first"), ("records/b.json", bytes(range(256)) * 20), how=zipfile.ZIP_STORED))
    raw[raw.index(bytes(range(256))) + 700] ^= 1

    assert "records/b.json: is damaged" in _refused(tmp_path, bytes(raw))


def test_a_file_that_would_grow_beyond_measure_is_refused_before_it_is_read(tmp_path):
    raw = _zip(("a", b"\x00" * 80_000_000))

    assert "would grow to 80,000,000 bytes" in _refused(tmp_path, raw, read=False)


def test_a_file_that_says_it_is_small_is_read_no_further_than_it_says(tmp_path):
    raw = bytearray(_zip(("a", b"\x00" * 3_000_000)))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", raw, raw.index(mark) + at, 10)

    assert "a: is damaged" in _refused(tmp_path, bytes(raw))


def test_files_without_end_are_refused_by_their_list(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "MOST_FILES", 50)

    assert "more files than a life has" in _refused(tmp_path, _zip(*((str(n), b"") for n in range(51))))


def test_a_list_of_files_that_no_life_has_is_not_even_read(tmp_path):
    raw = bytearray(_zip(("a", b"x")))
    struct.pack_into("<L", raw, raw.rindex(b"PK\x05\x06") + 12, 500_000_000)

    assert "more files than a life has" in _refused(tmp_path, bytes(raw))


def test_two_zips_in_one_and_a_file_that_is_there_twice_are_refused(tmp_path, recwarn):
    assert "two ZIPs in one file" in _refused(tmp_path, _zip(("a", b"x")) + _zip(("b", b"y")))
    assert "stands in this ZIP twice" in _refused(tmp_path, _zip(("a", b"x"), ("a", b"y")))
    assert "two ZIPs in one file" in _refused(tmp_path, _zip())
    recwarn.clear()


def test_another_way_of_packing_is_refused(tmp_path):
    assert "Pack the ZIP anew" in _refused(tmp_path, _zip(("a", b"x" * 900), how=zipfile.ZIP_LZMA))


def test_a_line_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "LONGEST", 50)
    path = tmp_path / "a.zip"
    path.write_bytes(_packed(a=b"short\n" + b"x" * 60))
    archive = Archive(path)

    with pytest.raises(Damaged, match="a: line 2 is longer"):
        list(archive.lines("a"))
    archive.close()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"[" * 100_000, "things within things"),
        (b'{"a": ' * 100_000, "things within things"),
        (b'{"a": NaN}', "NaN is no number"),
        (b'{"a": -Infinity}', "-Infinity is no number"),
        (b'{"a": 1e999}', "1e999 is no whole number"),
        (b'{"a": 0.5}', "0.5 is no whole number"),
        (b'{"a": 1, "b": 2, "a": 3}', "says “a” twice"),
        (b'{"a": ' + b"9" * 5000 + b"}", "too many digits"),
        (b'{"a": 1', "no JSON"),
        (b"", "no JSON"),
        (b"[1]", "no record with named fields"),
        (b'{"a": "\xff"}', "not written in UTF-8"),
    ],
)
def test_a_record_that_is_none_is_refused_in_words(line, why):
    with pytest.raises(records.NoRecord, match=why):
        records.read(line)


def test_records_are_a_list_that_any_program_reads_and_each_has_its_line():
    import json

    told = [{"b": "“ü”\n", "a": None}, {"c": True}]

    text = b"".join(records.in_lines(told))

    assert json.loads(text) == told
    assert [records.read(line.rstrip(b",")) for line in text.splitlines()[1:-1]] == told
    assert text.splitlines()[1] == '{"a": null, "b": "“ü”\\n"},'.encode()
    assert b"".join(records.in_lines([])) == b"[\n]\n"
