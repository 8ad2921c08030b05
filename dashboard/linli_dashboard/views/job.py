"""Long work: asked for, followed while it goes on, called off. Which it is stands in the address."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Refused, Told
from linli_dashboard.frame import Frame

JOB = "job"
EVERY = 1.0
"""Seconds between two looks."""

UNDER_WAY = ("queued", "running")


def begin(frame: Frame, path: str, body: object) -> None:
    """Ask for long work; a refusal is shown here."""
    try:
        job = frame.client.post(path, body)
    except Refused as refused:
        show.problem(refused.problem)
        return
    frame.keep(**{JOB: str(job["id"])})
    st.rerun()


def under_way(frame: Frame) -> bool:
    """How the page's job stands, and whether it still goes on: then it is looked at again and again."""
    name = frame.own(JOB)
    if not name:
        return False
    try:
        job = frame.client.get(f"/jobs/{name}")
    except Refused as refused:
        frame.keep(**{JOB: ""})
        show.problem(refused.problem)
        return False
    if job["state"] not in UNDER_WAY:
        _over(frame, job)
        return False
    st.fragment(_watch, run_every=EVERY)(frame, name)
    return True


def follow(frame: Frame, name: str) -> None:
    """How a job goes on that the page's own question has asked for; the page is told anew once it is done."""
    st.fragment(_follow, run_every=EVERY)(frame, name)


def _follow(frame: Frame, name: str) -> None:
    job = frame.client.get(f"/jobs/{name}")
    if job["state"] == "done":
        st.rerun()
    if job["state"] not in UNDER_WAY:
        # Told anew the page would ask for the same once more, and so on for ever.
        _over(frame, job)
        return
    _progress(frame, name, job)


def _watch(frame: Frame, name: str) -> None:
    try:
        job = frame.client.get(f"/jobs/{name}")
    except Refused as refused:
        show.problem(refused.problem)
        return
    if job["state"] not in UNDER_WAY:
        st.rerun()
    _progress(frame, name, job)


def _progress(frame: Frame, name: str, job: Told) -> None:
    share = job["done"] / job["total"] if job["total"] else 0.0
    st.progress(min(share, 1.0), text=show.plain(_said(frame, job)))
    if job["stopping"]:
        st.caption(frame.say("job_stopping"))
    elif st.button(frame.say("job_cancel"), key="job_cancel", icon=":material/stop_circle:"):
        frame.client.delete(f"/jobs/{name}")
        st.rerun(scope="fragment")


def _said(frame: Frame, job: Told) -> str:
    parts = [f"{job['kind_text']} · {job['state_text']}"]
    if job["total"]:
        parts.append(f"{job['done']} / {job['total']}")
    if job["stage_text"]:
        parts.append(str(job["stage_text"]))
    return " · ".join(parts)


def _over(frame: Frame, job: Told) -> None:
    """What became of it, until it is put away."""
    said = show.plain(f"{job['kind_text']} · {job['state_text']}")
    if job["state"] == "done":
        st.success(said, icon=":material/check:")
    elif job["error"]:
        what, do = show.plain(job["error"]["what"]), show.plain(job["error"]["do"])
        st.error(f"**{said}** · {job['error']['code']}\n\n{what}\n\n→ {do}", icon=":material/error:")
    else:
        st.warning(said)
    st.button(frame.say("job_away"), key="job_away", type="tertiary", on_click=frame.keep, kwargs={JOB: ""})
