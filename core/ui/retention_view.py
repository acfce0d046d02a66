"""How long each kind of record is kept, what is past its time today, and when it was last removed."""

from collections.abc import Mapping

import streamlit as st

from core.access.actors import person
from core.retention import planning, queries
from core.retention.queries import KindRow, LastRun
from core.retention.registry import STAYS
from core.ui import labels, markup, provider_settings_view
from core.ui.markup import Badge
from core.ui.page import Context

RUN = "python -m core retention run --dry-run"
Counted = Mapping[str, tuple[int, bool]]


def draw(ctx: Context) -> None:
    """The terms, each with its source; counting is asked for, since it walks over everything that is kept."""
    t = ctx.t
    markup.show(
        markup.paragraph(
            t(
                "Wat zijn termijn voorbij is, wist een nachtelijke taak op de server, als eigenaar van de databank: "
                "vanuit deze schermen kan het niet. Er blijft een spoor zonder naam: nummer, hash en datums."
            )
        )
    )
    _last(ctx, ctx.read(queries.last_run))
    is_asked = st.button(
        ctx.t("Tellen wat voorbij is"), key="administration.retention.count", icon=":material/rule:"
    )
    counted = _count(ctx) if is_asked else None
    for row in ctx.read(queries.kinds):
        _kind(ctx, row, counted)
    markup.show(markup.heading(t("Wat nooit gewist of nooit bewaard wordt"), css="tw-klein"))
    # The two short columns stay on one line: the reasons would press them together.
    rows = [(t(one.name), _on_one_line(t(one.term)), t(one.reason)) for one in STAYS]
    markup.show(
        markup.table(t("Zonder instelling"), (t("Wat"), _on_one_line(t("Hoelang")), t("Waarom")), rows)
    )


def _on_one_line(text: str) -> str:
    return text.replace(" ", "\u00a0")


def _last(ctx: Context, found: LastRun | None) -> None:
    t = ctx.t
    if found is None:
        mark = labels.mark("soon", t("Nog nooit gewist"))
        markup.show(
            markup.badge(mark),
            markup.muted(
                t("Zet de nachtelijke taak op de server, zie docs/deploy.md. Zo zie je wat ze zou wissen:")
            ),
        )
        st.code(RUN, language=None)
        return
    count = sum(found.removed.values())
    told = t(
        "Laatste keer: {when}, {n} records, door {who}", when=ctx.f.moment(found.at, ctx.today),
        n=ctx.f.number(count), who=person(found.actor, t),
    )  # fmt: skip
    markup.show(markup.badge(labels.mark("done", t("Gewist"))), markup.muted(told))


def _count(ctx: Context) -> Counted:
    with st.spinner(ctx.t("Alles wat bewaard wordt, wordt nagekeken"), show_time=False):
        planned = ctx.read(planning.plan, today=ctx.today)
    return {part.kind.code: (part.records, part.has_more) for part in planned}


def _kind(ctx: Context, row: KindRow, counted: Counted | None) -> None:
    t, kind = ctx.t, row.kind
    since = t("Telt vanaf {since}.", since=t(kind.since))
    waits = t("Wacht {waits}.", waits=t(kind.waits)) if kind.waits else ""
    told = f"{since} {waits}".strip() if row.months else ""
    provider_settings_view.row(ctx, row.chosen, told=[told], mark=_mark(ctx, row, counted))


def _mark(ctx: Context, row: KindRow, counted: Counted | None) -> Badge | None:
    if counted is None or not row.months:
        return None
    records, has_more = counted.get(row.kind.code, (0, False))
    if not records:
        return labels.mark("done", ctx.t("Niets voorbij"))
    number = ctx.f.number(records)
    text = ctx.t("meer dan {n} voorbij", n=number) if has_more else ctx.t("{n} voorbij", n=number)
    return labels.mark("soon", text)
