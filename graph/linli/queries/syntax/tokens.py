"""A text of Cypher cut into words, numbers, strings, parameters and signs.

Two engines read the text after us, and each has ways of its own to hide something in it: Neo4j turns
`\\u0027` into a quotation mark before it parses, Ladybug and Neo4j end comments, quote names and double
quotation marks differently. All of these are refused, so that what is cut here is cut so by every reader.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from linli.model.vocabulary import Label

Kind = Literal["word", "number", "string", "parameter", "sign", "end"]

LONGEST = 20_000
"""Characters of a text; the longest query of ours has 5,500."""

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
    |(?P<number>[0-9]+(?:\.[0-9]+)?(?![A-Za-z0-9_]))
    |(?P<word>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<string>'[^'\\\r\n]*'(?!')|"[^"\\\r\n]*"(?!"))
    |\$(?P<parameter>[a-z_][a-z0-9_]*)
    |(?P<sign><>|<=|>=|\.\.|[()\[\]{},.:|=<>+\-*/%])""",
    re.VERBOSE,
)

STRANGE = {
    "`": Label("名称不加反引号", "write names without backticks"),
    "\\": Label("不能写反斜杠（转义）", "write no backslash (escape)"),
    ";": Label("一个文件只写一条查询，不写分号", "a file holds one query; write no semicolon"),
    "'": Label(
        "字符串没有结束，或里面有引号、反斜杠",
        "this text does not end, or holds a quotation mark or a backslash",
    ),
    '"': Label(
        "字符串没有结束，或里面有引号、反斜杠",
        "this text does not end, or holds a quotation mark or a backslash",
    ),
    "$": Label(
        "参数写成 $name：小写字母、数字、下划线", "write a parameter as $name: small letters, digits, _"
    ),
    "~": Label("不能用正则表达式", "patterns of characters (=~) are not allowed"),
}
"""What stands in a text and has no place there, with what to do."""

COMMENT = Label("注释单独成行，以 // 开头，写在最前面", "a comment is a line of its own that begins with //")


@dataclass(frozen=True)
class Token:
    """A word, number, string, parameter (without its $) or sign, with its line; `keyword` is a word in
    capitals, "" for all else.
    """

    kind: Kind
    text: str
    line: int
    keyword: str = ""


class NotAllowed(ValueError):
    """A text that is not of the grammar: the line, and what to write instead. Never leaves this package."""

    def __init__(self, line: int, problem: Label) -> None:
        super().__init__(f"{line}: {problem.en}")
        self.line = line
        self.problem = problem


def cut(text: str) -> list[Token]:
    """The tokens of a text, with one of kind `end` after the last.

    Raises NotAllowed at the first sign that has no place.

    >>> [token.text for token in cut("RETURN c.id AS id")]
    ['RETURN', 'c', '.', 'id', 'AS', 'id', '']
    """
    if len(text) > LONGEST:
        problem = Label(f"查询最长 {LONGEST} 字", f"a query has at most {LONGEST} characters")
        raise NotAllowed(1, problem)
    found: list[Token] = []
    place, line = 0, 1
    while place < len(text):
        if text.startswith(("//", "/*", "*/"), place):
            raise NotAllowed(line, COMMENT)
        match = _TOKEN.match(text, place)
        if match is None:
            raise NotAllowed(line, _strange(text[place]))
        kind, said = match.lastgroup, match[match.lastgroup or 0]
        if kind == "string":
            _printable(said, line)
        if kind != "space":
            found.append(Token(_kind(kind), said, line, said.upper() if kind == "word" else ""))
        line += said.count("\n")
        place = match.end()
    return [*found, Token("end", "", line)]


def _kind(name: str | None) -> Kind:
    return _KINDS.get(name or "", "sign")


_KINDS: dict[str, Kind] = {"word": "word", "number": "number", "string": "string", "parameter": "parameter"}


def _printable(said: str, line: int) -> None:
    """A string holds letters that are seen: nothing that turns the direction of writing or has no width."""
    for character in said:
        if unicodedata.category(character)[0] == "C" or character in "\u2028\u2029":
            raise NotAllowed(line, _strange(character))


def _strange(character: str) -> Label:
    if problem := STRANGE.get(character):
        return problem
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    return Label(
        f"“{shown}” 不能写在这里；汉字等只能写在引号里",
        f"“{shown}” has no place here; other letters stand in quotes",
    )
