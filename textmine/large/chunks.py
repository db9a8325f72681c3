"""A survey read in chunks: tokenised chunk by chunk, its words decided once for all, counted chunk by chunk.

The work on a chunk is a function of small arguments and of files in a folder that all workers see, so it can
be done in any process, in any order, and again if one is lost.
"""

from __future__ import annotations

import hashlib
import pickle
import weakref
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial, reduce
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from textmine.arrays import Int32Array, Int64Array
from textmine.inputs.columns import Layout, request
from textmine.inputs.lexicon import ForcedWord, Lexicon, read_lexicon
from textmine.inputs.natural import natural
from textmine.inputs.sheets import Sheet
from textmine.inputs.survey import KINDS, Source, Survey, chunk_of
from textmine.large.cache import cached
from textmine.large.executors import Work, workers, workers_of
from textmine.large.records import Chunks, read_chunks
from textmine.large.texts import class_of, morpheme_of, no_collection, numbered
from textmine.settings import Settings, WordSettings
from textmine.words.compounds import Types, merged
from textmine.words.corpus import Corpus, forced_words
from textmine.words.vocabulary import Namer

GROUP = 16  # chunks whose compounds are merged at once: many chunks have most compounds in common
Tally = TypeVar("Tally")  # counts of a chunk that add up to those of the survey


@dataclass(frozen=True, eq=False)
class TokenizedChunks:
    """A survey as words, in chunks that lie in files; made by :func:`open_chunks`.

    The files and the workers are there until :meth:`close`, or until nothing refers to the object any more.

    Attributes:
        head: the survey of its first rows, for the names of questions and attributes.
        lexicon, settings: what it was made with.
        sources: the files that were read, with their rows.
        kinds: respondents by ``question`` and ``kind`` (the one that says most of a respondent's answers).
        folder: where the chunks lie.
        numbers: of each chunk, the index of each of its compounds among those of the whole survey.
        work: calls a function on tasks, in this process or in others (``executors.workers``).
        resources: the workers and, if it is temporary, the folder.
    """

    head: Survey
    lexicon: Lexicon
    settings: WordSettings
    sources: tuple[Source, ...]
    kinds: pd.DataFrame
    folder: Path
    numbers: tuple[Int32Array, ...]
    work: Work
    resources: ExitStack = field(default_factory=ExitStack)

    def close(self) -> None:
        """End the workers and remove the files; may be called twice."""
        self.resources.close()

    def base(self, question: str) -> int:
        """The number of respondents with a substantive answer to a question."""
        rows = self.kinds[(self.kinds["question"] == question) & (self.kinds["kind"] == "substantive")]
        return int(rows["respondents"].sum())

    def keep(self, make: Callable[..., object], **options: object) -> Kept:
        """Write ``make(corpus, **options)`` of each chunk and question to files.

        Given to ``tallied`` as an option, what comes back stands for the result of the chunk and question
        that is counted just then.
        """
        with NamedTemporaryFile(dir=self.folder, prefix="kept-", delete=False) as file:
            kept = Kept(Path(file.name).name)
        for _ in self._each(_keep, make, {**options, "kept": kept}):
            pass
        return kept

    def tallied(
        self, tally: Callable[..., Tally], merge: Callable[[Tally, Tally], Tally], **options: object
    ) -> dict[str, Tally]:
        """Return question -> the tally of all chunks.

        ``tally(corpus, **options)`` counts one chunk, ``merge(a, b)`` adds two tallies: those of
        ``textmine.tables.keywords``, say. An option that is a mapping by question is given as its value, and
        a question that one of them lacks is left out; of what :meth:`keep` gave, the chunk's own is read.
        """
        total: dict[str, Tally] = {}
        for tallies in self._each(_by_question, tally, options):
            for question, counts in tallies.items():
                total[question] = merge(total[question], counts) if question in total else counts
        return {question: total[question] for question in self.head.questions if question in total}

    def tallied_whole(
        self, tally: Callable[..., Tally], merge: Callable[[Tally, Tally], Tally], **options: object
    ) -> Tally:
        """Return the tally of all chunks, with all questions in one corpus."""
        tallies: Iterator[Tally] = self._each(_all_questions, tally, options)
        return reduce(merge, tallies)

    def first_answers(self, respondents: Sequence[str]) -> dict[str, int]:
        """Return the number, in the whole survey, of the first answer of each of these respondents."""
        return self.tallied_whole(_answers_before, _add_counts, respondents=list(respondents))

    def _each(
        self,
        count: Callable[[_CountTask], Any],
        tally: Callable[..., Any],
        options: Mapping[str, object],
    ) -> Iterator[Any]:
        # What is the same for all chunks is read once by each process, not sent with each task.
        with NamedTemporaryFile(dir=self.folder, suffix=".pickle", delete=False) as file:
            job = Path(file.name)
        _dump(job, _Job(self.lexicon, self.settings, self.head, tally, options))
        yield from self.work(
            count,
            (_CountTask(self.folder, place, numbers, job) for place, numbers in enumerate(self.numbers)),
        )
        job.unlink()


def _answers_before(corpus: Corpus, *, respondents: Sequence[str]) -> dict[str, int]:
    """Return how many answers of a chunk stand before those of each of some respondents, in the whole."""
    sizes = corpus.survey.answers.groupby("respondent", sort=False).size()
    names = list(sizes.index)  # in the order of respondents, as in every survey
    total = np.concatenate([[0], np.cumsum(sizes.to_numpy())])
    return {name: int(total[bisect_left(names, natural(name), key=natural)]) for name in respondents}


def _add_counts(total: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {name: total[name] + other[name] for name in total}


@dataclass(frozen=True)
class Kept:
    """Results of each chunk and question, in files."""

    name: str

    def path(self, task: _CountTask, question: str) -> Path:
        """Return the file of one chunk and question."""
        number = hashlib.sha256(question.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return task.folder / f"{self.name}-{task.place:06}-{number}.pickle"


@dataclass(frozen=True, eq=False)
class _CountTask:
    folder: Path
    place: int
    numbers: Int32Array
    job: Path


@dataclass(frozen=True, eq=False)
class _Job:
    """What is the same for the counting of all chunks."""

    lexicon: Lexicon
    settings: WordSettings
    head: Survey
    tally: Callable[..., Any]
    options: Mapping[str, object]


@dataclass(frozen=True, eq=False)
class _Summary:
    """What the parent process gets of a tokenised chunk: its vocabulary, its compounds, and counts."""

    entries: tuple[str, ...]
    types: Types
    times: Int64Array
    kinds: pd.DataFrame
    rows: Counter[str]  # of each file


def _grouped(
    chunks: Sequence[tuple[Types, Int32Array]], times: Sequence[Int64Array]
) -> tuple[Types, Int64Array, list[Int32Array]]:
    """Return the different compounds of chunks, how often each occurs, and which of them each chunk has."""
    types, numbers = merged(chunks)
    total = np.zeros(len(types), dtype=np.int64)
    for at, each in zip(numbers, times, strict=True):
        total[at] += each
    return types, total, numbers


def executor_of(settings: WordSettings) -> str:
    """Return the name of the executor of a survey that is read in chunks."""
    if settings.executor != "auto":
        return settings.executor
    return "processes" if workers_of("processes") > 1 else "serial"


def open_chunks(settings: Settings) -> TokenizedChunks:
    """Return the words of the survey that the settings name, in chunks.

    They lie in a folder of the system's temporary one (``TMPDIR``), which all workers of a cluster have to
    see. It is removed, and the workers are ended, by ``close()``, when nothing refers to the chunks any more,
    or when Python ends.

    Raises:
        SurveyError, WordsError, SettingsError: as ``read_chunks`` and ``tokenize_chunks``.
    """
    survey = settings.survey
    lexicon = read_lexicon(settings.words.lexicon, bundled=settings.words.lists == "bundled")
    with ExitStack() as resources:
        work = resources.enter_context(workers(executor_of(settings.words)))
        folder = Path(resources.enter_context(TemporaryDirectory(prefix="textmine-")))
        untokenized = read_chunks(
            survey.files,
            folder,
            request(
                survey.respondent,
                survey.questions,
                (*survey.attributes, *settings.compare.by),
                survey.separators,
            ),
            encoding=survey.encoding,
            lexicon=lexicon,
        )
        chunks = replace(
            tokenize_chunks(untokenized, folder, lexicon, settings=settings.words, work=work),
            resources=resources.pop_all(),
        )
    weakref.finalize(chunks, chunks.resources.close)
    return chunks


def tokenize_chunks(
    chunks: Chunks, folder: Path, lexicon: Lexicon, *, settings: WordSettings, work: Work
) -> TokenizedChunks:
    """Return the words of a survey that is read in chunks; ``folder`` holds them as long as it is there.

    ``work`` is what ``executors.workers`` gives.

    The displayed form of each word is decided from all chunks, so tables are the same whatever their number.

    Raises:
        WordsError: if the tokeniser dictionary is not there.
    """
    forced = forced_words(lexicon, settings.dictionary)
    function = partial(_tokenize, layout=chunks.layout, lexicon=lexicon, forced=forced, settings=settings)
    tasks = ((sheets, _chunk_file(folder, place)) for place, sheets in enumerate(chunks.sheets))
    entries: dict[str, int] = {}
    groups: list[tuple[Types, Int64Array, list[Int32Array]]] = []
    kinds: list[pd.DataFrame] = []
    rows: Counter[str] = Counter()
    summaries: Iterator[_Summary] = work(function, tasks)
    while several := list(islice(summaries, GROUP)):
        typed = [(each.types, numbered(each.entries, entries)) for each in several]
        groups.append(_grouped(typed, [each.times for each in several]))
        for each in several:
            kinds.append(each.kinds)
            rows.update(each.rows)
    every = np.arange(len(entries), dtype=np.int32)
    whole, total, of_groups = _grouped(
        [(types, every) for types, _, _ in groups], [times for _, times, _ in groups]
    )
    numbers = [
        at[each] for at, (_, _, of_chunks) in zip(of_groups, groups, strict=True) for each in of_chunks
    ]
    morphemes, kinds_of = tuple(map(morpheme_of, entries)), tuple(map(class_of, entries))
    with no_collection():
        naming = Namer(morphemes, kinds_of, lexicon, settings).decide(whole, total)
    _dump(folder / _NAMING, (naming, whole))
    return TokenizedChunks(
        head=chunks.head,
        lexicon=lexicon,
        settings=settings,
        sources=tuple(replace(each, rows=rows[each.path]) for each in chunks.sources),
        kinds=pd.concat(kinds).groupby(["question", "kind"], as_index=False)[["respondents"]].sum(),
        folder=folder,
        numbers=tuple(numbers),
        work=work,
    )


_NAMING = "naming.pickle"


def _chunk_file(folder: Path, place: int) -> Path:
    return folder / f"chunk-{place:06}.pickle"


def _tokenize(
    task: tuple[Sequence[Sheet], Path],
    layout: Layout,
    lexicon: Lexicon,
    forced: tuple[ForcedWord, ...],
    settings: WordSettings,
) -> _Summary:
    """Write the tokenised answers of (a chunk, its file), and return what is needed of them at once."""
    sheets, file = task
    answers = chunk_of(sheets, layout, lexicon).answers
    substantive = (answers["kind"] == "substantive").to_numpy()
    texts = answers.loc[substantive, "text"]
    tokens = cached((texts, forced, settings.dictionary, settings.cache))
    _dump(file, (answers, tokens))
    rank = answers["kind"].map(KINDS.index)
    best = rank.groupby([answers["question"], answers["respondent"]]).min().rename("kind").reset_index()
    kinds = best.groupby(["question", "kind"], as_index=False).size()
    kinds["kind"] = [KINDS[place] for place in kinds["kind"]]
    kinds = kinds.rename(columns={"size": "respondents"})
    rows: Counter[str] = Counter()
    for sheet in sheets:
        rows[sheet.path] += len(sheet.rows)
    return _Summary(tokens.entries, tokens.types, tokens.times, kinds, rows)


def _all_questions(task: _CountTask) -> Any:
    job: _Job = _load_once(task.job)
    return job.tally(_corpus(task, job), **job.options)


def _by_question(task: _CountTask) -> dict[str, Any]:
    return dict(_results(task, _load_once(task.job)))


def _keep(task: _CountTask) -> None:
    job: _Job = _load_once(task.job)
    kept = job.options["kept"]
    assert isinstance(kept, Kept)
    options = {name: value for name, value in job.options.items() if value is not kept}
    for question, result in _results(task, replace(job, options=options)):
        _dump(kept.path(task, question), result)


def _results(task: _CountTask, job: _Job) -> Iterator[tuple[str, Any]]:
    """Yield (question, what the job's function returns for a chunk's answers to it)."""
    whole = _corpus(task, job)
    questions = set(whole.answers["question"])
    for value in job.options.values():
        questions &= set(value) if isinstance(value, Mapping) else questions
    for question in job.head.questions:
        if question in questions:
            options = {name: _option(task, question, value) for name, value in job.options.items()}
            yield question, job.tally(whole.select(question=question), **options)


def _option(task: _CountTask, question: str, value: object) -> object:
    """Return what an option is for one chunk and question."""
    if isinstance(value, Kept):
        return _load(value.path(task, question))
    return value[question] if isinstance(value, Mapping) else value


def _corpus(task: _CountTask, job: _Job) -> Corpus:
    """Return one chunk as a corpus, with the words that were decided for all chunks."""
    answers, tokens = _load(_chunk_file(task.folder, task.place))
    naming, whole = _load_once(task.folder / _NAMING)
    counts = np.zeros(len(answers), dtype=np.int64)
    counts[(answers["kind"] == "substantive").to_numpy()] = tokens.counts
    return Corpus(
        survey=replace(job.head, answers=answers),
        answers=answers,
        dictionary=job.settings.dictionary,
        lexicon=job.lexicon,
        morphemes=tokens.morphemes,
        types=tokens.types,
        naming=naming.only(whole, task.numbers, tokens.types),
        ids=tokens.ids,
        firsts=np.concatenate([[0], np.cumsum(counts)]),
        flags=tokens.flags,
    )


def _dump(path: Path, value: object) -> None:
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        pickle.dump(value, file, protocol=pickle.HIGHEST_PROTOCOL)
    new.replace(path)


def _load(path: Path) -> Any:
    with path.open("rb") as file:
        return pickle.load(file)  # written by this program, in a folder of its own


@lru_cache(maxsize=2)  # the words of all chunks, and the job
def _load_once(path: Path) -> Any:
    return _load(path)
