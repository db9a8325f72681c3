"""What the page shows under a question: one block per table or picture, and the way to the answers.

A number on the page opens the answers that have all of its *terms*: a word, a code, a cluster, a value of an
attribute. The page holds for each word, code and cluster the answers that have it, once; a table only says
which of its columns name the terms, and the script does the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from textmine.reports.pictures import Area, Picture
from textmine.reports.prepared import code_rows
from textmine.reports.report import Group, Section
from textmine.reports.sections import section_title
from textmine.reports.text import cell, whole
from textmine.texts.labels import known, label, name

Term = list[Any]  # ["word", "意識"], ["code", "＊費用"], ["cluster", 3], ["value", "業種", "製造業"], …

MARKS = ("", "+", "++", "-", "--")
NAMED = {
    "pos": "pos",
    "kind": "kind",
    "role": "role",
    "why": "why",
    "finding": "finding",
    "test": "test",
    "masking": "masking",
    "other_kind": "kind",
}
INDEX = ("keywords", "evidence", "occurrences", "kinds", "answers", "codes")  # not shown as they are
FOLDED = (  # of interest to few: closed until asked for
    *("opinions", "proposals", "k_curve", "crosstab_words_tests", "crosstab_codes_tests"),
    *("correspondence", "correspondence_inertia", "feature_tree", "feature_leaves"),
)
# section -> the column whose number opens answers -> the terms, each with the columns that name it
LINKS: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "crosstab_words_tests": {"respondents": (("feature", "feature"), ("value", "attribute", "value"))},
    "crosstab_codes_tests": {"respondents": (("feature", "feature"), ("value", "attribute", "value"))},
    "distinctive": {"respondents": (("feature", "feature"), ("value", "attribute", "value"))},
    "cooccurrence": {
        "both": (("either", "feature", "kind"), ("either", "other", "other_kind")),
        "respondents": (("either", "feature", "kind"),),
        "other_respondents": (("either", "other", "other_kind"),),
    },
    "correspondence": {"respondents": (("either", "name", "kind", "attribute"),)},
    "changes": {"respondents": (("feature", "feature"), ("wave", "wave"))},
    "feature_leaves": {"respondents": (("feature", "feature"),)},
    "closed_options": {"respondents": (("option", "option", "source"),)},
}


def blocks(group: Group, pictures: Mapping[int, dict[str, Any]], place: Mapping[int, int], lang: str) -> Any:
    """Return the blocks of a question in the order in which the page shows them.

    ``pictures``: id of a section -> its picture as the page holds it; ``place``: answer number -> its place.
    """
    found: list[tuple[int, list[dict[str, Any]]]] = []
    condensed = len(group.table("condensed")) > 0
    for section in group.sections:
        content = section.content
        if isinstance(content, Picture):
            found.append((0 if section.name == "wordcloud" else 3, [pictures[id(section)]]))
        elif section.name == "keywords" and len(content):
            found.append((1, [{"type": "words", "title": section_title(section, lang)}]))
        elif section.name in INDEX or section.name.endswith("_layout"):
            continue
        elif section.name == "code_counts" and {"code", "level", "respondents"} <= set(content.columns):
            found.append((2, [_codes(section, lang)]))
        elif section.name == "cluster_summary" and {"cluster", "respondents"} <= set(content.columns):
            found.append((3, [_clusters(section, lang)]))
        elif section.name == "clusters" and len(group.table("cluster_summary")):
            continue  # the summary opens to it
        elif section.name == "condensed" and {"statement", "answer_numbers"} <= set(content.columns):
            found.append((3, [_condensed(section, group, place, lang)]))
        elif section.name in ("opinions", "proposals") and condensed:
            continue  # they stand in the condensed list
        elif section.name in ("crosstab_words", "crosstab_codes") and "feature" in content.columns:
            found.append((3, _matrices(section, group.table(f"{section.name}_tests"), lang)))
        else:
            found.append((3, [table(section, lang)]))
    return [block for _, each in sorted(found, key=lambda one: one[0]) for block in each]


def table(section: Section, lang: str) -> dict[str, Any]:
    """Return any table by columns, with the terms that its numbers open."""
    content = section.content
    assert isinstance(content, pd.DataFrame)
    shown = code_rows(content, lang)
    links = {
        column: terms
        for column, terms in LINKS.get(section.name, {}).items()
        if {column, *(part for term in terms for part in term[1:])} <= set(map(str, content.columns))
    }
    return {
        "type": "table",
        "name": section.name,
        "title": _title(section, lang),
        "note": whole(section.note),
        "folded": section.name in FOLDED,
        "columns": columns(shown, lang, section.name),
        "links": {column: [list(term) for term in terms] for column, terms in links.items()},
        # what the terms are named by, where it is shown under another name
        "raw": {
            column: [whole(str(cell(value))) for value in content[column].tolist()]
            for column in sorted({part for terms in links.values() for term in terms for part in term[1:]})
        },
    }


def columns(shown: pd.DataFrame, lang: str, section: str = "") -> list[dict[str, Any]]:
    """Return any table by columns, ready to be shown; ``section`` is its name."""
    found = []
    for place, column in enumerate(map(str, shown.columns)):
        values: list[Any] = [cell(value) for value in shown.iloc[:, place].tolist()]
        if column in NAMED:
            values = [name(str(value), lang, group=NAMED[column]) for value in values]
        found.append(
            {
                "key": column,
                "name": whole(column_name(column, lang, section)),
                "values": [_shown(value) for value in values],
                "share": is_share(column),
                "answer": column == "answer",
            }
        )
    return found


def column_name(column: str, lang: str, section: str = "") -> str:
    """Return the heading of a column, as its section calls it where that has a word of its own."""
    own = f"column.{section}.{column}"
    return label(own, lang) if known(own) else name(column, lang, group="column")


def _shown(value: str | int | float) -> str | int | float:
    if isinstance(value, float):
        return round(value, 6)
    return whole(value) if isinstance(value, str) else int(value)


def is_share(column: str) -> bool:
    """Whether a column holds parts of a whole, shown as per cent."""
    return column in ("share", "low", "high", "smallest_share") or column.endswith("_share")


def picture(
    section: Section, source: str, extent: tuple[int, int], notes: Iterable[str], lang: str
) -> dict[str, Any]:
    """Return a picture with the places in it that open answers."""
    content = section.content
    assert isinstance(content, Picture)
    return {
        "type": "picture",
        "name": section.name,
        "title": section_title(section, lang)
        if section.name != "wordcloud"
        else label("section.wordcloud", lang),
        "src": source,
        "alt": whole(content.alt or section_title(section, lang)),
        "width": extent[0],
        "height": extent[1],
        "areas": [
            [area_terms(area), *(round(part, 4) for part in (area.left, area.top, area.width, area.height))]
            for area in content.areas
        ],
        "notes": [whole(note) for note in notes],
    }


def area_terms(area: Area) -> list[Term]:
    """Return the terms of a place in a picture."""
    terms: list[Term] = [["feature", whole(one)] for one in (area.word, area.code, area.other) if one]
    if area.value:
        terms.append(["value", whole(area.attribute), whole(area.value)])
    if area.cluster >= 0:
        terms.append(["cluster", area.cluster])
    return terms


def _title(section: Section, lang: str) -> str:
    title = section_title(section, lang)
    about = section.item or (section.attribute if section.attribute not in title else "")
    return whole(f"{title}　{about}" if about else title)


# ---------------------------------------------------------------------------------------- codes, clusters


def _codes(section: Section, lang: str) -> dict[str, Any]:
    content = section.content
    assert isinstance(content, pd.DataFrame)
    rows = []
    for values in (
        code_rows(content, lang).assign(kept=content["code"], step=content["level"]).to_dict("records")
    ):
        step, code = str(values["step"]), whole(str(values["kept"]))
        term = ["code", code] if step in ("code", "upper") else [step]
        rows.append(
            {
                "name": whole(str(values["code"])).removeprefix("＊"),
                "level": step,
                "text": whole(str(cell(values.get("definition", "")))),
                **_numbers(values, ("respondents", "share", "low", "high", "mentions", "overridden")),
                "terms": [term],
            }
        )
    return {
        "type": "counts",
        "title": _title(section, lang),
        "note": whole(section.note),
        "headings": [
            name(key, lang, group="column") for key in ("codes", "respondents", "mentions", "definition")
        ],
        "overridden": "overridden" in content.columns,
        "rows": rows,
    }


def _clusters(section: Section, lang: str) -> dict[str, Any]:
    content = section.content
    assert isinstance(content, pd.DataFrame)
    rows = []
    for values in content.to_dict("records"):
        number = int(values["cluster"])
        facts = [
            f"{name(key, lang, group='column')} {values[key]:.2f}"
            for key in ("cohesion", "stability")
            if isinstance(cell(values.get(key)), float)
        ]
        rows.append(
            {
                "name": f"{number}" if number else label("note.mixed", lang),
                "level": "cluster",
                "text": whole(str(cell(values.get("label", "")))),
                "words": whole(str(cell(values.get("words", "")))),
                "facts": "　".join(facts),
                **_numbers(values, ("respondents", "share", "answers")),
                "terms": [["cluster", number]],
            }
        )
    return {
        "type": "counts",
        "title": _title(section, lang),
        "note": whole(section.note),
        "headings": [
            name(key, lang, group="column") for key in ("cluster", "respondents", "answers", "label")
        ],
        "overridden": False,
        "rows": rows,
    }


def _numbers(values: Mapping[Any, Any], wanted: Sequence[str]) -> dict[str, Any]:
    found = {key: cell(values[key]) for key in wanted if key in values}
    return {
        key: round(value, 6) if isinstance(value, float) else value
        for key, value in found.items()
        if value != ""
    }


# ---------------------------------------------------------------------------------------- condensed lists


def _condensed(section: Section, group: Group, place: Mapping[int, int], lang: str) -> dict[str, Any]:
    content = section.content
    assert isinstance(content, pd.DataFrame)
    counted, close = group.table("opinions"), group.table("proposals")
    items = []
    asked = content["item"].astype(str) if "item" in content else pd.Series("", content.index)
    for item in dict.fromkeys(asked.tolist()):
        part = content.loc[asked == item]
        facts = _of_item(counted, item)
        proposed = _of_item(close, item)
        items.append(
            {
                "item": whole(item),
                "base": int(part["base"].iloc[0]),
                "submissions": int(part["submissions"].sum()) if "submissions" in part else 0,
                "statements": len(part),
                "opinions": int(facts["opinions"].iloc[0])
                if "opinions" in facts and len(facts)
                else len(part),
                "rows": [
                    {
                        "text": whole(str(values["statement"])),
                        "respondents": int(values["respondents"]),
                        "submissions": int(values.get("submissions", 0)),
                        "others": [
                            whole(other) for other in str(values.get("others", "")).split("\n") if other
                        ],
                        "answers": [
                            place[int(number)]
                            for number in str(values["answer_numbers"]).split()
                            if int(number) in place
                        ],
                    }
                    for values in part.to_dict("records")
                ],
                "proposals": [
                    {
                        "text": whole(str(values["statement"])),
                        "other": whole(str(values["other"])),
                        **_numbers(values, ("score", "respondents", "other_respondents")),
                        "confirmed": whole(str(cell(values.get("confirmed", "")))),
                    }
                    for values in proposed.to_dict("records")
                ],
            }
        )
    return {
        "type": "condensed",
        "title": _title(section, lang),
        "note": whole(section.note),
        "unit": group.unit,
        "items": items,
    }


def _of_item(table: pd.DataFrame, item: str) -> pd.DataFrame:
    return table.loc[table["item"].astype(str) == item] if "item" in table.columns else table


# ---------------------------------------------------------------------------------------- cross tables


def _matrices(section: Section, tests: pd.DataFrame, lang: str) -> list[dict[str, Any]]:
    """Return one block for each attribute: features down, values across."""
    content = section.content
    assert isinstance(content, pd.DataFrame)
    found = []
    for attribute in dict.fromkeys(content["attribute"].astype(str)):
        part = content.loc[content["attribute"].astype(str) == attribute]
        values = list(dict.fromkeys(part["value"].astype(str)))
        features = list(dict.fromkeys(part["feature"].astype(str)))
        cells = {
            (str(one), str(other)): (int(count), MARKS.index(mark) if mark in MARKS else 0)
            for one, other, count, mark in zip(
                part["feature"],
                part["value"],
                part["respondents"],
                part["mark"].fillna("").astype(str) if "mark" in part else [""] * len(part),
                strict=True,
            )
        }
        bases = {str(value): int(base) for value, base in zip(part["value"], part["base"], strict=True)}
        own = (
            tests.loc[tests["attribute"].astype(str) == attribute] if "attribute" in tests.columns else tests
        )
        few = set(part.loc[part["small"].astype(bool), "value"].astype(str)) if "small" in part else set()
        said: dict[str, list[str]] = {}
        if {"feature", "sentence"} <= set(own.columns):
            for feature, sentence in zip(own["feature"].astype(str), own["sentence"], strict=True):
                if cell(sentence):
                    said.setdefault(feature, []).append(whole(str(sentence)))
        shown = name(attribute, lang, group="column") if attribute else ""
        title = section_title(section, lang)
        found.append(
            {
                "type": "matrix",
                "title": whole(f"{title}　{shown}" if shown else title),
                "note": whole(section.note),
                "attribute": whole(attribute),
                "values": [whole(value) for value in values],
                "bases": [bases[value] for value in values],
                "small": [int(value in few) for value in values],
                "missing": int(own["missing"].max()) if "missing" in own.columns and len(own) else 0,
                "features": [whole(feature) for feature in features],
                "counts": [cells.get((one, other), (0, 0))[0] for one in features for other in values],
                "marks": [cells.get((one, other), (0, 0))[1] for one in features for other in values],
                "sentences": [said.get(feature, []) for feature in features],
            }
        )
    return found
