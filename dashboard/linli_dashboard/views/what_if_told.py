"""What a scenario comes to: findings that it breaks and mends, coverage and ways up, before and after."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views.overview import SIGNS
from linli_dashboard.views.what_if_places import both, coverage, ways

SIDES = {"broken": "▲", "mended": "✓", "doubts": "?", "settled": "○"}
"""What becomes of findings, each with its sign, so that colour never carries it alone."""


def outcome(frame: Frame, told: Told) -> None:
    """All of it."""
    st.subheader(frame.say("what_if_outcome"), anchor=False)
    st.markdown("\n".join(f"{n}. {show.plain(one)}" for n, one in enumerate(_changes(frame, told), 1)))
    _when(frame, told)
    for column, side in zip(st.columns(len(SIDES)), SIDES, strict=True):
        column.metric(f"{SIDES[side]} {frame.say(f'what_if_{side}')}", len(told[side]))
    titles = {
        rule["rule"]: rule for rule in frame.client.get("/rules", pack=told["pack"], limit=500)["items"]
    }
    _effects(frame, told, titles)
    _altered(frame, told)
    coverage(frame, told)
    ways(frame, told)
    rules = told["rules"]
    said = frame.say("what_if_judged", asked=rules["asked"], of=rules["of"], as_of=told["as_of"])
    st.caption(show.plain(said))
    for error in told["errors"]:
        st.warning(f"▲ {show.plain(' · '.join(error.values()))}")


def _changes(frame: Frame, told: Told) -> Iterator[str]:
    for one in told["changes"]:
        yield str(one["says"][frame.lang])


def _when(frame: Frame, told: Told) -> None:
    """Changes that are not in force yet on the day that is judged would seem to have no effect."""
    days = [(one.get("since") or one.get("on") or {}).get("first", "") for one in told["changes"]]
    late = sorted(day for day in days if day > told["as_of"])
    if late:
        said = frame.say("what_if_later", as_of=told["as_of"], last=late[-1])
        st.warning(f"▲ {show.plain(said)}", icon=":material/event:")


def _effects(frame: Frame, told: Told, titles: dict[str, Told]) -> None:
    rows = [
        {
            "side": f"{SIDES[side]} {frame.say(f'what_if_{side}')}",
            "severity": _severity(one, titles.get(one["rule"])),
            "says": one["says"][frame.lang],
            "rule": titles[one["rule"]]["title"][frame.lang] if one["rule"] in titles else one["rule"],
        }
        for side in SIDES
        for one in told[side]
    ]
    if not rows:
        st.info(frame.say("what_if_nothing"))
        return
    columns = [
        Column("side", frame.say("what_if_side")),
        Column("severity", frame.say("severity")),
        Column("says", frame.say("findings_says"), width=420),
        Column("rule", frame.say("rule")),
    ]
    show.table(columns, rows, frame.lang, file="what-if", key="effects")


def _severity(one: Told, rule: Told | None) -> str:
    return f"{SIGNS[one['severity']]} {rule['severity_text'] if rule else one['severity']}"


def _altered(frame: Frame, told: Told) -> None:
    if not told["altered"]:
        return
    st.markdown(f"###### {frame.say('what_if_altered')}")
    rows = [{side: one[side]["says"][frame.lang] for side in ("before", "after")} for one in told["altered"]]
    show.table(both(frame), rows, frame.lang, file="what-if-altered", key="altered")
