"""How the shares that a random audit estimates are shown in each document, and how far coders agree."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from textmine.reports.forms import Column, Form, View, known_columns
from textmine.reports.sharerows import agreement_rows, share_rows

_SHARES = known_columns(
    *("code", "share", "interval", "how", "machine_share", "audit_interval", "audited", "base"),
    *("machine_agreement", "coder_agreement"),
)
_BY = known_columns(
    *("code", "value", "share", "interval", "change", "change_interval", "how"),
    *("machine_share", "audit_interval", "audited", "base"),
)
_AGREEMENT = known_columns("code", "between", "n", "agreement", "kappa", "alpha", "ac1", "why")
_SHEET = Form(
    columns=(
        Column("code", look="keyword", width=22),
        *known_columns("share", "low", "high"),
        Column("how", look="wrap", width=22),
        *known_columns("machine_respondents", "machine_share", "audited", "audit_respondents"),
        *known_columns("audit_share", "audit_low", "audit_high", "base"),
        Column("machine_agreement", look="wrap", width=24),
        Column("coder_agreement", look="wrap", width=24),
    ),
    rows=share_rows,
)
_WORD = Form(
    order=3,
    columns=(
        Column("code", "column.code", width=34),
        Column("share", look="share", width=17),
        Column("interval", look="right", width=29),
        Column("machine_share", look="share", width=22),
        Column("audit_interval", look="right", width=58),
    ),
    rows=partial(share_rows, plain=True),
)
_SLIDE = replace(_WORD, order=2, title="slide.shares", most=15, more="slide.more_codes")

VIEWS = (
    View(
        "code_shares",
        excel=_SHEET,
        page=Form(columns=_SHARES[:6], rows=partial(share_rows, plain=True)),
        word=_WORD,
        slides=_SLIDE,
        terminal=Form(columns=_SHARES, rows=share_rows),
        beside=("code_shares_agreement",),
        needs=("code", "level", "share", "method", "why", "audited"),
    ),
    View(
        "code_shares_by",
        excel=Form(columns=_BY, rows=share_rows, full=True),
        page=Form(columns=_BY, rows=share_rows, folded=True),
        word=None,
        slides=None,
        terminal=Form(columns=_BY, rows=share_rows),
    ),
    View(
        "code_shares_agreement",
        excel=Form(rows=agreement_rows, full=True),
        page=Form(columns=_AGREEMENT, rows=agreement_rows, folded=True),
        word=None,
        slides=None,
        terminal=Form(columns=_AGREEMENT, rows=agreement_rows),
    ),
    View(
        "code_shares_disagreements",
        excel=Form(full=True),
        page=Form(folded=True),
        word=None,
        slides=None,
        terminal=Form(most=20),
    ),
)
