"""What one analysis puts into a report: its tables and figures, and which analyses somebody asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from textmine import figures
from textmine.errors import FigureError, SettingsError, TableError, WordsError
from textmine.settings import Settings
from textmine.study import drawing
from textmine.study.counting import Of
from textmine.study.drawing import FigureKind
from textmine.study.findings import respondents_of_values
from textmine.study.study import Study
from textmine.texts.labels import counted_label, label, name
from textmine.texts.messages import message

if TYPE_CHECKING:
    from textmine.reports.pictures import Picture
    from textmine.reports.report import Section


def section(
    name: str,
    content: pd.DataFrame | Picture,
    question: str = "",
    *,
    note: str = "",
    attribute: str = "",
    title: str = "",
) -> Section:
    """Return one part of a report."""
    from textmine.reports.report import Section

    return Section(name, content, question, title=title, note=note, attribute=attribute)


def figure(
    study: Study,
    kind: FigureKind,
    question: str,
    names: Iterable[object],
    attribute: str = "",
    of: Of = "words",
) -> Section:
    """Return a figure as a part of a report, described in a sentence for who can't see it.

    A figure that can't be drawn as it is (its texts leave no room, no word stands out) does not stop the
    report, which says which one, and why.
    """
    lang = study.settings.report.lang
    shown = drawing.title_of_attribute(study, attribute) if attribute else ""
    title = f"{name(kind, lang, group='section')}　{shown}".rstrip("　")
    try:
        drawn = study.figure(kind, question, attribute, of)
    except (FigureError, TableError) as error:
        return not_drawn(title, message(error, lang), question, shown)
    places = figures.frame.places_of(drawn).rename(columns={"feature": "name", "group": "value"})
    # The words of a comparison cloud are those of a group, but open to all answers that hold them.
    areas = drawing.areas(places, "" if kind == "comparison_cloud" else attribute)
    content = drawing.picture(drawn, drawing.description(title, question, names, lang), areas)
    return section(kind, content, question, title=title if attribute else "", attribute=shown)


def not_drawn(title: str, reason: str, question: str, attribute: str = "") -> Section:
    """Return what stands in place of a figure or table that can't be made."""
    content = pd.DataFrame({"figure": [title], "reason": [reason]})
    return section("not_drawn", content, question, attribute=attribute)


def is_audited(study: Study, question: str) -> bool:
    """Return whether anything was decided about an audit sample of a question."""
    audit = study.audited(question)
    return bool(audit.respondents or audit.left_out)


def crossed(study: Study, question: str, of: Of = "") -> tuple[Section, Section]:
    """Return words or codes against the attributes, and their tests."""
    of, lang = of or study.compared(question), study.settings.report.lang
    note = label("note.codes_given", lang) if of == "codes" and is_audited(study, question) else ""
    return (
        section(f"crosstab_{of}", study.crosstab(question, of), question, note=note),
        section(f"crosstab_{of}_tests", study.crosstab_tests(question, of), question),
    )


def networked(study: Study, question: str, attribute: str = "", of: Of = "words") -> Iterator[Section]:
    """Yield the network of words (or codes), how large it is, and where each word stands in it.

    ``attribute``: the one whose values words are joined to, if the settings name one.
    """
    words = study.graph_words(question, of)
    yield section("graph_numbers", study.graph_numbers(question, of), question, attribute=attribute)
    yield section("graph_words", words, question, attribute=attribute)
    yield figure(study, "network", question, words["feature"], attribute, of)


def joined(study: Study, question: str, of: Of = "words") -> Iterator[Section]:
    """Yield the tree of words (or codes)."""
    leaves = study.feature_leaves(question, of)
    yield section("feature_tree", study.feature_tree(question, of), question)
    yield section("feature_leaves", leaves, question)
    yield figure(study, "tree", question, leaves["feature"], of=of)


def topics_of(study: Study, question: str) -> Iterator[Section]:
    """Yield the words of topics, with a warning of short answers, and the topics of each answer."""
    table, lang = study.topics(question), study.settings.report.lang
    median = f"{table['median'].iloc[0]:g}"
    note = label("note.topics_short", lang, median=median) if table["short"].any() else ""
    yield section("topics", table, question, note=note)
    yield section("topics_of_answers", study.topics_of_answers(question), question)


def maps(study: Study, question: str, attribute: str) -> bool:
    """Return whether a map shows more than the keyness figure: three values, and words, are needed."""
    enough = respondents_of_values(study, question, attribute) >= study.settings.compare.minimum
    return enough.sum() >= 3 and len(study.keywords(question)) >= 3


def mapped(study: Study, question: str, attribute: str, of: Of = "words") -> Iterator[Section]:
    """Yield the map of words (or codes) and values, and name the values of too few respondents for it."""
    lang, minimum = study.settings.report.lang, study.settings.compare.minimum
    are_answers = attribute == "answer" and attribute not in study.survey.attributes  # each for itself
    bases = pd.Series(dtype=int) if are_answers else respondents_of_values(study, question, attribute)
    few = bases[bases < minimum]
    form = "{value}（{count}）" if lang == "ja" else "{value} ({count})"
    names = label("note.separator", lang).join(
        form.format(value=value, count=count) for value, count in few.items()
    )
    per = study.settings.keywords.per
    values = {"values": names, "minimum": minimum}
    note = counted_label("note.few_left_out", lang, per, **values) if len(few) else ""
    points = study.correspondence(question, attribute, of)
    inertia = study.correspondence_inertia(question, attribute, of)
    shown = drawing.title_of_attribute(study, attribute)
    yield section("correspondence", points, question, attribute=shown, note=note)
    yield section("correspondence_inertia", inertia, question, attribute=shown)
    features = points.loc[points["kind"] != "value", "name"]
    yield figure(study, "map", question, features, attribute, of)


def points(study: Study, question: str) -> Iterator[Section]:
    """Yield what the axes of a map show, and its points, for each attribute that has enough values."""
    for attribute in study.attributes(question):
        inertia = study.correspondence_inertia(question, attribute)
        yield section("correspondence_inertia", inertia, question, attribute=attribute)
        table = study.correspondence(question, attribute)
        yield section("correspondence", table, question, attribute=attribute)


# -------------------------------------------------------------------------------- what somebody asked for

Analysis = Callable[
    [Study, str, str], Iterable["Section"]
]  # a study, a question, and what the analysis is about


def check_wanted(settings: Settings) -> None:
    """Check the analyses that the settings ask for (``report.analyses``).

    Raises:
        SettingsError: for a name that is no analysis, or one without the word or condition that it needs.
    """
    for entry in settings.report.analyses:
        kind, _, about = entry.partition(" ")
        if kind not in ANALYSES:
            raise SettingsError(
                "{name}: {key} can't be {value!r}; it is one of: {allowed}",
                name="textmine.toml",
                key="report.analyses",
                value=entry,
                allowed=", ".join(ANALYSES),
            )
        _, takes = ANALYSES[kind]
        if takes == "word" and not about.strip():
            raise SettingsError(
                "{kind!r} in report.analyses needs the word or condition it is about, such as {example!r}",
                kind=kind,
                example=f"{kind} 意識",
            )
        if not takes and about:
            raise SettingsError(
                "{kind!r} in report.analyses takes nothing after its name, not {about!r}",
                kind=kind,
                about=about,
            )


def wanted(study: Study, question: str) -> Iterator[Section]:
    """Yield the analyses that the settings ask for, as parts that every document shows.

    One that can't be made of the answers to this question does not stop the report, which says why.
    """
    for entry in study.settings.report.analyses:
        kind, _, about = entry.partition(" ")
        analysis, _ = ANALYSES[kind]
        try:
            for each in analysis(study, question, about.strip()):
                yield replace(each, asked=True)
        except (FigureError, TableError, WordsError) as error:
            lang = study.settings.report.lang
            title = name(kind.replace("-", "_"), lang, group="section")
            missing = not_drawn(f"{title}　{about}".strip(), message(error, lang), question)
            yield replace(missing, asked=True)


def same_part(section: Section) -> tuple[str, str, str]:
    """Return what tells two parts of a question apart."""
    return section.name, section.attribute, section.title


def _table(kind: str, table_of: Callable[[Study, str, str], pd.DataFrame]) -> Analysis:
    """Return an analysis that is one table of a study, about a word or condition if it takes one."""

    def made(study: Study, question: str, about: str) -> Iterator[Section]:
        title = f"{name(kind, study.settings.report.lang, group='section')}　{about}" if about else ""
        yield section(kind, table_of(study, question, about), question, title=title, attribute=about)

    return made


def _distribution(study: Study, question: str, about: str) -> Iterator[Section]:
    yield section("distribution_numbers", study.distribution_numbers(question), question)
    yield section("distribution", study.distribution(question), question)


def _network(study: Study, question: str, about: str) -> Iterator[Section]:
    """Yield the network of words, or of words and the values of an attribute."""
    own = study.change({"network.by": about}) if about else study
    by = study.settings.network.by or about or ""
    yield from _of_each(study, question, lambda of: networked(own, question, by, of))


def _correspondence(study: Study, question: str, about: str) -> Iterator[Section]:
    """Yield the map of words and an attribute, or of those compared by; ``about`` "answer": of answers."""
    for attribute in _attributes(study, question, about):
        yield from _of_each(study, question, partial(mapped, study, question, attribute))


def _crosstab(study: Study, question: str, about: str) -> Iterator[Section]:
    own = study.change({"compare.by": _attributes(study, question, about)})
    for of in _kinds_compared(study, question):
        yield from crossed(own, question, of)


def _figures_of_crosstab(kind: str) -> Analysis:
    """Return the analysis that draws a cross table as bubbles or lines: of words, and of any codes."""

    def made(study: Study, question: str, about: str) -> Iterator[Section]:
        attributes = _attributes(study, question, about)
        own = study.change({"compare.by": attributes})
        for of in _kinds_compared(study, question):
            cross = own.crosstab(question, of)
            for attribute in attributes:
                features = cross.loc[cross["attribute"] == attribute, "feature"]
                drawn: FigureKind = f"{kind}_{of}"  # type: ignore[assignment]
                yield figure(own, drawn, question, features, attribute)

    return made


def _pairs(study: Study, question: str, about: str) -> Iterator[Section]:
    yield from _of_each(
        study, question, lambda of: [section("cooccurrence", study.cooccurrence(question, of), question)]
    )


def _topics(study: Study, question: str, about: str) -> Iterator[Section]:
    yield from topics_of(study, question)


def _tree(study: Study, question: str, about: str) -> Iterator[Section]:
    yield from _of_each(study, question, partial(joined, study, question))


def _distance_map(study: Study, question: str, about: str) -> Iterator[Section]:
    def made(of: Of) -> Iterator[Section]:
        places = study.distance_map(question, of)
        yield section("distance_map", places, question)
        yield figure(study, "distance_plot", question, places["feature"], of=of)

    yield from _of_each(study, question, made)


def _of_each(study: Study, question: str, made: Callable[[Of], Iterable[Section]]) -> Iterator[Section]:
    """Yield the parts of words and, where the question has a frame, those of codes, whose titles say so."""
    lang = study.settings.report.lang
    yield from made("words")
    for each in made("codes") if question in study.codebooks() else ():
        title = each.title or name(each.name, lang, group="section")
        yield replace(each, title=label("section.of_codes", lang, title=title))


def _kinds_compared(study: Study, question: str) -> tuple[Of, ...]:
    return ("words", "codes") if question in study.codebooks() else ("words",)


def _attributes(study: Study, question: str, about: str) -> Sequence[str]:
    """Return the attribute that an analysis is about, or those that the study compares by.

    Raises:
        TableError: if there is none.
    """
    attributes = (about,) if about else study.attributes(question)
    if not attributes:
        raise TableError("no attribute to compare by is named; name one with --by COLUMN")
    return attributes


# Named as their commands, with what may follow the name: nothing, an attribute, or a word (or condition).
ANALYSES: dict[str, tuple[Analysis, str]] = {
    "distribution": (_distribution, ""),
    "search": (_table("search", Study.search), "word"),
    "related": (_table("related", Study.related), "word"),
    "collocation": (_table("collocation", Study.collocation), "word"),
    "word-forms": (_table("word_forms", Study.word_forms), "word"),
    "document-words": (
        _table("document_words", lambda study, question, about: study.document_words(question)),
        "",
    ),
    "cooccurrence": (_pairs, ""),
    "network": (_network, "attribute"),
    "tree": (_tree, ""),
    "distance-map": (_distance_map, ""),
    "topics": (_topics, ""),
    "correspondence": (_correspondence, "attribute"),
    "crosstab": (_crosstab, "attribute"),
    "bubbles": (_figures_of_crosstab("bubbles"), "attribute"),
    "lines": (_figures_of_crosstab("lines"), "attribute"),
}
