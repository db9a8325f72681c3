"""The steps of a study in their order: read, tokenise, and for each question its tables and figures."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pandas as pd

import textmine
from textmine.codes.code_answers import code_answers
from textmine.codes.codebook import Codebook, read_codebook
from textmine.codes.codesheet import code_sheet
from textmine.codes.review import corrected
from textmine.errors import SettingsError
from textmine.figures.wordcloud import missing_glyphs, wordcloud, wordcloud_layout
from textmine.inputs.decisions import read_review
from textmine.inputs.lexicon import read_lexicon
from textmine.inputs.merges import read_merges
from textmine.inputs.survey import Survey
from textmine.privacy.masking import masked
from textmine.privacy.persons import masking_counts, maskings
from textmine.reports.cluster_notes import cluster_notes
from textmine.reports.method import method, method_text
from textmine.reports.pictures import Area
from textmine.reports.report import Report
from textmine.reports.sections import code_notes
from textmine.reports.tablefile import tablefile
from textmine.settings import Settings, change, codebook_of
from textmine.study import drawn
from textmine.study.compared import attributes_of, compared
from textmine.study.drawn import Look
from textmine.study.reading import survey_of
from textmine.tables.cluster_summary import cluster_summary
from textmine.tables.clusters import clusters, uncoded
from textmine.tables.code_counts import code_counts
from textmine.tables.condense import condense, opinions, proposals
from textmine.tables.evidence import evidence
from textmine.tables.k_curve import chosen_k, k_curve
from textmine.tables.keywords import keywords
from textmine.tables.kinds import kinds
from textmine.tables.occurrences import occurrences
from textmine.texts.labels import label
from textmine.words.corpus import Corpus, tokenize
from textmine.words.mecab import dictionary

Progress = Callable[[str, int, int], None]
MASKING_LIST = "private/maskings.csv"  # what was hidden: in this file only
PACKAGES = ("fugashi", "pandas", "numpy", "wordcloud", "matplotlib", "noto-cjk-sans-jp-bold")


def run(settings: Settings, *, progress: Progress | None = None) -> Report:
    """Return the report of a study: for each question keywords, evidence, word cloud and the answers.

    ``progress(stage, done, total)`` is told of every step; ``stage`` is a key of the labels.

    Raises:
        SettingsError: if the settings name no survey file.
        TextmineError: as the functions it calls: the survey can't be read, the dictionary is missing, ...
    """
    if not settings.survey.files:
        raise SettingsError("no survey file is named; give files under [survey]")
    told = progress or (lambda stage, done, total: None)
    told("reading", 0, 1)
    lexicon = read_lexicon(settings.words.lexicon)
    survey = survey_of(settings, lexicon)
    frames = _frames(survey, settings)
    told("tokenizing", 0, 1)
    corpus = tokenize(survey, lexicon, settings=settings.words)
    hidden = None
    if settings.report.mask:
        # Words are made anew of the masked text, so nothing that follows can hold what was hidden.
        hidden = maskings(corpus)
        survey = masked(survey, hidden)
        corpus = tokenize(survey, lexicon, settings=settings.words)
    by = attributes_of(survey, settings)
    look = Look(
        source=label("note.source", settings.report.lang, source=settings.report.title or _title(survey)),
        size=settings.report.size,
        font=settings.wordcloud.font,
        dpi=settings.wordcloud.dpi,
        lang=settings.report.lang,
    )
    report = Report(
        title=settings.report.title or _title(survey),
        lang=settings.report.lang,
        settings=_named(settings),
        sources=survey.sources,
        versions=_versions(settings),
        lexicon={**lexicon.files, **{frame.path: frame.sha256 for frame in frames.values()}},
    )
    report = report.add(kinds(survey), name="kinds")
    for number, question in enumerate(survey.questions):
        told("tables", number, len(survey.questions))
        asked = corpus.select(question=question)
        frame = frames.get(question)
        coded = _decided(asked, frame, settings) if frame else None
        if frame is not None and coded is not None:
            report = _codes(report, asked, question, frame, coded, settings, look)
        words = keywords(asked, lang=settings.report.lang, **settings.keywords.model_dump(exclude={"top"}))
        report = _words(report, asked, question, words, settings, look)
        if asked.answers["item"].ne("").any():
            report = _condensed(report, asked, question, frame, coded, settings)
        if len(words):
            report = _clusters(report, asked, question, coded, settings)
            report = compared(
                report, asked, question, words=words, coded=coded, by=by, settings=settings, look=look
            )
    report = report.add(survey.answers, name="answers")
    report = report.add(survey.columns, name="columns")
    report = report.add(survey.findings, name="findings")
    if hidden is not None:
        note = label("note.masking", settings.report.lang)
        report = report.add(masking_counts(hidden), name="maskings", note=note)
    report = report.add(method(report, lexicon=lexicon), name="method")
    attachments = {
        f"method.{lang}.md": method_text(report, lang, lexicon=lexicon).encode() for lang in ("ja", "en")
    }
    if hidden is not None:
        attachments[MASKING_LIST] = tablefile(hidden)
    report = replace(report, attachments=attachments)
    told("writing", 0, 1)
    return report


def _words(
    report: Report, corpus: Corpus, question: str, words: pd.DataFrame, settings: Settings, look: Look
) -> Report:
    """Return the report with the keywords of one question, their evidence, their bars and the word cloud."""
    unit, lang = settings.keywords.unit, settings.report.lang
    report = report.add(words, name="keywords", question=question)
    if words.empty:
        return report
    report = drawn.bars(report, look, words, question, "words")
    explained = evidence(
        corpus, words.head(settings.keywords.top), unit=unit, lang=lang, **settings.evidence.model_dump()
    )
    report = report.add(explained, name="evidence", question=question)
    report = report.add(occurrences(corpus, words, unit=unit), name="occurrences", question=question)
    return _cloud(report, words, question, settings)


def _frames(survey: Survey, settings: Settings) -> dict[str, Codebook]:
    """Return question -> code frame, for the questions that have one.

    Raises:
        SettingsError: if the settings name a question that is not there.
    """
    chosen = settings.codes.codebook
    for question in chosen if isinstance(chosen, dict) else ():
        if question not in survey.questions:
            raise SettingsError(
                "codes.codebook names the question {question!r}, which the survey has not; there are: "
                "{known}",
                question=question,
                known=", ".join(survey.questions),
            )
    named = {question: codebook_of(settings.codes, question) for question in survey.questions}
    read = {frame: read_codebook(frame) for frame in named.values() if frame}
    return {question: read[frame] for question, frame in named.items() if frame}


def _decided(corpus: Corpus, codebook: Codebook, settings: Settings) -> pd.DataFrame:
    """Return the codes of each answer: the rules', and above them what people decided."""
    coded = code_answers(corpus, codebook, unit=settings.codes.unit, reading=settings.codes.reading)
    return corrected(coded, _overrides(settings), corpus)


def _overrides(settings: Settings) -> pd.DataFrame | None:
    return read_review(settings.codes.overrides) if settings.codes.overrides else None


def _codes(
    report: Report,
    corpus: Corpus,
    question: str,
    codebook: Codebook,
    coded: pd.DataFrame,
    settings: Settings,
    look: Look,
) -> Report:
    """Return the report with how many respondents have each code, and the codes of each answer."""
    counts = code_counts(coded, codebook)
    note = " ".join(code_notes(counts, settings, settings.report.lang))
    report = report.add(counts, name="code_counts", question=question, note=note)
    report = drawn.bars(report, look, counts, question, "codes")
    sheet = code_sheet(
        corpus,
        codebook,
        unit=settings.codes.unit,
        reading=settings.codes.reading,
        overrides=_overrides(settings),
    )
    return report.add(sheet, name="codes", question=question)


def _condensed(
    report: Report,
    corpus: Corpus,
    question: str,
    codebook: Codebook | None,
    coded: pd.DataFrame | None,
    settings: Settings,
) -> Report:
    """Return the report with the statements of each item, the same ones merged, and what is proposed."""
    chosen = settings.condense.model_dump(exclude={"merges"})
    chosen["merges"] = read_merges(settings.condense.merges) if settings.condense.merges else None
    chosen["codes"] = (
        coded if codebook is None or settings.codes.unit == "answer" else code_answers(corpus, codebook)
    )
    table = condense(corpus, **chosen)
    note = label("note.condensed", settings.report.lang)
    report = report.add(table, name="condensed", question=question, note=note)
    report = report.add(opinions(table), name="opinions", question=question)
    close = proposals(corpus, **chosen)
    return report.add(close, name="proposals", question=question) if len(close) else report


def _clusters(
    report: Report, corpus: Corpus, question: str, coded: pd.DataFrame | None, settings: Settings
) -> Report:
    """Return the report with groups of the answers that no code caught; without a frame, of all answers."""
    chosen, lang = settings.clusters, settings.report.lang
    rest = None if coded is None else uncoded(coded)
    if rest is not None and not rest:
        return report
    spaces = chosen.model_dump(exclude={"k", "rounds", "loose"})
    k = chosen.k
    if k is None:
        curve = k_curve(corpus, answers=rest, loose=chosen.loose, **spaces)
        k = chosen_k(curve)
        report = report.add(curve, name="k_curve", question=question)
    table = clusters(corpus, k, answers=rest, loose=chosen.loose, **spaces)
    summary = cluster_summary(corpus, table, rounds=chosen.rounds, **spaces)
    unit = settings.evidence.respondent_unit or label("draft.unit", lang)
    note = " ".join(cluster_notes(summary, rest=rest is not None, unit=unit, lang=lang))
    report = report.add(summary, name="cluster_summary", question=question, note=note)
    return report.add(table, name="clusters", question=question)


def _cloud(report: Report, words: pd.DataFrame, question: str, settings: Settings) -> Report:
    """Return the report with the word cloud of one question and the table that it was drawn from."""
    chosen, lang = settings.wordcloud, settings.report.lang
    lacking = missing_glyphs(words["word"].head(chosen.words), chosen.font)
    drawable = words[~words["word"].isin(lacking)]
    if drawable.empty:  # a font for another script: drawing says so
        drawable = words
    options = chosen.model_dump(exclude={"words", "dpi"})
    options |= {"top": chosen.words, "lang": lang, "title": question}
    layout = wordcloud_layout(drawable, **options)
    figure = wordcloud(drawable, layout=layout, dpi=chosen.dpi, **options)
    named = "、".join(layout["word"].head(10))
    alt = label("note.alt_wordcloud", lang).format(question=question, words=named)
    picture = drawn.picture(figure, alt, _areas(layout, settings))
    left_out = "、".join(f"{word}（{glyphs}）" for word, glyphs in lacking.items())
    note = label("note.glyphs_missing", lang).format(words=left_out) if lacking else ""
    report = report.add(picture, name="wordcloud", question=question, note=note)
    return report.add(layout, name="wordcloud_layout", question=question)


def _areas(layout: pd.DataFrame, settings: Settings) -> tuple[Area, ...]:
    wide, high = settings.wordcloud.width, settings.wordcloud.height
    placed = layout[layout["placed"]]
    boxes = placed[["x", "y", "width", "height"]] / [wide, high, wide, high]
    return tuple(
        Area(word, left, top, width, height)
        for word, (left, top, width, height) in zip(placed["word"], boxes.to_numpy().tolist(), strict=True)
    )


def _named(settings: Settings) -> Settings:
    """Return the settings as a report states them: files by name, so that a moved folder changes no byte."""
    frame = settings.codes.codebook
    return change(
        settings,
        {
            "survey.files": tuple(Path(file).name for file in settings.survey.files),
            "codes.codebook": {question: Path(one).name for question, one in frame.items()}
            if isinstance(frame, dict)
            else frame and Path(frame).name,
        },
    )


def _title(survey: Survey) -> str:
    return "、".join(dict.fromkeys(Path(source.path).stem for source in survey.sources[:3]))


def _versions(settings: Settings) -> Mapping[str, str]:
    """Return the versions of what the numbers and pictures depend on."""
    found = {"python": platform.python_version(), "textmine": textmine.__version__}
    for package in PACKAGES:
        found[package] = metadata.version(package)
    chosen = dictionary(settings.words.dictionary)
    found[chosen.name] = chosen.version
    return found
