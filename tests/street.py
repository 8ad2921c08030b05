"""A small made-up street as csv ledgers, and workspaces made from it, for tests of everything above the
types.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from linli.services.add import Added, Handed, add
from linli.services.build import build
from linli.workspace.layout import create
from linli.workspace.snapshots import Snapshot

DAY = dt.date(2025, 6, 30)
NOW = dt.datetime(2025, 7, 1, 9, 0, tzinfo=dt.UTC)

STREET: dict[str, str] = {
    "areas": """\
区划代码,区域名称,层级,上级区划代码
990101,示例区,区,
990101001,示例街道,街道,990101
990101001001,松涛社区,社区,990101001
990101001002,样板社区,社区,990101001
""",
    "compounds": """\
社区代码,小区名称,小区类型,封闭或开放,户数,正式党员数
990101001001,松涛苑,商品房,封闭,420,18
990101001001,翠湖居,老旧小区,开放,120,2
990101001002,兰亭里,安置,封闭,300,5
""",
    "buildings": """\
社区代码,小区名称,楼栋,户数
990101001001,松涛苑,1栋,40
990101001001,松涛苑,2栋,50
990101001001,翠湖居,1栋,60
""",
    "organizations": """\
区划代码,小区名称,楼栋,组织类别,组织名称,上级组织,成立日期,正式党员数
990101,,,区委,示例区委,,,
990101001,,,街道党工委,示例街道党工委,示例区委,,
990101001001,,,社区党委,松涛社区党委,示例街道党工委,2019.3,
990101001001,松涛苑,,小区党支部,松涛苑小区党支部,松涛社区党委,2021.6,18
990101001001,松涛苑,1栋,楼栋党小组,松涛苑1栋党小组,松涛苑小区党支部,2021.7,
990101001001,松涛苑,,业委会,松涛苑业委会,,2022年2月,
""",
    "posts": """\
区划代码,小区名称,组织名称,职务,姓名,身份证号,联系电话,是否党员,任职起,任职止
990101,,示例区委,书记,甲某,,,是,2021.3,
990101001,,示例街道党工委,书记,乙某,,,是,2022.3,
990101001001,,松涛社区党委,书记,丙某,,,是,2022.3,2025.2
990101001001,松涛苑,松涛苑小区党支部,书记,张　三,,13800000000,是,2021.6,
990101001001,松涛苑,松涛苑小区党支部,副书记,,,,,,
990101001001,松涛苑,松涛苑业委会,主任,张三,,13800000000,是,2022.2,2027年2月
990101001001,松涛苑,松涛苑1栋党小组,党小组组长,李四,,,是,,
""",
}


def write(folder: Path, ledgers: Mapping[str, str]) -> list[Path]:
    """The ledgers as csv files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.csv" for name in ledgers]
    for path, text in zip(paths, ledgers.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def workspace(folder: Path, ledgers: Mapping[str, str] = STREET, *, now: dt.datetime = NOW) -> Path:
    """A workspace that has taken the ledgers in."""
    root = folder / "workspace"
    create(root)
    hand_in(root, folder / "files", ledgers, now=now)
    return root


def hand_in(
    root: Path, folder: Path, ledgers: Mapping[str, str], *, day: dt.date | None = DAY, now: dt.datetime = NOW
) -> list[Added]:
    """Take ledgers into a workspace."""
    return add(root, write(folder, ledgers), Handed(day=day), now)


def built(root: Path, known_on: dt.date | None = None) -> Snapshot:
    """The workspace's snapshot, built if need be."""
    snapshot, _ = build(root, quiet, known_on)
    return snapshot


def quiet(stage: str) -> None:
    """Progress that nobody watches."""


def with_rows(name: str, *rows: str) -> dict[str, str]:
    """The street with rows added to one of its ledgers."""
    return {**STREET, name: STREET[name] + "".join(f"{row}\n" for row in rows)}
