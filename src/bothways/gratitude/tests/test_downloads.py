"""Files that are taken home: whatever somebody is called, theirs is one name, on no path and with no further header."""

import random
from email.message import Message

from django.http import HttpResponse
from django.test import Client

from bothways.accounts.models import Member
from bothways.gratitude.tests import make
from bothways.gratitude.views.room import one_download
from bothways.people import actions as people
from bothways.people.models import Person

PIECES = [
    "../", "..\\", "/etc/", "C:", "\r\nSet-Cookie: a=b", "\n", "\x1b", '"', ";", "%2e%2e%2f", "\u202egnp.exe", "CON",
    "ä", "王", "🎓", " ", ".", "~", "*=UTF-8''", "a" * 80, "Grace",
]  # fmt: skip


HEADERS = {"Content-Type", "Content-Disposition"}


def _drawn(chance: random.Random) -> str:
    return "".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 8)))


def _is_one_name(answer: HttpResponse) -> bool:
    read = Message()
    read["Content-Disposition"] = answer["Content-Disposition"]
    name = read.get_filename("")
    return name.endswith(".eml") and not set(name) & set("/\\:\r\n\x1b\u202e")


def test_of_ten_thousand_names_none_makes_a_path_or_a_header() -> None:
    chance, wrong = random.Random(16), []
    for name in (_drawn(chance) for _ in range(10_000)):
        answer = one_download(b"", "message/rfc822", name, "eml")
        if {*answer.headers} != HEADERS or not _is_one_name(answer):
            wrong.append(name)

    assert wrong == []


def test_a_letter_is_taken_home_under_one_name_whoever_it_is_for(as_ada: Client, ada: Member) -> None:
    chance, wrong = random.Random(17), []
    person = people.keep(ada, name="Grace Hill", addresses=["grace@example.edu"])
    letter = make.letter_to(person, make.help_of(person))
    plain = {*as_ada.get(f"/letters/{letter.pk}/letter.eml").headers}
    for name in (_drawn(chance) for _ in range(100)):
        Person.objects.filter(pk=person.pk).update(name=name)  # whatever way it came in
        answer = as_ada.get(f"/letters/{letter.pk}/letter.eml")
        if {*answer.headers} != plain or not _is_one_name(answer):
            wrong.append(name)

    assert wrong == []
