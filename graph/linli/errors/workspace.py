"""Errors of a workspace and of building in it."""

from __future__ import annotations

from linli.errors.base import LinliError


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


class SnapshotOutdated(WorkspaceError):
    """A snapshot was built by another version of linli, and lacks what this one reads."""

    code = "LN-W11"


class SettingsWrong(WorkspaceError):
    """A setting does not read."""

    code = "LN-W10"
