"""The command that takes a person out of a workspace."""

from __future__ import annotations

import sys
from typing import Annotated

from cyclopts import Parameter

from linli.cli.console import Common, out, progress
from linli.cli.kept import By, now, who

HERE = Common()


def erase(
    person: str,
    /,
    *,
    yes: Annotated[bool, Parameter(help="不再询问 / do not ask")] = False,
    by: By = None,
    common: Common = HERE,
) -> None:
    """清除一个人：从台账原文、决定、审计记录和快照里去掉姓名，岗位和数目不变；不能撤回 / Take a person out:
    the name leaves kept sources, decisions, audits and snapshots; posts and counts stay. No way back.

    PERSON is an identifier (`linli ask people/posts` shows it), or a name that one person has.
    """
    from linli.services.erase import erase as service

    if not yes:
        if not sys.stdin.isatty():
            common.tell("erase_yes")
            sys.exit(1)
        out.print(common.say("erase_ask", person=person), end=" ")
        if input().strip() != person:
            common.tell("erase_not")
            sys.exit(1)
    with progress(common) as stages:
        done = service(common.workspace, person, who(by), now(), stages)
    common.tell(
        "erase_done",
        instead=done.instead,
        sources=done.sources,
        decisions=done.decisions,
        scenarios=done.scenarios,
        state=done.state,
        snapshots=done.snapshots,
        snapshot=done.snapshot,
    )
    if done.namesakes:
        common.tell("erase_namesakes", count=done.namesakes)
    for path in done.left:
        common.tell("erase_left", file=path)
    common.tell("erase_servers")


COMMANDS = (erase,)
