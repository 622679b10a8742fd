"""Everything of a member can be taken out: each table with rows of members is in a room's `taken`, or says why not."""

from django.apps import apps
from django.db.models import ForeignKey

from bothways.accounts.models import Member
from bothways.exchange.queries.columns import columns
from bothways.ground.taken import stays, tables
from tests.architecture.house import ROOT


def _of_members():
    """Tables that name the member, and those that hang on one that does."""
    ours = [one for one in apps.get_models() if one.__module__.startswith("bothways.")]
    found = {Member}
    while more := {one for one in ours if one not in found and _named_by(one) & found}:
        found |= more
    return found


def _named_by(model):
    return {field.related_model for field in model._meta.concrete_fields if isinstance(field, ForeignKey)}


def _hangs_on_what_stays(model):
    return bool(_named_by(model) & stays().keys())


def test_every_table_with_rows_of_members_is_taken_out_or_stays_for_a_reason():
    told = {table.model for table in tables()} | stays().keys()

    assert {model.__name__ for model in _of_members() - told if not _hangs_on_what_stays(model)} == set()
    assert {model.__name__ for model in stays() if model in {table.model for table in tables()}} == set()
    assert all(why.endswith(".") for why in stays().values())


def test_a_record_names_only_what_comes_before_it():
    before = {Member}
    for table in tables():
        named = {one.points_at for one in columns(table) if one.points_at}
        assert named <= before, table.name
        before.add(table.model)


def test_the_guide_has_every_file_and_every_field():
    guide = (ROOT / "docs" / "guide" / "taken-out.md").read_text(encoding="utf-8")
    parts = {part.partition("\n")[0].strip(): part for part in guide.split("\n### ")[1:]}

    assert list(parts) == [f"records/{table.name}.json" for table in tables()]
    for table in tables():
        part = parts[f"records/{table.name}.json"]
        assert [one.name for one in columns(table) if f"`{one.name}`" not in part] == [], table.name
