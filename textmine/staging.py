"""Files that are written under a hidden name first; what a killed process left of them is removed.

A file that is not complete yet is called ``.name-PID-TOKEN-n.new``, and an earlier one that is being replaced
``.name-PID-TOKEN-n.old``: PID is the number of the process, which the system may give to another one later,
TOKEN is of this process alone.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import sys
from pathlib import Path
from typing import Literal

# Earlier versions wrote no token.
_TOKEN = secrets.token_hex(4)
_NAME = re.compile(r"\..*-(?P<pid>[1-9]\d{0,9})-(?:(?P<token>[0-9a-f]{8})-)?\d+\.(?:new|old)")


def hidden(target: Path, purpose: Literal["new", "old"]) -> Path:
    """Return a name that no file has, in the folder of the target: a rename can't cross file systems."""
    for number in range(1000):
        path = target.with_name(f".{target.stem[:40]}-{os.getpid()}-{_TOKEN}-{number}.{purpose}")
        if not path.exists():
            return path
    raise FileExistsError(target)


def write_new(path: Path, content: bytes, mode: int) -> None:
    """Write a file that is not there yet, with these permissions less the umask; it is on the disk then."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())  # a network folder tells only now that it is full


def remove_leftovers(folder: Path) -> None:
    """Remove the hidden files that processes left which are not there any more; those of others stay."""
    with contextlib.suppress(OSError):
        for path in list(folder.iterdir()):
            name = _NAME.fullmatch(path.name)
            if name and not _at_work(int(name["pid"]), name["token"]):
                with contextlib.suppress(OSError):
                    path.unlink()


def is_running(pid: int) -> bool:
    """Return whether there is a process of this number on this machine."""
    if sys.platform == "win32":  # there os.kill(pid, 0) would end it
        import ctypes

        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
        if not handle:
            return bool(kernel.GetLastError() == 5)  # access denied: it is another user's
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return code.value == 259  # STILL_ACTIVE
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # it is another user's
        return True
    return True


def _at_work(pid: int, token: str | None) -> bool:
    return token == _TOKEN if pid == os.getpid() else is_running(pid)
