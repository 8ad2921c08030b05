"""Erasing a person: their name is taken out of everything that a workspace keeps, and what hangs on their
posts stays countable under a name that nobody has.

The kept sources are rewritten (under new hashes), decisions and notes, scenarios, kept audits and what people
wrote about findings; every snapshot that holds the name goes, and the graph is built anew. What remains is a
record without the name, and keyed hashes by which the next roster does not bring them back.
"""

from __future__ import annotations

import datetime as dt
import shutil
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from linli.errors import PersonAmbiguous, PersonUnknown
from linli.ledger.erase import Eraser, instead
from linli.model import ledger_kind
from linli.model.types.name import key_of
from linli.services import suppressed
from linli.services.build import build
from linli.services.door import Door, Fresh
from linli.workspace import decisions, erasing, intakes, snapshots
from linli.workspace.identities import KINDS, standing
from linli.workspace.intakes import Intake
from linli.workspace.layout import Layout, locked, open_layout
from linli.workspace.snapshots import Snapshot
from linli.workspace.state import access, database

ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "unicode_escape")
OWN = ("sources", "snapshots")
"""Folders that were rewritten as a whole."""


@dataclass(frozen=True)
class Erased:
    """What was done.

    instead    the name that stands for the erased one
    sources    how many kept files were rewritten
    decisions, scenarios, state   lines, scenarios, rows of the state that were rewritten
    snapshots  how many snapshots went
    snapshot   hash of the one that is in use now
    left       files of the workspace folder that linli did not make and that still hold the name
    namesakes  how many others have the same name, and keep it
    """

    instead: str
    sources: int
    decisions: int
    scenarios: int
    state: int
    snapshots: int
    snapshot: str
    left: tuple[Path, ...]
    namesakes: int


@dataclass(frozen=True)
class _Person:
    """Whom it is about: identifier, names as written, how many others have them, the mentions."""

    id: str
    name: str
    namesakes: int
    longer: tuple[str, ...]
    names: frozenset[str]
    mentions: pl.DataFrame


def erase(workspace: Path, person: str, by: str, now: dt.datetime, progress: Callable[..., None]) -> Erased:
    """Take a person out of a workspace. It cannot be taken back.

    Parameters: `person`, an identifier, or a name that one person has; `by`, who decides it, kept as free
    text; `now`, with its time zone; `progress`, told the stages of the build.
    Raises PersonUnknown, PersonAmbiguous, NoSnapshot, WorkspaceBusy, and what building raises. After a crash
    it can be begun again.
    """
    layout = open_layout(workspace)
    with locked(layout):
        before = snapshots.current(layout)
        found = _find(before, person)
        number = int(suppressed.mark(layout.key, key_of(found.name))[:8], 16)
        name = next(one for step in range(10_000) if (one := instead(number + step)) not in found.names)
        eraser = Eraser(found.name, name, found.longer)
        near = _near(layout, before, found)
        rewritten = erasing.sources(layout, eraser, _rows(before, found, near, layout))
        lines = erasing.chain(layout, eraser)
        scenarios = erasing.scenarios(layout, eraser)
        data = {
            "instead": name,
            "name": suppressed.mark(layout.key, key_of(found.name)),
            "near": ",".join(suppressed.mark(layout.key, key_of(found.name), one) for one in sorted(near)),
            "intakes": ",".join(f"{old}>{new}" for old, new in rewritten.items()),
        }
        decisions.append(layout, suppressed.KIND, data, {"by": eraser.text(by)} if by else {}, now)
    rows = _state(workspace, layout, eraser, found, by, now)
    snapshot = _again(workspace, layout, before, rewritten, now, progress)
    gone = _purge(layout, snapshot.manifest.hash)
    database.shrink(layout)
    left = _left(layout, eraser)
    return Erased(
        name, len(rewritten), lines, scenarios, rows, gone, snapshot.manifest.hash, left, found.namesakes
    )


def _find(snapshot: Snapshot, person: str) -> _Person:
    people = snapshot.fact("Person").select("id", "name", "name_key")
    key = key_of(person)
    found = people.filter(pl.col("id") == person)
    if not found.height:
        found = people.filter(pl.col("name_key") == key)
    if not found.height:
        raise PersonUnknown(person=person)
    if found.height > 1:
        raise PersonAmbiguous(person=person, several="、".join(found["id"].sort()))
    row = found.row(0, named=True)
    same = people.filter((pl.col("name_key") == row["name_key"]) & (pl.col("id") != row["id"])).height
    eraser = Eraser(row["name"], "")
    longer = tuple(
        name for name in people["name"].unique() if eraser.holds(name) and key_of(name) != row["name_key"]
    )
    mentions = snapshot.report("mentions").filter(pl.col("person") == row["id"])
    return _Person(row["id"], row["name"], same, longer, frozenset(people["name"]), mentions)


def _near(layout: Layout, snapshot: Snapshot, found: _Person) -> set[str]:
    """Keys of what stands beside the name in the rows that name the person: bodies and places, or the area
    where a row says no more.
    """
    eraser = Eraser(found.name, "")
    keys: set[str] = set()
    for index, rows in _by_source(found).items():
        source = snapshot.manifest.sources[index]
        intake = _intake(layout, source.intake)
        if intake is None:
            continue
        table = next(one for one in intake.tables if one.file == (source.table or one.file))
        cells = intakes.cells(layout, intake, table)
        named = {c.name for c in ledger_kind.load()[source.kind].columns if c.type == "name"} & set(
            cells.columns
        )
        picked = cells.filter(pl.col("row").cast(pl.Int64).is_in(sorted(rows)))
        for row in picked.iter_rows(named=True):
            texts = [
                str(row[name]) for name in sorted(named) if row[name] and not eraser.holds(str(row[name]))
            ]
            keys.update(key_of(text) for text in texts or [str(row.get("area") or "")])
    return keys - {""}


def _by_source(found: _Person) -> dict[int, set[int]]:
    """Index of a snapshot's source → the lines of it that name the person."""
    rows: dict[int, set[int]] = {}
    for source, row in found.mentions.select("source", "row").iter_rows():
        rows.setdefault(int(source), set()).add(int(row))
    return rows


def _intake(layout: Layout, name: str) -> Intake | None:
    return next((one for one in intakes.read(layout) if one.hash == name), None)


def _rows(snapshot: Snapshot, found: _Person, near: set[str], layout: Layout) -> erasing.Rows:
    """Where to look for the name: everywhere, unless others have it too; then in the rows that name this
    person, and of tables that the snapshot was not built from in those that name the same body or place.
    """
    if not found.namesakes:
        return lambda intake, file: None
    sources = snapshot.manifest.sources
    known = {(sources[index].intake, sources[index].table): rows for index, rows in _by_source(found).items()}
    built = {(source.intake, source.table) for source in sources}

    def rows(intake: Intake, file: str) -> set[int]:
        if (intake.hash, file) in built:
            return known.get((intake.hash, file), set())
        table = next(one for one in intake.tables if one.file == file)
        cells = intakes.cells(layout, intake, table)
        texts = [column for column, kind in cells.schema.items() if kind == pl.String]
        return {
            int(row["row"])
            for row in cells.iter_rows(named=True)
            if any(row[column] and key_of(row[column]) in near for column in texts)
        }

    return rows


def _state(workspace: Path, layout: Layout, eraser: Eraser, found: _Person, by: str, now: dt.datetime) -> int:
    """Rewrite the state and write the erasing down, in one writing."""
    door = Door(workspace)
    who = door.opaque("system", by)
    door.close()
    with database.writing(layout) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        persons = {found.id, *found.mentions["mention"]} if found.namesakes else None
        rows = erasing.state(connection, eraser, persons)
        called = eraser.text(f"{by} (cli)" if by else "cli")
        access.append(connection, Fresh(who, called, "erase", f"linli erase {found.id}", (), 0), now)
    return rows


def _again(
    workspace: Path,
    layout: Layout,
    before: Snapshot,
    rewritten: dict[str, str],
    now: dt.datetime,
    progress: Callable[..., None],
) -> Snapshot:
    """Build anew. What was decided about mentions of the person is decided again for the keys that these
    mentions have now, and then it is built once more.
    """
    snapshot, _ = build(workspace, progress)
    renamed = _renamed(before, snapshot, rewritten)
    with locked(layout):
        made = [one for one in standing(decisions.read(layout)) if one.kind in KINDS]
        changed = 0
        for one in made:
            data = {
                key: ",".join(renamed.get(part, part) for part in value.split(","))
                for key, value in one.data.items()
            }
            if data != dict(one.data):
                changed += 1
                decisions.append(layout, "undo", {"number": str(one.number)}, {}, now)
                decisions.append(layout, one.kind, data, {}, now)
    return build(workspace, progress)[0] if changed else snapshot


def _renamed(before: Snapshot, after: Snapshot, rewritten: dict[str, str]) -> dict[str, str]:
    """Mentions' old keys → new ones, where the same line speaks of the same body."""

    def placed(snapshot: Snapshot, hashes: dict[str, str]) -> pl.DataFrame:
        sources = snapshot.manifest.sources
        where = {
            index: f"{hashes.get(one.intake, one.intake)}/{one.table}" for index, one in enumerate(sources)
        }
        frame = snapshot.report("mentions").with_columns(
            pl.col("source").cast(pl.Int64).replace_strict(where, return_dtype=pl.String).alias("where")
        )
        order = pl.int_range(pl.len()).over("where", "row", "body").alias("nth")
        return frame.with_columns(order).select("where", "row", "body", "nth", "mention")

    joined = placed(before, rewritten).join(
        placed(after, {}), on=["where", "row", "body", "nth"], suffix="_new"
    )
    changed = joined.filter(pl.col("mention") != pl.col("mention_new"))
    return dict(changed.select("mention", "mention_new").iter_rows())


def _purge(layout: Layout, keep: str) -> int:
    """Take away every other snapshot: each was built from what held the name."""
    gone = [path for path in layout.snapshots.iterdir() if path.is_dir() and path.name != keep]
    for path in gone:
        shutil.rmtree(path)
    return len(gone)


def _left(layout: Layout, eraser: Eraser) -> tuple[Path, ...]:
    """Files that still hold the name. Lists of rejected rows are linli's own, and go."""
    left = []
    for path in sorted(one for one in layout.root.rglob("*") if one.is_file()):
        if path.relative_to(layout.root).parts[0] in OWN or path == layout.state:
            continue
        if _holds(path, eraser.name):
            if path.match("rejects-*.xlsx") and path.parent == layout.root:
                path.unlink()
            else:
                left.append(path.relative_to(layout.root))
    return tuple(left)


def _holds(path: Path, name: str) -> bool:
    """Whether a name stands in a file, in any usual encoding, in what a zip (xlsx, docx) holds too."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(_in(archive.read(one), name) for one in archive.namelist())
    except zipfile.BadZipFile:
        return _in(path.read_bytes(), name)


def _in(content: bytes, name: str, encodings: Sequence[str] = ENCODINGS) -> bool:
    return any(
        name.encode(encoding, "ignore") in content
        for encoding in encodings
        if name.encode(encoding, "ignore")
    )
