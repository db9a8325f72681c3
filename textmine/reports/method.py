"""The method section: what was done with this report's data, ready to be pasted into a paper.

Every number is from the report's tables, settings and versions. A sentence whose numbers the report
doesn't hold is left out, and so is the paragraph of a table that is not there. Which works are cited
follows from the sentences: each names the keys of ``textmine.reports.references`` that it cites.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

import pandas as pd

from textmine.inputs.lexicon import Lexicon
from textmine.reports.pictures import Picture
from textmine.reports.references import entries
from textmine.reports.report import Group, Report
from textmine.reports.runfile import base_name
from textmine.reports.sections import groups, once, unit
from textmine.reports.text import flat
from textmine.settings import DEFAULTS, PATHS
from textmine.texts.labels import known, label, name

HASH = 12  # characters of a sha256 that are printed: as good as all to tell files apart; run.json has all
# An underscore within a word and an & that begins no entity mean nothing in Markdown.
_MARKS = re.compile(r"[\\`*\[\]<|]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|^#|^(?=[-+] )", re.MULTILINE)
_NOT_COUNTED = ("survey.files", "report.title", "report.template")  # said elsewhere, or of no consequence


@dataclass
class _Text:
    """What is said so far, and the works that it cites."""

    report: Report
    lang: str
    settings: Mapping[str, str]
    groups: tuple[Group, ...]
    lexicon: Lexicon | None
    cited: set[str] = field(default_factory=set)

    def say(self, key: str, *works: str, **values: object) -> str:
        """Return a sentence, or "" if one of its values is not known; then its works are not cited."""
        if any(value is None or value == "" for value in values.values()):
            return ""
        self.cited.update(works)
        return label(f"method.{key}", self.lang, **values)

    def listed(self, parts: list[str]) -> str:
        """Return the parts as one enumeration."""
        return label("method.and", self.lang).join(part for part in parts if part)

    def quoted(self, text: str) -> str:
        return label("method.quoted", self.lang, text=text)

    def number(self, value: object) -> str | None:
        return None if value is None else f"{int(str(value)):,}"

    def people(self, count: object) -> str | None:
        """Return a number of respondents, in Japanese with what they are called (人, 社)."""
        number = self.number(count)
        return number if number is None or self.lang != "ja" else number + unit(self.report)

    def tables(self, wanted: str) -> list[tuple[Group, pd.DataFrame]]:
        """Return the tables of a name that hold something, each with its question."""
        found = [(group, group.table(wanted)) for group in self.groups]
        return [(group, table) for group, table in found if len(table)]

    def has_picture(self, *wanted: str) -> bool:
        return any(
            section.name in wanted and isinstance(section.content, Picture)
            for section in self.report.sections
        )


def method(report: Report, *, lang: str | None = None, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """Return the method section of a report: columns ``heading`` and ``text``, a row per paragraph.

    In ``lang``, or the report's own language. ``lexicon`` adds how many words the lists hold, which the
    report itself does not know. The last row lists the works cited, one a line.
    """
    lang = lang or report.lang
    asked = tuple(group for group in groups(report) if any(part.question for part in group.sections))
    text = _Text(report, lang, flat(report.settings), asked, lexicon)
    parts: list[tuple[str, Callable[[_Text], list[str]]]] = [
        ("data", _data),
        ("kinds", _kinds),
        ("masking", _masking),
        ("words", _words),
        ("counting", _counting),
        ("negation", _negation),
        ("evidence", _evidence),
        ("codes", _codes),
        ("condense", _condense),
        ("clusters", _clusters),
        ("compare", _compare),
        ("together", _together),
        ("figures", _figures),
        ("settings", _settings),
        ("software", _software),
    ]
    rows = []
    for key, write in parts:
        sentences = [sentence for sentence in write(text) if sentence]
        if sentences:
            blank = "" if lang == "ja" else " "
            rows.append((label(f"method.h_{key}", lang), blank.join(sentences)))
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
    return _MARKS.sub(lambda found: "\\" + found[0], text)


# ---- data


def _data(text: _Text) -> list[str]:
    files = []
    for source in text.report.sources:
        read = {
            "file": base_name(source.path) + (f" / {source.sheet}" if source.sheet else ""),
            "rows": text.number(source.rows),
            "sha": source.sha256[:HASH],
        }
        encoded = text.say("file_encoded", **read, encoding=source.encoding)
        files.append(encoded or text.say("file", **read))
    answers = once(text.report, "answers")
    respondents = str(answers["respondent"].nunique()) if "respondent" in answers else None
    asked = list(dict.fromkeys(group.question for group in text.groups))
    return [
        text.say("data_files", files=text.listed(files)),
        *_sampled(text),
        text.say("data_respondents", respondents=text.people(respondents)),
        text.say(
            "data_questions",
            count=len(asked) or None,
            questions=text.listed([text.quoted(question) for question in asked]),
        ),
    ]


def _sampled(text: _Text) -> list[str]:
    findings = once(text.report, "findings")
    if "finding" not in findings:
        return []
    details = findings.loc[findings["finding"] == "not_drawn", "detail"].astype(str)
    drawn = [detail.rsplit(", ", 1) for detail in details]
    return [text.say("data_sampled", drawn=size, seed=seed) for size, seed in drawn]


def _kinds(text: _Text) -> list[str]:
    said = []
    for group in text.groups:
        if group.item or group.base is None:
            continue
        left_out = [
            label(
                "method.kind",
                text.lang,
                kind=name(kind, text.lang, group="kind"),
                respondents=text.people(respondents),
            )
            for kind, respondents in group.kinds.items()
        ]
        key = "kinds_question" if left_out else "kinds_none"
        said.append(
            text.say(
                key,
                question=text.quoted(group.question),
                base=text.people(group.base),
                **({"kinds": text.listed(left_out)} if left_out else {}),
            )
        )
    return [text.say("kinds_rule"), *said] if said else []


def _masking(text: _Text) -> list[str]:
    table = once(text.report, "maskings")
    if text.settings.get("report.mask") != "true":
        return []
    counts = []
    if {"masking", "count"} <= set(table.columns):
        counts = [
            label(
                "method.masked",
                text.lang,
                kind=name(str(kind), text.lang, group="masking"),
                count=f"{count:,}",
            )
            for kind, count in zip(table["masking"], table["count"], strict=True)
        ]
    found = text.say("masking_counts", counts=text.listed(counts)) or text.say("masking_nothing")
    return [text.say("masking"), found]


# ---- words


def _words(text: _Text) -> list[str]:
    settings, versions = text.settings, text.report.versions
    dictionary = settings.get("words.dictionary")
    if dictionary is None:
        return []
    version = versions.get(dictionary, "")
    unidic = dictionary != "ipadic"
    named = f"{PurePath(dictionary).name} {version}".strip()
    pos = [name(one, text.lang, group="pos") for one in settings.get("words.pos", "").split(", ") if one]
    return [
        text.say("words_normal"),
        text.say("words_unidic", "kudo", "den", dictionary=named)
        if unidic
        else text.say("words_ipadic", "kudo", "ipadic", "den", dictionary=named),
        text.say("words_fugashi", "mccann", version=versions.get("fugashi")),
        text.say("words_pos", pos=text.listed(pos)),
        text.say(
            "words_fragment",
            share=_percent(settings.get("words.fragment_share")),
            minimum=settings.get("words.fragment_minimum"),
        ),
        *_lexicon(text),
    ]


def _lexicon(text: _Text) -> list[str]:
    counted = ""
    if text.lexicon is not None:
        counted = text.say(
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
    return [counted, text.say("lexicon_files", files=text.listed(files))]


def _counting(text: _Text) -> list[str]:
    tables = text.tables("keywords")
    if not tables and not text.tables("code_counts"):
        return []
    settings = text.settings
    found = [text.say("counting"), text.say("wilson", "wilson")]
    if tables:
        chosen = settings.get("keywords.unit")
        found.append(text.say(f"unit_{chosen}") if known(f"method.unit_{chosen}") else "")
        found.append(text.say("minimum", minimum=text.people(settings.get("keywords.minimum"))))
        listed = [
            text.say("question_words", question=text.quoted(group.heading), count=f"{len(table):,}")
            for group, table in tables
        ]
        found.append(text.say("listed", listed=text.listed(listed)))
    return found


def _negation(text: _Text) -> list[str]:
    if not text.tables("keywords"):
        return []
    chosen = text.settings.get("keywords.negation")
    return [text.say("negation"), text.say(f"negation_{chosen}")] if chosen in ("together", "apart") else []


def _evidence(text: _Text) -> list[str]:
    if not text.tables("evidence"):
        return []
    values = {
        key: text.settings.get(f"evidence.{key}") for key in ("quotes", "shortest", "longest", "minimum")
    }
    values["minimum"] = text.people(values["minimum"])
    return [text.say("evidence", top=text.settings.get("keywords.top"), **values)]


# ---- codes, statements, clusters


def _codes(text: _Text) -> list[str]:
    tables = text.tables("code_counts")
    if not tables:
        return []
    said = [text.say("codes", "higuchi")]
    for group, counts in tables:
        frame = text.settings.get("codes.codebook") or text.settings.get(
            f"codes.codebook.{group.question}", ""
        )
        wanted = PurePath(frame).name.removesuffix(".cod")
        digest = next(
            (
                sha
                for path, sha in text.report.lexicon.items()
                if PurePath(path).name.removesuffix(".cod") == wanted
            ),
            "",
        )
        about = {
            "question": text.quoted(group.question),
            "frame": text.quoted(wanted) if wanted else None,
            "codes": f"{int((counts['level'] == 'code').sum()):,}",
        }
        said.append(text.say("frame_hashed", **about, sha=digest[:HASH]) or text.say("frame", **about))
        without = counts.loc[counts["level"] == "other"]
        if len(without):
            said.append(
                text.say(
                    "without_code",
                    respondents=text.people(without["respondents"].iloc[0]),
                    share=f"{float(without['share'].iloc[0]):.1%}",
                )
            )
    chosen = text.settings.get("codes.unit", "")
    said.append(text.say("code_unit", unit=name(chosen, text.lang, group="method.codes")) if chosen else "")
    if text.settings.get("codes.reading") == "khcoder":
        said.append(text.say("khcoder"))
    decided = text.settings.get("codes.overrides", "")
    said.append(text.say("overrides", file=base_name(decided)) if decided else text.say("no_overrides"))
    return said


def _condense(text: _Text) -> list[str]:
    tables = text.tables("condensed")
    if not tables:
        return []
    values = {key: text.settings.get(f"condense.{key}") for key in ("score", "long_score", "long")}
    merges = text.settings.get("condense.merges", "")
    counts = [
        text.say(
            "question_statements",
            question=text.quoted(group.question),
            submissions=f"{int(table['submissions'].sum()):,}",
            statements=f"{len(table):,}",
        )
        for group, table in tables
    ]
    return [
        text.say("condense"),
        text.say("condense_proposals", **values),
        text.say("condense_merges", file=base_name(merges)) if merges else text.say("condense_no_merges"),
        text.say("condense_counts", counts=text.listed(counts)),
    ]


def _clusters(text: _Text) -> list[str]:
    summaries = text.tables("cluster_summary")
    if not summaries and not text.tables("clusters"):
        return []
    settings = text.settings
    dimensions = settings.get("clusters.dimensions", "")
    chosen = {group.heading: table for group, table in text.tables("k_curve")}
    said = [
        text.say("clusters", "sparck-jones", "deerwester", "sokal"),
        text.say("clusters_dimensions", dimensions=dimensions)
        if dimensions
        else text.say("clusters_by_length", long=settings.get("clusters.long")),
    ]
    if settings.get("clusters.encoder") == "semantic":
        said.append(text.say("clusters_semantic", "yang"))
    if settings.get("clusters.k"):
        said.append(text.say("clusters_given", k=settings["clusters.k"]))
    elif chosen:
        said.append(text.say("clusters_chosen", "ben-hur", "hubert"))
    for group, table in summaries:
        clusters = table[table["cluster"] > 0]
        mixed = table.loc[table["cluster"] == 0, "answers"].sum()
        curve = chosen.get(group.heading, pd.DataFrame())
        best = curve.loc[curve["chosen"], "stability"] if "chosen" in curve else pd.Series(dtype=float)
        about = {
            "question": text.quoted(group.heading),
            "count": f"{len(clusters):,}",
            "mixed": f"{int(mixed):,}",
        }
        said.append(
            text.say("question_clusters_stable", **about, stability=f"{best.iloc[0]:.2f}")
            if len(best)
            else text.say("question_clusters", **about)
        )
    said.append(
        text.say(
            "clusters_stability",
            "hennig",
            rounds=settings.get("clusters.rounds"),
            loose=settings.get("clusters.loose"),
            seed=settings.get("clusters.seed"),
        )
        if summaries
        else ""
    )
    return said


# ---- comparisons


def _compare(text: _Text) -> list[str]:
    settings = text.settings
    tests = [
        table
        for kind in ("words", "codes")
        for _, table in text.tables(f"crosstab_{kind}_tests")
        if "test" in table
    ]
    crosses = [table for kind in ("words", "codes") for _, table in text.tables(f"crosstab_{kind}")]
    distinctive = [table for _, table in text.tables("distinctive")]
    changes = [table for _, table in text.tables("changes")]
    attributes = list(
        dict.fromkeys(
            str(attribute)
            for table in (*crosses, *tests, *distinctive)
            if "attribute" in table
            for attribute in table["attribute"]
        )
    )
    said = []
    if attributes:
        said.append(text.say("compare", attributes=text.listed([text.quoted(one) for one in attributes])))
    if crosses:
        said.append(text.say("compare_cells", "haberman", "cochran", "fisher", "benjamini"))
        said.append(text.say("compare_small", minimum=text.people(settings.get("compare.minimum"))))
    if tests:
        said += _tests(text, pd.concat([table["test"] for table in tests]).astype(str))
    if distinctive:
        said.append(
            text.say("distinctive", "dunning", "rayson", "jaccard", "newcombe", "koopman", "benjamini")
        )
    if changes:
        said.append(text.say("changes", "newcombe", "pearson", "cochran", "fisher", "benjamini"))
    return said


def _tests(text: _Text, used: pd.Series[str]) -> list[str]:
    counts = used.value_counts()
    number = {test: int(counts.get(test, 0)) for test in ("chi_square", "fisher", "fisher_monte_carlo")}
    said = []
    if number["chi_square"]:
        said.append(text.say("chi_square", "pearson", "cochran", count=f"{number['chi_square']:,}"))
    if number["fisher"]:
        said.append(text.say("fisher", "fisher", count=f"{number['fisher']:,}"))
    if number["fisher_monte_carlo"]:
        said.append(
            text.say(
                "monte_carlo",
                "freeman",
                "phipson",
                count=f"{number['fisher_monte_carlo']:,}",
                resamples=text.number(text.settings.get("compare.resamples")),
                seed=text.settings.get("compare.seed"),
            )
        )
    if any(number.values()):
        said.append(text.say("corrections", "holm", "benjamini"))
        said.append(text.say("cramers_v", "cramer", "smithson"))
    return said


def _together(text: _Text) -> list[str]:
    said = []
    if text.tables("cooccurrence"):
        said.append(text.say("cooccurrence", "jaccard", "dice", "simpson", "ochiai", "dunning"))
    if text.tables("feature_tree"):
        said.append(text.say("tree", "sokal", "jaccard"))
    maps = [
        section.content
        for section in text.report.sections
        if section.name == "correspondence_inertia" and isinstance(section.content, pd.DataFrame)
    ]
    if maps:
        said.append(text.say("correspondence", "greenacre"))
    return said


# ---- figures, settings, software


def _figures(text: _Text) -> list[str]:
    if not any(isinstance(section.content, Picture) for section in text.report.sections):
        return []
    settings, versions = text.settings, text.report.versions
    font = settings.get("wordcloud.font", "")
    bundled = "noto-cjk-sans-jp-bold"
    face = base_name(font) if font else f"{bundled} {versions[bundled]}" if bundled in versions else None
    said = [text.say("figures", font=face, dpi=settings.get("wordcloud.dpi"))]
    if text.has_picture("wordcloud"):
        said.append(
            text.say("wordcloud", words=settings.get("wordcloud.words"), seed=settings.get("wordcloud.seed"))
        )
    if text.has_picture("network"):
        said.append(
            text.say(
                "network",
                "blondel",
                "kamada",
                words=settings.get("compare.network"),
                edges=settings.get("compare.edges"),
            )
        )
    return said


def _settings(text: _Text) -> list[str]:
    usual = flat(DEFAULTS)
    if not set(text.settings) & set(usual):
        return []
    changed = [
        f"{key} = {base_name(value) if _is_path(key) else value}"
        for key, value in text.settings.items()
        if key not in _NOT_COUNTED and usual.get(key, "") != value
    ]
    return [text.say("settings", settings=text.listed(changed)) or text.say("settings_usual")]


def _is_path(key: str) -> bool:
    """Whether a setting names a file: a report names files, not their folders."""
    return any(key == path or key.startswith(f"{path}.") for path in PATHS)


def _software(text: _Text) -> list[str]:
    versions = dict(text.report.versions)
    own = versions.pop("textmine", None)
    others = [f"{package} {version}".strip() for package, version in versions.items()]
    return [
        text.say("software_own", version=own),
        text.say("software_others", versions=text.listed(others)),
    ]


def _percent(value: Any) -> str | None:
    return None if value in (None, "") else f"{float(value):.0%}"
