"""Expressions: values, properties, comparisons, cases, and the functions that both engines share."""

from __future__ import annotations

import datetime as dt

from linli.model.vocabulary import Label
from linli.queries.syntax import tree
from linli.queries.syntax.reader import Reader, words
from linli.queries.syntax.tokens import NotAllowed, Token

AGGREGATES = ("count", "min", "max", "sum", "avg", "collect")
FUNCTIONS = (*AGGREGATES, "coalesce", "abs", "round", "size", "nodes", "relationships", "length")
"""What may be called, besides `date('2024-01-01')` and the four questions about a list. Every one only
computes from what it is given, and is the same on both engines.
"""
QUANTIFIERS = ("all", "any", "none", "single")

_DATE = 12  # 'YYYY-MM-DD' with its quotation marks
_COMPARED = ("=", "<>", "<", "<=", ">", ">=")
_WORDS = {"TRUE": True, "FALSE": False, "NULL": None}


def expression(at: Reader) -> tree.Expression:
    """OR, XOR, AND, NOT, down to single values. Raises NotAllowed."""
    at.deeper()
    value = _joined(at, "OR")
    at.depth -= 1
    return value


_TIGHTER = {"OR": "XOR", "XOR": "AND"}


def _joined(at: Reader, word: str) -> tree.Expression:
    """Values with OR, XOR or AND between them; the next of these binds tighter."""

    def one() -> tree.Expression:
        return _joined(at, _TIGHTER[word]) if word in _TIGHTER else _not(at)

    value = one()
    while at.word(word):
        value = tree.Binary(word, value, one())
    return value


def _not(at: Reader) -> tree.Expression:
    negated = False
    while at.word("NOT"):
        negated = not negated
    value = _compared(at)
    return tree.Unary("NOT", value) if negated else value


def _compared(at: Reader) -> tree.Expression:
    """A value, one comparison, and IS NULL of either."""
    value = _sum(at)
    if sign := _comparison(at):
        value = tree.Binary(sign, value, _sum(at))
        if _comparison(at):
            # The embedded engine has no `1 <= a < b`.
            raise at.wrong(Label("一次只比一回，用 AND 连起来", "compare once, and join with AND"))
    while at.is_word("IS"):
        negated = at.word("IS", "NOT", "NULL")
        if not negated:
            at.want_word("IS")
            at.want_word("NULL")
        value = tree.Unary("IS NOT NULL" if negated else "IS NULL", value)
    return value


def _comparison(at: Reader) -> str:
    """Take a comparison if one stands here; "" else."""
    if at.now.kind == "sign" and at.now.text in _COMPARED:
        return at.take().text
    for several in (("IN",), ("CONTAINS",), ("STARTS", "WITH"), ("ENDS", "WITH")):
        if at.word(*several):
            return " ".join(several)
    return ""


def _sum(at: Reader) -> tree.Expression:
    value = _product(at)
    while at.is_sign("+") or at.is_sign("-"):
        value = tree.Binary(_operator(at), value, _product(at))
    return value


def _product(at: Reader) -> tree.Expression:
    value = _signed(at)
    while at.is_sign("*") or at.is_sign("/") or at.is_sign("%"):
        value = tree.Binary(_operator(at), value, _signed(at))
    return value


def _operator(at: Reader) -> str:
    sign = at.take().text
    if sign == "-" and at.now.kind == "sign" and at.now.text != "(":
        # `(a)-[x]-(b)` and `(a)-->(b)` would be a pattern to the engine.
        raise at.wrong(
            Label(
                "路径只写在 MATCH 里；用 EXISTS { MATCH … }",
                "a path stands in a MATCH; use EXISTS { MATCH … }",
            )
        )
    return sign


def _signed(at: Reader) -> tree.Expression:
    if at.is_sign("-") and at.ahead().kind == "number":
        at.take()
        return tree.Unary("-", _value(at))
    return _value(at)


def _value(at: Reader) -> tree.Expression:
    token = at.now
    if token.kind in ("number", "string"):
        return tree.Constant(_constant(at.take()))
    if token.kind == "parameter":
        at.parameters.add(at.take().text)
        return tree.Given(token.text)
    if token.kind == "word":
        return _worded(at)
    return _bracketed(at)


def _bracketed(at: Reader) -> tree.Expression:
    """`( … )` or `[ … ]`."""
    if at.sign("("):
        inner = expression(at)
        at.want(")")
        return inner
    if at.sign("["):
        items = () if at.is_sign("]") else listed(at)
        at.want("]")
        return tree.Listed(items)
    raise at.wrong()


def _worded(at: Reader) -> tree.Expression:
    """What begins with a word."""
    if at.now.keyword in _WORDS:
        return tree.Constant(_WORDS[at.take().keyword])
    if at.word("CASE"):
        return _case(at)
    if at.is_word("EXISTS"):
        return _exists(at)
    called = at.ahead().kind == "sign" and at.ahead().text == "("
    return _call(at) if called else variable(at)


def _constant(token: Token) -> int | float | str:
    if token.kind == "string":
        return token.text[1:-1]
    return float(token.text) if "." in token.text else int(token.text)


def listed(at: Reader) -> tuple[tree.Expression, ...]:
    """Expressions with commas between them."""
    items = [expression(at)]
    while at.sign(","):
        items.append(expression(at))
    return tuple(items)


def variable(at: Reader) -> tree.Variable | tree.Property:
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
    if not at.sign("."):
        # A whole person, made into something else, may take the name along: `coalesce(p, q)`, `'' + p`.
        at.touched |= not words().persons.isdisjoint(at.labels.get(name, ()))
        return tree.Variable(name)
    column = at.of_schema(words().properties, "属性", "property")
    at.judged.add(name)
    at.touched |= any((label, column) in words().personal for label in at.labels.get(name, ()))
    return tree.Property(name, column)


def _case(at: Reader) -> tree.Case:
    subject = None if at.is_word("WHEN") else expression(at)
    branches = []
    while at.word("WHEN"):
        when = expression(at)
        at.want_word("THEN")
        branches.append((when, expression(at)))
    otherwise = expression(at) if at.word("ELSE") else None
    at.want_word("END")
    return tree.Case(subject, tuple(branches), otherwise)


def _exists(at: Reader) -> tree.Exists:
    """`EXISTS { MATCH … WHERE … }`: one MATCH, whose variables are known inside alone."""
    from linli.queries.syntax.clauses import matched

    at.take()
    at.want("{")
    at.deeper()
    outside, labels, judged, touched = set(at.known), dict(at.labels), set(at.judged), at.touched
    step, match = matched(at)
    at.inner.append(step)
    at.known, at.labels, at.judged, at.touched = outside, labels, judged, touched
    at.depth -= 1
    at.want("}")
    return tree.Exists(match)


def _call(at: Reader) -> tree.Expression:
    """A function of the list, written as it is there: small letters, nothing before it."""
    token = at.now
    name = token.text
    if name in QUANTIFIERS:
        at.take()
        return _quantified(at, name)
    if name == "date":
        at.take()
        return _day(at)
    if name not in FUNCTIONS:
        allowed = ", ".join((*FUNCTIONS, "date", *QUANTIFIERS))
        raise NotAllowed(
            token.line,
            Label(f"不能调用“{name}”；可用：{allowed}", f"“{name}” may not be called; there are: {allowed}"),
        )
    at.take()
    at.want("(")
    touched, distinct = at.touched, False
    arguments: tuple[tree.Expression, ...] = ()
    if not (name == "count" and at.sign("*")):
        distinct = name in AGGREGATES and at.word("DISTINCT")
        arguments = listed(at)
    # How many there are tells nobody's name.
    at.touched = touched if name == "count" else at.touched
    at.want(")")
    return tree.Call(name, arguments, distinct)


def _quantified(at: Reader, which: str) -> tree.Quantified:
    """`all(r IN relationships(p) WHERE …)`; its variable is known inside alone."""
    at.want("(")
    name = at.name()
    at.want_word("IN")
    of = expression(at)
    at.want_word("WHERE")
    outside = set(at.known)
    at.known.add(name)
    where = expression(at)
    at.known = outside
    at.want(")")
    return tree.Quantified(which, name, of, where)


def _day(at: Reader) -> tree.Constant:
    """A day that stands in the text. Without one, `date()` would be today, and an answer must not depend on
    when it is asked.
    """
    at.want("(")
    if at.now.kind != "string" or len(at.now.text) != _DATE:
        raise at.wrong(Label("日期写成 date('2024-01-31')", "write a day as date('2024-01-31')"))
    try:
        day = dt.date.fromisoformat(at.now.text[1:-1])
    except ValueError:
        raise at.wrong(
            Label("没有这一天；写成 date('2024-01-31')", "there is no such day; write date('2024-01-31')")
        ) from None
    at.take()
    at.want(")")
    return tree.Constant(day)
