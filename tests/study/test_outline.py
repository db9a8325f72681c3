"""textmine.study.outline: what a report holds, and that runs and orders of rows change nothing."""

import csv
import json
import pickle
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import matplotlib
import pandas as pd
import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

import textmine as tm
from tests.conftest import blank_figure
from textmine.errors import FigureError, SettingsError
from textmine.inputs.journal import fingerprint
from textmine.reports.pictures import Picture
from textmine.reports.report import Report, Section
from textmine.reports.views import VIEWS
from textmine.settings import DEFAULTS, Settings, change
from textmine.study import outline
from textmine.study import sections as parts
from textmine.study.dossier import packed
from textmine.study.study import Progress, Study
from textmine.texts.labels import known, label

pytestmark = pytest.mark.usefixtures("taught_once")

ANSWERS = [
    ("10", "製造", "社員の意識が向上した", "メールの添付を開かない"),
    ("11", "建設", "セキュリティ意識の向上につながった", "ウイルス対策ソフトを導入した"),
    ("12", "製造", "効果は感じられない", "特になし"),
    ("13", "運輸", "効果が感じられません。", "社内でルールを決めた"),
    ("14", "建設", "特になし", "ウイルス対策ソフトの更新"),
    ("15", "運輸", "意識が高まった😀", "社内のルールを守っている"),
]


def survey_file(folder: Path, answers: list[tuple[str, ...]], name: str = "survey.csv") -> Settings:
    folder.mkdir(exist_ok=True)
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("企業番号", "業種", "効果", "取り組み"), *answers])
    return change(
        DEFAULTS,
        {
            "survey.files": (str(folder / name),),
            "survey.respondent": "企業番号",
            "survey.questions": ("効果", "取り組み"),
            "codes.codebook": "none",
            "keywords.minimum": 1,
            "compare.minimum": 1,
            "report.form": "full",
        },
    )


def run(settings: Settings, progress: Progress | None = None) -> Report:
    return outline.report(Study(settings, progress=progress))


def tables(parts: Iterable[Section]) -> list[Section]:
    return [part for part in parts if not isinstance(part.content, Picture)]


@dataclass(frozen=True)
class Whole:
    """The whole study of ANSWERS: its report, the stages that it told of, and the files written."""

    report: Report
    stages: list[str]
    files: dict[str, bytes]


@pytest.fixture(scope="session")
def whole(made_once: Callable[[str, Callable[[Path], object]], Path]) -> Whole:
    """Made once in a test run, its figures blank sheets; nobody changes it."""

    def fill(folder: Path) -> None:
        stages: list[str] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Study, "figure", blank_figure)
            report = run(survey_file(folder, ANSWERS), lambda stage, done, total: stages.append(stage))
        paths = tm.write(report, f"{folder / 'out'}/")
        made = Whole(report, stages, {path.name: path.read_bytes() for path in paths})
        (folder / "whole.pickle").write_bytes(pickle.dumps(made))

    made: Whole = pickle.loads((made_once("answers", fill) / "whole.pickle").read_bytes())
    return made


def sections(report: Report, question: str) -> dict[str, object]:
    return {section.name: section.content for section in report.sections if section.question == question}


def check(found: Iterable[str], listed: Sequence[str]) -> None:
    """Compare the sections of a question with those that a test lists, and say what to do if they differ."""
    assert list(found) == list(listed), (
        "study/outline.py puts other sections into the report than this test lists, or in another order; if "
        "that is meant, change the lists in tests/study/test_outline.py, of full and of short reports"
    )


def test_each_question_has_its_tables_and_its_cloud(whole: Whole) -> None:
    """Keywords with what they rest on, groups, and who says what; and the survey's own tables once."""
    report = whole.report
    for question in ("効果", "取り組み"):
        found = sections(report, question)
        tables = [name for name, content in found.items() if not isinstance(content, Picture)]
        listed = [
            *("keywords", "evidence", "theme_answers", "occurrences", "wordcloud_layout"),
            *("k_curve", "cluster_summary", "clusters"),
            *("crosstab_words", "crosstab_words_tests", "distinctive"),
            *("cooccurrence", "graph_numbers", "graph_words", "feature_tree", "feature_leaves"),
            *("correspondence", "correspondence_inertia", "group_differences"),
            *("question_findings", "question_finding_numbers"),
        ]
        check(tables, listed)
        pictures = [name for name, content in found.items() if isinstance(content, Picture)]
        listed = [
            *("bars_words", "wordcloud", "heatmap_words", "comparison_cloud", "wordclouds"),
            *("network", "tree", "map"),
        ]
        check(pictures, listed)
    of_survey = {"kinds", "main_findings", "main_finding_numbers", "answers", "columns", "findings", "method"}
    assert set(sections(report, "")) == of_survey
    assert "appendix.docx" in whole.files


def test_every_table_of_a_question_has_a_view_a_title_and_headings(whole: Whole) -> None:
    """A column without a heading would show its English name in a Japanese report."""
    # no document shows them as tables
    data_only = ("theme_answers", "group_differences", "question_findings", "question_finding_numbers")
    for section in whole.report.sections:
        name, table = section.name, section.content
        if section.question and isinstance(table, pd.DataFrame) and name not in data_only:
            assert name in VIEWS, f'add View("{name}") to _VIEWS in textmine/reports/views.py'
            assert section.title or known(f"section.{name}"), f"add {name} to texts/report/section.toml"
            keys = map(str, table.columns)
            bare = [key for key in keys if not (known(f"column.{key}") or known(f"column.{name}.{key}"))]
            assert not bare, f'add headings of {bare} (or of "{name}.{bare[0]}") to texts/report/column.toml'


@pytest.fixture(scope="session")
def asked(made_once: Callable[[str, Callable[[Path], object]], Path]) -> Whole:
    """The short report of ANSWERS with every analysis that may be asked for; made once in a test run."""
    words = {"search": "意識 or ルール", "related": "意識", "collocation": "意識", "word-forms": "意"}
    analyses = [f"{kind} {words[kind]}" if kind in words else kind for kind in parts.ANALYSES]
    chosen = {"report.form": "short", "report.analyses": (*analyses, "network 業種", "correspondence answer")}

    def fill(folder: Path) -> None:
        report = run(change(survey_file(folder, ANSWERS), chosen | {"compare.by": ("業種",)}))
        paths = tm.write(report, f"{folder / 'out'}/")
        made = Whole(report, [], {path.name: path.read_bytes() for path in paths})
        (folder / "asked.pickle").write_bytes(pickle.dumps(made))

    made: Whole = pickle.loads((made_once("asked", fill) / "asked.pickle").read_bytes())
    return made


ASKED_FOR = {  # with what each puts into the report of ANSWERS
    "distribution": ("distribution_numbers", "distribution"),
    "search": ("search",),
    "related": ("related",),
    "collocation": ("collocation",),
    "word-forms": ("word_forms",),
    "document-words": ("document_words",),
    "cooccurrence": ("cooccurrence",),
    "network": ("graph_numbers", "graph_words", "network"),
    "tree": ("feature_tree", "feature_leaves", "tree"),
    "distance-map": ("distance_map", "distance_plot"),
    "topics": ("topics", "topics_of_answers"),
    "correspondence": ("correspondence", "correspondence_inertia", "map"),
    "crosstab": ("crosstab_words", "crosstab_words_tests"),
    "bubbles": ("bubbles_words",),
    "lines": ("lines_words",),
}


def test_what_is_asked_for_is_in_the_report(asked: Whole) -> None:
    """Each analysis by the name of its command, in the order of the list; a word that a question lacks is
    said to be none of its words.
    """
    assert set(ASKED_FOR) == set(parts.ANALYSES)
    of_effect = [part for part in asked.report.sections if part.asked and part.question == "効果"]
    named = [part.name for part in of_effect]
    listed = [name for kind in parts.ANALYSES for name in ASKED_FOR[kind]]
    listed += [*ASKED_FOR["network"], *ASKED_FOR["correspondence"]]
    assert named == listed
    assert [part.attribute for part in of_effect if part.name == "network"] == ["", "業種"]
    assert [part.attribute for part in of_effect if part.name == "map"] == ["業種", "回答"]
    other = [part for part in asked.report.sections if part.asked and part.question == "取り組み"]
    reasons = [part.content for part in other if part.name == "not_drawn"]
    assert any("意識" in table["reason"].iloc[0] for table in reasons)  # type: ignore[union-attr]


def test_all_four_documents_show_what_is_asked_for(asked: Whole) -> None:
    """Word and slides, too, which a short report has without networks, trees and collocations."""
    document = Document(BytesIO(asked.files["report.docx"]))
    headings = {paragraph.text for paragraph in document.paragraphs}
    deck = Presentation(BytesIO(asked.files["report.pptx"]))
    slides = " ".join(shape.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    sheets = " ".join(load_workbook(BytesIO(asked.files["report.xlsx"]), read_only=True).sheetnames)
    page = asked.files["report.html"].decode()
    titles = [
        *("出現回数と文書数の分布", "関連語検索　意識", "コロケーション統計　意識", "文書×抽出語", "共起"),
        *("共起ネットワークの大きさ", "トピックモデル"),
    ]
    for title in titles:
        assert title in headings, title
        assert title in slides, title
        assert title in sheets, title
        assert title in page, title
    pictures = ["network", "tree", "distance_plot", "map", "bubbles_words", "lines_words"]
    alts = [each._inline.docPr.get("descr") for each in document.inline_shapes]
    for picture in pictures:
        title = label(f"section.{picture}", "ja")
        assert any(title in alt for alt in alts), title
        assert title in sheets, title


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("netwerk", "report.analyses can't be 'netwerk'; it is one of: distribution, search"),
        ("collocation", "'collocation' in report.analyses needs the word or condition it is about"),
        ("tree 業種", "'tree' in report.analyses takes nothing after its name, not '業種'"),
    ],
)
def test_an_analysis_that_there_is_not_is_told(tmp_path: Path, entry: str, said: str) -> None:
    """Before anything is read."""
    with pytest.raises(SettingsError, match=said):
        run(change(survey_file(tmp_path, ANSWERS), {"report.analyses": (entry,)}))


@pytest.mark.usefixtures("blank")
def test_a_short_report_asks_for_what_is_handed_in(tmp_path: Path) -> None:
    """No clusters, maps or networks, no figure but cloud and categories; and no appendix."""
    chosen = {"report.form": "short", "codes.codebook": {"効果": "effects"}, "compare.by": ("業種",)}
    report = run(change(survey_file(tmp_path, ANSWERS), chosen))
    listed = [
        *("code_counts", "bars_codes", "codes", "keywords", "evidence", "theme_answers"),
        *("occurrences", "wordcloud", "wordcloud_layout", "crosstab_codes", "crosstab_codes_tests"),
        *("group_differences", "question_findings", "question_finding_numbers"),
    ]
    check(sections(report, "効果"), listed)
    files = {path.name for path in tm.write(report, f"{tmp_path / 'out'}/")}
    assert {"report.docx", "report.xlsx", "report.html", "report.pptx", "run.json"} <= files
    assert "appendix.docx" not in files
    (found,) = [each.content for each in report.sections if each.name == "main_findings"]
    assert isinstance(found, pd.DataFrame) and len(found)


def test_every_number_of_the_keyword_table_opens_to_its_answers(whole: Whole) -> None:
    """The respondents of a word are the different respondents of its occurrences."""
    found = sections(whole.report, "効果")
    words, places = found["keywords"], found["occurrences"]
    assert isinstance(words, pd.DataFrame) and isinstance(places, pd.DataFrame)
    counted = places.groupby("word", observed=True)["respondent"].nunique()
    assert words.set_index("word")["respondents"].to_dict() == counted.to_dict()
    assert set(words["base"]) == {5}


@pytest.mark.usefixtures("blank")
def test_two_runs_write_the_same_bytes_wherever_the_file_lies(whole: Whole, tmp_path: Path) -> None:
    """No clock, no folder, no random order in any file; of figures tests/figures/test_saving.py says so."""
    paths = tm.write(run(survey_file(tmp_path / "elsewhere", ANSWERS)), f"{tmp_path / 'elsewhere' / 'out'}/")
    assert {path.name: path.read_bytes() for path in paths} == whole.files


@pytest.mark.usefixtures("blank")
def test_the_order_of_rows_changes_no_table(whole: Whole, tmp_path: Path) -> None:
    """Only the row numbers of the answers know in which order the file stood; figures follow from tables."""
    shuffled = list(ANSWERS)
    random.Random(3).shuffle(shuffled)
    other = run(survey_file(tmp_path, shuffled)).sections
    for section, twin in zip(tables(whole.report.sections), tables(other), strict=True):
        assert section.name == twin.name
        if section.name not in ("answers", "method"):  # the method names the digest of the file
            pd.testing.assert_frame_equal(section.content, twin.content)


def test_run_json_says_what_was_read_and_with_what(whole: Whole) -> None:
    """Input hashes, settings, versions and the counts, enough to repeat the run."""
    said = json.loads(whole.files["run.json"])
    assert said["sources"][0]["file"] == "survey.csv"
    assert said["settings"]["survey"]["files"] == ["survey.csv"]
    assert {"python", "textmine", "fugashi", "unidic-lite"} <= set(said["versions"])
    assert all(len(digest) == 64 for digest in said["files"].values())


def test_words_the_font_lacks_are_named_not_drawn(tmp_path: Path) -> None:
    """The cloud is drawn without them, and its note says which; a font without any is an error."""
    latin = str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans-Bold.ttf")
    texts = [(*row[:3], "USBの廃棄") for row in ANSWERS]
    settings = change(survey_file(tmp_path, texts), {"wordcloud.font": latin})
    with pytest.raises(FigureError, match="意識"):  # the other question has no Latin word
        Study(settings).figure("wordcloud", "効果")
    report = run(change(settings, {"survey.questions": ("取り組み",)}))
    (cloud,) = [section for section in report.sections if section.name == "wordcloud"]
    assert "廃棄" in cloud.note
    layout = sections(report, "取り組み")["wordcloud_layout"]
    assert isinstance(layout, pd.DataFrame)
    assert layout["word"].tolist() == ["USB"]


def test_a_header_with_an_emoji_is_drawn_without_it(tmp_path: Path) -> None:
    """The title of the cloud has 〓 in its place; the question keeps its name."""
    settings = survey_file(tmp_path, ANSWERS)
    path = tmp_path / "survey.csv"
    path.write_text(path.read_text("utf-8").replace("効果", "効果😀", 1), "utf-8")
    study = Study(change(settings, {"survey.questions": ("効果😀",)}))
    assert study.questions == ("効果😀",)
    assert len(study.figure("wordcloud", "効果😀").get_children()) > 1


def test_a_question_with_non_answers_only_has_an_empty_table(tmp_path: Path) -> None:
    """Nothing to count is a table without rows, and its kinds are still told."""
    settings = survey_file(tmp_path, [(*row[:3], "特になし") for row in ANSWERS])
    report = run(change(settings, {"survey.questions": ("取り組み",)}))
    found = sections(report, "取り組み")
    assert list(found) == ["keywords"]
    table = sections(report, "")["kinds"]
    assert isinstance(table, pd.DataFrame)
    asked = table[table["question"] == "取り組み"]
    assert asked.set_index("kind")["respondents"].to_dict()["none"] == len(ANSWERS)


def test_values_of_few_respondents_are_left_out_of_the_map_and_named(tmp_path: Path) -> None:
    """They would press all others together; how many had them is said."""
    rows = [
        (f"c{n}", ["製造", "建設", "運輸", "農業"][min(n % 13, 3) if n < 13 else n % 3], f"{word}の{verb}")
        for n, (word, verb) in enumerate(
            (word, verb) for word in ("意識", "情報", "社員", "管理") for verb in ("向上", "徹底", "教育") * 2
        )
    ]
    rows = [(*row, "特になし") for row in rows[:24]]
    settings = change(survey_file(tmp_path, rows), {"compare.minimum": 3, "survey.questions": ("効果",)})
    found, *_ = parts.mapped(Study(settings), "効果", "業種")
    assert isinstance(found.content, pd.DataFrame)
    counts = pd.Series([row[1] for row in rows]).value_counts()
    values = found.content.loc[found.content["kind"] == "value", "name"]
    assert set(values) == set(counts[counts >= 3].index)
    for value in set(counts[counts < 3].index):
        assert value in found.note


def test_a_frame_is_proposed_where_it_fits_and_said(tmp_path: Path) -> None:
    """By what a question asks, if the rules know most answers; every door asks the same; none: off."""
    known = [
        (str(n), "製造", text, "教育")
        for n, text in enumerate(["意識が高まった", "効果なし", "意識が向上した"] * 4)
    ]
    named = survey_file(tmp_path, known).survey
    settings = Settings(survey=named)
    study = Study(settings)
    assert study.named_frames() == {"効果": "effects"} == study.stated().codes.codebook
    report = outline.report(study)
    (counts,) = (part for part in report.sections if part.name == "code_counts")
    assert "「effects」" in counts.note and "--codebook none" in counts.note
    strange = [
        (str(n), "製造", text, "教育") for n, text in enumerate(["りんご", "みかん", "意識が高まった"] * 4)
    ]
    assert (
        Study(
            change(settings, {"survey.files": survey_file(tmp_path / "b", strange).survey.files})
        ).named_frames()
        is None
    )
    assert Study(change(settings, {"codes.codebook": "none"})).codebooks() == {}
    assert Study(change(settings, {"words.lists": "none"})).codebooks() == {}


def test_no_file_is_one_sentence() -> None:
    """Settings without a survey say so."""
    with pytest.raises(SettingsError, match="no survey file"):
        run(DEFAULTS)


def test_progress_is_told_in_order(whole: Whole) -> None:
    """Reading, words, the steps of the first question and of the next, findings, documents."""
    of_question = ["keywords", "notes", "cloud", "clusters", "comparisons"]
    of_both = [stage for stage in whole.stages if stage in of_question]
    assert of_both == 2 * of_question
    others = [stage for stage in whole.stages if stage not in of_question]
    assert list(dict.fromkeys(others)) == ["reading", "tokenizing", "findings", "writing"]


def test_a_question_with_items_has_its_condensed_list(tmp_path: Path) -> None:
    """Per item the statements with their respondents; what is close is proposed."""
    first = ["予算がとれない", "予算がとれません。", "予算の面で難しい", "人材がいない", "社内の同意がない"]
    last = ["時間がない", "時間がないです", "教える人がいない", "手順がわからない", "設備が古い"]
    header = [f"{number}.項目【{aspect}】" for number in (1, 2, 3) for aspect in ("①状況", "③障害の内容")]
    rows = [["企業番号", *header]]
    for number, (one, other) in enumerate(zip(first, last, strict=True)):
        rows.append([str(number), "実施", one, "実施", one, "実施", other])
    with (tmp_path / "items.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    named = {"survey.files": (str(tmp_path / "items.csv"),), "survey.respondent": "企業番号"}
    study = Study(change(DEFAULTS, named))
    found = {section.name: section.content for section in outline.condensed(study, "障害の内容")}
    table, close = found["condensed"], found["proposals"]
    assert isinstance(table, pd.DataFrame) and isinstance(close, pd.DataFrame)
    counts = table.groupby("item")["respondents"].apply(list).tolist()
    assert counts == [[2, 1, 1, 1], [2, 1, 1, 1], [2, 1, 1, 1]]
    assert close[["statement", "other"]].values.tolist() == [["予算がとれない", "予算の面で難しい"]] * 2
    assert "opinions" in found


@pytest.mark.usefixtures("blank")
def test_analyses_are_of_codes_too(tmp_path: Path) -> None:
    """Each that is asked for is made of words and, with a frame, of codes, whose titles say so."""
    (tmp_path / "f.cod").write_text("＊費用\n費用\n＊教育\n教育\n＊設備\n設備\n", encoding="utf-8")
    texts = ["費用と教育", "費用と設備", "教育と設備", "費用と教育と設備", "費用", "教育"]
    rows = "".join(f"{n},{'東西南'[n % 3]},{text}\n" for n, text in enumerate(texts * 2))
    (tmp_path / "a.csv").write_text(f"番号,地域,障害\n{rows}", encoding="utf-8")
    chosen = {"survey.files": (str(tmp_path / "a.csv"),), "survey.questions": ("障害",)}
    chosen |= {"codes.codebook": str(tmp_path / "f.cod"), "compare.by": ("地域",), "compare.minimum": 1}
    chosen |= {"keywords.unit": "word"}
    wanted = ("network", "network 地域", "tree", "distance-map", "cooccurrence", "correspondence")
    study = Study(change(DEFAULTS, chosen | {"report.analyses": wanted}))
    found = list(parts.wanted(study, "障害"))
    of_codes = [part for part in found if part.title.endswith("（コード）")]
    assert not [part for part in found if part.name == "not_drawn"]
    names = [part.name for part in found if not part.title.endswith("（コード）")]
    assert [part.name for part in of_codes] == names
    titles = [part.title for part in of_codes]
    assert {
        "共起ネットワーク（コード）",
        "共起ネットワーク　地域（コード）",
        "対応分析（コード）",
    } <= set(titles)
    (pairs,) = (part.content for part in of_codes if part.name == "cooccurrence")
    assert isinstance(pairs, pd.DataFrame)
    assert set(pairs["feature"]) | set(pairs["other"]) == {"＊費用", "＊教育", "＊設備"}


@pytest.mark.usefixtures("blank")
def test_a_question_with_a_code_frame_has_its_codes(tmp_path: Path) -> None:
    """Counts with their mentions and a warning, each answer's codes, and the frame among what was read."""
    rows = "\n".join(
        f"{n},{text}" for n, text in enumerate(["費用が高い", "担当者がいない", "難しい面が多い"])
    )
    (tmp_path / "a.csv").write_text(f"企業番号,障害\n{rows}\n", encoding="utf-8")
    settings = change(
        DEFAULTS,
        {
            "survey.files": (str(tmp_path / "a.csv"),),
            "survey.respondent": "企業番号",
            "survey.questions": ("障害",),
            "codes.codebook": {"障害": "obstacles"},
        },
    )
    report = run(settings)
    found = {section.name: section for section in report.sections if section.question == "障害"}
    counts, sheet = found["code_counts"].content, found["codes"].content
    assert isinstance(counts, pd.DataFrame) and isinstance(sheet, pd.DataFrame)
    assert counts.set_index("code").loc["＊費用", "respondents"] == 1
    assert "2社から延べ2件" in found["code_counts"].note
    assert "33.3%" in found["code_counts"].note
    assert sheet["codes"].tolist() == ["費用", "人材・体制・時間", ""]
    assert "dictionaries/obstacles.cod" in report.lexicon
    with pytest.raises(SettingsError, match="課題"):
        run(change(settings, {"codes.codebook": {"課題": "obstacles"}}))


def test_what_people_decided_stands_above_the_rules(tmp_path: Path) -> None:
    """A reviewed answer has the codes of the person in every table, and the tables say so."""
    rows = [("1", "a", "人手が足りない"), ("2", "b", "予算がない"), ("3", "c", "何とも言えない事情")]
    path = tmp_path / "s.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("番号", "業種", "障害"), *rows])
    chosen = {"survey.files": (str(path),), "survey.respondent": "番号", "survey.questions": ("障害",)}
    settings = change(DEFAULTS, {**chosen, "codes.codebook": "obstacles", "keywords.minimum": 1})
    survey = tm.read_survey(path, respondent="番号", questions=["障害"])
    corpus = tm.tokenize(survey)
    sheet = tm.review(corpus, tm.code_answers(corpus, tm.read_codebook("obstacles")))
    answer = sheet[sheet["text"] == "何とも言えない事情"].iloc[0]
    decisions = pd.DataFrame(
        [{**{name: answer[name] for name in ("answer", "respondent", "question", "item", "text")}}]
    ).assign(code="＊費用", value=1, rule=0, coder="佐藤", date="2026-11-01", reason="")
    whole = fingerprint(*(str(answer[name]) for name in ("respondent", "question", "item", "text")))
    decisions = decisions.assign(key=whole, sha=fingerprint(str(answer["text"])))
    decisions.to_csv(tmp_path / "decided.csv", index=False)
    study = Study(change(settings, {"codes.overrides": str(tmp_path / "decided.csv")}))
    counts, coded = (section.content for section in outline.coded(study, "障害"))
    assert isinstance(counts, pd.DataFrame) and isinstance(coded, pd.DataFrame)
    assert counts.set_index("code").loc["＊費用", ["respondents", "overridden"]].tolist() == [2, 1]
    assert coded.set_index("respondent").loc["3", ["＊費用", "coder"]].tolist() == [1, "佐藤"]


def test_a_wave_that_only_some_have_has_not_changed(tmp_path: Path) -> None:
    """One year and blanks: the report says so and ends well; findings speak of no change."""
    settings = survey_file(tmp_path, ANSWERS)
    path = tmp_path / "survey.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    waves = ["2025" if number % 2 else "" for number in range(len(rows))]
    lines = [f"{head},年度", *(f"{row},{wave}" for row, wave in zip(rows, waves, strict=True))]
    path.write_text("\n".join(lines), encoding="utf-8")
    chosen = {"report.form": "short", "compare.wave": "年度", "survey.attributes": ("業種", "年度")}
    report = run(change(settings, chosen))
    assert "not_drawn" in sections(report, "効果")
    (found,) = [each.content for each in report.sections if each.name == "main_findings"]
    assert isinstance(found, pd.DataFrame) and "changes" not in set(found["table"])


def test_an_audit_of_enough_answers_is_what_a_report_says_first(tmp_path: Path) -> None:
    """The rule misses half of the cost answers; sentence, table and bars print what the audit estimates."""
    texts = [
        f"{('予算', '費用', '人手', '場所')[number % 4]}が足りない、その{number}" for number in range(200)
    ]
    rows = [(str(number), "東西"[number % 2], text, "") for number, text in enumerate(texts)]
    (tmp_path / "f.cod").write_text("＊費用\n予算\n\n＊人材\n人手\n", encoding="utf-8")
    settings = change(survey_file(tmp_path, rows), {"survey.questions": ("効果",), "report.form": "short"})
    settings = change(settings, {"codes.codebook": str(tmp_path / "f.cod"), "compare.by": ("業種",)})
    sample = Study(change(settings, {"audit.size": 100})).audit_sample("効果")
    for size in (40, 100):
        lines = [
            {**row, "code": code, "value": int(bool(set(words) & set(row["text"][:1]))), "rule": -1}
            for row in sample.head(size).to_dict("records")
            for code, words in (("＊費用", "予費"), ("＊人材", "人"))
        ]
        decided = pd.DataFrame(lines).assign(coder="佐藤", date="2026-01-01", reason="", sample="audit")
        decided.to_csv(tmp_path / "decided.csv", index=False)
        study = Study(change(settings, {"codes.overrides": str(tmp_path / "decided.csv")}))
        report = outline.report(study)
        found = sections(report, "効果")
        (first, *_) = sections(report, "")["main_findings"]["text"]
        if size == 40:  # too few: what was counted, and a note
            assert "code_estimates" not in found and "監査による推定" not in first
            continue
        table = found["code_estimates"].set_index("code")
        assert "code_counts" not in found
        shares = study.code_shares("効果").set_index("code")
        assert table.loc["＊費用", "share"] == shares.loc["＊費用", "share"] != pytest.approx(0.5)
        assert table.loc["＊費用", ["method", "given_share"]].tolist() == [
            "ppi",
            table.loc["＊費用", "respondents"] / 200,
        ]
        assert table.loc["other", "share"] + table.loc["total", "share"] == pytest.approx(1)
        share, given = f"{table.loc['＊費用', 'share']:.1%}", f"{table.loc['＊費用', 'respondents']}社"
        assert first.startswith(f"監査による推定で多い分類は費用 {share}（95%信頼区間")
        assert f"コードが付いた回答者は{given}" in first
        word = next(path for path in tm.write(report, f"{tmp_path / 'out'}/") if path.suffix == ".docx")
        assert any(first in paragraph.text for paragraph in Document(str(word)).paragraphs)


def test_a_bundled_frame_uses_its_examples_where_nobody_decided_anything(tmp_path: Path) -> None:
    """And says by how much that was better on writers left out; KH Coder's reading has rules alone."""
    texts = [
        "24時間トラックの出入りがあり、門を閉めておけない。",
        "相手が個人の客で開けないと苦情になる",
        "予算がない",
    ]
    rows = [(str(number), "東", text, "") for number, text in enumerate(texts)]
    settings = survey_file(tmp_path, rows)
    settings = change(settings, {"survey.questions": ("効果",), "codes.codebook": "obstacles"})
    study = Study(settings)
    by = study.given_by("効果").set_index(["answer", "code"])["by"]
    assert by[0, "＊業務への支障"] == "examples" and by[2, "＊費用"] == "rule"
    (note,) = outline.example_notes(study, "効果", "ja")
    assert "ルールと例" in note and "例の書き手ごとの交差検証" in note
    for alone in ({"codes.examples": ("none",)}, {"codes.reading": "khcoder"}):
        assert set(Study(change(settings, alone)).given_by("効果")["by"]) == {"rule"}


def test_masked_answers_keep_their_decisions_and_nobody_elses_text_is_shown(tmp_path: Path) -> None:
    """Audit, decisions, nearest examples, examples of the frame and the files of a dossier."""
    people, lacking = ("田中", "鈴木", "佐藤", "高橋"), ("予算", "費用", "人手", "場所")
    texts = [
        f"{people[number % 4]}さんに聞いたが{lacking[number % 4]}が足りない、その{number}"
        for number in range(120)
    ]
    rows = [(str(number), "東", text, "") for number, text in enumerate(texts)]
    frame, decided = tmp_path / "f.cod", tmp_path / "decided.csv"
    frame.write_text("＊費用\n# 例: 田中さんが予算を切った\n予算\n\n＊人材\n人手\n", encoding="utf-8")
    (tmp_path / "more.csv").write_text("text,codes\n鈴木さんが費用で困る,費用\n", encoding="utf-8")
    values = {"survey.questions": ("効果",), "codes.codebook": str(frame), "audit.size": 60}
    settings = change(
        survey_file(tmp_path, rows), {**values, "codes.examples": (str(tmp_path / "more.csv"),)}
    )
    study = Study(settings)
    judged = [
        study.audit_sample("効果").assign(sample="audit"),
        study.review("効果").head(40).assign(sample=""),
    ]
    lines = [
        {**row, "code": code, "value": int(any(word in row["text"] for word in words)), "rule": -1}
        for row in pd.concat(judged).to_dict("records")
        for code, words in (("＊費用", lacking[:2]), ("＊人材", lacking[2:3]))
    ]
    pd.DataFrame(lines).assign(coder="甲", date="", reason="").to_csv(decided, index=False)
    shown = Study(change(settings, {"codes.overrides": str(decided)}))
    masked = Study(change(shown.settings, {"report.mask": True}))
    assert masked.audited("効果").respondents == shown.audited("効果").respondents == 60
    pd.testing.assert_frame_equal(masked.code_shares("効果"), shown.code_shares("効果"))
    given = masked.given_by("効果")
    assert (given["by"] == "person").any() and given["near_1"].str.startswith("●●●さん").any()
    sheets = tables(outline.report(masked).sections)
    told = [f"{each.note}{each.content.to_csv()}".encode() for each in sheets]
    told += [masked.by_doubt("効果").to_csv().encode(), *packed(masked.settings).values()]
    assert not [name for name in people for each in told if name.encode() in each]
    assert any(name.encode() in each for name in people for each in packed(shown.settings).values())
