"""``python -m textmine`` is ``textmine``."""

from textmine.cli import main

main()
