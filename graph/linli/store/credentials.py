"""Credentials of a server: from the environment or a file that it names, never from a command line or an
address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from linli.errors import StoreRefused

USER = "LINLI_NEO4J_USER"
PASSWORD = "LINLI_NEO4J_PASSWORD"
PASSWORD_FILE = "LINLI_NEO4J_PASSWORD_FILE"


@dataclass(frozen=True)
class Credentials:
    """Who we are to a server. Neither `repr` nor `str` tells the password.

    >>> Credentials("neo4j", "secret")
    Credentials(user='neo4j')
    """

    user: str
    password: str = field(repr=False)


def from_environment(environment: Mapping[str, str], address: str = "…") -> Credentials:
    """Credentials from variables, as an entry point hands them in.

    Parameters: `environment`, with LINLI_NEO4J_USER (default `neo4j`) and LINLI_NEO4J_PASSWORD, or
    LINLI_NEO4J_PASSWORD_FILE, a file whose first line is the password (as Docker and Kubernetes mount
    secrets). The variable wins over the file; `address`, for messages.
    Raises StoreRefused when there is neither, or the file cannot be read.

    >>> from_environment({"LINLI_NEO4J_USER": "linli", "LINLI_NEO4J_PASSWORD": "secret"})
    Credentials(user='linli')
    """
    user = environment.get(USER) or "neo4j"
    password = environment.get(PASSWORD)
    if not password and (file := environment.get(PASSWORD_FILE)):
        password = _first_line(Path(file), address, user)
    if not password:
        raise StoreRefused(
            address=address, user=user, problem=f"no password; set {PASSWORD} or {PASSWORD_FILE}"
        )
    return Credentials(user, password)


def _first_line(file: Path, address: str, user: str) -> str:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreRefused(
            address=address, user=user, problem=f"{PASSWORD_FILE}: {file} does not read"
        ) from error
    return lines[0] if lines else ""
