"""Finds the headings of a plain text in other notations and writes them as ``<H1>`` lines, line by line.

People write down interviews with ``# A社``, with ``【A社】`` and ``■効果``, with ``Q1. ...`` and ``A1. ...``,
or with numbers in front. What is a heading is told from what recurs: the same questions under each name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from textmine.inputs.headers import normal, unnumbered
from textmine.inputs.transcript import BESIDE, HEADING, is_transcript, key_of_question

LONGEST = 200  # characters of a heading
LONGEST_NAME = 30  # of the name of a person or a company
ANSWERED = 0.8  # share of the questions that have an answer below them

_LISTED = "■□◆◇●○〇▼▽▲△★☆◎・※＊*"
_BRACKETS = tuple(zip("【［〔《＜<", "】］〕》＞>", strict=True))

_MARKDOWN = re.compile(r" {0,3}(#{1,5})\s+(\S.*?)\s*#*\s*")
_MARKS = (  # how a heading may begin, one sort of mark each
    re.compile(r"\s*[QＱqｑ]\s*[0-9０-９]*\s*[.．:：、)）]?\s*(?=\S)(?![A-Za-z])"),
    re.compile(r"\s*(?:問|設問|質問)\s*[0-9０-９]*\s*[.．:：、)）]?\s*(?=\S)"),
    re.compile(r"\s*[0-9０-９]+(?:[.．-][0-9０-９]+)+[.．]?\s*(?=\S)"),
    re.compile(r"\s*[0-9０-９]+\s*[.．)）、:：]\s*(?=\S)"),
    re.compile(r"\s*[(（][0-9０-９]+[)）]\s*(?=\S)"),
    re.compile(r"\s*[①-⑳]\s*(?=\S)"),
    *(re.compile(rf"\s*{re.escape(mark)}\s*(?=\S)") for mark in _LISTED),
    *(re.compile(rf"\s*{left}(?=.*{right}\s*$)") for left, right in _BRACKETS),
)
_NUMBER = rf"(?:[QＱ問]?\s*[0-9０-９]+(?:\s*[.．)）、:：])?|[①-⑳]|[{re.escape(_LISTED)}])\s*"
# What asks, and the answer beside it.
_BESIDE = (
    re.compile(rf"(?:{_NUMBER})?([^{BESIDE}]{{1,{LONGEST}}}){BESIDE}(.*)"),  # in the cells of a table
    *(
        re.compile(rf"(?:{_NUMBER})?{left}([^{left}{right}]{{1,60}}){right}\s*[:：]?\s*(.*)")
        for left, right in ((r"\[", r"\]"), *_BRACKETS)
    ),
    re.compile(rf"(?:{_NUMBER})?([^:：。、，,！!]{{1,30}})[:：](?!/)\s*(.*)"),
)
_ANSWER = re.compile(r"\s*(?:[AＡaａ]\s*[0-9０-９]*|答え?|回答)\s*[.．:：)）]\s*(?=\S)")
_RULE = re.compile(r"\s*([-=＝_＿*＊~〜～─━―—–‐・.#+])\1{2,}\s*")
_STOPS = re.compile(r"[。．、，！？!?]")
_ENDS = re.compile(r"[】］〕》＞>\s]+$")


class Heading(NamedTuple):
    """A line that is a heading: 1 for a name, 2 for a question; and the answer that stands beside it."""

    level: int
    title: str
    answer: str = ""


def with_headings(text: str) -> str:
    """Return a text with its headings as ``<H1>`` ... lines, as many lines as before, if it has any.

    >>> print(with_headings("# A社\\n## 効果\\n早くなった。"))
    <H1>A社</H1>
    <H2>効果</H2>
    早くなった。
    >>> one = "A社\\nQ1 効果は？\\n早い。\\nQ2 課題は？\\n費用。"
    >>> print(with_headings(one + "\\nB社\\nQ1 効果は？\\n正確。\\nQ2 課題は？\\n教育。"))
    <H1>A社</H1>
    <H2>Q1 効果は？</H2>
    早い。
    <H2>Q2 課題は？</H2>
    費用。
    <H1>B社</H1>
    <H2>Q1 効果は？</H2>
    正確。
    <H2>Q2 課題は？</H2>
    教育。
    """
    lines = text.split("\n")
    headings = _below_names(lines) if is_transcript(text) else _markdown(lines) or _recurring(lines)
    return "\n".join(written_out(lines, headings)) if headings else text


def written_out(lines: Sequence[str], headings: Mapping[int, Heading]) -> list[str]:
    """Return lines with these headings as ``<H1>`` ..., answers without "A1."."""
    written: list[str] = []
    answers = False  # whether the next line with text is the first of an answer
    for number, line in enumerate(lines):
        level, title, answer = headings.get(number, Heading(0, ""))
        if level:
            line = f"<H{level}>{title}</H{level}>"
            line += BESIDE + _ANSWER.sub("", answer) if answer else ""
        elif _RULE.fullmatch(line):
            line = ""
        elif answers:
            line = _ANSWER.sub("", line)
        written.append(line)
        answers = (level > 1 and not answer) or (answers and not line.strip())
    return written


def _below_names(lines: Sequence[str]) -> dict[int, Heading]:
    """Return the headings of a text in which only names are written as headings, the questions as lines.

    {} if the headings are something else.
    """
    names = {number: match[2] for number, line in enumerate(lines) if (match := HEADING.fullmatch(line))}
    levels = {line.lstrip()[2] for line in map(lines.__getitem__, names)}
    if len(levels) > 1:
        return {}
    return questions_below([names.get(n, line) for n, line in enumerate(lines)], list(names))


def _markdown(lines: Sequence[str]) -> dict[int, Heading]:
    """Return the headings of Markdown; {} if there are not two of them."""
    short = ((number, line) for number, line in enumerate(lines) if len(line) <= LONGEST)
    matches = {number: match for number, line in short if (match := _MARKDOWN.fullmatch(line))}
    headings = {number: Heading(len(each[1]), each[2]) for number, each in matches.items()}
    return headings if len(matches) > 1 else {}


def questions_below(lines: Sequence[str], names: list[int]) -> dict[int, Heading]:
    """Return the headings of a text in which these lines are known to be the names.

    {} unless marked questions recur below them and each of those named was asked one at least.
    """
    found = _recurring(lines, names)
    questions = [number for number, heading in found.items() if heading.level > 1]
    return (
        found if {bisect_left(names, number) for number in questions} == {*range(1, len(names) + 1)} else {}
    )


def _recurring(lines: Sequence[str], names: Sequence[int] = ()) -> dict[int, Heading]:
    """Return the headings of a text in which marked questions recur; {} if none do.

    ``names`` are the lines with the names, where they are known.
    """
    filled = [number for number, line in enumerate(lines) if not _is_blank(line)]
    known = frozenset(names)
    marked: dict[int, dict[int, str]] = {}  # mark -> line -> what is asked
    for number in filled:
        if len(lines[number]) <= LONGEST and number not in known:
            for mark, pattern in enumerate(_MARKS):
                if pattern.match(lines[number]):
                    marked.setdefault(mark, {})[number] = _asked(lines[number], pattern)
                    break
    best: dict[int, Heading] = {}
    for asked in marked.values():
        found = _interviews(lines, filled, asked, names)
        best = found if len(found) > len(best) else best
    return best or _recurring_beside(lines, [n for n in filled if n not in known], names)


def _recurring_beside(
    lines: Sequence[str], filled: Sequence[int], names: Sequence[int]
) -> dict[int, Heading]:
    """Return the headings of a text in which questions recur that have their answer beside them."""
    for pattern in _BESIDE:
        matches = {number: match for number in filled if (match := pattern.fullmatch(lines[number].strip()))}
        asked = {number: key_of_question(match[1]) for number, match in matches.items()}
        beside = {number: match[2].strip() for number, match in matches.items() if match[2].strip()}
        found = _interviews(lines, sorted({*filled, *names}), asked, names, beside) if beside else {}
        if found:
            return {
                number: Heading(2, " ".join(matches[number][1].split()), beside.get(number, ""))
                if heading.level > 1
                else heading
                for number, heading in found.items()
            }
    return {}


def _asked(line: str, pattern: re.Pattern[str]) -> str:
    bare = _ENDS.sub("", pattern.sub("", line, count=1))
    return key_of_question(bare)


def _interviews(
    lines: Sequence[str],
    filled: Sequence[int],
    asked: dict[int, str],
    names: Sequence[int],
    beside: Collection[int] = (),
) -> dict[int, Heading]:
    """Return the headings if the lines with one sort of mark are questions to several people.

    They are if two or more recur, most are answered below or ``beside`` them, and where they begin anew
    another name stands.
    """
    after = dict(pairwise(filled))
    asked = _recurring_questions(asked, after, beside)
    open_ended = asked.keys() - beside  # below these stands an answer
    if not names:
        names = _names(lines, filled, asked, open_ended)
        names = names or _names_further_up(lines, filled, asked, open_ended)
    if not _are_names(names, lines, asked) or (beside and not _begin_anew(names, asked)):
        return {}
    titles = {number: _title(lines[number]) for number in names}
    headings = {number: Heading(1, unnumbered(title) or title) for number, title in titles.items()}
    headings |= {number: Heading(2, _title(lines[number])) for number in asked}
    answered = sum(number in beside or after.get(number, number) not in headings for number in asked)
    return headings if answered >= ANSWERED * len(asked) else {}


def _recurring_questions(
    asked: Mapping[int, str], after: Mapping[int, int], beside: Collection[int]
) -> dict[int, str]:
    """Return the lines that ask, of those with one sort of mark; {} if fewer than two questions recur.

    ``after`` is the line with text below each. A name may have the same mark, but no answer stands below it.
    """
    recurring = {key for key, count in Counter(asked.values()).items() if count > 1}
    asked = {
        n: key for n, key in asked.items() if key in recurring or n in beside or after.get(n, n) not in asked
    }
    few = len(recurring) < 2 or sum(key in recurring for key in asked.values()) < len(asked) / 2
    return {} if few else asked


def _begin_anew(names: Sequence[int], asked: Mapping[int, str]) -> bool:
    """Whether each but the first of those named is asked something that the one before was asked.

    Without it a second line of an answer beside its question would pass for a name.
    """
    people: dict[int, set[str]] = defaultdict(set)
    for number, key in asked.items():
        people[bisect_left(names, number)].add(key)
    return all(people[i] & people[i + 1] for i in range(1, len(names)))


def _names(
    lines: Sequence[str], filled: Sequence[int], asked: Mapping[int, str], open_ended: Collection[int]
) -> list[int]:
    """Return the lines that name people; [] if there are none.

    A name stands above a question and looks like other names (its mark, a blank line above it), and nobody
    is asked the same twice. Where two looks would do, that of the fewest lines is taken.
    """
    before = {number: above for above, number in pairwise(filled)}
    # A line right below a question without an answer beside it is the answer, however short it is.
    above = {before[number] for number in asked if number in before} - asked.keys()
    likely = [
        number for number in sorted(above) if before.get(number) not in open_ended and _is_name(lines[number])
    ]
    look_of = {number: _look(lines, number) for number in likely}
    looks = dict.fromkeys(look_of.values())
    choices = [{look} for look in looks] + [{each for each in looks if each[0] == look[0]} for look in looks]
    found: list[int] = []
    for choice in choices:
        names = [number for number, look in look_of.items() if look in choice]
        if _are_names(names, lines, asked) and not 0 < len(found) <= len(names):
            found = names
    return found


def _names_further_up(
    lines: Sequence[str], filled: Sequence[int], asked: Mapping[int, str], open_ended: Collection[int]
) -> list[int]:
    """Return the lines that name people where a date or a place stands between a name and the questions.

    All lines that look like these names are names: each has questions below it, before the next one.
    """
    before = {number: above for above, number in pairwise(filled)}
    looks: dict[tuple[int, bool], list[int]] = {}
    for number in filled:
        if number not in asked and before.get(number) not in open_ended and _is_name(lines[number]):
            mark, blank = _look(lines, number)
            if mark >= 0 or blank:
                looks.setdefault((mark, blank and mark < 0), []).append(number)
    for names in looks.values():
        people = {bisect_left(names, number) for number in asked}
        if people == {*range(1, len(names) + 1)} and _are_names(names, lines, asked):
            return names
    return []


def _are_names(names: Sequence[int], lines: Sequence[str], asked: Mapping[int, str]) -> bool:
    """Whether two people or more are named, differently, and each is asked a question once."""
    if not asked or len(names) < 2 or len({normal(lines[number]) for number in names}) < len(names):
        return False
    people = [bisect_left(names, number) for number in asked]  # 0: above the first name
    return people[0] > 0 and len({*zip(people, asked.values(), strict=True)}) == len(asked)


def _look(lines: Sequence[str], number: int) -> tuple[int, bool]:
    """Return the mark that a line begins with (-1: none), and whether a blank line stands above it."""
    mark = next((place for place, pattern in enumerate(_MARKS) if pattern.match(lines[number])), -1)
    return mark, number == 0 or _is_blank(lines[number - 1])


def _is_blank(line: str) -> bool:
    """Whether a line says nothing: it is blank, or a rule of one sign."""
    return not line.strip() or bool(_RULE.fullmatch(line))


def _is_name(line: str) -> bool:
    """Whether a line may name who is asked: short, and without the marks of a sentence."""
    return len(line.strip()) <= LONGEST_NAME and not _STOPS.search(unnumbered(line))


def _title(line: str) -> str:
    """Return a heading without its mark and brackets; the number of a question stays."""
    for pattern in _MARKS[6:]:
        if pattern.match(line):
            return _ENDS.sub("", pattern.sub("", line, count=1)).strip()
    return line.strip()
