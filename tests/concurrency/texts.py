"""Texts that several programs write at once: each reads one, and sets a word behind what stands there (R4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.concurrency.rush import EACH, FOUR, Told, anomalies, words_set_behind
from tests.concurrency.world import World
from tests.program import Program, secret_of


@dataclass(frozen=True)
class Text:
    """Where a program reads it and writes it; `shown` finds it in the answer, `sent` is what makes it so."""

    path: str
    shown: Callable[[Any], str]
    sent: Callable[[str], dict[str, Any]]


def _named(name: str, **fixed: Any) -> dict[str, Any]:
    return {"shown": lambda answer: answer[name], "sent": lambda text: {**fixed, name: text}}


TEXTS = {
    "a note on a person": Text("people/{person}", **_named("note")),
    "a note on a moment": Text("moments/{help}", **_named("note")),
    "a promise": Text("promises/{promise}", **_named("what")),
    "news of mine": Text("news/{news}", **_named("what")),
    "an answer in a letter": Text(
        "letters/{letter}",
        shown=lambda answer: next(fact["text"] for fact in answer["facts"] if fact["kind"] == "deed"),
        sent=lambda text: {"facts": [{"kind": "deed", "text": text}]},
    ),
}


def written_at_once(name: str, today: date, *, many: int = FOUR, each: int = EACH) -> tuple[list[Told], dict[str, Any]]:
    """What each of them was told, and what is wrong with that."""
    world, text = World(today, is_ready=False), TEXTS[name]
    path, secret = text.path.format(**world.ids), secret_of(world.member)

    def read() -> tuple[str, int]:
        answer = Program(secret).read(path).json()
        return text.shown(answer), answer["version"]

    def write(said: str, version: int) -> bool:
        answer = Program(secret).write(path, {**text.sent(said), "version": version}, "PATCH")
        assert answer.status_code in (200, 409), (answer.status_code, answer.text)
        return bool(answer.status_code == 200)

    before = read()[0].split()
    told = words_set_behind(read, write, many=many, each=each)
    return told, anomalies(told, read()[0], before=before)
