"""Expressions: values, properties, comparisons, cases, and the functions that both engines share."""

from __future__ import annotations

from linli.model.vocabulary import Label
from linli.queries.syntax.reader import Reader, words
from linli.queries.syntax.tokens import NotAllowed

AGGREGATES = ("count", "min", "max", "sum", "avg")
FUNCTIONS = (*AGGREGATES, "coalesce", "abs", "round", "size", "nodes", "relationships", "length")
"""What may be called, besides `date('2024-01-01')` and the four questions about a list. Every one only
computes from what it is given, and is the same on both engines.
"""
QUANTIFIERS = ("all", "any", "none", "single")

_DATE = 12  # 'YYYY-MM-DD' with its quotation marks
_COMPARED = ("=", "<>", "<", "<=", ">", ">=")


def expression(at: Reader) -> None:
    """OR, XOR, AND, NOT, down to single values. Raises NotAllowed."""
    at.deeper()
    _not(at)
    while at.word("OR") or at.word("XOR") or at.word("AND"):
        _not(at)
    at.depth -= 1


def _not(at: Reader) -> None:
    while at.word("NOT"):
        pass
    _compared(at)


def _compared(at: Reader) -> None:
    _sum(at)
    while True:
        if at.now.kind == "sign" and at.now.text in _COMPARED:
            at.take()
            _sum(at)
        elif at.word("IN") or at.word("CONTAINS") or at.word("STARTS", "WITH") or at.word("ENDS", "WITH"):
            _sum(at)
        elif not (at.word("IS", "NOT", "NULL") or at.word("IS", "NULL")):
            return


def _sum(at: Reader) -> None:
    _signed(at)
    while at.now.kind == "sign" and at.now.text in ("+", "-", "*", "/", "%"):
        sign = at.take()
        if sign.text == "-" and at.now.kind == "sign" and at.now.text != "(":
            # `(a)-[x]-(b)` and `(a)-->(b)` would be a pattern to the engine.
            raise at.wrong(
                Label(
                    "路径只写在 MATCH 里；用 EXISTS { MATCH … }",
                    "a path stands in a MATCH; use EXISTS { MATCH … }",
                )
            )
        _signed(at)


def _signed(at: Reader) -> None:
    if at.is_sign("-") and at.ahead().kind == "number":
        at.take()
    _value(at)


def _value(at: Reader) -> None:
    token = at.now
    if token.kind in ("number", "string"):
        at.take()
    elif token.kind == "parameter":
        at.parameters.add(at.take().text)
    elif at.sign("("):
        expression(at)
        at.want(")")
    elif at.sign("["):
        if not at.is_sign("]"):
            listed(at)
        at.want("]")
    elif at.word("TRUE") or at.word("FALSE") or at.word("NULL"):
        pass
    elif at.word("CASE"):
        _case(at)
    elif at.is_word("EXISTS"):
        _exists(at)
    elif token.kind == "word" and at.ahead().kind == "sign" and at.ahead().text == "(":
        _call(at)
    elif token.kind == "word":
        variable(at)
    else:
        raise at.wrong()


def listed(at: Reader) -> None:
    """Expressions with commas between them."""
    expression(at)
    while at.sign(","):
        expression(at)


def variable(at: Reader) -> None:
    """A known variable, or a property of one."""
    line = at.now.line
    name = at.name()
    if name not in at.known:
        problem = Label(
            f"没有叫“{name}”的变量；上一个 WITH 没有带过来就用不了",
            f"there is no variable “{name}” here; a WITH passes on what it names",
        )
        raise NotAllowed(line, problem)
    at.touched |= name in at.personal
    if at.sign("."):
        column = at.of_schema(words().properties, "属性", "property")
        at.judged.add(name)
        at.touched |= (at.labels.get(name, ""), column) in words().personal
    else:
        # A whole person, made into something else, may take the name along: `coalesce(p, q)`, `'' + p`.
        at.touched |= at.labels.get(name, "") in words().persons


def _case(at: Reader) -> None:
    if not at.is_word("WHEN"):
        expression(at)
    while at.word("WHEN"):
        expression(at)
        at.want_word("THEN")
        expression(at)
    if at.word("ELSE"):
        expression(at)
    at.want_word("END")


def _exists(at: Reader) -> None:
    """`EXISTS { MATCH … WHERE … }`: one MATCH, whose variables are known inside alone."""
    from linli.queries.syntax.clauses import matched

    at.take()
    at.want("{")
    at.deeper()
    outside, labels, judged, touched = set(at.known), dict(at.labels), set(at.judged), at.touched
    at.inner.append(matched(at))
    at.known, at.labels, at.judged, at.touched = outside, labels, judged, touched
    at.depth -= 1
    at.want("}")


def _call(at: Reader) -> None:
    """A function of the list, written as it is there: small letters, nothing before it."""
    token = at.now
    name = token.text
    if name in QUANTIFIERS:
        at.take()
        _quantified(at)
    elif name == "date":
        at.take()
        _day(at)
    elif name in FUNCTIONS:
        at.take()
        at.want("(")
        touched = at.touched
        if not (name == "count" and at.sign("*")):
            if name in AGGREGATES:
                at.word("DISTINCT")
            listed(at)
        # How many there are tells nobody's name.
        at.touched = touched if name == "count" else at.touched
        at.want(")")
    else:
        allowed = ", ".join((*FUNCTIONS, "date", *QUANTIFIERS))
        raise NotAllowed(
            token.line,
            Label(f"不能调用“{name}”；可用：{allowed}", f"“{name}” may not be called; there are: {allowed}"),
        )


def _quantified(at: Reader) -> None:
    """`all(r IN relationships(p) WHERE …)`; its variable is known inside alone."""
    at.want("(")
    name = at.name()
    at.want_word("IN")
    expression(at)
    at.want_word("WHERE")
    outside = set(at.known)
    at.known.add(name)
    expression(at)
    at.known = outside
    at.want(")")


def _day(at: Reader) -> None:
    """A day that stands in the text. Without one, `date()` would be today, and an answer must not depend on
    when it is asked.
    """
    at.want("(")
    if at.now.kind != "string" or len(at.now.text) != _DATE:
        raise at.wrong(Label("日期写成 date('2024-01-31')", "write a day as date('2024-01-31')"))
    at.take()
    at.want(")")
