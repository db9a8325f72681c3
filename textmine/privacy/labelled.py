"""Finds names of persons by their form: after a label, and in Latin letters or katakana.

Names in kanji within a sentence need a tagger: :mod:`textmine.privacy.names`.
"""

from __future__ import annotations

import re

from textmine.privacy.spans import Matches, any_of, words

_WHO = "|".join(any_of(section) for section in ("family", "relations", "labels"))
_STOP = r"\s、。，．,.;:()「」『』【】/|"


def labelled_names(text: str) -> Matches:
    """Yield start, end and the kind person of each name of a normalised text that its form gives away.

    >>> list(labelled_names("Mr. Smithに聞いた"))
    [(4, 9, 'person')]
    """
    yield from _after_label(text)
    yield from _foreign(text)


_LABEL = re.compile(
    r"(?:(?<![のァ-ヶー一-鿿])(?:お|ご)?|(?<=[者様童徒生員])の?)"
    r"(?:氏名|名前|姓名|芳名|(?:担当|回答|記入|代表)者(?:名|氏名)?|フリガナ|ふりがな|本名)"
    rf" ?[:=] ?(?P<it>[^{_STOP}]{{1,12}}(?: [^{_STOP}\d]{{1,8}}(?=$|[{_STOP}]))?)"
)
# 娘の名前はひまりです
_CALLED = re.compile(
    rf"(?:(?:{_WHO}|私|僕|俺|自分|わたし)の|(?:^|(?<=[\s、。])))"
    r"(?:お|ご)?(?:名前|氏名|本名|旧姓|苗字|名字)は ?[「『]?"
    r"(?P<it>[一-鿿々ァ-ヶー]{1,8}|[ぁ-んー]{2,5}?)(?=[」』]|です|と(?:言い|いい|申し)|でした)"
)
_NOT_A_NAME = re.compile(rf"{any_of('not_a_name')}|[-ー―●*※〇○xX]")


def _after_label(text: str) -> Matches:
    for match in _CALLED.finditer(text) if "名" in text or "姓" in text or "苗字" in text else ():
        if not _NOT_A_NAME.match(match["it"]):
            yield match.start("it"), match.end("it"), "person"
    if ":" not in text and "=" not in text:
        return
    for match in _LABEL.finditer(text):
        if not _NOT_A_NAME.match(match["it"]):
            end = match.start("it") + len(re.sub(r"(?:です|と申します|といいます|様|さん)$", "", match["it"]))
            yield match.start("it"), end, "person"


# ---- Latin letters, katakana

_LATIN = "[A-ZÀ-Þ][A-Za-zÀ-ÿ.'-]*(?: [A-ZÀ-Þ][A-Za-zÀ-ÿ.'-]*){%s,3}"
_KATAKANA = "[ァ-ヶー]{2,}(?:[・= ][ァ-ヶー]{2,}){%s,3}"
_TITLE = r"(?:さん|氏(?![一-鿿])|君|くん|ちゃん|先生|様(?![一-鿿]))"
_START = r"(?<![A-Za-zァ-ヶー・])"
_INTRODUCED = r"(?= ?と(?:申(?:し|す)|いいます|言います|いう者|言う者|いう名))"
_ANY_CASE = r"[A-Za-z][a-z.'-]{1,20}(?: [A-Za-z][A-Za-z.'-]{0,20}){0,3}"
# One Latin or katakana word before さん may be a firm; before 氏 it is a person. So are two words, and one of
# whom it is said that he is a clerk or a guest.
_BEFORE_TITLE = re.compile(
    rf"{_START}(?P<one>{_LATIN % 0}|{_KATAKANA % 0})(?= ?氏(?![一-鿿]))"
    rf"|(?:{_WHO})の(?P<whose>{_KATAKANA % 0})(?= ?{_TITLE})"
    rf"|{_START}(?P<two>{_LATIN % 1}|{_KATAKANA % 1})(?= ?(?:さん|先生|様(?![一-鿿])))"
    rf"|{_START}(?P<said>{_ANY_CASE}|{_KATAKANA % 0}){_INTRODUCED}"
    r"|(?:(?<=[\s、。は「の])|^)(?P<kanji>[一-鿿々]{1,6}(?: [一-鿿々ぁ-ん]{1,5})?)(?= ?と申(?:し|す))"
)
_HAS_TITLE = re.compile("さん|様|氏|君|くん|ちゃん|先生|と申|とい|と言")
_AFTER_TITLE = re.compile(
    r"(?<![A-Za-z])(?:Mr|Mrs|Ms|Miss|Dr|Prof|MR|MRS|MS|DR|Professor|Doctor)(?:\. ?| )"
    r"(?P<titled>(?:[A-Z]\. ?){0,2}[A-Z][A-Za-zÀ-ÿ'-]+(?: [A-Z][A-Za-zÀ-ÿ'-]+){0,2}|[ァ-ヶー]{2,}"
    r"|[一-鿿]{2,4})"
    rf"|(?:ミスター|ミセス|ミズ)・? ?(?P<frequent>{any_of('frequent_surnames')})(?![一-鿿])"
    r"|(?:[Mm]y name is|I am|I'm|[Tt]his is) (?P<english>[A-Z][a-z'-]+(?: [A-Z][a-z'-]+){0,2})"
)
_NOT_TITLED = frozenset(words("not_after_mr"))
# Emilyさん, John Smithです, Taro Yamada
_LATIN_WORDS = re.compile(
    r"(?<![A-Za-z.@_/-])"
    r"(?:[A-Z][A-Za-z'-]+(?: [A-Z]\.)?(?: [A-Z][A-Za-z'-]+){0,3}|[a-z]{3,15}(?: [a-z]{2,15})?)"
    r"(?![A-Za-z@_/]|\.[A-Za-z])"
)
_AFTER_NAME = re.compile(rf" ?(?:{_TITLE}|です(?!か)|より$)")
_SUFFIX = re.compile(_TITLE)
_HAS_LETTER = re.compile("[A-Za-z]|ミス|ミズ")
_NAMES = frozenset(word.lower() for word in words("latin_names"))
_SYLLABLES = re.compile(
    r"(?:(?:[kgsztdnhbpmyrwfj]|ky|gy|sh|ch|ts|ny|hy|by|py|my|ry)?(?:[aiueo]h?)|n(?![aiueo])|(?:([kstp])(?=\1)))+"
)


def _foreign(text: str) -> Matches:
    if _HAS_TITLE.search(text):
        for match in _BEFORE_TITLE.finditer(text):
            group = match.lastgroup or ""
            yield match.start(group), match.end(group), "person"
    if not _HAS_LETTER.search(text):
        return
    for match in _AFTER_TITLE.finditer(text):
        group = match.lastgroup or ""
        if match[group].split()[0] not in _NOT_TITLED:
            yield match.start(group), match.end(group), "person"
    for match in _LATIN_WORDS.finditer(text):
        names = match[0].split()
        known = [name.lower() in _NAMES for name in names]
        after = _AFTER_NAME if len(names) > 1 else _SUFFIX
        if match[0].islower() and not (all(known) and after.match(text, match.end())):
            continue
        if any(known) and (_AFTER_NAME.match(text, match.end()) or _is_full_name(names, known)):
            yield match.start(), match.end(), "person"


def _is_full_name(names: list[str], known: list[bool]) -> bool:
    """Whether two Latin words are a name by themselves: both known, or one and the other Japanese."""
    return (
        len(names) == 2
        and any(known)
        and all(
            is_known or _SYLLABLES.fullmatch(name.lower())
            for name, is_known in zip(names, known, strict=True)
        )
    )
