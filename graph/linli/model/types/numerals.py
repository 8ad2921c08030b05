"""Numbers inside names: 二期, 12#楼 and 03栋 are the same as 2期, 12号楼 and 3栋. For keys only; what is
shown stays as written.

Similarity of letters cannot see this: 一期/二期 look as alike as 一期/1期 (tried.md, warning 7).
"""

from __future__ import annotations

import re

import polars as pl

from linli.model.types import distinct

UNITS = ("期", "栋", "幢", "号", "座", "单元", "区", "组", "楼")

_UNIT = "|".join(UNITS)
_DIGITS = {character: place for place, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
}
_TENS = {"十": 10, "百": 100}
_CHINESE = re.compile(rf"[{''.join([*_DIGITS, *_TENS])}]+(?={_UNIT})")


def value(numeral: str) -> int:
    """The number of a Chinese numeral below a thousand, written with 十 and 百 or digit by digit.

    >>> [value(numeral) for numeral in ("二", "十二", "二十", "一百零三", "二〇三")]
    [2, 12, 20, 103, 203]
    """
    if not any(character in _TENS for character in numeral):
        return int("".join(str(_DIGITS[character]) for character in numeral))
    total = digit = 0
    for character in numeral:
        if character in _TENS:
            total, digit = total + max(digit, 1) * _TENS[character], 0
        else:
            digit = _DIGITS[character]
    return total + digit


def arabic(cells: pl.Series) -> pl.Series:
    """Names, already in Simplified characters, with the numerals before 期, 栋, 幢, 号, 座, 单元, 区, 组, 楼
    in plain digits.

    >>> arabic(pl.Series(["示例花园二期十二栋", "12#楼", "03栋", "示例小区"])).to_list()
    ['示例花园2期12栋', '12号楼', '3栋', '示例小区']
    """
    chinese = distinct.where(cells, rf"[{''.join([*_DIGITS, *_TENS])}](?:{_UNIT})", _in_digits)
    hashes = chinese.str.replace_all(r"(\d)#", "${1}号")
    return hashes.str.replace_all(rf"(^|\D)0+(\d+(?:{_UNIT}))", "${1}${2}")


def _in_digits(names: list[str]) -> list[str]:
    return [_CHINESE.sub(lambda match: str(value(match[0])), name) for name in names]
