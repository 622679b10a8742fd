"""Whatever a reader does on one card or message, that one is named and left out, and the rest comes in."""

from datetime import datetime
from pathlib import Path

import pytest

from bothways.accounts.models import Member
from bothways.exchange import apart as reading_apart
from bothways.exchange.actions import bringing
from bothways.exchange.models import Import
from bothways.exchange.tests import make
from bothways.exchange.tests.make_life import brought_in, changed, taken_out
from bothways.ground.apart import Apart
from bothways.moments.models import Mail
from bothways.people.models import Person

ADA = "ada@example.org"


@pytest.fixture(autouse=True)
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The readers have faults, and nobody waits long for them."""

    def broken() -> Apart:
        return Apart("bothways.exchange.tests.broken_readers", patience=0.7, memory=256 * 1024**2)

    monkeypatch.setattr(reading_apart, "reader_apart", broken)
    monkeypatch.setattr(bringing, "reader_apart", broken)


def _said(one: Import) -> list[tuple[str, str]]:
    return [(trouble.at, trouble.why) for trouble in one.troubles.order_by("pk")]


def _mail(folder: Path, *subjects: str) -> Path:
    letters = [make.letter("grace@example.edu", ADA, message_id=f"{n}@x.y", subject=one)
               for n, one in enumerate(subjects, 1)]  # fmt: skip
    return make.written(folder, "a.mbox", "".join(letters))


def test_messages_on_which_the_reader_breaks_are_named_and_all_others_come_in(
    ada: Member, tmp_path: Path, now: datetime
) -> None:
    path = _mail(tmp_path, "a", "hangs", "eats", "b", "nests", "crashes", "slips", "c")

    one = make.brought(ada, path, at=now)

    assert one.state == "done"
    assert sorted(Mail.objects.values_list("subject", flat=True)) == ["a", "b", "c"]
    assert _said(one) == [
        ("message 2", "It was left out: reading it took too long."),
        ("message 3", "It was left out: reading it took too much memory."),
        ("message 5", "It was left out: it holds things within things without end."),
        *((f"message {n}", "It was left out: it could not be read. This is a fault of Bothways, not of your file.")
          for n in (6, 7)),
    ]  # fmt: skip


def test_cards_on_which_the_reader_breaks_are_named_and_all_others_come_in(
    ada: Member, tmp_path: Path, now: datetime
) -> None:
    names = ["A", "hangs", "crashes", "B", "eats"]
    path = make.written(tmp_path, "a.vcf", "".join(make.card(name, uid=name) for name in names))

    one = make.brought(ada, path, at=now)

    assert one.state == "done"
    assert set(Person.objects.values_list("name", flat=True)) == {"A", "B"}
    assert [at for at, _ in _said(one)] == ["card 2", "card 3", "card 5"]
    assert one.files.get().items == 5


def test_where_the_reader_cannot_even_pass_the_rest_is_left_out_and_that_is_said(
    ada: Member, tmp_path: Path, now: datetime
) -> None:
    path = _mail(tmp_path, "a", "b", "cannot be passed", "c")

    one = make.brought(ada, path, at=now)

    assert one.state == "done"
    assert Mail.objects.count() == 2
    assert _said(one) == [("message 3", "From here on the file was left out: reading it took too long.")]


def test_what_was_left_out_stays_so_from_job_to_job(
    ada: Member, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing.bring_in, "__kwdefaults__", {"seconds": 0})
    path = _mail(tmp_path, *(["a"] * 100), "hangs", *(["b"] * 100))

    one = make.brought(ada, path, at=now)

    assert Mail.objects.count() == 200
    assert [at for at, _ in _said(one)] == ["message 101"]


def test_one_file_that_hangs_leaves_the_others_of_its_import_whole(ada: Member, tmp_path: Path, now: datetime) -> None:
    mail = _mail(tmp_path, "hangs")
    cards = make.written(tmp_path, "a.vcf", make.card("Grace", "grace@example.edu"))

    one = make.brought(ada, mail, cards, at=now)

    assert one.state == "done"
    assert Person.objects.get().name == "Grace"


def test_a_life_on_which_the_reader_hangs_is_refused_whole_with_the_file(
    ada: Member, ben: Member, grace: Person, tmp_path: Path, now: datetime
) -> None:
    packed = changed(taken_out(ada), "people", lambda told: told[0].update(name="hangs"))

    one = brought_in(ben, packed, tmp_path, now)

    assert one.state == "failed"
    assert one.why == (
        "records/people.json: took too long to be read. Bring it in again when this computer has less to do, or use "
        "another copy of the ZIP."
    )
    assert not Person.objects.filter(member=ben).exists()
