"""Pairs that may be one person: what speaks for it, what either choice changes, and the choice."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.spans import bounds, last
from linli_dashboard.views import choosing, doing, turning

CHOICES = {"same": ":material/person:", "different": ":material/group:"}
"""What can be decided of a pair, each with its icon."""

DECIDED = "own_identities_decided"
"""Key of the session: how often something was decided here, after which no row is ticked any more."""


def part(frame: Frame) -> None:
    """The list; a row opens its pair below. Raises Refused."""
    st.caption(frame.say("identities_pairs_says"))
    with st.spinner(frame.say("loading")):
        told = turning.page_of(frame, "/identities/pairs", **frame.scope)
    pairs: list[Told] = told["items"]
    if not pairs:
        st.info(frame.say("identities_none"), icon=":material/check:")
        return
    waiting = [one for one in pairs if one["decided"]]
    _list(frame, {**told, "items": [one for one in pairs if not one["decided"]]})
    wanted = frame.own("pair")
    pair = next((one for one in pairs if one["pair"] == wanted and not one["decided"]), None)
    if wanted and pair is None:
        st.warning(frame.say("identities_gone"))
        frame.keep(pair="")
    if pair is None:
        st.caption(frame.say("choose_a_row"))
    else:
        _one(frame, pair)
    if waiting:
        _decided(frame, waiting)
    show.hidden([one[side]["name"] for one in pairs for side in ("a", "b")], frame.lang)


def _list(frame: Frame, told: Told) -> None:
    rows: list[dict[str, show.Cell]] = [
        {
            "who": " / ".join(dict.fromkeys(one[side]["name"] for side in ("a", "b"))),
            **{side: "；".join(_post(post) for post in one[side]["posts"]) for side in ("a", "b")},
            "why": one["basis_text"],
            "strength": one["strength"],
            "makes": one["same_makes"],
            "settles": one["settles"],
        }
        for one in told["items"]
    ]
    columns = [
        Column("who", frame.say("identities_who")),
        Column("settles", frame.say("identities_settles"), number=True),
        Column("makes", frame.say("identities_makes"), number=True),
        Column("a", frame.say("identities_a"), width=190),
        Column("b", frame.say("identities_b"), width=190),
        Column("why", frame.say("identities_why")),
        Column("strength", frame.say("identities_strength"), number=True),
    ]
    key = choosing.key_of(f"pairs_{frame.own(choosing.AT)}_{st.session_state.get(DECIDED, 0)}")
    chosen = show.table(columns, rows, frame.lang, file="pairs", key=key, choose=True)
    choosing.row(frame, "pair", chosen, [str(one["pair"]) for one in told["items"]])
    turning.turn(frame, told)


def _decided(frame: Frame, pairs: list[Told]) -> None:
    """Pairs of which somebody has decided since the graph was built, each with the way back."""
    st.subheader(frame.say("identities_waiting"))
    st.caption(frame.say("needs_build"))
    for one in pairs:
        number, kind = int(one["decided"]["number"]), str(one["decided"]["kind_text"])
        who = " / ".join(dict.fromkeys(one[side]["name"] for side in ("a", "b")))
        posts = "；".join(_post(post) for side in ("a", "b") for post in one[side]["posts"])
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"✓ **{show.plain(who)}** · {show.plain(kind)} · {show.plain(posts)}")
            label = frame.say("identities_undo_short", number=number)
            if st.button(label, key=choosing.key_of(f"undo_{number}"), icon=":material/undo:"):
                _undo(frame, number)


def _undo(frame: Frame, number: int) -> None:
    said, path = frame.say("identities_undo_done", number=number), f"/identities/decisions/{number}"
    doing.do(frame, lambda: frame.client.delete(path, {"note": ""}), said)


def _post(post: Told) -> str:
    return f"{post['body']} {post['post_text']}"


def _one(frame: Frame, pair: Told) -> None:
    """Both sides, then what either choice would change, each with the button that decides it."""
    for column, side, title in zip(st.columns(2), ("a", "b"), ("first", "second"), strict=True):
        with column, st.container(border=True, height="stretch"):
            _side(frame, pair[side], frame.say(f"identities_{title}"))
    st.caption(frame.say("identities_counts_from"))
    note = st.text_input(
        frame.say("identities_note"), max_chars=2000, key=choosing.key_of(f"note_{pair['pair']}")
    )
    effect = {"makes": pair["same_makes"], "settles": pair["settles"]}
    for column, choice in zip(st.columns(2), CHOICES, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.markdown(frame.say(f"identities_{choice}_does", **effect))
            if st.button(
                frame.say(f"identities_{choice}"),
                key=choosing.key_of(f"{choice}_{pair['pair']}"),
                icon=CHOICES[choice],
            ):
                _decide(frame, pair, choice, note.strip())


def _decide(frame: Frame, pair: Told, choice: str, note: str) -> None:
    body = {"a": pair["a"]["person"], "b": pair["b"]["person"], "note": note}

    def work() -> None:
        frame.client.post(f"/identities/{choice}", body)
        st.session_state[DECIDED] = st.session_state.get(DECIDED, 0) + 1

    doing.do(frame, work, frame.say(f"identities_{choice}_done"), pair="")


def _side(frame: Frame, side: Told, title: str) -> None:
    """One of the two, with all posts, since when and until when."""
    told = frame.client.get(f"/people/{side['person']}", **frame.scope)
    st.markdown(f"**{title}　{show.plain(side['name'])}**")
    lines = [(post["body"]["name"], *about(post)) for post in told["posts"]]
    st.markdown("\n".join(f"- {show.plain(' · '.join(filter(None, line)))}" for line in lines))
    elsewhere(frame, told)
    st.caption(str(side["person"]))


def about(post: Told) -> tuple[str, str, str]:
    """A post of a person: what it is, from when to when as far as is known, in which area."""
    span = f"{bounds(post['since']) or '?'} – {last(post['until'])}".rstrip(" –")
    return str(post["kind_text"]), span.lstrip("?"), str(post["body"]["area_name"])


def elsewhere(frame: Frame, told: Told) -> None:
    """A word about posts that this reader does not see."""
    if told["elsewhere"]:
        st.caption(frame.say("identities_elsewhere", count=told["elsewhere"]))
