"""What one long answer costs, beside ordinary text of the same length: no answer may stall a study.

    python -m benchmarks.lengths [--small] [--characters 20000] [--only TEXT ...]

The answer stands among twelve ordinary ones. Printed is, for each kind of text and step of a study, the CPU
time beside that of ordinary sentences of the same length; then the growth: the time of all steps for twice
the length beside that for this one. It is 2 where the cost grows with the length, 4 with its square.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable

WORDS = (
    "費用",
    "人材",
    "時間",
    "意識",
    "取引先",
    "従業員",
    "情報",
    "対策",
    "システム",
    "確認",
    "担当者",
    "経営者",
)
KANJI = "費用人材時間意識取引先従業員情報対策確認担当者経営会社問題理解予算関係部署"
KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモラリルレロワンー"
LEAST = 0.02  # seconds that a step is taken to need at least: below that the clock is measured


def ordinary(size: int) -> str:
    """Return sentences, no two alike."""
    chosen = random.Random(1)
    text = ""
    while len(text) < size:
        one, two, three = chosen.sample(WORDS, 3)
        text += f"{one}の{two}が足りないので、{chosen.randrange(100)}年前から{three}を見直した。"
    return text[:size]


def texts(size: int) -> dict[str, str]:
    """Return the kinds of text, each of that many characters."""
    chosen = random.Random(2)

    def drawn(letters: str) -> str:
        return "".join(chosen.choices(letters, k=size))

    def times(piece: str) -> str:
        return (piece * (size // len(piece) + 1))[:size]

    return {
        "ordinary": ordinary(size),
        "one word again and again": times("費用"),
        "a few words again and again": times("個人情報保護"),
        "words in any order": "".join(chosen.choices(WORDS, k=size))[:size],
        "one kanji": times("本"),
        "one kana": times("あ"),
        "one letter": times("w"),
        "ー": times("ー"),
        "one mark": times("！"),
        "one stop": times("。"),
        "brackets": times("（"),
        "quotes": times("「"),
        "blanks": "費" + " " * (size - 2) + "用",
        "words with blanks": times("費用 "),
        "digits": drawn("0123456789"),
        "one digit": times("1"),
        "full-width digits": drawn("０１２３４５６７８９"),
        "kanji digits": drawn("一二三四五六七八九十百千"),
        "digits with hyphens": times("03-"),
        "short lines": times("あ\n"),
        "lines of a word": times("費用\n"),
        "empty lines": "費用" + "\n" * (size - 4) + "費用",
        "katakana": drawn(KATAKANA),
        "one katakana word": times("サーバー"),
        "kanji": drawn(KANJI),
        "names": times("山田太郎さん"),
        "addresses": times("福井県福井市"),
        "mail": times("a.b@c."),
        "at signs": times("@"),
        "web addresses": times("http://a.b/"),
        "negation": times("ない"),
        "negated words": times("費用がない"),
        "double negation": times("なくはない"),
        "no words": drawn("☆★♪○●◎■□"),
        "Latin": times("cost "),
        "one Latin word": drawn("abcdefghijklmnop"),
        "the same respelled": times("サーバ、サーバー、"),
        "particles": times("の"),
        "verbs": times("見直して"),
        "marks that combine": times("が"),
        "entities": times("&amp;"),
        "emoji": times("😀"),
        "tens of marks": times("・"),
        "dashes": times("-"),
        "numbers with units": times("10円"),
        "prefixes": times("不"),
        "suffixes": times("者"),
        "refrain": times("特になし"),
        "helping verbs": times("てしまって"),
        "voices": times("食べさせられ"),
        "only": times("しか"),
        "unless": times("ないと"),
        "nothing of": "費用" + times("などは")[2:-2] + "ない",
        "topics": times("費用は"),
        "lists": times("費用や"),
        "adverbs": times("とても"),
        "numbers with commas": times("1,"),
        "dots": times("."),
        "katakana with dots": times("ア・"),
        "honours": times("お"),
        "wrong brackets": times("「費用"),
        "sounds": times("ーあ"),
        "half-width katakana": times("ｱ"),
    }


def steps(text: str) -> dict[str, Callable[[], object]]:
    """Return the steps of a study of this answer among a few others."""
    import pandas as pd

    import textmine as tm
    from textmine.large.quick import tokenize as quickly
    from textmine.settings import DEFAULTS, change
    from textmine.words.corpus import tokenize

    rows = [text, *(ordinary(40 + number) for number in range(12))]
    answers = pd.DataFrame(
        {
            "answer": range(len(rows)),
            "respondent": [f"{number:03}" for number in range(len(rows))],
            "question": "q",
            "item": "",
            "text": rows,
            "kind": "substantive",
            "source": 0,
            "row": range(2, len(rows) + 2),
        }
    )
    survey = tm.Survey(answers)
    alone = change(DEFAULTS, {"words.cache": 0, "words.executor": "serial"}).words
    corpus = tokenize(survey)
    words = tm.keywords(corpus, minimum=1)
    first = str(words["word"].iloc[0])
    frame = tm.read_codebook("obstacles")
    return {
        "tokenise": lambda: tokenize(survey),
        "tokenise quickly": lambda: quickly(survey, settings=alone),
        "keywords": lambda: tm.keywords(corpus, minimum=1),
        "compounds": lambda: tm.keywords(corpus, minimum=1, unit="compound"),
        "evidence": lambda: tm.evidence(corpus, words.head(20)),
        "kwic": lambda: tm.kwic(corpus, first),
        "codes": lambda: tm.code_answers(corpus, frame),
        "explain": lambda: tm.explain(corpus, frame),
        "condense": lambda: (tm.condense(corpus), tm.proposals(corpus)),
        "masking": lambda: tm.maskings(corpus),
        "suggest": lambda: (
            tm.suggest(corpus, "compounds", minimum=1),
            tm.suggest(corpus, "synonyms", minimum=1),
        ),
        "clusters": lambda: tm.clusters(corpus, 2, minimum=1),
    }


def seconds(text: str) -> dict[str, float]:
    """Return the CPU seconds of each step."""
    took: dict[str, float] = {}
    for name, step in steps(text).items():
        start = time.process_time()
        step()
        took[name] = time.process_time() - start
    return took


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--characters", type=int, default=20_000)
    parser.add_argument("--only", nargs="+", metavar="TEXT", help="kinds of text, by their names")
    parser.add_argument("--small", action="store_true", help="two kinds of 300 characters, for the tests")
    chosen = parser.parse_args()
    size = 300 if chosen.small else chosen.characters
    only = ["one word again and again", "one digit"] if chosen.small else chosen.only
    seconds(ordinary(100))  # what is loaded once
    base = {name: max(each, LEAST) for name, each in seconds(ordinary(size)).items()}
    print(f"{'':28}" + "".join(f"{name:>18}" for name in base) + f"{'growth':>18}")
    longer = texts(2 * size)
    for kind, text in texts(size).items():
        if only and kind not in only:
            continue
        took, twice = seconds(text), seconds(longer[kind])
        ratios = [max(took[name], LEAST) / least for name, least in base.items()]
        growth = sum(max(each, LEAST) for each in twice.values()) / sum(
            max(each, LEAST) for each in took.values()
        )
        print(f"{kind:28}" + "".join(f"{ratio:18.2f}" for ratio in (*ratios, growth)), flush=True)


if __name__ == "__main__":
    main()
