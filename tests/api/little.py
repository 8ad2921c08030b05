"""A little workspace with all that the API's tests look for, and a server on a free port of this machine."""

from __future__ import annotations

import datetime as dt
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI

import linli
from linli.services.add import Handed, add
from linli.services.build import build
from linli.services.complete import complete
from linli.workspace.layout import create

DAY = dt.date(2025, 6, 30)
NOW = dt.datetime(2025, 7, 1, 9, tzinfo=dt.UTC)
LEDGERS = {
    "areas": """\
区划代码,区域名称,层级,上级区划代码
990101,示例区,区,
990101001,示例街道,街道,990101
990101001001,示例社区,社区,990101001
990101001002,样板社区,社区,990101001
990101001002/1邻,1邻,邻,990101001002
""",
    "compounds": """\
社区代码,小区名称,小区类型,封闭或开放,户数,正式党员数,入住日期
990101001001,松涛苑,商品房,封闭,420,18,2022.5
990101001001,翠湖居,老旧小区,开放,120,2,
990101001002,兰亭里,安置,封闭,300,5,
""",
    "buildings": """\
社区代码,小区名称,楼栋,户数
990101001001,松涛苑,1栋,40
990101001001,松涛苑,2栋,50
990101001001,翠湖居,1幢,50
""",
    "organizations": """\
区划代码,小区名称,楼栋,组织类别,组织名称,上级组织,成立日期,正式党员数
990101,,,区委,示例区委,,,
990101001,,,街道党工委,示例街道党工委,示例区委,,
990101001001,,,社区党委,示例社区党委,示例街道党工委,2019.3,
990101001001,松涛苑,,小区党支部,松涛苑小区党支部,示例社区党委,2021.6,18
990101001001,松涛苑,1栋,楼栋党小组,松涛苑1栋党小组,松涛苑小区党支部,2021.7,
990101001001,松涛苑,,业委会,松涛苑业委会,,2022.1,
990101001001,,,议事会,示例社区议事会,,,
""",
    "venues": """\
社区代码,所在小区,阵地名称,阵地类型,面积（平方米）,服务小区
990101001001,松涛苑,松涛苑党群服务站,党群服务站,120,松涛苑
""",
    "posts": """\
区划代码,小区名称,组织名称,职务,姓名,是否党员,任职起,任职止
990101,,示例区委,书记,甲子安,是,2021.3,
990101001,,示例街道党工委,书记,欧阳乙,是,2022.3,
990101001001,,示例社区党委,书记,丙辰和,是,2022.3,2026.2
990101001001,松涛苑,松涛苑小区党支部,书记,张三,是,2021.6,
990101001001,松涛苑,松涛苑小区党支部,副书记,,,,
990101001001,松涛苑,松涛苑业委会,主任,张三,是,2022.1,2027.1
990101001001,松涛苑,松涛苑业委会,委员,丙辰和,,2022.1,2027.1
990101001001,松涛苑,松涛苑1栋党小组,党小组组长,李四维,是,,
""",
}
PERSONS = ("甲子安", "欧阳乙", "丙辰和", "张三", "李四维")
MORE = """\
社区代码,小区名称,小区类型,封闭或开放,户数,正式党员数
990101001002,竹里,商品房,封闭,90,1
"""
OWN = {
    "areas/above": {"of": "990101001001"},
    "buildings/named": {"compound": "松涛苑", "name": "1栋"},
    "chains/around_building": {"place": "松涛苑/1栋"},
    "chains/around_compound": {"place": "松涛苑"},
    "chains/downward": {"body": "示例区委"},
    "chains/from_building": {"place": "松涛苑/1栋"},
    "chains/from_compound": {"place": "松涛苑"},
    "chains/ladder": {"body": "松涛苑1栋党小组"},
    "chains/leaders": {"body": "松涛苑1栋党小组"},
    "chains/leaders_below": {"body": "示例区委"},
    "chains/links_around": {"place": "松涛苑"},
    "compounds/bodies": {"compound": "松涛苑"},
    "organizations/of_kind": {"kind": "小区党支部"},
    "people/across": {"a": "小区党支部", "b": "业委会"},
    "compounds/named": {"name": "苑"},
    "organizations/named": {"name": "松涛"},
    "people/posts": {"name": "张三"},
    "terms/ending": {"begin": "2025-01-01", "finish": "2028-01-01"},
}
"""Parameters with which each question that has some finds rows in the little workspace."""


def own(name: str, workspace: Path) -> dict[str, str]:
    """Parameters of a question; a person's identifier is another in every workspace."""
    if name != "people/held":
        return OWN.get(name, {})
    with linli.open(workspace) as graph:
        return {"person": str(graph.ask("people/posts", name="张三").rows()[0]["person"])}


def make(root: Path) -> Path:
    """The workspace, built."""
    workspace = root / "workspace"
    create(workspace)
    for name, text in LEDGERS.items():
        (root / f"{name}.csv").write_text(text, encoding="utf-8")
    add(workspace, sorted(root.glob("*.csv")), Handed(day=DAY), NOW)
    complete(workspace, ["organizations", "coverage", "posts"], "990101001", DAY, "", NOW)
    build(workspace, _quiet)
    return workspace


def grow(workspace: Path) -> str:
    """One more compound comes in, and another snapshot is put in use. Returns its hash."""
    ledger = workspace.parent / "more.csv"
    ledger.write_text(MORE, encoding="utf-8")
    add(workspace, [ledger], Handed(day=DAY, mode="adds"), NOW)
    return build(workspace, _quiet)[0].manifest.hash


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """An application on a free port. Yields its address."""
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=0,
        log_level="error",
        access_log=False,
        lifespan="on",
        # A connection that a reader left open holds nobody up.
        timeout_graceful_shutdown=10,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the server did not start"
        time.sleep(0.01)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)
        assert not thread.is_alive(), f"the server did not stop; {_stacks(server)}"


def _stacks(server: uvicorn.Server) -> str:
    """What each thread does, and what the server waits for."""
    state = server.server_state
    frames = "\n".join("".join(traceback.format_stack(one)) for one in sys._current_frames().values())
    return f"{len(state.connections)} connections, {len(state.tasks)} tasks\n{frames}"


def _quiet(stage: str, done: int = 0, total: int = 0) -> None:
    """Nobody looks on."""
