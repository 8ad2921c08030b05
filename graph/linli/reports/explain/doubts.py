"""Why nobody can tell, or a finding is only possible: what is missing, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linli.audit.explained import Explained
from linli.messages.catalogue import Lang, say
from linli.reports.explain.facts import Context, basis, name, sentence, stretches

DATES = 8
"""Facts of uncertain dates that are named."""


@dataclass(frozen=True)
class Open:
    """Something that is missing, and what would settle it; "" where the rule's remedy says it."""

    what: str
    settle: str


def of(explained: Explained, lang: Lang) -> tuple[Open, ...]:
    """What is open about a finding that is not certain, or about what nobody can tell.

    Parameters: `explained`; `lang`. Never empty: where nothing of this kind is found, the rule's own words
    say why.
    """
    found = (
        *_statements(explained, lang),
        *_values(explained, lang),
        *_members(explained, lang),
        *_identities(explained, lang),
        *_dates(explained, lang),
    )
    return found or (Open(say("lack_other", lang), ""),)


def _statements(explained: Explained, lang: Lang) -> Iterator[Open]:
    missing = explained.evidence.missing if not explained.failed else ()
    kinds = " ".join(one.ledger for one in missing)
    labels = [one.label.text(lang) for one in missing]
    for one in missing:
        values = {"area": one.area.name, "day": explained.as_of}
        settle = say("settle_statement", lang, kinds=kinds, code=one.area.id, **{**values, "ledger": labels})
        yield Open(say("lack_statement", lang, ledger=one.label, **values), settle)


def _values(explained: Explained, lang: Lang) -> Iterator[Open]:
    """Columns of the finding's row that are blank: what the ledgers do not state of the subject."""
    columns = explained.rule.find.header.columns
    for column, spec in columns.items():
        if spec.type in ("count", "yes_no") and explained.finding.values.get(column) is None:
            label = spec.zh if lang == "zh" else spec.en
            yield Open(say("lack_value", lang, column=label), say("settle_value", lang, column=label))


def _members(explained: Explained, lang: Lang) -> Iterator[Open]:
    """Holders of whom the ledgers do not say whether they are party members, where the rule counts that."""
    if "party_member" not in explained.rule.find.text:
        return
    people = {fact.id: fact for fact in explained.evidence.facts if fact.type == "Person"}
    for fact in explained.shown:
        person = people.get(fact.ends[0].id)
        if fact.type == "HOLDS" and fact.doubt != "not" and person and person.values["party_member"] is None:
            cells = "；".join(stretches(fact.cells)[:1])
            what = say("lack_member", lang, person=name(fact.ends[0], lang))
            yield Open(what, say("settle_member", lang, person=name(fact.ends[0], lang), cells=cells))


def _identities(explained: Explained, lang: Lang) -> Iterator[Open]:
    for fact in explained.evidence.facts:
        if fact.type == "MAY_BE":
            a, b = fact.ends
            what = say("lack_identity", lang, a=name(a, lang), b=name(b, lang), basis=basis(fact, lang))
            yield Open(what, say("settle_identity", lang, one=a.id, other=b.id))


def _dates(explained: Explained, lang: Lang) -> Iterator[Open]:
    bodies = {fact.ends[0].id: fact.ends[1] for fact in explained.evidence.facts if fact.type == "POST_IN"}
    unsure = [fact for fact in explained.shown if fact.doubt == "may"]
    for fact in unsure[:DATES]:
        cells = "；".join(stretches(fact.cells)[:2])
        what = say("lack_dates", lang, fact=sentence(fact, Context(bodies), lang))
        yield Open(what, say("settle_dates", lang, cells=cells))
