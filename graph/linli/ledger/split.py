"""Cells that say several things, taken apart: a term in one cell, several posts, several people.

    任期 2021.3-2024.3                      → from and to
    职务 支部书记兼业委会主任                 → two posts, the second in the body that it names
    姓名 张三（书记）、李四                   → two people, the first with a post of their own

The intake keeps the cell as read; it is taken apart at each build, so that a better reading needs no new
file. What does not read as a list of people or posts is left as it stands, for the column's own type to
judge: a wrong guess would be worse than a question. Which cells of a ledger may say several things stands in
its definition (`cells`).

A row that becomes several keeps its line: `row` packs the line of the sheet and the part, and `line` gives
the line back before anything leaves this room.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import polars as pl

from linli.ledger.clean import PROBLEM_SCHEMA, problems
from linli.model.ledger_kind import Cells, LedgerKind
from linli.model.types import empty, fold
from linli.model.types.secret import TOKEN
from linli.model.vocabulary import load as load_vocabularies

LINE_BITS = 24
"""Bits of `row` that hold the sheet's line; those above count the parts. No ledger has 16 million lines."""

Found = tuple[str, str]
"""A problem of a cell: its code, and what else to name."""


def line(row: str = "row") -> pl.Expr:
    """The sheet's line of a packed row number."""
    return pl.col(row) & ((1 << LINE_BITS) - 1)


def split(kind: LedgerKind, raw: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows with one thing in each cell.

    Parameters: `kind`; `raw`, String columns named as the ledger's, with `_source` and `row`.
    Returns the rows, `row` packed, a row's parts one after the other; and warnings about what was left out.
    """
    found: list[pl.DataFrame] = []
    for cells in kind.cells:
        missing = [
            pl.lit(None, dtype=pl.String).alias(name) for name in cells.columns if name not in raw.columns
        ]
        raw = raw.with_columns(missing)
        if cells.span:
            raw, wrong = _span(cells, raw)
        elif cells.posts:
            raw, wrong = _take_apart(raw, cells.posts, _posts_reader(cells), _POSTS)
        else:
            raw, wrong = _take_apart(raw, cells.persons or "", _persons_reader(cells), _PERSONS)
        found.append(wrong)
    return raw, pl.concat(found) if found else pl.DataFrame(schema=PROBLEM_SCHEMA)


# --- a term in one cell

_DATE = r"[12]\d{7}|[12]\d{3}(?:年\d{1,2}月(?:\d{1,2}日)?|[./-]\d{1,2}(?:[./-]\d{1,2})?|年)?"
_SPAN = rf"^(?:自|从)?({_DATE})(?:起|开始)?(?:(?:至|到|~|—+|–+|-+)((?:{_DATE})|至?今|现在|目前|)止?)?$"


def _span(cells: Cells, raw: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`2021.3-2024.3`, `2022年6月至今`: both dates, where the row has none of its own."""
    start, end = cells.from_ or "", cells.to or ""
    raw = raw.with_columns(empty.blank_to_null(raw[cells.span or ""]).alias(cells.span or ""))
    text = fold.matching(pl.col(cells.span or ""))
    own = pl.col(start).is_null() & pl.col(end).is_null()
    groups = text.str.extract_groups(_SPAN)
    low, high = groups.struct.field("1"), groups.struct.field("2")
    stands = high.str.contains("今|现在|目前")
    read = raw.with_columns(
        pl.when(own).then(low).alias("_low"),
        pl.when(own & stands).then(pl.lit("至今")).when(own & (high != "")).then(high).alias("_high"),
        (own & text.is_not_null() & (text != "") & low.is_null()).alias("_odd"),
    )
    odd = read.filter("_odd")
    value = pl.col(cells.span or "")
    wrong = problems(odd, cells.span or "", value, pl.lit("term_without_dates"), "warning")
    rows = read.with_columns(
        pl.coalesce(start, "_low").alias(start), pl.coalesce(end, "_high").alias(end)
    ).drop("_low", "_high", "_odd")
    return rows, wrong


# --- several posts, several people

Part = Mapping[str, str | None]
"""Columns of one part of a row that differ from the row as read."""


@dataclass(frozen=True)
class _Read:
    """What a cell says: its parts in order, and what was left out of it."""

    parts: Sequence[Part]
    left: Sequence[Found] = ()


_POSTS = r"[兼、，,;；/／及和&\n（(]"
_PERSONS = r"[、，,;；/／\n（(\[【等缺待]|tel:"


def _take_apart(
    raw: pl.DataFrame, column: str, read: Callable[[str], _Read | None], suspect: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows whose cell in `column` says several things, as several rows; each distinct cell is read once."""
    cells = raw[column].drop_nulls().unique().sort()
    meant = {cell: made for cell in cells.filter(cells.str.contains(suspect)) if (made := read(cell))}
    if not meant:
        return raw, pl.DataFrame(schema=PROBLEM_SCHEMA)
    names = sorted({name for made in meant.values() for part in made.parts for name in part})
    says = pl.DataFrame(
        [
            (cell, number, *(f"{name in part}" for name in names), *(part.get(name) for name in names))
            for cell, made in meant.items()
            for number, part in enumerate(made.parts)
        ],
        schema={
            "_cell": pl.String,
            "_part": pl.UInt32,
            **{f"_has_{name}": pl.String for name in names},
            **{f"_new_{name}": pl.String for name in names},
        },
        orient="row",
    )
    joined = raw.join(says, left_on=column, right_on="_cell", how="left", maintain_order="left_right")
    changed = [
        pl.when(pl.col(f"_has_{name}") == "True").then(f"_new_{name}").otherwise(name).alias(name)
        for name in names
    ]
    parts = pl.col("_part").fill_null(0)
    rows = joined.with_columns(*changed, _parts(parts)).select(raw.columns)
    told = pl.DataFrame(
        [(cell, code, other) for cell, made in meant.items() for code, other in made.left],
        schema={"_cell": pl.String, "_code": pl.String, "_other": pl.String},
        orient="row",
    )
    odd = raw.join(told, left_on=column, right_on="_cell", how="inner", maintain_order="left_right")
    value = pl.col(column)
    return rows, problems(odd, column, value, pl.col("_code"), "warning", pl.col("_other"))


def _parts(part: pl.Expr) -> pl.Expr:
    """`row` with a part counted on: parts of parts stay apart, since the count goes on from the row's own."""
    before = pl.col("row") // (1 << LINE_BITS)
    number = before * 16 + part
    return (line() + number.cast(pl.UInt32) * (1 << LINE_BITS)).cast(pl.UInt32).alias("row")


_BETWEEN = re.compile(r"[、,;/&\n]|兼任|兼|及|和")
_NOTED = re.compile(r"^([^()]+)\((?:兼任?)?([^()]+)\)$")


def _posts_reader(cells: Cells) -> Callable[[str], _Read | None]:
    """Reads `支部书记兼业委会主任`."""
    column, body = cells.posts or "", cells.body or ""

    def read(cell: str) -> _Read | None:
        text = _plain(cell)
        if text in _post_words():
            return None
        noted = _NOTED.match(text)
        pieces = [p for p in _BETWEEN.split("兼".join(noted.groups()) if noted else text) if p]
        posts = [_post(piece) for piece in pieces]
        if len(posts) < 2 or len(posts) > 15 or not all(posts):
            return None
        parts: list[dict[str, str | None]] = []
        for found in posts:
            assert found
            where, post = found
            part: dict[str, str | None] = {column: post}
            if parts and where:
                part[body] = where
            parts.append(part)
        return _Read(parts)

    return read


def _post(piece: str) -> tuple[str | None, str] | None:
    """The body that a post's words name (its kind's own word, or None) and the post; None if it is none."""
    for word, kind in _body_words().items():
        if piece.startswith(word) and (rest := piece[len(word) :]):
            post = piece if piece in _post_words() else rest if rest in _post_words() else None
            if post:
                return kind, post
    return (None, piece) if piece in _post_words() else None


_NAME = re.compile(r"^[\u3400-\u9fff]{2,4}$|^[\u3400-\u9fff]{1,10}(?:·[\u3400-\u9fff]{1,10})+$")
_OTHERS = re.compile(r"^(.*?)等(?:\d+|[一二三四五六七八九十]+)?[人名]?$")
_VACANT = frozenset({"空缺", "暂缺", "缺", "待定", "待选", "缺额", "空岗"})
_MEMBER = {"党员": "是", "中共党员": "是", "正式党员": "是", "群众": "否", "非党员": "否", "非中共党员": "否"}


def _persons_reader(cells: Cells) -> Callable[[str], _Read | None]:
    """Reads `张三（书记）、李四`, `王五 tel:…`, `空缺`."""

    def read(cell: str) -> _Read | None:
        text = _plain(cell).replace("[", "(").replace("]", ")").replace("【", "(").replace("】", ")")
        if text in _VACANT:
            return _Read([{cells.persons or "": None}])
        people = [_person(piece, cells) for piece in _outside(text)]
        if not people or len(people) > 15 or not all(people):
            return None
        parts = [part for person in people if person for part in [person.parts[0]]]
        left = [found for person in people if person for found in person.left]
        if len(parts) > 1:
            # One number beside several people is nobody's in particular.
            alone = {cells.phone: None, cells.identity: None}
            parts = [{**{k: v for k, v in alone.items() if k}, **part} for part in parts]
        return _Read(parts, left)

    return read


def _person(piece: str, cells: Cells) -> _Read | None:
    phones = re.findall(TOKEN, piece)
    bare = re.sub(rf"[(]?{TOKEN}[)]?|电话[:：]?", "", piece)
    notes = [note for group in re.findall(r"\(([^()]*)\)", bare) for note in _outside(group)]
    name = re.sub(r"\([^()]*\)", "", bare).strip(":：")
    left: list[Found] = []
    if others := _OTHERS.match(name):
        name = others[1]
        left.append(("name_and_others", piece))
    if not _NAME.match(name):
        return None
    part: dict[str, str | None] = {cells.persons or "": name}
    if phones and cells.phone:
        part[cells.phone] = ";".join(phones)
    for note in notes:
        plain = note.removeprefix("兼任").removeprefix("兼")
        if plain in _post_words() and cells.post:
            part[cells.post] = plain
        elif plain in _MEMBER and cells.party:
            part[cells.party] = _MEMBER[plain]
        else:
            left.append(("name_note_left", note))
    return _Read([part], left)


def _outside(text: str) -> list[str]:
    """Pieces between separators that stand outside brackets."""
    pieces, depth, piece = [], 0, ""
    for character in text:
        depth += (character == "(") - (character == ")")
        if character in "、,;/\n" and depth == 0:
            pieces.append(piece)
            piece = ""
        else:
            piece += character
    return [p for p in (*pieces, piece) if p]


def _plain(cell: str) -> str:
    """A cell without white space between its characters, in half width; line breaks part what they part."""
    folded = pl.select(
        fold.compatible(pl.lit(cell).str.strip_chars().str.replace_all(r"\s*\n\s*", "、"))
    ).item()
    return re.sub(r"\s+", "", str(folded))


@cache
def _post_words() -> frozenset[str]:
    return frozenset(load_vocabularies()["post_kind"].by_word())


@cache
def _body_words() -> dict[str, str]:
    """Words that begin a post's name and say in which body it is → the kind's first word, longest first."""
    terms = load_vocabularies()["organization_kind"].terms
    # One character (组, 邻, 片) begins too many other words: 组织委员.
    words = {word: term.zh for term in terms for word in (term.zh, *term.synonyms) if len(word) > 1}
    words |= {"支部": load_vocabularies()["organization_kind"].term("compound_branch").zh}
    return dict(sorted(words.items(), key=lambda item: -len(item[0])))
