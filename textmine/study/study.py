"""Every result of a study, made when it is asked for: the only place that knows what is made from what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from textmine import inputs
from textmine.inputs.survey import Survey
from textmine.settings import Settings, change
from textmine.study import audits, codings, counted, edits, reading, statements, words
from textmine.study.counting import Of
from textmine.study.drawing import FigureKind, draw
from textmine.study.remembering import Memory
from textmine.texts.naming import title_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from textmine.inputs.lexicon import Lexicon
    from textmine.words.corpus import Corpus

Progress = Callable[[str, int, int], None]


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
        return reading.all_answers(self)

    @property
    def masked(self) -> pd.DataFrame | None:
        """What was masked, as :func:`textmine.maskings` (it holds the originals); None: nothing had to be."""
        return reading.corpus_and_masked(self)[1]

    @property
    def survey(self) -> Survey:
        """The survey that the tables are made from: masked, if the settings say so."""
        return reading.survey(self)

    @property
    def questions(self) -> tuple[str, ...]:
        """The free-text questions, in the order of the questionnaire."""
        return reading.questions(self)

    @property
    def sample(self) -> Survey | None:
        """The sample of a larger survey that results so far are made from; None: of the whole survey."""
        return reading.sample_used(self)

    def check(self) -> dict[str, pd.DataFrame]:
        """Return what is in the survey file, as :func:`textmine.check`."""
        return inputs.check.check(self.survey_as_read)

    # ---------------------- the results: functions of a study, in the file that says what each is made from

    corpus = reading.corpus
    personal = reading.personal
    documents = reading.documents
    attributes = reading.attributes
    respondent_unit = reading.respondent_unit
    kinds = reading.kinds
    respondents_by_kind = reading.respondents_by_kind
    keywords = counted.keywords
    left_out = counted.left_out
    distribution = counted.distribution
    distribution_numbers = counted.distribution_numbers
    evidence = words.evidence
    drafted_evidence = words.drafted_evidence
    edits = edits.edits
    themes = words.themes
    occurrences = words.occurrences
    kwic = words.kwic
    document_words = words.document_words
    collocation = words.collocation
    related = words.related
    search = words.search
    word_forms = words.word_forms
    suggest = words.suggest
    codebooks = codings.codebooks
    named_frames = codings.named_frames
    stated = codings.stated
    decisions = codings.decisions
    coding = codings.coding
    coded = codings.coded
    coded_by_machine = codings.coded_by_machine
    coded_by_rules = codings.coded_by_rules
    examples = codings.examples
    gains = codings.gains
    learnt = codings.learnt
    machine = codings.machine
    given_by = codings.given_by
    suggestions = codings.suggestions
    codes = codings.codes
    explain = codings.explain
    code_conditions = codings.code_conditions
    clauses = codings.clauses
    by_doubt = codings.by_doubt
    review = codings.review
    audit_sample = codings.audit_sample
    to_audit = codings.to_audit
    audited = audits.audited
    code_shares = audits.code_shares
    code_estimates = audits.code_estimates
    code_shares_by = audits.code_shares_by
    audit_errors = audits.audit_errors
    audit_agreement = audits.audit_agreement
    audit_disagreements = audits.audit_disagreements
    code_counts = counted.code_counts
    stances = counted.stances
    who_see_nothing = counted.who_see_nothing
    compared = counted.compared
    crosstab = counted.crosstab
    crosstab_tests = counted.crosstab_tests
    distinctive = counted.distinctive
    cooccurrence = counted.cooccurrence
    graph_links = counted.graph_links
    graph_words = counted.graph_words
    graph_numbers = counted.graph_numbers
    correspondence = counted.correspondence
    correspondence_inertia = counted.correspondence_inertia
    feature_tree = counted.feature_tree
    feature_leaves = counted.feature_leaves
    distance_map = counted.distance_map
    topics = counted.topics
    topics_of_answers = counted.topics_of_answers
    changes = counted.changes
    condensed = statements.condensed
    opinions = statements.opinions
    proposals = statements.proposals
    uncoded = statements.uncoded
    k_curve = statements.k_curve
    clusters = statements.clusters
    cluster_summary = statements.cluster_summary
    dendrogram = statements.dendrogram
    dendrogram_leaves = statements.dendrogram_leaves
    drafted_codes = statements.drafted_codes
    draft = statements.draft
    new_themes = statements.new_themes
    far_answers = statements.far_answers
    draft_new = statements.draft_new

    def title_of(self, column: str) -> str:
        """Return what the report calls a question or an attribute: as the settings say, or its name."""
        return title_of(column, self.settings.report.lang, self.settings.report.titles)

    @property
    def title(self) -> str:
        """The title of the study: that of the settings, or one made of the names of its files."""
        return self.settings.report.title or reading.title_of(self.survey_as_read, self.settings.report.lang)

    def figure(self, kind: FigureKind, question: str, attribute: str = "", of: Of = "words") -> Figure:
        """Return a figure of a question, drawn anew each time; of some kinds, by an attribute.

        A network, a tree, a plane of distances and a map are of words, or of what ``of`` says.

        Raises:
            FigureError: if it can't be drawn: no word stands out, say, or there is no room.
        """
        return draw(self, kind, question, attribute, of)
