"""An audit as json for programs, and the schema that describes it: both follow from the classes below, so
that neither can be ahead of the other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from linli.audit.rule import Evidence, Level, Severity
from linli.audit.waiver import State as WaiverState
from linli.model.definition import Strict

NAME: Literal["linli-audit/1"] = "linli-audit/1"
"""Of the schema, with its version: another one where something is taken away or means something else."""

ID = "urn:linli:schema:audit:1"
"""Of the schema among schemas; `linli audit --format schema` prints it."""

Plain = str | int | float | bool | dt.date | None


def said(zh: str, en: str) -> Any:
    """What a field means, in both languages."""
    return Field(description=f"{zh} / {en}")


@dataclass(frozen=True)
class Both(Strict):
    """一段文字的中文和英文 / A text in both languages."""

    zh: str
    en: str


@dataclass(frozen=True)
class Area(Strict):
    """区域 / An area."""

    code: str
    name: str
    level: str


@dataclass(frozen=True)
class Totals(Strict):
    """审了多少、结果如何；符合、不符合、不知道、不适用加起来等于应审 / How many subjects, and what became of
    them: passed, failed, unknown and not_applicable add up to population.
    """

    population: int
    passed: int
    failed: int
    unknown: int
    not_applicable: int
    failed_certainly: Annotated[int, said("不符合的当中确定的", "those of the failed that are certain")]
    asked: Annotated[int, said("适用的，即分母", "to which the rule applies: the denominator of the share")]
    share: Annotated[
        tuple[float, float] | None,
        said(
            "不符合占适用的比例，从确定的到可能的；没有适用的为空",
            "share of failures, from what is certain to what is possible; null where nothing was asked",
        ),
    ]


@dataclass(frozen=True)
class Part(Strict):
    """汇总的一行：所审区域的一部分 / A row of the summary: a part of what was audited."""

    code: Annotated[str, said("区域代码；空的是没有定位的", 'code of the area; "" for what lies in none')]
    names: tuple[str, ...]
    own: Annotated[bool, said("只是本级的", "whether it is only what lies in the area itself")]
    rules: Annotated[
        Mapping[str, Totals],
        said("规则 → 结果；各部分加起来等于规则的", "rule → totals; parts add up to those of the rule"),
    ]


@dataclass(frozen=True)
class Cell(Strict):
    """台账的一格 / A cell of a ledger."""

    file: str
    sheet: str
    address: str
    heading: str
    value: str


@dataclass(frozen=True)
class Fact(Strict):
    """问题所依据的一个事实 / A fact that a finding rests on."""

    id: Annotated[str, said("linli source 编号 列出全部单元格", "`linli source ID` lists all its cells")]
    table: str
    ends: Annotated[tuple[str, ...], said("两端的编号", "identifiers of its ends; of a node its own")]
    says: Both
    decisive: Annotated[bool, said("去掉它问题就不成立", "whether the finding does not hold without it")]
    in_force: Annotated[
        Literal["sure", "may", "not"], said("当日是否有效", "whether it is in force on the day")
    ]
    documents: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Proof(Strict):
    """一个问题的证据 / The evidence of a finding."""

    kind: Evidence
    facts: tuple[Fact, ...]
    count: Annotated[
        int,
        said(
            "看过的全部事实数；全部列出：linli explain 编号 --format json",
            "of all facts looked at; `linli explain ID --format json` lists them",
        ),
    ]
    missing: Annotated[tuple[str, ...], said("没有声明是全的台账", "ledgers that nobody stated to be whole")]
    fingerprint: Annotated[str, said("证据变了它就变", "another one where the evidence has changed")]


@dataclass(frozen=True)
class Found(Strict):
    """一个问题，或一项说不准的 / A finding, or something that nobody can tell."""

    id: Annotated[
        str, said("每次审计都一样", "the same in every audit; empty where the population cannot tell")
    ]
    subject: str
    place: str
    part: Annotated[str, said("汇总的哪一行", "the row of the summary that it counts in")]
    path: Annotated[tuple[str, ...], said("从所审区域到地点的名称", "names from the area down to the place")]
    certain: bool
    waived: Annotated[int | None, said("豁免号", "number of the waiver that holds, else null")]
    says: Both
    row: Annotated[Mapping[str, Plain], said("规则查询的一行", "the row of the rule's query")]
    evidence: Annotated[
        Proof | None, said("没有要证据的为空", "null where no evidence was asked for, or of unknown ones")
    ]


@dataclass(frozen=True)
class Error(Strict):
    """没有审成的原因 / Why a rule could not be run."""

    code: str
    what: Both
    do: Both


@dataclass(frozen=True)
class Rule(Strict):
    """一条规则和它的结果 / A rule and what it came to."""

    rule: str
    version: int
    pack: Annotated[str, said("规则所在的规则包", "the pack that its folder lies in")]
    title: Both
    severity: Severity
    level: Level
    citation: Both
    text_found: Annotated[bool, said("是否找到条文", "whether a text of the place was found")]
    remedy: Both
    needs: Annotated[tuple[str, ...], said("要全的台账", "ledgers that must be whole before absence fails")]
    parameters: Mapping[str, Plain]
    asked: Annotated[bool, said("审了没有", "whether it was asked; switched off or not in force: false")]
    totals: Totals
    error: Error | None
    findings: tuple[Found, ...]
    unknown: Annotated[
        tuple[Found, ...],
        said("说不准的；一个对象可有几项", "what nobody can tell; a subject may have several"),
    ]


@dataclass(frozen=True)
class Waiver(Strict):
    """一项豁免 / A waiver."""

    waiver: int
    state: WaiverState
    finding: str
    until: dt.date
    reason: str
    by: str
    at: dt.datetime
    says: Both


@dataclass(frozen=True)
class Statement(Strict):
    """某地某日的某种台账是全的 / That a kind of ledger was whole for an area on a day."""

    ledger: str
    area: str
    day: dt.date
    counts: Annotated[bool, said("对审计日有效", "whether it was made for the day audited or before")]
    by: str
    at: dt.datetime | None


@dataclass(frozen=True)
class Lacking(Strict):
    """没有人作过的声明 / A statement that nobody has made."""

    ledger: str
    area: str
    names: tuple[str, ...]
    unknown: Annotated[Mapping[str, int], said("规则 → 说不准的项数", "rule → rows of which it cannot tell")]


@dataclass(frozen=True)
class Pair(Strict):
    """可能是同一人的两人 / Two persons who may be one."""

    id: str
    persons: tuple[str, str]
    names: tuple[str, str]
    basis: str
    findings: Annotated[
        tuple[str, ...], said("因此存疑、说不准的", "what is only possible or unknown because of it")
    ]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Document(Strict):
    """一次审计的全部结果 / All that an audit came to."""

    schema: Annotated[Literal["linli-audit/1"], said("本格式的名称和版本", "name and version of this form")]
    linli: Annotated[str, said("程序版本", "version of linli")]
    made: Annotated[dt.datetime, said("制表时间", "when the report was made")]
    pack: str
    areas: tuple[Area, ...]
    as_of: Annotated[dt.date, said("审哪一天", "the day judged")]
    snapshot: Annotated[str, said("图的快照", "hash of the snapshot that was audited")]
    totals: Annotated[
        Totals, said("全部规则的项次", "of all rules together: one rule asked of one subject counts once")
    ]
    parts: tuple[Part, ...]
    rules: tuple[Rule, ...]
    waivers: tuple[Waiver, ...]
    statements: tuple[Statement, ...]
    lacking: tuple[Lacking, ...]
    pairs: tuple[Pair, ...]


@cache
def adapter() -> TypeAdapter[Document]:
    """What writes the json and its schema."""
    return TypeAdapter(Document)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the json."""
    made = adapter().json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": ID, **made}
