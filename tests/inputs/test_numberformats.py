"""Numbers and dates as their number format shows them."""

import datetime

import pytest

from textmine.inputs.numberformats import changes_text, shown

MORNING = datetime.datetime(2024, 4, 1, 9, 5)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1, "00000", "00001"),
        (123456, "00000", "123456"),
        (0, "000", "000"),
        (1234567, "000-0000", "123-4567"),
        (12, '"A-"000', "A-012"),
        (12, r"\A000", "A012"),
        (20, '0"代"', "20代"),
        (5, 'General"名"', "5名"),
        (1234567, '#,##0"円"', "1234567円"),
        (-5, '0"人"', "-5人"),
        (1234.5, '0.0"点"', "1234.5点"),
        (0.25, "0%", "25%"),
        (0.256, "0%", "25.6%"),
        (0.07, "0.00%", "7%"),
        (1, '[=1]"男性";[=2]"女性";General', "男性"),
        (2, '[=1]"男性";[=2]"女性";General', "女性"),
        (1, '"賛成";"反対";"保留"', "賛成"),
        (-1, '"賛成";"反対";"保留"', "反対"),
        (0, '"賛成";"反対";"保留"', "保留"),
        (9012345678, r"[<=99999999]####-####;\(00\)\ ####-####", "(90) 1234-5678"),
        (MORNING, 'yyyy"年"m"月"', "2024年4月"),
        (MORNING, "m/d", "4/1"),
        (MORNING, "mmm-yy", "Apr-24"),
        (MORNING, "aaaa", "月曜日"),
        (MORNING, "h:mm", "9:05"),
        (MORNING, "hh:mm:ss", "09:05:00"),
        (MORNING, "yyyy/m/d", "2024-04-01"),
        (MORNING, 'ggge"年"', "令和6年"),
        (45383, 'ggge"年"m"月"', "令和6年4月"),
        (45383, 'ggge"年"m"月"d"日"', "2024-04-01"),
        (datetime.date(2024, 4, 1), 'yyyy"年度"', "2024年度"),
        (datetime.time(9, 5), "h:mm", "9:05"),
    ],
)
def test_shown(value: float | datetime.date, code: str, text: str) -> None:
    """Zeros in front, words, percent and the parts of a date are taken from the format."""
    assert shown(value, code) == text


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1, "General"),
        (3.66, "0"),
        (3.5, "0.00"),
        (1234567, "#,##0"),
        (-5, '#,##0;[Red]"△ "#,##0'),
        (1200, '"¥"#,##0'),
        (0, '0;;"·"'),
        (1, '"○";;"×"'),
        (1234000, '0,"千円"'),
        (0, ";;;"),
        (0.5, "# ?/?"),
        (1e20, "0000"),
        (1234, "0.00E+00"),
        (3, '[=1]"男性";[=2]"女性";General'),
        (MORNING, "yyyy/m/d h:mm"),
        (datetime.datetime(2024, 4, 1), "yyyy/m/d"),
        (datetime.datetime(2024, 4, 1), '[$-411]ggge"年"m"月"d"日"'),
        (MORNING, "[h]:mm"),
        (1, "0" * 300),
    ],
)
def test_what_a_format_does_not_change(value: float | datetime.date, code: str) -> None:
    """What only rounds, groups, colours or adds a currency leaves the number; a whole date stays ISO."""
    assert shown(value, code) is None


def test_1904() -> None:
    """Days may be counted from 1904."""
    assert shown(0, "m/d", from_1904=True) == "1/1"


def test_odd_formats_end() -> None:
    """A format that is cut off, or no format at all, is read without an error."""
    for code in ('"', "\\", "[", "[=", "[=x]0", ";;;;", '0"', "yyyy年", "", "h", '00"', "%%%%%%%%%%%%0"):
        changes_text(code)
        shown(5, code)
        shown(MORNING, code)
