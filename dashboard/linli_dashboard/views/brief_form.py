"""The fields of a briefing's cover and of a scene; what is typed goes into the draft at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import streamlit as st

from linli_dashboard import choices
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.place import day
from linli_dashboard.views.brief_draft import FILTERS, Draft
from linli_dashboard.views.picking import pick

LANGS = ("zh", "en")
PLACES = {"compound": ("Compound",), "place": ("Building", "Compound", "Organization")}
EACH, WHOLE = "each", ""


class Fields:
    """Widgets that show a part of the draft and put into it what is chosen."""

    def __init__(self, frame: Frame, draft: Draft, part: Told, key: str) -> None:
        self.frame, self.draft, self.part, self._key = frame, draft, part, f"own_brief_{draft.number}_{key}"

    def key(self, name: str, first: object = None) -> str:
        """The key of a widget, which begins with what the draft has."""
        key = f"{self._key}_{name}"
        st.session_state.setdefault(key, first)
        return key

    def label(self, name: str, *, tall: bool = False, needed: bool = False) -> None:
        """A text in both languages, side by side; none at all where both are blank."""
        had, said = self.part.get(name) or {}, {}
        for lang, column in zip(LANGS, st.columns(2), strict=True):
            words = f"{self.frame.say(f'brief_{name}')} · {choices.LANGS['en' if lang == 'en' else 'zh']}"
            key = self.key(f"{name}_{lang}", had.get(lang, ""))
            with column:
                said[lang] = (
                    st.text_area(words, key=key, height=80) if tall else st.text_input(words, key=key)
                )
        filled = needed or any(said.values())
        self.draft.put(
            self.part, name, {lang: text.strip() for lang, text in said.items()} if filled else None
        )

    def one_of(self, name: str, options: Mapping[str, str], had: str | None = None) -> str:
        """One of a list; what the draft has stays among them. Parameters: `had`, the part of this name."""
        had = str(self.part.get(name) or "") if had is None else had
        known = options if had in options else {**options, had: had}
        key = self.key(name, had)
        if st.session_state[key] not in known:
            st.session_state[key] = had
        words = self.frame.say(f"brief_{name}")
        return str(st.selectbox(words, list(known), format_func=lambda one: known[one], key=key) or "")

    def day(self, name: str) -> None:
        """A day, or none."""
        key = self.key(name, day(str(self.part.get(name) or "")))
        chosen = st.date_input(
            self.frame.say(f"brief_{name}"),
            None,
            choices.FIRST_DAY,
            choices.LAST_DAY,
            key=key,
            format="YYYY-MM-DD",
        )
        self.draft.put(self.part, name, chosen.isoformat() if isinstance(chosen, dt.date) else None)


def cover(frame: Frame, draft: Draft) -> None:
    """The fields of the cover: what the whole briefing is called and is about. Raises Refused."""
    fields = Fields(frame, draft, draft.parts, "cover")
    fields.label("title", needed=True)
    left, right = st.columns(2)
    with left:
        area = fields.one_of(
            "area", {"": frame.say("brief_area_all"), **choices.areas(frame.client, frame.place.area)}
        )
        draft.put(draft.parts, "area", area)
    with right:
        fields.day("as_of")


def scene(frame: Frame, draft: Draft, number: int) -> None:
    """The fields of a scene. Raises Refused."""
    part = draft.scenes[number]
    fields = Fields(frame, draft, part, str(draft.keys[number]))
    fields.label("title", needed=True)
    left, middle, right = st.columns([2, 3, 2])
    with left:
        kind = fields.one_of("picture", {one: frame.say(f"brief_kind_{one}") for one in FILTERS})
    if kind != part["picture"]:
        draft.put(part, "filter", {})
        draft.put(part, "step", None)
        draft.put(part, "picture", kind)
    with middle:
        _filter(fields, kind)
    with right:
        _step(fields, kind)
    fields.label("text", tall=True)
    with st.expander(frame.say("brief_further"), expanded=bool(part.get("area") or part.get("as_of"))):
        left, right = st.columns(2)
        with left:
            area = fields.one_of(
                "area", {"": frame.say("brief_area_same"), **choices.areas(frame.client, frame.place.area)}
            )
            draft.put(part, "area", area or None)
        with right:
            fields.day("as_of")
        fields.label("notes", tall=True)


def _filter(fields: Fields, kind: str) -> None:
    """What the picture is narrowed by, where it may be."""
    name, part = FILTERS[kind], fields.part
    if not name:
        return
    had = str(part["filter"].get(name, "")) if part.get("filter") else ""
    if name == "slot":
        slots = fields.frame.client.get("/coverage", **fields.frame.scope)["slots"]
        options = {one["slot"]: one["text"] for one in slots}
        options = options if kind == "coverage" else {"": fields.frame.say("choosing_all"), **options}
        said = fields.one_of("slot", options, had or next(iter(options)))
    else:
        key = fields.key(f"{kind}_{name}", had)
        said = pick(fields.frame, key, f"{fields.frame.say(f'brief_{name}')} *", PLACES[name]).name
        said = said or str(st.session_state[key]).strip()
    fields.draft.put(part, "filter", {name: said} if said else {})


def _step(fields: Fields, kind: str) -> None:
    """How far a way up is walked."""
    if kind != "escalation":
        return
    say, had = fields.frame.say, fields.part.get("step")
    options = {WHOLE: say("brief_step_whole"), EACH: say("brief_step_each")}
    options |= {str(one): say("brief_step_to", number=one) for one in range(9)}
    said = fields.one_of("step", options, "" if had is None else str(had))
    fields.draft.put(fields.part, "step", said if said == EACH else int(said) if said else None)
