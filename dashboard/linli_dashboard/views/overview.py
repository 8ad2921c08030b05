"""What holds and what does not, at a glance."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views import auditing

SIGNS = {
    "prohibited": "▲▲",
    "breach": "▲",
    "warning": "△",
    "disclose": "◇",
    "target": "◎",
    "information": "·",
}
"""A sign for each severity, so that colour never carries it alone; the heaviest first."""
PARTS = {"dated": ("dated", "filled"), "held": ("held", "seats"), "identified": ("identified", "terms")}
"""How complete the answer is: what is known, of how many."""
READERS, AUDITORS = ("planner", "auditor", "admin"), ("auditor", "admin")


def page(frame: Frame) -> None:
    """Coverage slot by slot, then the newest audit. Raises Refused."""
    with st.spinner(frame.say("loading")):
        told = frame.client.get("/coverage", **frame.scope)
    st.subheader(frame.say("overview_covered"))
    totals(frame, told)
    st.subheader(frame.say("overview_findings"))
    kept = frame.client.get("/audits", limit=1)
    if kept["items"]:
        _run(frame, frame.client.get(f"/audits/{kept['items'][0]['run']}"))
        if kept["total"] > 1 and frame.who.role in READERS:
            auditing.change(frame)
    else:
        st.info(frame.say("findings_none_kept" if frame.who.role in AUDITORS else "overview_no_run"))
    if frame.who.role in AUDITORS:
        auditing.start(frame)
    with st.container(horizontal=True):
        for other in ("structure", "cross", "coverage", "escalation", "compound", "questions"):
            frame.link(other, frame.say(other))


def totals(frame: Frame, told: Told) -> None:
    """Every slot: how many there are of how many asked, and the interval of the ratio."""
    columns = [
        Column("slot_text", frame.say("slot")),
        Column("filled", frame.say("covered"), number=True),
        Column("applicable", frame.say("asked"), number=True),
        Column("gap", frame.say("gaps"), number=True),
        Column("unknown", frame.say("doubt"), number=True),
        Column("share", frame.say("ratio"), number=True),
        *(Column(one, frame.say(f"overview_{one}"), number=True) for one in PARTS),
    ]
    rows = [
        {**one, "share": ratio(one), **{name: part(one, *pair) for name, pair in PARTS.items()}}
        for one in told["totals"]
    ]
    show.table(columns, rows, frame.lang, file="coverage", key="totals")
    st.caption(frame.say("overview_complete"))
    st.caption(show.plain(str(told["denominator"])))
    st.caption(frame.say("footer", as_of=told["as_of"], snapshot=told["snapshot"]))


def part(one: Told, some: str, of: str) -> str:
    """How much of something is known, with its denominator; "—" of nothing.

    >>> part({"dated": 12, "filled": 13}, "dated", "filled"), part({"held": 0, "seats": 0}, "held", "seats")
    ('12/13', '—')
    """
    return f"{one[some]}/{one[of]}" if one[of] else "—"


def ratio(one: Told) -> str:
    """A ratio as one number, or as the interval of what is certain and what may be.

    >>> ratio({"low": 0.5, "high": 0.5}), ratio({"low": 0.25, "high": 0.5})
    ('50.0%', '25.0% – 50.0%')
    """
    low, high = one["low"], one["high"]
    if low is None or high is None:
        return "—"
    return f"{low:.1%}" if low == high else f"{low:.1%} – {high:.1%}"


def _run(frame: Frame, run: Told) -> None:
    label = run["label"]["en" if frame.lang == "en" else "zh"]
    said = frame.say(
        "overview_run",
        run=run["run"],
        at=str(run["at"])[:16],
        pack=label,
        findings=run["findings"],
        unknown=run["unknown"],
    )
    st.markdown(show.plain(said))
    st.caption(frame.say("overview_whole_run", areas="、".join(run["areas"]), as_of=run["as_of"]))
    order = list(SIGNS)
    failing = [rule for rule in run["rules"] if rule["totals"]["failed"]]
    failing.sort(key=lambda rule: (order.index(rule["severity"]), -rule["totals"]["failed"]))
    rows = [
        {
            "severity": f"{SIGNS[rule['severity']]} {rule['severity_text']}",
            "rule": rule["title"]["en" if frame.lang == "en" else "zh"],
            "failed": rule["totals"]["failed"],
            "asked": rule["totals"]["asked"],
            "share": ratio(dict(zip(("low", "high"), rule["totals"]["share"] or (None, None), strict=True))),
        }
        for rule in failing
    ]
    columns = [
        Column("severity", frame.say("severity")),
        Column("rule", frame.say("rule")),
        Column("failed", frame.say("failed"), number=True),
        Column("asked", frame.say("population"), number=True),
        Column("share", frame.say("ratio"), number=True),
    ]
    show.table(columns, rows, frame.lang, file="findings", key="findings")
