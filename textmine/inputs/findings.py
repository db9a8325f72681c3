"""What is counted while a survey is read: nothing is dropped, joined or decided without one of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Something counted while reading: ``finding`` is a key of ``finding.*`` in labels."""

    finding: str
    count: int
    where: str = ""
    detail: str = ""


def counted(finding: str, things: Sequence[object], where: str = "") -> list[Finding]:
    """Return a finding that counts some things and lists the first ten of them; none if there are no things.

    >>> counted("titles", ["a", "b"], "x.csv")
    [Finding(finding='titles', count=2, where='x.csv', detail='a, b')]
    """
    listed = ", ".join(map(str, things[:10]))
    more = f" … (+{len(things) - 10})" if len(things) > 10 else ""
    return [Finding(finding, len(things), where, listed + more)] if things else []
