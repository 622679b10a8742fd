"""A house with everything running, and a browser in it whose pages are watched."""

import fcntl
import os
from collections.abc import Callable, Iterator
from shutil import which
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django import DjangoDbBlocker

from bothways.accounts.models import Member
from tests.browser.house import House
from tests.browser.life import live
from tests.browser.watch import Watch

# Playwright keeps an event loop in this thread, and Django would refuse to be asked beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

CHROMIUM = os.environ.get("BOTHWAYS_CHROMIUM") or which("chromium-headless-shell") or which("chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 30_000  # milliseconds, on a machine that does other things too
Opens = Callable[..., Page]


def pytest_configure(config: pytest.Config) -> None:
    config.option.screenshot = "only-on-failure"  # into test-results/


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def base_url(house_of_all: House) -> str:
    return house_of_all.address


@pytest.fixture(scope="session")
def house_of_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("house"))
    house.open()
    yield house
    house.close()


@pytest.fixture
def house(house_of_all: House, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    """The house, empty; the test reaches its tables."""
    with django_db_blocker.unblock(), house_of_all.tables():
        house_of_all.forget_everything()
        yield house_of_all


@pytest.fixture
def ada(house: House) -> Member:
    """Ada keeps people."""
    return house.member("Ada")


@pytest.fixture
def lucia(house: House, tmp_path_factory: pytest.TempPathFactory) -> Member:
    """Lucía of the example life, with something of everything (`life.py`): lived once a run, and then copied."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    lived = shared / "lived.sqlite3"
    with (shared / "lived.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not lived.exists():
            live(shared)
            house.copy_to(lived)
    house.as_in(lived)
    return Member.objects.order_by("created_at")[0]


@pytest.fixture
def opens(house: House, new_context: Callable[..., BrowserContext]) -> Iterator[Opens]:
    """
    Opens a browser: signed in as `member`, or as nobody.

    Further arguments are Playwright's for a context. Every page in it is watched until the test ends; `expects` is what
    its console may say.
    """
    watches: list[Watch] = []

    def a_browser(member: Member | None = None, *, expects: tuple[str, ...] = (), **wishes: Any) -> Page:
        context = new_context(**wishes)
        context.set_default_timeout(PATIENCE)
        watches.append(Watch(context, house.address, expects=expects))
        if member:
            context.add_cookies([house.pass_of(member)])
        return context.new_page()

    yield a_browser
    for watch in watches:
        watch.found_nothing()


@pytest.fixture
def page(opens: Opens, ada: Member) -> Page:
    """A page of Ada's."""
    return opens(ada)


@pytest.fixture(scope="session", autouse=True)
def patience(browser: Browser) -> None:
    expect.set_options(timeout=PATIENCE)
