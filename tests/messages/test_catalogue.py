"""Nothing is said that is not written in both languages, and nothing is written that is never said."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from linli.errors import DefinitionError, LedgerUnreadable, LinliError, QueryUnknown, Said
from linli.messages import catalogue
from linli.messages.catalogue import Lang, Message, Text
from linli.model import definition, types

HERE = Path(__file__).parent
TYPES = Path(types.__file__).parent
LANGS: tuple[Lang, ...] = ("zh", "en")
CELL_VALUES = {"column", "value", "other", "wanted"}


def tree(root: type[LinliError]) -> Iterator[type[LinliError]]:
    yield root
    for branch in root.__subclasses__():
        yield from tree(branch)


def carried() -> dict[str, list[str]]:
    return definition.load(HERE / "carries.yaml", dict[str, list[str]])


def flagged(folder: Path) -> set[str]:
    """Every code given to `flag(...)` in a folder of Python files."""
    calls = (
        node
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "flag"
    )
    codes = [call.args[0] for call in calls]
    assert all(isinstance(code, ast.Constant) for code in codes), (
        "a code that is worked out cannot be checked"
    )
    return {str(code.value) for code in codes if isinstance(code, ast.Constant)}


def texts(message: Message) -> tuple[Text, Text]:
    return message.what, message.do


def every_text() -> list[tuple[str, Text]]:
    messages = catalogue.errors() | catalogue.cells()
    return [(key, text) for key, message in messages.items() for text in texts(message)] + list(
        catalogue.words().items()
    )


def test_every_error_has_its_message_and_no_message_is_left_over() -> None:
    assert set(catalogue.errors()) == {error.code for error in tree(LinliError)} == set(carried())


def test_every_cell_code_has_its_message_and_no_message_is_left_over() -> None:
    elsewhere = definition.load(HERE / "elsewhere.yaml", list[str])
    assert set(catalogue.cells()) == flagged(TYPES) | set(elsewhere)


@pytest.mark.parametrize(("key", "text"), every_text())
def test_both_languages_say_something_and_name_the_same_values(key: str, text: Text) -> None:
    assert text.zh.strip() and text.en.strip()
    assert catalogue.placeholders(text.zh) == catalogue.placeholders(text.en)
    assert any("\u4e00" <= character <= "\u9fff" for character in text.zh), "the Chinese is not Chinese"
    assert not any("\u4e00" <= character <= "\u9fff" for character in text.en), "the English is not English"


@pytest.mark.parametrize("code", sorted(carried()))
def test_an_error_names_only_what_it_carries_and_all_of_it(code: str) -> None:
    message = catalogue.errors()[code]
    assert set().union(*(catalogue.placeholders(text.zh) for text in texts(message))) == set(carried()[code])


def test_cells_name_only_the_four_values() -> None:
    for code, message in catalogue.cells().items():
        for text in texts(message):
            assert catalogue.placeholders(text.zh) <= CELL_VALUES, code


def test_messages_of_secret_numbers_never_name_the_value() -> None:
    secret = [code for code in catalogue.cells() if code.startswith(("identity_", "phone_"))]
    assert secret
    for code in secret:
        assert "990101199001010012" not in "".join(catalogue.cell(code, "zh", value="990101199001010012"))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("error", list(tree(LinliError)), ids=lambda error: error.code)
def test_missing_and_extra_values_never_raise_and_leave_no_braces(
    error: type[LinliError], lang: Lang
) -> None:
    for where in ({}, dict.fromkeys(carried()[error.code], "x"), {"surplus": 1}):
        explanation = catalogue.explain(error(**where), lang)
        assert explanation.code == error.code
        assert not set("{}[]") & set(explanation.what + explanation.do)


def test_values_are_put_in_as_they_are() -> None:
    error = QueryUnknown(name="{near} [a]", near=["compounds/coverage", "posts/vacant"])
    explanation = catalogue.explain(error, "zh")
    assert explanation.what == "没有名为“{near} [a]”的查询。"
    assert explanation.do == "请核对名称。相近的有：compounds/coverage、posts/vacant"
    assert explanation.where == {"name": "{near} [a]", "near": "compounds/coverage、posts/vacant"}
    assert catalogue.explain(QueryUnknown(name="a"), "en").do == "Check the name."


def test_a_value_may_be_said_in_the_readers_language_itself() -> None:
    error = LedgerUnreadable(file="a.csv", problem=Said("problem_quotes", {"line": 3}))
    assert catalogue.explain(error, "zh").what == "“a.csv”打不开。原因：第 3 行附近的引号没有配对"
    assert catalogue.explain(error, "en").where["problem"] == "a quotation mark near line 3 has no partner"


def test_a_key_nobody_wrote_is_refused() -> None:
    with pytest.raises(DefinitionError):
        catalogue.say("no such key", "zh")
    with pytest.raises(DefinitionError):
        catalogue.cell("no_such_code", "en")
