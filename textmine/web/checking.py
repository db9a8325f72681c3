"""The page "check": what was read, and what a change of it would change before it is made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from textmine.errors import SettingsError, SurveyError
from textmine.inputs.profiles import SEPARATORS, profile, sort_of
from textmine.web import projects
from textmine.web.desk import Job
from textmine.web.requests import answered, body_of, desk_of
from textmine.web.undoing import as_left, changed

if TYPE_CHECKING:
    from textmine.inputs.survey import Survey
    from textmine.settings import Settings
    from textmine.study.study import Study
    from textmine.web.holder import Held

TEXTS = 300  # different answers of one kind that are listed
ROLES = ("respondent", "question", "attribute", "ignored")
SHEETS = ("sheets_not_read", "hidden_sheets")  # findings that name sheets
CHOSEN = ("sheet", "encoding", "hidden")  # settings of the survey that the page changes, beside the roles


# ---------------------------------------------------------------------------------- in the server


async def read(request: Request) -> Response:
    """Return what was read."""
    return answered(await desk_of(request).ask(overview))


async def of_kind(request: Request) -> Response:
    """Return the different answers of one kind."""
    asked = {name: request.query_params.get(name, "") for name in ("question", "kind")}
    return answered(await desk_of(request).ask(texts_of_kind, **asked))


async def preview(request: Request) -> Response:
    """Return what other roles of columns, another sheet or encoding would change; nothing is changed yet."""
    return answered(await desk_of(request).ask(differences, change=await body_of(request)))


async def make_change(request: Request) -> Response:
    """Write them to the settings."""
    desk = desk_of(request)
    before = json.loads(await desk.ask(apply, change=await body_of(request)))
    desk.kept.pop("personal", None)
    return changed(desk, take_back, **before)


async def look_for_names(request: Request) -> Response:
    """Start looking for what tells who somebody is; once, unless the survey is read otherwise."""
    desk = desk_of(request)
    known: Job | None = desk.kept.get("personal")
    if known is None or known.state in ("failed", "stopped"):
        known = desk.kept["personal"] = desk.run("personal", personal)
    return JSONResponse(known.shown(desk.lang))


ROUTES = (
    Route("/api/check", read),
    Route("/api/check/personal", look_for_names, methods=["POST"]),
    Route("/api/check/kind", of_kind),
    Route("/api/check/preview", preview, methods=["POST"]),
    Route("/api/check/change", make_change, methods=["POST"]),
)


# ---------------------------------------------------------------------------------- in the study's process


def overview(held: Held) -> dict[str, Any]:
    """Return what was read: sources, numbers, columns, what was doubted, and the answers by kind."""
    study = held.study
    survey, tables = study.survey_as_read, study.check()
    kinds = tables["kinds"].drop(columns=["item", "respondents"]).groupby("question", sort=False).sum()
    people = _respondents(survey)
    sources = tables["sources"].drop(columns="sha256").to_dict("records")
    return {
        "sources": [{**source, "path": Path(str(source["path"])).name} for source in sources],
        "sheets": _sheets(survey),
        "chosen": {name: getattr(study.settings.survey, name) for name in CHOSEN},
        "overview": tables["overview"].to_dict("records")[0],
        "questions": [
            {"question": question, "respondents": people[question], **kinds.loc[question].to_dict()}
            for question in survey.questions
        ],
        "findings": survey.findings.to_dict("records"),
        "characters": tables["characters"].to_dict("records"),
        "duplicates": len(tables["duplicates"]),
        "columns": _columns(survey),
        "separators": SEPARATORS,
        "fixed": _is_long(survey),
    }


def _respondents(survey: Survey) -> dict[str, int]:
    """Return question -> respondents with an answer of substance."""
    answers = survey.answers[survey.answers["kind"] == "substantive"]
    counts = answers.groupby("question")["respondent"].nunique()
    return {question: int(counts.get(question, 0)) for question in survey.questions}


def _choices(survey: Survey) -> dict[str, int]:
    """Return attribute -> how many different choices its cells hold."""
    found = {}
    for name, column in zip(survey.attributes, survey.attribute_columns, strict=True):
        sign, cells = survey.separator(name), survey.answers[column].unique().tolist()
        parts = {part.strip() for cell in cells for part in (cell.split(sign) if sign else [cell])}
        found[name] = len(parts - {""})
    return found


def _sheets(survey: Survey) -> list[str]:
    """Return the sheets of the workbook, those that were not read too."""
    found = {source.sheet: None for source in survey.sources if source.sheet}
    left = (
        survey.findings[survey.findings["finding"].isin(SHEETS)] if len(survey.findings) else survey.findings
    )
    for names in left["detail"] if len(left) else ():
        found |= dict.fromkeys(str(names).split(", "))
    return list(found)


def _columns(survey: Survey) -> list[dict[str, Any]]:
    """Return the columns with their roles; those of the items of a grid that play one role stand as one."""
    groups: dict[tuple[str, str], list[dict[Any, Any]]] = {}
    for row in survey.columns.to_dict("records"):
        groups.setdefault((row["question"] if row["item"] else row["column"], row["role"]), []).append(row)
    found = []
    for (name, role), rows in groups.items():
        values = [value for row in rows for value in survey.examples.get(row["column"], ())]
        found.append(
            {
                "name": name,
                "role": role,
                "columns": [row["column"] for row in rows],
                "why": rows[0]["why"],
                "sort": sort if (sort := sort_of(profile(values))[0]) in ("dates", "numbers") else "",
                "detail": next((row["detail"] for row in rows if row["detail"]), ""),
                "filled": sum(row["filled"] for row in rows),
                "distinct": max(row["distinct"] for row in rows),
                "examples": list(dict.fromkeys(values))[:3],
            }
        )
    return found


def _is_long(survey: Survey) -> bool:
    """Whether a row is one answer, and a column says to which question: then columns have no other roles."""
    asked = survey.columns.loc[survey.columns["role"] == "question"]
    return not set(survey.questions) <= {*asked["question"], *asked["column"]}


def texts_of_kind(held: Held, question: str, kind: str) -> dict[str, Any]:
    """Return the different answers of one kind: ``texts`` (text, answers), the most frequent first.

    Those that are as frequent stand by their length: what says nothing is short.
    """
    answers = held.study.survey_as_read.answers
    chosen = answers[(answers["question"] == question) & (answers["kind"] == kind)]
    counts = chosen["text"].str.strip().value_counts()
    rows = list(zip(counts.index.tolist(), counts.tolist(), strict=True))
    rows.sort(key=lambda row: (-row[1], len(row[0]), row[0]))
    return {"texts": rows[:TEXTS], "different": len(rows), "answers": len(chosen)}


def personal(held: Held) -> dict[str, Any]:
    """Return how often the survey says who somebody is: in all, and by ``kinds`` (kind, times)."""
    rows = held.study.personal().to_dict("records")
    return {
        "count": sum(row["count"] for row in rows),
        "kinds": [(row["masking"], row["count"]) for row in rows],
    }


# ---- changes


def _values(held: Held, change: Mapping[str, Any]) -> dict[str, object]:
    """Return the settings that a change of the page means: "survey.questions" -> names, …

    ``roles`` of a change says the role of each group of columns, by its place; ``separator`` (place, sign)
    what separates the choices in a cell of one, "" for one choice and None for what is found; ``sheet``,
    ``encoding`` and ``hidden`` are settings, None for what is found.

    Raises:
        SurveyError: if no column holds answers.
    """
    values: dict[str, object] = {f"survey.{name}": change[name] or None for name in CHOSEN if name in change}
    if "separator" in change:
        values |= _separators(held, change["separator"])
    roles = change.get("roles")
    if not isinstance(roles, list):
        return values
    groups = _columns(held.study.survey_as_read)
    if len(roles) != len(groups) or not set(roles) <= set(ROLES):
        raise SurveyError("the page sent what the desk does not understand; reload it and try again")
    alike = [group["name"] for group in groups]
    named: dict[str, list[str]] = {role: [] for role in ROLES}
    for group, role in zip(groups, roles, strict=True):
        # an aspect of a grid means all its columns; where they play several roles each is named
        named[role] += [group["name"]] if alike.count(group["name"]) == 1 else group["columns"]
    if not named["question"]:
        raise SurveyError("no column is left that holds free-text answers; leave one")
    if not named["attribute"] and any(group["role"] == "attribute" for group in groups):
        raise SurveyError(
            "without any attribute named, those that look like one are taken; leave one, or give the others "
            "another role"
        )
    return values | {
        "survey.respondent": next(iter(named["respondent"]), None),
        "survey.questions": tuple(named["question"]),
        "survey.attributes": tuple(named["attribute"]),
    }


def _separators(held: Held, change: Any) -> dict[str, object]:
    """Return the setting of separators with that of one group of columns changed."""
    groups = _columns(held.study.survey_as_read)
    place, sign = change if isinstance(change, list) and len(change) == 2 else (-1, None)
    if (
        not isinstance(place, int)
        or not 0 <= place < len(groups)
        or not (sign is None or sign in ("", *SEPARATORS))
    ):
        raise SurveyError("the page sent what the desk does not understand; reload it and try again")
    group = groups[place]
    signs = {
        column: held_sign
        for column, held_sign in held.study.settings.survey.separators.items()
        if column not in (group["name"], *group["columns"])
    }
    if sign is not None:
        signs |= dict.fromkeys(group["columns"], sign)
    return {"survey.separators": signs or None}


def _with(settings: Settings, values: Mapping[str, object]) -> Settings:
    """Return settings with other values; None is the default."""
    from textmine.settings import parse_settings

    tree = settings.model_dump(exclude_defaults=True)
    for key, value in values.items():
        section, _, setting = key.partition(".")
        own = tree.setdefault(section, {})
        if value is None:
            own.pop(setting, None)
        else:
            own[setting] = value
    return parse_settings(tree)


def _tried(held: Held, values: Mapping[str, object]) -> Study:
    """Return the study under other settings; nothing of it is kept."""
    from textmine.study.remembering import Memory
    from textmine.study.study import Study

    study = Study(_with(held.study.settings, values), progress=held.report)
    study.memory = Memory({asked: [*made] for asked, made in held.study.memory.made.items()})
    return study


def differences(held: Held, change: Mapping[str, Any]) -> dict[str, Any]:
    """Return the numbers that a change changes: ``rows`` of (what, name, before, after)."""
    before, after = held.study.survey_as_read, _tried(held, _values(held, change)).survey_as_read
    rows = [("respondents", "", *(survey.answers["respondent"].nunique() for survey in (before, after)))]
    for what in ("questions", "attributes"):
        rows.append((what, "", *(len(getattr(survey, what)) for survey in (before, after))))
    people = _respondents(before), _respondents(after)
    choices = _choices(before), _choices(after)
    rows += [
        ("choices", name, *(each[name] for each in choices)) for name in choices[0] if name in choices[1]
    ]
    for question in dict.fromkeys([*before.questions, *after.questions]):
        rows.append(("question", question, *(each.get(question, 0) for each in people)))
    rows.append(("findings", "", len(before.findings), len(after.findings)))
    return {"rows": [row for row in rows if row[2] != row[3]]}


def apply(held: Held, change: Mapping[str, Any]) -> dict[str, Any]:
    """Write what was changed to the settings, if the survey can be read then; return what takes it back.

    Raises:
        SettingsError, SurveyError: if it can't, and the settings are as they were.
    """
    values = _values(held, change)
    _tried(held, values).survey_as_read  # noqa: B018  its errors come before anything is written
    return put(held, values)


def put(held: Held, values: Mapping[str, object]) -> dict[str, Any]:
    """Write settings to the file; return what takes that back: ``values``, and what is ``left`` now."""
    before = written(held.settings_file, values)
    projects.change_settings(held.settings_file, values)
    return {"values": before, "left": written(held.settings_file, values)}


def take_back(held: Held, values: Mapping[str, object], left: Mapping[str, object]) -> dict[str, Any]:
    """Make settings as they were before a change that has ``left`` these.

    Raises:
        SettingsError: if somebody has changed them since.
    """
    as_left(held.settings_file, written(held.settings_file, left), left)
    projects.change_settings(held.settings_file, values)
    return {}


def written(path: Path, keys: Mapping[str, object]) -> dict[str, object]:
    """Return what a settings file says of settings; None where it says nothing."""
    import tomllib

    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise SettingsError("can't read {path}: {reason}", path=path, reason=str(error)) from error
    return {key: tree.get(key.partition(".")[0], {}).get(key.partition(".")[2]) for key in keys}
