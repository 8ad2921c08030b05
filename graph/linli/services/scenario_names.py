"""Whom and what a change names: names of bodies, posts, persons and places, looked up in the facts."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import polars as pl

from linli.analysis.scenario.change import Span
from linli.analysis.scenario.tables import Facts
from linli.errors import DefinitionError
from linli.model import ids, notation
from linli.model.types.name import key_of
from linli.model.vocabulary import load as load_vocabularies
from linli.services.scenario_file import IDENTIFIER, wrong

SHOWN = 5
INNER = "LOCATED_IN.Building.Compound"


@dataclass(frozen=True)
class Post:
    """A post that is named, whether it is there or not."""

    id: str
    body: str
    kind: str
    seat: str | None


class Names:
    """Looking names up for one change, whose number and file stand in the messages."""

    def __init__(self, facts: Facts, file: str, number: int) -> None:
        self._facts = facts
        self._fault: Callable[[str, str, str], DefinitionError] = lambda field, zh, en: wrong(
            file, number, field, zh, en
        )

    def wrong(self, field: str, zh: str, en: str) -> DefinitionError:
        """What is wrong with a field of the change."""
        return self._fault(field, zh, en)

    def span(self, field: str, said: object) -> Span:
        """A date as precisely as it is written: 2025, 2025-07 or 2025-07-01."""
        try:
            return Span(*notation.days(said))
        except ValueError as error:
            zh, en = f"{said} 不是日期，写成 2025、2025-07 或 2025-07-01", f"{said} is no date"
            raise self._fault(field, zh, f"{en}: write 2025, 2025-07 or 2025-07-01") from error

    def word(self, field: str, vocabulary: str, said: str) -> str:
        """The code of a word of a vocabulary."""
        words = load_vocabularies()[vocabulary]
        code = words.by_word().get(said.strip())
        if code is None:
            wanted = ", ".join(f"{term.zh} ({term.code})" for term in words.terms)
            raise self._fault(field, f"不认得“{said}”，可写：{wanted}", f"{said!r} is none of: {wanted}")
        return code

    def body(self, field: str, said: str) -> str:
        """A body by its name or identifier."""
        return self._one(field, "Organization", said, self._facts["Organization"], self._where)

    def has_body(self, said: str) -> bool:
        """Whether a name or identifier is that of a body."""
        return bool(self._fitting("Organization", said, self._facts["Organization"]).height)

    def kind_of(self, body: str) -> str:
        """The kind of a body."""
        row = self._facts.row("Organization", body)
        assert row
        return str(row["kind"])

    def post(self, field: str, said: str) -> Post:
        """A post, as body/post or body/post/seat, or by its identifier; it need not be there yet."""
        if IDENTIFIER.fullmatch(said) and said[0] == "t":
            row = self._facts.row("Post", said)
            if row is None:
                raise self._unknown(field, said, ())
            office = self._facts["POST_IN.Post.Organization"].filter(pl.col("from") == said)["to"]
            return Post(said, str(office[0]), str(row["kind"]), _text(row["seat"]))
        parts = [part.strip() for part in said.split("/")]
        if not 2 <= len(parts) <= 3:
            zh, en = "写成 组织/职务 或 组织/职务/席位", "write body/post or body/post/seat"
            raise self._fault(field, zh, en)
        body = self.body(field, parts[0])
        kind = self.word(field, "post_kind", parts[1])
        seat = parts[2] if len(parts) == 3 else None
        return Post(post_id(body, kind, seat), body, kind, seat)

    def known_post(self, field: str, said: str) -> Post:
        """A post that is there."""
        found = self.post(field, said)
        if not self._facts.has("Post", found.id):
            raise self._unknown(field, said, ())
        return found

    def person(self, field: str, said: str) -> str:
        """Somebody by name or identifier; who has a namesake, by identifier only."""
        return self._one(field, "Person", said, self._facts["Person"], self._posts)

    def holder(self, field: str, said: str, post: str) -> str:
        """Somebody who holds or held a post."""
        here = self._facts["HOLDS.Person.Post"].filter(pl.col("to") == post).select(id="from").unique()
        frame = self._facts["Person"].join(here, on="id", how="semi")
        return self._one(field, "Person", said, frame, self._posts)

    def compound(self, field: str, said: str) -> str:
        """A compound by its name or identifier."""
        return self._one(field, "Compound", said, self._facts["Compound"], self._where)

    def place(self, field: str, said: str) -> tuple[str, str]:
        """A compound, a building (compound/building) or a grid: the label of its node, its identifier."""
        if "/" in said and not IDENTIFIER.fullmatch(said):
            estate, _, name = said.partition("/")
            inside = self._facts[INNER].filter(pl.col("to") == self.compound(field, estate))
            frame = self._facts["Building"].join(inside.select(id="from"), on="id", how="semi")
            return "Building", self._one(field, "Building", name, frame, self._where)
        for label in ("Compound", "Building", "Grid"):
            if label != "Building" or IDENTIFIER.fullmatch(said):
                frame = self._facts[label]
                if self._fitting(label, said, frame).height:
                    return label, self._one(field, label, said, frame, self._where)
        names = [*self._facts["Compound"]["name"], *self._facts["Grid"]["name"]]
        raise self._unknown(field, said, names)

    def area(self, field: str, said: str) -> str:
        """An area by its code or name."""
        return self._one(field, "Area", said, self._facts["Area"], self._where)

    def has_area(self, said: str) -> bool:
        """Whether a name or code is that of an area."""
        return bool(self._fitting("Area", said, self._facts["Area"]).height)

    def home(self, compound: str) -> str:
        """The area that a compound lies in."""
        return str(self._facts["LOCATED_IN.Compound.Area"].filter(pl.col("from") == compound)["to"][0])

    def _fitting(self, label: str, said: str, frame: pl.DataFrame) -> pl.DataFrame:
        whole = frame.filter(pl.col("id") == said.strip())
        if whole.height or IDENTIFIER.fullmatch(said):
            return whole
        return frame.filter(pl.col("name_key") == key_of(said))

    def _one(
        self, field: str, label: str, said: str, frame: pl.DataFrame, where: Callable[[str], str]
    ) -> str:
        found = self._fitting(label, said, frame)
        if not found.height:
            raise self._unknown(field, said, frame["name"])
        if found.height > 1:
            several = [f"{row['name']}{where(row['id'])} ({row['id']})" for row in found.to_dicts()[:SHOWN]]
            zh = f"“{said}”有 {found.height} 个，请写编号：" + "；".join(several)
            raise self._fault(field, zh, f"{found.height} are called {said!r}: {'; '.join(several)}")
        return str(found["id"][0])

    def _unknown(self, field: str, said: str, names: Iterable[str]) -> DefinitionError:
        near = difflib.get_close_matches(said, list(dict.fromkeys(names)), 3, 0.5)
        zh = f"图里没有“{said}”" + (f"，相近的有：{'、'.join(near)}" if near else "")
        en = f"the graph has no {said!r}" + (f"; near it: {', '.join(near)}" if near else "")
        return self._fault(field, zh, en)

    def _where(self, identity: str) -> str:
        """Where something of a common name is, to tell it from the others."""
        for table in ("BASED_IN.Organization.Area", "LOCATED_IN.Compound.Area", "LOCATED_IN.Grid.Area"):
            homes = self._facts[table].filter(pl.col("from") == identity)["to"]
            if len(homes):
                area = self._facts.row("Area", str(homes[0]))
                return f"·{area['name']}" if area else ""
        return ""

    def _posts(self, person: str) -> str:
        """The bodies in which somebody holds posts, to tell namesakes apart."""
        posts = self._facts["HOLDS.Person.Post"].filter(pl.col("from") == person).select(id="to")
        offices = self._facts["POST_IN.Post.Organization"].join(
            posts, left_on="from", right_on="id", how="semi"
        )
        names = self._facts["Organization"].join(offices, left_on="id", right_on="to", how="semi")["name"]
        return f"·{'、'.join(names.unique().sort()[:2])}" if names.len() else ""


def post_id(body: str, kind: str, seat: str | None) -> str:
    """The identifier of a post, as ledgers make it."""
    return ids.one("t", body, kind, seat)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
