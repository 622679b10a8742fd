"""Everything is taken out and brought into an empty Bothways again: the same life, and the same ZIP."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from tests.journeys.life import a_life

from bothways.accounts.models import MailServer
from bothways.exchange.actions import bringing
from bothways.exchange.actions.begin import NothingToRead, Source, begin
from bothways.exchange.actions.letters import go_on_through_letters
from bothways.exchange.actions.taking_out import BeingBroughtIn
from bothways.exchange.actions.who import answer
from bothways.exchange.models import Asked, Bookmark, Carded, File, Import, Letters
from bothways.exchange.tests import make
from bothways.exchange.tests.make_life import brought_in, files_of, records_of, somebody_new, taken_out
from bothways.formats.days import in_month, in_year
from bothways.gratitude.actions import loops, sending, writing
from bothways.gratitude.models import Letter, Outgoing
from bothways.gratitude.queries import letters as queries
from bothways.gratitude.queries.letters import recipient
from bothways.ground.records import new_id
from bothways.ground.taken import tables
from bothways.moments import actions as moments
from bothways.moments.models import Moment
from bothways.moments.queries import drifted
from bothways.people.models import Erased, Person
from bothways.people.queries import addresses
from bothways.people.rules import mark_of

ID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
SECRETS = ("sealed", "password", "session")


@pytest.fixture
def life(ada, today, now, tmp_path):
    """With rows in every table that is taken out."""
    life = a_life(ada, today)
    ada.name, ada.paper, ada.sender_address = "Ada Lovelace", "us-letter", "Elm Street 1\nLima"
    ada.acted_on, ada.back_on = life.ago(1), life.ago(30)
    ada.save()
    make.brought(ada, make.written(tmp_path, "a.vcf", make.card("Rosa Ortega", "rosa@x.example", uid="1")), at=now)
    Asked.objects.create(member=ada, address="shop@news.example")
    Letters.objects.update_or_create(member=ada, defaults={"own_said_at": now, "round": 3})
    Bookmark.objects.create(member=ada, stretch="aside", after="Bell")
    MailServer.objects.create(
        member=ada, address=ada.email, host="mail.example.org", port=587, secured="starttls", sealed="c2VhbGVk",
        tested_at=now,
    )  # fmt: skip
    return life


def test_a_life_somewhere_else_is_taken_out_again_byte_for_byte(life, ada, now, tmp_path):
    packed = taken_out(ada)
    ada.delete()  # as on another computer, where nobody has these ids

    other = somebody_new()
    brought = brought_in(other, packed, tmp_path, now)

    assert (brought.state, brought.why) == ("done", "")
    assert {table.name for table in tables() if not records_of(packed, table.name)} == set()
    assert taken_out(other) == packed
    assert drifted(other) == []
    assert (brought.people_new, brought.moments_new) == (Person.objects.count(), Moment.objects.count())


def test_the_same_life_is_the_same_zip_and_holds_no_secret(life, ada):
    packed = taken_out(ada)

    assert taken_out(ada) == packed
    said = b"".join(content for name, content in files_of(packed).items() if name.startswith("records/"))
    assert [one for one in SECRETS if one.encode() in said] == []
    assert b"mail.example.org" not in said


def test_beside_the_life_it_was_every_id_is_another_and_points_at_its_own(life, ada, now, tmp_path):
    """On the same Bothways all ids are taken, whatever the file says."""
    packed = taken_out(ada)

    other = somebody_new()
    brought = brought_in(other, packed, tmp_path, now)

    assert brought.state == "done", brought.why
    again = taken_out(other)
    assert taken_out(ada) == packed
    for table in tables():
        if table.name in ("member", "own_said", "bookmark"):
            continue
        ids = [
            {str(value) for one in records_of(file, table.name) for value in one.values()} for file in (packed, again)
        ]
        assert not _ids_of_rows(ids[0], packed) & ids[1], table.name
    assert _numbered(packed) == _numbered(again)


def _ids_of_rows(values, packed):
    rows = {one["id"] for table in tables() for one in records_of(packed, table.name) if "id" in one}
    return values & rows


def _numbered(packed):
    """Each id by the order in which it is seen first: the same life, whatever its ids are."""
    seen: dict[bytes, bytes] = {}
    files = {name: content for name, content in files_of(packed).items() if name.startswith("records/")}
    return {
        name: ID.sub(lambda found: seen.setdefault(found[0], b"id %d" % len(seen)), content)
        for name, content in files.items()
    }


def test_a_letter_that_was_on_its_way_comes_back_ready_and_is_never_sent_by_itself(life, ada, now, tmp_path):
    waiting = Letter.objects.filter(state="queued")
    assert waiting.count() > 0
    packed, queued = taken_out(ada), set(waiting.values_list("pk", flat=True))
    ada.delete()

    brought_in(somebody_new(), packed, tmp_path, now)

    assert {one.state for one in Letter.objects.filter(pk__in=queued)} == {"ready"}
    assert not Outgoing.objects.waiting().exists()
    assert sending.take_up_due(now) == 0


def test_letters_that_were_sent_elsewhere_leave_todays_whole_here(life, ada, today, now, tmp_path):
    """A ZIP, forged or of the same day, takes nobody's letters of a day."""
    assert queries.room_again(ada, 1, now) is not None
    other = somebody_new()

    brought_in(other, taken_out(ada), tmp_path, now)

    assert Outgoing.objects.filter(member=other, state="taken", queued_at__date=today).exists()
    assert queries.room_again(other, 1, now) is None


def test_the_same_address_book_is_still_unchanged_afterwards(life, ada, now, tmp_path):
    packed = taken_out(ada)
    ada.delete()
    other = somebody_new()
    brought_in(other, packed, tmp_path, now)

    again = make.brought(other, tmp_path / "a.vcf", at=now)

    assert (again.people_new, again.people_joined, again.people_unchanged) == (0, 0, 1)


def test_where_something_is_kept_already_nothing_is_changed(life, ada, ben, now, tmp_path):
    packed = taken_out(ada)
    Person.objects.create(member=ben, name="Kept already")
    before = taken_out(ben)

    with pytest.raises(NothingToRead, match="in which nothing is kept yet"):
        brought_in(ben, packed, tmp_path, now)

    assert taken_out(ben) == before
    assert not Import.objects.filter(member=ben).exists()


def test_somebody_typed_in_while_it_was_looked_through_wins(life, ada, ben, now, tmp_path):
    path = tmp_path / "life.zip"
    path.write_bytes(taken_out(ada))
    brought = begin(ben, [Source(path, "life.zip")], at=now)
    bringing.bring_in(brought.pk, at=now, seconds=0)
    Person.objects.create(member=ben, name="Kept meanwhile")

    while bringing.bring_in(brought.pk, at=now):
        continue

    brought.refresh_from_db()
    assert (brought.state, Person.objects.filter(member=ben).count()) == ("failed", 1)
    assert "Nothing was changed" in brought.why


def test_it_is_looked_through_in_many_jobs_and_is_all_there_at_once(life, ada, ben, now, tmp_path):
    path = tmp_path / "life.zip"
    path.write_bytes(taken_out(ada))
    brought = begin(ben, [Source(path, "life.zip")], at=now)

    seen = []
    while bringing.bring_in(brought.pk, at=now, seconds=0):
        seen.append((File.objects.get(brought=brought).items, Person.objects.filter(member=ben).count()))

    assert [items for items, _ in seen] == list(range(1, len(seen) + 1))
    assert {people for _, people in seen} == {0}
    assert Person.objects.filter(member=ben).count() == Person.objects.filter(member=ada).count()


def test_stopped_it_leaves_nothing_and_goes_on_when_asked(life, ada, ben, now, tmp_path):
    path = tmp_path / "life.zip"
    path.write_bytes(taken_out(ada))
    brought = begin(ben, [Source(path, "life.zip")], at=now)
    bringing.bring_in(brought.pk, at=now, seconds=0)

    bringing.stop(brought)

    assert not bringing.bring_in(brought.pk, at=now)
    assert not Person.objects.filter(member=ben).exists()
    bringing.go_on(brought)
    while bringing.bring_in(brought.pk, at=now):
        continue
    assert Person.objects.filter(member=ben).exists()


def test_while_something_is_brought_in_nothing_is_taken_out(ada, now, tmp_path):
    begin(ada, [Source(make.written(tmp_path, "a.vcf", make.card("Rosa", uid="1")), "a.vcf")], at=now)

    with pytest.raises(BeingBroughtIn, match="when that is done"):
        taken_out(ada)


def test_a_life_in_which_nothing_is_kept_is_taken_out_and_in_as_well(ada, ben, now, tmp_path):
    brought = brought_in(ben, taken_out(ada), tmp_path, now)

    assert brought.state == "done"
    assert list(ben.own_addresses.values_list("address", flat=True)) == ["ada@example.org"]


def test_keys_of_cards_and_ids_are_the_members_own(life, ada, now, tmp_path):
    other = somebody_new()
    brought_in(other, taken_out(ada), tmp_path, now)

    cards = Carded.objects.filter(member=other).select_related("person")
    moments = Moment.objects.filter(member=other, source="letter").exclude(source_key="")
    letters = set(Letter.objects.filter(member=other).values_list("pk", flat=True))
    assert {one.person.member_id for one in cards} == {other.pk}
    assert moments.exists()
    assert {UUID(one.source_key) for one in moments} <= letters


def test_whoever_is_known_by_an_address_of_old_mail_comes_along_and_is_not_written_to(ada, ben, as_ada, now, tmp_path):
    old = "site!rosa@host@gateway.example"
    text = make.archive(ada.email, [f"Rosa <{old}>"], 4, every=timedelta(days=100), other_mail=False)
    make.brought(ada, make.written(tmp_path, "a.mbox", text), at=now)
    answer(ada, {f"a-{old}": "mentor"}, chapter=None)
    while go_on_through_letters(ada):
        pass
    rosa = Person.objects.get(member=ada)

    said = {"name": "Rosa", "language": "en", "emails": old, "version": rosa.version}
    kept = as_ada.post(f"/people/{rosa.pk}/change/", said)

    assert (kept.status_code, addresses(rosa), recipient(rosa)) == (302, [old], "")
    assert brought_in(ben, taken_out(ada), tmp_path, now).why == ""
    assert addresses(Person.objects.get(member=ben)) == [old]


def test_what_an_undo_leaves_behind_goes_round(ada, ben, grace, lin, today, now, tmp_path):
    writing.say_life(grace, "died", died=in_year(1990), today=today, at=now)
    letter = writing.start(ada, lin, kind="family", in_memory_of=grace, at=now)
    writing.say_life(grace, "living", today=today, at=now)
    Person.objects.filter(pk=lin.pk).update(life="died", died=in_year(1990), born=in_year(1995))

    letter.refresh_from_db()
    assert (letter.state, letter.unsent) == ("ready", True), "put by, as nobody has died"
    assert brought_in(ben, taken_out(ada), tmp_path, now).why == ""
    assert Letter.objects.filter(member=ben).count() == 1


def test_what_happened_this_year_or_this_month_goes_round(ada, ben, grace, today, now, tmp_path):
    for on in (in_year(today.year), in_month(today.year, today.month)):
        for lane, kind in (("theirs", "time"), ("theirs", "milestone")):
            loops.follow(moments.record(grace, lane=lane, kind=kind, on=on, today=today, deed="You stayed."))
        loops.tell_of(ada, what=f"I moved. {on}", on=on, because_of=[], also=[grace], today=today)

    assert brought_in(ben, taken_out(ada), tmp_path, now).why == ""
    assert Moment.objects.filter(member=ben).count() == 4


def test_whoever_comes_back_with_a_life_is_not_erased_any_more(ada, grace, now, tmp_path):
    packed = taken_out(ada)
    _gone, another = (Erased.objects.create(pk=mark_of(ada.pk, one)) for one in (grace.pk, new_id()))
    Person.objects.get().delete()

    assert brought_in(ada, packed, tmp_path, now).state == "done"

    assert Person.objects.get() == grace
    assert Erased.objects.get() == another
