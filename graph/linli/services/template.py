"""Empty ledgers to fill in, made from the kinds of ledger."""

from __future__ import annotations

from pathlib import Path

from linli.errors import LedgerKindUnknown
from linli.messages.catalogue import Lang
from linli.model import ledger_kind
from linli.model.ledger_kind import LedgerKind
from linli.reports.render import template as render


def kinds() -> list[LedgerKind]:
    """Every kind of ledger, in the order in which to fill them in."""
    return list(ledger_kind.load().values())


def template(kind: str, path: Path, lang: Lang) -> None:
    """Write an empty ledger of a kind. Raises LedgerKindUnknown."""
    known = ledger_kind.load()
    if kind not in known:
        raise LedgerKindUnknown(kind=kind, known=", ".join(known))
    render.write(path, known[kind], lang)
