"""Which rules a change can touch, by what their queries name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache

from linli.analysis.coverage import tenures
from linli.audit.rule import Rule
from linli.audit.surroundings import DERIVED, bodies_named, looked_at
from linli.model.schema import load as load_schema


def touched(rule: Rule, tables: Iterable[str]) -> bool:
    """Whether a rule looks at anything of some tables: at links of their type, or at nodes of their kind.

    Parameters: `rule`; `tables` in which rows were put or ended, without derived ones.
    """
    links, kinds = _named(rule.find.text + rule.population.text)
    for name in tables:
        table = load_schema().table(name)
        if table.type.name in (links if table.ends else kinds):
            return True
    return False


def read_by(rule: Rule) -> frozenset[str]:
    """The tables that the queries of a rule read, derived ones with those they are made of."""
    return _read_by(rule.find.text + rule.population.text)


@cache
def _read_by(text: str) -> frozenset[str]:
    links, kinds = _named(text)
    read = [table for table in load_schema().tables if table.ends and table.type.name in links]
    ends = {label for table in read for label in table.ends or ()}
    return frozenset({table.name for table in read} | ends | kinds)


STAFF = tenures.STAFF - {"MAY_BE.Person.Person"}
"""Tables that say who has which post, beyond doubt who that is."""


def passes_by(rule: Rule, kinds: Collection[str]) -> bool:
    """Whether a change of who has which post decides nothing for a rule, since it asks only about bodies of
    other kinds, one by one.

    Parameters: `rule`; `kinds` of all bodies in which somebody whom the change concerns has a post.
    """
    asked = bodies_named(rule)
    between = any(move.source == move.target == "Organization" for move in looked_at(rule))
    return bool(asked) and not between and not set(asked) & set(kinds)


def judges_areas(rule: Rule) -> bool:
    """Whether what a rule judges are areas, so that it asks of all that lies in them."""
    text = rule.population.text
    subject = re.search(r"(\w+)\.id AS subject", text)
    return bool(subject and re.search(rf"\({subject[1]}:Area\b", text))


@cache
def _named(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The types of link and of node that queries name; of derived links also those they are made of."""
    links = {name for part in re.findall(r"\[\w*:([A-Z_|:]+)", text) for name in re.split(r"[|:]+", part)}
    base = links | {name for one in links for name in DERIVED.get(one, ())}
    return frozenset(base), frozenset(re.findall(r"\(\w*:(\w+)", text))
