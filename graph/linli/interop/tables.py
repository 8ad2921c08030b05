"""An extract as a zip of csv files, one a table of the schema, in UTF-8 with a mark that Excel knows.

Cells that a spreadsheet would take for a formula get an apostrophe in front, which it does not show.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile

from linli.interop.extract import Extract

FORMULA = ("=", "+", "-", "@", "\t", "\r")
MARK = "export.json"


def render(extract: Extract) -> bytes:
    """An extract as the bytes of a zip file. Its entries bear the time of the export, and nothing of this
    machine.
    """
    buffer = io.BytesIO()
    moment = extract.mark.when.timetuple()[:6]
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        mark = json.dumps(extract.mark.plain(), ensure_ascii=False, indent=1)
        _put(packed, MARK, mark, moment)
        for table in extract.tables:
            frame = extract.frames[table.name]
            text = io.StringIO()
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow(frame.columns)
            writer.writerows([_cell(value) for value in row] for row in frame.iter_rows())
            _put(packed, f"{table.name}.csv", "\ufeff" + text.getvalue(), moment)
    return buffer.getvalue()


def _put(packed: zipfile.ZipFile, name: str, text: str, moment: tuple[int, int, int, int, int, int]) -> None:
    entry = zipfile.ZipInfo(name, moment)
    entry.compress_type = zipfile.ZIP_DEFLATED
    packed.writestr(entry, text.encode())


def _cell(value: object) -> str:
    """A cell as text.

    >>> _cell(None), _cell(True), _cell("=1+1")
    ('', 'true', "'=1+1")
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    said = str(value)
    return f"'{said}" if isinstance(value, str) and said.startswith(FORMULA) else said
