"""From the files and options of a command to a study, and from its results to the screen and a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from textmine.cli.progress import progress
from textmine.cli.terminal import print_section, say, say_sampled
from textmine.errors import CodebookError, SettingsError
from textmine.texts.labels import counted_label, label, name, unit_of

if TYPE_CHECKING:
    import pandas as pd

    from textmine.reports.report import Section
    from textmine.settings import Settings
    from textmine.study.counting import Of
    from textmine.study.drawing import FigureKind
    from textmine.study.study import Study

Ask = Callable[[str], Iterable["Section"]]  # a question -> what is asked about it


def settings_of(files: Sequence[str], options: Mapping[str, object]) -> Settings:
    """Return the settings of a command: its textmine.toml if it has one, and above it its options."""
    from textmine.settings import DEFAULTS, change
    from textmine.settingsfile import read_settings

    written = [file for file in files if file.endswith(".toml")]
    if len(written) > 1:
        raise SettingsError("give one settings file, not {files}", files=", ".join(written))
    settings = read_settings(written[0]) if written else DEFAULTS
    named = tuple(file for file in files if file not in written)
    changes = {key.replace("__", "."): value for key, value in options.items()}
    settings = change(settings, {"survey.files": named, **changes}, name="textmine")
    if not settings.survey.files:
        raise SettingsError(
            "{path} names no survey file; write it in files = [...] below [survey]", path=written[0]
        )
    return settings


def study_of(files: Sequence[str], options: Mapping[str, object]) -> Study:
    """Return the study of a command; nothing is read yet."""
    return study_under(settings_of(files, options))


def study_under(settings: Settings) -> Study:
    """Return the study of these settings, in whose tables texts are plain Python strings.

    Arrow's, pandas's default, take a sixth longer: the tables are many and small. It is so until the command
    ends, as nobody else's tables are touched.
    """
    import pandas as pd

    from textmine.study.study import Study

    click.get_current_context().with_resource(pd.option_context("mode.string_storage", "python"))
    return Study(settings)


def coded_questions(study: Study) -> list[str]:
    """Return the questions that have a code frame.

    Raises:
        SettingsError: if none has one.
    """
    if not study.codebooks():
        raise SettingsError(
            "no code frame is named; give a file of rules or the name of a bundled one with --codebook, or "
            "write it below [codes]"
        )
    return list(study.codebooks())


def coded_question(study: Study) -> str:
    """Return the one question that has a code frame.

    Raises:
        SettingsError: if there is none, or several.
    """
    questions = coded_questions(study)
    if len(questions) != 1:
        raise SettingsError(
            "corrections are about one question, and {count} have a code frame; choose one with --question",
            count=len(questions),
        )
    return questions[0]


def answer(
    study: Study,
    ask: Ask,
    *,
    lang: str,
    out: str | None,
    main: str,
    questions: Callable[[Study], Iterable[str]] = lambda study: study.questions,
) -> dict[str, tuple[Section, ...]]:
    """Ask about each question, print what was answered, and write it to a file if one is named.

    ``main`` is the section that a .csv file holds; what belongs to it, such as its tests, goes to further
    ones beside it (table.csv, table_tests.csv). A workbook holds all sections, as the report shows them.
    """
    with progress(lang, study):
        asked, answers = tuple(questions(study)), {}
        for question in asked:
            study.progress("tables", study.questions.index(question), len(study.questions))
            answers[question] = tuple(ask(question))
        bases = {question: base_lines(study, question, lang) for question in answers}
    per = study.settings.keywords.per
    for question, sections in answers.items():
        for section in sections:
            columns = getattr(section.content, "columns", ())
            is_wilson = "low" in columns and "method" not in columns
            method = [counted_label("note.method", lang, per)] if is_wilson else []
            if print_section(section, lang, study.settings, notes=[*bases[question], *method]):
                bases[question] = []  # once, below the first table
    say_sampled(study, lang)
    write_sections(answers, out, lang, study, main=main)
    return answers


def answer_table(
    study: Study, name: str, table: Callable[[str], pd.DataFrame], **options: Any
) -> dict[str, tuple[Section, ...]]:
    """Ask for one table of each question, the section ``name``; ``options`` are those of :func:`answer`."""
    from textmine.study.sections import section

    return answer(study, lambda question: [section(name, table(question), question)], main=name, **options)


def base_lines(study: Study, question: str, lang: str) -> list[str]:
    """Return the lines below a table: its base, and who is not in it."""
    per = study.settings.keywords.per
    unit = unit_of(study.respondent_unit(), lang, per)
    if per != "respondent":
        return [label("note.base_documents", lang, base=f"{study.documents(question).base:,}", unit=unit)]
    respondents = study.respondents_by_kind(question)
    counts = [
        label(
            "note.kind_count", lang, kind=name(kind, lang, group="kind"), respondents=f"{count:,}", unit=unit
        )
        for kind, count in respondents.items()
        if kind != "substantive"
    ]
    base, total = respondents.get("substantive", 0), sum(respondents.values())
    kinds = label("note.kinds", lang, kinds=label("note.separator", lang).join(counts))
    return [
        label("note.base", lang, base=f"{base:,}", total=f"{total:,}", unit=unit),
        kinds if counts else label("note.kinds_none", lang),
    ]


def write_sections(
    answers: Mapping[str, Sequence[Section]], out: str | None, lang: str, study: Study, *, main: str
) -> None:
    """Write sections by question to a .csv file (those of ``main``) or a document; None: nowhere."""
    if out is None:
        return
    from textmine.reports.report import Report
    from textmine.reports.writing import write

    place = Path(out)
    if place.suffix.lower() != ".csv":
        sections = tuple(section for each in answers.values() for section in each)
        report = Report(
            place.stem, lang=study.settings.report.lang, settings=study.settings, sections=sections
        )
        write(report, place)
        wrote([place], lang)
        return
    import pandas as pd

    from textmine.reports.saving import save
    from textmine.reports.tablefile import tablefile

    tables: dict[Path, list[pd.DataFrame]] = {}
    for question, sections_of_question in answers.items():
        for section in sections_of_question:
            if section.name.startswith(main) and isinstance(section.content, pd.DataFrame):
                end = section.name.removeprefix(main).removeprefix("_words").removeprefix("_codes")
                table = section.content
                if "question" not in table:
                    table = table.assign(question=question)[["question", *table.columns]]
                tables.setdefault(place.with_name(f"{place.stem}{end}.csv"), []).append(table)
    save({path: tablefile(pd.concat(each)) for path, each in tables.items()})
    wrote(tables, lang)


def is_picture(out: str | None) -> bool:
    """Return whether a file named with --out is to be a picture."""
    return out is not None and Path(out).suffix.lower() in (".png", ".svg", ".pdf")


def draw(
    study: Study,
    kind: FigureKind | Callable[[str], FigureKind],
    out: str | None,
    lang: str,
    *,
    attributes: Sequence[str] = ("",),
    of: Of = "words",
) -> None:
    """Draw a figure of each question and attribute into the picture ``out``, several into out_1.png, …

    ``kind`` may depend on the question; ``of`` "" means codes where a question has a frame, else words.
    """
    if out is None or not is_picture(out):
        return
    from textmine.figures.saving import encode
    from textmine.reports.saving import save

    place, pictures = Path(out), {}
    drawn = [(question, attribute) for question in study.questions for attribute in attributes]
    for number, (question, attribute) in enumerate(drawn, start=1):
        own = kind if isinstance(kind, str) else kind(question)
        figure = study.figure(own, question, attribute, of or study.compared(question))
        path = place if len(drawn) == 1 else place.with_stem(f"{place.stem}_{number}")
        pictures[path] = encode(figure, place.suffix[1:].lower(), title=question)
    save(pictures)
    wrote(pictures, lang)


def one_question(study: Study, lang: str) -> None:
    """Check that a code frame is drafted for one question.

    Raises:
        CodebookError: if the study has several.
    """
    with progress(lang, study):
        if len(study.questions) > 1:
            raise CodebookError(
                "a drafted code frame is about one question, and {count} would be read; choose one with "
                "--question",
                count=len(study.questions),
            )


def write_draft(text: str, path: str, lang: str) -> None:
    """Write a drafted code frame, or say that there is nothing to write."""
    from textmine.reports.saving import save

    if not text:
        say("there is nothing to make a rule of; nothing was written to {path}", lang, path=path)
        return
    save({Path(path): text.encode()})
    wrote([Path(path)], lang)


def wrote(paths: Iterable[Path], lang: str) -> None:
    """Say which files were written."""
    for path in paths:
        say("wrote {path}", lang, path=path)
