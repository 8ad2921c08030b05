"""What the rules of cross appointment found in the newest audit: each with its evidence, and let stand by
auditors.
"""

from __future__ import annotations

import base64
import datetime as dt

import streamlit as st

from linli_dashboard import drawing, show
from linli_dashboard.client import Refused, Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views import turning
from linli_dashboard.views.overview import SIGNS

RULES = (
    "dual_entry",
    "branch_enters_committee",
    "committee_enters_branch",
    "company_enters_branch",
    "company_in_branch",
    "secretary_is_director",
    "secretary_is_grid_head",
    "secretary_manages_company",
    "committee_works_for_company",
    "community_works_for_company",
    "board_works_for_company",
    "committee_on_supervisory_board",
    "supervisor_in_supervised_firm",
    "person_with_many_posts",
)
"""The rules that ask who holds posts in several bodies."""
READERS, WAIVERS = ("planner", "auditor", "admin"), ("auditor", "admin")
NOT_FOUND = 404
DAYS = 180
FINDINGS, FOUND = "/audits/0/findings", "at_found"
"""Where findings are asked for, and where the address keeps the place in them."""


def show_all(frame: Frame, place: str = "") -> None:
    """The findings of these rules, and one of them opened.

    Parameters: `place`, the compound whose findings are wanted; all of the area unless given.
    Raises Refused.
    """
    st.subheader(frame.say("cross_found"))
    if frame.who.role not in READERS:
        st.info(frame.say("cross_found_not_for_you"))
        return
    try:
        told = turning.page_of(
            frame,
            FINDINGS,
            FOUND,
            area=frame.place.area,
            rule=list(RULES),
            place=place or None,
            sort="severity",
        )
    except Refused as refused:
        if refused.problem.status != NOT_FOUND:
            raise
        st.info(frame.say("overview_no_run"))
        return
    st.caption(frame.say("cross_run", run=told["run"], as_of=told["as_of"]))
    items = told["items"]
    rows = [_row(frame, one) for one in items]
    columns = [Column(one, frame.say(f"cross_{one}")) for one in ("severity", "says", "verdict", "waived")]
    key = f"own_found_{frame.own(FOUND)}"
    chosen = show.table(columns, rows, frame.lang, file="cross-findings", key=key, choose=True)
    turning.turn(frame, told, FOUND)
    if chosen is not None:
        frame.keep(finding=str(items[chosen]["id"]))
    if wanted := frame.own("finding"):
        for opened in frame.client.get(FINDINGS, area=frame.place.area, finding=[wanted])["items"]:
            _opened(frame, told, opened)


def _row(frame: Frame, one: Told) -> dict[str, str]:
    sure = "cross_sure" if one["certain"] else "cross_may"
    verdict = "cross_unknown" if one["verdict"] == "unknown" else sure
    return {
        "severity": f"{SIGNS[one['severity']]} {one['severity_text']}",
        "says": one["says"]["en" if frame.lang == "en" else "zh"],
        "verdict": frame.say(verdict),
        "waived": frame.say("cross_let", day=one["waived"]["until"]) if one["waived"] else "",
    }


def _opened(frame: Frame, told: Told, one: Told) -> None:
    """The evidence of a finding, and the form that lets it stand."""
    lang = "en" if frame.lang == "en" else "zh"
    path = f"/audits/{told['run']}/findings/{one['id']}"
    with st.container(border=True):
        st.markdown(f"**{show.plain(one['says'][lang])}**")
        st.caption(show.plain(one["citation"][lang]))
        st.markdown(f"→ {show.plain(one['remedy'][lang])}")
        with st.spinner(frame.say("loading")):
            text = frame.client.file(path, area=frame.place.area, format="text")
            picture = frame.client.file(path, area=frame.place.area, format="svg")
        st.image(
            f"data:{drawing.SVG};base64,{base64.b64encode(picture.content).decode()}",
            caption=frame.say("cross_evidence"),
        )
        with st.expander(frame.say("cross_cells")):
            st.code(text.content.decode("utf-8"), language=None, wrap_lines=True)
        if frame.who.role in WAIVERS:
            _waiver(frame, one)


def _waiver(frame: Frame, one: Told) -> None:
    """Let a finding stand until a day, or take that back."""
    if one["waived"]:
        number = one["waived"]["number"]
        st.info(frame.say("cross_stands", day=one["waived"]["until"]))
        if st.button(frame.say("cross_unwaive")):
            frame.client.delete(f"/waivers/{number}")
            st.rerun()
        return
    with st.form("own_waive", border=False):
        reason = st.text_input(frame.say("cross_reason"), help=frame.say("cross_reason_help"))
        # A day by the clock of who sits there, whatever day the pages are about.
        today = dt.datetime.now().astimezone().date()
        until = st.date_input(frame.say("cross_until_day"), today + dt.timedelta(days=DAYS), today)
        if not st.form_submit_button(frame.say("cross_waive")):
            return
    if not reason.strip():
        st.warning(frame.say("cross_no_reason"))
        return
    try:
        frame.client.post("/waivers", {"finding": one["id"], "reason": reason, "until": str(until)})
    except Refused as refused:
        show.problem(refused.problem)
        return
    st.rerun()
