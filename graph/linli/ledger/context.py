"""What a ledger's title and the lines around it say of all its records: the body whose roster it is, the
compound, the area. Each value with the cell it was read from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import polars as pl

from linli.ledger.tables.body import SECTION
from linli.ledger.tables.lines import has_pair, plain_title
from linli.ledger.tables.table import PARTS, Line, Table
from linli.ledger.tables.words import bare, fold
from linli.model.ledger_kind import LedgerColumn, LedgerKind
from linli.model.types.name import key_of
from linli.model.vocabulary import load as load_vocabularies

STANDING = ("area", "compound", "body", "firm", "unit", "kind", "grid", "building")
"""Ledger columns whose value may stand once, outside the records."""

AREA_NAMES = frozenset(
    ("社区", "所属社区", "社区名称", "社区(村)", "单位", "填报单位", "街道", "街道名称", "所在社区")
)
"""Headings and labels, folded, under which the name of an area stands."""

_CODE = re.compile(r"(?<!\d)[1-9]\d{5}(?:\d{3}){0,2}(?!\d)")
_PREFIX = re.compile(r"(?P<street>.*?(?:街道|镇|乡))?(?P<community>.*?(?:社区|村))?(?P<rest>.*)")


@dataclass(frozen=True)
class ContextValue:
    """A ledger column that all records share.

    value    as read, or the code of the area that was named; address: the cell it stands in
    score    0 to 1; reason: code of why, in messages/words.yaml
    parts    where lines part the table: the first row of each part and its value, in their order; `address`
             then has the cells of all these lines
    """

    column: str
    value: str
    address: str
    score: float
    reason: str
    parts: tuple[tuple[int, str], ...] = ()


def standing(
    table: Table, kind: LedgerKind, taken: frozenset[str], areas: Mapping[str, str]
) -> list[ContextValue]:
    """Values of ledger columns that stand around a table.

    Parameters: `table`; `kind`; `taken`, columns that the table itself has; `areas`, name keys of the areas
    that are known → their codes.
    """
    found = []
    for column in kind.columns:
        if column.name in STANDING and column.name not in taken:
            value = next(_values(table, column, areas), None)
            if value:
                found.append(value)
    return found


def parted(
    table: Table, kind: LedgerKind, taken: frozenset[str], areas: Mapping[str, str]
) -> list[ContextValue]:
    """Values of ledger columns that lines inside a table state for the records below them.

    Parameters: as of `standing`. A column is taken only where every one of these lines names it, and no
    record stands above the first: a value that holds for a part of the records would be wrong for the rest.
    None is taken where a record is a single text, which may part the table too.
    """
    lines = table.sections
    if _lone(table):
        return []
    if not lines or not table.records.height or int(table.records["row"].min()) < lines[0].row:  # type: ignore[arg-type]
        return []
    found = []
    for column in kind.columns:
        if column.name not in STANDING or column.name in taken:
            continue
        said = [_said(column, line.cells[0][1], areas) for line in lines]
        values = [value for value in said if value]
        if len(values) == len(lines):
            parts = tuple((line.row, value) for line, value in zip(lines, values, strict=True))
            cells = PARTS.join(line.cells[0][0] for line in lines)
            score = 0.8 if column.name == "area" else 0.7
            found.append(ContextValue(column.name, "、".join(values), cells, score, "why_section", parts))
    return found


def _lone(table: Table) -> bool:
    """Whether a record says one thing alone."""
    if len(table.fields) < 3:
        return False
    filled = pl.sum_horizontal(pl.col("^f.*$").is_not_null().cast(pl.UInt16))
    return bool(table.records.select((filled == 1).any()).item())


def _said(column: LedgerColumn, text: str, areas: Mapping[str, str]) -> str | None:
    """What a line that parts a table says of a column."""
    plain = SECTION.sub("", unicodedata.normalize("NFKC", text), count=1).strip()
    if column.name == "area":
        codes = _CODE.findall(plain)
        return codes[0] if len(codes) == 1 else _area(plain, areas)
    if column.name == "body":
        return body_in(plain)
    if column.name == "compound" and column.required:
        return compound_in(plain)
    return None


def _area(text: str, areas: Mapping[str, str]) -> str | None:
    """The code of the area that a text names."""
    key = key_of(text)
    named = max((name for name in areas if name in key), key=len, default="")
    return areas.get(named)


def _values(table: Table, column: LedgerColumn, areas: Mapping[str, str]) -> Iterator[ContextValue]:
    words = set(map(fold, column.headings))
    for pair in table.context:
        if fold(pair.label) in words or bare(pair.label) in words:
            if column.name != "area":
                yield ContextValue(column.name, pair.value, pair.address, 0.9, "why_line")
            elif _CODE.fullmatch(code := fold(pair.value)):
                yield ContextValue("area", code, pair.address, 0.95, "why_line")
    if column.name == "area":
        yield from _areas(table, areas)
    for line in reversed(table.above):
        for address, text in _titles(line):
            if column.name == "body" and (body := body_in(text)):
                yield ContextValue("body", body, address, 0.7, "why_title")
            if column.name == "compound" and column.required and (name := compound_in(text)):
                yield ContextValue("compound", name, address, 0.6, "why_title")
            if (
                column.name == "kind"
                and column.vocabulary == "organization_kind"
                and (word := _body_word(text))
            ):
                yield ContextValue("kind", word[0], address, 0.7, "why_title")


def _titles(line: Line) -> list[tuple[str, str]]:
    cells = ((address, plain_title(text)) for address, text in line.cells)
    return [(address, text) for address, text in cells if text and not has_pair(text)]


def _areas(table: Table, areas: Mapping[str, str]) -> Iterator[ContextValue]:
    """The area that a line or a title names, where it is known."""
    for pair in table.context:
        if fold(pair.label) in AREA_NAMES and (code := areas.get(key_of(pair.value))):
            yield ContextValue("area", code, pair.address, 0.85, "why_area")
    sheet = _area(table.sheet, areas)
    for line in reversed(table.above):
        for address, text in line.cells:
            code = _area(text, areas)
            # One community a sheet under the street's title: the name of the sheet says it more closely.
            closer = code and sheet and sheet != code and sheet.startswith(code)
            if code and not closer:
                yield ContextValue("area", code, address, 0.75, "why_area")
    if sheet:
        yield ContextValue("area", sheet, "", 0.75, "why_sheet")


@cache
def _bodies() -> tuple[str, ...]:
    words = (
        word for term in load_vocabularies()["organization_kind"].terms for word in (term.zh, *term.synonyms)
    )
    return tuple(
        sorted({word for word in words if len(word) >= 3 and word[-1] in "部委会组党"}, key=len, reverse=True)
    )


def _body_word(text: str) -> tuple[str, int] | None:
    """The first word for a body in a title, the longest of those that begin there, and where it ends."""
    found = [(text.find(word), -len(word), word) for word in _bodies() if word in text]
    if not found:
        return None
    start, _, word = min(found)
    return word, start + len(word)


def body_in(title: str) -> str | None:
    """The body that a title names.

    >>> body_in("示例街道松涛社区松涛苑小区党支部班子成员花名册"), body_in("2025年松涛社区小区党支部花名册")
    ('松涛苑小区党支部', '松涛社区小区党支部')
    >>> body_in("业委会成员名单") is None
    True
    """
    parts = _parts(title)
    if parts is None:
        return None
    community, name, word = parts
    if name:
        return name + word
    return community + word if community else None


_WHICH = ("所属", "所在", "隶属", "上级", "主管", "归属", "挂靠", "对应", "本", "原", "现")


def names_a_body(heading: str) -> bool:
    """Whether a heading is the name of one body, and not the word for a column of bodies.

    >>> names_a_body("松涛苑小区党支部"), names_a_body("隶属党支部"), names_a_body("党支部名称")
    (True, False, False)
    """
    parts = _parts(heading)
    return bool(parts and parts[1] and parts[1] not in _WHICH and heading.endswith(parts[2]))


def compound_in(title: str) -> str | None:
    """The compound whose body or buildings a title names.

    >>> compound_in("松涛社区松涛苑业主委员会成员备案表"), compound_in("翠湖居小区楼栋一览表")
    ('松涛苑', '翠湖居小区')
    """
    parts = _parts(title)
    if parts and parts[1]:
        return parts[1]
    match = _PREFIX.fullmatch(_dateless(title))
    compound = re.match(r".+?(?:小区|花园|家园|苑|公寓|新村)", match["rest"] if match else "")
    return compound[0] if compound else None


def _parts(title: str) -> tuple[str, str, str] | None:
    """Community, name and word of the body in a title."""
    text = _dateless(title)
    found = _body_word(text)
    if found is None:
        return None
    word, end = found
    match = _PREFIX.fullmatch(text[: end - len(word)])
    assert match
    return match["community"] or "", match["rest"], word


def _dateless(title: str) -> str:
    return re.sub(r"^\d{4}年(?:度)?(?:\d{1,2}月)?", "", unicodedata.normalize("NFKC", title).replace(" ", ""))
