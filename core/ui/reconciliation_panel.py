"""One difference: what is the matter, both values per field, what was decided about it before, and the decision."""

from core.access.actors import person
from core.reconciliation import queries, rows, telling, words
from core.reconciliation.differing import Difference
from core.reconciliation.queries import Row
from core.reconciliation.words import Decision, Kind
from core.ui import history_view, markup, reconciliation_forms, reconciliation_rows
from core.ui.page import Context


def draw(ctx: Context, row_id: int) -> None:
    """The panel; a difference that is gone says so."""
    row, t = ctx.read(queries.row, actor=ctx.actor, row_id=row_id), ctx.t
    if row is None:
        markup.show(markup.paragraph(t("Dit verschil bestaat niet meer.")))
        return
    markup.show(
        markup.badge(reconciliation_rows.mark(ctx, row.kind)),
        markup.heading(row.name or t("Rij {n}", n=row.row_number or ""), _where(ctx, row), css="tw-naam"),
    )
    if row.kind != Kind.DIFFERENT:
        markup.show(markup.paragraph(telling.because(row, t)))
    _decided(ctx, row)
    _values(ctx, row)
    if row.decision:
        reconciliation_forms.take_back(ctx, row)
    else:
        reconciliation_forms.draw(ctx, [row])
    _links(ctx, row)
    subject_id = ctx.read(rows.history_subject, row_id=row.id)
    history_view.draw(ctx, subject_kind=rows.SUBJECT, subject_id=subject_id, kinds=words.HISTORY, fields={})


def _where(ctx: Context, row: Row) -> str:
    """Which row of the list, and about which proof."""
    place = ctx.t("Rij {n}", n=row.row_number) if row.row_number is not None and row.name else ""
    return " · ".join(part for part in (place, row.title) if part)


def _decided(ctx: Context, row: Row) -> None:
    """Who decided what, when and why; of an earlier list when it was the same difference there."""
    if not row.decision:
        return
    told = {
        "decision": ctx.t(words.DECISIONS[row.decision]), "day": ctx.f.date(row.decided_on),
        "person": person(row.decided_by, ctx.t),
    }  # fmt: skip
    text = (
        ctx.t("Eerder beslist op {day} door {person}: {decision}.", **told)
        if row.is_carried
        else ctx.t("Beslist op {day} door {person}: {decision}.", **told)
    )
    markup.show(markup.paragraph(text), markup.muted(row.reason))


def _values(ctx: Context, row: Row) -> None:
    """Both values of every field that says something else; all of ours when the list says nothing that can be read."""
    t = ctx.t
    heads, lines = (t("Veld"), t("Bij ons"), t("In de lijst")), _lines(ctx, row)
    if row.proof_id is None:
        # Nothing of ours to lay beside it.
        markup.show(markup.table(t("Wat de lijst zegt"), heads[::2], [line[::2] for line in lines]))
    elif row.row_number is None:
        markup.show(markup.table(t("Wat hier staat"), heads[:2], [line[:2] for line in lines]))
    elif lines:
        markup.show(markup.table(t("Beide waarden"), heads, lines))


def _lines(ctx: Context, row: Row) -> list[tuple[str, str, str]]:
    t, day = ctx.t, ctx.f.date
    unread = row.differences[0] if row.kind == Kind.INVALID else None
    listed = {each.field: each for each in row.differences}
    shown = listed if row.row_number is not None else row.ours
    lines = []
    for name in (name for name in words.FIELDS if name in shown):
        each = listed.get(name, Difference(name, "", ""))
        ours = row.ours.get(name, "") if each is unread else each.ours or row.ours.get(name, "")
        theirs = each.theirs if each is unread else telling.value(name, each.theirs, t, show_day=day)
        note = telling.note(each, t, show_day=day)
        ours = telling.value(name, ours, t, show_day=day)
        if ours or theirs:
            lines.append((t(words.FIELDS[name]), ours or "–", f"{theirs or '–'} {note}".strip()))
    return lines


def _links(ctx: Context, row: Row) -> None:
    if row.proof_id is not None:
        label = (
            ctx.t("Rechtzetten bij het bewijs") if row.decision == Decision.MEND else ctx.t("Open het bewijs")
        )
        ctx.link("proofs", label, proof=str(row.proof_id))
    if row.learner_id is not None:
        ctx.link("learners", ctx.t("Open het dossier"), id=str(row.learner_id))
    if row.decision == Decision.REPORT:
        ctx.link("registration", ctx.t("Naar de meldingen aan WEWIS"), part="problems")
