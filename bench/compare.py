"""Two tables of one benchmark side by side: `make bench BASE=build/bench/table-….json`, or by hand:

    python bench/compare.py BASE.json NEW.json

Seconds are divided by the plain loop beside them, so that results of two days can be held against each other;
ratios to a peer of the same run need no such help, and stand beside them. Below 1 is quicker than before.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from summary import Row


def rows(path: Path) -> dict[str, Row]:
    """The rows of a kept table by what they measure; of those beside several peers, each."""
    found = (Row(**one) for one in json.loads(path.read_text(encoding="utf-8")))
    return {f"{one.measure}{f', beside {one.peer}' if one.peer else ''}": one for one in found}


def lines(base: dict[str, Row], new: dict[str, Row]) -> Iterator[str]:
    """A line a measure of either table."""
    for name in dict.fromkeys((*base, *new)):
        before, now = base.get(name), new.get(name)
        if before is None or now is None:
            yield f"{name:<70}{'only before' if now is None else 'only now':>12}"
        elif before.quiet:
            both = before.ratio and now.ratio
            peer = f"{now.ratio / before.ratio:>12.2f}" if both else ""  # type: ignore[operator]
            yield f"{name:<70}{now.quiet / before.quiet:>12.2f}{peer}"


def main(base: Path, new: Path) -> None:
    """Print the comparison."""
    print(f"\n{f'{new.name} ÷ {base.name}':<70}{'by the loop':>12}{'by the peer':>12}")
    for line in lines(rows(base), rows(new)):
        print(line)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
