"""Pictures as the API gives them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from pydantic import Field

from linli.reports.brief.slide import Picture
from linli.reports.picture import blocks
from linli.reports.picture.frame import moved, under
from linli.reports.picture.scene import Scene
from linli.reports.render import echarts, svg
from linli_api.asking import Head, Look, dumps

Form = Literal["echarts", "svg"]
EDGE, BESIDE, LEAST = 10.0, 16.0, 0.75
"""Room around a picture, over its legend; how small it may come out before it goes beyond its width."""


class Drawn(Head):
    """A picture with what is to be read in it.

    In `option`, the data of the graph series are the boxes; `data[n].id` is what a click on the n-th means:
    a place, a body, a person. Labels of links and signs have identifiers with a colon and are not clicked on.
    """

    title: str = Field(description="in one line, for those who cannot see it", examples=["示例街道"])
    reading: str = Field(
        description="what is to be read in it", examples=["示例街道的3个小区中，1个有党支部覆盖。"]
    )
    details: list[str] = Field(description="the same in words, a sentence a line")
    width: float = Field(description="in pixels", examples=[960])
    height: float = Field(examples=[480])
    opened: list[str] = Field(
        description="boxes that lead on to others: of a tree, what is open", examples=[["990101001"]]
    )
    option: dict[str, Any] = Field(description="for Apache ECharts: fixed coordinates, one unit a pixel")


def answer(look: Look, picture: Picture, form: Form, width: int) -> tuple[str, str, dict[str, str]]:
    """A picture in a form: its text, its media type, no further headers."""
    scene = framed(picture, width)
    if form == "svg":
        return svg.render(under(scene, [picture.reading], edge=4)), "image/svg+xml", {}
    plain = {
        "snapshot": look.snapshot,
        "as_of": look.day,
        "area": look.areas,
        "title": scene.title,
        "reading": picture.reading,
        "details": list(picture.details),
        "width": round(scene.width, 1),
        "height": round(scene.height, 1),
        "opened": sorted({link.source for link in scene.links if link.source}),
        "option": echarts.option(scene),
    }
    return dumps(plain), "application/json", {}


def framed(picture: Picture, width: int) -> Scene:
    """A picture with its legend under it, made smaller where it is wider than `width`, though never so small
    that it can no longer be read.
    """
    scene = picture.scene
    factor = max(min(1.0, (width - 2 * EDGE) / scene.width), LEAST)
    made = moved(scene, factor, EDGE, EDGE)
    room = max(made.width, width - EDGE) - EDGE
    samples, y = blocks.legend(picture.legend, (EDGE, made.height + BESIDE), room, size=14)
    bottom = y if samples else made.height
    right = max(
        [made.width, *(one.rect.right + blocks.BESIDE + blocks.widest([one.line]) for one in samples)]
    )
    return replace(made, width=right + EDGE, height=bottom + EDGE, legend=samples)
