"""What coded examples add to rules: micro F1 of the rules, with characters beside, words, meanings.

    python -m benchmarks.examples [FOLDER] [--frames FOLDER] [--small] [--seed 1] [--picture FILE.png]

``--frames`` (dictionaries/, if not given) holds the examples of benchmarks/frames.py: learnt from one source,
judged on what the author of the rules has not read of the other; and, without any rule, on all of the other.
FOLDER holds medweb_pseudotweets_ja.csv (benchmarks/corrections.py; learnt from some messages, judged on 640
others) and yamaguchi_highschool_pubcom.csv (382 opinions, 9 topics, no rules; learnt from 100, judged on the
others, each of ``--draws`` drawings). "promised" is the gain that cross-validation had found on the examples;
"used" whether the program would use them, "forced" the F1 if it did in any case. Messages are chosen at
random, or in the order of a review, learnt anew after 50, 100 and 200. ``--picture`` draws the learning curve
of MedWeb. The same every time.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

from benchmarks.corrections import FILE, RULES, corpus_of
from benchmarks.frames import FRAMES, Cells, cells, scores, statements
from textmine.arrays import FloatArray, Int64Array
from textmine.codes.code_answers import code_documents
from textmine.codes.codebook import Codebook, parse_codebook, read_codebook
from textmine.codes.examples import of_frame, together
from textmine.codes.given import Machine
from textmine.codes.learn import fit
from textmine.codes.learnt import Learnt, Texts, texts_of
from textmine.codes.review import review
from textmine.inputs.examples import examples_frame
from textmine.resources import folder
from textmine.words.corpus import Corpus
from textmine.words.meaning import encoded_together, is_installed

TOPICS = "yamaguchi_highschool_pubcom.csv"
AT_RANDOM, REVIEWED = (50, 100, 200, 400, 800, 1280), (50, 100, 200, 400)
HELD_OUT, SMALL, LABELS = 640, 60, 100  # LABELS: of the public comments
SAMPLES = 400
Way = Literal["characters", "words", "meanings"]  # what texts are compared by: each with those before it
WAYS: tuple[Way, ...] = ("words", "meanings") if is_installed() else ("words",)
MEANINGS: dict[str, FloatArray] = {}


@dataclass(frozen=True, eq=False)
class Labelled:
    """Texts with the truth, what the rules say, and the texts as the learner sees them.

    Attributes:
        corpus, coded, texts: the texts, what the rules say of them, and what the learner sees.
        truth, known: texts × codes.
        frame: the code frame.
        read: which texts the author of the rules has read.
    """

    corpus: Corpus
    coded: pd.DataFrame
    texts: Texts
    truth: Cells
    known: Cells
    frame: Codebook
    read: Cells

    @property
    def rule(self) -> Cells:
        """Texts × codes: what the rules say."""
        return self.coded[list(self.frame.names)].to_numpy(dtype=bool)


def prepared(texts: Sequence[str], truth: Cells, known: Cells, frame: Codebook, read: Cells) -> Labelled:
    """Return texts with what the rules say of them."""
    corpus = corpus_of(pd.DataFrame({"text": list(texts)}))
    coded, words = code_documents(corpus, frame)
    seen = texts_of(list(texts), words, remembered if is_installed() else None)
    return Labelled(corpus, coded, seen, truth, known, frame, read)


def remembered(texts: Sequence[str]) -> FloatArray:
    """Return the meanings of texts, each encoded once."""
    new = [text for text in dict.fromkeys(texts) if text not in MEANINGS]
    MEANINGS.update(zip(new, encoded_together(new), strict=True))
    return np.array([MEANINGS[text] for text in texts])


def taught(of: Labelled, rows: Int64Array, way: Way) -> Learnt:
    """Return what is learnt from some texts and from the notes of the frame."""
    names, originals = of.frame.names, of.coded["text"].tolist()
    lines = [
        (originals[row], str(row), bool(of.read[row]), names[code], float(of.truth[row, code]), False)
        for row in rows.tolist()
        for code in range(len(names))
        if of.known[row, code]
    ]
    table = together(of.frame, [of_frame(of.frame), examples_frame(lines)])
    coded, words = code_documents(corpus_of(table[["text"]]), of.frame)
    rule = coded[list(names)].to_numpy(dtype=bool)
    encode = remembered if way == "meanings" else None
    seen = texts_of(table["text"].tolist(), None if way == "characters" else words, encode)
    return fit(table, seen, rule, samples=SAMPLES)


def probability(of: Labelled, rows: Int64Array, learnt: Learnt) -> FloatArray:
    """Return the probabilities of the codes of some texts."""
    texts = of.texts.take(rows)
    words, meanings = (each is not None for each in (learnt.texts.words, learnt.texts.meanings))
    seen = Texts(texts.clean, texts.words if words else None, texts.meanings if meanings else None)
    return learnt.probability(seen, of.rule[rows])


def f1_each(guess: Cells, truth: Cells, known: Cells) -> list[float]:
    """Return the F1 of each code."""
    return [scores(guess[:, [c]], truth[:, [c]], known[:, [c]])[2] for c in range(truth.shape[1])]


def judged(of: Labelled, train: Int64Array, test: Int64Array, way: Way) -> float:
    """Print and return the F1 on other texts of what is learnt from some."""
    truth, known, rule = of.truth[test], of.known[test], of.rule[test]
    learnt = taught(of, train, way)
    forced = learnt.given(probability(of, test, learnt), rule)
    guess = forced if learnt.is_used else rule
    precision, recall, f1 = scores(guess, truth, known)
    each, last = f1_each(guess, truth, known), learnt.gains.iloc[-1]
    print(
        f"  {way}: {f1:.3f} (P {precision:.2f}, R {recall:.2f}), macro "
        f"{np.mean(each):.3f}, lowest {min(each):.2f}; promised {last['gain']:+.3f} ({last['low']:+.3f} to "
        f"{last['high']:+.3f}), {'used' if learnt.is_used else 'not used'}, forced "
        f"{scores(forced, truth, known)[2]:.3f}",
        flush=True,
    )
    return f1


def compare(told: str, of: Labelled, train: Int64Array, test: Int64Array, ways: Sequence[Way]) -> list[float]:
    """Print what is learnt from some texts and judged on others: rules, and each way of comparing texts."""
    truth, known, rule = of.truth[test], of.known[test], of.rule[test]
    print(f"{told}: learnt from {len(train)}, judged on {len(test)}")
    rules = scores(rule, truth, known)[2]
    print(f"  rules: {rules:.3f}, macro {np.mean(f1_each(rule, truth, known)):.3f}")
    return [rules, *(judged(of, train, test, way) for way in ways)]


def of_frames(path: Path, small: bool) -> None:
    """Compare on the bundled examples, one source left out."""
    for name in FRAMES[:1] if small else FRAMES:
        table = statements(path / f"{name}.csv")
        table = table.tail(SMALL).reset_index(drop=True) if small else table
        frame, read = read_codebook(name), table["read"].to_numpy() == "yes"
        truth, known = cells(table, "codes", frame.names), ~cells(table, "unsure", frame.names)
        notes = "\n".join(f"{code.name}\n# 定義: {code.definition}" for code in frame.codes)
        for rules, of_rules in (("", frame), (" without rules", parse_codebook(notes))):
            nobody = np.zeros_like(read) if rules else read
            of = prepared(table["text"].tolist(), truth, known, of_rules, nobody)
            for source in sorted(set(table["source"])):
                other = table["source"].to_numpy() == source
                if not (other & ~nobody).any():  # the author of the rules has read all of it
                    continue
                told = f"{name}{rules}, source {source} left out"
                compare(
                    told, of, np.flatnonzero(~other), np.flatnonzero(other & ~nobody), ("characters", *WAYS)
                )


def in_order(of: Labelled, pool: Int64Array, sizes: Sequence[int]) -> Int64Array:
    """Return messages of a pool in the order of a review, learnt anew after each of the sizes."""
    corpus = of.corpus.only(np.isin(np.arange(len(of.coded)), pool))
    coded = of.coded.iloc[pool].reset_index(drop=True)
    chosen, machine = list[int](), None
    for size in sizes:
        sheet = review(corpus, coded, machine)["answer"]
        chosen += sheet[~sheet.isin(chosen)].head(size - len(chosen)).tolist()
        learnt = taught(of, np.array(chosen, dtype=np.int64), WAYS[-1])
        machine = Machine(coded, of.rule[pool], probability(of, pool, learnt), None, learnt)
    return np.array(chosen, dtype=np.int64)


def of_messages(path: Path, small: bool, seed: int) -> dict[str, list[list[float]]]:
    """Compare on MedWeb, whose labels nobody looked at to write the rules; return order -> size and F1."""
    table = pd.read_csv(path / FILE).sample(frac=1, random_state=seed).reset_index(drop=True)
    table = table.head(2 * SMALL) if small else table
    frame, held_out = read_codebook(RULES), SMALL if small else HELD_OUT
    truth = table[[name[1:] for name in frame.names]].to_numpy(dtype=bool)
    nobody = np.zeros(len(table), dtype=bool)
    of = prepared(table["text"].tolist(), truth, np.ones_like(truth), frame, nobody)
    test, pool = np.arange(held_out), np.arange(held_out, len(table))
    reviewed = (SMALL // 2,) if small else REVIEWED
    orders = {"at random": (pool, (SMALL,) if small else AT_RANDOM)}
    orders["in the order of a review"] = (in_order(of, pool, reviewed), reviewed)
    return {
        name: [
            [size, *compare(f"MedWeb, {size} labels {name}", of, order[:size], test, WAYS)] for size in sizes
        ]
        for name, (order, sizes) in orders.items()
    }


def of_topics(path: Path, small: bool, seed: int, draws: int) -> None:
    """Compare on public comments, by examples alone."""
    table = pd.read_csv(path / TOPICS)
    table = table.head(2 * SMALL) if small else table
    topics = table.drop_duplicates("topic_id").sort_values("topic_id")["topic_label"].tolist()
    frame = parse_codebook("\n".join(f"＊{topic}\n# 定義: {topic}" for topic in topics))
    truth = table["topic_label"].to_numpy()[:, None] == np.array(topics)[None, :]
    nobody = np.zeros(len(table), dtype=bool)
    of = prepared(table["opinion"].tolist(), truth, np.ones_like(truth), frame, nobody)
    labels = SMALL if small else LABELS
    for turn in range(draws):
        order = np.random.default_rng(seed + turn).permutation(len(table))
        compare(f"public comments, drawing {turn + 1}", of, order[:labels], order[labels:], WAYS)


def draw(curves: dict[str, list[list[float]]], place: Path) -> None:
    """Draw the learning curves."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 4.4), layout="constrained")
    axes = figure.subplots()
    for (name, points), style in zip(curves.items(), ("--", "-"), strict=True):
        rows = np.array(points)
        for column, (what, colour) in enumerate((("words", "#0072B2"), ("meanings", "#D55E00")), 2):
            if column < rows.shape[1]:
                label = f"rules and {what}, {name}"
                axes.plot(rows[:, 0], rows[:, column], style, marker="o", color=colour, label=label)
        axes.axhline(rows[0, 1], color="#666666", linewidth=1)
    axes.text(1280, rows[0, 1], "rules alone", ha="right", va="bottom", color="#666666")
    axes.set_xscale("log")
    axes.set_xticks(AT_RANDOM, [f"{size:,}" for size in AT_RANDOM], minor=False)
    axes.minorticks_off()
    axes.set_xlabel("labels")
    axes.set_ylabel("micro F1 on 640 other messages")
    axes.legend(frameon=False, fontsize=8)
    figure.savefig(place, dpi=160)


def main() -> None:
    """Print the comparisons."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--frames", type=Path, default=folder("dictionaries"))
    parser.add_argument("--small", action="store_true", help="a few examples")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--picture", type=Path)
    given = parser.parse_args()
    of_frames(given.frames, given.small)
    if given.folder is not None:
        curves = of_messages(given.folder, given.small, given.seed)
        of_topics(given.folder, given.small, given.seed, given.draws)
        if given.picture is not None:
            draw(curves, given.picture)


if __name__ == "__main__":
    main()
