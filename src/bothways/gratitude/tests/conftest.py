"""What tests of sending share: a real mail server, named by whoever runs this Bothways."""

from collections.abc import Iterator

import pytest
from tests.postbox import HERE, Postbox, postbox

from bothways.ground import mail
from bothways.ground.environment import environment


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    with postbox() as one:
        for name, value in {"smtp_host": HERE, "smtp_port": one.port, "smtp_tls": mail.Secured.NONE}.items():
            monkeypatch.setattr(environment(), name, value)
        yield one


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Silence is understood in a third of a second."""
    monkeypatch.setattr(mail, "ANSWERS_WITHIN", 0.3)
    monkeypatch.setattr(mail, "TAKES_WITHIN", 0.3)
