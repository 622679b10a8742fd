"""Takes lives out, changes what is in the ZIP as a stranger would, and brings them in."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from bothways.accounts.models import Member
from bothways.exchange.actions.taking_out import take_out
from bothways.exchange.models import Import
from bothways.exchange.tests import make
from bothways.formats.archive.packing import Packer

Change = Callable[[list[dict[str, Any]]], object]


def taken_out(member: Member) -> bytes:
    into = io.BytesIO()
    take_out(member, into)
    return into.getvalue()


def files_of(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def records_of(packed: bytes, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(files_of(packed)[f"records/{table}.json"])
    return found


def repacked(files: dict[str, bytes], *, sealed: bool = True) -> bytes:
    """`sealed`: the manifest is made to fit, as by somebody who knows how."""
    if sealed:
        manifest = json.loads(files["manifest.json"])
        manifest["files"] = [
            {"name": name, "bytes": len(content), "sha256": sha256(content).hexdigest()}
            for name, content in files.items()
            if name != "manifest.json"
        ]
        files = files | {"manifest.json": json.dumps(manifest).encode()}
    into = io.BytesIO()
    pack = Packer(into)
    for name, content in files.items():
        pack.put(name, [content])
    pack.close()
    return into.getvalue()


def changed(packed: bytes, table: str, change: Change) -> bytes:
    """The records of one table, put right or wrong by `change`."""
    files, told = files_of(packed), records_of(packed, table)
    change(told)
    lines = ",\n".join(json.dumps(one) for one in told)
    return repacked(files | {f"records/{table}.json": f"[\n{lines}\n]\n".encode()})


def brought_in(member: Member, packed: bytes, folder: Path, at: datetime) -> Import:
    path = folder / "life.zip"
    path.write_bytes(packed)
    return make.brought(member, path, at=at)


def somebody_new(name: str = "Other") -> Member:
    return Member.objects.create_user(f"{name.lower()}@example.org", None, name=name)
