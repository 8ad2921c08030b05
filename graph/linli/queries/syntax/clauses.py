"""Clauses that read: MATCH, OPTIONAL MATCH, WHERE, WITH, UNWIND, RETURN, ORDER BY, SKIP, LIMIT, UNION."""

from __future__ import annotations

from dataclasses import dataclass

from linli.model.vocabulary import Label
from linli.queries.syntax import tree
from linli.queries.syntax.expressions import expression
from linli.queries.syntax.reader import Link, Match, Pause, Reader, words
from linli.queries.syntax.tokens import NotAllowed

FARTHEST = 16
"""Links of one walk. The deepest chain of any place has six levels."""


def query(at: Reader) -> tree.Tree:
    """A whole query, up to the end of the text. Raises NotAllowed."""
    parts = [_part(at)]
    while at.is_word("UNION"):
        at.steps.append(Pause(at.now.line, "UNION"))
        at.take()
        at.word("ALL")
        at.known.clear()
        at.labels.clear()
        at.personal.clear()
        parts.append(_part(at))
    if at.now.kind != "end":
        raise at.wrong(_CLAUSES)
    return tree.Tree(tuple(parts))


_CLAUSES = Label(
    "只能用 MATCH、OPTIONAL MATCH、WHERE、WITH、UNWIND、RETURN、ORDER BY、SKIP、LIMIT、UNION ALL",
    "only MATCH, OPTIONAL MATCH, WHERE, WITH, UNWIND, RETURN, ORDER BY, SKIP, LIMIT and UNION ALL"
    " may be used",
)


def _part(at: Reader) -> tuple[tree.Clause, ...]:
    clauses: list[tree.Clause] = []
    while not at.is_word("RETURN"):
        if at.is_word("MATCH") or at.is_word("OPTIONAL", "MATCH"):
            step, match = matched(at)
            at.steps.append(step)
            clauses.append(match)
        elif at.is_word("WITH"):
            clauses.append(_with(at))
        elif at.is_word("UNWIND"):
            clauses.append(_unwind(at))
        else:
            raise at.wrong(_CLAUSES)
    at.steps.append(Pause(at.now.line, "RETURN"))
    at.take()
    distinct, items = _items(at)
    at.shown |= {name for name, item in items.items() if item.personal}
    clauses.append(tree.Projection(_told(items), distinct, _ordered(at)))
    return tuple(clauses)


def matched(at: Reader) -> tuple[Match, tree.Match]:
    """A MATCH or OPTIONAL MATCH with its WHERE: what of it may matter, and the whole of it."""
    match = Match(at.now.line, at.word("OPTIONAL"))
    at.want_word("MATCH")
    before, at.judged = at.judged, set()
    paths = [_path(at, match)]
    while at.sign(","):
        paths.append(_path(at, match))
    where = expression(at) if at.word("WHERE") else None
    match.judged, at.judged = at.judged, before
    return match, tree.Match(match.optional, tuple(paths), where)


def _path(at: Reader, match: Match) -> tree.Path:
    """A path: a node, then links and nodes."""
    path = ""
    if at.now.kind == "word":
        path = at.name()
        at.want("=")
        at.known.add(path)
    nodes, links = [_node(at)], list[tree.Link]()
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
        left, right = nodes[-1].name, _node(at)
        match.links.append(Link(name, types, (right.name, left) if inward else (left, right.name), far))
        links.append(tree.Link(name, types, "in" if inward else "out" if outward else "both", far))
        nodes.append(right)
    if path and (any(_personal(at, node) for node in nodes) or any(_to_person(link) for link in links)):
        at.personal.add(path)
    return tree.Path(path, tuple(nodes), tuple(links))


def _personal(at: Reader, node: tree.Node) -> bool:
    """Whether a node of a pattern may be a person."""
    labels = at.labels.get(node.name, node.labels)
    return node.name in at.personal or not words().persons.isdisjoint(labels)


def _to_person(link: tree.Link) -> bool:
    """Whether a walk may pass a person, whom the pattern need not name: `(:Post)-[:HOLDS*2..2]-(:Post)`."""
    return not words().to_persons.isdisjoint(link.types)


def _node(at: Reader) -> tree.Node:
    """A node: with its label, or several of which it has one, or a variable that is known."""
    at.want("(")
    line = at.now.line
    name = at.name() if at.now.kind == "word" else ""
    labels: tuple[str, ...] = ()
    if at.sign(":"):
        labels = _either(at, words().nodes, "类别", "label")
        if name:
            _only(at, name, labels, line)
            at.known.add(name)
            at.labels[name] = labels
    elif name not in at.known:
        raise NotAllowed(
            line, Label("节点要写类别，如 (c:Compound)", "a node names its label, such as (c:Compound)")
        )
    properties = _properties(at, name) if at.sign("{") else ()
    at.want(")")
    return tree.Node(name, labels, properties)


def _only(at: Reader, name: str, labels: tuple[str, ...], line: int) -> None:
    """A variable keeps its labels: Ladybug leaves those said later out, without a word."""
    first = at.labels.get(name, labels)
    if set(first) == set(labels):
        return
    told = "|".join(first)
    problem = Label(
        f"“{name}”已经是 (:{told})；另一类节点另起一个变量名",
        f"“{name}” is (:{told}) already; a node of another label has a variable of its own",
    )
    raise NotAllowed(line, problem)


def _either(at: Reader, what: frozenset[str], zh: str, en: str) -> tuple[str, ...]:
    """Labels or link types with `|` between them, of which one holds: each is of the schema."""
    found = [at.of_schema(what, zh, en)]
    while at.sign("|"):
        found.append(at.of_schema(what, zh, en))
    return tuple(found)


def _properties(at: Reader, name: str) -> tuple[tuple[str, tree.Expression], ...]:
    found = []
    while True:
        column = at.of_schema(words().properties, "属性", "property")
        at.want(":")
        found.append((column, expression(at)))
        at.judged.add(name)
        if not at.sign(","):
            break
    at.want("}")
    return tuple(found)


def _new(at: Reader) -> str:
    name = at.name()
    at.known.add(name)
    return name


def _types(at: Reader) -> tuple[str, ...]:
    if not at.sign(":"):
        raise at.wrong(Label("关系要写类型，如 [:COVERS]", "a link names its type, such as [:COVERS]"))
    return _either(at, words().links, "关系", "link")


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


def _with(at: Reader) -> tree.Projection:
    at.steps.append(Pause(at.now.line, "WITH"))
    at.take()
    before = set(at.known)
    distinct, passed = _items(at)
    # ORDER BY may still name what the WITH does not pass on; WHERE and all that follows may not.
    at.known = before | set(passed)
    cut = _ordered(at)
    at.known = set(passed)
    at.labels = {name: item.labels for name, item in passed.items() if item.labels}
    at.personal = {name for name, item in passed.items() if item.personal}
    where = expression(at) if at.word("WHERE") else None
    return tree.Projection(_told(passed), distinct, cut, where)


def _told(items: dict[str, _Item]) -> tuple[tree.Item, ...]:
    return tuple(tree.Item(item.value, name) for name, item in items.items())


def _unwind(at: Reader) -> tree.Unwind:
    at.steps.append(Pause(at.now.line, "UNWIND"))
    at.take()
    at.touched = False
    value = expression(at)
    at.want_word("AS")
    name = _new(at)
    at.personal |= {name} if at.touched else set()
    return tree.Unwind(value, name)


@dataclass(frozen=True)
class _Item:
    """An item of a WITH or RETURN: the labels of the node that it is, and whether it may be personal."""

    value: tree.Expression
    labels: tuple[str, ...]
    personal: bool


def _items(at: Reader) -> tuple[bool, dict[str, _Item]]:
    """Whether each row is given once, and the items of a WITH or RETURN by the names that they have then."""
    distinct = at.word("DISTINCT")
    items: dict[str, _Item] = {}
    while True:
        begin, at.touched = at.place, False
        value = expression(at)
        single = at.tokens[begin].text if at.place == begin + 1 else ""
        labels = at.labels.get(single, ())
        # A person passed on as it is stays one, and is looked at again where its name is.
        item = _Item(value, labels, at.touched and not labels)
        if at.word("AS"):
            items[at.name()] = item
        elif single:
            items[single] = item
        else:
            raise at.wrong(Label("算出来的要用 AS 起名", "what is worked out is named with AS"))
        if not at.sign(","):
            break
    at.known |= set(items) if at.is_word("ORDER", "BY") else set()
    return distinct, items


def _ordered(at: Reader) -> bool:
    """Whether rows are ordered, skipped or limited."""
    begin = at.place
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
    return at.place > begin
