"""Each form that is posted meets all others, or says why it meets none (R4)."""

import pytest
from django.urls import resolve

from tests.concurrency.acts import ACTS, ALONE
from tests.concurrency.world import World
from tests.journeys.policies import POLICIES


@pytest.fixture
def met(db, today):
    world = World(today, is_ready=False)
    return {resolve(world.act(name)[0]).view_name for name in ACTS}


def test_each_form_meets_all_others_or_says_why_it_meets_none(met):
    posted = {name for name, (_, ways) in POLICIES.items() if "POST" in ways}

    assert met | set(ALONE) == posted
    assert met & set(ALONE) == set()
