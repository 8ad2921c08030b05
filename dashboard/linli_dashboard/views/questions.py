"""Ask one of the catalogue's questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from linli_dashboard import show
from linli_dashboard.answers import Parameter, Question
from linli_dashboard.client import Client, Refused
from linli_dashboard.place import OWN, Place, day
from linli_dashboard.words import FIRST, word


def page(client: Client, place: Place) -> Place:
    """Choose a question, fill in its form, read the answer.

    Returns where the reader stands now. Raises Refused where the API gives no catalogue.
    """
    st.title(word("questions", place.lang))
    questions = {question.name: question for question in _in_order(client.questions())}
    question = questions[_choose(questions, place)]
    if question.name != place.question:
        place = replace(place, question=question.name, parameters={})
    st.markdown(show.plain(question.what.text(place.lang)))
    if question.parameters:
        place = replace(place, parameters=_fill_in(question, place))
    if len(place.parameters) < len(question.parameters):
        st.info(word("fill_in", place.lang))
        return place
    shared = {name: value for name, value in (("area", place.area), ("as_of", place.as_of)) if value}
    try:
        with st.spinner(word("asking", place.lang)):
            answer = client.ask(question.name, {**place.parameters, **shared})
    except Refused as refused:
        show.problem(refused.problem)
    else:
        show.table(answer, place.lang)
    return place


def _in_order(questions: Sequence[Question]) -> list[Question]:
    """Those that are asked most first, the others as the catalogue has them."""
    first = list(FIRST)
    return sorted(questions, key=lambda q: first.index(q.name) if q.name in first else len(first))


def _choose(questions: dict[str, Question], place: Place) -> str:
    def title(name: str) -> str:
        told = FIRST.get(name)
        return told[place.lang == "en"] if told else questions[name].what.text(place.lang)

    if place.question and place.question not in questions:
        st.warning(word("bad_question", place.lang, value=show.plain(place.question)))
    st.session_state.setdefault(
        "question", place.question if place.question in questions else next(iter(questions))
    )
    chosen = st.selectbox(word("question", place.lang), list(questions), format_func=title, key="question")
    return chosen or next(iter(questions))


def _fill_in(question: Question, place: Place) -> dict[str, str]:
    """The form of a question's own parameters. Returns those that are filled in."""
    with st.form(f"form-{question.name}", border=True):
        given = {parameter.name: _field(question, parameter, place) for parameter in question.parameters}
        st.form_submit_button(word("ask", place.lang), type="primary")
    return {name: value for name, value in given.items() if value}


def _field(question: Question, parameter: Parameter, place: Place) -> str:
    key = f"{OWN}{question.name}_{parameter.name}"
    label = parameter.label.text(place.lang)
    given = place.parameters.get(parameter.name, "")
    if parameter.type == "date":
        st.session_state.setdefault(key, day(given))
        chosen = st.date_input(label, None, key=key, format="YYYY-MM-DD")
        return chosen.isoformat() if isinstance(chosen, dt.date) else ""
    if parameter.type == "count":
        st.session_state.setdefault(key, int(given) if given.isdecimal() else None)
        number = st.number_input(label, value=None, step=1, key=key)
        return "" if number is None else str(number)
    st.session_state.setdefault(key, given)
    return st.text_input(label, key=key).strip()
