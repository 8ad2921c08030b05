"""The snapshots of a workspace: listed, one of them, and which one a day's knowledge would be."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from pathlib import Path

from linli.errors import NoSnapshot, SnapshotUnknown
from linli.workspace import build, snapshots
from linli.workspace.layout import Layout, open_layout
from linli.workspace.snapshots import Snapshot

__all__ = ["Snapshot", "current", "every", "known", "one"]
_MOST = 64
_found: OrderedDict[tuple[object, ...], str] = OrderedDict()
_lock = threading.Lock()


def every(workspace: Path) -> list[Snapshot]:
    """All that are built, the newest known day first: those of all that was received come before."""
    layout = open_layout(workspace)
    names = sorted(path.name for path in layout.snapshots.iterdir() if path.is_dir())
    found = [one for name in names if (one := snapshots.find(layout, name))]
    latest = dt.date.max
    return sorted(found, key=lambda one: (one.manifest.known_on or latest, one.manifest.hash), reverse=True)


def current(workspace: Path) -> str | None:
    """The hash of the snapshot in use; None where nothing has been built."""
    try:
        return snapshots.current(open_layout(workspace)).manifest.hash
    except NoSnapshot:
        return None


def one(workspace: Path, name: str) -> Snapshot:
    """The snapshot of a hash. Raises SnapshotUnknown."""
    layout = open_layout(workspace)
    there = name.isalnum() and (layout.snapshots / name).is_dir()
    found = snapshots.find(layout, name) if there else None
    if found is None:
        raise SnapshotUnknown(snapshot=name)
    return found


def known(workspace: Path, day: dt.date) -> tuple[str, bool]:
    """The hash of the snapshot of what had been received by a day, and whether it is built.

    Which one that is follows from the files handed in and the decisions, so it is worked out anew only when
    they have changed.
    Raises NothingToBuild where nothing had been received by then.
    """
    layout = open_layout(workspace)
    key = (str(layout.root), day, *_stamps(layout))
    with _lock:
        name = _found.get(key)
    if name is None:
        name = build.plan(layout, day).hash
        with _lock:
            _found[key] = name
            while len(_found) > _MOST:
                _found.popitem(last=False)
    return name, snapshots.find(layout, name) is not None


def _stamps(layout: Layout) -> list[tuple[int, int]]:
    """What changes when a file is handed in, a decision is made or a setting is changed."""
    paths = (layout.sources, layout.decisions, layout.notes, layout.settings)
    stats = [path.stat() if path.exists() else None for path in paths]
    return [(stat.st_mtime_ns, stat.st_size) if stat else (0, 0) for stat in stats]
