"""Facts of the graph in sentences, in either language, with the cells that state them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from linli.audit.gathered import Fact, Node
from linli.messages.catalogue import Lang, say
from linli.model.cell import Cell
from linli.model.interval import MAX, MIN, Interval
from linli.model.schema import PHYSICAL, Property
from linli.model.schema import load as load_schema
from linli.model.vocabulary import load as load_vocabularies
from linli.ports import Value

CELLS = 6
"""Stretches of cells that a sentence names; a body that many rows name is not followed by all of them."""


@dataclass(frozen=True)
class Context:
    """What sentences need beside their fact.

    bodies     post → the body that it is in
    persons    person → its properties, where they decide something: whether the rule counts party members
    stretches  of cells that a sentence names
    """

    bodies: Mapping[str, Node] = field(default_factory=dict)
    persons: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    stretches: int = CELLS


def sentence(fact: Fact, context: Context, lang: Lang) -> str:
    """A fact in a sentence, without its cells.

    Parameters: `fact`, a link or a node; `context`; `lang`.
    """
    said = _link(fact, context, lang) if len(fact.ends) == 2 else _node(fact, lang)
    details = [*_properties(fact, lang), *_member(fact, context, lang)] if len(fact.ends) == 2 else []
    if fact.doubt != "sure":
        details.append(say("fact_perhaps" if fact.doubt == "may" else "fact_not_now", lang))
    return said + _in_brackets(details, lang)


def source(cells: Sequence[Cell], lang: Lang, most: int = CELLS) -> str:
    """The cells of a sentence; "" where none is known."""
    where = stretches(cells)
    if not where:
        return ""
    text = ("；" if lang == "zh" else "; ").join(where[:most])
    if len(where) > most:
        text = say("fact_source_more", lang, cells=text, count=len(where) - most)
    return say("fact_source", lang, cells=text)


def stretches(cells: Sequence[Cell]) -> list[str]:
    """Cells as a person looks them up: cells of one row that touch are one stretch.

    >>> cells = [Cell("任职.xlsx", "支部", name, "", "") for name in ("B5", "C5", "E5", "B6")]
    >>> stretches(cells)
    ['任职.xlsx 支部 B5:C5、E5', '任职.xlsx 支部 B6']
    """
    rows: dict[tuple[str, str, str], list[str]] = {}
    for cell in cells:
        if cell.address:
            letter, row = _divided(cell.address)
            rows.setdefault((cell.file, cell.sheet, row), []).append(letter)
    return [
        " ".join(part for part in (file, sheet, "、".join(_joined(letters, row))) if part)
        for (file, sheet, row), letters in rows.items()
    ]


def since(interval: Interval | None, lang: Lang) -> str:
    """The first day in force, as one says it; "" where nobody has written it down."""
    if interval is None or interval[0] == MIN or interval[1] == MAX:
        return ""
    return day(interval[0], interval[1], lang)


def until(interval: Interval | None, lang: Lang) -> str:
    """The last day in force, as one says it; "" where there is none, or nobody has written it down."""
    if interval is None or interval[3] == MAX or interval[2] == MIN:
        return ""
    return day(interval[2] - dt.timedelta(1), interval[3] - dt.timedelta(1), lang)


def day(low: dt.date, high: dt.date, lang: Lang) -> str:
    """A day known to lie between two, with the precision of the ledger.

    >>> day(dt.date(2021, 3, 1), dt.date(2021, 3, 31), "zh")
    '2021年3月'
    >>> day(dt.date(2021, 1, 1), dt.date(2021, 12, 31), "en")
    '2021'
    """
    from linli.reports.dates import span

    text = span(low, high)
    parts = text.split("-")
    if "…" in text or len(parts) > 3:
        return text
    key = ("said_year", "said_month", "said_day")[len(parts) - 1]
    if lang == "zh":
        parts = [str(int(part)) for part in parts]
    return say(key, lang, **dict(zip(("year", "month", "day"), parts, strict=False)))


def name(node: Node, lang: Lang) -> str:
    """A node's name, for a sentence."""
    return node.name.text(lang) or say("not_stated", lang)


def basis(fact: Fact, lang: Lang) -> str:
    """Why two persons may be one."""
    return say(f"basis_{fact.values['basis']}", lang)


def _link(fact: Fact, context: Context, lang: Lang) -> str:
    a, b = (name(end, lang) for end in fact.ends)
    dated = {"since": since(fact.interval, lang), "until": until(fact.interval, lang)}
    if fact.type == "HOLDS":
        body = context.bodies.get(fact.ends[1].id)
        return say("fact_holds", lang, person=a, post=b, body=name(body, lang) if body else "", **dated)
    if fact.type == "POST_IN":
        return say("fact_post_in", lang, post=a, body=b)
    if fact.type == "MAY_BE":
        return say("fact_may_be", lang, a=a, b=b, basis=basis(fact, lang))
    if fact.type in ("COVERS", "ACTS_FOR", "SERVES", "REPORTS_TO", "LOCATED_IN"):
        return say(f"fact_{fact.type.lower()}", lang, a=a, b=b, **dated)
    return say("fact_other", lang, a=a, b=b, link=load_schema().links[fact.type].label, **dated)


def _node(fact: Fact, lang: Lang) -> str:
    """A node with what the ledgers say of it."""
    values = _properties(fact, lang)
    if begun := since(fact.interval, lang):
        values.append(say("fact_founded", lang, since=begun))
    if over := until(fact.interval, lang):
        values.append(say("fact_dissolved", lang, until=over))
    kind = load_schema().nodes[fact.type].label.text(lang)
    own = fact.ends[0].name.text(lang)
    head = f"{own}（{kind}）" if lang == "zh" else f"{own} ({kind})"
    return head + _listed(values, lang)


def _listed(values: Sequence[str], lang: Lang) -> str:
    if not values:
        return ""
    return "：" + "，".join(values) if lang == "zh" else ": " + ", ".join(values)


def _in_brackets(details: Sequence[str], lang: Lang) -> str:
    if not details:
        return ""
    return f"（{'，'.join(details)}）" if lang == "zh" else f" ({', '.join(details)})"


def _properties(fact: Fact, lang: Lang) -> list[str]:
    """What the ledgers say of a fact beside its ends and dates: label and value."""
    if fact.type == "MAY_BE":
        return []
    kind = load_schema().nodes.get(fact.type) or load_schema().links[fact.type]
    return [
        f"{prop.label.text(lang)} {said}"
        for prop in kind.properties
        if prop.type not in ("name",) and not prop.personal and (said := _said(prop, fact.values, lang))
    ]


def _said(prop: Property, values: Mapping[str, Value], lang: Lang) -> str:
    found = [values.get(prop.name + suffix) for suffix, _ in PHYSICAL[prop.type]]
    if found[0] is None:
        return ""
    if prop.type == "date" and isinstance(found[0], dt.date) and isinstance(found[1], dt.date):
        return day(found[0], found[1], lang)
    if prop.vocabulary:
        term = load_vocabularies()[prop.vocabulary].term(str(found[0]))
        return term.zh if lang == "zh" else term.en
    if prop.type == "yes_no":
        return say("yes" if found[0] else "no", lang)
    return str(found[0])


def _member(fact: Fact, context: Context, lang: Lang) -> list[str]:
    """Whether the holder of a post is a party member, where the rule counts that."""
    person = context.persons.get(fact.ends[0].id)
    if fact.type != "HOLDS" or person is None:
        return []
    keys = {True: "party_yes", False: "party_no", None: "party_unknown"}
    member = person.get("party_member")
    return [say(keys[member if isinstance(member, bool) else None], lang)]


def _divided(address: str) -> tuple[str, str]:
    """The letters and the row of an address; what is no plain address stays whole.

    >>> _divided("AB12"), _divided("D5:F5")
    (('AB', '12'), ('D5:F5', ''))
    """
    match = re.fullmatch(r"([A-Z]+)(\d+)", address)
    return (match[1], match[2]) if match else (address, "")


def _joined(letters: Sequence[str], row: str) -> list[str]:
    """Columns of one row as addresses, those that touch as one stretch."""
    if not row:
        return list(letters)
    places = sorted({_place(letter): letter for letter in letters}.items())
    runs: list[list[tuple[int, str]]] = []
    for place, letter in places:
        if runs and runs[-1][-1][0] == place - 1:
            runs[-1].append((place, letter))
        else:
            runs.append([(place, letter)])
    return [f"{run[0][1]}{row}" if len(run) == 1 else f"{run[0][1]}{row}:{run[-1][1]}{row}" for run in runs]


def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place
