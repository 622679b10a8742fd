"""`python -m tests.bench.made_up MANY`: so many requests made up, over several lives, and the faults, as JSON."""

import json
import os
import sys
from collections.abc import Iterator
from http.cookies import SimpleCookie
from itertools import islice

import django

LIVES = 10


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"  # where nobody laid out styles
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    each = int(sys.argv[1]) // LIVES
    json.dump([one for number in range(LIVES) for one in _broken(number, each)], sys.stdout)


def _broken(number: int, many: int) -> Iterator[str]:
    from django.test import Client

    from bothways.accounts.models import Member
    from bothways.ground.clock import today_in
    from tests.door import signed_in
    from tests.journeys.life import a_life
    from tests.journeys.made_up import in_rounds, made_up
    from tests.journeys.test_forms import undone
    from tests.program import secret_of

    member = Member.objects.create_user(f"made-up-{number}@example.org", None, name="Ada")
    life, cookies = a_life(member, today_in("Europe/Berlin"), each=1), signed_in(member).cookies
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    for some in in_rounds(islice(made_up(life, 1_000 + number, secret_of(member)), many)):
        with undone():
            for request in some:
                client.cookies = SimpleCookie(cookies.output(header="", sep=";"))
                if (status := request.ask(client)) >= 500:
                    yield f"{status} {request}"


if __name__ == "__main__":
    main()
