"""Long answers of the catalogue as lists: asked once for a day and some areas, kept, filtered and sorted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from linli.errors import ParameterWrong
from linli.model.vocabulary import load as vocabularies
from linli.ports import Parameter
from linli.queries import catalogue
from linli.services.network.known import Known

if TYPE_CHECKING:
    from linli.services.graph import Graph


@dataclass(frozen=True)
class Wanted:
    """Which rows are wanted.

    text    that a name holds; terms: column → words or codes of which one must stand there
    equal   column → the value that must stand there
    """

    text: str = ""
    terms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    equal: Mapping[str, bool | str] = field(default_factory=dict)


def rows(
    known: Known,
    graph: Graph,
    query: str,
    wanted: Wanted,
    order: tuple[str, bool] | None = None,
    **parameters: Parameter,
) -> pl.DataFrame:
    """The rows of a question, as many as are wanted.

    Parameters: `known`, for the day and areas; `query` of the catalogue with its own `parameters`; `wanted`;
    `order`, a column and whether downwards: what is not known stands last, and the query's own order decides
    between equals.
    Raises ParameterWrong for a word that is no term, or a StoreError.
    """

    def ask() -> pl.DataFrame:
        scope: dict[str, Parameter] = {"as_of": known.day, "areas": list(known.areas)}
        return graph.ask_within(scope, query, **parameters).polars()

    given = tuple(sorted((key, str(value)) for key, value in parameters.items()))
    found = known.keep(ask, "listed", query, known.day, known.areas, given)
    columns = catalogue.get(query).header.columns
    for column, words in wanted.terms.items():
        if words:
            vocabulary = columns[column].vocabulary
            assert vocabulary is not None
            codes = [_code(query, column, vocabulary, word) for word in words]
            found = found.filter(pl.col(column).is_in(codes))
    for column, value in wanted.equal.items():
        found = found.filter(pl.col(column) == value)
    if wanted.text:
        found = found.filter(_holds(found, wanted.text))
    if order:
        found = found.sort(order[0], descending=order[1], nulls_last=True, maintain_order=True)
    return found


def _holds(found: pl.DataFrame, text: str) -> pl.Series:
    """Which names hold a text, as names are matched."""
    from linli.model.types.name import key, key_of

    folded = found["name_key"] if "name_key" in found.columns else key(found["name"])
    wanted = key_of(text)
    return folded.str.contains(wanted, literal=True) if wanted else folded.is_null()


def _code(query: str, column: str, vocabulary: str, word: str) -> str:
    terms = vocabularies()[vocabulary]
    code = terms.by_word().get(word.strip())
    if code is None:
        wanted = ", ".join(f"{term.zh} ({term.code})" for term in terms.terms)
        raise ParameterWrong(query=query, parameter=column, value=word, wanted=wanted)
    return code
