"""Which codes the answers to a question get, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from textmine import codes as frames
from textmine import inputs, tables
from textmine.errors import CodebookError, SurveyError
from textmine.privacy.spans import MASK
from textmine.settings import CodeUnit, Settings, change
from textmine.study import reading
from textmine.study.remembering import Content, Remembers, content_of, remembered, setting

if TYPE_CHECKING:
    from textmine.codes.codebook import Codebook
    from textmine.codes.given import Machine
    from textmine.codes.learnt import Learnt
    from textmine.study.coding import Coding


_UNFIT = 1 / 3  # the share of respondents without a code from which a proposed frame is not for the question


@remembered
def codebooks(study: Remembers) -> dict[str, Codebook]:
    """Return question -> code frame, for the questions that have one: as named, or as what they ask proposes.

    Raises:
        SettingsError: if the settings name a question that is not there.
        CodebookError: for an error in a frame; it is found before the survey is read.
    """
    from textmine.study.coding import masked_codebook, read_codebooks

    # the one setting, not its section, which names what people decide, too
    frames_of = read_codebooks(named_frames(study), lambda: reading.questions(study))
    hide = reading.hide(study)
    if hide is not None:
        return {question: masked_codebook(frame, hide) for question, frame in frames_of.items()}
    return frames_of


@remembered
def named_frames(study: Remembers) -> str | dict[str, str] | None:
    """Return the code frame of the settings, or question -> the bundled one for what it asks.

    A bundled one is taken if its rules leave at most a third of the respondents without a code. None: there
    is none, the settings say "none", or they use no list that comes along.
    """
    named: str | dict[str, str] | None = setting(study, "codes.codebook")
    if named is not None:
        return None if named == "none" else named
    if setting(study, "words.lists") != "bundled":
        return None
    proposed = frames.proposed.proposed_frames(reading.questions(study))
    return {question: name for question, name in proposed.items() if _fits(study, question, name)} or None


def _fits(study: Remembers, question: str, name: str) -> bool:
    corpus, frame = reading.corpus(study, question), frames.codebook.read_codebook(name)
    counts = tables.code_counts.code_counts(frames.code_answers.code_answers(corpus, frame), frame)
    return bool((counts.loc[counts["level"] == "other", "share"] <= _UNFIT).all()) and corpus.base > 0


def stated(study: Remembers) -> Settings:
    """Return the settings as a report states them: with what is proposed where they say nothing."""
    proposed = {
        "evidence.respondent_unit": reading.respondent_unit(study),
        "codes.codebook": named_frames(study),
    }
    return change(study.settings, proposed)


@remembered
def decisions(study: Remembers) -> pd.DataFrame | None:
    """Return what people decided, as :func:`textmine.read_review`; None if the settings name no file.

    Where answers are masked, the decisions are about these, and hold nothing of what is hidden. Where they
    are not, decisions that were made about masked answers are about the answers as they were written.
    """
    path, before, hide = setting(study, "codes.overrides"), reading.written(study), reading.hide(study)
    if not path:
        return None
    decided = inputs.decisions.read_review(path)
    if hide is None and any(MASK in cell for name in ("text", "respondent") for cell in decided[name]):
        before = reading.hidden_answers(study)
    if before is None:
        return decided
    from textmine.study.coding import moved_decisions

    return moved_decisions(decided, before, reading.survey(study).answers, hide)


@remembered
def examples(study: Remembers, question: str) -> list[pd.DataFrame]:
    """Return the texts whose codes are known, as :func:`textmine.read_examples`: of files, and of people.

    They are masked as the answers are: the nearest of them stand in the report.
    """
    tables = frames.examples.read_all(setting(study, "codes.examples"), codebooks(study)[question])
    if (hide := reading.hide(study)) is not None:
        tables = [table.assign(text=hide(table["text"].tolist())) for table in tables]
    decided = decisions(study)
    if decided is not None:
        tables.append(inputs.examples.decided_examples(decided[decided["question"] == question]))
    return tables


def learnt(study: Remembers, question: str) -> Learnt | None:
    """Return what examples teach beside the rules, as :func:`textmine.learn`; None: there are no examples.

    What the author of the rules had read is no ground for saying that examples are a gain over them. Those
    that come with a frame have taught when textmine was made; with others beside them, or where the settings
    name them, it is learnt anew, which takes as long as a short study; anew only where the examples are
    others: an audit that goes on teaches nothing. KH Coder's reading has its rules alone.
    """
    return _learnt(study, question, _taught(study, question))


@remembered
def _taught(study: Remembers, question: str) -> Content:
    return content_of(examples(study, question))


@remembered
def _learnt(study: Remembers, question: str, tables: Content) -> Learnt | None:
    codebook = codebooks(study)[question]
    is_bundled = not setting(study, "codes.examples") and frames.examples.bundled_examples(codebook)
    own = [frames.examples.of_frame(codebook), *(tables.tables[1:] if is_bundled else tables.tables)]
    if all(table["read"].all() for table in own):
        is_shown = bool(is_bundled) and setting(study, "codes.reading") == "textmine"
        return frames.learnt.bundled_learnt(codebook, tables.tables) if is_shown else None
    study.progress("learning", 0, 0)
    options = setting(study, "corrections").model_dump()
    lexicon, words = reading.lexicon(study), setting(study, "words")
    options |= {name: setting(study, f"codes.{name}") for name in ("encoder", "reading")}
    return frames.learn.learn(codebook, list(tables.tables), lexicon=lexicon, words=words, **options)


def gains(study: Remembers, question: str) -> pd.DataFrame:
    """Return by how much examples are better than the rules, per code and for all, as ``Learnt.gains``.

    Raises:
        SurveyError: if there is nothing to judge them by.
    """
    of = learnt(study, question)
    if of is None or not of.gains["judged"].iat[-1]:
        raise SurveyError(
            "there is nothing to learn from; give answers that people decided (textmine apply), or examples "
            "with --examples"
        )
    return of.gains


def coding(
    study: Remembers,
    question: str,
    *,
    unit: CodeUnit | None = None,
    by: Literal["rules", "machine", "all"] = "all",
) -> Coding:
    """Return what gives the answers to a question their codes: rules, with examples, or people, too."""
    from textmine.study.coding import Coding  # the codes are loaded when they are asked for

    frame, unit = codebooks(study)[question], unit or setting(study, "codes.unit")
    way, taught = setting(study, "codes.reading"), None if by == "rules" else learnt(study, question)
    if by != "all" or decisions(study) is None:
        return Coding(frame, taught, None, unit, way)
    return Coding(frame, taught, decisions(study), unit, way, _matches(study).get(question))


@remembered
def _matches(study: Remembers) -> dict[str, pd.DataFrame]:
    """Return question -> how many answers of all chunks each decision may be about; {}: no chunks."""
    from textmine.study.coding import count_decisions

    chunks, decided = reading.chunks(study), decisions(study)
    return {} if chunks is None or decided is None else count_decisions(decided, chunks)


def coded(study: Remembers, question: str, unit: CodeUnit | None = None) -> pd.DataFrame:
    """Return the codes of each answer: by rules and examples, and above them what people decided."""
    return _coded(study, question, unit or setting(study, "codes.unit"))


@remembered
def _coded(study: Remembers, question: str, unit: CodeUnit) -> pd.DataFrame:
    coding_of, corpus = coding(study, question, unit=unit), reading.corpus(study, question)
    said, decided = machine(study, question, unit), coding_of.decisions
    return frames.review.corrected(said.coded, decided, corpus, coding_of.matches, rule=said.rule)


def machine(study: Remembers, question: str, unit: CodeUnit) -> Machine:
    """Return what rules and examples say of each answer, and how sure that is."""
    return _machine(study, question, unit, _taught(study, question))


@remembered
def _machine(study: Remembers, question: str, unit: CodeUnit, tables: Content) -> Machine:
    # not by ``coding``, which asks for what people decided: this stays where only an audit has gone on
    from textmine.study.coding import Coding
    from textmine.study.coding import machine as said

    frame, taught = codebooks(study)[question], _learnt(study, question, tables)
    rules = Coding(frame, taught, None, unit, setting(study, "codes.reading"))
    return said(rules, reading.corpus(study, question))


def coded_by_machine(study: Remembers, question: str) -> pd.DataFrame:
    """Return the codes that rules and examples give each whole answer, whatever people decided about it."""
    return machine(study, question, "answer").coded


@remembered
def coded_documents(study: Remembers, question: str) -> pd.DataFrame:
    """Return the codes that rules and examples give each sentence, or whatever else tables count."""
    from textmine.study.coding import machine as said

    # By the words of the documents, so that both are of the same sentences.
    by_machine = coding(study, question, unit=setting(study, "keywords.per"), by="machine")
    by_machine = replace(by_machine, reading=setting(study, "words.reading"))
    table = said(by_machine, reading.all_answers(study).select(question=question)).coded
    documents = reading.documents(study, question).answers
    return table.assign(**{name: documents[name].to_numpy() for name in ("answer", "respondent", "kind")})


@remembered
def coded_by_rules(study: Remembers, question: str) -> pd.DataFrame:
    """Return the codes that the rules alone give each whole answer."""
    from textmine.study.coding import machine as said

    return said(coding(study, question, unit="answer", by="rules"), reading.corpus(study, question)).coded


@remembered
def clauses(study: Remembers, question: str) -> pd.DataFrame:
    """Return which conditions of the rules fired on which characters, as :func:`textmine.explain`."""
    corpus, frame = reading.corpus(study, question), codebooks(study)[question]
    return frames.explain.explain(corpus, frame, **_way(study))


@remembered
def code_conditions(study: Remembers, question: str) -> pd.DataFrame:
    """Return what each condition of each rule finds, as :func:`textmine.code_conditions`."""
    corpus, frame = reading.corpus(study, question), codebooks(study)[question]
    return tables.code_conditions.code_conditions(corpus, frame, **_way(study))


def _way(study: Remembers) -> dict[str, Any]:
    """Return what rules are matched with; not the whole section, which names what people decide, too."""
    return {name: setting(study, f"codes.{name}") for name in ("unit", "reading")}


@remembered
def given_by(study: Remembers, question: str) -> pd.DataFrame:
    """Return who gave which code: a rule, examples or a person, as ``textmine.codes.given.given_by``."""
    unit = setting(study, "codes.unit")
    said, table = machine(study, question, unit), coded(study, question)
    return frames.given.given_by(said, table, clauses(study, question))


@remembered
def codes(study: Remembers, question: str) -> pd.DataFrame:
    """Return each answer with its codes and what gave them, as :func:`textmine.code_sheet`."""
    table, corpus = coded(study, question), reading.corpus(study, question)
    return frames.codesheet.coded_sheet(
        table, corpus, given_by(study, question), lang=setting(study, "report.lang")
    )


def explain(study: Remembers, question: str, answer: int | None = None) -> pd.DataFrame:
    """Return who gave an answer its codes and why, as :func:`given_by`; no ``answer``: of all answers.

    Raises:
        CodebookError: if there is no such answer.
    """
    table = given_by(study, question)
    if answer is None:
        return table
    if not (reading.corpus(study, question).answers["answer"] == answer).any():
        raise CodebookError("there is no answer {answer} in this corpus", answer=answer)
    return table[table["answer"] == answer].reset_index(drop=True)


def suggestions(study: Remembers, question: str) -> pd.DataFrame:
    """Return where examples and rules differ, as ``textmine.codes.given.suggestions``."""
    said = machine(study, question, "answer")
    return frames.given.suggestions(said, coded(study, question, "answer"))


def by_doubt(study: Remembers, question: str) -> pd.DataFrame:
    """Return all answers in the order in which looking at them pays, as :func:`textmine.review`."""
    from textmine.study.coding import machine as said

    corpus, of = reading.corpus(study, question), coding(study, question, unit="answer", by="machine")
    doubts = None if of.learnt is None else said(of, corpus, anyway=True)
    return frames.review.review(corpus, coded_by_machine(study, question), doubts)


def review(study: Remembers, question: str) -> pd.DataFrame:
    """Return the answers that are still to be looked at, in the order in which that pays.

    What people decided about is left out, and so is the audit sample: nothing is to be learnt from that.
    """
    sheet, table = by_doubt(study, question), coded(study, question, "answer")
    done = set(audit_sample(study, question)["answer"])
    if "reviewed" in table:
        done |= set(table["answer"][table["reviewed"] == 1])
    return sheet[~sheet["answer"].isin(done)].reset_index(drop=True)


@remembered
def audit_sample(study: Remembers, question: str) -> pd.DataFrame:
    """Return the answers of respondents drawn at random, as :func:`textmine.audit_sample`."""
    chosen, coded_answers = setting(study, "audit"), coded_by_rules(study, question)
    return frames.audit.audit_sample(
        reading.corpus(study, question),
        coded_answers,
        size=chosen.size,
        seed=chosen.seed,
        written=reading.written(study),
    )


def to_audit(study: Remembers, question: str) -> pd.DataFrame:
    """Return the answers of the audit sample that nobody has judged yet: where a survey grew, new ones."""
    sample, decided = audit_sample(study, question), decisions(study)
    if decided is None:
        return sample
    audits = set(decided.loc[decided["sample"] == inputs.journal.AUDIT, "key"])
    return sample[~sample["key"].isin(audits)].reset_index(drop=True)


def try_frame(study: Remembers, question: str, frame: Codebook) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the codes that a frame would give each whole answer, and on which characters (``explain``)."""
    way, corpus = setting(study, "codes.reading"), reading.corpus(study, question)
    coded = frames.code_answers.code_answers(corpus, frame, unit="answer", reading=way)
    fired = frames.explain.explain(corpus, frame, unit="answer", reading=way)
    return coded, fired


def lint_frame(study: Remembers, question: str, frame: Codebook) -> pd.DataFrame:
    """Return what is probably wrong in a frame, given the answers to a question, as :func:`textmine.lint`."""
    corpus = reading.corpus(study, question)
    return frames.lint.lint(frame, corpus, reading=setting(study, "codes.reading"))
