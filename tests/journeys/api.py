"""Every operation of the API, from its router, so that none is forgotten; with what is sent so that it is taken."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bothways.gratitude.models import Letter, Loop, TheirNews
from bothways.people.models import Person, Said
from tests.journeys.life import Life

NEW = UUID("01a20000-0000-7000-8000-00000000ada2")
SAFE = {"GET", "HEAD"}


@dataclass(frozen=True)
class Operation:
    name: str
    method: str
    path: str  # below /api/v1/, with names of ids in braces

    @property
    def ids(self) -> list[str]:
        return re.findall(r"{(\w+)}", self.path)

    def at(self, **values: Any) -> str:
        return self.path.format(**{name: values[name] for name in self.ids})


def operations() -> list[Operation]:
    from bothways.api.door import api

    return [
        Operation(api.get_openapi_operation_id(one), method, path)
        for router in api._get_bound_routers()
        for path, view in router.path_operations.items()
        for one in view.operations
        for method in one.methods
    ]


def chosen(operation: Operation, life: Life) -> dict[str, UUID]:
    """The rows for which it is taken."""
    letters = {one.state: one.pk for one in Letter.objects.of(life.member).order_by("-unsent")}
    died = {"person_id": life.ids["person_id"][3]}
    of_help = {"moment_id": Loop.objects.filter(member=life.member).values_list("pk", flat=True)[0]}
    of_theirs = {"moment_id": TheirNews.objects.get(member=life.member).pk}
    special = {
        "letters_given": {"letter_id": letters["ready"]},
        "letters_not_given": {"letter_id": letters["ready"]},
        "letters_take_back": {"letter_id": letters["queued"]},
        "people_undo": died, "people_remember_on": died, "people_forget_day": died,
        "helps_let_go": of_help, "helps_take_up": of_help,
        "their_news_let_go_of_theirs": of_theirs, "their_news_take_up_theirs": of_theirs,
    }  # fmt: skip
    known = {**{name: rows[0] for name, rows in life.ids.items()}, "letter_id": letters["draft"]}
    asked = {**known, **special.get(operation.name, {})}
    return {name: asked[name] for name in operation.ids}


def well(life: Life) -> dict[str, Any]:
    """What is sent, by the name of the operation; None where nothing is."""
    person, other = (str(life.ids["person_id"][number]) for number in (0, 2))
    chapter, version = str(life.ids["chapter_id"][0]), Person.objects.get(pk=person).version
    letter = Letter.objects.of(life.member).filter(state="draft").order_by("unsent").first()
    role = {"role": "peer", "from": "2010", "to": None, "chapter": chapter}
    return {
        "people_keep": {"id": str(NEW), "name": "Rosa Quispe", "emails": ["rosa@example.edu"], "roles": [role]},
        "people_change": {"version": version, "prefix": "Dr.", "born": "--02-29", "phones": ["555 1"]},
        "people_forget": None,
        "people_say_life": {"life": "died", "died_on": "2026-11"},
        "people_say_contact": {"contact": "paused", "until": "2027-01-01"},
        "people_undo": {"id": str(Said.objects.filter(person=life.ids["person_id"][3]).latest("id").pk)},
        "people_remember_on": {"on": "--12-24", "word": "Her lecture"},
        "people_forget_day": None,
        "people_say_role": role,
        "people_change_role": {**role, "version": 1},
        "people_take_back_role": None,
        "chapters_begin": {"name": "School", "kind": "primary", "place": "Lakeside", "from": "1996", "to": "2001"},
        "chapters_change": {"name": "School", "version": 1},
        "chapters_take_out": None,
        "moments_remember": {
            "id": str(NEW), "person": person, "lane": "theirs", "kind": "time", "on": "1996",
            "deed": "You stayed late with me.", "words": "Look again.", "minutes": 90,
        },
        "moments_change": {"words": "Look twice.", "version": 1},
        "moments_take_away": None,
        "promises_promise": {"id": str(NEW), "person": other, "lane": "mine", "what": "The slides", "on": "2027-01"},
        "promises_change": {"what": "The slides of my talk", "on": None, "version": 1},
        "promises_keep": None,
        "promises_release": None,
        "promises_open_again": None,
        "rhythms_say_wish": {"every_days": 30},
        "news_keep": {"id": str(NEW), "what": "I moved to Lima.", "on": "2026-11", "also": [other]},
        "news_change": {"what": "I moved to Cusco.", "version": 1},
        "news_take_away": None,
        "news_let_go": {"how": "too_late"},
        "news_take_up": None,
        "helps_let_go": {"how": "done"},
        "helps_take_up": None,
        "their_news_let_go_of_theirs": {"how": "not_needed"},
        "their_news_take_up_theirs": None,
        "letters_begin": {"person": other},
        "letters_write": {
            "version": letter.version if letter else 1, "subject": "What came of it",
            "facts": [{"kind": "deed", "text": "You stayed late."}],
        },
        "letters_throw_away": None,
        "letters_check_again": None,
        "letters_ready": {"way": "say", "life": "living"},
        "letters_given": {"on": None},
        "letters_not_given": None,
        "letters_take_back": None,
        "letters_send": {"life": "living"},
    }  # fmt: skip
