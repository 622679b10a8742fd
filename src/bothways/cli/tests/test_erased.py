"""Whoever was taken away for good is gone from the files, too."""

import pytest

from bothways.cli.tests.keeping import GIVEN, new_house

pytestmark = pytest.mark.xdist_group("house")
ERASED = """
from bothways.ground.environment import environment
from bothways.people import actions as people
from bothways.people.models import Person
from bothways.street.actions import forget
def stands_there():
    return any(b"Canary Hill" in path.read_bytes() for path in environment().home.glob("bothways.sqlite3*"))
one = people.keep(Person.objects.first().member, name="Canary Hill")
print(stands_there())
forget(one)
print(stands_there())
"""


@pytest.mark.skipif(bool(GIVEN), reason="of PostgreSQL's own files it is said in the guide")
def test_whoever_is_taken_away_for_good_stands_nowhere_on_the_disk(house, tmp_path):
    assert new_house(tmp_path / "home", like=house).within(ERASED).split() == ["True", "False"]
