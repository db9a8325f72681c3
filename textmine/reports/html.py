"""A report as one HTML file that works by itself: choose a number, see the answers behind it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import jinja2
import pandas as pd

from textmine.inputs.survey import KINDS
from textmine.reports.blocks import blocks, columns
from textmine.reports.display import parts
from textmine.reports.forms import Form
from textmine.reports.index import cluster_places, code_places, theme_places, word_places
from textmine.reports.pool import Pool, pool
from textmine.reports.prepared import Tables, evidence_of, sentence
from textmine.reports.report import Group, Report
from textmine.reports.runfile import base_name
from textmine.reports.sections import (
    base_line,
    groups,
    note_of,
    once,
    section_title,
    source_table,
    survey,
    unit,
    without_finding,
)
from textmine.reports.text import cell, whole
from textmine.reports.views import (
    ANSWERS,
    COLUMNS,
    MAIN,
    METHOD,
    NUMBERS,
    NUMBERS_OF_QUESTION,
    OF_QUESTION,
)
from textmine.texts.filling import with_unit
from textmine.texts.labels import label, name, texts

_TOP_WORDS = 8  # named in the overview of a question
_SCRIPT_BREAKERS = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def html(report: Report) -> bytes:
    """Return the report as the bytes of one HTML file, the same for the same report every time.

    The page asks for nothing from anywhere (its content security policy forbids it), runs no script but
    its own, and puts every text of the survey on the page as text. Each answer is in it once; a word holds
    the places of its occurrences as whole numbers, counted in UTF-16 units as browsers do.
    """
    style = _resource("page.css")
    script = _resource("shared.js").replace("export ", "") + _resource("page.js")
    all_groups, lang = groups(report), report.lang
    present = [kind for kind in KINDS if any(kind in group.kinds for group in all_groups)]
    page = _template().render(
        lang=lang,
        title=whole(report.title),
        style=style,
        style_hash=_digest(style),
        script=script,
        script_hash=_digest(script),
        data=_json(_data(report, all_groups)),
        groups=all_groups,
        kinds=[(kind, name(kind, lang, group="kind"), KINDS.index(kind)) for kind in present],
        top_words=[_top_words(group) for group in all_groups],
        opens=lambda *terms: _json([list(term) for term in terms]),
        facts=_facts(report),
        findings=_findings(report, all_groups),
        elsewhere=without_finding(report),
        tables=_tables(report),
        method=_method(report),
        t=lambda key: note_of(report, key),
    )
    return whole(page).encode("utf-8")


def _resource(file: str) -> str:
    # line ends as the browser sees them, or the hash in the policy would not fit
    text = files("textmine.reports").joinpath(file).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(_resource("page.html.jinja"))


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def _json(value: Any) -> str:
    """Return JSON that can't end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_SCRIPT_BREAKERS)


def _facts(report: Report) -> list[str]:
    lang = report.lang
    answers = once(report, ANSWERS)
    facts = [base_name(whole(source.path)) for source in report.sources[:3]]
    if len(report.sources) > 3:
        facts[2:] = [label("page.more_files", lang, count=len(report.sources) - 2)]
    if len(answers):
        facts.append(
            label("page.people", lang, count=f"{answers['respondent'].nunique():,}", unit=unit(report))
        )
    return facts


def _top_words(group: Group) -> list[tuple[str, int]]:
    words = _words_of(group).table.head(_TOP_WORDS)
    if not len(words):
        return []
    return [
        (whole(str(word)), int(count))
        for word, count in zip(words["word"], words["respondents"], strict=True)
    ]


def _findings(report: Report, all_groups: Sequence[Group]) -> list[dict[str, Any]]:
    """Return each sentence with its question, in pieces: (text, the terms that it opens or None)."""
    places = {group.question: place for place, group in enumerate(all_groups) if not group.item}
    found = _pieces(once(report, MAIN), once(report, NUMBERS), report.lang)
    return [{"group": places.get(question), "pieces": pieces} for question, pieces in found]


def _pieces(
    found: pd.DataFrame, numbers: pd.DataFrame, lang: str
) -> list[tuple[str, list[tuple[str, str | None]]]]:
    """Return of each sentence its question, and its pieces."""
    sentences = []
    for row in found.to_dict("records"):
        text, done = str(row["text"]), 0
        pieces: list[tuple[str, str | None]] = []
        own = numbers[numbers["rank"] == row["rank"]] if len(numbers) else numbers
        for number in own.to_dict("records"):
            start, end = int(number["start"]), int(number["end"])
            pieces += [(whole(text[done:start]), None), (whole(text[start:end]), _terms(number))]
            done = end
        pieces.append((whole(sentence({**row, "text": text[done:]}, lang)), None))
        sentences.append((str(row["question"]), pieces))
    return sentences


def _terms(number: dict[Any, Any]) -> str:
    """Return what a number of a sentence counts, as the script reads it."""
    kind, name_, attribute, value = (
        whole(str(cell(number[key]))) for key in ("kind", "name", "attribute", "value")
    )
    if kind == "theme":
        return _json([[kind, name_, value]])
    terms = [[kind, KINDS.index(name_)] if kind == "kind" else [kind, name_]]
    if value:
        terms.append(["value" if attribute else "wave", *([attribute] if attribute else []), value])
    return _json(terms)


def _method(report: Report) -> list[tuple[str, str]]:
    """Return heading and text of what the report says about its methods."""
    table = once(report, METHOD)
    if not {"heading", "text"} <= set(table.columns):
        return []
    return [
        (whole(str(cell(heading))), whole(str(cell(text))))
        for heading, text in zip(table["heading"], table["text"], strict=True)
    ]


def _tables(report: Report) -> list[dict[str, Any]]:
    """Return the tables of the overview: what was read, what was found while reading, how it was run."""
    lang = report.lang
    tables: list[dict[str, Any]] = []

    def add(title: str, headings: list[str], rows: list[list[Any]], note: str = "") -> None:
        if rows:
            tables.append({"title": title, "headings": headings, "rows": rows, "note": note})

    add(label("section.sources", lang), *source_table(report))
    for part in parts(survey(report), lambda view: view.page):
        if part.form.layout == "rows":
            shown = columns(part)
            rows = list(map(list, zip(*(column["values"] for column in shown), strict=True)))
            add(
                section_title(part.section, lang),
                [column["name"] for column in shown],
                rows,
                part.section.note,
            )
    pair = [label("column.setting", lang), label("column.value", lang)]
    settings = {setting: value for setting, value in report.stated.items() if value}
    add(label("section.settings", lang), pair, [list(line) for line in settings.items()])
    versions = [list(line) for line in report.versions.items()]
    add(label("section.versions", lang), [label("column.file", lang), label("column.value", lang)], versions)
    return tables


def _data(report: Report, all_groups: Sequence[Group]) -> dict[str, Any]:
    lang = report.lang
    answers = pool(once(report, ANSWERS), all_groups, _separators(report), lang)
    starts = (
        "page.",
        "column.",
        "note.kinds",
        "note.mixed",
        "aspect.negation",
        "section.keywords",
        "note.separator",
        "section.main_findings",
    )
    return {
        "lang": lang,
        "text": {
            key: with_unit(label(key, lang), unit(report))
            for group in dict.fromkeys(each.partition(".")[0] for each in starts)
            for key in (f"{group}.{entry}" for entry in texts(group))
            if key.startswith(starts)
        },
        "kinds": [name(kind, lang, group="kind") for kind in KINDS],
        "blank": KINDS.index("blank"),
        "nothing": [KINDS.index(kind) for kind in ("none", "unknown")],
        **answers.packed,
        "groups": [_group(group, answers) for group in all_groups],
    }


def _separators(report: Report) -> dict[str, str] | None:
    """Return multiple-choice attribute -> what stands between its choices; None where no table tells."""
    columns = once(report, COLUMNS)
    if not {"column", "detail"} <= set(columns.columns):
        return None
    several = columns.loc[columns["detail"].astype(str) != ""]
    signs = several["detail"].astype(str)
    separators = dict(zip(several["column"].astype(str), signs, strict=True))
    if "question" in several.columns:  # of one column per item: the attribute is called as the question is
        separators |= dict(zip(several["question"].astype(str), signs, strict=True))
    return separators


def _group(group: Group, answers: Pool) -> dict[str, Any]:
    """Return a question: its words with their evidence, what each answer has, and its blocks."""
    question = next((section.question for section in group.sections), "")
    span = answers.spans.get((question, group.item or None), (0, 0))
    if not question:  # a report of one question, added without its name
        span = (0, len(answers.texts))
    telling = parts(group, lambda view: Form() if view.tells else None)
    tables = {part.view.tells: part.tables.table for part in telling}
    listed = _words_of(group)
    words = [str(word) for word in listed.table["word"]] if len(listed.table) else []
    nothing = pd.DataFrame()
    found = _pieces(group.table(OF_QUESTION), group.table(NUMBERS_OF_QUESTION), group.lang)
    return {
        "found": [pieces for _, pieces in found],
        "number": group.number,
        "heading": whole(group.heading),
        "base": group.base or 0,
        "line": base_line(group),
        "kinds": [[KINDS.index(kind), count] for kind, count in group.kinds.items() if kind in KINDS],
        "from": span[0],
        "to": span[1],
        "words": _words(listed.table, group.lang) if words else None,
        "evidence": _evidence(listed.beside[0], words, group.lang),
        "places": word_places(tables.get("words", nothing), words, answers, span),
        "themes": theme_places(tables.get("themes", nothing), answers, span),
        "codes": code_places(tables.get("codes", nothing), answers, span),
        "clusters": cluster_places(tables.get("clusters", nothing), answers, span),
        "blocks": blocks(group, answers.place),
    }


def _words_of(group: Group) -> Tables:
    """Return the table of a question whose words the page shows, with its evidence."""
    for part in parts(group, lambda view: view.page):
        if part.form.layout == "words":
            return part.tables
    return Tables("", group, pd.DataFrame(), (pd.DataFrame(),))


def _words(keywords: pd.DataFrame, lang: str) -> dict[str, list[Any]]:
    """Return the words by columns; a number that is not there is 0."""
    words: dict[str, list[Any]] = {}
    numbers = ("respondents", "share", "low", "high", "occurrences", "negated_share")
    for column in ("word", "pos", *numbers, "wordings", "related"):
        values = [cell(value) for value in keywords.get(column, [""] * len(keywords))]
        if column in numbers:
            words[column] = [round(value, 6) if isinstance(value, int | float) else 0 for value in values]
        else:
            words[column] = [whole(str(value)) for value in values]
    words["pos"] = [name(pos, lang, group="pos") for pos in words["pos"]]
    return words


def _evidence(evidence: pd.DataFrame, words: list[str], lang: str) -> list[dict[str, Any] | None]:
    by_word = {
        word: {f"{aspect}s": [_evidence_line(row, lang) for row in rows] for aspect, rows in aspects.items()}
        for word, aspects in evidence_of(evidence).items()
    }
    return [by_word.get(word) for word in words]


def _evidence_line(row: dict[Any, Any], lang: str) -> str | list[Any]:
    text = whole(sentence(row, lang))
    if row["aspect"] == "note":
        return text
    if row["aspect"] == "quote":
        return [text, whole(str(cell(row["respondent"])))]
    return [text, int(cell(row["respondents"]) or 0)]
