"""Folders that are projects: their names, which were open lately, and their settings, changed in place."""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import unicodedata
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from textmine.errors import ReportError, SettingsError, TextmineError
from textmine.staging import hidden, is_running, write_new

SETTINGS = "textmine.toml"
LOCAL = "127.0.0.1"
CLAIM = ".textmine-desk"  # names the desk that has the project open
RECENT = 12  # projects that are remembered
LONGEST = 60  # characters of a name
READABLE = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".json", ".docx", ".md", ".zip")
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # names that Windows keeps


def home() -> Path:
    """Return the folder in which new projects lie: the user's documents, or that of ``TEXTMINE_PROJECTS``."""
    if given := os.environ.get("TEXTMINE_PROJECTS"):
        return Path(given)
    import platformdirs

    return Path(platformdirs.user_documents_path()) / "textmine"


def state_file() -> Path:
    """Return the file that names the recent projects; ``TEXTMINE_STATE`` may name its folder."""
    if given := os.environ.get("TEXTMINE_STATE"):
        return Path(given) / "desk.json"
    import platformdirs

    return Path(platformdirs.user_state_path("textmine")) / "desk.json"


def safe_name(given: str) -> str:
    r"""Return what a file that came from the browser may be called: a name, never a path.

    >>> [safe_name(name) for name in ("../../etc/調査 票.csv", "C:\\CON.csv", "..", "a\u202et.csv")]
    ['調査 票.csv', '_CON.csv', 'survey', 'at.csv']
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", given))[-1]
    clean = _UNSAFE.sub("", last).strip(" .")
    clean = Path(clean).stem[:LONGEST].strip(" .") + Path(clean).suffix[:8]
    if _DEVICES.fullmatch(clean):
        clean = "_" + clean
    return clean if clean.strip("_. ") else "survey"


def new_folder(name: str, inside: Path) -> Path:
    """Return a folder that is not there yet, called ``name`` or else ``name 2``, and so on."""
    for number in range(1, 1000):
        path = inside / (name if number == 1 else f"{name} {number}")
        if not path.exists():
            return path
    raise FileExistsError(inside / name)


def project_of(*paths: Path) -> tuple[Path, tuple[Path, ...]]:
    """Return the project that paths mean, and the survey files that it is to be made of.

    A settings file or a folder that holds one is a project already, and no file is named. Of a survey file,
    or a folder of them, the project lies beside it; where nothing can be written, among the user's documents.
    """
    path, *others = (each.resolve() for each in paths)
    if path.suffix == ".toml":
        return path.parent, ()
    if (path / SETTINGS).is_file():
        return path, ()
    name = f"{path.stem if path.is_file() else path.name}_textmine"
    beside = path.parent / name
    if (beside / SETTINGS).is_file():
        return beside, ()
    inside = path.parent if os.access(path.parent, os.W_OK) else home()
    return new_folder(name, inside), (path, *others)


def state() -> dict[str, Any]:
    """Return what is remembered of earlier sessions: ``recent`` folders, ``lang``, ``port``, ``token``."""
    try:
        found = json.loads(state_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def remember(**values: object) -> None:
    """Keep values for later sessions; that they can't be kept disturbs nobody."""
    path = state_file()
    content = json.dumps(state() | values, ensure_ascii=False, indent=1)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, content.encode(), 0o600)
    except OSError:
        return


def replace(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Write a file so that it is either the earlier one or the new one, whole and on the disk."""
    beginning = hidden(path, "new")
    try:
        write_new(beginning, content, mode)
        beginning.replace(path)
    except OSError:
        beginning.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk; Windows does so by itself."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def recent() -> list[Path]:
    """Return the projects that were open lately and are still there, the last one first."""
    listed = state().get("recent", [])
    folders = [Path(each) for each in listed if isinstance(each, str)] if isinstance(listed, list) else []
    return [folder for folder in folders if (folder / SETTINGS).is_file()]


def made_of(files: Sequence[Path]) -> Path | None:
    """Return the recent project whose survey is in files with the same bytes; None: there is none."""
    from textmine.settingsfile import read_settings

    size, content = _sizes(files), None
    for folder in recent():
        with contextlib.suppress(OSError, TextmineError):
            own = [Path(path) for path in read_settings(folder / SETTINGS).survey.files]
            if _sizes(own) == size:
                content = content or _digests(files)
                if _digests(own) == content:
                    return folder
    return None


def _sizes(files: Sequence[Path]) -> list[int]:
    return sorted(path.stat().st_size for path in files)


def _digests(files: Sequence[Path]) -> list[bytes]:
    return sorted(sha256(path.read_bytes()).digest() for path in files)


def opened(folder: Path) -> None:
    """Remember that a project was open."""
    others = [str(each) for each in recent() if each != folder]
    remember(recent=[str(folder), *others][:RECENT])


def claim(folder: Path, host: str, port: int) -> None:
    """Say in a project's folder that the desk at this address and port has it open.

    Raises:
        ReportError: if another desk that runs has it open: two would write the same files.
    """
    path = folder / CLAIM
    other = claimed(folder)
    if other is not None and other != port:
        raise ReportError("{path} is open in another desk; go on there, or close that one first", path=folder)
    with contextlib.suppress(OSError):
        replace(path, json.dumps({"pid": os.getpid(), "host": host, "port": port}).encode())


def claimed(folder: Path) -> int | None:
    """Return the port of the desk that has a project open and runs; None: there is none."""
    try:
        said = json.loads((folder / CLAIM).read_text(encoding="utf-8"))
        pid, port, host = int(said["pid"]), int(said["port"]), str(said.get("host") or LOCAL)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    if pid != os.getpid() and not is_running(pid):
        return None
    host = {"0.0.0.0": LOCAL, "::": "::1"}.get(host, host)  # who listens everywhere listens here, too
    with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
        return port
    return None


def release(folder: Path, port: int) -> None:
    """Take that back."""
    if claimed(folder) in (port, None):
        with contextlib.suppress(OSError):
            (folder / CLAIM).unlink(missing_ok=True)


def _toml(value: object) -> object:
    """Return a value as it is written to a settings file: a table on one line, as people write it."""
    import tomlkit

    if not isinstance(value, dict):
        return list(value) if isinstance(value, tuple) else value
    table = tomlkit.inline_table()
    table.update(value)
    return table


def change_settings(path: Path, values: Mapping[str, object]) -> None:
    """Change settings, keyed "section.setting", in their file; whatever else people wrote there stays.

    None takes a setting out, which gives it its default.

    Raises:
        SettingsError: if a value can't be, and the file is as it was.
    """
    import tomlkit

    from textmine.settings import parse_settings

    document = tomlkit.parse(path.read_text(encoding="utf-8-sig"))
    for key, value in values.items():
        section, _, setting = key.partition(".")
        table = document.setdefault(section, tomlkit.table())
        if value is None:
            table.pop(setting, None)
            if not table.as_string().strip():  # what only held that setting, or was not there
                document.pop(section)
        else:
            table[setting] = _toml(value)
    text = tomlkit.dumps(document)
    parse_settings(document.unwrap(), name=path.name)
    try:
        replace(path, text.encode())
    except OSError as error:
        raise SettingsError(
            "can't write {path}: {reason}", path=path, reason=error.strerror or str(error)
        ) from error
