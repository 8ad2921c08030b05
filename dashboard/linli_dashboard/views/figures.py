"""Published figures beside those computed from the ledgers: which agree, which differ, and why."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Refused, Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column

SIGNS = {"differs": "▲", "cannot_tell": "?", "not_graph": "–", "holds": "✓"}
"""A sign for each result, so that colour never carries it alone; what to look at first comes first."""

NONE_KEPT = "LN-R17"


def page(frame: Frame) -> None:
    """The figures of each report, filtered by result; one opened for its reasons. Raises Refused."""
    try:
        with st.spinner(frame.say("loading")):
            told = frame.client.get("/figures", area=frame.place.area)
    except Refused as refused:
        if refused.problem.code != NONE_KEPT:
            raise
        st.info(frame.say("figures_none"), icon=":material/inbox:")
        return
    if not told["places"]:
        st.info(frame.say("figures_none_here"), icon=":material/inbox:")
        return
    wanted = _wanted(frame, told)
    for place in told["places"]:
        _place(frame, place, wanted)
    for note in told["notes"]:
        st.caption(show.plain(_both(frame, note)))
    st.caption(frame.say("figures_day"))
    st.caption(frame.say("figures_foot", snapshot=told["snapshot"]))


def _both(frame: Frame, label: Told | None) -> str:
    return str(label["en" if frame.lang == "en" else "zh"]) if label else ""


def _result(frame: Frame, verdict: str) -> str:
    return f"{SIGNS[verdict]} {frame.say(f'figures_{verdict}')}"


def _wanted(frame: Frame, told: Told) -> list[str]:
    """The results to show; all where none is chosen. What the address names wrongly is said."""
    counts = {one: sum(place["totals"][one] for place in told["places"]) for one in SIGNS}
    asked = [one for one in frame.own("result").split(",") if one]
    if strange := [one for one in asked if one not in SIGNS]:
        st.warning(frame.say("bad_choice", value=show.plain("，".join(strange))))
    st.session_state.setdefault("own_result", [one for one in asked if one in SIGNS])
    chosen = st.pills(
        frame.say("figures_result"),
        list(SIGNS),
        selection_mode="multi",
        format_func=lambda one: f"{_result(frame, one)} {counts[one]}",
        key="own_result",
    )
    frame.keep(result=",".join(chosen))
    return list(chosen) or list(SIGNS)


def _place(frame: Frame, place: Told, wanted: list[str]) -> None:
    report = place["report"]
    st.subheader(show.plain(_both(frame, place["label"])), anchor=False)
    day = frame.say("figures_unknown") if report["published"] == "unknown" else report["published"]
    said = frame.say("figures_report", title=_both(frame, report["title"]), file=report["file"], day=day)
    st.caption(show.plain(said))
    order = list(SIGNS)
    figures = sorted(
        (one for one in place["figures"] if one["verdict"] in wanted),
        key=lambda one: order.index(one["verdict"]),
    )
    columns = [
        Column("verdict", frame.say("figures_result")),
        Column("says", frame.say("figures_says")),
        Column("published", frame.say("figures_published")),
        Column("computed", frame.say("figures_computed")),
        Column("over", frame.say("figures_denominator")),
        Column("day", frame.say("figures_asked")),
        Column("where", frame.say("figures_where")),
        Column("row", frame.say("figures_row")),
    ]
    rows = [_row(frame, one) for one in figures]
    key = f"figures_{place['place']}_{','.join(wanted)}"
    number = show.table(
        show.filled(columns, rows), rows, frame.lang, file=f"figures-{place['place']}", key=key, choose=True
    )
    if number is None:
        st.caption(frame.say("figures_open"))
    else:
        _opened(frame, figures[number])
    show.hidden([one["texts"]["computed"] for one in figures], frame.lang)


def _row(frame: Frame, one: Told) -> dict[str, str]:
    graph = one["verdict"] != "not_graph"
    return {
        "verdict": _result(frame, one["verdict"]),
        "says": _both(frame, one["says"]),
        "published": one["texts"]["published"],
        "computed": one["texts"]["computed"] if graph else "—",
        "over": _both(frame, one["denominator"]),
        "day": one["as_of"]["asked"] or "",
        "where": _both(frame, one["where"]),
        "row": one["row"],
    }


def _opened(frame: Frame, one: Told) -> None:
    """One figure: what stands beside what, and why the result is what it is."""
    with st.container(border=True):
        st.markdown(f"**{_result(frame, one['verdict'])}** · {show.plain(_both(frame, one['says']))}")
        left, right = st.columns(2)
        left.metric(frame.say("figures_published"), one["texts"]["published"])
        graph = one["verdict"] != "not_graph"
        right.metric(frame.say("figures_computed"), one["texts"]["computed"] if graph else "—")
        why = "" if graph else one["texts"]["computed"]
        st.markdown(frame.say(f"figures_why_{one['verdict']}", why=show.plain(why)))
        if one["as_of"]["made_up"]:
            st.markdown(frame.say("figures_made_up"))
        if one["query"]:
            frame.link("questions", frame.say("figures_ask", query=one["query"]), q=one["query"])
