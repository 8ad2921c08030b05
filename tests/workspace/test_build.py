"""A build judges everything, writes anew, checks, swaps; whatever happens to it, the old snapshot stays."""

from __future__ import annotations

import datetime as dt
import errno
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

import linli
from linli.errors import (
    BuildMismatch,
    DiskFull,
    NothingToBuild,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceNewer,
)
from linli.services.build import build, verify
from linli.services.engine import embedded
from linli.workspace import build as building
from linli.workspace import decisions, intakes, snapshots
from linli.workspace.layout import Layout, create, locked, open_layout
from tests.street import DAY, NOW, STREET, built, hand_in, quiet, with_rows, workspace


def test_rows_add_up_and_are_all_accepted(tmp_path: Path) -> None:
    manifest = built(workspace(tmp_path)).manifest
    assert manifest.rows == {"read": 23, "accepted": 23, "ignored": 0, "rejected": 0}
    assert manifest.day == DAY
    assert manifest.tops == ("990101",)


def test_an_unchanged_workspace_is_not_built_again(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    first = built(root)
    again, anew = build(root, quiet)
    assert (again.manifest.hash, anew) == (first.manifest.hash, False)


def test_any_order_of_files_and_one_more_ledger_rename_nothing(tmp_path: Path) -> None:
    ids = []
    for seed in (1, 2):
        names = list(STREET)
        random.Random(seed).shuffle(names)
        root = tmp_path / str(seed)
        made = create(root)
        made.key_file.write_bytes(b"k" * 32)
        for n, name in enumerate(names):
            hand_in(root, tmp_path / f"files{seed}", {name: STREET[name]}, now=NOW + dt.timedelta(minutes=n))
        if seed == 2:
            hand_in(root, tmp_path / "more", {"grids": "社区代码,网格名称\n990101001001,第一网格\n"})
        facts = built(root).facts()
        ids.append({name: set(frame["id"]) for name, frame in facts.items()})
    first, second = ids
    assert {name: first[name] - second[name] for name in first} == {name: set() for name in first}
    assert {name for name in first if second[name] - first[name]} == {"Grid", "LOCATED_IN.Grid.Area"}


def test_verify_finds_nothing_in_a_sound_snapshot(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    built(root)
    assert verify(root, quiet)[1] == []


def test_verify_finds_an_altered_fact(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    path = built(root).folder / "facts" / "Compound.parquet"
    pl.read_parquet(path).with_columns(households=pl.col("households") + 1).write_parquet(path)
    assert [what for what, _, _ in verify(root, quiet)[1]] == ["facts: Compound"]


def test_an_altered_intake_is_refused(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    path = next((root / "sources").glob("*/cells-0.parquet"))
    pl.read_parquet(path).head(1).write_parquet(path)
    with pytest.raises(WorkspaceDamaged):
        built(root)


def test_a_graph_that_does_not_hold_the_facts_is_never_put_in_use(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    old = built(root)
    hand_in(root, tmp_path / "more", {"grids": "社区代码,网格名称\n990101001001,第一网格\n"})
    sound = embedded(1 << 28)

    def lossy(path: Path, facts: dict[str, pl.DataFrame], *rest: object) -> None:
        sound.write(path, {**facts, "Grid": facts["Grid"].with_columns(name=pl.lit("?"))}, *rest)  # type: ignore[arg-type]

    with pytest.raises(BuildMismatch):
        building.build(open_layout(root), building.Engine(lossy, sound.read_back), quiet)  # type: ignore[arg-type]
    assert snapshots.current(open_layout(root)).manifest.hash == old.manifest.hash


def _stall(root: str, stage: str, ready: str) -> None:
    """Build until a stage begins, then wait to be killed."""

    def progress(name: str) -> None:
        if name == stage:
            Path(ready).touch()
            time.sleep(60)

    build(Path(root), progress)


@pytest.mark.parametrize("stage", ["read", "facts", "graph", "check", "swap"])
def test_killed_anywhere_the_old_snapshot_stays_and_the_next_build_goes_through(
    tmp_path: Path, stage: str
) -> None:
    root = workspace(tmp_path)
    old = built(root)
    hand_in(root, tmp_path / "more", {"grids": "社区代码,网格名称\n990101001001,第一网格\n"})
    ready = tmp_path / "ready"
    child = multiprocessing.get_context("spawn").Process(target=_stall, args=(str(root), stage, str(ready)))
    child.start()
    deadline = time.monotonic() + 60
    while not ready.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert child.pid
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    assert snapshots.current(open_layout(root)).manifest.hash == old.manifest.hash
    with linli.open(root) as graph:
        assert len(graph.ask("compounds/coverage")) == 3
    new = built(root)
    assert new.manifest.hash != old.manifest.hash
    assert not list((root / "snapshots").glob(".building-*"))


def test_two_builds_at_once_one_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    with locked(open_layout(root)):
        code = "import sys, pathlib, linli.services.build as b; b.build(pathlib.Path(sys.argv[1]), print)"
        other = subprocess.run(
            [sys.executable, "-c", code, str(root)], capture_output=True, text=True, check=False
        )
        assert f"pid {os.getpid()}" in other.stderr
        assert "WorkspaceBusy" in other.stderr
        with pytest.raises(WorkspaceBusy):
            built(root)


def test_a_lock_file_left_behind_holds_nobody_up(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    (root / "lock").touch()
    (root / "lock.holder").write_text("gone · pid 1")
    assert built(root)


def test_a_full_disk_is_said_and_leaves_the_old_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(tmp_path)
    old = built(root)
    hand_in(root, tmp_path / "more", {"grids": "社区代码,网格名称\n990101001001,第一网格\n"})

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(pl.DataFrame, "write_parquet", full)
        with pytest.raises(DiskFull):
            built(root)
    assert snapshots.current(open_layout(root)).manifest.hash == old.manifest.hash
    assert built(root).manifest.hash != old.manifest.hash


@pytest.mark.parametrize("size", ["400k", "1600k"])
def test_a_really_full_disk(tmp_path: Path, size: str) -> None:
    """A very small file system, where this machine lets us make one."""
    mount = tmp_path / "small"
    mount.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(mount)], capture_output=True, check=False
    ).returncode:
        pytest.skip("mounting a small file system needs rights that this run does not have")
    try:
        (mount / "w").mkdir()
        root = workspace(mount / "w")
        with pytest.raises(DiskFull):
            built(root)
        assert not (root / "current").exists()
    finally:
        subprocess.run(["umount", "-l", str(mount)], check=True)


def test_a_workspace_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    identity = json.loads((root / "workspace.json").read_text())
    (root / "workspace.json").write_text(json.dumps({**identity, "version": 99}))
    with pytest.raises(WorkspaceNewer):
        built(root)


def test_nothing_to_build(tmp_path: Path) -> None:
    create(tmp_path / "w")
    with pytest.raises(NothingToBuild):
        built(tmp_path / "w")


def test_known_on_builds_what_had_been_received_by_then(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    later = NOW + dt.timedelta(days=30)
    more = {"compounds": STREET["compounds"] + "990101001002,新苑,商品房,封闭,10,0\n"}
    hand_in(root, tmp_path / "more", more, day=dt.date(2025, 7, 31), now=later)
    assert built(root).manifest.counts["Compound"] == 4
    then = built(root, NOW.date())
    assert then.manifest.counts["Compound"] == 3
    assert snapshots.current(open_layout(root)).manifest.counts["Compound"] == 4, (
        "a snapshot of the past is not put in use"
    )
    with linli.open(root) as now:
        assert len(now.ask("compounds/coverage")) == 4


def test_a_later_roster_replaces_and_one_of_the_same_day_adds(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    header = STREET["posts"].splitlines()[0]
    side = f"{header}\n990101001001,松涛苑,松涛苑业委会,副主任,王五,,,是,,\n"
    side += "990101,,示例区委,副书记,赵六,,,是,,\n"
    (added,) = hand_in(root, tmp_path / "side", {"posts": side})
    assert added.intake.tables[0].mode == "adds"
    assert "王五" in set(built(root).facts()["Person"]["name"])
    (same,) = hand_in(root, tmp_path / "next", {"posts": STREET["posts"]}, day=dt.date(2025, 7, 31))
    assert same.known, "the same bytes are the same file"
    changed = STREET["posts"].replace("李四", "李五")
    (replaced,) = hand_in(root, tmp_path / "next", {"posts": changed}, day=dt.date(2025, 7, 31))
    assert replaced.intake.tables[0].mode == "replaces"
    names = set(built(root).facts()["Person"]["name"])
    assert "李五" in names
    assert "李四" not in names
    assert "王五" not in names, "what was added to an older roster goes with it"


def test_a_circle_is_kept_and_reported_with_its_cells(tmp_path: Path) -> None:
    circle = (
        "社区代码,小区名称,组织名称,关系,对方组织\n990101001001,松涛苑,松涛社区党委,隶属,松涛苑小区党支部\n"
    )
    root = workspace(tmp_path, {**STREET, "relations": circle})
    snapshot = built(root)
    found = snapshot.report("problems").filter(pl.col("code") == "cycle").sort("column")
    kinds = [
        (snapshot.manifest.sources[source].kind, row) for source, row in found.select("source", "row").rows()
    ]
    assert kinds == [("relations", 2), ("organizations", 5)]
    assert set(found["severity"]) == {"warning"}
    assert "松涛社区党委" in found["other"][0]
    assert snapshot.manifest.rows["rejected"] == 0


def test_decisions_survive_a_torn_last_line_and_show_an_altered_one(tmp_path: Path) -> None:
    layout = create(tmp_path / "w")
    for n in range(3):
        decisions.append(layout, "complete", {"area": str(n)}, {"by": "某人"}, NOW)
    with layout.decisions.open("a") as file:
        file.write('{"number": 4, "kin')
    assert len(decisions.read(layout)) == 3
    decisions.append(layout, "complete", {"area": "4"}, {}, NOW)
    assert [d.number for d in decisions.read(layout)] == [1, 2, 3, 4]
    assert "某人" not in layout.decisions.read_text(encoding="utf-8")
    layout.decisions.write_text(
        layout.decisions.read_text(encoding="utf-8").replace('"area": "1"', '"area": "9"')
    )
    with pytest.raises(WorkspaceDamaged):
        decisions.read(layout)


def test_no_identity_number_or_phone_is_ever_written(tmp_path: Path) -> None:
    number, phone = "11010519491231002X", "13800000000"
    posts = STREET["posts"].replace("张　三,,", f"张　三,{number},").replace("李四,", f"李四{phone},")
    root = workspace(tmp_path, {**STREET, "posts": posts})
    built(root)
    for path in root.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert number.encode() not in data, path
            assert phone.encode() not in data, path
    texts = [str(frame.to_dicts()) for frame in _all_frames(root)]
    assert not [text for text in texts if number in text or phone in text]


def _all_frames(root: Path) -> list[pl.DataFrame]:
    layout = Layout(root)
    cells = [
        intakes.cells(layout, intake, table) for intake in intakes.read(layout) for table in intake.tables
    ]
    return [*cells, *snapshots.current(layout).facts().values()]


def test_of_a_contradicting_row_each_cell_that_differs_is_told(tmp_path: Path) -> None:
    """As it was written, an empty one too; what is only written otherwise does not differ."""
    rows = ("990101001001,松 涛苑,商品房,开放,４２１,", "990101001001,松涛苑,商品房,封闭,４２０,18")
    found = built(workspace(tmp_path, with_rows("compounds", *rows))).report("problems")
    told = found.select("row", "code", "column", "value", "other").rows()
    assert sorted(told, key=lambda one: one[:3]) == [
        (5, "duplicate_differs", "boundary", "开放", "2"),
        (5, "duplicate_differs", "full_members", None, "2"),
        (5, "duplicate_differs", "households", "４２１", "2"),
        (6, "duplicate_same", "name", "松涛苑", "2"),
    ]


def test_a_duplicate_row_is_ignored_and_a_contradicting_one_rejected(tmp_path: Path) -> None:
    rows = ("990101001001,松涛苑,商品房,封闭,420,18", "990101001001,翠湖居,老旧小区,开放,121,2")
    snapshot = built(workspace(tmp_path, with_rows("compounds", *rows)))
    assert snapshot.manifest.rows == {"read": 25, "accepted": 23, "ignored": 1, "rejected": 1}
    found = snapshot.report("problems").select("row", "code", "column", "value", "other").rows()
    assert found == [
        (5, "duplicate_same", "name", "松涛苑", "2"),
        (6, "duplicate_differs", "households", "121", "3"),
    ]
    households = dict(snapshot.facts()["Compound"].select("name", "households").iter_rows())
    assert households["翠湖居"] == 120
