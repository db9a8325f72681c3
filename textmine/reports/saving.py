"""Puts finished files in place, all or none: whoever interrupts it keeps the earlier files.

A process that is killed between two of them leaves some new and some earlier ones; ``runfile.differences``
tells which.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from textmine.errors import ReportError
from textmine.staging import hidden, remove_leftovers, write_new


def save(files: Mapping[Path, bytes], *, obsolete: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Return the paths written, after every one of them is complete and in its place.

    Each file is first written beside its target under a hidden name; only when all of them are complete
    do the ``obsolete`` files go, and they take the place of the earlier ones, each in one step and in the
    order of ``files``. On an error, a full disk or Ctrl-C the earlier files are as they were and nothing is
    left over. What a process that was killed left over before is removed from the folders.

    Raises:
        ReportError: a folder or file can't be written, is locked, or the disk is full.
    """
    targets = {Path(os.path.realpath(path)): content for path, content in files.items()}
    folders: list[Path] = []
    staged: dict[Path, Path] = {}
    earlier: dict[Path, Path] = {}
    for folder in {target.parent for target in targets}:
        remove_leftovers(folder)
    try:
        for target, content in targets.items():
            with _explained(target):
                _make_folder(target.parent, folders)
                staged[target] = hidden(target, "new")
                # 0o666 less the umask, as any program would; mkstemp's 0o600 would lock colleagues out
                write_new(staged[target], content, 0o666)
        for path in obsolete:
            _set_aside(path, earlier)
        for target in targets:
            with _explained(target):
                earlier[target] = hidden(target, "old")
                _keep(target, earlier[target])
                staged[target].replace(target)
    except BaseException:
        for target, path in earlier.items():
            with contextlib.suppress(OSError):
                if path.exists():
                    path.replace(target)
                elif target in staged and not staged[target].exists():  # it is in place, where nothing was
                    target.unlink()
        _remove((*staged.values(), *earlier.values()))
        for folder in reversed(folders):
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
    _remove(earlier.values())
    return tuple(files)


def _set_aside(path: Path, earlier: dict[Path, Path]) -> None:
    """Rename a file that is to go; one that can't be renamed, because it is open elsewhere, stays."""
    with contextlib.suppress(OSError):
        aside = hidden(path, "old")
        earlier[path] = aside  # before it is renamed: an interruption in between is mended, too
        path.rename(aside)


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir(exist_ok=True)
        made.append(parent)
    if not folder.is_dir():
        raise NotADirectoryError(folder)


def _keep(target: Path, earlier: Path) -> None:
    """Give the earlier file, if there is one, a second name, without a moment in which it has none."""
    if target.is_dir():
        raise IsADirectoryError(target)
    if target.exists():
        try:
            os.link(target, earlier)
        except OSError:  # a file system without hard links
            shutil.copy2(target, earlier)


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()


@contextlib.contextmanager
def _explained(target: Path) -> Iterator[None]:
    """Turn an operating system's error into the one sentence that says what to do."""
    try:
        yield
    except PermissionError as error:
        raise ReportError(
            "no permission to write {path}: close it if it is open in another program such as Excel, "
            "or choose another folder; the earlier results are untouched",
            path=target,
        ) from error
    except (NotADirectoryError, FileExistsError, IsADirectoryError) as error:
        raise ReportError(
            "can't write {path}: a file stands where a folder is needed, or a folder where a file is; "
            "choose another path",
            path=target,
        ) from error
    except OSError as error:
        raise ReportError(
            "can't write {path} ({reason}): make room on the disk or choose another folder; "
            "the earlier results are untouched",
            path=target,
            reason=error.strerror or str(error),
        ) from error
