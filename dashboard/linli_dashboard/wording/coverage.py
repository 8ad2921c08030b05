"""The page of coverage."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "coverage": ("覆盖", "Coverage"),
    "coverage_by": ("怎样汇总", "Rolled up by"),
    "coverage_levels": ("往下几级", "Levels down"),
    "coverage_groups": ("分组对比", "Side by side"),
    "coverage_where": ("哪里有，哪里没有", "Where it is, and where not"),
    "coverage_go_to": ("打开{name}的小区档案", "Open the page of {name}"),
    "coverage_cells": (
        "每格：有的/应有的 · 比例；比例是一段的，是把不明的当没有和当有来算。空格：不要求。",
        "A cell: filled/asked · ratio; a ratio with two ends counts the unknown as missing, then as there. "
        "Empty: not asked.",
    ),
    "coverage_own": ("单独", "Own"),
    "coverage_joint": ("联合", "Joint"),
    "coverage_attached": ("挂靠", "Attached"),
    "coverage_forming": ("筹建", "Forming"),
    "coverage_gap": ("▲ 没有", "▲ Missing"),
    "coverage_unknown": ("? 不明", "? Unknown"),
    "coverage_not_applicable": ("不要求", "Not asked"),
    "coverage_list": ("看明细", "Lists"),
    "coverage_gaps": ("缺口：先补哪些，为什么", "Gaps: which first, and why"),
    "coverage_ends": ("今后一年会失去的", "Lost within a year"),
    "coverage_places": ("每个地方", "Every place"),
    "coverage_only": ("只看这些", "These alone"),
    "coverage_order": ("次序：{order}", "Order: {order}"),
    "coverage_rank": ("先后", "Rank"),
    "coverage_open": ("点一行，看全文。", "Choose a row to read it in full."),
    "coverage_decides": ("排在下一个前面，因为", "Before the next, because of"),
    "coverage_go": ("打开小区档案", "Open the compound's page"),
    "coverage_until": ("看到 {until}。", "Looked ahead to {until}."),
    "coverage_month": ("月份", "Month"),
    "coverage_ending": ("到期", "End"),
    "coverage_lost": ("因此没有了", "Lost by it"),
    "coverage_left": ("之后还有/应有", "Then filled/asked"),
    "coverage_from": ("从哪天起", "From"),
    "coverage_no_type": ("没有类型（如网格）", "No type (such as grids)"),
    "coverage_state": ("情况", "State"),
}
