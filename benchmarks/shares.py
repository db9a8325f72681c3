"""Whether the shares that a random audit estimates hold the truth, and how much narrower they are than it.

    python -m benchmarks.shares [FOLDER] [--small] [--surveys 2000] [--seed 1]

Surveys are drawn from worlds whose true shares are known: N respondents, whom a machine codes, n of whom
are audited. Printed for each N and n: mean, lowest and highest coverage of the 95 % intervals over the
worlds, how many worlds are below .93 and above .97, the mean ratio of their width to that of the audit alone,
and the mean coverage of the audit alone and of counting the machine's codes.

Worlds are made up of shares from .01 to .7 and machines from none to very good. With FOLDER, which holds
medweb_pseudotweets_ja.csv and yamaguchi_highschool_pubcom.csv, they are those messages (eight codes, coded by
the rules of benchmarks/medweb.cod, alone and with what ``textmine.learn`` makes of 640 others) and comments
(nine topics, learnt from 100 others without rules); respondents are drawn from those not learnt from, of one
text each, or of one to three. Last the whole path: ``audit_sample`` by many seeds on the messages as they
are. The same every time.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks.corrections import FILE, RULES, corpus_of, decisions, f1
from textmine.codes.audit import audit_sample
from textmine.codes.code_answers import code_answers
from textmine.codes.code_columns import code_columns
from textmine.codes.codebook import Codebook, parse_codebook, read_codebook
from textmine.codes.given import code_by_machine
from textmine.codes.learn import learn
from textmine.codes.review import keys_of
from textmine.inputs.examples import decided_examples
from textmine.tables.shares import Counts, code_shares, differences, estimated

OPINIONS = "yamaguchi_highschool_pubcom.csv"
SIZES, AUDITS = (500, 2000, 11_000), (50, 100, 200, 400)
SHARES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.7)
MACHINES = {  # recall, and the part of its codes that are wrong
    "none": (0.1, 0.9),
    "poor": (0.35, 0.2),
    "rules": (0.5, 0.1),
    "fair": (0.8, 0.2),
    "good": (0.9, 0.1),
    "best": (0.97, 0.03),
}
WANTED, RATIO = (0.93, 0.97), 0.65
SEVERAL = 200_000  # respondents of several texts that the shares of a world are taken from
Floats = npt.NDArray[np.float64]
Cells = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class World:
    """What is true of the respondents that surveys are drawn from.

    Attributes:
        name: what is true of it.
        cells: the shares of those whom both person and machine, person alone, machine alone, nobody codes.
    """

    name: str
    cells: tuple[float, float, float, float]

    @property
    def truth(self) -> float:
        """The true share of the code."""
        return self.cells[0] + self.cells[1]

    def surveys(self, base: int, audited: int, times: int, random: np.random.Generator) -> Counts:
        """Return what machine and person say in so many surveys."""
        read = random.multinomial(audited, self.cells, size=times)
        other = random.multinomial(base - audited, self.cells, size=times)
        size = np.ones(times, dtype=np.int64)
        return Counts(
            base=base * size,
            machine=(read + other)[:, [0, 2]].sum(axis=1),
            audited=audited * size,
            audited_machine=read[:, [0, 2]].sum(axis=1),
            right=read[:, 0],
            missed=read[:, 1],
        )


def made_up(shares: Sequence[float] = SHARES) -> list[World]:
    """Return a world for each share and machine."""
    worlds = []
    for share, (name, (recall, wrong)) in product(shares, MACHINES.items()):
        both = share * recall
        more = min(both * wrong / (1 - wrong), 1 - share)
        worlds.append(World(f"share {share}, {name} machine", (both, share - both, more, 1 - share - more)))
    return worlds


def of_texts(
    name: str, person: Cells, machine: Cells, random: np.random.Generator | None = None
) -> list[World]:
    """Return a world for each code of texts × codes; with ``random``, respondents of one to three texts."""
    if random is not None:
        size = random.integers(1, 4, size=SEVERAL)
        drawn = random.integers(0, len(person), size=(SEVERAL, 3))
        kept = np.arange(3)[None, :, None] < size[:, None, None]
        person, machine = (np.asarray((each[drawn] & kept).any(axis=1)) for each in (person, machine))
    parts = (person & machine, person & ~machine, ~person & machine, ~person & ~machine)
    cells = np.array([part.mean(axis=0) for part in parts]).T.tolist()
    return [World(f"{name}, code {number}", tuple(each)) for number, each in enumerate(cells, 1)]


@dataclass(frozen=True)
class Line:
    """What was found of the worlds of one size: a number for each world."""

    coverage: Floats
    alone: Floats
    counted: Floats
    ratio: Floats

    def text(self, worlds: Sequence[World]) -> str:
        """Return it as a line of the table."""
        lowest = int(self.coverage.argmin())
        outside = (self.coverage < WANTED[0]).sum(), (self.coverage > WANTED[1]).sum()
        return (
            f"{self.coverage.mean():.3f}  {self.coverage.min():.3f}–{self.coverage.max():.3f}  "
            f"{outside[0]:>3} {outside[1]:>3} of {len(worlds):<3}  {self.ratio.mean():.2f}   "
            f"{self.alone.mean():.3f}  {self.counted.mean():.3f}  {worlds[lowest].name}"
        )


HEAD = "    N    n  mean   lowest–highest  <.93 >.97       ratio  audit  counted  lowest in"


def measured(worlds: Sequence[World], base: int, audited: int, surveys: int, seed: int) -> Line:
    """Return how often the intervals of surveys hold the truth, and how wide they are."""
    found = []
    for number, world in enumerate(worlds):
        random = np.random.default_rng((seed, base, audited, number))
        table = estimated(world.surveys(base, audited, surveys, random))
        held = [
            ((table[low] <= world.truth) & (world.truth <= table[high])).mean()
            for low, high in (("low", "high"), ("audit_low", "audit_high"), ("machine_low", "machine_high"))
        ]
        wide = (table["high"] - table["low"]).mean() / (table["audit_high"] - table["audit_low"]).mean()
        found.append([*held, wide])
    return Line(*np.array(found).T)


def waves(worlds: Sequence[World], base: int, audited: int, surveys: int, seed: int) -> Floats:
    """Return, for pairs of worlds, how often the interval of the difference of two waves holds the truth."""
    held = []
    for number, (one, two) in enumerate(pairwise(worlds)):
        random = np.random.default_rng((seed, base, audited, number, 1))
        before, after = (estimated(each.surveys(base, audited, surveys, random)) for each in (one, two))
        _, low, high = differences(after, before)
        truth = two.truth - one.truth
        held.append(((low <= truth) & (truth <= high)).mean())
    return np.array(held)


def lines(
    title: str, worlds: Sequence[World], sizes: Sequence[int], audits: Sequence[int], surveys: int, seed: int
) -> Iterator[str]:
    """Yield the table of these worlds."""
    yield f"\n{title}\n{HEAD}"
    for base, audited in product(sizes, audits):
        if audited < base:
            line = measured(worlds, base, audited, surveys, seed)
            yield f"{base:>5} {audited:>4}  {line.text(worlds)}"


# ---- real texts


def learnt_apart(
    table: pd.DataFrame, truth: pd.DataFrame, frame: Codebook, count: int, seed: int
) -> tuple[Cells, Cells]:
    """Return what a model says of the texts that it has not learnt from, and which these are."""
    corpus, names = corpus_of(table), list(frame.names)
    coded = code_answers(corpus, frame)
    ordered = pd.concat(
        [keys_of(corpus.answers), corpus.answers[["answer", "respondent", "question", "item"]]], axis=1
    )
    ordered = ordered.assign(text=table["text"].to_numpy(), **{name: coded[name] for name in names})
    ordered = ordered.sample(frac=1, random_state=seed)
    known = decided_examples(decisions(ordered, truth, count))
    machine = code_by_machine(corpus, frame, learn(frame, [known], seed=seed, samples=0), anyway=True)
    rest = ~np.isin(np.arange(len(table)), ordered["answer"].to_numpy()[:count])
    return machine.coded[names].to_numpy(dtype=bool), rest


def messages(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the messages, what is true of them, and what the rules say."""
    table = pd.read_csv(folder / FILE)
    coded = code_answers(corpus_of(table), read_codebook(RULES))
    names = code_columns(coded)
    return table, table[[name[1:] for name in names]].set_axis(names, axis=1), coded


def real(folder: Path, *, surveys: int, seed: int, audits: Sequence[int]) -> Iterator[str]:
    """Yield the tables of real texts."""
    table, truth, coded = messages(folder)
    person, rules = truth.to_numpy(dtype=bool), coded[list(truth)].to_numpy(dtype=bool)
    model, rest = learnt_apart(table, truth, read_codebook(RULES), 640, seed)
    sizes = (1280, *SIZES[1:])
    for name, machine, rows in (("rules", rules, np.ones_like(rest)), ("learnt from 640", model, rest)):
        about = f"messages, {name} (micro F1 {f1(machine[rows], person[rows]):.3f})"
        yield from lines(about, of_texts(name, person[rows], machine[rows]), sizes, audits, surveys, seed)
    several = of_texts("one to three", person[rest], model[rest], np.random.default_rng(seed))
    yield from lines(f"{about}, one to three a respondent", several, sizes[:1], audits, surveys, seed)

    opinions = pd.read_csv(folder / OPINIONS).rename(columns={"opinion": "text"})
    topics = pd.get_dummies(opinions["topic_label"]).astype(int).add_prefix("＊")
    frame = parse_codebook("\n".join(f"{topic}\n# 定義: {topic[1:]}" for topic in topics))
    model, rest = learnt_apart(opinions, topics, frame, 100, seed)
    person, machine = topics.to_numpy(dtype=bool)[rest], model[rest]
    about = f"comments, learnt from 100 (micro F1 {f1(machine, person):.3f})"
    yield from lines(about, of_texts("topics", person, machine), (500, 2000), audits, surveys, seed)


def whole_path(folder: Path, *, seeds: int, size: int) -> str:
    """Return how often audits drawn by many seeds hold the shares of the messages as they are."""
    table, truth, coded = messages(folder)
    corpus, right = corpus_of(table), truth.mean()
    held, errors = [], []
    for seed in range(seeds):
        answers = audit_sample(corpus, coded, size=size, seed=seed)["answer"]
        audited = truth.iloc[answers].astype("float64").assign(answer=answers.to_numpy())
        found = code_shares(coded, audited).set_index("code").loc[list(truth)]
        held.append((found["low"] <= right) & (right <= found["high"]))
        errors.append(found["share"] - right)
    return (
        f"\naudits of {size} messages drawn by {seeds} seeds: coverage of the shares of these messages "
        f"{np.mean(held):.3f}, mean error {np.mean(errors):+.4f}"
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--surveys", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    worlds = made_up(SHARES[::3] if given.small else SHARES)
    sizes, audits = (SIZES[1:2], AUDITS[::2]) if given.small else (SIZES, AUDITS)
    print(*lines("made up", worlds, sizes, audits, given.surveys, given.seed), sep="\n")
    for audited in audits:
        held = waves(worlds, sizes[0], audited, given.surveys, given.seed)
        print(
            f"difference of two waves of {sizes[0]}, {audited} audited in each: mean {held.mean():.3f}, "
            f"{held.min():.3f}–{held.max():.3f}"
        )
    if given.folder:
        for line in real(given.folder, surveys=given.surveys, seed=given.seed, audits=audits):
            print(line, flush=True)
        print(whole_path(given.folder, seeds=10 if given.small else 200, size=200))


if __name__ == "__main__":
    main()
