"""Links as renderers draw them: straight between points of one height, else a bend that leaves and comes in
level.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from linli.reports.picture.layout import Point

PARTS = 10
"""Straight pieces that a bend is drawn with where there are no curves."""


def flat(path: Sequence[Point]) -> list[Point]:
    """The points of a link with its bends as straight pieces.

    >>> flat([(0, 0), (10, 0)]), len(flat([(0, 0), (10, 10)]))
    ([(0, 0), (10, 0)], 11)
    """
    points = list(path[:1])
    for (x, y), (x2, y2) in pairwise(path):
        if y == y2 or x == x2:
            points.append((x2, y2))
            continue
        half = (x + x2) / 2
        for n in range(1, PARTS + 1):
            t = n / PARTS
            s = 1 - t
            points.append(
                (
                    s**3 * x + 3 * s * s * t * half + 3 * s * t * t * half + t**3 * x2,
                    s**3 * y + 3 * s * s * t * y + 3 * s * t * t * y2 + t**3 * y2,
                )
            )
    return points


def simple(path: Sequence[Point]) -> bool:
    """Whether a link is one straight line or one bend, which any program draws between two shapes.

    >>> simple([(0, 0), (10, 10)]), simple([(0, 0), (5, 5), (5, 5), (10, 9)])
    (True, False)
    """
    bends = [(one, other) for one, other in pairwise(path) if one != other]
    return len(bends) == 1


def rightward(path: Sequence[Point]) -> bool:
    """Whether a path comes to its end from the left: which way its arrow points. Its last points may be one.

    >>> rightward([(0, 0), (9, 5), (9, 5)]), rightward([(9, 0), (0, 5), (0, 5)])
    (True, False)
    """
    x = path[-1][0]
    return next((other < x for other, _ in reversed(path) if other != x), True)
