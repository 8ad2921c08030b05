"""The evidence of a finding as a picture: which facts are drawn, and where everything stands."""

from __future__ import annotations

from collections.abc import Sequence

from linli.audit.explained import UPWARDS, Explained
from linli.audit.gathered import Fact, Node
from linli.messages.catalogue import Lang, say
from linli.reports.explain import boxes, legend
from linli.reports.explain.boxes import CALLOUT, LARGE, PLAIN, SMALL
from linli.reports.findings import sentence as message
from linli.reports.picture.layout import Edge, Layout, Point, Rect, arrange
from linli.reports.picture.measure import LINE, wrap
from linli.reports.picture.scene import Box, Line, Link, Scene

MOST = 26
"""Links of absence and aggregates that are drawn; a picture of hundreds shows nothing."""

MARGIN, NARROWEST = 28.0, 760.0
LANGS: tuple[Lang, ...] = ("zh", "en")


def draw(explained: Explained) -> Scene:
    """The picture of a finding, in Chinese and English."""
    facts = chosen(explained)
    nodes = _nodes(explained, facts)
    values = {fact.id: fact for fact in explained.evidence.facts if len(fact.ends) == 1}
    subject = explained.finding.subject
    texts = {node.id: boxes.of_node(node, values.get(node.id), marked=node.id == subject) for node in nodes}
    labels = {fact.id: boxes.of_link(fact) for fact in facts}
    callout = boxes.of_finding(explained)
    items = [boxes.item(CALLOUT, callout, 0)]
    items += [boxes.item(node.id, texts[node.id], boxes.column(node)) for node in nodes]
    edges = [Edge(CALLOUT, CALLOUT, subject)]
    edges += [_edge(fact, boxes.size(labels[fact.id])) for fact in facts]
    placed = arrange(items, edges)
    head, top = _head(explained, max(placed.width, NARROWEST))
    down = top + MARGIN
    drawn = [_box(CALLOUT, boxes.verdict(explained), callout, placed, down, sign=True)]
    drawn += [
        _box(node.id, boxes.role(node), texts[node.id], placed, down, sign=node.id == subject)
        for node in nodes
    ]
    links = [_link(CALLOUT, "finding", "sure", (), placed, down)]
    links += [
        _link(fact.id, _part(fact, explained), fact.doubt, labels[fact.id], placed, down) for fact in facts
    ]
    return _framed(explained, facts, head, drawn, links, (placed.width, down + placed.height))


def chosen(explained: Explained, most: int = MOST) -> list[Fact]:
    """The links that are drawn: all that witness; of other evidence those nearest to the subject, those in
    force first, with the way up to the areas that statements are about.
    """
    if explained.witnessed:
        return explained.shown
    drawn: list[Fact] = []
    reached = {explained.finding.subject}
    left = sorted(explained.shown, key=lambda fact: ("sure", "may", "not").index(fact.doubt))
    while len(drawn) < most:
        near = [fact for fact in left if reached & {end.id for end in fact.ends}][: most - len(drawn)]
        if not near:
            break
        drawn += near
        reached |= {end.id for fact in near for end in fact.ends}
        taken = {fact.id for fact in near}
        left = [fact for fact in left if fact.id not in taken]
    whole = {fact.id: fact for fact in (*drawn, *_statements(explained))}
    return list(whole.values())


def _statements(explained: Explained) -> list[Fact]:
    """Statements that ledgers are whole, and how the subject lies in the areas that they are about."""
    links = [fact for fact in explained.evidence.facts if len(fact.ends) == 2]
    stated = [fact for fact in links if fact.type == "STATED_FOR"]
    up = [fact for fact in links if fact.type in ("POST_IN", *UPWARDS) and fact.type != "STATED_FOR"]
    wanted = {fact.ends[1].id for fact in stated}
    ways: dict[str, list[Fact]] = {explained.finding.subject: []}
    reached = [explained.finding.subject]
    while reached and not wanted <= set(ways):
        further = []
        for fact in up:
            source, target = fact.ends
            if source.id in reached and target.id not in ways:
                ways[target.id] = [*ways[source.id], fact]
                further.append(target.id)
        reached = further
    return [fact for area in sorted(wanted) for fact in ways.get(area, ())] + stated


def _nodes(explained: Explained, facts: Sequence[Fact]) -> list[Node]:
    """The nodes that are drawn: the subject, and the ends of all links."""
    known = {end.id: end for fact in explained.evidence.facts for end in fact.ends}
    ends = [end.id for fact in facts for end in fact.ends]
    return [
        known[identity] for identity in dict.fromkeys((explained.finding.subject, *ends)) if identity in known
    ]


def _edge(fact: Fact, label: tuple[float, float]) -> Edge:
    # Neither of two persons who may be one comes before the other.
    return Edge(fact.id, fact.ends[0].id, fact.ends[1].id, label, flat=fact.type == "MAY_BE")


def _part(fact: Fact, explained: Explained) -> str:
    return "named" if explained.failed and fact.id in explained.evidence.named else "plain"


def _box(identity: str, role: str, lines: Sequence[Line], placed: Layout, down: float, *, sign: bool) -> Box:
    hint = " ".join(line.text for line in lines)
    return Box(identity, role, _moved(placed.boxes[identity], down), lines, hint, sign)


def _link(identity: str, role: str, doubt: str, lines: Sequence[Line], placed: Layout, down: float) -> Link:
    path = [(x + MARGIN, y + down) for x, y in placed.paths[identity]]
    label = placed.labels.get(identity)
    hint = " ".join(line.text for line in lines)
    return Link(identity, role, doubt, path, _moved(label, down) if label else None, lines, hint)


def _moved(rect: Rect, down: float) -> Rect:
    return Rect(rect.x + MARGIN, rect.y + down, rect.width, rect.height)


def _head(explained: Explained, room: float) -> tuple[list[tuple[Point, Line]], float]:
    """The lines over the picture, and where they end: the rule, and the finding in a sentence, in both
    languages.
    """
    rule, finding = explained.rule, explained.finding
    template = rule.text.message if explained.failed else rule.text.unknown or rule.text.message
    said: list[tuple[str, float, bool]] = []
    for lang in LANGS:
        kind = say(f"severity_of_{rule.text.severity}", lang)
        said.append(
            (f"{rule.text.title.text(lang)} · {kind}", LARGE if lang == "zh" else PLAIN, lang == "zh")
        )
        said.append((message(template, rule.find, finding.values, lang), PLAIN, False))
    said.append(
        (
            f"{explained.pack.label.zh} {explained.pack.label.en} · {explained.as_of} · {finding.id}",
            SMALL,
            False,
        )
    )
    return _set(said, room, MARGIN)


def _set(
    said: Sequence[tuple[str, float, bool]], room: float, top: float
) -> tuple[list[tuple[Point, Line]], float]:
    """Texts one below the other, wrapped; and where they end."""
    lines, y = [], top
    for text, size, strong in said:
        for part in wrap(text, size, room, 6):
            y += size * LINE
            lines.append(((MARGIN, y), Line(part, size, strong)))
    return lines, y


def _framed(
    explained: Explained,
    facts: Sequence[Fact],
    head: list[tuple[Point, Line]],
    drawn: list[Box],
    links: list[Link],
    size: tuple[float, float],
) -> Scene:
    """The picture with its legend below, and a word about what is left out."""
    room = max(size[0], NARROWEST)
    samples, bottom = legend.samples(drawn, links, (MARGIN, size[1] + MARGIN), room)
    left_out = len({fact.id for fact in explained.shown} - {fact.id for fact in facts})
    left_out += max(explained.evidence.count - len(explained.evidence.facts), 0)
    words = [(say("picture_more", lang, count=left_out), float(SMALL), False) for lang in LANGS if left_out]
    foot, bottom = _set(words, room, bottom)
    titles = " / ".join(say("picture_title", lang, title=explained.rule.text.title) for lang in LANGS)
    return Scene(room + 2 * MARGIN, bottom + MARGIN, titles, head, drawn, links, samples, foot)
