"""textmine.tables.stances: who takes a stance, as a search through the answers finds it."""

from __future__ import annotations

import pandas as pd
import pytest

from textmine.inputs.lexicon import read_lexicon
from textmine.inputs.survey import Survey
from textmine.large.tokenizing import tokenize
from textmine.tables import stances
from textmine.words.corpus import Corpus

LEXICON = read_lexicon()


def corpus(*texts: str, kind: str = "substantive") -> Corpus:
    rows = [(n, f"r{n}", "意見", "", text, kind, 0, n + 2) for n, text in enumerate(texts)]
    columns = ["answer", "respondent", "question", "item", "text", "kind", "source", "row"]
    return tokenize(Survey(pd.DataFrame(rows, columns=columns)), LEXICON)


def taken(*texts: str) -> dict[str, int]:
    table = stances.stances(corpus(*texts))
    whole = table[table["wording"] == ""]
    return dict(zip(whole["stance"], whole["respondents"].tolist(), strict=True))


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("統合に反対である。", "反対"),
        ("この計画は容認できない", "反対"),
        ("両校の統合計画には賛成です", "賛成"),
        ("母校を残して　ほしい", "存続・維持の要望"),
        ("計画の見直しを求める", "見直し・再検討の要望"),
        ("ﾏﾅｰの授業に賛成", "賛成"),
        ("見直しをすべきではないか", "見直し・再検討の要望"),
        ("反対でならない", "反対"),
        ("反対しかない", "反対"),
        ("反対だから行かない", "反対"),
        ("反対なのは病院がないこと", "反対"),
        ("反対なのに誰も言わない", "反対"),
        ("存続を強く望みます", "存続・維持の要望"),
    ],
)
def test_a_wording_tells_its_stance(text: str, stance: str) -> None:
    """Blanks and widths aside; what is asked (べきではないか) is not denied."""
    assert taken(text)[stance] == 1


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("反対ではない", "反対"),
        ("反対という意見ではない", "反対"),
        ("賛成できない", "賛成"),
        ("反対はしていない", "反対"),
        ("反対はありません", "反対"),
        ("反対を感じたことはない", "反対"),
        ("反対するほどではない", "反対"),
        ("反対や不満は特にない", "反対"),
        ("そこまでの反対はないかと思う", "反対"),
        ("今のところ反対材料は特にない", "反対"),
        ("住民の反対を解消する", "反対"),
        ("反対なら早く言う", "反対"),
        ("統合もやむを得ないと考えているのか。", "賛成"),
        ("英語科が存続した", "存続・維持の要望"),
    ],
)
def test_what_is_denied_supposed_or_asked_does_not_count(text: str, stance: str) -> None:
    assert stance not in taken(text)


def test_a_respondent_counts_once_and_each_wording_as_a_search_finds_it() -> None:
    """反対 stands in three answers, one of which denies it."""
    table = stances.stances(corpus("反対。強く反対", "反対だし容認できない", "反対ではない", "晴れ"))
    rows = table[table["stance"] == "反対"][["wording", "respondents", "written", "base"]]
    assert rows.to_numpy().tolist() == [["", 2, 3, 4], ["反対", 2, 3, 4], ["容認できない", 1, 1, 4]]
    (row,) = stances.by_stance(table).query("stance == '反対'").to_dict("records")
    assert (row["respondents"], row["wordings"]) == (2, "「反対」3、「容認できない」1")


def test_what_a_stance_is_of_stands_before_its_wording() -> None:
    """Two write of what; each number opens; what the question asks for is no stance."""
    of = corpus(
        "統合に反対", "統合には困るが統合に反対だ", "校名に反対", "計画の見直し", "再編計画の再検討を"
    )
    table = stances.stances(of)
    objects = table[table["object"] != ""][["stance", "object", "respondents"]].to_numpy().tolist()
    assert objects == [["反対", "統合", 2], ["見直し・再検討の要望", "計画", 2]]
    assert stances.by_stance(table)["objects"].tolist() == ["", "統合 2", "計画 2"]
    behind = stances.stance_answers(of)
    assert behind.loc[behind["stance"] == stances.object_name("反対", "統合"), "answer"].tolist() == [0, 1]
    assert set(stances.stances(of, asked="なぜ反対ですか")["stance"]) == {"見直し・再検討の要望"}


def test_the_answers_behind_a_stance_are_those_counted() -> None:
    of = corpus("反対", "反対ではない", "賛成。ただし心配", "容認できない")
    found = stances.stance_answers(of)
    assert found[found["stance"] == "反対"]["answer"].tolist() == [0, 3]
    counts = stances.stances(of)
    assert found[found["stance"] == stances.SIDES[0]]["answer"].tolist() == [0, 3]
    found = found[~found["stance"].isin(stances.SIDES)]
    whole = counts[counts["wording"] == ""].set_index("stance")["respondents"].to_dict()
    assert found["stance"].value_counts().to_dict() == whole


def test_a_side_counts_each_respondent_once() -> None:
    """Who objects and asks is one; a side of one stance is that stance; of what is asked nothing is said."""
    of = corpus("反対。見直しを", "反対", "見直しを", "賛成", "反対ではない")
    assert taken("反対。見直しを", "反対", "見直しを", "賛成", "反対ではない") == {
        "反対・要望": 3,
        "反対": 2,
        "見直し・再検討の要望": 2,
        "賛成": 1,
    }
    assert taken("賛成", "統合はやむを得ない")["賛成・容認"] == 2
    assert set(stances.stances(of, asked="なぜ反対ですか")["stance"]) == {"見直し・再検討の要望", "賛成"}


def test_chunks_add_up_and_non_answers_stand_aside() -> None:
    """What a non-answer holds takes no stance, though a search finds it."""
    one, other = corpus("反対", "見直しを"), corpus("反対なし", kind="none")
    merged = stances.finish(stances.merge(stances.tally(one), stances.tally(other)))
    alone = stances.stances(one)
    assert merged["respondents"].tolist() == alone["respondents"].tolist()
    tally = stances.tally(other)
    assert tally.loc[tally["wording"] == "反対", ["respondents", "written", "aside"]].to_numpy().tolist() == [
        [0, 0, 1]
    ]
