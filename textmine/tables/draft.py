"""From clusters to a code frame: a rule file to edit, the way from exploring to coding."""

from __future__ import annotations

import re

import pandas as pd

from textmine.words.corpus import Corpus

EXAMPLES = 3  # answers quoted under a drafted code
_PLAIN = re.compile(r"[\w・ー々〆]+")  # what stands in a rule without quotation marks
_KEYWORDS = {"and", "or", "not", "near", "seq", "lw", "lc"}


def draft_codebook(corpus: Corpus, clustered: pd.DataFrame, *, most: int = 5) -> str:
    """Return the text of a rule file with a code for each cluster of :func:`textmine.clusters`.

    A rule is the words (at most ``most``) that stand in the cluster more often than outside it, joined by
    ``or``; a word most of whose answers lie elsewhere is left out. The label is the definition, and some
    answers are quoted in comments. Every code is a proposal: rename, merge, mend, then ``textmine lint``.
    """
    tokens = corpus.counted
    tokens = tokens[tokens["content"] & tokens["answer"].isin(clustered["answer"])]
    pairs = pd.DataFrame({"answer": tokens["answer"], "word": tokens["word"].astype(str)}).drop_duplicates()
    pairs["cluster"] = clustered.set_index("answer")["cluster"].loc[pairs["answer"]].to_numpy()
    total = pairs.groupby("word").size()
    lines: list[str] = []
    used: set[str] = set()
    for cluster in sorted(set(clustered["cluster"].tolist()) - {0}):
        inside = clustered[clustered["cluster"] == cluster]
        held = pairs[pairs["cluster"] == cluster].groupby("word").size()
        share = held / total.loc[held.index]
        ranked = sorted(held.index, key=lambda word: (-held[word] * share[word], word))
        words = [word for word in ranked if share[word] >= 0.5][:most] or ranked[:1]
        if not words:
            continue
        name = "・".join(words[:2])
        while name in used:
            name += "_"
        used.add(name)
        label = str(inside["label"].iloc[0])
        quoted = sorted(set(inside["text"]) - {label}, key=lambda text: (len(text), text))[:EXAMPLES]
        comments = [f"# 例: {' '.join(text.split())[:80]}" for text in quoted]
        rule = " or ".join(map(_quoted, words))
        lines += [f"＊{name}", f"# 定義: {' '.join(label.split())}", *comments, rule, ""]
    return "\n".join(lines)


def _quoted(word: str) -> str:
    if _PLAIN.fullmatch(word) and not word.isdecimal() and word.casefold() not in _KEYWORDS:
        return word
    return "'" + word.replace("'", "''") + "'"
