"""A briefing's file: read as written, and refused with file, field and repair."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.errors import DefinitionError
from linli.messages.catalogue import explain
from linli.model.brief import briefing
from linli.model.brief.briefing import Briefing, Shot
from linli.model.vocabulary import Label

HEAD = "title: {zh: 甲, en: A}\narea: '990101'\n"
WRONG = {
    "no title": ("area: a\nscenes: [{title: {zh: 乙, en: B}, picture: text}]", "title", "缺这一项"),
    "no scene": (HEAD + "scenes: []", "scenes", "写一个"),
    "too many": (HEAD + "scenes:\n" + "- {title: {zh: 乙, en: B}, picture: text}\n" * 61, "scenes", "删减"),
    "strange picture": (
        HEAD + "scenes: [{title: {zh: 乙, en: B}, picture: pie}]",
        "scenes.0.picture",
        "只能是",
    ),
    "strange field": (
        HEAD + "scenes: [{title: {zh: 乙, en: B}, picture: text, colour: red}]",
        "scenes.0.colour",
        "删去",
    ),
    "one language": (HEAD + "scenes: [{title: {zh: 乙}, picture: text}]", "scenes.0.title.en", "补上"),
    "no such filter": (
        HEAD + "scenes: [{title: {zh: 乙, en: B}, picture: coverage, filter: {place: x}}]",
        "scenes.0.filter.place",
        "slot",
    ),
    "no filter at all": (
        HEAD + "scenes: [{title: {zh: 乙, en: B}, picture: cross, filter: {place: x}}]",
        "scenes.0.filter.place",
        "不用筛选",
    ),
    "no place": (
        HEAD + "scenes: [{title: {zh: 乙, en: B}, picture: escalation}]",
        "scenes.0.filter.place",
        "写明",
    ),
    "step of no walk": (
        HEAD + "scenes: [{title: {zh: 乙, en: B}, picture: lapses, step: 2}]",
        "scenes.0.step",
        "逐步",
    ),
    "step below the start": (
        HEAD + "scenes: [{title: {zh: 乙, en: B}, picture: escalation, filter: {place: x}, step: -1}]",
        "scenes.0.step",
        "从 0",
    ),
    "no date": (HEAD + "as_of: someday\nscenes: [{title: {zh: 乙, en: B}, picture: text}]", "as_of", "日期"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_refused_with_file_field_and_repair(
    case: tuple[str, str, str], tmp_path: Path
) -> None:
    text, field, repair = case
    path = tmp_path / "brief.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        briefing.load(path)
    where = caught.value.where
    assert where["file"] == "brief.yaml" and field in str(where["field"])
    zh, en = (explain(caught.value, lang) for lang in ("zh", "en"))
    assert repair in zh.what + zh.do and "brief.yaml" in en.what + en.do


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError):
        briefing.load(tmp_path / "none.yaml")


LABELS = st.builds(
    Label, *[st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)] * 2
)
SHOTS = st.one_of(
    st.builds(
        Shot,
        LABELS,
        st.sampled_from(["text", "structure", "cross", "lapses", "mend"]),
        text=st.none() | LABELS,
    ),
    st.builds(
        Shot,
        LABELS,
        st.just("escalation"),
        filter=st.text("楼栋ab: {}\"'#", min_size=1, max_size=9).map(lambda place: {"place": place}),
        step=st.none() | st.just("each") | st.integers(0, 9),
        as_of=st.none() | st.dates(),
    ),
)


@settings(max_examples=40)
@given(LABELS, st.lists(SHOTS, min_size=1, max_size=4), st.none() | st.dates())
def test_what_is_written_is_read_as_it_was(title: Label, shots: list[Shot], day: object) -> None:
    made = Briefing(title, "990101", tuple(shots), day)  # type: ignore[arg-type]
    assert briefing.read(briefing.write(made), "x.yaml") == made
