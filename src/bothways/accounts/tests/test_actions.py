"""Joining, adding members, choosing a password, and which addresses are one's own."""

import pytest

from bothways.accounts import actions, queries
from bothways.accounts.models import Member
from bothways.ground.refusals import NotHere

PASSWORD = "careful hands can be taught"


def _ids(link):
    return link.strip("/").split("/")[1:]


def test_the_first_member_joins_and_owns_their_address(db):
    member = actions.join_first(email="Ada@Example.org ", name="Ada", password=PASSWORD, timezone="UTC")

    assert member.email == "ada@example.org"
    assert member.check_password(PASSWORD)
    assert queries.own_addresses(member) == ["ada@example.org"]


def test_sign_up_is_closed_once_somebody_lives_here(ada):
    with pytest.raises(actions.SignUpClosed, match="bothways member add"):
        actions.join_first(email="eve@example.org", name="Eve", password=PASSWORD, timezone="UTC")


def test_a_member_who_is_added_has_no_password_until_they_choose_one(ada):
    rosa = actions.add_member(email="Rosa@example.org", name="")
    assert (rosa.name, rosa.has_usable_password()) == ("Rosa", False)

    member_id, token = _ids(actions.welcome_link(rosa))
    actions.choose_password(queries.invited(member_id, token), PASSWORD)

    assert Member.objects.get(pk=rosa.pk).check_password(PASSWORD)
    with pytest.raises(NotHere, match="used already"):
        queries.invited(member_id, token)


def test_the_same_address_is_one_member_however_it_is_written(ada):
    with pytest.raises(actions.AlreadyMember, match="signs in here already"):
        actions.add_member(email="ADA@EXAMPLE.ORG", name="Other")

    assert Member.objects.count() == 1


def test_a_welcome_link_of_one_opens_nobody_elses_door(ada, ben):
    _, token = _ids(actions.welcome_link(ben))

    for altered in (token, token[:-1], token + "0", "a-b", "\x00"):
        with pytest.raises(NotHere):
            queries.invited(ada.pk, altered)


def test_an_address_claimed_twice_is_claimed_once(ada):
    actions.claim(ada, ["Ada@old.example.org ", "ada@old.example.org"])
    actions.claim(ada, ["ada@old.example.org"])

    assert queries.own_addresses(ada) == ["ada@example.org", "ada@old.example.org"]


def test_the_day_of_the_first_person_is_kept_once(ada, now):
    actions.mark_welcomed(ada, at=now)
    actions.mark_welcomed(ada, at=now.replace(year=2030))

    ada.refresh_from_db()
    assert ada.welcomed_at == now


def test_somebody_who_does_not_sign_in_here_is_refused_in_words(db):
    with pytest.raises(queries.NoSuchMember, match="bothways member add eve@"):
        queries.member_by_email("eve@example.org")
