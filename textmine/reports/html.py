"""A report as one HTML file that works by itself: choose a number, see the answers behind it."""

from __future__ import annotations

import json
import re
import unicodedata
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import jinja2
import pandas as pd

from textmine.inputs.attributes import FIXED
from textmine.inputs.survey import KINDS
from textmine.reports.blocks import blocks, columns, picture
from textmine.reports.excel import placing
from textmine.reports.index import cluster_places, code_places, word_places
from textmine.reports.pictures import Picture, size, slim
from textmine.reports.runfile import base_name
from textmine.reports.sections import Group, Section, base_line, groups, once, section_title, unit
from textmine.reports.text import cell, flat, shown, whole
from textmine.texts.labels import LABELS, label, name

if TYPE_CHECKING:
    from textmine.reports.report import Report

_MOST_VALUES = 300  # of an attribute that answers can be filtered by: more can't be chosen from a list
_LARGEST_SVG = 700_000  # bytes; a picture with more detail goes into the page as PNG
_TOP_WORDS = 8  # named in the overview of a question
_OVERVIEW_ROWS = 2_000
_PLAIN = " \"'(),-./0123456789:;=@_"  # what may stand in an SVG's data address as it is
_SCRIPT_BREAKERS = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


@dataclass(frozen=True)
class Pool:
    """The answers as the page holds them: each text once, each set of attribute values once.

    Attributes:
        packed: what the script reads (``answers``, ``respondents``, ``attributes``).
        place: answer number -> its place in the page's lists.
        texts: the texts, by place.
        spans: (question, item) -> the places of its answers, from and to; item None: of all items.
    """

    packed: dict[str, Any]
    place: dict[int, int]
    texts: list[str]
    spans: dict[tuple[str, str | None], tuple[int, int]]


def html(report: Report) -> bytes:
    """Return the report as the bytes of one HTML file, the same for the same report every time.

    The page asks for nothing from anywhere (its content security policy forbids it), runs no script but
    its own, and puts every text of the survey on the page as text. Each answer is in it once; a word holds
    the places of its occurrences as whole numbers, counted in UTF-16 units as browsers do.
    """
    style, script = _resource("page.css"), _resource("page.js")
    found = groups(report)
    lang = report.lang
    present = [kind for kind in KINDS if any(kind in group.kinds for group in found)]
    page = _template().render(
        lang=lang,
        title=whole(report.title),
        style=style,
        style_hash=_digest(style),
        script=script,
        script_hash=_digest(script),
        data=_json(_data(report, found)),
        groups=found,
        kinds=[(kind, name(kind, lang, group="kind")) for kind in present],
        top_words=[_top_words(group, lang) for group in found],
        facts=_facts(report),
        tables=_tables(report),
        method=_method(report),
        t=lambda key: label(key, lang),
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


# ---------------------------------------------------------------------------------------- overview


def _facts(report: Report) -> list[str]:
    lang = report.lang
    answers = once(report, "answers")
    facts = [base_name(whole(source.path)) for source in report.sources[:3]]
    if len(report.sources) > 3:
        facts[2:] = [label("page.more_files", lang, count=len(report.sources) - 2)]
    if len(answers):
        facts.append(
            label("page.people", lang, count=f"{answers['respondent'].nunique():,}", unit=unit(report))
        )
    return facts


def _top_words(group: Group, lang: str) -> str:
    words = group.table("keywords")
    if not len(words):
        return ""
    pairs = zip(words["word"].astype(str)[:_TOP_WORDS], words["respondents"][:_TOP_WORDS], strict=True)
    return label("note.separator", lang).join(f"{whole(word)} {count:,}" for word, count in pairs)


def _method(report: Report) -> list[tuple[str, str]]:
    """Return heading and text of what the report says about its methods."""
    table = once(report, "method")
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

    add(
        label("section.sources", lang),
        [name(key, lang, group="column") for key in ("file", "sheet", "encoding", "rows", "sha256")],
        [
            [base_name(source.path), source.sheet, source.encoding, source.rows, source.sha256]
            for source in report.sources
        ],
    )
    for section in report.sections:
        if section.name in ("maskings", "columns", "findings") and isinstance(section.content, pd.DataFrame):
            found = columns(section.content.iloc[:_OVERVIEW_ROWS], lang)
            add(
                section_title(section, lang),
                [column["name"] for column in found],
                [list(row) for row in zip(*(column["values"] for column in found), strict=True)],
                section.note,
            )
    pair = [label("column.setting", lang), label("column.value", lang)]
    settings = {setting: value for setting, value in flat(report.settings).items() if value}
    add(label("section.settings", lang), pair, [list(line) for line in settings.items()])
    versions = [[str(part), str(version)] for part, version in report.versions.items()]
    add(label("section.versions", lang), [label("column.file", lang), label("column.value", lang)], versions)
    return tables


# ---------------------------------------------------------------------------------------- data


def _data(report: Report, found: tuple[Group, ...]) -> dict[str, Any]:
    lang = report.lang
    pool = _pool(once(report, "answers"), found, _separators(report), lang)
    wanted = ("page.", "column.", "note.kinds", "note.mixed", "aspect.negation", "section.keywords")
    return {
        "lang": lang,
        "text": {
            key: label(key, lang).replace("{unit}", unit(report)) for key in LABELS if key.startswith(wanted)
        },
        "kinds": [name(kind, lang, group="kind") for kind in KINDS],
        "blank": KINDS.index("blank"),
        **pool.packed,
        "groups": [_group(report, group, pool) for group in found],
    }


def _separators(report: Report) -> dict[str, str] | None:
    """Return multiple-choice attribute -> what stands between its choices; None where no table tells."""
    columns = once(report, "columns")
    if not {"column", "why", "detail"} <= set(columns.columns):
        return None
    several = columns.loc[columns["why"].astype(str) == "multiple_choice"]
    signs = several["detail"].astype(str)
    found = dict(zip(several["column"].astype(str), signs, strict=True))
    if "question" in several.columns:  # of one column per item: the attribute is called as the question is
        found |= dict(zip(several["question"].astype(str), signs, strict=True))
    return found


def _pool(
    answers: pd.DataFrame, found: tuple[Group, ...], separators: dict[str, str] | None, lang: str
) -> Pool:
    packed: dict[str, Any] = {
        "respondents": [],
        "attributes": [],
        "answers": {"id": [], "respondent": [], "record": [], "kind": [], "text": []},
    }
    if not len(answers):
        return Pool(packed, {}, [], {})
    kind = answers["kind"].astype(str) if "kind" in answers else pd.Series("substantive", answers.index)
    table = answers.assign(kind=kind).loc[kind != "blank"]
    # a question's answers side by side, so that a question is two numbers
    questions = {
        question: place for place, question in enumerate(dict.fromkeys(group.question for group in found))
    }
    asked = table["question"].astype(str) if "question" in table else pd.Series("", table.index)
    item = table["item"].astype(str) if "item" in table else pd.Series("", table.index)
    items = {one: place for place, one in enumerate(dict.fromkeys([*(g.item for g in found), *item]))}
    keys = pd.DataFrame(
        {"question": asked.map(lambda one: questions.get(one, len(questions))), "item": item.map(items)}
    )
    order = keys.sort_values(["question", "item"], kind="stable").index
    table, asked, item = table.loc[order], asked.loc[order], item.loc[order]
    spans: dict[tuple[str, str | None], tuple[int, int]] = {}
    for place, (question, one) in enumerate(zip(asked, item, strict=True)):
        for key in ((question, one), (question, None)):
            spans[key] = (spans.get(key, (place, 0))[0], place + 1)
    names = [str(column) for column in table.columns if str(column) not in FIXED]
    if item.ne("").any():
        names = ["item", *names]
    values = [[whole(str(cell(value))) for value in table[column].tolist()] for column in names]
    records: dict[tuple[str, ...], int] = {}
    record = [
        records.setdefault(row, len(records))
        for row in (zip(*values, strict=True) if values else [()] * len(table))
    ]
    respondents: dict[str, int] = {}
    texts = [shown(str(cell(text))) for text in table["text"].tolist()]
    codes = {kind: place for place, kind in enumerate(KINDS)}
    numbers = [int(number) for number in table["answer"]]
    packed["answers"] = {
        "id": numbers,
        "respondent": [
            respondents.setdefault(whole(one), len(respondents)) for one in table["respondent"].astype(str)
        ],
        "record": record,
        "kind": [codes.get(one, 0) for one in table["kind"]],
        "text": texts,
    }
    packed["respondents"] = list(respondents)
    packed["attributes"] = [
        _attribute(column, [row[place] for row in records], separators) for place, column in enumerate(names)
    ]
    if item.ne("").any():
        packed["attributes"][0]["name"] = label("column.item", lang)
    return Pool(packed, {number: place for place, number in enumerate(numbers)}, texts, spans)


def _attribute(column: str, values: list[str], separators: dict[str, str] | None) -> dict[str, Any]:
    """Return an attribute with its values once; ``separator`` stands between the choices of a value."""
    levels: dict[str, int] = {}
    codes = [levels.setdefault(value, len(levels)) for value in values]
    separator = (separators or {}).get(column, "")
    if separators is None:
        # multiple choice shows in its values being made of fewer choices, again and again
        choices = {choice for value in levels for choice in value.split(", ")}
        separator = ", " if len(choices) < len(levels) else ""
    options = {part.strip() for value in levels for part in value.split(separator)} if separator else levels
    return {
        "key": whole(column),  # as tables call it
        "name": whole(column),
        "values": list(levels),
        "codes": codes,
        "separator": separator,
        "order": sorted(options, key=_natural) if len(options) <= _MOST_VALUES else [],
        "filter": 2 <= len(options) <= _MOST_VALUES,
    }


def _natural(value: str) -> tuple[bool, list[tuple[int, int, str]]]:
    """Sort "6〜20人" before "21〜50人", and the blank last."""
    parts = re.findall(r"\d+|\D+", unicodedata.normalize("NFKC", value))
    return value == "", [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]


def _group(report: Report, group: Group, pool: Pool) -> dict[str, Any]:
    lang = report.lang
    asked = next((section.question for section in group.sections), "")
    span = pool.spans.get((asked, group.item or None), (0, 0))
    if not asked:  # a report of one question, added without its name
        span = (0, len(pool.texts))
    keywords = group.table("keywords")
    words = [str(word) for word in keywords["word"]] if len(keywords) else []
    pictures = {id(section): _picture(group, section, lang) for section in group.pictures}
    where: dict[str, Any] = {"place": pool.place, "span": span}
    return {
        "number": group.number,
        "heading": whole(group.heading),
        "base": group.base or 0,
        "line": base_line(group, lang),
        "kinds": [[KINDS.index(kind), count] for kind, count in group.kinds.items() if kind in KINDS],
        "from": span[0],
        "to": span[1],
        "words": _words(keywords, lang) if words else None,
        "evidence": _evidence(group.table("evidence"), words),
        "places": word_places(group.table("occurrences"), words, texts=pool.texts, **where),
        "codes": code_places(group.table("codes"), texts=pool.texts, **where),
        "clusters": cluster_places(group.table("clusters"), **where),
        "blocks": blocks(group, pictures, pool.place, lang),
    }


def _words(keywords: pd.DataFrame, lang: str) -> dict[str, list[Any]]:
    size = len(keywords)

    def texts(column: str) -> list[str]:
        return [whole(str(cell(value))) for value in keywords[column]] if column in keywords else [""] * size

    def numbers(column: str) -> list[float]:
        if column not in keywords:
            return [0] * size
        found = (cell(value) for value in keywords[column].tolist())
        return [round(value, 6) if isinstance(value, int | float) else 0 for value in found]

    return {
        "word": texts("word"),
        "pos": [name(pos, lang, group="pos") if pos else "" for pos in texts("pos")],
        "respondents": numbers("respondents"),
        "share": numbers("share"),
        "low": numbers("low"),
        "high": numbers("high"),
        "occurrences": numbers("occurrences"),
        "negated": numbers("negated_share"),
        "related": texts("related"),
    }


def _evidence(evidence: pd.DataFrame, words: list[str]) -> list[dict[str, Any] | None]:
    found: dict[str, dict[str, Any]] = {}
    if len(evidence):
        for row in evidence.sort_values("rank", kind="stable").to_dict("records"):
            mine = found.setdefault(str(row["word"]), {})
            text, aspect = whole(str(cell(row["text"]))), row["aspect"]
            if aspect == "note":
                mine.setdefault("notes", []).append(text)
            elif aspect == "quote":
                mine.setdefault("quotes", []).append([text, whole(str(cell(row["respondent"])))])
            else:
                mine.setdefault(f"{aspect}s", []).append([text, int(cell(row["respondents"]) or 0)])
    return [found.get(word) for word in words]


def _picture(group: Group, section: Section, lang: str) -> dict[str, Any]:
    content = section.content
    assert isinstance(content, Picture)
    if content.svg and (len(content.svg) <= _LARGEST_SVG or not content.png):
        # as text: a third shorter than base64
        source = "data:image/svg+xml;charset=utf-8," + quote(slim(content.svg), safe=_PLAIN)
    else:
        source = f"data:image/png;base64,{b64encode(content.png).decode('ascii')}"
    notes = [section.note] if section.note else []
    if section.name == "wordcloud":
        notes += placing(group.table("wordcloud_layout"), lang)
    return picture(section, source, size(content.png), notes, lang)
