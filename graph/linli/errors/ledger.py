"""Errors of ledger files: what cannot be read or understood."""

from __future__ import annotations

from linli.errors.base import LinliError


class LedgerError(LinliError):
    """A ledger cannot be taken in."""


class LedgerNotFound(LedgerError):
    """No such file."""

    code = "LN-L01"


class LedgerUnreadable(LedgerError):
    """The file is damaged, or is not what its name says."""

    code = "LN-L02"


class LedgerEmpty(LedgerError):
    """No rows."""

    code = "LN-L03"


class LedgerUnknown(LedgerError):
    """No kind of ledger fits the headings."""

    code = "LN-L04"


class HeadingMissing(LedgerError):
    """A required heading is absent."""

    code = "LN-L05"


class LedgerUndated(LedgerError):
    """Nobody said on which day the ledger was true."""

    code = "LN-L06"


class LedgerTooLarge(LedgerError):
    """Larger or wider than a ledger can be."""

    code = "LN-L07"


class LedgerUnsure(LedgerError):
    """What a table or a column of it is, is not certain enough to take it in unasked."""

    code = "LN-L11"


class HeadingTwice(LedgerError):
    """Two columns of one meaning."""

    code = "LN-L08"


class LedgerLocked(LedgerError):
    """Shut by a password, which is for its owner to take off."""

    code = "LN-L09"


class LedgerForeign(LedgerError):
    """A pdf, a picture, an old Word document: another format, whatever the name says."""

    code = "LN-L10"
