"""Keeps decisions so that none is lost: each is on the disk in a journal before it is said to be saved."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from textmine.errors import ReportError
from textmine.inputs.journal import journals
from textmine.web.projects import sync_folder


class Journal:
    """The journal beside a file of decisions, opened to append to it.

    A process that is killed leaves whole lines, and at most one without an end, which was never said to be
    saved; it is cut off when the journal is opened again.
    """

    def __init__(self, decisions: Path) -> None:
        """Belong to this file of decisions; nothing is opened yet."""
        self.decisions = decisions
        self._old, self._current = journals(decisions)
        self._file: int | None = None
        self._size = 0

    @property
    def waiting(self) -> bool:
        """Whether something is to be put into the file of decisions."""
        return self._old.exists() or (self._current.exists() and self._current.stat().st_size > 0)

    def append(self, changes: Iterable[Mapping[str, Any]]) -> None:
        """Return when the changes are on the disk, all of them or none.

        Raises:
            ReportError: if they can't be written: the disk is full, say. The journal is as it was before.
        """
        lines = [json.dumps(change, ensure_ascii=False, separators=(",", ":")) for change in changes]
        content = "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
        try:
            file = self._open()
            done = 0
            while done < len(content):
                done += os.write(file, content[done:])
            os.fsync(file)
            self._size += len(content)
        except OSError as error:
            self._cut()
            raise ReportError(
                "the decision is not saved yet ({reason}): make room on the disk, or see to it that "
                "{path} can be written; it is tried again",
                reason=error.strerror or str(error),
                path=self._current,
            ) from error

    def set_aside(self) -> bool:
        """Return whether there are changes to be put into the file of decisions; no new ones join them."""
        if self._old.exists():  # it was begun before, and did not come to an end
            return True
        if not self.waiting:
            return False
        self.close()
        self._current.replace(self._old)
        sync_folder(self._old.parent)
        return True

    def put_away(self) -> None:
        """Take the changes away that stand in the file of decisions now."""
        self._old.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file; the next change opens it again."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _open(self) -> int:
        if self._file is not None and not self._current.exists():  # somebody has removed it
            self.close()
        if self._file is None:
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            self._file = os.open(self._current, flags, 0o666)
            sync_folder(self._current.parent)
            content = self._current.read_bytes()
            self._size = content.rfind(b"\n") + 1
        if os.fstat(self._file).st_size != self._size:
            os.ftruncate(self._file, self._size)
        return self._file

    def _cut(self) -> None:
        """Take off what was written of a change that could not be written whole."""
        if self._file is not None:
            try:
                os.ftruncate(self._file, self._size)
            except OSError:  # then it is tried again before the next change
                return
