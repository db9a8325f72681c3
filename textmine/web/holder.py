"""A process that holds a study and answers what is asked of it; the server speaks to it through its pipes.

    python -m textmine.web.holder

A message is a pickle with its length before it: (number, function, arguments) comes in; ("step", stage, done,
total) and ("done", number, answer) or ("failed", number, error) go out. It ends when its input does, which is
when the server has ended, however that came.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import signal
import struct
import sys
import threading
import traceback
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from textmine.errors import TextmineError

if TYPE_CHECKING:
    from textmine.settings import Settings
    from textmine.study.study import Study

LENGTH = struct.Struct(">Q")
FILES = {  # what a setting names -> the settings whose results are made from it
    "survey.files": "survey",
    "words.lexicon": "words.lexicon",
    "codes.codebook": "codes.codebook",
    "codes.overrides": "codes.overrides",
    "condense.merges": "condense.merges",
    "report.edits": "report.edits",
}


class Held:
    """A project's study, made anew where a file of the folder is another than before.

    Attributes:
        folder: the project; None: none is open.
        report: is told (stage, questions done, questions) of what takes time.
        kept: what the functions of a page remember between two questions.
        newest: when a file that results are made from was last changed, in nanoseconds.
        mark: stands for the settings and the files as they were when the study was last asked for.
    """

    def __init__(self, folder: Path | None, report: Callable[[str, int, int], None]) -> None:
        """Hold nothing yet."""
        self.folder, self.report = folder, report
        self.kept: dict[str, Any] = {}
        self.newest, self.mark = 0, ""
        self._study: Study | None = None
        self._read: tuple[bytes, Settings] | None = None  # what the settings file held, and the settings
        self._seen: dict[str, object] = {}

    @property
    def settings_file(self) -> Path:
        """The settings of the project."""
        assert self.folder is not None
        return self.folder / "textmine.toml"

    @property
    def study(self) -> Study:
        """The study, as the files in the folder are now."""
        from textmine.study.remembering import forget
        from textmine.study.study import Study

        settings = self._settings()
        if self._study is None:
            self._study = Study(settings, progress=self.report)
        elif settings != self._study.settings:
            memory = self._study.memory
            self._study = Study(settings, progress=self.report)
            self._study.memory = memory
        seen = {path: _stamps(_value(settings, path), lists=path == "words.lexicon") for path in FILES}
        for path, stamps in seen.items():
            if path in self._seen and self._seen[path] != stamps:
                forget(self._study, FILES[path])
        self._seen = dict(seen)
        assert self._read is not None
        self.mark = sha256(self._read[0] + repr(seen).encode("utf-8", "surrogatepass")).hexdigest()
        self.newest = max((changed for stamps in seen.values() for _, _, changed in stamps), default=0)
        return self._study

    def _settings(self) -> Settings:
        from textmine.settingsfile import read_settings

        content = self.settings_file.read_bytes() if self.settings_file.is_file() else b""
        if self._read is None or self._read[0] != content:
            self._read = content, read_settings(self.settings_file)
        return self._read[1]


def _value(settings: object, path: str) -> Any:
    for name in path.split("."):
        settings = getattr(settings, name)
    return settings


def _stamps(named: Any, *, lists: bool) -> tuple[tuple[str, int, int], ...]:
    """Return what tells whether the files of a setting are as they were: size and time of change.

    Of a folder with word ``lists`` these are meant, not all that lies in it: it may be that of the project.
    """
    if isinstance(named, dict):
        named = tuple(named.values())
    found = []
    for path in map(Path, (named,) if isinstance(named, str) else named or ()):
        inside = [path]
        if path.is_dir():
            places = [path, path / "dictionaries", path / "stopwords"]
            found_in = (
                [each for place in places for each in place.glob("*.txt")] if lists else path.rglob("*")
            )
            inside = sorted(each for each in found_in if each.is_file())
        if path.suffix == ".csv":
            inside += sorted(path.parent.glob(path.name + ".*"))  # what was decided and not yet put into it
        for each in inside:
            try:
                state = each.stat()
            except OSError:
                found.append((str(each), -1, -1))
            else:
                found.append((str(each), state.st_size, state.st_mtime_ns))
    return tuple(found)


def encoded(value: object) -> bytes:
    """Return an answer as JSON; numbers of NumPy are numbers, and what is not a number is null."""
    written = partial(json.dumps, ensure_ascii=False, separators=(",", ":"), default=_plain)
    try:
        return written(value, allow_nan=False).encode()
    except ValueError:  # something is not a number
        return written(_plain(value)).encode()


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, float) and value != value:
        return None
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value


def main() -> None:
    """Answer until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to all; the server ends in order
    gc.set_threshold(100_000, 20, 20)  # as the command line has it: a tenth of what a first question takes
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whoever prints must not disturb the messages
    folder, nice = Path(sys.argv[1]) if sys.argv[1] else None, sys.argv[2] == "nice"
    if nice and hasattr(os, "nice"):
        os.nice(19)  # whoever sits at the desk comes before a long piece of work
    lock = threading.Lock()

    def send(*message: object) -> None:
        with lock:
            try:
                write(sink, message)
            except OSError:  # the server has ended, and nobody hears it
                os._exit(0)

    held = Held(folder, lambda stage, done, total: send("step", stage, done, total))
    _style()
    while (message := read(source)) is not None:
        number, function, arguments = message
        try:
            answer = function(held, **arguments)
            send("done", number, answer if isinstance(answer, bytes) else encoded(answer))
        except TextmineError as error:
            send("failed", number, error)
        except Exception:  # a bug: it is shown whole, and the desk lives on
            traceback.print_exc()
            send("failed", number, traceback.format_exc())


def _style() -> None:
    """Have texts of tables as plain Python strings, as on the command line: the tables are many and small."""
    import pandas as pd

    pd.set_option("mode.string_storage", "python")


def write(sink: BinaryIO, message: object) -> None:
    """Send one message."""
    content = pickle.dumps(message)
    sink.write(LENGTH.pack(len(content)) + content)
    sink.flush()


def read(source: BinaryIO) -> Any:
    """Return the next message; None: there is none any more."""
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    content = source.read(LENGTH.unpack(head)[0])
    return pickle.loads(content)


if __name__ == "__main__":
    main()
