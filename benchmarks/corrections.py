"""What corrections are worth: F1 of rules, of rules and corrections in two orders, and of what is learnt.

    python -m benchmarks.corrections FOLDER [--small] [--seed 1]

FOLDER holds medweb_pseudotweets_ja.csv (NTCIR-13 MedWeb, CC BY 4.0): 1,920 messages, eight codes each 0 or 1.
The rules are benchmarks/medweb.cod, written from the definitions alone. A "correction" sets all codes of a
message to the truth. Printed at each step: micro F1 over all messages (corrected ones are right, so it rises
by itself) and over those not corrected (what is learnt about the others), in the order that pays and in a
random order (mean of several seeded ones), and the gain that cross-validation promised. The same every time.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

import textmine as tm
from textmine.codes.code_answers import code_answers
from textmine.codes.code_columns import code_columns
from textmine.codes.codebook import read_codebook
from textmine.codes.given import code_by_machine
from textmine.codes.learn import learn
from textmine.codes.review import apply, review
from textmine.inputs.decisions import COLUMNS
from textmine.inputs.examples import decided_examples
from textmine.inputs.survey import Survey
from textmine.words.corpus import Corpus

FILE = "medweb_pseudotweets_ja.csv"
RULES = Path(__file__).with_name("medweb.cod")
STEPS = (10, 20, 40, 80, 160, 320)
SMALL_STEPS, SMALL = (10, 20, 40), 300
BoolArray = npt.NDArray[np.bool_]


def corpus_of(table: pd.DataFrame) -> Corpus:
    """Return the corpus of the messages; each is a respondent of its own."""
    count = range(len(table))
    answers = pd.DataFrame(
        {
            "answer": count,
            "respondent": pd.Series([f"m{number:04d}" for number in count], dtype="str"),
            "question": "message",
            "item": "",
            "text": table["text"].to_numpy(),
            "kind": "substantive",
            "source": 0,
            "row": [number + 2 for number in count],
        }
    )
    return tm.tokenize(Survey(answers))


def f1(guess: BoolArray, truth: BoolArray) -> float:
    """Return the micro F1."""
    every = int(guess.sum() + truth.sum())
    return 2 * int((guess & truth).sum()) / every if every else 1.0


def decisions(ordered: pd.DataFrame, truth: pd.DataFrame, count: int) -> pd.DataFrame:
    """Return the corrections of the first messages of an order, as a review sheet would give them."""
    lines = []
    for row in ordered.head(count).to_dict("records"):
        about = {name: row.get(name, "") for name in COLUMNS} | {"coder": "truth"}
        for code in truth.columns:
            value = int(truth[code].iat[row["answer"]])
            lines.append(about | {"code": code, "value": value, "rule": row[code]})
    return pd.DataFrame(lines, columns=list(COLUMNS))


def step(
    corpus: Corpus, coded: pd.DataFrame, ordered: pd.DataFrame, truth: pd.DataFrame, count: int, seed: int
) -> dict[str, float]:
    """Return the F1 after some corrections: of all, and of those not corrected, before and after learning."""
    names = list(truth.columns)
    right = truth.to_numpy(dtype=bool)
    frame, overrides = read_codebook(RULES), decisions(ordered, truth, count)
    corrected = apply(coded, overrides, corpus=corpus)
    rest = (corrected["reviewed"] == 0).to_numpy(dtype=bool)
    rules = corrected[names].to_numpy(dtype=bool)
    found = {"corrected": f1(rules, right), "rest": f1(rules[rest], right[rest])}
    learnt = learn(frame, [decided_examples(overrides)], encoder="words", seed=seed, samples=400)
    machine = code_by_machine(corpus, frame, learnt)
    after = apply(machine.coded, overrides, corpus=corpus)[names].to_numpy(dtype=bool)
    last = learnt.gains.iloc[-1]
    found |= {"learnt": f1(after, right), "learnt_rest": f1(after[rest], right[rest])}
    return found | {name: float(last[name]) for name in ("gain", "low", "high")}


def main() -> None:
    """Print the learning curve."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--small", action="store_true", help="300 messages, few steps: for CI")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shuffles", type=int, default=3)
    given = parser.parse_args()
    table = pd.read_csv(given.folder / FILE)
    if given.small:
        table = table.sample(SMALL, random_state=given.seed).reset_index(drop=True)
    corpus = corpus_of(table)
    coded = code_answers(corpus, read_codebook(RULES))
    names = code_columns(coded)
    truth = table[[name[1:] for name in names]].set_axis(names, axis=1)
    right, rules = truth.to_numpy(dtype=bool), coded[names].to_numpy(dtype=bool)
    print(f"{len(table)} messages, {len(names)} codes, {right.sum()} true cells")
    print(f"rules alone: F1 {f1(rules, right):.3f}")
    for number, name in enumerate(names):
        both = int((rules[:, number] & right[:, number]).sum())
        precision, recall = both / max(rules[:, number].sum(), 1), both / max(right[:, number].sum(), 1)
        print(f"  {name[1:]:10} precision {precision:.3f} recall {recall:.3f}")
    pays = review(corpus, coded)
    shuffled = [pays.sample(frac=1, random_state=given.seed + turn) for turn in range(given.shuffles)]
    print(
        "corrections | order that pays: all, rest, learnt all, learnt rest, promised gain | random: the same"
    )
    for count in SMALL_STEPS if given.small else STEPS:
        one = step(corpus, coded, pays, truth, count, given.seed)
        several = [step(corpus, coded, order, truth, count, given.seed) for order in shuffled]
        line = [f"{count:11}"]
        for found in (one, {key: float(np.mean([each.get(key, 0.0) for each in several])) for key in one}):
            parts = [f"{found[key]:.3f}" for key in ("corrected", "rest", "learnt", "learnt_rest")]
            gain = f"{found['gain']:+.3f}"
            if "low" in found:
                gain += f" ({found['low']:+.3f} to {found['high']:+.3f})"
            line.append("  ".join([*parts, gain]))
        print(" | ".join(line))


if __name__ == "__main__":
    main()
