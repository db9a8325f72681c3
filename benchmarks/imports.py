"""How soon `textmine --help` answers, beside a bare interpreter with click: at most 3 is wanted.

    python -m benchmarks.imports [--small]

Printed are the ratio for the program and for each of its commands (medians of runs in turns), and which heavy
packages `textmine --help` loads: none is wanted.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

ROUNDS = 7
BARE = "import click\n@click.command()\ndef main():\n    'Say nothing.'\nmain(['--help'])"
HEAVY = ("numpy", "pandas", "pydantic", "matplotlib", "scipy", "sklearn", "fugashi", "pyarrow", "rich")


def seconds(*arguments: str) -> float:
    """Return the wall time of one run of the interpreter."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true", help="one round: does it still run")
    rounds = 1 if parser.parse_args().small else ROUNDS
    from textmine.cli.program import program

    names = [] if rounds == 1 else sorted(program.commands)
    calls = [[], *([name] for name in names)]
    times = [
        (seconds("-c", BARE), [seconds("-m", "textmine", *call, "--help") for call in calls])
        for _ in range(rounds)
    ]
    for place, call in enumerate(calls):
        ratio = statistics.median(each[place] / bare for bare, each in times)
        print(f"{' '.join(['textmine', *call, '--help']):<40}{ratio:>6.2f}")
    code = (
        "import sys\nfrom textmine.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    print(f"heavy packages loaded by textmine --help: {done.stderr.strip()}")


if __name__ == "__main__":
    main()
