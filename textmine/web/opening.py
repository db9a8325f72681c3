"""The page "open": a file that is dropped or chosen, the sample, or a recent project."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from textmine import resources
from textmine.errors import SurveyError, TextmineError
from textmine.web import projects
from textmine.web.desk import Desk
from textmine.web.requests import body_of, desk_of, pieces

if TYPE_CHECKING:
    from textmine.web.holder import Held

LARGEST = 512 << 20  # bytes of all files that are dropped together
MOST = 40  # files
SLOWEST = 600.0  # seconds that reading them may take; those of a million answers take some twenty


# ---------------------------------------------------------------------------------- in the server


async def open_target(desk: Desk, targets: Sequence[Path]) -> None:
    """Open what was named at the command line: a project, or a survey file that becomes one."""
    folder, files = projects.project_of(*targets)
    if files:
        desk.run("open", begin, urgent=True, files=files, folder=folder, lang=desk.lang)
    else:
        await desk.open(folder)


async def upload(request: Request) -> Response:
    """Take one file that was dropped; the page then asks to open all that it sent."""
    desk = desk_of(request)
    dropped = desk.kept.setdefault("dropped", [])
    if not dropped:
        desk.kept["dropping"] = Path(tempfile.mkdtemp(prefix="textmine-"))
    name = projects.safe_name(unquote(request.headers.get("x-name", "")))
    if Path(name).suffix.lower() not in projects.READABLE:
        raise SurveyError("{path} is no file that textmine reads; choose an Excel or CSV file", path=name)
    place = projects.new_folder(str(len(dropped)), desk.kept["dropping"])
    place.mkdir()
    size = sum(path.stat().st_size for path in dropped)
    try:
        with (place / name).open("wb") as file:
            async for piece in pieces(request):
                size += len(piece)
                if size > LARGEST or len(dropped) >= MOST:
                    raise SurveyError(
                        "{path} is too large to be dropped on the page (at most {most} MB); start textmine "
                        "open with the file",
                        path=name,
                        most=LARGEST >> 20,
                    )
                file.write(piece)
    except TextmineError:
        shutil.rmtree(place)
        raise
    dropped.append(place / name)
    return JSONResponse({"name": name})


async def forget_dropped(request: Request) -> Response:
    """Forget what was dropped so far."""
    _drop(desk_of(request))
    return JSONResponse({})


def _drop(desk: Desk) -> None:
    if desk.kept.pop("dropped", None):
        shutil.rmtree(desk.kept.pop("dropping"), ignore_errors=True)


async def open_dropped(request: Request) -> Response:
    """Make a project of the files that were dropped; if there is one already, name it, unless ``anew``."""
    desk, body = desk_of(request), await body_of(request)
    files: list[Path] = desk.kept.get("dropped", [])
    if not files:
        raise SurveyError("no file was chosen")
    same = None if body.get("anew") else await asyncio.to_thread(projects.made_of, files)
    if same is not None:
        return JSONResponse({"same": str(same), "name": same.name})
    del desk.kept["dropped"]
    folder = projects.new_folder(files[0].stem, projects.home())
    asked = {"files": tuple(files), "folder": folder, "lang": desk.lang, "move": True}
    job = desk.run("open", begin, urgent=True, most=SLOWEST, **asked)
    return JSONResponse(job.shown(desk.lang))


async def open_sample(request: Request) -> Response:
    """Make a project of the sample, or open the one that was made before."""
    desk = desk_of(request)
    folder = projects.home() / ("見本" if desk.lang == "ja" else "sample")
    if (folder / projects.SETTINGS).is_file():
        await desk.open(folder)
        return JSONResponse({"folder": str(folder)})
    job = desk.run("open", copy_sample, urgent=True, folder=folder)
    return JSONResponse(job.shown(desk.lang))


async def open_recent(request: Request) -> Response:
    """Open a project that was open lately, by its place in the list: a page names no folder."""
    desk, wanted = desk_of(request), (await body_of(request)).get("folder")
    for folder in projects.recent():
        if str(folder) == wanted:
            if folder != desk.folder:
                await desk.open(folder)
            return JSONResponse({"folder": str(folder)})
    raise TextmineError("that project is not there any more; choose its file again")


async def open_made(request: Request) -> Response:
    """Open the project that a finished job has made."""
    desk = desk_of(request)
    job = desk.jobs.get(int(request.path_params["number"]))
    if job is None or job.what != "open" or job.state != "done":
        raise TextmineError("that project is not there any more; choose its file again")
    folder = Path(job.shown(desk.lang)["answer"]["folder"])
    if folder != desk.folder:
        await desk.open(folder)
    return JSONResponse({"folder": str(folder)})


async def close(request: Request) -> Response:
    """Close the project."""
    await desk_of(request).open(None)
    return JSONResponse({})


ROUTES = (
    Route("/api/open/file", upload, methods=["POST"]),
    Route("/api/open/file", forget_dropped, methods=["DELETE"]),
    Route("/api/open/files", open_dropped, methods=["POST"]),
    Route("/api/open/sample", open_sample, methods=["POST"]),
    Route("/api/open/recent", open_recent, methods=["POST"]),
    Route("/api/open/made/{number:int}", open_made, methods=["POST"]),
    Route("/api/close", close, methods=["POST"]),
)


# ---------------------------------------------------------------------------------- in the study's process


def begin(held: Held, files: Sequence[Path], folder: Path, lang: str, move: bool = False) -> dict[str, Any]:
    """Read survey files and write the folder of their project: settings with what was found in them.

    The folder is made when the files could be read. With ``move`` the files go into it. Where no column looks
    like free text the likeliest is taken, and named as ``guessed``: the next page changes it.
    """
    from textmine.inputs.init import init
    from textmine.inputs.roles import NoFreeTextError
    from textmine.settings import DEFAULTS, change
    from textmine.study.study import Study

    settings = change(DEFAULTS, {"survey.files": tuple(map(str, files)), "report.lang": lang})
    guessed = ""
    try:
        try:
            survey = Study(settings, progress=held.report).survey_as_read
        except NoFreeTextError as error:
            guessed = str(error.details["likeliest"])
            if not guessed:
                raise
            settings = change(settings, {"survey.questions": (guessed,)})
            survey = Study(settings, progress=held.report).survey_as_read
    except TextmineError as error:
        raise _by_name(error, files) if move else error from error
    folder.mkdir(parents=True)
    places = files
    if move:
        places = [Path(shutil.move(path, _free(folder / path.name))) for path in files]
        shutil.rmtree(files[0].parent.parent, ignore_errors=True)
        named = tuple(path.name for path in places)
        settings = change(settings, {"survey.files": named})
    text = init(survey, settings, folder=folder if not move else "", lang=lang)
    projects.replace(folder / projects.SETTINGS, text.encode())
    return {"folder": str(folder), "guessed": guessed}


def _by_name(error: TextmineError, files: Sequence[Path]) -> TextmineError:
    """Return an error that names dropped files as people know them: without the folder they lie in."""

    def named(value: object) -> object:
        if isinstance(value, TextmineError):
            return _by_name(value, files)
        text = str(value)
        for file in files:
            text = text.replace(str(file), file.name)
        return value if text == str(value) else text

    return type(error)(error.template, **{name: named(value) for name, value in error.details.items()})


def _free(path: Path) -> Path:
    number = 2
    free = path
    while free.exists():
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
        number += 1
    return free


def copy_sample(held: Held, folder: Path) -> dict[str, Any]:
    """Copy the sample to a folder of its own."""
    folder.mkdir(parents=True)
    shutil.copy(resources.sample(), folder)
    projects.replace(folder / projects.SETTINGS, resources.sample(projects.SETTINGS).read_bytes())
    return {"folder": str(folder)}
