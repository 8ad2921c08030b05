"""Vocabularies as the API gives them."""

from __future__ import annotations

from pydantic import BaseModel, Field

from linli.model.vocabulary import Vocabulary
from linli_api.asking import Plain
from linli_api.questions.schemas import Words


class TermShown(BaseModel):
    """A word of a vocabulary."""

    code: str = Field(examples=["secretary"])
    label: Words


class VocabularyShown(BaseModel):
    """A closed list of words."""

    vocabulary: str = Field(examples=["post_kind"])
    label: Words
    terms: list[TermShown] = Field(description="in the order of the list")


class Vocabularies(BaseModel):
    """Every vocabulary."""

    vocabularies: list[VocabularyShown]


def told(one: Vocabulary) -> Plain:
    """A vocabulary."""
    return {
        "vocabulary": one.vocabulary,
        "label": vars(one.label),
        "terms": [{"code": term.code, "label": {"zh": term.zh, "en": term.en}} for term in one.terms],
    }
