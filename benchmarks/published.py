"""A published kind of analysis, remade: words of a free-text question against groups, as KH Coder has them.

    python -m benchmarks.published [FILE --question COLUMN --by COLUMN] [--least 7] [--out map.png]

IPADIC's own words of three parts of speech that occur seven times or more, in all answers, no list of any
kind, and a correspondence analysis of their occurrences against the values of an attribute. Without a file
it is the bundled sample. Printed are the words, their occurrences, and what the first two axes hold.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import textmine as tm
from textmine import resources
from textmine.settings import WordSettings

POS = ("名詞-一般", "動詞-自立", "形容詞-自立")


def main() -> None:
    """Read, count, analyse, print and draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=Path(resources.sample()))
    parser.add_argument("--question", default="宣言による効果")
    parser.add_argument("--by", default="従業員数")
    parser.add_argument("--least", type=int, default=7, help="occurrences that a word has at least")
    parser.add_argument("--out", help="a .png, .svg or .pdf file for the map")
    chosen = parser.parse_args()

    nothing = tm.read_lexicon(bundled=False)
    survey = tm.read_survey(chosen.file, questions=[chosen.question], attributes=[chosen.by], lexicon=nothing)
    corpus = tm.tokenize(survey, nothing, settings=WordSettings(dictionary="ipadic"))
    corpus = tm.recount(corpus, reading="khcoder", pos=POS)
    words = tm.keywords(corpus, unit="word", minimum=1, minimum_occurrences=chosen.least, count="occurrences")
    how = {"by": chosen.by, "unit": "word", "count": "occurrences", "values": 1000}
    points = tm.correspondence(corpus, words, **how)
    inertia = tm.correspondence_inertia(corpus, words, **how)

    print(f"{len(words)} words, {words['occurrences'].sum():,} occurrences, {corpus.base:,} answers")
    for word, pos, occurrences in words[["word", "pos", "occurrences"]].itertuples(index=False):
        print(f"  {word}\t{pos}\t{occurrences}")
    for dimension, value, share in inertia[["dimension", "inertia", "share"]].head(2).itertuples(index=False):
        print(f"axis {dimension}: inertia {value:.4f}, {share * 100:.2f} %")
    if chosen.out:
        tm.correspondence_map(points, inertia, title=f"{chosen.question} × {chosen.by}").savefig(chosen.out)


if __name__ == "__main__":
    main()
