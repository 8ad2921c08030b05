"""A workspace is a folder. This file alone knows what lies where in it, and who holds its lock.

linli.toml          settings, for a person to edit
workspace.json      version of the layout, identity of the workspace
key                 32 secret bytes for keyed hashes; without it nobody can link a token to a number (mode
                    600)
sources/<hash>/     one intake per file handed in: intake.json and cells-<n>.parquet; append-only
decisions.jsonl     hash-chained decisions; append-only
notes.jsonl         the free text of decisions, by salted hash
snapshots/<hash>/   facts/*.parquet, provenance.parquet, rows.parquet, problems.parquet, conflicts.parquet,
                    graph.lb, manifest.json; immutable
figures/<place>.yaml  published figures to hold the graph against
scenarios/<name>.json  changes somebody thinks of, kept under a name; they change nothing until decided
slots.yaml          thresholds and exemptions of the office's own, where there are any
state.sqlite        runs, waivers, rectification: what people do with the graph and what never changes it
current             the hash of the snapshot in use; replaced in one step
lock                held while one process adds or builds
"""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from linli.errors import (
    DiskFull,
    NoWorkspace,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceExists,
    WorkspaceNewer,
)

VERSION = 1
"""Version of the layout. A newer one is refused, never guessed at."""

SETTINGS = """\
# linli 工作区设置 / settings of this workspace

# 语言 / language: zh, en
language = "zh"

# 图引擎缓存上限（兆字节） / cap of the engine's buffer, in megabytes
memory_mb = 1024

[identify]
# 同一小区（或同一社区本级）的组织里同名且无矛盾的，视为同一人："any" 任何组织之间；"family" 只在同类组织之间
# （党组织、业主组织……）；"never" 从不，一律列为“可能同一人”
# one name in the bodies of one compound, or of one community as a whole, is one person, unless something
# contradicts it: in "any" two bodies; in bodies of one "family" (party, owners, …); or "never", only possibly
merge_in_place = "any"

[rectify]
# 整改时限（天），按问题的性质；没有文件规定，由本单位定 / days to mend a finding, by its severity; no text
# sets them, an office does
prohibited = 15
breach = 30
disclose = 30
warning = 60

[log]
# 访问记录留多少天，0 为一直留；到期的由 linli log close 收走 / days that the access log is kept, 0 for ever;
# linli log close takes the older entries out
keep_days = 0
"""


class Layout:
    """Paths of a workspace."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings = root / "linli.toml"
        self.identity_file = root / "workspace.json"
        self.key_file = root / "key"
        self.sources = root / "sources"
        self.decisions = root / "decisions.jsonl"
        self.notes = root / "notes.jsonl"
        self.snapshots = root / "snapshots"
        self.figures = root / "figures"
        self.slots = root / "slots.yaml"
        self.scenarios = root / "scenarios"
        self.state = root / "state.sqlite"
        self.current = root / "current"
        self.lock_file = root / "lock"

    @property
    def identity(self) -> str:
        """The workspace's own identifier."""
        return str(json.loads(self.identity_file.read_text(encoding="utf-8"))["id"])

    @property
    def key(self) -> bytes:
        """The secret for keyed hashes. Raises WorkspaceDamaged where it is gone."""
        if not self.key_file.is_file():
            raise WorkspaceDamaged(file=str(self.key_file), problem="key")
        return self.key_file.read_bytes()


def create(root: Path) -> Layout:
    """Make a new workspace in a folder that is empty or not there yet.

    Raises WorkspaceExists.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise WorkspaceExists(folder=str(root))
    layout = Layout(root)
    with space(root):
        layout.sources.mkdir(parents=True)
        layout.snapshots.mkdir()
        layout.settings.write_text(SETTINGS, encoding="utf-8")
        layout.key_file.touch(mode=0o600)
        layout.key_file.write_bytes(secrets.token_bytes(32))
        write_atomically(layout.identity_file, json.dumps({"version": VERSION, "id": str(uuid.uuid4())}))
    return layout


def open_layout(root: Path) -> Layout:
    """The layout of an existing workspace.

    Raises NoWorkspace, WorkspaceNewer, or WorkspaceDamaged where its identity does not read.
    """
    layout = Layout(root)
    if not layout.identity_file.is_file():
        raise NoWorkspace(folder=str(root))
    try:
        version = int(json.loads(layout.identity_file.read_text(encoding="utf-8"))["version"])
    except (ValueError, KeyError, TypeError) as error:
        raise WorkspaceDamaged(file=str(layout.identity_file), problem=str(error)) from error
    if version > VERSION:
        raise WorkspaceNewer(folder=str(root), version=version, ours=VERSION)
    return layout


@contextmanager
def locked(layout: Layout) -> Iterator[None]:
    """Hold the workspace's lock.

    The system takes the lock from a process that dies, so a lock file left behind by one holds nobody up.
    Raises WorkspaceBusy, naming the holder.
    """
    holder_file = layout.root / "lock.holder"
    lock = filelock.FileLock(layout.lock_file, timeout=0)
    try:
        with lock:
            holder_file.write_text(f"{socket.gethostname()} · pid {os.getpid()}", encoding="utf-8")
            try:
                yield
            finally:
                holder_file.unlink(missing_ok=True)
    except filelock.Timeout as error:
        holder = holder_file.read_text(encoding="utf-8") if holder_file.exists() else "?"
        raise WorkspaceBusy(folder=str(layout.root), holder=holder) from error


@contextmanager
def space(folder: Path) -> Iterator[None]:
    """Turn the system's word for a full disk into ours."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
            raise DiskFull(folder=str(folder), needed=f"{free >> 20} MiB") from error
        raise


def write_atomically(path: Path, text: str) -> None:
    """Replace a small file in one step: a reader sees the old text or the new one."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
