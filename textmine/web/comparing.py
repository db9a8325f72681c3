"""The page "compare": who says what, by the attributes that are chosen; first what stands."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from textmine.errors import SettingsError
from textmine.web.checking import put, take_back
from textmine.web.requests import answered, body_of, desk_of
from textmine.web.undoing import changed

if TYPE_CHECKING:
    import pandas as pd

    from textmine.study.counting import Of
    from textmine.web.holder import Held

BY = "compare.by"


# ---------------------------------------------------------------------------------- in the server


async def attributes(request: Request) -> Response:
    """Return the attributes that answers can be compared by, and the questions."""
    return answered(await desk_of(request).ask(overview))


async def choose(request: Request) -> Response:
    """Compare by other attributes from now on."""
    desk, body = desk_of(request), await body_of(request)
    by = body.get("by")
    if not isinstance(by, list):
        raise SettingsError("the page sent what the desk does not understand; reload it and try again")
    before = json.loads(await desk.ask(compare_by, by=[str(each) for each in by]))
    return changed(desk, take_back, **before)


async def tables(request: Request) -> Response:
    """Return the cross tables of a question."""
    asked = {name: request.query_params.get(name, "") for name in ("question", "of")}
    return answered(await desk_of(request).ask(crossed, **asked))


async def figure(request: Request) -> Response:
    """Return a figure, and where in it what stands opens answers."""
    asked = {name: request.query_params.get(name, "") for name in ("kind", "question", "attribute")}
    return answered(await desk_of(request).ask(drawn, **asked))


ROUTES = (
    Route("/api/compare", attributes),
    Route("/api/compare/by", choose, methods=["POST"]),
    Route("/api/compare/tables", tables),
    Route("/api/compare/figure", figure),
)


# ---------------------------------------------------------------------------------- in the study's process


def overview(held: Held) -> dict[str, Any]:
    """Return ``attributes`` (name, number of values, chosen, whether they are too many) and ``questions``."""
    from textmine.inputs.attributes import column_of

    study = held.study
    chosen, most = study.attributes(), study.settings.compare.values
    answers, survey, frames = study.survey.answers, study.survey, study.codebooks()
    found = []
    for name in survey.attributes:
        values, sign = set(answers[column_of(name)].astype(str)) - {""}, survey.separator(name)
        if sign:
            values = {part.strip() for value in values for part in value.split(sign)} - {""}
        found.append(
            {"name": name, "values": len(values), "chosen": name in chosen, "many": len(values) > most}
        )
    return {
        "attributes": found,
        "named": bool(study.settings.compare.by),
        "questions": [{"question": each, "framed": each in frames} for each in study.questions],
    }


def compare_by(held: Held, by: Sequence[str]) -> dict[str, Any]:
    """Write to the settings by which attributes is compared; () is: by those that are proposed."""
    known = set(held.study.survey.attributes)
    if not set(by) <= known:
        raise SettingsError("the page sent what the desk does not understand; reload it and try again")
    return put(held, {BY: tuple(by) or None})


def crossed(held: Held, question: str, of: str) -> dict[str, Any]:
    """Return the cross table of words or codes by each attribute, with the tests.

    ``attributes``: each its ``values`` (value, base, whether that is small), ``features`` (``name``,
    ``kind``, ``cells``: respondents, share, ends of its interval, mark; of its test ``p``, ``effect``,
    ``sentence``) and ``figures``, which can be drawn of it. A feature ``stands`` if its test passed and a
    group that is not small is marked.
    """
    study = held.study
    which: Of = study.compared(question)
    if of:
        which = "codes" if of == "codes" else "words"
    if not study.attributes(question) or not len(study.keywords(question)):
        return {"of": which, "attributes": []}
    cross, tests = study.crosstab(question, which), study.crosstab_tests(question, which)
    found = []
    for attribute in study.attributes(question):
        rows, tested = (each[each["attribute"].astype(str) == attribute] for each in (cross, tests))
        if len(rows):
            found.append(_by_attribute(attribute, rows, tested, which))
    return {"of": which, "attributes": found}


def _by_attribute(attribute: str, rows: pd.DataFrame, tests: pd.DataFrame, of: str) -> dict[str, Any]:
    from textmine.reports.matrix import CLEAR, feature_name

    groups = rows.drop_duplicates("value")
    values = list(zip(groups["value"], groups["base"].tolist(), groups["small"].tolist(), strict=True))
    whole = tests[tests["value"].astype(str).isin(["", "nan"])]
    test_of = {str(test["feature"]): test for test in whole.to_dict("records")}
    features = []
    for feature, own in rows.groupby(rows["feature"].astype(str), sort=False):
        if not own["respondents"].any():  # a category that nobody has
            continue
        cells = {row["value"]: row for row in own.to_dict("records")}
        test: dict[Any, Any] = test_of.get(str(feature), {})
        p = float(test.get("p_bh", float("nan")))
        marked = any(cell["mark"] and not cell["small"] for cell in cells.values())
        features.append(
            {
                "name": feature,
                "shown": feature_name(own.iloc[0].to_dict()),
                "kind": own["kind"].iloc[0],
                "cells": [
                    [cells[value][name] for name in ("respondents", "share", "low", "high", "mark")]
                    if value in cells
                    else None
                    for value, _, _ in values
                ],
                "p": p,
                "effect": test.get("cramers_v"),
                "sentence": test.get("sentence", ""),
                "stands": p < CLEAR and marked,
            }
        )
    return {
        "attribute": attribute,
        "values": values,
        "missing": int(whole["missing"].max()) if len(whole) else 0,
        "features": features,
        "figures": _figures(len(values), of),
    }


def _figures(values: int, of: str) -> list[str]:
    """Return the kinds of figures that can show a comparison of so many groups."""
    from textmine.study.outline import SIDE_BY_SIDE

    beside = values in SIDE_BY_SIDE
    if of == "codes":
        return ["heatmap_codes", *(["grouped_codes"] if beside else [])]
    more = ["keyness"] if values == 2 else ["map"] if values > 2 else []
    return ["heatmap_words", *more, *(["comparison_cloud", "wordclouds"] if beside else [])]


def drawn(held: Held, kind: str, question: str, attribute: str) -> dict[str, Any]:
    """Return a figure as ``src`` with its description and the ``areas`` that open answers.

    Raises:
        FigureError: if it can't be drawn: no word stands out, say.
    """
    from textmine import figures
    from textmine.reports.pictures import size
    from textmine.study import drawing
    from textmine.texts.labels import name

    if kind not in get_args(drawing.FigureKind):
        raise SettingsError("the page sent what the desk does not understand; reload it and try again")
    study = held.study
    made = study.figure(cast("drawing.FigureKind", kind), question, attribute)
    places = figures.frame.places_of(made).rename(
        columns={"feature": "name", "group": "value", "word": "name"}
    )
    title = name(kind, study.settings.report.lang, group="section")
    png = figures.saving.encode(made, "png", title=title)
    width, height = size(png)
    areas = drawing.areas(places, "" if kind == "comparison_cloud" else attribute)
    named = [area.word or area.code or area.value for area in areas]
    return {
        "src": "data:image/png;base64," + base64.b64encode(png).decode(),
        "alt": drawing.description(title, question, named, study.settings.report.lang),
        "width": width,
        "height": height,
        "areas": [[_terms(area), area.left, area.top, area.width, area.height] for area in areas],
    }


def _terms(area: Any) -> list[list[str]]:
    """Return what an answer must have to be behind a place in a figure, as ``behind`` takes it."""
    terms = [["word", area.word]] if area.word else []
    terms += [["code", area.code]] if area.code else []
    if area.other:
        terms.append(["code" if area.other.startswith("＊") else "word", area.other])
    return terms + ([["value", area.attribute, area.value]] if area.attribute else [])
