"""Long work: done in whichever worker takes it, seen by all, called off, never lost in silence."""

from __future__ import annotations

import datetime as dt
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from linli.errors import AreaUnknown, Said, TooOften, WorkspaceBusy
from linli.services import job_kinds
from linli.services.job_kinds import Kind, Task
from linli.services.jobs import ALONE, QUEUE, Jobs, error_of
from linli.workspace.state.jobs import SILENT
from tests.api.working import as_role, copied, get, over, waited

NOW = dt.datetime(2025, 7, 1, 9, tzinfo=dt.UTC)
AT = NOW.timestamp()
WHO = ("u-one", "王审计")


@pytest.fixture
def own(workspace: Path, tmp_path: Path) -> Path:
    return copied(workspace, tmp_path)


@pytest.fixture
def jobs(own: Path) -> Iterator[Jobs]:
    made = Jobs(own)
    yield made
    made.close()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Work that goes on until the event is set, step by step."""
    done = threading.Event()

    def work(task: Task) -> dict[str, Any]:
        step = 0
        while not done.is_set():
            step += 1
            task.progress("read", step, 0)
            time.sleep(0.01)
        return {"run": step}

    monkeypatch.setitem(job_kinds.KINDS, "audit", Kind(work, alone=False))
    monkeypatch.setitem(job_kinds.KINDS, "build", Kind(work, alone=True))
    return done


def test_one_build_is_under_way_at_a_time_whoever_works(jobs: Jobs) -> None:
    first = jobs.ask("build", {"known_on": None}, WHO, NOW)
    assert jobs.ask("build", {"known_on": None}, WHO, NOW).id == first.id, "it waits: it is the same"
    assert (taken := jobs.claim("a", AT)) and taken.id == first.id
    second = jobs.ask("build", {"known_on": None}, WHO, NOW)
    assert second.id != first.id, "what came in after the first began is not in it"
    assert jobs.claim("b", AT) is None
    audit = jobs.ask("audit", {"areas": None}, WHO, NOW)
    assert (other := jobs.claim("b", AT)) and other.id == audit.id
    jobs.finish(first.id, "a", "done", AT, {"snapshot": "x"})
    assert (last := jobs.claim("b", AT)) and last.id == second.id
    assert ALONE == ("build",)


def test_a_days_build_that_is_under_way_is_the_same(jobs: Jobs) -> None:
    first = jobs.ask("build", {"known_on": "2025-07-01"}, WHO, NOW)
    jobs.claim("a", AT)
    assert jobs.ask("build", {"known_on": "2025-07-01"}, WHO, NOW).id == first.id
    assert jobs.ask("build", {"known_on": "2025-07-02"}, WHO, NOW).id != first.id


def test_a_job_of_which_nobody_hears_is_lost_and_makes_way(jobs: Jobs) -> None:
    first = jobs.ask("build", {"known_on": None}, WHO, NOW)
    jobs.claim("a", AT)
    second = jobs.ask("build", {"known_on": None}, WHO, NOW)
    assert not jobs.tell(first.id, "a", ("facts", 0, 0), AT + 5)
    assert jobs.find(first.id, AT + 5 + SILENT - 1).state == "running"
    late = AT + 5 + SILENT
    assert jobs.find(first.id, late).state == "lost"
    assert (taken := jobs.claim("b", late)) and taken.id == second.id
    assert [one.state for one in jobs.every(late) if one.id == first.id] == ["lost"]
    # Its worker was only slow, and says so before anybody asks again.
    jobs.finish(first.id, "a", "done", late + 1, {"snapshot": "x"})
    assert jobs.find(first.id, late + 1).state == "done"


def test_a_job_put_back_is_taken_by_another_and_its_first_worker_has_no_say(jobs: Jobs) -> None:
    job = jobs.ask("audit", {}, WHO, NOW)
    jobs.claim("a", AT)
    jobs.finish(job.id, "a", "queued", AT)
    assert (taken := jobs.claim("b", AT)) and taken.id == job.id
    assert jobs.tell(job.id, "a", ("x", 1, 2), AT), "it is another's: stop"
    jobs.finish(job.id, "a", "failed", AT, error=AreaUnknown(area="x"))
    assert jobs.find(job.id, AT).state == "running"


@pytest.mark.parametrize(
    "error", [AreaUnknown(area="990101"), WorkspaceBusy(folder="/a/b/own", holder=Said("form_pdf"))]
)
def test_an_error_is_told_as_it_was_without_folders(jobs: Jobs, error: Any) -> None:
    job = jobs.ask("audit", {}, WHO, NOW)
    jobs.claim("a", AT)
    jobs.finish(job.id, "a", "failed", AT, error=error)
    told = error_of(jobs.find(job.id, AT))
    assert told and type(told) is type(error)
    assert told.where == {**error.where, **({"folder": "own"} if "folder" in error.where else {})}


def test_too_many_that_wait_are_refused(jobs: Jobs) -> None:
    for number in range(QUEUE):
        jobs.ask("audit", {"number": number}, WHO, NOW)
    with pytest.raises(TooOften):
        jobs.ask("audit", {"number": -1}, WHO, NOW)


def test_a_build_is_done_and_told_in_every_worker(own: Path) -> None:
    with as_role(own, "auditor") as one, as_role(own, "auditor") as other:
        response = one.post("/snapshots", json={"known_on": None})
        told = over(other, response.json()["id"])
        assert (told["state"], told["by"], told["error"]) == ("done", "test-auditor", None)
        assert other.get(told["links"]["result"]).json()["in_use"] is True
        listed = get(other, "/jobs", kind="build", status="done")
        assert [one["id"] for one in listed["items"]] == [told["id"]]
        assert get(one, told["links"]["self"], "/jobs/{job}") == told
        assert one.get("/jobs", params={"kind": "audit"}).json()["total"] == 0


def test_one_under_way_is_called_off_at_its_next_step(own: Path, gate: threading.Event) -> None:
    with as_role(own, "auditor") as client:
        job = client.post("/audits", json={"area": None}).json()["id"]
        waiting = client.post("/audits", json={"area": None, "as_of": "2025-01-01"}).json()["id"]
        while client.get(f"/jobs/{job}").json()["state"] == "queued":
            time.sleep(0.02)
        assert client.delete(f"/jobs/{waiting}").json()["state"] == "cancelled", "it has not begun"
        assert client.delete(f"/jobs/{job}").status_code == 200
        assert over(client, job)["state"] == "cancelled"
        assert client.delete(f"/jobs/{job}").json()["state"] == "cancelled", "it stays over"


def test_a_server_that_is_shut_down_puts_its_job_back_and_the_next_one_does_it(
    own: Path, gate: threading.Event
) -> None:
    with as_role(own, "auditor") as client:
        job = client.post("/audits", json={"area": None}).json()["id"]
        while client.get(f"/jobs/{job}").json()["state"] == "queued":
            time.sleep(0.02)
    looking = Jobs(own)
    assert looking.find(job, time.time()).state == "queued"
    looking.close()
    gate.set()
    with as_role(own, "auditor") as client:
        assert over(client, job)["state"] == "done", "without being asked for again"


def test_one_that_fails_says_why_in_the_readers_language(own: Path) -> None:
    with as_role(own, "auditor") as client:
        response = client.post("/snapshots", json={"known_on": "1999-01-01"})
        told = waited(client, response)
        assert (told["state"], told["error"]["code"]) == ("failed", "LN-W09")
        english = client.get(f"/jobs/{told['id']}", headers={"Accept-Language": "en"}).json()
        assert english["error"]["what"] != told["error"]["what"]


def test_one_that_nobody_foresaw_fails_without_telling_how(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(task: Task) -> dict[str, Any]:
        raise RuntimeError("secret of the machine")

    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    monkeypatch.setitem(job_kinds.KINDS, "audit", Kind(work, alone=False))
    with as_role(own, "auditor") as client:
        told = waited(client, client.post("/audits", json={"area": None}))
        assert told["state"] == "failed" and told["error"]["code"] == "LN-000"
        assert "secret" not in json.dumps(told)


def test_events_tell_each_move_and_end_with_the_job(own: Path, gate: threading.Event) -> None:
    with as_role(own, "auditor") as client:
        job = client.post("/audits", json={"area": None}).json()["id"]
        threading.Timer(1.0, gate.set).start()
        with client.stream("GET", f"/jobs/{job}/events") as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            lines = [line for line in stream.iter_lines() if line.startswith("data:")]
    told = [json.loads(line.removeprefix("data:")) for line in lines]
    assert len(told) >= 2 and told[-1]["state"] == "done"
    assert all(one["id"] == job for one in told)


@pytest.mark.parametrize("path", ["/jobs/nothing", "/jobs/nothing/events"])
def test_an_unknown_one_is_a_problem(client: TestClient, own: Path, path: str) -> None:
    with as_role(own, "auditor") as asked:
        response = asked.get(path)
    assert (response.status_code, response.json()["code"]) == (404, "LN-R50")
