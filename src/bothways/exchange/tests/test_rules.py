"""Rules of bringing in: whose card, which mail, whose address, which workplace."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from bothways.exchange.rules.cards import Known, are_two, cut_short, name_of, source_keys, values_of, whose
from bothways.exchange.rules.mail import deliveries, is_personal, last_days, parties
from bothways.exchange.rules.own import Seen, proposals
from bothways.exchange.rules.workplaces import named_in, place_of, same_organisation, workplaces
from bothways.formats.cards.card import Card, Email, Phone, Postal
from bothways.formats.mail.message import Automatic, Mailbox, Message

GRACE = Known(UUID(int=1), "Grace Hill")
WALTER = Known(UUID(int=2), "Walter Hill")
SENT = datetime(2014, 6, 1, 23, 30, tzinfo=UTC)


def _card(name: str = "Grace Hill", *emails: str, **values: object) -> Card:
    return Card(number=1, line=1, name=name, emails=tuple(Email(one) for one in emails), **values)  # type: ignore[arg-type]


def _message(sender: str = "grace@example.edu", *to: str, **values: object) -> Message:
    recipients = tuple(Mailbox(one) for one in to or ("ada@example.org",))
    said = {"sent_at": SENT, "delivered_to": (), "subject": "", "message_id": "1", **values}
    return Message(authors=(Mailbox(sender),), recipients=recipients, **said)  # type: ignore[arg-type]


def test_a_card_belongs_to_the_one_person_who_has_its_mail_address() -> None:
    assert whose(_card("G. Hill", "g@x.org"), None, None, {"g@x.org": [GRACE]}).known == GRACE


def test_the_same_name_without_a_shared_address_stays_two_people() -> None:
    assert whose(_card("Grace Hill", "other@x.org"), None, None, {}).known is None


def test_an_address_that_two_have_joins_nobody_and_asks() -> None:
    found = whose(_card("Pat Hill", "home@x.org"), None, None, {"home@x.org": [GRACE, WALTER]})

    assert found.known is None
    assert "Grace Hill and Walter Hill" in found.question


def test_a_couple_with_one_address_stays_two_and_the_report_asks() -> None:
    found = whose(_card("Walter Hill", "home@x.org"), None, None, {"home@x.org": [GRACE]})

    assert found.known is None
    assert "Grace Hill" in found.question


def test_the_key_of_a_card_is_stronger_than_who_has_its_address_now() -> None:
    assert whose(_card("Grace Hill", "home@x.org"), None, GRACE, {"home@x.org": [WALTER]}).known == GRACE


def test_a_uid_that_two_address_books_gave_to_two_people_joins_nobody_and_asks() -> None:
    found = whose(_card("Boris Beta", "boris@x.org", uid="1"), None, GRACE, {})

    assert found.known is None
    assert "same UID as Grace Hill" in found.question


@pytest.mark.parametrize("shared", ["g@x.org", "+1 555 0100"])
def test_somebody_renamed_in_their_address_book_is_known_by_what_they_are_reached_at(shared: str) -> None:
    card = _card("Hedwig Moser", "g@x.org", uid="1", phones=(Phone("+1 555 0100"),))
    grace = Known(GRACE.id, GRACE.name, frozenset([shared]))

    assert whose(card, None, grace, {}).known == grace


def test_the_key_of_a_card_is_its_uid_with_its_name_and_two_long_uids_are_two() -> None:
    first, second = (source_keys(_card("Grace", uid="1" * 400 + end)) for end in "ab")

    assert source_keys(_card("GRACE", uid="1")) == source_keys(_card("Grace", "new@x.org", uid="1"))
    assert not set(first) & set(second)
    assert all(len(key) <= 300 for key in first)


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("Ann Lee", "Bob Lee", True),
        ("Ann Lee", "Lee, Ann", False),
        ("Dr. Rosa Ortega", "Rosa M. Ortega", False),
        ("Rosa Ortega", "Rosa Diaz", False),
        ("Mr. Bell", "Henry Bell", False),
        ("R. Ortega", "Rosa Ortega", False),
        ("grace@example.edu", "Grace Hill", False),
        ("李明", "Li Ming", False),
    ],
)
def test_names_at_one_address_say_two_people_only_when_they_clearly_do(one: str, other: str, two: bool) -> None:
    assert are_two(one, other) is two


def test_a_card_without_a_uid_is_known_again_wherever_it_stands_in_the_file() -> None:
    here, there = _card("Grace", "g@x.org"), Card(number=7, line=90, name="Grace", emails=(Email("g@x.org"),))

    assert source_keys(here) == source_keys(there)
    assert source_keys(here) != source_keys(_card("Grace", "h@x.org"))


def test_a_card_without_any_name_is_called_by_its_number_or_not_at_all() -> None:
    assert name_of(_card("", phones=(Phone("+1 555 0100"),))) == "+1 555 0100"
    assert name_of(_card("")) == ""


def test_what_a_card_says_is_cut_to_what_a_column_holds() -> None:
    values = values_of(_card(prefix="x" * 500, organisation="y" * 500, title="z" * 500))

    assert [len(str(values[name])) for name in ("prefix", "organisation", "work")] == [100, 300, 300]


def test_what_is_cut_of_a_card_is_named_in_one_sentence() -> None:
    long = _card("x" * 301, organisation="y" * 301, prefix="z" * 101, postals=(Postal("1 Elm St\n" * 200),))

    assert (
        cut_short(long) == "Only the beginning was kept of what is too long on it: name, title, organisation, address."
    )
    assert cut_short(_card("x" * 300, organisation="y" * 300, prefix="z" * 100)) == ""


@pytest.mark.parametrize(
    ("message", "personal"),
    [
        (_message(), True),
        (_message("grace@example.edu", *[f"p{n}@x.org" for n in range(10)]), True),
        (_message("grace@example.edu", *[f"p{n}@x.org" for n in range(11)]), False),
        (_message(automatic=Automatic.LIST), False),
        (_message(automatic=Automatic.BOUNCE), False),
        (_message(sent_at=None), False),
    ],
)
def test_only_direct_mail_between_few_people_at_a_known_time_is_kept(message: Message, personal: bool) -> None:
    assert is_personal(message) is personal


def test_an_address_stands_once_on_each_side_of_a_letter_with_the_name_that_is_there() -> None:
    message = Message(
        message_id="1", sent_at=SENT, authors=(Mailbox("a@x.org"),), delivered_to=(), subject="",
        recipients=(Mailbox("b@x.org"), Mailbox("b@x.org", "Ben"), Mailbox("a@x.org")),
    )  # fmt: skip

    assert parties(message) == [
        (Mailbox("a@x.org"), True),
        (Mailbox("b@x.org", "Ben"), False),
        (Mailbox("a@x.org"), False),
    ]


def test_the_last_day_of_an_address_counts_mail_of_every_kind_in_utc() -> None:
    early, late = _message(automatic=Automatic.BULK), _message(sent_at=datetime(2013, 1, 1, tzinfo=UTC))

    assert last_days([early, late]) == {"grace@example.edu": date(2014, 6, 1)}


def test_delivery_to_an_archive_of_a_list_says_nothing_about_whose_it_is() -> None:
    listed = _message(delivered_to=("archive@x.org",), automatic=Automatic.LIST)

    assert deliveries([listed, _message(delivered_to=("ada@example.org",))]) == {"ada@example.org": 1}


def test_the_sign_in_address_is_chosen_and_likely_ones_are_only_proposed() -> None:
    seen = [
        Seen("ada@home.example", delivered=900, wrote=2, got=800),
        Seen("ada@work.example", wrote=40, got=30, circle=25),
        Seen("ada@old.example", wrote=1, got=1, circle=1, named=True),
        Seen("lin@work.example", wrote=90, got=90, circle=30, held=True),
        Seen("grace@example.edu", wrote=90, got=90, circle=2),
    ]

    found = proposals(seen, ["ada@example.org"], "ada@example.org")

    assert [(one.address, one.chosen) for one in found] == [
        ("ada@example.org", True),
        ("ada@old.example", False),
        ("ada@home.example", False),
        ("ada@work.example", False),
    ]
    once_said = proposals(seen, ["ada@example.org"], "ada@example.org", said=True)
    assert [one.address for one in once_said] == ["ada@example.org", "ada@old.example"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mercy General Hospital", "Residency at Mercy General", True),
        ("Mercy General Hospital", "Residency", False),
        ("University of California, Berkeley", "University of California, San Francisco", False),
        ("University Hospital", "College", False),
    ],
)
def test_a_workplace_is_shared_when_its_telling_words_are(one: str, other: str, same: bool) -> None:
    assert same_organisation(one, other) is same


def test_an_address_names_a_workplace_unless_everybody_can_have_one_there() -> None:
    assert workplaces(["a@med.mercygeneral.org", "b@gmail.com", "c@nhs.trust.co.uk"]) == [
        "mercygeneral.org",
        "trust.co.uk",
    ]
    assert named_in("mercygeneral.org", "Residency at Mercy General")
    assert not named_in("mercygeneral.org", "Residency")
    assert place_of("cs.ox.ac.uk") == "ox.ac.uk"
