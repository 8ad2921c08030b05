"""Folding: bringing the many ways of typing one thing together.

`shown` tidies what a person will see and changes no character of it; `half_width` makes of Ａ１ what a
keyboard gives; `matching` is for comparing only and never shown.
"""

from __future__ import annotations

import polars as pl

_FULL = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}


def shown(cell: pl.Expr) -> pl.Expr:
    """Trimmed, without invisible characters, every run of white space (line breaks, 　) one space."""
    # The invisible ones first: one between two spaces would leave both.
    return cell.str.replace_all(r"\p{Cf}+", "").str.replace_all(r"[\s\p{Cc}]+", " ").str.strip_chars(" ")


def half_width(cell: pl.Expr) -> pl.Expr:
    """Full-width ASCII (Ａ１（：) in half width; Chinese punctuation without an ASCII twin (、。〔) stays."""
    return cell.str.replace_many(list(_FULL), list(_FULL.values()))


def compatible(cell: pl.Expr) -> pl.Expr:
    """Unicode NFKC, trimmed: full-width forms, ㎡, ² and the like as plain characters."""
    return cell.str.normalize("NFKC").str.replace_all(r"\p{Cf}+", "").str.strip_chars()


def matching(cell: pl.Expr) -> pl.Expr:
    """For comparing: NFKC, lower case, no white space at all."""
    return compatible(cell).str.to_lowercase().str.replace_all(r"\s+", "")
