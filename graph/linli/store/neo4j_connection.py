"""The way to a Neo4j server: which addresses are let in, how the driver is opened, and which of our errors
each of its becomes.
"""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from linli.errors import QueryFailed, QueryTooSlow, StoreAddress, StoreError, StoreRefused, StoreUnreachable

if TYPE_CHECKING:
    from neo4j import Driver, Session
    from neo4j.exceptions import DriverError, Neo4jError

    from linli.store.credentials import Credentials

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
CONNECT_SECONDS = 15.0
RETRY_SECONDS = 30.0
LONGEST_PROBLEM = 300

# What the driver has to say goes where logging is set up, and never before our own words on a screen.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_ADDRESS = re.compile(r"(?P<scheme>[a-z+0-9]+)://(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:/?#@\[\]]+)(:\d{1,5})?/?")


def is_address(place: str) -> bool:
    """Whether a place is meant as a server's address rather than a folder.

    >>> is_address("neo4j+s://graph.example:7687"), is_address("work/street")
    (True, False)
    """
    return "://" in place


def check_address(address: str) -> str:
    """The address, if it is one.

    Returns it as given. Raises StoreAddress for an unknown scheme, for anything after the port, and for one
    with credentials in it, which is not repeated in the error.

    >>> check_address("bolt://localhost:7687")
    'bolt://localhost:7687'
    """
    if "@" in address:
        problem = "an address holds no user or password; set LINLI_NEO4J_USER and LINLI_NEO4J_PASSWORD"
        raise StoreAddress(address="…@…", problem=problem)
    found = _ADDRESS.fullmatch(address)
    if found is None or found["scheme"] not in SCHEMES:
        scheme = address.partition("://")[0] if "://" in address else ""
        problem = f"write SCHEME://HOST:PORT with a scheme of {', '.join(SCHEMES)}"
        raise StoreAddress(address=f"{scheme}://…" if scheme else "…", problem=problem)
    return address


def connect(address: str, credentials: Credentials) -> Driver:
    """A driver for an address. It connects only when it is used. Raises StoreAddress."""
    from neo4j import GraphDatabase, NotificationDisabledClassification, basic_auth
    from neo4j.exceptions import ConfigurationError

    checked = check_address(address)
    try:
        return GraphDatabase.driver(
            checked,
            auth=basic_auth(credentials.user, credentials.password),
            connection_timeout=CONNECT_SECONDS,
            connection_acquisition_timeout=2 * CONNECT_SECONDS,
            max_transaction_retry_time=RETRY_SECONDS,
            # A graph without any venue is no mistake, so the server need not warn that no node is called one.
            notifications_disabled_classifications=[NotificationDisabledClassification.UNRECOGNIZED],
        )
    except (ConfigurationError, ValueError) as error:
        raise StoreAddress(address=checked, problem="the driver does not take this address") from error


def greet(driver: Driver, address: str) -> None:
    """Make sure that the server is there and takes our credentials, without the patience that later requests
    have with one that is away for a moment.

    Raises StoreUnreachable, StoreRefused, StoreAddress.
    """
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        driver.verify_connectivity()
    except (DriverError, Neo4jError) as error:
        raise mapped(error, address, "connect") from error


def knock(address: str) -> None:
    """See whether a server is there at all, without credentials: one that is away would take none.

    Raises StoreUnreachable, StoreAddress.
    """
    from neo4j import GraphDatabase
    from neo4j.exceptions import DriverError, Neo4jError

    checked = check_address(address)
    try:
        with GraphDatabase.driver(checked, connection_timeout=CONNECT_SECONDS) as driver:
            driver.verify_connectivity()
    except (DriverError, Neo4jError) as error:
        told = mapped(error, address, "connect")
        if isinstance(told, StoreUnreachable | StoreAddress):
            raise told from error


@contextlib.contextmanager
def session(
    driver: Driver, address: str, database: str | None, *, write: bool, what: str
) -> Iterator[Session]:
    """A session whose every error is one of ours.

    Parameters: `driver`; `address`, for messages; `database`, or None for the user's home database;
    `write`, else the server refuses every change; `what`, the query's name or what is being done, for
    messages.
    """
    from neo4j import READ_ACCESS, WRITE_ACCESS
    from neo4j.exceptions import DriverError, Neo4jError

    mode = WRITE_ACCESS if write else READ_ACCESS
    try:
        with driver.session(database=database, default_access_mode=mode) as opened:
            yield opened
    except (DriverError, Neo4jError) as error:
        raise mapped(error, address, what) from error


def mapped(error: DriverError | Neo4jError, address: str, what: str) -> StoreError:
    """The error of ours that an error of the driver becomes. Complete: whatever is not listed is
    QueryFailed.
    """
    from neo4j import exceptions as neo

    refused = (neo.AuthError, neo.Forbidden, neo.ForbiddenOnReadOnlyDatabase, neo.AuthConfigurationError)
    unreachable = (
        neo.ServiceUnavailable,
        neo.SessionExpired,
        neo.ConnectionPoolError,
        neo.DatabaseUnavailable,
        neo.NotALeader,
    )
    code = getattr(error, "code", None) or type(error).__name__
    if code == "Neo.ClientError.Database.DatabaseNotFound":
        return StoreAddress(address=address, problem="there is no database of this name on the server")
    if isinstance(error, refused) and code != "Neo.ClientError.Statement.AccessMode":
        return StoreRefused(address=address, problem=code)
    if isinstance(error, unreachable):
        return StoreUnreachable(address=address, problem=type(error).__name__)
    if isinstance(error, neo.ConfigurationError):
        return StoreAddress(address=address, problem=type(error).__name__)
    if code.startswith("Neo.ClientError.Transaction.TransactionTimedOut"):
        return QueryTooSlow(query=what)
    message = " ".join((getattr(error, "message", None) or "").split())
    return QueryFailed(query=what, problem=f"{code}: {message}"[:LONGEST_PROBLEM])
