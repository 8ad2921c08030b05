"""Reading a place's published figures, held against the catalogue: a question that is not there, a column it
does not have or a value that such a column never holds refuses the file, with field and repair.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path

from linli.errors import DefinitionError, FiguresNotFound, ParameterMissing, ParameterWrong, QueryUnknown
from linli.model import definition
from linli.model.figure import ROWS, Condition, Figure, Place, Take
from linli.model.measured import span
from linli.model.vocabulary import Label
from linli.model.vocabulary import load as load_vocabularies
from linli.queries import catalogue
from linli.queries.catalogue import ColumnSpec, Query

Fault = tuple[str, Label]
"""A field, and what is wrong with it and how to mend it."""

Parameters = Mapping[str, bool | int | float | str]

NUMBERS = ("count", "ratio")
DAYS = ("date", "start", "end")
SUMMED = ("count", "yes_no")
ORDERED = (*NUMBERS, *DAYS)
LIMIT = 4 << 20
"""Bytes: a larger file is no file of figures."""


def load(path: Path) -> Place:
    """A place's figures from their file.

    Raises DefinitionError that names file, field and repair; FiguresNotFound where nothing can be read.
    """
    file = str(path)
    try:
        if path.stat().st_size > LIMIT:
            raise DefinitionError(
                file=file, field="", problem=Label("太大，不是公布数文件", "too large for figures")
            )
        place = definition.build(definition.read(path.read_text(encoding="utf-8-sig"), file), Place, file)
    except UnicodeDecodeError as error:
        problem = Label("不是 UTF-8 文本，请另存为 UTF-8", "this is no UTF-8 text; save it as UTF-8")
        raise DefinitionError(file=file, field=f"byte {error.start + 1}", problem=problem) from error
    except OSError as error:
        raise FiguresNotFound(where=file) from error
    except RecursionError as error:
        problem = Label(
            "层次太深或引用了自身，请展开写", "nested too deeply, or refers to itself; write it out"
        )
        raise DefinitionError(file=file, field="", problem=problem) from error
    if faults := list(_faults(place)):
        zh, en = ([getattr(fault, lang) for _, fault in faults] for lang in ("zh", "en"))
        problem = Label("；".join(zh), "; ".join(en))
        raise DefinitionError(file=file, field="; ".join(field for field, _ in faults), problem=problem)
    return place


def spec_of(query: Query, column: str) -> ColumnSpec | None:
    """The column of a question that a figure takes; None where it takes the rows themselves."""
    return None if column == ROWS else query.header.columns[column]


def _faults(place: Place) -> Iterator[Fault]:
    """What is wrong with a file whose fields are all of the right form."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", place.place):
        yield "place", Label("只用小写字母、数字、- 和 _", "use small letters, digits, - and _ alone")
    if not place.figures:
        yield "figures", Label("一条也没有，请至少写一条", "there is none; write at least one")
    for name, times in Counter(figure.id for figure in place.figures).items():
        if times > 1:
            yield f"figures.{name}", Label("id 重复，请各写各的", "this id stands twice; give each its own")
    for figure in place.figures:
        for field, problem in (*_published(figure), *_given(figure)):
            yield f"figures.{figure.id}.{field}", problem


def _published(figure: Figure) -> Iterator[Fault]:
    """What is wrong with the published side of a figure."""
    if (figure.below is not None) and figure.comparator != "at_least":
        yield "below", Label("只和 at_least 一起写", "it goes with at_least alone")
    if (figure.to is not None) != (figure.comparator == "between"):
        yield "to", Label("between 要写 to，其他的不写", "between has it, and nothing else does")
    value = figure.number
    if value is None:
        if figure.comparator != "exactly" or figure.digits is not None:
            yield "comparator", Label("文字和日期只能是 exactly", "a text or a date is published exactly")
        return
    for field, bound in (("below", figure.below), ("to", figure.to)):
        if bound is not None and bound <= value:
            yield field, Label("要大于 value", "give more than value")
    if figure.digits is not None and figure.digits < 0:
        yield "digits", Label("写小数位数，如 2", "give the number of decimals, such as 2")
    if round(value, figure.decimals) != value:
        yield "digits", Label("value 的小数位比 digits 多", "value has more decimals than digits says")


def _given(figure: Figure) -> Iterator[Fault]:
    """What is wrong with how the graph is to give a figure."""
    ask = figure.ask
    if (ask is None) == (figure.not_a_graph_figure is None):
        yield "ask", Label("ask 和 not_a_graph_figure 写且只写一个", "give either ask or not_a_graph_figure")
    if ask is None:
        return
    query = yield from _query("ask", ask.query, ask.params)
    if query is None:
        return
    yield from _rows("ask", query, ask.where, ask.take)
    if ask.over is None:
        if ask.take.column in (ROWS, *query.header.columns):
            yield from _value(figure, query, ask.take)
        if figure.percent and ask.take.how in ("sum", "count"):
            need = Label("百分数要写 over（分母）", "a percentage needs over, its denominator")
            yield "ask.over", need
        return
    if figure.denominator is None:
        yield "denominator", Label("比值要写明分母是什么", "a ratio says what it is a part of")
    if figure.number is None:
        yield "value", Label("比值要写数", "a ratio is a number")
    params = ask.over.params if ask.over.params is not None else {} if ask.over.query else ask.params
    other = yield from _query("ask.over", ask.over.query or ask.query, params)
    if other is not None:
        yield from _rows("ask.over", other, ask.over.where, ask.over.take)
        for field, one, take in (("ask", query, ask.take), ("ask.over", other, ask.over.take)):
            spec = None if take.column == ROWS else one.header.columns.get(take.column)
            if take.how != "count" and spec is not None and spec.type not in (*NUMBERS, *SUMMED):
                yield f"{field}.take", Label("比值的两头都要是数", "both sides of a ratio are numbers")


def _query(field: str, name: str, params: Parameters) -> Generator[Fault, None, Query | None]:
    """The question of a figure, its parameters checked: a generator that returns it, or None."""
    standard = [key for key in params if key in catalogue.STANDARD]
    if standard:
        yield f"{field}.params.{standard[0]}", Label("不用写，由 area 和 as_of 定", "area and as_of say it")
        return None
    try:
        query = catalogue.get(name)
        query.bind({**params, "as_of": dt.date.min, "areas": []})
    except QueryUnknown as error:
        near = error.where["near"]
        yield f"{field}.query", Label(f"没有“{name}”，相近的有：{near}", f"there is no {name}; near: {near}")
    except ParameterMissing as error:
        yield (
            f"{field}.params.{error.where['parameter']}",
            Label(f"缺，类型 {error.where['wanted']}", f"missing; its type is {error.where['wanted']}"),
        )
    except ParameterWrong as error:
        yield (
            f"{field}.params.{error.where['parameter']}",
            Label(f"不对，要 {error.where['wanted']}", f"wrong; wanted: {error.where['wanted']}"),
        )
    else:
        return query
    return None


def _rows(field: str, query: Query, where: Mapping[str, Condition], take: Take) -> Iterator[Fault]:
    """What is wrong with the rows that count and what is taken of them."""
    columns = query.header.columns
    for name in (*where, take.column, *([take.possible] if take.possible else [])):
        if name not in columns and (name != ROWS or take.how != "count"):
            known = "、".join(columns)
            yield f"{field}.{name}", Label(f"没有这一列，有：{known}", f"no such column; there are: {known}")
            return
    for name, condition in where.items():
        yield from ((f"{field}.where.{name}", problem) for problem in _condition(columns[name], condition))
    kinds = {columns[name].type for name in (take.column, take.possible) if name in columns}
    wanted = {"sum": SUMMED, "min": ORDERED, "max": ORDERED}.get(take.how)
    if wanted and not kinds <= set(wanted):
        is_not = Label(f"这一列不能取 {take.how}", f"{take.how} cannot be taken of such a column")
        yield f"{field}.take.{take.how}", is_not
    if take.how == "count" and kinds & {"start", "end"}:
        yield f"{field}.take.count", Label("起止日期不能数", "starts and ends cannot be counted")


def _condition(spec: ColumnSpec, condition: Condition) -> Iterator[Label]:
    """What is wrong with a condition on a column."""
    for _, bound in condition.bounds:
        if spec.type in NUMBERS and not isinstance(bound, str):
            continue
        if spec.type == "date" and _is_day(bound):
            continue
        yield Label("只有数和日期能比大小，日期要写到日", "numbers and whole dates alone have bounds")
    if spec.type in ("start", "end") and condition.values:
        yield Label("起止日期不能作条件", "a start or end is no condition")
    for value in (value for value in condition.values if value is not None):
        fits = {
            "yes_no": isinstance(value, bool),
            "count": isinstance(value, int) and not isinstance(value, bool),
            "ratio": isinstance(value, (int, float)) and not isinstance(value, bool),
            "date": _is_day(value),
        }.get(spec.type, isinstance(value, str))
        if not fits:
            yield Label(
                f"这一列是 {spec.type}，值不合", f"the column is {spec.type}; such a value never occurs"
            )
        elif spec.type == "term" and spec.vocabulary:
            yield from _term(spec.vocabulary, str(value), codes_alone=True)


def _value(figure: Figure, query: Query, take: Take) -> Iterator[Fault]:
    """Whether what is published can be compared with what is taken."""
    spec = spec_of(query, take.column)
    if take.how in ("sum", "count") or spec is None or spec.type in NUMBERS:
        if figure.number is None:
            yield "value", Label("算出来的是数，这里也要写数", "the graph gives a number; publish a number")
    elif spec.type in DAYS:
        try:
            span(str(figure.value))
        except ValueError:
            yield "value", Label("写 2020、2020-08 或 2020-08-15", "write 2020, 2020-08 or 2020-08-15")
    elif (spec.type == "yes_no") != isinstance(figure.value, bool):
        yield "value", Label("是否写 true、false", "write true or false where the column is yes or no")
    elif spec.type != "yes_no" and not isinstance(figure.value, str):
        yield "value", Label("算出来的是文字，请加引号", "the graph gives a text; put it in quotes")
    elif spec.type == "term" and spec.vocabulary:
        words = _term(spec.vocabulary, str(figure.value), codes_alone=False)
        yield from (("value", problem) for problem in words)


def _term(vocabulary: str, value: str, *, codes_alone: bool) -> Iterator[Label]:
    terms = load_vocabularies()[vocabulary]
    if value not in terms.codes() and (codes_alone or value not in terms.by_word()):
        known = ", ".join(terms.codes())
        yield Label(
            f"{vocabulary} 没有“{value}”，有：{known}", f"{vocabulary} has no {value}; there are: {known}"
        )


def _is_day(value: object) -> bool:
    try:
        return len(str(value)) == 10 and bool(dt.date.fromisoformat(str(value)))
    except ValueError:
        return False
