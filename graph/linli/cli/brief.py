"""The commands that make a briefing of an area, and slides of a briefing."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from linli.cli.console import Common, out, writing
from linli.errors import OutputUnwritable

if TYPE_CHECKING:
    from linli.messages.catalogue import Lang
    from linli.reports.brief.slide import Deck
    from linli.services.brief import Eyes

HERE = Common()
Form = Literal["pptx", "html", "pdf"]
Store = Annotated[str | None, Parameter(help="Neo4j 地址 / a Neo4j address")]

brief = App(name="brief", help="简报：写一份、导出成幻灯片 / Briefings: write one, export slides")


@brief.command
def new(
    area: Annotated[
        str | None, Parameter(help="区域代码或名称（默认：全部）/ area code or name (all)")
    ] = None,
    /,
    *,
    to: Annotated[
        Path | None,
        Parameter(name=("--out", "-o"), help="写到哪个文件（默认：屏幕）/ file to write (the screen)"),
    ] = None,
    as_of: Annotated[dt.date | None, Parameter(help="按哪一天看 / the day asked about")] = None,
    store: Store = None,
    common: Common = HERE,
) -> None:
    """写一个区域的默认简报：结构、覆盖、交叉任职、逐级走一遍、到期、先补哪些 / Write the default briefing
    of an area.

    写出来的是一份 YAML，可以改标题、文字、场景 / It is YAML, whose titles, texts and scenes may be changed.
    """
    from linli.model.brief import briefing
    from linli.services.brief import new as make
    from linli.services.graph import open_graph

    with open_graph(store or common.workspace, os.environ) as graph:
        made = make(graph, area, as_of)
    text = briefing.write(made)
    if to is None:
        out.file.write(text)
        return
    with writing(to):
        to.write_text(text, encoding="utf-8", newline="")
    common.tell("brief_written", file=to, count=len(made.scenes))


@brief.command
def export(
    file: Annotated[Path, Parameter(help="简报（YAML）/ a briefing (YAML)")],
    /,
    *,
    format: Annotated[
        Form | None,
        Parameter(help="输出形式（写文件时看扩展名）/ form of the output (as the file's name ends)"),
    ] = None,
    to: Annotated[Path | None, Parameter(name=("--out", "-o"), help="写到哪个文件 / file to write")] = None,
    names: Annotated[
        Literal["public", "full"],
        Parameter(help="姓名：只公开岗位，或全部（内部）/ names of public offices alone, or all (internal)"),
    ] = "public",
    store: Store = None,
    common: Common = HERE,
) -> None:
    """把简报导出成 PPTX（原生可编辑）、HTML（一个文件，离线，方向键翻页）或 PDF / Export a briefing.

    HTML：F 全屏，N 备注，L 换语言（--lang both）/ in HTML: F full screen, N notes, L language (--lang both).
    """
    from linli.model.brief import briefing

    form = format or (to.suffix.lower().removeprefix(".") if to else "pptx")
    if form not in ("pptx", "html", "pdf"):
        raise OutputUnwritable(file=str(to), problem=".pptx, .html, .pdf")
    target = to or file.with_suffix(f".{form}")
    languages: tuple[Lang, ...] = ("zh", "en") if common.langs == "both" and form == "html" else (common.one,)
    decks = _decks(briefing.load(file), file, languages, names, store, common)
    _write(target, form, decks)
    common.tell("brief_exported", file=target, count=len(decks[0].slides))


def _decks(
    read: object, file: Path, languages: tuple[Lang, ...], names: str, store: str | None, common: Common
) -> list[Deck]:
    from linli.cli.kept import now
    from linli.model.brief.briefing import Briefing
    from linli.services.brief import slides
    from linli.services.graph import open_graph

    assert isinstance(read, Briefing)
    eyes, made = _eyes(names, None if store else common.workspace), now()
    with open_graph(store or common.workspace, os.environ) as graph:
        return [slides(graph, read, lang, made, eyes, file.name) for lang in languages]


def _eyes(names: str, home: Path | None) -> Eyes:
    from linli.services.brief import Eyes, masked, plain
    from linli.services.offices import load

    if names == "full":
        return Eyes(plain, "brief_unmasked", home=home)
    return Eyes(masked(load(home)), home=home)


def _write(target: Path, form: str, decks: list[Deck]) -> None:
    """Write slides in a form. Raises OutputUnwritable, or as `render.pdf.write` does."""
    with writing(target):
        if form == "html":
            from linli.reports.render import deck

            target.write_text(deck.render(decks), encoding="utf-8", newline="")
        elif form == "pdf":
            from linli.reports.render import pdf

            pdf.write(target, decks[0], shutil.which("soffice") or shutil.which("libreoffice"))
        else:
            from linli.reports.render import pptx

            pptx.write(target, decks[0])


COMMANDS = (brief,)
"""The commands of this file."""
