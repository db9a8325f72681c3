"""The Japanese of every error message and of what the command line says; imports nothing of textmine.

The key is the English template exactly as it stands in the code, so the code reads in English and a test
can check that every template raised anywhere has its Japanese here.
"""

from __future__ import annotations

JAPANESE: dict[str, str] = {}


def translate(template: str, lang: str) -> str:
    """Return the template in ``lang`` ("ja" or "en"); English where there is no Japanese for it."""
    return JAPANESE.get(template, template) if lang == "ja" else template


def message(error: Exception, lang: str) -> str:
    """Return the one sentence of an error in ``lang`` ("ja" or "en")."""
    template = getattr(error, "template", None)
    if template is None:
        return str(error)
    return translate(template, lang).format(**error.details)  # type: ignore[attr-defined]
