"""The page "categories": which questions have a frame, the answers with their codes, and what is decided."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from textmine.errors import SurveyError, TextmineError
from textmine.inputs.journal import AUDIT, fingerprint
from textmine.web import projects
from textmine.web.desk import Desk
from textmine.web.journal import Journal
from textmine.web.requests import answered, body_of, desk_of

if TYPE_CHECKING:
    import pandas as pd

    from textmine.codes.codebook import Code, Codebook
    from textmine.web.holder import Held

MOST = 30_000  # answers to a question that a browser holds at once; what is beyond them is said
COPIES = 1000  # answers of one respondent with the same words
LONGEST = 2000  # characters of a note
DECISIONS = "decisions.csv"
QUIET = 2.0  # seconds without a decision after which the journal is put into the file of decisions
PATIENCE = 20.0  # seconds that the end of the desk waits for that


# ---------------------------------------------------------------------------------- in the server


async def questions(request: Request) -> Response:
    """Return the questions, and what is known of the frame of each."""
    return answered(await desk_of(request).ask(overview))


async def answers(request: Request) -> Response:
    """Return the answers to a question with what the machine says, in a form that a browser holds."""
    desk = desk_of(request)
    content = await desk.ask(sheet, question=request.query_params.get("question", ""))
    _tidy_later(desk, await _keeper(desk, begin=False))
    return answered(content)


async def reasons(request: Request) -> Response:
    """Return what gave the answers their codes: places in their texts."""
    return answered(await desk_of(request).ask(places, question=request.query_params.get("question", "")))


async def decided(request: Request) -> Response:
    """Return what people decided about a question so far."""
    return answered(await desk_of(request).ask(decisions, question=request.query_params.get("question", "")))


async def decide(request: Request) -> Response:
    """Keep decisions; the answer says that they are on the disk."""
    desk, body = desk_of(request), await body_of(request)
    changes = [_checked(change) for change in _listed(body.get("changes"))]
    folder = Path(str(body.get("folder", desk.project)))
    if folder != desk.project:  # a page that was left open, of another survey
        raise TextmineError(
            "{name} is not open; open it again, and what was decided in it is saved", name=folder.name
        )
    keeper = await _keeper(desk, begin=True)
    assert keeper is not None
    async with keeper.lock:
        await asyncio.to_thread(keeper.journal.append, changes)
    tab = str(body.get("tab", ""))[:40]
    told = [
        {name: change[name] for name in ("key", "values", "coder", "reason", "sample")} for change in changes
    ]
    desk.tell({"event": "decided", "tab": tab, "changes": told})
    _tidy_later(desk, keeper)
    return JSONResponse({"saved": len(changes)})


ROUTES = (
    Route("/api/coding/questions", questions),
    Route("/api/coding/answers", answers),
    Route("/api/coding/reasons", reasons),
    Route("/api/coding/decisions", decided),
    Route("/api/coding/decisions", decide, methods=["POST"]),
)


class _Keeper:
    """What keeps the decisions of the open project."""

    def __init__(self, path: Path) -> None:
        self.journal = Journal(path)
        self.lock = asyncio.Lock()  # of the journal's files
        self.tidying: asyncio.Task[None] | None = None


async def _keeper(desk: Desk, *, begin: bool) -> _Keeper | None:
    """Return what keeps decisions; if there is no file of them yet, it is begun, or else None is returned."""
    from textmine.settingsfile import read_settings  # with pydantic: not before something is decided

    named = read_settings(desk.settings_file).codes.overrides
    if named is None or Path(named).suffix.lower() != ".csv":
        if not begin:
            return None
        await desk.ask(begin_decisions)
        named = read_settings(desk.settings_file).codes.overrides
        assert named is not None
    kept: _Keeper | None = desk.kept.get("coding")
    if kept is None or kept.journal.decisions != Path(named):
        kept = desk.kept["coding"] = _Keeper(Path(named))
        desk.leaving.append(lambda: _leave(desk, kept))
    return kept


def _listed(changes: object) -> list[dict[str, Any]]:
    if isinstance(changes, list) and all(isinstance(change, dict) for change in changes):
        return changes
    raise TextmineError("the page sent what the desk does not understand; reload it and try again")


def _checked(change: dict[str, Any]) -> dict[str, Any]:
    """Return a change as the journal keeps it.

    Raises:
        SurveyError: if its key is not that of its answer, or a value is neither 0 nor 1.
    """
    texts = [str(change.get(name, "")) for name in ("respondent", "question", "item", "text")]
    key, given = str(change.get("key", "")), change.get("values")
    first = fingerprint(*texts)
    copies = (fingerprint(first, str(number)) for number in range(1, COPIES))
    values = given if isinstance(given, dict) else {"": None}
    right = all(
        code[:1] == "＊"
        and isinstance(pair, list)
        and len(pair) == 2
        and pair[0] in (0, 1)
        and pair[1] in (-1, 0, 1)
        for code, pair in values.items()
    )
    number = change.get("answer")
    if not right or not isinstance(number, int) or (key != first and key not in copies):
        raise SurveyError("the decision does not belong to its answer; reload the page and decide again")
    about = dict(zip(("respondent", "question", "item", "text"), texts, strict=True))
    return {
        **{"key": key, "sha": fingerprint(texts[-1]), "answer": number, **about},
        "coder": str(change.get("coder", ""))[:LONGEST],
        "date": date.today().isoformat(),
        "reason": str(change.get("reason", ""))[:LONGEST],
        "sample": AUDIT if change.get("sample") == AUDIT else "",
        "values": values,
    }


def _tidy_later(desk: Desk, keeper: _Keeper | None) -> None:
    """Put the journal into the file of decisions as soon as nobody decides any more."""
    if keeper is None or not keeper.journal.waiting:
        return
    if keeper.tidying is not None:
        keeper.tidying.cancel()

    async def wait() -> None:
        await asyncio.sleep(QUIET)
        keeper.tidying = None  # what has begun is not cancelled
        with contextlib.suppress(Exception):  # the journal stays, and is read with the file
            await _tidy(desk, keeper)

    keeper.tidying = asyncio.get_running_loop().create_task(wait())


async def _tidy(desk: Desk, keeper: _Keeper) -> None:
    async with keeper.lock:
        waiting = keeper.journal.set_aside()
    if waiting:
        await desk.ask(put_together, path=keeper.journal.decisions)
        async with keeper.lock:
            keeper.journal.put_away()


@contextlib.asynccontextmanager
async def undisturbed(desk: Desk) -> AsyncIterator[None]:
    """Have every decision in the file of decisions, and no new one come, while something is done."""
    keeper = await _keeper(desk, begin=False)
    if keeper is None:
        yield
        return
    async with keeper.lock:
        while keeper.journal.set_aside():
            await desk.ask(put_together, path=keeper.journal.decisions)
            keeper.journal.put_away()
        yield


async def _leave(desk: Desk, keeper: _Keeper) -> None:
    """Put the journal into the file of decisions before the project is closed."""
    if keeper.tidying is not None:
        keeper.tidying.cancel()
    with contextlib.suppress(Exception):
        await asyncio.wait_for(_tidy(desk, keeper), PATIENCE)
    keeper.journal.close()


# ---------------------------------------------------------------------------------- in the study's process


def overview(held: Held) -> list[dict[str, Any]]:
    """Return of each question its frame and how many answers people decided about."""
    from textmine.codes.proposed import proposed_frames
    from textmine.settings import codebook_of

    study = held.study
    frames, made = study.codebooks(), study.decisions()
    proposed = proposed_frames(study.questions)
    found = []
    for question in study.questions:
        frame = frames.get(question)
        about = made[made["question"] == question] if made is not None else None
        found.append(
            {
                "question": question,
                "answers": int((study.corpus(question).answers["kind"] == "substantive").sum()),
                "frame": str(codebook_of(study.stated().codes.codebook, question) or ""),
                "codes": list(frame.names) if frame else [],
                "proposed": proposed.get(question, ""),
                "decided": int(about["key"].nunique()) if about is not None else 0,
            }
        )
    return found


def sheet(held: Held, question: str) -> dict[str, Any]:
    """Return the substantive answers to a question and what the machine says of them, column by column.

    ``order`` holds the places of the answers in the order in which looking at them pays, ``audit`` those of
    the audit sample, as they were drawn; no answer is in both. ``machine`` holds per answer the places of
    the codes that rules and examples give, ``examples`` of those that examples alone give, ``attributes``
    each with its values and, per answer, the place of its value. ``beyond`` says what is not among them: how
    many ``answers`` of how many ``respondents``, and per code how many of these have it.
    """
    from textmine.codes.code_columns import code_columns

    study = held.study
    frame = study.codebooks().get(question)
    if frame is None:
        raise SurveyError(
            "there are no categories for {question} yet; choose or draft some", question=question
        )
    sample = study.audit_sample(question)
    whole = study.by_doubt(question)
    review, beyond = _bounded(held, question, whole, set(sample["respondent"]))
    names = [name for name in code_columns(review) if name not in ("why",)]
    filed = review.sort_values("answer", kind="stable")
    numbers = filed["answer"].tolist()
    place = {answer: number for number, answer in enumerate(numbers)}
    audit = [place[answer] for answer in sample["answer"].tolist()]
    by_doubt = review.loc[~review["answer"].isin(set(sample["answer"])), "answer"].tolist()
    hits = filed[names].to_numpy() != 0
    by_rules = study.coded_by_rules(question).set_index("answer").loc[numbers, names].to_numpy() != 0
    return {
        "question": question,
        "codes": [_code(code, frame) for code in frame.codes if code.name in set(names)],
        **{name: filed[name].tolist() for name in ("key", "answer", "respondent", "item", "text", "why")},
        "machine": [row.nonzero()[0].tolist() for row in hits],
        "examples": [row.nonzero()[0].tolist() for row in hits & ~by_rules],
        "order": [place[answer] for answer in by_doubt],
        "audit": audit,
        "attributes": _attributes(held, question, numbers),
        "beyond": beyond,
        **decisions(held, question),
    }


def _bounded(
    held: Held, question: str, review: pd.DataFrame, always: set[str]
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Return as many answers as a browser holds, and what is beyond them.

    They are those first in order, with all that the same respondents wrote, and those of respondents who are
    ``always`` among them.
    """
    from textmine.codes.code_columns import code_columns

    people = set(review["respondent"].iloc[:MOST]) | always
    within = review["respondent"].isin(people)
    left = set(review.loc[~within, "answer"])
    if not left:
        return review, {"answers": 0, "respondents": 0, "codes": []}
    coded = held.study.coded(question, "answer")
    coded = coded[coded["answer"].isin(left)]
    names = [name for name in code_columns(review) if name not in ("why",)]
    having = (coded[names] != 0).groupby(coded["respondent"]).any()
    return review[within], {
        "answers": len(left),
        "respondents": len(having),
        "codes": having.sum().astype(int).tolist(),
    }


def _code(code: Code, frame: Codebook) -> dict[str, Any]:
    """Return what a page shows of a code; ``gathers``: it is given with any of those below it."""
    fields = ("name", "upper", "definition", "includes", "excludes", "examples")
    gathers = code.rule is None and bool(frame.lower(code.name))
    return {**{name: getattr(code, name) for name in fields}, "gathers": gathers}


def _attributes(held: Held, question: str, answers: list[int]) -> list[dict[str, Any]]:
    import pandas as pd

    from textmine.inputs.attributes import attribute_of

    corpus = held.study.corpus(question)
    rows = corpus.answers.set_index("answer").loc[answers]
    found = []
    for column in corpus.survey.attribute_columns:
        codes, values = pd.factorize(rows[column].astype(str))
        if any(values):
            found.append({"name": attribute_of(column), "values": list(values), "codes": codes.tolist()})
    return found


def decisions(held: Held, question: str) -> dict[str, Any]:
    """Return what people decided about the answers to a question: code -> (value, what the machine had said).

    ``decided`` gives it by the key of the answer, with who, when and why; ``audited``, what was decided
    about the audit sample, by key and coder, the last coder last.
    """
    made = held.study.decisions()
    found: dict[str, dict[str, Any]] = {"decided": {}, "audited": {}}
    if made is not None:
        of_question = made[made["question"] == question]
        names = ("key", "sample", "code", "value", "rule", "coder", "date", "reason")
        for row in zip(*(of_question[name].tolist() for name in names), strict=True):
            key, sample, code, value, rule, coder, day, reason = row
            about = {"values": {}, "coder": coder, "date": day, "reason": reason}
            if sample == AUDIT:
                one = found["audited"].setdefault(key, {}).setdefault(coder, about)
            else:
                one = found["decided"].setdefault(key, about)
            one["values"][code] = value, rule
    return found


def places(held: Held, question: str) -> dict[str, list[Any]]:
    """Return where the conditions fired: of each place ``answer``, ``code``, ``start`` and ``end``.

    Places are counted in UTF-16 units, as a browser does.
    """
    study = held.study
    frame = study.codebooks()[question]
    known: tuple[object, dict[str, list[Any]]] | None = held.kept.get("places", {}).get(question)
    if known is None or known[0] is not frame:
        known = (frame, _fired(held, question))
        held.kept.setdefault("places", {})[question] = known
    return known[1]


def _fired(held: Held, question: str) -> dict[str, list[Any]]:
    fired = held.study.clauses(question)
    fired = fired[fired["start"] >= 0].drop_duplicates(["answer", "code", "start", "end"])
    answers = held.study.corpus(question).answers
    wide = {  # where a letter takes two units
        answer: text
        for answer, text in zip(answers["answer"].tolist(), answers["text"].tolist(), strict=True)
        if max(text, default="") > "\uffff"
    }
    columns: dict[str, list[Any]] = {
        name: fired[name].tolist() for name in ("answer", "code", "start", "end")
    }
    for row, answer in enumerate(columns["answer"]):
        if answer in wide:
            for end in ("start", "end"):
                columns[end][row] += sum(letter > "\uffff" for letter in wide[answer][: columns[end][row]])
    return columns


def begin_decisions(held: Held) -> dict[str, Any]:
    """Begin the file of decisions, with those of the review sheet that the settings name, if there is one."""
    from textmine.inputs.decisions import COLUMNS
    from textmine.reports.tablefile import tablefile

    made = held.study.decisions()
    path = held.settings_file.with_name(DECISIONS)
    if not path.exists():
        import pandas as pd

        table = pd.DataFrame(columns=list(COLUMNS)) if made is None else made
        projects.replace(path, tablefile(table))
    projects.change_settings(held.settings_file, {"codes.overrides": DECISIONS})
    return {}


def put_together(held: Held, path: Path) -> dict[str, Any]:
    """Write a file of decisions anew, with what its journals say; what others wrote into it stays."""
    from textmine.inputs.decisions import read_review
    from textmine.reports.tablefile import tablefile

    for _ in range(5):
        before = path.stat().st_mtime_ns
        table: pd.DataFrame = read_review(path)
        content = tablefile(table)
        if path.stat().st_mtime_ns == before:
            break
    projects.replace(path, content)
    return {"decisions": len(table)}
