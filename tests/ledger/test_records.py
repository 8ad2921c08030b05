"""What the rows of ledgers say: references, intervals, and what becomes of rows that cannot say it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from linli.model.interval import MAX, MIN
from linli.workspace import build
from linli.workspace.compute import Computed
from linli.workspace.layout import open_layout
from tests.street import DAY, STREET, quiet, with_rows, workspace

Compute = Callable[[dict[str, str]], Computed]


@pytest.fixture
def computed(tmp_path: Path) -> Compute:
    """What a snapshot of these ledgers would hold, without writing it."""

    def compute(ledgers: dict[str, str]) -> Computed:
        layout = open_layout(workspace(tmp_path, ledgers))
        return build.run(layout, build.plan(layout), quiet)

    return compute


def codes(found: Computed) -> list[tuple[int, str, str, str]]:
    """Problems as (row, column, code, severity)."""
    return found.problems.select("row", "column", "code", "severity").rows()


def states(found: Computed) -> dict[str, int]:
    return dict(found.rows.group_by("state").len().iter_rows())


COVERAGE = "社区代码,组织名称,覆盖小区,覆盖方式,覆盖起\n"


def test_a_neighbours_branch_is_found_for_attachment(computed: Compute) -> None:
    found = computed({**STREET, "coverage": COVERAGE + "990101001001,松涛苑小区党支部,翠湖居,挂靠,2022.3\n"})
    assert codes(found) == []
    modes = set(found.facts["COVERS.Organization.Compound"]["mode"])
    assert modes == {"own", "attached"}


def test_a_name_that_two_neighbours_bear_is_ambiguous_and_asks(computed: Compute) -> None:
    two = with_rows("organizations", "990101001001,翠湖居,,小区党支部,松涛苑小区党支部,松涛社区党委,,")
    found = computed({**two, "coverage": COVERAGE + "990101001001,松涛苑小区党支部,,挂靠,\n"})
    assert codes(found) == [(2, "body", "ambiguous", "error")]


def test_the_nearest_body_of_a_name_is_meant(computed: Compute) -> None:
    rows = ("990101001001,,,业委会,业委会,,,", "990101001001,松涛苑,,监委会,业委会,,,")
    posts = with_rows("posts", "990101001001,松涛苑,业委会,监事,赵六,,,是,,")["posts"]
    found = computed({**with_rows("organizations", *rows), "posts": posts})
    body = found.facts["Organization"].join(
        found.facts["POST_IN.Post.Organization"].select(pl.col("to").alias("id"), "from"), on="id"
    )
    assert body.join(
        found.facts["Post"].select(pl.col("id").alias("from"), pl.col("kind").alias("post")), on="from"
    ).filter(pl.col("post") == "board_member")["kind"].to_list() == ["supervisory_board"]


def test_a_missing_superior_costs_its_link_alone(computed: Compute) -> None:
    found = computed(
        with_rows("organizations", "990101001002,兰亭里,,小区党支部,兰亭里党支部,不存在的党委,,")
    )
    assert codes(found) == [(8, "superior", "not_found", "warning")]
    assert "兰亭里党支部" in set(found.facts["Organization"]["name"])
    assert states(found) == {"accepted": 24}


@pytest.mark.parametrize(
    ("ledger", "row", "problem"),
    [
        ("compounds", "990101001009,新苑,,,,", ("area", "not_found")),
        ("compounds", "990101001002,,,,,", ("name", "required_empty")),
        ("compounds", "990101001002,新苑,豪宅,,,", ("type", "term_unknown")),
        ("buildings", "990101001001,没有苑,1栋,4", ("compound", "not_found")),
        ("organizations", "990101001001,没有苑,,小区党支部,甲,,,", ("compound", "not_found")),
        ("organizations", "990101001001,松涛苑,99栋,楼栋党小组,甲,,,", ("building", "not_found")),
        ("posts", "990101001001,松涛苑,没有会,主任,赵六,,,是,,", ("body", "not_found")),
        (
            "posts",
            "990101001001,松涛苑,松涛苑业委会,副主任,赵六,,,是,2024.3,2021.2",
            ("to", "end_before_start"),
        ),
        (
            "posts",
            "990101001001,松涛苑,松涛苑业委会,副主任,赵六,,,是,2024-13-01,",
            ("from", "date_impossible"),
        ),
    ],
)
def test_a_row_that_cannot_be_is_rejected_and_states_nothing(
    computed: Compute, ledger: str, row: str, problem: tuple[str, str]
) -> None:
    found = computed(with_rows(ledger, row))
    ((number, column, code, severity),) = codes(found)
    assert (column, code, severity) == (*problem, "error")
    assert number == len(STREET[ledger].splitlines()) + 1
    assert states(found) == {"accepted": 23, "rejected": 1}
    for name in ("Compound", "Building", "Organization", "Person"):
        assert not {"新苑", "甲", "赵六"} & set(found.facts[name].get_column("name"))


def interval(found: Computed, table: str, **where: object) -> tuple[object, ...]:
    frame = found.facts[table]
    for column, value in where.items():
        frame = frame.filter(pl.col(column) == value)
    (row,) = frame.select("from_min", "from_max", "to_min", "to_max").rows()
    return row


def test_what_a_blank_date_means_is_said_by_the_type(computed: Compute) -> None:
    found = computed(STREET)
    assert interval(found, "Compound", name="松涛苑") == (MIN, MIN, MAX, MAX)
    assert interval(found, "Organization", name="示例区委") == (MIN, DAY, MAX, MAX)
    month = (dt.date(2021, 6, 1), dt.date(2021, 6, 30))
    assert interval(found, "Organization", name="松涛苑小区党支部") == (*month, MAX, MAX)
    people = dict(found.facts["Person"].select("name", "id").iter_rows())
    observed = interval(found, "HOLDS.Person.Post", **{"from": people["李四"]})
    assert observed == (MIN, DAY, DAY + dt.timedelta(1), MAX)
    ended = interval(found, "HOLDS.Person.Post", **{"from": people["丙某"]})
    assert ended == (dt.date(2022, 3, 1), dt.date(2022, 3, 31), dt.date(2025, 2, 2), dt.date(2025, 3, 1))


def test_a_vacant_post_is_a_post(computed: Compute) -> None:
    found = computed(STREET)
    kinds = found.facts["Post"]["kind"].to_list()
    assert kinds.count("deputy_secretary") == 1
    assert found.facts["HOLDS.Person.Post"].height == 6


def test_a_company_is_one_wherever_it_serves_and_was_there_when_its_contract_began(computed: Compute) -> None:
    contracts = (
        "社区代码,小区名称,物业企业,合同起,合同止\n"
        "990101001001,松涛苑,示例物业公司,2018-01-01,2020-12-31\n"
        "990101001002,兰亭里,示例物业公司,2022.1.1,\n"
    )
    found = computed({**STREET, "property": contracts})
    assert interval(found, "Organization", name="示例物业公司") == (MIN, dt.date(2018, 1, 1), MAX, MAX)
    assert (
        interval(found, "SERVES.Organization.Compound", from_min=dt.date(2018, 1, 1))[2:]
        == (dt.date(2021, 1, 1),) * 2
    )


def test_ledgers_that_disagree_are_listed_and_the_newer_stands(tmp_path: Path) -> None:
    from tests.street import hand_in

    root = workspace(tmp_path)
    other = "社区代码,小区名称,户数,小区类型\n990101001001,松涛苑,421,\n990101001001,翠湖居,120,安置\n"
    hand_in(root, tmp_path / "more", {"compounds": other}, day=DAY + dt.timedelta(30))
    layout = open_layout(root)
    found = build.run(layout, build.plan(layout), quiet)
    by_name = {row["name"]: row for row in found.facts["Compound"].iter_rows(named=True)}
    assert (by_name["松涛苑"]["households"], by_name["松涛苑"]["type"]) == (421, "commercial")
    listed = {(row["property"], tuple(row["values"])) for row in found.conflicts.iter_rows(named=True)}
    assert listed == {("households", ("421", "420")), ("type", ("resettlement", "old"))}


def test_every_fact_names_its_row(computed: Compute) -> None:
    found = computed(STREET)
    told = set(found.provenance["fact"])
    for name, frame in found.facts.items():
        if name.split(".")[0] not in ("WITHIN", "ANSWERS_TO", "SHARES_HOLDER", "Completeness", "STATED_FOR"):
            assert set(frame["id"]) <= told, name
