"""What an identifier in the tree stands for, and which areas lead to it."""

from __future__ import annotations

import re

from linli_dashboard.frame import Frame

BODY, COMPOUND = re.compile(r"o[0-9a-f]{20}"), re.compile(r"c[0-9a-f]{20}")


def is_area(node: str) -> bool:
    """Whether an identifier is an area's: that of everything else is a letter and a hash.

    >>> is_area("990101001"), is_area("c0123456789abcdef0123")
    (True, False)
    """
    return not (BODY.fullmatch(node) or COMPOUND.fullmatch(node))


def areas(frame: Frame, node: str) -> list[str]:
    """The areas that lead to a place or body, itself among them where it is one. Raises Refused."""
    path = f"/organizations/{node}" if BODY.fullmatch(node) else f"/places/{node}"
    told = frame.client.get(path, **frame.scope)
    around = [str(one["id"]) for one in reversed(told["areas"])]
    return [*around, node] if is_area(node) else around
