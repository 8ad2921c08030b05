"""The first letters of a name's pinyin, so that a name can be found from a keyboard without an input method.

The 3,755 characters of GB 2312's first level stand in the order of their pinyin, so the first letter follows
from a character's place among them: no dictionary is needed. Characters of the second level and beyond (rare
ones) stand by radical and have no letter here; a character of several readings has that of its place (行 is
x). Both cost a hit, and never a wrong answer: what is found is always shown whole.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

LETTERS = "abcdefghjklmnopqrstwxyz"
FIRST = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8, 0xC4C3,
    0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
)  # fmt: skip
"""The code of the first character of each letter: 啊 芭 擦 搭 蛾 发 噶 哈 击 喀 垃 妈 拿 哦 啪 期 然 撒 塌 挖
昔 压 匝.
"""
LAST = 0xD7F9


def initials(name: str) -> str:
    """The first letters of a name: of each Chinese character one, of other letters and digits themselves.

    What has no letter is left out.

    >>> initials("松涛居"), initials("翠湖居 2栋"), initials("ABC花园")
    ('stj', 'chj2d', 'abchy')
    """
    return "".join(map(_letter, name))


@cache
def _letter(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    try:
        code = int.from_bytes(character.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return ""
    return LETTERS[bisect_right(FIRST, code) - 1] if FIRST[0] <= code <= LAST else ""
