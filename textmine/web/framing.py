"""The page "categories": a frame that is proposed, drafted, brought along, and edited."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from textmine.errors import CodebookError
from textmine.web import coding, projects
from textmine.web.requests import answered, body_of, desk_of

if TYPE_CHECKING:
    import pandas as pd

    from textmine.codes.codebook import Codebook
    from textmine.web.holder import Held

SHOWN = 60  # answers listed of each kind
SUFFIX = ".cod"
NOTES = ("definition", "includes", "excludes", "examples")


# ---------------------------------------------------------------------------------- in the server


async def frame(request: Request) -> Response:
    """Return the codes of a question's frame, as they are edited."""
    return answered(await desk_of(request).ask(codes, question=request.query_params.get("question", "")))


async def attempt(request: Request) -> Response:
    """Return what a code would find that is being written."""
    desk, body = desk_of(request), await body_of(request)
    asked = {"question": _text(body, "question"), "name": _text(body, "name"), "code": _code(body)}
    return answered(await desk.ask(tried, **asked, lang=desk.lang))


async def save(request: Request) -> Response:
    """Keep a code as it was written, a new one (``name`` is "") or take one out (no ``code``)."""
    desk, body = desk_of(request), await body_of(request)
    code = _code(body) if isinstance(body.get("code"), dict) else None
    asked = {"question": _text(body, "question"), "name": _text(body, "name"), "code": code}
    async with coding.undisturbed(desk):  # decisions that name the code are changed with it
        answer = await desk.ask(saved, **asked)
    desk.tell({"event": "frame", "question": asked["question"]})
    return answered(answer)


async def choose(request: Request) -> Response:
    """Take a bundled frame, or the text of one that was brought along, for a question."""
    desk, body = desk_of(request), await body_of(request)
    question, name, text = (_text(body, key) for key in ("question", "frame", "text"))
    answer = await desk.ask(chosen, question=question, frame=name, text=text)
    desk.tell({"event": "frame", "question": question})
    return answered(answer)


async def draft(request: Request) -> Response:
    """Start to draft a frame from the answers."""
    desk = desk_of(request)
    job = desk.run("draft", drafted, urgent=True, question=_text(await body_of(request), "question"))
    return JSONResponse(job.shown(desk.lang))


ROUTES = (
    Route("/api/frame", frame),
    Route("/api/frame", save, methods=["POST"]),
    Route("/api/frame/try", attempt, methods=["POST"]),
    Route("/api/frame/choose", choose, methods=["POST"]),
    Route("/api/frame/draft", draft, methods=["POST"]),
)


def _text(body: dict[str, Any], key: str) -> str:
    value = body.get(key)
    return value if isinstance(value, str) else ""


def _code(body: dict[str, Any]) -> dict[str, str]:
    given = body.get("code")
    given = given if isinstance(given, dict) else {}
    return {key: _text(given, key) for key in ("name", "rule", *NOTES)}


# ---------------------------------------------------------------------------------- in the study's process


def codes(held: Held, question: str) -> dict[str, Any]:
    """Return the frame of a question: its codes with their notes and rules; none has no codes."""
    from textmine import resources
    from textmine.settings import codebook_of

    found = held.study.codebooks().get(question)
    bundled = sorted(path.stem for path in resources.folder("dictionaries").glob("*" + SUFFIX))
    return {
        "frame": str(codebook_of(held.study.stated().codes, question) or ""),
        "bundled": bundled,
        "codes": [
            {"name": code.name, "rule": code.text, **{note: getattr(code, note) for note in NOTES}}
            for code in (found.codes if found else ())
        ],
    }


def tried(held: Held, question: str, name: str, code: dict[str, str], lang: str) -> dict[str, Any]:
    """Return what a code finds as it is written now, beside what it found before.

    ``respondents``, ``answers``: how many it finds. ``hits``, ``gained``, ``lost`` (against the rule as it is
    saved), ``missed`` (a person gave the code, the rule does not): the first answers of each, as (text,
    marks), and how many there are. ``lint``: what is probably wrong. ``error``: why the rule can't be read.
    """
    from textmine.codes.codebook import parse_codebook
    from textmine.codes.editing import replace_code, write_code
    from textmine.study.codings import lint_frame, try_frame
    from textmine.texts.messages import message

    study = held.study
    new = parse_codebook(replace_code(_source(held, question), name, write_code(**code)), broken="empty")
    written = write_code(**code).splitlines()[0]
    part = _needed(new, written)
    changed = part.code(written)
    if changed.error is not None:
        said = message(changed.error, lang).partition("\n")[0]  # without its place in a file that nobody sees
        return {"error": said.partition("：" if lang == "ja" else ": ")[2] or said, "lint": []}
    coded, fired = try_frame(study, question, part)
    lint = lint_frame(study, question, part)
    now = _having(coded, written)
    before = (
        _having(study.coded_by_rules(question), name) if name in study.codebooks()[question].names else set()
    )
    decided = study.decisions()
    given: set[int] = set()
    if decided is not None and len(decided):
        yes = decided[(decided["question"] == question) & (decided["code"] == name) & (decided["value"] == 1)]
        given = set(yes["answer"].tolist())
    marks = _marks(fired[fired["code"] == written])
    kinds = {"hits": now, "gained": now - before, "lost": before - now, "missed": given - now}
    people = coded[coded["answer"].isin(now)]
    return {
        "error": "",
        "respondents": int(people["respondent"].nunique()),
        "answers": len(now),
        "lint": [
            {"severity": row.severity, "finding": row.finding, "piece": row.piece, "detail": row.detail}
            for row in lint[lint["code"] == written].itertuples()
        ],
        **{kind: _listed(coded, answers, marks) for kind, answers in kinds.items()},
    }


def _needed(frame: Codebook, name: str) -> Codebook:
    """Return the frame with the one code, and those that its rule names: the others need not be read."""
    from dataclasses import replace

    from textmine.codes.codebook import full_name
    from textmine.codes.syntax import Reference, atoms

    wanted, new = set[str](), {name, *(code.name for code in frame.codes if code.upper == name)}
    while new:
        wanted |= new
        rules = [code.rule for code in frame.codes if code.name in new and code.rule is not None]
        named = {
            full_name(each.name) for rule in rules for each in atoms(rule) if isinstance(each, Reference)
        }
        new = named - wanted
    return replace(frame, codes=tuple(code for code in frame.codes if code.name in wanted))


def _having(coded: pd.DataFrame, name: str) -> set[int]:
    substantive = coded["kind"] == "substantive"
    return set(coded.loc[substantive & (coded[name] == 1), "answer"].tolist())


def _marks(fired: pd.DataFrame) -> dict[int, list[list[int]]]:
    found: dict[int, list[list[int]]] = {}
    for answer, start, end in zip(fired["answer"], fired["start"], fired["end"], strict=True):
        if start >= 0:
            found.setdefault(int(answer), []).append([int(start), int(end)])
    return found


def _listed(coded: pd.DataFrame, answers: set[int], marks: dict[int, list[list[int]]]) -> dict[str, Any]:
    first = coded[coded["answer"].isin(answers)].head(SHOWN)
    rows = zip(first["answer"].tolist(), first["text"].tolist(), strict=True)
    return {
        "count": len(answers),
        "answers": [[text, _units(text, marks.get(answer, []))] for answer, text in rows],
    }


def _units(text: str, marks: list[list[int]]) -> list[list[int]]:
    """Return places counted in UTF-16 units, as a browser does."""
    if max(text, default="") <= "\uffff":
        return marks
    return [[place + sum(letter > "\uffff" for letter in text[:place]) for place in mark] for mark in marks]


def _source(held: Held, question: str) -> str:
    """Return the text of a question's frame; "" if it has none."""
    found = held.study.codebooks().get(question)
    return "\n".join(found.source) if found else ""


def saved(held: Held, question: str, name: str, code: dict[str, str] | None) -> dict[str, Any]:
    """Write a code into the question's frame, or take it out; a bundled frame is first copied to the project.

    Raises:
        CodebookError: if the rule can't be read; nothing is changed then.
    """
    from textmine.codes.codebook import parse_codebook
    from textmine.codes.editing import replace_code, write_code

    written = write_code(**code) if code is not None else ""
    text = replace_code(_source(held, question), name, written)
    parse_codebook(text)
    new = written.splitlines()[0] if written else ""
    _write(held, question, text)
    if name and name != new:
        _rename(held, question, name, new)
    return codes(held, question)


def _write(held: Held, question: str, text: str) -> None:
    """Write the text of a question's frame to the project, and say so in the settings."""
    from textmine.settings import codebook_of

    settings = held.study.stated()
    named, folder = codebook_of(settings.codes, question), held.settings_file.parent
    own = Path(named) if named and Path(named).suffix == SUFFIX else None
    if own is not None and own.resolve().parent == folder.resolve():
        projects.replace(own, text.encode())
        return
    place = projects.new_folder(projects.safe_name(question)[:40] + SUFFIX, folder)
    projects.replace(place, text.encode())
    _name(held, question, place.name)


def _name(held: Held, question: str, frame: str) -> None:
    """Say in the settings which frame a question has; those of other questions stay."""
    import os

    from textmine.settings import codebook_of

    study, folder = held.study, held.settings_file.parent
    frames = {each: codebook_of(study.stated().codes, each) for each in study.questions}
    frames[question] = frame
    shown = {
        each: Path(os.path.relpath(named, folder)).as_posix() if Path(named).is_absolute() else named
        for each, named in frames.items()
        if named
    }
    projects.change_settings(held.settings_file, {"codes.codebook": shown})


def _rename(held: Held, question: str, name: str, new: str) -> None:
    """Have the decisions name a code as it is called now; those about one that is gone are taken out."""
    from textmine.inputs.decisions import read_review
    from textmine.reports.tablefile import tablefile

    path = held.study.settings.codes.overrides
    if path is None or Path(path).suffix.lower() != ".csv" or not Path(path).exists():
        return
    made = read_review(path)
    about = (made["question"] == question) & (made["code"] == name)
    if about.any():
        made = made.assign(code=made["code"].where(~about, new)) if new else made[~about]
        projects.replace(Path(path), tablefile(made))


def chosen(held: Held, question: str, frame: str, text: str) -> dict[str, Any]:
    """Take a bundled frame by its name, or one that is given as text, for a question."""
    from textmine.codes.codebook import parse_codebook, read_codebook

    if question not in held.study.questions:
        raise CodebookError("there is no question {question} in this survey", question=question)
    if text:
        parse_codebook(text)
        _write(held, question, text)
    elif frame in codes(held, question)["bundled"]:
        read_codebook(frame)
        _name(held, question, frame)
    else:
        raise CodebookError("there is no code frame {path}; choose one of the list", path=frame)
    return codes(held, question)


def drafted(held: Held, question: str) -> dict[str, Any]:
    """Return a frame drafted from groups of answers that use the same words, as text."""
    return {"text": held.study.draft(question)}
