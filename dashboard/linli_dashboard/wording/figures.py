"""The page of published figures."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "figures": ("公布数核对", "Figures"),
    "figures_result": ("结果", "Result"),
    "figures_holds": ("相符", "agrees"),
    "figures_differs": ("不符", "differs"),
    "figures_cannot_tell": ("没有数据", "no data"),
    "figures_not_graph": ("不由台账得出", "not from ledgers"),
    "figures_says": ("公布内容", "Statement"),
    "figures_published": ("公布数", "Published"),
    "figures_computed": ("算出数", "Computed"),
    "figures_denominator": ("分母", "Denominator"),
    "figures_asked": ("算到哪一天", "Computed for"),
    "figures_where": ("在报告哪里", "Place in the report"),
    "figures_row": ("条目", "Item"),
    "figures_unknown": ("不详", "unknown"),
    "figures_report": (
        "出自：{title}（报告 {file}，公布日期 {day}）",
        "From: {title} (report {file}, published {day})",
    ),
    "figures_open": ("点一行，看为什么。", "Choose a row to see why."),
    "figures_why_holds": (
        "算出的落在公布数说的范围里。",
        "What was computed lies within what the published figure says.",
    ),
    "figures_why_differs": (
        "算出的与公布数对不上。先核对口径、日期和台账是否交全，再看是哪一边要改。",
        "What was computed does not fit the published figure. Check definition, day and whether the ledgers "
        "are whole, then see which side is to be mended.",
    ),
    "figures_why_cannot_tell": (
        "台账里没有足够的数据，算不出一个能对照的数。",
        "The ledgers do not hold enough for a figure that could be set beside it.",
    ),
    "figures_why_not_graph": ("不能由台账得出：{why}", "Not to be had from ledgers: {why}"),
    "figures_made_up": (
        "报告没有写日期，这里的日期是拟定的。",
        "The report states no day; the day used here is made up.",
    ),
    "figures_ask": ("看算法和明细：{query}", "See the question behind it: {query}"),
    "figures_day": (
        "每个数有自己的日期，上面选的日期不影响这一页。",
        "Each figure has a day of its own; the day chosen above changes nothing here.",
    ),
    "figures_foot": ("快照 {snapshot}", "Snapshot {snapshot}"),
    "figures_none": (
        "还没有收进公布数。请信息人员运行 linli figures --keep 文件，收进公布数文件（figures.yaml）。",
        "No published figures are kept yet. Have linli figures --keep FILE take a file of them "
        "(figures.yaml) into the workspace.",
    ),
    "figures_none_here": (
        "这个范围里没有公布数；换一个范围看看。",
        "No published figures are kept for this area; try another.",
    ),
}
