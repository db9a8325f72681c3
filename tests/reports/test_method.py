"""The method section says what the report holds, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

from textmine.inputs.lexicon import ForcedWord, Lexicon
from textmine.inputs.survey import Source
from textmine.reports.method import method, method_text
from textmine.reports.pictures import Picture
from textmine.reports.references import entries, references
from textmine.reports.report import Report
from textmine.settings import DEFAULTS, change
from textmine.texts.labels import label

LANGS = ("ja", "en")
PICTURE = Picture(png=b"png", svg=b"", pdf=b"", alt="")


def keywords() -> pd.DataFrame:
    return pd.DataFrame({"word": ["意識", "予算"], "respondents": [1234, 7], "base": [2345, 2345]})


def kinds() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "question": ["効果"] * 3,
            "item": [""] * 3,
            "kind": ["substantive", "none", "blank"],
            "respondents": [2345, 67, 0],
            "answers": [2345, 67, 0],
            "share": [0.9, 0.1, 0.0],
            "base": [2345] * 3,
        }
    )


def crossed(*kinds_of_test: str) -> pd.DataFrame:
    """Tests of these kinds; those by Monte Carlo drew 8,888 tables."""
    table = pd.DataFrame({"attribute": "業種", "feature": "意識", "test": list(kinds_of_test), "p": 0.5})
    table.loc[table["test"] == "none", "p"] = float("nan")
    return table.assign(resamples=8888 * (table["test"] == "fisher_monte_carlo"))


def curve(*rows: tuple[float, ...], chosen: int) -> pd.DataFrame:
    """A table of k_curve: k, stability, excess, error, mixed, eligible."""
    table = pd.DataFrame(rows, columns=["k", "stability", "excess", "error", "mixed", "eligible"])
    return table.astype({"k": "int64", "eligible": "bool"}).assign(chosen=table["k"] == chosen)


def full() -> Report:
    """A report with a table for every paragraph, whose numbers occur nowhere else."""
    settings = change(
        DEFAULTS,
        {
            "codes.codebook": {"効果": "frame.cod"},
            "codes.overrides": "some/folder/decided.xlsx",
            "keywords.minimum": 17,
            "evidence.respondent_unit": "社",
            "report.mask": True,
        },
    )
    counts = pd.DataFrame(
        {
            "code": ["＊甲", "＊乙", "", ""],
            "level": ["code", "code", "other", "total"],
            "respondents": [10, 20, 345, 30],
            "share": [0.1, 0.2, 0.456, 0.3],
            "mentions": [10, 20, 345, 30],
            "base": [2345] * 4,
        }
    )
    summary = pd.DataFrame({"cluster": [1, 2, 3, 0], "answers": [50, 40, 30, 29]})
    summary = summary.assign(substantive=2345, texts=140, sampled=111)
    tried = curve((2, 0.5, 0.31, 0.011, 0.4, False), (3, 0.87, 0.62, 0.023, 0.1, True), chosen=3)
    report = Report(
        "調査の題",
        settings=settings,
        sources=(Source("a/b/survey.csv", "", "cp932", "0123456789abcdef" * 4, 2468),),
        versions={"textmine": "9.8.7", "python": "3.99", "fugashi": "7.6.5", "unidic-lite": "4.3.2"},
        lexicon={"dictionaries/compounds.txt": "a" * 64, "x/frame.cod": "b" * 64},
    )
    report = report.add(kinds(), name="kinds").add(keywords(), name="keywords", question="効果")
    report = report.add(pd.DataFrame({"masking": ["email"], "count": [31]}), name="maskings")
    for name, table in {
        "evidence": pd.DataFrame({"word": ["意識"], "text": ["意識の向上"]}),
        "code_counts": counts,
        "condensed": pd.DataFrame({"submissions": [5, 6], "statement": ["甲", "乙"]}),
        "cluster_summary": summary,
        "k_curve": tried,
        "crosstab_words": pd.DataFrame({"attribute": ["業種"] * 21, "feature": ["意識"] * 21, "p": 0.5}),
        "crosstab_words_tests": crossed("chi_square", "fisher", "fisher", "fisher_monte_carlo", "none"),
        "distinctive": pd.DataFrame({"attribute": ["地域"] * 22, "feature": ["意識"] * 22, "p": 0.5}),
        "changes": pd.DataFrame({"feature": ["意識"] * 23, "wave": ["1"] * 23, "p": 0.5}),
        "cooccurrence": pd.DataFrame({"feature": ["意識"], "other": ["予算"]}),
        "correspondence_inertia": pd.DataFrame({"dimension": [1]}),
        "feature_tree": pd.DataFrame({"left": [0], "right": [1]}),
        "wordcloud": PICTURE,
        "network": PICTURE,
    }.items():
        report = report.add(table, name=name, question="効果")
    people = pd.DataFrame({"respondent": [str(n % 2400) for n in range(2468)], "answer": range(2468)})
    return report.add(people.assign(kind="substantive", text="x", question="効果", item=""), name="answers")


def body(report: Report, lang: str) -> str:
    table = method(report, lang=lang)
    return "\n".join(table.loc[table["heading"] != label("method.h_references", lang), "text"])


@pytest.mark.parametrize("lang", LANGS)
def test_an_empty_report_says_nothing(lang: str) -> None:
    assert method(Report("題"), lang=lang).empty
    assert list(method(Report("題")).columns) == ["heading", "text"]
    assert method_text(Report("題"), lang).startswith("# ")


@pytest.mark.parametrize("lang", LANGS)
def test_every_number_of_the_report_is_said(lang: str) -> None:
    said = body(full(), lang)
    for number in (
        *("survey.csv", "2,468", "cp932", "0123456789ab", "2,400", "2,345", "67", "31", "17", "345", "45.6%"),
        *(
            "unidic-lite 4.3.2",
            "7.6.5",
            "9.8.7",
            "aaaaaaaaaaaa",
            "bbbbbbbbbbbb",
            "decided.xlsx",
            "0.87",
            "29",
        ),
        *("業種", "地域", "8,888", "0.00011", "keywords.minimum = 17", "149", "140", "111", "0.62", "0.023"),
        *(label("method.of_words", lang), "21", "22", "23"),
    ):
        assert number in said, number
    assert "some/folder" not in said and "a/b" not in said


@pytest.mark.parametrize("lang", LANGS)
def test_no_placeholder_is_left_and_no_number_is_invented(lang: str) -> None:
    """What is printed besides the report's own numbers are constants of the methods (50 or 150, 80 %)."""
    said = body(full(), lang)
    assert not re.search(r"[{}]|\bnan\b|\bNone\b(?! of)", said)
    assert ".." not in said and "。。" not in said and "、、" not in said


@pytest.mark.parametrize("lang", LANGS)
def test_the_works_cited_are_the_works_listed(lang: str) -> None:
    """Every (author, year) of the text has a work in the list, and every work in the list is cited."""
    table = method(full(), lang=lang)
    said = body(full(), lang)
    listed = table["text"].iloc[-1].split("\n")
    works = [work for key, work in references().items() if entries([key], lang)[0] in listed]
    assert len(works) == len(listed) == len(set(listed))
    for work in works:
        # A Japanese author is named by the family name, which has two characters in these.
        first = work["authors"][:2] if "sort" in work else work["authors"].split(",")[0]
        assert re.search(rf"{re.escape(first)}[^0-9]*{work['year']}", said), work
    cited = set(re.findall(r"(?<!\d)(?:18|19|20)\d\d(?!\d)", said))
    assert cited == {str(work["year"]) for work in works}


@pytest.mark.parametrize("lang", LANGS)
def test_a_method_that_was_not_used_is_not_cited(lang: str) -> None:
    """Without comparisons, clusters and codes the list holds the tagger's works and the interval's only."""
    small = replace(full(), sections=full().sections[:3])
    listed = method(small, lang=lang)["text"].iloc[-1].split("\n")
    assert listed == entries(["den", "kudo", "mccann", "wilson"], lang)


@pytest.mark.parametrize("lang", LANGS)
def test_only_tests_that_were_made_are_named(lang: str) -> None:
    report = Report("題", settings=DEFAULTS).add(
        crossed("chi_square", "none"), name="crosstab_words_tests", question="効果"
    )
    said = body(report, lang)
    assert "Pearson" in said and "Freeman" not in said and "Fisher, 1935" not in said
    nothing = Report("題", settings=DEFAULTS).add(
        crossed("none"), name="crosstab_words_tests", question="効果"
    )
    assert "Pearson" not in body(nothing, lang) and "Holm" not in body(nothing, lang)


# ---- each number is read off the table that the sentence speaks of


def said_of(lang: str = "en", **tables: pd.DataFrame) -> str:
    report = Report("題", settings=DEFAULTS)
    for name, table in tables.items():
        report = report.add(table, name=name, question="効果")
    return body(report, lang)


def clustered(answers: int, substantive: int, texts: int, sampled: int) -> pd.DataFrame:
    summary = pd.DataFrame({"cluster": [1, 0], "answers": [answers - 10, 10]})
    return summary.assign(substantive=substantive, texts=texts, sampled=sampled)


def test_it_says_which_answers_were_clustered_and_why_those() -> None:
    every, rest, drawn = (
        said_of(cluster_summary=clustered(*numbers))
        for numbers in ((600, 600, 550, 550), (432, 600, 400, 400), (9000, 9000, 8765, 4000))
    )
    assert "all substantive answers (600) were clustered" in every
    assert "of 600 substantive answers, the 432 that no code caught were clustered" in rest
    assert "4,000 drawn at random of 8,765 different ones" in drawn
    assert "at random" not in every + rest and "no code caught" not in every + drawn


NEAR = ((2, 0.6, 0.3, 0.02, 0.1, True), (3, 0.7, 0.41, 0.02, 0.1, True), (4, 0.7, 0.42, 0.02, 0.1, True))


def test_it_says_which_rule_gave_the_number_of_clusters() -> None:
    summary = clustered(600, 600, 550, 550)
    near = said_of(cluster_summary=summary, k_curve=curve(*NEAR, chosen=3))
    assert "2 to 4, 4 exceeds chance most (by 0.42, standard error 0.020), and 3, the smallest" in near
    best = said_of(cluster_summary=summary, k_curve=curve(*NEAR[:2], chosen=3))
    assert "2 to 3, the one that exceeds chance most, 3, was taken (by 0.41, standard error 0.020)" in best
    sure = (2, 1.0, 0.5, 0.001, 0.1, True), (3, 1.0, 0.45, 0.001, 0.1, True), (4, 0.8, 0.4, 0.01, 0.1, True)
    said = said_of(cluster_summary=summary, k_curve=curve(*sure, chosen=3))
    assert "the largest on which all resamples agree, 3, was taken (agreement 1.00)" in said
    left = said_of(
        cluster_summary=summary, k_curve=curve((2, 0.9, 0.9, 0.1, 0.37, False), *NEAR[1:], chosen=3)
    )
    assert "1 of these numbers could not be chosen, since it leaves 37% or more" in left
    assert "could not be chosen" not in near + best + said
    chance = said_of(cluster_summary=summary, k_curve=curve((2, 0.4, -0.08, 0.1, 0.1, True), chosen=2))
    assert "means little" in chance and "means little" not in near + best + said + left


def test_the_number_that_was_set_is_said_where_no_curve_decided() -> None:
    settings = change(DEFAULTS, {"clusters.k": 7})
    report = Report("題", settings=settings).add(
        clustered(600, 600, 550, 550), name="cluster_summary", question="効果"
    )
    assert "was set to 7" in body(report, "en")
    tried = report.add(curve(*NEAR, chosen=3), name="k_curve", question="効果")
    assert "was set to" not in body(tried, "en")


def cells(**tests: int) -> pd.DataFrame:
    """A table with so many tests of each attribute, and one more that could not be made."""
    attributes = [attribute for attribute, count in tests.items() for _ in range(count + 1)]
    table = pd.DataFrame({"attribute": attributes, "feature": "意識", "p": 0.5})
    table.loc[~table.duplicated("attribute"), "p"] = float("nan")
    return table


def test_the_families_of_corrections_are_counted_in_their_tables() -> None:
    """Of cells and distinctive words per attribute, of tests and changes per table; only tests made count."""
    said = said_of(crosstab_words=cells(業種=120, 規模=36), crosstab_codes=cells(業種=8))
    assert (
        "words of “効果” by “業種”: 120, words of “効果” by “規模”: 36, codes of “効果” by “業種”: 8" in said
    )
    assert "words of “効果” by “業種”: 77)" in said_of(distinctive=cells(業種=77))
    assert "all differences of one table (tests in each: “効果”: 55)" in said_of(changes=cells(業種=55))
    tests = pd.concat(
        [crossed(*["chi_square"] * 31, "none"), crossed(*["fisher"] * 12).assign(attribute="他")]
    )
    assert "all tests of one table, over all its attributes (tests in each: words of “効果”: 43)" in said_of(
        crosstab_words_tests=tests
    )


def test_who_is_in_no_wave_is_counted() -> None:
    """The base of the question is 2,345."""
    for bases, said in (((1000, 1341), "4 respondents without"), ((1000, 1344), "1 respondent without")):
        table = pd.DataFrame({"feature": "意識", "wave": ["1", "2"], "p": 0.5, "base": bases})
        assert f"{said} a wave or with several" in said_of(changes=table, keywords=keywords())
    table = pd.DataFrame({"feature": "意識", "wave": ["1", "2"], "p": 0.5, "base": (1000, 1345)})
    assert "without a wave" not in said_of(changes=table, keywords=keywords()) + said_of(changes=table)


def drawn(resamples: int, others: int, p: float = 0.5) -> pd.DataFrame:
    """One test by so many random tables among other tests of this p."""
    table = crossed("fisher_monte_carlo", *["chi_square"] * others)
    return table.assign(p=[0.5] + [p] * others, resamples=[resamples] + [0] * others)


def test_the_least_p_of_monte_carlo_is_said_and_where_it_can_never_pass() -> None:
    fine, holm, both = (
        said_of(crosstab_words_tests=drawn(*numbers)) for numbers in ((9999, 19), (999, 79), (15, 0))
    )
    assert "by 9,999 random tables" in fine and "can give is 0.0001." in fine
    assert "words of “効果”: 0.002 and 0.002." in fine
    assert "can give is 0.001." in holm and "0.08 and 0.08." in holm
    assert "can give is 0.062." in both
    assert "never" not in fine
    assert "never reach 5 % after correction in: words of “効果” (Holm), words of “効果” (Benj" in holm
    # beside many clear differences the same least p passes
    helped = said_of(crosstab_words_tests=drawn(999, 79, p=0.0001))
    assert "0.001 and 0.001." in helped and "never" not in helped


def test_any_section_may_be_missing() -> None:
    """Each section alone, and all but each, is written without an error and without the title as question."""
    whole = full()
    for place in range(len(whole.sections)):
        alone = replace(whole, sections=whole.sections[place : place + 1])
        without = replace(whole, sections=whole.sections[:place] + whole.sections[place + 1 :])
        for report in (alone, without, replace(alone, settings={}, versions={}, lexicon={}, sources=())):
            assert "調査の題" not in method_text(report, "ja")


def test_settings_that_are_usual_are_not_listed() -> None:
    usual = Report("題", settings=DEFAULTS)
    assert label("method.settings_usual", "ja") in body(usual, "ja")
    other = replace(usual, settings=change(DEFAULTS, {"report.out": "elsewhere", "report.title": "別"}))
    assert body(other, "ja") == body(usual, "ja")


def test_ipadic_and_a_folder_of_unidic() -> None:
    for dictionary, work, other in (("ipadic", "浅原", "UniDic:"), ("/some/unidic-cwj", "UniDic:", "浅原")):
        report = Report("題", settings=change(DEFAULTS, {"words.dictionary": dictionary}))
        said = body(report, "ja")
        assert work in said and other not in said and "/some" not in said.partition("words.dictionary")[0]


def test_the_lexicon_adds_its_sizes() -> None:
    lexicon = Lexicon(tuple(ForcedWord(f"語{n}") for n in range(1234)), {"甲": "乙"}, frozenset("あいう"))
    said = "\n".join(method(full(), lexicon=lexicon)["text"])
    assert "1,234" in said
    assert "1,234" not in body(full(), "ja").replace("1234", "")


def test_markdown_reads_no_mark_of_the_survey() -> None:
    report = Report("題", settings=DEFAULTS).add(keywords(), name="keywords", question="*<b>_Q_[x](y) &lt;")
    text = method_text(report, "en")
    assert "\\*\\<b>\\_Q\\_\\[x\\](y) \\&lt;" in text and "keywords.unit" not in text


def test_references_are_complete_and_sorted() -> None:
    lines = entries(references(), "en")
    assert len(lines) == len(references())
    for work in references().values():
        assert work["authors"] and work["title"] and work["place"] and 1900 <= work["year"] <= 2026
        assert not work["title"].endswith(".") and not work["place"].endswith(".")
    orders = {(work.get("sort", work["authors"]), work["year"]) for work in references().values()}
    assert len(orders) == len(references())
    assert [line.split(" (")[0] for line in entries(["wilson", "higuchi", "holm"], "ja")] == [
        "樋口耕一",
        "Holm, S.",
        "Wilson, E. B.",
    ]


def test_the_same_report_gives_the_same_text() -> None:
    assert method_text(full(), "ja") == method_text(full(), "ja") != method_text(full(), "en")


@pytest.mark.parametrize(
    ("lang", "said"), [("ja", "4,321人の回答者を無作為に抽出"), ("en", "those of 4,321 respondents drawn")]
)
def test_a_sample_is_said_to_be_one(lang: str, said: str) -> None:
    """With its size and the seed; a whole survey is not."""
    finding = {"finding": ["not_drawn"], "count": [98765], "where": [""], "detail": ["4,321, 77"]}
    drawn = full().add(pd.DataFrame(finding), name="findings")
    assert said in method_text(drawn, lang) and "77" in method_text(drawn, lang)
    assert said not in method_text(full(), lang)


def test_other_ways_of_counting_are_said() -> None:
    """KH Coder's words, sentences, occurrences, random walks: each is named, and what it replaces is not."""
    chosen = {
        "words.reading": "khcoder",
        "keywords.per": "sentence",
        "keywords.count": "occurrences",
        "map.scaling": "symmetric",
        "tree.method": "ward",
        "network.communities": "walks",
    }
    report = full()
    said = body(replace(report, settings=change(DEFAULTS, chosen)), "ja")
    for words in ("抽出語", "回答者ではなく文", "出現回数", "対称に正規化", "ward", "Pons & Latapy"):
        assert words in said
    for words in ("単位は語句", "主座標を示した", "1からJaccard係数", "Blondel"):
        assert words not in said
