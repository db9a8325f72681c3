"""The page "words": the table of expressions with notes, and proposed spellings of one word."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from textmine.web import ownlists
from textmine.web.behind import prepare
from textmine.web.requests import answered, desk_of

if TYPE_CHECKING:
    from textmine.web.holder import Held

MOST = 5_000  # rows of the table that a browser holds
MANY = 3_000  # answers of which another process says what is in them
UNSURE = (
    "reading",
    "typing",
    "homophone",
)  # reasons for which a proposal is not taken unless a person says so


# ---------------------------------------------------------------------------------- in the server


async def questions(request: Request) -> Response:
    """Return the questions with the respondents of each."""
    return answered(await desk_of(request).ask(overview))


async def words(request: Request) -> Response:
    """Return the table of expressions of a question."""
    desk, question = desk_of(request), request.query_params.get("question", "")
    content = await desk.ask(table, question=question)
    desk.start_loading(prepare, question=question)
    return answered(content)


async def notes(request: Request) -> Response:
    """Return what is said of the first expressions of a question.

    Of many answers that takes seconds, and a click on a word does not wait for it: another process says it.
    """
    desk, question = desk_of(request), request.query_params.get("question", "")
    about = json.loads(await desk.ask(extent, question=question))
    if about["answers"] <= MANY:
        return answered(await desk.ask(evidence, question=question))
    known: dict[str, tuple[str, bytes]] = desk.kept.setdefault("notes", {})
    if known.get(question, ("",))[0] != about["mark"]:
        job = desk.run(f"notes {about['mark']} {question}", evidence, question=question)
        known[question] = about["mark"], await desk.result(job)
    return answered(known[question][1])


async def spellings(request: Request) -> Response:
    """Return the words that may be spellings of one."""
    return answered(await desk_of(request).ask(proposals))


ROUTES = (
    Route("/api/words", questions),
    Route("/api/words/table", words),
    Route("/api/words/notes", notes),
    Route("/api/words/spellings", spellings),
)


# ---------------------------------------------------------------------------------- in the study's process


def overview(held: Held) -> list[dict[str, Any]]:
    """Return of each question how many respondents gave an answer of substance."""
    study = held.study
    return [
        {"question": question, "respondents": study.respondents_by_kind(question).get("substantive", 0)}
        for question in study.questions
    ]


def table(held: Held, question: str) -> dict[str, Any]:
    """Return the keyword table column by column, its base, and lines about words that are no row of it."""
    from textmine.reports.sections import left_out_notes

    study = held.study
    words = study.keywords(question)
    columns = ("word", "pos", "respondents", "share", "low", "high", "occurrences", "negated_share")
    lang = study.settings.report.lang
    return {
        "base": int(words["base"].iloc[0]) if len(words) else 0,
        "total": len(words),
        **{name: words[name].head(MOST).astype(object).tolist() for name in columns},
        "left_out": left_out_notes(study.left_out(question), study.stated(), lang),
    }


def extent(held: Held, question: str) -> dict[str, Any]:
    """Return how many answers a question has, and the mark of what the study is made of now."""
    return {"answers": len(held.study.corpus(question).answers), "mark": held.mark}


def evidence(held: Held, question: str) -> dict[str, dict[str, list[Any]]]:
    """Return word -> ``notes``, and ``compounds``, ``phrases`` and ``negations`` with their respondents."""
    found: dict[str, dict[str, list[Any]]] = {}
    names = {"note": "notes", "compound": "compounds", "phrase": "phrases", "negation": "negations"}
    rows = held.study.evidence(question)
    columns = (rows[name].tolist() for name in ("word", "aspect", "text", "respondents"))
    for word, aspect, text, respondents in zip(*columns, strict=True):
        if aspect in names:
            entry = text if aspect == "note" else [text, respondents]
            found.setdefault(word, {}).setdefault(names[aspect], []).append(entry)
    return found


def proposals(held: Held) -> list[dict[str, Any]]:
    """Return groups of words that may be spellings of one; what a person judged is not proposed again.

    ``members`` of a group, the one of most respondents first: ``word``, ``reason`` (why it may be the first
    one), ``example``, ``people`` (numbers of its respondents) and ``sure`` (taken unless a person says no).
    """
    pairs = held.study.suggest("synonyms")
    judged = ownlists.rejected(ownlists.texts_of(ownlists.folder_of(held))[ownlists.MERGE])
    groups: dict[str, list[dict[str, Any]]] = {}
    placed: dict[str, str] = {}  # a variant -> the word of its group
    people = _people(held)
    for pair in pairs.to_dict("records"):
        word, variant = placed.get(pair["word"], pair["word"]), pair["variant"]
        if frozenset((word, variant)) in judged or variant in placed or variant in groups or word == variant:
            continue
        group = groups.setdefault(word, [_member(word, "", "", people)])
        group.append(_member(variant, pair["reason"], pair["example"], people))
        placed[variant] = word
    return [{"word": word, "members": members} for word, members in groups.items()]


def _member(word: str, reason: str, example: str, people: dict[str, list[int]]) -> dict[str, Any]:
    sure = reason not in UNSURE
    return {"word": word, "reason": reason, "example": example, "people": people.get(word, []), "sure": sure}


def _people(held: Held) -> dict[str, list[int]]:
    """Return word -> the numbers of the respondents who wrote it, over all questions."""
    import pandas as pd

    from textmine.tables.occurrences import uses

    used = uses(held.study.all_answers, "word")
    pairs = pd.DataFrame({"word": used["word"], "who": used["respondent"].cat.codes}).drop_duplicates()
    return {str(word): who.tolist() for word, who in pairs.groupby("word", observed=True)["who"]}
