"""The dossier of a study: what a third party needs to judge its codes, and to make them again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from textmine import codes, inputs, tables
from textmine.errors import WordsError
from textmine.inputs.lexicon import FOLDERS
from textmine.settings import DEFAULTS, NO_EXAMPLES, Settings, change
from textmine.settingsfile import with_files, write_settings
from textmine.study import reading
from textmine.study.outline import counts_of_codes, example_notes, report_of, shares
from textmine.study.sections import section
from textmine.study.study import Study
from textmine.texts.labels import label

if TYPE_CHECKING:
    from textmine.reports.report import Report, Section

SETTINGS = "textmine.toml"  # in the folder of a dossier: makes it again
FILES = "files"  # its folder of frames, examples, decisions and lists, each below the setting that names it
LISTED = ("survey", "words", "codes", "audit", "corrections", "report")  # settings that bear on codes
NOT_MASKED = ("condense.merges", "report.edits")  # of a masked one neither: a dossier does without them
ELSEWHERE = ("survey.files", "words.dictionary", "report.out")  # places whose files a dossier does not hold


def dossier(study: Study) -> Report:
    """Return the dossier of the questions that have a code frame.

    Of each: the frame, the shares of its codes (by audit, by machine, by people, where there was an audit),
    who gave them, how far coders agree and on what not, what each condition finds, and how the shares move
    under other choices. The files that it is made from stand at its end with their hashes, as in any report.

    Raises:
        TextmineError: as the results it asks for.
    """
    from textmine.reports.method import method

    lang = study.settings.report.lang
    sections = [each for question in study.codebooks() for each in of_question(study, question)]
    made = report_of(study, [section("kinds", study.kinds()), *sections])
    made = replace(made, title=label("dossier.title", lang, title=made.title), listed=LISTED)
    return made.add(method(made, lexicon=study.lexicon), name="method")


def of_question(study: Study, question: str) -> Iterator[Section]:
    """Yield what the dossier says about one question."""
    frame, lang = study.codebooks()[question], study.settings.report.lang
    yield section("frame", codes.frametable.frame_table(frame), question)
    yield counts_of_codes(study, question)
    yield from shares(study, question)
    if study.audited(question).respondents:
        errors = study.audit_errors(question)
        yield section("audit_errors", errors, question, note=label("note.audit_errors", lang))
    note = " ".join(example_notes(study, question, lang))
    yield section("coders", tables.coders.coders(study.given_by(question), frame.names), question, note=note)
    decided = study.decisions()
    if decided is not None:
        own = tables.coders.deciders(decided[decided["question"] == question])
        yield section("deciders", own, question, note=label("note.deciders", lang))
    table = sensitivity(study, question)
    tried = set(table["choice"])
    notes = ["note.sensitivity"]
    if "decisions" in tried and "method" in study.code_estimates(question):
        notes.append("note.sensitivity_audited")
    notes += [] if "dictionary" in tried else ["note.not_installed"]
    yield section("sensitivity", table, question, note=" ".join(label(each, lang) for each in notes))
    yield section(
        "code_conditions", study.code_conditions(question), question, note=label("note.code_conditions", lang)
    )


def variants(settings: Settings) -> dict[str, dict[str, object]]:
    """Return the other choices that a reviewer asks about: name -> the settings that differ from these."""
    other = "ipadic" if settings.words.dictionary != "ipadic" else "unidic-lite"
    chosen: dict[str, dict[str, object]] = {
        "dictionary": {"words.dictionary": other},
        "encoder": {"codes.encoder": "words"},
        "examples": {"codes.examples": (NO_EXAMPLES,)},
    }
    if settings.codes.overrides:
        chosen["decisions"] = {"codes.overrides": ""}
    return {name: values for name, values in chosen.items() if change(settings, values) != settings}


def sensitivity(study: Study, question: str) -> pd.DataFrame:
    """Return how the share of each code moves under other choices: one row per code and choice.

    Columns: ``code``, ``level``, ``choice`` ("none": as the settings are; "dictionary": the other tokeniser
    dictionary; "encoder": no meanings, by words alone; "examples": no examples but the frame's own;
    "decisions": without what people decided), ``respondents``, ``share`` (of ``base``), ``difference`` (of
    shares), ``base``. A dictionary that is not installed has no rows.
    """
    parts = [_counts(study, question, "none")]
    for name, values in variants(study.settings).items():
        try:
            parts.append(_counts(study.change(values), question, name))
        except WordsError:  # a dictionary that is not installed
            continue
    table = pd.concat(parts, ignore_index=True)
    as_it_is = parts[0].set_index("code")["share"]
    table["difference"] = table["share"] - table["code"].map(as_it_is)
    order = {code: place for place, code in enumerate(as_it_is.index)}
    table = table.sort_values("code", key=lambda names: names.map(order), kind="stable", ignore_index=True)
    return table[["code", "level", "choice", "respondents", "share", "difference", "base"]]


def _counts(study: Study, question: str, name: str) -> pd.DataFrame:
    counts = study.code_estimates(question)
    counts = counts[counts["level"].isin(("upper", "code", "other"))]
    return counts[["code", "level", "respondents", "share", "base"]].assign(choice=name)


def packed(settings: Settings) -> dict[str, bytes]:
    """Return the files that make a dossier again, but for the survey: name in its folder -> content.

    They are what the settings name (frames, examples, decisions, lists), and the settings themselves, which
    name them where they lie in the dossier, and the survey's files without their folders. Where answers are
    masked, so are the texts in these files.
    """
    files: dict[str, bytes] = {}
    study = Study(settings) if settings.report.mask else None

    def place(path: str, file: str) -> str:
        if path in ELSEWHERE:
            return file if path == "words.dictionary" else Path(file).name
        if study and path in NOT_MASKED:
            return ""
        if not Path(file).exists():
            return file
        return _packed(Path(file), f"{FILES}/{path}", files, _masked(study, path) if study else None)

    moved = change(with_files(settings, place), {"report.out": DEFAULTS.report.out})
    return {SETTINGS: write_settings(moved, lang=settings.report.lang).encode(), **files}


Masked = Callable[[Path], tuple[str, bytes]]  # a file -> its name and content without what is hidden


def _masked(study: Study, path: str) -> Masked | None:
    """Return what masks a file that a setting names; None: it holds no answers."""
    hide = reading.hide(study)
    if hide is None or (
        path not in ("codes.overrides", "codes.examples") and not path.startswith("codes.codebook")
    ):
        return None

    def content(place: Path) -> tuple[str, bytes]:
        from textmine.reports.tablefile import tablefile

        if path == "codes.overrides":
            decided = study.decisions()
            assert decided is not None
            return f"{place.stem}.csv", tablefile(decided)
        if path == "codes.examples":
            return f"{place.stem}.csv", tablefile(inputs.examples.masked_examples(place, hide))
        lines = inputs.encodings.decode(place.read_bytes(), str(place)).text.split("\n")
        notes = [number for number, line in enumerate(lines) if line.startswith("#")]
        for number, note in zip(notes, hide([lines[number] for number in notes]), strict=True):
            lines[number] = note
        return place.name, "\n".join(lines).encode()

    return content


def _packed(place: Path, folder: str, files: dict[str, bytes], masked: Masked | None = None) -> str:
    """Put a file, or the lists in a folder, into a folder of the dossier; return where it is there."""
    if place.is_dir():  # of lists: those below dictionaries/ and stopwords/, or in the folder itself
        lists = [*place.glob("*.txt"), *(each for sub in FOLDERS for each in (place / sub).glob("*.txt"))]
        files |= {f"{folder}/{each.relative_to(place).as_posix()}": each.read_bytes() for each in lists}
        return folder
    called, content = masked(place) if masked else (place.name, place.read_bytes())
    name, number = f"{folder}/{called}", 2
    while files.get(name, content) != content:  # two files of one name
        name, number = f"{folder}/{number}_{called}", number + 1
    files[name] = content
    return name
