"""The answers behind a number, wherever on the desk it stands: those that have all of its terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from textmine.errors import TextmineError
from textmine.web.requests import answered, body_of, desk_of

if TYPE_CHECKING:
    import pandas as pd

    from textmine.web.holder import Held

SHOWN = 40  # answers that are sent at once
OF_KINDS = ("kind", "written", "nothing")  # the terms that are not about answers of substance alone
WRITTEN = ("substantive", "none", "unknown", "same", "meaningless", "refusal")
Term = Sequence[str]
Marks = dict[int, list[list[Any]]]  # answer -> places in its text, and how they are marked


async def answers(request: Request) -> Response:
    """Return answers to a question that have all terms, with what the terms mean marked in them."""
    body = await body_of(request)
    terms = body.get("terms", [])
    if not isinstance(terms, list) or not all(isinstance(term, list) and term for term in terms):
        raise TextmineError("the page sent what the desk does not understand; reload it and try again")
    after = body.get("after", 0)
    asked = {
        "question": str(body.get("question", "")),
        "terms": [[str(part) for part in term] for term in terms],
    }
    content = await desk_of(request).ask(behind, **asked, after=after if isinstance(after, int) else 0)
    return answered(content)


ROUTES = (Route("/api/behind", answers, methods=["POST"]),)


# ---------------------------------------------------------------------------------- in the study's process


def behind(held: Held, question: str, terms: list[list[str]], after: int = 0) -> dict[str, Any]:
    """Return answers that have all of some terms: ``total``, ``respondents``, ``answers`` from ``after`` on.

    A term is ``["word", word]``, ``["denied", word]``, ``["theme", word, theme]``, ``["code", code]``,
    ``["value", attribute, value]``, ``["base"]`` (any answer of substance), ``["written"]`` (any respondent
    who wrote something), ``["kind", kind]``, ``["nothing", word denied or codes]`` (who sees nothing of what
    was asked; a code a line) or ``["search", text]``. ``marks`` are places in UTF-16 units, as a browser
    counts them.
    """
    table = held.study.corpus(question).answers
    marks: Marks = {}
    has = table["kind"].notna() if any(term[0] in OF_KINDS for term in terms) else _of_substance(table)
    for term in terms:
        has &= _having(held, question, table, term, marks)
    places = has.to_numpy().nonzero()[0]
    rows = table.iloc[places[max(after, 0) :][:SHOWN]]
    return {
        "total": len(places),
        "respondents": table["respondent"].iloc[places].nunique(),
        "answers": [_shown(row, marks) for row in rows.to_dict("records")],
    }


def _of_substance(table: pd.DataFrame) -> pd.Series[bool]:
    return table["kind"] == "substantive"


def _having(held: Held, question: str, table: pd.DataFrame, term: Term, marks: Marks) -> pd.Series[bool]:
    """Return which answers have a term, and note where it stands in them."""
    kind, name, detail = (*term, "", "")[:3]
    match kind:
        case "word" | "denied" | "theme":
            places = _places(held, question, name)
            for answer, found in places.items():
                marks.setdefault(answer, []).extend(found)
            if kind == "word":
                return table["answer"].isin(list(places))
            themes = held.study.themes(question)
            mine = themes[(themes["word"] == name) & (themes["text"] == detail)]
            return table["answer"].isin(mine["answer"])
        case "code":
            for answer, start, end in reasons(held, question, name):
                marks.setdefault(answer, []).append([start, end, ""])
            coded = held.study.coded(question, "answer")
            return table["answer"].isin(coded.loc[coded[name] != 0, "answer"] if name in coded else [])
        case "value":
            return _with_value(held, question, table, name, detail)
        case "search":
            return _searched(table, name, marks)
        case "kind" | "written" | "nothing":
            found_in = _of_kind(table, {"kind": (name,), "nothing": ("none", "unknown")}.get(kind, WRITTEN))
            if kind == "nothing" and name:
                for each in name.split("\n"):
                    denied = ["code", each] if each.startswith("＊") else ["denied", each]
                    found_in |= _of_substance(table) & _having(held, question, table, denied, marks)
            return found_in
    return _of_substance(table)


def _of_kind(table: pd.DataFrame, kinds: Sequence[str]) -> pd.Series[bool]:
    """Return which answers are of these kinds, where a respondent with several counts by what says most."""
    from textmine.inputs.survey import KINDS

    rank = table["kind"].map(KINDS.index)
    return table["kind"].isin(kinds) & (rank == rank.groupby(table["respondent"]).transform("min"))


def _searched(table: pd.DataFrame, text: str, marks: Marks) -> pd.Series[bool]:
    """Return which answers hold a text, whatever its width, its case and the blanks in it."""
    from textmine.tables.wordings import searchable

    wanted = searchable(text)
    for answer, each in zip(table["answer"].tolist(), table["text"].tolist(), strict=True):
        if (start := each.find(text)) >= 0:
            marks.setdefault(answer, []).append([start, start + len(text), "searched"])
    return table["text"].map(lambda each: wanted in searchable(each)).astype(bool)


def reasons(held: Held, question: str, code: str) -> Iterable[tuple[int, int, int]]:
    """Return the places that gave answers a code: (answer, start, end)."""
    frame = held.study.codebooks()[question]
    known: tuple[object, Any] | None = held.kept.get("reasons", {}).get(question)
    if known is None or known[0] is not frame:
        known = (frame, held.study.clauses(question))
        held.kept.setdefault("reasons", {})[question] = known
    fired = known[1]
    fired = fired[(fired["code"] == code) & (fired["start"] >= 0)]
    return zip(fired["answer"].tolist(), fired["start"].tolist(), fired["end"].tolist(), strict=True)


def prepare(held: Held, question: str) -> None:
    """Find the places of all words of a question, so that the first click does not wait for it."""
    _places(held, question, "")


def _places(held: Held, question: str, word: str) -> Marks:
    """Return where a word stands in which answers; what is denied is marked as such."""
    table = held.study.occurrences(question)
    known: tuple[object, Any] | None = held.kept.get("words", {}).get(question)
    if known is None or known[0] is not table:
        known = (table, table.groupby("word", observed=True, sort=False).indices)
        held.kept.setdefault("words", {})[question] = known
    found: Marks = {}
    mine = table.iloc[known[1].get(word, [])]
    columns = (mine[name].tolist() for name in ("answer", "start", "end", "negated"))
    for answer, start, end, negated in zip(*columns, strict=True):
        found.setdefault(answer, []).append([start, end, "negated" if negated else ""])
    return found


def _with_value(
    held: Held, question: str, table: pd.DataFrame, attribute: str, value: str
) -> pd.Series[bool]:
    from textmine.inputs.attributes import column_of

    column, survey = column_of(attribute), held.study.corpus(question).survey
    if column not in table:
        return table["answer"] != table["answer"]
    cells = table[column].astype(str)
    separator = survey.separator(attribute)
    if not separator:
        return cells == value
    return cells.map(lambda cell: value in [part.strip() for part in cell.split(separator)])


def _shown(row: dict[Any, Any], marks: Marks) -> dict[str, Any]:
    text = str(row["text"])
    return {
        **{name: row[name] for name in ("answer", "respondent", "item", "kind")},
        "text": text,
        "marks": in_utf16(text, marks.get(row["answer"], ())),
        "values": [[attribute, value] for attribute, value in _values(row) if value],
    }


def _values(row: dict[Any, Any]) -> Iterable[tuple[str, str]]:
    from textmine.inputs.attributes import attribute_of, is_attribute

    return ((attribute_of(name), str(value)) for name, value in row.items() if is_attribute(name))


def in_utf16(text: str, marks: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Return places in a text as a browser counts them, in which some letters take two units."""
    wide = max(text, default="") > "\uffff"
    return [
        [
            place + sum(letter > "\uffff" for letter in text[:place]) if wide else place
            for place in (start, end)
        ]
        + [look]
        for start, end, look in marks
    ]
