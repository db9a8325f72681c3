"""The outline of a report: which results it asks a study for, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from textmine import figures, tables
from textmine.errors import TableError
from textmine.settings import Settings, codebook_of
from textmine.settingsfile import with_files
from textmine.study import drawing, reading
from textmine.study import findings as found
from textmine.study.counting import Of
from textmine.study.drawing import FigureKind
from textmine.study.sections import (
    check_wanted,
    crossed,
    figure,
    is_audited,
    joined,
    mapped,
    maps,
    networked,
    not_drawn,
    same_part,
    section,
    wanted,
)
from textmine.study.study import Study
from textmine.texts.labels import counted_label, label, name, unit_of
from textmine.texts.messages import message

if TYPE_CHECKING:
    from textmine.reports.report import Report, Section

SIDE_BY_SIDE = range(2, 7)  # values whose bars or clouds can stand beside one another
MASKING_LIST = "private/maskings.csv"  # what was hidden: in this file only
PACKAGES = ("fugashi", "pandas", "numpy", "wordcloud", "matplotlib", "noto-cjk-sans-jp-bold")


def report(study: Study) -> Report:
    """Return the report of a study: what was found, and of each question codes, keywords and word cloud.

    A full one (``report.form``) has the comparisons, clusters and all figures, too.

    Raises:
        TextmineError: as the results it asks for: the survey can't be read, the dictionary is missing, ...
    """
    from textmine.reports.method import method, method_text
    from textmine.reports.tablefile import tablefile

    check_wanted(study.settings)
    study.survey_as_read  # noqa: B018  its errors come before those of the code frames
    study.codebooks()
    lang, survey = study.settings.report.lang, study.survey
    sections = [section("kinds", study.kinds())]
    for question in study.questions:
        sections += of_question(study, question)
    study.progress("findings", 0, 0)
    sections += [section(each, table) for each, table in found.main_findings(study).items()]
    if len(study.questions) > 1:  # of one alone they stand at the head
        for question in study.questions:
            told = found.question_findings(study, question)
            sections += [section(each, table, question) for each, table in told.items()]
    sections.append(section("answers", survey.answers))
    sections.append(section("columns", survey.columns))
    sections.append(section("findings", survey.findings))
    masked, lexicon = study.masked, study.lexicon
    if masked is not None:
        from textmine.privacy.persons import masking_counts  # its patterns take time to compile

        note = label("note.masking", lang)
        sections.append(section("maskings", masking_counts(masked), note=note))
    made = report_of(study, sections, form=study.settings.report.form)
    made = made.add(method(made, lexicon=lexicon), name="method")
    attachments = {
        f"method.{each}.md": method_text(made, each, lexicon=lexicon).encode() for each in ("ja", "en")
    }
    if masked is not None:
        attachments[MASKING_LIST] = tablefile(masked)
    study.progress("writing", 0, 0)
    return replace(made, attachments=attachments)


def report_of(
    study: Study, sections: Iterable[Section], *, form: Literal["", "short", "full"] = ""
) -> Report:
    """Return a report of these sections: with the settings, sources and versions that made them."""
    from textmine.reports.report import Report

    frames = study.codebooks().values()
    return Report(
        title=study.title,
        lang=study.settings.report.lang,
        form=form,
        settings=named(study.stated()),
        sources=study.survey.sources,
        sections=tuple(sections),
        versions=_versions(study.settings),
        lexicon={**study.lexicon.files, **{frame.path: frame.sha256 for frame in frames}},
    )


# -------------------------------------------------------------------------------------- of one question


def of_question(study: Study, question: str) -> Iterator[Section]:
    """Yield what the report says about one question, and at its end the analyses that were asked for."""
    asked = list(wanted(study, question))
    names = {same_part(part) for part in asked if part.name != "not_drawn"}
    yield from (part for part in _usual(study, question) if same_part(part) not in names)
    yield from asked


def _usual(study: Study, question: str) -> Iterator[Section]:
    """Yield what every report of its form says about a question."""
    from textmine.reports.sections import left_out_notes

    framed, full = question in study.codebooks(), study.settings.report.form == "full"
    place = study.questions.index(question), len(study.questions)
    yield from _categories(study, question, framed)
    study.progress("keywords", *place)
    words = study.keywords(question)
    notes = left_out_notes(study.left_out(question), study.stated(), study.settings.report.lang)
    yield section("keywords", words, question, note=" ".join(notes))
    if len(words):
        if full:
            yield figure(study, "bars_words", question, words["word"])
        study.progress("notes", *place)
        evidence = study.evidence(question)
        if reading.chunks(study) is not None and study.survey_as_read is study.sample:
            # Its quotes are numbered as in the whole survey, the answers of the report as in the sample.
            evidence = evidence.assign(answer=-1)
        yield section("evidence", evidence, question)
        if reading.chunks(study) is None:
            yield section("theme_answers", study.themes(question), question)
        yield section("occurrences", study.occurrences(question), question)
        study.progress("cloud", *place)
        yield from _wordcloud(study, question)
    if study.corpus(question).answers["item"].ne("").any():
        study.progress("condensed", *place)
        yield from condensed(study, question)
    if len(words) and full:
        study.progress("clusters", *place)
        yield from clustered(study, question)
        study.progress("comparisons", *place)
        yield from _compared(study, question, framed)
        if study.attributes(question):
            yield section("group_differences", found.differences(study, question), question)
    elif len(words):
        study.progress("comparisons", *place)
        if study.attributes(question):
            yield from crossed(study, question)
            yield section("group_differences", found.differences(study, question), question)
        if study.settings.compare.wave is not None:
            yield from _changed(study, question)


def _categories(study: Study, question: str, framed: bool) -> Iterator[Section]:
    """Yield the codes of a question, or without a code frame the stances that its answers take."""
    if not framed:
        if len(stances := study.stances(question)):
            yield section("stances", tables.stances.by_stance(stances), question)
        return
    study.progress("codes", study.questions.index(question), len(study.questions))
    counts, sheet = coded(study, question)
    yield counts
    if len(study.code_counts(question)):
        yield figure(study, "bars_codes", question, study.code_counts(question)["code"])
    yield sheet
    yield from shares(study, question)
    given = study.given_by(question)
    if len(rest := given[given["by"] != "rule"]):  # what the rules gave stands in the sheet
        yield section("given_by", rest.reset_index(drop=True), question)


def coded(study: Study, question: str) -> tuple[Section, Section]:
    """Return how many respondents have each code, and the codes of each answer."""
    return counts_of_codes(study, question), section("codes", study.codes(question), question)


def counts_of_codes(study: Study, question: str) -> Section:
    """Return how many respondents have each code: by an audit of enough answers, or by counting."""
    from textmine.reports.sections import code_notes

    counts, lang = study.code_estimates(question), study.settings.report.lang
    is_estimated = "method" in counts
    notes = [*code_notes(counts, study.stated(), lang), *example_notes(study, question, lang)]
    if study.settings.codes.codebook is None:
        frame = codebook_of(study.stated().codes.codebook, question)
        notes.append(label("note.frame_proposed", lang, frame=frame))
    if is_estimated:
        audit = study.audited(question)
        unit = unit_of(study.respondent_unit(), lang)
        about = label("note.codes_estimated", lang, respondents=f"{audit.respondents:,}", unit=unit)
        notes.insert(0, about)
    elif is_audited(study, question):
        notes.append(label("note.codes_audited", lang))
    return section(
        "code_estimates" if is_estimated else "code_counts", counts, question, note=" ".join(notes)
    )


def example_notes(study: Study, question: str, lang: str) -> list[str]:
    """Return whether examples give codes beside the rules, and how much better that is; [] without any."""
    learnt = study.learnt(question)
    if learnt is None:
        return []
    last = learnt.gains.iloc[-1]
    said = {key: f"{last[key]:.2f}" for key in ("rules", "learnt")}
    said |= {key: f"{last[key]:+.2f}" for key in ("gain", "low", "high")}
    judged = f"{int(last['judged']):,}"
    key = "note.examples_used" if learnt.is_used else "note.examples_held"
    over = label("note.over_sources" if learnt.over_sources else "note.over_respondents", lang)
    return [label(key, lang, judged=judged, over=over, **said)]


def shares(study: Study, question: str) -> Iterator[Section]:
    """Yield the shares of the codes as a random audit estimates them, if there was one.

    Also among the values of each attribute, how they changed, and how far coders and machine agree.
    """
    from textmine.reports.sections import audit_notes

    audit, lang = study.audited(question), study.settings.report.lang
    if not is_audited(study, question):
        return
    notes = audit_notes(audit, study.stated(), lang)
    yield section("code_shares", study.code_shares(question), question, note=" ".join(notes))
    yield section("code_shares_agreement", study.audit_agreement(question), question)
    if len(study.audit_disagreements(question)):
        yield section("code_shares_disagreements", study.audit_disagreements(question), question)
    if audit.respondents:
        wave = study.settings.compare.wave
        for attribute in dict.fromkeys((*study.attributes(question), *((wave,) if wave else ()))):
            table = study.code_shares_by(question, attribute)
            title = f"{name('code_shares_by', lang, group='section')}　{attribute}"
            yield section("code_shares_by", table, question, title=title, attribute=attribute)


def condensed(study: Study, question: str) -> Iterator[Section]:
    """Yield the statements of each item, the same ones merged, and which may be the same."""
    note = label("note.condensed", study.settings.report.lang)
    yield section("condensed", study.condensed(question), question, note=note)
    yield section("opinions", study.opinions(question), question)
    if len(study.proposals(question)):
        yield section("proposals", study.proposals(question), question)


def clustered(study: Study, question: str, height: float | None = None) -> Iterator[Section]:
    """Yield groups of the answers that no code caught; without a frame, of all answers."""
    from textmine.reports.cluster_notes import cluster_notes

    if study.uncoded(question) == []:
        return
    if study.settings.clusters.k is None and height is None:
        yield section("k_curve", study.k_curve(question), question)
    summary, lang = study.cluster_summary(question, height), study.settings.report.lang
    rest, unit = study.uncoded(question) is not None, unit_of(study.respondent_unit(), lang)
    notes = cluster_notes(summary, rest=rest, unit=unit, lang=lang)
    note = " ".join(notes)
    yield section("cluster_summary", summary, question, note=note)
    yield section("clusters", study.clusters(question, height), question)


def _wordcloud(study: Study, question: str) -> Iterator[Section]:
    """Yield the word cloud of a question and where its words are."""
    lang, chosen = study.settings.report.lang, study.settings.wordcloud
    drawn = study.figure("wordcloud", question)
    places = figures.frame.places_of(drawn)
    words = label("note.separator", "ja").join(places["word"].head(drawing.NAMED))
    alt = counted_label(
        "note.alt_wordcloud", lang, study.settings.keywords.per, question=question, words=words
    )
    sides = {"x": chosen.width, "width": chosen.width, "y": chosen.height, "height": chosen.height}
    shares = places.assign(kind="word", **{side: places[side] / pixels for side, pixels in sides.items()})
    areas = drawing.areas(shares.rename(columns={"word": "name"}))
    lacking = drawing.without_glyphs(study, question)
    left_out = label("note.separator", "ja").join(f"{word}（{glyphs}）" for word, glyphs in lacking.items())
    note = label("note.glyphs_missing", lang, words=left_out) if lacking else ""
    yield section("wordcloud", drawing.picture(drawn, alt, areas), question, note=note)
    yield section("wordcloud_layout", places, question)


# -------------------------------------------------------------------------------------------- comparisons


def _compared(study: Study, question: str, framed: bool) -> Iterator[Section]:
    """Yield who says what, what is said together, and what changed, each table with its figures."""
    attributes = study.attributes(question)
    for of in ("words", "codes") if framed else ("words",):
        if attributes:
            yield from crossed(study, question, of)
            for attribute in attributes:
                yield from _crosstab_figures(study, question, of, attribute)
    if attributes:
        yield section("distinctive", study.distinctive(question, "words"), question)
        for attribute in attributes:
            yield from _distinctive_figures(study, question, attribute)
    yield from _together(study, question)
    for attribute in attributes:
        if maps(study, question, attribute):
            yield from mapped(study, question, attribute)
    if study.settings.compare.wave is not None:
        yield from _changed(study, question)


def _crosstab_figures(study: Study, question: str, of: Of, attribute: str) -> Iterator[Section]:
    cross = study.crosstab(question, of)
    mine = cross[cross["attribute"] == attribute]
    if len(mine):
        kind: FigureKind = "heatmap_words" if of == "words" else "heatmap_codes"
        yield figure(study, kind, question, mine["feature"], attribute)
    if of == "codes" and mine["value"].nunique() in SIDE_BY_SIDE:
        yield figure(study, "grouped_codes", question, mine["feature"], attribute)


def _distinctive_figures(study: Study, question: str, attribute: str) -> Iterator[Section]:
    """Yield the words of each group: of two as keyness, of a few as a cloud in parts, and their clouds."""
    table = study.distinctive(question, "words")
    over = drawing.more_frequent(table, attribute)
    if table.loc[table["attribute"] == attribute, "value"].nunique() == 2 and len(over):
        yield figure(study, "keyness", question, over["feature"], attribute)
    if over["value"].nunique() in SIDE_BY_SIDE:
        yield figure(study, "comparison_cloud", question, over["feature"], attribute)
    corpus, most = study.corpus(question), study.settings.compare.values
    (groups,) = tables.membership.groups(corpus, attribute, most=most)
    if len(groups.names) in SIDE_BY_SIDE and groups.exclusive:
        clouds = drawing.keywords_by_value(study, question, attribute)
        if len(clouds) > 1:
            words = [word for each in clouds.values() for word in each["word"].head(drawing.NAMED)]
            yield figure(study, "wordclouds", question, words, attribute)


def _together(study: Study, question: str) -> Iterator[Section]:
    """Yield what is said together: pairs of words, and their tree."""
    pairs = study.cooccurrence(question, "words")
    if len(pairs):
        yield section("cooccurrence", pairs, question)
        yield from networked(study, question)
    if len(study.keywords(question).head(study.settings.compare.words)) > 2:
        yield from joined(study, question)


def _changed(study: Study, question: str) -> Iterator[Section]:
    """Yield what changed from wave to wave; a question that was asked in one wave only has not changed."""
    wave, lang = study.settings.compare.wave, study.settings.report.lang
    if len(found.respondents_of_values(study, question, wave or "")) < 2:
        yield not_drawn(
            name("changes", lang, group="section"), label("note.one_wave", lang, wave=wave), question
        )
        return
    table = study.changes(question)
    note = label("note.changes", lang, wave=wave)
    if study.compared(question) == "codes" and is_audited(study, question):
        note += label("note.codes_given", lang)
    yield section("changes", table, question, note=note)
    if len(table):
        yield figure(study, "timeline", question, table["feature"])
    try:
        yield from new_in_wave(study, question)
    except TableError as error:  # one wave alone has an answer with words
        yield not_drawn(name("new_themes", lang, group="section"), message(error, lang), question)


def new_in_wave(study: Study, question: str) -> Iterator[Section]:
    """Yield the themes that only the last wave has, and its answers that are far from all earlier ones."""
    table, far, lang = study.new_themes(question), study.far_answers(question), study.settings.report.lang
    numbers = {"limit": f"{table.attrs['limit']:.2f}", "by_chance": table.attrs["by_chance"]}
    counts = {"far": f"{len(far):,}", "base": f"{table.attrs['answers']:,}"}
    note = label("note.new_themes", lang, wave=study.settings.compare.wave, **counts, **numbers)
    if table.empty:
        note += label("note.new_themes_none", lang, **numbers)
    for each, content, said in (("new_themes", table, note), ("far_answers", far, "")):
        title = name(each, lang, group="section")
        yield section(each, content, question, note=said, title=title)


# ------------------------------------------------------------------------------------- what it was made with


def named(settings: Settings) -> Settings:
    """Return the settings as a report states them: files by name, so that a moved folder changes no byte."""
    return with_files(settings, lambda _, file: Path(file).name)


def _versions(settings: Settings) -> Mapping[str, str]:
    """Return the versions of what the numbers and pictures depend on."""
    import platform
    from importlib import metadata

    from textmine.words.mecab import dictionary

    packages = {package: metadata.version(package) for package in ("textmine", *PACKAGES)}
    chosen = dictionary(settings.words.dictionary)
    return {"python": platform.python_version(), **packages, chosen.name: chosen.version}
