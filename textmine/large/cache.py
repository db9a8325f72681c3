"""Caches tokenised texts on this machine, so that a changed stop word or code does not tokenise them again.

A file is found by what was tokenised and with what: the texts, the dictionary and its version, the grammar,
the forced words, the program. So it can't be stale. A file begins with a checksum over its name and its
content, and nothing else reads it before that is compared: if one bit is another, its texts are tokenised
again. Only the owner of the cache can read it, since it holds what respondents wrote.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, astuple
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.ipc as ipc

from textmine import arrays, resources
from textmine.inputs import noise, normalize
from textmine.inputs.lexicon import ForcedWord
from textmine.large import encoding, matching, runs
from textmine.large import texts as tokenizing
from textmine.large.executors import mapped, workers_of
from textmine.large.texts import TokenizedTexts, tokenize_texts
from textmine.settings import WordSettings
from textmine.staging import hidden, remove_leftovers, write_new
from textmine.words import alphanumeric, compounds, grammar, lines, mecab, oldkanji, reading, respelling
from textmine.words.compounds import Types
from textmine.words.mecab import dictionary

SUFFIX = ".tokens"  # a checksum, then an Arrow file
NOTICE = "README.txt"  # in the folder, once the person at the terminal was told what it is
FEW = 1000  # texts below which caching them costs more than tokenising them again
CHUNK = 20_000  # texts that are tokenised at a time
MANY = 40_000  # texts from which on starting processes pays (benchmarks/scale.py)
Texts = (
    pd.Series
)  # as UTF-8 in one piece, where pandas holds them so: strings are made when they are tokenised
Task = tuple[Texts, tuple[ForcedWord, ...], str, int]


def folder() -> Path:
    """Return the folder of the cache: in the user's own cache folder, or that of ``TEXTMINE_CACHE``."""
    if given := os.environ.get("TEXTMINE_CACHE"):
        return Path(given) / "tokens"
    import platformdirs

    return Path(platformdirs.user_cache_path("textmine")) / "tokens"


def begun() -> Path | None:
    """Return the folder of the cache if it holds something of which its owner was not told yet."""
    place = folder()
    with contextlib.suppress(OSError):
        if any(place.glob(f"*{SUFFIX}")) and not (place / NOTICE).exists():
            return place
    return None


def told(sentence: str) -> None:
    """Write down in the folder of the cache what it is, so that its owner is told once."""
    with contextlib.suppress(OSError):
        (folder() / NOTICE).write_text(sentence + "\n", encoding="utf-8")


def tokenized(
    texts: Texts, forced: tuple[ForcedWord, ...], settings: WordSettings
) -> Iterator[TokenizedTexts]:
    """Return the texts in tokenised chunks, in their order; from the cache if tokenised before."""
    chunks = (
        (texts.iloc[first : first + CHUNK], forced, settings.dictionary, settings.cache)
        for first in range(0, len(texts), CHUNK)
    )
    name = settings.executor
    if name == "auto":
        name = "processes" if len(texts) >= MANY and workers_of("processes") > 1 else "serial"
    return mapped(name, cached, chunks)


def cached(task: Task) -> TokenizedTexts:
    """Return the tokenised texts of (texts, forced words, dictionary, megabytes of the cache)."""
    texts, forced, name, size = task
    if not size or len(texts) < FEW:
        return tokenize_texts(texts.tolist(), forced, name)
    try:
        path = folder() / (_key(texts, forced, name) + SUFFIX)
    except UnicodeEncodeError:  # half characters, which no file can hold
        return tokenize_texts(texts.tolist(), forced, name)
    tokens = _read(path, len(texts))
    if tokens is None:
        tokens = tokenize_texts(texts.tolist(), forced, name)
        _write(path, tokens, size)
    return tokens


def _key(texts: Texts, forced: tuple[ForcedWord, ...], name: str) -> str:
    digest = hashlib.sha256(_tools(forced, name, _changed(name), program()))
    for piece in text_bytes(texts):
        digest.update(piece)
    return digest.hexdigest()


def text_bytes(texts: Texts) -> tuple[memoryview, memoryview]:
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
def _tools(forced: tuple[ForcedWord, ...], name: str, changed: str, program: str) -> bytes:
    """Return what texts are tokenised with."""
    from importlib import metadata  # takes its time to load, which a run without the cache does without

    patterns = resources.folder("dictionaries") / "grammar"
    chosen = dictionary(name)
    tools = [
        metadata.version("textmine"),
        program,
        changed,
        *(str(part) for part in astuple(chosen)),
        chosen.version,
        *(each.read_text(encoding="utf-8") for each in sorted(patterns.iterdir(), key=str)),
        *(json.dumps(asdict(word), sort_keys=True) for word in forced),
    ]
    return b"".join(text_bytes(pd.Series(tools, dtype="str")))


def _changed(name: str) -> str:
    """Return when a dictionary that is a folder was changed: another one may lie there now."""
    if dictionary(name).package:
        return ""
    stat = (Path(name) / "sys.dic").stat()
    return f"{stat.st_size} {stat.st_mtime_ns}"


@cache
def program() -> str:
    """Return the digest of the tokenising modules: in a checkout they may change while the version stays."""
    of_words = (compounds, grammar, lines, mecab, alphanumeric, oldkanji, reading, respelling)
    modules = (arrays, encoding, matching, noise, normalize, runs, tokenizing, *of_words)
    return hashlib.sha256(b"".join(Path(str(each.__file__)).read_bytes() for each in modules)).hexdigest()


def _write(path: Path, tokens: TokenizedTexts, size: int) -> None:
    """Write a file, and drop those not used for longest where all are larger than ``size`` megabytes.

    A cache that can't be written is no reason to stop.
    """
    columns: dict[str, npt.NDArray[np.generic]] = {
        "ids": tokens.ids,
        "flags": tokens.flags,
        "counts": tokens.counts.astype(np.int32),
        "codes": tokens.types.codes,
        "begins": tokens.types.begins,
        "firsts": tokens.types.firsts.astype(np.int32),
    }
    # Columns of different lengths: each is a list in the one row.
    lists = {
        name: pa.ListArray.from_arrays([0, len(values)], pa.array(values)) for name, values in columns.items()
    }
    lists["entries"] = pa.ListArray.from_arrays(
        [0, len(tokens.entries)], pa.array(tokens.entries, pa.string())
    )
    table = pa.table(lists)
    content = pa.BufferOutputStream()
    with ipc.new_file(content, table.schema, options=ipc.IpcWriteOptions(compression="lz4")) as file:
        file.write_table(table)
    body = memoryview(content.getvalue())
    new = hidden(path, "new")
    try:
        _make_private(path.parent)
        write_new(new, _checksum(path, body) + body, 0o600)
        new.replace(path)
        trim(path.parent, size << 20)
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink()


def _make_private(place: Path) -> None:
    """Make the folder and those above it that are missing, for nobody but the owner of the cache."""
    missing = [parent for parent in (place, *place.parents) if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir(exist_ok=True, mode=0o700)
    if place.stat().st_mode & 0o077:  # made by an earlier version, or by hand
        place.chmod(0o700)
    remove_leftovers(place)


def _checksum(path: Path, body: memoryview) -> bytes:
    """Return what a file begins with; its name is part of it, so a file that was renamed is no other's."""
    return hashlib.sha256(path.name.encode() + body).digest()


def trim(place: Path, size: int) -> None:
    """Drop files until those that are left have ``size`` bytes at most."""
    files = []
    for file in place.glob(f"*{SUFFIX}*"):  # earlier versions wrote .tokens.arrow
        stat = file.stat()
        files.append((stat.st_mtime_ns, file.name, stat.st_size))
    total = sum(each for _, _, each in files)
    for _, name, each in sorted(files):
        if total <= size:
            return
        (place / name).unlink(missing_ok=True)
        total -= each


def _read(path: Path, texts: int) -> TokenizedTexts | None:
    """Return what a file holds; None if there is none, or any doubt about it."""
    try:
        content = memoryview(path.read_bytes())
        size = hashlib.sha256().digest_size
        if content[:size] != _checksum(path, content[size:]):
            return None
        with ipc.open_file(pa.py_buffer(content[size:])) as file:
            table = file.read_all()
        columns = {name: table[name].combine_chunks().values for name in table.column_names}
        if len(columns["counts"]) != texts:
            return None
        ids, flags, counts, codes, firsts = (
            columns[name].to_numpy().copy() for name in ("ids", "flags", "counts", "codes", "firsts")
        )
        begins = columns["begins"].to_numpy(zero_copy_only=False)
        tokens = TokenizedTexts(
            tuple(columns["entries"].to_pylist()),
            Types(codes, begins, firsts.astype(np.int64)),
            ids,
            flags,
            counts.astype(np.int64),
        )
        os.utime(path)  # used just now
    except (OSError, pa.ArrowException, LookupError, ValueError, TypeError, AttributeError):
        return None
    return tokens
