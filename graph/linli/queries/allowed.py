"""Which Cypher may be asked, whoever wrote it.

No engine's read-only mode is a sandbox. Ladybug opened read-only still runs `LOAD FROM` a file, `COPY … TO` a
file, `EXPORT DATABASE`, `ATTACH`, `INSTALL` and `CALL threads=…`; Neo4j in a read transaction returns
`/etc/passwd` to `LOAD CSV`, shows its users and ends other people's transactions. A pack of rules is a folder
that anybody may hand on, so its Cypher is read here before an engine sees it:

- a grammar of reading clauses (`linli.queries.syntax`), and every sign of the text must have a place in it.
  There is no list of what is forbidden: what the grammar does not know (CALL, LOAD, COPY, `;`, subqueries
  other than EXISTS { MATCH … }, comments inside the text, backticks, escapes, letters outside ASCII that
  stand in no quotes) is refused;
- functions by name, of which none does anything but compute; no `date()` of today;
- labels, link types and properties of the schema alone, every node with its label, or with those of which it
  has one (`Compound|Grid`): so the tables that an engine or linli keeps for itself (`LinliMeta`) cannot be
  named;
- walks of bounded length, texts and nesting of bounded size.

It also follows the names of persons to the columns that may hold them, since names are masked by the type of
their column (`person_name`), and a foreign text could call one a text.

It says nothing about how long a query runs: many patterns side by side, or UNWIND upon UNWIND, are allowed
and may take for ever. Whoever runs a foreign text sets a limit of time.

graphglot 0.14.3 (Apache-2.0) was tried first: 49 s for the 134 queries of ours, which take 0.4 s here; it
refuses four of them, and accepts comments and several statements.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from linli.model.vocabulary import Label
from linli.queries.syntax import clauses
from linli.queries.syntax.reader import Match, Pause, Reader, Step
from linli.queries.syntax.tokens import NotAllowed, cut
from linli.queries.syntax.tree import Tree

KEPT = 1024
"""Texts whose reading is remembered: a text takes 3 ms, and every opened graph reads the rules' anew."""


@dataclass(frozen=True)
class Remark:
    """Something about a text: the line it stands on, counted from 1, and what to write instead."""

    line: int
    problem: Label


@dataclass(frozen=True)
class Reading:
    """A text as read.

    refused     why it may not be asked; None where it may
    parameters  names of the parameters that it uses
    personal    columns that may hold something personal, such as a person's name
    steps       its MATCHes, and what closes them, in order, then those inside EXISTS
    tree        the whole of it; without parts where it is refused
    """

    refused: Remark | None
    parameters: frozenset[str]
    personal: frozenset[str]
    steps: tuple[Step, ...]
    tree: Tree = field(default_factory=lambda: Tree(()))


@lru_cache(maxsize=KEPT)
def read(text: str) -> Reading:
    """A text of Cypher against what is allowed.

    Parameters: `text`, as it would go to the engine.
    Never raises: a text of any content is either allowed or refused.

    >>> read("MATCH (c:Compound) RETURN c.name AS name").refused is None
    True
    >>> read("LOAD FROM 'a.csv' RETURN *").refused.problem.en[:29]
    '“LOAD” has no place here: onl'
    """
    try:
        at = Reader(cut(text))
        tree = clauses.query(at)
    except NotAllowed as refusal:
        return Reading(Remark(refusal.line, refusal.problem), frozenset(), frozenset(), ())
    steps = list(at.steps)
    for match in at.inner:
        steps += [Pause(match.line, "EXISTS"), match]
    return Reading(None, frozenset(at.parameters), frozenset(at.shown), tuple(steps), tree)


def traps(reading: Reading) -> list[Remark]:
    """Where a query is of a form to which the embedded engine gives wrong rows on larger graphs, without a
    word (decision 0001):

    - a link is judged by its properties (its dates, most often) in a MATCH that walks another link as well;
    - a MATCH of one link that is judged is gone on from at both its ends, with no WITH between.

    It reports forms, and a query of such a form need not be wrong; one without a remark may still be judged
    by the engine in a WHERE that follows a WITH, which is not looked into.
    """
    return list(_traps(reading.steps))


_LONG = Label(
    "关系 {name} 按日期等属性筛选，又在更长的路径里：图大时会得错行。给它单独一个 MATCH，后面用 WITH 收住"
    "（decision 0001）",
    "link {name} is filtered by its dates or other properties inside a longer walk, which gives wrong rows on"
    " large graphs; give it a MATCH of its own, closed by WITH (decision 0001)",
)
_BOTH = Label(
    "关系 {name} 按属性筛选后，从它两端都接着往下找：图大时会得错行。先用 WITH 收住（decision 0001）",
    "link {name} is filtered and then gone on from at both its ends, which gives wrong rows on large graphs;"
    " close it with WITH first (decision 0001)",
)


def _traps(steps: Sequence[Step]) -> Iterator[Remark]:
    for place, step in enumerate(steps):
        if not isinstance(step, Match):
            continue
        for link in step.links:
            if not link.name or link.name not in step.judged:
                continue
            if len(step.links) > 1:
                yield _named(step.line, _LONG, link.name)
            elif all(end and end in _gone_on(steps[place + 1 :]) for end in link.ends):
                yield _named(step.line, _BOTH, link.name)


def _gone_on(after: Sequence[Step]) -> set[str]:
    """Variables at which the MATCHes up to the next pause begin or end."""
    ends: set[str] = set()
    for step in after:
        if not isinstance(step, Match):
            break
        ends |= {end for link in step.links for end in link.ends}
    return ends


def _named(line: int, problem: Label, name: str) -> Remark:
    return Remark(line, Label(problem.zh.format(name=name), problem.en.format(name=name)))
