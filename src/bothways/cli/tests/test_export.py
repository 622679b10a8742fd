"""`bothways export`, and `bothways import` of what it took out."""

import json

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
