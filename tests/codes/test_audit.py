"""The random audit sample: how it is drawn, what of its decisions counts, and how far coders agree on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from textmine.codes.audit import audit_agreement, audit_disagreements, audit_sample, audited
from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import parse_codebook
from textmine.codes.review import apply, override_counts, review
from textmine.errors import SurveyError
from textmine.inputs.decisions import COLUMNS, read_review
from textmine.reports.reviewsheet import reviewsheet
from textmine.reports.tablefile import tablefile
from textmine.words.corpus import Corpus

Make = Callable[..., Corpus]
FRAME = parse_codebook("＊費用\n# 定義: お金\n費用 or 予算\n＊人材\n人材 or 予算")
TEXTS = ["費用が負担", "予算も人材もない", "人材が不足", "時間がない", "費用", "場所が狭い", "", "予算がない"]


@pytest.fixture
def corpus(corpus_of: Make) -> Corpus:
    return corpus_of(TEXTS)


def sample_of(corpus: Corpus, size: int | None = 3, seed: int = 1) -> pd.DataFrame:
    return audit_sample(corpus, code_answers(corpus, FRAME), size=size, seed=seed)


def decided(sample: pd.DataFrame, value: int = 1, coder: str = "佐藤", name: str = "audit") -> pd.DataFrame:
    """Return the decisions of a person who gives every code the same value."""
    about = sample.to_dict("records")
    lines = [
        {**row, "code": code, "value": value, "rule": -1, "coder": coder, "sample": name}
        for row in about
        for code in FRAME.names
    ]
    return pd.DataFrame(lines).reindex(columns=list(COLUMNS), fill_value="")


# ---- the draw


def test_the_draw_depends_on_what_is_written_not_on_the_rows(corpus: Corpus, corpus_of: Make) -> None:
    """Nor on what respondents are called, as long as they wrote something of their own."""
    turned = corpus_of(TEXTS, order=[5, 2, 7, 0, 6, 4, 1, 3])
    assert sample_of(turned).to_dict("records") == sample_of(corpus).to_dict("records")
    renamed = corpus_of(TEXTS, respondents=list("hgfedcba"))
    assert sample_of(renamed)["text"].tolist() == sample_of(corpus)["text"].tolist()


def test_another_seed_draws_others_and_blank_answers_are_nobodys_work(corpus: Corpus) -> None:
    draws = {tuple(sample_of(corpus, seed=seed)["text"]) for seed in range(10)}
    assert len(draws) > 5
    assert sample_of(corpus, size=100)["text"].isin(TEXTS).sum() == 7
    assert sample_of(corpus, size=0).empty


def test_every_respondent_is_drawn_as_often_as_the_others(corpus_of: Make) -> None:
    """Also those who wrote the same, and those who wrote more; 240 draws of 2 of 6: about 80 each."""
    corpus = corpus_of(["同じ", "同じ", "同じ", "費用", "人材", "時間", "場所"], respondents=list("abcdeff"))
    coded = code_answers(corpus, FRAME)
    drawn = Counter[str]()
    for seed in range(240):
        drawn.update(set(audit_sample(corpus, coded, size=2, seed=seed)["respondent"]))
    assert sorted(drawn) == list("abcdef")
    assert all(55 < count < 105 for count in drawn.values()), drawn


def test_all_answers_of_a_respondent_are_read(corpus_of: Make) -> None:
    corpus = corpus_of(["費用", "人材", "時間", "場所"], respondents=list("aabb"))
    sample = sample_of(corpus, size=1)
    assert len(sample) == 2 and sample["respondent"].nunique() == 1


def test_who_was_drawn_stays_when_answers_are_added(corpus_of: Make) -> None:
    """But for those whom the new ones push out; the earlier ones keep their order."""
    texts = [f"回答{number}番" for number in range(60)]
    before = sample_of(corpus_of(texts[:40]), size=20)["text"].tolist()
    after = sample_of(corpus_of(texts), size=20)["text"].tolist()
    stayed = [text for text in after if text in before]
    assert len(stayed) > 8 and stayed == before[: len(stayed)]
    assert set(after) - set(stayed) <= set(texts[40:])


@pytest.mark.parametrize(("respondents", "drawn"), [(99, 0), (100, 50), (300, 150), (500, 200)])
def test_the_usual_size_is_at_most_half(corpus_of: Make, respondents: int, drawn: int) -> None:
    corpus = corpus_of(["費用"] * respondents)
    assert len(sample_of(corpus, size=None)) == drawn


def test_a_table_of_codes_that_lacks_an_answer_is_refused(corpus: Corpus) -> None:
    with pytest.raises(SurveyError, match="lacks the answer 7"):
        audit_sample(corpus, code_answers(corpus, FRAME).iloc[:7], size=2)


# ---- the sheet, blind, and the way back


def written(corpus: Corpus, path: Path, coder: str, *, more: dict[str, int] | None = None) -> Path:
    """Write a review sheet with an audit of three, in which a person decides each row of the audit."""
    coded = code_answers(corpus, FRAME)
    sample = audit_sample(corpus, coded, size=3)
    path.write_bytes(reviewsheet(review(corpus, coded), lang="ja", audit=sample))
    book = openpyxl.load_workbook(path)
    page = book.worksheets[1]
    head = {cell.value: cell.column for cell in page[1]}
    for row in range(3, page.max_row + 1):
        page.cell(row, head["coder"], coder)
        text = page.cell(row, head["text"]).value
        page.cell(row, head["＊費用"], (more or {}).get(text, int("費用" in text or "予算" in text)))
    book.save(path)
    return path


def test_the_sheet_of_the_audit_shows_nothing_of_the_rules(corpus: Corpus, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(corpus, tmp_path / "a.xlsx", ""))
    page = book.worksheets[1]
    assert [sheet.title for sheet in book.worksheets] == ["確認", "監査標本", "使い方"]
    names = [cell.value for cell in page[1]]
    assert "rules" not in names and "why" not in names
    assert {cell.value for cell in page[3]} & {"＊費用", "＊人材"} == set()
    assert all(page.cell(row, names.index("＊人材") + 1).value is None for row in range(3, 6))
    without = openpyxl.load_workbook(path_of(tmp_path, reviewsheet(review_of(corpus), lang="ja")))
    assert [sheet.title for sheet in without.worksheets] == ["確認", "使い方"]


def review_of(corpus: Corpus) -> pd.DataFrame:
    return review(corpus, code_answers(corpus, FRAME))


def path_of(folder: Path, data: bytes) -> Path:
    path = folder / "written.xlsx"
    path.write_bytes(data)
    return path


def test_what_is_decided_blind_comes_back_as_such(corpus: Corpus, tmp_path: Path) -> None:
    found = read_review(written(corpus, tmp_path / "a.xlsx", "佐藤"))
    assert len(found) == 3 * 2
    assert set(found["sample"]) == {"audit"} and set(found["rule"]) == {-1}
    kept = tmp_path / "kept.csv"
    kept.write_bytes(tablefile(found))
    pd.testing.assert_frame_equal(read_review(kept), found)
    assert override_counts(found).empty  # what was not seen was not changed
    coded = apply(code_answers(corpus, FRAME), found, corpus=corpus)
    assert coded["reviewed"].sum() == 3


def test_a_file_of_an_earlier_version_knows_no_sample(corpus: Corpus, tmp_path: Path) -> None:
    found = decided(review_of(corpus).head(2), name="").assign(rule=1)
    kept = tmp_path / "kept.csv"
    kept.write_bytes(tablefile(found.drop(columns="sample")))
    assert set(read_review(kept)["sample"]) == {""}


def test_an_audited_answer_is_nothing_else_too(corpus: Corpus, tmp_path: Path) -> None:
    """Decided in the order of doubt before: whichever file is named last, nothing learns from it."""
    sheet = written(corpus, tmp_path / "a.xlsx", "佐藤")
    audit = read_review(sheet)
    before = audit.assign(sample="", rule=0, coder="鈴木", value=1)
    path = tmp_path / "before.csv"
    path.write_bytes(tablefile(before))
    for files in ((path, sheet), (sheet, path)):
        both = read_review(*files)
        assert set(both["sample"]) == {"audit"} and len(both) == len(audit)


def test_the_judgements_of_all_coders_stay_and_the_last_one_stands(corpus: Corpus, tmp_path: Path) -> None:
    first = str(audit_sample(corpus, code_answers(corpus, FRAME), size=3)["text"].iat[0])
    sato = written(corpus, tmp_path / "sato.xlsx", "佐藤", more={first: 1})
    suzuki = written(corpus, tmp_path / "suzuki.xlsx", "鈴木", more={first: 0})
    both = read_review(sato, suzuki)
    assert len(both) == 2 * 3 * 2 and both.attrs["conflicts"] == 1
    coded = apply(code_answers(corpus, FRAME), both, corpus=corpus)
    assert coded.loc[coded["text"] == first, "＊費用"].tolist() == [0]
    assert coded.attrs["corrections"]["cells"] == 6
    kept = tmp_path / "kept.csv"
    kept.write_bytes(tablefile(both))
    audit = audited(corpus, code_answers(corpus, FRAME), read_review(kept))
    assert audit.judged["＊費用"].iat[0] == 0 and list(audit.coders) == ["佐藤", "鈴木"]
    assert audit_disagreements(audit)[["code", "text", "佐藤", "鈴木"]].values.tolist() == [
        ["＊費用", first, 1.0, 0.0]
    ]


# ---- what counts


def counted(corpus: Corpus, decisions: pd.DataFrame, seed: int = 1) -> tuple[int, int, int]:
    found = audited(corpus, code_answers(corpus, FRAME), decisions, seed=seed)
    assert found.judged["respondent"].nunique() == found.respondents
    return found.respondents, found.drawn, found.left_out


@pytest.fixture
def many(corpus_of: Make) -> Corpus:
    return corpus_of([f"費用{number}" for number in range(60)])


def test_an_audit_may_end_early_but_not_leave_out(many: Corpus) -> None:
    sample = sample_of(many, size=40)
    assert counted(many, decided(sample)) == (40, 40, 0)
    assert counted(many, decided(sample.head(25))) == (25, 25, 0)
    # one of the first 25 is not decided: 24 of 25 are 96 %
    assert counted(many, decided(sample.head(25).drop(index=7))) == (24, 25, 0)
    # one of the first two: at the 20th 95 % are decided again
    assert counted(many, decided(sample.head(30).drop(index=1))) == (29, 30, 0)
    # every second one is left out, so that only the first counts
    assert counted(many, decided(sample.iloc[::2])) == (1, 1, 19)


def test_an_audit_that_the_settings_do_not_draw_does_not_count(many: Corpus) -> None:
    respondents, _, left_out = counted(many, decided(sample_of(many, size=30)), seed=2)
    assert respondents < 3 and respondents + left_out == 30


def test_a_survey_that_grew_is_audited_again_where_new_answers_were_drawn(
    corpus_of: Make, many: Corpus
) -> None:
    grown = corpus_of([f"費用{number}" for number in range(120)])
    first = sample_of(many, size=40)
    respondents, _, left_out = counted(grown, decided(first))
    assert respondents < 10 and left_out > 30
    rest = sample_of(grown, size=60)
    rest = rest[~rest["key"].isin(set(first["key"]))]
    both = pd.concat([decided(first), decided(rest)])
    assert counted(grown, both)[0] >= 60


def test_only_whole_respondents_and_only_audits_count(corpus_of: Make) -> None:
    corpus = corpus_of(["費用", "人材", "時間", "場所"], respondents=list("aabb"))
    sample = sample_of(corpus, size=2)
    assert counted(corpus, decided(sample)) == (2, 2, 0)
    assert counted(corpus, decided(sample.iloc[[0, 1, 2]])) == (1, 1, 1)
    assert counted(corpus, decided(sample, name="")) == (0, 0, 0)
    assert counted(corpus, decided(sample).iloc[:0]) == (0, 0, 0)


def test_a_code_that_was_not_judged_is_not_known(many: Corpus) -> None:
    """The frame has got a code since."""
    decisions = decided(sample_of(many, size=5))
    judged = audited(many, code_answers(many, FRAME), decisions[decisions["code"] == "＊費用"]).judged
    assert judged["＊費用"].eq(1).all() and judged["＊人材"].isna().all()


# ---- agreement


def test_agreement_with_the_machine_and_between_coders_is_of_the_audit_alone(many: Corpus) -> None:
    """The machine gives 費用 to all; the persons to all, and to all but the last one."""
    coded = code_answers(many, FRAME)
    sample = sample_of(many, size=20)
    one = decided(sample)
    two = decided(sample, coder="鈴木")
    two.loc[two.index[-2], "value"] = 0
    table = audit_agreement(coded, audited(many, coded, pd.concat([one, two])), samples=50)
    assert table[["code", "between", "n"]].values.tolist() == [
        ["＊費用", "machine", 20],
        ["＊費用", "coders", 20],
        ["＊人材", "machine", 20],
        ["＊人材", "coders", 20],
    ]
    assert table["agreement"].round(2).tolist() == [0.95, 0.95, 0.0, 1.0]
    alone = audit_agreement(coded, audited(many, coded, one), samples=50)
    assert set(alone["between"]) == {"machine"}
    assert audit_agreement(coded, audited(many, coded, one.iloc[:0])).empty
    assert audit_disagreements(audited(many, coded, one)).empty
