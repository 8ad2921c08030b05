"""Number formats: which of them say more than the number."""

from __future__ import annotations

import datetime as dt

import pytest

from linli.ledger.formats.display import BUILT_IN, Cell, display

DAY = dt.date(2023, 3, 1)


@pytest.mark.parametrize(
    ("code", "cell", "shown"),
    [
        ('yyyy"年"m"月"', DAY, "2023-03"),
        ("yyyy年m月", DAY, "2023-03"),
        ('[$-804]yyyy"年"m"月";@', DAY, "2023-03"),
        ('[DBNum1][$-804]yyyy"年"m"月"', DAY, "2023-03"),
        (r"yyyy\年m\月;@", DAY, "2023-03"),
        ("yyyy.m", DAY, "2023-03"),
        ("yyyy-mm", dt.datetime.fromisoformat("2023-12-31T08:00"), "2023-12"),
        ("mmm-yy", DAY, "2023-03"),
        (BUILT_IN[57], DAY, "2023-03"),
        ('e"年"m"月"', DAY, "2023-03"),
        ("yyyy", DAY, "2023"),
        ('yyyy"年"', DAY, "2023"),
        ("000", 7.0, "007"),
        ("000000000000", 990101001001.0, "990101001001"),
        ("00", 123.0, "123"),
        ("000;@", 7, "007"),
        ('"SS"000', 7.0, "SS007"),
        ('000"号"', 7.0, "007号"),
        ("0.00_ ", 2023.1, "2023.10"),
        ("yyyy年m月", "2023年初", None),  # text stays as it was typed
        ("yyyy年m月", 45000.0, None),
        ("000", "7", None),
        ("000", 7.5, None),
        ("000", -7.0, None),
        ("000", True, None),
        ("0.00", 35.5, None),
    ],
)
def test_what_is_shown(code: str, cell: Cell, shown: str | None) -> None:
    found = display(code)
    assert found is not None
    assert found.show(cell) == shown


@pytest.mark.parametrize(
    "code",
    [
        "General", "G/通用格式", "@", "0", "0.0", "#,##0", "0%", "0.00%", '0"户"', '"第"0"期"', "0.00E+00",
        "yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "m/d/yyyy", 'm"月"d"日"',
        "h:mm", "yyyy/m/d h:mm", "[h]:mm:ss", "[红色]0",
        "aaaa", "0000-0000", "[$-F800]dddd, mmmm dd, yyyy", "", '"', "[", "\\", "_",
    ],
)  # fmt: skip
def test_what_adds_nothing(code: str) -> None:
    assert display(code) is None
