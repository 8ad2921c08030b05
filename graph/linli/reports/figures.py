"""Published figures beside those computed, as tables of texts and as json. Each ends with the sentence that
says what agreement is worth.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from linli.messages.catalogue import Lang, say
from linli.model.figure import AsOf, Figure
from linli.model.interval import MAX, MIN
from linli.model.measured import (
    VERDICTS,
    Checked,
    CheckedPlace,
    Days,
    Measured,
    Missing,
    Numbers,
    Words,
    accepted,
    rounded,
)
from linli.model.vocabulary import Label
from linli.model.vocabulary import load as load_vocabularies
from linli.queries import catalogue
from linli.queries.catalogue import ColumnSpec
from linli.queries.figures import spec_of
from linli.reports.answer import Column, Langs, Shown
from linli.reports.dates import span

LANGUAGES: tuple[Lang, ...] = ("zh", "en")
FIELDS = ("row", "says", "published", "computed", "denominator", "query", "day", "where", "verdict")


def shown(place: CheckedPlace, langs: Langs) -> Shown:
    """The figures of one place."""
    columns = tuple(Column(name, _both(langs, _heading(name)), number=False) for name in FIELDS)
    return Shown(columns, tuple(_row(checked, langs) for checked in place.figures))


def together(places: Sequence[CheckedPlace], langs: Langs) -> Shown:
    """The figures of all places in one table, with the place in front and the sentence at the end."""
    names = ("place", *FIELDS)
    columns = tuple(Column(name, _both(langs, _heading(name)), number=False) for name in names)
    rows = [
        (_both(langs, one.place.label), *_row(checked, langs)) for one in places for checked in one.figures
    ]
    rows += [(text, *[""] * len(FIELDS)) for text in notes(places, langs)]
    return Shown(columns, tuple(rows))


def notes(places: Iterable[CheckedPlace], langs: Langs) -> list[str]:
    """What agreement is worth: a sentence for each sort of ledgers that the places were held against."""
    return [_both(langs, note) for note in _notes(places)]


def title(place: CheckedPlace, langs: Langs) -> str:
    """A place and the report that its figures were published in."""
    report = place.place.report

    def said(lang: Lang) -> str:
        day = str(report.published) if report.published else say("figures_day_unknown", lang)
        values = {"place": place.place.label.text(lang), "title": report.title.text(lang)}
        return say("figures_report", lang, **values, file=report.file, day=day)

    return _both(langs, _label(said))


def total(place: CheckedPlace, langs: Langs) -> str:
    """How many figures of a place end how."""
    counts = {verdict: place.count(verdict) for verdict in VERDICTS}
    return _both(langs, _label(lambda lang: say("figures_sum", lang, all=len(place.figures), **counts)))


def render(places: Sequence[CheckedPlace], snapshot: str) -> str:
    """All of it as json text, for programs: both languages, numbers as numbers, dates in ISO form."""
    told = {"snapshot": snapshot, **plain(places)}
    return json.dumps(told, ensure_ascii=False, indent=1, default=str)


def plain(places: Sequence[CheckedPlace]) -> dict[str, object]:
    """All of it as plain data."""
    return {
        "places": [
            {
                "place": one.place.place,
                "label": _plain(one.place.label),
                "area": one.place.area,
                "report": {
                    "file": one.place.report.file,
                    "title": _plain(one.place.report.title),
                    "published": one.place.report.published or "unknown",
                },
                "figures": [_json(checked) for checked in one.figures],
                "totals": {verdict: one.count(verdict) for verdict in VERDICTS},
            }
            for one in places
        ],
        "notes": [_plain(note) for note in _notes(places)],
    }


def _notes(places: Iterable[CheckedPlace]) -> list[Label]:
    kinds = dict.fromkeys(one.place.ledgers for one in places)
    return [_word(f"figures_{kind}") for kind in kinds]


def _heading(name: str) -> Label:
    return _word(f"figures_{name}")


def _word(key: str) -> Label:
    return Label(say(key, "zh"), say(key, "en"))


def _row(checked: Checked, langs: Langs) -> tuple[str, ...]:
    figure = checked.figure
    return (
        figure.row,
        _both(langs, figure.says),
        _both(langs, _label(lambda lang: published(figure, lang))),
        _both(langs, _label(lambda lang: computed(checked, lang))),
        _both(langs, _label(lambda lang: _denominator(checked, lang))),
        figure.ask.query if figure.ask else "",
        _both(langs, _label(lambda lang: _day(checked, lang))),
        _both(langs, figure.where),
        _both(langs, _heading(checked.verdict)),
    )


def published(figure: Figure, lang: Lang) -> str:
    """What was published, with its comparator and unit."""

    def number(value: object) -> str:
        if isinstance(value, (bool, str)):
            return _term(_spec(figure), str(value).lower() if isinstance(value, bool) else value, lang)
        digits = figure.decimals if figure.digits is not None else None
        return _unit(_number(Fraction(str(value)), digits), figure, lang)

    values = {"value": number(figure.value)}
    if figure.comparator == "at_least":
        values["below"] = "" if figure.below is None else number(figure.below)
    elif figure.comparator == "between":
        values["to"] = number(figure.to)
    elif figure.comparator == "about":
        ends = accepted(figure)
        values |= {"low": _number(ends.low), "high": _number(ends.high or ends.low)}
    exactly = figure.comparator == "exactly"
    text = values["value"] if exactly else say(f"figures_{figure.comparator}", lang, **values)
    return say("figures_ours", lang, value=text) if figure.ours else text


def computed(checked: Checked, lang: Lang) -> str:
    """What the graph gives, or why it gives nothing."""
    figure, measured = checked.figure, checked.measured
    if figure.not_a_graph_figure is not None:
        return figure.not_a_graph_figure.text(lang)
    ratio = checked.over is not None or figure.percent or figure.digits is not None
    text = _measured(measured, _spec(figure), figure.decimals if ratio else None, lang)
    told = isinstance(measured, Numbers) and (measured.low is not None or measured.high is not None)
    return _unit(text, figure, lang) if told else text


def _measured(measured: Measured | None, spec: ColumnSpec | None, digits: int | None, lang: Lang) -> str:
    if isinstance(measured, Missing):
        return say("figures_rows", lang, count=measured.rows)
    if isinstance(measured, Words) and measured.text is not None:
        return _term(spec, measured.text, lang)
    low = high = None
    if isinstance(measured, Days):
        if measured.low != MIN and measured.high != MAX:
            return span(measured.low, measured.high)
        if measured.low == MAX:
            return say("standing", lang)
        low = None if measured.low == MIN else str(measured.low)
        high = None if measured.high == MAX else str(measured.high)
    elif isinstance(measured, Numbers):
        low, high = (None if n is None else _number(n, digits) for n in (measured.low, measured.high))
    return _between(low, high, lang)


def _between(low: str | None, high: str | None, lang: Lang) -> str:
    """What lies between two texts, either of which may be unknown."""
    if low is None and high is None:
        return say("unknown", lang)
    if low is None or high is None:
        return f"≤ {high}" if low is None else f"≥ {low}"
    return low if low == high else say("figures_range", lang, low=low, high=high)


def _denominator(checked: Checked, lang: Lang) -> str:
    words = checked.figure.denominator
    if words is None or checked.over is None:
        return words.text(lang) if words else ""
    whole = _measured(checked.over, None, None, lang)
    return say("figures_over", lang, denominator=words.text(lang), value=whole)


def _day(checked: Checked, lang: Lang) -> str:
    said = checked.figure.as_of
    if said.day is None:
        return say("figures_day_unknown", lang, day=checked.day)
    return say("figures_day_made_up", lang, day=said.day) if said.made_up else str(said.day)


def _spec(figure: Figure) -> ColumnSpec | None:
    """The column that a figure is, if it is one: neither a number of rows nor a quotient."""
    if figure.ask is None or figure.ask.over is not None:
        return None
    return spec_of(catalogue.get(figure.ask.query), figure.ask.take.column)


def _term(spec: ColumnSpec | None, text: str, lang: Lang) -> str:
    """A text as people read it: a term in words."""
    if spec is not None and spec.type == "yes_no" and text in ("true", "false"):
        return say("yes" if text == "true" else "no", lang)
    if spec is not None and spec.type == "term" and spec.vocabulary:
        words = load_vocabularies()[spec.vocabulary]
        code = words.by_word().get(text)
        return text if code is None else Label(words.term(code).zh, words.term(code).en).text(lang)
    return text


def _unit(number: str, figure: Figure, lang: Lang) -> str:
    unit = figure.unit.text(lang)
    return f"{number} {unit}" if lang == "en" and unit and not figure.percent else f"{number}{unit}"


def _number(number: Fraction, digits: int | None = None) -> str:
    """A number with its decimals as printed, or with four at most.

    >>> _number(Fraction(104, 291) * 100, 2), _number(Fraction(1, 3)), _number(Fraction(291))
    ('35.74', '0.3333', '291')
    """
    if digits is None:
        text = _number(number, 4)
        return text.rstrip("0").rstrip(".")
    return f"{Decimal((rounded(number, digits) * 10**digits).numerator).scaleb(-digits):f}"


def _label(said: Callable[[Lang], str]) -> Label:
    return Label(said("zh"), said("en"))


def _both(langs: Langs, label: Label) -> str:
    """A text in one language, or in both where they differ."""
    if langs != "both":
        return label.text(langs)
    return label.zh if label.zh == label.en else f"{label.zh} / {label.en}"


def _plain(label: Label) -> dict[str, str]:
    return {"zh": label.zh, "en": label.en}


def _json(checked: Checked) -> dict[str, object]:
    figure = checked.figure
    return {
        "id": figure.id,
        "row": figure.row,
        "says": _plain(figure.says),
        "where": _plain(figure.where),
        "published": {
            "comparator": figure.comparator,
            "value": figure.value,
            "below": figure.below,
            "to": figure.to,
            "digits": figure.digits,
            "unit": _plain(figure.unit),
            "ours": figure.ours,
        },
        "computed": _ends(checked.measured),
        "denominator": _plain(figure.denominator) if figure.denominator else None,
        "over": _ends(checked.over),
        "query": figure.ask.query if figure.ask else None,
        "params": figure.ask.params if figure.ask else None,
        "as_of": {"stated": _stated(figure.as_of), "made_up": figure.as_of.made_up, "asked": checked.day},
        "not_a_graph_figure": _plain(figure.not_a_graph_figure) if figure.not_a_graph_figure else None,
        "verdict": checked.verdict,
    }


def _stated(said: AsOf) -> str:
    return "unknown" if said.day is None else str(said.day)


def _ends(measured: Measured | None) -> dict[str, object] | None:
    """What was computed: the two ends that it lies between, alike where it is certain."""
    if measured is None:
        return None
    if isinstance(measured, Numbers):
        return {"low": _float(measured.low), "high": _float(measured.high)}
    if isinstance(measured, Days):
        return {"low": measured.low, "high": measured.high}
    return {"text": measured.text} if isinstance(measured, Words) else {"rows": measured.rows}


def _float(number: Fraction | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number.denominator == 1 else float(number)
