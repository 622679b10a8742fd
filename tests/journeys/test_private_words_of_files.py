"""No word of files that are brought in, nor of their names, stands in a log: whole, broken, or on failed work (S17)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from bothways.accounts import alarms, trying
from bothways.accounts.alarms import Change
from bothways.exchange import apart as reading_apart
from bothways.exchange.actions import bringing, taking_out
from bothways.exchange.actions.begin import Source, begin
from bothways.exchange.actions.letters import go_on_through_letters_later
from bothways.exchange.models import Import, Letters
from bothways.exchange.tests import make, make_life
from bothways.exchange.tests.conftest import own_folder as _own_folder
from bothways.gratitude.actions.sending import send_on_later
from bothways.ground.apart import Apart
from bothways.people.models import Person
from tests.journeys import canary
from tests.journeys.canary import CANARY, breaking_where_it_writes
from tests.journeys.free import say_everywhere
from tests.journeys.life import a_life

told, own_folder = canary.told, _own_folder
FIELDS = {"NOTE": CANARY, "ORG": CANARY, "ADR": f";;{CANARY};;;;", "BDAY": CANARY, "TEL": CANARY, "X_ABLABEL": CANARY}
CARD = make.card(CANARY, f"{CANARY}@example.edu", f"{CANARY} at nowhere", uid=CANARY, **FIELDS)
LETTER = make.letter(
    f"{CANARY} <{CANARY}@example.edu>", "ada@example.org", message_id=f"{CANARY}@x.y", subject=CANARY,
    In_Reply_To=f"<{CANARY}", Content_Type=f'multipart/mixed; boundary="{CANARY}', Date=CANARY,
)  # fmt: skip
FILES = {
    "cards": CARD,
    "cards broken off": CARD + CARD[:-40],
    "cards without end": f"BEGIN:VCARD\r\nFN:{CANARY}\r\n" * 30,
    "cards of broken bytes": CARD.replace(f"FN:{CANARY}", f"FN:{CANARY}\udcff\udcc3"),
    "cards that are encoded badly": make.card(CANARY).replace(
        "FN:", f"FN;ENCODING=QUOTED-PRINTABLE;CHARSET={CANARY}:=G"
    ),
    "mail": LETTER,
    "mail broken off": LETTER + LETTER[:120],
    "mail of no kind": LETTER.replace("From: ", f"From: {CANARY}: =?{CANARY}?Q?=G?= "),
    "a calendar": f"BEGIN:VCALENDAR\r\nSUMMARY:{CANARY}\r\nEND:VCALENDAR\r\n",
    "a page": f"<html>{CANARY}",
    "a ZIP": f"PK\x03\x04{CANARY}",
    "nothing known": CANARY * 100,
}


def _worker():
    return Worker(
        queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
        worker_id="w", excluded_queue_names=[],
    )  # fmt: skip


def _run(work, *arguments):
    """As the background does it, by the queue; how it ended."""
    job = DBTaskResult.objects.get(pk=work.enqueue(*arguments).id)
    _worker().run_task(job)
    job.refresh_from_db()
    return job.status


@pytest.mark.parametrize("what", FILES)
def test_what_is_in_a_file_and_what_it_is_called_is_told_its_member_alone(ada, as_ada, own_folder, told, what):
    sent = SimpleUploadedFile(f"{CANARY}.vcf", FILES[what].encode("utf-8", "surrogateescape"))
    answer = as_ada.post("/bring-in/files/", {"files": sent})

    began = [_run(bringing.bring_in_later, str(one.pk)) for one in Import.objects.all()]

    assert began == [TaskResultStatus.SUCCESSFUL] * (answer.status_code == 302)
    assert CANARY not in answer.headers.get("Location", "")
    assert "POST" in told.getvalue() or "Task id=" in told.getvalue() or "Unprocessable" in told.getvalue()
    assert CANARY not in told.getvalue()


@pytest.mark.parametrize("kind", ["vcf", "mbox"])
def test_what_a_reader_breaks_on_is_told_by_the_place_in_our_code(
    ada, own_folder, now, told, monkeypatch, tmp_path, kind
):
    for module in (reading_apart, bringing):
        monkeypatch.setattr(module, "reader_apart", lambda: Apart("bothways.exchange.tests.broken_readers"))
    slips = f"slips {CANARY}"
    texts = {"vcf": make.card(slips), "mbox": make.letter("a@b.example", "ada@example.org", subject=slips)}

    one = make.brought(ada, make.written(tmp_path, f"{CANARY}.{kind}", texts[kind]), at=now)

    assert one.troubles.count() == 1
    assert "Something could not be read apart: KeyError in bothways" in told.getvalue()
    assert CANARY not in told.getvalue()


def test_a_life_that_was_damaged_is_told_its_member_alone(ada, ben, today, now, told, tmp_path):
    say_everywhere(a_life(ada, today, people=1, each=1), CANARY)
    whole = make_life.files_of(make_life.taken_out(ada))
    records = "records/people.json"
    damaged = {
        "one word more": make_life.repacked(whole | {CANARY: CANARY.encode()}, sealed=False),
        "a name of its own": make_life.repacked(whole | {f"records/{CANARY}.json": f'[\n{{"{CANARY}":'.encode()}),
        "a record broken off": make_life.repacked(whole | {records: whole[records][:-20]}),
        "another kind": make_life.repacked(
            whole | {records: whole[records].replace(b'"name"', f'"{CANARY}"'.encode())}
        ),
    }
    ended = {what: make_life.brought_in(ben, packed, tmp_path, now).state for what, packed in damaged.items()}

    assert set(ended.values()) == {"failed"}
    assert CANARY not in told.getvalue()


@pytest.mark.django_db(transaction=True)
def test_work_that_fails_is_told_by_its_kind_and_its_place(ada, today, now, own_folder, told, tmp_path):
    say_everywhere(a_life(ada, today), CANARY)
    Letters.objects.update_or_create(member=ada, defaults={"busy": True})
    brought = begin(ada, [Source(make.written(tmp_path, f"{CANARY}.vcf", CARD), CANARY)], at=now)
    jobs = {
        bringing.bring_in_later: [str(brought.pk)],
        taking_out.make_later: [str(ada.pk)],
        go_on_through_letters_later: [str(ada.pk)],
        send_on_later: [str(ada.pk)],
        trying.try_later: [str(ada.pk)],
        alarms.tell_of_it: [CANARY, Change.MAIL, now.isoformat()],
    }

    with breaking_where_it_writes():
        ended = {work.module_path: _run(work, *arguments) for work, arguments in jobs.items()}

    assert TaskResultStatus.FAILED in ended.values()
    assert told.getvalue().count("django.db.utils.DataError") >= 2, told.getvalue()
    assert CANARY not in told.getvalue()
    assert not Person.objects.filter(note=CANARY, source="cards").exists()
