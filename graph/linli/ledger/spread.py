"""From cells as an intake keeps them to cells as a ledger of rows would have them: codes put into words, and
a column a post made a row a post. Pure; done at each build, so that the cells as read stay what they were.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from linli.ledger.mapping import HOLDER, POST, post_of
from linli.ledger.split import LINE_BITS
from linli.model.types import column_type, empty

OWN = ("phone", "identity", "party_member", "owner_here", "relative_here", "origin")
"""Columns that say something of one person."""

MOST = 15
"""Posts that one row can name. More than that is a mistake, and is left for the column's type to refuse."""


def decode(cells: pl.DataFrame, codes: Mapping[str, Mapping[str, str]]) -> pl.DataFrame:
    """Cells with what a footnote, or the list of areas, says that they mean.

    Parameters: `cells`, String columns; `codes`, column → cell → meaning. A cell that no code names stays.

    >>> decode(pl.DataFrame({"post": ["1", "楼长"]}), {"post": {"1": "书记"}})["post"].to_list()
    ['书记', '楼长']
    """
    plain = {
        name: {code: word for code, word in said.items() if code != word} for name, said in codes.items()
    }
    return cells.with_columns(
        pl.col(name).str.strip_chars().str.replace(r"^(\d+)\.0$", "${1}").replace(said)
        for name, said in plain.items()
        if name in cells.columns and said
    )


def spread(cells: pl.DataFrame) -> pl.DataFrame:
    """One row a person and post, from a column a post with 是 in it (`post=secretary`) or with the name of
    who holds it (`holder=secretary`).

    Parameters: `cells`, with `row`. Returns it with `post` instead of these columns; `row` packs the line and
    the part, as in `split`. A cell that is neither yes nor no stands as the post, and so is refused by name.

    >>> wide = pl.DataFrame({"row": [3], "holder": ["张示例"], "post=secretary": ["是"], "post=staff": "否"})
    >>> spread(wide).rows()
    [(3, '张示例', 'secretary')]
    """
    if any(name.startswith(HOLDER) for name in cells.columns):
        return _named(cells)
    names = [name for name in cells.columns if name.startswith(POST)]
    if not names:
        return cells
    ticked = []
    for name in names:
        judged = column_type("yes_no").clean(cells[name])
        code = name.removeprefix(POST).split("#")[0]
        frame = pl.DataFrame({"cell": cells[name], "yes": judged.values[""], "wrong": judged.problem})
        said = pl.when(pl.col("wrong").is_not_null()).then("cell").when("yes").then(pl.lit(code))
        ticked.append(frame.select(said.alias(name)).to_series())
    rest = [name for name in cells.columns if name not in (*names, "post")]
    posts = pl.DataFrame(ticked).select(
        pl.concat_list(names).list.drop_nulls().list.unique(maintain_order=True).alias("post")
    )
    long = cells.select(rest).hstack(posts)
    many = pl.col("post").list.len() > MOST
    whole = pl.concat_list(pl.col("post").list.join("、"))
    long = long.with_columns(pl.when(many).then(whole).otherwise("post").alias("post"))
    parts = long.with_columns(pl.int_ranges(pl.col("post").list.len()).alias("_part")).explode(
        "post", "_part"
    )
    return parts.with_columns(_packed()).drop("_part")


def _packed() -> pl.Expr:
    part = pl.col("_part").fill_null(0).cast(pl.UInt32)
    return (pl.col("row") + part * (1 << LINE_BITS)).cast(pl.UInt32).alias("row")


def _named(cells: pl.DataFrame) -> pl.DataFrame:
    """One row for each name under a post. A blank says nothing of its post: it may be vacant, or there may be
    none; a row without any name stands with no post, and so is refused by name.
    """
    names = [name for name in cells.columns if name.startswith(HOLDER)]
    rest = [name for name in cells.columns if name not in (*names, "post", "holder")]
    said = [empty.blank_to_null(cells[name]).alias(name) for name in names]
    held = pl.DataFrame(said).select(
        pl.concat_list(
            pl.when(pl.col(name).is_not_null()).then(
                pl.struct(pl.lit(post_of(name)).alias("post"), pl.col(name).alias("holder"))
            )
            for name in names
        )
        .list.drop_nulls()
        .alias("_held")
    )
    # What stands beside several people is nobody's in particular.
    alone = [
        pl.when(pl.col("_held").list.len() < 2).then(name).otherwise(None).alias(name)
        for name in OWN
        if name in rest
    ]
    long = cells.select(rest).hstack(held).with_columns(alone)
    parts = long.with_columns(pl.int_ranges(pl.col("_held").list.len()).alias("_part"))
    parts = parts.explode("_held", "_part").unnest("_held")
    return parts.with_columns(_packed()).drop("_part")
