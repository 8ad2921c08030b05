"""Where ledgers disagree: what stands, what else was said, and which files say it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from linli.messages.catalogue import Lang
from linli.model.schema import load as load_schema
from linli.workspace import snapshots
from linli.workspace.layout import open_layout


@dataclass(frozen=True)
class Conflict:
    """A property that ledgers state differently.

    fact     identifier, for `linli source`; kind: label of its type; name: its name, where it has one
    column   label of the property; stands: the value that counts; others: the rest, in the order that
    decided files    the files that state the fact
    """

    fact: str
    kind: str
    name: str
    column: str
    stands: str
    others: tuple[str, ...]
    files: tuple[str, ...]


def conflicts(workspace: Path, lang: Lang, sources: Collection[int] | None = None) -> list[Conflict]:
    """The conflicts of the snapshot in use. Raises NoSnapshot.

    Parameters: `sources`, places among the snapshot's: only what one of these states; None for all.
    What decides: the newest ledger first, then the order received, then the row; a blank never wins.
    """
    snapshot = snapshots.current(open_layout(workspace))
    found = snapshot.report("conflicts")
    if not found.height:
        return []
    names: dict[str, str] = {}
    for table, frame in snapshot.facts().items():
        if "." not in table and "name" in frame.columns:
            names |= dict(frame.select("id", "name").iter_rows())
    said = snapshot.report("provenance").filter(pl.col("fact").is_in(found["fact"].implode()))
    if sources is not None:
        near = said.filter(pl.col("source").is_in(list(sources)))
        found = found.join(near.select("fact").unique(), on="fact", how="semi")
    files: dict[str, list[str]] = {}
    for fact, source in said.select("fact", "source").unique().sort("fact", "source").iter_rows():
        files.setdefault(fact, []).append(snapshot.manifest.sources[source].file)
    schema = load_schema()
    result = []
    for row in found.sort("table", "fact", "property").iter_rows(named=True):
        kind = schema.table(row["table"]).type
        labels = {prop.name: prop.label.text(lang) for prop in kind.properties}
        first, *others = row["values"]
        result.append(
            Conflict(
                row["fact"],
                kind.label.text(lang),
                names.get(row["fact"], ""),
                labels.get(row["property"], row["property"]),
                str(first),
                tuple(map(str, others)),
                tuple(dict.fromkeys(files.get(row["fact"], ()))),
            )
        )
    return result
