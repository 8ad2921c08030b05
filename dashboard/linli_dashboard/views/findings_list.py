"""The findings of a kept audit, filtered, page by page."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views import choosing, turning
from linli_dashboard.views.overview import SIGNS

SURE: dict[str, dict[str, str | bool]] = {
    "": {},
    "fail": {"verdict": "fail"},
    "certain": {"verdict": "fail", "certain": True},
    "possible": {"verdict": "fail", "certain": False},
    "unknown": {"verdict": "unknown"},
}
STANDING: dict[str, dict[str, str | bool]] = {"": {}, "open": {"waived": False}, "waived": {"waived": True}}


def part(frame: Frame, run: Told) -> None:
    """Filters, then the table; a row opens its finding. Raises Refused."""
    whole = frame.client.get(f"/audits/{run['run']}")
    _about(frame, whole)
    wanted = _filters(frame, whole)
    with st.spinner(frame.say("loading")):
        told = turning.page_of(
            frame, f"/audits/{run['run']}/findings", area=frame.scope["area"], sort="severity", **wanted
        )
    rows = [_row(frame, one) for one in told["items"]]
    waived = any(row["waived"] for row in rows)
    columns = [
        Column("severity", frame.say("severity")),
        Column("says", frame.say("findings_says"), width=420),
        Column("where", frame.say("place")),
        Column("sure", frame.say("findings_sure")),
        *([Column("waived", frame.say("findings_waived_until"))] if waived else []),
        Column("rule", frame.say("rule")),
    ]
    key = choosing.key_of(f"table_{frame.own(choosing.AT)}")
    row = show.table(columns, rows, frame.lang, file=f"findings-{run['run']}", key=key, choose=True)
    turning.turn(frame, told)
    if row is not None:
        frame.keep(finding=str(told["items"][row]["id"]))
        st.rerun()
    if rows:
        st.caption(frame.say("choose_a_row"))


def sure(frame: Frame, one: Told) -> str:
    """Whether a finding is certain, possible, or nobody can tell."""
    if one["verdict"] == "unknown":
        return frame.say("findings_unknown")
    return frame.say("findings_certain" if one["certain"] else "findings_possible")


def severity(one: Told) -> str:
    """A severity with its sign."""
    return f"{SIGNS[one['severity']]} {one['severity_text']}"


def _about(frame: Frame, run: Told) -> None:
    """What the audit is of, and whether the graph has changed since."""
    failing = sum(1 for rule in run["rules"] if rule["totals"]["failed"])
    said = frame.say(
        "findings_about",
        findings=run["findings"],
        unknown=run["unknown"],
        rules=len(run["rules"]),
        failing=failing,
        as_of=run["as_of"],
        by=run["by"] or "—",
    )
    st.markdown(show.plain(said))
    if run["snapshot"] != frame.client.get("/ready")["snapshot"]:
        st.info(frame.say("findings_older"), icon=":material/history:")
    if frame.scope["as_of"] not in ("", run["as_of"]):
        st.caption(frame.say("findings_day", as_of=run["as_of"]))
    broken = [rule for rule in run["rules"] if rule["error"]]
    for rule in broken:
        st.warning(f"▲ {show.plain(rule['title'][frame.lang])}: {show.plain(rule['error'])}")


def _filters(frame: Frame, run: Told) -> dict[str, str | list[str] | bool]:
    """What the reader wants to see, as the API takes it."""
    everything = frame.say("choosing_all")
    hit = {rule["severity"]: severity(rule) for rule in run["rules"]}
    severities = {code: hit[code] for code in SIGNS if code in hit}
    rules = {
        rule["rule"]: f"{rule['title'][frame.lang]} · {rule['totals']['failed']}"
        for rule in sorted(run["rules"], key=lambda one: -one["totals"]["failed"])
        if rule["totals"]["failed"] or rule["totals"]["unknown"]
    }
    first, second, third, fourth = st.columns([2, 3, 2, 1.5])
    with first:
        chosen = choosing.some_of(frame, "severity", frame.say("severity"), severities, everything)
    with second:
        only = choosing.some_of(frame, "rule", frame.say("rule"), rules, everything)
    with third:
        names = {one: frame.say(f"findings_{one or 'all_kinds'}") for one in SURE}
        told = choosing.one_of(frame, "sure", frame.say("findings_sure"), names)
    with fourth:
        names = {one: frame.say(f"findings_standing_{one or 'all'}") for one in STANDING}
        stands = choosing.one_of(frame, "waived", frame.say("findings_standing"), names)
    return {"severity": chosen, "rule": only, **SURE[told], **STANDING[stands]}


def _row(frame: Frame, one: Told) -> dict[str, show.Cell]:
    return {
        "severity": severity(one),
        "says": one["says"][frame.lang],
        "where": " · ".join(area["name"] for area in one["areas"][:2]),
        "sure": sure(frame, one),
        "waived": str(one["waived"]["until"]) if one["waived"] else "",
        "rule": one["title"][frame.lang],
    }
