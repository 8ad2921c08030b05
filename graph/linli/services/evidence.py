"""The evidence of findings, gathered for people: base facts with the names of their ends, their dates, the
cells that state them, and what the ledgers are stated to hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import polars as pl

from linli.audit import evidence
from linli.audit.climb import Facts, marks
from linli.audit.engine import Finding, Result
from linli.audit.gathered import Document, Doubt, Fact, Gathered, Missing, Node, Rerun, Statement
from linli.messages.catalogue import Lang
from linli.model import interval as intervals
from linli.model import ledger_kind
from linli.model.cell import Cell
from linli.model.interval import COLUMNS as INTERVAL
from linli.model.interval import Interval
from linli.model.schema import Table
from linli.model.schema import load as load_schema
from linli.model.vocabulary import Label
from linli.model.vocabulary import load as load_vocabularies
from linli.ports import Value
from linli.services.audit import Audit
from linli.services.ground import AREAS, Ground

DOUBTS = ("sure", "may", "not")
MOST = 400
"""Facts of one finding that are told one by one; a whole population is asked again instead."""

FIRST = ("HOLDS", "POST_IN", "MAY_BE", "COVERS", "ACTS_FOR", "SERVES", "REPORTS_TO", "MEMBER_OF")
LAST = ("BASED_IN", "LOCATED_IN", "STATED_FOR")
"""Links in the order in which they are told; all others stand between."""


def gather(
    ground: Ground, audit: Audit, findings: Sequence[Finding], lang: Lang = "zh", most: int = MOST
) -> dict[str, Gathered]:
    """The evidence of findings, or of what nobody can tell, by their identifiers.

    Parameters: `ground`, the facts (`services.ground`) of the snapshot that was audited; `audit`; `findings`
    of it, of any of its rules; `lang`, of the cells' headings; `most` facts told of one finding.
    Cost: some joins a rule, whatever the number of findings; each ledger that states a fact is read once.
    """
    results = {result.rule.name: result for result in audit.results}
    groups: dict[str, list[Finding]] = {}
    for one in findings:
        groups.setdefault(one.rule, []).append(one)
    parts = [_Part(results[name], group, ground.facts, audit) for name, group in groups.items()]
    told = _Told(ground, [part.listed(most) for part in parts], lang, audit)
    return {
        gathered.finding: gathered
        for part, mine in zip(parts, told.parts, strict=True)
        for gathered in part.all(told, mine)
    }


class _Part:
    """The findings of one rule with the facts marked for them."""

    def __init__(self, result: Result, findings: Sequence[Finding], facts: Facts, audit: Audit) -> None:
        self.result = result
        self.findings = findings
        self.audit = audit
        self.marked = evidence.mark(result.rule, findings, facts, audit.as_of)
        self.prints = _fingerprints(self.marked.facts, facts)
        self.counts = dict(self.marked.facts.group_by("n").len().iter_rows())

    def listed(self, most: int) -> pl.DataFrame:
        """The facts that are told, in order: `n`, `table`, `id`, `named`. The subject itself, and what is
        said of its areas, always are: without them nobody knows what absence proves.
        """
        named = self.marked.named.with_row_index("place").with_columns(pl.lit(value=True).alias("named"))
        order = {name: _order(table) for name, table in _tables().items()}
        rows = self.marked.facts.join(named, on=["n", "table", "id"], how="left").with_columns(
            pl.col("table").replace_strict(order, return_dtype=pl.Int32).alias("order")
        )
        rows = rows.sort("n", "place", "order", "table", "id", nulls_last=True)
        subjects = pl.DataFrame({"id": [one.subject for one in self.findings]}).with_row_index("n")
        always = pl.col("table").is_in(AREAS) | pl.struct("n", "id").is_in(subjects.to_struct().implode())
        return rows.filter((pl.int_range(pl.len()).over("n") < most) | always).select(
            "n", "table", "id", pl.col("named").fill_null(value=False)
        )

    def all(self, told: _Told, listed: pl.DataFrame) -> Iterator[Gathered]:
        """What is gathered of each finding."""
        mine = {int(str(n)): part for (n,), part in listed.group_by("n", maintain_order=True)}
        for n, finding in enumerate(self.findings):
            yield self._one(n, finding, told, mine.get(n, listed.clear()))

    def _one(self, n: int, finding: Finding, told: _Told, listed: pl.DataFrame) -> Gathered:
        rule = self.result.rule
        facts = _in_order(
            [told.facts[table, identity] for table, identity in listed.select("table", "id").iter_rows()],
            int(listed["named"].sum()),
        )
        statements = tuple(told.statements[fact.id] for fact in facts if fact.type == "Completeness")
        return Gathered(
            finding.id,
            rule.text.evidence,
            facts,
            int(self.counts.get(n, 0)),
            tuple(listed.filter("named")["id"]),
            self.marked.lacking.get(n, ()),
            tuple(sorted(statements, key=lambda one: (one.ledger, one.day))),
            _missing(rule.text.needs, statements, finding, facts, told),
            tuple(document for fact in facts for document in told.documents.get((fact.table, fact.id), ())),
            self.result.totals,
            Rerun(self.audit.pack.name, rule.name, self.audit.areas, self.audit.as_of, self.audit.snapshot),
            self.prints.get(n, "0"),
        )


class _Told:
    """All facts of all findings, each made once."""

    def __init__(self, ground: Ground, parts: Sequence[pl.DataFrame], lang: Lang, audit: Audit) -> None:
        self.parts = parts
        self._audit = audit
        wanted = pl.concat(
            [marks([]).select("table", "id"), *(part.select("table", "id") for part in parts)]
        ).unique()
        self._cells = ground.cells(wanted["id"].to_list(), lang)
        self._rows = _rows(wanted, ground.facts)
        self.nodes = _nodes(self._rows, ground.facts)
        self.facts = {key: self._fact(key, row) for key, row in self._rows.items()}
        self.documents = {
            key: found for key, fact in self.facts.items() if (found := tuple(_documents(fact)))
        }
        self.statements = self._statements(ground)

    def _fact(self, key: tuple[str, str], row: dict[str, Value]) -> Fact:
        table = _tables()[key[0]]
        ends = (
            (self.nodes[table.ends[0], str(row["from"])], self.nodes[table.ends[1], str(row["to"])])
            if table.ends
            else (self.nodes[key],)
        )
        dated = _interval(row)
        values = {name: row[name] for name in row if name not in ("id", "from", "to", *INTERVAL)}
        return Fact(
            table.name,
            table.type.name,
            key[1],
            ends,
            values,
            dated,
            _doubt(dated, self._audit),
            self._found(key[1]),
        )

    def _found(self, identity: str) -> tuple[Cell, ...]:
        return self._cells.get(identity, ())

    def _statements(self, ground: Ground) -> dict[str, Statement]:
        words = ground.words()
        stated: dict[str, Statement] = {}
        for (table, _), row in self._rows.items():
            if table != "STATED_FOR.Completeness.Area":
                continue
            said = self._rows["Completeness", str(row["from"])]
            area = self.nodes["Area", str(row["to"])]
            day = said["day"]
            assert not isinstance(day, (str, int, float, bool, type(None)))
            word = words.get((area.id, str(said["ledger"]), day))
            stated[str(row["from"])] = Statement(
                str(row["from"]),
                str(said["ledger"]),
                _ledger(str(said["ledger"])),
                area,
                day,
                day <= self._audit.as_of,
                word.by if word else "",
                word.at if word else None,
            )
        return stated


def _in_order(facts: Sequence[Fact], named: int) -> tuple[Fact, ...]:
    """Facts as they are told: first those named, as the rule has them; of the others each kind as the ledgers
    have them, those in force first.
    """

    def place(fact: Fact) -> tuple[int, str, int, str, str, int]:
        cell = fact.cells[0] if fact.cells else None
        row = int("0" + re.sub(r"\D", "", cell.address.split(":")[0])) if cell else 0
        kind = (_order(_tables()[fact.table]), fact.table)
        return (*kind, DOUBTS.index(fact.doubt), cell.file if cell else "", cell.sheet if cell else "", row)

    return (*facts[:named], *sorted(facts[named:], key=place))


@cache
def _tables() -> dict[str, Table]:
    return {table.name: table for table in load_schema().tables}


def _order(table: Table) -> int:
    """Where facts of a table stand when they are told."""
    if not table.ends:
        return 99
    name = table.type.name
    return FIRST.index(name) if name in FIRST else 50 + LAST.index(name) if name in LAST else len(FIRST)


def _rows(wanted: pl.DataFrame, facts: Facts) -> dict[tuple[str, str], dict[str, Value]]:
    """The rows of some facts, by table and identifier."""
    return {
        (str(table), str(row["id"])): row
        for (table,), part in wanted.group_by("table")
        for row in facts[str(table)].join(part, on="id", how="semi").iter_rows(named=True)
    }


def _nodes(rows: dict[tuple[str, str], dict[str, Value]], facts: Facts) -> dict[tuple[str, str], Node]:
    """Every node of the rows and at their ends."""
    ends = {
        (label, str(row[side]))
        for (table, _), row in rows.items()
        if (pair := _tables()[table].ends)
        for side, label in zip(("from", "to"), pair, strict=True)
    }
    own = {key for key in rows if not _tables()[key[0]].ends}
    wanted = pl.DataFrame(sorted(ends | own), schema={"table": pl.String, "id": pl.String}, orient="row")
    return {key: _node(*key, row) for key, row in _rows(wanted, facts).items()}


def _node(kind: str, identity: str, row: dict[str, Value]) -> Node:
    if kind == "Post":
        term = load_vocabularies()["post_kind"].term(str(row["kind"]))
        seat = str(row["seat"] or "")
        zh, en = (f"{term.zh}（{seat}）", f"{term.en} ({seat})") if seat else (term.zh, term.en)
        return Node(kind, identity, Label(zh, en), term.code)
    if kind == "Completeness":
        return Node(kind, identity, _ledger(str(row["ledger"])), str(row["ledger"]))
    name = str(row["name"] or "")
    return Node(kind, identity, Label(name, name), str(row.get("kind") or row.get("level") or ""))


def _ledger(kind: str) -> Label:
    known = ledger_kind.load().get(kind)
    return Label(known.label.zh, known.label.en) if known else Label(kind, kind)


def _interval(row: dict[str, Value]) -> Interval | None:
    return tuple(row[name] for name in INTERVAL) if INTERVAL[0] in row else None  # type: ignore[return-value]


def _doubt(dated: Interval | None, audit: Audit) -> Doubt:
    if dated is None or intervals.certain(dated, audit.as_of):
        return "sure"
    return "may" if intervals.possible(dated, audit.as_of) else "not"


def _documents(fact: Fact) -> Iterator[Document]:
    for prop in _tables()[fact.table].type.properties:
        if prop.type == "document" and fact.values.get(prop.name):
            yield Document(fact.id, prop.label, str(fact.values[prop.name]))


def _missing(
    needs: Sequence[str],
    statements: Sequence[Statement],
    finding: Finding,
    facts: Sequence[Fact],
    told: _Told,
) -> tuple[Missing, ...]:
    """The ledgers that the rule needs and that nobody has stated to be whole by the day: for the smallest
    area of the finding.
    """
    there = {one.ledger for one in statements if one.counts}
    area = _smallest(finding, facts, told)
    return tuple(Missing(kind, _ledger(kind), area) for kind in needs if kind not in there and area)


def _smallest(finding: Finding, facts: Sequence[Fact], told: _Told) -> Node | None:
    """The smallest area of the evidence: one in which no other lies."""
    areas = {fact.id for fact in facts if fact.type == "Area"}
    over = {fact.ends[1].id for fact in facts if fact.table == "LOCATED_IN.Area.Area"}
    for identity in (finding.place, *sorted(areas - over), *sorted(areas)):
        if identity in areas:
            return told.nodes["Area", identity]
    return None


def _fingerprints(marked: pl.DataFrame, facts: Facts) -> dict[int, str]:
    """A fingerprint of the contents of each finding's facts, whatever their order."""
    import polars_hash as plh

    parts = []
    for (table,), part in marked.group_by("table"):
        rows = part.select("n", "id").join(facts[str(table)], on="id")
        texts = [
            pl.col(name).to_physical().cast(pl.String).fill_null("\x00")
            for name in rows.columns
            if name != "n"
        ]
        joined = rows.select("n", pl.concat_str([pl.lit(str(table)), *texts], separator="\x1f").alias("text"))
        parts.append(
            joined.select(
                "n", plh.concat_str([pl.col("text")]).nchash.xxh3_64().cast(pl.UInt64).alias("hash")
            )
        )
    if not parts:
        return {}
    mixed = (
        pl.concat(parts)
        .group_by("n")
        .agg(
            pl.len().alias("count"),
            pl.col("hash").bitwise_xor().alias("xor"),
            (pl.col("hash") // (1 << 20)).sum().alias("sum"),
        )
    )
    return {n: f"{count}-{xor:016x}-{total:x}" for n, count, xor, total in mixed.iter_rows()}
