"""The library, spoken: one short command a library function, named like it and doing nothing else.

Only click and textmine's light modules are imported here; what is heavy is imported inside the commands, so
that ``textmine --help`` answers at once. An option's parameter is named after the setting that it changes
(``survey__respondent``), and its default is the one in ``textmine.settings``.
"""

from textmine.cli import (
    categories,
    comparisons,
    corrections,
    desk,
    dossiers,
    networks,
    searches,
    studies,
    words,
)
from textmine.cli.program import main, program

__all__ = [
    "categories",
    "comparisons",
    "corrections",
    "desk",
    "dossiers",
    "main",
    "networks",
    "program",
    "searches",
    "studies",
    "words",
]
