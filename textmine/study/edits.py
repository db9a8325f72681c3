"""Sentences of a study that people wrote anew: where they stand in place of those that were drafted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from textmine import inputs
from textmine.study.remembering import Remembers, remembered, setting


@remembered
def edits(study: Remembers) -> pd.DataFrame:
    """Return the sentences that people edited, as ``inputs.edits.read_edits``; none without a file."""
    path = setting(study, "report.edits")
    return inputs.edits.read_edits(path) if path else pd.DataFrame(columns=list(inputs.edits.COLUMNS))


def edited_notes(study: Remembers, evidence: pd.DataFrame, question: str) -> pd.DataFrame:
    """Return evidence with the notes that people wrote in place of the drafted ones.

    An edit holds for the very sentence that was drafted: where its numbers have changed, the draft stands.
    ``edited`` says of each row whether it is one of those.
    """
    made = edits(study)
    made = made[(made["question"] == question) & (made["word"] != "")]
    if not len(made):
        return evidence
    columns = (made[name] for name in ("word", "drafted", "written"))
    written = {(word, drafted): text for word, drafted, text in zip(*columns, strict=True)}
    rows = zip(evidence["aspect"], evidence["word"], evidence["text"], strict=True)
    texts = [
        written.get((str(word), str(text)), str(text)) if aspect == "note" else str(text)
        for aspect, word, text in rows
    ]
    table = evidence.assign(text=pd.Series(texts, index=evidence.index, dtype=evidence["text"].dtype))
    table["edited"] = table["text"] != evidence["text"]
    return table[(table["aspect"] != "note") | (table["text"] != "")].reset_index(drop=True)


def edited_findings(
    study: Remembers, findings: pd.DataFrame, numbers: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return findings and their numbers with the sentences that people wrote in place of the drafted ones.

    ``edited`` says of each finding whether it is one of those. A number of the draft that stands in the new
    sentence, too, still counts whom it counted; a finding that is left out takes its numbers with it.
    """
    made = edits(study)
    made = made[made["word"] == ""]
    if not len(made):
        return findings, numbers
    columns = (made[name] for name in ("question", "drafted", "written"))
    written = {(question, drafted): text for question, drafted, text in zip(*columns, strict=True)}
    rows: list[dict[Any, Any]] = []
    places: list[dict[Any, Any]] = []
    for row in findings.to_dict("records"):
        drafted = str(row["text"])
        text = written.get((str(row["question"]), drafted), drafted)
        if not text:
            continue
        rows.append({**row, "rank": len(rows) + 1, "text": text, "edited": text != drafted})
        own = numbers[numbers["rank"] == row["rank"]].assign(rank=len(rows)).to_dict("records")
        places += own if text == drafted else _still_there(own, drafted, text)
    table = pd.DataFrame(rows, columns=[*findings.columns, "edited"])
    found = pd.DataFrame(places, columns=list(numbers.columns))
    kinds = findings.dtypes.to_dict() | {"edited": "bool"}
    return table.astype(kinds), found.astype(numbers.dtypes.to_dict())


def _still_there(numbers: list[dict[Any, Any]], drafted: str, written: str) -> Iterator[dict[Any, Any]]:
    """Yield the numbers of a draft that stand in the new sentence, too, in their order, as whole numbers."""
    done = 0
    for number in numbers:
        shown = re.escape(drafted[number["start"] : number["end"]])
        found = re.compile(rf"(?<![\d,.]){shown}(?![\d,]*\d)").search(written, done)
        if found:
            done = found.end()
            yield {**number, "start": found.start(), "end": found.end()}


def unused(made: pd.DataFrame, drafts: set[tuple[str, str, str]]) -> pd.DataFrame:
    """Return the edits of sentences that are drafted no more: ``drafts`` holds (question, word, sentence)."""
    rows = zip(made["question"], made["word"], made["drafted"], strict=True)
    return made[[row not in drafts for row in rows]]
