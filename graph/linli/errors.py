"""The one error tree of linli. Each leaf is a situation, with a code that never changes.

    LinliError
    ├── DefinitionError        LN-D01  a YAML or Cypher file of ours (schema, vocabulary, ledger kind, query)
    is wrong ├── LedgerError
    │   ├── LedgerNotFound     LN-L01  no such file
    │   ├── LedgerUnreadable   LN-L02  the file is not what its name says, or is damaged
    │   ├── LedgerEmpty        LN-L03  nothing below the headings, or nothing at all
    │   ├── LedgerUnknown      LN-L04  no kind of ledger has these headings
    │   ├── HeadingMissing     LN-L05  a heading that this kind of ledger must have is not there
    │   ├── LedgerUndated      LN-L06  the ledger's date is neither in it nor given
    │   ├── LedgerTooLarge     LN-L07  beyond the limits of size or shape
    │   └── HeadingTwice       LN-L08  two columns say they are the same
    ├── WorkspaceError
    │   ├── NoWorkspace        LN-W01  the folder is no workspace
    │   ├── WorkspaceExists    LN-W02  the folder is one already, or is not empty
    │   ├── WorkspaceNewer     LN-W03  written by a newer linli
    │   ├── WorkspaceBusy      LN-W04  another process is building
    │   ├── WorkspaceDamaged   LN-W05  a kept file is missing or does not match its hash
    │   ├── NoSnapshot         LN-W06  nothing has been built yet
    │   ├── DiskFull           LN-W07  no space left
    │   ├── BuildMismatch      LN-W08  the graph does not hold what the facts say
    │   ├── NothingToBuild     LN-W09  no ledger was received by then
    │   └── SettingsWrong      LN-W10  linli.toml does not read
    ├── StoreError
    │   ├── StoreUnreachable   LN-S01  no answer from the server
    │   ├── StoreRefused       LN-S02  the server refused our credentials or rights
    │   ├── StoreLoading       LN-S03  the database is being loaded
    │   ├── StoreForeign       LN-S04  the database belongs to another workspace
    │   ├── StoreEmpty         LN-S05  nothing has been pushed to this database
    │   ├── StoreAddress       LN-S06  not an address that linli knows
    │   ├── QueryFailed        LN-S07  the engine could not run a query
    │   ├── StoreMoving        LN-S08  the database changed under the query, again and again
    │   └── WriteFailed        LN-S09  the engine could not write the graph
    └── RequestError
        ├── QueryUnknown       LN-R01  no query of this name
        ├── ParameterMissing   LN-R02  a query's parameter was not given
        ├── ParameterWrong     LN-R03  a parameter's value does not read
        ├── AreaUnknown        LN-R04  no area of this code or name
        ├── LedgerKindUnknown  LN-R05  no kind of ledger of this name
        ├── PlaceUnknown       LN-R06  no place of this name or identifier
        ├── PlaceAmbiguous     LN-R07  several places of this name
        ├── ExtraMissing       LN-R08  a part of linli that this needs was not installed
        └── PortTaken          LN-R09  another program listens on the port

What each says, in Chinese and English, and what it tells the reader to do, stands in `messages/errors.yaml`.
HTTP status codes live in the API alone; exit codes in the command line alone. Errors of a driver or reader
are mapped to one of these where they arise.
"""

from __future__ import annotations

from typing import ClassVar


class LinliError(Exception):
    """Something a person can do something about.

    Parameters are the values its message names (a file, a field, an address); they never hold a credential.

    >>> str(QueryUnknown(name="compounds/covrage", near="compounds/coverage"))
    "LN-R01 name='compounds/covrage' near='compounds/coverage'"
    """

    code: ClassVar[str] = "LN-000"

    def __init__(self, **where: object) -> None:
        self.where: dict[str, object] = where
        super().__init__(" ".join([self.code, *(f"{k}={v!r}" for k, v in where.items())]))


class DefinitionError(LinliError):
    """A definition that is wrong refuses to exist: the message names file, field and repair."""

    code = "LN-D01"


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


class HeadingTwice(LedgerError):
    """Two columns of one meaning."""

    code = "LN-L08"


class WorkspaceError(LinliError):
    """The workspace folder cannot be used as asked."""


class NoWorkspace(WorkspaceError):
    """Not a workspace."""

    code = "LN-W01"


class WorkspaceExists(WorkspaceError):
    """Already a workspace, or a folder with other things in it."""

    code = "LN-W02"


class WorkspaceNewer(WorkspaceError):
    """Made by a newer linli."""

    code = "LN-W03"


class WorkspaceBusy(WorkspaceError):
    """Another process holds the workspace's lock."""

    code = "LN-W04"


class WorkspaceDamaged(WorkspaceError):
    """A kept file is gone or was altered."""

    code = "LN-W05"


class NoSnapshot(WorkspaceError):
    """Nothing built yet."""

    code = "LN-W06"


class DiskFull(WorkspaceError):
    """No space left on the device."""

    code = "LN-W07"


class BuildMismatch(WorkspaceError):
    """What was written is not what was meant."""

    code = "LN-W08"


class NothingToBuild(WorkspaceError):
    """No ledger received by the day asked for."""

    code = "LN-W09"


class SettingsWrong(WorkspaceError):
    """A setting does not read."""

    code = "LN-W10"


class StoreError(LinliError):
    """A graph engine did not do what it was asked."""


class StoreUnreachable(StoreError):
    """No answer from the server."""

    code = "LN-S01"


class StoreRefused(StoreError):
    """Wrong or missing credentials, or missing rights."""

    code = "LN-S02"


class StoreLoading(StoreError):
    """A push is under way, so what stands there is half of it."""

    code = "LN-S03"


class StoreForeign(StoreError):
    """The database holds another workspace."""

    code = "LN-S04"


class StoreEmpty(StoreError):
    """The database holds no linli graph."""

    code = "LN-S05"


class StoreAddress(StoreError):
    """An address that linli cannot open."""

    code = "LN-S06"


class QueryFailed(StoreError):
    """The engine refused or broke off a query."""

    code = "LN-S07"


class StoreMoving(StoreError):
    """Snapshots changed faster than the query could be asked."""

    code = "LN-S08"


class WriteFailed(StoreError):
    """The engine could not write a graph file."""

    code = "LN-S09"


class RequestError(LinliError):
    """What was asked does not make sense here."""


class QueryUnknown(RequestError):
    """No query of this name."""

    code = "LN-R01"


class ParameterMissing(RequestError):
    """A parameter has no value."""

    code = "LN-R02"


class ParameterWrong(RequestError):
    """A parameter's value does not read."""

    code = "LN-R03"


class AreaUnknown(RequestError):
    """No such area in this snapshot."""

    code = "LN-R04"


class LedgerKindUnknown(RequestError):
    """No such kind of ledger."""

    code = "LN-R05"


class PlaceUnknown(RequestError):
    """No such place in this snapshot."""

    code = "LN-R06"


class PlaceAmbiguous(RequestError):
    """Several places fit."""

    code = "LN-R07"


class ExtraMissing(RequestError):
    """A part of linli that this needs was not installed."""

    code = "LN-R08"


class PortTaken(RequestError):
    """Another program listens on the port."""

    code = "LN-R09"
