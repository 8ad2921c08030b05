"""Evidence of a finding: the few facts that show it, taken out of a whole graph.

Evidence is of three kinds, as the rule says:

witness     the links that the rule names by the columns of `find`, the nodes at their ends, and the way up
            from these to their areas, since a rule is always asked of areas: any one of the links taken away
            clears the finding; what such a rule cannot tell is shown as absence is
absence     what the rule looked at around its subject without finding it there (surroundings.py), and the
            statements of completeness that make it a failure
aggregate   the same; where the subject is an area, that is the whole population, asked again

What is derived (ANSWERS_TO) is given by the base links that it comes from, so that evidence is base facts
alone and whoever checks it derives anew. The rule, asked of the evidence alone, gives the finding again;
`tests/audit/test_evidence.py` holds every rule to that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from linli.audit import surroundings, witness
from linli.audit.climb import Facts, climbed, doubts, marks, nodes_of
from linli.audit.rule import EvidenceLink, Rule
from linli.model import schema

if TYPE_CHECKING:
    import polars as pl

    from linli.audit.engine import Finding
    from linli.ports import Value

__all__ = ["Evidence", "Facts", "Marked", "Named", "alone", "mark", "of"]

Named = tuple[str, str]
"""A link by its table and its identifier."""


@dataclass(frozen=True)
class Evidence:
    """Facts that show a finding.

    facts    every table of the schema, without derived links, with the rows of the evidence alone
    links    the links of which any one taken away clears the finding, in the order of the rule
    lacking  what the rule names and the facts do not have: a fault of the rule; empty where all is well
    """

    facts: Facts
    links: tuple[Named, ...]
    lacking: tuple[str, ...]

    def without(self, link: Named) -> Facts:
        """The facts with one of the links taken away."""
        import polars as pl

        table, identity = link
        return self.facts | {table: self.facts[table].filter(pl.col("id") != identity)}


@dataclass(frozen=True)
class Marked:
    """The facts of many findings of one rule, by name alone: frames of `n` (the number of the finding),
    `table`, `id`.

    facts    every fact of each; named: the links of which any one taken away clears the finding, in the order
             of the rule (witnesses alone)
    lacking  by number, what the rule names and the facts do not have
    """

    facts: pl.DataFrame
    named: pl.DataFrame
    lacking: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def mark(rule: Rule, findings: Sequence[Finding], facts: Facts, as_of: dt.date) -> Marked:
    """The evidence of many findings of one rule at once.

    Parameters: `rule`; `findings` of it, or what nobody can tell; `facts`, of the whole graph; `as_of`, the
    day they were found for. Of several terms or contracts between the same two, the one is taken whose
    identifier stands in the row; else one that is in force on the day, certainly if there is such a one; else
    one that is over.
    Cost: a few joins a rule, whatever the number of its findings.
    """
    if rule.text.evidence != "witness":
        return Marked(_looked_at(rule, [one.subject for one in findings], facts), marks([]))
    import polars as pl

    shown = _shown(rule.text.links, [one.values for one in findings], facts, as_of)
    # What nobody can tell is shown by what was looked at as well: a link that is not there witnesses nothing.
    open_ = [n for n, one in enumerate(findings) if one.values["verdict"] != "fail"]
    near = _looked_at(rule, [findings[n].subject for n in open_], facts)
    numbers = pl.DataFrame({"n": range(len(open_)), "_n": open_}, schema={"n": pl.UInt32, "_n": pl.UInt32})
    near = near.join(numbers, on="n").select(pl.col("_n").alias("n"), "table", "id")
    lacking = {n: said for n, said in shown.lacking.items() if n not in open_}
    return Marked(_sorted(pl.concat([shown.facts, near])), shown.named, lacking)


def of(links: tuple[EvidenceLink, ...], row: Mapping[str, Value], facts: Facts, as_of: dt.date) -> Evidence:
    """The evidence of one finding of a rule whose evidence is links.

    Parameters: `links`, as the rule names them; `row`, the finding's row of `find`; `facts`, of the whole
    graph; `as_of`, the day it was found for, as `mark` has them.
    """
    return alone(_shown(links, [row], facts, as_of), 0, facts)


def alone(marked: Marked, number: int, facts: Facts) -> Evidence:
    """The evidence of one of the findings, as facts to ask the rule of.

    Parameters: `marked`; `number` of the finding; `facts`, of the whole graph.
    """
    import polars as pl

    mine = marked.facts.filter(pl.col("n") == number)
    derived = {table.name for table in schema.load().tables if table.derived}
    cut = {
        name: frame.clear()
        if name in derived
        else frame.filter(pl.col("id").is_in(mine.filter(pl.col("table") == name)["id"].to_list()))
        for name, frame in facts.items()
    }
    named = marked.named.filter(pl.col("n") == number).select("table", "id")
    return Evidence(cut, tuple(named.iter_rows()), marked.lacking.get(number, ()))


def _shown(
    links: Sequence[EvidenceLink], rows: Sequence[Mapping[str, Value]], facts: Facts, day: dt.date
) -> Marked:
    """What witnesses show: they, the way up from their ends, every node of either, and the doubts whether two
    of its persons are one, since these decide how sure a finding is.
    """
    import polars as pl

    named, lacking = witness.named(links, rows, facts, day)
    nodes, up = climbed(nodes_of(named, facts), facts)
    return Marked(_sorted(pl.concat([nodes, named, up, doubts(nodes, facts)])), named, lacking)


def _looked_at(rule: Rule, subjects: Sequence[str], facts: Facts) -> pl.DataFrame:
    """What a rule looked at around some subjects, and what the ledgers there are stated to hold, as marks."""
    import polars as pl

    near, links = surroundings.around(rule, subjects, facts)
    nodes, up = climbed(near, facts)
    stated, stated_for = surroundings.statements(rule, nodes, facts)
    return _sorted(pl.concat([nodes, stated, links, up, stated_for, doubts(nodes, facts)]))


def _sorted(whole: pl.DataFrame) -> pl.DataFrame:
    return whole.unique().sort("n", "table", "id")
