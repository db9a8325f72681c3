"""Words of a survey that is read in parts: cut part by part, named once for all, counted part by part.

A part's work is a function of small arguments and of files in a folder that all workers see, so it can be
done in any process, in any order, and again if one is lost.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from textmine.inputs.lexicon import ForcedWord, Lexicon
from textmine.inputs.roles import Layout
from textmine.inputs.sheets import Sheet
from textmine.inputs.survey import KINDS, Source, Survey, part_of
from textmine.large.cache import kept
from textmine.large.executors import Work, workers_of
from textmine.large.records import Parts
from textmine.settings import WordSettings
from textmine.words.corpus import Corpus, namer
from textmine.words.cuts import class_of, forced_words, morpheme_of, numbered
from textmine.words.vocabulary import Types, merged

GROUP = 16  # parts whose compounds are brought together at once: of many parts most have the same ones
IntArray = npt.NDArray[np.int32]
Integers = npt.NDArray[np.int64]
Tally = TypeVar("Tally")  # what is counted of a part, and adds up


@dataclass(frozen=True, eq=False)
class TokenizedParts:
    """A survey as words, in parts that lie in files.

    Attributes:
        head: the survey of its first rows, for the names of questions and attributes.
        lexicon, settings: what it was made with.
        sources: the files that were read, with their rows.
        kinds: respondents by ``question`` and ``kind`` (the one that says most of a respondent's answers).
        folder: where the parts lie; they are gone when it is.
        numbers: of each part, which compound of all parts each of its compounds is.
        work: what does the work on the parts (``executors.workers``), as long as it is open.
    """

    head: Survey
    lexicon: Lexicon
    settings: WordSettings
    sources: tuple[Source, ...]
    kinds: pd.DataFrame
    folder: Path
    numbers: tuple[IntArray, ...]
    work: Work

    def base(self, question: str) -> int:
        """The number of respondents with a substantive answer to a question."""
        rows = self.kinds[(self.kinds["question"] == question) & (self.kinds["kind"] == "substantive")]
        return int(rows["respondents"].sum())

    def keep(self, make: Callable[..., object], **options: object) -> Kept:
        """Make something of each part, to be given to ``tally`` as an option: it is the part's own there.

        It stays in files until the parts are gone.
        """
        with NamedTemporaryFile(dir=self.folder, prefix="kept-", delete=False) as file:
            kept = Kept(Path(file.name).name)
        for _ in self._each(_keep, make, {**options, "kept": kept}):
            pass
        return kept

    def tallied(
        self, tally: Callable[..., Tally], merge: Callable[[Tally, Tally], Tally], **options: object
    ) -> dict[str, Tally]:
        """Return question -> the tally of all parts.

        ``tally(corpus, **options)`` counts one part, ``merge(a, b)`` adds up two: those of
        ``textmine.tables.keywords``, say. An option that is a mapping by question is given as its value, and
        a question that one of them lacks is left out; what was kept of each part is read.
        """
        total: dict[str, Tally] = {}
        for found in self._each(_by_question, tally, options):
            for question, counts in found.items():
                total[question] = merge(total[question], counts) if question in total else counts
        return {question: total[question] for question in self.head.questions if question in total}

    def tallied_whole(
        self, tally: Callable[..., Tally], merge: Callable[[Tally, Tally], Tally], **options: object
    ) -> Tally:
        """Return the tally of all parts, with all questions in one corpus."""
        parts: Iterator[Tally] = self._each(_all_questions, tally, options)
        return reduce(merge, parts)

    def _each(
        self,
        count: Callable[[_Counting], Any],
        tally: Callable[..., Any],
        options: Mapping[str, object],
    ) -> Iterator[Any]:
        # What is the same for all parts is read once by each process, not sent with each part.
        with NamedTemporaryFile(dir=self.folder, suffix=".pickle", delete=False) as file:
            job = Path(file.name)
        _dump(job, _Job(self.lexicon, self.settings, self.head, tally, options))
        yield from self.work(
            count, (_Counting(self.folder, place, at, job) for place, at in enumerate(self.numbers))
        )
        job.unlink()


@dataclass(frozen=True)
class Kept:
    """What was made of each part and question, in files."""

    name: str

    def path(self, task: _Counting, question: str) -> Path:
        """Return the file of one part and question."""
        number = hashlib.sha256(question.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return task.folder / f"{self.name}-{task.place:06}-{number}.pickle"


@dataclass(frozen=True, eq=False)
class _Cutting:
    sheets: tuple[Sheet, ...]
    layout: Layout
    lexicon: Lexicon
    forced: tuple[ForcedWord, ...]
    settings: WordSettings
    folder: Path
    place: int


@dataclass(frozen=True, eq=False)
class _Counting:
    folder: Path
    place: int
    numbers: IntArray
    job: Path


@dataclass(frozen=True, eq=False)
class _Job:
    lexicon: Lexicon
    settings: WordSettings
    head: Survey
    tally: Callable[..., Any]
    options: Mapping[str, object]


@dataclass(frozen=True, eq=False)
class _CutPart:
    """What is told of a part: its vocabulary, its compounds, and counts that add up."""

    entries: tuple[str, ...]
    types: Types
    times: Integers
    kinds: pd.DataFrame
    rows: dict[str, int]


@dataclass(frozen=True, eq=False)
class _Group:
    """The different compounds of several parts, how often each stands there, and which each part's are."""

    types: Types
    times: Integers
    numbers: list[IntArray]


def _grouped(parts: Sequence[tuple[Types, IntArray]], times: Sequence[Integers]) -> _Group:
    types, numbers = merged(parts)
    total = np.zeros(len(types), dtype=np.int64)
    for at, each in zip(numbers, times, strict=True):
        total[at] += each
    return _Group(types, total, numbers)


def executor_of(settings: WordSettings) -> str:
    """Return the name of the executor of a survey that is read in parts."""
    if settings.executor != "auto":
        return settings.executor
    return "processes" if workers_of("processes") > 1 else "serial"


def tokenize_parts(
    parts: Parts, folder: Path, lexicon: Lexicon, *, settings: WordSettings, work: Work
) -> TokenizedParts:
    """Return the words of a survey that is read in parts; ``folder`` holds them as long as it is there.

    ``work`` is what ``executors.workers`` gives.

    What a word is shown as is decided from all parts, so tables are the same however a survey was parted.

    Raises:
        WordsError: if the tokeniser dictionary is not there.
    """
    forced = forced_words(lexicon, settings.dictionary)
    tasks = (
        _Cutting(sheets, parts.layout, lexicon, forced, settings, folder, place)
        for place, sheets in enumerate(parts.sheets)
    )
    entries: dict[str, int] = {}
    groups: list[_Group] = []
    kinds: list[pd.DataFrame] = []
    rows: dict[str, int] = {}
    found = work(_cut, tasks)
    while several := list(islice(found, GROUP)):
        typed = [(part.types, numbered(part.entries, entries)) for part in several]
        groups.append(_grouped(typed, [part.times for part in several]))
        for part in several:
            kinds.append(part.kinds)
            for path, count in part.rows.items():
                rows[path] = rows.get(path, 0) + count
    every = np.arange(len(entries), dtype=np.int32)
    last = _grouped([(group.types, every) for group in groups], [group.times for group in groups])
    whole, total = last.types, last.times
    numbers = [at[each] for at, group in zip(last.numbers, groups, strict=True) for each in group.numbers]
    morphemes, kinds_of = tuple(map(morpheme_of, entries)), tuple(map(class_of, entries))
    named = namer(morphemes, kinds_of, lexicon, settings).decide(whole, total)
    _dump(folder / _NAMED, (named, whole))
    return TokenizedParts(
        head=parts.head,
        lexicon=lexicon,
        settings=settings,
        sources=tuple(replace(each, rows=rows.get(each.path, 0)) for each in parts.sources),
        kinds=pd.concat(kinds).groupby(["question", "kind"], as_index=False)[["respondents"]].sum(),
        folder=folder,
        numbers=tuple(numbers),
        work=work,
    )


_NAMED = "named.pickle"


def _cut(task: _Cutting) -> _CutPart:
    answers = part_of(task.sheets, task.layout, task.lexicon).answers
    substantive = (answers["kind"] == "substantive").to_numpy()
    texts = answers.loc[substantive, "text"]
    found = kept((texts, task.forced, task.settings.dictionary, task.settings.cache))
    _dump(task.folder / f"part-{task.place:06}.pickle", (answers, found))
    rank = answers["kind"].map(KINDS.index)
    best = rank.groupby([answers["question"], answers["respondent"]]).min().rename("kind").reset_index()
    kinds = best.groupby(["question", "kind"], as_index=False).size()
    kinds["kind"] = [KINDS[place] for place in kinds["kind"]]
    kinds = kinds.rename(columns={"size": "respondents"})
    rows: dict[str, int] = {}
    for sheet in task.sheets:
        rows[sheet.path] = rows.get(sheet.path, 0) + len(sheet.rows)
    return _CutPart(found.entries, found.types, found.times, kinds, rows)


def _all_questions(task: _Counting) -> Any:
    job: _Job = _same(task.job)
    return job.tally(_corpus(task, job), **job.options)


def _by_question(task: _Counting) -> dict[str, Any]:
    return dict(_of_questions(task))


def _keep(task: _Counting) -> None:
    job: _Job = _same(task.job)
    kept = job.options["kept"]
    assert isinstance(kept, Kept)
    options = {name: value for name, value in job.options.items() if value is not kept}
    for question, made in _of_questions(task, replace(job, options=options)):
        _dump(kept.path(task, question), made)


def _of_questions(task: _Counting, given: _Job | None = None) -> Iterator[tuple[str, Any]]:
    """Yield (question, what a part gives for it)."""
    job: _Job = given or _same(task.job)
    whole = _corpus(task, job)
    asked = set(whole.answers["question"])
    for value in job.options.values():
        asked &= set(value) if isinstance(value, Mapping) else asked
    for question in job.head.questions:
        if question in asked:
            options = {name: _of(task, question, value) for name, value in job.options.items()}
            yield question, job.tally(whole.select(question=question), **options)


def _of(task: _Counting, question: str, value: object) -> object:
    """Return what an option is for one part and question."""
    if isinstance(value, Kept):
        return _load(value.path(task, question))
    return value[question] if isinstance(value, Mapping) else value


def _corpus(task: _Counting, job: _Job) -> Corpus:
    """Return one part as a corpus, with the words that were decided for all parts."""
    answers, found = _load(task.folder / f"part-{task.place:06}.pickle")
    named, whole = _same(task.folder / _NAMED)
    counts = np.zeros(len(answers), dtype=np.int64)
    counts[(answers["kind"] == "substantive").to_numpy()] = found.counts
    return Corpus(
        survey=replace(job.head, answers=answers),
        answers=answers,
        dictionary=job.settings.dictionary,
        lexicon=job.lexicon,
        morphemes=found.morphemes,
        types=found.types,
        named=named.part(whole, task.numbers, found.types),
        ids=found.ids,
        firsts=np.concatenate([[0], np.cumsum(counts)]),
        flags=found.flags,
    )


def _dump(path: Path, thing: object) -> None:
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        pickle.dump(thing, file, protocol=pickle.HIGHEST_PROTOCOL)
    new.replace(path)


def _load(path: Path) -> Any:
    with path.open("rb") as file:
        return pickle.load(file)  # written by this program, in a folder of its own


@lru_cache(maxsize=2)  # the words of all parts, and what is counted
def _same(path: Path) -> Any:
    return _load(path)
