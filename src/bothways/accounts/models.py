"""The member, and the mail addresses that are theirs."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from bothways.formats.addresses import normalised
from bothways.formats.language import LANGUAGES
from bothways.ground.mail import Secured
from bothways.ground.records import Edited, Record


def as_kept(email: str) -> str:
    """One form for an address, however it was typed: münchen.example and xn--mnchen-3ya.example are one."""
    return normalised(email) or email.strip().lower()


class Members(BaseUserManager["Member"]):
    def create_user(self, email: str, password: str | None = None, **values: Any) -> "Member":
        member = self.model(email=as_kept(email), **values)
        member.set_password(password)
        member.save()
        return member


class Member(AbstractBaseUser, Edited):
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=300)
    called = models.CharField(max_length=300, blank=True, default="")  # by Bothways; empty: by the first of their names
    signs_as = models.CharField(max_length=300, blank=True, default="")  # below a first letter; empty: the whole name
    language = models.CharField(max_length=2, default="en")  # of pages; a letter has its person's
    timezone = models.CharField(max_length=64, default="UTC")
    paper = models.CharField(max_length=9, default="a4")  # a4 | us-letter
    sender_address = models.TextField(blank=True, default="")  # as it stands on an envelope
    theme = models.CharField(max_length=5, blank=True, default="")  # light | dark; empty: as their computer says
    quiet_from = models.TimeField(null=True, blank=True)  # by their own clock; both times, or neither
    quiet_until = models.TimeField(null=True, blank=True)
    appointment = models.UUIDField(default=uuid4, editable=False)  # the one with oneself, as calendars know it
    welcomed_at = models.DateTimeField(null=True, blank=True)  # when the first person had been remembered
    acted_on = models.DateField(null=True, blank=True)  # when they last did something here; looking is not doing
    back_on = models.DateField(null=True, blank=True)  # when they last did something after long silence (decision 8)
    came_first = models.BooleanField(default=False, editable=False)  # joined before anybody else: one at most does
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Members] = Members()

    USERNAME_FIELD = "email"

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="email_is_in_small_letters"),
            models.UniqueConstraint(fields=["came_first"], condition=Q(came_first=True), name="one_came_first"),
            models.CheckConstraint(condition=Q(paper__in=["a4", "us-letter"]), name="paper_is_known"),
            models.CheckConstraint(condition=Q(language__in=[*LANGUAGES]), name="language_is_known"),
            models.CheckConstraint(condition=Q(theme__in=["", "light", "dark"]), name="theme_is_known"),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None) | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_begins_and_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.called or self.name.split(" ")[0]


class Tries(models.Model):
    """How often somebody tried to come in within an hour; whose it is cannot be read from it."""

    key = models.CharField(max_length=64, primary_key=True)
    used = models.PositiveIntegerField(default=1)
    since = models.DateTimeField(db_index=True)


class Scope(models.TextChoices):
    READ = "read"
    WRITE = "write"  # and read


class Token(Record):
    """What a program shows to come in for its member; the secret itself is kept nowhere."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    scope = models.CharField(max_length=5)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of 256 bits of chance: nothing to guess or salt
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)  # within ten minutes

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(scope__in=[*Scope.values]), name="scope_is_known")]


class OwnAddress(Record):
    """One of the member's own mail addresses: what makes a mail theirs (decision 11)."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="own_addresses")
    address = models.CharField(max_length=254)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "address"], name="own_address_once")]


class NamedServer(models.Model):
    """A mail server as a member named it."""

    address = models.CharField(max_length=254)  # one of their own, from which letters come
    host = models.CharField(max_length=255)
    port = models.PositiveIntegerField()
    secured = models.CharField(max_length=8)
    user = models.CharField(max_length=300, blank=True, default="")
    sealed = models.TextField(blank=True, default="")  # its password (`ground.sealing`, decision 28)

    class Meta:
        abstract = True


class MailServer(NamedServer):
    """Where the member's own letters go out; kept once a real message to themselves was taken by it."""

    member = models.OneToOneField(Member, models.CASCADE, primary_key=True, related_name="mail_server")
    tested_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(secured__in=[*Secured]), name="mail_is_secured_in_a_known_way"),
        ]


class FormerServer(NamedServer):
    """The one that was in use until another came, or none: its member is told so by it, and it is gone then."""

    member = models.OneToOneField(Member, models.CASCADE, primary_key=True, related_name="former_server")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(secured__in=[*Secured]), name="formerly_in_a_known_way"),
        ]


class TriedServer(NamedServer):
    """One that is being tried, or did not work; the last for each member, and gone once it has worked."""

    member = models.OneToOneField(Member, models.CASCADE, primary_key=True, related_name="tried_server")
    asked_at = models.DateTimeField()
    says = models.TextField(blank=True, default="")  # why it did not work; its password is then forgotten

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(secured__in=[*Secured]), name="tried_in_a_known_way"),
        ]
