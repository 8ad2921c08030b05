"""Commands about a Neo4j server."""

from __future__ import annotations

import os
from typing import Annotated, Literal

from cyclopts import Parameter

from linli.cli.console import Common, progress

HERE = Common()


def push(
    address: str,
    /,
    *,
    names: Annotated[
        Literal["full", "masked", "none"], Parameter(help="姓名怎么写 / how names of persons are written")
    ] = "full",
    common: Common = HERE,
) -> None:
    """把图推送到 Neo4j / Push the graph to a Neo4j server: what changed is written, what is gone is removed.

    账号密码从环境变量读取 / Credentials come from the environment: LINLI_NEO4J_USER, LINLI_NEO4J_PASSWORD or
    LINLI_NEO4J_PASSWORD_FILE, and LINLI_NEO4J_DATABASE where a server has several.
    """
    from linli.services.server import push as send

    with progress(common) as stages:
        done = send(common.workspace, address, os.environ, names, stages)
    key = "push_done" if done.counts else "push_same"
    common.tell(key, address=address, written=done.written, removed=done.removed)


COMMANDS = (push,)
