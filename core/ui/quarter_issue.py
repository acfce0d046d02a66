"""Step 2: issue everything that is ready, in chunks with progress; a click meanwhile interrupts and loses nothing."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from core.access.permissions import Action
from core.certificates import commands, preflight
from core.certificates.lot import Lot, LotPaper
from core.certificates.many import Refusal, Result, Shown
from core.errors import DomainError
from core.i18n import N_
from core.organisation import queries as organisation
from core.ui import forms, markup, quarter_check, quarter_results
from core.ui.page import Context

KEY: Final = "certificates.quarter.issue"
ISSUING: Final = "certificates.quarter.issuing"
CHUNK: Final = 10


def draw(ctx: Context, found: Lot) -> None:
    """What is ready, the act, and what still hinders the rest."""
    if ISSUING in st.session_state and ctx.may(Action.ISSUE_CERTIFICATE):
        _run(ctx)
    quarter_results.draw(ctx, "issue")
    checked = ctx.read(preflight.of, actor=ctx.actor, today=ctx.today, until=found.until)
    if checked.ready:
        _form(ctx, checked.ready)
    else:
        markup.show(markup.paragraph(ctx.t("Er is nu niets klaar om uit te reiken.")))
    if checked.stopped:
        markup.show(markup.heading(ctx.t("Wat nog tegenhoudt"), css="tw-klein"))
        quarter_check.stopping(ctx, checked)


def _form(ctx: Context, ready: Sequence[LotPaper]) -> None:
    if not ctx.may(Action.ISSUE_CERTIFICATE):
        text = N_("{n} papieren zijn klaar. Een coördinator reikt ze uit.")
        if len(ready) == 1:
            text = N_("1 papier is klaar. Een coördinator reikt het uit.")
        markup.show(markup.paragraph(ctx.t(text, n=ctx.f.number(len(ready)))))
        return
    signing = ctx.read(organisation.signatories, on=ctx.today)
    base = forms.base(KEY)
    with st.form(base, border=False, width=520):
        markup.show(
            markup.muted(
                ctx.t("Elk papier krijgt een nummer en de datum van vandaag, en verandert daarna nooit meer.")
            )
        )
        signatory = forms.pick(
            ctx.t("Wie tekent"), [(row.id, f"{row.name}, {row.function}") for row in signing],
            key=f"{base}.signatory", value=min((row.id for row in signing), default=None),
        )  # fmt: skip
        sent = st.form_submit_button(ctx.t("Uitreiken ({n})", n=ctx.f.number(len(ready))), type="primary")
    if sent:
        rows = [(paper.certificate_id, paper.version, paper.name) for paper in ready]
        st.session_state[ISSUING] = (forms.nonce(KEY), signatory, rows)
        forms.reopen(KEY)
        st.rerun()


def _run(ctx: Context) -> None:
    """A chunk is one transaction with a once-only key of its own: what was done before a break is not done again."""
    nonce, signatory, rows = st.session_state[ISSUING]
    bar = st.progress(0.0, ctx.t("Getuigschriften uitreiken..."))
    results: list[Result] = []
    for start in range(0, len(rows), CHUNK):
        papers = [Shown(key, version) for key, version, _ in rows[start : start + CHUNK]]
        done = ctx.attempt(
            commands.issue_many, papers=papers, signatory_id=signatory, nonce=f"{nonce}.{start}"
        )
        results.append(done.value or _all_refused(papers, done.error))
        n = min(start + CHUNK, len(rows))
        bar.progress(n / len(rows), ctx.t("{n} van {total} gedaan", n=n, total=len(rows)))
    del st.session_state[ISSUING]
    quarter_results.keep(ctx, "issue", results, {key: name for key, _, name in rows})
    st.rerun()


def _all_refused(papers: Sequence[Shown], error: object) -> Result:
    assert isinstance(error, DomainError)
    return Result({}, tuple(Refusal(shown.certificate_id, error) for shown in papers))
