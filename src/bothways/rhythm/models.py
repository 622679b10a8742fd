"""A stated wish about how often, and promises, with a day or none."""

from django.db import models
from django.db.models import Q

from bothways.accounts.models import Member
from bothways.formats.days import Day, Precision, exactly
from bothways.ground.records import Edited
from bothways.people.models import Person


class Rhythm(models.Model):
    """Without a row, the phase of the relation decides (`rules.py`)."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="rhythm")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    every_days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(every_days__gte=1, every_days__lte=3660), name="rhythm_is_days")
        ]


class PromiseSet(models.QuerySet["Promise"]):
    def of(self, member: Member) -> "PromiseSet":
        return self.filter(member=member)

    def still_open(self) -> "PromiseSet":
        return self.filter(state="open")

    def next_first(self) -> "PromiseSet":
        """By their day, then those without one, as they were written down."""
        return self.order_by(models.F("latest").asc(nulls_last=True), "id")


class Promise(Edited):
    """
    What the member promised somebody, or was promised or offered by them (MENT-8, CAD-8); the day may lie ahead.

    A promise that was kept stands on the street as a moment, whose `source_key` is the id of the promise.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    lane = models.CharField(max_length=8)  # mine: I promised them | theirs: they promised me
    what = models.TextField()
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=8, blank=True, default="")
    state = models.CharField(max_length=8, default="open")  # open | kept | released
    settled_on = models.DateField(null=True, blank=True)

    objects = PromiseSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="promise_says_something"),
            models.CheckConstraint(condition=Q(lane__in=["mine", "theirs"]), name="promise_is_mine_or_theirs"),
            models.CheckConstraint(
                condition=Q(state="open", settled_on=None)
                | Q(state__in=["kept", "released"], settled_on__isnull=False),
                name="promise_is_settled_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(earliest=None, latest=None, precision="")
                | Q(  # the database lets pass what it cannot tell: of nothing no day comes before another
                    earliest__isnull=False,
                    latest__isnull=False,
                    latest__gte=models.F("earliest"),
                    precision__in=["year", "month", "day"],
                ),
                name="promise_has_a_day_or_none",
            ),
        ]
        indexes = [models.Index(fields=["member", "state", "earliest"], name="promises_of_member")]

    @property
    def on(self) -> Day | None:
        if self.earliest is None or self.latest is None:
            return None
        return Day(self.earliest, self.latest, Precision(self.precision))

    @property
    def settled(self) -> Day | None:
        return exactly(self.settled_on) if self.settled_on else None
