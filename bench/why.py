"""Why a bar is missed, by how the measure begins. Shown where it is missed."""

from __future__ import annotations

WHY = {
    "chains/from_building": (
        "the engine takes nine tenths of it: three ways in (building, compound, grid) 2.2 ms, holders 1.4, "
        "the levels above 1.7, on a quiet machine; one walk instead of three, all ways in at once, one "
        "thread and answers as large as they are brought it from 37 ms. The API walks arrays instead (3 ms)"
    ),
    "csv ledgers → every answer": (
        "DuckDB begins where linli has read, cleaned, identified and merged the rows and kept each with its "
        "cell; writing a graph file of its own and reading it back for the check is a third of linli's time"
    ),
    "nation: csv ledgers → verified snapshot": (
        "finding out what held when (`state`) is a fifth of it, the engine's own COPY and reading back for "
        "the check the largest part; facts are held in files, so that memory stays at 4 GB"
    ),
    "nation: all rules": (
        "findings of a nation are kept whole in memory until they are counted; by area they would not be"
    ),
    "what-if": (
        "two hundred small steps of columns and some hundred statements on a graph of a few thousand rows, "
        "each of which costs more to begin than to do"
    ),
    "chains": "see chains/from_building",
}


def why(measure: str) -> str:
    """Why a measure misses its bar, or nothing."""
    return next((said for begins, said in WHY.items() if measure.startswith(begins)), "")
