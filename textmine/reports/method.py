"""The method section: what was done with this report's data, ready to be pasted into a paper.

Its sentences are texts (``method.*``); here they are picked and filled in. Every number is from the
report's tables, settings and versions. A sentence whose numbers the report doesn't hold is left out, and
so is the paragraph of a table that is not there. Which works are cited follows from the sentences: each
names the keys of ``references`` that it cites.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from string import Formatter

import pandas as pd

from textmine.inputs.lexicon import Lexicon
from textmine.reports.pictures import Picture
from textmine.reports.references import entries
from textmine.reports.report import Group, Report
from textmine.reports.runfile import base_name, file_of
from textmine.reports.sections import groups, once, unit
from textmine.reports.text import flat
from textmine.settings import DEFAULTS, PATHS
from textmine.texts.filling import fill
from textmine.texts.labels import label, name

HASH = 12  # characters of a sha256 that are printed: as good as all to tell files apart; run.json has all
# An underscore within a word and an & that begins no entity mean nothing in Markdown.
_MARKS = re.compile(r"[\\`*\[\]<|]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|^#|^(?=[-+] )", re.MULTILINE)
_NOT_COUNTED = ("survey.files", "report.title", "report.template")  # said elsewhere, or of no consequence


@dataclass
class _Method:
    """The section while it is written, and the works that its sentences cite."""

    report: Report
    lang: str
    settings: Mapping[str, str]
    groups: tuple[Group, ...]
    lexicon: Lexicon | None
    cited: set[str] = field(default_factory=set)

    def say(self, key: str, *works: str, of: str = "", **values: object) -> str:
        """Return a sentence, or "" if one of its values is not known; then its works are not cited.

        A value that is not given is the setting of its name in the section ``of``.
        """
        text = label(f"method.{key}", self.lang)
        for _, place, _, _ in Formatter().parse(text):
            if place and place not in values:
                values[place] = self.settings.get(f"{of}.{place}")
        if any(value in (None, "") for value in values.values()):
            return ""
        self.cited.update(works)
        return fill(text, values)

    def listed(self, items: Iterable[str]) -> str:
        """Return the items as one enumeration."""
        return label("method.and", self.lang).join(item for item in items if item)

    def quoted(self, text: str) -> str:
        """Return a name of the survey in quotes."""
        return label("method.quoted", self.lang, text=text)

    def people(self, count: object) -> str:
        """Return a number of respondents, in Japanese with what they are called (人, 社)."""
        number = _number(count)
        return number + unit(self.report) if number and self.lang == "ja" else number

    def tables(self, wanted: str) -> list[tuple[Group, pd.DataFrame]]:
        """Return the tables of a name that hold something, each with its question."""
        tables = [(group, group.table(wanted)) for group in self.groups]
        return [(group, table) for group, table in tables if len(table)]

    def each(self, key: str, wanted: str, **counts: Callable[[pd.DataFrame], int]) -> str:
        """Return, as one enumeration, what is counted in the table of each question."""
        return self.listed(
            self.say(
                key,
                question=self.quoted(group.heading),
                **{place: f"{count(table):,}" for place, count in counts.items()},
            )
            for group, table in self.tables(wanted)
        )


def _number(value: object) -> str:
    return "" if value is None else f"{int(str(value)):,}"


def method(report: Report, *, lang: str | None = None, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Return the method section of a report: columns ``heading`` and ``text``, a row per paragraph.

    In ``lang``, or the report's own language. ``lexicon`` adds how many words the lists hold, which the
    report itself does not know. The last row lists the works cited, one a line.
    """
    lang = lang or report.lang
    own = tuple(group for group in groups(report) if any(section.question for section in group.sections))
    text = _Method(report, lang, flat(report.settings), own, lexicon)
    rows = []
    for key, sentences in PARAGRAPHS.items():
        paragraph = ("" if lang == "ja" else " ").join(sentence for sentence in sentences(text) if sentence)
        if paragraph:
            rows.append((label(f"method.h_{key}", lang), paragraph))
    if text.cited:
        rows.append((label("method.h_references", lang), "\n".join(entries(text.cited, lang))))
    return pd.DataFrame(rows, columns=["heading", "text"]).astype("str")


def method_text(report: Report, lang: str, *, lexicon: Lexicon | None = None) -> str:
    """Return the method section as Markdown, for a file method.ja.md or method.en.md."""
    table = method(report, lang=lang, lexicon=lexicon)
    lines = [f"# {label('section.method', lang)}"]
    for heading, text in zip(table["heading"], table["text"], strict=True):
        body = _escaped(str(text))
        if heading == label("method.h_references", lang):
            body = "\n".join(f"- {line}" for line in body.split("\n"))
        lines += ["", f"## {heading}", "", body]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    r"""Return text with what Markdown would read as a mark or as HTML escaped.

    >>> print(_escaped("<b> a*b & R&amp;D, keywords.quote_long"))
    \<b> a\*b & R\&amp;D, keywords.quote_long
    """
    return _MARKS.sub(lambda mark: "\\" + mark[0], text)


# ---- data


def _data(text: _Method) -> Iterator[str]:
    files = []
    for source in text.report.sources:
        about = {"file": file_of(source), "rows": _number(source.rows), "sha": source.sha256[:HASH]}
        encoded = text.say("file_encoded", **about, encoding=source.encoding)
        files.append(encoded or text.say("file", **about))
    yield text.say("data_files", files=text.listed(files))
    findings = once(text.report, "findings")
    if "finding" in findings:
        for detail in findings.loc[findings["finding"] == "not_drawn", "detail"].astype(str):
            drawn, seed = detail.rsplit(", ", 1)
            yield text.say("data_sampled", drawn=drawn, seed=seed)
    answers = once(text.report, "answers")
    respondents = answers["respondent"].nunique() if "respondent" in answers else None
    yield text.say("data_respondents", respondents=text.people(respondents))
    questions = dict.fromkeys(group.question for group in text.groups)
    yield text.say(
        "data_questions", count=len(questions) or None, questions=text.listed(map(text.quoted, questions))
    )


def _kinds(text: _Method) -> Iterator[str]:
    questions = [group for group in text.groups if group.base is not None and not group.item]
    if questions:
        yield text.say("kinds_rule")
    for group in questions:
        kinds = text.listed(
            text.say("kind", kind=name(kind, text.lang, group="kind"), respondents=text.people(respondents))
            for kind, respondents in group.kinds.items()
        )
        about = {"question": text.quoted(group.question), "base": text.people(group.base)}
        yield text.say("kinds_question", **about, kinds=kinds) or text.say("kinds_none", **about)


def _masking(text: _Method) -> Iterator[str]:
    if text.settings.get("report.mask") != "true":
        return
    table = once(text.report, "maskings").reindex(columns=["masking", "count"])
    counts = text.listed(
        text.say("masked", kind=name(str(kind), text.lang, group="masking"), count=f"{count:,}")
        for kind, count in zip(table["masking"], table["count"], strict=True)
    )
    yield text.say("masking")
    yield text.say("masking_counts", counts=counts) or text.say("masking_nothing")


# ---- words


def _words(text: _Method) -> Iterator[str]:
    settings, versions = text.settings, text.report.versions
    dictionary = settings.get("words.dictionary")
    if dictionary is None:
        return
    version = f"{PurePath(dictionary).name} {versions.get(dictionary, '')}".strip()
    parts = [name(pos, text.lang, group="pos") for pos in settings.get("words.pos", "").split(", ") if pos]
    share = settings.get("words.fragment_share")
    yield text.say("words_normal")
    if dictionary == "ipadic":
        yield text.say("words_ipadic", "kudo", "ipadic", "den", dictionary=version)
    else:
        yield text.say("words_unidic", "kudo", "den", dictionary=version)
    yield text.say("words_fugashi", "mccann", version=versions.get("fugashi"))
    yield text.say("words_pos", pos=text.listed(parts))
    yield text.say(
        "words_fragment",
        share=f"{float(share):.0%}" if share else "",
        minimum=settings.get("words.fragment_minimum"),
    )
    if text.lexicon is not None:
        yield text.say(
            "lexicon_counts",
            forced=f"{len(text.lexicon.compounds):,}",
            synonyms=f"{len(text.lexicon.synonyms):,}",
            stopwords=f"{len(text.lexicon.stopwords):,}",
        )
    files = [
        text.say("hashed", file="/".join(PurePath(path).parts[-2:]), sha=digest[:HASH])
        for path, digest in text.report.lexicon.items()
        if not path.endswith(".cod")
    ]
    yield text.say("lexicon_files", files=text.listed(files))


def _counting(text: _Method) -> Iterator[str]:
    tables = text.tables("keywords")
    if tables or text.tables("code_counts"):
        yield text.say("counting")
        yield text.say("wilson", "wilson")
    if tables:
        counted = text.settings.get("keywords.unit")
        yield text.say(f"unit_{counted}") if counted in ("word", "compound") else ""
        yield text.say("minimum", minimum=text.people(text.settings.get("keywords.minimum")))
        yield text.say("listed", listed=text.each("question_words", "keywords", count=len))


def _negation(text: _Method) -> Iterator[str]:
    negation = text.settings.get("keywords.negation")
    if text.tables("keywords") and negation in ("together", "apart"):
        yield text.say("negation")
        yield text.say(f"negation_{negation}")


def _evidence(text: _Method) -> Iterator[str]:
    if text.tables("evidence"):
        minimum = text.people(text.settings.get("evidence.minimum"))
        yield text.say("evidence", of="evidence", top=text.settings.get("keywords.top"), minimum=minimum)


# ---- codes, statements, clusters


def _codes(text: _Method) -> Iterator[str]:
    settings, tables = text.settings, text.tables("code_counts")
    if not tables:
        return
    yield text.say("codes", "higuchi")
    hashes = {_frame(path): digest for path, digest in reversed(list(text.report.lexicon.items()))}
    for group, counts in tables:
        frame = _frame(settings.get("codes.codebook") or settings.get(f"codes.codebook.{group.question}", ""))
        about = {
            "question": text.quoted(group.question),
            "frame": text.quoted(frame) if frame else "",
            "codes": f"{int((counts['level'] == 'code').sum()):,}",
        }
        sha = hashes.get(frame, "")[:HASH]
        yield text.say("frame_hashed", **about, sha=sha) or text.say("frame", **about)
        for row in counts.loc[counts["level"] == "other"].head(1).to_dict("records"):
            share = f"{float(row['share']):.1%}"
            yield text.say("without_code", respondents=text.people(row["respondents"]), share=share)
    coded = settings.get("codes.unit", "")
    yield text.say("code_unit", unit=name(coded, text.lang, group="method.codes"))
    if settings.get("codes.reading") == "khcoder":
        yield text.say("khcoder")
    overrides = base_name(settings.get("codes.overrides", ""))
    yield text.say("overrides", file=overrides) or text.say("no_overrides")


def _frame(path: str) -> str:
    return PurePath(path).name.removesuffix(".cod")


def _condense(text: _Method) -> Iterator[str]:
    if not text.tables("condensed"):
        return
    merges = base_name(text.settings.get("condense.merges", ""))
    counts = text.each(
        "question_statements",
        "condensed",
        submissions=lambda table: int(table["submissions"].sum()),
        statements=len,
    )
    yield text.say("condense")
    yield text.say("condense_proposals", of="condense")
    yield text.say("condense_merges", file=merges) or text.say("condense_no_merges")
    yield text.say("condense_counts", counts=counts)


def _clusters(text: _Method) -> Iterator[str]:
    settings, summaries = text.settings, text.tables("cluster_summary")
    if not summaries and not text.tables("clusters"):
        return
    curves = {group.heading: table for group, table in text.tables("k_curve")}
    yield text.say("clusters", "sparck-jones", "deerwester", "sokal")
    yield text.say("clusters_dimensions", of="clusters") or text.say("clusters_by_length", of="clusters")
    if settings.get("clusters.encoder") == "semantic":
        yield text.say("clusters_semantic", "yang")
    if settings.get("clusters.k"):
        yield text.say("clusters_given", of="clusters")
    elif curves:
        yield text.say("clusters_chosen", "ben-hur", "hubert")
    for group, table in summaries:
        about = {
            "question": text.quoted(group.heading),
            "count": f"{int((table['cluster'] > 0).sum()):,}",
            "mixed": f"{int(table.loc[table['cluster'] == 0, 'answers'].sum()):,}",
        }
        curve = curves.get(group.heading, pd.DataFrame({"chosen": []}))
        chosen = curve.loc[curve["chosen"].astype(bool)].to_dict("records")
        stability = f"{chosen[0]['stability']:.2f}" if chosen else ""
        yield (
            text.say("question_clusters_stable", **about, stability=stability)
            or text.say("question_clusters", **about)
        )
    if summaries:
        yield text.say("clusters_stability", "hennig", of="clusters")


# ---- comparisons


def _compare(text: _Method) -> Iterator[str]:
    crosses, tests = (
        [table for what in ("words", "codes") for _, table in text.tables(f"crosstab_{what}{kind}")]
        for kind in ("", "_tests")
    )
    tests = [table for table in tests if "test" in table]
    distinctive = [table for _, table in text.tables("distinctive")]
    attributes = dict.fromkeys(
        str(attribute)
        for table in (*crosses, *tests, *distinctive)
        if "attribute" in table
        for attribute in table["attribute"]
    )
    yield text.say("compare", attributes=text.listed(map(text.quoted, attributes)))
    if crosses:
        yield text.say("compare_cells", "haberman", "cochran", "fisher", "benjamini")
        yield text.say("compare_small", minimum=text.people(text.settings.get("compare.minimum")))
    yield from _tests(text, Counter(test for table in tests for test in table["test"].astype(str)))
    if distinctive:
        works = ("dunning", "rayson", "jaccard", "newcombe", "koopman", "benjamini")
        yield text.say("distinctive", *works)
    if text.tables("changes"):
        yield text.say("changes", "newcombe", "pearson", "cochran", "fisher", "benjamini")


def _tests(text: _Method, counts: Counter[str]) -> Iterator[str]:
    """Yield which tests were made, and how often."""
    chi_square, fisher, monte_carlo = (
        f"{counts[test]:,}" if counts[test] else "" for test in ("chi_square", "fisher", "fisher_monte_carlo")
    )
    resamples = _number(text.settings.get("compare.resamples"))
    yield text.say("chi_square", "pearson", "cochran", count=chi_square)
    yield text.say("fisher", "fisher", count=fisher)
    yield text.say("monte_carlo", "freeman", "phipson", of="compare", count=monte_carlo, resamples=resamples)
    if chi_square or fisher or monte_carlo:
        yield text.say("corrections", "holm", "benjamini")
        yield text.say("cramers_v", "cramer", "smithson")


def _together(text: _Method) -> Iterator[str]:
    if text.tables("cooccurrence"):
        yield text.say("cooccurrence", "jaccard", "dice", "simpson", "ochiai", "dunning")
    if text.tables("feature_tree"):
        yield text.say("tree", "sokal", "jaccard")
    if text.tables("correspondence_inertia"):
        yield text.say("correspondence", "greenacre")


# ---- figures, settings, software


def _figures(text: _Method) -> Iterator[str]:
    pictures = {section.name for section in text.report.sections if isinstance(section.content, Picture)}
    if not pictures:
        return
    settings, versions, bundled = text.settings, text.report.versions, "noto-cjk-sans-jp-bold"
    font = base_name(settings.get("wordcloud.font", ""))
    if not font and bundled in versions:
        font = f"{bundled} {versions[bundled]}"
    yield text.say("figures", of="wordcloud", font=font)
    if "wordcloud" in pictures:
        yield text.say("wordcloud", of="wordcloud")
    if "network" in pictures:
        words = settings.get("compare.network")
        yield text.say("network", "blondel", "kamada", of="compare", words=words)


def _settings(text: _Method) -> Iterator[str]:
    usual = flat(DEFAULTS)
    if set(text.settings) & set(usual):
        changed = text.listed(
            f"{key} = {base_name(value) if _is_path(key) else value}"
            for key, value in text.settings.items()
            if key not in _NOT_COUNTED and usual.get(key, "") != value
        )
        yield text.say("settings", settings=changed) or text.say("settings_usual")


def _is_path(key: str) -> bool:
    """Return whether a setting names a file: a report names files, not their folders."""
    return any(key == path or key.startswith(f"{path}.") for path in PATHS)


def _software(text: _Method) -> Iterator[str]:
    versions = dict(text.report.versions)
    yield text.say("software_own", version=versions.pop("textmine", None))
    others = text.listed(f"{package} {version}".strip() for package, version in versions.items())
    yield text.say("software_others", versions=others)


# key of the heading -> what writes the sentences of the paragraph
PARAGRAPHS: dict[str, Callable[[_Method], Iterator[str]]] = {
    "data": _data,
    "kinds": _kinds,
    "masking": _masking,
    "words": _words,
    "counting": _counting,
    "negation": _negation,
    "evidence": _evidence,
    "codes": _codes,
    "condense": _condense,
    "clusters": _clusters,
    "compare": _compare,
    "together": _together,
    "figures": _figures,
    "settings": _settings,
    "software": _software,
}
