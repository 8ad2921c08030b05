"""Errors of rules and packs."""

from __future__ import annotations

from linli.errors.base import LinliError


class AuditError(LinliError):
    """Something is wrong with the rules, not with what they judge."""


class PackUnknown(AuditError):
    """No pack of this name, and no folder of one."""

    code = "LN-A01"


class RuleContradictsItself(AuditError):
    """`find` judges something that `population` does not name, or says the rule does not apply to."""

    code = "LN-A02"


class RuleUnknown(AuditError):
    """No rule of this name in the pack."""

    code = "LN-A03"


class RuleNameWrong(AuditError):
    """A new rule cannot be called so: not small letters, or a name that an inherited rule has."""

    code = "LN-A04"
