"""Finding areas, compounds, buildings, grids, venues and bodies by a part of their name, in Chinese or by its
pinyin or the initials of that (`songtao` and `stj` find 松涛居). Persons are not found here: a name is asked
for whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from linli.model.pinyin import initials, pinyin
from linli.services.network.index import NOWHERE, Index
from linli.services.network.known import Known

if TYPE_CHECKING:
    from linli.services.network.index import Ints

TYPES = ("Area", "Compound", "Organization", "Building", "Grid", "Venue")
"""Types that are found, in the order in which they are told where nothing else decides."""


@dataclass(frozen=True)
class Hit:
    """Something found: where it lies is the name of its compound, else of its area. `whole`: the whole name
    fits, and not only a part.
    """

    id: str
    type: str
    name: str
    kind: str | None
    where: str
    whole: bool


def search(known: Known, text: str, types: Sequence[str] = TYPES) -> list[Hit]:
    """What a text finds in the areas asked about and on the day.

    Parameters: `text`, a part of a name, of its pinyin or its initials; a building may be written
    compound/building.
    Returns all that fit, the best first (a whole name, then one that begins so, then one that holds it;
    shorter before longer), and nothing for a text without a letter.
    """
    from linli.model.types.name import key_of

    names = known.keep(lambda: _names(known.index), "names")
    outer, _, inner = text.rpartition("/")
    wanted, letters = key_of(inner), inner.strip().lower()
    if not wanted:
        return []
    fits = pl.col("key").str.contains(wanted, literal=True)
    if letters.isascii() and letters.isalpha():
        fits |= pl.col("initials").str.contains(letters, literal=True)
        fits |= pl.col("pinyin").str.contains(letters, literal=True)
    found = names.filter(pl.col("type").is_in(list(types)) & fits)
    if outer:
        found = found.filter(pl.col("where_key").str.contains(key_of(outer), literal=True))
    numbers = found["number"].to_numpy()
    here = known.inside[numbers] & known.index.nodes.possible(known.today)[numbers]
    found = found.filter(pl.Series(here, dtype=pl.Boolean))
    whole, begins = pl.col("key") == wanted, pl.col("key").str.starts_with(wanted)
    ranked = found.with_columns(whole.alias("whole"), begins.alias("begins")).sort(
        ~pl.col("whole"), ~pl.col("begins"), "rank", pl.col("key").str.len_chars(), "name", "where", "id"
    )
    return [Hit(*row) for row in ranked.select("id", "type", "name", "kind", "where", "whole").iter_rows()]


def _names(index: Index) -> pl.DataFrame:
    """Every name that can be found."""
    parts = []
    for rank, label in enumerate(TYPES):
        numbers = index.of_label(label)
        rows = index.rows(label, numbers)
        kind = next((name for name in ("kind", "level", "type") if name in rows.columns), None)
        parts.append(
            rows.select(
                pl.Series("number", numbers),
                "id",
                "name",
                pl.col("name_key").alias("key"),
                (pl.col(kind) if kind else pl.lit(None, pl.String)).alias("kind"),
                *_where(index, numbers, label),
                pl.lit(label).alias("type"),
                pl.lit(rank).alias("rank"),
            )
        )
    whole = pl.concat(parts)
    unique = whole["name"].unique()
    letters = pl.DataFrame(
        {
            "name": unique,
            "initials": [initials(name) for name in unique],
            "pinyin": [pinyin(name) for name in unique],
        },
        schema={"name": pl.String, "initials": pl.String, "pinyin": pl.String},
    )
    return whole.join(letters, on="name", how="left")


def _where(index: Index, numbers: Ints, label: str) -> list[pl.Series]:
    """Name and matching form of the compound that a building or venue stands in, else of the home area; of an
    area those of the one above.
    """
    wanted = {"Building": "Compound", "Venue": "Compound", "Area": "Area"}.get(label)
    outer = []
    for number, home in zip(numbers.tolist(), index.home[numbers].tolist(), strict=True):
        links = index.around(number, "out", ("LOCATED_IN",)) if wanted else iter(())
        inner = next((link.other for link in links if index.label(link.other) == wanted), None)
        outer.append(inner if inner is not None else home if home != number else NOWHERE)
    found = {}
    for kind in ("Area", "Compound"):
        known = [n for n in set(outer) if n >= 0 and index.label(n) == kind]
        rows = index.rows(kind, np.array(known, np.int32))
        for one, name, key in zip(known, rows["name"], rows["name_key"], strict=True):
            found[one] = (name, key)
    told = [found.get(one, ("", "")) for one in outer]
    return [
        pl.Series("where", [name for name, _ in told], pl.String),
        pl.Series("where_key", [key for _, key in told], pl.String),
    ]
