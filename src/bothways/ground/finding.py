"""
Words by which rows are found: a column that is written whenever its row is, by both databases alike (decision 29).

What is never to be found, such as what is encrypted, is not named in `of`.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models, transaction

from bothways.ground.folding import words_of
from bothways.ground.writing import cleaned

LONGEST_ASKED = 200  # letters
MOST_WORDS = 8
AT_ONCE = 500  # rows
Row = TypeVar("Row", bound=models.Model)

# The stubs take the types of a column as parameters; Django itself does not.
if TYPE_CHECKING:
    _Column = models.TextField[str, str]
else:
    _Column = models.TextField


class Sought(_Column):
    """The words of the columns `of`, each after a blank: ` you let me stay`. So ` st` is the beginning of one."""

    non_db_attrs = (*models.TextField.non_db_attrs, "of")

    def __init__(self, *, of: Sequence[str], **options: Any) -> None:
        super().__init__(**{"default": "", "editable": False, **options})
        self.of = tuple(of)

    def deconstruct(self) -> Any:
        name, path, positional, named = super().deconstruct()
        return name, path, positional, {**named, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        said = self.made_of({name: getattr(model_instance, name) for name in self.of})
        setattr(model_instance, self.attname, said)
        return said

    def made_of(self, values: Mapping[str, Any]) -> str:
        return sought(*(values[name] for name in self.of))


def sought(*texts: str) -> str:
    return "".join(f" {word}" for word in words_of("\n".join(filter(None, texts))))


def asked(text: str) -> list[str]:
    """The words somebody asks for, as many as are looked for at once."""
    return words_of(cleaned(text[:LONGEST_ASKED]))[:MOST_WORDS]


def each(condition: str, words: Sequence[str]) -> str:
    """The condition for each of the words: `sought LIKE %(word)s`, with the values that `beginnings` gives."""
    return " AND ".join(condition.replace("%(word)s", f"%(word_{at})s") for at in range(len(words)))


def beginnings(words: Sequence[str]) -> dict[str, str]:
    return {f"word_{at}": f"% {word}%" for at, word in enumerate(words)}


def along_with(row: models.Model, values: Mapping[str, Any]) -> dict[str, str]:
    """What is to be written beside these values, so that the row is found by what it then says."""
    return {
        one.attname: one.made_of({name: values.get(name, getattr(row, name)) for name in one.of})
        for one in columns_of(row._meta.model)  # noqa: SLF001 - public by Django's docs
        if not values.keys().isdisjoint(one.of)
    }


def columns_of(model: type[models.Model]) -> list[Sought]:
    return [one for one in model._meta.concrete_fields if isinstance(one, Sought)]  # noqa: SLF001


class SoughtSet(models.QuerySet[Row]):
    """Rows whose words cannot be changed past their column."""

    def update(self, **values: Any) -> int:
        stale = [
            one for one in columns_of(self.model) if one.attname not in values and not values.keys().isdisjoint(one.of)
        ]
        if not stale:
            return super().update(**values)
        with transaction.atomic():
            touched = list(self.order_by("pk").values_list("pk", flat=True))
            changed = super().update(**values)
            for start in range(0, len(touched), AT_ONCE):
                find_anew(self.model._default_manager.filter(pk__in=touched[start : start + AT_ONCE]))  # noqa: SLF001
        return changed


def find_anew(rows: models.QuerySet[Any]) -> None:
    """Writes the words of all rows once more: of those that were there before, or after a change of `fold`."""
    last, columns = None, columns_of(rows.model)
    while some := list((rows.filter(pk__gt=last) if last else rows).order_by("pk")[:AT_ONCE]):
        for row in some:
            for one in columns:
                one.pre_save(row, add=False)
        rows.model._default_manager.bulk_update(some, [one.attname for one in columns])  # noqa: SLF001
        last = some[-1].pk
