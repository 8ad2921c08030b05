"""One big roster: a workbook of 100,000 rows and 20 columns, read, recognised, mapped and cleaned.

    python bench/roster.py [ROWS]

Prints each stage, the whole, the peak memory, and beside them a plain Python loop of 10^7 additions, since a
second is not the same on every machine.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import polars as pl
import xlsxwriter

from linli.ledger.clean import clean
from linli.ledger.map import map_table
from linli.ledger.read import read
from linli.ledger.recognise import recognise
from linli.ledger.split import split
from linli.ledger.tables import find_tables

T = TypeVar("T")
HEADINGS = (
    *("序号", "区划代码", "小区名称", "组织名称", "职务", "姓名", "性别", "民族", "身份证号", "出生年月"),
    *(
        "学历",
        "工作单位",
        "政治面貌",
        "联系电话",
        "任职起",
        "任职止",
        "产生方式",
        "人员来源",
        "是否本小区业主",
        "备注",
    ),
)
POSTS = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员", "委员")


def write(path: Path, rows: int) -> None:
    """A made-up roster; the identity numbers are no numbers of anybody's."""
    chance = random.Random(20)
    given = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("花名册")
        sheet.write_row(0, 0, ["示例街道任职台账（截至2025年6月30日）"])
        sheet.write_row(1, 0, HEADINGS)
        for n in range(rows):
            name = chance.choice("王李张刘陈杨黄赵吴周") + chance.choice(given) + chance.choice(given)
            cells = (
                *(n + 1, f"990101{n // 20000 + 1:03}{n // 200 % 100 + 1:03}", f"示例·{n // 40}苑"),
                *(
                    f"示例{n // 8}小区党支部",
                    POSTS[n % 6],
                    name,
                    "男",
                    "",
                    "",
                    "1970.1",
                    "大专",
                    "",
                    "中共党员",
                ),
                *(f"139{n:08}", f"{2018 + n % 6}.{n % 12 + 1}", "至今", "选举", "", "是", ""),
            )
            sheet.write_row(n + 2, 0, cells)


def timed(name: str, work: Callable[[], T]) -> T:
    """Do it, and print how long it took."""
    start = time.perf_counter()
    done = work()
    print(f"{name:<12}{time.perf_counter() - start:8.2f} s")
    return done


def loop() -> None:
    """The measure of the machine."""
    i = 0
    while i < 10**7:
        i += 1


def main(rows: int) -> None:
    """Print the figures."""
    timed("loop", loop)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.xlsx"
        write(path, rows)
        start = time.perf_counter()
        (sheet,) = timed("read", lambda: read([path]))[path]
        (table,) = timed("find", lambda: find_tables(sheet))
        found = timed("recognise", lambda: recognise(table, path.name))
        mapped = timed("map", lambda: map_table(table, found, os.urandom(32), path.name))
        raw = mapped.rows.with_columns(
            pl.lit(0, dtype=pl.UInt32).alias("_source"), pl.lit(found.day).alias("_day")
        )
        parts, _ = timed("split", lambda: split(found.kind, raw))
        cleaned = timed("clean", lambda: clean(found.kind, parts))
        print(f"{'whole':<12}{time.perf_counter() - start:8.2f} s   {cleaned.rows.height} rows")
    timed("loop", loop)
    for who, name in ((resource.RUSAGE_SELF, "parent"), (resource.RUSAGE_CHILDREN, "reader")):
        print(f"{name:<12}{resource.getrusage(who).ru_maxrss >> 10:8} MB at most")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
