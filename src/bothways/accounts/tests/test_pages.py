"""The first start, and signing in."""

import pytest
from django.test import Client

from bothways.accounts.models import Member


@pytest.mark.django_db
def test_the_first_to_come_joins_with_a_password_and_nobody_after_them() -> None:
    typed = {"name": "Ada", "email": "ada@example.org", "password": "careful hands can be taught"}

    first = Client().post("/welcome/", typed)
    second = Client().post("/welcome/", {**typed, "email": "eve@example.org"})

    assert first.status_code == 302
    assert second["Location"] == "/sign-in/"
    assert [member.email for member in Member.objects.all()] == ["ada@example.org"]
