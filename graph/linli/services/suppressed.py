"""Persons who were erased do not come back with the next roster: what was kept of them is enough to know them
again, and not to tell who they were.

A decision of the kind `erase` holds keyed hashes: of the name, and of the name together with what stood
beside it (body, compound). A row of a new ledger that has both gets the name that stands for the erased one.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from linli.ledger.erase import Eraser
from linli.model.types.name import key, key_of
from linli.workspace import decisions
from linli.workspace.layout import Layout

KIND = "erase"
SEPARATORS = re.compile(r"[、,，;；/|\n\r\t（）()【】\[\]:：]+")


@dataclass(frozen=True)
class Suppressed:
    """Who is not to come back: hash of a name → hashes of the name with what stands beside it → the name that
    stands for it.
    """

    known: Mapping[str, Mapping[str, str]]
    secret: bytes

    def applied(self, cells: pl.DataFrame) -> pl.DataFrame:
        """The cells of a table without them."""
        if not self.known:
            return cells
        texts = [column for column, kind in cells.schema.items() if kind == pl.String]
        for name in self._names(cells, texts):
            near = self.known[mark(self.secret, name)]
            for instead in dict.fromkeys(near.values()):
                rows = [
                    any(near.get(mark(self.secret, name, key_of(cell))) == instead for cell in row if cell)
                    for row in cells.select(texts).iter_rows()
                ]
                cells = Eraser(name, instead).frame(cells, pl.Series(rows, dtype=pl.Boolean))
        return cells

    def _names(self, cells: pl.DataFrame, texts: list[str]) -> list[str]:
        """The names in some cells that are those of erased persons, by their keys."""
        parts = {
            part for column in texts for cell in cells[column].unique().drop_nulls() for part in tokens(cell)
        }
        keys = key(pl.Series(sorted(parts), dtype=pl.String)).drop_nulls().unique().sort()
        return [one for one in keys if mark(self.secret, one) in self.known]


def tokens(cell: str) -> Iterable[str]:
    """What a cell names, and the cell as a whole.

    >>> sorted(tokens("张三（书记）、李四"))
    ['书记', '张三', '张三（书记）、李四', '李四']
    """
    return {cell, *(part.strip() for part in SEPARATORS.split(cell) if part.strip())}


def mark(secret: bytes, *parts: str) -> str:
    """The keyed hash of a name, or of a name and what stands beside it, by their keys."""
    plain = "\x1f".join(("erased", *parts))
    return hmac.new(secret, plain.encode(), hashlib.sha256).hexdigest()[:24]


def of(layout: Layout) -> Suppressed:
    """Who was erased from a workspace."""
    known: dict[str, dict[str, str]] = {}
    for one in decisions.read(layout):
        if one.kind == KIND:
            near = known.setdefault(one.data["name"], {})
            near.update(dict.fromkeys(filter(None, one.data["near"].split(",")), one.data["instead"]))
    return Suppressed(known, layout.key)
