"""Commands as interfaces promise them: status 0 done, 1 refused with a sentence, 2 wrong usage; `--json`."""

import json

import pytest
from typer.main import get_command

from bothways.accounts.actions import turn_on_codes
from bothways.accounts.models import Member
from bothways.accounts.programs import whose_token
from bothways.accounts.queries import asks_for_codes
from bothways.accounts.tests.conftest import NOON
from bothways.accounts.tests.test_codes import SECRET, shown
from bothways.cli.tests.conftest import run_in
from bothways.people import actions as people


def _refused(said):
    """A sentence for a person on standard error, and nothing that only a programmer reads."""
    assert (said.status, said.out) == (1, "")
    assert "Traceback" not in said.err
    return said.err


@pytest.fixture
def teacher(ada):
    person = people.keep(ada, name="Thomas Bell")
    people.say_role(person, "mentor")
    return person


def test_a_member_is_added_with_a_link_to_choose_a_password(run):
    said = run("member", "add", "Rosa@example.org", "--name", "Rosa Quispe", "--json")

    member = json.loads(said.out)
    assert said.status == 0
    assert (member["email"], member["name"]) == ("rosa@example.org", "Rosa Quispe")
    assert "/welcome/" in member["link"]
    assert not Member.objects.get().has_usable_password()


def test_an_address_that_was_copied_with_signs_nobody_sees_is_the_one_that_is_seen(run):
    assert run("member", "add", "rosa\u200b@example.org").status == 0
    assert Member.objects.get().email == "rosa@example.org"
    assert "/welcome/" in run("member", "link", "\ufeffrosa@example.org").out


def test_a_member_added_twice_is_refused(run, ada):
    assert "signs in here already" in _refused(run("member", "add", "ADA@example.org"))


def test_a_new_link_is_made_for_who_forgot_their_password(run, ada):
    assert "/welcome/" in run("member", "link", "ada@example.org").out
    assert "Nobody here signs in as" in _refused(run("member", "link", "eve@example.org"))


def test_who_lost_their_device_is_asked_for_no_code_any_more_when_that_is_said(run, ada):
    turn_on_codes(ada, SECRET, shown(NOON), at=NOON)

    run("member", "link", "ada@example.org")
    assert asks_for_codes(ada)
    assert "/welcome/" in run("member", "link", "ada@example.org", "--without-code").out
    assert not asks_for_codes(ada)


@pytest.mark.parametrize("address", ["rosa", "a" * 300 + "@example.org", "rosa@example.org\nBcc: eve@example.org"])
def test_what_is_no_address_makes_no_member(run, address):
    assert "not a mail address" in _refused(run("member", "add", address))
    assert not Member.objects.exists()


def test_today_has_the_shape_that_other_programs_rely_on(run, teacher):
    said = run("today", "--member", "ada@example.org", "--on", "2026-11-18", "--json")

    [card] = json.loads(said.out)["items"]
    assert (said.status, json.loads(said.out)["count"]) == (0, 1)
    assert set(card) == {"act", "person", "title", "because", "evidence", "url"}
    assert card["act"] == "reconnect"
    assert card["person"] == {"id": str(teacher.pk), "name": "Thomas Bell"}
    assert card["url"] == f"/people/{teacher.pk}/"
    assert [set(one) for one in card["evidence"]] == [{"kind", "id"}]
    assert all(isinstance(line, str) and line for line in [card["title"], *card["because"]])


def test_today_says_the_same_in_words(run, teacher):
    assert "Thomas Bell" in run("today", "--member", "ada@example.org", "--on", "2026-11-18").out


def test_a_day_without_anything_says_so(run, ada):
    said = run("today", "--member", "ada@example.org")

    assert (said.status, said.out) == (0, "Nothing more for this week.\n")
    assert json.loads(run("today", "--member", "ada@example.org", "--json").out) == {"items": [], "count": 0}


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "0001-01-01", "9999-12-31", "2026-11-18\x00"])
def test_a_day_that_cannot_be_is_refused(run, ada, day):
    assert "day" in _refused(run("today", "--member", "ada@example.org", "--on", day))


def test_a_stranger_has_no_today(run):
    assert "bothways member add eve@example.org" in _refused(run("today", "--member", "eve@example.org"))


@pytest.mark.parametrize("words", [["nonsense"], ["today"], ["member", "add"], ["up", "--port", "x"], ["--nonsense"]])
def test_wrong_usage_is_status_two(run, words):
    said = run(*words)

    assert (said.status, said.out) == (2, "")
    assert "Usage" in said.err


def _every_command(group, *before):
    for name, command in group.commands.items():
        yield from _every_command(command, *before, name) if hasattr(command, "commands") else [(*before, name)]


def test_every_command_is_named_by_help_and_speaks_to_machines_too(run):
    from bothways.cli.commands import app

    commands = [*_every_command(get_command(app))]

    listed = run("--help").out
    assert {words[0] for words in commands} >= {"up", "work", "member", "token", "read", "import", "export", "today"}
    assert all(f" {words[0]} " in listed for words in commands)
    assert [words for words in commands if "--json" not in run(*words, "--help").out] == []


def test_a_link_is_given_to_machines_as_it_is_to_people(run, ada):
    said = json.loads(run("member", "link", "ada@example.org", "--json").out)

    assert (said["id"], said["email"], said["name"]) == (str(ada.pk), "ada@example.org", "Ada")
    assert "/welcome/" in said["link"]


def test_commands_may_come_before_the_first_start(tmp_path):
    home, card = tmp_path / "new", tmp_path / "one.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:4.0\nFN:Rosa Marin\nEND:VCARD\n", encoding="utf-8")

    assert run_in(home, "member", "add", "ada@example.org").status == 0
    brought = run_in(home, "import", "--member", "ada@example.org", card)

    assert brought.out.startswith("People: 1 new")
    assert "Setting up" not in brought.err, "the tables were there"
    assert run_in(home, "today", "--member", "ada@example.org").out == "Nothing more for this week.\n"


def test_a_command_over_data_that_is_gone_is_refused_and_makes_none(tmp_path):
    run_in(tmp_path, "member", "add", "ada@example.org")
    (tmp_path / "bothways.sqlite3").unlink()

    assert "is gone or empty" in _refused(run_in(tmp_path, "today", "--member", "ada@example.org"))
    assert not (tmp_path / "bothways.sqlite3").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["member", "add", "cleo@example.org", "--name", "\udcff"],
        ["member", "link", "\udcff"],
        ["today", "--member", "\udcff@x.org"],
    ],
)
def test_bytes_that_are_no_letters_are_refused(tmp_path, words):
    assert "no letters (UTF-8)" in _refused(run_in(tmp_path, *words))


def test_a_name_that_is_too_long_is_refused(run):
    assert "too long: 300 letters at most" in _refused(run("member", "add", "cleo@example.org", "--name", "x" * 301))


def test_where_a_sign_cannot_be_shown_another_stands_in_its_place(tmp_path):
    said = _refused(run_in(tmp_path, "member", "add", "Łucja", PYTHONIOENCODING="ascii"))

    assert "??ucja? is not a mail address." in said


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("BOTHWAYS_PORT", "abc", "BOTHWAYS_PORT: "),
        ("DATABASE_URL", "mysql://ada:secret@x/y", "DATABASE_URL: Write postgres://"),
        ("DATABASE_URL", "postgres://ada:secret@", "DATABASE_URL: Write postgres://"),
        ("DATABASE_URL", "postgres://ada:secret@x/" + "y" * 64, "DATABASE_URL: Write postgres://"),
        ("DATABASE_URL", "postgres:///", "DATABASE_URL: Write postgres://"),
        ("DATABASE_URL", "postgres://ada:secret@127.0.0.1:99999/x", "DATABASE_URL: Write postgres://"),
        ("DATABASE_URL", "postgres://ada:secret@127.0.0.1:abc/x", "DATABASE_URL: Write postgres://"),
        ("DATABASE_URL", "postgres://ada:secret@[::1/x", "DATABASE_URL: Write postgres://"),
        ("DATABASE_URL", "sqlite://", "DATABASE_URL: SQLite needs none"),
        ("DATABASE_URL", "sqlite:///secret.db", "DATABASE_URL: SQLite needs none"),
        ("DATABASE_URL", "postgres://nobody:secret@127.0.0.1:1/nothing", "The database did not answer"),
    ],
)
def test_a_setting_that_cannot_be_is_named_without_its_value(tmp_path, name, value, says):
    said = _refused(run_in(tmp_path / "home", "member", "add", "ada@example.org", **{name: value}))

    assert said.startswith(says)
    assert "secret" not in said


def test_a_token_is_printed_and_opens_for_its_member(run, ada):
    said = run("token", "--member", "ada@example.org", "--name", "My script", "--read-only", "--json")

    made = json.loads(said.out)
    assert (said.status, made["name"], made["scope"]) == (0, "My script", "read")
    assert whose_token(made["token"], tries={}, at=NOON).member == ada
    plain = run("token", "--member", "ada@example.org").out.strip()
    assert whose_token(plain, tries={}, at=NOON).scope == "write"
    assert "Nobody here signs in as" in _refused(run("token", "--member", "eve@example.org"))
    assert "at most 60 letters" in _refused(run("token", "--member", "ada@example.org", "--name", "\u200b"))
