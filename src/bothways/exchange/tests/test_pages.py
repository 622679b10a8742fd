"""Pages of bringing in: progress, report; and what nobody else may see."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from bothways.accounts.models import Member
from bothways.exchange import files
from bothways.exchange.actions import bringing
from bothways.exchange.actions.begin import Source, begin
from bothways.exchange.models import File, Import
from bothways.exchange.tests import make

CARD = make.card("Grace Hill", "grace@example.edu", uid="1")
pytestmark = pytest.mark.usefixtures("own_folder")


def test_when_it_is_read_the_file_is_gone_and_the_report_stays(as_ada: Client, own_folder: Path, now: datetime) -> None:
    make.send(as_ada, CARD)
    one = Import.objects.get()

    while bringing.bring_in(one.pk, at=now):
        pass

    page = as_ada.get(f"/bring-in/{one.pk}/").content.decode()
    assert list(own_folder.iterdir()) == []
    assert File.objects.get().path == ""
    assert "What came in" in page
    assert "my people.vcf" in page


def test_a_page_of_an_import_tells_how_far_it_is_and_works_without_scripts(
    as_ada: Client, ada: Member, tmp_path: Path, now: datetime
) -> None:
    path = make.written(tmp_path, "a.mbox", make.archive("ada@example.org", ["g@x.example"], 400))
    one = begin(ada, [Source(path, "a.mbox")], at=now)
    bringing.bring_in(one.pk, at=now, seconds=0)

    page = as_ada.get(f"/bring-in/{one.pk}/").content.decode()
    part = as_ada.get(f"/bring-in/{one.pk}/", headers={"HX-Request": "true"}).content.decode()

    assert "cards and messages read so far" in page
    assert "Look again" in page
    assert part.lstrip().startswith("<section")
    assert 'hx-trigger="every 1s"' in part


@pytest.mark.parametrize(("seconds", "waits"), [(10, False), (20, True)])
def test_an_import_that_has_not_moved_for_a_while_says_what_it_waits_for(
    as_ada: Client, ada: Member, tmp_path: Path, now: datetime, seconds: int, waits: bool
) -> None:
    path = make.written(tmp_path, "a.mbox", make.archive("ada@example.org", ["g@x.example"], 400))
    one = begin(ada, [Source(path, "a.mbox")], at=now - timedelta(hours=1))
    bringing.bring_in(one.pk, at=now, seconds=0)

    with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
        as_ada.force_login(ada)
        page = as_ada.get(f"/bring-in/{one.pk}/").text

    assert ("Waiting for the background work to go on." in page) is waits


def test_a_finished_import_lets_the_waiting_page_load_its_report(
    as_ada: Client, ada: Member, tmp_path: Path, now: datetime
) -> None:
    one = make.brought(ada, make.written(tmp_path, "a.vcf", CARD), at=now)

    answer = as_ada.get(f"/bring-in/{one.pk}/", headers={"HX-Request": "true"})

    assert answer["HX-Refresh"] == "true"


def test_stop_and_go_on(as_ada: Client, ada: Member, tmp_path: Path, now: datetime) -> None:
    one = begin(ada, [Source(make.written(tmp_path, "a.vcf", CARD), "a.vcf")], at=now)

    as_ada.post(f"/bring-in/{one.pk}/stop/")
    stopped = Import.objects.get().state
    as_ada.post(f"/bring-in/{one.pk}/go-on/")

    assert stopped == "stopped"
    assert Import.objects.get().state == "waiting"


def test_the_rest_of_a_stopped_import_can_be_left_and_its_file_goes(
    as_ada: Client, ada: Member, tmp_path: Path, now: datetime
) -> None:
    path = make.written(files.folder(), str(uuid4()), make.archive("ada@example.org", ["grace@example.edu"], 2000))
    one = begin(ada, [Source(path, "old.mbox")], at=now)
    bringing.bring_in(one.pk, at=now, seconds=0)  # as much as in the time that it takes to come to the first letter
    as_ada.post(f"/bring-in/{one.pk}/stop/")

    as_ada.post(f"/bring-in/{one.pk}/leave/")
    while bringing.bring_in(one.pk, at=now):
        pass

    said = as_ada.get(f"/bring-in/{one.pk}/").text
    assert "What came in" in said
    assert "You left the rest of this file unread." in said
    assert 0 < File.objects.get().items < 2000
    assert not path.exists()


def test_many_things_not_understood_stand_on_several_pages(
    as_ada: Client, ada: Member, tmp_path: Path, now: datetime
) -> None:
    text = "".join(make.card(f"P {n}", BDAY=f"day {n}") for n in range(120))
    one = make.brought(ada, make.written(tmp_path, "a.vcf", text), at=now)

    first = as_ada.get(f"/bring-in/{one.pk}/").content.decode()
    third = as_ada.get(f"/bring-in/{one.pk}/?page=3").content.decode()

    assert "card 1, line" in first
    assert "1 of 3" in first
    assert "card 120, line" in third
    assert as_ada.get(f"/bring-in/{one.pk}/?page=99999999999999999999").status_code == 200


def test_cleo_finds_none_of_adas_imports(as_cleo: Client, ada: Member, tmp_path: Path, now: datetime) -> None:
    one = make.brought(ada, make.written(tmp_path, "a.vcf", CARD), at=now)

    statuses = [as_cleo.get(f"/bring-in/{one.pk}/"), as_cleo.get(f"/bring-in/{uuid4()}/")]
    statuses += [as_cleo.post(f"/bring-in/{one.pk}/stop/"), as_cleo.post(f"/bring-in/{one.pk}/go-on/")]

    assert [answer.status_code for answer in statuses] == [404, 404, 404, 404]
    assert "a.vcf" not in as_cleo.get("/bring-in/").content.decode()


def test_looking_at_the_pages_changes_nothing(as_ada: Client, ada: Member, tmp_path: Path, now: datetime) -> None:
    one = begin(ada, [Source(make.written(tmp_path, "a.vcf", CARD), "a.vcf")], at=now)

    statuses = [
        getattr(as_ada, verb)(path).status_code
        for verb in ("get", "head")
        for path in ("/bring-in/", f"/bring-in/{one.pk}/", f"/bring-in/{one.pk}/stop/", "/bring-in/files/")
    ]

    assert statuses == [200, 200, 405, 405] * 2
    assert Import.objects.get().state == "waiting"
