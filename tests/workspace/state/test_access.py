"""The access log is a chain: whatever is changed in it, taken out of it or cut off shows."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from pathlib import Path

import pytest

from linli.errors import LogBroken
from linli.workspace.layout import Layout, create
from linli.workspace.state import access, database
from linli.workspace.state.access import Fresh
from linli.workspace.state.handles import Handles

NOW = dt.datetime(2025, 7, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return create(tmp_path / "w")


def entry(number: int) -> Fresh:
    return Fresh(f"u-{number % 3}", f"某{number % 3}", "read", f"people/posts {number}", ("990101",), number)


def fill(layout: Layout, count: int) -> tuple[int, str]:
    with database.writing(layout) as connection:
        for number in range(count):
            access.append(connection, entry(number), NOW + dt.timedelta(seconds=number))
        return access.head(connection)


def test_what_was_added_is_read_newest_first_with_names_beside(layout: Layout) -> None:
    fill(layout, 7)
    with database.reading(layout) as connection:
        assert access.verify(connection) == 7
        found = list(access.read(connection, 3))
        assert [(one.number, one.called, one.names) for one in found] == [
            (7, "某0", 6),
            (6, "某2", 5),
            (5, "某1", 4),
        ]
        assert [one.number for one in access.read(connection, 3, before=5)] == [4, 3, 2]


ONLY = {
    "kind": (access.Only("export"), []),
    "a name": (access.Only(called="某1"), [5, 2]),
    "a name that is a part": (access.Only(called="某"), []),
    "from a moment on": (access.Only(since=NOW + dt.timedelta(seconds=5)), [7, 6]),
    "before a moment": (access.Only(until=NOW + dt.timedelta(seconds=1)), [1]),
    "in another time zone": (
        access.Only(
            since=(NOW + dt.timedelta(seconds=5)).astimezone(dt.timezone(dt.timedelta(hours=8))),
            until=(NOW + dt.timedelta(seconds=6)).astimezone(dt.timezone(dt.timedelta(hours=-8))),
        ),
        [6],
    ),
    "all of it": (access.Only("read", "某0", NOW, NOW + dt.timedelta(seconds=6)), [4, 1]),
}


@pytest.mark.parametrize("title", ONLY)
def test_some_entries_alone_are_read_and_counted(layout: Layout, title: str) -> None:
    fill(layout, 7)
    only, numbers = ONLY[title]
    with database.reading(layout) as connection:
        assert [one.number for one in access.read(connection, 9, only=only)] == numbers
        assert access.count(connection, only) == len(numbers)
        assert access.count(connection) == 7


def test_an_empty_log_holds_and_has_no_head(layout: Layout) -> None:
    with database.reading(layout) as connection:
        assert (access.verify(connection), access.head(connection)) == (0, (0, ""))


def test_nothing_is_changed_or_taken_out_by_the_usual_way(layout: Layout) -> None:
    fill(layout, 2)
    for statement in ("UPDATE access SET names = 0", "DELETE FROM access"):
        connection = sqlite3.connect(layout.state)
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
        connection.close()


def tampered(layout: Layout, *statements: str) -> None:
    connection = sqlite3.connect(layout.state)
    connection.executescript("DROP TRIGGER access_stays; DROP TRIGGER access_remains;")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


CHANGES = {
    "who it was": ("UPDATE access SET who = 'u-9' WHERE number = 3", 3),
    "what it was": ("UPDATE access SET what = 'areas/counts' WHERE number = 3", 3),
    "where": ("UPDATE access SET areas = '[]' WHERE number = 3", 3),
    "when": ("UPDATE access SET at = '2024' WHERE number = 3", 3),
    "of what kind": ("UPDATE access SET kind = 'export' WHERE number = 3", 3),
    "how many names": ("UPDATE access SET names = 0 WHERE number = 3", 3),
    "its hash": ("UPDATE access SET hash = 'x' WHERE number = 3", 3),
    "the link before": ("UPDATE access SET previous = '' WHERE number = 3", 3),
    "one taken out": ("DELETE FROM access WHERE number = 3", 3),
    "the first taken out": ("DELETE FROM access WHERE number = 1", 1),
    "two in each other's place": ("UPDATE access SET number = 9 - number WHERE number IN (4, 5)", 4),
}


@pytest.mark.parametrize("title", CHANGES)
def test_a_change_is_found_where_it_was_made(layout: Layout, title: str) -> None:
    fill(layout, 6)
    statement, place = CHANGES[title]
    if "9 - number" in statement:
        tampered(
            layout,
            "UPDATE access SET number = 90 WHERE number = 4",
            "UPDATE access SET number = 4 WHERE number = 5",
            "UPDATE access SET number = 5 WHERE number = 90",
        )
    else:
        tampered(layout, statement)
    with database.reading(layout) as connection, pytest.raises(LogBroken) as broken:
        access.verify(connection)
    assert broken.value.where["number"] == place


def test_a_tail_that_was_cut_off_shows_by_a_head_kept_elsewhere_alone(layout: Layout) -> None:
    kept = fill(layout, 6)
    fill(layout, 2)
    with database.reading(layout) as connection:
        assert access.verify(connection, kept) == 8
    tampered(layout, "DELETE FROM access WHERE number > 4")
    with database.reading(layout) as connection:
        assert access.verify(connection) == 4
        with pytest.raises(LogBroken) as broken:
            access.verify(connection, kept)
    assert broken.value.where["number"] == 5


def test_a_tail_written_anew_shows_by_a_head_kept_elsewhere(layout: Layout) -> None:
    kept = fill(layout, 6)
    tampered(layout, "DELETE FROM access WHERE number > 4")
    fill(layout, 4)
    with database.reading(layout) as connection, pytest.raises(LogBroken):
        access.verify(connection, kept)


def test_many_who_write_at_once_make_one_chain(layout: Layout) -> None:
    """Two workers, each with threads: handles of their own, as two processes have."""
    workers = [Handles(layout), Handles(layout)]

    def write(handles: Handles, first: int) -> None:
        for number in range(first, first + 25):
            with handles.writing() as connection:
                access.append(connection, entry(number), NOW)

    threads = [
        threading.Thread(target=write, args=(handles, 100 * place))
        for place, handles in enumerate(workers * 2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for handles in workers:
        handles.close()
    with database.reading(layout) as connection:
        assert access.verify(connection) == 100


def test_a_writing_that_fails_leaves_nothing_and_holds_nobody_up(layout: Layout) -> None:
    handles = Handles(layout)
    with pytest.raises(ZeroDivisionError), handles.writing() as connection:
        access.append(connection, entry(1), NOW)
        raise ZeroDivisionError
    with handles.writing() as connection:
        assert access.append(connection, entry(2), NOW) == 1
    handles.close()


def test_what_is_closed_goes_and_the_chain_goes_on(layout: Layout) -> None:
    fill(layout, 7)
    with database.reading(layout) as connection:
        old, at_end = access.head(connection), _hash(connection, 5)
        early = (3, _hash(connection, 3))
    by, later = ("c-1", "王 (cli)"), NOW + dt.timedelta(days=400)
    with database.writing(layout) as connection:
        gone = access.close(connection, NOW + dt.timedelta(seconds=5), by, later)
        assert [one.number for one in gone] == [1, 2, 3, 4, 5]
        assert [(one.number, one.called) for one in access.read(connection, 9)] == [
            (8, "王 (cli)"),
            (7, "某0"),
            (6, "某2"),
        ]
        assert access.close(connection, NOW + dt.timedelta(seconds=5), by, later) == [], "and no entry of it"
    with database.reading(layout) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM subjects")}
        assert names == {"某0", "某2", "王 (cli)"}, "nobody is told whom no entry tells"
        for kept in (None, old, (5, at_end), early, (0, "")):
            assert access.verify(connection, kept) == 3
        for kept in ((5, "0" * 64), (7, "0" * 64), (9, "0" * 64)):
            with pytest.raises(LogBroken):
                access.verify(connection, kept)
    with database.writing(layout) as connection:
        assert [one.number for one in access.close(connection, later, by, later)] == [6, 7]
        assert access.verify(connection) == 2, "both closings"
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("DELETE FROM access")


def test_a_beginning_that_nobody_closed_is_missed(layout: Layout) -> None:
    fill(layout, 4)
    with database.writing(layout) as connection:
        connection.execute("DROP TRIGGER access_remains")
        connection.execute("DELETE FROM access WHERE number < 3")
    with database.writing(layout) as connection:
        for act in (
            lambda: access.verify(connection),
            lambda: access.close(connection, NOW + dt.timedelta(days=1), ("c", "王"), NOW),
        ):
            with pytest.raises(LogBroken) as caught:
                act()
            assert caught.value.where["number"] == 1


def _hash(connection: sqlite3.Connection, number: int) -> str:
    [found] = connection.execute("SELECT hash FROM access WHERE number = ?", (number,)).fetchone()
    return str(found)
