"""`bothways export`, and `bothways import` of what it took out."""

import json

from bothways.cli import exporting
from bothways.exchange.tests.make_life import changed, taken_out
from bothways.people.models import Person


def test_a_life_goes_out_and_in_and_out_again_as_the_same_file(run, ada, grace, ben, tmp_path):
    out, again = tmp_path / "ada.zip", tmp_path / "again.zip"

    said = run("export", "--member", ada.email, out, "--json")
    packed = out.read_bytes()
    ada.delete()
    brought = run("import", "--member", ben.email, out, "--json")
    run("export", "--member", ben.email, again)

    assert (said.status, brought.status) == (0, 0)
    told = json.loads(said.out)
    assert told["file"] == str(out)
    assert (told["bytes"], told["records"]["people"]) == (len(packed), 1)
    assert json.loads(brought.out) == {
        "people": {"new": 1, "joined": 0, "unchanged": 0}, "moments": {"new": 0, "unchanged": 0}, "senders": {},
        "meetings": {"new": 0, "unchanged": 0}, "not_understood": [],
    }  # fmt: skip
    assert again.read_bytes() == packed
    assert out.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ada.zip", "again.zip"]


def test_two_into_one_file_are_each_whole_and_the_later_one_stays(run, ada, grace, ben, tmp_path, monkeypatch):
    out, take_out = tmp_path / "life.zip", exporting.take_out
    run("export", "--member", ben.email, tmp_path / "ben.zip")

    def while_another_does(keeper, into, **more):
        into.write(b"a half")
        into.flush()
        into.seek(0)
        monkeypatch.setattr(exporting, "take_out", take_out)
        assert run("export", "--member", ben.email, out).status == 0
        assert out.read_bytes() == (tmp_path / "ben.zip").read_bytes()
        return take_out(keeper, into, **more)

    monkeypatch.setattr(exporting, "take_out", while_another_does)
    said = run("export", "--member", ada.email, out)

    assert said.status == 0, said.err
    assert out.read_bytes() == taken_out(ada)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ben.zip", "life.zip"]


def test_a_file_that_is_there_is_not_written_over(run, ada, tmp_path):
    (tmp_path / "mine.zip").write_text("my only copy")

    said = run("export", "--member", ada.email, tmp_path / "mine.zip")

    assert (said.status, "is not written over" in said.err) == (1, True)
    assert (tmp_path / "mine.zip").read_text() == "my only copy"


def test_what_a_killed_one_left_there_goes_with_the_next(run, ada, tmp_path):
    (tmp_path / ".0123456789abcdef.being-made").write_bytes(b"a half")

    run("export", "--member", ada.email, tmp_path / "ada.zip")

    assert [path.name for path in tmp_path.iterdir()] == ["ada.zip"]


def test_read_says_what_is_in_it_and_brings_nothing_in(run, ada, grace, tmp_path):
    run("export", "--member", ada.email, tmp_path / "ada.zip")

    (told,) = json.loads(run("read", tmp_path / "ada.zip", "--json").out)["files"]

    assert (told["kind"], told["messages"], told["not_understood"]) == ("bothways", 0, [])
    assert told["people"] == [{"name": "Grace Hill", "emails": ["grace@example.edu"]}]


def test_what_cannot_come_in_is_refused_with_a_sentence_and_nothing_is_kept(run, ada, grace, ben, tmp_path):
    path = tmp_path / "ada.zip"
    path.write_bytes(changed(taken_out(ada), "people", lambda told: told[0].update(life="vampire")))

    damaged = run("import", "--member", ben.email, path)
    full = run("import", "--member", ada.email, path, "--json")

    assert (damaged.status, full.status) == (1, 1)
    assert damaged.err.strip().startswith("records/people.json: ")
    assert "Nothing was changed" in full.err
    assert [one["file"] for one in json.loads(full.out)["not_understood"]] == ["ada.zip"]
    assert not Person.objects.filter(member=ben).exists()


def test_a_place_where_no_file_can_be_is_refused_in_words(run, ada, tmp_path):
    folder, nowhere = run("export", "--member", ada.email, tmp_path), run("export", "--member", ada.email, "/nowhere/a")
    stranger = run("export", "--member", "eve@example.org", tmp_path / "a.zip")

    assert {folder.status, nowhere.status, stranger.status} == {1}
    assert "is a folder" in folder.err
    assert "/nowhere" in nowhere.err
    assert "Nobody here signs in as eve@example.org" in stranger.err
