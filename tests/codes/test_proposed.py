"""textmine.codes.proposed: a bundled frame is proposed by what a question asks."""

import pytest

from textmine.codes.proposed import proposed_frames


@pytest.mark.parametrize(
    ("question", "frame"),
    [
        ("宣言をして、どのような効果がありましたか", "effects"),
        ("取り組んだ成果をお書きください", "effects"),
        ("実施に当たっての障害", "obstacles"),
        ("DX を進めるうえでの課題（自由記述）", "obstacles"),
        ("旅行中に不便だったこと", "inconveniences"),
        ("ご不満な点をお聞かせください", "inconveniences"),
    ],
)
def test_a_question_gets_the_frame_for_what_it_asks(question: str, frame: str) -> None:
    assert proposed_frames([question]) == {question: frame}


@pytest.mark.parametrize("question", ["ご意見・ご感想", "取り組みの内容", "年齢", ""])
def test_any_other_question_gets_none(question: str) -> None:
    assert proposed_frames([question]) == {}


def test_what_is_asked_first_decides() -> None:
    """効果を妨げる課題 is about the effect; 課題と効果 about the obstacle."""
    assert list(proposed_frames(["効果を妨げる課題", "課題と効果"]).values()) == ["effects", "obstacles"]
