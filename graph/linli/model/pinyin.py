"""A name in pinyin and by its first letters, so that it can be found from a keyboard without an input method.

A character has its most usual reading, whatever stands beside it (行 is xing). That costs a hit now and then,
and never gives a wrong answer: what is found is always shown whole.
"""

from __future__ import annotations

from functools import cache


def pinyin(name: str) -> str:
    """A name's syllables without tones, one after another; other letters and digits themselves.

    >>> pinyin("松涛居"), pinyin("ABC花园 2栋")
    ('songtaoju', 'abchuayuan2dong')
    """
    return "".join(map(_syllable, name))


def initials(name: str) -> str:
    """The first letters of a name: of each Chinese character one, of other letters and digits themselves.

    What has no letter is left out.

    >>> initials("松涛居"), initials("翠湖居 2栋"), initials("ABC花园")
    ('stj', 'chj2d', 'abchy')
    """
    return "".join(_syllable(one)[:1] for one in name)


@cache
def _syllable(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    from pypinyin import lazy_pinyin

    # ü is typed as v.
    [said] = lazy_pinyin(character, errors="ignore", v_to_u=False) or [""]
    return str(said)
