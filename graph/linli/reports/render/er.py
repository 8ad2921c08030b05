"""The schema as one picture: node types as boxes, link types on the lines between them. SVG, no script, no
font fetched.
"""

from __future__ import annotations

from html import escape

from linli.model.schema import LinkType, NodeType, Schema

PLACES: dict[str, tuple[int, int]] = {
    "Completeness": (0, 0),
    "Area": (1, 0),
    "Venue": (2, 0),
    "Organization": (0, 1),
    "Compound": (1, 1),
    "Post": (0, 2),
    "Building": (1, 2),
    "Grid": (2, 2),
    "Person": (0, 3),
}
"""Column and row of each node type: bodies, posts and people on the left, places in the middle and on the
right, so that no line runs behind a box.
"""

WIDTH, HEIGHT, ACROSS, DOWN, LEFT, TOP = 250, 160, 430, 240, 40, 30
STYLE = (
    "text{font-family:'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif;"
    "font-size:13px;fill:#1f2933}"
    ".t{font-size:15px;font-weight:600}.p{fill:#52606d}.l{font-size:11px;fill:#334e68}"
    ".b{fill:#fff;stroke:#334e68;stroke-width:1.5}.e{stroke:#829ab1;stroke-width:1.5;fill:none}"
    ".h{stroke:#f7f9fb;stroke-width:4;paint-order:stroke;text-anchor:middle}"
)


def render(schema: Schema) -> str:
    """The picture as SVG text. Every type stands in it, or a type without a place raises KeyError: give it
    one.
    """
    columns = 1 + max(c for c, _ in PLACES.values())
    rows = 1 + max(r for _, r in PLACES.values())
    width, height = 2 * LEFT + ACROSS * (columns - 1) + WIDTH, 2 * TOP + DOWN * (rows - 1) + HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        "<title>linli: 图的结构 schema</title>",
        f"<style>{STYLE}</style>",
        f'<rect width="{width}" height="{height}" fill="#f7f9fb"/>',
    ]
    for pair, links in sorted(_between(schema).items()):
        parts += _line(pair, links)
    for node in schema.nodes.values():
        parts += _box(
            node,
            [
                link
                for link in schema.links.values()
                if any((e.source, e.target) == (node.name, node.name) for e in link.ends)
            ],
        )
    return "\n".join([*parts, "</svg>", ""])


def _corner(name: str) -> tuple[int, int]:
    column, row = PLACES[name]
    return LEFT + column * ACROSS, TOP + row * DOWN


def _between(schema: Schema) -> dict[tuple[str, str], list[LinkType]]:
    pairs: dict[tuple[str, str], list[LinkType]] = {}
    for link in schema.links.values():
        for end in link.ends:
            if end.source != end.target:
                pairs.setdefault((end.source, end.target), []).append(link)
    return pairs


def _line(pair: tuple[str, str], links: list[LinkType]) -> list[str]:
    """A line from box to box, its links named in the middle of it."""
    (x1, y1), (x2, y2) = (_centre(name) for name in pair)
    part = (
        0.74 if abs(x2 - x1) > ACROSS and y1 != y2 else 0.5
    )  # past the crossing with the line down the middle
    x, y = x1 + (x2 - x1) * part, y1 + (y2 - y1) * part
    lines = [f'<path class="e" d="M{x1} {y1}L{x2} {y2}"/>']
    for i, link in enumerate(links):
        at = y + 4 + 14 * (i - (len(links) - 1) / 2)
        arrow = "→" if x2 > x1 else "←" if x2 < x1 else "↓" if y2 > y1 else "↑"
        text = f"{link.name} {arrow} {link.label.zh}"
        lines.append(f'<text class="l h" x="{x:.0f}" y="{at:.0f}">{escape(text)}</text>')
    return lines


def _centre(name: str) -> tuple[float, float]:
    x, y = _corner(name)
    return x + WIDTH / 2, y + HEIGHT / 2


def _box(node: NodeType, loops: list[LinkType]) -> list[str]:
    x, y = _corner(node.name)
    lines = [f'<rect class="b" x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="8"/>']
    lines.append(f'<text class="t" x="{x + 12}" y="{y + 24}">{escape(node.label.zh)} {node.name}</text>')
    shown = [prop.label.zh for prop in node.properties]
    for i in range(0, len(shown), 2):
        lines.append(
            f'<text class="p" x="{x + 12}" y="{y + 46 + 9 * i}">{escape("　".join(shown[i : i + 2]))}</text>'
        )
    names = [f"{'┄' if link.derived else ''}{link.name}" for link in loops]
    for i in range(0, len(names), 2):
        at = y + HEIGHT - 12 - 7 * i
        lines.append(f'<text class="l" x="{x + 12}" y="{at}">↻ {" · ".join(names[i : i + 2])}</text>')
    return lines
