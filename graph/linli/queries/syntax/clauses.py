"""Clauses that read: MATCH, OPTIONAL MATCH, WHERE, WITH, UNWIND, RETURN, ORDER BY, SKIP, LIMIT, UNION."""

from __future__ import annotations

from dataclasses import dataclass

from linli.model.vocabulary import Label
from linli.queries.syntax.expressions import expression
from linli.queries.syntax.reader import Link, Match, Pause, Reader, words
from linli.queries.syntax.tokens import NotAllowed

FARTHEST = 16
"""Links of one walk. The deepest chain of any place has six levels."""


def query(at: Reader) -> None:
    """A whole query, up to the end of the text. Raises NotAllowed."""
    _part(at)
    while at.is_word("UNION"):
        at.steps.append(Pause(at.now.line, "UNION"))
        at.take()
        at.word("ALL")
        at.known.clear()
        at.labels.clear()
        at.personal.clear()
        _part(at)
    if at.now.kind != "end":
        raise at.wrong(_CLAUSES)


_CLAUSES = Label(
    "只能用 MATCH、OPTIONAL MATCH、WHERE、WITH、UNWIND、RETURN、ORDER BY、SKIP、LIMIT、UNION ALL",
    "only MATCH, OPTIONAL MATCH, WHERE, WITH, UNWIND, RETURN, ORDER BY, SKIP, LIMIT and UNION ALL"
    " may be used",
)


def _part(at: Reader) -> None:
    while not at.is_word("RETURN"):
        if at.is_word("MATCH") or at.is_word("OPTIONAL", "MATCH"):
            at.steps.append(matched(at))
        elif at.is_word("WITH"):
            _with(at)
        elif at.is_word("UNWIND"):
            _unwind(at)
        else:
            raise at.wrong(_CLAUSES)
    at.steps.append(Pause(at.now.line, "RETURN"))
    at.take()
    at.shown |= {name for name, item in _items(at).items() if item.personal}
    _ordered(at)


def matched(at: Reader) -> Match:
    """A MATCH or OPTIONAL MATCH with its WHERE."""
    match = Match(at.now.line, at.word("OPTIONAL"))
    at.want_word("MATCH")
    before, at.judged = at.judged, set()
    _path(at, match)
    while at.sign(","):
        _path(at, match)
    if at.word("WHERE"):
        expression(at)
    match.judged, at.judged = at.judged, before
    return match


def _path(at: Reader, match: Match) -> None:
    """A path: a node, then links and nodes."""
    path = ""
    if at.now.kind == "word":
        path = at.name()
        at.want("=")
        at.known.add(path)
    begin = at.place
    left = _node(at)
    while at.is_sign("-") or at.is_sign("<"):
        inward = at.sign("<")
        at.want("-")
        at.want("[")
        name = _new(at) if at.now.kind == "word" else ""
        types = _types(at)
        far = _bounds(at)
        at.want("]")
        at.want("-")
        outward = at.sign(">")
        if inward and outward:
            raise at.wrong(Label("一条关系只有一个方向", "a link has one direction"))
        right = _node(at)
        match.links.append(Link(name, types, (right, left) if inward else (left, right), far))
        left = right
    along = {token.text for token in at.tokens[begin : at.place]}
    if path and any(at.labels.get(text, text) in words().persons for text in along):
        at.personal.add(path)


def _node(at: Reader) -> str:
    """A node: with a label, or a variable that is known."""
    at.want("(")
    line = at.now.line
    name = at.name() if at.now.kind == "word" else ""
    if at.sign(":"):
        label = at.of_schema(words().nodes, "类别", "label")
        if name:
            at.known.add(name)
            at.labels[name] = label
    elif name not in at.known:
        raise NotAllowed(
            line, Label("节点要写类别，如 (c:Compound)", "a node names its label, such as (c:Compound)")
        )
    if at.sign("{"):
        _properties(at, name)
    at.want(")")
    return name


def _properties(at: Reader, name: str) -> None:
    while True:
        at.of_schema(words().properties, "属性", "property")
        at.want(":")
        expression(at)
        at.judged.add(name)
        if not at.sign(","):
            break
    at.want("}")


def _new(at: Reader) -> str:
    name = at.name()
    at.known.add(name)
    return name


def _types(at: Reader) -> tuple[str, ...]:
    if not at.sign(":"):
        raise at.wrong(Label("关系要写类型，如 [:COVERS]", "a link names its type, such as [:COVERS]"))
    types = [at.of_schema(words().links, "关系", "link")]
    while at.sign("|"):
        at.sign(":")
        types.append(at.of_schema(words().links, "关系", "link"))
    return tuple(types)


def _bounds(at: Reader) -> bool:
    """How often a link is walked: `*1..6`. A walk without an upper bound may never end."""
    if not at.sign("*"):
        return False
    line = at.now.line
    low = at.take().text if at.now.kind == "number" else ""
    several = at.sign("..")
    high = _number(at) if several else low
    if not high.isdigit() or "." in low or int(high) > FARTHEST:
        problem = Label(
            f"步数要有上限，如 *1..6，最多 {FARTHEST}",
            f"a walk has an upper bound, such as *1..6; at most {FARTHEST}",
        )
        raise NotAllowed(line, problem)
    return True


def _number(at: Reader) -> str:
    return at.take().text if at.now.kind == "number" else ""


def _with(at: Reader) -> None:
    at.steps.append(Pause(at.now.line, "WITH"))
    at.take()
    before, passed = set(at.known), _items(at)
    # ORDER BY may still name what the WITH does not pass on; WHERE and all that follows may not.
    at.known = before | set(passed)
    _ordered(at)
    at.known = set(passed)
    at.labels = {name: item.label for name, item in passed.items() if item.label}
    at.personal = {name for name, item in passed.items() if item.personal}
    if at.word("WHERE"):
        expression(at)


def _unwind(at: Reader) -> None:
    at.steps.append(Pause(at.now.line, "UNWIND"))
    at.take()
    at.touched = False
    expression(at)
    at.want_word("AS")
    name = _new(at)
    at.personal |= {name} if at.touched else set()


@dataclass(frozen=True)
class _Item:
    """An item of a WITH or RETURN: the label of the node that it is, and whether it may be personal."""

    label: str
    personal: bool


def _items(at: Reader) -> dict[str, _Item]:
    """The items of a WITH or RETURN, by the names that they have afterwards."""
    at.word("DISTINCT")
    items: dict[str, _Item] = {}
    while True:
        begin, at.touched = at.place, False
        expression(at)
        single = at.tokens[begin].text if at.place == begin + 1 else ""
        label = at.labels.get(single, "")
        # A person passed on as it is stays one, and is looked at again where its name is.
        item = _Item(label, at.touched and not label)
        if at.word("AS"):
            items[at.name()] = item
        elif single:
            items[single] = item
        else:
            raise at.wrong(Label("算出来的要用 AS 起名", "what is worked out is named with AS"))
        if not at.sign(","):
            break
    at.known |= set(items) if at.is_word("ORDER", "BY") else set()
    return items


def _ordered(at: Reader) -> None:
    if at.word("ORDER", "BY"):
        while True:
            expression(at)
            _ = at.word("DESC") or at.word("ASC") or at.word("DESCENDING") or at.word("ASCENDING")
            if not at.sign(","):
                break
    for word in ("SKIP", "LIMIT"):
        if at.word(word):
            if at.now.kind not in ("number", "parameter"):
                raise at.wrong(Label("这里写数", "a number stands here"))
            token = at.take()
            if token.kind == "parameter":
                at.parameters.add(token.text)
