"""Who is for or against something, wants it kept or changed, is pleased or worried: by what a search finds.

What a stance is written with stands in ``dictionaries/stances.txt``. A wording that is denied right after it
does not count: 反対ではない. It is looked for over whole answers, whatever words a table of keywords has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from textmine.tables.measures import wilson
from textmine.tables.wordings import searchable
from textmine.words.corpus import Corpus

# What may stand between a wording and what denies it: 不便|を感じたことは|ない, 不満|や不便は|ない.
_BETWEEN = "(?:不[満便安]|心配|意見|立場|[ぁ-ん感思事程所点面来特別大])"
# What ends that, or says the more: 不便だ|から行かない, 不便|でならない, 不満|しかない.
_UNLESS = (
    "(?:けど|けれど|のに|から|ので|ため|たら|れば|ても|しか|(?:で|て)(?:なら|仕方|しかた|しょうが|たまら))"
)
_SUMS = ("respondents", "written", "aside", "base")  # what adds up over respondents
_DENIED = re.compile(
    f"(?:(?!{_UNLESS}){_BETWEEN}){{0,14}}?(?!{_UNLESS})(?:ない|なく|なかっ|なし|ません|無い|無く|無し)(?!か(?!ら)|でしょうか|だろうか)"
)


def stances(corpus: Corpus) -> pd.DataFrame:
    """Return how many respondents take each stance of the lexicon, and with which wordings.

    Columns: ``stance``; ``wording``, "" for the stance as a whole, where a respondent counts once;
    ``respondents`` who write it and do not deny it each time; ``written``, in whose substantive answers a
    search finds the wording (of a whole stance any of them), denied or not; ``aside``, in whose non-answers
    it does; ``share`` of the ``base``, the respondents with a substantive answer, with its 95 % Wilson
    interval ``low`` and ``high``.
    Stances stand by respondents, then as the list has them, so do the wordings of each behind it; those that
    nobody writes are left out.
    """
    return finish(tally(corpus))


def tally(corpus: Corpus) -> pd.DataFrame:
    """Return what :func:`stances` is made of, as counts that add up over respondents."""
    taken: dict[tuple[str, str], set[str]] = {}
    written: dict[tuple[str, str], set[str]] = {}
    aside: dict[tuple[str, str], set[str]] = {}
    for respondent, kind, _, found in _answers(corpus):
        for stance, wording, is_denied in found:
            for key in ((stance, ""), (stance, wording)):
                where = written if kind == "substantive" else aside
                where.setdefault(key, set()).add(respondent)
                if kind == "substantive" and not is_denied:
                    taken.setdefault(key, set()).add(respondent)
    rows = [
        (*key, *(len(of.get(key, ())) for of in (taken, written, aside)))
        for stance, wordings in corpus.lexicon.stances.items()
        for key in ((stance, wording) for wording in ("", *wordings))
    ]
    table = pd.DataFrame(rows, columns=["stance", "wording", *_SUMS[:-1]])
    return table.astype({"stance": "str", "wording": "str"}).assign(base=corpus.base)


def merge(total: pd.DataFrame, other: pd.DataFrame, /) -> pd.DataFrame:
    """Return the tally of two chunks of a survey that have no respondent in common."""
    return total.assign(**{name: total[name] + other[name] for name in _SUMS})


def finish(total: pd.DataFrame) -> pd.DataFrame:
    """Return the table of :func:`stances` from a tally."""
    of_stance = total[total["wording"] == ""].set_index("stance")["respondents"]
    listed = total.assign(
        place=range(len(total)), size=total["stance"].map(of_stance), first=total["wording"].ne("")
    )
    listed = listed.assign(place_of_stance=listed.groupby("stance")["place"].transform("min"))
    listed = listed[(listed["respondents"] > 0) & (listed["size"] > 0)]
    order = ["size", "place_of_stance", "first", "respondents", "place"]
    listed = listed.sort_values(order, ascending=[False, True, True, False, True], ignore_index=True)
    counts, base = listed["respondents"].to_numpy(), listed["base"].to_numpy()
    low, high = wilson(counts, base)
    share = counts / np.maximum(base, 1)
    columns = ["stance", "wording", *_SUMS[:-1], "share", "low", "high", "base"]
    return listed.assign(share=share, low=low, high=high)[columns]


def by_stance(table: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each stance of :func:`stances`, with its wordings in a text, each with ``written``.

    Columns: ``stance``, ``respondents``, ``share``, ``low``, ``high``, ``wordings``, ``base``, and ``word``:
    "", since its answers are those of no word.
    """
    texts = [
        f"「{wording}」{written:,}"
        for wording, written in zip(table["wording"], table["written"], strict=True)
    ]
    worded = table.assign(text=texts)[table["wording"] != ""]
    listed = worded.groupby("stance", sort=False)["text"].agg("、".join)
    rows = table[table["wording"] == ""].drop(columns=["wording", "written", "aside"])
    rows = rows.assign(wordings=rows["stance"].map(listed).astype("str"), word="")
    order = ["stance", "respondents", "share", "low", "high", "wordings", "base", "word"]
    return rows[order].reset_index(drop=True)


def stance_answers(corpus: Corpus) -> pd.DataFrame:
    """Return the answers behind each stance: ``stance``, ``answer``, in the order of the list."""
    names = list(corpus.lexicon.stances)
    rows = {
        (names.index(stance), answer)
        for _, kind, answer, found in _answers(corpus)
        for stance, _, is_denied in found
        if kind == "substantive" and not is_denied
    }
    table = pd.DataFrame(sorted(rows), columns=["stance", "answer"])
    return table.assign(stance=[names[place] for place in table["stance"]]).astype({"stance": "str"})


def _answers(corpus: Corpus) -> Iterator[tuple[str, str, int, list[tuple[str, str, bool]]]]:
    """Yield the respondent, kind and number of each answer, with its stances: name, wording, is it denied.

    A wording that an answer has several times is denied where it is each time.
    """
    listed = [
        (stance, wording, searchable(wording))
        for stance, wordings in corpus.lexicon.stances.items()
        for wording in wordings
    ]
    columns = (corpus.answers[name].tolist() for name in ("respondent", "kind", "answer", "text"))
    for respondent, kind, answer, text in zip(*columns, strict=True):
        searched = searchable(text)
        found = [
            (stance, wording, all(_DENIED.match(searched, end) for end in _ends(searched, wanted)))
            for stance, wording, wanted in listed
            if wanted in searched
        ]
        if found:
            yield str(respondent), str(kind), int(answer), found


def _ends(text: str, wanted: str) -> Iterator[int]:
    """Yield where each occurrence of a string ends."""
    at = text.find(wanted)
    while at >= 0:
        yield at + len(wanted)
        at = text.find(wanted, at + 1)
