"""Facts as Cypher for a person to paste into Neo4j Browser: text made of identifiers alone, that linli itself
never runs.

Names stay out of it, in comments too: Neo4j reads `\\u000a` anywhere in a query as the character, so that a
name could end a comment. Each link is looked up from its ends, which the constraints index.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from linli.model.schema import load as load_schema


def text(links: Mapping[str, Sequence[tuple[str, str, str]]], nodes: Mapping[str, Sequence[str]]) -> str:
    """Cypher that shows some links, and nodes that stand alone.

    Parameters: `links`, by table, each as (identifier, identifier of where it begins, of where it ends);
    `nodes`, identifiers by their kind.
    Raises KeyError for a table or kind that the schema does not have: it is never written into the text.

    >>> print(text({}, {"Compound": ["c'1"]}))
    MATCH p = (n:Compound)
    WHERE n.id IN ['c\\'1']
    RETURN p;
    """
    parts = []
    for name, rows in links.items():
        table = load_schema().table(name)
        assert table.ends is not None, name
        source, target = table.ends
        parts.append(
            f"MATCH p = (a:{source})-[r:{table.type.name}]->(b:{target})\n"
            f"WHERE a.id IN {_list(row[1] for row in rows)}\n"
            f"  AND b.id IN {_list(row[2] for row in rows)}\n"
            f"  AND r.id IN {_list(row[0] for row in rows)}\n"
            "RETURN p"
        )
    for name, identities in nodes.items():
        label = load_schema().table(name).name
        parts.append(f"MATCH p = (n:{label})\nWHERE n.id IN {_list(identities)}\nRETURN p")
    return "\nUNION\n".join(parts) + ";"


def quoted(value: str) -> str:
    """A text as a Cypher literal. A backslash ends the literal that it stands in, so that it and a `u` after
    it are never read as one character.

    >>> print(quoted("a'b"), quoted("\\\\u0027"))
    'a\\'b' '\\\\' + 'u0027'
    """
    first, *rest = value.split("\\")
    plain = [part.replace("'", "\\'") for part in (first, *rest)]
    pieces = [f"'{part}\\\\'" for part in plain[:-1]] + ([f"'{plain[-1]}'"] if plain[-1] or not rest else [])
    return " + ".join(pieces)


def _list(values: Iterable[str]) -> str:
    return "[" + ", ".join(map(quoted, dict.fromkeys(values))) + "]"
