"""Errors of what somebody asked for."""

from __future__ import annotations

from linli.errors.base import LinliError


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


class ParameterUnknown(RequestError):
    """A parameter that nothing here asks for."""

    code = "LN-R55"


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


class NeverHandedIn(RequestError):
    """By its bytes, none of the files handed in."""

    code = "LN-R10"


class NotBuiltYet(RequestError):
    """Handed in, and none of its tables counts in the snapshot in use."""

    code = "LN-R11"


class OutputExists(RequestError):
    """A file of this name is there, and is not overwritten."""

    code = "LN-R12"


class PersonUnknown(RequestError):
    """No person of this identifier, or the same one twice."""

    code = "LN-R13"


class DecisionUnknown(RequestError):
    """No decision of this number stands."""

    code = "LN-R14"


class SplitWrong(RequestError):
    """The bodies named are none of the person's, or all of them."""

    code = "LN-R15"


class OutputUnwritable(RequestError):
    """No file can be written there, or not of that kind."""

    code = "LN-R16"


class FiguresNotFound(RequestError):
    """No file of published figures, or none that can be read."""

    code = "LN-R17"


class FindingUnknown(RequestError):
    """No finding of this identifier in any run that is kept."""

    code = "LN-R18"


class FindingAmbiguous(RequestError):
    """Several findings begin so."""

    code = "LN-R19"


class FindingGone(RequestError):
    """An audit of today's graph does not find it."""

    code = "LN-R23"


class RunUnknown(RequestError):
    """No run of this number is kept, or none at all."""

    code = "LN-R20"


class WaiverUnknown(RequestError):
    """No waiver of this number stands."""

    code = "LN-R21"


class ListForeign(RequestError):
    """The file holds no list of things to mend that this workspace has written."""

    code = "LN-R22"


class PersonAmbiguous(RequestError):
    """Several persons of this name."""

    code = "LN-R24"


class PdfUnavailable(RequestError):
    """Nothing on this machine writes a PDF."""

    code = "LN-R40"


class FontMissing(RequestError):
    """No font with Chinese is installed."""

    code = "LN-R41"


class ExportTooLarge(RequestError):
    """More would go out than an export holds."""

    code = "LN-R30"


class JobUnknown(RequestError):
    """No job of this identifier, or one that was taken out since."""

    code = "LN-R50"


class RunPassed(RequestError):
    """A kept run whose report cannot be made again: its snapshot is gone, or its rules judge otherwise."""

    code = "LN-R51"


class ScenarioUnknown(RequestError):
    """No scenario is kept under this name."""

    code = "LN-R52"


class SnapshotUnknown(RequestError):
    """No snapshot of this hash is there."""

    code = "LN-R53"


class CypherRefused(RequestError):
    """A text that is not of the Cypher which may be asked."""

    code = "LN-R31"


class CommandWrong(RequestError):
    """A command line that was not understood."""

    code = "LN-R54"
