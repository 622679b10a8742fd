"""What all tests share: the cast, and a database of their own."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from hypothesis import HealthCheck, settings
from tests.door import signed_in
from tests.loopback import stay

from bothways.accounts.actions import claim
from bothways.accounts.models import Member
from bothways.formats.paper import press
from bothways.people import actions as people
from bothways.people.models import Person

stay()
# The same examples on every run, and none refused because a computer is slow.
settings.register_profile("house", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture
def today() -> dt.date:
    return dt.date(2026, 11, 22)


@pytest.fixture
def now() -> dt.datetime:
    return dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)


def _member(name: str) -> Member:
    member = Member.objects.create_user(f"{name.lower()}@example.org", None, name=name)
    claim(member, [member.email])
    return member


@pytest.fixture
def ada(db: None) -> Member:
    """Ada keeps people."""
    return _member("Ada")


@pytest.fixture
def ben(db: None) -> Member:
    """Ben is another member."""
    return _member("Ben")


@pytest.fixture
def cleo(db: None) -> Member:
    """Cleo is a stranger to both."""
    return _member("Cleo")


@pytest.fixture
def grace(ada: Member) -> Person:
    """Grace is Ada's mentor."""
    person = people.keep(
        ada, name="Grace Hill", given="Grace", family="Hill", prefix="Dr.", addresses=["grace@example.edu"]
    )
    people.say_role(person, "mentor")
    return person


@pytest.fixture
def lin(ada: Member) -> Person:
    """Lin is Ada's mentee."""
    person = people.keep(ada, name="Lin Okafor", given="Lin", family="Okafor", addresses=["lin@example.net"])
    people.say_role(person, "mentee")
    return person


@pytest.fixture
def as_ada(ada: Member) -> Client:
    return signed_in(ada)


@pytest.fixture
def as_ben(ben: Member) -> Client:
    return signed_in(ben)


@pytest.fixture
def as_cleo(cleo: Member) -> Client:
    return signed_in(cleo)


@pytest.fixture
def without_fonts_of_the_computer(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Only the fonts that come with Bothways and typst: the same on every computer."""
    ours = press.fonts(system_fonts=False)
    monkeypatch.setattr(press, "fonts", lambda *, system_fonts: ours)
    press.missing.cache_clear()
    yield
    press.missing.cache_clear()
