"""A finding as a chain of sentences: what the ledgers say, where they say it, and what follows; or why nobody
can tell, and what would settle it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linli.audit.explained import Explained
from linli.audit.gathered import Fact, Statement
from linli.messages.catalogue import Lang, say
from linli.model.cell import Cell
from linli.reports.explain import doubts
from linli.reports.explain.facts import Context, sentence, source
from linli.reports.findings import sentence as message

MOST = 24
"""Facts told unless all are asked for."""


@dataclass(frozen=True)
class Chain:
    """An explanation in one language.

    head        the rule and the day; id: the finding's identifier
    facts_head  over the facts; facts: one sentence each, with its cells; more: how many are left out, ""
                if none
    statements  that ledgers are whole
    conclusion  what follows
    doubts      why it is not certain, or nobody can tell; settles: what would settle each of them
    notes       why it follows, the citation, what would mend it, documents
    """

    head: str
    id: str
    facts_head: str
    facts: tuple[str, ...]
    more: str
    statements: tuple[str, ...]
    conclusion: str
    doubts: tuple[str, ...]
    settles: tuple[str, ...]
    notes: tuple[str, ...]


def chain(explained: Explained, lang: Lang, most: int | None = MOST) -> Chain:
    """The chain of a finding.

    Parameters: `explained`; `lang`; `most`, facts told, or None for all.
    """
    rule, finding, evidence = explained.rule, explained.finding, explained.evidence
    told = list(_told(explained))
    facts = tuple(_one(fact, cells, explained, lang) for fact, cells in told[:most])
    if not explained.witnessed and not explained.shown:
        facts = (*facts, say("explain_facts_none", lang))
    template = rule.text.message if explained.failed else rule.text.unknown or rule.text.message
    said = message(template, rule.find, finding.values, lang)
    open_ = doubts.of(explained, lang) if not (explained.failed and finding.certain) else ()
    return Chain(
        say(
            "explain_head",
            lang,
            severity=say(f"severity_of_{rule.text.severity}", lang),
            title=rule.text.title,
            rule=rule.name,
            pack=explained.pack.label,
            day=explained.as_of,
        ),
        say("explain_id", lang, id=finding.id),
        say("explain_facts_witness" if explained.witnessed else "explain_facts_around", lang),
        facts,
        _more(explained, len(told), len(told[:most]), lang),
        tuple(_stated(one, lang) for one in evidence.statements),
        say("explain_therefore" if explained.failed else "explain_unknown", lang, message=said.rstrip("。.")),
        tuple(one.what for one in open_),
        tuple(dict.fromkeys(one.settle for one in open_ if one.settle)),
        tuple(_notes(explained, lang)),
    )


def context(explained: Explained) -> Context:
    """What the sentences of an explanation need beside their facts."""
    facts = explained.evidence.facts
    counted = "party_member" in explained.rule.find.text
    return Context(
        {fact.ends[0].id: fact.ends[1] for fact in facts if fact.type == "POST_IN"},
        {fact.id: fact.values for fact in facts if fact.type == "Person"} if counted else {},
    )


def _told(explained: Explained) -> Iterator[tuple[Fact, tuple[Cell, ...]]]:
    """The facts that get a sentence, with their cells: the subject itself where the rule is about what it is
    or lacks; a post with its holder, not apart.
    """
    shown = explained.shown
    held = {fact.ends[1].id for fact in shown if fact.type == "HOLDS"}
    posts = {fact.ends[0].id: fact for fact in explained.evidence.facts if fact.type == "POST_IN"}
    if not explained.witnessed:
        yield from (
            (fact, fact.cells) for fact in explained.evidence.facts if fact.id == explained.finding.subject
        )
    for fact in shown:
        if fact.type == "POST_IN" and fact.ends[0].id in held:
            continue
        body = posts.get(fact.ends[1].id) if fact.type == "HOLDS" else None
        yield fact, _one_row(fact.cells, body.cells if body else ())


def _one_row(own: tuple[Cell, ...], other: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Cells of a fact, and those of another that stand in the same rows."""
    rows = {(cell.file, cell.sheet, _row(cell)) for cell in own}
    near = [cell for cell in other if (cell.file, cell.sheet, _row(cell)) in rows]
    return tuple(dict.fromkeys((*own, *near)))


def _row(cell: Cell) -> str:
    return cell.address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _one(fact: Fact, cells: tuple[Cell, ...], explained: Explained, lang: Lang) -> str:
    return sentence(fact, context(explained), lang) + source(cells, lang)


def _more(explained: Explained, all_: int, listed: int, lang: Lang) -> str:
    evidence = explained.evidence
    if evidence.count > len(evidence.facts):
        return say("explain_more_rerun", lang, count=evidence.count, listed=listed)
    return say("explain_more", lang, count=all_ - listed) if all_ > listed else ""


def _stated(one: Statement, lang: Lang) -> str:
    return say(
        "explain_stated" if one.counts else "explain_stated_late",
        lang,
        by=one.by,
        area=one.area.name,
        ledger=one.label,
        day=one.day,
        at=one.at.date() if one.at else "",
    )


def _notes(explained: Explained, lang: Lang) -> Iterator[str]:
    text, evidence = explained.rule.text, explained.evidence
    if evidence.kind == "aggregate":
        totals = vars(evidence.totals)
        command = evidence.rerun.command
        yield say("explain_why_aggregate", lang, subject=text.subject, command=command, **totals)
    elif evidence.kind == "absence" or (explained.witnessed and explained.failed):
        yield say(f"explain_why_{evidence.kind}", lang)
    if evidence.lacking:
        yield say("explain_lacking", lang, lacking=evidence.lacking)
    if evidence.documents:
        numbers = dict.fromkeys(f"{one.label.text(lang)} {one.number}" for one in evidence.documents)
        yield say("explain_documents", lang, documents=list(numbers))
    yield say("explain_citation", lang, citation=text.citation, level=say(f"level_of_{text.level}", lang))
    yield say("explain_remedy", lang, remedy=text.remedy)
