"""Settings as a file: reads a ``textmine.toml``, and writes one with a comment above each setting."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import get_args

from textmine.errors import SettingsError
from textmine.settings import (
    BUNDLED_EXAMPLES,
    DEFAULTS,
    NO_EXAMPLES,
    PATHS,
    SECTIONS,
    Settings,
    change,
    kind_of,
    parse_settings,
)
from textmine.texts.messages import translate


def read_settings(path: str | Path, /) -> Settings:
    """Return the settings in a ``textmine.toml``; a setting that it leaves out has its default.

    Relative paths in the file start at the file's own folder, wherever the program is run.

    Raises:
        SettingsError: if the file can't be read or is no TOML, and for a setting that is unknown or has
            a value it can't have.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(
            "there is no settings file {path}; write one with: textmine init FILE", path=path
        ) from None
    except UnicodeDecodeError:
        raise SettingsError("{path} is not UTF-8 text; save it as UTF-8", path=path) from None
    except OSError as error:
        raise SettingsError("can't read {path}: {reason}", path=path, reason=error.strerror) from None
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also a number of 5,000 digits, a list 1,000 lists deep
        reason = str(error).partition(";")[0]
        raise SettingsError("{path} is not valid TOML: {reason}", path=path, reason=reason) from None
    return _beside(parse_settings(values, name=str(path)), path.parent)


def write_settings(
    settings: Settings,
    comments: Mapping[str, Iterable[str]] | None = None,
    /,
    *,
    lang: str = DEFAULTS.report.lang,
) -> str:
    """Return the text of a ``textmine.toml`` that reads back as the same settings.

    Each setting stands below its description in ``lang``; ``comments`` adds lines, keyed by section
    ("survey") or setting ("survey.questions").

    >>> print(write_settings(DEFAULTS, lang="en").partition("[words]")[2].strip().splitlines()[1])
    dictionary = "unidic-lite"
    """
    comments = comments or {}
    lines: list[str] = []
    for name, section in SECTIONS.items():
        if lines:
            lines.append("")
        lines += _comment([translate(_line(section.__doc__), lang), *comments.get(name, ())])
        lines.append(f"[{name}]")
        for setting, field in section.model_fields.items():
            allowed = get_args(field.annotation) if kind_of(field) == "choice" else ()
            described = translate(field.description or "", lang)
            if allowed:
                described += " (" + " | ".join(allowed) + ")"
            lines += _comment([described, *comments.get(f"{name}.{setting}", ())])
            value = getattr(getattr(settings, name), setting)
            # TOML has no null: what is unset is shown as a comment to fill in
            lines.append(f'# {setting} = ""' if value is None else f"{setting} = {_toml(value)}")
    return "\n".join(lines) + "\n"


def with_files(settings: Settings, place: Callable[[str, str], str], /) -> Settings:
    """Return the settings with other files: ``place`` gets a setting of ``PATHS`` and each file it names.

    >>> settings = change(DEFAULTS, {"codes.codebook": "frames/theme.cod"})
    >>> with_files(settings, lambda path, file: file.upper()).codes.codebook
    'FRAMES/THEME.COD'
    """
    values: dict[str, object] = {}
    for path in PATHS:
        section, _, name = path.partition(".")
        value = getattr(getattr(settings, section), name)
        if isinstance(value, Mapping):
            values[path] = {key: place(path, each) for key, each in value.items()}
        elif isinstance(value, tuple):
            values[path] = tuple(place(path, each) for each in value)
        elif value:
            values[path] = place(path, value)
    return change(settings, values)


def _comment(texts: Iterable[str]) -> list[str]:
    """Return comment lines; control characters, which TOML forbids there, become spaces."""
    return [
        "# " + "".join(letter if letter.isprintable() else " " for letter in text) for text in texts if text
    ]


def _line(text: str | None) -> str:
    return (text or "").strip().splitlines()[0] if text else ""


def _toml(value: object) -> str:
    if isinstance(value, tuple):
        if len(value) < 2:
            return "[" + "".join(_toml(item) for item in value) + "]"
        return "[\n" + "".join(f"    {_toml(item)},\n" for item in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_toml(key)} = {_toml(item)}" for key, item in value.items()) + " }"
    # JSON and TOML write text, numbers, true and false alike, but for DEL
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _beside(settings: Settings, folder: Path) -> Settings:
    """Return the settings with their relative paths starting at ``folder``."""

    def beside(path: str, file: str) -> str:
        if path == "codes.codebook":
            return _frame_beside(file, folder)
        is_name = (
            file in (NO_EXAMPLES, BUNDLED_EXAMPLES)
            if path == "codes.examples"
            else path == "words.dictionary"
        )
        return file if is_name and not {"/", "\\"} & set(file) else str(folder / file)

    return with_files(settings, beside)


def _frame_beside(frame: str, folder: Path) -> str:
    return str(folder / frame) if frame.endswith(".cod") or "/" in frame or "\\" in frame else frame
