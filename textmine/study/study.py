"""Every result of a study, made when it is asked for: the only place that knows what is made from what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from textmine import codes, inputs, tables
from textmine.errors import SettingsError
from textmine.inputs.survey import Survey
from textmine.settings import CodeUnit, Settings, change
from textmine.study import reading
from textmine.study.counting import Count, Features, Of, by_option, counting
from textmine.study.drawing import FigureKind, draw
from textmine.study.remembering import Memory, remembered, setting

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from textmine.codes.codebook import Codebook
    from textmine.codes.learn import Learnt
    from textmine.inputs.lexicon import Lexicon
    from textmine.study.coding import Coding
    from textmine.tables.suggest import Kind
    from textmine.words.corpus import Corpus

Progress = Callable[[str, int, int], None]
Which = Literal["words", "network", "frequent"]  # the keywords that are compared


class Study:
    """What a survey says, under these settings.

    Nothing is read before it is asked for; each result is made once, from the results that it asks for, and
    remembered. Every door (commands, reports, the page) asks here, so one settings file gives one answer.

    A survey too large for memory is counted in chunks: tables that add up (keywords, evidence, code counts,
    crosstabs, what is distinctive, what occurs together, what changed) are of all respondents, the others of
    a sample of them (``survey.sample``), which ``sample`` holds.

    Attributes:
        settings: the settings.
        progress: is told (stage, questions done, questions) of each step that takes time; 0, 0: of none.
        memory: the results made so far.

    >>> from textmine import resources
    >>> from textmine.settingsfile import read_settings
    >>> study = Study(read_settings(resources.sample("textmine.toml")))
    >>> study.keywords(study.questions[0])[["word", "respondents"]].head(2).values.tolist()
    [['意識', 43], ['情報', 40]]
    """

    def __init__(self, settings: Settings, *, progress: Progress | None = None) -> None:
        """Keep the settings; nothing is read yet."""
        self.settings = settings
        self.progress = progress or (lambda stage, done, total: None)
        self.memory = Memory()

    def change(self, values: Mapping[str, object]) -> Study:
        """Return the study under other settings, keyed "section.setting"; what they do not touch is kept.

        Raises:
            SettingsError: for a setting that is unknown or has a value it can't have.
        """
        study = Study(change(self.settings, values), progress=self.progress)
        study.memory = self.memory
        return study

    def _setting(self, path: str) -> Any:
        return setting(self, path)

    # ---------------------------------------------------------------------------------------- what was read

    @property
    def lexicon(self) -> Lexicon:
        """The dictionaries and stop words."""
        return reading.lexicon(self)

    @property
    def survey_as_read(self) -> Survey:
        """The survey, nothing masked; of one too large for memory a sample."""
        return reading.survey_as_read(self)

    @property
    def all_answers(self) -> Corpus:
        """The answers to all questions as words: masked, if the settings say so."""
        return reading.corpus_and_masked(self)[0]

    @property
    def masked(self) -> pd.DataFrame | None:
        """What was masked, as :func:`textmine.maskings` (it holds the originals); None: nothing had to be."""
        return reading.corpus_and_masked(self)[1]

    @property
    def survey(self) -> Survey:
        """The survey that the tables are made from: masked, if the settings say so."""
        return self.all_answers.survey

    @property
    def questions(self) -> tuple[str, ...]:
        """The free-text questions, in the order of the questionnaire."""
        chunks = reading.chunks(self)
        return self.survey_as_read.questions if chunks is None else chunks.head.questions

    @property
    def sample(self) -> Survey | None:
        """The sample of a larger survey that results so far are made from; None: of the whole survey."""
        return reading.sample_used(self)

    @remembered
    def corpus(self, question: str) -> Corpus:
        """Return the answers to a question as words; of a survey too large for memory those of the sample."""
        return self.all_answers.select(question=question)

    @remembered
    def attributes(self, question: str = "") -> tuple[str, ...]:
        """Return the attributes to compare by: those of the settings, or else the first of few values.

        Not named by the settings, these are attributes of a respondent, not of an item (its status), with 2
        to 12 different values. With a question, only those that some of its answers have.
        """
        named = tuple(self._setting("compare.by"))
        if named and (not question or reading.chunks(self) is not None):
            return named
        if question:
            return reading.present(self.attributes(), self.corpus(question), self._setting("compare.values"))
        return reading.few_valued(self.survey)[: self._setting("compare.attributes")]

    def check(self) -> dict[str, pd.DataFrame]:
        """Return what is in the survey file, as :func:`textmine.check`."""
        return inputs.check.check(self.survey_as_read)

    @remembered
    def kinds(self) -> pd.DataFrame:
        """Return who gave what kind of answer, as :func:`textmine.kinds`."""
        return tables.kinds.kinds(self.survey)

    @remembered
    def respondents_by_kind(self, question: str) -> dict[str, int]:
        """Return kind of answer -> respondents of a question; one with several counts by what says most."""
        chunks = reading.chunks(self)
        if chunks is None:
            return reading.respondents_by_kind(self.corpus(question).answers)
        table = chunks.kinds[chunks.kinds["question"] == question]
        return dict(zip(table["kind"], table["respondents"].tolist(), strict=True))

    # ------------------------------------------------------------------------------------- words

    @remembered
    def keywords(self, question: str) -> pd.DataFrame:
        """Return the keyword table, as :func:`textmine.keywords`: every word, not only the first ones."""
        options = self._setting("keywords").model_dump(exclude={"top"})
        options |= {"lang": self._setting("report.lang"), "question": question}
        return tables.keywords.finish(self._count("keywords", question), **options)

    @remembered
    def left_out(self, question: str) -> pd.DataFrame:
        """Return the words that are no row of that table, and why, as ``tables.left_out.left_out``."""
        total, minimum = self._count("keywords", question), self._setting("keywords.minimum")
        return tables.left_out.left_out(total, question, minimum=minimum)

    @remembered
    def evidence(self, question: str, words: tuple[str, ...] = ()) -> pd.DataFrame:
        """Return what stands behind words, as :func:`textmine.evidence`; without words the first keywords."""
        return self._evidence(words, question if reading.chunks(self) is None else "")[question]

    @remembered
    def themes(self, question: str) -> pd.DataFrame:
        """Return the answers behind each number of the evidence, as ``textmine.tables.evidence.themes``."""
        return tables.evidence.themes(self.corpus(question), self._found((), question))

    @remembered
    def _evidence(self, words: tuple[str, ...], question: str) -> dict[str, pd.DataFrame]:
        found, lang = self._found(words, question), self._setting("report.lang")
        return tables.evidence.evidence_tables(found, self._setting("evidence"), lang=lang)

    @remembered
    def _found(self, words: tuple[str, ...], question: str) -> tables.evidence.Found:
        """Return what the evidence says of words of a question; "": of all questions, in chunks."""
        top, chosen, unit = map(self._setting, ("keywords.top", "evidence", "keywords.unit"))
        of = [question] if question else self.questions
        explained = {each: list(words) or self.keywords(each).head(top) for each in of}
        if words and any(not set(words) <= set(self.keywords(each)["word"]) for each in of):
            unit = "word" if unit == "expression" else unit  # かける is asked for, not 鍵をかける
        chunks = tables.evidence.Whole(self.corpus(question), question) if question else reading.chunks(self)
        assert chunks is not None
        return tables.evidence.find(chunks, explained, chosen, unit=unit)

    @remembered
    def occurrences(self, question: str) -> pd.DataFrame:
        """Return every place of every keyword, as :func:`textmine.occurrences`."""
        corpus, words, unit = self.corpus(question), self.keywords(question), self._setting("keywords.unit")
        return tables.occurrences.occurrences(corpus, words, unit=unit)

    def kwic(self, word: str) -> pd.DataFrame:
        """Return a word or phrase in context, over all questions, as :func:`textmine.kwic`."""
        return tables.kwic.kwic(self.all_answers, word, **self._setting("kwic").model_dump())

    def suggest(self, kind: Kind) -> pd.DataFrame:
        """Return proposed compounds or synonyms, over all questions, as :func:`textmine.suggest`."""
        return tables.suggest.suggest(self.all_answers, kind, **self._setting("suggest").model_dump())

    # ------------------------------------------------------------------------------------- codes

    @remembered
    def codebooks(self) -> dict[str, Codebook]:
        """Return question -> code frame, for the questions that have one.

        Raises:
            SettingsError: if the settings name a question that is not there.
            CodebookError: for an error in a frame; it is found before the survey is read.
        """
        from textmine.study.coding import read_codebooks

        return read_codebooks(self._setting("codes"), lambda: self.questions)

    @remembered
    def decisions(self) -> pd.DataFrame | None:
        """Return what people decided, as :func:`textmine.read_review`; None if the settings name no file."""
        path = self._setting("codes.overrides")
        return inputs.decisions.read_review(path) if path else None

    def coding(self, question: str, *, unit: CodeUnit | None = None, decided: bool = True) -> Coding:
        """Return what gives the answers to a question their codes; not ``decided``: the rules alone."""
        from textmine.study.coding import Coding  # the codes are loaded when they are asked for

        chosen = self._setting("codes")
        frame, unit = self.codebooks()[question], unit or chosen.unit
        if not decided or self.decisions() is None:
            return Coding(frame, None, unit, chosen.reading)
        return Coding(frame, self.decisions(), unit, chosen.reading, self._matches().get(question))

    @remembered
    def _matches(self) -> dict[str, pd.DataFrame]:
        """Return question -> how many answers of all chunks each decision may be about; {}: no chunks."""
        from textmine.study.coding import count_decisions

        chunks, decisions = reading.chunks(self), self.decisions()
        return {} if chunks is None or decisions is None else count_decisions(decisions, chunks)

    def coded(self, question: str, unit: CodeUnit | None = None) -> pd.DataFrame:
        """Return the codes of each answer: those of the rules, and above them what people decided."""
        return self._coded(question, unit or self._setting("codes.unit"))

    @remembered
    def _coded(self, question: str, unit: CodeUnit) -> pd.DataFrame:
        from textmine.study.coding import coded_by

        return coded_by(self.coding(question, unit=unit), self.corpus(question))

    @remembered
    def coded_by_rules(self, question: str) -> pd.DataFrame:
        """Return the codes that the rules alone give each whole answer."""
        from textmine.study.coding import coded_by

        return coded_by(self.coding(question, unit="answer", decided=False), self.corpus(question))

    @remembered
    def code_counts(self, question: str) -> pd.DataFrame:
        """Return how many respondents have each code, as :func:`textmine.code_counts`."""
        return tables.code_counts.finish(self._count("code_counts", question, "codes"))

    @remembered
    def codes(self, question: str) -> pd.DataFrame:
        """Return each answer with its codes and what gave them, as :func:`textmine.code_sheet`."""
        coded, corpus, chosen = self.coded(question), self.corpus(question), self._setting("codes")
        options = {"unit": chosen.unit, "reading": chosen.reading}
        return codes.codesheet.coded_sheet(coded, corpus, self.codebooks()[question], **options)

    def explain(self, question: str, answer: int | None = None) -> pd.DataFrame:
        """Return which condition gave an answer its codes, as :func:`textmine.explain`."""
        chosen, frame = self._setting("codes"), self.codebooks()[question]
        return codes.explain.explain(
            self.corpus(question), frame, answer, unit=chosen.unit, reading=chosen.reading
        )

    def review(self, question: str) -> pd.DataFrame:
        """Return the answers in the order in which looking at them pays, as :func:`textmine.review`."""
        return codes.review.review(self.corpus(question), self.coded_by_rules(question))

    def learn(self, question: str, decisions: pd.DataFrame) -> Learnt:
        """Return what is learnt from decisions about some answers, as :func:`textmine.learn`."""
        options = self._setting("corrections").model_dump()
        rules = self.coded_by_rules(question)
        return codes.learn.learn(rules, decisions, corpus=self.corpus(question), **options)

    # ------------------------------------------------------------------------------ statements, clusters

    def _condensing(self, question: str) -> dict[str, Any]:
        options: dict[str, Any] = self._setting("condense").model_dump()
        options["merges"] = inputs.merges.read_merges(options["merges"]) if options["merges"] else None
        # What the frame tells apart is never proposed as one.
        options["codes"] = self.coded(question, unit="answer") if question in self.codebooks() else None
        return options

    @remembered
    def condensed(self, question: str) -> pd.DataFrame:
        """Return the statements of each item, the same ones merged, as :func:`textmine.condense`."""
        return tables.condense.condense(self.corpus(question), **self._condensing(question))

    @remembered
    def opinions(self, question: str) -> pd.DataFrame:
        """Return how many different opinions each item has, as :func:`textmine.opinions`."""
        return tables.condense.opinions(self.condensed(question))

    @remembered
    def proposals(self, question: str) -> pd.DataFrame:
        """Return the statements that may be the same, as :func:`textmine.proposals`."""
        return tables.condense.proposals(self.corpus(question), **self._condensing(question))

    @remembered
    def uncoded(self, question: str) -> list[int] | None:
        """Return the answers that are clustered: those without a code; None: all, there is no frame."""
        return tables.clusters.uncoded(self.coded(question)) if question in self.codebooks() else None

    def _spaces(self) -> dict[str, Any]:
        spaces: dict[str, Any] = self._setting("clusters").model_dump(exclude={"k", "rounds", "loose"})
        return spaces

    @remembered
    def k_curve(self, question: str) -> pd.DataFrame:
        """Return how well the answers fall into k clusters, as :func:`textmine.k_curve`."""
        corpus, answers, loose = (
            self.corpus(question),
            self.uncoded(question),
            self._setting("clusters.loose"),
        )
        return tables.k_curve.k_curve(corpus, answers=answers, loose=loose, **self._spaces())

    @remembered
    def clusters(self, question: str, height: float | None = None) -> pd.DataFrame:
        """Return the cluster of each answer that no code caught, as :func:`textmine.clusters`."""
        k, loose = self._setting("clusters.k"), self._setting("clusters.loose")
        if k is None and height is None:
            k = tables.k_curve.chosen_k(self.k_curve(question))
        options = {"height": height, "answers": self.uncoded(question), "loose": loose}
        return tables.clusters.clusters(self.corpus(question), k, **options, **self._spaces())

    @remembered
    def cluster_summary(self, question: str, height: float | None = None) -> pd.DataFrame:
        """Return size, words and stability of each cluster, as :func:`textmine.cluster_summary`."""
        rounds, table = self._setting("clusters.rounds"), self.clusters(question, height)
        return tables.cluster_summary.cluster_summary(
            self.corpus(question), table, rounds=rounds, **self._spaces()
        )

    def dendrogram(self, question: str) -> pd.DataFrame:
        """Return the tree of the answers, as :func:`textmine.dendrogram`."""
        answers = self.uncoded(question)
        return tables.clusters.dendrogram(self.corpus(question), answers=answers, **self._spaces())

    def dendrogram_leaves(self, question: str, height: float | None = None) -> pd.DataFrame:
        """Return the leaves of that tree, as :func:`textmine.dendrogram_leaves`."""
        table = self.clusters(question, height)
        return tables.clusters.dendrogram_leaves(self.corpus(question), table, **self._spaces())

    def draft(self, question: str, height: float | None = None) -> str:
        """Return a code frame drafted from the clusters, as :func:`textmine.draft_codebook`."""
        lang, table = self._setting("report.lang"), self.clusters(question, height)
        return codes.draft.draft_codebook(self.corpus(question), table, lang=lang)

    # ------------------------------------------------------------------------------------- comparisons

    @remembered
    def crosstab(self, question: str, of: Of = "") -> pd.DataFrame:
        """Return words or codes against the attributes, as :func:`textmine.crosstab`."""
        total, minimum = self._count("crosstab", question, of), self._setting("compare.minimum")
        return tables.crosstab.finish(total, lexicon=self.lexicon, minimum=minimum)

    @remembered
    def crosstab_tests(self, question: str, of: Of = "") -> pd.DataFrame:
        """Return the tests of that crosstab, as :func:`textmine.crosstab_tests`."""
        chosen = self._setting("compare")
        options = {"minimum": chosen.minimum, "resamples": chosen.resamples, "seed": chosen.seed}
        return tables.crosstab_tests.finish(
            self._count("crosstab", question, of),
            lexicon=self.lexicon,
            lang=self._setting("report.lang"),
            respondent_unit=self._setting("evidence.respondent_unit"),
            **options,
        )

    @remembered
    def distinctive(self, question: str, of: Of = "") -> pd.DataFrame:
        """Return what sets each group apart, as :func:`textmine.distinctive`."""
        return tables.distinctive.finish(
            self._count("crosstab", question, of, "frequent"), lexicon=self.lexicon
        )

    @remembered
    def cooccurrence(self, question: str, of: Of = "") -> pd.DataFrame:
        """Return what the same respondents wrote, as :func:`textmine.cooccurrence`."""
        return tables.cooccurrence.finish(self._count("cooccurrence", question, of, "network"))

    def _mapping(self, attribute: str) -> dict[str, Any]:
        chosen, unit = self._setting("compare"), self._setting("keywords.unit")
        return {"by": attribute, "unit": unit, "values": chosen.values, "minimum": chosen.minimum}

    @remembered
    def correspondence(self, question: str, attribute: str, of: Of = "") -> pd.DataFrame:
        """Return words or codes and values on a map, as :func:`textmine.correspondence`."""
        features = self._features(question, of, "network")
        return tables.correspondence.correspondence(
            self.corpus(question), features, **self._mapping(attribute)
        )

    @remembered
    def correspondence_inertia(self, question: str, attribute: str, of: Of = "") -> pd.DataFrame:
        """Return how much each axis of that map shows, as :func:`textmine.correspondence_inertia`."""
        corpus, features = self.corpus(question), self._features(question, of, "network")
        return tables.correspondence.correspondence_inertia(corpus, features, **self._mapping(attribute))

    @remembered
    def feature_tree(self, question: str, of: Of = "") -> pd.DataFrame:
        """Return words or codes joined by what occurs together, as :func:`textmine.feature_tree`."""
        return tables.feature_tree.finish(self._count("cooccurrence", question, of))

    @remembered
    def feature_leaves(self, question: str, of: Of = "") -> pd.DataFrame:
        """Return the leaves of that tree, as :func:`textmine.feature_leaves`."""
        tree = self.feature_tree(question, of)
        return tables.feature_tree.finish_leaves(self._count("cooccurrence", question, of), tree)

    @remembered
    def changes(self, question: str, of: Of = "") -> pd.DataFrame:
        """Return what changed from wave to wave, as :func:`textmine.changes`.

        Raises:
            SettingsError: if the settings name no attribute that tells the wave.
        """
        if self._setting("compare.wave") is None:
            raise SettingsError("no attribute tells the wave; name it with --wave or below [compare]")
        return tables.changes.finish(self._count("changes", question, of), lexicon=self.lexicon)

    def compared(self, question: str) -> Of:
        """Return what is compared of a question unless it is said: codes where it has a frame, else words."""
        return "codes" if question in self.codebooks() else "words"

    def _features(self, question: str, of: Of, which: Which) -> pd.DataFrame:
        """Return the keywords that are compared, or the codes of each answer."""
        if (of or self.compared(question)) == "codes":
            return self.coded(question)
        words, chosen = self.keywords(question), self._setting("compare")
        if which == "frequent":
            return words[words["respondents"] >= int(chosen.minimum)]
        return words.head(chosen.words if which == "words" else chosen.network)

    def _count(self, count: Count, question: str, of: Of = "words", which: Which = "words") -> Any:
        """Return what a table that adds up is made of, counted over the whole survey."""
        of = of or self.compared(question)
        if reading.chunks(self) is None:
            return self._count_whole(count, question, of, which)
        return self._count_in_chunks(count, of, which)[question]

    @remembered
    def _count_whole(self, count: Count, question: str, of: Of, which: Which) -> Any:
        tally, _ = counting(count)
        return tally(self.corpus(question), **self._counting(count, question, of, which))

    @remembered
    def _count_in_chunks(self, count: Count, of: Of, which: Which) -> dict[str, Any]:
        """Return question -> its count: chunks are read once for all questions."""
        chunks = reading.chunks(self)
        assert chunks is not None
        questions = [each for each in self.questions if of == "words" or each in self.codebooks()]
        options = {question: self._counting(count, question, of, which) for question in questions}
        tally, merge = counting(count)
        return chunks.tallied(tally, merge, **by_option(options))

    def _counting(self, count: Count, question: str, of: Of, which: Which) -> dict[str, Any]:
        """Return the options with which the answers to a question are counted."""
        unit = {"unit": self._setting("keywords.unit")}
        if count == "keywords":
            return unit
        features: Features
        if of == "codes" and reading.chunks(self) is not None:
            features = self.coding(question)
        else:
            features = self._features(question, of, which)
        if count == "code_counts":
            return {"features": features, "codebook": self.codebooks()[question]}
        if count == "cooccurrence":
            return {"features": features, **unit}
        by = (self._setting("compare.wave"),) if count == "changes" else self.attributes(question)
        return {"features": features, "by": by, "values": self._setting("compare.values"), **unit}

    @property
    def title(self) -> str:
        """The title of the study: that of the settings, or the names of its files."""
        return self.settings.report.title or reading.names_of_files(self.survey_as_read)

    def figure(self, kind: FigureKind, question: str, attribute: str = "") -> Figure:
        """Return a figure of a question, drawn anew each time; of some kinds, by an attribute.

        Raises:
            FigureError: if it can't be drawn: no word stands out, say, or there is no room.
        """
        return draw(self, kind, question, attribute)
