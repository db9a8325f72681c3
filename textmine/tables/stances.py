"""Who is for or against something, or wants it kept or changed: by what a search finds.

What a stance is written with stands in ``dictionaries/stances.txt``. A wording that is denied, supposed or
asked right after it does not count: 反対ではない, 反対なら, 賛成なのか; nor does what shall end: 反対を解消.
It is looked for over whole answers, whatever words a table of keywords has. What it is of stands before it:
統合 in 統合に反対. Each stance is on one of two ``SIDES``, which is counted as a stance itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

import numpy as np
import pandas as pd

from textmine.tables.measures import wilson
from textmine.tables.wordings import searchable
from textmine.words.corpus import Corpus

# What may stand between a wording and what denies it: 不便|を感じたことは|ない, 不満|や不便は|ない.
_BETWEEN = "(?:不[満便安]|心配|意見|立場|[ぁ-ん感思事程所点面来特別大材料])"
# What ends that, or says the more: 不便だ|から行かない, 不便|でならない, 不満|しかない.
_UNLESS = (
    "(?:けど|けれど|のに|から|ので|ため|たら|れば|ても|しか|(?:で|て)(?:なら|仕方|しかた|しょうが|たまら))"
)
_SUMS = ("respondents", "written", "aside")  # what adds up over respondents
_KEYS = ["stance", "wording", "object"]
_FAR = 16  # characters before a wording in which what it is of stands
SIDES = ("反対・要望", "賛成・容認")
_IN_FAVOUR = re.compile("賛|支持|やむ")  # in the name of a stance; who takes another objects or asks
_LEAST = 2  # respondents that what a stance is of needs
_OBJECT = re.compile(
    "(?!十分|丁寧|慎重|早急|今後)([一-鿿々ァ-ヶーa-z0-9]{2,12})(?<!的)"
    "(?:として|への|に対する|に対して|について|[がをにのもや])[のはも]?(?:断固|強く|絶対に?|大いに|切に)?$"
)
_LONG = re.compile("(?:[一-鿿々]{2}){2,}")  # 高校再編 names 再編, 統合計画 計画
_ENDED = "(?:や[^、。]{1,6})?[をがはも]?(?:払拭|解消|取り除|拭|軽減)"
_SUPPOSED = "(?:なの|な|だっ|である|に思う)?(?:なら|たら|場合)"
_ASKED = "[^。、]{0,10}?(?:のか|ですか|ますか|でしょうか|だろうか)(?:[。、?？」]|$)"
_DENIED = re.compile(
    f"{_ENDED}|{_SUPPOSED}|{_ASKED}|"
    f"(?:(?!{_UNLESS}){_BETWEEN}){{0,14}}?(?!{_UNLESS})(?:ない|なく|なかっ|なし|ません|無い|無く|無し)(?!か(?!ら|と)|でしょうか|だろうか)"
)


def stances(corpus: Corpus, *, asked: str = "") -> pd.DataFrame:
    """Return how many respondents take each stance of the lexicon, with which wordings, and of what.

    Columns: ``stance``; ``wording`` and ``object``, both "" for the stance as a whole, where a respondent
    counts once; ``respondents`` who write it and do not deny it each time; ``written``, in whose substantive
    answers a search finds the wording (of a whole stance any of them), denied or not; ``aside``, in whose
    non-answers it does; ``share`` of the ``base``, the respondents with a substantive answer, with its 95 %
    Wilson interval ``low`` and ``high``. Of an object, the noun before the wording, at least two write it.
    A side is there with the respondents of its stances, each once, if it has several. Stances stand by
    respondents, then as the list has them; behind each its wordings, as the list has them
    at equal numbers, then its objects. What nobody writes is left out, and a stance that the question
    ``asked`` has a wording of: 反対 in answers to why one is against it takes none.
    """
    return finish(tally(corpus), asked=asked)


def side_of(stance: str) -> str:
    """Return the side of a stance: in favour, or objecting and asking for something else.

    >>> [side_of(each) for each in ("反対", "賛成", "やむを得ない", "説明の要望")]
    ['反対・要望', '賛成・容認', '賛成・容認', '反対・要望']
    """
    return SIDES[stance in SIDES[1:] or bool(_IN_FAVOUR.search(stance))]


def tally(corpus: Corpus) -> pd.DataFrame:
    """Return what :func:`stances` is made of, as counts that add up over respondents; "" is the base."""
    taken: dict[tuple[str, str, str], set[str]] = {}
    written: dict[tuple[str, str, str], set[str]] = {}
    aside: dict[tuple[str, str, str], set[str]] = {}
    for respondent, kind, _, found in _answers(corpus):
        for stance, wording, is_denied, objects in found:
            keys = [(side_of(stance), "", ""), (stance, "", ""), (stance, wording, "")]
            for key in keys:
                where = written if kind == "substantive" else aside
                where.setdefault(key, set()).add(respondent)
            if kind == "substantive" and not is_denied:
                for key in (*keys, *((stance, "", each) for each in objects)):
                    taken.setdefault(key, set()).add(respondent)
    rows = [
        (*key, *(len(of.get(key, ())) for of in (taken, written, aside)))
        for key in sorted({*taken, *written, *aside})
    ]
    table = pd.DataFrame([("", "", "", corpus.base, 0, 0), *rows], columns=[*_KEYS, *_SUMS])
    order = _order(corpus.lexicon.stances)
    places = [order.get((stance, wording), 0) for stance, wording, _ in table[_KEYS].to_numpy().tolist()]
    return table.assign(place=places).astype(dict.fromkeys(_KEYS, "str"))


def _order(listed: Mapping[str, Collection[str]]) -> dict[tuple[str, str], int]:
    """Return the place of each stance and wording in the list."""
    keys = [(stance, wording) for stance, wordings in listed.items() for wording in ("", *wordings)]
    keys = [*((side, "") for side in SIDES), *keys]
    return {key: place for place, key in enumerate(keys)}


def merge(total: pd.DataFrame, other: pd.DataFrame, /) -> pd.DataFrame:
    """Return the tally of two chunks of a survey that have no respondent in common."""
    return pd.concat([total, other]).groupby([*_KEYS, "place"], as_index=False)[list(_SUMS)].sum()


def finish(total: pd.DataFrame, *, asked: str = "") -> pd.DataFrame:
    """Return the table of :func:`stances` from a tally."""
    is_asked = [bool(word) and word in asked for word in total["wording"]]
    asked_of = set(total.loc[is_asked, "stance"])
    taken = set(total.loc[total["respondents"] > 0, "stance"]) - asked_of - {"", *SIDES}
    sides = [side_of(each) for each in taken]
    left = {side for side in SIDES if sides.count(side) < 2} | {side_of(each) for each in asked_of}
    base = int(total.loc[total["stance"] == "", "respondents"].sum())
    total = total[~total["stance"].isin(asked_of | left | {""})]
    whole = total[(total["wording"] == "") & (total["object"] == "")].set_index("stance")
    listed = total.assign(
        size=total["stance"].map(whole["respondents"]),
        place_of_stance=total["stance"].map(whole["place"]),
        part=1 * total["wording"].ne("") + 2 * total["object"].ne(""),
    )
    listed = listed[listed["respondents"] >= np.where(listed["object"] == "", 1, _LEAST)]
    order = ["size", "place_of_stance", "part", "respondents", "place", "object"]
    ascending = [False, True, True, False, True, True]
    listed = listed.sort_values(order, ascending=ascending, ignore_index=True)
    counts = listed["respondents"].to_numpy()
    low, high = wilson(counts, base)
    share = counts / max(base, 1)
    columns = [*_KEYS, *_SUMS, "share", "low", "high", "base"]
    return listed.assign(share=share, low=low, high=high, base=base)[columns]


def by_stance(table: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each stance of :func:`stances`, with its objects and wordings in a text each.

    Columns: ``stance``, ``respondents``, ``share``, ``low``, ``high``, ``objects`` with respondents,
    ``wordings`` with ``written``, ``base``, and ``word``: "", since its answers are those of no word.
    """
    is_part = {name: table[name] != "" for name in ("object", "wording")}
    objects = table["object"] + " " + table["respondents"].map("{:,}".format)
    wordings = "「" + table["wording"] + "」" + table["written"].map("{:,}".format)
    rows = table[~(is_part["object"] | is_part["wording"])]
    for name, texts in (("object", objects), ("wording", wordings)):
        listed = texts[is_part[name]].groupby(table["stance"], sort=False).agg("、".join)
        rows = rows.assign(**{f"{name}s": [listed.get(stance, "") for stance in rows["stance"]]})
    order = ["stance", "respondents", "share", "low", "high", "objects", "wordings", "base", "word"]
    return rows.assign(word="")[order].reset_index(drop=True)


def object_name(stance: str, of: str) -> str:
    """Return what the answers of a stance about one thing are called: 統合（反対）."""
    return f"{of}（{stance}）"


def stance_answers(corpus: Corpus) -> pd.DataFrame:
    """Return the answers behind each stance and its objects: ``stance``, ``answer``.

    The sides first, then in the order of the list, the objects of a stance behind it, named as by
    :func:`object_name`.
    """
    names = [*SIDES, *corpus.lexicon.stances]
    rows = {
        (names.index(name), text, answer)
        for _, kind, answer, found in _answers(corpus)
        for stance, _, is_denied, objects in found
        if kind == "substantive" and not is_denied
        for name, texts in ((side_of(stance), ()), (stance, objects))
        for text in ("", *(object_name(stance, each) for each in texts))
    }
    table = pd.DataFrame(sorted(rows), columns=["place", "stance", "answer"])
    named = [text or names[place] for place, text in zip(table["place"], table["stance"], strict=True)]
    return table.assign(stance=named)[["stance", "answer"]].astype({"stance": "str"})


def _answers(corpus: Corpus) -> Iterator[tuple[str, str, int, list[tuple[str, str, bool, set[str]]]]]:
    """Yield respondent, kind and number of each answer, and its stances: name, wording, is denied, of what.

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
        found = []
        for stance, wording, wanted in listed:
            if wanted in searched:
                ends = list(_ends(searched, wanted))
                taken = [end - len(wanted) for end in ends if not _DENIED.match(searched, end)]
                before = (_OBJECT.search(searched[max(0, start - _FAR) : start]) for start in taken)
                objects = {each[1][-2:] if _LONG.fullmatch(each[1]) else each[1] for each in before if each}
                found.append((stance, wording, not taken, objects))
        if found:
            yield str(respondent), str(kind), int(answer), found


def _ends(text: str, wanted: str) -> Iterator[int]:
    """Yield where each occurrence of a string ends."""
    at = text.find(wanted)
    while at >= 0:
        yield at + len(wanted)
        at = text.find(wanted, at + 1)
