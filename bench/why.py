"""Why a bar is missed, by how the measure begins. Shown where it is missed."""

from __future__ import annotations

WHY = {
    "all rules": (
        "linli's rows are sorted, told apart, given identities and counted, which the SQL's are not; it "
        "makes that good by two queries side by side, which gain nothing while others hold the second core"
    ),
    "chains/from_building": (
        "the engine takes nine tenths of it, most of that for the three ways in (building, compound, grid); "
        "one walk instead of three, all ways in at once, one thread, and answers as large as they are have "
        "been won already. The API walks arrays instead"
    ),
    "csv ledgers → every answer": (
        "DuckDB begins where linli has read, cleaned, identified and merged the rows and kept each with its "
        "cell; and linli writes a graph file and reads it back for the check"
    ),
    "nation: csv ledgers → verified snapshot": (
        "the engine's COPY and reading back for the check are the largest part, finding out what held when "
        "(`state`) a fifth"
    ),
    "nation: all rules": "all findings of a nation are held at once; area by area they would not be",
    "what-if": (
        "hundreds of small steps on a graph of a few thousand rows, each of which costs more to begin than "
        "to do"
    ),
}


def why(measure: str) -> str:
    """Why a measure misses its bar, or nothing."""
    return next((said for begins, said in WHY.items() if measure.startswith(begins)), "")
