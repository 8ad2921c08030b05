"""A person who was erased is found nowhere in the workspace, whatever file and encoding one looks in; and
everything that was counted is counted as before.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

import linli
from linli.errors import PersonAmbiguous, PersonUnknown
from linli.services import access_log, people, runs, waivers
from linli.services.add import Handed, add
from linli.services.audit import audit
from linli.services.build import build, verify
from linli.services.erase import erase
from linli.services.graph import open_graph
from linli.workspace import decisions, intakes
from linli.workspace.layout import Layout, open_layout
from linli.workspace.state import database, events
from tests.api import little

NOW = dt.datetime(2025, 7, 2, 9, tzinfo=dt.UTC)
NAME = "张三"


def quiet(stage: str, done: int = 0, total: int = 0) -> None:
    """Nobody looks on."""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the name stands wherever one can stand. Made once, copied for each test."""
    tmp_path = tmp_path_factory.mktemp("erase")
    made = little.make(tmp_path)
    (tmp_path / "zhang.csv").write_text(
        "区划代码,小区名称,组织名称,职务,姓名,是否党员,任职起,任职止,产生方式\n"
        "990101001001,松涛苑,示例社区议事会,召集人,张　三,是,2022.3,,\n"
        "990101001001,松涛苑,松涛苑业委会,主任,张三,是,2022.1,2027.1,任命\n",
        encoding="utf-8",
    )
    add(made, [tmp_path / "zhang.csv"], Handed(day=little.DAY, by="张三", mode="adds"), NOW)
    build(made, quiet)
    with open_graph(made, {}) as graph:
        run = runs.keep(made, runs.of(made, audit(graph)), "张三", NOW)
    named = next(one for _, one in run.findings() if NAME in str(one.values))
    waivers.waive(made, named.id, "张三已请示", "张三", dt.date(2026, 1, 1), NOW)
    ids = _ids(made)
    people.differ(made, ids["张三"], ids["李四维"], "张三", "张三本人说明", NOW)
    (made / "scenarios").mkdir()
    (made / "scenarios" / "张三补选.json").write_text(
        json.dumps({"changes": [{"appoint": "张三"}]}), encoding="utf-8"
    )
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as file:
        file.add_worksheet().write(0, 0, NAME)
    (made / "rejects-12345678.xlsx").write_bytes(book.getvalue())
    access_log.note(made, "read", "linli audit", NAME, -1, NOW)
    return made


@pytest.fixture
def workspace(original: Path, tmp_path: Path) -> Path:
    return shutil.copytree(original, tmp_path / "workspace")


def _ids(workspace: Path) -> dict[str, str]:
    with open_graph(workspace, {}) as graph:
        return {
            name: str(graph.ask("people/posts", name=name).rows()[0]["person"]) for name in (NAME, "李四维")
        }


ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "unicode_escape")
SPELLINGS = (NAME, "張三", "张　三", "張　三", "张 三")
NEEDLES = {spelling.encode(encoding) for spelling in SPELLINGS for encoding in ENCODINGS}


def contents(path: Path) -> Iterator[bytes]:
    """All that stands in a file: what is packed or compressed is opened."""
    yield path.read_bytes()
    if path.suffix == ".parquet":
        yield pl.read_parquet(path).write_ndjson().encode()
    if path.name == "state.sqlite":
        yield from _cells(path)
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for one in archive.namelist():
                yield archive.read(one)


def _cells(path: Path) -> Iterator[bytes]:
    connection = sqlite3.connect(path)
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for row in connection.execute(f"SELECT * FROM {table}"):
            for cell in row:
                yield cell if isinstance(cell, bytes) else str(cell).encode()
                if isinstance(cell, bytes) and cell[:4] == b"PAR1":
                    yield pl.read_parquet(io.BytesIO(cell)).write_ndjson().encode()
                elif isinstance(cell, bytes) and cell[:1] == b"x":
                    yield zlib.decompress(cell)
    connection.close()


def found_in(workspace: Path) -> set[str]:
    """Files of a workspace in which the name stands, or whose own name it is."""
    return {
        str(path.relative_to(workspace))
        for path in workspace.rglob("*")
        if path.is_file()
        and (NAME in path.name or any(one in content for content in contents(path) for one in NEEDLES))
    }


def counts(workspace: Path) -> dict[str, object]:
    """What is counted: rows, facts by table, findings by rule, posts held."""
    with open_graph(workspace, {}) as graph:
        done = audit(graph)
        manifest = json.loads((workspace / "snapshots" / graph.snapshot / "manifest.json").read_bytes())
        return {
            "rows": manifest["rows"],
            "facts": manifest["counts"],
            "findings": [
                (one.rule.name, len(one.findings), len(one.unknown), one.totals) for one in done.results
            ],
            "several": len(graph.ask("people/several_bodies")),
            "vacant": len(graph.ask("posts/vacant")),
            "waivers": [one.finding.id for one in waivers.made(workspace)],
            "runs": [(one.run.number, one.findings, one.doubts) for one in runs.kept(workspace)],
            "kept": [[one.id for _, one in runs.load(workspace).findings()]],
        }


def test_an_erased_person_is_found_nowhere_and_every_count_stays(workspace: Path) -> None:
    before, seen, ids = counts(workspace), found_in(workspace), _ids(workspace)
    layout = open_layout(workspace)
    assert {path.split("/")[0] for path in seen} >= {
        "sources", "snapshots", "notes.jsonl", "state.sqlite", "scenarios", "rejects-12345678.xlsx",
    }  # fmt: skip

    done = erase(workspace, ids[NAME], NAME, NOW, quiet)

    assert found_in(workspace) == set()
    assert done.left == ()
    assert counts(workspace) == before
    assert verify(workspace, quiet)[1] == []
    assert [one.name for one in layout.snapshots.iterdir()] == [done.snapshot]
    assert access_log.verify(workspace) == 2
    assert access_log.entries(workspace, 1)[0].kind == "erase"
    with open_graph(workspace, {}) as graph:
        assert not graph.ask("people/posts", name=NAME).rows()
        posts = graph.ask("people/posts", name=done.instead).rows()
    assert [(one["body"], one["post"]) for one in posts] == [
        ("松涛苑业委会", "director"),
        ("松涛苑小区党支部", "secretary"),
        ("示例社区议事会", "convenor"),
    ]
    with database.reading(layout) as connection:
        events.read(connection)
    assert len(intakes.read(layout)) == 7
    stand = [one for one in people.made(workspace) if one.kind == "different"]
    mentions = pl.read_parquet(workspace / "snapshots" / done.snapshot / "mentions.parquet")
    who = mentions.filter(pl.col("mention").is_in(list(stand[0].data.values())))["person"].unique()
    assert len(stand) == 1
    assert set(who) == {posts[0]["person"], ids["李四维"]}, "what was decided about them still holds"


def test_the_next_roster_does_not_bring_them_back_and_others_come_in(workspace: Path, tmp_path: Path) -> None:
    done = erase(workspace, NAME, "", NOW, quiet)
    (tmp_path / "next.csv").write_text(
        little.LEDGERS["posts"].replace("李四维", "李四维、張三（副组长）").replace("甲子安", "赵六一"),
        encoding="utf-8",
    )
    add(workspace, [tmp_path / "next.csv"], Handed(day=dt.date(2025, 12, 31)), NOW)
    build(workspace, quiet)
    assert (
        "张三"
        not in pl.concat(
            [
                intakes.cells(layout, one, table).select("holder")
                for layout in [open_layout(workspace)]
                for one in intakes.read(layout)
                for table in one.tables
                if table.kind == "posts"
            ]
        )["holder"].to_list()
    )
    with linli.open(workspace) as graph:
        assert not graph.ask("people/posts", name=NAME).rows()
        assert len(graph.ask("people/posts", name=done.instead).rows()) >= 2
        assert graph.ask("people/posts", name="赵六一").rows()


def test_a_namesake_keeps_the_name(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "body.csv").write_text(
        "区划代码,小区名称,楼栋,组织类别,组织名称,上级组织,成立日期,正式党员数\n"
        "990101001002,兰亭里,,业委会,兰亭里业委会,,2022.1,\n",
        encoding="utf-8",
    )
    (tmp_path / "other.csv").write_text(
        "区划代码,小区名称,组织名称,职务,姓名,是否党员,任职起,任职止\n"
        "990101001002,兰亭里,兰亭里业委会,主任,张三,否,2022.1,\n",
        encoding="utf-8",
    )
    add(workspace, [tmp_path / "body.csv", tmp_path / "other.csv"], Handed(day=little.DAY, mode="adds"), NOW)
    build(workspace, quiet)
    with pytest.raises(PersonAmbiguous):
        erase(workspace, NAME, "", NOW, quiet)
    with linli.open(workspace) as graph:
        ids = {str(row["body"]): str(row["person"]) for row in graph.ask("people/posts", name=NAME).rows()}
    done = erase(workspace, ids["松涛苑业委会"], "", NOW, quiet)
    assert done.namesakes == 1
    with linli.open(workspace) as graph:
        assert [row["body"] for row in graph.ask("people/posts", name=NAME).rows()] == ["兰亭里业委会"]
        assert len(graph.ask("people/posts", name=done.instead).rows()) == 3
    assert verify(workspace, quiet)[1] == []


def test_it_may_be_begun_again_after_a_crash(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed where the sources are rewritten and nothing is built yet. A file that is not ours is named."""
    from linli.services import erase as service

    (workspace / "信.txt").write_bytes("致张三".encode("gb18030"))
    person = _ids(workspace)[NAME]
    with monkeypatch.context() as patched:
        patched.setattr(service, "_again", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            erase(workspace, person, "", NOW, quiet)
    done = erase(workspace, person, "", NOW, quiet)
    assert done.left == (Path("信.txt"),)
    assert found_in(workspace) == {"信.txt"}
    assert verify(workspace, quiet)[1] == []
    with linli.open(workspace) as graph:
        assert len(graph.ask("people/posts", name=done.instead).rows()) == 3


def test_nobody_of_that_name_is_said(workspace: Path) -> None:
    with pytest.raises(PersonUnknown):
        erase(workspace, "无此人", "", NOW, quiet)
    assert [one.kind for one in decisions.read(Layout(workspace))].count("erase") == 0
