"""Files that are sent: kept in a private folder for as long as the request takes, and never longer.

A file that is looked at first and taken in afterwards is sent twice: linli keeps no file of an office.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from fastapi import UploadFile

from linli.errors import ParameterWrong

MOST = 20
"""Files of one request."""

LONGEST = 80
"""Characters of a file's name that are kept: three bytes each still make a name that a disk takes."""


@contextmanager
def kept(files: Sequence[UploadFile]) -> Iterator[list[Path]]:
    """Files on disk under their own names, in the order in which they came. Raises ParameterWrong."""
    if len(files) > MOST:
        raise ParameterWrong(query="", parameter="files", value=str(len(files)), wanted=f"≤ {MOST}")
    with tempfile.TemporaryDirectory(prefix="linli-") as folder:
        paths = []
        for number, file in enumerate(files):
            path = Path(folder) / str(number) / safe(file.filename or "")
            path.parent.mkdir()
            with path.open("wb") as target:
                shutil.copyfileobj(file.file, target)
            paths.append(path)
        yield paths


def safe(name: str) -> str:
    r"""A name of a file without folders and without what no disk takes.

    >>> safe("../../etc/台账.xlsx"), safe("C:\\temp\\a.csv"), safe(".."), safe("a\x00b")
    ('台账.xlsx', 'a.csv', 'upload', 'a_b')
    """
    last = re.split(r"[/\\]", name)[-1]
    plain = re.sub(r"[\x00-\x1f\x7f:*?\"<>|\ud800-\udfff]", "_", last).strip(" ")
    if not plain.strip("."):
        return "upload"
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 8:
        return plain[:LONGEST]
    return f"{stem[:LONGEST]}.{ending}"
