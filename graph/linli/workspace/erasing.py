"""Rewriting what a workspace keeps so that a name is in none of it. This is the one place where what is
otherwise append-only is written anew; each part says what became of it.

Each part may be done again after a crash: what was done is found done.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace

import polars as pl

from linli.ledger.erase import Eraser
from linli.workspace import decisions, intakes
from linli.workspace.intakes import Intake
from linli.workspace.layout import Layout, write_atomically
from linli.workspace.state import events
from linli.workspace.state.database import TABLES

Rows = Callable[[Intake, str], "set[int] | None"]
"""The rows of an intake's table in which a name is to be looked for; None for all of them."""


def sources(layout: Layout, eraser: Eraser, rows: Rows) -> dict[str, str]:
    """Rewrite the intakes that hold the name. Returns the old hash of each → the new one."""
    changed = {}
    for intake in intakes.read(layout):
        cells = [intakes.cells(layout, intake, table) for table in intake.tables]
        new_cells = [
            _table(eraser, frame, rows(intake, table.file))
            for frame, table in zip(cells, intake.tables, strict=True)
        ]
        plain = json.loads((layout.sources / intake.hash / "intake.json").read_bytes())
        if eraser.plain(plain) == plain and all(
            a is b or a.equals(b) for a, b in zip(cells, new_cells, strict=True)
        ):
            continue
        new = intakes.from_plain(eraser.plain(plain))
        stored = intakes.store(layout, replace(new, hash=""), new_cells)
        shutil.rmtree(layout.sources / intake.hash)
        changed[intake.hash] = stored.hash
    return changed


def _table(eraser: Eraser, frame: pl.DataFrame, rows: set[int] | None) -> pl.DataFrame:
    if rows is None:
        return eraser.frame(frame)
    return eraser.frame(frame, frame["row"].cast(pl.Int64).is_in(sorted(rows)))


def chain(layout: Layout, eraser: Eraser) -> int:
    """Rewrite decisions that hold the name, and every link after the first; notes too.

    Returns how many lines were rewritten for the name.
    """
    count = 0
    if layout.decisions.exists():
        lines, previous, made = [], "", decisions.read(layout)
        for one in made:
            data = {key: _json_text(eraser, value) for key, value in one.data.items()}
            count += data != dict(one.data)
            line = decisions.linked(replace(one, data=data), previous)
            previous = str(line["hash"])
            lines.append(json.dumps(line, ensure_ascii=False))
        if count:
            write_atomically(layout.decisions, "".join(f"{line}\n" for line in lines))
    if layout.notes.exists():
        before = layout.notes.read_text(encoding="utf-8").splitlines()
        after = [_note(eraser, line) for line in before]
        if after != before:
            write_atomically(layout.notes, "".join(f"{line}\n" for line in after))
            count += sum(a != b for a, b in zip(before, after, strict=True))
    return count


def _note(eraser: Eraser, line: str) -> str:
    """A note without the name, and without the salt by which somebody could try names until one fits."""
    if not eraser.holds(line):
        return line
    try:
        plain = json.loads(line)
    except ValueError:
        return ""
    return json.dumps({**eraser.plain(plain), "hash": plain["hash"], "salt": ""}, ensure_ascii=False)


def _json_text(eraser: Eraser, text: str) -> str:
    """A text that may be JSON with its signs escaped."""
    try:
        plain = json.loads(text)
    except ValueError:
        return eraser.text(text)
    if not isinstance(plain, dict | list):
        return eraser.text(text)
    new = eraser.plain(plain)
    return text if new == plain else json.dumps(new, ensure_ascii=False)


def scenarios(layout: Layout, eraser: Eraser) -> int:
    """Rewrite the scenarios that hold the name. Returns how many there were."""
    count = 0
    for path in sorted(layout.scenarios.glob("*.json")) if layout.scenarios.is_dir() else ():
        text = path.read_text(encoding="utf-8")
        plain = json.loads(text)
        new, name = eraser.plain(plain), eraser.text(path.stem)
        if new != plain or name != path.stem:
            count += 1
            write_atomically(path, json.dumps(new, ensure_ascii=False, indent=1))
            os.replace(path, path.with_name(f"{name}.json"))
    return count


def state(connection: sqlite3.Connection, eraser: Eraser, persons: set[str] | None) -> int:
    """Rewrite the state, in the writing that is under way.

    Parameters: `persons`, identifiers of the person: only rows of findings that name one of them are
    rewritten, since somebody else has the same name; None where nobody has.
    Returns how many rows were rewritten.
    """
    count = 0
    for table in _tables(connection):
        if table in ("rule_runs", "events", "access", "users"):
            continue
        count += _texts(connection, table, eraser)
    for run, place, rows, error in connection.execute(
        "SELECT run, place, rows, error FROM rule_runs"
    ).fetchall():
        new, said = _findings(rows, eraser, persons), _json_text(eraser, error) if error else error
        if new != rows or said != error:
            count += 1
            connection.execute(
                "UPDATE rule_runs SET rows = ?, error = ? WHERE run = ? AND place = ?",
                (new, said, run, place),
            )
    for identity, name in connection.execute("SELECT id, name FROM users").fetchall():
        if eraser.holds(name):
            count += 1
            connection.execute("DELETE FROM users WHERE id = ?", (identity,))
    count += _events(connection, eraser)
    connection.execute("UPDATE notes SET salt = '' WHERE text LIKE ?", (f"%{eraser.instead}%",))
    return count


def _tables(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [str(name) for (name,) in found if not name.startswith("sqlite_")]


def _texts(connection: sqlite3.Connection, table: str, eraser: Eraser) -> int:
    """Rewrite the texts of a table: those of other modules too, which this one knows nothing of."""
    keys = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[5]]
    names = [str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})")]
    count = 0
    for row in connection.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall():
        old = dict(zip(names, row, strict=True))
        new = {key: _cell(eraser, value) for key, value in old.items()}
        changed = [key for key in names if new[key] != old[key]]
        if changed and keys:
            count += 1
            sets = ", ".join(f"{key} = ?" for key in changed)
            where = " AND ".join(f"{key} IS ?" for key in keys)
            values = [new[key] for key in changed] + [old[key] for key in keys]
            connection.execute(f"UPDATE {table} SET {sets} WHERE {where}", values)
    return count


def _cell(eraser: Eraser, value: object) -> object:
    if isinstance(value, str):
        return _json_text(eraser, value)
    if isinstance(value, bytes) and value[:4] == b"PAR1":
        return _findings(value, eraser, None)
    return value


def _findings(rows: bytes, eraser: Eraser, persons: set[str] | None) -> bytes:
    if not rows:
        return rows
    frame = pl.read_parquet(io.BytesIO(rows))
    mask: pl.Series | None = None
    if persons is not None:
        texts = [column for column, kind in frame.schema.items() if kind == pl.String]
        named = [pl.col(column).is_in(sorted(persons)) for column in texts]
        mask = frame.select(pl.any_horizontal(named)).to_series().fill_null(False) if named else None
    new = eraser.frame(frame, mask)
    if new.equals(frame):
        return rows
    file = io.BytesIO()
    new.write_parquet(file, compression="zstd")
    return file.getvalue()


def _events(connection: sqlite3.Connection, eraser: Eraser) -> int:
    """Rewrite the data of events that hold the name, and every link after the first. The chain is written
    anew, which nothing else may do: the triggers are lifted for it, within this one writing.
    """
    rows = connection.execute(
        "SELECT number, kind, finding, data, at, note FROM events ORDER BY number"
    ).fetchall()
    new = [(*row[:3], _json_text(eraser, row[3]), *row[4:]) for row in rows]
    changed = sum(tuple(a) != b for a, b in zip(rows, new, strict=True))
    if changed:
        connection.execute("DROP TRIGGER events_stay")
        previous = ""
        for number, kind, finding, data, at, note in new:
            digest = events.digest_of(number, kind, finding, data, at, note, previous)
            connection.execute(
                "UPDATE events SET data = ?, previous = ?, hash = ? WHERE number = ?",
                (data, previous, digest, number),
            )
            previous = digest
        trigger = next(one for one in TABLES.split(";\n") if "TRIGGER events_stay" in one)
        connection.execute(trigger.strip().removesuffix(";"))
    return changed
