"""Bringing in a mail archive."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.postbox import Postbox

from bothways.accounts.models import Member
from bothways.exchange.actions import bringing
from bothways.exchange.actions.begin import Source, begin
from bothways.exchange.actions.who import answer
from bothways.exchange.models import Again, File, Import
from bothways.exchange.tests import make
from bothways.gratitude.models import Outgoing
from bothways.gratitude.tests import make as letters
from bothways.moments.actions import take_away
from bothways.moments.models import Mail, MailParty, Moment, State
from bothways.people import actions as people
from bothways.people.models import Person

ADA = "ada@example.org"


def _counts(one: Import) -> tuple[int, int]:
    return one.moments_new, one.moments_unchanged


def test_letters_with_somebody_kept_come_onto_their_street_both_ways(
    ada: Member, grace: Person, tmp_path: Path, now: datetime
) -> None:
    text = make.letter(
        "Grace Hill <grace@example.edu>", ADA, message_id="1@x", subject="Your first talk"
    ) + make.letter(ADA, "grace@example.edu", message_id="2@x", at=datetime(2014, 6, 1, tzinfo=UTC))

    one = make.brought(ada, make.written(tmp_path, "a.mbox", text), at=now)

    moments = [(m.lane, str(m.on), m.note, m.contact) for m in Moment.objects.order_by("latest")]
    assert moments == [("theirs", "2009-03-02", "Your first talk", True), ("mine", "2014-06-01", "A letter", True)]
    assert State.objects.get(person=grace).last_contact == date(2014, 6, 1)
    assert _counts(one) == (2, 0)


def test_nothing_of_a_text_is_kept(ada: Member, grace: Person, tmp_path: Path, now: datetime) -> None:
    make.brought(ada, make.written(tmp_path, "a.mbox", make.letter("grace@example.edu", ADA, message_id="1@x")), at=now)

    kept = [*Mail.objects.values_list(), *MailParty.objects.values_list(), *Moment.objects.values_list()]
    assert "nobody keeps" not in repr(kept)


def test_lists_machines_and_large_rounds_only_tell_when_an_address_last_wrote(
    ada: Member, grace: Person, tmp_path: Path, now: datetime
) -> None:
    many = [f"p{n}@x.example" for n in range(10)]
    text = (
        make.letter("grace@example.edu", "club@x.example", message_id="1", List_Id="club.x.example")
        + make.letter("grace@example.edu", ADA, message_id="2", Auto_Submitted="auto-replied")
        + make.letter("grace@example.edu", ADA, *many, message_id="3", at=datetime(2011, 1, 1, 23, tzinfo=UTC))
    )

    one = make.brought(ada, make.written(tmp_path, "a.mbox", text), at=now)

    assert not Mail.objects.exists()
    assert not Moment.objects.exists()
    assert [(s.address, str(s.last_on)) for s in one.senders.all()] == [("grace@example.edu", "2011-01-01")]


def test_the_same_archive_again_changes_nothing_and_says_what_was_there(
    ada: Member, grace: Person, tmp_path: Path, now: datetime
) -> None:
    path = make.written(tmp_path, "a.mbox", make.archive(ADA, ["grace@example.edu"], 150))
    twice = make.written(tmp_path, "twice.mbox", path.read_text() * 2)

    found = [_counts(make.brought(ada, one, at=now)) for one in (path, path, twice)]

    assert found == [(120, 0), (0, 120), (0, 120)]
    assert Moment.objects.count() == Mail.objects.count() == 120
    assert not Again.objects.exists()


def test_the_copy_of_a_letter_that_was_sent_from_here_is_no_second_one(
    ada: Member, grace: Person, tmp_path: Path, now: datetime, box: Postbox
) -> None:
    letters.sent_letter(grace)
    letters.work(ada)
    [given] = Moment.objects.filter(person=grace, source="letter")
    named = Outgoing.objects.get().message_id.strip("<>")
    copy = make.letter(ada.email, "grace@example.edu", at=now, message_id=named)

    make.brought(ada, make.written(tmp_path, "sent.mbox", copy), at=now)

    assert list(Moment.objects.filter(person=grace, contact=True)) == [given]


def test_a_letter_that_the_member_took_off_a_street_does_not_come_back(
    ada: Member, grace: Person, tmp_path: Path, now: datetime
) -> None:
    path = make.written(tmp_path, "a.mbox", make.archive(ADA, ["grace@example.edu"], 10))
    make.brought(ada, path, at=now)
    gone = Moment.objects.order_by("latest")[0]

    take_away(gone)
    make.brought(ada, path, at=now)

    assert Moment.objects.count() == 7
    assert not Moment.objects.filter(source_key=gone.source_key).exists()


def test_a_letter_of_no_known_date_is_named_and_no_other_is_lost(
    ada: Member, grace: Person, tmp_path: Path, now: datetime
) -> None:
    dated = make.letter("grace@example.edu", ADA, message_id="1")
    undated = make.letter("grace@example.edu", ADA, message_id="2").replace("Date: ", "X-Date: ")

    one = make.brought(ada, make.written(tmp_path, "a.mbox", undated + dated), at=now)

    assert [(t.at, t.why) for t in one.troubles.all()] == [("message 1", "It has no date, so it was left out.")]
    assert Moment.objects.count() == 1


def test_a_letter_stands_on_the_day_it_was_where_the_member_is(
    ada: Member, grace: Person, tmp_path: Path, now: datetime
) -> None:
    Member.objects.filter(pk=ada.pk).update(timezone="America/Los_Angeles")
    early = datetime(2026, 11, 22, 0, 19, tzinfo=UTC)  # still the 21st where Ada is
    ahead = early + timedelta(hours=9)
    text = make.letter("grace@example.edu", ADA, message_id="1", at=early - timedelta(minutes=3)) + make.letter(
        "grace@example.edu", ADA, message_id="2", at=ahead
    )

    one = make.brought(ada, make.written(tmp_path, "a.mbox", text), at=early)

    assert [str(moment.on) for moment in Moment.objects.all()] == ["2026-11-21", "2026-11-21"]
    assert State.objects.get(person=grace).last_contact == date(2026, 11, 21)
    assert [str(sender.last_on) for sender in one.senders.all()] == ["2026-11-22"]


def test_a_letter_of_a_day_to_come_is_named_and_left_out(
    ada: Member, grace: Person, tmp_path: Path, now: datetime
) -> None:
    text = make.letter("grace@example.edu", ADA, message_id="1", at=now + timedelta(hours=40))

    one = make.brought(ada, make.written(tmp_path, "a.mbox", text), at=now)

    assert "in the future" in one.troubles.get().why
    assert not Moment.objects.exists()


def test_an_address_book_that_comes_after_the_mail_finds_the_letters(
    ada: Member, tmp_path: Path, now: datetime
) -> None:
    make.brought(ada, make.written(tmp_path, "a.mbox", make.archive(ADA, ["rosa@x.example"], 20)), at=now)

    one = make.brought(ada, make.written(tmp_path, "a.vcf", make.card("Rosa Ortega", "rosa@x.example")), at=now)

    assert _counts(one) == (16, 0)


def test_queries_grow_with_commits_and_not_with_messages(ada: Member, tmp_path: Path, now: datetime) -> None:
    friends = [f"f{n}@x.example" for n in range(30)]
    path = make.written(tmp_path, "a.mbox", make.archive(ADA, friends, 600))
    one = begin(ada, [Source(path, "a.mbox")], at=now)

    with CaptureQueriesContext(connection) as queries:
        while bringing.bring_in(one.pk, at=now):
            pass

    assert len(queries) < 200


def test_a_stopped_import_stays_where_it_was_and_goes_on_from_there(ada: Member, tmp_path: Path, now: datetime) -> None:
    path = make.written(tmp_path, "a.mbox", make.archive(ADA, ["grace@example.edu"], 200))
    one = begin(ada, [Source(path, "a.mbox")], at=now)
    bringing.bring_in(one.pk, at=now, seconds=0)

    bringing.stop(one)
    more = bringing.bring_in(one.pk, at=now)
    stopped_at = File.objects.get().items
    bringing.go_on(one)
    while bringing.bring_in(one.pk, at=now):
        pass

    assert not more
    assert 0 < stopped_at < 200
    assert Mail.objects.count() == 160
    assert Import.objects.get().state == "done"


def test_a_report_says_what_was_read_and_what_of_it_never_counts(
    as_ada: Client, ada: Member, tmp_path: Path, now: datetime
) -> None:
    text = make.archive(ADA, ["Rosa <rosa@x.example>"], 100)
    one = make.brought(ada, make.written(tmp_path, "a.mbox", text), at=now)

    before = as_ada.get(f"/bring-in/{one.pk}/").text
    answer(ada, {"a-rosa@x.example": "mentor"}, chapter=None)
    after = as_ada.get(f"/bring-in/{one.pk}/").text

    assert one.automatic == 20
    assert "100 read; 20 of them came from lists or machines, which never count as contact" in before
    assert "0 on the streets of people you keep" in before
    assert "80 with people of whom you have not said yet" in before
    assert "of whom you have not said yet" not in after


def test_the_archive_of_a_list_that_names_nobody_is_said_to_count_for_nothing(
    as_ada: Client, ada: Member, tmp_path: Path, now: datetime
) -> None:
    text = make.letter("rosa@x.example").replace("To: \n", "")

    one = make.brought(ada, make.written(tmp_path, "a.mbox", text), at=now)

    page = as_ada.get(f"/bring-in/{one.pk}/").text
    assert "1 name nobody who got them" in page
    assert "wait quietly" not in page


def test_a_file_that_is_gone_ends_the_import_with_a_sentence(ada: Member, tmp_path: Path, now: datetime) -> None:
    path = make.written(tmp_path, "a.mbox", make.letter("grace@example.edu", ADA))
    one = begin(ada, [Source(path, "a.mbox")], at=now)
    path.unlink()

    bringing.bring_in(one.pk, at=now)

    one.refresh_from_db()
    assert one.state == "failed"
    assert "a.mbox is gone" in one.why


@pytest.mark.parametrize("how", ["another", "written over", "cut short"])
def test_what_is_no_more_the_file_that_was_chosen_is_not_read(
    ada: Member, tmp_path: Path, now: datetime, how: str
) -> None:
    """What `bothways import` began a worker goes on with: by then somebody else's may lie under the same name."""
    path = make.written(tmp_path, "a.mbox", make.archive(ADA, ["grace@example.edu"], 200))
    one = begin(ada, [Source(path, "a.mbox")], at=now)
    if how == "cut short":
        os.truncate(path, path.stat().st_size // 2)
    else:
        if how == "another":
            path.rename(tmp_path / "elsewhere.mbox")
        make.written(tmp_path, "a.mbox", make.archive("ben@example.org", ["rosa@example.edu"], 400))

    bringing.bring_in(one.pk, at=now)

    one.refresh_from_db()
    assert one.state == "failed"
    assert "a.mbox is gone, was written to, or is another by now" in one.why
    assert not Mail.objects.exists()


def test_somebody_with_a_letter_to_a_third_person_is_not_in_contact_with_me(
    ada: Member, grace: Person, tmp_path: Path, now: datetime
) -> None:
    lin = people.keep(ada, name="Lin", addresses=["lin@example.net"])
    text = make.letter("grace@example.edu", "lin@example.net", ADA, message_id="1")

    make.brought(ada, make.written(tmp_path, "a.mbox", text), at=now)

    assert Moment.objects.filter(person=grace).count() == 1
    assert not Moment.objects.filter(person=lin).exists()
