"""The page of an area's structure."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "structure": ("组织结构", "Structure"),
    "structure_click": (
        "点一个区域，把它打开或收起；点一个小区，看谁在那里负责。",
        "Click an area to open or fold it, a compound to see who answers there.",
    ),
    "structure_fold": ("恢复原样", "As at first"),
    "structure_compounds": ("小区", "Compounds"),
    "structure_buildings": ("楼栋", "Buildings"),
    "structure_vacant": ("空缺", "vacant"),
    "structure_findings": ("问题", "Findings"),
    "structure_no_findings": ("没有查到问题。", "Nothing was found wrong."),
    "structure_ledgers": ("台账全不全", "Which ledgers are whole"),
    "structure_ledger": ("台账", "Ledger"),
    "structure_area": ("由谁声明", "Stated for"),
    "structure_whole_on": ("截至哪天是全的", "Whole as of"),
    "structure_not_whole": ("没有声明", "not stated"),
    "structure_cells": ("出自台账的哪几格", "Which cells of the ledgers state this"),
    "cell_file": ("文件", "File"),
    "cell_sheet": ("工作表", "Sheet"),
    "cell_address": ("单元格", "Cell"),
    "cell_heading": ("列", "Column"),
    "cell_value": ("内容", "Value"),
    "names_masked": (
        "公开的岗位显示姓名，其余只显示第一个字。",
        "Names stand in full for public offices, else as their first character.",
    ),
    "names_inside": (
        "姓名只在您的区域内显示，区域外只显示第一个字。",
        "Names are shown inside your areas; outside, their first character.",
    ),
}
