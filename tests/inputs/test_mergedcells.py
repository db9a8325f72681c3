"""Merged cells hold for all their rows."""

from textmine.inputs.mergedcells import column_letters, repeat_merged

ROWS = [["番号", "年代"], ["1", "20代"], ["2", ""], ["", ""], ["3", "60代"], ["4", ""]]
BODY = [1, 2, 4, 5]


def test_a_merged_cell_holds_for_its_rows() -> None:
    """Rows that hold nothing else stay blank."""
    rows, cells, columns = repeat_merged(ROWS, BODY, [((4, 1), (5, 1)), ((1, 1), (3, 1))])
    assert [row[1] for row in rows] == ["年代", "20代", "20代", "", "60代", "60代"]
    assert cells == ["B3", "B6"]
    assert columns == {1}
    assert ROWS[2] == ["2", ""]  # the rows that came in are left alone


def test_the_header_and_what_is_merged_to_the_right() -> None:
    """A merged header is not repeated into the first answer, nor an answer into the next question."""
    for merged in (((0, 1), (2, 1)), ((2, 0), (2, 1)), ((90, 0), (99, 0)), ((1, 90), (2, 90))):
        assert repeat_merged(ROWS, BODY, [merged]) == (ROWS, [], frozenset())


def test_damaged_ranges_cost_no_more_than_the_table() -> None:
    """Ranges that overlap by the thousand are gone through once."""
    rows = [["番号"], ["1"], *([""] for _ in range(2000))]
    merged = [((1, 0), (1_048_575, 0))] * 100_000
    assert repeat_merged(rows, [1], merged) == (rows, [], frozenset())


def test_letters() -> None:
    """Columns are named as a spreadsheet program names them."""
    assert [column_letters(number) for number in (0, 25, 26, 16_383)] == ["A", "Z", "AA", "XFD"]
