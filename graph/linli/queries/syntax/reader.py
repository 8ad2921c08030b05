"""What expressions and clauses share: the place in the text, the names that are known, what was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from linli.model import schema
from linli.model.vocabulary import Label
from linli.queries.syntax.tokens import NotAllowed, Token

DEEPEST = 40
"""Expressions inside one another; the deepest of ours has 9."""

_RESERVED = """
    ADD ALL ALTER AND ANY AS ASC ASCENDING ATTACH BEGIN BY CALL CASE CHECKPOINT COMMENT COMMIT CONTAINS
    COPY COUNT CREATE CSV CYPHER DATABASE DELETE DESC DESCENDING DETACH DISTINCT DROP ELSE END ENDS EXISTS
    EXPLAIN EXPORT FALSE FIELDS FILTER FINISH FOREACH FORCE FROM GRANT HEADERS IMPORT IN INSERT INSTALL IS
    LET LIMIT LOAD MACRO MATCH MERGE NEXT NONE NOT NULL OFFSET ON OPTIONAL OR ORDER PROFILE PROJECT REMOVE
    RENAME RETURN REVOKE ROLLBACK SET SHOW SINGLE SKIP STARTS STOP TABLE TERMINATE THEN TO TRANSACTION
    TRUE UNINSTALL UNION UNWIND UPDATE USE USING WHEN WHERE WITH XOR YIELD
"""
RESERVED = frozenset(_RESERVED.split())
"""Words that are no names, whether in capitals or not: those of the grammar, and those by which either engine
begins something that we do not allow.
"""


@dataclass(frozen=True)
class Words:
    """What the schema has: labels, link types, columns.

    personal   which texts of which label are personal
    persons    labels of nodes with something personal
    to_persons types of links that may end at one
    """

    nodes: frozenset[str]
    links: frozenset[str]
    properties: frozenset[str]
    personal: frozenset[tuple[str, str]]
    persons: frozenset[str]
    to_persons: frozenset[str]


@cache
def words() -> Words:
    """The words of the schema."""
    whole = schema.load()
    columns = (column.name for table in whole.tables for column in table.columns)
    personal = frozenset(
        (node.name, c.name)
        for node in whole.nodes.values()
        for c in node.columns
        if c.personal and c.kind == "text"
    )
    persons = frozenset(label for label, _ in personal)
    to_persons = frozenset(
        link.name for link in whole.links.values() for end in link.ends if persons & {end.source, end.target}
    )
    return Words(
        frozenset(whole.nodes), frozenset(whole.links), frozenset(columns), personal, persons, to_persons
    )


@dataclass(frozen=True)
class Link:
    """A link of a pattern: its variable ("" for none), its types, the variables at its ends ("" for none),
    and whether it is walked several times.
    """

    name: str
    types: tuple[str, ...]
    ends: tuple[str, str]
    far: bool


@dataclass
class Match:
    """A MATCH: its links, and the variables whose properties its pattern or its WHERE looks at."""

    line: int
    optional: bool
    links: list[Link] = field(default_factory=list)
    judged: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Pause:
    """A WITH, UNWIND, RETURN, UNION or EXISTS: what was matched before it is closed."""

    line: int
    word: str


Step = Match | Pause


class Reader:
    """The tokens of a text and the place in them.

    known     the variables at that place; labels: of those that are nodes, each of one of its labels;
              personal: those that hold something personal, such as a person's name
    touched   whether the expression being read looked at something personal
    shown     names of what is returned that may hold something personal
    """

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.place = 0
        self.depth = 0
        self.known: set[str] = set()
        self.judged: set[str] = set()
        self.steps: list[Step] = []
        self.inner: list[Match] = []
        self.labels: dict[str, tuple[str, ...]] = {}
        self.personal: set[str] = set()
        self.touched = False
        self.shown: set[str] = set()
        self.parameters: set[str] = set()

    @property
    def now(self) -> Token:
        """The token at hand."""
        return self.tokens[self.place]

    def ahead(self, steps: int = 1) -> Token:
        """A token further on."""
        return self.tokens[min(self.place + steps, len(self.tokens) - 1)]

    def take(self) -> Token:
        """The token at hand, and go on."""
        token = self.now
        self.place = min(self.place + 1, len(self.tokens) - 1)
        return token

    def is_word(self, *words: str) -> bool:
        """Whether words of the grammar stand here, in capitals or not."""
        tokens, place = self.tokens, self.place
        if place + len(words) > len(tokens):
            return False
        return all(tokens[place + i].keyword == word for i, word in enumerate(words))

    def word(self, *words: str) -> bool:
        """Take words of the grammar if they stand here."""
        if not self.is_word(*words):
            return False
        self.place += len(words)
        return True

    def is_sign(self, sign: str) -> bool:
        """Whether a sign stands here."""
        return self.now.kind == "sign" and self.now.text == sign

    def sign(self, sign: str) -> bool:
        """Take a sign if it stands here."""
        if not self.is_sign(sign):
            return False
        self.take()
        return True

    def want(self, sign: str) -> None:
        """Take a sign that must stand here."""
        if not self.sign(sign):
            raise self.wrong(Label(f"这里应是 {sign}", f"{sign} is expected here"))

    def want_word(self, word: str) -> None:
        """Take a word that must stand here."""
        if not self.word(word):
            raise self.wrong(Label(f"这里应是 {word}", f"{word} is expected here"))

    def name(self) -> str:
        """A name of the query's own: no word of the grammar or of an engine."""
        token = self.take()
        if token.kind != "word" or token.keyword in RESERVED:
            shown = token.text or "…"
            raise NotAllowed(
                token.line,
                Label(
                    f"“{shown}” 不能当名称，也不能写在这里", f"“{shown}” is no name, and has no place here"
                ),
            )
        return token.text

    def of_schema(self, what: frozenset[str], zh: str, en: str) -> str:
        """A label, link type or property that the schema has."""
        token = self.take()
        if token.kind != "word" or token.text not in what:
            shown = token.text or "…"
            raise NotAllowed(
                token.line,
                Label(
                    f"数据里没有{zh}“{shown}”；见 docs/reference/schema.md",
                    f"the data have no {en} “{shown}”; see docs/reference/schema.md",
                ),
            )
        return token.text

    def wrong(self, problem: Label | None = None) -> NotAllowed:
        """The refusal of the token at hand."""
        shown = self.now.text or "…"
        stands = Label(f"“{shown}” 不能写在这里", f"“{shown}” has no place here")
        if problem:
            stands = Label(f"{stands.zh}：{problem.zh}", f"{stands.en}: {problem.en}")
        return NotAllowed(self.now.line, stands)

    def deeper(self) -> None:
        """One expression further inside another. What is refused is read no further, so that the depth need
        not be right after it.
        """
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.wrong(Label("嵌套太深", "nested too deeply"))
