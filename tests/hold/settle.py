"""In the environment of a house that does not run yet: its tables, one member, and the keys that let them in."""

import json
import os

import django

os.umask(0o077)
django.setup()

from bothways.accounts.actions import claim  # noqa: E402
from bothways.accounts.models import Member  # noqa: E402
from bothways.cli.tables import bring_up_to_date  # noqa: E402
from bothways.gratitude.actions import writing  # noqa: E402
from bothways.ground.clock import now  # noqa: E402
from bothways.ground.environment import environment  # noqa: E402
from bothways.people import actions as people  # noqa: E402
from tests.door import signed_in  # noqa: E402
from tests.program import secret_of  # noqa: E402

LANGUAGE = os.environ.get("HOLD_LANGUAGE", "en")


def settle() -> dict[str, str]:
    bring_up_to_date(environment())
    ada = Member.objects.create_user("ada@example.org", None, name="Ada", welcomed_at=now(), language=LANGUAGE)
    claim(ada, [ada.email])
    grace = people.keep(ada, name="Grace Hill", addresses=["grace@example.edu"])
    people.say_role(grace, "mentor")
    letter = writing.start(ada, grace, at=now())
    session = signed_in(ada).cookies["sessionid"].value
    return {
        "person": str(grace.pk),
        "letter": str(letter.pk),
        "kind": letter.kind,
        "session": session,
        "token": secret_of(ada),
    }


if __name__ == "__main__":
    print(json.dumps(settle()))
