"""Proposes what each column of a table is (respondent id, free text, attribute), and says why.

Every decision is taken on the distinct values of a column with their counts, so the order of the rows
changes nothing. The reasons are keys of ``why.*`` in labels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from textmine.errors import SurveyError
from textmine.inputs.columnnames import (
    COMPANY,
    CONTACT,
    GENERIC,
    ITEM,
    OPEN,
    PERSONAL,
    QUESTION,
    QUESTION_NUMBER,
    TEXTUAL,
)
from textmine.inputs.columns import Column, Layout, Long, Request, find_columns, find_labels
from textmine.inputs.headers import Place, normal, shorten
from textmine.inputs.profiles import FEW, MOSTLY, Profile, is_sentence, profile, profile_of, sort_of
from textmine.inputs.respondents import find_records, find_respondent, is_row_number, why_respondent
from textmine.inputs.transcript import QUESTION as OF_TRANSCRIPT

MANY = 300  # different sentences that no list of choices has
FEW_CELLS = 20  # below this many, a column's name counts for more
# What free text reaches at least: variety, share of sentences, mean characters, different texts.
SENTENCES = ((0.5, 0.3, 6, 0), (0.3, 0.5, 12, 0), (0.0, 0.5, 10, MANY))
HINTED = ((0.3, 0.0, 3, FEW + 1), (0.25, 0.5, 8, 6))  # where the header speaks of text
SENTENCES_OF_FEW = ((0.6, 0.5, 10, 0),)
HINTED_SENTENCES_OF_FEW = ((0.6, 0.5, 0, 0),)
NAMED = ((0.3, 0.5, 6, 3),)  # where the header is a name of free text: it may stand in the file several times
HINTED_OF_FEW = ((0.6, 0.0, 8, 0), (0.9, 0.0, 4, 0))


class NoFreeTextError(SurveyError):
    """A table of which no column looks like free text."""


Substantive = Callable[[list[str]], list[bool]]


@dataclass(frozen=True)
class _Chosen:
    """The columns that were chosen for each role; None where the proposal of each column stands."""

    respondent: int
    named_respondent: bool
    questions: list[int] | None
    attributes: list[int] | None


def propose(
    columns: Sequence[Column],
    cells: Sequence[Sequence[str]],
    places: Mapping[int, Place],
    *,
    request: Request,
    substantive: Substantive,
    spilled: frozenset[int] = frozenset(),
    paragraphs: bool = False,
    complete: bool = True,
) -> Layout:
    """Return the role of every column, from what was named and, for the rest, from names and values.

    Args:
        columns: their names and headers.
        cells: the values of each column.
        places: where columns stand in a grid of items and aspects.
        request: the columns that were named.
        substantive: tells which of several texts say something.
        spilled: columns to the right of the header.
        paragraphs: whether this is plain text: column ``text`` under ``heading1`` ...
        complete: whether the cells are those of all rows; if not, an empty column may be filled further down.

    Raises:
        SurveyError: if a named column does not exist or could be several, or if none is free text.
    """
    profiles = [profile(column) for column in cells]
    pooled = _pooled(profiles, places)
    signs = _separators(request, columns, places)
    known: list[Column] = []
    proposals: list[tuple[str, str]] = []  # role and why of each column if nothing were named
    for i, column in enumerate(columns):
        judged = not paragraphs and i not in spilled and not column.origin
        sort, sign = signs.get(i) or (sort_of(pooled[i]) if judged else ("", ""))
        filled, distinct = profiles[i].filled, profiles[i].distinct
        column = replace(column, sort=sort, separator=sign, filled=filled, distinct=distinct)
        known.append(column)
        proposals.append(
            _proposal(column, pooled[i], substantive)
            if judged
            else _fixed_role(column, paragraphs=paragraphs)
        )
    mark, records = find_records(cells, profiles)
    if mark >= 0:
        proposals[mark] = "ignored", "record_mark"
    proposals = _with_empty(proposals, known, complete=complete)
    texts = [i for i, (role, _) in enumerate(proposals) if role == "question"]
    long = _long_paragraphs(known, texts) if paragraphs else _long(known, profiles, texts)
    known = _with_merged(known, cells, proposals, long)
    chosen, long = _choose(request, known, profiles, places, texts, long, records)
    origins = max([0, *(column.distinct for column in known if column.origin)])
    decided = [
        replace(column, role=role, why=why)
        for i, column in enumerate(known)
        for role, why in [_decide(i, column, profiles[i], proposals[i], chosen, long, origins)]
    ]
    if not any(column.role == "question" for column in decided):
        raise NoFreeTextError(
            "no column looks like free text; name one with questions=, of: {columns}",
            columns=", ".join(column.column for column in known[:60]),
            likeliest=_likeliest(known, profiles),
        )
    asked = texts if chosen.questions is None else chosen.questions
    items = {place.item for i, place in places.items() if i in asked}
    return Layout(
        tuple(_named_question(column, places.get(i), items) for i, column in enumerate(decided)), long
    )


def _likeliest(columns: Sequence[Column], profiles: Sequence[Profile]) -> str:
    """Return the column of most different characters, of those without numbers, dates and choices."""
    wordy = {
        column.column: values.length * values.distinct
        for column, values in zip(columns, profiles, strict=True)
        if column.role != "respondent" and not column.sort and values.contacts < MOSTLY
    }
    return max(wordy, key=lambda name: (wordy[name], name), default="")


def _separators(
    request: Request, columns: Sequence[Column], places: Mapping[int, Place]
) -> dict[int, tuple[str, str]]:
    """Return what the cells are of the columns whose separators were named, as ``sort_of`` does."""
    return {
        i: ("choices" if sign else "", sign)
        for name, sign in request.separators
        for i in find_columns(name, columns, places)
    }


def _with_merged(
    columns: list[Column], cells: Sequence[Sequence[str]], proposals: list[tuple[str, str]], long: Long | None
) -> list[Column]:
    """Return the columns, of those with merged cells only the ones marked whose rows may be one respondent's.

    Where people of one company differ in their age, the company is not who answered.
    """
    about = long.about if long else ()
    closed = [i for i, (role, _) in enumerate(proposals) if role == "attribute" and i not in about]
    return [
        replace(column, merged=not any(_differ(cells[i], cells[k]) for k in closed if k != i))
        if column.merged
        else column
        for i, column in enumerate(columns)
    ]


def _differ(groups: Sequence[str], values: Sequence[str]) -> bool:
    """Return whether two rows of one group have different values."""
    filled = {
        (group.strip(), value.strip()) for group, value in zip(groups, values, strict=True) if value.strip()
    }
    return len({group for group, _ in filled}) < len(filled)


def speaks_of_text(name: str) -> bool:
    """Return whether the name of a column, or of a sheet, says that free text stands there."""
    return bool(TEXTUAL.search(normal(name)))


def _with_empty(
    proposals: list[tuple[str, str]], columns: list[Column], *, complete: bool
) -> list[tuple[str, str]]:
    """Return the proposals without questions that nobody answered, if there are others.

    Where nothing looks like free text, words under a name that says so (ご意見) are it.
    """
    if any(role == "question" and why != "hinted_empty" for role, why in proposals):
        return [
            ("ignored", "empty") if complete and why == "hinted_empty" else (role, why)
            for role, why in proposals
        ]
    return [
        ("question", "hinted_few") if why == "few_values" and is_open(column.column) else (role, why)
        for (role, why), column in zip(proposals, columns, strict=True)
    ]


def is_open(name: str) -> bool:
    """Return whether the name of a column is one of free text: ご意見をお書きください, 理由."""
    return bool(OPEN.fullmatch(normal(shorten(name))))


def _fixed_role(column: Column, *, paragraphs: bool) -> tuple[str, str]:
    """Return the role of a column whose values decide nothing: not of a table, or beside its header."""
    if column.origin:
        return "attribute", "origin"
    if not paragraphs:
        return "ignored", "spilled"
    return ("question", "paragraphs") if column.column == "text" else ("attribute", "heading")


def _named_question(column: Column, place: Place | None, items: set[str]) -> Column:
    """Return a column with the question and the item it is about; ``items`` are those with free text."""
    if place and (column.role == "question" or (column.role == "attribute" and place.item in items)):
        return replace(column, question=place.aspect, item=place.item)
    return replace(column, question=column.column) if column.role == "question" else column


def _pooled(profiles: list[Profile], places: Mapping[int, Place]) -> list[Profile]:
    """The columns of one aspect are judged together, so that an item with no answers is still a question."""
    values: dict[str, Counter[str]] = {}
    rows: Counter[str] = Counter()
    for i, place in places.items():
        values.setdefault(place.aspect, Counter()).update(profiles[i].values)
        rows[place.aspect] += profiles[i].rows
    together = {aspect: profile_of(counts, rows[aspect]) for aspect, counts in values.items()}
    return [together[places[i].aspect] if i in places else each for i, each in enumerate(profiles)]


def _choose(
    request: Request,
    columns: list[Column],
    profiles: list[Profile],
    places: Mapping[int, Place],
    texts: list[int],
    long: Long | None,
    records: int,
) -> tuple[_Chosen, Long | None]:
    """Return the columns of each role, those of a long table too; a name may mean one of its questions."""
    labels = list(profiles[long.question].values) if long and long.question >= 0 else []

    def find(names: Sequence[str], preferred: list[int]) -> tuple[list[int], list[str]]:
        found: list[int] = []
        meant: list[str] = []
        for name in names:
            of_long = find_labels(name, labels)
            meant += of_long
            found += [] if of_long else find_columns(name, columns, places, preferred)
        return list(dict.fromkeys(found)), meant

    questions = attributes = None
    if request.questions:
        questions, meant = find(request.questions, texts)
        if long and meant:
            questions = list(dict.fromkeys([long.answer, *questions]))
        long = replace(long, labels=tuple(meant)) if long and questions == [long.answer] else None
        labels = labels if long else []
    if request.respondent is not None:
        who = find_columns(request.respondent, columns, {})[0]
    else:
        asked = texts if questions is None else questions
        who = find_respondent(columns, profiles, asked, long, records)
    if request.attributes:
        attributes, meant = find(request.attributes, [])
        long = replace(long, attributes=tuple(meant)) if long else None
    return _Chosen(who, request.respondent is not None, questions, attributes), long


def _decide(
    i: int,
    column: Column,
    values: Profile,
    proposal: tuple[str, str],
    chosen: _Chosen,
    long: Long | None,
    origins: int,
) -> tuple[str, str]:
    """Return the role of one column and why it has it: what was named comes before what is proposed."""
    role, why = proposal
    if i == chosen.respondent:
        return "respondent", "named" if chosen.named_respondent else why_respondent(column, values)
    named = {"question": chosen.questions, "attribute": chosen.attributes}
    for named_role, columns in named.items():
        if i in (columns or ()):
            return named_role, "named"
    if long and i in long.about:
        return "ignored", "long_item" if i == long.item else "long_question"
    if named.get(role) is not None:
        return "ignored", "not_asked" if role == "question" else "not_named"
    if role == "attribute" and (chosen.respondent >= 0 or origins) and is_row_number(column, values, origins):
        return "ignored", "row_number"
    return role, why


def _proposal(column: Column, values: Profile, substantive: Substantive) -> tuple[str, str]:
    """Return the role of a column on its own, question, attribute or ignored, and why."""
    key = normal(column.column)
    hinted = speaks_of_text(key)
    if not values.filled:
        return ("question", "hinted_empty") if hinted else ("ignored", "empty")
    if values.contacts >= MOSTLY or PERSONAL.fullmatch(key):
        return "ignored", "personal"
    if CONTACT.fullmatch(key) and not _classifies(values):
        return "ignored", "personal"
    if column.sort == "dates":
        return "attribute", "dates"
    if column.sort == "numbers":
        return "attribute", "choice" if values.values.keys() <= {"0", "1"} else "numbers"
    if values.only_marks:
        return "attribute", "choice"
    if values.places >= MOSTLY:
        return "attribute", "places"
    if column.sort == "choices":
        return "attribute", "multiple_choice"
    if values.codes >= MOSTLY:
        return "attribute", "few_values" if values.distinct <= FEW and values.variety < 0.5 else "codes"
    if values.segmented >= 0.5:
        return "ignored", "segmented"
    return _proposal_of_text(key, values, substantive, hinted=hinted)


def _proposal_of_text(
    key: str, values: Profile, substantive: Substantive, *, hinted: bool
) -> tuple[str, str]:
    """Return the role of a column of words: free text, or labels of one kind or another.

    Free text varies; how much is asked of it depends on how sentence-like and long it is, on what its name
    says, and on how many cells there are to judge by.
    """
    filled, *reached = _measures(values, substantive)
    _, sentences, length, _ = reached
    bars_of = _bars(few=filled < FEW_CELLS, hinted=hinted, named=is_open(key))
    for why, bars in bars_of if filled else ():
        if any(all(value >= least for value, least in zip(reached, bar, strict=True)) for bar in bars):
            return "question", why
    if COMPANY.fullmatch(key):
        return "ignored", "personal"
    if length >= 60 and sentences >= 0.5:
        return "ignored", "repeated_text"
    if values.variety > 0.5 and values.distinct > FEW:
        return "ignored", "labels"
    return "attribute", "few_values"


def _measures(values: Profile, substantive: Substantive) -> tuple[int, float, float, float, int]:
    """Return how many cells say something, and of these what ``SENTENCES`` asks for, in that order."""
    # 特になし by the hundred must not make free text look closed. A non-answer that stands once changes
    # nothing, and judging every text is slow.
    judged = [value for value, count in values.values.items() if count > 1 or values.filled < 100]
    empty = {value for value, says in zip(judged, substantive(judged), strict=True) if not says}
    content = {value: count for value, count in values.values.items() if value not in empty}
    filled = sum(content.values())
    cells = max(1, filled)
    length = sum(len(value) * count for value, count in content.items()) / cells
    sentences = sum(count for value, count in content.items() if is_sentence(value)) / cells
    return filled, len(content) / cells, sentences, length, len(content)


def _bars(*, few: bool, hinted: bool, named: bool) -> list[tuple[str, tuple[tuple[float, ...], ...]]]:
    """Return what free text has to reach, one of several, for each reason to take it for one."""
    bars: list[tuple[str, tuple[tuple[float, ...], ...]]] = [("sentences", SENTENCES)]
    if few:
        bars = [("sentences", (*SENTENCES_OF_FEW, *(HINTED_SENTENCES_OF_FEW if hinted else ())))]
    if hinted:
        bars.append(("hinted", HINTED_OF_FEW if few else HINTED))
    return [*bars, ("hinted", NAMED)] if named else bars


def _classifies(values: Profile) -> bool:
    """Whether a column puts the respondents into few groups, be it those who ticked it and the others."""
    return values.only_marks or (2 <= values.distinct <= FEW and values.variety <= 0.5)


def _repeats(values: Profile) -> bool:
    """Whether a column is filled with few values that come again and again."""
    return values.filled >= 0.9 * values.rows and values.variety <= 0.5 and values.distinct >= 2


def _long_paragraphs(columns: list[Column], texts: list[int]) -> Long | None:
    """The columns of a transcript whose headings are questions, each over the paragraphs that answer it."""
    question = [i for i, column in enumerate(columns) if column.column == OF_TRANSCRIPT]
    return Long(texts[0], question[0], -1, -1) if question and texts else None


def _long(columns: list[Column], profiles: list[Profile], texts: list[int]) -> Long | None:
    """The columns that name the question and the item of each row, where one column holds all the answers."""
    if len(texts) != 1:
        return None
    places: dict[str, int] = {}
    for i, (column, values) in enumerate(zip(columns, profiles, strict=True)):
        if i in texts or not _repeats(values):
            continue
        for role, pattern in (("question", QUESTION), ("number", QUESTION_NUMBER), ("item", ITEM)):
            if pattern.fullmatch(normal(column.column)):
                places.setdefault(role, i)
                break
    question, number, item = (places.get(role, -1) for role in ("question", "number", "item"))
    if question < 0 and number >= 0:
        question, number = number, -1
    if question < 0 and GENERIC.fullmatch(normal(columns[texts[0]].column)):
        question, item = item, -1  # 項目 and 回答: the item is what was asked
    return Long(texts[0], question, number, item) if question >= 0 or item >= 0 else None
