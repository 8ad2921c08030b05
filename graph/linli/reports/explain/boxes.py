"""What stands in the boxes and on the links of a picture, in Chinese and English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from linli.audit.explained import Explained
from linli.audit.gathered import Fact, Node
from linli.messages.catalogue import Lang, say
from linli.model.interval import MAX, MIN, Interval
from linli.model.schema import load as load_schema
from linli.model.vocabulary import load as load_vocabularies
from linli.reports import dates
from linli.reports.explain.facts import basis
from linli.reports.picture.layout import Item
from linli.reports.picture.measure import LINE, width, wrap
from linli.reports.picture.scene import Line

CALLOUT = "finding"
SMALL, PLAIN, LARGE = 11.0, 13.0, 17.0
ROOM, NARROW = 176.0, 132.0
"""Room for the texts of a box, and of a label."""
PAD = 10.0
SIGN = 22.0
"""Room for the sign of a finding."""

COLUMN = {"Person": 1, "Post": 2, "Organization": 3, "Area": 5}
"""First columns of kinds of node; 0 is for the finding, 4 for places."""
FAMILIES = {"party": "party", "owners": "owners", "property": "company"}
TERMS = {"Organization": "organization_kind", "Area": "area_level"}
LANGS: tuple[Lang, ...] = ("zh", "en")


def column(node: Node) -> int:
    """The first column that a node may stand in."""
    return 0 if node.kind == "Completeness" else COLUMN.get(node.kind, 4)


def role(node: Node) -> str:
    """What a node is drawn as."""
    if node.kind == "Organization":
        traits = load_vocabularies()["organization_kind"].term(node.term).traits
        return FAMILIES.get(str(traits.get("family")), "body")
    return {"Person": "person", "Post": "post", "Completeness": "statement"}.get(node.kind, "place")


def verdict(explained: Explained) -> str:
    """What the finding itself is drawn as."""
    return "finding" if explained.failed else "unknown"


def of_node(node: Node, fact: Fact | None, *, marked: bool) -> tuple[Line, ...]:
    """The texts of a node: what it is, and its name; of a statement also its day.

    Parameters: `fact`, the node's own, where it is known; `marked`, whether a sign stands beside them.
    """
    room = ROOM - SIGN if marked else ROOM
    lines = [Line(text, SMALL) for text in wrap(_kind(node), SMALL, room, 2)]
    lines += [Line(text, PLAIN, strong=True) for text in wrap(node.name.zh, PLAIN, room, 4)]
    if node.name.en != node.name.zh:
        lines += [Line(text, SMALL) for text in wrap(node.name.en, SMALL, room, 3)]
    if fact is not None and isinstance(day := fact.values.get("day"), dt.date):
        lines.append(Line(day.isoformat(), SMALL))
    return tuple(lines)


def of_link(fact: Fact) -> tuple[Line, ...]:
    """The texts of a link: what it says, its dates, and how it covers or why it is doubted."""
    label = load_schema().links[fact.type].label
    texts = [f"{label.zh} {label.en}"]
    if fact.type == "MAY_BE":
        texts += [basis(fact, lang) for lang in LANGS]
    if mode := fact.values.get("mode"):
        term = load_vocabularies()["coverage_mode"].term(str(mode))
        texts.append(f"{term.zh} {term.en}")
    texts += _dates(fact.interval)
    return tuple(Line(part, SMALL) for text in texts for part in wrap(text, SMALL, NARROW, 3))


def of_finding(explained: Explained) -> tuple[Line, ...]:
    """The texts of the finding itself."""
    key = "picture_finding" if explained.failed else "picture_unknown"
    title = explained.rule.text.title
    texts = [
        (" ".join(say(key, lang) for lang in LANGS), SMALL, False),
        (title.zh, PLAIN, True),
        (title.en, SMALL, False),
    ]
    if explained.failed and not explained.finding.certain:
        texts += [(say("only_possible", lang).strip("（）()"), SMALL, False) for lang in LANGS]
    return tuple(
        Line(part, size, strong) for text, size, strong in texts for part in wrap(text, size, ROOM - SIGN, 4)
    )


def item(identity: str, lines: Sequence[Line], first: int) -> Item:
    """A box of these texts, to be placed."""
    return Item(identity, ROOM + 2 * PAD, 2 * PAD + height(lines), first)


def size(lines: Sequence[Line]) -> tuple[float, float]:
    """The size of a label of these texts."""
    if not lines:
        return 0, 0
    return max(width(line.text, line.size) for line in lines) + 8, height(lines) + 4


def height(lines: Sequence[Line]) -> float:
    """The height of some lines."""
    return sum(line.size * LINE for line in lines)


def _kind(node: Node) -> str:
    if node.kind in TERMS and node.term:
        term = load_vocabularies()[TERMS[node.kind]].term(node.term)
        return f"{term.zh} {term.en}"
    label = load_schema().nodes[node.kind].label
    return f"{label.zh} {label.en}"


def _dates(interval: Interval | None) -> list[str]:
    """From when until when, where anything of it is known."""
    if interval is None:
        return []
    low = dates.span(*interval[:2]) if interval[0] != MIN and interval[1] != MAX else ""
    day = dt.timedelta(1)
    high = (
        dates.span(interval[2] - day, interval[3] - day) if interval[3] != MAX and interval[2] != MIN else ""
    )
    return [f"{low} – {high}".strip()] if low or high else []
