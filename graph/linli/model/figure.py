"""Published figures: what a report or an office says in numbers, and how the graph is to give the same.

One YAML file a place. A figure is published (`value` with its comparator, where it stands, on which day) and
either asked of the graph (`ask`: a question of the catalogue, the rows that count, what is taken of them) or
said to be none that a graph can give, with the reason. `queries/figures.py` holds it against the catalogue.

Nothing is dated by us: `as_of: unknown` stays unknown, and a date that is made up says so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated, Literal, cast

from pydantic import BeforeValidator

from linli.model.definition import Strict
from linli.model.vocabulary import Label

Scalar = None | bool | int | float | str
Comparator = Literal["exactly", "at_least", "about", "between"]
How = Literal["sum", "count", "min", "max", "only"]
HOW: tuple[How, ...] = ("sum", "count", "min", "max", "only")
BOUNDS = ("ge", "gt", "le", "lt")
ROWS = "rows"
"""What `count` takes where the rows themselves are counted."""


@dataclass(frozen=True)
class AsOf:
    """The day a figure is about: none where the report gives none; `made_up` where the day is ours."""

    day: dt.date | None
    made_up: bool = False


@dataclass(frozen=True)
class Condition:
    """What a cell must be: one of some values, or within bounds."""

    values: tuple[Scalar, ...] = ()
    bounds: tuple[tuple[str, int | float | str], ...] = ()


@dataclass(frozen=True)
class Take:
    """What is taken of the rows: a sum, a number (of rows, or of a column's distinct values), the least, the
    greatest, or the one there is. `possible` is the column that holds what the sum can be at most.
    """

    how: How
    column: str
    possible: str | None = None


def _as_of(plain: object) -> AsOf:
    if plain == "unknown":
        return AsOf(None)
    made_up = isinstance(plain, dict) and set(plain) == {"made_up"}
    said = cast("dict[str, object]", plain)["made_up"] if made_up else plain
    try:
        return AsOf(dt.date.fromisoformat(str(said)), made_up)
    except ValueError:
        raise ValueError("write unknown, a day such as 2023-06-30, or {made_up: 2023-06-30}") from None


def _published(plain: object) -> object:
    if plain != "unknown" and not isinstance(plain, str):
        raise ValueError("write unknown, or a day such as 2023-06-30")
    return None if plain == "unknown" else plain


def _condition(plain: object) -> Condition:
    if isinstance(plain, dict):
        if not plain or set(plain) - set(BOUNDS) or not all(_is_bound(v) for v in plain.values()):
            raise ValueError("write one or two of {ge: 1, gt: 1, le: 1, lt: 1}")
        return Condition(bounds=tuple(plain.items()))
    values = tuple(plain) if isinstance(plain, list) else (plain,)
    if not values or any(isinstance(value, (dict, list)) for value in values):
        raise ValueError("write a value, or a list of values any of which will do")
    return Condition(values)


def _is_bound(value: object) -> bool:
    return isinstance(value, (int, float, str)) and not isinstance(value, bool)


def _take(plain: object) -> Take:
    wanted = "write one of {sum: column}, {count: rows}, {count: column}, {min: column}, {max: column},"
    if isinstance(plain, dict):
        rest = {key: value for key, value in plain.items() if key != "possible"}
        possible = plain.get("possible")
        if len(rest) == 1 and all(isinstance(v, str) for v in plain.values()):
            how, column = next(iter(rest.items()))
            if how in HOW and (possible is None or how == "sum"):
                return Take(how, str(column), possible)
    raise ValueError(f"{wanted} {{only: column}}; a sum may say {{sum: column, possible: column}}")


def _value(plain: object) -> object:
    if plain is None or isinstance(plain, (dict, list)):
        raise ValueError("write a number, a text, or a date such as 2020-08")
    return plain


def _unit(plain: object) -> object:
    return {"zh": plain, "en": plain} if isinstance(plain, str) else plain


@dataclass(frozen=True)
class Over(Strict):
    """The denominator: of the same question with the same parameters, unless it says otherwise."""

    take: Annotated[Take, BeforeValidator(_take)]
    query: str | None = None
    params: dict[str, bool | int | float | str] | None = None
    where: dict[str, Annotated[Condition, BeforeValidator(_condition)]] = field(default_factory=dict)


@dataclass(frozen=True)
class Ask(Strict):
    """How the graph gives a figure."""

    query: str
    take: Annotated[Take, BeforeValidator(_take)]
    params: dict[str, bool | int | float | str] = field(default_factory=dict)
    where: dict[str, Annotated[Condition, BeforeValidator(_condition)]] = field(default_factory=dict)
    over: Over | None = None


@dataclass(frozen=True)
class Figure(Strict):
    """One published figure.

    row           its row in the register of what was published; says: what it says, in our own words
    where         the place in the report; denominator: of what a ratio is a part
    below         with at_least: 余 and 多 mean less than this; to: the other end of between
    digits        decimals that are printed of a ratio; those of `value` unless given
    ours          counted or divided by us, not printed
    ask           or not_a_graph_figure, the reason why no graph gives it
    """

    id: str
    row: str
    says: Label
    where: Label
    value: Annotated[bool | int | float | str, BeforeValidator(_value)]
    as_of: Annotated[AsOf, BeforeValidator(_as_of)]
    comparator: Comparator = "exactly"
    unit: Annotated[Label, BeforeValidator(_unit)] = field(default_factory=lambda: Label("", ""))
    below: int | float | None = None
    to: int | float | None = None
    digits: int | None = None
    denominator: Label | None = None
    ours: bool = False
    ask: Ask | None = None
    not_a_graph_figure: Label | None = None

    @property
    def percent(self) -> bool:
        """Whether it is printed in hundredths."""
        return self.unit.zh in ("%", "％")

    @property
    def decimals(self) -> int:
        """Decimals that are printed."""
        return self.digits if self.digits is not None else written_decimals(self.value)

    @property
    def number(self) -> Fraction | None:
        """The value, exactly as written; None where it is a text or a date."""
        return None if isinstance(self.value, (bool, str)) else Fraction(str(self.value))


def written_decimals(value: object) -> int:
    """Decimals of a number as written.

    >>> written_decimals(35.74), written_decimals(60)
    (2, 0)
    """
    return len(str(value).partition(".")[2]) if isinstance(value, float) else 0


@dataclass(frozen=True)
class Report(Strict):
    """What the figures were published in."""

    file: str
    title: Label
    published: Annotated[dt.date | None, BeforeValidator(_published)]


@dataclass(frozen=True)
class Place(Strict):
    """The published figures of one place.

    area      the area that all its questions are about
    ledgers   made_up: the ledgers that they are held against were calibrated to these very figures, and every
              output says so; own: they are an office's own
    """

    place: str
    label: Label
    report: Report
    area: str
    figures: tuple[Figure, ...]
    ledgers: Literal["made_up", "own"] = "made_up"
