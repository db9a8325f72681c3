"""Numbers inside texts are sorted as numbers."""

from hypothesis import given
from hypothesis import strategies as st

from textmine.inputs.natural import in_natural_order, natural


@given(
    st.one_of(
        st.lists(st.from_regex(r"\A[0-9a-z]{0,4}\Z")),
        st.lists(st.from_regex(r"\AR[0-9]{0,3}\Z")),
        st.lists(st.integers(0, 2000).map(str)),
    )
)
def test_texts_in_natural_order(texts: list[str]) -> None:
    """Sorted in the quick way or not, the order is the same."""
    assert in_natural_order(texts) == sorted(texts, key=natural)


def test_natural_order() -> None:
    """Numbers inside a text count as numbers; any text can be sorted with any other."""
    assert sorted(["row 10", "row 9", "1", "A", "10", "2", ""], key=natural) == [
        "",
        "1",
        "2",
        "10",
        "A",
        "row 9",
        "row 10",
    ]
    assert sorted(["9" * 5000, "1"], key=natural)[0] == "1"
    assert sorted(["1", "01", "a1", "a01"], key=natural) == sorted(["a01", "a1", "01", "1"], key=natural)
