"""A table of figures as they come: measured, spread, the plain loop beside it, the bar."""

from __future__ import annotations

from dataclasses import dataclass, field

import machine


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    spread  lowest and highest of the runs, or None for a single run
    loop    seconds of the plain loop just before (of a long run: before or after, the quicker)
    bar     what it should be on a quiet machine, or None
    peer    what a user would pick instead; `beside` is its value in the same run
    """

    name: str
    value: float
    unit: str
    loop: float
    spread: tuple[float, float] | None = None
    bar: float | None = None
    note: str = ""
    peer: str = ""
    beside: float | None = None

    @property
    def quiet(self) -> float:
        """The value as it might be on the quiet machine; sizes stay as they are."""
        return self.value * machine.QUIET / self.loop if self.unit in ("s", "ms") else self.value


@dataclass
class Table:
    """The figures so far, printed as they come."""

    figures: list[Figure] = field(default_factory=list)

    def add(self, figure: Figure) -> None:
        self.figures.append(figure)
        spread = f"{figure.spread[0]:,.2f}-{figure.spread[1]:,.2f}" if figure.spread else ""
        within = "" if figure.bar is None else "within " if figure.quiet <= figure.bar else "OVER "
        bar = "" if figure.bar is None else f"{within}{figure.bar:g}"
        measured = f"{figure.name:<58}{figure.value:>10,.2f} {figure.unit:<3}{spread:>17}"
        peer = ""
        if figure.beside is not None:
            ratio = figure.value / figure.beside
            peer = f"{figure.peer} {figure.beside:,.2f} {figure.unit}, linli ÷ {figure.peer} {ratio:.1f}; "
        print(
            f"{measured}{figure.loop:>7.2f}{figure.quiet:>10,.2f}  {bar:<11}{peer}{figure.note}", flush=True
        )

    def head(self, title: str) -> None:
        print(f"\n{title:<58}{'measured':>10}    {'spread':>17}{'loop':>7}{'quiet':>10}  bar")
