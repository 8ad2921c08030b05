"""Making a workspace."""

from __future__ import annotations

from pathlib import Path

from linli.workspace.layout import Layout, create


def init(workspace: Path) -> str:
    """Make a workspace in an empty or new folder; returns its identity. Raises WorkspaceExists."""
    return create(workspace).identity


def is_workspace(folder: Path) -> bool:
    """Whether a folder is a workspace."""
    return Layout(folder).identity_file.is_file()
