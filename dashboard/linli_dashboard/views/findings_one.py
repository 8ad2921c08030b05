"""One finding: what it rests on, cell by cell, the rule, the remedy, a picture; letting it stand."""

from __future__ import annotations

import base64

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Refused, Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views import choosing, findings_stand
from linli_dashboard.views.findings_list import severity, sure

AUDITORS = ("auditor", "admin")

GONE = 404
"""Status of an answer about what is not there, or not any more."""


def part(frame: Frame, run: str, finding: str) -> None:
    """The finding in a run, or all that happened to one that is gone. Raises Refused."""
    st.button(frame.say("back_to_list"), on_click=frame.keep, kwargs={"finding": ""}, type="tertiary")
    path = f"/audits/{run}/findings/{finding}"
    try:
        with st.spinner(frame.say("findings_explaining")):
            told = frame.client.get(path)
            row = _row_of(frame, run, told)
    except Refused as refused:
        if refused.problem.status != GONE:
            raise
        show.problem(refused.problem)
    else:
        _explained(frame, told, row, path)
        if frame.who.role in AUDITORS:
            findings_stand.stand(frame, row, str(told["finding"]))
    if frame.who.role in AUDITORS:
        _history(frame, finding)


def _explained(frame: Frame, told: Told, row: Told | None, path: str) -> None:
    says = told["says"][frame.lang]
    if row:
        st.subheader(show.plain(row["title"][frame.lang]))
        _marks(frame, row)
    st.markdown(f"###### {show.plain(says['facts_head'])}")
    lines = [*says["facts"], says["more"], *says["statements"]]
    st.markdown("\n".join(f"{n}. {show.plain(line)}" for n, line in enumerate(filter(None, lines), 1)))
    st.markdown(f"**{show.plain(says['conclusion'])}**")
    for doubt in (*says["doubts"], *says["settles"]):
        st.warning(show.plain(doubt), icon=":material/help:")
    _rule(frame, row, says)
    _cells(frame, told)
    _picture(frame, path, str(told["finding"]))


def _row_of(frame: Frame, run: str, told: Told) -> Told | None:
    """The finding as the list tells it."""
    found = frame.client.get(f"/audits/{run}/findings", finding=[told["finding"]], limit=1)["items"]
    return found[0] if found else None


def _marks(frame: Frame, row: Told) -> None:
    where = " · ".join(area["name"] for area in row["areas"])
    parts = [severity(row), sure(frame, row), where, row["id"]]
    st.caption(show.plain("　".join(parts)))
    if row["waived"]:
        said = frame.say("findings_stands", until=row["waived"]["until"], number=row["waived"]["number"])
        st.info(show.plain(said), icon=":material/pause_circle:")


def _rule(frame: Frame, row: Told | None, says: Told) -> None:
    """What the rule rests on, and what mends it."""
    if row is None:
        st.markdown("\n".join(f"- {show.plain(note)}" for note in says["notes"]))
        return
    with st.container(border=True):
        st.markdown(f"**{frame.say('findings_basis')}** {show.plain(row['citation'][frame.lang])}")
        st.markdown(f"**{frame.say('remedy')}** {show.plain(row['remedy'][frame.lang])}")


def _cells(frame: Frame, told: Told) -> None:
    """The cells of the ledgers that state it."""
    st.markdown(f"###### {frame.say('findings_cells')}")
    columns = [
        Column(one, frame.say(f"findings_cell_{one}"))
        for one in ("file", "sheet", "address", "heading", "value")
    ]
    unique = {tuple(cell.values()): cell for fact in told["evidence"]["facts"] for cell in fact["cells"]}
    show.table(columns, list(unique.values()), frame.lang, file=f"cells-{told['finding']}", key="cells")


def _picture(frame: Frame, path: str, finding: str) -> None:
    if not st.toggle(frame.say("findings_picture"), key=choosing.key_of(f"picture_{finding}")):
        return
    with st.spinner(frame.say("loading")):
        picture = frame.client.file(path, format="svg")
    st.image(
        f"data:image/svg+xml;base64,{base64.b64encode(picture.content).decode()}",
        caption=frame.say("findings_picture_says"),
    )
    name = f"{finding}.svg"
    st.download_button(
        frame.say("doing_save", name=name), picture.content, name, picture.kind, on_click="ignore"
    )


def _history(frame: Frame, finding: str) -> None:
    """All that was decided about it and reported of it."""
    try:
        told = frame.client.get(f"/rectification/{finding}/history")
    except Refused as refused:
        if refused.problem.status != GONE:
            raise
        return  # nothing has happened to it
    st.markdown(f"###### {frame.say('findings_history')}")
    rows = [
        {
            "at": show.moment(str(one["at"])),
            "kind": frame.say(f"findings_step_{one['kind']}"),
            "by": one["by"],
            "says": " · ".join(f"{said}" for said in one["says"].values() if said),
        }
        for one in told["steps"]
    ]
    columns = [
        Column("at", frame.say("at_when")),
        Column("kind", frame.say("findings_step")),
        Column("by", frame.say("by_whom")),
        Column("says", frame.say("findings_step_says")),
    ]
    show.table(columns, rows, frame.lang, file=f"history-{finding}", key="history")
