"""How often the intervals of agreement hold the true value: the share of made-up surveys in which they do.

    python -m benchmarks.coverage [--small] [--sizes 20 200] [--surveys 1000] [--draws 1000] [--seed 1]

Two coders, or three, judge n answers. A world says how often they give a code (prevalence; with a lean, the
first gives it more often than the second) and how far they agree: by kappa, or by the share of equal
judgements. Of each world surveys are drawn, and the intervals made as ``textmine agreement`` does; the true
values are those of the world itself. A line per statistic and n: the lowest coverage of a 95 % interval in
any world (but those that print it in less than 3 % of the surveys), the mean coverage, the mean width, how
many of the surveys print it, and in which world coverage is lowest. Wanted: .93 everywhere; that of 1,000
surveys is itself uncertain by .014. The same every time.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from textmine.codes.agreement import MEASURES, measures

SIZES = (20, 30, 50, 100, 200)
PREVALENCES = (0.03, 0.05, 0.1, 0.2, 0.3)
KAPPAS = (0.0, 0.4, 0.6, 0.8, 0.9, 0.95, 1.0)
EQUAL = (0.8, 0.9, 0.95, 0.98, 0.99)
SEEN = 0.03  # of the surveys print an interval, from which on its coverage is a number
PAIRS = np.array([[1, 1], [1, 0], [0, 1], [0, 0]])
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class World:
    """How often each pattern of judgements occurs."""

    name: str
    patterns: npt.NDArray[np.int64]
    shares: Floats

    @cached_property
    def truth(self) -> Floats:
        """The true values: those of so many answers that hardly a share is rounded."""
        counts = np.round(self.shares * 100_000).astype(np.int64)
        found = measures(np.repeat(self.patterns, counts, axis=0), samples=0)
        return np.array([float(str(found[name])) for name in MEASURES])


def pairs(prevalence: float, lean: float, *, kappa: float | None = None, equal: float = 1.0) -> World | None:
    """Return the world of two coders; None if there is none with these shares."""
    first, second = prevalence * (1 + lean), prevalence * (1 - lean)
    if kappa is None:
        both = prevalence - (1 - equal) / 2
        name = f"prevalence {prevalence}, equal {equal}"
    else:
        by_chance = first * second + (1 - first) * (1 - second)
        both = (by_chance + kappa * (1 - by_chance) - 1 + first + second) / 2
        name = f"prevalence {prevalence}, kappa {kappa}" + (f", lean {lean}" if lean else "")
    shares = np.array([both, first - both, second - both, 1 - first - second + both])
    return World(name, PAIRS, np.clip(shares, 0, 1)) if shares.min() > -1e-9 else None


def trios(prevalence: float, error: float) -> World:
    """Return the world of three coders who each err about so many of the true codes, and as many others."""
    patterns = np.array([[a, b, c] for a in (0, 1) for b in (0, 1) for c in (0, 1)])
    wrong = error * prevalence / (1 - prevalence)  # so that the code is given about as often as it is true
    given, other = (np.where(patterns == 1, p, 1 - p).prod(axis=1) for p in (1 - error, wrong))
    shares = prevalence * given + (1 - prevalence) * other
    return World(f"three coders, prevalence {prevalence}, error {error}", patterns, shares)


def worlds(small: bool) -> Iterator[World]:
    """Yield every world."""
    for prevalence in PREVALENCES[::2] if small else PREVALENCES:
        made = [pairs(prevalence, 0.0, kappa=kappa) for kappa in KAPPAS]
        made += [pairs(prevalence, 0.3, kappa=kappa) for kappa in (0.4, 0.8)]
        made += [pairs(prevalence, 0.0, equal=equal) for equal in EQUAL]
        made += [trios(prevalence, error) for error in (0.02, 0.2)]
        yield from (world for world in (made[::3] if small else made) if world is not None)


@cache
def intervals(patterns: bytes, coders: int, cells: tuple[int, ...], draws: int, seed: int) -> Floats:
    """Return the ends of the interval of each statistic; worlds share many of the surveys drawn."""
    judged = np.repeat(np.frombuffer(patterns, dtype=np.int64).reshape(-1, coders), cells, axis=0)
    found = measures(judged, samples=draws, seed=seed)
    return np.array([[float(str(found[f"{name}_{end}"])) for end in ("low", "high")] for name in MEASURES])


def covered(world: World, n: int, *, surveys: int, draws: int, seed: int) -> Floats:
    """Return, per statistic, in how many surveys its interval is printed, holds the truth, and its width."""
    random = np.random.default_rng(seed)
    drawn, times = np.unique(random.multinomial(n, world.shares, size=surveys), axis=0, return_counts=True)
    patterns, coders = world.patterns.tobytes(), world.patterns.shape[1]
    ends = np.stack([intervals(patterns, coders, tuple(map(int, cells)), draws, seed) for cells in drawn])
    low, high = ends[..., 0], ends[..., 1]
    holds = (low - 1e-9 <= world.truth) & (world.truth <= high + 1e-9)  # never of NaN
    return np.stack([times @ ~np.isnan(low), times @ holds, times @ np.nan_to_num(high - low)], axis=1)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--surveys", type=int, default=1000)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    made = list(worlds(options.small))
    print("statistic      n  lowest  mean  width  printed  where it is lowest")
    for n in SIZES[:1] if options.small else options.sizes:
        table = np.array(
            [
                covered(each, n, surveys=options.surveys, draws=options.draws, seed=options.seed + n)
                for each in made
            ]
        )
        for place, name in enumerate(MEASURES):
            printed, held, width = table[:, place].T
            shares = np.where(printed >= SEEN * options.surveys, held / np.maximum(printed, 1), np.inf)
            lowest = int(np.argmin(shares))
            mean, wide = held.sum() / printed.sum(), width.sum() / printed.sum()
            how_many = printed.mean() / options.surveys
            print(
                f"{name:<12}{n:>4}  {shares[lowest]:>6.3f}  {mean:.3f}  {wide:>5.2f}  {how_many:>7.0%}  "
                f"{made[lowest].name}",
                flush=True,
            )


if __name__ == "__main__":
    main()
