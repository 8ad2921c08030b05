"""Findings and their mending: kept audits, what each found, what changed, waived, to be mended."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.views import (
    choosing,
    doing,
    findings_change,
    findings_list,
    findings_mend,
    findings_one,
    findings_waived,
    job,
)

AUDITORS = ("auditor", "admin")
RUNS = 100
"""Kept audits that can be chosen."""

NEWEST = "own_findings_newest"
"""Key of the session: the newest audit when the page was last shown."""

FORMS = ("xlsx", "html", "csv", "json")


def page(frame: Frame) -> None:
    """A part of the page, or one finding. Raises Refused."""
    doing.done()
    auditor = frame.who.role in AUDITORS
    names = ["list", "change", *(("mend", "waived", "files") if auditor else ())]
    part = choosing.part(frame, {name: frame.say(f"findings_{name}") for name in names})
    runs = frame.client.get("/audits", limit=RUNS)["items"]
    going = job.under_way(frame)
    _newest(frame, runs)
    finding = frame.own("finding")
    if not runs:
        if auditor:
            _start(frame, going)
        st.info(frame.say("findings_none_kept" if auditor else "overview_no_run"))
        return
    if finding:
        findings_one.part(frame, frame.own("run") or str(runs[0]["run"]), finding)
        return
    parts: dict[str, Callable[[], None]] = {
        "list": lambda: _findings(frame, runs, going),
        "change": lambda: findings_change.part(frame, runs),
        "mend": lambda: findings_mend.part(frame),
        "waived": lambda: findings_waived.part(frame),
        "files": lambda: _files(frame, runs),
    }
    parts[part]()


def _newest(frame: Frame, runs: list[Told]) -> None:
    """Turn to an audit that was made while the page was open."""
    number = runs[0]["run"] if runs else None
    if st.session_state.setdefault(NEWEST, number) != number:
        st.session_state[NEWEST] = number
        st.session_state.pop(choosing.key_of("run"), None)
        frame.keep(run="")


def named(frame: Frame, run: Told) -> str:
    """A kept audit in a list of choices."""
    return frame.say(
        "findings_run",
        run=run["run"],
        at=show.moment(str(run["at"])),
        as_of=run["as_of"],
        pack=run["label"][frame.lang],
        findings=run["findings"],
    )


def chosen(frame: Frame, runs: list[Told]) -> Told:
    """The kept audit that is read: the newest unless chosen."""
    known = {str(one["run"]): named(frame, one) for one in runs}
    number = choosing.one_of(frame, "run", frame.say("findings_which"), known)
    return next(one for one in runs if str(one["run"]) == number)


def _findings(frame: Frame, runs: list[Told], going: bool) -> None:
    """The findings of an audit, and beside its choice the button that makes another."""
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        run = chosen(frame, runs)
    if frame.who.role in AUDITORS:
        with right:
            _start(frame, going)
    findings_list.part(frame, run)


def _start(frame: Frame, going: bool) -> None:
    """The button that starts an audit of the area and the day chosen at the top."""
    wanted = {"area": [frame.scope["area"]] if frame.scope["area"] else None}
    day = {"as_of": frame.scope["as_of"]} if frame.scope["as_of"] else {}
    if st.button(
        frame.say("findings_start"),
        type="primary",
        disabled=going,
        icon=":material/fact_check:",
        help=frame.say("findings_start_says"),
        width="stretch",
    ):
        job.begin(frame, "/audits", {**wanted, **day})


def _files(frame: Frame, runs: list[Told]) -> None:
    """The report of an audit as a file."""
    run, area = chosen(frame, runs), frame.scope["area"]
    form = choosing.flat(
        frame, "form", frame.say("findings_form"), {one: frame.say(f"findings_form_{one}") for one in FORMS}
    )
    st.caption(show.plain(frame.say("findings_files_says")))
    doing.file(
        frame,
        f"{run['run']}_{form}_{area}",
        frame.say("findings_file_make"),
        lambda: frame.client.file(f"/audits/{run['run']}/file", format=form, area=area),
        main=True,
    )
