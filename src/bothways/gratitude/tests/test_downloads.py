"""Files that are taken home: whatever somebody is called, theirs is one name, on no path and with no further header."""

import random
from email.message import Message

from django.test import Client

from bothways.accounts.models import Member
from bothways.gratitude.tests import make
from bothways.people import actions as people
from bothways.people.models import Person

PIECES = [
    "../", "..\\", "/etc/", "C:", "\r\nSet-Cookie: a=b", "\n", "\x1b", '"', ";", "%2e%2e%2f", "\u202egnp.exe", "CON",
    "ä", "王", "🎓", " ", ".", "~", "*=UTF-8''", "a" * 80, "Grace",
]  # fmt: skip


def test_of_many_names_none_makes_a_path_or_a_header(as_ada: Client, ada: Member) -> None:
    chance, wrong = random.Random(16), []
    person = people.keep(ada, name="Grace Hill", addresses=["grace@example.edu"])
    letter = make.letter_to(person, make.help_of(person))
    plain = {*as_ada.get(f"/letters/{letter.pk}/letter.eml").headers}
    for _ in range(300):
        person.name = "".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 8)))
        Person.objects.filter(pk=person.pk).update(name=person.name)  # whatever way it came in
        answer = as_ada.get(f"/letters/{letter.pk}/letter.eml")
        read = Message()
        read["Content-Disposition"] = answer["Content-Disposition"]
        name = read.get_filename("")
        if {*answer.headers} != plain or not name.endswith(".eml") or set(name) & set("/\\:\r\n\x1b\u202e"):
            wrong.append((person.name, name))

    assert wrong == []
