"""Jobs as the API gives them."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal
from urllib.parse import urlencode

from pydantic import BaseModel, Field

from linli.messages.catalogue import Lang, explain, say
from linli.services.jobs import Job, error_of
from linli_api.asking import Plain
from linli_api.paging import Page

State = Literal["queued", "running", "done", "failed", "cancelled", "lost"]
Kind = Literal["build", "audit", "compare"]
STAGES = ("read", "state", "merge", "derive", "facts", "graph", "check", "swap")


class Failure(BaseModel):
    """Why a job failed."""

    code: str = Field(examples=["LN-W04"])
    what: str = Field(description="what happened", examples=["另一个进程正在使用这个工作区。"])
    do: str = Field(description="what the reader can do")


class JobShown(BaseModel):
    """A job."""

    id: str = Field(examples=["j0123456789abcdef"])
    kind: Kind = Field(examples=["build"])
    kind_text: str = Field(examples=["生成图"])
    state: State = Field(examples=["running"])
    state_text: str = Field(examples=["进行中"])
    given: dict[str, Any] = Field(description="what it was asked with", examples=[{"known_on": None}])
    by: str = Field(description="who asked for it", examples=["王审计"])
    stage: str = Field(description="what it is at: a stage of the build, or a rule", examples=["graph"])
    stage_text: str = Field(examples=["写图"])
    done: int = Field(description="steps that are done", examples=[3])
    total: int = Field(description="steps in all; 0 where nobody can tell", examples=[40])
    stopping: bool = Field(description="whether it was called off and ends at its next step")
    at: dt.datetime = Field(description="when it was asked for")
    started: dt.datetime | None
    ended: dt.datetime | None
    result: dict[str, Any] | None = Field(
        description="what came of it: `snapshot` of a build, `run` of an audit, `days` of a comparison",
        examples=[{"run": 12}],
    )
    error: Failure | None = Field(description="why it failed")
    links: dict[str, str] = Field(
        description="where to look: `self`, `events`, and `result` once it is done",
        examples=[{"self": "/jobs/j0123456789abcdef"}],
    )


class Jobs(Page[JobShown]):
    """Jobs, the newest first."""


def told(job: Job, lang: Lang) -> Plain:
    """A job."""
    error = error_of(job)
    why = explain(error, lang) if error else None
    return {
        "id": job.id,
        "kind": job.kind,
        "kind_text": say(f"job_{job.kind}", lang),
        "state": job.state,
        "state_text": say(f"job_state_{job.state}", lang),
        "given": dict(job.given),
        "by": job.called,
        "stage": job.stage,
        "stage_text": say(f"stage_{job.stage}", lang) if job.stage in STAGES else job.stage,
        "done": job.done,
        "total": job.total,
        "stopping": job.stop and job.state == "running",
        "at": _when(job.at),
        "started": _when(job.started),
        "ended": _when(job.ended),
        "result": job.result,
        "error": {"code": why.code, "what": why.what, "do": why.do} if why else None,
        "links": _links(job),
    }


def _links(job: Job) -> dict[str, str]:
    links = {"self": f"/jobs/{job.id}", "events": f"/jobs/{job.id}/events"}
    if job.result and "run" in job.result:
        links["result"] = f"/audits/{job.result['run']}"
    elif job.result and "days" in job.result:
        days = dict(zip(("from_day", "to_day"), job.result["days"], strict=True))
        asked = urlencode({**days, "area": job.result["areas"]}, doseq=True)
        links["result"] = f"/audits/difference?{asked}"
    elif job.result and "snapshot" in job.result:
        links["result"] = f"/snapshots/{job.result['snapshot']}"
    return links


def _when(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat(timespec="milliseconds")
