"""The note that papers reached their cursist: for a whole lot at once, with the reason for what is late."""

from collections.abc import Sequence

import streamlit as st

from core.certificates import commands
from core.certificates.living import Handed
from core.certificates.lot import LotPaper
from core.certificates.many import Shown
from core.certificates.words import WAYS
from core.errors import InvalidInput
from core.i18n import N_
from core.ui import forms, markup, quarter_results
from core.ui.certificates_forms import LATE
from core.ui.page import Context

NO_REASON = N_("Voor {n} van deze papieren is de uiterste datum al voorbij: kies waarom.")


def draw(ctx: Context, papers: Sequence[LotPaper], *, key: str, ways: Sequence[str]) -> None:
    """The form that notes delivery of these papers; late ones ask for their reason, the others keep none."""
    late = sum((paper.runs_out_on or ctx.today) < ctx.today for paper in papers)
    base, t = forms.base(key), ctx.t
    with st.form(base, border=False, width=520):
        day = forms.day(ctx, N_("Afgeleverd op"), key=f"{base}.day", value=ctx.today, latest=ctx.today)
        way = ways[0]
        if len(ways) > 1:
            way = forms.choice(ctx, N_("Hoe"), {code: WAYS[code] for code in ways}, key=f"{base}.way")
        by = st.text_input(t("Door wie"), ctx.actor.display_name, 120, key=f"{base}.by")
        reason = action = ""
        if late:
            markup.show(markup.muted(t(NO_REASON, n=ctx.f.number(late))))
            reason = forms.choice(
                ctx, N_("Waarom te laat"), LATE, key=f"{base}.reason", empty=N_("Kies een reden")
            )
            action = st.text_input(t("Wat eraan gedaan werd"), max_chars=300, key=f"{base}.action") or ""
        label = t("Aflevering noteren ({n})", n=ctx.f.number(len(papers)))
        # One filled button per step: what goes by e-mail is the smaller pile beside the first one.
        sent = st.form_submit_button(label, type="primary" if len(ways) > 1 else "secondary")
    if sent and late and not reason:
        # Said once and before anything is noted: what was typed stays, and no paper goes ahead of the others.
        ctx.refuse(InvalidInput(NO_REASON, field="late_reason", n=late))
    elif sent and (delivered_on := forms.given(ctx, day, N_("Afgeleverd op"))) is not None:
        shown = [Shown(paper.certificate_id, paper.version) for paper in papers]
        handed = Handed(delivered_on, way, by or "", reason, action)
        done = ctx.act(commands.deliver_many, papers=shown, handed=handed, nonce=forms.nonce(key))
        if done and done.value is not None:
            forms.reopen(key)
            quarter_results.keep(ctx, "deliver", [done.value], {p.certificate_id: p.name for p in papers})
            st.rerun()
