"""The page of a compound."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "compound": ("小区档案", "Compound"),
    "compound_or": ("搜索一个小区，或在下表里点一行。", "Search a compound, or choose a row below."),
    "compound_name": ("小区", "Compound"),
    "compound_households": ("户数", "Households"),
    "compound_members": ("正式党员", "Full members"),
    "compound_weak": ("薄弱小区", "Listed as weak"),
    "compound_save": ("存为一页 A4（网页，可打印）", "Save as one A4 page to print"),
    "compound_way": ("从这里逐级往上", "The way up from here"),
    "compound_back": ("回到小区列表", "Back to the list"),
}
