"""Every form there is, filled in well: by the name of its address."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.test import Client

from bothways.accounts.models import Member, Token
from bothways.gratitude.models import Letter, TheirNews
from bothways.ground.clock import now
from bothways.moments.models import Moment
from bothways.people.models import Chapter, Person
from tests.journeys.life import Life
from tests.journeys.walk import Address

NEW = UUID("01a20000-0000-7000-8000-00000000ada1")
# Of one the files, of one the mail server it speaks to, of others who shows first who they are: tested in their rooms
BY_ITSELF = {
    "exchange:bring", "accounts:use_mail_server", "accounts:confirm", "accounts:confirm_by_passkey",
    "accounts:change_password", "accounts:ask_for_new_passkey", "accounts:keep_passkey", "accounts:rename_passkey",
    "accounts:take_away_passkey", "accounts:begin_codes", "accounts:turn_on_codes", "accounts:turn_off_codes",
    "accounts:draw_new_recovery_codes",
}  # fmt: skip
# Fields in which anything may stand; all others choose, count or name a row.
WORDS = {
    "name", "place", "prefix", "given", "family", "address_as", "reach", "emails", "phones", "postal", "care_of",
    "organisation", "work", "note", "word", "deed", "words", "cost", "effect", "greeting", "close", "signature",
    "subject", "now", "passed_on", "what", "more", "else_name", "sender_address", "stretch", "after", "last", "to",
    "called", "signs_as",
}  # fmt: skip


def forms(life: Life) -> dict[str, dict[str, Any]]:
    """What is typed, so that it is taken. Addresses are asked for with the ids of `chosen`."""
    moment, person = Moment.objects.get(pk=life.ids["moment_id"][0]), Person.objects.get(pk=life.ids["person_id"][0])
    return {
        **_of_the_member(life.member),
        **_of_people(life, person),
        **_of_moments(life, moment, person),
        **_of_promises(person),
        **_of_letters(life),
        **_of_today(life),
        **_of_files(life),
    }


def chosen(address: Address, life: Life) -> dict[str, UUID]:
    """The rows that this form can be sent for."""
    letters = {one.state: one.pk for one in Letter.objects.of(life.member).order_by("-unsent")}
    draft, ready = letters["draft"], letters["ready"]
    special = {
        "gratitude:given": {"letter_id": ready},
        "gratitude:not_yet": {"letter_id": ready},
        "gratitude:not_given": {"letter_id": ready},
        "gratitude:take_back": {"letter_id": letters["queued"]},
        "gratitude:came_back": {"letter_id": letters["given"]},
        "today:begin": {"person_id": life.ids["person_id"][7]},
        "gratitude:let_go_of_theirs": {"moment_id": _good_news(life)},
        "gratitude:take_up_theirs": {"moment_id": _good_news(life)},
    }
    known = {
        **{name: rows[0] for name, rows in life.ids.items()},
        "letter_id": draft, "left_id": life.ids["moment_id"][1], "moment_id": _help(life), "member_id": life.member.pk,
    }  # fmt: skip
    asked = {**known, **special.get(address.name, {})}
    if address.name in ("street:forget_day", "street:undo", "street:remember_on", "street:keep_memory"):
        asked["person_id"] = life.ids["person_id"][3]
    return {name: asked[name] for name in address.ids}


def _elsewhere(member: Member) -> UserSession:
    """Another browser in which they are signed in."""
    found, _ = UserSession.objects.get_or_create(user=member, session_key=member.pk.hex, defaults={"ip": "192.0.2.1"})
    return found


def _program(member: Member) -> Token:
    known = {"name": "Script", "scope": "read", "made_at": now()}
    return Token.objects.get_or_create(member=member, digest=str(member.pk), defaults=known)[0]


def _help(life: Life) -> UUID:
    return Moment.objects.of(life.member).filter(kind="time", person=life.ids["person_id"][0]).get().pk


def _died_said(life: Life) -> UUID:
    return Person.objects.get(pk=life.ids["person_id"][3]).said.get().pk


def _good_news(life: Life) -> UUID:
    return TheirNews.objects.filter(member=life.member).first().pk  # type: ignore[union-attr]


def _of_the_member(member: Member) -> dict[str, dict[str, Any]]:
    return {
        "accounts:change_self": {
            "name": "Ada", "called": "Dr. Ada", "signs_as": "A. Lovelace", "timezone": "Pacific/Auckland",
            "language": "es", "paper": "us-letter", "sender_address": "Elm Street 1", "version": member.version,
        },
        "accounts:change_looks": {
            "theme": "dark", "quiet_from": "21:00", "quiet_until": "06:30", "version": member.version,
        },
        "accounts:forget_mail_server": {},
        "accounts:end_session": {"session": str(_elsewhere(member).pk)},
        "accounts:end_other_sessions": {},
        "accounts:make_token": {"id": NEW, "name": "My calendar", "scope": "read"},
        "accounts:end_token": {"token": str(_program(member).pk)},
    }  # fmt: skip


def _of_people(life: Life, person: Person) -> dict[str, dict[str, Any]]:
    chapter = Chapter.objects.get(pk=life.ids["chapter_id"][0])
    year = {"begins": "1996", "ends": "2001"}
    return {
        "people:begin": {"name": "School", "kind": "primary", "place": "Lakeside", **year},
        "people:change_chapter": {"name": "School", "kind": "", "place": "", **year, "version": chapter.version},
        "people:take_out_chapter": {},
        "people:name_someone": {"name": "Rosa Quispe", "role": "mentor"},
        "people:enough": {},
        "street:first": {"id": NEW, "name": "Mr. Bell", "address_as": "Mr. Bell", "role": "mentor"},
        "street:first_deed": {"id": NEW, "deed": "You stayed late with me.", "kind": "time", "on": "1996"},
        "street:first_words": {"words": "Look again."},
        "street:first_life": {"life": "living", "died": ""},
        "street:keep": {"name": "Rosa Quispe", "role": "mentor"},
        "street:find": {"q": "Rosa", "sort": "people"},
        "street:change": {
            "name": "Rosa Quispe", "prefix": "Dr.", "given": "Rosa", "family": "Quispe", "address_as": "Rosa",
            "language": "es", "channel": "paper", "reach": "After six", "emails": "rosa@example.edu", "phones": "555 1",
            "postal": "Elm Street 2", "care_of": "The clinic", "organisation": "Clinic", "work": "Nurse",
            "born": "--02-29", "note": "Likes letters", "not_from_here": "on", "version": person.version,
        },
        "street:say_role": {"role": "peer", "chapter": str(chapter.pk), "begins": "2010", "ends": ""},
        "street:change_role": {"role": "mentor", "chapter": "", "begins": "2010", "ends": "", "version": "1"},
        "street:take_back_role": {},
        "street:say_life": {"life": "died", "died": "2026-11"},
        "street:say_contact": {"contact": "paused", "until": "2027-01-01"},
        "street:undo": {"said": str(_died_said(life))},
        "street:say_wish": {"every": "30"},
        "street:remember_on": {"month": "2", "day": "29", "word": "Their birthday"},
        "street:forget_day": {},
        "street:write_to_family": {"to": "Mrs. O'Brien"},
        "street:keep_memory": {"id": NEW, "kind": "story", "deed": "How he found the onion.", "on": "2024"},
        "street:forget_notes": {},
        "street:forget": {"name": person.name},
    }  # fmt: skip


def _of_moments(life: Life, moment: Moment, person: Person) -> dict[str, dict[str, Any]]:
    said = {
        "lane": "theirs", "kind": "time", "deed": "You stayed late with me.", "words": "Look again.", "on": "1996",
        "cost": "An evening", "effect": "I became a doctor", "minutes": "90", "note": "In the old lab",
    }  # fmt: skip
    came = {
        "kind": "thanked", "on": "2026-10", "words": "Your question changed my course.", "deed": "You thanked me.",
        "effect": "I kept it by my desk.", "role": "mentor",
    }  # fmt: skip
    return {
        "street:remember": {**said, "id": NEW, "person": str(person.pk), "name": ""},
        "street:change_moment": {**said, "version": moment.version},
        "street:take_away_moment": {},
        "street:thank_for": {},
        "street:keep_received": {**came, "id": NEW, "person": str(person.pk), "name": ""},
        "street:keep_good_news": {"id": NEW, "deed": "You were made head of the school.", "on": "2026-11-03"},
        "street:write": {},
    }


def _of_promises(person: Person) -> dict[str, dict[str, Any]]:
    said = {"lane": "mine", "what": "The slides of my talk", "on": "2027-01"}
    return {
        "street:make_promise": {**said, "id": NEW, "person": str(person.pk)},
        "street:change_promise": {**said, "version": "1"},
        "street:keep_promise": {},
        "street:release_promise": {},
        "street:open_promise_again": {},
    }


def _of_letters(life: Life) -> dict[str, dict[str, Any]]:
    draft = Letter.objects.of(life.member).filter(state="draft").order_by("unsent").first()
    version = draft.version if draft else 1
    typed = {
        "version": version, "kind": "thanks", "shape": "letter", "greeting": "Dear Mr. Bell,", "close": "Yours,",
        "signature": "Ada", "subject": "What came of it", "deed": "You stayed late.", "cost": "An evening.",
        "effect": "I am a doctor.", "now": "I teach.", "words": "", "passed_on": "",
    }  # fmt: skip
    return {
        "gratitude:start": {"moment": str(_help(life))},
        "gratitude:find_out": {"life": "living", "died": ""},
        "gratitude:save": typed,
        "gratitude:turn": {**typed, "into": "reconnect"},
        "gratitude:weave": typed,
        "gratitude:ready": typed,
        "gratitude:given": {"on": "", "knows": "yes"},
        "gratitude:not_yet": {},
        "gratitude:not_given": {},
        "gratitude:take_back": {},
        "gratitude:came_back": {"nobody_there": "yes"},
        "gratitude:throw_away": {},
        "gratitude:let_go_of_help": {"how": "done"},
        "gratitude:take_up_help": {},
        "gratitude:let_go_of_news": {"how": "too_late"},
        "gratitude:take_up_news": {},
        "gratitude:let_go_of_theirs": {"how": "done"},
        "gratitude:take_up_theirs": {},
        "gratitude:keep_news": {
            "id": NEW,
            "what": "I moved to Lima.",
            "on": "2026-11",
            "also": str(life.ids["person_id"][2]),
        },
        "gratitude:change_news": {"what": "I moved to Lima.", "on": "2026-11", "version": "1"},
        "gratitude:take_away_news": {},
        "gratitude:tell": {
            "id": NEW,
            "what": "I became director.",
            "on": "2026-10",
            "also": str(life.ids["person_id"][2]),
        },
    }


def _of_today(life: Life) -> dict[str, dict[str, Any]]:
    help_of_7 = Moment.objects.of(life.member).filter(kind="time", person=life.ids["person_id"][7]).get()
    return {
        "today:begin": {"act": "thank", "about": str(help_of_7.pk)},
        "today:find_out": {"life": "living", "died": ""},
        "today:back": {"person": str(life.ids["person_id"][0]), "what": "moved"},
        "today:done": {"act": "meet", "how": "spoke"},
        "today:not_now": {"act": "meet", "days": "7"},
    }


def _of_files(life: Life) -> dict[str, dict[str, Any]]:
    asked = {f"p-{life.ids['person_id'][5]}": "mentor", "stretch": "", "after": "", "last": ""}
    other = {"else_name": "Rosa Quispe", "else_role": "mentor"}
    return {
        "exchange:make": {},
        "exchange:let_go": {},
        "exchange:stop": {},
        "exchange:go_on": {},
        "exchange:leave": {},
        "exchange:say_same": {"entry": str(life.ids["person_id"][0]), "how": "one"},
        "exchange:say_own": {"mine": "ada@example.org", "shown": "ada@example.org", "more": "ada@old.example.org"},
        "exchange:keep_who": asked,
        "exchange:enough": asked,
        "exchange:someone_else": {**asked, **other},
    }


def send(client: Client, path: str, typed: dict[str, Any], **more: Any) -> Any:
    """As a browser sends a form; halves of letters and broken bytes go through as they are."""
    sent = urlencode({name: _bytes(value) for name, value in typed.items()})
    return client.post(path, sent, content_type="application/x-www-form-urlencoded", **more)


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
