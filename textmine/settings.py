"""Every setting of textmine and its default, as frozen values (``settingsfile`` reads and writes them).

The sections of :class:`Settings` are the sections of ``textmine.toml``. A library function that has an
option takes its default from ``DEFAULTS``, so that a default is written in this file and nowhere else. A
description is the comment above the setting in the file that ``textmine init`` writes; its Japanese is in
``textmine.texts.messages``.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin

from pydantic import Field, ValidationError, field_validator
from pydantic.fields import FieldInfo

from textmine.analysis_settings import (
    CollocationSettings,
    KwicSettings,
    MapSettings,
    NetworkSettings,
    Section,
    TopicSettings,
    TreeSettings,
)
from textmine.errors import SettingsError

Unit = Literal["expression", "word", "compound"]
# What a function counts that is not told, as every other unit is made of words; a study counts expressions.
UNIT: Unit = "word"
Hidden = Literal["keep", "skip"]
NO_EXAMPLES = "none"  # in codes.examples: not those of a bundled frame either
BUNDLED_EXAMPLES = "bundled"  # in codes.examples: those of a bundled frame, learnt anew in any case
Lang = Literal["ja", "en"]
Encoder = Literal["words", "semantic"]
Reading = Literal["textmine", "khcoder"]
CountOf = Literal["respondents", "occurrences"]
CodeUnit = Literal[
    "answer", "sentence", "paragraph", "heading1", "heading2", "heading3", "heading4", "heading5"
]

# What is counted: those who have something, or the documents that hold it.
Per = Literal["respondent", CodeUnit]


class SurveySettings(Section):
    """What to read, and which column plays which role; what is empty is proposed from the data."""

    files: tuple[str, ...] = Field(default=(), description="the survey files or folders, read as one survey")
    sheet: str | None = Field(default=None, description="the sheet of a workbook; unset: all that fit")
    encoding: str | None = Field(default=None, description="such as cp932; unset: found from the file")
    respondent: str | None = Field(default=None, description="the column that says who answered")
    questions: tuple[str, ...] = Field(default=(), description="the free-text questions; empty: proposed")
    attributes: tuple[str, ...] = Field(default=(), description="the columns to compare by; empty: proposed")
    separators: dict[str, str] = Field(
        default={},
        description="column = what separates the choices in a cell of it; empty: a cell is one choice; a "
        "column that is not named: found",
    )
    hidden: Hidden = Field(
        default="keep", description="skip leaves out the hidden (filtered) rows and columns of a workbook"
    )
    question_heading: int | None = Field(
        default=None,
        ge=0,
        le=5,
        description="level of the headings in a transcript that are questions; 0: none; unset: found",
    )
    sample: int = Field(
        default=100_000, ge=0, description="respondents drawn of a survey too large to be read whole; 0: all"
    )
    seed: int = Field(default=1, ge=0, description="another number draws other respondents")


class WordSettings(Section):
    """How text becomes words."""

    dictionary: str = Field(
        default="unidic-lite", description="unidic-lite, ipadic, or the path of a UniDic folder"
    )
    pos: tuple[str, ...] = Field(
        default=("noun", "proper_noun", "adjectival_noun", "verb", "adjective"),
        description="parts of speech that may be keywords; with reading = khcoder KH Coder's classes (名詞, "
        "サ変名詞) or the dictionary's own (名詞-一般)",
    )
    reading: Reading = Field(
        default="textmine",
        description="khcoder counts the dictionary's own words, as KH Coder does, in all answers",
    )
    fragment_share: float = Field(
        default=0.6, gt=0.5, le=1, description="a word this often inside one compound is shown as it"
    )
    fragment_minimum: int = Field(default=3, ge=1, description="occurrences needed to judge that")
    lexicon: str | None = Field(
        default=None, description="a folder whose dictionaries/ and stopwords/ come before the bundled ones"
    )
    lists: Literal["bundled", "none"] = Field(
        default="bundled", description="none uses no list that comes along: only those of the folder above"
    )
    executor: str = Field(
        default="auto", description="auto, serial, processes, processes:4, dask, or dask://host:port"
    )
    cache: int = Field(
        default=1000, ge=0, description="megabytes of tokenised texts cached on this machine; 0: none"
    )


class KeywordSettings(Section):
    """The keyword table."""

    unit: Unit = Field(
        default="expression",
        description=(
            "expression counts 気をつける; word counts 情報 in 個人情報 too; compound the longest noun"
        ),
    )
    per: Per = Field(
        default="respondent",
        description="what is counted: respondents, or the answers, sentences, paragraphs, or texts below a "
        "heading (heading1 to heading5)",
    )
    count: CountOf = Field(
        default="respondents", description="what words are ranked and mapped by: respondents or occurrences"
    )
    minimum: int = Field(default=2, ge=1, description="respondents that a word needs to be listed")
    maximum: int | None = Field(default=None, ge=1, description="respondents that it has at most; unset: any")
    minimum_occurrences: int = Field(default=1, ge=1, description="occurrences that a word needs")
    maximum_occurrences: int | None = Field(
        default=None, ge=1, description="occurrences that it has at most; unset: any"
    )
    negation: Literal["together", "apart"] = Field(
        default="together", description="apart lists a negated word (感じられない) as a row of its own"
    )
    top: int = Field(default=100, ge=1, description="rows of the table that the report shows and explains")
    related: int = Field(default=3, ge=0, description="related words named in a row, at most")


class EvidenceSettings(Section):
    """What stands beside a keyword."""

    compounds: int = Field(default=5, ge=0, description="longer words named per keyword, at most")
    phrases: int = Field(default=5, ge=0, description="things a keyword is said to be or do, at most")
    quotes: int = Field(default=3, ge=0, description="answers quoted per keyword, at most")
    minimum: int = Field(default=2, ge=1, description="respondents that a longer word or a phrase needs")
    notes: int = Field(default=3, ge=0, description="sentences drafted per keyword, at most")
    shortest: int = Field(default=20, ge=1, description="characters that a quote should have at least")
    longest: int = Field(default=60, ge=20, description="characters that a quote has at most")
    respondent_unit: str | None = Field(
        default=None,
        description="what a respondent is called after a number, such as 社, or company|companies; "
        "unset: by its column",
    )


class SuggestSettings(Section):
    """Candidates for the dictionaries."""

    minimum: int = Field(default=2, ge=1, description="respondents that a candidate compound needs")
    most: int = Field(default=200, ge=1, description="candidates, at most")


class WordcloudSettings(Section):
    """The word cloud: sizes in pixels of the printed picture."""

    words: int = Field(default=100, ge=1, description="words in the picture, at most")
    width: int = Field(default=2400, ge=200, description="in pixels")
    height: int = Field(default=1500, ge=200, description="in pixels")
    dpi: int = Field(default=300, ge=72, description="pixels per inch on paper")
    smallest: float = Field(
        default=0.02, gt=0, lt=0.5, description="font size of the smallest word, as a share of the width"
    )
    colour: Literal["emphasis", "category", "pos", "plain"] = Field(
        default="emphasis", description="what a colour means: the first words, a category, the part of speech"
    )
    emphasis: int = Field(default=8, ge=0, description="how many of the first words stand out")
    mask: str | None = Field(default=None, description="a picture whose dark part is filled with words")
    font: str | None = Field(default=None, description="a font file; unset: the bold face that comes along")
    seed: int = Field(default=1, description="another number lays the same words out another way")


class CodeSettings(Section):
    """Codes: which answers a code frame puts into which category."""

    unit: CodeUnit = Field(default="answer", description="what gets a code: an answer, or a part of one")
    reading: Reading = Field(
        default="textmine", description="khcoder reads the original characters as KH Coder does"
    )
    codebook: str | dict[str, str] | None = Field(
        default=None,
        description="the code frame: a file, or obstacles, effects, inconveniences; or a table of "
        "question = frame; unset: the one for what a question asks; none: no frame",
    )
    examples: tuple[str, ...] = Field(
        default=(),
        description="texts whose codes are known; empty: those of a bundled frame; bundled: these, "
        "learnt anew by words and meanings; none: not these either",
    )
    encoder: Encoder = Field(
        default="semantic", description="what examples are compared by: words, or meanings too (semantic)"
    )
    overrides: str | None = Field(
        default=None, description="what people decided, from textmine apply --out; it stands above the rules"
    )
    most_other: float = Field(
        default=0.2, gt=0, le=1, description="share of answers without a code above which a warning says so"
    )


class ClusterSettings(Section):
    """Clusters: answers that use the same words."""

    k: int | None = Field(
        default=None, ge=1, description="how many clusters; unset: what resamples agree on beyond chance"
    )
    encoder: Encoder = Field(default="words", description="semantic compares meanings too")
    dimensions: int | None = Field(
        default=None, ge=2, description="dimensions that words are reduced to; unset: by the answers' length"
    )
    long: int = Field(default=40, ge=1, description="characters of the median answer that make answers long")
    minimum: int = Field(default=2, ge=1, description="different answers that a word needs to matter")
    loose: float = Field(default=0.35, ge=0, le=1, description="cohesion below which a cluster is mixed")
    rounds: int = Field(default=20, ge=2, description="resamples that stability is measured on")
    seed: int = Field(default=1, description="another number draws other resamples")


class CondenseSettings(Section):
    """Close statements that are proposed as one."""

    score: float = Field(default=0.67, gt=0, le=1, description="how alike short statements have to be")
    long_score: float = Field(default=0.9, gt=0, le=1, description="how alike long statements have to be")
    long: int = Field(default=60, ge=1, description="characters of its content words that make one long")
    merges: str | None = Field(default=None, description="a file of proposed merges with はい or いいえ")


class CompareSettings(Section):
    """Comparisons: who says what, and what is said together."""

    by: tuple[str, ...] = Field(
        default=(), description="the attributes to compare by; empty: the first ones of few values"
    )
    attributes: int = Field(default=3, ge=0, description="how many are taken where by is empty; 0: none")
    wave: str | None = Field(
        default=None, description="the attribute that tells the wave of a survey that was repeated"
    )
    values: int = Field(default=30, ge=2, description="different values that an attribute has at most")
    words: int = Field(default=30, ge=1, description="words compared, the most frequent first")
    network: int = Field(default=60, ge=2, description="words of the co-occurrence network, at most")
    edges: int = Field(default=80, ge=1, description="lines of the co-occurrence network, at most")
    minimum: int = Field(default=5, ge=1, description="respondents below which a share is marked as small")
    resamples: int = Field(
        default=9999, ge=99, description="tables drawn for Fisher's exact test beyond 2 x 2"
    )
    seed: int = Field(default=1, description="another number draws other tables")


class CorrectionSettings(Section):
    """Learning: how the codes of examples and of people are weighed against the rules."""

    folds: int = Field(default=10, ge=2, description="parts that the gain of learning is checked on")
    samples: int = Field(default=4000, ge=0, description="random draws that an interval comes from")
    seed: int = Field(default=1, description="another number draws other resamples and parts")


class AuditSettings(Section):
    """The audit: a random sample that a person codes without seeing what the machine says."""

    size: int | None = Field(
        default=None,
        ge=0,
        description="respondents drawn; unset: 200, at most half, none of less than 100; 0: none",
    )
    seed: int = Field(default=1, ge=0, description="another number draws other respondents")


class ReportSettings(Section):
    """What is written, and where."""

    out: str = Field(default="outputs", description="the folder of the results")
    form: Literal["short", "full"] = Field(
        default="short",
        description="short: what is handed in; full: every comparison, figure and setting, too",
    )
    lang: Lang = Field(default="ja", description="the language of the report")
    title: str | None = Field(default=None, description="the title of the report; unset: the file's name")
    titles: dict[str, str] = Field(
        default={}, description="question or attribute = what the report calls it, such as its wording"
    )
    analyses: tuple[str, ...] = Field(
        default=(),
        description="further analyses of each question, each as its command: distribution, document-words, "
        "cooccurrence, network, tree, distance-map, topics, crosstab, bubbles, lines, correspondence; with a "
        "word or condition search, word-forms, related, collocation (collocation WORD); with an attribute "
        "network, crosstab, bubbles, lines, correspondence (network COLUMN); of answers correspondence "
        "answer",
    )
    size: Literal["column", "page", "slide"] = Field(
        default="page",
        description="the place that figures are made for: column and page are widths on A4",
    )
    template: tuple[str, ...] = Field(
        default=(),
        description="a Word file, a PowerPoint file or one of each whose styles the report takes; empty: the "
        "bundled ones",
    )
    edits: str | None = Field(
        default=None, description="a file of sentences that people wrote in place of the drafted ones"
    )
    mask: bool = Field(
        default=False, description="hide addresses, numbers and persons' names in every text that is written"
    )

    @field_validator("template", mode="before")
    @classmethod
    def _one_is_a_list(cls, value: Any) -> Any:
        """Take ``template = "a.docx"`` as a list of one, which is how a person writes it."""
        return ((value,) if value else ()) if isinstance(value, str) else value


class Settings(Section):
    """The whole study: one section a stage."""

    survey: SurveySettings = SurveySettings()
    words: WordSettings = WordSettings()
    keywords: KeywordSettings = KeywordSettings()
    evidence: EvidenceSettings = EvidenceSettings()
    kwic: KwicSettings = KwicSettings()
    collocation: CollocationSettings = CollocationSettings()
    suggest: SuggestSettings = SuggestSettings()
    wordcloud: WordcloudSettings = WordcloudSettings()
    codes: CodeSettings = CodeSettings()
    clusters: ClusterSettings = ClusterSettings()
    condense: CondenseSettings = CondenseSettings()
    compare: CompareSettings = CompareSettings()
    map: MapSettings = MapSettings()
    tree: TreeSettings = TreeSettings()
    topics: TopicSettings = TopicSettings()
    network: NetworkSettings = NetworkSettings()
    corrections: CorrectionSettings = CorrectionSettings()
    audit: AuditSettings = AuditSettings()
    report: ReportSettings = ReportSettings()


DEFAULTS = Settings()
SECTIONS: dict[str, type[Section]] = {
    name: part.annotation  # type: ignore[misc]
    for name, part in Settings.model_fields.items()
}
PATHS = (  # settings that are places of files
    "codes.codebook",
    "codes.examples",
    "codes.overrides",
    "survey.files",
    "words.dictionary",
    "words.lexicon",
    "condense.merges",
    "wordcloud.mask",
    "wordcloud.font",
    "report.edits",
    "report.out",
    "report.template",
)


def parse_settings(values: Mapping[str, object], /, *, name: str = "textmine.toml") -> Settings:
    """Return the settings made of ``values``: section -> setting -> value; ``name`` is said in errors.

    >>> parse_settings({"keywords": {"unit": "compound"}}).keywords.unit
    'compound'

    Raises:
        SettingsError: for a setting that is unknown or has a value it can't have.
    """
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise _settings_error(error, name) from None


def change(settings: Settings, values: Mapping[str, object], /, *, name: str = "textmine.toml") -> Settings:
    """Return the settings with other ``values``, keyed "section.setting"; None and () change nothing.

    >>> change(DEFAULTS, {"keywords.top": 20, "report.out": None}).keywords.top
    20

    Raises:
        SettingsError: for a setting that is unknown or has a value it can't have.
    """
    tree = settings.model_dump()
    for key, value in values.items():
        if value is None or value == ():
            continue
        section, _, setting = key.partition(".")
        tree[section][setting] = value
    return parse_settings(tree, name=name)


def codebook_of(named: str | dict[str, str] | None, question: str) -> str | None:
    """Return the code frame that ``codes.codebook`` names for a question; None if it names none."""
    return named.get(question) if isinstance(named, dict) else named


def kind_of(field: FieldInfo) -> str:
    """Return what a setting holds: "choice", "text", "texts", "named", "number", "fraction" or "flag"."""
    if get_origin(field.annotation) is dict:
        return "named"  # a text for each name
    parts = [part for part in (get_args(field.annotation) or (field.annotation,)) if part is not type(None)]
    if parts and all(isinstance(part, str) for part in parts):
        return "choice"
    kinds = {str: "text", bool: "flag", int: "number", float: "fraction", tuple: "texts"}
    if str in parts and Ellipsis in parts:
        return "texts"
    return next((kinds[part] for part in parts if part in kinds), "texts")


def _settings_error(error: ValidationError, name: str) -> SettingsError:
    """Return the first thing that is wrong as one sentence that says what would be right."""
    first = error.errors()[0]
    section, *rest = (str(step) for step in first["loc"])
    if first["type"] == "extra_forbidden":
        known = list(SECTIONS[section].model_fields) if rest else list(SECTIONS)
        key, shown = (rest[0], f"{section}.{rest[0]}") if rest else (section, section)
        owner = _owner(key)
        if owner:
            return SettingsError(
                "{name}: there is no setting {key!r}; did you mean {near!r}?",
                name=name,
                key=shown,
                near=owner,
            )
        near = difflib.get_close_matches(key, known, n=1)
        if near:
            return SettingsError(
                "{name}: there is no setting {key!r}; did you mean {near!r}?",
                name=name,
                key=shown,
                near=f"{section}.{near[0]}" if rest else near[0],
            )
        return SettingsError(
            "{name}: there is no setting {key!r}; there are: {known}",
            name=name,
            key=shown,
            known=", ".join(known),
        )
    if not rest:
        return SettingsError(
            "{name}: {key} is a section, written as [{key}] on a line of its own", name=name, key=section
        )
    field = SECTIONS[section].model_fields[rest[0]]
    given = {"name": name, "key": f"{section}.{rest[0]}", "value": first["input"]}
    bounds = {
        bound: getattr(limit, bound)
        for limit in field.metadata
        for bound in ("gt", "ge", "lt", "le")
        if hasattr(limit, bound)
    }
    match kind_of(field):
        case "choice":
            allowed = ", ".join(get_args(field.annotation))
            return SettingsError(
                "{name}: {key} can't be {value!r}; it is one of: {allowed}", **given, allowed=allowed
            )
        case "texts" if get_args(get_args(field.annotation)[0]):
            allowed = ", ".join(get_args(get_args(field.annotation)[0]))
            return SettingsError(
                "{name}: {key} can't be {value!r}; it is one of: {allowed}", **given, allowed=allowed
            )
        case "texts":
            return SettingsError(
                '{name}: {key} can\'t be {value!r}; it is a list of texts, such as ["a", "b"]', **given
            )
        case "text":
            return SettingsError("{name}: {key} can't be {value!r}; it is text in quotation marks", **given)
        case "flag":
            return SettingsError("{name}: {key} can't be {value!r}; it is true or false", **given)
        case "number" if set(bounds) == {"ge"}:
            return SettingsError(
                "{name}: {key} can't be {value!r}; it is a whole number of {least} or more",
                **given,
                least=bounds["ge"],
            )
        case "number" if not bounds:
            return SettingsError("{name}: {key} can't be {value!r}; it is a whole number", **given)
        case "fraction" if len(bounds) == 2:
            return SettingsError(
                "{name}: {key} can't be {value!r}; it is a number between {least} and {most}",
                **given,
                least=bounds.get("gt", bounds.get("ge")),
                most=bounds.get("lt", bounds.get("le")),
            )
    return SettingsError("{name}: {key} can't be {value!r}: {reason}", **given, reason=first["msg"])


def _owner(key: str) -> str:
    """Return "section.setting" where the setting ``key`` belongs, or ""."""
    for name, section in SECTIONS.items():
        if key in section.model_fields:
            return f"{name}.{key}"
    return ""
