"""How often the intervals of agreement hold the true value: the share of made-up surveys in which they do.

    python -m benchmarks.coverage [--other] [--small] [--sizes 20 200] [--surveys 500] [--seed 1]

Two coders, or three, judge n answers. A world says how often they give a code (prevalence; with a lean, the
first gives it more often than the second) and how far they agree: by kappa, or by the share of equal
judgements. Of each world surveys are drawn, and the intervals made as ``textmine agreement`` does; the true
values are those of the world itself. Coverage is that of the intervals printed: surveys are drawn until
``--surveys`` have an interval of kappa and alpha, or a million are drawn, so that worlds in which one in a
thousand has it count like the others. A world that never prints one says "none".

A line per world and n: how many of its surveys print an interval of kappa and alpha, and the coverage of each
95 % interval with its standard error. Where that is less than two standard errors above .93, four times as
many new surveys are drawn, and the line shows those (marked *). Then a line per statistic and n: the lowest
coverage in any world, the mean coverage, the mean width, and where it is lowest. Wanted: .93 everywhere.
``--other`` takes worlds and sizes that neither the intervals nor the rule for printing them were chosen on.
The same every time.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import permutations, product

import numpy as np
import numpy.typing as npt

from textmine.codes.agreement import MEASURES, measures

SIZES, OTHER_SIZES = (20, 30, 50, 100, 200), (10, 15, 25, 40, 75, 150)
PREVALENCES, OTHER_PREVALENCES = (0.03, 0.05, 0.1, 0.2, 0.3), (0.02, 0.04, 0.07, 0.15, 0.4)
KAPPAS, OTHER_KAPPAS = (0.0, 0.4, 0.6, 0.8, 0.9, 0.95, 1.0), (-0.03, 0.2, 0.5, 0.7, 0.85, 0.98)
EQUAL, OTHER_EQUAL = (0.8, 0.9, 0.95, 0.98, 0.99), (0.7, 0.85, 0.93, 0.97, 0.995)
WANTED, AGAIN, AT_MOST = 0.93, 4, 1_000_000
Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class World:
    """How often each pattern of judgements occurs."""

    name: str
    patterns: Counts
    shares: Floats

    @cached_property
    def truth(self) -> Floats:
        """The true values: those of so many answers that hardly a share is rounded."""
        counts = np.round(self.shares * 100_000).astype(np.int64)
        found = measures(np.repeat(self.patterns, counts, axis=0), samples=0)
        return np.array([float(str(found[name])) for name in MEASURES])

    def tables(self, n: int, surveys: int, random: np.random.Generator) -> tuple[Counts, Counts]:
        """Return the different tables of so many surveys (a row each), and how many have each.

        Tables that differ only in who of the coders is who are one: no statistic depends on it.
        """
        drawn = random.multinomial(n, self.shares, size=surveys)
        places = (n + 1) ** np.arange(len(self.shares) - 1)  # the last count follows from the others
        rows = [tuple(row) for row in self.patterns.tolist()]
        turned = [
            [rows.index(tuple(row[coder] for coder in order)) for row in rows]
            for order in permutations(range(self.patterns.shape[1]))
        ]
        keys = np.min([drawn[:, order][:, :-1] @ places for order in turned], axis=0)
        different, times = np.unique(keys, return_counts=True)
        counts = different[:, None] // places % (n + 1)
        return np.column_stack([counts, n - counts.sum(axis=1)]), times


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
    return World(name, _patterns(2), np.clip(shares, 0, 1)) if shares.min() > -1e-9 else None


def trios(prevalence: float, error: float) -> World:
    """Return the world of three coders who each err about so many of the true codes, and as many others."""
    patterns = _patterns(3)
    wrong = error * prevalence / (1 - prevalence)  # so that the code is given about as often as it is true
    given, other = (np.where(patterns == 1, p, 1 - p).prod(axis=1) for p in (1 - error, wrong))
    shares = prevalence * given + (1 - prevalence) * other
    return World(f"three coders, prevalence {prevalence}, error {error}", patterns, shares)


def _patterns(coders: int) -> Counts:
    return np.array(list(product((1, 0), repeat=coders)))


def worlds(*, small: bool = False, other: bool = False) -> Iterator[World]:
    """Yield every world."""
    prevalences = OTHER_PREVALENCES if other else PREVALENCES
    for prevalence in prevalences[::2] if small else prevalences:
        if other:
            made = [pairs(prevalence, 0.0, kappa=kappa) for kappa in OTHER_KAPPAS]
            made += [pairs(prevalence, lean, kappa=0.3) for lean in (0.15, 0.5)]
            made += [pairs(prevalence, 0.0, equal=equal) for equal in OTHER_EQUAL]
            made += [trios(prevalence, 0.07), trios(prevalence, 0.4)]
        else:
            made = [pairs(prevalence, 0.0, kappa=kappa) for kappa in KAPPAS]
            made += [pairs(prevalence, 0.3, kappa=kappa) for kappa in (0.4, 0.8)]
            made += [pairs(prevalence, 0.0, equal=equal) for equal in EQUAL]
            made += [trios(prevalence, error) for error in (0.02, 0.2)]
        yield from (world for world in (made[::3] if small else made) if world is not None)


@cache
def intervals(coders: int, cells: tuple[int, ...], draws: int, seed: int) -> Floats:
    """Return the ends of the interval of each statistic; worlds share many of the surveys drawn."""
    found = measures(np.repeat(_patterns(coders), cells, axis=0), samples=draws, seed=seed)
    return np.array([[float(str(found[f"{name}_{end}"])) for end in ("low", "high")] for name in MEASURES])


@cache
def bears_all(coders: int, cells: tuple[int, ...]) -> bool:
    """Return whether every statistic of these judgements has its interval."""
    return not measures(np.repeat(_patterns(coders), cells, axis=0), samples=0)["why"]


def covered(world: World, n: int, *, surveys: int, draws: int, seed: int) -> Floats:
    """Return, per statistic: surveys, how many print its interval, how many hold the truth, widths.

    Surveys beyond the first lot are looked at only where they bear all intervals, and count only for the
    statistics that a survey may not bear.
    """
    random = np.random.default_rng((seed, n))
    coders = world.patterns.shape[1]
    total = np.zeros((len(MEASURES), 4))
    lot = surveys
    while True:
        tables, times = world.tables(n, lot, random)
        cells = [tuple(row) for row in tables.tolist()]
        if total.any():
            kept = [bears_all(coders, each) for each in cells]
            cells, times = [each for each, bears in zip(cells, kept, strict=True) if bears], times[kept]
        ends = np.array([intervals(coders, each, draws, seed) for each in cells]).reshape(
            -1, len(MEASURES), 2
        )
        low, high = ends[..., 0], ends[..., 1]
        holds = (low - 1e-9 <= world.truth) & (world.truth <= high + 1e-9)  # never of NaN
        seen = [times @ ~np.isnan(low), times @ holds, times @ np.nan_to_num(high - low)]
        found = np.stack([np.full(len(MEASURES), lot), *seen], axis=1)
        total[~(total[:, 1] >= surveys)] += found[~(total[:, 1] >= surveys)]
        drawn, printed = total[:, 0].max(), total[:, 1].min()
        if printed >= surveys or drawn >= AT_MOST:
            return total
        lot = int(min(1.1 * (surveys - printed + 1) * drawn / max(printed, 1), AT_MOST - drawn))


def looked_at(world: World, n: int, *, surveys: int, draws: int, seed: int) -> tuple[Floats, bool]:
    """Return :func:`covered`, of more and new surveys where it leaves a doubt, and whether it did."""
    first = covered(world, n, surveys=surveys, draws=draws, seed=seed)
    share, error = coverage(first)
    if not (share - 2 * error < WANTED).any():
        return first, False
    return covered(world, n, surveys=AGAIN * surveys, draws=draws, seed=seed + 1000), True


def coverage(total: Floats) -> tuple[Floats, Floats]:
    """Return the share of the intervals that hold the truth, NaN if there is none, and its standard error."""
    printed = np.where(total[..., 1] > 0, total[..., 1], np.nan)
    share = total[..., 2] / printed
    spread = (total[..., 2] + 1) / (printed + 2)  # so that all of a few are not without error
    return share, np.sqrt(spread * (1 - spread) / printed)


def main() -> None:
    """Print the lines of worlds, then those of statistics."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--other", action="store_true")
    parser.add_argument("--sizes", type=int, nargs="+")
    parser.add_argument("--surveys", type=int, default=500)
    parser.add_argument("--draws", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    made = list(worlds(small=options.small, other=options.other))
    sizes = options.sizes or (OTHER_SIZES if options.other else SIZES)
    lines = []
    print("  n  kappa printed  " + "".join(f"{name:<15}" for name in MEASURES) + "world")
    for n in sizes[:1] if options.small else sizes:
        tables = []
        for world in made:
            table, again = looked_at(
                world, n, surveys=options.surveys, draws=options.draws, seed=options.seed
            )
            tables.append(table)
            shown = "".join(
                f"{'none':<15}" if np.isnan(share) else f"{f'{share:.3f} ({error:.3f})':<15}"
                for share, error in zip(*coverage(table), strict=True)
            )
            printed = table[1, 1] / table[1, 0]
            print(f"{n:>3}  {printed:>13.3%}  {shown}{world.name}{' *' if again else ''}", flush=True)
        lines += [*summary(n, np.array(tables), made)]
    print("\nstatistic      n  lowest         mean  width  printed  worlds without  where it is lowest")
    print("\n".join(lines))


def summary(n: int, table: Floats, made: list[World]) -> Iterator[str]:
    """Yield a line per statistic; the means are of surveys as they are drawn."""
    shares, errors = coverage(table)
    for place, name in enumerate(MEASURES):
        share, (drawn, printed, held, width) = shares[:, place], table[:, place].T
        if np.isnan(share).all():
            yield f"{name:<12}{n:>4}  none"
            continue
        lowest = int(np.nanargmin(share))
        often = (printed / drawn).sum()
        yield (
            f"{name:<12}{n:>4}  {share[lowest]:.3f} ({errors[lowest, place]:.3f})  "
            f"{(held / drawn).sum() / often:.3f}  {(width / drawn).sum() / often:>5.2f}  "
            f"{often / len(made):>7.0%}  {np.isnan(share).sum():>14}  {made[lowest].name}"
        )


if __name__ == "__main__":
    main()
