"""Looking at a picture as its reader does: what overlaps, leaves the frame, or is cut off."""

from __future__ import annotations

from itertools import combinations

from linli.reports.picture.layout import Rect
from linli.reports.picture.measure import LINE, width
from linli.reports.picture.scene import Scene

NEAR = 0.01


def shrunk(rect: Rect) -> Rect:
    """A rectangle without the last hundredth of a pixel, where numbers are rounded."""
    return Rect(rect.x + NEAR, rect.y + NEAR, rect.width - 2 * NEAR, rect.height - 2 * NEAR)


def clashes(scene: Scene) -> list[tuple[str, str]]:
    """Boxes and labels of links that overlap."""
    places = [(box.id, box.rect) for box in scene.boxes if min(box.rect.width, box.rect.height) > 1]
    places += [(link.id, link.label) for link in scene.links if link.label]
    return [(a, b) for (a, one), (b, other) in combinations(places, 2) if shrunk(one).meets(shrunk(other))]


def outside(scene: Scene) -> list[str]:
    """What leaves the frame."""
    places = [(box.id, box.rect) for box in scene.boxes]
    places += [(link.id, link.label) for link in scene.links if link.label]
    left = [
        name
        for name, rect in places
        if rect.x < -NEAR
        or rect.y < -NEAR
        or rect.right > scene.width + NEAR
        or rect.y + rect.height > scene.height + NEAR
    ]
    points = [(link.id, point) for link in scene.links for point in link.path]
    return left + [
        name
        for name, (x, y) in points
        if not (-NEAR <= x <= scene.width + NEAR and -NEAR <= y <= scene.height + NEAR)
    ]


def cut(scene: Scene) -> list[str]:
    """Boxes that are too small for their texts, or whose text runs under their sign."""
    found = []
    for box in (one for one in scene.boxes if one.lines):
        high = sum(line.size * LINE for line in box.lines)
        room = box.rect.width - box.pad
        wide = max((width(line.text, line.size) for line in box.lines), default=0.0)
        if wide + box.pad > room + NEAR or high + box.pad > box.rect.height + NEAR:
            found.append(box.id)
        if (
            box.sign
            and box.lines
            and width(box.lines[0].text, box.lines[0].size) + box.pad > box.rect.width - 28
        ):
            found.append(f"sign of {box.id}")
    return found


def sound(scene: Scene) -> None:
    """Nothing of a picture overlaps, leaves the frame, or is cut off."""
    assert clashes(scene) == []
    assert outside(scene) == []
    assert cut(scene) == []
