"""Settings of the API, read from the environment once, at the entry point.

    LINLI_STORE       workspace folder, or neo4j:// address
    LINLI_API_HOST    address to listen on; 127.0.0.1 unless given
    LINLI_API_PORT    port; 8000 unless given
    LINLI_API_HOSTS   further names by which clients may call this server, with commas
    LINLI_API_NAMES   `full` shows names of persons, and only where the server listens on loopback

A graph server's credentials are in LINLI_NEO4J_USER and LINLI_NEO4J_PASSWORD (or LINLI_NEO4J_PASSWORD_FILE).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from linli.errors import SettingsWrong

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
Names = Literal["masked", "full"]


@dataclass(frozen=True)
class Settings:
    """How this server runs. `environment` holds the credentials of a graph server, so it is never shown."""

    store: str
    host: str = "127.0.0.1"
    port: int = 8000
    hosts: tuple[str, ...] = ()
    wants_names: Names = "masked"
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)

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
    def names(self) -> Names:
        """Whether names of persons are shown: the operator wants it, and nobody else can listen.

        >>> Settings("w", wants_names="full").names, Settings("w", wants_names="full", host="0.0.0.0").names
        ('full', 'masked')
        """
        return "full" if self.wants_names == "full" and self.on_loopback else "masked"

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
    port = environment.get("LINLI_API_PORT") or "8000"
    if not (port.isdecimal() and 0 < int(port) < 1 << 16):
        raise SettingsWrong(file="environment", field="LINLI_API_PORT", problem=f"{port!r}: 1…65535")
    names = environment.get("LINLI_API_NAMES") or "masked"
    if names not in ("masked", "full"):
        raise SettingsWrong(file="environment", field="LINLI_API_NAMES", problem=f"{names!r}: masked, full")
    return Settings(
        store=environment.get("LINLI_STORE") or ".",
        host=environment.get("LINLI_API_HOST") or "127.0.0.1",
        port=int(port),
        hosts=tuple(
            host.strip() for host in environment.get("LINLI_API_HOSTS", "").split(",") if host.strip()
        ),
        wants_names="full" if names == "full" else "masked",
        environment=environment,
    )
