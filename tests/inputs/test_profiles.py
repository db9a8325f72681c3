"""What the values of a column look like: choices and their separator, ticked or written."""

from collections import Counter

from textmine.inputs.profiles import is_closed, profile, separator, sort_of


def test_separator_with_a_separator_inside_an_option() -> None:
    """The comma of 1,200万円 separates nothing, nor does 、 inside an option."""
    cells = ["飲食施設, 宿泊施設、土産物屋", "宿泊施設、土産物屋, 駐車場", "駐車場"] * 5
    assert separator(Counter(cells)) == ", "
    assert separator(Counter(["1,200万円以上", "1,000万円未満", "200万円未満"] * 9)) == ""
    assert separator(Counter(["分からない/無回答", "ある", "ない"] * 9)) == ""
    assert separator(Counter(["新聞;ウェブ", "新聞", "ウェブ;口コミ"] * 5)) == ";"
    assert separator(Counter([f"駅が遠く、{n}分歩いた、疲れた" for n in range(50)])) == ""


def test_separator_among_very_many_values() -> None:
    """Of thousands of different cells some are looked at: choices are found there, sentences are none."""
    options = [f"選択肢{n}" for n in range(80)]
    chosen = [(n % 80, n // 80 % 80, n // 6400) for n in range(40_000)]
    cells = [f"{options[a]}、{options[b]}、{options[c]}" for a, b, c in chosen]
    assert separator(Counter(cells)) == "、"
    assert separator(Counter(reversed(cells))) == "、"
    assert separator(Counter([f"駅が{n}分と遠く、{n}回歩いた、疲れた" for n in range(40_000)])) == ""


def test_closed_questions_of_long_tables() -> None:
    """Age groups are ticked, complaints are written."""
    assert is_closed(profile(["20代", "30代", "40代"] * 10))
    assert not is_closed(profile([f"駅が遠い{n}" for n in range(30)]))


def test_the_sort_of_a_column_is_seen_in_its_values() -> None:
    """Dates, numbers and choices are told apart; ticks, places and words are none of these."""
    assert sort_of(profile(["2024-04-01", "令和6年4月1日", "4月1日"])) == ("dates", "")
    assert sort_of(profile(["新聞;ウェブ", "新聞", "ウェブ;口コミ"] * 5)) == ("choices", ";")
    assert sort_of(profile(["1,200", "80%", "3"] * 5)) == ("numbers", "")
    assert sort_of(profile(["○", "", "×"] * 5)) == sort_of(profile(["福井県", "石川県"] * 5)) == ("", "")


def test_addresses_of_any_length_are_contacts() -> None:
    """One or several in a cell; a sentence with an address is none."""
    long = "https://www.example.jp/forms/responses/details?form=enquete&id=0000-0000-abcd-efgh"
    assert profile([long, f"{long}\n{long}", "www.example.jp/" + "a" * 60]).contacts == 1
    assert profile([f"{long} を見ても分からない"] * 3).contacts == 0
    assert profile(["https://a" * 10_000 + "é"]).contacts == 0
