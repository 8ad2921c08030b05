"""Passwords: hashed by argon2id, never kept, and judged in the same time whether or not there is a user."""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING

from linli.errors import ExtraMissing, PasswordWeak

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST, MOST = 10, 200
AT_ONCE = threading.BoundedSemaphore(2)
"""A hash takes 64 MiB: however many ask at once, so many are worked out at a time."""


def hashed(password: str) -> str:
    """The hash of a new password. Raises PasswordWeak, ExtraMissing."""
    if not LEAST <= len(password) <= MOST:
        raise PasswordWeak(least=LEAST, most=MOST)
    with AT_ONCE:
        return _hasher().hash(password)


def check(password: str, kept: str | None) -> tuple[bool, str | None]:
    """Whether a password is the one that was hashed.

    Parameters: `kept`, the hash; None where there is no such user, which takes as long.
    Returns whether it fits, and a new hash to keep where the costs have changed since.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    hasher = _hasher()
    with AT_ONCE:
        try:
            hasher.verify(kept or _nobodys(), password[: MOST + 1])
        except (VerificationError, InvalidHashError):
            return False, None
        if kept is None:
            return False, None
        return True, hasher.hash(password) if hasher.check_needs_rehash(kept) else None


@cache
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ImportError as error:
        raise ExtraMissing(missing=["argon2-cffi"], install='pip install "linli[api]"') from error
    return PasswordHasher()  # RFC 9106's second choice: argon2id, 64 MiB, three passes


@cache
def _nobodys() -> str:
    return _hasher().hash("nobody's password, which fits nobody")
