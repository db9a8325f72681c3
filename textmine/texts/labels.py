"""Every text that a reader of a report sees, in Japanese and English: the files in ``report/``.

A key is ``group.name``, and each group is a file: ``column.word`` is the entry ``word`` of
``report/column.toml``. A text may hold ``{names}``, which ``textmine.texts.filling`` fills in. A file is
read when the first of its texts is asked for, once; parsing TOML takes a few milliseconds a file, so most
commands never read most of them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from textmine.texts.filling import fill

FOLDER = Path(__file__).parent / "report"


@cache
def texts(group: str) -> dict[str, dict[str, str]]:
    """Return the texts of a group, in the order of its file: name -> {"ja": text, "en": text}.

    Empty if there is no such group.

    >>> texts("role")["ignored"]
    {'ja': '不使用', 'en': 'ignored'}
    """
    import tomllib  # not needed for an English --help

    if group not in _groups():
        return {}
    return tomllib.loads((FOLDER / f"{group}.toml").read_text(encoding="utf-8"))


@cache
def _groups() -> frozenset[str]:
    return frozenset(path.stem for path in FOLDER.glob("*.toml"))


def known(key: str) -> bool:
    """Return whether there is a text of this key."""
    group, _, entry = key.partition(".")
    return _entry(group, entry)[0] in texts(group)


def _entry(group: str, entry: str) -> tuple[str, dict[str, str]]:
    """Return the entry that holds a text: ``dimension_n`` and its number for lack of ``dimension_3``."""
    stem = entry.rstrip("0123456789")
    if stem == entry or entry in texts(group):
        return entry, {}
    return f"{stem.rstrip('_')}_n", {"n": entry[len(stem) :]}


def label(key: str, lang: str, /, **values: object) -> str:
    """Return the text of ``key`` in ``lang`` ("ja" or "en") with ``values`` filled in.

    Raises:
        KeyError: there is no text of this key.

    >>> label("column.respondents", "ja")
    '回答者数'
    >>> label("page.people", "ja", count=234, unit="人")
    '234 人'
    >>> label("column.dimension_3", "ja")
    '第3次元'
    """
    group, _, entry = key.partition(".")
    held, number = _entry(group, entry)
    text = texts(group)[held]["ja" if lang == "ja" else "en"]
    filled = {**values, **number}
    return fill(text, filled) if filled else text


def unit_of(given: str | None, lang: str, per: str = "respondent") -> str:
    """Return what a respondent is called after a number: ``given``, or else 人; it may have two forms.

    ``per`` is what is counted: 文, where it is sentences.

    >>> label("draft.total", "en", count=1, unit=unit_of(None, "en"))
    '1 respondent'
    """
    if per != "respondent":
        return label(f"per.{per.rstrip('12345')}", lang)
    return given or label("draft.unit", lang)


def counted_label(key: str, lang: str, per: str = "respondent", /, **values: object) -> str:
    """Return the text of ``key`` with ``{who}``, ``{place}`` and ``{counted}``: what is counted, where words
    stand together (an answer, if respondents are counted), and what has a word.

    >>> counted_label("note.no_pairs", "en", "sentence").split(",")[0]
    'There are no sentences with two of these words (or codes)'
    """
    own = f"per.{per.rstrip('12345')}"
    where = "per.answer" if per == "respondent" else own
    named = {"who": label(f"{own}.who", lang), "place": label(f"{where}.who", lang)}
    return label(key, lang, **named, counted=label(f"{own}.counted", lang), **values)


def name(key: str, lang: str, /, group: str) -> str:
    """Return the text of ``group.key``, or of ``key``, or else ``key`` itself.

    For what may come from the survey as well as from textmine: the heading of a column that may be an
    attribute, a part of speech that a dictionary of the user's own brings along.

    >>> name("noun", "ja", group="pos"), name("業種", "en", group="column")
    ('名詞', '業種')
    """
    for candidate in (f"{group}.{key}", key):
        if known(candidate):
            return label(candidate, lang)
    return key
