"""Vocabularies: closed lists of terms (kinds of body, of post, of link), with the words offices write for
them.

A ledger says 业委会, 业主委员会 or 物管会; the graph says `owners_committee`. A word that no term knows is
never guessed at: the row is rejected with the words that would have been understood.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from linli.errors import DefinitionError
from linli.model import definition
from linli.model.definition import Strict

FOLDER = Path(__file__).parent / "vocabulary"


@dataclass(frozen=True)
class Term(Strict):
    """One word of a vocabulary: its code in the graph, its name in both languages, what offices also call it.

    `traits` are what the rest of linli needs to know of it, such as which family of bodies a kind belongs to.
    """

    code: str
    zh: str
    en: str
    synonyms: tuple[str, ...] = ()
    traits: dict[str, str | bool] = field(default_factory=dict)

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that means this term."""
        return (self.zh, self.en, self.code, *self.synonyms)


@dataclass(frozen=True)
class Label(Strict):
    """A short text in both languages."""

    zh: str
    en: str

    def text(self, lang: str) -> str:
        """The text in `lang`, "zh" or "en"."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Vocabulary(Strict):
    """A closed list of terms."""

    vocabulary: str
    label: Label
    terms: tuple[Term, ...]

    def __post_init__(self) -> None:
        seen: dict[str, str] = {}
        for term in self.terms:
            for word in term.words:
                if seen.setdefault(word, term.code) != term.code:
                    raise DefinitionError(
                        file=f"{self.vocabulary}.yaml",
                        field=f"terms.{term.code}",
                        problem=f"{word!r} already means {seen[word]}; give it to one of the two",
                    )

    def codes(self, trait: str | None = None, value: str | bool | None = None) -> tuple[str, ...]:
        """Codes of all terms, or of those whose `trait` has this value."""
        return tuple(t.code for t in self.terms if trait is None or t.traits.get(trait) == value)

    def by_word(self) -> dict[str, str]:
        """Every word to the code of its term."""
        return {word: term.code for term in self.terms for word in term.words}

    def term(self, code: str) -> Term:
        """The term of a code."""
        return next(term for term in self.terms if term.code == code)


@cache
def load() -> dict[str, Vocabulary]:
    """Every vocabulary that ships, by name."""
    return {v.vocabulary: v for v in definition.load_folder(FOLDER, Vocabulary)}
