"""A cell of a ledger that states something."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """Where it stands, its heading, what was read there (numbers of persons as tokens)."""

    file: str
    sheet: str
    address: str
    heading: str
    value: str
