"""What a column is called in a report: as people say, as the file has it, or by a usual technical name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from textmine.texts.labels import known, label, name

_TECHNICAL = re.compile(r"[A-Za-z0-9_.\-]+")
# あなたの性別をおしえてください。
_ASKED = re.compile(
    "(性別|年齢|年代|職業|業種|お住まいの地域|居住地|従業員数).{0,6}(?:ください|下さい|ですか)"
)
_ABOUT = re.compile(r"(?P<of>[A-Za-z]{0,3}\d+(?:[-_.]\d+)*)[-_.](?P<what>[A-Za-z_]+)")  # Q4_reason

# 問２ 上記回答の理由; 【問２】; where a rating may be cut, and what says how to answer it
_REASON = re.compile(r"((?:設?問|Q)\s*\d+(?:[-－]\d+)?)\s*(?:上記|上の|前問)?の?(?:ご?回答)?の?理由")
_NUMBER = re.compile(r"^\W*(?:設?問|Q)\s*\d+(?:[-－]\d+)?\W*\s*")
_SENTENCE_END = re.compile(r"[。？?]")
_CLAUSE = re.compile(r"(?<=、)|(?<=[一-鿿]は)(?!じ)|(?<=あなたは)")
_TO_ANSWER = re.compile("(?:くだ|下)さい$")
_SHORT = 25  # characters of a rating in the title of its reasons


def is_technical(column: str) -> bool:
    """Return whether a column is called as only who made the file would call it: Q4_reason, topic_label."""
    return bool(_TECHNICAL.fullmatch(column))


def title_of(column: str, lang: str, titles: Mapping[str, str]) -> str:
    """Return the title of a question or an attribute: of ``titles``, or else its name.

    A technical name that is usual is said in the language of the report; what asks for an attribute of a
    person is called by it.

    >>> [title_of(each, "ja", {"Q5": "観光"}) for each in ("Q4_reason", "age", "Q5", "宣言による効果")]
    ['Q4の理由', '年齢', '観光', '宣言による効果']
    >>> title_of("【問２】あなたの性別をおしえてください。", "ja", {})
    '性別'
    """
    if titles.get(column):
        return titles[column]
    if not is_technical(column):
        asked = _ASKED.search(column)
        return asked[1] if asked else column
    if known(f"technical.{column.lower()}"):
        return label(f"technical.{column.lower()}", lang)
    about = _ABOUT.fullmatch(column)
    if about and known(f"technical.of_{about['what'].lower()}"):
        of = titles.get(about["of"]) or about["of"]
        return label(f"technical.of_{about['what'].lower()}", lang, of=of)
    return column


def title_with_rating(title: str, rating: str, lang: str) -> str:
    """Return the title of a question that says no more than that it explains a rating, with what that asked.

    Of the rating its first sentence, or of a long one what begins at a later clause, stands there if it is
    short enough.

    >>> rating = "【問２】北陸新幹線 福井・敦賀開業で、お住まいの市町へ良い影響があると思いますか？"
    >>> title_with_rating("問２ 上記回答の理由", rating, "ja")
    '問２（お住まいの市町へ良い影響があると思いますか）の理由'
    >>> title_with_rating("導入の理由", rating, "ja"), title_with_rating("問２ 上記回答の理由", "", "ja")
    ('導入の理由', '問２ 上記回答の理由')
    """
    about = _REASON.fullmatch(title)
    clauses = _CLAUSE.split(_SENTENCE_END.split(_NUMBER.sub("", rating), maxsplit=1)[0])
    asked = next(
        (text for n in range(len(clauses)) if len(text := "".join(clauses[n:]).strip("、 　")) <= _SHORT), ""
    )
    if not about or not asked or _TO_ANSWER.search(asked):
        return title
    return label("main_finding.reasons", lang, number=about[1], rating=asked)


def attribute_name(
    attribute: str, lang: str, per: str = "respondent", titles: Mapping[str, str] | None = None
) -> str:
    """Return what an attribute is called: by its title, or of ours 見出し1, or where each is a point 文.

    >>> [attribute_name(each, "ja", "sentence") for each in ("age", "heading1", "answer")]
    ['年齢', '見出し1', '文']
    """
    if attribute == "answer":
        return label(f"per.{'answer' if per == 'respondent' else per.rstrip('12345')}.who", lang)
    is_ours = attribute in ("item", "question") or attribute.rstrip("12345") == "heading"
    return name(attribute, lang, group="column") if is_ours else title_of(attribute, lang, titles or {})
