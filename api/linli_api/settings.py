"""Settings of the API, read from the environment once, at the entry point.

    LINLI_STORE         workspace folder, or neo4j:// address
    LINLI_WORKSPACE     workspace folder that keeps users, jobs and the access log, where LINLI_STORE is none
    LINLI_API_HOST      address to listen on; 127.0.0.1 unless given
    LINLI_API_PORT      port; 8000 unless given
    LINLI_API_WORKERS   processes that answer; 1 unless given
    LINLI_API_HOSTS     further names by which clients may call this server, with commas
    LINLI_API_PROXIES   addresses of reverse proxies whose word on the caller's address counts, with commas
    LINLI_API_ORIGINS   web pages of other origins that may call it from a browser, with commas; none
    LINLI_API_DEMO      a role: whoever comes is signed in as it. On loopback alone, and nowhere else
    LINLI_API_GUESTS    yes: who is not signed in sees what a presenter sees, every name masked; no. Unless
                        given: yes while nobody could sign in and only this machine can call, else no
    LINLI_API_NAMES     `full` shows names of persons to guests, and only where the server listens on loopback
    LINLI_API_RATE      requests a minute of one user, or of one address of guests; 6000; 0 for any number
    LINLI_API_HOURS     hours for which a session holds; 12
    LINLI_API_BODY_MB   largest file that may be sent, in MiB; 32. Anything else is held to 1 MiB
    LINLI_API_SECONDS   seconds in which an answer has to begin; 60
    LINLI_API_OIDC      a TOML file that says whose bearer tokens count (see `access.oidc`)

A graph server's credentials are in LINLI_NEO4J_USER and LINLI_NEO4J_PASSWORD (or LINLI_NEO4J_PASSWORD_FILE).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from linli.errors import SettingsWrong

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
ROLES = ("presenter", "planner", "auditor", "admin")
Names = Literal["masked", "full"]


@dataclass(frozen=True)
class Settings:
    """How this server runs. `environment` holds the credentials of a graph server, so it is never shown;
    `warm` is whether it makes ready at its start what the first visitor asks for.
    """

    store: str
    host: str = "127.0.0.1"
    port: int = 8000
    hosts: tuple[str, ...] = ()
    wants_names: Names = "masked"
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    workspace: str = ""
    workers: int = 1
    proxies: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    demo: str = ""
    guests: bool | None = None
    rate: int = 6000
    hours: float = 12.0
    body_mb: int = 32
    seconds: float = 60.0
    oidc: str = ""
    warm: bool = False

    def __post_init__(self) -> None:
        """Refuse what would open a door to others. Raises SettingsWrong."""
        if self.demo and self.demo not in ROLES:
            raise _wrong("LINLI_API_DEMO", self.demo, ", ".join(ROLES))
        if self.demo and not (self.on_loopback and self.alone):
            raise _wrong("LINLI_API_DEMO", self.demo, "127.0.0.1; LINLI_API_HOSTS, LINLI_API_PROXIES = —")
        if (self.demo or self.oidc) and self.home is None:
            raise _wrong("LINLI_WORKSPACE", self.workspace, "a folder: users and the access log")

    @property
    def home(self) -> Path | None:
        """The workspace folder that keeps users, jobs and the access log; None where there is none.

        >>> Settings("build/demo").home, Settings("neo4j://db").home
        (PosixPath('build/demo'), None)
        """
        folder = self.store if "://" not in self.store else self.workspace
        return Path(folder) if folder else None

    @property
    def on_loopback(self) -> bool:
        """Whether only programs of this machine can reach the server.

        >>> Settings("w").on_loopback, Settings("w", host="0.0.0.0").on_loopback
        (True, False)
        """
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def alone(self) -> bool:
        """Whether nothing says that a proxy or another name brings others here."""
        return not self.hosts and not self.proxies

    @property
    def names(self) -> Names:
        """Whether names of persons are shown to guests: the operator wants it, nobody else can listen, and
        there is a place for the log.

        >>> Settings("w", wants_names="full").names, Settings("w", wants_names="full", host="0.0.0.0").names
        ('full', 'masked')
        """
        full = self.wants_names == "full" and self.on_loopback and self.home is not None
        return "full" if full else "masked"

    @property
    def known_as(self) -> frozenset[str]:
        """Names by which a client may call this server."""
        return frozenset({*LOOPBACK, self.host, *self.hosts})


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Settings from variables.

    Raises SettingsWrong, naming the variable.

    >>> from_environment({"LINLI_STORE": "build/demo"}).port
    8000
    """
    names = _one_of(environment, "LINLI_API_NAMES", "masked", ("masked", "full"))
    guests = _one_of(environment, "LINLI_API_GUESTS", "", ("", "yes", "no"))
    return Settings(
        store=environment.get("LINLI_STORE") or ".",
        host=environment.get("LINLI_API_HOST") or "127.0.0.1",
        port=_number(environment, "LINLI_API_PORT", 8000, 1, 65535),
        hosts=_list(environment, "LINLI_API_HOSTS"),
        wants_names="full" if names == "full" else "masked",
        environment=environment,
        workspace=environment.get("LINLI_WORKSPACE", ""),
        workers=_number(environment, "LINLI_API_WORKERS", 1, 1, 64),
        proxies=_list(environment, "LINLI_API_PROXIES"),
        origins=_list(environment, "LINLI_API_ORIGINS"),
        demo=environment.get("LINLI_API_DEMO", ""),
        guests={"": None, "yes": True, "no": False}[guests],
        rate=_number(environment, "LINLI_API_RATE", 6000, 0, 1_000_000),
        hours=_number(environment, "LINLI_API_HOURS", 12, 1, 24 * 30),
        body_mb=_number(environment, "LINLI_API_BODY_MB", 32, 1, 1024),
        seconds=_number(environment, "LINLI_API_SECONDS", 60, 1, 3600),
        oidc=environment.get("LINLI_API_OIDC", ""),
        warm=True,
    )


def _number(environment: Mapping[str, str], name: str, otherwise: int, least: int, most: int) -> int:
    given = environment.get(name) or str(otherwise)
    if not (given.isascii() and given.isdecimal() and least <= int(given) <= most):
        raise _wrong(name, given, f"{least}…{most}")
    return int(given)


def _one_of(environment: Mapping[str, str], name: str, otherwise: str, known: tuple[str, ...]) -> str:
    given = environment.get(name) or otherwise
    if given not in known:
        raise _wrong(name, given, ", ".join(filter(None, known)))
    return given


def _list(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in environment.get(name, "").split(",") if one.strip())


def _wrong(name: str, given: str, wanted: str) -> SettingsWrong:
    return SettingsWrong(file="environment", field=name, problem=f"{given!r}: {wanted}")
