"""A forest of pointers, with circles where ledgers are wrong: gathering bits upwards, counting from below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from linli.analysis.escalation.tables import Ints


@dataclass(frozen=True)
class Forest:
    """Bodies 0 … n-1, each with its superior; n stands for “none”.

    above    superior of each body, n for none; bodies of a circle have none, since the circle is one thing
    circle   number of the circle that a body stands in, else -1
    circles  the bodies of each circle
    """

    above: Ints
    circle: Ints
    circles: tuple[tuple[int, ...], ...]

    @property
    def size(self) -> int:
        """Number of bodies."""
        return len(self.above) - 1

    def gather(self, own: Ints) -> Ints:
        """For each body the bits of itself and of all above it; entry n is 0.

        Parameters: `own`, bits of each body, n entries or n + 1.

        >>> grow(np.array([1, 3, 1])).gather(np.array([1, 2, 4])).tolist()
        [3, 2, 6, 0]
        """
        bits = np.zeros(self.size + 1, np.int64)
        bits[: self.size] = own[: self.size]
        for members in self.circles:
            bits[list(members)] = np.bitwise_or.reduce(bits[list(members)])
        whole, at = bits.copy(), self.above
        while (at != self.size).any():
            whole |= bits[at]
            at = self.above[at]
        return whole

    def count(self, starts: Ints) -> Ints:
        """For each body the number of starts whose way up passes it; entry n counts those that start nowhere.

        >>> grow(np.array([1, 3, 1])).count(np.array([0, 2, 2, 3])).tolist()
        [1, 3, 2, 1]
        """
        moving = np.bincount(starts, minlength=self.size + 1).astype(np.int64)
        nowhere = moving[self.size]
        passed = moving.copy()
        while moving[: self.size].any():
            moving = np.bincount(self.above, weights=moving, minlength=self.size + 1).astype(np.int64)
            moving[self.size] = 0
            passed += moving
        for members in self.circles:
            passed[list(members)] = passed[list(members)].sum()
        passed[self.size] = nowhere
        return passed

    def way(self, body: int) -> Iterator[int]:
        """The bodies above a body, one after another, up to a circle's first."""
        at = int(self.above[body])
        while at != self.size:
            yield at
            at = int(self.above[at])

    def first_of_circles(self) -> Iterator[int]:
        """One body of each circle, the first in order."""
        yield from (min(members) for members in self.circles)


def grow(superior: Ints) -> Forest:
    """A forest from the superior of each body (n, their number, for none).

    Cost: O(n × height); circles are followed one by one, which is cheap as long as they are mistakes.

    >>> grow(np.array([1, 2, 1, 4])).circles
    ((1, 2),)
    """
    size = len(superior)
    above = np.append(superior, size).astype(np.int64)
    at = above
    # Whatever is still on its way after as many steps as there are bodies stands in a circle.
    reached, steps = at, 1
    while steps < size and (reached != size).any():
        reached, steps = at[reached], steps * 2
        at = at[at]
    inside = np.unique(reached[reached != size]) if steps >= size else np.empty(0, np.int64)
    circle = np.full(size, -1, np.int64)
    circles: list[tuple[int, ...]] = []
    for first in inside.tolist():
        if circle[first] >= 0:
            continue
        members, body = [], first
        while circle[body] < 0:
            circle[body] = len(circles)
            members.append(body)
            body = int(above[body])
        circles.append(tuple(sorted(members)))
    cut = above.copy()
    cut[:size][circle >= 0] = size
    return Forest(cut, circle, tuple(circles))
