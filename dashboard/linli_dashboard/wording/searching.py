"""Searching a place."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "search": ("搜索", "Search"),
    "search_like": (
        "名称、拼音或首字母，例如 松涛、songtao、ST；楼栋写成 松涛苑/1栋",
        "A name, its pinyin or initials such as songtao or ST; a building as compound/building",
    ),
    "search_none": (
        "没有找到“{said}”。换一个写法，或看看范围选对没有。",
        "Nothing is called “{said}” in this area.",
    ),
    "search_choose": ("选一个", "Choose one"),
    "search_many": (
        "找到 {total} 个，先列出 {shown} 个；多写几个字会更准。",
        "{total} {total:was|were} found, {shown} {shown:is|are} listed; more characters find it sooner.",
    ),
    "search_gone": (
        "网址里的地方不在找到的里面，下面换成了第一个。",
        "The place in the address is not among those found; the first is shown instead.",
    ),
    "found_Area": ("{name}（区域，{where}）", "{name} (area, {where})"),
    "found_Compound": ("{name}（小区，{where}）", "{name} (compound, {where})"),
    "found_Building": ("{where} {name}（楼栋）", "{where} {name} (building)"),
    "found_Organization": ("{name}（组织，{where}）", "{name} (body, {where})"),
}
