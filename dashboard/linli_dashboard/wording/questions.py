"""The page of questions."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "questions_saved": ("现成的问题", "Saved questions"),
    "questions_cypher": ("Cypher（只读）", "Cypher (read only)"),
    "cypher_what": (
        "直接问整个图；只能读，最多200行、10秒。写进日志。",
        "Asks the whole graph. It reads alone, 200 rows and 10 seconds at most, and is logged.",
    ),
    "cypher_given": ("参数（JSON，可以不填）", "Parameters (JSON; may be left empty)"),
    "cypher_known": (
        "$as_of（问哪一天）和 $areas（最上级的区域）不用填。",
        "$as_of, the day asked about, and $areas, the topmost areas, are known already.",
    ),
    "cypher_no_json": (
        '参数读不懂。请写成 JSON，例如 {{"name": "松涛苑"}}。',
        "The parameters do not read. Write them as a JSON object.",
    ),
    "cypher_warned": ("第{line}行：{problem}", "Line {line}: {problem}"),
    "cypher_more": ("只显示前{count}行，还有更多。", "The first {count:row|rows} alone; there are more."),
}

FIRST: dict[str, tuple[str, str]] = {
    "people/several_bodies": (
        "谁在一个小区的几个组织里任职？",
        "Who holds posts in several bodies of one compound?",
    ),
    "compounds/coverage": (
        "哪些小区有党支部，哪些没有？",
        "Which compounds have a branch, and which have none?",
    ),
    "chains/from_building": ("一栋楼，往上由谁负责？", "Who answers for a building, all the way up?"),
}
"""The questions that stand first, by names of the API's catalogue, with titles as one would ask them."""
