"""Commands about ledgers: empty ones to fill in, and what was wrong in those handed in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter
from rich.text import Text

from linli.cli import console
from linli.cli.console import Common, table, writing
from linli.errors import ParameterWrong
from linli.reports.answer import Column, Shown

HERE = Common()


def template(
    kind: Annotated[
        str | None, Parameter(help="台账类别；不写则列出全部 / kind of ledger; without it, all are listed")
    ] = None,
    /,
    *,
    out: Annotated[Path | None, Parameter(help="写到哪个文件 / file to write")] = None,
    common: Common = HERE,
) -> None:
    """生成空白台账 / Write an empty ledger to fill in, or list the kinds there are."""
    from linli.services import template as templates

    if kind is None:
        columns = tuple(
            Column(key, common.say(key), number=False)
            for key in ("ledger_code", "ledger_kind", "description")
        )
        rows = tuple(
            (k.name, k.label.text(common.one), k.description.text(common.one)) for k in templates.kinds()
        )
        table(Shown(columns, rows))
        return
    path = out or Path(f"{kind}.xlsx")
    templates.template(kind, path, common.one)
    common.tell("template_done", file=path)


def rejects(
    *,
    out: Annotated[
        Path | None, Parameter(help="写到哪个文件（xlsx 或 csv）/ file to write (xlsx or csv)")
    ] = None,
    common: Common = HERE,
) -> None:
    """哪些单元格有问题、怎么改 / Every cell that something is wrong with, and how to mend it."""
    from linli.services.rejects import of_workspace
    from linli.services.rejects_file import shown, write

    if out is None:
        table(shown(of_workspace(common.workspace, common.one), common.one))
    else:
        with writing(out):
            wrong, warned = write(out, common.workspace, common.one)
        common.tell("rejects_written", errors=wrong, warnings=warned, file=out)


report = App(name="report", help="要交出去的文件 / Files to hand on.")


@report.command(name="rejects")
def report_rejects(
    *,
    file: Annotated[
        Path | None,
        Parameter(
            help="交来的原件：在上面标出问题，不写则列出全部问题 / "
            "a file as it was handed in, to be returned with its problems marked; without it, all are listed"
        ),
    ] = None,
    out: Annotated[Path | None, Parameter(help="写到哪个文件 / file to write")] = None,
    format: Annotated[
        Literal["table", "csv", "xlsx"] | None, Parameter(help="输出形式 / form of the output")
    ] = None,
    common: Common = HERE,
) -> None:
    """退回说明；给出原件，就在原件的副本上涂色、批注 / What was wrong: as a list, or marked on the
    sender's own workbook.
    """
    ends = "" if out is None else out.suffix.lower().removeprefix(".")
    if file is not None:
        if format not in (None, "xlsx"):
            raise ParameterWrong(query="report rejects", parameter="format", value=format, wanted="xlsx")
        _annotate(file, out, common)
    elif out is not None and format in (None, ends):
        rejects(out=out, common=common)
    elif out is not None:
        raise ParameterWrong(query="report rejects", parameter="out", value=out.name, wanted=f"*.{format}")
    elif format == "xlsx":
        rejects(out=Path("rejects.xlsx"), common=common)
    elif format == "csv":
        from linli.reports.render import csv
        from linli.services.rejects import of_workspace
        from linli.services.rejects_file import shown

        found = of_workspace(common.workspace, common.one)
        console.out.print(Text(csv.render(shown(found, common.one))), soft_wrap=True, end="")
    else:
        rejects(common=common)


def _annotate(file: Path, out: Path | None, common: Common) -> None:
    from linli.services.annotate import annotate

    done = annotate(common.workspace, file, out, common.langs)
    key = "annotated_done_copy" if done.converted else "annotated_done"
    common.tell(key, file=done.file, cells=done.cells, notes=done.notes)


@report.command(name="conflicts")
def report_conflicts(*, common: Common = HERE) -> None:
    """各台账说法不一的地方，和按什么算 / Where ledgers disagree, and which value counts."""
    from linli.services.conflicts import conflicts

    found = conflicts(common.workspace, common.one)
    if not found:
        common.tell("conflicts_none")
        return
    names = ("conflict_what", "name", "column", "conflict_stands", "conflict_others", "file", "conflict_fact")
    columns = tuple(Column(key, common.say(key), number=False) for key in names)
    rows = tuple(
        (c.kind, c.name, c.column, c.stands, "、".join(c.others), "、".join(c.files), c.fact) for c in found
    )
    table(Shown(columns, rows))
    common.tell("conflicts_order")


def source(identity: str, /, *, common: Common = HERE) -> None:
    """某个编号的内容来自哪些格 / The cells of the ledgers that state a node or link, by its identifier."""
    from linli.services.sources import sources

    names = ("file", "sheet", "address", "column", "value")
    columns = tuple(Column(name, common.say(name), number=False) for name in names)
    found = sources(common.workspace, identity, common.one)
    rows = tuple((cell.file, cell.sheet, cell.address, cell.heading, cell.value) for cell in found)
    table(Shown(columns, rows))


COMMANDS = (template, rejects, report, source)
