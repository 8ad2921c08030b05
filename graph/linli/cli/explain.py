"""The command that explains a finding."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from linli.cli.console import Common, out, writing
from linli.errors import OutputUnwritable
from linli.messages.catalogue import Lang

if TYPE_CHECKING:
    from linli.audit.explained import Explained

HERE = Common()

Form = Literal["text", "json", "cypher", "svg"]
ENDINGS: dict[str, Form] = {
    ".txt": "text",
    ".json": "json",
    ".cypher": "cypher",
    ".cql": "cypher",
    ".svg": "svg",
}


def explain(  # noqa: PLR0913 - each is an option that a person may want to give
    finding: Annotated[str, Parameter(help="问题编号，写前几位即可 / the finding's id, or how it begins")],
    /,
    *,
    format: Annotated[
        Form | None,
        Parameter(help="输出形式（写文件时看扩展名）/ form of the output (as the file's name ends)"),
    ] = None,
    to: Annotated[Path | None, Parameter(name=("--out", "-o"), help="写到哪个文件 / file to write")] = None,
    all_: Annotated[bool, Parameter(name="--all", negative="", help="事实全列 / tell every fact")] = False,
    pack: Annotated[
        str | None,
        Parameter(
            help="规则包名称或文件夹（默认：审出它的那个）/ pack or its folder (the one that found it)"
        ),
    ] = None,
    area: Annotated[list[str] | None, Parameter(help="区域代码或名称 / area code or name")] = None,
    as_of: Annotated[
        dt.date | None,
        Parameter(help="审哪一天（默认：审出它的那天）/ the day judged (the one it was found for)"),
    ] = None,
    store: Annotated[str | None, Parameter(help="Neo4j 地址 / a Neo4j address")] = None,
    common: Common = HERE,
) -> None:
    """说明一个问题：逐条依据、出自哪一格；说不准的，缺什么 / Explain a finding: each fact with its cells, and
    why it follows; of what nobody can tell, what is missing.
    """
    from linli.services.explain import Scope
    from linli.services.explain import explain as look

    form = format or _form(to)
    found = look(store or common.workspace, finding, Scope(pack, area, as_of), os.environ, common.one)
    if form == "text" and to is None:
        _print(found, all_, common)
        return
    text = _render(found, form, all_, common)
    if to is None:
        out.file.write(text)
        return
    with writing(to):
        to.write_text(text, encoding="utf-8", newline="")
    common.tell("explain_written", file=to)


def _form(to: Path | None) -> Form:
    if to is None:
        return "text"
    if to.suffix.lower() not in ENDINGS:
        raise OutputUnwritable(file=str(to), problem=", ".join(ENDINGS))
    return ENDINGS[to.suffix.lower()]


def _langs(common: Common) -> tuple[Lang, ...]:
    return ("zh", "en") if common.langs == "both" else (common.one,)


def _print(found: Explained, all_: bool, common: Common) -> None:
    from linli.reports.explain.chain import MOST
    from linli.reports.explain.text import lines

    bold = ("head", "conclusion")
    for number, lang in enumerate(_langs(common)):
        if number:
            out.print()
        for kind, text in lines(found, lang, None if all_ else MOST):
            style = "bold" if kind in bold else "dim" if kind == "id" else ""
            out.print(Text(f"  {text}" if kind == "line" else text, style=style), soft_wrap=True)


def _render(found: Explained, form: Form, all_: bool, common: Common) -> str:
    from linli.reports.explain import drawing, text
    from linli.reports.explain.chain import MOST
    from linli.reports.render import svg

    if form == "svg":
        return svg.render(drawing.draw(found))
    if form == "json":
        return text.plain(found) + "\n"
    if form == "cypher":
        return text.cypher(found)
    return "\n".join(text.render(found, lang, None if all_ else MOST) for lang in _langs(common))


COMMANDS = (explain,)
