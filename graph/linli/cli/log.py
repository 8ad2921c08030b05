"""Commands about the access log: who saw names, took something out or brought something in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import cyclopts
from cyclopts import Parameter

from linli.cli.console import Common, out, table
from linli.cli.kept import now, who
from linli.errors import ParameterWrong
from linli.reports.answer import Column, Shown

HERE = Common()
HEADINGS = ("log_number", "log_at", "log_who", "log_kind", "log_what", "log_areas", "log_names")

log = cyclopts.App(
    name="log",
    help="访问记录：谁看了人名，谁导入导出 / Who saw names, took something out or brought something in.",
)


@log.command
def show(
    *,
    limit: Annotated[int, Parameter(help="最多几条 / how many at most")] = 50,
    before: Annotated[int | None, Parameter(help="只看这一条以前的 / only those before this one")] = None,
    common: Common = HERE,
) -> None:
    """最近的记录，新的在前 / Entries, newest first."""
    from linli.services import access_log

    found = access_log.entries(common.workspace, limit, before)
    if not found:
        common.tell("log_none")
        return
    columns = tuple(Column(key, common.say(key), key in ("log_number", "log_names")) for key in HEADINGS)
    rows = tuple(
        (
            str(one.number),
            one.at.astimezone().isoformat(" ", "seconds"),
            one.called or one.who,
            common.say(f"log_{one.kind}"),
            one.what,
            "、".join(one.areas) or common.say("areas_all"),
            str(one.names) if one.names >= 0 else common.say("log_not_counted"),
        )
        for one in found
    )
    table(Shown(columns, rows))


@log.command
def head(*, common: Common = HERE) -> None:
    """链头：条数和最后一条的散列，另存别处 / Number and hash of the last entry, to be kept elsewhere."""
    from linli.services import access_log

    number, digest = access_log.head(common.workspace)
    out.print(f"{number}:{digest}", soft_wrap=True)


@log.command
def verify(
    *,
    kept: Annotated[
        str | None,
        Parameter(name="--head", help="另存的链头，条数:散列 / a head kept elsewhere, NUMBER:HASH"),
    ] = None,
    common: Common = HERE,
) -> None:
    """核对整条链；给出另存的链头，才看得出末尾有没有被删 / Go over the chain. Only a head that was kept
    elsewhere shows whether its end was cut off. Exit code 1 where it does not hold.
    """
    from linli.services import access_log

    count = access_log.verify(common.workspace, _head(kept))
    common.tell("log_sound" if kept else "log_sound_alone", count=count)


@log.command
def close(
    *,
    days: Annotated[
        int | None, Parameter(help="留多少天，默认按 linli.toml 的 [log] / days to keep; [log] of linli.toml")
    ] = None,
    to: Annotated[
        Path | None, Parameter(help="收走的存成这个文件，一行一条 / file that takes them, an entry a line")
    ] = None,
    common: Common = HERE,
) -> None:
    """收走到期的记录，链条从其后继续 / Take out entries older than they are kept; the chain goes on after."""
    from linli.services import access_log

    gone = access_log.close(common.workspace, days, to, who(None), now())
    if gone:
        common.tell("log_closed", count=len(gone), number=gone[-1].number)
    else:
        common.tell("log_closed_none")


def _head(text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    number, sign, digest = text.partition(":")
    if not (sign and number.isdecimal()):
        raise ParameterWrong(query="log", parameter="head", value=text, wanted="NUMBER:HASH")
    return int(number), digest.strip()


COMMANDS = (log,)
