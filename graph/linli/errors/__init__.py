"""The one error tree of linli. Each leaf is a situation, with a code that never changes.

    LinliError
    ├── DefinitionError        LN-D01  a YAML or Cypher file of a definition is wrong
    ├── LedgerError
    │   ├── LedgerNotFound     LN-L01  no such file
    │   ├── LedgerUnreadable   LN-L02  the file is not what its name says, or is damaged
    │   ├── LedgerEmpty        LN-L03  nothing below the headings, or nothing at all
    │   ├── LedgerUnknown      LN-L04  no kind of ledger has these headings
    │   ├── HeadingMissing     LN-L05  a heading that this kind of ledger must have is not there
    │   ├── LedgerUndated      LN-L06  the ledger's date is neither in it nor given
    │   ├── LedgerTooLarge     LN-L07  beyond the limits of size or shape
    │   ├── HeadingTwice       LN-L08  two columns say they are the same
    │   ├── LedgerLocked       LN-L09  a password keeps the file shut
    │   ├── LedgerForeign      LN-L10  of a format that linli does not read
    │   └── LedgerUnsure       LN-L11  what a table is, is not certain enough to take it unasked
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
    │   ├── SettingsWrong      LN-W10  linli.toml does not read
    │   └── SnapshotOutdated   LN-W11  a snapshot that another version built, without what is read
    ├── StoreError
    │   ├── StoreUnreachable   LN-S01  no answer from the server
    │   ├── StoreRefused       LN-S02  the server refused our credentials or rights
    │   ├── StoreLoading       LN-S03  the database is being loaded
    │   ├── StoreForeign       LN-S04  the database belongs to another workspace
    │   ├── StoreEmpty         LN-S05  nothing has been pushed to this database
    │   ├── StoreAddress       LN-S06  not an address that linli knows
    │   ├── QueryFailed        LN-S07  the engine could not run a query
    │   ├── QueryTooSlow       LN-S10  a query took longer than it may
    │   ├── StoreMoving        LN-S08  the database changed under the query, again and again
    │   └── WriteFailed        LN-S09  the engine could not write the graph
    ├── AuditError
    │   ├── PackUnknown           LN-A01  no pack of rules of this name
    │   ├── RuleContradictsItself LN-A02  what a rule finds is not what it was asked of
    │   ├── RuleUnknown           LN-A03  no rule of this name in the pack
    │   └── RuleNameWrong         LN-A04  a name that a new rule cannot have
    ├── AccessError            LN-U00  the caller is why there is no answer
    │   ├── NotSignedIn        LN-U01  nobody is signed in, or no longer
    │   ├── NotAllowedTo       LN-U02  the caller's role may not do this
    │   ├── AreaForbidden      LN-U03  an area outside those that the caller was given
    │   ├── TooOften           LN-U04  too many requests, or wrong passwords, in a while
    │   ├── SignInWrong        LN-U05  no user of this name with this password
    │   ├── UserUnknown        LN-U06  no user of this name
    │   ├── UserExists         LN-U07  there is a user of this name already
    │   ├── PasswordWeak       LN-U08  a password that is too short or too long
    │   ├── LogBroken          LN-U09  the access log was altered, or its end cut off
    │   ├── BodyTooLarge       LN-U10  more was sent than is taken
    │   └── NoStateHere        LN-U11  no workspace folder that could hold users and the log
    └── RequestError
        ├── QueryUnknown       LN-R01  no query of this name
        ├── ParameterMissing   LN-R02  a query's parameter was not given
        ├── ParameterWrong     LN-R03  a parameter's value does not read
        ├── AreaUnknown        LN-R04  no area of this code or name
        ├── LedgerKindUnknown  LN-R05  no kind of ledger of this name
        ├── PlaceUnknown       LN-R06  no place of this name or identifier
        ├── PlaceAmbiguous     LN-R07  several places of this name
        ├── ExtraMissing       LN-R08  a part of linli that this needs was not installed
        ├── PortTaken          LN-R09  another program listens on the port
        ├── NeverHandedIn      LN-R10  a file that is none of those handed in
        ├── NotBuiltYet        LN-R11  a file handed in that the snapshot was not built from
        ├── OutputExists       LN-R12  the file to write is there already
        ├── PersonUnknown      LN-R13  no person of this identifier
        ├── DecisionUnknown    LN-R14  no decision of this number stands
        ├── SplitWrong         LN-R15  the bodies do not divide the person's posts
        ├── OutputUnwritable   LN-R16  no file can be written there, or not of that kind
        ├── FiguresNotFound    LN-R17  no file of published figures there
        ├── FindingUnknown     LN-R18  no finding of this identifier in a run that is kept
        ├── FindingAmbiguous   LN-R19  several findings begin so
        ├── FindingGone        LN-R23  an audit does not find it
        ├── RunUnknown         LN-R20  no run of this number is kept
        ├── WaiverUnknown      LN-R21  no waiver of this number stands
        ├── ListForeign        LN-R22  no list of things to mend of this workspace
        ├── PersonAmbiguous    LN-R24  several persons of this name
        ├── PdfUnavailable     LN-R40  nothing here writes a PDF
        ├── FontMissing        LN-R41  no font with Chinese is installed
        ├── ExportTooLarge     LN-R30  more than one export holds
        ├── CypherRefused      LN-R31  not of the Cypher that may be asked
        ├── JobUnknown         LN-R50  no job of this identifier
        ├── RunPassed          LN-R51  a kept run whose report cannot be made again
        ├── ScenarioUnknown    LN-R52  no scenario is kept under this name
        ├── SnapshotUnknown    LN-R53  no snapshot of this hash
        ├── CommandWrong       LN-R54  a command line that was not understood
        └── ParameterUnknown   LN-R55  a parameter that nothing here asks for

What each says, in Chinese and English, and what it tells the reader to do, stands in `messages/errors.yaml`.
HTTP status codes live in the API alone; exit codes in the command line alone. Errors of a driver or reader
are mapped to one of these where they arise.
"""

from __future__ import annotations

from linli.errors.access import (
    AccessError,
    AreaForbidden,
    BodyTooLarge,
    LogBroken,
    NoStateHere,
    NotAllowedTo,
    NotSignedIn,
    PasswordWeak,
    SignInWrong,
    TooOften,
    UserExists,
    UserUnknown,
)
from linli.errors.audit import (
    AuditError,
    PackUnknown,
    RuleContradictsItself,
    RuleNameWrong,
    RuleUnknown,
)
from linli.errors.base import (
    DefinitionError,
    LinliError,
    Said,
)
from linli.errors.ledger import (
    HeadingMissing,
    HeadingTwice,
    LedgerEmpty,
    LedgerError,
    LedgerForeign,
    LedgerLocked,
    LedgerNotFound,
    LedgerTooLarge,
    LedgerUndated,
    LedgerUnknown,
    LedgerUnreadable,
    LedgerUnsure,
)
from linli.errors.request import (
    AreaUnknown,
    CommandWrong,
    CypherRefused,
    DecisionUnknown,
    ExportTooLarge,
    ExtraMissing,
    FiguresNotFound,
    FindingAmbiguous,
    FindingGone,
    FindingUnknown,
    FontMissing,
    JobUnknown,
    LedgerKindUnknown,
    ListForeign,
    NeverHandedIn,
    NotBuiltYet,
    OutputExists,
    OutputUnwritable,
    ParameterMissing,
    ParameterUnknown,
    ParameterWrong,
    PdfUnavailable,
    PersonAmbiguous,
    PersonUnknown,
    PlaceAmbiguous,
    PlaceUnknown,
    PortTaken,
    QueryUnknown,
    RequestError,
    RunPassed,
    RunUnknown,
    ScenarioUnknown,
    SnapshotUnknown,
    SplitWrong,
    WaiverUnknown,
)
from linli.errors.store import (
    QueryFailed,
    QueryTooSlow,
    StoreAddress,
    StoreEmpty,
    StoreError,
    StoreForeign,
    StoreLoading,
    StoreMoving,
    StoreRefused,
    StoreUnreachable,
    WriteFailed,
)
from linli.errors.workspace import (
    BuildMismatch,
    DiskFull,
    NoSnapshot,
    NothingToBuild,
    NoWorkspace,
    SettingsWrong,
    SnapshotOutdated,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceError,
    WorkspaceExists,
    WorkspaceNewer,
)

__all__ = [
    "AccessError",
    "AreaForbidden",
    "AreaUnknown",
    "AuditError",
    "BodyTooLarge",
    "BuildMismatch",
    "CommandWrong",
    "CypherRefused",
    "DecisionUnknown",
    "DefinitionError",
    "DiskFull",
    "ExportTooLarge",
    "ExtraMissing",
    "FiguresNotFound",
    "FindingAmbiguous",
    "FindingGone",
    "FindingUnknown",
    "FontMissing",
    "HeadingMissing",
    "HeadingTwice",
    "JobUnknown",
    "LedgerEmpty",
    "LedgerError",
    "LedgerForeign",
    "LedgerKindUnknown",
    "LedgerLocked",
    "LedgerNotFound",
    "LedgerTooLarge",
    "LedgerUndated",
    "LedgerUnknown",
    "LedgerUnreadable",
    "LedgerUnsure",
    "LinliError",
    "ListForeign",
    "LogBroken",
    "NeverHandedIn",
    "NoSnapshot",
    "NoStateHere",
    "NoWorkspace",
    "NotAllowedTo",
    "NotBuiltYet",
    "NotSignedIn",
    "NothingToBuild",
    "OutputExists",
    "OutputUnwritable",
    "PackUnknown",
    "ParameterMissing",
    "ParameterUnknown",
    "ParameterWrong",
    "PasswordWeak",
    "PdfUnavailable",
    "PersonAmbiguous",
    "PersonUnknown",
    "PlaceAmbiguous",
    "PlaceUnknown",
    "PortTaken",
    "QueryFailed",
    "QueryTooSlow",
    "QueryUnknown",
    "RequestError",
    "RuleContradictsItself",
    "RuleNameWrong",
    "RuleUnknown",
    "RunPassed",
    "RunUnknown",
    "Said",
    "ScenarioUnknown",
    "SettingsWrong",
    "SignInWrong",
    "SnapshotOutdated",
    "SnapshotUnknown",
    "SplitWrong",
    "StoreAddress",
    "StoreEmpty",
    "StoreError",
    "StoreForeign",
    "StoreLoading",
    "StoreMoving",
    "StoreRefused",
    "StoreUnreachable",
    "TooOften",
    "UserExists",
    "UserUnknown",
    "WaiverUnknown",
    "WorkspaceBusy",
    "WorkspaceDamaged",
    "WorkspaceError",
    "WorkspaceExists",
    "WorkspaceNewer",
    "WriteFailed",
]
