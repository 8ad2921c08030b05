"""What the graph says of a published figure, as exactly as it knows, and whether the two agree.

A ledger may leave a date, a membership or a person open, so what is computed lies between two ends. Published
and computed agree only where every value in between would, and differ only where none would. The rest cannot
be told: unknown is neither agreement nor difference.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from linli.model.figure import Figure, Place

Verdict = Literal["holds", "differs", "cannot_tell", "not_graph"]
VERDICTS: tuple[Verdict, ...] = ("holds", "differs", "cannot_tell", "not_graph")

ABOUT = Fraction(1, 10)
"""“About” is within this part of the value, above and below."""


@dataclass(frozen=True)
class Numbers:
    """A number between two, both included; None where it has no known end."""

    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True)
class Days:
    """A day between two, both included."""

    low: dt.date
    high: dt.date


@dataclass(frozen=True)
class Words:
    """A text (the code of a term), or None where the ledgers leave it open."""

    text: str | None


@dataclass(frozen=True)
class Missing:
    """One row was wanted, and this many are there."""

    rows: int


Measured = Numbers | Days | Words | Missing


@dataclass(frozen=True)
class Checked:
    """A published figure beside the one computed.

    day       the day that was asked about; None for what no graph gives
    measured  and `over`, the denominator that was computed, if there is one
    """

    figure: Figure
    verdict: Verdict
    day: dt.date | None = None
    measured: Measured | None = None
    over: Measured | None = None


@dataclass(frozen=True)
class CheckedPlace:
    """All figures of a place."""

    place: Place
    figures: tuple[Checked, ...]

    def count(self, verdict: Verdict) -> int:
        """How many figures end so."""
        return sum(checked.verdict == verdict for checked in self.figures)


def verdict(figure: Figure, measured: Measured, *, ratio: bool = False, text: str | None = None) -> Verdict:
    """Whether a published figure and the computed one agree.

    Parameters: `ratio`, whether the computed one is a quotient: it is then rounded to the decimals that are
    printed before it is compared, half upwards (四舍五入);
    `text`, what is published in the form in which the measured text stands; as written unless given.
    """
    if isinstance(measured, Missing):
        return "differs"
    if isinstance(measured, Words):
        return (
            "cannot_tell" if measured.text is None else _told(measured.text == (text or word(figure.value)))
        )
    if isinstance(measured, Days):
        return _days(span(str(figure.value)), measured)
    digits = figure.decimals if ratio or figure.digits is not None else None
    return _numbers(accepted(figure), _rounded(measured.low, digits), _rounded(measured.high, digits))


def word(value: object) -> str:
    """A published value as a text: true and false as they are written."""
    return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass(frozen=True)
class Range:
    """Numbers that a published figure stands for; `high` is None where there is no end, and included unless
    `open`.
    """

    low: Fraction
    high: Fraction | None
    open: bool = False


def accepted(figure: Figure) -> Range:
    """The numbers that a published figure stands for.

    >>> from linli.model.vocabulary import Label
    >>> says = Label("", "")
    >>> from linli.model.figure import AsOf
    >>> more = Figure("a", "N5", says, says, 1350, AsOf(None), "at_least", below=1360)
    >>> accepted(more)
    Range(low=Fraction(1350, 1), high=Fraction(1360, 1), open=True)
    """
    value = figure.number
    assert value is not None, "the loader lets a number be compared with numbers alone"
    if figure.comparator == "at_least":
        return Range(value, None if figure.below is None else Fraction(str(figure.below)), open=True)
    if figure.comparator == "about":
        return Range(value - abs(value) * ABOUT, value + abs(value) * ABOUT)
    if figure.comparator == "between":
        return Range(value, Fraction(str(figure.to)))
    return Range(value, value)


def _numbers(wanted: Range, low: Fraction | None, high: Fraction | None) -> Verdict:
    def beyond(number: Fraction) -> bool:
        return wanted.high is not None and (number >= wanted.high if wanted.open else number > wanted.high)

    if (high is not None and high < wanted.low) or (low is not None and beyond(low)):
        return "differs"
    starts = low is not None and low >= wanted.low
    ends = wanted.high is None if high is None else not beyond(high)
    return "holds" if starts and ends else "cannot_tell"


def _days(wanted: Days, measured: Days) -> Verdict:
    if measured.high < wanted.low or wanted.high < measured.low:
        return "differs"
    inside = wanted.low <= measured.low and measured.high <= wanted.high
    return "holds" if inside else "cannot_tell"


def _told(agrees: bool) -> Verdict:
    return "holds" if agrees else "differs"


def _rounded(number: Fraction | None, digits: int | None) -> Fraction | None:
    return number if number is None or digits is None else rounded(number, digits)


def rounded(number: Fraction, digits: int) -> Fraction:
    """A number rounded as it is printed, half upwards.

    >>> rounded(Fraction(10400, 291), 2) == Fraction("35.74"), rounded(Fraction("0.25"), 1) == Fraction("0.3")
    (True, True)
    """
    scale = 10**digits
    return Fraction((number * scale + Fraction(1, 2)).__floor__(), scale)


def span(text: str) -> Days:
    """The days that a date stands for: 2020, 2020-08 or 2020-08-15. Raises ValueError for anything else.

    >>> span("2024-02").high
    datetime.date(2024, 2, 29)
    """
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        raise ValueError(text)
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    low, high = dt.date(year, month or 1, day or 1), month or 12
    return Days(low, dt.date(year, high, day or calendar.monthrange(year, high)[1]))
