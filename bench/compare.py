"""Two results of one benchmark side by side: `make bench BASE=build/bench/….json`, or by hand:

    python bench/compare.py BASE.json NEW.json

Seconds are divided by the plain loop beside them, so that results of two days can be held against each other.
A ratio below 1 is quicker than before.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def figures(path: Path) -> dict[str, tuple[float, str]]:
    """Name → value and unit of a result; times by the loop beside them."""
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {
        one["name"]: (one["value"] / (one["loop"] if one["unit"] in ("s", "ms") else 1), one["unit"])
        for one in told["figures"]
    }


def lines(base: dict[str, tuple[float, str]], new: dict[str, tuple[float, str]]) -> Iterator[str]:
    """A line a figure of either result."""
    for name in dict.fromkeys((*base, *new)):
        if name not in base or name not in new:
            yield f"{name:<58}{'only before' if name in base else 'only now':>12}"
        elif base[name][0]:
            yield f"{name:<58}{new[name][0] / base[name][0]:>12.2f}"


def main(base: Path, new: Path) -> None:
    """Print the comparison."""
    print(f"{f'{new.name} ÷ {base.name}':<58}{'ratio':>12}")
    for line in lines(figures(base), figures(new)):
        print(line)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
