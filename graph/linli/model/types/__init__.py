"""Property types: how a column of text cells becomes typed values. One type a file, in the words of those who
fill in ledgers.

The names are those of `schema.PHYSICAL`, and four that only ledgers use: `area_code`, `date_end`,
`identity` and `party_status`.
"""

from __future__ import annotations

from functools import cache

from linli.errors import DefinitionError
from linli.model.types.area_code import AreaCode
from linli.model.types.area_size import AreaSize
from linli.model.types.base import Cleaned, ColumnType
from linli.model.types.count import Count
from linli.model.types.credit_code import CreditCode
from linli.model.types.date import Date
from linli.model.types.date_end import DateEnd
from linli.model.types.day import Day
from linli.model.types.document import Document
from linli.model.types.identity import Identity
from linli.model.types.name import Name
from linli.model.types.party_status import PartyStatus
from linli.model.types.phone import Phone
from linli.model.types.secret import SecretType
from linli.model.types.share import Share
from linli.model.types.term import Term
from linli.model.types.text import Text
from linli.model.types.yes_no import YesNo
from linli.model.vocabulary import load as load_vocabularies

_PLAIN: tuple[type[ColumnType], ...] = (
    *(Text, Name, Document, CreditCode, AreaCode),
    *(Date, DateEnd, Day),
    *(YesNo, PartyStatus, Count, AreaSize, Share),
    *(Phone, Identity),
)
_SECRET: tuple[type[SecretType], ...] = (Phone, Identity)

NAMES = (*(kind.name for kind in _PLAIN), Term.name)
"""Every type's name."""


@cache
def column_type(name: str, vocabulary: str | None = None) -> ColumnType:
    """The property type of a name.

    Parameters: `name`, one of `NAMES`; `vocabulary`, the vocabulary's name, for a term and nothing else.
    Returns one object a name, made once; types keep no state.
    Raises DefinitionError for a name that is no type, or a vocabulary that is none, missing or out of place.
    """
    if name == Term.name:
        known = load_vocabularies()
        if vocabulary not in known:
            problem = f"there is no vocabulary {vocabulary!r}; use one of {', '.join(sorted(known))}"
            raise DefinitionError(file="", field="vocabulary", problem=problem)
        return Term(known[vocabulary])
    for kind in _PLAIN:
        if kind.name == name and vocabulary is None:
            return kind()
    problem = f"{name!r} is no type, or has no vocabulary; use one of {', '.join(NAMES)}"
    raise DefinitionError(file="", field="type", problem=problem)


@cache
def secret_type(name: str) -> SecretType:
    """The type of a name that has `protect` and `scrub`: "phone" or "identity".

    Raises DefinitionError for any other.
    """
    for kind in _SECRET:
        if kind.name == name:
            return kind()
    names = ", ".join(kind.name for kind in _SECRET)
    raise DefinitionError(
        file="", field="type", problem=f"{name!r} is nothing to protect; use one of {names}"
    )


__all__ = ["NAMES", "Cleaned", "ColumnType", "SecretType", "column_type", "secret_type"]
