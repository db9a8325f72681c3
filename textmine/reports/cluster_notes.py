"""What has to be said below a table of clusters."""

from __future__ import annotations

import pandas as pd

from textmine.texts.labels import label


def cluster_notes(summary: pd.DataFrame, *, rest: bool, unit: str, lang: str) -> list[str]:
    """Return what has to be said below a :func:`textmine.tables.cluster_summary.cluster_summary`.

    That only the ``rest`` was clustered, which no code caught; and that a sample of the answers was joined.
    """
    if summary.empty:
        return []
    notes = []
    if rest:
        answers, base = f"{int(summary['answers'].sum()):,}", f"{int(summary['base'].iloc[0]):,}"
        notes.append(label("note.rest", lang, answers=answers, base=base, unit=unit))
    texts, sampled = (int(summary[each].iloc[0]) for each in ("texts", "sampled"))
    if sampled < texts:
        notes.append(label("note.sampled", lang, texts=f"{texts:,}", sampled=f"{sampled:,}"))
    return notes
