"""Lines around a table: titles, 「单位： 联系人： 日期：」, totals, footers, footnotes that explain codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from linli.ledger.sheet import letter
from linli.ledger.tables.grid import Grid, Region
from linli.ledger.tables.table import Legend, Line, Pair
from linli.ledger.tables.words import bare, fold, words

_LABEL = r"[^\s:：;；,，。0-9()（）]{1,14}(?:[(（][^()（）]*[)）])?"
_PAIR = re.compile(rf"({_LABEL})\s*[:：]\s*(.*?)(?=\s*[;；，,]?\s*(?:{_LABEL})\s*[:：]|$)", re.DOTALL)
_CODES = re.compile(r"(\d{1,2})\s*[-—、.:：=]?\s*([^\d\s;；,，、。/]+)")
_LEGEND = re.compile(
    r"([^\s:：;；。]{2,12})\s*[:：]\s*((?:\d{1,2}\s*[-—、.:：=]?\s*[^\d\s;；,，。]+[\s;；,，、/]*){2,})"
)
_TAIL = re.compile(r"[(（][^()（）]*[)）]")


def line(grid: Grid, row: int, region: Region) -> Line:
    """A row of a region as a line."""
    cells = grid.line(row, full=False)
    return Line(row + 1, tuple((f"{letter(c)}{row + 1}", str(cells[c])) for c in grid.filled(row, region)))


def pairs(lines: Iterable[Line]) -> list[Pair]:
    """What lines say as label and value, in one cell or in two."""
    found = []
    for one in lines:
        cells = one.cells
        for place, (address, text) in enumerate(cells):
            here = [(m[1], m[2].strip(" ;；,，\u3000")) for m in _PAIR.finditer(text)]
            for number, (label, value) in enumerate(here):
                last = number == len(here) - 1
                if value:
                    found.append(Pair(label, value, address))
                elif last and place + 1 < len(cells) and not _PAIR.search(cells[place + 1][1]):
                    found.append(Pair(label, cells[place + 1][1], cells[place + 1][0]))
            after = cells[place + 1] if place + 1 < len(cells) else None
            if not here and after and words().is_heading(text) and not _speaks(after[1]):
                found.append(Pair(bare(text), after[1], after[0]))
    return found


def _speaks(text: str) -> bool:
    return words().is_heading(text) or _PAIR.search(text) is not None


def has_pair(text: str) -> bool:
    """Whether a text says something as label and value."""
    return _PAIR.search(text) is not None


def title(lines: Sequence[Line]) -> Line | None:
    """The line that names a table: the first above it that is a text of its own."""
    return next((one for one in lines if one.cells and not has_pair(_TAIL.sub("", one.cells[0][1]))), None)


def plain_title(text: str) -> str:
    """A title without what stands in brackets.

    >>> plain_title("示例社区小区党支部花名册（截至2025年3月底）")
    '示例社区小区党支部花名册'
    """
    return _TAIL.sub("", unicodedata.normalize("NFKC", text)).strip()


def legends(lines: Iterable[Line]) -> list[Legend]:
    """Footnotes that explain codes.

    >>> legends([Line(9, (("A9", "注：党内职务：0党员 1书记 2副书记"),))])[0].words
    {'0': '党员', '1': '书记', '2': '副书记'}
    """
    found = []
    for one in lines:
        for address, text in one.cells:
            plain = unicodedata.normalize("NFKC", text)
            for match in _LEGEND.finditer(re.sub(r"^\s*(?:注|说明|备注)\d?\s*[:：、.]\s*", "", plain)):
                found.append(Legend(match[1], dict(_CODES.findall(match[2])), address))
    return found


def is_total(text: str) -> bool:
    """Whether a cell says that its row adds others up.

    >>> [is_total(text) for text in ("合 计", "松涛社区小计", "总计（户）", "合计里")]
    [True, True, True, False]
    """
    plain = bare(text)
    return any(plain == fold(word) or (len(word) < 3 and plain.endswith(word)) for word in words().totals)


def is_note(text: str) -> bool:
    """Whether a cell begins a row about the form, wherever it stands."""
    return text.startswith(words().notes)


def is_about_form(text: str) -> bool:
    """Whether a cell says who filled the form in, or when, and nothing of what it is about."""
    label = fold(re.split(r"[:：]", text)[0])
    return is_note(text) or label in set(map(fold, words().dates))


def is_footer(one: Line) -> bool:
    """Whether a line below the records is about the form: who filled it in, when, how."""
    if not one.cells:
        return False
    first = one.cells[0][1]
    label = fold(re.split(r"[:：]", first)[0])
    if is_note(first) or (re.search(r"[:：]", first) and label in set(map(fold, words().footers))):
        return True
    if bool(legends([one])):
        return True
    spoken = [text for _, text in one.cells if re.search(r"[:：]\s*\S*", text)]
    return len(spoken) * 2 >= len(one.cells) and all(_PAIR.match(text) for text in spoken)


def is_filling(texts: Sequence[str], width: int) -> bool:
    """Whether a row just under the headings says how to fill the form in, numbers the columns, or is its
    example.
    """
    if not texts:
        return False
    told = [text for text in texts if text.startswith(words().filling) or "必填" in text or "选填" in text]
    if len(told) * 2 >= len(texts) or fold(texts[0]) in (
        "示例",
        "例",
        "样例",
        "example",
        "填写说明",
        "填表说明",
    ):
        return True
    numbers = [re.sub(r"[()（）]", "", text) for text in texts]
    return (
        len(texts) >= 3 and len(texts) >= width - 1 and numbers == [str(n) for n in range(1, len(texts) + 1)]
    )


_DATA = re.compile(r"\d{5,}|\d{4}[-./年]\d{1,2}|^[\d.,%+-]+$|^[√✓×]$|^是$|^否$")


def is_data(text: str) -> bool:
    """Whether a cell holds what no heading holds: a long number, a date, a tick."""
    return _DATA.search(unicodedata.normalize("NFKC", text)) is not None
