"""Many rows at once come out as if they had been saved one by one."""

from datetime import date

from bothways.accounts.models import Member
from bothways.formats.days import in_year
from bothways.ground.pouring import pour, pour_values
from bothways.moments.models import Moment
from bothways.people.models import Person, Phone


def test_poured_rows_read_as_saved_ones_do(ada: Member) -> None:
    poured = Person(member=ada, name="Grace", born=in_year(1950), paused_until=date(2027, 1, 1))
    saved = Person(member=ada, name="Grace", born=in_year(1950), paused_until=date(2027, 1, 1))

    pour([poured])
    saved.save()

    one, other = Person.objects.get(pk=poured.pk), Person.objects.get(pk=saved.pk)
    different = {"id", "created_at"}
    for field in Person._meta.concrete_fields:
        if field.attname not in different:
            assert getattr(one, field.attname) == getattr(other, field.attname)
    assert one.created_at is not None


def test_rows_that_are_there_can_be_left_as_they_are(ada: Member, grace: Person, today: date) -> None:
    def letter() -> Moment:
        return Moment(
            member=ada, person=grace, lane="theirs", kind="wrote", earliest=today, latest=today, source="mail",
            source_key="1",
        )  # fmt: skip

    pour([letter()])
    pour([letter(), letter()], ignore_conflicts=True)

    assert Moment.objects.count() == 1


def test_nothing_to_pour_is_nothing(db: None) -> None:
    pour([])
    pour_values(Phone, ("number",), [])

    assert not Phone.objects.exists()
