"""Who is who: pairs that may be one person, one who is two, and the decisions about them that stand."""

from __future__ import annotations

from collections.abc import Callable

from linli_dashboard.frame import Frame
from linli_dashboard.views import (
    choosing,
    doing,
    identities_decisions,
    identities_pairs,
    identities_split,
)

PARTS: dict[str, Callable[[Frame], None]] = {
    "pairs": identities_pairs.part,
    "split": identities_split.part,
    "decisions": identities_decisions.part,
}


def page(frame: Frame) -> None:
    """A part of the page. Raises Refused."""
    doing.done()
    PARTS[choosing.part(frame, {name: frame.say(f"identities_{name}") for name in PARTS})](frame)
