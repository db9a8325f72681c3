"""Results that are made when they are asked for, and kept with the settings that they depend on."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from inspect import signature
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

import pandas as pd

from textmine.settings import Settings

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


@dataclass(frozen=True, eq=False)
class Made:
    """A result, and the settings that were read while it was made: path -> value."""

    result: Any
    settings: Mapping[str, object]


@dataclass(frozen=True, eq=False)
class Memory:
    """The results of a study, shared with the studies made from it by ``change``.

    Attributes:
        made: (method, its arguments) -> what was made under one or several settings.
        reading: per result being made just now, the settings read for it so far.
    """

    made: dict[tuple[object, ...], list[Made]] = field(default_factory=dict)
    reading: list[dict[str, object]] = field(default_factory=list)


@dataclass(frozen=True)
class Content:
    """Tables that stand for themselves by what is in them, as an argument of a remembered function.

    What was made of equal tables is found again though they were read anew, because their file has changed
    elsewhere. Of one function only what was made of the last tables is kept.

    Attributes:
        tables: the tables.
        mark: tells them from others: the SHA-256 of their values.
    """

    tables: tuple[pd.DataFrame, ...] = field(compare=False)
    mark: str


def content_of(tables: Iterable[pd.DataFrame]) -> Content:
    """Return tables as an argument of a remembered function."""
    whole = tuple(tables)
    values = pickle.dumps([table.to_dict("list") for table in whole])
    return Content(whole, hashlib.sha256(values).hexdigest())


class Remembers(Protocol):
    """What has settings and a memory: a study."""

    @property
    def settings(self) -> Settings:
        """The settings of the study."""

    @property
    def memory(self) -> Memory:
        """What was made so far."""

    @property
    def progress(self) -> Callable[[str, int, int], None]:
        """Is told (stage, questions done, questions) of each step that takes time; 0, 0: of none."""


def setting(study: Remembers, path: str) -> Any:
    """Return a setting ("keywords.unit") or a whole section ("keywords"), and note that it was read."""
    value = _value(study, path)
    if study.memory.reading:
        study.memory.reading[-1][path] = value
    return value


def remembered(
    make: Callable[Concatenate[Any, Arguments], Result],
) -> Callable[Concatenate[Any, Arguments], Result]:
    """Return a method of a study, or a function of one, that runs once for the same arguments and settings.

    Which settings a result depends on is not declared: they are those that were read while it was made,
    by itself or by the results that it asked for. A study with other settings finds it where these are the
    same.
    """
    parameters = signature(make)

    @wraps(make)
    def ask(study: Any, /, *arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
        bound = parameters.bind(study, *arguments, **named)
        bound.apply_defaults()
        given = [
            tuple(each) if isinstance(each, list) else each for each in list(bound.arguments.values())[1:]
        ]
        memory: Memory = study.memory
        known = memory.made.setdefault((make.__qualname__, *given), [])
        for made in known:
            if all(_value(study, path) == value for path, value in made.settings.items()):
                break
        else:
            memory.reading.append({})
            try:
                result = make(study, *arguments, **named)
            finally:
                settings = memory.reading.pop()
            made = Made(result, settings)
            _forget_earlier(memory, (make.__qualname__, *given))
            known.append(made)
        if memory.reading:
            memory.reading[-1].update(made.settings)
        found: Result = made.result
        return found

    return ask


def already_made(study: Remembers, make: Callable[..., Any]) -> list[Any]:
    """Return what a remembered function without arguments has made so far; it is not run."""
    return [made.result for made in study.memory.made.get((make.__qualname__,), ())]


def _value(study: Remembers, path: str) -> Any:
    value: Any = study.settings
    for name in path.split("."):
        value = getattr(value, name)
    return value


def forget(study: Remembers, path: str) -> None:
    """Forget what was made under a setting or a section ("survey"): the file it names has changed."""
    for known in study.memory.made.values():
        known[:] = [made for made in known if not any(_touches(read, path) for read in made.settings)]


def _forget_earlier(memory: Memory, asked: tuple[object, ...]) -> None:
    """Forget what was made of earlier tables, where a result is one of the content of tables."""
    rest = [each for each in asked if not isinstance(each, Content)]
    if len(rest) < len(asked):
        for other in list(memory.made):
            if other != asked and [each for each in other if not isinstance(each, Content)] == rest:
                del memory.made[other]


def _touches(read: str, path: str) -> bool:
    """Return whether one of two settings is the other, or a part of it."""
    return read == path or read.startswith(path + ".") or path.startswith(read + ".")
