"""Whatever is asked, however it is asked: no request is answered by a fault of ours (R24)."""

from itertools import islice

import pytest
from django.test import Client

from tests.door import signed_in
from tests.journeys.life import a_life
from tests.journeys.made_up import in_rounds, made_up
from tests.journeys.test_forms import undone
from tests.program import secret_of

MANY = 2_500  # on each of two databases


@pytest.mark.parametrize("seed", range(2))
def test_no_request_is_answered_by_a_fault_of_ours(ada, today, seed):
    life = a_life(ada, today, each=1)
    cookies = signed_in(ada).cookies

    broken = []
    for some in in_rounds(islice(made_up(life, seed, secret_of(ada)), MANY // 2)):
        with undone():
            for request in some:
                client = Client(raise_request_exception=False)
                client.cookies.update(cookies)
                if (status := request.ask(client)) >= 500:
                    broken.append((status, request))

    assert broken == []
