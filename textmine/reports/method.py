"""The method section: what was done with this report's data, ready to be pasted into a paper.

Its sentences are texts (``method.*``); here they are picked and filled in. Every number is from the
report's tables, settings and versions. A sentence whose numbers the report doesn't hold is left out, and
so is the paragraph of a table that is not there. Which works are cited follows from the sentences: each
names the keys of ``references`` that it cites.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import get_args

import pandas as pd

from textmine.inputs.lexicon import Lexicon
from textmine.reports.pictures import Picture
from textmine.reports.references import entries
from textmine.reports.report import Report
from textmine.reports.runfile import base_name, file_of
from textmine.reports.sections import groups, once
from textmine.reports.sentences import Sentences, number
from textmine.reports.statistics_method import clustering, comparing
from textmine.reports.text import flat
from textmine.settings import DEFAULTS, PATHS, Unit
from textmine.texts.labels import label, name, unit_of
from textmine.texts.numbers import percent

CODES = ("code_counts", "code_estimates")  # the tables of codes: a question has one of them
HASH = 12  # characters of a sha256 that are printed: as good as all to tell files apart; run.json has all
# An underscore within a word and an & that begins no entity mean nothing in Markdown.
_MARKS = re.compile(r"[\\`*\[\]<|]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|^#|^(?=[-+] )", re.MULTILINE)
_NOT_COUNTED = ("survey.files", "report.title", "report.template")  # said elsewhere, or of no consequence


def method(report: Report, *, lang: str | None = None, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Return the method section of a report: columns ``heading`` and ``text``, a row per paragraph.

    In ``lang``, or the report's own language. ``lexicon`` adds how many words the lists hold, which the
    report itself does not know. The last row lists the works cited, one a line.
    """
    lang = lang or report.lang
    own = tuple(group for group in groups(report) if any(section.question for section in group.sections))
    text = Sentences(report, lang, report.stated, own, lexicon)
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


def _data(text: Sentences) -> Iterator[str]:
    files = []
    for source in text.report.sources:
        about = {"file": file_of(source), "rows": number(source.rows), "sha": source.sha256[:HASH]}
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
    questions = dict.fromkeys(group.title for group in text.groups)
    yield text.say(
        "data_questions", count=len(questions) or None, questions=text.listed(map(text.quoted, questions))
    )


def _kinds(text: Sentences) -> Iterator[str]:
    questions = [group for group in text.groups if group.base is not None and not group.item]
    if questions:
        yield text.say("kinds_rule")
    for group in questions:
        kinds = text.listed(
            text.say("kind", kind=name(kind, text.lang, group="kind"), respondents=text.people(respondents))
            for kind, respondents in group.kinds.items()
        )
        about = {"question": text.quoted(group.title), "base": text.people(group.base)}
        yield text.say("kinds_question", **about, kinds=kinds) or text.say("kinds_none", **about)


def _masking(text: Sentences) -> Iterator[str]:
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


def _words(text: Sentences) -> Iterator[str]:
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
        share=percent(float(share), 0) if share else "",
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


def _counting(text: Sentences) -> Iterator[str]:
    tables = text.tables("keywords")
    if tables or text.tables(*CODES):
        yield text.say("counting")
        yield text.say("wilson", "wilson")
    if tables:
        counted = text.settings.get("keywords.unit")
        if text.settings.get("words.reading") == "khcoder":
            counted = "khcoder"  # whatever the unit: these words are neither joined nor expressions
        yield text.say(f"unit_{counted}") if counted in (*get_args(Unit), "khcoder") else ""
        per = text.settings.get("keywords.per", "respondent")
        if per != "respondent":
            yield text.say("per", per=unit_of(None, text.lang, per))
        yield text.say("minimum", minimum=text.people(text.settings.get("keywords.minimum")))
        yield text.say("listed", listed=text.each("question_words", "keywords", count=len))


def _negation(text: Sentences) -> Iterator[str]:
    negation = text.settings.get("keywords.negation")
    if text.tables("keywords") and negation in ("together", "apart"):
        yield text.say("negation")
        yield text.say(f"negation_{negation}")


def _evidence(text: Sentences) -> Iterator[str]:
    if text.tables("evidence"):
        minimum = text.people(text.settings.get("evidence.minimum"))
        yield text.say("evidence", of="evidence", top=text.settings.get("keywords.top"), minimum=minimum)
    edits = text.settings.get("report.edits", "")
    yield text.say("edits", file=base_name(edits)) if edits else ""


# ---- codes, statements


def _codes(text: Sentences) -> Iterator[str]:
    settings, tables = text.settings, text.tables(*CODES)
    if not tables:
        return
    yield text.say("codes", "higuchi")
    hashes = {_frame(path): digest for path, digest in reversed(list(text.report.lexicon.items()))}
    for group, counts in tables:
        frame = _frame(settings.get("codes.codebook") or settings.get(f"codes.codebook.{group.question}", ""))
        about = {
            "question": text.quoted(group.title),
            "frame": text.quoted(frame) if frame else "",
            "codes": f"{int((counts['level'] == 'code').sum()):,}",
        }
        sha = hashes.get(frame, "")[:HASH]
        yield text.say("frame_hashed", **about, sha=sha) or text.say("frame", **about)
        for row in counts.loc[counts["level"] == "other"].head(1).to_dict("records"):
            share = percent(float(row.get("given_share", row["share"])))
            yield text.say("without_code", respondents=text.people(row["respondents"]), share=share)
    coded = settings.get("codes.unit", "")
    yield text.say("code_unit", unit=name(coded, text.lang, group="method.codes"))
    if settings.get("codes.reading") == "khcoder":
        yield text.say("khcoder")
    audited = text.each(
        "question_audited", "code_shares", respondents=lambda table: int(table["audited"].max())
    )
    if audited:
        yield text.say("audit", of="audit", counts=audited)
        yield text.say("shares", "angelopoulos", "angelopoulos-2", "tenenbein", "brown", "zou")
    overrides = base_name(settings.get("codes.overrides", ""))
    yield text.say("overrides", file=overrides) or text.say("no_overrides")


def _frame(path: str) -> str:
    return PurePath(path).name.removesuffix(".cod")


def _condense(text: Sentences) -> Iterator[str]:
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


# ---- what is said together


def _together(text: Sentences) -> Iterator[str]:
    if text.tables("cooccurrence"):
        yield text.say("cooccurrence", "jaccard", "dice", "simpson", "ochiai", "dunning")
    if text.tables("feature_tree"):
        usual = {"method": "average", "distance": "jaccard"}
        chosen = {name: text.settings.get(f"tree.{name}") or each for name, each in usual.items()}
        if chosen == usual:
            yield text.say("tree", "sokal", "jaccard")
        else:
            yield text.say("tree_other", **chosen)
    if text.tables("correspondence_inertia"):
        count = text.settings.get("keywords.count", "respondents")
        scaling = text.settings.get("map.scaling", "principal")
        is_usual = (count, scaling) == ("respondents", "principal")
        names = {
            "count": label(f"column.{count}", text.lang),
            "scaling": label(f"method.{scaling}", text.lang),
        }
        yield text.say("correspondence" if is_usual else "correspondence_other", "greenacre", **names)


# ---- figures, settings, software


def _figures(text: Sentences) -> Iterator[str]:
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
        found = settings.get("network.communities", "louvain")
        key = "network" if found == "louvain" else f"network_{found}"
        works = {"louvain": "blondel", "greedy": "clauset", "walks": "pons"}
        yield text.say(key, works[found], "kamada", of="compare", words=words)


def _settings(text: Sentences) -> Iterator[str]:
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


def _software(text: Sentences) -> Iterator[str]:
    versions = dict(text.report.versions)
    yield text.say("software_own", version=versions.pop("textmine", None))
    others = text.listed(f"{package} {version}".strip() for package, version in versions.items())
    yield text.say("software_others", versions=others)


# key of the heading -> what writes the sentences of the paragraph
PARAGRAPHS: dict[str, Callable[[Sentences], Iterator[str]]] = {
    "data": _data,
    "kinds": _kinds,
    "masking": _masking,
    "words": _words,
    "counting": _counting,
    "negation": _negation,
    "evidence": _evidence,
    "codes": _codes,
    "condense": _condense,
    "clusters": clustering,
    "compare": comparing,
    "together": _together,
    "figures": _figures,
    "settings": _settings,
    "software": _software,
}
