"""An explanation as text for a screen, as Cypher for Neo4j Browser, and as json for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Literal

from linli.audit.explained import Explained
from linli.audit.gathered import Fact, Node
from linli.messages.catalogue import Lang, say
from linli.model.vocabulary import Label
from linli.queries import paste
from linli.reports.explain.chain import MOST, Chain, chain

Kind = Literal["head", "id", "over", "line", "conclusion", "note"]
LANGS: tuple[Lang, ...] = ("zh", "en")


def lines(explained: Explained, lang: Lang, most: int | None = MOST) -> Iterator[tuple[Kind, str]]:
    """The lines of an explanation, each with what it is.

    Parameters: `explained`; `lang`; `most`, facts told, or None for all.
    """
    told = chain(explained, lang, most)
    yield "head", told.head
    yield "id", told.id
    yield "over", told.facts_head
    for number, fact in enumerate((*told.facts, *told.statements), start=1):
        yield "line", f"{number}. {fact}"
    if told.more:
        yield "line", told.more
    yield "conclusion", told.conclusion
    yield from _open(told, explained, lang)
    for note in told.notes:
        yield "note", note


def render(explained: Explained, lang: Lang, most: int | None = MOST) -> str:
    """An explanation as plain text."""
    indent = {"line": "  "}
    return "\n".join(indent.get(kind, "") + text for kind, text in lines(explained, lang, most)) + "\n"


def cypher(explained: Explained) -> str:
    """The evidence as Cypher that a person pastes into Neo4j Browser, of identifiers alone."""
    links: dict[str, list[tuple[str, str, str]]] = {}
    alone: dict[str, list[str]] = {}
    drawn = set()
    for fact in explained.evidence.facts:
        if len(fact.ends) == 2:
            source, target = fact.ends
            links.setdefault(fact.table, []).append((fact.id, source.id, target.id))
            drawn |= {source.id, target.id}
    for fact in explained.evidence.facts:
        if len(fact.ends) == 1 and fact.id not in drawn:
            alone.setdefault(fact.type, []).append(fact.id)
    head = f"// linli explain {explained.finding.id} --as-of {explained.as_of}\n"
    return head + paste.text(links, alone) + "\n"


def plain(explained: Explained) -> str:
    """All of it as json text, for programs: the chain in both languages, and the facts."""
    evidence = explained.evidence
    text = explained.rule.text
    whole = {
        "finding": explained.finding.id,
        "rule": explained.rule.name,
        "version": text.version,
        "pack": explained.pack.name,
        "as_of": explained.as_of,
        "snapshot": evidence.rerun.snapshot,
        "verdict": explained.finding.values["verdict"],
        "certain": explained.finding.certain,
        "subject": explained.finding.subject,
        "place": explained.finding.place,
        "row": dict(explained.finding.values),
        "says": {lang: _chain(explained, lang) for lang in LANGS},
        "evidence": {
            "kind": evidence.kind,
            "facts": [_fact(fact, set(evidence.named)) for fact in evidence.facts],
            "count": evidence.count,
            "fingerprint": evidence.fingerprint,
            "statements": [
                {
                    "id": s.id,
                    "ledger": s.ledger,
                    "area": s.area.id,
                    "day": s.day,
                    "counts": s.counts,
                    "by": s.by,
                    "at": s.at,
                }
                for s in evidence.statements
            ],
            "missing": [{"ledger": m.ledger, "area": m.area.id} for m in evidence.missing],
            "documents": [
                {"fact": d.fact, "what": _both(d.label), "number": d.number} for d in evidence.documents
            ],
            "lacking": evidence.lacking,
            "totals": vars(evidence.totals),
            "rerun": evidence.rerun.command,
        },
        "cypher": cypher(explained),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str)


def _open(told: Chain, explained: Explained, lang: Lang) -> Iterator[tuple[Kind, str]]:
    if told.doubts:
        yield "over", say("explain_possible" if explained.failed else "explain_lacks", lang)
        for doubt in told.doubts:
            yield "line", f"· {doubt}"
    if told.settles:
        yield "over", say("explain_settles", lang)
        for settle in told.settles:
            yield "line", f"→ {settle}"


def _chain(explained: Explained, lang: Lang) -> dict[str, object]:
    return vars(chain(explained, lang, None))


def _fact(fact: Fact, named: set[str]) -> dict[str, object]:
    return {
        "table": fact.table,
        "id": fact.id,
        "ends": [_node(end) for end in fact.ends],
        "values": {name: value for name, value in fact.values.items() if value is not None},
        "interval": fact.interval,
        "in_force": fact.doubt,
        "named": fact.id in named,
        "cells": [vars(cell) for cell in fact.cells],
    }


def _node(node: Node) -> dict[str, object]:
    return {"kind": node.kind, "id": node.id, "name": _both(node.name), "term": node.term}


def _both(label: Label) -> dict[str, str]:
    return {"zh": label.zh, "en": label.en}
