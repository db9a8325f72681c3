"""Rows as Word and slides show them: words with notes, codes with quotes, statements of items, clusters.

Like those of ``prepared``, each function takes a table with those beside it and returns ``Rows``; a cell of
several paragraphs is a tuple of ``Line``.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from textmine.reports.office import counted, interval, legible, people, percent
from textmine.reports.prepared import Line, Rows, Tables, evidence_of, items_of, sentence
from textmine.reports.report import Group
from textmine.reports.text import cell, shortened, width
from textmine.texts.labels import label
from textmine.words.affirming import affirms

_ENDED = re.compile(r".+?(?:。|\. |$)", re.DOTALL)  # the sentences of a paragraph
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*")
_STATEMENTS, _CODES = 10, 3  # of an item
_ITEMS = 8  # with most respondents, in the report that is handed in
_SENTENCES = 3  # drafted of a word
_SAYING = ("adjective", "adjectival_noun", "verb")  # words that are said of others
_ALL = 0.8  # the share of its respondents that say one thing with another word: that is told there
_PARAGRAPHS = ("data", "kinds", "counting")  # of the method, in the report that is handed in
_ABOUT = "\ue000"  # stands for the title of a question
_WANTED = 30  # characters of a quote
_WORD = re.compile(
    "[一-鿿々]{2,}|[一-鿿々][ぁ-ん]|[ァ-ヶー]{2,}|[A-Za-z]{2,}"
)  # letters in a row that words are told by
_USUAL = 0.8  # as often as the most frequent ones
_LONGEST = 120  # columns of a quote or a statement: sixty full-width characters


def bullet(text: str, lang: str) -> Line:
    """Return a line of a list."""
    return Line(label("note.bullet", lang, text=text), "bullet")


# ---- words and codes


def noted_words(shown: Tables, *, brief: bool = False) -> Rows:
    """Return words with their respondents and share, their drafted notes and a quote.

    A word is left out that an earlier note tells (席が少ない after 席), or that nearly all say of an earlier
    one only: 清潔 after トイレ in トイレが清潔.

    ``brief``: without shares and quotes, and without the words that have no note.
    """
    lang, words, evidence = shown.group.lang, shown.table, shown.beside[0]
    notes, quoted = _notes(evidence, lang), _quotes(evidence)
    twice = _told_before(words, evidence, notes)
    rows = []
    for row in words.to_dict("records"):
        name = str(row["word"])
        if name in twice or (brief and name not in notes):
            continue
        word = [Line(counted(shown.group, row["word"], row["respondents"]))]
        if not brief and percent(row.get("share")):
            word.append(Line(percent(row["share"]), "quote"))
        if row.get("wordings"):
            word.append(Line(str(row["wordings"]), "quote"))
        said = [bullet(text, lang) for text in notes.get(name, ())][:_SENTENCES]
        if not brief:
            said += [Line(label("draft.quoted", lang, text=text), "quote") for text in quoted.get(name, ())]
        rows.append((tuple(word), tuple(said)))
    return Rows(pd.DataFrame(rows, columns=["word", "notes"]), left=len(words) - len(rows))


def _told_before(words: pd.DataFrame, evidence: pd.DataFrame, notes: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the words that an earlier note tells, and those that nearly all say of an earlier one only."""
    by_word = evidence_of(evidence)
    told: list[tuple[str, int, bool]] = []  # themes of the words before, their respondents, whether one word
    named: set[str] = set()  # those of them that a note names
    twice: set[str] = set()
    kinds = words["pos"].astype(str) if "pos" in words else [""] * len(words)
    for word, size, pos in zip(words["word"].astype(str), words["respondents"], kinds, strict=True):
        alike = (count for text, count, whole in told if word in text and (whole or pos in _SAYING))
        if word in named or any(count >= _ALL * size for count in alike):
            twice.add(word)
            continue
        for aspect in ("compound", "phrase"):
            for row in by_word.get(word, {}).get(aspect, ()):
                text, count = str(row["text"]), int(row["respondents"])
                named.update([text] if any(text in note for note in notes.get(word, ())) else [])
                whole = aspect == "compound"
                told += [(text, count, whole)] if whole or count >= _ALL * size else []
    return twice


def _quotes(evidence: pd.DataFrame) -> dict[str, list[str]]:
    """Return word -> its first quote, as a list."""
    by_word = evidence_of(evidence).items()
    return {
        word: [legible(row["text"]) for row in rows["quote"][:1]] for word, rows in by_word if "quote" in rows
    }


def _notes(evidence: pd.DataFrame, lang: str) -> dict[str, list[str]]:
    """Return word -> its notes, in their order."""
    notes = ((word, rows["note"]) for word, rows in evidence_of(evidence).items() if "note" in rows)
    return {word: [legible(sentence(row, lang)) for row in rows] for word, rows in notes}


def code_name(code: object) -> str:
    """Return a code as it is printed: without the ＊ of code frames."""
    return legible(code).removeprefix("＊")


def quoted_codes(shown: Tables, *, brief: bool = False) -> Rows:
    """Return codes with their definition and quotes, respondents, share and interval.

    Where an audit estimates the share (a ``method`` other than "counted"), that comes first, and the
    respondents to whom the code was given are said to be that.

    ``brief``: without the codes that stand above others, and with one quote.
    """
    group, counts = shown.group, shown.table
    codes = counts.loc[counts["level"] == "code", "code"].astype(str).tolist()
    rows = []
    for row in counts.loc[counts["level"].isin(["code"] if brief else ["upper", "code"])].to_dict("records"):
        lines = [Line(legible(row["definition"]))] if cell(row.get("definition", "")) else []
        if row["level"] == "code":
            for text, respondent in quotes(shown.beside[0], str(row["code"]), codes, 1 if brief else 3):
                key = "draft.quoted" if brief else "note.quote"
                lines.append(Line(label(key, group.lang, text=text, respondent=respondent), "quote"))
        name = code_name(row["code"])
        rows.append(
            {
                "code": (Line(name, "strong" if row["level"] == "upper" else "text"),),
                "counted": _sized(group, name, row),
                "quotes": tuple(lines),
                "respondents": int(row["respondents"]),
                "share": row.get("share"),
                "interval": interval(row),
            }
        )
    return Rows(pd.DataFrame(rows))


def _is_estimated(row: Mapping[Any, Any]) -> bool:
    return bool(row.get("method", "counted") != "counted")


def _sized(group: Group, name: str, row: Mapping[Any, Any]) -> str:
    """Return a code with its respondents, or with the share that an audit estimates."""
    if not _is_estimated(row):
        return counted(group, name, row["respondents"])
    share = label("document.with_interval", group.lang, share=percent(row["share"]), interval=interval(row))
    return label("note.word_count", group.lang, word=name, respondents=share)


def meaning_lines(shown: Tables) -> list[str]:
    """Return the line below the bars of codes that says what each of them means, the largest first."""
    counts = next((table for table in shown.beside if len(table)), None)
    if counts is None:
        return []
    codes = counts[counts["level"] == "code"].sort_values("share", ascending=False, kind="stable")
    meanings = [
        label(
            "document.meaning", shown.group.lang, code=code_name(code), meaning=legible(meaning).rstrip("。.")
        )
        for code, meaning in zip(codes["code"], codes["definition"], strict=True)
        if cell(meaning)
    ]
    return [label("document.meant", shown.group.lang, meanings="".join(meanings))]


def quotes(coded: pd.DataFrame, code: str, codes: Iterable[str], most: int) -> list[tuple[str, str]]:
    """Return up to ``most`` short quotes of answers that have the code, each with its respondent.

    Chosen the same way every time: answers with few other ``codes`` first (they show this one), of them those
    that do not deny, suppose or wish what they got it by, then those that got it by what most got it by, then
    those of about thirty characters, then the earlier ones; one quote a respondent, no text twice. Of a long
    answer the sentence that gave the code is quoted, truncated to sixty characters.
    """
    if code not in coded.columns or not {"text", "respondent"} <= set(coded.columns):
        return []
    having = coded.loc[coded[code].fillna(0).astype(int) == 1]
    number = having[[one for one in codes if one in coded.columns]].fillna(0).astype(int).sum(axis=1)
    matches = [_matches(str(cell(row.get("evidence", ""))), code) for row in having.to_dict("records")]
    usual = _usual(matches)
    candidates = []
    for place, (count, row) in enumerate(zip(number, having.to_dict("records"), strict=True)):
        text = _passage(str(cell(row["text"])), matches[place])
        near = abs(len(text) - _WANTED)
        begin = min((text.find(match) for match in matches[place] if match in text), default=len(text))
        doubted = not affirms(text[begin:], "・".join([code, *matches[place]]))
        order = (int(count), doubted, not usual[place], near, place)
        candidates.append((order, text, legible(row["respondent"])))
    chosen: list[tuple[str, str]] = []
    for _, text, respondent in sorted(candidates):
        if text and all(text != other and respondent != who for other, who in chosen):
            chosen.append((text, respondent))
        if len(chosen) == most:
            break
    return chosen


def _usual(matches: Sequence[Sequence[str]]) -> list[bool]:
    """Return of each answer whether what gave it a code is what most have in common there.

    That are the two words, or stems, that most answers have in what gave it: 効果 and 感じ in
    効果は感じられない.
    """
    words = [set(_WORD.findall(" ".join(pieces))) for pieces in matches]
    times = Counter(word for each in words for word in each)
    best = [sum(heapq.nlargest(2, (times[word] for word in each))) for each in words]
    return [each >= _USUAL * max(best) for each in best]


def _matches(evidence: str, code: str) -> list[str]:
    """Return what gave an answer a code, from the evidence of its codes: "費用：高い・予算／人材：人手"."""
    for part in evidence.split("／"):
        name, _, pieces = part.partition("：")
        if name == code_name(code):
            return [piece for piece in pieces.split("・") if piece]
    return []


def _passage(text: str, matches: list[str]) -> str:
    """Return the text, or of a long one the first sentence that holds one of the matches."""
    whole = legible(text)
    if width(whole) <= _LONGEST:
        return whole
    sentences = [legible(sentence) for sentence in _SENTENCE.findall(text) if legible(sentence)] or [whole]
    holding = (one for one in sentences if any(legible(match) in one for match in matches))
    return shortened(next(holding, sentences[0]), _LONGEST)


# ---- statements and clusters


def statement_rows(shown: Tables, *, brief: bool = False, most: int = _STATEMENTS) -> Rows:
    """Return each item with its first statements; without items, the statements and their respondents.

    ``most``: the statements of an item; fewer than ten, and what is left out is counted once for all items.
    ``brief``: the first five, long ones truncated.
    """
    group, items = shown.group, items_of(shown.table)
    if not brief and not items.ne("").any():
        records = shown.table.to_dict("records")
        rows = [(legible(row["statement"]), int(row["respondents"])) for row in records]
        return Rows(pd.DataFrame(rows, columns=["statement", "respondents"]))
    most, left, rows_by_item = 5 if brief else most, 0, []
    where = label("document.where", group.lang, sheet=label(f"section.{shown.name}", group.lang))
    for item, own in shown.table.groupby(items, sort=False):
        texts = [_statement(group, row) for row in own.head(most).to_dict("records")]
        lines = [bullet(shortened(text, _LONGEST) if brief else text, group.lang) for text in texts]
        rest = max(0, len(own) - most)
        left += rest
        if rest and most == _STATEMENTS:
            text = label("document.left_out", group.lang, count=f"{rest:,}", where=where)
            lines.append(Line(text, "quote"))
        name = legible(item) if brief else counted(group, item, own["base"].iloc[0])
        rows_by_item.append((name, tuple(lines)))
    return Rows(pd.DataFrame(rows_by_item, columns=["item", "notes"]), left=left)


def item_rows(shown: Tables) -> Rows:
    """Return the items of most respondents with how many of these have each code, and one statement.

    Beside are the opinions, what is proposed and the codes; without codes or items as :func:`statement_rows`.
    """
    group, items, coded = shown.group, items_of(shown.table), shown.beside[-1]
    codes = [str(column) for column in coded.columns if str(column).startswith("＊")]
    if not (codes and items.ne("").any() and {"item", "respondent"} <= set(coded.columns)):
        return statement_rows(shown, most=2)
    rows = []
    sizes = shown.table.groupby(items, sort=False)["base"].max().sort_values(ascending=False, kind="stable")
    for item in sizes.index[:_ITEMS]:
        own = shown.table[items == item]
        answers = coded[coded["item"].astype(str) == item]
        having = [(code, answers.loc[answers[code] == 1, "respondent"].nunique()) for code in codes]
        having.sort(key=lambda pair: -pair[1])
        named = [f"{code_name(code)} {people(group, count)}" for code, count in having if count > 1][:_CODES]
        rest = sum(count > 0 for _, count in having) - len(named)
        named += [label("document.single_codes", group.lang, count=rest)] if rest else []
        text = label("note.separator", group.lang).join(named)
        lines = [Line(text)] if text else []
        text = label("draft.quoted", group.lang, text=_statement(group, own.to_dict("records")[0]))
        rows.append((counted(group, item, own["base"].iloc[0]), (*lines, Line(text, "quote"))))
    return Rows(pd.DataFrame(rows, columns=["item", "notes"]), left=len(shown.table) - len(rows))


def _statement(group: Group, row: dict[Any, Any]) -> str:
    several = int(row["respondents"]) > 1
    return counted(group, row["statement"], row["respondents"]) if several else legible(row["statement"])


def cluster_rows(shown: Tables) -> Rows:
    """Return label, words, respondents and share of each cluster, from its summary or from its answers."""
    group, table = shown.group, shown.table
    mixed, rows = label("note.mixed", group.lang), []
    if "share" in table:
        for row in table.to_dict("records"):
            name = legible(row["label"]) if row.get("cluster") != 0 and cell(row["label"]) else mixed
            rows.append((name, legible(row.get("words", "")), int(row["respondents"]), float(row["share"])))
    else:
        base = group.base or table["respondent"].nunique()
        for cluster, own in table.groupby("cluster", sort=True):
            name = legible(own["label"].iloc[0]) if cluster != 0 else ""
            count = int(own["respondent"].nunique())
            rows.append((name or mixed, "", count, count / base))
        rows.sort(key=lambda row: (row[0] == mixed, -row[2], row[0]))
    clusters = pd.DataFrame(rows, columns=["label", "words", "respondents", "share"])
    return Rows(clusters.assign(people=[people(group, count) for count in clusters["respondents"]]))


def first_paragraphs(shown: Tables) -> Rows:
    """Return the paragraphs of the method that a reader needs first: what was read, left out and counted.

    What they say of each question stands in the table of the questions and below those of the keywords.
    """
    lang, report = shown.group.lang, shown.group.report
    wanted = [label(f"method.h_{key}", lang) for key in _PARAGRAPHS]
    table = shown.table[shown.table["heading"].isin(wanted)]
    titles = {report.title_of(section.question) for section in report.sections if section.question}
    quoted = [label("method.quoted", lang, text=title) for title in titles]
    about = re.compile("|".join(map(re.escape, quoted)) or "$^")
    texts = [  # a title may hold the end of a sentence
        "".join(one for one in _ENDED.findall(about.sub(_ABOUT, text)) if _ABOUT not in one)
        for text in table["text"].astype(str)
    ]
    return Rows(table.assign(text=texts, heading=""))


def first_words(tables: Tables) -> Rows:
    """Return a table of documents and words without the attributes, which would leave words no room."""
    table = tables.table
    about = [key for key in ("answer", "respondent", "words", "characters") if key in table]
    after = list(table.columns).index("characters") + 1 if "characters" in table else 0
    return Rows(pd.concat([table[about], table.iloc[:, after:]], axis=1))
