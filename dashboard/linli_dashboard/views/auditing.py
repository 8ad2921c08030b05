"""Audits: starting one, watching it, and what changed since the last."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame

ENDED = ("done", "failed", "cancelled", "lost")
KINDS = ("new", "fixed", "persisting")


def change(frame: Frame) -> None:
    """What the newest audit found anew, and what is mended, beside the one before it. Raises Refused."""
    told = frame.client.get("/audits/difference", area=frame.place.area, limit=1)
    first, second = told["first"], told["second"]
    st.caption(frame.say("audit_change", first=first["run"], second=second["run"]))
    with st.container(horizontal=True):
        for kind in KINDS:
            st.metric(frame.say(f"audit_{kind}"), sum(one[kind] for one in told["counts"]))
    for note in told["notes"]:
        st.caption(show.plain(note))


def start(frame: Frame) -> None:
    """A button that starts an audit of the area and day above; then how far it is. Raises Refused."""
    job = frame.own("job")
    if job:
        _watch(frame, job)
        return
    if st.button(frame.say("audit_start"), help=frame.say("audit_start_help"), icon=":material/fact_check:"):
        area = [frame.place.area] if frame.place.area else None
        asked = frame.client.post("/audits", {"area": area, "as_of": frame.place.as_of or None})
        frame.keep(job=str(asked["id"]))
        st.rerun()


def _watch(frame: Frame, job: str) -> None:
    """How far a job is, looked at again and again until it has ended; then the page is told anew."""
    told = frame.client.get(f"/jobs/{job}")
    if told["state"] in ENDED:
        _ended(frame, told)
        return

    @st.fragment(run_every=1.0)
    def progress() -> None:
        now = frame.client.get(f"/jobs/{job}")
        share = now["done"] / now["total"] if now["total"] else 0.0
        st.progress(min(share, 1.0), f"{now['state_text']} {now['stage_text']}".strip())
        if now["state"] in ENDED:
            st.rerun()

    progress()


def _ended(frame: Frame, told: Told) -> None:
    if told["state"] == "done":
        result = told["result"] or {}
        st.success(frame.say("audit_done", run=result.get("run", "")), icon=":material/check:")
    else:
        error = told["error"] or {"what": told["state_text"], "do": ""}
        st.error(show.plain(f"{error['what']} {error['do']}".strip()), icon=":material/error:")
    if st.button(frame.say("audit_again")):
        frame.keep(job="")
        st.rerun()
