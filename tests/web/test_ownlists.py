"""textmine.web.ownlists: what changes of the project's word lists write into them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.projects import QUESTION, make_project
from textmine.errors import LexiconError
from textmine.inputs.answers import classify_all
from textmine.inputs.lexicon import read_lexicon
from textmine.settingsfile import read_settings
from textmine.web import ownlists
from textmine.web.holder import Held

EMPTY = dict.fromkeys(ownlists.LISTS, "")


@pytest.fixture
def held(tmp_path: Path) -> Held:
    return Held(make_project(tmp_path / "調査").parent, lambda stage, done, total: None)


def test_groups_that_share_a_word_become_one() -> None:
    """The list can be read again: no word stands in two groups. Comments stay."""
    texts = {**EMPTY, ownlists.MERGE: "# 手で書いた\nパソコン、PC\n従業員、社員\n"}
    made = ownlists.changed(texts, {"do": "merge", "words": ["職員", "社員"]})
    assert made[ownlists.MERGE] == "# 手で書いた\nパソコン、PC\n職員、社員、従業員\n"


def test_what_is_no_spelling_is_not_proposed_again() -> None:
    change = {"do": "merge", "words": ["社内"], "others": ["車内"]}
    text = ownlists.changed(EMPTY, change)[ownlists.MERGE]
    assert ownlists.entries(text) == []
    assert ownlists.rejected(text) == {frozenset(("社内", "車内"))}


@pytest.mark.parametrize("word", ["", "a、b", "a\nb", "長" * 101])
def test_what_can_stand_in_no_list_is_refused(word: str) -> None:
    with pytest.raises(LexiconError):
        ownlists.changed(EMPTY, {"do": "stop", "words": [word]})


def test_an_answer_is_told_one_way_at_a_time(tmp_path: Path) -> None:
    """Told to be an answer, and then to be none, it is none; what no pattern may hold is taken as it is."""
    text = "A.B*（確認中）"
    for kinds, told in ((["substantive"], "answer"), (["none"], "none"), (["substantive"], "answer")):
        path = tmp_path / ownlists.KINDS
        path.parent.mkdir(exist_ok=True)
        texts = {**EMPTY, ownlists.KINDS: path.read_text("utf-8") if path.exists() else ""}
        path.write_text(ownlists.changed(texts, {"do": told, "text": text})[ownlists.KINDS], "utf-8")
        assert classify_all([text], read_lexicon(tmp_path)) == kinds
    assert classify_all(["AxBB確認中"], read_lexicon(tmp_path)) == ["substantive"]
    with pytest.raises(LexiconError):
        ownlists.changed(EMPTY, {"do": "none", "text": "長い" * 21})


def test_a_change_is_shown_made_and_taken_back(held: Held) -> None:
    """What is shown before is what comes of it; the files are then as they were."""
    folder = held.settings_file.parent

    def files() -> dict[Path, list[str]]:
        return {path: path.read_text("utf-8").split() for path in folder.rglob("*") if path.is_file()}

    before = files()
    change = {"do": "merge", "words": ["予算", "費用"]}
    shown = ownlists.differences(held, change, QUESTION)
    assert files() == before
    counts = dict(held.study.keywords(QUESTION)[["word", "respondents"]].values.tolist())
    undone = ownlists.apply(held, change)
    after = dict(held.study.keywords(QUESTION)[["word", "respondents"]].values.tolist())
    assert ["予算", counts["予算"], after["予算"]] in [list(row) for row in shown["words"]]
    assert after["予算"] == counts["予算"] + 1
    assert read_settings(held.settings_file).words.lexicon == str(folder)
    ownlists.take_back(held, **undone)
    assert dict(held.study.keywords(QUESTION)[["word", "respondents"]].values.tolist()) == counts
    assert files() == before


def test_decisions_do_not_disturb_what_is_remembered(held: Held) -> None:
    """The lists lie in the project, where much else is written: only they make the words anew."""
    ownlists.apply(held, {"do": "keep", "words": ["社内の理解"]})
    words = held.study.keywords(QUESTION)
    (held.settings_file.parent / "outputs").mkdir()
    (held.settings_file.parent / "outputs" / "note.txt").write_text("x", encoding="utf-8")
    assert held.study.keywords(QUESTION) is words
