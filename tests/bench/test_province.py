"""The generator of provinces: clean ledgers, always the same, as uneven as real ones."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import polars as pl
import pytest

from linli.services.add import Handed, add
from linli.services.build import build
from linli.services.init import init
from linli.workspace.snapshots import Snapshot

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

import drawn
import habits
import province

COUNT = 400
NOW = dt.datetime(2025, 7, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def tables() -> dict[str, pl.DataFrame]:
    return province.ledgers(COUNT)


def built(folder: Path, files: list[Path]) -> Snapshot:
    init(folder)
    add(folder, files, Handed(), NOW)
    return build(folder, lambda stage: None)[0]


@pytest.fixture(scope="module")
def snapshot(tables: dict[str, pl.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    files = province.write(tables, tmp_path_factory.mktemp("ledgers"))
    return built(tmp_path_factory.mktemp("workspace"), files)


def test_every_row_is_accepted_and_nothing_contradicts(
    snapshot: Snapshot, tables: dict[str, pl.DataFrame]
) -> None:
    manifest = snapshot.manifest
    read = sum(table.height for table in tables.values())
    assert manifest.rows == {"read": read, "accepted": read, "ignored": 0, "rejected": 0}
    assert manifest.conflicts == 0
    assert manifest.counts["Compound"] == COUNT
    assert manifest.day == province.DAY


def test_files_by_county_hold_the_same_rows(tables: dict[str, pl.DataFrame], tmp_path: Path) -> None:
    whole = province.write(tables, tmp_path / "whole")
    parts = province.write(tables, tmp_path / "parts", by_county=True)

    def lines(paths: list[Path]) -> list[str]:
        return sorted(line for path in paths for line in path.read_text(encoding="utf-8").splitlines()[1:])

    assert len(parts) > len(whole)
    assert lines(parts) == lines(whole)


def test_one_seed_is_one_province(tables: dict[str, pl.DataFrame]) -> None:
    again, other = province.ledgers(COUNT), province.ledgers(COUNT, seed=2)
    assert all(tables[kind].equals(again[kind]) for kind in tables)
    assert not tables["posts"].equals(other["posts"])


def test_a_nation_is_provinces_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(province, "PROVINCE_HOLDS", 60)
    files = province.write_all(150, tmp_path / "ledgers")
    manifest = built(tmp_path / "workspace", files).manifest
    assert manifest.counts["Compound"] == 150
    assert manifest.rows["read"] == manifest.rows["accepted"]
    assert {source.area[:2] for source in manifest.sources} == {"99", "98", "97"}
    assert manifest.counts["Building"] / 150 > 1.1 * province.ledgers(150)["buildings"].height / 150
    with pytest.raises(ValueError, match="600 compounds"):
        next(province.nation(601))


def test_places_and_people_are_made_up(tables: dict[str, pl.DataFrame]) -> None:
    assert tables["areas"]["code"].str.starts_with("99").all()
    assert tables["areas"]["name"].str.starts_with("示例").all()
    assert tables["compounds"]["name"].str.starts_with("示例").all()
    assert tables["posts"]["holder"].drop_nulls().str.contains(f"^.[{drawn.GIVEN}]{{2}}$").all()


def most(counts: pl.Series) -> int:
    return max(int(count) for count in counts)


def test_it_is_uneven(tables: dict[str, pl.DataFrame], snapshot: Snapshot) -> None:
    facts, posts = snapshot.facts(), tables["posts"]
    covers, serves = facts["COVERS.Organization.Compound"], facts["SERVES.Organization.Compound"]
    sizes = tables["buildings"].group_by("area", "compound").len()["len"]
    assert most(covers.filter(mode="joint").group_by("from").len()["len"]) > 1, "joint branches"
    assert set(covers["mode"]) == {"own", "joint", "attached"}
    assert covers["to"].n_unique() < COUNT, "compounds without a branch"
    assert 0 < posts["holder"].null_count() < posts.height / 5, "vacant posts"
    assert posts.filter(pl.col("holder").is_not_null() & pl.col("from").is_null()).height, "undated posts"
    assert posts["to"].drop_nulls().str.contains("^20(19|2[0-3])-").any(), "lapsed terms"
    assert facts["SHARES_HOLDER.Post.Post"].height, "people with several posts"
    assert facts["MAY_BE.Person.Person"].height, "homonyms in one community"
    assert most(serves.group_by("from").len()["len"]) > 5, "firms that serve many"
    assert most(sizes) > 4 * sizes.to_numpy().mean(), "sizes are skewed"


def test_streets_take_after_the_six_places(tables: dict[str, pl.DataFrame]) -> None:
    models = habits.of_places()
    assert len(models) == 6
    by_hand = next(one for one in models if one.attached > 0.02)  # 滁州: 1,022 branches of 1,104 compounds
    assert by_hand.own == (1022 - 38) / 1104
    street = pl.col("area").str.slice(0, 9).alias("street")
    groups = tables["organizations"].filter(kind="楼栋党小组").group_by(street).len("groups")
    shares = (
        tables["buildings"].group_by(street).len("buildings").join(groups, on="street", how="left")
        .filter(pl.col("buildings") > 20).select(pl.col("groups").fill_null(0) / pl.col("buildings"))
    ).to_series()  # fmt: skip
    assert min(shares.to_list()) < 0.05 and max(shares.to_list()) > 0.25, "streets differ"
