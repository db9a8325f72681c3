"""Loads the files of a room when one is first named: ``tables.clusters`` costs nothing until it is used."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType


def files_of(room: str) -> Callable[[str], ModuleType]:
    """Return the ``__getattr__`` of a room: the module of a name in it, loaded now.

    Raises:
        AttributeError: if the room has no such file.
    """

    def load(name: str) -> ModuleType:
        if name.startswith("_") or find_spec(f"{room}.{name}") is None:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return import_module(f"{room}.{name}")

    return load
