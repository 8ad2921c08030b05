"""A picture as SVG: no script, no font fetched, every text escaped. Colour never says anything alone: what a
box is stands in it in words, and a finding has a sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from linli.reports.picture.curve import rightward
from linli.reports.picture.layout import Point, Rect
from linli.reports.picture.looks import LOOKS, Look, look
from linli.reports.picture.measure import LINE
from linli.reports.picture.scene import Box, Line, Link, Sample, Scene


def _rule(role: str, one: Look) -> str:
    """How a role is drawn, as a rule of the style sheet."""
    wide = f";stroke-width:{one.width:g}" if one.width not in (0, 1) else ""
    dash = f";stroke-dasharray:{one.dash[0]:g} {one.dash[1]:g}" if one.dash else ""
    return f".{role}{{fill:{one.fill};stroke:{one.edge}{wide}{dash}}}"


STYLE = (
    "text{font-family:'Noto Sans CJK SC','Microsoft YaHei','PingFang SC','WenQuanYi Micro Hei',sans-serif;"
    "fill:#1f2933}"
    ".strong{font-weight:600}"
    + "".join(_rule(role, one) for role, one in LOOKS.items())
    + ".link{fill:none;stroke:#627d98;stroke-width:1.5}.link.named{stroke:#d9730d;stroke-width:2.5}"
    ".link.callout{stroke:#d9730d;stroke-width:1.5;stroke-dasharray:1 4;stroke-linecap:round}"
    ".may{stroke-dasharray:7 4}.not{stroke-dasharray:1.5 4}"
    ".under{fill:#fff}.head{fill:#627d98}.head.named,.head.callout{fill:#d9730d}"
    ".sign{fill:#d9730d}.mark{fill:#fff;font-weight:700}"
)
_REFUSED = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MARKED = ("finding", "unknown", "gap", "lost")
"""Roles whose own edge is that of a finding."""


def render(scene: Scene) -> str:
    """A picture as SVG text."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {scene.width:.0f} {scene.height:.0f}" '
        f'width="{scene.width:.0f}" height="{scene.height:.0f}" role="img">',
        f"<title>{plain(scene.title)}</title>",
        f"<style>{STYLE}</style>",
        f'<rect width="{scene.width:.0f}" height="{scene.height:.0f}" fill="#fff"/>',
    ]
    parts += [_text(at, line) for at, line in (*scene.head, *scene.foot)]
    parts += [_path(link) for link in scene.links]
    parts += [_label(link, link.label) for link in scene.links if link.label]
    parts += [_box(box) for box in scene.boxes]
    parts += [_sample(sample) for sample in scene.legend]
    return "\n".join([*parts, "</svg>", ""])


def plain(text: str) -> str:
    """A text that may stand in SVG: escaped, without the characters that XML refuses."""
    return escape(_REFUSED.sub("", text), quote=True)


def _text(at: Point, line: Line, anchor: str = "") -> str:
    look = ' class="strong"' if line.strong else ""
    look += f' text-anchor="{anchor}"' if anchor else ""
    return f'<text{look} x="{at[0]:.1f}" y="{at[1]:.1f}" font-size="{line.size:g}">{plain(line.text)}</text>'


def _lines(box: Box) -> list[str]:
    """Lines from the top of a box downwards, or around its middle."""
    rect, middle = box.rect, box.align == "middle"
    high = sum(line.size * LINE for line in box.lines)
    parts, y = [], rect.y + ((rect.height - high) / 2 if middle else box.pad)
    x = rect.x + (rect.width / 2 if middle else box.pad)
    for line in box.lines:
        y += line.size * LINE
        parts.append(_text((x, y - line.size * (LINE - 1)), line, "middle" if middle else ""))
    return parts


def _box(box: Box) -> str:
    rect = box.rect
    parts = [f'<g class="node" data-id="{plain(box.id)}"><title>{plain(box.hint)}</title>']
    parts.append(_rect(rect, box.role, look(box.role).round))
    if box.sign:
        if box.role not in MARKED:
            ring = Rect(rect.x - 4, rect.y - 4, rect.width + 8, rect.height + 8)
            parts.append(_rect(ring, "ring", look(box.role).round + 4))
        parts.append(_sign(rect.right - 28, rect.y + 8))
    return "\n".join([*parts, *_lines(box), "</g>"])


def _rect(rect: Rect, role: str, radius: float) -> str:
    return (
        f'<rect class="{role}" x="{rect.x:.1f}" y="{rect.y:.1f}" width="{rect.width:.1f}" '
        f'height="{rect.height:.1f}" rx="{radius:g}"/>'
    )


def _sign(x: float, y: float) -> str:
    """The sign of a finding: a triangle with an exclamation mark."""
    return (
        f'<path class="sign" d="M{x + 10:.1f} {y:.1f}L{x + 20:.1f} {y + 18:.1f}H{x:.1f}Z"/>'
        f'<text class="mark" x="{x + 10:.1f}" y="{y + 15.5:.1f}" font-size="13" text-anchor="middle">!</text>'
    )


def _look(link: Link) -> str:
    return {"named": " named", "finding": " callout"}.get(link.role, "") + (
        f" {link.doubt}" if link.doubt != "sure" else ""
    )


def _path(link: Link) -> str:
    d = _curve(link.path)
    parts = [f'<path class="link{_look(link)}" d="{d}"/>']
    if link.arrow and len(link.path) > 1:
        x, y = link.path[-1]
        back = 9 if rightward(link.path) else -9
        part = {"named": " named", "finding": " callout"}.get(link.role, "")
        parts.append(f'<path class="head{part}" d="M{x:.1f} {y:.1f}l{-back} -4.5v9z"/>')
    return "".join(parts)


def _curve(points: Sequence[Point]) -> str:
    """Straight between points of one height, else a bend that leaves and comes in level."""
    (x, y), *rest = points
    d = [f"M{x:.1f} {y:.1f}"]
    for x2, y2 in rest:
        half = (x + x2) / 2
        d.append(
            f"L{x2:.1f} {y2:.1f}" if y == y2 else f"C{half:.1f} {y:.1f} {half:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
        )
        x, y = x2, y2
    return "".join(d)


def _label(link: Link, rect: Rect) -> str:
    parts = [f'<g class="label" data-id="{plain(link.id)}"><title>{plain(link.hint)}</title>']
    parts.append(_rect(rect, "under", 2))
    y = rect.y + 2
    for line in link.lines:
        y += line.size * LINE
        parts.append(_text((rect.x + rect.width / 2, y - line.size * (LINE - 1)), line, "middle"))
    return "\n".join([*parts, "</g>"])


def _sample(sample: Sample) -> str:
    rect = sample.rect
    if sample.kind == "box":
        drawn = _rect(rect, sample.role, 3)
    else:
        look = "named" if sample.kind == "link" else sample.role if sample.role != "sure" else ""
        y = rect.middle
        drawn = f'<path class="link {look}" d="M{rect.x:.1f} {y:.1f}H{rect.right:.1f}"/>'
    return drawn + _text((rect.right + 8, rect.middle + sample.line.size * 0.36), sample.line)
