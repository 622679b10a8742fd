"""One record a line, as JSON: how it is written, and how it is read from whoever wrote it."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from bothways.formats.language import gettext as _
from bothways.formats.text import one_line

LONGEST = 8 * 1024**2  # bytes of one record: more than all that the fields of one row can hold
_AT_ONCE = 300

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, allow_nan=False).encode
_HALF = re.compile("[\x00\ud800-\udfff]")


class NoRecord(ValueError):
    """Its text says why, in words that go on after the place of the record."""


def written(record: Mapping[str, Any]) -> bytes:
    return _encode(record).encode("utf-8", "surrogatepass")


def in_lines(records: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """A list that any program reads as JSON, and a person, or we, line by line; some hundred lines at a time."""
    rows, before = iter(records), b"[\n"
    while lines := [written(one) for one in islice(rows, _AT_ONCE)]:
        yield before + b",\n".join(lines)
        before = b",\n"
    yield b"\n]\n" if before == b",\n" else b"[\n]\n"


def read(line: bytes) -> dict[str, Any]:
    """The record of one line. Raises NoRecord."""
    try:
        found = _decode(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise NoRecord(_("it is not written in UTF-8")) from None
    except RecursionError:
        raise NoRecord(_("it holds things within things without end")) from None
    except NoRecord:
        raise
    except ValueError as problem:  # what is no JSON, and a whole number of thousands of digits
        has_digits = "digits" in str(problem)
        raise NoRecord(_("a number in it has too many digits") if has_digits else _("it is no JSON")) from None
    if not isinstance(found, dict):
        raise NoRecord(_("it is no record with named fields"))
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NoRecord(_("it says “{name}” twice").format(name=shown(twice)))
    return found


def shown(name: str) -> str:
    """The name of a field in a sentence: what nobody would see of it in the signs of JSON."""
    return one_line(name, 40) or json.dumps(name)[1:-1][:40]


def _no_number(text: str) -> Any:
    raise NoRecord(_("{text} is no number").format(text=text))


def _no_fraction(text: str) -> Any:
    raise NoRecord(_("{text} is no whole number").format(text=text[:20]))


_decode = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number, parse_float=_no_fraction).decode


def unkeepable(text: str) -> bool:
    """Whether it holds what no database keeps: a zero sign, or half of a sign."""
    return not text.isprintable() and _HALF.search(text) is not None
