"""Decisions: what people have stated or decided about the ledgers, append-only and hash-chained.

A line of `decisions.jsonl` holds opaque data only. Free text (who, why) lies beside in `notes.jsonl`; the
chain holds its salted hash, so that text can be erased without breaking the chain. A last line torn by a
crash is set aside; a line that was altered is found.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from linli.errors import WorkspaceDamaged
from linli.workspace.layout import Layout, space

Data = Mapping[str, str]


@dataclass(frozen=True)
class Decision:
    """One decision: its number, kind, data, the moment it was made, and its link in the chain."""

    number: int
    kind: str
    data: Data
    at: dt.datetime
    note: str
    previous: str
    hash: str


def _digest(number: int, kind: str, data: Data, at: str, note: str, previous: str) -> str:
    plain = json.dumps([number, kind, dict(sorted(data.items())), at, note, previous], ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()


def linked(decision: Decision, previous: str) -> dict[str, object]:
    """The line of a decision that follows another. Parameters: `previous`, the other's hash."""
    at = decision.at.isoformat(timespec="seconds")
    return {
        "number": decision.number,
        "kind": decision.kind,
        "data": decision.data,
        "at": at,
        "note": decision.note,
        "previous": previous,
        "hash": _digest(decision.number, decision.kind, decision.data, at, decision.note, previous),
    }


def read(layout: Layout) -> list[Decision]:
    """All decisions, oldest first.

    Raises WorkspaceDamaged where the chain is broken; a torn last line (no line end) is passed over.
    """
    if not layout.decisions.exists():
        return []
    text = layout.decisions.read_bytes().decode("utf-8", "replace")
    whole = text[: text.rfind("\n") + 1]
    decisions: list[Decision] = []
    previous = ""
    for line in whole.splitlines():
        try:
            plain = json.loads(line)
            fields = (
                plain["number"],
                plain["kind"],
                plain["data"],
                plain["at"],
                plain["note"],
                plain["previous"],
            )
            stated = plain["hash"]
        except (ValueError, KeyError, TypeError) as error:
            raise WorkspaceDamaged(file=layout.decisions.name, problem=f"{len(decisions) + 1}") from error
        if _digest(*fields) != stated or fields[5] != previous:
            raise WorkspaceDamaged(file=layout.decisions.name, problem=f"{len(decisions) + 1}")
        previous = stated
        decisions.append(
            Decision(
                fields[0],
                fields[1],
                fields[2],
                dt.datetime.fromisoformat(fields[3]),
                fields[4],
                previous,
                stated,
            )
        )
    return decisions


def notes(layout: Layout) -> dict[str, Data]:
    """The free text of decisions by its hash, as `Decision.note` has it; what was erased is not there."""
    if not layout.notes.exists():
        return {}
    lines = layout.notes.read_text(encoding="utf-8").splitlines()
    return {plain["hash"]: plain["text"] for plain in map(_line, lines) if plain}


def _line(text: str) -> dict[str, Any]:
    """A line of the notes; one that a crash has torn says nothing."""
    try:
        plain = json.loads(text)
    except ValueError:
        return {}
    return plain if isinstance(plain, dict) and {"hash", "text"} <= set(plain) else {}


def append(layout: Layout, kind: str, data: Data, note: Data, now: dt.datetime) -> Decision:
    """Add a decision. The caller holds the workspace's lock.

    Parameters: `kind`; `data`, opaque; `note`, free text kept beside; `now`, with its time zone.
    """
    decisions = read(layout)
    previous = decisions[-1].hash if decisions else ""
    salt = secrets.token_hex(8)
    mark = (
        hashlib.sha256(
            json.dumps([salt, dict(sorted(note.items()))], ensure_ascii=False).encode()
        ).hexdigest()
        if note
        else ""
    )
    number = len(decisions) + 1
    made = Decision(number, kind, data, now, mark, previous, "")
    line = linked(made, previous)
    with space(layout.root):
        _cut_torn_line(layout)
        if note:
            _append_line(layout.notes.as_posix(), {"hash": mark, "salt": salt, "text": note})
        _append_line(layout.decisions.as_posix(), line)
    return replace(made, hash=str(line["hash"]))


def _append_line(path: str, plain: Mapping[str, object]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(descriptor, (json.dumps(plain, ensure_ascii=False) + "\n").encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _cut_torn_line(layout: Layout) -> None:
    """Take away what a crash left of a line: it was never acknowledged."""
    if layout.decisions.exists():
        data = layout.decisions.read_bytes()
        end = data.rfind(b"\n") + 1
        if end != len(data):
            os.truncate(layout.decisions, end)
