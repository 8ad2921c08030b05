"""No number in clear comes out of `protect` or `scrub`; equal numbers meet in one token; tokens pass."""

from __future__ import annotations

import datetime as dt
import re
import string

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.model.types import secret, secret_type
from linli.model.types.identity import check

KEY = b"a key of the workspace, 32 bytes"
ID, TEL = re.compile("id:[0-9a-f]{32}"), re.compile("tel:[0-9a-f]{32}")
VALID = "350502199003071236"
IDENTITY, PHONE = secret_type("identity"), secret_type("phone")


def complete(first17: str) -> str:
    return first17 + check(first17)


FIRST17 = st.builds(
    "{}{:%Y%m%d}{:03}".format,
    st.sampled_from(["350502", "350583", "341102", "431002", "990101"]),
    st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2020, 1, 1)),
    st.integers(1, 999),
)
IDENTITIES = FIRST17.map(complete)
MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
AROUND = st.text(alphabet=string.ascii_letters + "张三，；:/ -\n电话（", max_size=6)
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
NARROW = str.maketrans("０１２３４５６７８９Ｘ", "0123456789X")


def readable(text: str | None) -> str:
    """Everything but tokens, in half width and without gaps: what somebody could piece together."""
    bare = TEL.sub(" token ", ID.sub(" token ", text or ""))
    return re.sub(r"[\s-]", "", bare.translate(NARROW)).upper()


def protect(kind: str, *cells: str | None) -> tuple[list[str | None], list[str | None], list[str | None]]:
    cleaned = secret_type(kind).protect(pl.Series(cells, dtype=pl.String), KEY)
    return cleaned.values[""].to_list(), cleaned.problem.to_list(), cleaned.warning.to_list()


def scrub(kind: str, *cells: str | None) -> list[str | None]:
    return secret_type(kind).scrub(pl.Series(cells, dtype=pl.String), KEY).to_list()


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(IDENTITIES, FIRST17.map(lambda first: first + "0"), st.none(), st.text(max_size=20)),
        max_size=8,
    )
)
def test_protect_never_gives_an_identity_number(cells: list[str | None]) -> None:
    values, problems, _ = protect("identity", *cells)
    assert len(values) == len(cells)
    for value, problem in zip(values, problems, strict=True):
        assert value is None or ID.fullmatch(value)
        assert value is None or problem in (None, "identity_check", "identity_birthday", "identity_length")


@settings(deadline=None)
@given(AROUND, IDENTITIES, AROUND, st.sampled_from(["", " ", "-"]), st.sampled_from(["", "wide", "lower"]))
def test_scrub_finds_an_identity_number_anywhere(
    before: str, number: str, after: str, gap: str, style: str
) -> None:
    written = gap.join((number[:6], number[6:14], number[14:]))
    written = {"wide": written.translate(WIDE), "lower": written.lower()}.get(style, written)
    (found,) = scrub("identity", before + written + after)
    assert found is not None and ID.search(found)
    assert number[6:] not in readable(found)


@settings(deadline=None)
@given(MOBILES, IDENTITIES, MOBILES)
def test_scrub_finds_an_identity_number_glued_to_other_numbers(a: str, number: str, b: str) -> None:
    (found,) = scrub("identity", f"王五{a}{number}{b}")
    assert number not in readable(found)


@settings(deadline=None)
@given(AROUND, MOBILES, AROUND, st.sampled_from(["", " ", "-"]), st.sampled_from(["", "+86", "86", "0086 "]))
def test_scrub_finds_a_mobile_anywhere(before: str, number: str, after: str, gap: str, prefix: str) -> None:
    (found,) = scrub("phone", before + prefix + gap.join((number[:3], number[3:7], number[7:])) + after)
    assert number not in readable(found)
    assert found is not None and protect("phone", number)[0][0] in found


@settings(deadline=None)
@given(st.lists(st.one_of(IDENTITIES, MOBILES, st.none(), st.text(max_size=12)), max_size=6))
def test_scrubbing_twice_is_scrubbing_once(cells: list[str | None]) -> None:
    once = scrub("phone", *scrub("identity", *cells))
    assert len(once) == len(cells)
    assert scrub("phone", *scrub("identity", *once)) == once
    assert scrub("identity", *scrub("phone", *once)) == once


@settings(deadline=None)
@given(st.text(alphabet="示例花园0123456789年月号户-. ", max_size=9))
def test_scrub_leaves_texts_without_numbers_alone(text: str) -> None:
    assert scrub("identity", text) == [text]
    assert scrub("phone", text) == [text]


def test_tokens_of_one_number_meet_however_it_is_written() -> None:
    old = VALID[:6] + VALID[8:17]
    values, _, warnings = protect(
        "identity", VALID, " 350502 19900307 1236", VALID.translate(WIDE), "'" + VALID, old
    )
    assert len(set(values)) == 1
    assert warnings == [None, None, None, None, "identity_old"]
    assert scrub("identity", f"王五{VALID}", f"王五 {old}。") == [f"王五{values[0]}", f"王五 {values[0]}。"]
    assert protect("identity", values[0])[0] == [values[0]]
    other = IDENTITY.protect(pl.Series([VALID]), b"another key").values[""][0]
    assert other != values[0]


@pytest.mark.parametrize(
    ("cell", "problem", "warning", "token"),
    [
        (VALID, None, None, True),
        (VALID[:17] + "0", "identity_check", None, True),
        (complete("35050219900231123"), "identity_birthday", None, True),
        (VALID[:17], "identity_length", None, True),
        ("3.50502E+17", "identity_damaged", None, False),
        ("350502199003071000", "identity_damaged", None, False),
        ("3505021990030710000", "identity_length", None, True),
        (VALID + ".0", None, None, True),
        ("350502********1236", "identity_masked", None, False),
        ("待补", "identity_unreadable", None, False),
        ("无", None, None, False),
        (None, None, None, False),
    ],
)
def test_verdict_on_an_identity_number(
    cell: str | None, problem: str | None, warning: str | None, token: bool
) -> None:
    values, problems, warnings = protect("identity", cell)
    assert (problems, warnings, values[0] is not None) == ([problem], [warning], token)


def test_a_number_that_ends_in_zeros_and_checks_is_kept_with_a_doubt() -> None:
    numbers = (
        complete(f"35050219900{day}{sequence}00") for day in range(301, 331) for sequence in range(1, 10)
    )
    number = next(number for number in numbers if number.endswith("000"))
    assert protect("identity", number)[1:] == ([None], ["identity_maybe_damaged"])


@pytest.mark.parametrize("number", [VALID[:17], VALID + "6", VALID[:17] + "0", "350502199013071236"])
def test_scrub_finds_a_mistyped_identity_number(number: str) -> None:
    (found,) = scrub("identity", f"王五 {number}，见备注")
    assert found is not None and ID.search(found)
    assert number not in readable(found)


def test_scrub_finds_mobiles_glued_together() -> None:
    a, b = (secret.token(number, "tel:", KEY) for number in ("13800000000", "13900000000"))
    assert scrub("phone", "王五1380000000013900000000。") == [f"王五{a};{b}。"]


def test_other_long_numbers_stay() -> None:
    kept = [
        "91350211M0000XUF46",
        "350502001001001",  # a community's code and three digits
        "合同HT-2023-0001，金额1234567元",
        "0123456789abcdef0123456789abcdef",
        "0101001001",  # a grid's code, too short for any landline
    ]
    assert scrub("identity", *kept) == kept
    assert scrub("phone", *kept) == kept
    token = f"id:{'1380000000012345' * 2}"
    assert scrub("phone", token) == scrub("identity", token) == [token]


@pytest.mark.parametrize(
    ("cell", "same_as"),
    [
        ("13800000000", ["13800000000"]),
        ("+86 138-0000-0000", ["13800000000"]),
        ("13800000000；13900000000", ["13800000000", "13900000000"]),
        ("13800000000/13900000000、 0595-22812345", ["13800000000", "13900000000", "059522812345"]),
        ("13800000000 13900000000", ["13800000000", "13900000000"]),
        ("(0595)22812345", ["059522812345"]),
        ("0595-22812345转801", ["059522812345801"]),
    ],
)
def test_several_telephones_of_one_cell(cell: str, same_as: list[str]) -> None:
    values, problems, _ = protect("phone", cell)
    assert problems == [None]
    assert values == [";".join(secret.token(number, "tel:", KEY) for number in same_as)]
    assert protect("phone", values[0])[0] == values
    assert PHONE.clean(pl.Series(values)).values[""].to_list() == values


def test_verdicts_on_telephones() -> None:
    cells = ["138****1234", "22812345", "13800000000；打不通", "1380000000", "；", None]
    values, problems, warnings = protect("phone", *cells)
    assert values == ["138****1234", None, None, None, None, None]
    assert problems == [None, *["phone_unreadable"] * 4, None]
    assert warnings == ["phone_masked", *[None] * 5]


@settings(deadline=None)
@given(st.lists(st.one_of(MOBILES, st.none(), st.text(max_size=14)), max_size=6))
def test_protect_never_gives_a_telephone_number(cells: list[str | None]) -> None:
    values, problems, _ = protect("phone", *cells)
    assert len(values) == len(cells)
    for value, problem in zip(values, problems, strict=True):
        assert value is None or (problem is None and not re.search("[0-9]{7,}", TEL.sub("", value)))
