"""A file of an older linli gets the tables it misses, and nothing of what it holds is lost."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from linli.workspace.layout import create
from linli.workspace.state import database, users
from linli.workspace.state.tables import LATER


def old(path: Path) -> None:
    """The file as it was made before the later tables."""
    connection = sqlite3.connect(path)
    connection.executescript(
        f"PRAGMA journal_mode = WAL; PRAGMA application_id = {database.APPLICATION}; "
        f"BEGIN; {database.TABLES} PRAGMA user_version = {database.VERSION}; COMMIT;"
    )
    connection.execute("INSERT INTO notes VALUES ('a', 'b', 'kept')")
    connection.commit()
    connection.close()


def test_who_only_looks_sees_them_empty_and_changes_nothing(tmp_path: Path) -> None:
    layout = create(tmp_path / "w")
    old(layout.state)
    with database.reading(layout) as connection:
        assert users.every(connection) == []
        assert not users.any_there(connection)
    made = sqlite3.connect(layout.state)
    names = {name for (name,) in made.execute("SELECT name FROM sqlite_master")}
    made.close()
    assert not names & set(LATER)


def test_who_writes_makes_them(tmp_path: Path) -> None:
    layout = create(tmp_path / "w")
    old(layout.state)
    with database.writing(layout) as connection:
        assert connection.execute("SELECT text FROM notes").fetchall() == [("kept",)]
    connection = database.held(layout)
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert set(LATER) | {"access_stays", "access_remains"} <= names


def test_a_later_table_is_passed_over(tmp_path: Path) -> None:
    layout = create(tmp_path / "w")
    with database.writing(layout) as connection:
        connection.execute("CREATE TABLE of_a_later_linli(a)")
    with database.reading(layout) as connection:
        assert users.every(connection) == []
