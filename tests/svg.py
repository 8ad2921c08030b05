"""Looking at a picture as its reader does: what overlaps, and which text runs out of its box."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree

from linli.reports.picture.layout import Rect
from linli.reports.picture.measure import width

NS = "{http://www.w3.org/2000/svg}"


def groups(text: str) -> list[tuple[str, Rect, list[ElementTree.Element]]]:
    """The boxes and labels of a picture: what each is, where, and its texts."""
    found = []
    for group in ElementTree.fromstring(text).iter(f"{NS}g"):
        (rect, *_) = group.findall(f"{NS}rect")
        place = Rect(*(float(rect.attrib[name]) for name in ("x", "y", "width", "height")))
        found.append((group.attrib["class"], place, group.findall(f"{NS}text")))
    return found


def overlapping(text: str) -> list[tuple[Rect, Rect]]:
    """Boxes and labels that overlap."""
    places = [place for _, place, _ in groups(text)]
    return [(one, other) for one, other in combinations(places, 2) if one.meets(other)]


def texts_outside(text: str) -> list[str]:
    """Texts that run out of their box."""
    found = []
    for _, place, lines in groups(text):
        for line in lines:
            x, y = float(line.attrib["x"]), float(line.attrib["y"])
            long = width(line.text or "", float(line.attrib["font-size"]))
            left = x - long / 2 if line.attrib.get("text-anchor") == "middle" else x
            high = place.y < y < place.y + place.height
            if left < place.x - 0.5 or left + long > place.right + 0.5 or not high:
                found.append(line.text or "")
    return found
