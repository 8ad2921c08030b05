"""Ask one of the catalogue's questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Refused, Told
from linli_dashboard.frame import Frame
from linli_dashboard.place import day
from linli_dashboard.show import Column
from linli_dashboard.views import choosing, questions_cypher
from linli_dashboard.wording.questions import FIRST

OWN = "p_"
"""Prefix, in the address and in the keys of widgets, of a question's own parameters."""
MOST = 500
"""Rows that are shown at once."""


def page(frame: Frame) -> None:
    """Saved questions; for admins Cypher beside them. Raises Refused where there is no catalogue."""
    if questions_cypher.may(frame):
        parts = {one: frame.say(f"questions_{one}") for one in ("saved", "cypher")}
        if choosing.part(frame, parts) == "cypher":
            questions_cypher.page(frame)
            return
    saved(frame)


def saved(frame: Frame) -> None:
    """Choose a question, fill in its form, read the answer. Raises Refused where there is no catalogue."""
    questions = {
        question["name"]: question for question in _in_order(frame.client.get("/questions")["questions"])
    }
    question = questions[_choose(questions, frame)]
    name = str(question["name"])
    if name != frame.own("q"):
        frame.keep(**{**dict.fromkeys(frame.place.own, ""), "q": name})
    st.markdown(show.plain(_text(frame, question["what"])))
    given = _fill_in(question, frame) if question["parameters"] else {}
    if len(given) < len(question["parameters"]):
        st.info(frame.say("fill_in"))
        return
    try:
        with st.spinner(frame.say("asking")):
            answer = frame.client.get(f"/questions/{name}", **given, **frame.scope, texts=True, limit=MOST)
    except Refused as refused:
        show.problem(refused.problem)
    else:
        _answer(answer, frame)


def _text(frame: Frame, label: Mapping[str, str]) -> str:
    return label["en" if frame.lang == "en" else "zh"]


def _in_order(questions: Sequence[Told]) -> list[Told]:
    """Those that are asked most first, the others as the catalogue has them."""
    first = list(FIRST)
    return sorted(questions, key=lambda q: first.index(q["name"]) if q["name"] in first else len(first))


def _choose(questions: Mapping[str, Told], frame: Frame) -> str:
    def title(name: str) -> str:
        told = FIRST.get(name)
        return told[frame.lang == "en"] if told else _text(frame, questions[name]["what"])

    asked = frame.own("q")
    if asked and asked not in questions:
        st.warning(frame.say("bad_question", value=show.plain(asked)))
    st.session_state.setdefault("own_q", asked if asked in questions else next(iter(questions)))
    chosen = st.selectbox(frame.say("question"), list(questions), format_func=title, key="own_q")
    return chosen or next(iter(questions))


def _fill_in(question: Told, frame: Frame) -> dict[str, str]:
    """The form of a question's own parameters. Returns those that are filled in, and keeps them."""
    with st.form(f"form-{question['name']}", border=True):
        given = {one["name"]: _field(str(question["name"]), one, frame) for one in question["parameters"]}
        st.form_submit_button(frame.say("ask"), type="primary")
    frame.keep(**{OWN + name: value for name, value in given.items()})
    return {name: value for name, value in given.items() if value}


def _field(question: str, parameter: Told, frame: Frame) -> str:
    key = f"own_{question}_{parameter['name']}"
    label, given = _text(frame, parameter["label"]), frame.own(OWN + parameter["name"])
    if parameter["type"] == "date":
        st.session_state.setdefault(key, day(given))
        chosen = st.date_input(label, None, key=key, format="YYYY-MM-DD")
        return chosen.isoformat() if isinstance(chosen, dt.date) else ""
    if parameter["type"] == "count":
        st.session_state.setdefault(key, int(given) if given.isdecimal() else None)
        number = st.number_input(label, value=None, step=1, key=key)
        return "" if number is None else str(number)
    st.session_state.setdefault(key, given)
    return st.text_input(label, key=key).strip()


def _answer(answer: Told, frame: Frame) -> None:
    """An answer: the rows, and what they were read from."""
    shown = [(i, one) for i, one in enumerate(answer["columns"]) if not one["identifier"]]
    columns = [
        Column(one["name"], _text(frame, one["label"]), one["type"] in ("count", "ratio")) for _, one in shown
    ]
    rows = [{one["name"]: row[i] for i, one in shown} for row in answer["texts"]]
    show.table(columns, rows, frame.lang, file=str(answer["question"]).replace("/", "-"))
    total = answer.get("total", len(rows))
    if total > len(rows):
        st.caption(frame.say("of_total", shown=len(rows), total=total))
    st.caption(frame.say("footer", as_of=answer["as_of"], snapshot=answer["snapshot"]))
    if answer["names"] == "masked" and any(one["type"] == "person_name" for _, one in shown):
        st.caption(frame.say("masked"))
