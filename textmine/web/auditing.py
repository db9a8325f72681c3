"""What the audit sample says as it is being coded: shares with their intervals, and agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from textmine.web.requests import answered, desk_of

if TYPE_CHECKING:
    from textmine.web.holder import Held


async def so_far(request: Request) -> Response:
    """Return what the audit of a question says so far."""
    desk = desk_of(request)
    question = request.query_params.get("question", "")
    return answered(await desk.ask(audited_shares, question=question, lang=desk.lang))


ROUTES = (Route("/api/coding/shares", so_far),)


# ---------------------------------------------------------------------------------- in the study's process


def audited_shares(held: Held, question: str, lang: str) -> dict[str, Any]:
    """Return the tables of ``textmine shares`` of a question, as far as it is audited by now.

    ``shares`` has a row per code: those of ``study.code_shares`` with its ``name``, ``how`` it is estimated
    and how far coder and machine agree (``agreement``, as text). ``notes`` are the lines below them,
    ``respondents`` how many count.
    """
    from textmine.reports.sections import audit_notes
    from textmine.reports.sharerows import agreement_text
    from textmine.texts.labels import label, name

    study = held.study
    audit, agreed = study.audited(question), study.audit_agreement(question)
    with_machine = {row["code"]: row for row in agreed.to_dict("records") if row["between"] == "machine"}
    rows = [
        {
            **row,
            "name": row["code"][1:] if row["level"] != "other" else name("other", lang, group="code"),
            "how": label(f"shares.{row['why'] or row['method']}", lang),
            "agreement": agreement_text(with_machine.get(row["code"]), lang),
        }
        for row in study.code_shares(question).to_dict("records")
    ]
    notes = audit_notes(audit, study.settings, lang)
    return {"shares": rows, "notes": notes, "respondents": audit.respondents}
