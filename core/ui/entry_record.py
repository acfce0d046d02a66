"""One record to type over: its fields in the order of the tool, with copy buttons, the number while it may be seen.

Showing the number is written to the log and committed first; it is then read anew at every drawing, and kept nowhere.
"""

from datetime import datetime

import streamlit as st

from core import clock
from core.i18n import N_
from core.provider_settings import queries as provider_settings
from core.registration import commands, fields, queries
from core.registration.queries import Record, Sitting
from core.ui import entry_begin, entry_order, guarded, labels, markup, proof_led
from core.ui.entry_filters import KEY
from core.ui.markup import CopyWords
from core.ui.page import Context

SHOWN = f"{KEY}.shown"
HIDDEN = N_("Het INSZ is weer verborgen. Toon het opnieuw om verder te typen; ook dat komt in het logboek.")
# The screen looks again a moment after the number had to go.
MARGIN_SECONDS = 1.0


def draw(ctx: Context, record: Record, sitting: Sitting) -> None:
    """What asks attention, then the fields; a record that comes in front is logged before its number is read."""
    front = (sitting.id, record.row.proof_id)
    if st.session_state.get(SHOWN) != front:
        st.session_state[SHOWN] = front
        if not _is_shown(ctx, record, sitting):
            ctx.act(commands.show, login=ctx.token_hash, proof_id=record.row.proof_id)
    _attention(ctx, record)
    guarded.fragment(run_every=_seconds_left(ctx, record, sitting), is_activity=False)(_fields)(
        ctx, record, sitting
    )
    entry_order.told(ctx)


def _until(ctx: Context, record: Record, sitting: Sitting) -> datetime | None:
    facts = record.facts
    return ctx.read(
        queries.shown_until, actor=ctx.actor, sitting_id=sitting.id, proof_id=facts.proof_id,
        learner_id=facts.learner_id,
    )  # fmt: skip


def _seconds_left(ctx: Context, record: Record, sitting: Sitting) -> float | None:
    """How long the number may stand there; None when it does not."""
    until, now = _until(ctx, record, sitting), clock.now()
    return None if until is None or until <= now else (until - now).total_seconds() + MARGIN_SECONDS


def _is_shown(ctx: Context, record: Record, sitting: Sitting) -> bool:
    return _seconds_left(ctx, record, sitting) is not None


def _fields(ctx: Context, record: Record, sitting: Sitting) -> None:
    facts = record.facts
    number = None
    if ctx.read(queries.sitting, actor=ctx.actor, login=ctx.token_hash, now=clock.now()) is not None:
        number = ctx.read(
            queries.number, actor=ctx.actor, sitting_id=sitting.id, proof_id=facts.proof_id,
            learner_id=facts.learner_id, now=clock.now(),
        )  # fmt: skip
    order = fields.ordered(ctx.read(provider_settings.text, key=fields.SETTING))
    rows = [
        (ctx.t(line.label), line.shown, line.copied) for line in fields.lines(facts, order, number=number)
    ]
    words = CopyWords(ctx.t("Kopieer"), ctx.t("Gekopieerd"), ctx.t("Druk Ctrl+C"))
    key = f"{sitting.id}.{facts.proof_id}"
    markup.show(markup.record(key, ctx.t("Invoerblad van {name}", name=facts.name), rows, words))
    if number is None:
        markup.show(markup.muted(ctx.t(HIDDEN)))
        if st.button(
            ctx.t("Toon het INSZ"), key=f"{KEY}.show", icon=":material/visibility:", shortcut="S"
        ) and ctx.act(commands.show, login=ctx.token_hash, proof_id=facts.proof_id):
            st.rerun()


def _attention(ctx: Context, record: Record) -> None:
    proof_led.draw(ctx, record.facts.proof_id)
    for finding in record.findings:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(width="content"):
                said = ctx.words(finding.text.template, finding.text.params)
                markup.show(markup.badge(labels.mark("hold" if finding.is_blocking else "soon", said)))
            entry_begin.mend(ctx, record, finding)
