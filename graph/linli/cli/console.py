"""What the commands share: where the workspace is, in which language to speak, and how to show a table or a
long run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from linli.errors import LinliError, OutputUnwritable
from linli.messages.catalogue import Lang, explain, say
from linli.reports.answer import Langs, Shown

out = Console(highlight=False, soft_wrap=False)
err = Console(stderr=True, highlight=False)


@Parameter(name="*")
@dataclass(frozen=True)
class Common:
    """Options of every command."""

    workspace: Annotated[
        Path,
        Parameter(
            name=("--workspace", "-w"),
            env_var="LINLI_WORKSPACE",
            help="工作区文件夹 / the workspace's folder",
        ),
    ] = Path()
    lang: Annotated[Langs | None, Parameter(help="语言 / language: zh, en, both")] = None

    @property
    def langs(self) -> Langs:
        """The language asked for, else the environment's, else the workspace's, else Chinese."""
        if self.lang:
            return self.lang
        given = os.environ.get("LINLI_LANG")
        if given == "both":
            return "both"
        if given in ("zh", "en"):
            return "zh" if given == "zh" else "en"
        from linli import settings

        return settings.load(self.workspace / "linli.toml").language

    @property
    def one(self) -> Lang:
        """One language, where only one can be spoken."""
        return "en" if self.langs == "en" else "zh"

    def say(self, key: str, **values: object) -> str:
        """A text in the language, or in both, one after the other."""
        return words(self.langs, key, **values)

    def tell(self, key: str, **values: object) -> None:
        """Print a text."""
        out.print(Text(self.say(key, **values)), soft_wrap=True)


def words(langs: Langs, key: str, **values: object) -> str:
    """A text of the catalogue in one language or in both."""
    if langs == "both":
        zh, en = say(key, "zh", **values), say(key, "en", **values)
        return zh if zh == en else f"{zh} / {en}"
    return say(key, langs, **values)


def table(shown: Shown, title: str | None = None) -> None:
    """Print a table: as wide as it needs to be where the output is no screen, so that nothing is cut off."""
    grid = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", show_edge=False, pad_edge=False)
    for column in shown.columns:
        grid.add_column(Text(column.heading), justify="right" if column.number else "left", overflow="fold")
    for row in shown.rows:
        grid.add_row(*(Text(cell) for cell in row))
    wide = Console(highlight=False, width=None if out.is_terminal else 400)
    wide.print(grid)


@contextmanager
def progress(common: Common) -> Iterator[_Stages]:
    """Show the stages of a long run: a moving line on a screen, nothing where the output is read by a
    program.
    """
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        yield _Stages(bar, common)


class _Stages:
    def __init__(self, bar: object, common: Common) -> None:
        from rich.progress import Progress

        assert isinstance(bar, Progress)
        self._bar = bar
        self._common = common
        self._task = bar.add_task("", total=None)

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        """Told the stage that begins: one of ours (a word of the catalogue), or the name of a table."""
        key = f"stage_{stage}"
        text = self._common.say(key) if stage in STAGES else stage
        self._bar.update(self._task, description=text, total=total or None, completed=done)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn the system's word for a file that cannot be written into ours. Raises OutputUnwritable."""
    from xlsxwriter.exceptions import FileCreateError

    try:
        yield
    except (OSError, FileCreateError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        raise OutputUnwritable(file=str(path), problem=problem) from error


STAGES = ("read", "state", "merge", "derive", "facts", "graph", "check", "swap")


def fail(error: LinliError, langs: Langs) -> None:
    """Print an error as a person needs it: what happened, what to do, its code. Never a traceback."""
    explained(error, langs, err)


def explained(error: LinliError, langs: Langs, to: Console = out) -> None:
    """Print an error that is a result of its own, such as a rule that could not be run."""
    languages: Sequence[Lang] = ("zh", "en") if langs == "both" else (langs,)
    for lang in languages:
        told = explain(error, lang)
        to.print(Text(f"{told.code}  {told.what}", style="bold"), soft_wrap=True)
        to.print(Text(f"→ {told.do}"), soft_wrap=True)
