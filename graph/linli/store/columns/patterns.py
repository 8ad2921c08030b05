"""Patterns in SQL: MATCH as joins, OPTIONAL MATCH as a left join of one SELECT, EXISTS as itself.

Each link of a pattern is its table, whose two numbers are those of the nodes at its ends; a node's own table
is read only where one of its properties is asked for.
"""

from __future__ import annotations

from linli.queries.syntax import tree
from linli.store.columns.level import Carried, Derived, Level, Row, Scope, node, quoted
from linli.store.columns.refs import Ref, Untranslatable, Value
from linli.store.columns.values import Words, parts, value, variables


def matched(match: tree.Match, level: Level, words: Words) -> None:
    """Add a MATCH or OPTIONAL MATCH to a SELECT. Raises Untranslatable."""
    if match.optional:
        _optional(match, level, words)
        return
    for path in match.paths:
        _path(path, level, level, words)
    for condition in conjuncts(match.where):
        level.where.append(value(condition, level, words).sql)


def exists(match: tree.Match, level: Level, words: Words) -> str:
    """`EXISTS (SELECT …)` of a MATCH inside a condition."""
    inside = level.inside(knows=True)
    for path in match.paths:
        _path(path, inside, inside, words)
    for condition in conjuncts(match.where):
        inside.where.append(value(condition, inside, words).sql)
    return f"EXISTS ({inside.select('1')})"


def _optional(match: tree.Match, level: Level, words: Words) -> None:
    """What is inside knows nothing of the rows around it, but for where they are joined."""
    inside = level.inside(knows=False)
    for path in match.paths:
        _path(path, inside, level, words)
    derived = Derived(inside, level.new("d"))
    own, bound = set(inside.scope), {name for name in inside.scope if level.known(name) is not None}
    on: list[str] = []
    for name in sorted(bound):
        one, other = node(level, name), node(inside, name)
        on.append(f"{derived.give(other.number)} = {one.number}")
    mixed: Scope = dict(level.scope)
    for name in own - bound:
        mixed[name] = Carried(derived, node(inside, name))
    joined = level.inside(knows=True)
    joined.scope = mixed
    for condition in conjuncts(match.where):
        if variables(condition) <= own - bound:
            inside.where.append(value(condition, inside, words).sql)
        elif any(isinstance(one, tree.Exists) for one in parts(condition)):
            raise Untranslatable("EXISTS that looks outside of its OPTIONAL MATCH")
        else:
            on.append(value(condition, joined, words).sql)
    level.read(derived.text, "LEFT JOIN", on or None)
    level.scope.update({name: mixed[name] for name in own - bound})


def conjuncts(condition: tree.Expression | None) -> list[tree.Expression]:
    """What has to hold, one by one."""
    if condition is None:
        return []
    if isinstance(condition, tree.Binary) and condition.sign == "AND":
        return [*conjuncts(condition.left), *conjuncts(condition.right)]
    return [condition]


def _path(path: tree.Path, level: Level, around: Level, words: Words) -> None:
    """Join the links of a path. `around` knows the labels of variables that are known there."""
    if path.name:
        raise Untranslatable("a path as a whole")
    labels = [_label(one, path, level, around) for one in path.nodes]
    if not path.links:
        _alone(path.nodes[0], labels[0], level)
    found: list[Ref | None] = [_known(one, level) for one in path.nodes]
    for place, link in enumerate(path.links):
        ends = (place, place + 1) if link.direction != "in" else (place + 1, place)
        _link(link, ends, path.nodes, labels, found, level, words)
    for one, ref in zip(path.nodes, found, strict=True):
        for column, said in one.properties:
            held = ref or node(level, one.name)
            level.where.append(f"{held.property(column)} = {value(said, level, words).sql}")


def _label(said: tree.Node, path: tree.Path, level: Level, around: Level) -> str:
    """The label of a node of a pattern: its own, or that of the variable."""
    named = said.labels or next((one.labels for one in path.nodes if one.name == said.name), ())
    if len(named) > 1:
        raise Untranslatable(f"a node of one of several labels: {', '.join(named)}")
    if named:
        return named[0]
    for one in (level, around):
        found = one.known(said.name)
        if found is not None and not isinstance(found, Value):
            return found.table
    raise Untranslatable(f"{said.name} has no label")


def _known(said: tree.Node, level: Level) -> Ref | None:
    found = level.known(said.name) if said.name else None
    return None if found is None else node(level, said.name)


def _alone(said: tree.Node, label: str, level: Level) -> None:
    """A node without a link."""
    if _known(said, level) is not None:
        return
    alias = level.new("n")
    level.read(f"{quoted(label)} {alias}")
    level.holds(label, f"{alias}.n", alias)
    level.scope[said.name or alias] = Row(level, label, f"{alias}.n")


def _link(
    link: tree.Link,
    ends: tuple[int, int],
    nodes: tuple[tree.Node, ...],
    labels: list[str],
    found: list[Ref | None],
    level: Level,
    words: Words,
) -> None:
    """Join one link; the nodes at its ends are found by it, or it by them."""
    if link.far or len(link.types) > 1:
        raise Untranslatable("a link of several types or lengths")
    alias = level.new("l")
    source, table = _table(link, labels[ends[0]], labels[ends[1]], words)
    on: list[str] = []
    for place, column in zip(ends, ("f", "t"), strict=True):
        name = nodes[place].name
        ref = found[place] or (_known(nodes[place], level) if name else None)
        if ref is not None:
            on.append(f"{alias}.{column} = {ref.number}")
        else:
            ref = Row(level, labels[place], f"{alias}.{column}")
            if name:
                level.scope[name] = ref
        found[place] = ref
    level.read(f"{source} {alias}", "JOIN", on)
    level.holds(table, f"{alias}.n", alias)
    if link.name:
        level.scope[link.name] = Row(level, table, f"{alias}.n")


def _table(link: tree.Link, source: str, target: str, words: Words) -> tuple[str, str]:
    """The table that a link is read from, and its name."""
    kind = words.schema.links[link.types[0]]
    straight = f"{kind.name}.{source}.{target}"
    names = {f"{kind.name}.{end.source}.{end.target}" for end in kind.ends}
    if link.direction != "both":
        if straight not in names:
            raise Untranslatable(f"no {straight}")
        return quoted(straight), straight
    if source != target or straight not in names:
        raise Untranslatable(f"{kind.name} in both directions between {source} and {target}")
    columns = [one.name for one in words.schema.table(straight).columns if one.name not in ("from", "to")]
    own = [quoted(name) for name in ("n", *columns)]
    return words.dialect.both_ways(quoted(straight), own), straight
