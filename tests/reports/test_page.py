"""The page in a real browser: what a reader does with it."""

import re

import pandas as pd
import pytest

from tests.reports.browsing import SET, all_words, enter, question, run, texts, word
from tests.reports.examples import HOSTILE, make_report
from textmine.inputs.survey import Survey
from textmine.reports.report import Report
from textmine.tables.evidence import Whole, evidence, find, themes
from textmine.tables.keywords import keywords
from textmine.tables.occurrences import occurrences
from textmine.words.corpus import tokenize

Keys = pytest.importorskip("selenium.webdriver.common.keys", reason="selenium is not installed").Keys


def test_overview_leads_to_the_questions(opened, report):
    """The page begins with what there is; a question opens from the table and from the menu."""
    browser = opened(report)
    assert texts(browser, "#overview h2") == ["概要"]
    run(browser, "document.querySelectorAll('.overview .open')[1].click()")
    assert texts(browser, "#view h2") == ["取り組み"]
    question(browser)
    assert texts(browser, "#view h2") == ["効果"]
    assert run(browser, "return location.hash") == "#1"
    assert run(browser, "return document.documentElement.lang") == "ja"


def test_every_word_opens_as_many_answers_as_its_number_says(opened, report):
    """The panel counts the respondents that the table counts, and each answer shown has the word marked."""
    browser = opened(report)
    question(browser)
    for name, respondents in report.sections[0].content[["word", "respondents"]].itertuples(index=False):
        word(browser, name)
        assert texts(browser, "#panel-title") == [f"「{name}」を含む回答"]
        assert texts(browser, "#count b") == [f"{respondents} 人"]
        marked = run(
            browser,
            "return [...document.querySelectorAll('li.answer')].map("
            "(e) => [...e.querySelectorAll('mark')].map((m) => m.textContent))",
        )
        assert marked and all(marks and all(mark[0] == name[0] for mark in marks) for marks in marked)


def test_hostile_answers_are_shown_as_they_are(opened, report):
    """Markup, formulas, marks of direction and emoji arrive as text, with the right characters marked."""
    browser = opened(report)
    question(browser)
    shown = texts(browser, "li.answer .said")
    for text in HOSTILE:
        assert "".join(" " if ord(character) < 32 else character for character in text) in shown
    assert (
        run(browser, "return document.querySelectorAll('#panel img, #panel script, #view script').length")
        == 0
    )
    word(browser, "意識")
    emoji = run(
        browser,
        "const item = [...document.querySelectorAll('li.answer')].find((e) => e.textContent.includes('😀'));"
        "return [item.querySelector('.said').innerHTML, item.querySelector('mark').textContent]",
    )
    assert emoji == ["😀😀<mark>意識</mark>が高まった𠮷野家", "意識"]
    style = "return getComputedStyle(document.querySelector('li.answer .said')).unicodeBidi"
    assert run(browser, style) == "isolate"


def test_negated_places(opened, report):
    """The negated share opens the answers in which the word is negated; the choice narrows and widens."""
    browser = opened(report)
    question(browser)
    run(browser, "document.querySelector('td.c-negated button').click()")
    assert texts(browser, ".choice [aria-pressed=true]") == ["否定"]
    negated = len(texts(browser, "li.answer"))
    assert negated == len(texts(browser, "li.answer:has(mark.negated)")) > 0
    run(browser, "document.querySelectorAll('.choice button')[2].click()")
    assert texts(browser, "li.answer mark.negated") == []


def test_filter_recounts(opened):
    """Under a filter base, respondents, share and interval are those of the respondents chosen."""
    report = make_report(300)
    answers = next(section.content for section in report.sections if section.name == "answers")
    own = answers.loc[(answers["question"] == "効果") & (answers["業種"] == "製造業")]
    base = own.loc[own["kind"] == "substantive", "respondent"].nunique()
    places = report.sections[2].content
    expected = places.loc[places["answer"].isin(own["answer"])].groupby("word", observed=True)["respondent"]
    expected = {name: count for name, count in expected.nunique().items() if count}
    browser = opened(report)
    question(browser)
    run(browser, SET + "set('attribute', '0'); set('value', '=製造業');")
    assert f"母数 {base} 人" in texts(browser, "#notice")[0]
    all_words(browser)
    found = dict(zip(texts(browser, "button.word"), texts(browser, "#words .people"), strict=True))
    assert found == {name: f"{count} 人" for name, count in expected.items()}
    word(browser, "情報")
    assert texts(browser, "#count b") == [f"{expected['情報']} 人"]
    assert all("製造業" in text for text in texts(browser, "li.answer .meta span"))
    run(browser, "document.querySelector('.chip.on').click()")
    whole = report.sections[0].content.set_index("word")["respondents"]["情報"]
    assert texts(browser, "#count b") == [f"{whole} 人"]


def test_unfiltered_numbers_are_the_tables(opened, report):
    """What the page counts by itself agrees with the table: respondents, share, interval, occurrences."""
    browser = opened(report)
    question(browser)
    all_words(browser)
    table = report.sections[0].content
    assert texts(browser, "#words .people") == [f"{count} 人" for count in table["respondents"]]
    assert texts(browser, "#words .interval") == [
        f"{low * 100:.1f}%–{high * 100:.1f}%" for low, high in zip(table["low"], table["high"], strict=True)
    ]


def test_search_sort_and_find(opened, report):
    """Answers are searched whatever their width, words found, the table sorted by its headings."""
    browser = opened(report)
    question(browser)
    enter(browser, "search", "ＳＵＭ(1)")
    assert texts(browser, "li.answer .said") == ["@SUM(1)"]
    enter(browser, "find", "個人")
    assert texts(browser, "button.word") == ["情報"]
    enter(browser, "find", "")
    all_words(browser)
    run(browser, "document.querySelector('th[data-key=word] button').click()")
    assert texts(browser, "button.word") == sorted(report.sections[0].content["word"])
    assert (
        run(browser, "return document.querySelector('th[data-key=word]').getAttribute('aria-sort')")
        == "ascending"
    )


def test_kinds_open_their_answers(opened, report):
    """A kind of non-answer lists its answers."""
    browser = opened(report)
    question(browser)
    kind, count = re.fullmatch(r"(\D+)(\d+)", texts(browser, ".kinds button")[0]).groups()
    expected = {"なし": "特になし", "わからない": "わからない", "同上": "同上"}
    run(browser, "document.querySelector('.kinds button').click()")
    assert set(texts(browser, "li.answer .said")) == {expected[kind]}
    assert texts(browser, "#count b") == [f"{count} 人"]


def test_words_in_the_cloud_open(opened, report):
    """A word in the picture is a button with a name."""
    browser = opened(report)
    question(browser)
    assert run(browser, "return document.querySelector('.area').getAttribute('aria-label')") == (
        "「意識」を含む回答を表示"
    )
    run(browser, "document.querySelector('.area').click()")
    assert texts(browser, "#panel-title") == ["「意識」を含む回答"]
    assert run(browser, "return document.querySelector('.cloud img').naturalWidth") > 0


def test_keyboard(opened, report):
    """Words are reached and opened with the keyboard, and Escape goes back to where one was."""
    browser = opened(report)
    question(browser)
    run(browser, "document.querySelector('button.word').focus()")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert texts(browser, "#panel-title")[0].startswith("「")
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert run(browser, "return document.getElementById('panel').hidden")
    assert run(browser, "return document.activeElement.className") == "word"


def test_narrow_screen(opened, report):
    """On a telephone nothing is wider than the screen, and the answers cover the page until closed."""
    browser = opened(report, (420, 900))
    question(browser)
    assert run(browser, "return document.documentElement.scrollWidth") <= 420
    assert run(browser, "return document.getElementById('panel').hidden")
    word(browser, "情報")
    assert run(browser, "return document.querySelector('main').inert")
    assert run(browser, "return document.activeElement.id") == "panel-title"
    run(browser, "document.querySelector('.panel-head button').click()")
    assert not run(browser, "return document.querySelector('main').inert")


def test_print_shows_what_is_on_the_screen(opened, large_report):
    """Paper has as many words as the reader has asked for, and says how many there are."""
    browser = opened(large_report)
    words = len(large_report.sections[0].content)
    run(browser, "document.querySelector('#more-words button').click()")
    run(browser, "window.dispatchEvent(new Event('beforeprint'))")
    assert len(texts(browser, "button.word")) == 62
    assert texts(browser, "#more-words span") == [f"{words} 語中 62 語を表示"]
    run(browser, "window.dispatchEvent(new Event('afterprint'))")


def test_12_000_answers_are_shown_and_filtered(opened, large_report):
    """Each of fifty words shows its answers at once, a filter recounts 515 words (how soon: benchmarks)."""
    browser = opened(large_report)
    all_words(browser)
    shown = run(
        browser,
        "const counts = [];"
        "for (const button of [...document.querySelectorAll('button.word')].slice(0, 50)) {"
        "  button.click(); counts.push(document.querySelectorAll('li.answer').length); }"
        "return counts",
    )
    assert len(shown) == 50 and min(shown) > 0
    counts = run(
        browser,
        SET + "const counts = []; set('attribute', '1');"
        "for (const value of ['=1〜5人', '=6〜20人', '=21〜50人']) {"
        "  set('value', value);"
        "  counts.push(document.querySelector('button.word').closest('tr').textContent); }"
        "return counts",
    )
    assert len(set(counts)) == 3


def test_english(opened):
    """The page speaks English where the report does."""
    browser = opened(make_report(30, lang="en"))
    question(browser)
    word(browser, "情報")
    assert texts(browser, "#panel-title") == ["Answers with “情報”"]


def test_other_tables(opened, report):
    """Any other table is shown by pages, and the answers it names open."""
    table = report.sections[2].content.assign(left="前", keyword="語", right="後")
    browser = opened(report.add(table, name="kwic", question="効果"))
    question(browser)
    run(browser, "document.querySelector('.list button.link').click()")
    assert len(texts(browser, "li.answer")) == 1


def test_a_table_without_answers(opened, report):
    """Numbers that have no answers in the report are no buttons, and there is no panel."""
    browser = opened(Report("空").add(report.sections[0].content, name="keywords", question="効果"))
    assert len(texts(browser, "span.word")) == 12
    assert run(browser, "return document.getElementById('panel').hidden")


def test_a_code_opens_with_what_gave_it(opened, compared):
    """The characters that a condition fired on are marked; the upper code is any of its lower ones."""
    browser = opened(compared)
    question(browser)
    run(browser, "document.querySelector('button[data-code=\"＊費用\"]').click()")
    assert texts(browser, "#panel-title") == ["コード「費用」の回答"]
    marks = texts(browser, "li.answer mark")
    assert marks and set(marks) == {"費用"}
    assert "色の付いた箇所がコードの根拠" in texts(browser, "#panel .hint")
    other = run(
        browser,
        "[...document.querySelectorAll('.level-other button')].at(-1).click();"
        "return [...document.querySelectorAll('li.answer .said')].map((e) => e.textContent)",
    )
    assert other and not [text for text in other if "意識" in text or "費用" in text]


@pytest.fixture(scope="module")
def noted():
    """A report of one question whose notes quote wordings in several widths and over blanks."""
    texts = ["社員の意識が高まった", "意識が 高まった", "ｾｷｭﾘﾃｨ意識が高まりました", "意識の向上", "効果なし"]
    columns = ["answer", "respondent", "question", "item", "text", "kind", "source", "row"]
    rows = [(n, f"r{n}", "効果", "", text, "substantive", 0, n + 2) for n, text in enumerate(texts)]
    corpus = tokenize(Survey(pd.DataFrame(rows, columns=columns)))
    words = keywords(corpus, minimum=1)
    made = Report("効果").add(words, name="keywords", question="効果")
    made = made.add(evidence(corpus, words, minimum=1), name="evidence", question="効果")
    made = made.add(themes(corpus, find(Whole(corpus), {"": words})), name="theme_answers", question="効果")
    made = made.add(occurrences(corpus, words), name="occurrences", question="効果")
    return made.add(corpus.survey.answers, name="answers")


def test_each_number_of_a_note_opens_the_answers_that_a_search_finds(opened, noted):
    """As many respondents as it says, whatever stands between, and each answer marked or at least there."""
    browser = opened(noted)
    question(browser)
    count = run(browser, "return document.querySelectorAll('.notes .opens').length")
    assert count > 1
    for number in range(count):
        text, people = run(
            browser,
            f"const button = document.querySelectorAll('.notes .opens')[{number}];"
            "button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));"
            "return [button.textContent, document.querySelector('#count b').textContent]",
        )
        assert re.search(r"\d+$", text)[0] == re.search(r"\d+", people)[0], text


def test_cells_say_what_they_open(opened, compared):
    """A cell has a name for screen readers, knows its terms, and its answers have both."""
    browser = opened(compared)
    question(browser)
    cell = "document.querySelector('.cell[data-word=意識][data-value=製造業]')"
    name = run(browser, f"return {cell}.getAttribute('aria-label')")
    assert name.startswith("「意識」 × 業種：製造業 ") and name.endswith("＋＋")
    run(browser, f"{cell}.click()")
    assert all("製造業" in text for text in texts(browser, "li.answer .meta span"))
    assert all("意識" in text for text in texts(browser, "li.answer .said"))
    assert "n=" in texts(browser, ".matrix thead .base")[0]
    assert "「意識」には差がある。" in texts(browser, ".matrix .sentence p")


def test_cells_are_reached_with_the_keyboard(opened, compared):
    """A matrix is one stop for the tabulator; arrows move within it, Enter opens, Escape comes back."""
    browser = opened(compared)
    question(browser)
    assert (
        run(
            browser,
            "return document.querySelectorAll('.matrix')[0].querySelectorAll('.cell[tabindex=\"0\"]').length",
        )
        == 1
    )
    run(browser, "document.querySelector('.cell').focus()")
    browser.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    second = run(browser, "return document.activeElement.dataset.value")
    assert second == run(
        browser, "return document.querySelectorAll('.matrix thead button.word')[1].textContent"
    )
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert second in texts(browser, "#panel-title")[0]
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert run(browser, "return document.activeElement.dataset.value") == second


def test_places_in_pictures_open_all_their_terms(opened, compared):
    """A word, a word of a value, a code, a pair; a word that the page has no answers for is no button."""
    browser = opened(compared)
    question(browser)
    titles = run(
        browser,
        "return [...document.querySelectorAll('figure')].at(-1).querySelectorAll('.area').length && "
        "[...[...document.querySelectorAll('figure')].at(-1).querySelectorAll('.area')].map((area) => {"
        "  area.click(); return document.getElementById('panel-title').textContent })",
    )
    assert titles == [
        "「意識」を含む回答",
        "「意識」 × 業種：製造業の回答",
        "コード「費用」の回答",
        "「意識」 × 「費用」の回答",
    ]


def test_condensed_lists_open_and_propose(opened, compared):
    """Both bases are said; each statement opens its answers; what is proposed is closed until asked for."""
    browser = opened(compared)
    question(browser)
    table = next(section.content for section in compared.sections if section.name == "condensed")
    line = texts(browser, ".condensed .lines")[0]
    assert f"提出 {table['submissions'].sum()} 件、異なる意見 {len(table)} 件" in line
    assert texts(browser, ".statements li .count")[0].startswith(f"{table['respondents'][0]} 人")
    run(browser, "document.querySelector('.statements button').click()")
    assert texts(browser, "#count b") == [f"{table['respondents'][0]} 人"]
    assert set(texts(browser, "li.answer .said")) == {table["statement"][0]}
    assert not run(browser, "return document.querySelector('details.proposals').open")
    assert run(browser, "return document.querySelectorAll('.condensed table').length") == 0
    run(browser, "document.querySelector('details.proposals').open = true")
    browser.find_element("css selector", "details.proposals table button").click()
    assert texts(browser, "#count b") == [f"{table['respondents'][0]} 人"]


def test_for_printing_no_statement_is_left_out(opened, compared):
    """On the screen a list of statements begins; on paper it is drawn to its end."""
    browser = opened(compared)
    question(browser)
    table = next(section.content for section in compared.sections if section.name == "condensed")
    run(browser, "window.dispatchEvent(new Event('beforeprint'))")
    assert run(browser, "return document.querySelectorAll('ol.statements li').length") == len(table)
    assert not texts(browser, ".condensed .more button")
    run(browser, "window.dispatchEvent(new Event('afterprint'))")


def test_a_filter_recounts_codes_clusters_and_cells(opened, compared):
    """Under a filter every recounted number still opens as many answers as it says."""
    browser = opened(compared)
    question(browser)
    run(browser, SET + "set('attribute', '0'); set('value', '=製造業');")
    found = run(
        browser,
        "const found = [];"
        "for (const button of document.querySelectorAll('.counts button.people, .cell .people')) {"
        "  button.closest('button').click();"
        "  found.push([button.textContent, document.querySelector('#count b').textContent]); }"
        "return found",
    )
    found = [(shown.removesuffix(" 人"), said.removesuffix(" 人")) for shown, said in found if shown != "–"]
    assert len(found) > 8 and all(shown == said for shown, said in found)
    assert "業種：製造業" in texts(browser, "#count")[0]
    assert texts(browser, ".sign")[0] == ""  # the marks are those of all respondents


def test_hostile_text_is_text_in_every_part(opened, compared):
    """Statements, other wordings and the method are shown as they are."""
    browser = opened(compared)
    assert "<b>=1+1</b>" in texts(browser, "p.method")[0]
    question(browser)
    run(browser, "for (const more of document.querySelectorAll('.condensed .more button')) more.click()")
    said = texts(browser, ".statements .open")
    assert '=HYPERLINK("http://x")' in said and "<script>alert(1)</script>" in said
    assert run(browser, "return document.querySelectorAll('#view b, #view script, #view a').length") == 0
