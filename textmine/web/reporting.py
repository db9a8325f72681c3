"""The page "report": the short form with sentences to edit, how it is written, and every file of it."""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
import time
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from textmine.errors import ReportError
from textmine.texts.labels import label
from textmine.web import projects
from textmine.web.checking import put, take_back, written
from textmine.web.coding import undisturbed
from textmine.web.requests import answered, body_of, desk_of, pieces
from textmine.web.undoing import as_left, changed

if TYPE_CHECKING:
    import pandas as pd

    from textmine.web.holder import Held

EDITS = "edits.csv"
ROWS = 12  # keywords of a question that the short form shows
BARS = 10  # categories of a question that the page draws
LONGEST = 2000  # characters of a sentence
LARGEST = 64 << 20  # bytes of a template
TEMPLATES = (".docx", ".pptx")
APPENDIX = "appendix.docx"
DOCUMENTS = ("report.docx", "report.xlsx", "report.pptx", "report.html", APPENDIX)
CHOSEN = ("title", "form", "lang", "mask")  # settings that the page changes
PRIVATE = "private/"  # what was masked, with the originals: in no zip
PAGE = {  # the report's page is a file of its own, with its scripts in it: it gets no part of the desk
    "Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data:; font-src data:; sandbox allow-scripts allow-modals allow-downloads"
}


# ---------------------------------------------------------------------------------- in the server


async def about(request: Request) -> Response:
    """Return how the report is written, and what was written last."""
    return answered(await desk_of(request).ask(overview))


async def question(request: Request) -> Response:
    """Return what the short form says of one question."""
    return answered(
        await desk_of(request).ask(of_question, question=request.query_params.get("question", ""))
    )


async def found(request: Request) -> Response:
    """Return the findings, drafted and edited."""
    return answered(await desk_of(request).ask(findings))


async def edit(request: Request) -> Response:
    """Put a sentence in place of a drafted one; without one the draft stands again."""
    desk, body = desk_of(request), await body_of(request)
    asked = {name: str(body.get(name, ""))[:LONGEST] for name in ("question", "word", "drafted")}
    text = body.get("written")
    before = json.loads(await desk.ask(put_edit, **asked, text=None if text is None else str(text)[:LONGEST]))
    return changed(desk, take_back_edit, **before)


async def choose(request: Request) -> Response:
    """Change how the report is written."""
    desk, body = desk_of(request), await body_of(request)
    values = {name: body[name] for name in CHOSEN if name in body}
    before = json.loads(await desk.ask(change, values=values))
    return changed(desk, take_back, **before)


async def take_template(request: Request) -> Response:
    """Keep a Word or PowerPoint file in the project, whose styles the report takes from now on."""
    desk = desk_of(request)
    name = projects.safe_name(unquote(request.headers.get("x-name", "")))
    if Path(name).suffix.lower() not in TEMPLATES:
        raise ReportError("{path} is no Word or PowerPoint file; choose a .docx or .pptx file", path=name)
    content = bytearray()
    async for piece in pieces(request):
        content += piece
        if len(content) > LARGEST:
            raise ReportError(
                "{path} is too large for a template (at most {most} MB)", path=name, most=LARGEST >> 20
            )
    before = json.loads(await desk.ask(add_template, name=name, content=bytes(content)))
    return changed(desk, take_back, **before)


async def drop_template(request: Request) -> Response:
    """Take the styles that come with textmine again."""
    desk = desk_of(request)
    before = json.loads(await desk.ask(change, values={"template": None}))
    return changed(desk, take_back, **before)


async def write(request: Request) -> Response:
    """Write everything."""
    desk = desk_of(request)
    async with undisturbed(desk):  # what was decided is in its file, which is not touched again for that
        return JSONResponse(desk.run("report", write_report).shown(desk.lang))


async def download(request: Request) -> Response:
    """Return one file that was written; its name is looked up among them and never becomes a path."""
    folder, names, title = await _written(request)
    name = request.query_params.get("name", "")
    if name not in names:
        return Response(status_code=404)
    return FileResponse(folder / name, filename=_called(name, title, desk_of(request).lang))


async def page(request: Request) -> Response:
    """Return the report's page to be looked at."""
    folder, names, _ = await _written(request)
    if "report.html" not in names:
        return Response(status_code=404)
    return FileResponse(folder / "report.html", media_type="text/html; charset=utf-8", headers=PAGE)


async def everything(request: Request) -> Response:
    """Return all that was written as one file."""
    folder, names, title = await _written(request)
    if not names:
        return Response(status_code=404)
    path = await asyncio.to_thread(_zip, folder, [name for name in names if not name.startswith(PRIVATE)])
    called = projects.safe_name(f"{title or desk_of(request).project.name}.zip")
    return FileResponse(path, filename=called, background=BackgroundTask(path.unlink))


async def _written(request: Request) -> tuple[Path, list[str], str]:
    """Return the folder of the results, the files in it, and the title they bear."""
    told = json.loads(await desk_of(request).ask(files_written))
    return Path(told["folder"]), told["files"], (told["made"] or {}).get("title", "")


def _called(name: str, title: str, lang: str) -> str:
    """Return what a file is called where it is taken to: a document bears the title of the report."""
    if not title or name not in DOCUMENTS:
        return Path(name).name
    apart = f"{title} {label('desk_report.appendix', lang)}" if name == APPENDIX else title
    return projects.safe_name(apart + Path(name).suffix)


def _zip(folder: Path, names: list[str]) -> Path:
    """Return an archive of files, all with the time of their run: the same run gives the same bytes."""
    from textmine.reports.runfile import RUN

    made_at = datetime.fromtimestamp((folder / RUN).stat().st_mtime).timetuple()[:6]
    handle, path = tempfile.mkstemp(prefix="textmine-", suffix=".zip")
    os.close(handle)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            content = (folder / name).read_bytes()
            made.writestr(zipfile.ZipInfo(name, made_at), content, zipfile.ZIP_DEFLATED)
    return Path(path)


ROUTES = (
    Route("/api/report", about),
    Route("/api/report/question", question),
    Route("/api/report/findings", found),
    Route("/api/report/edit", edit, methods=["POST"]),
    Route("/api/report/settings", choose, methods=["POST"]),
    Route("/api/report/template", take_template, methods=["POST"]),
    Route("/api/report/template", drop_template, methods=["DELETE"]),
    Route("/api/report/write", write, methods=["POST"]),
    Route("/api/report/file", download),
    Route("/api/report/page", page),
    Route("/api/report/zip", everything),
)


# ---------------------------------------------------------------------------------- in the study's process


def overview(held: Held) -> dict[str, Any]:
    """Return the report's settings, its questions, and the files that were written last."""
    study = held.study
    chosen = study.settings.report
    frames = study.codebooks()
    return {
        "title": chosen.title or "",
        "proposed": study.title,
        "form": chosen.form,
        "lang": chosen.lang,
        "mask": chosen.mask,
        "templates": [Path(path).name for path in chosen.template],
        "respondents": study.survey.answers["respondent"].nunique(),
        "sources": [Path(source.path).name for source in study.survey.sources],
        "questions": [{"question": each, "framed": each in frames} for each in study.questions],
        **files_with_age(held),
    }


def files_written(held: Held) -> dict[str, Any]:
    """Return the ``folder`` of the results, the ``files`` of the last run that are there, and ``made``: how.

    That is title, form, mask and settings, and ``at`` which time (nanoseconds). None: there was no run.
    """
    from textmine.reports.runfile import RUN

    folder = Path(held.study.settings.report.out)
    try:
        told = json.loads((folder / RUN).read_text(encoding="utf-8"))
        chosen, files, at = told["settings"], told["files"], (folder / RUN).stat().st_mtime_ns
        made = {"title": told["title"], **{name: chosen["report"][name] for name in ("form", "mask")}}
    except (OSError, ValueError, KeyError, TypeError):
        return {"folder": str(folder), "files": [], "made": None}
    inside = folder.resolve()
    names = [name for name in files if (folder / name).resolve().is_relative_to(inside)]
    return {
        "folder": str(folder),
        "files": [*(name for name in names if (folder / name).is_file()), RUN],
        "made": made | {"at": at, "settings": chosen},
    }


def files_with_age(held: Held) -> dict[str, Any]:
    """Return the same, and whether it is ``older`` than something that it was made from."""
    from textmine.reports.text import stated
    from textmine.study.outline import named

    told, study = files_written(held), held.study
    if made := told["made"]:
        now = json.loads(json.dumps(stated(named(study.stated())), default=str))
        made["older"] = made.pop("settings") != now or held.newest > made["at"]
    return told


def of_question(held: Held, question: str) -> dict[str, Any]:
    """Return base, categories and first keywords of a question, each with its notes, drafted and edited.

    ``estimated``: whether the shares of the categories are those of an audit, beside respondents as coded.
    """
    study = held.study
    words = study.keywords(question).head(ROWS)
    codes: list[dict[Any, Any]] = []
    is_estimated = False
    if question in study.codebooks():
        table = study.code_estimates(question)
        table = table[(table["level"] == "code") & (table["respondents"] > 0)].sort_values(
            "share", ascending=False, kind="stable"
        )
        is_estimated = "method" in table
        codes = table.head(BARS)[["code", "respondents", "share", "low", "high"]].to_dict("records")
    drafted = study.drafted_evidence(question) if len(words) else None
    rows = [
        {**row, **(_explained(held, question, row["word"], drafted) if drafted is not None else {})}
        for row in words[["word", "respondents", "share"]].to_dict("records")
    ]
    base = int(words["base"].iloc[0]) if len(words) else 0
    return {"question": question, "base": base, "estimated": is_estimated, "codes": codes, "words": rows}


def _explained(held: Held, question: str, word: str, drafted: pd.DataFrame) -> dict[str, list[Any]]:
    """Return the notes of a word and its themes, whose numbers open their answers."""
    own = drafted[drafted["word"].astype(str) == word]
    notes = own.loc[own["aspect"] == "note", "text"].astype(str)
    themes = own.loc[own["aspect"].isin(["compound", "phrase", "negation"]), "text"].astype(str).tolist()
    return {"notes": [_edited(held, question, word, text) for text in notes], "themes": themes}


def _edited(held: Held, question: str, word: str, text: str) -> dict[str, Any]:
    """Return a drafted sentence with what a person wrote in its place, if anybody did."""
    made = held.study.edits()
    mine = made[(made["question"] == question) & (made["word"] == word) & (made["drafted"] == text)]
    written = str(mine["written"].iloc[-1]) if len(mine) else None
    return {"drafted": text, "written": written}


def findings(held: Held) -> dict[str, Any]:
    """Return the ``findings`` with whom their numbers count, and the edits that hold ``unused``."""
    from textmine.study.findings import drafted_findings, main_findings, unused_edits

    study = held.study
    drafts = drafted_findings(study)
    numbers = main_findings(study)
    shown = numbers["main_findings"]["text"].tolist()
    places = numbers["main_finding_numbers"].to_dict("records")
    rank_of = {text: rank for rank, text in enumerate(shown, start=1)}
    rows = []
    for row in drafts["main_findings"].to_dict("records"):
        one = _edited(held, row["question"], "", row["text"])
        rank = rank_of.get(row["text"] if one["written"] is None else one["written"])
        own = [[place["start"], place["end"], _terms(place)] for place in places if place["rank"] == rank]
        rows.append({**one, "question": row["question"], "numbers": own})
    return {"findings": rows, "unused": unused_edits(study).to_dict("records")}


def _terms(number: Mapping[Any, Any]) -> list[list[str]]:
    """Return whom a number counts, as ``behind`` takes it."""
    terms = [[str(number["kind"]), str(number["name"])]]
    return terms + (
        [["value", str(number["attribute"]), str(number["value"])]] if number["attribute"] else []
    )


# ---- changes


def put_edit(held: Held, question: str, word: str, drafted: str, text: str | None) -> dict[str, Any]:
    """Write a sentence to the file of edits in place of a drafted one; None takes it out again."""
    import pandas as pd

    from textmine.inputs.edits import COLUMNS
    from textmine.reports.tablefile import tablefile

    made, named = held.study.edits(), held.study.settings.report.edits
    path = Path(named) if named else held.settings_file.with_name(EDITS)
    before = path.read_bytes() if path.is_file() else None
    same = (made["question"] == question) & (made["word"] == word) & (made["drafted"] == drafted)
    setting = written(held.settings_file, {"report.edits": None})["report.edits"]
    rows = made[~same]
    if text is not None and text != drafted:
        row = pd.DataFrame([(question, word, drafted, " ".join(text.split()))], columns=list(COLUMNS))
        rows = pd.concat([rows, row], ignore_index=True)
    if len(rows):
        projects.replace(path, tablefile(rows))
    projects.change_settings(held.settings_file, {"report.edits": (setting or EDITS) if len(rows) else None})
    if not len(rows):
        path.unlink(missing_ok=True)
    return {
        "path": str(path),
        "content": None if before is None else before.hex(),
        "left": path.read_bytes().hex() if path.is_file() else None,
        "setting": setting,
    }


def take_back_edit(
    held: Held, path: str, content: str | None, left: str | None, setting: str | None
) -> dict[str, Any]:
    """Make the file of edits as it was before a change that has ``left`` it so.

    Raises:
        SettingsError: if somebody has changed it since.
    """
    as_left(Path(path), Path(path).read_bytes().hex() if Path(path).is_file() else None, left)
    if content is not None:
        projects.replace(Path(path), bytes.fromhex(content))
    projects.change_settings(held.settings_file, {"report.edits": setting})
    if content is None:
        Path(path).unlink(missing_ok=True)
    return {}


def change(held: Held, values: Mapping[str, Any]) -> dict[str, Any]:
    """Write settings of the report to the file; return what takes that back."""
    return put(held, {f"report.{name}": None if value == "" else value for name, value in values.items()})


def add_template(held: Held, name: str, content: bytes) -> dict[str, Any]:
    """Keep a template in the project in place of one of its kind; return what takes that back.

    Raises:
        ReportError: if it is no such file.
    """
    from io import BytesIO

    kind = Path(name).suffix.lower()
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            inside = file.namelist()
    except zipfile.BadZipFile:
        inside = []
    if ("word/document.xml" if kind == ".docx" else "ppt/presentation.xml") not in inside:
        raise ReportError("{path} is no Word or PowerPoint file; choose a .docx or .pptx file", path=name)
    name = _free(held.settings_file.parent, name)
    others = [path for path in held.study.settings.report.template if not path.lower().endswith(kind)]
    projects.replace(held.settings_file.with_name(name), content)
    return put(held, {"report.template": (*others, name)})


def _free(folder: Path, name: str) -> str:
    """Return the name, or else one that no file of the folder has."""
    stem, suffix, number = Path(name).stem, Path(name).suffix, 2
    while (folder / name).exists():
        name, number = f"{stem} {number}{suffix}", number + 1
    return name


def write_report(held: Held) -> dict[str, Any]:
    """Write the report with all its files, as ``textmine run`` does."""
    from textmine.reports.runfile import RUN
    from textmine.reports.writing import write as write_files
    from textmine.study.outline import report

    begun, study = time.time_ns(), held.study
    write_files(report(study), study.settings.report.out)
    os.utime(Path(study.settings.report.out) / RUN, ns=(begun, begun))  # later changes are not in it
    return files_with_age(held)
