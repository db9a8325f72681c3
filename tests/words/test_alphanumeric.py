"""alphanumeric: words of Latin letters and digits, and what only looks like them."""

from __future__ import annotations

import pytest

from textmine.words.alphanumeric import alphanumerics


def found(line: str) -> list[str]:
    return [line[start:end] for start, end, is_number in alphanumerics(line) if not is_number]


@pytest.mark.parametrize(
    "word",
    [
        *(
            "5G",
            "4K",
            "3D",
            "PM2.5",
            "COVID-19",
            "Web3.0",
            "H5N1",
            "B2B",
            "Wi-Fi6",
            "G7",
            "O157",
            "iPhone15",
            "MP3",
        ),
        *(
            "Windows11",
            "ISO27001",
            "A4",
            "B1F",
            "3LDK",
            "U-18",
            "1on1",
            "3in1",
            "2FA",
            "5W1H",
            "CO2",
            "No.1",
            "v1.2.3",
        ),
        *("C++", "C#", "Node.js", "USB3.0", "R-18", "4K8K"),
    ],
)
def test_words(word: str) -> None:
    """Alone, among Japanese, and before punctuation."""
    for line in (word, f"今の{word}が", f"「{word}」、{word}。", f"{word}とか"):
        assert set(found(line)) == {word}, line


@pytest.mark.parametrize(
    "line",
    [
        *(
            "5月",
            "10人",
            "3階",
            "2級",
            "2023-11-30",
            "100-200人",
            "5km",
            "30min",
            "10GB",
            "50Hz",
            "1.5L",
            "24H",
            "3F",
        ),
        *(
            "5km-10km",
            "100m2",
            "2nd",
            "10:30",
            "1,000円",
            "3.0",
            "50%",
            "03-1234-5678",
            "AM9:00",
            "R6.4.1",
            "60W",
        ),
        *("staff", "e-Tax", "The office", "USB-C", "R&D", "A50%", "困る.PCが", "good.The", "TEL03-1234-5678"),
    ],
)
def test_no_words(line: str) -> None:
    """Numbers, measures, dates, telephone numbers; and plain letters, which the grammar joins."""
    assert found(line) == []


def test_numbers_with_units() -> None:
    """They are numbers as a whole, so that no unit is a word."""
    line = "5kmを30minで、10GBで1.5L、R6.4.1に5km-10km、3階で2023-11-30"
    numbers = [line[start:end] for start, end, is_number in alphanumerics(line) if is_number]
    assert numbers == ["5km", "30min", "10GB", "1.5L", "R6.4.1", "5km-10km"]


def test_a_point_begins_a_word_only_where_no_sentence_ends() -> None:
    """.NET, but 困る.PC."""
    assert found(".NETとJava") == found("Javaと.NETの") == [".NET"]
    assert found("困る.NET") == []
