"""How a program comes into a test: by a token, and with JSON."""

import json
from typing import Any

from django.test import Client

from bothways.accounts.models import Member, Scope
from bothways.accounts.programs import make_token
from bothways.ground.clock import now
from bothways.ground.records import new_id

API = "/api/v1/"


class Program(Client):
    """Asks below /api/v1/; what it sends is JSON. Faults of ours are answered as they are in the house."""

    def __init__(self, secret: str = "", **more: Any) -> None:
        shown = {"Authorization": f"Bearer {secret}"} if secret else {}
        super().__init__(headers=shown, raise_request_exception=False, **more)

    def ask(self, method: str, path: str, sent: Any = None, **more: Any) -> Any:
        """`sent`: bytes as they are, else as JSON."""
        body = sent if isinstance(sent, bytes) else b"" if sent is None else json.dumps(sent, default=str).encode()
        kind = {"content_type": "application/json"} if body or sent is not None else {}
        return self.generic(method, API + path, body, **kind, **more)

    def read(self, path: str, **more: Any) -> Any:
        return self.ask("GET", path, **more)

    def write(self, path: str, sent: Any = None, method: str = "POST") -> Any:
        return self.ask(method, path, sent)


def program_of(member: Member, scope: Scope = Scope.WRITE) -> Program:
    return Program(secret_of(member, scope))


def secret_of(member: Member, scope: Scope = Scope.WRITE) -> str:
    return make_token(member, token_id=new_id(), name="A program", scope=scope, at=now())
