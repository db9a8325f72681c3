"""What commands say below a table, and how they write it to a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import textmine as tm
from textmine.cli.terminal import say
from textmine.texts.labels import label, name

if TYPE_CHECKING:
    import pandas as pd

    from textmine.large.chunks import TokenizedChunks
    from textmine.settings import Settings

ROWS = 200  # of a table on the screen: enough to see what is wrong, not to scroll for ever


def with_interval(words: pd.DataFrame) -> pd.DataFrame:
    """Return a keyword table that fits a terminal: the interval in one column, the base in the line below."""
    between = [
        "" if low != low else f"{low:.1%}–{high:.1%}"  # NaN: a row that is not in the base
        for low, high in zip(words["low"], words["high"], strict=True)
    ]
    columns = [
        "interval" if column == "low" else column for column in words if column not in ("high", "base")
    ]
    return words.assign(interval=between)[columns]


def base_lines(corpus: tm.Corpus, settings: Settings, lang: str) -> list[str]:
    """Return the lines below a table: its base, who is not in it, and how it was counted."""
    from textmine.inputs.survey import KINDS

    # a respondent with several answers counts once, under the kind that says most
    kinds = corpus.answers["kind"].map(KINDS.index).groupby(corpus.answers["respondent"]).min().value_counts()
    counts = {KINDS[place]: count for place, count in zip(kinds.index.tolist(), kinds.tolist(), strict=True)}
    return kind_lines(counts, settings, lang)


def kind_lines(respondents: Mapping[str, int], settings: Settings, lang: str) -> list[str]:
    """Return the lines below a table from the number of respondents by the kind of what they answered."""
    from textmine.inputs.survey import KINDS

    unit = settings.evidence.respondent_unit or label("draft.unit", lang)
    counts = [
        label(
            "note.kind_count",
            lang,
            kind=name(kind, lang, group="kind"),
            respondents=f"{respondents[kind]:,}",
            unit=unit,
        )
        for kind in KINDS
        if kind in respondents and kind != "substantive"
    ]
    total, base = sum(respondents.values()), respondents.get("substantive", 0)
    left = label("note.kinds", lang, kinds=label("note.separator", lang).join(counts))
    return [
        label("note.base", lang, base=f"{base:,}", total=f"{total:,}", unit=unit),
        left if counts else label("note.kinds_none", lang),
        label("note.method", lang),
    ]


def kind_notes(parts: TokenizedChunks, settings: Settings, lang: str) -> dict[str, list[str]]:
    """Return question -> the lines below a table of a survey that is read in parts."""
    return {
        str(question): kind_lines(dict(zip(of["kind"], of["respondents"], strict=True)), settings, lang)
        for question, of in parts.kinds.groupby("question")
    }


def first(paths: Sequence[Path]) -> Path:
    """Return the file that a person opens first: the page."""
    return next((path for path in paths if path.suffix == ".html"), paths[0])


def write_tables(
    tables: Mapping[str, pd.DataFrame],
    out: str | None,
    lang: str,
    settings: Settings,
    *,
    beside: Mapping[str, Mapping[str, pd.DataFrame]] | None = None,
) -> None:
    """Write tables by question to a .csv or .xlsx file, if one is named.

    What belongs ``beside`` them, such as their tests, goes into the same workbook, or into further .csv
    files: table.csv, table_tests.csv.
    """
    if out is None:
        return
    import pandas as pd

    from textmine.reports.saving import save
    from textmine.reports.tablefile import tablefile

    place = Path(out)
    if place.suffix.lower() == ".csv":
        places = {place: tables}
        for kind, others in (beside or {}).items():
            places[place.with_name(f"{place.stem}_{kind}.csv")] = others
        save(
            {
                name: tablefile(pd.concat([_of(question, table) for question, table in some.items()]))
                for name, some in places.items()
            }
        )
        wrote([*places], lang)
        return
    report = tm.Report(place.stem, lang=settings.report.lang, settings=settings)
    for question, table in tables.items():
        report = report.add(table, question=question)
        for others in (beside or {}).values():
            report = report.add(others[question], question=question)
    report.write(place)
    wrote([place], lang)


def _of(question: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with its question as its first column, unless it has one."""
    if "question" not in table:
        table = table.copy()
        table.insert(0, "question", question)
    return table


def wrote(paths: Iterable[Path], lang: str) -> None:
    """Say which files were written."""
    for path in paths:
        say("wrote {path}", lang, path=path)
