"""Ledgers over HTTP: looked at, taken in, refused in words whatever is sent; no file stays behind."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api import little
from tests.api.working import HERE, THERE, as_role, copied, fits, get
from tests.cli.test_adding import ODD
from tests.ledger.formats import makers
from tests.ledger.formats.test_hostile import CORNERS, ENTITIES
from tests.ledger.tables.drawn import Case, cases

SAID = {"day": "2025-06-30", "mode": "adds"}


@pytest.fixture(scope="module")
def own(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(workspace, tmp_path_factory.mktemp("ledgers"))


@pytest.fixture(scope="module")
def auditor(own: Path) -> Iterator[TestClient]:
    with as_role(own, "auditor") as client:
        yield client


def sent(client: TestClient, path: str, name: str, data: bytes, said: Any = None) -> Any:
    form = {"said": json.dumps(said or {})}
    return client.post(path, files={"files": (name, data)}, data=form)


def test_a_file_is_looked_at_and_then_taken_in(auditor: TestClient, own: Path) -> None:
    content = little.MORE.encode()
    kept = len(list((own / "sources").iterdir()))
    looked = sent(auditor, "/ledgers/inspect", "more.csv", content, SAID).json()
    fits(auditor, "/ledgers/inspect", looked, "post")
    [table] = looked["tables"]
    assert (table["kind"], table["rows"], table["unsure"], table["problem"]) == ("compounds", 1, [], None)
    assert [column["column"] for column in table["columns"]][:2] == ["area", "name"]
    assert len(list((own / "sources").iterdir())) == kept, "looking keeps nothing"
    said = {**SAID, "confirmed": {table["shape"]: table["mapping"]}}
    taken = sent(auditor, "/ledgers", "more.csv", content, said)
    assert taken.status_code == 201
    fits(auditor, "/ledgers", taken.json(), "post")
    assert taken.json()["files"][0]["known"] is False
    again = sent(auditor, "/ledgers", "more.csv", content, SAID).json()
    assert again["files"][0]["known"] is True
    assert sent(auditor, "/ledgers/inspect", "more.csv", content).json()["known"] == ["more.csv"]
    listed = get(auditor, "/ledgers")["items"]
    assert (listed[0]["file"], listed[0]["series"], listed[0]["counts"]) == (
        "more.csv",
        f"compounds/{THERE}",
        True,
    )
    assert len(list((own / "sources").iterdir())) == kept + 1


def test_what_is_unsure_has_to_be_confirmed(auditor: TestClient) -> None:
    looked = sent(auditor, "/ledgers/inspect", "odd.csv", ODD.encode()).json()
    assert [one["unsure"] for one in looked["tables"]] == [["负责同志"]]
    taken = sent(auditor, "/ledgers", "odd.csv", ODD.encode())
    assert (taken.status_code, taken.json()["code"]) == (422, "LN-L11")
    [table] = looked["tables"]
    said = {"confirmed": {table["shape"]: table["mapping"]}}
    assert sent(auditor, "/ledgers", "odd.csv", ODD.encode(), said).status_code == 201
    later = ODD.replace("2025-06-30", "2025-07-31").encode()
    assert sent(auditor, "/ledgers/inspect", "odd.csv", later).json()["tables"][0]["confirmed"] is True


def test_a_ledger_that_lacks_a_heading_is_shown_and_can_be_mapped(auditor: TestClient) -> None:
    text = little.LEDGERS["posts"].replace("组织名称", "甲方").encode()
    looked = sent(auditor, "/ledgers/inspect", "lacking.csv", text, SAID).json()
    fits(auditor, "/ledgers/inspect", looked, "post")
    [table] = looked["tables"]
    assert table["kind"] == "posts" and table["problem"] and looked["keeping"] == []
    assert "甲方" in [one["heading"] for one in table["columns"]]
    refused = sent(auditor, "/ledgers", "lacking.csv", text, SAID)
    assert refused.status_code == 422, "what lacks a heading is looked at, never taken in"
    mapping = {**table["mapping"], "columns": {**table["mapping"]["columns"], "甲方": "body"}}
    said = {**SAID, "confirmed": {table["shape"]: mapping}}
    looked = sent(auditor, "/ledgers/inspect", "lacking.csv", text, said).json()
    assert [(one["problem"], one["confirmed"]) for one in looked["tables"]] == [(None, True)]


def test_what_would_be_kept_says_its_series_and_what_is_built_is_told(auditor: TestClient) -> None:
    old = little.LEDGERS["venues"] + "990101001001,松涛苑,议事厅,议事厅,30,松涛苑\n"
    new = old.replace("990101001001", "990101001002").replace("松涛苑", "兰亭里")
    for text, begins, mode in ((old, False, "adds"), (new, True, "replaces")):
        looked = sent(auditor, "/ledgers/inspect", "v.csv", text.encode(), {"day": "2025-06-30"}).json()
        [kept] = looked["keeping"]
        assert (kept["kind"], kept["rows"], kept["begins"], kept["mode"]) == ("venues", 2, begins, mode)
    before = listed(auditor, built=True)
    assert {one["file"] for one in before} == {f"{name}.csv" for name in little.LEDGERS}
    assert sent(auditor, "/ledgers", "v.csv", old.encode(), SAID).status_code == 201
    waits = listed(auditor, built=False)
    assert waits[0]["file"] == "v.csv" and not any(one["built"] for one in waits)
    assert len(listed(auditor)) == len(before) + len(waits)


def listed(client: TestClient, **asked: bool) -> list[dict[str, Any]]:
    """The tables that were handed in."""
    items: list[dict[str, Any]] = client.get("/ledgers", params={"limit": 500, **asked}).json()["items"]
    return items


def test_files_of_a_zip_write_nowhere(auditor: TestClient, tmp_path: Path) -> None:
    data = makers.zipped({"../../evil.csv": little.MORE})
    assert sent(auditor, "/ledgers/inspect", "climbing.zip", data, SAID).status_code == 200
    assert not list(tmp_path.parent.rglob("evil.csv"))


def test_who_was_given_an_area_hands_in_its_ledgers_and_sees_no_others(own: Path) -> None:
    with as_role(own, "auditor", [HERE]) as client:
        for path in ("/ledgers/inspect", "/ledgers"):
            assert sent(client, path, "more.csv", little.MORE.encode(), SAID).json()["code"] == "LN-U03"
        named = {**SAID, "series": "posts/990101"}
        mine = little.MORE.replace(THERE, HERE).encode()
        assert sent(client, "/ledgers", "mine.csv", mine, named).json()["code"] == "LN-U03"
        assert sent(client, "/ledgers/inspect", "mine.csv", mine, SAID).status_code == 200
        assert {one["area"][:12] for one in get(client, "/ledgers")["items"]} <= {HERE}
        whole = {"kinds": ["posts"], "area": THERE, "day": "2025-06-30"}
        assert client.post("/ledgers/complete", json=whole).json()["code"] == "LN-U03"
        posts = little.LEDGERS["posts"].encode()
        assert client.post("/ledgers/annotated", files={"file": ("p.csv", posts)}).json()["code"] == "LN-U03"


def test_what_was_wrong_and_where_ledgers_disagree(auditor: TestClient) -> None:
    wrong = get(auditor, "/ledgers/rejects")
    assert wrong["total"] and all(one["what"] for one in wrong["items"])
    get(auditor, "/ledgers/conflicts")
    get(auditor, "/ledgers/series")
    for form, begin in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
        response = auditor.get("/ledgers/rejects", params={"format": form})
        assert response.status_code == 200 and response.content.startswith(begin)
    posts = auditor.post(
        "/ledgers/annotated", files={"file": ("posts.csv", little.LEDGERS["posts"].encode())}
    )
    assert posts.status_code == 200 and posts.content.startswith(b"PK")
    never = auditor.post("/ledgers/annotated", files={"file": ("x.csv", b"a,b\n1,2\n")})
    assert (never.status_code, never.json()["code"]) == (422, "LN-R10")
    kinds = get(auditor, "/ledgers/kinds")["kinds"]
    assert {"holder", "post"} <= {
        one["column"] for kind in kinds if kind["kind"] == "posts" for one in kind["columns"]
    }
    for one in kinds[:2]:
        assert auditor.get(f"/ledgers/templates/{one['kind']}").content.startswith(b"PK")
    found = auditor.get("/people", params={"name": "张三"}).json()["items"][0]["person"]
    cells = get(auditor, f"/ledgers/cells/{found}", "/ledgers/cells/{fact}")["cells"]
    assert {one["value"] for one in cells} >= {"张三"}
    whole = {"kinds": ["venues"], "area": HERE, "day": "2025-06-30"}
    assert auditor.post("/ledgers/complete", json=whole).status_code == 204
    assert auditor.post("/ledgers/complete", json={**whole, "area": "1"}).json()["code"] == "LN-R04"


def drawn(case: Case) -> list[bytes]:
    """The sheets of a manner of keeping a ledger, as text in columns: no process is begun to read that."""
    files = []
    for one in case.sheets:
        file = io.StringIO()
        csv.writer(file).writerows(one.sheet().cells.iter_rows())
        files.append(file.getvalue().encode())
    return files


BAD = {
    "corners.xlsx": makers.workbook_of(CORNERS),
    "entities.xlsx": makers.zipped(
        {**makers.unzipped(makers.workbook([["a"]])), "xl/workbook.xml": ENTITIES.encode()}
    ),
    "entities.docx": makers.zipped(
        {**makers.unzipped(makers.document("")), "word/document.xml": ENTITIES.encode()}
    ),
    "half.xlsx": makers.workbook([["姓名", "职务"]])[:700],
    "picture.xlsx": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "paper.pdf": b"%PDF-1.7\n",
    "old.doc": makers.compound({"WordDocument": bytes(4096)}),
    "empty.csv": b"",
    "blank.csv": b"\n\n\n",
    "nothing.xlsx": makers.workbook([]),
    "headings.csv": "社区代码,小区名称\n".encode(),
    "quotes.csv": '社区代码,小区名称\n"990101001001,松涛苑\n'.encode(),
    "nul.csv": b"\x00\x01\x02\x03" * 100,
    "latin.csv": bytes(range(128, 256)) * 4,
    "zip.zip": makers.zipped({"a.zip": makers.zipped({"b.csv": "a,b\n"})}),
    "../../../etc/passwd": b"root:x:0:0\n",
    "": b"a,b\n1,2\n",
    "长" * 300 + ".csv": b"a,b\n1,2\n",
    "a\r\nSet-Cookie: x.csv": b"a,b\n1,2\n",
}


TWICE = ("half.xlsx", "paper.pdf", "empty.csv", "nul.csv", "../../../etc/passwd")
"""Those that are sent to the other addresses that take files as well."""


@pytest.mark.parametrize("name", BAD, ids=[repr(name[:20]) for name in BAD])
def test_a_bad_file_is_refused_in_words(
    auditor: TestClient, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept = len(list((own / "sources").iterdir()))
    response = sent(auditor, "/ledgers", name, BAD[name], SAID)
    assert response.status_code == 422, response.text
    assert response.headers["content-type"] == "application/problem+json"
    if name:
        assert response.json()["code"].startswith("LN-L"), response.text
    for path in ("/ledgers/annotated", "/rectification/returns") if name in TWICE else ():
        response = auditor.post(path, files={"file": (name or "x", BAD[name])})
        assert response.status_code in (404, 409, 422), response.text
    assert len(list((own / "sources").iterdir())) == kept
    assert not list(tmp_path.iterdir()), "nothing stays in the folder for passing files"


CASES = cases()


def test_every_manner_of_the_corpus_is_understood_or_refused(auditor: TestClient) -> None:
    seen = set()
    for name, case in CASES.items():
        for data in drawn(case):
            response = sent(auditor, "/ledgers/inspect", f"{name}.csv", data, SAID)
            assert response.status_code in (200, 422), f"{name}: {response.text}"
            seen.add(response.status_code)
            if response.status_code == 200:
                fits(auditor, "/ledgers/inspect", response.json(), "post")
            else:
                assert response.json()["code"].startswith("LN-L"), name
    assert seen == {200, 422}


WRONG: dict[str, Any] = {
    "no json": "{",
    "a list": [],
    "another field": {"colour": "red"},
    "no day": {"day": "tomorrow"},
    "another mode": {"mode": "mixes"},
    "a kind that is none": {"kind": "nothing"},
    "a mapping of no kind": {"mapping": {"kind": "nothing"}},
    "a mapping to no column": {"mapping": {"kind": "posts", "columns": {"姓名": "name of the cat"}}},
}


@pytest.mark.parametrize("title", WRONG)
def test_what_is_said_wrongly_is_told_by_its_field(auditor: TestClient, title: str) -> None:
    said = WRONG[title] if isinstance(WRONG[title], str) else json.dumps(WRONG[title])
    files = {"files": ("more.csv", little.MORE.encode())}
    response = auditor.post("/ledgers/inspect", files=files, data={"said": said})
    assert response.status_code in (404, 422), response.text
    wanted = {"another field": ("LN-R55",)}.get(title, ("LN-R03", "LN-R05", "LN-D01"))
    assert response.json()["code"] in wanted
    lists = "kind" in title
    assert lists or "_" not in response.json()["do"], "no word of a library's own"


def test_a_file_that_is_too_large_is_not_read(own: Path) -> None:
    with as_role(own, "auditor", body_mb=1) as client:
        response = sent(client, "/ledgers", "big.csv", bytes(2 << 20))
        assert (response.status_code, response.json()["code"]) == (413, "LN-U10")
