"""The door of a workspace that is served: who is signed in, how often somebody may come, and the access log.

Everything stands in `state.sqlite`, so that it holds for all workers of a server together and after its
restart. Each workspace has one door; it is safe to share between threads.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import threading
from dataclasses import dataclass, field
from pathlib import Path

from linli.errors import SignInWrong, TooOften
from linli.services import passwords
from linli.workspace.layout import open_layout
from linli.workspace.state import access, limits, tokens, users
from linli.workspace.state.access import Fresh
from linli.workspace.state.handles import Handles
from linli.workspace.state.tokens import Signed

WRONG_SPAN = 900
"""Seconds in which wrong passwords are counted together."""

WRONG_OF_USER, WRONG_OF_ADDRESS = 5, 20
"""Wrong passwords that a name, and an address, has in that time."""

TOKEN_SPAN, WRONG_TOKENS = 60, 30
"""Unknown tokens that an address may try in so many seconds."""


@dataclass
class _Lease:
    """What a worker may still let in of somebody's limit before it looks at the file again."""

    span: int
    left: int


@dataclass
class Door:
    """The door of a workspace folder."""

    workspace: Path
    _leases: dict[str, _Lease] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        layout = open_layout(self.workspace)
        self._handles = Handles(layout)
        self._key = layout.key

    def close(self) -> None:
        """Give everything back."""
        self._handles.close()

    def has_users(self) -> bool:
        """Whether anybody could sign in."""
        if not self._handles.there:
            return False
        with self._handles.reading() as connection:
            return users.any_there(connection)

    def sign_in(
        self, name: str, password: str, address: str, now: dt.datetime, hours: float
    ) -> tuple[str, Signed]:
        """Sign a user in by password.

        Parameters: `address` that it came from; `hours` for which the token holds.
        Returns the token and whose it is.
        Raises SignInWrong, after as long as a right one takes; TooOften.
        """
        keys = (
            (self.opaque("wrong-name", users.folded(name)), WRONG_OF_USER),
            (self.opaque("wrong-address", address), WRONG_OF_ADDRESS),
        )
        self._count_attempt(keys, now.timestamp())
        with self._handles.reading() as connection:
            user = users.find(connection, name)
        fits, fresh = passwords.check(password, user.password if user else None)
        if user is None or not fits:
            raise SignInWrong
        expires = now.timestamp() + hours * 3600
        with self._handles.writing() as connection:
            limits.forget(connection, keys[0][0])
            # The address's count goes back by this attempt alone: others behind it may have been wrong.
            limits.add(connection, keys[1][0], WRONG_SPAN, -1, now.timestamp())
            tokens.sweep(connection, now.timestamp())
            if fresh:
                users.rehash(connection, user, fresh)
            token = tokens.issue(connection, user.id, None, expires)
            entry = Fresh(user.id, user.name, "sign_in", "session", user.areas or ())
            access.append(connection, entry, now)
        return token, Signed(user.id, user.name, user.role, user.areas, expires)

    def _count_attempt(self, keys: tuple[tuple[str, int], ...], now: float) -> None:
        """Count an attempt before it is judged, so that many at once are not let in together."""
        with self._handles.writing() as connection:
            counts = [limits.add(connection, key, WRONG_SPAN, 1, now) for key, _ in keys]
        if any(count > most for count, (_, most) in zip(counts, keys, strict=True)):
            raise TooOften(seconds=limits.left(WRONG_SPAN, now))

    def demo(self, role: str, now: dt.datetime, hours: float) -> tuple[str, Signed]:
        """A token of nobody, with a role. The caller sees to it that this is a demo."""
        expires = now.timestamp() + hours * 3600
        with self._handles.writing() as connection:
            tokens.sweep(connection, now.timestamp())
            token = tokens.issue(connection, None, role, expires)
        return token, Signed("demo", "demo", role, None, expires)

    def whose(self, token: str, address: str, now: float) -> Signed | None:
        """Who a token is of; None for one that is none, or over.

        Raises TooOften where an address has tried too many that were none. Tokens that this worker has seen
        to be good still pass then: others behind the same address are not shut out.
        """
        key = self.opaque("wrong-token", address)
        mark = hashlib.sha256(token.encode()).hexdigest()
        if not self._handles.there:
            return None
        with self._handles.reading() as connection:
            if mark not in self._seen and limits.count(connection, key, TOKEN_SPAN, now) >= WRONG_TOKENS:
                raise TooOften(seconds=limits.left(TOKEN_SPAN, now))
            found = tokens.find(connection, token, now)
        if found:
            if len(self._seen) > 10_000:
                self._seen.clear()
            self._seen.add(mark)
            return found
        self._seen.discard(mark)
        with self._handles.writing() as connection:
            limits.add(connection, key, TOKEN_SPAN, 1, now)
        return None

    def sign_out(self, token: str) -> None:
        """Take a token back."""
        with self._handles.writing() as connection:
            tokens.revoke(connection, token)

    def admitted(self, who: str, now: float) -> bool:
        """Whether one more request of somebody is what this worker may still let in, without looking at the
        file. Where it is not, `admit` looks.
        """
        with self._lock:
            lease = self._leases.get(who)
            if lease is None or lease.span != int(now // 60) or not lease.left:
                return False
            lease.left -= 1
            return True

    def admit(self, who: str, per_minute: int, now: float) -> None:
        """Let one more request of somebody in.

        A worker takes a twentieth of the limit at a time from the count that all share, so the limit is never
        exceeded, and one that others hold part of may be reached a little early.
        Parameters: `who`, a user or an address; `per_minute`, the limit; `now`, seconds of the epoch.
        Raises TooOften.
        """
        part = max(1, per_minute // 20)
        with self._handles.writing() as connection:
            total = limits.add(connection, self.opaque("rate", who), 60, part, now)
        given = part - max(0, total - per_minute)
        if given <= 0:
            raise TooOften(seconds=limits.left(60, now))
        with self._lock:
            if len(self._leases) > 10_000:
                self._leases.clear()
            self._leases[who] = _Lease(int(now // 60), given - 1)

    def note(self, entry: Fresh, now: dt.datetime) -> int:
        """Add an entry to the access log. Returns its number."""
        with self._handles.writing() as connection:
            return access.append(connection, entry, now)

    def opaque(self, kind: str, text: str) -> str:
        """A keyed hash, by which something is known again and not told."""
        return hmac.new(self._key, f"{kind}\x1f{text}".encode(), hashlib.sha256).hexdigest()[:20]


__all__ = ["Door", "Fresh", "Signed"]
