"""A stated wish about how often; without one, the phase of the relation decides (`rules.py`)."""

from django.db import models
from django.db.models import Q

from bothways.accounts.models import Member
from bothways.people.models import Person


class Rhythm(models.Model):
    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="rhythm")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    every_days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(every_days__gte=1, every_days__lte=3660), name="rhythm_is_days")
        ]
