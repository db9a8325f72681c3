"""The word lists of a project: what a change of them would change, how it is made, and taken back."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from textmine.errors import LexiconError
from textmine.web import projects
from textmine.web.requests import answered, body_of, desk_of
from textmine.web.undoing import as_left
from textmine.web.undoing import changed as changed_project

if TYPE_CHECKING:
    import pandas as pd

    from textmine.inputs.survey import Survey
    from textmine.settings import Settings
    from textmine.study.study import Study
    from textmine.web.holder import Held

STOP, KEEP = "stopwords/stopwords_own.txt", "dictionaries/compounds_own.txt"
MERGE, KINDS = "dictionaries/synonyms_own.txt", "stopwords/nonanswers_own.txt"
LISTS = (MERGE, KEEP, STOP, KINDS)
LONGEST = 100  # characters of a word
NAMED = 6  # words that a preview names
Texts = dict[str, str]  # a list -> what is in its file


# ---------------------------------------------------------------------------------- in the server


async def lists(request: Request) -> Response:
    """Return what stands in the project's own lists."""
    return answered(await desk_of(request).ask(listed))


async def preview(request: Request) -> Response:
    """Return what a change of the lists would change; nothing is changed yet."""
    body = await body_of(request)
    asked = {"change": body.get("change") or {}, "question": str(body.get("question", ""))}
    return answered(await desk_of(request).ask(differences, **asked))


async def make_change(request: Request) -> Response:
    """Change the lists."""
    desk, change = desk_of(request), (await body_of(request)).get("change") or {}
    return changed_project(desk, take_back, **json.loads(await desk.ask(apply, change=change)))


ROUTES = (
    Route("/api/lists", lists),
    Route("/api/lists/preview", preview, methods=["POST"]),
    Route("/api/lists/change", make_change, methods=["POST"]),
)


# ---------------------------------------------------------------------------------- in the study's process
# ---- what is in the lists


def folder_of(held: Held) -> Path:
    """Return the folder of the lists: that of the settings, or else the project itself."""
    from textmine.settingsfile import read_settings

    named = read_settings(held.settings_file).words.lexicon
    return Path(named) if named else held.settings_file.parent


def texts_of(folder: Path) -> Texts:
    """Return what the lists of a folder hold; "" for one that is not there."""
    from textmine.inputs.encodings import decode

    found = {}
    for name in LISTS:
        path = folder / name
        found[name] = decode(path.read_bytes(), str(path)).text if path.is_file() else ""
    return found


def entries(text: str) -> list[str]:
    """Return the lines of a list that say something."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def words_in(line: str) -> list[str]:
    """Return the words of a group, the one that is shown first."""
    from textmine.inputs.wordgroups import SEPARATOR

    return [word.strip() for word in SEPARATOR.split(line) if word.strip()]


def rejected(text: str) -> set[frozenset[str]]:
    """Return the groups that stand in a list as comments: proposals of which a person said no."""
    lines = (line.strip() for line in text.splitlines())
    groups = (words_in(line.lstrip("# ")) for line in lines if line.startswith("# "))
    return {frozenset(group) for group in groups if len(group) == 2}


# ---- changes of them


def changed(texts: Mapping[str, str], change: Mapping[str, Any]) -> Texts:
    """Return the lists that a change makes different.

    ``do`` of a change is "stop" or "keep" (with ``words``), "merge" (``words``, the one that is shown first,
    and ``others``, which are other words than that), "answer" or "none" (with ``text``: of an answer), or
    "remove" (``file`` and ``line``).

    Raises:
        LexiconError: for a word that can stand in no list.
    """
    do = change.get("do")
    words = [_checked(word) for word in change.get("words") or ()]
    match do:
        case "stop" | "keep":
            name = STOP if do == "stop" else KEEP
            known = set(entries(texts[name]))
            return {name: _added(texts[name], [_escaped(word) for word in words if word not in known])}
        case "merge":
            others = [_checked(word) for word in change.get("others") or ()]
            merged = texts[MERGE] if len(words) == 1 and others else _merged(texts[MERGE], words)
            # as a comment, which counts for nothing but keeps the two from being proposed again
            return {MERGE: _added(merged, [f"# {words[0]}、{other}" for other in others])}
        case "answer" | "none":
            return {KINDS: _told(texts[KINDS], str(do), str(change.get("text", "")))}
        case "remove":
            name = str(change.get("file"))
            lines = texts.get(name, "").splitlines()
            left = [line for line in lines if line.strip() != change.get("line")]
            return {name: "".join(line + "\n" for line in left)} if name in texts else {}
    raise LexiconError("the page sent what the desk does not understand; reload it and try again")


def _checked(word: object) -> str:
    from textmine.inputs.normalize import normalize
    from textmine.inputs.wordgroups import SEPARATOR

    clean = " ".join(normalize(str(word)).split())
    if not clean or len(clean) > LONGEST or SEPARATOR.search(clean) or "\n" in str(word):
        raise LexiconError(
            "{word} can't stand in a list; write one word, without 、 or ,", word=repr(str(word))
        )
    return clean


def _escaped(word: str) -> str:
    return "\\" + word if word.startswith("#") else word


def _added(text: str, lines: Sequence[str]) -> str:
    whole = text if not text or text.endswith("\n") else text + "\n"
    return whole + "".join(line + "\n" for line in lines)


def _merged(text: str, words: Sequence[str]) -> str:
    """Return the groups with these words in one, the first shown; groups that share a word become one."""
    if len(set(words)) < 2:
        raise LexiconError(
            "{word} can't be merged with itself; name another word", word=words[0] if words else "''"
        )
    group, left = dict.fromkeys(words), []
    for line in text.splitlines():
        own = [] if line.strip().startswith("#") else words_in(line)
        if set(own) & set(group):
            group |= dict.fromkeys(own)
        else:
            left.append(line)
    # A group that was passed may share a word with what was added after it.
    joined = "".join(line + "\n" for line in left)
    if any(set(words_in(line)) & set(group) for line in entries(joined)):
        return _merged(joined, list(group))
    return _added(joined, ["、".join(group)])


def _told(text: str, kind: str, answer: str) -> str:
    """Return the patterns with an answer's text below the section that says what it is, and nowhere else."""
    from textmine.inputs.answers import LONGEST as MOST
    from textmine.inputs.answers import as_matched

    bare = as_matched(answer)
    if not bare or (kind == "none" and len(bare) > MOST):
        raise LexiconError(
            "only words can be told to be an answer, and none of more than {most} characters to be no answer",
            most=MOST,
        )
    pattern = re.escape(bare)
    sections: dict[str, list[str]] = {}
    section = ""
    for line in text.splitlines():
        if re.fullmatch(r"\[[a-z]+\]", line.strip()):
            section = line.strip()
        elif line.strip() != pattern:
            sections.setdefault(section, []).append(line)
    sections.setdefault(f"[{kind}]", []).append(pattern)
    order = sorted(sections, key=lambda each: each != "")
    lines = [line for each in order for line in ([each] if each else []) + sections[each]]
    return "".join(line + "\n" for line in lines)


# ---- trying and making them


def listed(held: Held) -> list[dict[str, Any]]:
    """Return each list of the project: its ``file`` and its ``lines``."""
    texts = texts_of(folder_of(held))
    return [{"file": name, "lines": entries(text)} for name, text in texts.items()]


def differences(held: Held, change: Mapping[str, Any], question: str) -> dict[str, Any]:
    """Return what a change of the lists would change.

    ``bases``: (question, respondents with an answer of substance before, after) of the questions where they
    differ; ``words``: (word, respondents before, after) of the keywords of one question, what changes most
    first; ``more``: how many others there are. A word that is no row has 0.
    """
    new = changed(texts_of(folder_of(held)), change)
    told = change.get("do") in ("answer", "none")
    with tried(held, new) as study:
        bases = _changed_counts(_bases(held.study.survey_as_read), _bases(study.survey_as_read))
        words: list[tuple[str, int, int]] = []
        if question and not told:
            words = _changed_counts(_respondents(held.study, question), _respondents(study, question))
    words.sort(key=lambda row: (-abs(row[2] - row[1]), row[0]))
    return {"bases": bases, "words": words[:NAMED], "more": max(len(words) - NAMED, 0)}


def _bases(survey: Survey) -> dict[str, int]:
    answers = survey.answers[survey.answers["kind"] == "substantive"]
    counts = answers.groupby("question")["respondent"].nunique()
    return {question: int(counts.get(question, 0)) for question in survey.questions}


def _respondents(study: Study, question: str) -> dict[str, int]:
    table: pd.DataFrame = study.keywords(question)
    return dict(zip(table["word"].astype(str), table["respondents"].tolist(), strict=True))


def _changed_counts(before: Mapping[str, int], after: Mapping[str, int]) -> list[tuple[str, int, int]]:
    names = dict.fromkeys([*before, *after])
    pairs = [(name, before.get(name, 0), after.get(name, 0)) for name in names]
    return [pair for pair in pairs if pair[1] != pair[2]]


def under(settings: Settings, folder: Path) -> Settings:
    """Return the settings with the lists of a folder."""
    from textmine.settings import change

    return change(settings, {"words.lexicon": str(folder)})


@contextmanager
def tried(held: Held, texts: Mapping[str, str]) -> Iterator[Study]:
    """Give the study as it would be with these lists; nothing is changed, and nothing of it is kept."""
    from textmine.study.remembering import Memory
    from textmine.study.study import Study

    folder = folder_of(held)
    with tempfile.TemporaryDirectory(prefix="textmine-") as place:
        for path in [
            *folder.glob("dictionaries/*.txt"),
            *folder.glob("stopwords/*.txt"),
            *_flat(held, folder),
        ]:
            copy = Path(place) / path.relative_to(folder)
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(path.read_bytes())
        for name, text in texts.items():
            (Path(place) / name).parent.mkdir(exist_ok=True)
            (Path(place) / name).write_text(text, encoding="utf-8")
        study = Study(under(held.study.settings, Path(place)), progress=held.report)
        study.memory = Memory({asked: [*made] for asked, made in held.study.memory.made.items()})
        yield study


def _flat(held: Held, folder: Path) -> list[Path]:
    """Return the lists that lie in a folder itself; beside the settings there lies other text."""
    is_project = folder.resolve() == held.settings_file.parent.resolve()
    return [] if is_project else sorted(folder.glob("*.txt"))


def apply(held: Held, change: Mapping[str, Any]) -> dict[str, Any]:
    """Change the lists on the disk, if textmine can read them then, and return what takes that back."""
    folder = folder_of(held)
    texts = texts_of(folder)
    new = changed(texts, change)
    with tried(held, new) as study:
        study.lexicon  # noqa: B018  its errors come before anything is written
    before = {name: texts[name] if (folder / name).is_file() else None for name in new}
    named = held.study.settings.words.lexicon
    _write(folder, new)
    if named is None:
        projects.change_settings(held.settings_file, {"words.lexicon": "."})
    return {"files": before, "left": new, "lexicon": named}


def take_back(
    held: Held, files: Mapping[str, str | None], left: Texts, lexicon: str | None
) -> dict[str, Any]:
    """Make the lists as they were before a change that has ``left`` these.

    Raises:
        SettingsError: if somebody has changed them since.
    """
    folder = folder_of(held)
    now = texts_of(folder)
    for name, text in left.items():
        as_left(folder / name, now[name], text)
    if lexicon is None:
        projects.change_settings(held.settings_file, {"words.lexicon": None})
    _write(folder, files)
    return {}


def _write(folder: Path, texts: Mapping[str, str | None]) -> None:
    for name, text in texts.items():
        path = folder / name
        try:
            if text is None:
                path.unlink(missing_ok=True)
                continue
            path.parent.mkdir(exist_ok=True)
            projects.replace(path, text.encode())
        except OSError as error:
            raise LexiconError(
                "can't write {path}: {reason}", path=path, reason=error.strerror or str(error)
            ) from error
