"""What the member answered to a card: done, or not now."""

from django.db import models
from django.db.models import Q

from bothways.accounts.models import Member
from bothways.ground.records import Record
from bothways.people.models import Person


class Answer(Record):
    """One answer to one card. A put-off without `until` holds for ever; skipping is not completing."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    act = models.CharField(max_length=16)
    answer = models.CharField(max_length=8)  # done | put_off
    on = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(answer__in=["done", "put_off"]), name="answer_is_known")]
        indexes = [models.Index(fields=["member", "on"], name="answers_of_member")]
