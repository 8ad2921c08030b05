"""The pages that show places: overview, compound, coverage, escalation."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "overview": ("总览", "Overview"),
    "overview_covered": ("应有的，有了多少", "Of what there should be, how much there is"),
    "overview_findings": ("最近一次检查", "The newest audit"),
    "overview_no_run": (
        "还没有检查过。请审计人员来检查。",
        "Nothing was audited yet. Ask an auditor to do it.",
    ),
    "overview_run": (
        "第{run}次，{at}，按“{pack}”的规则；发现{findings}个问题，{unknown}个说不清。",
        "Run {run}, {at}, by the rules “{pack}”: {findings} {findings:finding|findings}, "
        "{unknown} that nobody can tell.",
    ),
    "slot": ("看什么", "What"),
    "covered": ("有", "There"),
    "asked": ("应有", "Asked"),
    "gaps": ("没有", "Missing"),
    "doubt": ("不明", "Unknown"),
    "ratio": ("比例", "Ratio"),
    "severity": ("程度", "Severity"),
    "rule": ("规则", "Rule"),
    "failed": ("不符", "Fail"),
    "population": ("查了", "Asked"),
    "by_area": ("区域", "Area"),
    "by_type": ("小区类型", "Type of compound"),
    "place": ("地方", "Place"),
    "community": ("社区", "Community"),
    "why": ("为什么", "Why"),
    "facts": ("情况", "Facts"),
    "remedy": ("怎么补", "What mends it"),
    "guide": ("目前由谁联系", "Who answers meanwhile"),
    "leaves": ("之后", "Then"),
    "body": ("组织", "Body"),
    "post": ("职务", "Post"),
    "holder": ("任职人", "Holder"),
    "since": ("起", "Since"),
    "until": ("止", "Until"),
    "area_name": ("区域", "Area"),
}
