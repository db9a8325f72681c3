"""The survey's columns and ours in one table: whose a column is, and what its header was."""

from hypothesis import given
from hypothesis import strategies as st

from textmine.inputs.attributes import OURS, attribute_of, column_of, is_attribute

HEADERS = st.one_of(st.text(max_size=6), st.sampled_from(sorted(OURS)), st.just("＊費用"))


@given(st.integers(0, 3).flatmap(lambda n: HEADERS.map(lambda header: "_" * n + header)))
def test_a_header_comes_back_from_its_column(header: str) -> None:
    """Whatever it is, and its column is never taken for one of ours."""
    assert attribute_of(column_of(header)) == header
    assert is_attribute(column_of(header))


def test_columns_differ_where_headers_do() -> None:
    headers = [under + name for name in (*OURS, "＊費用", "業種") for under in ("", "_", "__")]
    assert len({column_of(header) for header in headers}) == len(headers)
