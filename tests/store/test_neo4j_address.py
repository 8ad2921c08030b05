"""Addresses and credentials: what is let in, and that no secret comes out again."""

from __future__ import annotations

from pathlib import Path

import pytest

from linli.errors import StoreAddress, StoreRefused
from linli.store import credentials
from linli.store.neo4j_connection import SCHEMES, check_address
from linli.store.rows import from_values, schema
from tests.store.asking import query


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_of_the_driver_is_an_address(scheme: str) -> None:
    assert check_address(f"{scheme}://graph.example:7687") == f"{scheme}://graph.example:7687"


@pytest.mark.parametrize(
    "address", ["bolt://localhost", "bolt://127.0.0.1:7687/", "neo4j://[::1]:7687", "neo4j://图.example"]
)
def test_hosts(address: str) -> None:
    assert check_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "localhost:7687",
        "http://localhost:7474",
        "bolt://",
        "bolt://:7687",
        "bolt://localhost:port",
        "bolt://localhost:7687/neo4j",
        "neo4j://localhost:7687?password=hunter2",
        "bolt://localhost:7687#hunter2",
        "bolt://neo4j:hunter2@localhost:7687",
        "http://neo4j:hunter2@localhost:7474",
        "neo4j:hunter2@localhost",
        "bolt://neo4j:hunter2",
    ],
)
def test_anything_else_is_refused_and_no_secret_repeated(address: str) -> None:
    with pytest.raises(StoreAddress) as caught:
        check_address(address)
    assert "hunter2" not in str(caught.value) + repr(caught.value)
    assert caught.value.__context__ is None


def test_password_from_a_variable_a_file_or_neither(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("from-file\n", encoding="utf-8")
    given = {credentials.PASSWORD: "from-variable", credentials.PASSWORD_FILE: str(file)}
    assert credentials.from_environment(given).password == "from-variable"
    assert credentials.from_environment({credentials.PASSWORD_FILE: str(file)}).password == "from-file"
    assert credentials.from_environment({credentials.USER: "u", credentials.PASSWORD: "p"}).user == "u"
    for lacking in ({}, {credentials.PASSWORD_FILE: str(tmp_path / "none")}, {credentials.PASSWORD: ""}):
        with pytest.raises(StoreRefused):
            credentials.from_environment(lacking)


def test_credentials_do_not_show_the_password() -> None:
    secret = credentials.Credentials("neo4j", "hunter2")
    assert "hunter2" not in f"{secret} {secret!r}"


def test_an_answer_without_rows_is_typed_all_the_same() -> None:
    asked = query("", a="text", b="count", c="ratio", d="yes_no", e="date", f="start", g="term")
    table = from_values(asked, [])
    assert table.schema == schema(asked)
    assert [str(kind) for kind in table.schema.types] == [
        *("string", "int64", "double", "bool", "date32[day]", "date32[day]", "date32[day]", "string"),
    ]
