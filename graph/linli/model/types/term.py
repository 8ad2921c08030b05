"""A word of a vocabulary: 业委会, 业主委员会 and Owners' committee are one term. An unknown word is refused,
never guessed at.
"""

from __future__ import annotations

import polars as pl

from linli.errors import DefinitionError
from linli.model.types import empty, fold
from linli.model.types.base import Cleaned
from linli.model.types.verdict import CELL, flag, frame_of, settle
from linli.model.vocabulary import Vocabulary


class Term:
    """A term's code."""

    name = "term"

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take the vocabulary whose words are understood.

        Raises DefinitionError where two of its terms have words that differ only in width, case or spaces.
        """
        self.vocabulary = vocabulary
        words = vocabulary.by_word()
        folded = frame_of(pl.Series(list(words))).select(fold.matching(CELL)).collect().to_series()
        self._codes: dict[str, str] = {}
        for word, code in zip(folded.to_list(), words.values(), strict=True):
            if self._codes.setdefault(word, code) != code:
                problem = f"{word!r} means {self._codes[word]} too, but for width, case and spaces; drop one"
                file = f"{vocabulary.vocabulary}.yaml"
                raise DefinitionError(file=file, field=f"terms.{code}", problem=problem)

    def clean(self, raw: pl.Series) -> Cleaned:
        """Codes of terms; a word that no term knows is a problem."""
        cells = empty.blank_to_null(raw, self._codes)
        code = fold.matching(CELL).replace_strict(
            list(self._codes), list(self._codes.values()), default=None, return_dtype=pl.String
        )
        frame = frame_of(cells).with_columns(code=code)
        return settle(frame, {"": pl.col("code")}, [flag("term_unknown", pl.col("code").is_null())])
