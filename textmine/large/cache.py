"""Keeps cut texts on this machine, so that a changed stop word or rule does not cut them again.

A file is found by what was cut and with what: the texts, the dictionary and its version, the grammar, the
words not to be cut, the program that cuts. So it can't be stale; if one is damaged, its texts are cut again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, astuple
from functools import cache, lru_cache
from importlib import metadata
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import platformdirs
import pyarrow as pa
import pyarrow.ipc as ipc

from textmine import arrays as runs
from textmine import resources
from textmine.inputs import normalize
from textmine.inputs.lexicon import ForcedWord
from textmine.large.executors import mapped, workers_of
from textmine.settings import WordSettings
from textmine.words import cuts, grammar, mecab, steps, vocabulary
from textmine.words.cuts import PART, Cut, cut
from textmine.words.mecab import dictionary
from textmine.words.vocabulary import Types

SUFFIX = ".cut.arrow"
FEW = 1000  # texts below which keeping them costs more than cutting them again
MANY = 40_000  # texts from which on starting processes pays (benchmarks/scale.py)
Texts = pd.Series  # as UTF-8 in one piece, where pandas holds them so: strings are made of those to be cut
Task = tuple[Texts, tuple[ForcedWord, ...], str, int]


def folder() -> Path:
    """Return the folder of kept cuts: in the user's own cache folder, or that of ``TEXTMINE_CACHE``."""
    return Path(os.environ.get("TEXTMINE_CACHE") or platformdirs.user_cache_path("textmine")) / "cuts"


def cut_parts(texts: Texts, forced: tuple[ForcedWord, ...], settings: WordSettings) -> Iterator[Cut]:
    """Return the texts, cut in parts, in their order; from the cache where they were cut before."""
    parts = (
        (texts.iloc[first : first + PART], forced, settings.dictionary, settings.cache)
        for first in range(0, len(texts), PART)
    )
    name = settings.executor
    if name == "auto":
        name = "processes" if len(texts) >= MANY and workers_of("processes") > 1 else "serial"
    return mapped(name, kept, parts)


def kept(task: Task) -> Cut:
    """Return the cut texts of (texts, forced words, dictionary, megabytes of the cache)."""
    texts, forced, name, size = task
    if not size or len(texts) < FEW:
        return cut(texts.tolist(), forced, name)
    try:
        path = folder() / (_key(texts, forced, name) + SUFFIX)
    except UnicodeEncodeError:  # half characters, which no file can hold
        return cut(texts.tolist(), forced, name)
    found = _read(path, len(texts))
    if found is None:
        found = cut(texts.tolist(), forced, name)
        _write(path, found, size)
    return found


def _key(texts: Texts, forced: tuple[ForcedWord, ...], name: str) -> str:
    digest = hashlib.sha256(_told(forced, name, _changed(name)))
    for piece in _pieces(texts):
        digest.update(piece)
    return digest.hexdigest()


def _pieces(texts: Texts) -> tuple[memoryview, memoryview]:
    """Return where each text ends, and the texts as one.

    Without the first, 「あ」「いう」 would be 「あい」「う」.
    """
    array = pa.array(texts, pa.large_string())
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    _, offsets, whole = array.buffers()
    ends = np.frombuffer(offsets, dtype="<i8")[array.offset : array.offset + len(array) + 1]
    return memoryview(ends - ends[0]), memoryview(whole or b"")[ends[0] : ends[-1]]


@lru_cache(maxsize=4)
def _told(forced: tuple[ForcedWord, ...], name: str, changed: str) -> bytes:
    """Return what texts are cut with."""
    patterns = resources.folder("dictionaries") / "grammar"
    told = [
        metadata.version("textmine"),
        _program(),
        changed,
        *(str(part) for part in astuple(dictionary(name))),
        *(each.read_text(encoding="utf-8") for each in sorted(patterns.iterdir(), key=str)),
        *(json.dumps(asdict(word), sort_keys=True) for word in forced),
    ]
    return b"".join(_pieces(pd.Series(told, dtype="str")))


def _changed(name: str) -> str:
    """Return when a dictionary that is a folder was changed: another one may lie there now."""
    if dictionary(name).version:
        return ""
    stat = (Path(name) / "sys.dic").stat()
    return f"{stat.st_size} {stat.st_mtime_ns}"


@cache
def _program() -> str:
    """Return the digest of what cuts: in a checkout it may change while the version stays."""
    modules = (cuts, mecab, steps, runs, grammar, vocabulary, normalize)
    return hashlib.sha256(b"".join(Path(str(each.__file__)).read_bytes() for each in modules)).hexdigest()


def _write(path: Path, found: Cut, size: int) -> None:
    """Keep a cut, and drop those not used for longest where all together are larger than ``size`` megabytes.

    A cache that can't be written is no reason to stop.
    """
    columns: dict[str, npt.NDArray[np.generic]] = {
        "ids": found.ids,
        "flags": found.flags,
        "counts": found.counts.astype(np.int32),
        "codes": found.types.codes,
        "begins": found.types.begins,
        "firsts": found.types.firsts.astype(np.int32),
    }
    # Columns of different lengths: each is a list in the one row.
    lists = {
        name: pa.ListArray.from_arrays([0, len(values)], pa.array(values)) for name, values in columns.items()
    }
    lists["entries"] = pa.ListArray.from_arrays([0, len(found.entries)], pa.array(found.entries, pa.string()))
    table = pa.table(lists)
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with ipc.new_file(new, table.schema, options=ipc.IpcWriteOptions(compression="lz4")) as file:
            file.write_table(table)
        new.replace(path)
        _trim(path.parent, size << 20)
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink()


def _trim(place: Path, size: int) -> None:
    """Drop files until those that are left have ``size`` bytes at most."""
    held = []
    for file in place.glob("*" + SUFFIX):
        stat = file.stat()
        held.append((stat.st_mtime_ns, file.name, stat.st_size))
    total = sum(each for _, _, each in held)
    for _, name, each in sorted(held):
        if total <= size:
            return
        (place / name).unlink(missing_ok=True)
        total -= each


def _read(path: Path, texts: int) -> Cut | None:
    """Return what a file holds; None if there is none, or it is damaged."""
    try:
        with ipc.open_file(path.read_bytes()) as file:
            table = file.read_all()
        columns = {name: table[name].combine_chunks().values for name in table.column_names}
        if len(columns["counts"]) != texts:
            return None
        ids, flags, counts, codes, firsts = (
            columns[name].to_numpy().copy() for name in ("ids", "flags", "counts", "codes", "firsts")
        )
        begins = columns["begins"].to_numpy(zero_copy_only=False)
        found = Cut(
            tuple(columns["entries"].to_pylist()),
            Types(codes, begins, firsts.astype(np.int64)),
            ids,
            flags,
            counts.astype(np.int64),
        )
        os.utime(path)  # used just now
    except (OSError, pa.ArrowException, KeyError, ValueError, TypeError):
        return None
    return found
