"""Errors of who may see and do what."""

from __future__ import annotations

from linli.errors.base import LinliError


class AccessError(LinliError):
    """The caller, not what was asked, is why there is no answer."""

    code = "LN-U00"


class NotSignedIn(AccessError):
    """Nobody is signed in, or no longer."""

    code = "LN-U01"


class NotAllowedTo(AccessError):
    """The caller's role may not do this."""

    code = "LN-U02"


class AreaForbidden(AccessError):
    """An area outside those that the caller was given."""

    code = "LN-U03"


class TooOften(AccessError):
    """More requests, or more wrong passwords, than are taken in a while."""

    code = "LN-U04"


class SignInWrong(AccessError):
    """No user of this name with this password; which of the two is wrong is nobody's business."""

    code = "LN-U05"


class UserUnknown(AccessError):
    """No user of this name."""

    code = "LN-U06"


class UserExists(AccessError):
    """There is a user of this name already."""

    code = "LN-U07"


class PasswordWeak(AccessError):
    """A password that is too short, or too long to be hashed."""

    code = "LN-U08"


class LogBroken(AccessError):
    """The access log was altered, or its end was cut off."""

    code = "LN-U09"


class BodyTooLarge(AccessError):
    """More was sent than is taken."""

    code = "LN-U10"


class NoStateHere(AccessError):
    """There is no workspace folder that could hold users and the log."""

    code = "LN-U11"
