"""A picture as an option of Apache ECharts, for a page that draws it (Streamlit's `st.echarts_chart`).

Everything stands where the layout put it: one unit of the picture is one pixel. Boxes are the nodes of a
graph whose layout is `none`, on hidden axes; a click gives `data.id`, the identifier of the box. Links are
lines of their own, so that they run where the layout led them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from linli.reports.picture.curve import flat, rightward
from linli.reports.picture.looks import INK, LINKS, ORANGE, Look, look
from linli.reports.picture.measure import LINE
from linli.reports.picture.scene import Box, Line, Link, Sample, Scene

DASHES = {"sure": "solid", "may": [7, 4], "not": [1.5, 4]}
FAMILY = "Microsoft YaHei, Noto Sans CJK SC, PingFang SC, WenQuanYi Micro Hei, sans-serif"
MARKED = ("finding", "unknown", "gap", "lost")
HEAD = 10.0
"""Length of the head of an arrow."""


def option(scene: Scene) -> dict[str, Any]:
    """A picture as plain data for ECharts. Its `height` and `width` are those of the area to draw in."""
    axis = {"show": False, "type": "value", "min": 0}
    shown = [*_labels(scene), *(_node(box) for box in scene.boxes), *_signs(scene), *_heads(scene)]
    return {
        "animation": False,
        "backgroundColor": "#ffffff",
        "textStyle": {"fontFamily": FAMILY, "color": INK},
        "aria": {"enabled": True, "label": {"description": scene.title}},
        "tooltip": {"trigger": "item", "confine": True},
        "grid": {"left": 0, "top": 0, "width": scene.width, "height": scene.height, "containLabel": False},
        "xAxis": {**axis, "max": scene.width},
        "yAxis": {**axis, "max": scene.height, "inverse": True},
        "graphic": [_text(x, y, line) for (x, y), line in (*scene.head, *scene.foot)]
        + [part for sample in scene.legend for part in _sample(sample)],
        "series": [
            {
                "type": "lines",
                "coordinateSystem": "cartesian2d",
                "polyline": True,
                "silent": True,
                "z": 1,
                "symbol": ["none", "none"],
                "data": [_line(link) for link in scene.links],
            },
            {
                "type": "graph",
                "layout": "none",
                "coordinateSystem": "cartesian2d",
                "z": 2,
                "data": shown,
                "links": [],
                "emphasis": {"scale": False},
            },
        ],
    }


def _node(box: Box) -> dict[str, Any]:
    """A node that is clicked on and not seen, and its label, which is the box: ECharts stretches the edge of
    a symbol with its shape, and draws that of a label as it is.
    """
    rect, drawn, middle = box.rect, look(box.role), box.align == "middle"
    high = sum(line.size * LINE for line in box.lines)
    over = max((rect.height - high) / 2, 0.0) if middle else box.pad
    aside = min(box.pad, rect.width / 2)
    text = "\n".join("{" + f"l{n}|{_plain(line.text)}" + "}" for n, line in enumerate(box.lines))
    align = "center" if middle else "left"
    return {
        "id": box.id,
        "name": box.hint or box.id,
        "value": [rect.x + rect.width / 2, rect.middle],
        "x": rect.x + rect.width / 2,
        "y": rect.middle,
        "symbol": "rect",
        "symbolSize": [rect.width, rect.height],
        "itemStyle": {"color": "rgba(255,255,255,0.01)", "borderWidth": 0},
        "label": {
            "show": True,
            "position": [0, 0],
            "align": "left",
            "verticalAlign": "top",
            "width": rect.width - 2 * aside,
            "height": max(rect.height - 2 * over, 0.0),
            "padding": [over, aside, over, aside],
            "formatter": text or " ",
            "rich": {f"l{n}": {**_style(line), "align": align} for n, line in enumerate(box.lines)},
            **_look(drawn, box.sign and box.role not in MARKED),
        },
        "tooltip": {"formatter": _plain(box.hint)},
    }


def _look(drawn: Look, ringed: bool) -> dict[str, Any]:
    return {
        "backgroundColor": "transparent" if drawn.fill == "none" else drawn.fill,
        "borderColor": ORANGE if ringed else "transparent" if drawn.edge == "none" else drawn.edge,
        "borderWidth": 3 if ringed else drawn.width,
        "borderType": list(drawn.dash) if drawn.dash else "solid",
        "borderRadius": drawn.round,
    }


def _style(line: Line) -> dict[str, Any]:
    return {
        "fontSize": line.size,
        "lineHeight": line.size * LINE,
        "fontWeight": "bold" if line.strong else "normal",
        "color": INK,
        "fontFamily": FAMILY,
    }


def _plain(text: str) -> str:
    """A text without the signs that ECharts reads as its own."""
    return text.replace("{", "(").replace("}", ")").replace("|", "/").replace("<", "‹").replace(">", "›")


def _labels(scene: Scene) -> Iterator[dict[str, Any]]:
    """The labels of links, as boxes without an edge."""
    for link in scene.links:
        if link.label:
            box = Box(f"label:{link.id}", "heading", link.label, link.lines, link.hint, align="middle")
            made = _node(box)
            yield made | {"silent": True, "label": {**made["label"], "backgroundColor": "#ffffff"}}


def _signs(scene: Scene) -> Iterator[dict[str, Any]]:
    """The sign of a finding, on the boxes that have one: a triangle, and in it an exclamation mark."""
    for box in scene.boxes:
        if box.sign:
            x, y = box.rect.right - 18, box.rect.y + 17
            for part, text, size, colour in (("sign", "▲", 22, ORANGE), ("mark", "!", 11, "#ffffff")):
                yield {
                    "id": f"{part}:{box.id}",
                    "name": box.hint,
                    "value": [x, y + (3 if part == "mark" else 0)],
                    "x": x,
                    "y": y,
                    "symbol": "circle",
                    "symbolSize": 1,
                    "silent": True,
                    "itemStyle": {"color": "rgba(255,255,255,0.01)", "borderWidth": 0},
                    "label": {
                        "show": True,
                        "position": "inside",
                        "formatter": text,
                        "color": colour,
                        "fontWeight": "bold",
                        "fontSize": size,
                    },
                }


def _line(link: Link) -> dict[str, Any]:
    named = link.role == "named"
    return {
        "coords": [list(point) for point in flat(link.path)],
        "name": link.hint,
        "lineStyle": {
            "color": ORANGE if link.role in ("named", "finding") else LINKS,
            "width": 2.5 if named else 1.5,
            "type": [1, 4] if link.role == "finding" else DASHES[link.doubt],
            "opacity": 1,
        },
    }


def _heads(scene: Scene) -> Iterator[dict[str, Any]]:
    """The heads of arrows, as nodes of their own: ECharts draws none on a line of several parts."""
    for link in scene.links:
        if link.arrow and len(link.path) > 1:
            (x, y), right = link.path[-1], rightward(link.path)
            at = x - HEAD / 2 if right else x + HEAD / 2
            yield {
                "id": f"head:{link.id}",
                "name": link.hint,
                "value": [at, y],
                "x": at,
                "y": y,
                "symbol": "triangle",
                "symbolSize": [HEAD, HEAD],
                "symbolRotate": -90 if right else 90,
                "silent": True,
                "itemStyle": {"color": ORANGE if link.role in ("named", "finding") else LINKS},
                "label": {"show": False},
            }


def _text(x: float, y: float, line: Line) -> dict[str, Any]:
    """A line of text whose foot is at a height."""
    weight = "bold" if line.strong else "normal"
    style = {"text": line.text, "fill": INK, "font": f"{weight} {line.size:g}px {FAMILY}"}
    return {
        "type": "text",
        "left": x,
        "top": y - line.size * 0.95,
        "silent": True,
        "style": style,
    }


def _sample(sample: Sample) -> Iterator[dict[str, Any]]:
    rect = sample.rect
    if sample.kind == "box":
        drawn = look(sample.role)
        yield {
            "type": "rect",
            "silent": True,
            "shape": {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height, "r": 3},
            "style": {
                "fill": drawn.fill,
                "stroke": drawn.edge,
                "lineWidth": drawn.width,
                "lineDash": list(drawn.dash) if drawn.dash else None,
            },
        }
    else:
        dash = DASHES.get(sample.role, "solid")
        style = {"stroke": ORANGE if sample.kind == "link" else LINKS, "lineWidth": 2}
        style["lineDash"] = None if dash == "solid" else dash
        shape = {"x1": rect.x, "y1": rect.middle, "x2": rect.right, "y2": rect.middle}
        yield {"type": "line", "silent": True, "shape": shape, "style": style}
    yield _text(rect.right + 8, rect.middle + sample.line.size * 0.36, sample.line)
