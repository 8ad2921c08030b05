"""Writes the ledgers of the made-up street from `street.yaml` and `links.yaml`.

    python seeds/demo/make.py [FOLDER]      into ledgers/ beside this file, unless told otherwise

The same tables give the same bytes: no clock, no chance. Headings and words are those that offices use, so
that reading them tries what real ones try: titles, a date line, synonyms, totals, a column that linli drops,
years, months and days, dates of Excel's own.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml

HERE = Path(__file__).parent
LEDGERS = HERE / "ledgers"

Cell = str | int | dt.date
Row = dict[str, Cell]
Plain = Mapping[str, Any]

PARTY = ("区委", "街道党工委", "社区党委", "小区党支部", "联合党支部", "物业企业党支部", "楼栋党小组")
OWNERS = ("业委会", "物管会", "监委会")
SUFFIX = {
    "小区党支部": "小区党支部",
    "业委会": "业主委员会",
    "物管会": "物业管理委员会",
    "监委会": "业主监督委员会",
    "四方联席会议": "四方联席会议",
}
APPOINTED = {
    "区委": "任命",
    "街道党工委": "任命",
    "网格队伍": "聘任",
    "物业企业": "聘任",
    "楼栋党小组": "推荐",
    "四方联席会议": "推荐",
}
GROUPS_FROM = "2023年9月"
BY_ITSELF = ("报到台账", "990101001003")
MEMBERSHIP = ("是", "", "否")
"""What the ledger says, in turn, of owners' party membership: an office knows it of some."""


@dataclass(frozen=True)
class Street:
    """The tables as written, and which community each compound lies in."""

    data: Plain
    links: Plain
    area_of: Mapping[str, str]

    @property
    def compounds(self) -> Sequence[Plain]:
        """The compounds, in the ledger's order."""
        rows: Sequence[Plain] = self.data["compounds"]
        return rows


def read() -> Street:
    """The tables beside this file."""
    data, links = (yaml.safe_load((HERE / name).read_text("utf-8")) for name in ("street.yaml", "links.yaml"))
    return Street(data, links, {str(c["name"]): str(c["area"]) for c in data["compounds"]})


def short(compound: Plain) -> str:
    """A compound's name as its bodies carry it."""
    return str(compound["name"]).removeprefix("示例·")


def areas(street: Street) -> Iterator[Row]:
    """区划台账."""
    for code, name, level, above in street.data["areas"]:
        yield {"区划代码": str(code), "区域名称": name, "层级": level, "上级区划代码": str(above)}


def compounds(street: Street) -> Iterator[Row]:
    """小区基础台账, with the total that offices put below."""
    for number, compound in enumerate(street.compounds, start=1):
        place = {"序号": number, "社区代码": str(compound["area"]), "小区名称": compound["name"]}
        yield {**place, **compound["row"], "户数": compound["buildings"] * compound["households"]}
    yield {"序号": "合计", "户数": sum(c["buildings"] * c["households"] for c in street.compounds)}


def grids(street: Street) -> Iterator[Row]:
    """网格台账."""
    households: Counter[str] = Counter()
    for compound in street.compounds:
        households[compound["grid"]] += compound["buildings"] * compound["households"]
    for area, name in street.data["grids"]:
        yield {"社区代码": str(area), "网格名称": name, "户数": households[name]}


def buildings(street: Street) -> Iterator[Row]:
    """楼栋台账."""
    for compound in street.compounds:
        for number in range(1, compound["buildings"] + 1):
            yield {
                "社区代码": str(compound["area"]),
                "小区名称": compound["name"],
                "楼栋": f"{number}栋",
                "单元数": 2,
                "户数": compound["households"],
                "所属网格": compound["grid"],
            }


def bodies(street: Street) -> Iterator[Plain]:
    """Every body: those of areas and grids, then those of each compound and of its buildings."""
    for body in street.data["bodies"]:
        yield {"name": f"{body['grid']}队伍", **body} if "grid" in body else body
    above = {str(b["area"]): b["name"] for b in street.data["bodies"] if b["kind"] == "社区党委"}
    for compound in street.compounds:
        committee = above[str(compound["area"])]
        own = [_of_compound(body, compound, committee) for body in compound.get("bodies", ())]
        yield from own
        branch = next((body["name"] for body in own if body["kind"] == "小区党支部"), compound.get("under"))
        yield from _groups(compound, branch)


def _of_compound(body: Plain, compound: Plain, committee: str) -> Plain:
    name = short(compound) + SUFFIX[body["kind"]]
    here = {"area": compound["area"], "compound": compound["name"], "name": name}
    party = {"superior": committee, "mode": "单独"} if body["kind"] == "小区党支部" else {}
    return {**here, **party, **body}


def _groups(compound: Plain, branch: str | None) -> Iterator[Plain]:
    for number in range(1, compound["buildings"] + 1):
        if number not in compound.get("without", ()):
            yield {
                "area": compound["area"],
                "compound": compound["name"],
                "building": f"{number}栋",
                "kind": "楼栋党小组",
                "name": f"{short(compound)}{number}栋党小组",
                "superior": compound.get("superiors", {}).get(number, branch),
                "from": GROUPS_FROM,
                "term": [GROUPS_FROM, "至今"],
                "people": [f"党小组组长 {compound.get('leaders', {}).get(number, '*')}"],
            }


def organizations(street: Street) -> Iterator[Row]:
    """组织台账. Property companies stand in a ledger of their own."""
    written = (body for body in bodies(street) if body["kind"] != "物业企业")
    for number, body in enumerate(written, start=1):
        yield {
            "序号": number,
            "区划代码": str(body["area"]),
            "小区名称": body.get("compound", ""),
            "楼栋": body.get("building", ""),
            "网格名称": body.get("grid", ""),
            "组织类别": body["kind"],
            "组织名称": body["name"],
            "上级组织": body.get("superior", ""),
            "覆盖方式": body.get("mode", ""),
            "成立日期": body.get("from", ""),
            "正式党员数": body.get("members", ""),
            "备案（批复）文号": body.get("document", ""),
        }


def posts(street: Street) -> Iterator[Row]:
    """任职台账, with the line that says who filled it in."""
    names = _names(street.data["names"])
    membership = _forever(MEMBERSHIP)
    number = 0
    for body in bodies(street):
        entries = list(_entries(body.get("people", ())))
        seats = Counter((entry["职务"], entry.get("席位")) for entry in entries)
        for entry in entries:
            number += 1
            row = _post(body, entry, street.area_of)
            row |= {"序号": number, "席位数": entry.get("席位数", seats[entry["职务"], entry.get("席位")])}
            if row["姓名"] == "*":
                row["姓名"] = next(names)
                if body["kind"] in OWNERS:
                    word = next(membership)
                    row["是否党员"] = entry.get("是否党员", word)
            yield row
    yield {"序号": f"填表人：{street.data['reported_by']}"}


def _entries(people: Iterable[str | Plain]) -> Iterator[Plain]:
    """One entry a person: "委员 * *" is two."""
    for entry in people:
        if isinstance(entry, str):
            post, *holders = entry.split()
            yield from ({"职务": post, "姓名": holder} for holder in holders)
        else:
            yield entry


def _post(body: Plain, entry: Plain, area_of: Mapping[str, str]) -> Row:
    compound = entry.get("小区名称", body.get("compound", ""))
    area = area_of.get(compound, str(body["area"]))
    place: Row = {"区划代码": area, "小区名称": compound, "组织名称": body["name"]}
    if entry["姓名"] == "-":
        return {**place, "职务": entry["职务"], "姓名": "", "备注": "待选配"}
    start, end = body["term"]
    usual: Row = {
        "是否党员": "是" if body["kind"] in PARTY else "",
        "任职起": start,
        "任职止": end,
        "产生方式": APPOINTED.get(body["kind"], "选举"),
        "是否本小区业主": "是" if body["kind"] in OWNERS else "",
    }
    return {**place, **usual, **entry}


def _names(given: Plain) -> Iterator[str]:
    """Names by two lists whose lengths share no factor, so that each comes once."""
    surnames, words = given["surnames"].split(), given["given"].split()
    for number in range(len(surnames) * len(words)):
        yield surnames[number % len(surnames)] + words[number * 7 % len(words)]


def _forever(values: Sequence[str]) -> Iterator[str]:
    while True:
        yield from values


def linked(street: Street, title: str) -> Iterator[Row]:
    """A ledger that `links.yaml` holds as a table."""
    table = street.links[title]
    for first, *rest in table["rows"]:
        compound = first in street.area_of
        place = {"社区代码": street.area_of[first] if compound else first}
        yield {**place, **dict(zip(table["headings"], [first if compound else "", *rest], strict=True))}


def ledgers(street: Street) -> dict[str, tuple[Sequence[str], list[Row]]]:
    """Every ledger by its name: headings and rows."""
    makers = {
        "区划台账": areas,
        "小区基础台账": compounds,
        "网格台账": grids,
        "楼栋台账": buildings,
        "组织台账": organizations,
        "任职台账": posts,
    }
    made: dict[str, tuple[Sequence[str], list[Row]]] = {
        title: (street.data["headings"][title].split(), list(maker(street)))
        for title, maker in makers.items()
    }
    for title, table in street.links.items():
        made[title] = (["社区代码", *table["headings"]], list(linked(street, title)))
    return made


def heading_lines(title: str, date: str) -> list[str]:
    """The lines above the headings."""
    return [f"示例街道{title}（虚构数据，仅供演示）", f"日期：{date}"]


def write_workbook(path: Path, lines: Sequence[str], headings: Sequence[str], rows: Sequence[Row]) -> None:
    """A workbook with one sheet."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": dt.datetime(2025, 6, 30), "comments": "虚构数据，仅供演示 / made up"})  # noqa: DTZ001
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("台账")
        for index, line in enumerate(lines):
            sheet.write_string(index, 0, line, bold)
        for column, heading in enumerate(headings):
            sheet.write_string(len(lines), column, heading, bold)
            sheet.set_column(column, column, _width([heading, *(str(row.get(heading, "")) for row in rows)]))
        sheet.freeze_panes(len(lines) + 1, 0)
        for index, row in enumerate(rows, start=len(lines) + 1):
            for column, heading in enumerate(headings):
                value = row.get(heading, "")
                if isinstance(value, dt.date):
                    sheet.write_datetime(index, column, value, day)
                elif isinstance(value, int):
                    sheet.write_number(index, column, value)
                elif value:
                    sheet.write_string(index, column, value)


def _width(texts: Iterable[str]) -> float:
    """Width of a column, a Chinese character being two wide; the lines above the headings may run over."""
    return min(40, 2 + max(sum(2 if ord(character) > 0x2E80 else 1 for character in text) for text in texts))


def write_csv(path: Path, lines: Sequence[str], headings: Sequence[str], rows: Sequence[Row]) -> None:
    """A csv file as Chinese Excel saves it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([[line] for line in lines])
    writer.writerow(headings)
    writer.writerows([[row.get(heading, "") for heading in headings] for row in rows])
    path.write_bytes(text.getvalue().encode("gb18030"))


def make(folder: Path) -> None:
    """Write all ledgers: workbooks, and as csv the check-ins that one community handed in itself."""
    street = read()
    for title, (headings, rows) in ledgers(street).items():
        lines = heading_lines(title, street.data["date"])
        itself = [row for row in rows if (title, row.get("社区代码")) == BY_ITSELF]
        if itself:
            write_csv(folder / f"梅岭社区{title}.csv", lines, headings, itself)
        others = [row for row in rows if row not in itself]
        write_workbook(folder / f"示例街道{title}.xlsx", lines, headings, others)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else LEDGERS)
