"""What the pages say of their own, in Chinese and English. The rest comes from the API."""

from __future__ import annotations

from typing import Literal

Lang = Literal["zh", "en"]

WORDS: dict[str, tuple[str, str]] = {
    "questions": ("问一问", "Questions"),
    "about": ("关于", "About"),
    "question": ("问题", "Question"),
    "area": ("范围", "Area"),
    "everywhere": ("全部区域", "Everywhere"),
    "as_of": ("问哪一天", "As of"),
    "as_of_help": ("不选则为最新台账的日期", "The newest ledger's date unless chosen"),
    "ask": ("查询", "Ask"),
    "fill_in": ("填好上面的内容，再点“查询”。", "Fill in the form, then choose Ask."),
    "asking": ("正在查询……", "Asking …"),
    "rows": ("{count} 行", "{count} rows"),
    "nothing": ("没有查到。", "Nothing was found."),
    "footer": ("截至 {as_of} · 快照 {snapshot}", "As of {as_of} · snapshot {snapshot}"),
    "masked": ("姓名只显示第一个字。", "Names show their first character only."),
    "bad_date": (
        "网址里的日期“{value}”读不懂，没有采用。",
        "The date {value} in the address does not read; it was left out.",
    ),
    "bad_area": (
        "网址里的区域“{value}”不在现有数据里，没有采用。",
        "There is no area {value} in the data; it was left out.",
    ),
    "bad_question": (
        "网址里的问题“{value}”不存在，下面换成了第一个问题。",
        "There is no question {value} as the address says; the first one is shown instead.",
    ),
    "away": ("连不上接口服务", "The API does not answer"),
    "away_detail": ("在 {address} 没有等到回答。", "Nothing came back from {address}."),
    "away_do": (
        "请确认 linli serve 正在运行，然后刷新本页。",
        "Make sure that linli serve is running, then reload this page.",
    ),
    "garbled": ("接口服务的回答读不懂", "The API's answer does not read"),
    "garbled_detail": (
        "{address} 的回答不是 linli 的格式（HTTP {status}）。",
        "What came from {address} is not of linli's form (HTTP {status}).",
    ),
    "garbled_do": (
        "请核对 LINLI_API 的地址，以及两边的版本是否一致。",
        "Check the address in LINLI_API, and that both sides are of one version.",
    ),
    "about_text": (
        "**邻里**回答关于每个小区的一个问题：**谁对它负责，这套结构站得住吗？**\n\n"
        "这里的每一行都来自各单位交来的台账，每个回答都写明截至哪一天、出自哪个快照。"
        "“没有”只在台账声明完整的范围内才算没有，否则是“不知道”。",
        "**linli** answers one question about every residential compound: **who answers for it, and does the "
        "structure hold?**\n\nEvery row comes from ledgers that offices handed in, and every answer says "
        "the day it is about and the snapshot it was read from. Absence counts only where a ledger is stated "
        "to be whole; elsewhere the answer is “unknown”.",
    ),
    "about_api": ("接口地址：{address}", "API: {address}"),
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


def word(key: str, lang: Lang, **values: object) -> str:
    """A text of the pages.

    >>> word("rows", "en", count=3)
    '3 rows'
    """
    return WORDS[key][lang == "en"].format_map(values)
