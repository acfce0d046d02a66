"""Before a sitting: what there is to type over, what is wrong with the rest, the sheets, and the reason to begin."""

from collections.abc import Mapping

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.registration import commands, completeness, queries
from core.registration.completeness import Finding
from core.registration.queries import Mode, Record, Worklist
from core.rights import holders
from core.ui import entry_filters, entry_order, entry_sheets, forms, labels, markup, proof_list
from core.ui.entry_filters import INCOMPLETE, KEY, Wanted
from core.ui.markup import Badge
from core.ui.page import Context, side_by_side

BEGIN = f"{KEY}.begin"
MOST_NAMED = 50
# Per list: the caption, the head of the start, what is asked, the button for one and for more.
WORDS: Mapping[Mode, tuple[str, str, str, str, str]] = {
    Mode.ENTER: (
        N_("Klaar om over te typen, dringendste eerst"), N_("Invoer beginnen"),
        N_("Waarom voer je in? (minstens tien tekens)"), N_("Invoer beginnen (1 bewijs)"),
        N_("Invoer beginnen ({n} bewijzen)"),
    ),
    Mode.CONFIRM: (
        N_("Overgetypt en nog te bevestigen, dringendste eerst"), N_("Bevestigen"),
        N_("Waarom kijk je na? (minstens tien tekens)"), N_("Nakijken beginnen (1 bewijs)"),
        N_("Nakijken beginnen ({n} bewijzen)"),
    ),
}  # fmt: skip
COLUMNS = (
    N_("Termijn"),
    N_("Uiterste datum"),
    N_("Deelnemer"),
    N_("Soort bewijs"),
    N_("Traject"),
    N_("Campus"),
)
NOTHING = N_(
    "Niets in te voeren met deze filters. Wat uitgereikt is en nog niet in LED staat, verschijnt hier."
)
NO_NUMBERS = N_(
    "Je mag geen rijksregisternummers zien en kan dus niet overtypen. Vraag het aan je beheerder."
)


def draw(ctx: Context) -> None:
    """The list at the left, the start at the right."""
    wanted = entry_filters.asked()
    found = entry_filters.draw(ctx, wanted)
    left, right = side_by_side("entry", widths=(2.4, 1))
    with left:
        if wanted.listed == INCOMPLETE:
            _incomplete(ctx, found)
        else:
            _ready(ctx, wanted, found)
    with right, st.container(key="kolom.entry", gap="small"):
        _start(ctx, wanted, found)
        entry_order.told(ctx)
        if found.ready and wanted.listed != INCOMPLETE:
            entry_sheets.draw(ctx, [record.row.proof_id for record in found.ready])
    entry_filters.keep(wanted)


def _ready(ctx: Context, wanted: Wanted, found: Worklist) -> None:
    if not found.ready:
        markup.show(markup.paragraph(ctx.t(NOTHING)))
        return
    rows = [_cells(ctx, record) for record in found.ready]
    caption = ctx.t(WORDS[wanted.mode][0])
    if found.total > queries.MOST:
        caption = ctx.t("De {n} dringendste van {total}", n=queries.MOST, total=ctx.f.number(found.total))
    markup.show(markup.table(caption, [ctx.t(column) for column in COLUMNS], rows))


def _cells(ctx: Context, record: Record) -> list[str | Badge]:
    row = record.row
    kind = labels.word(labels.KINDS, row.kind, ctx.t)
    mark = labels.days(row.due_on, ctx.today, ctx.t)
    return [mark, ctx.f.date(row.due_on), record.facts.name, kind, row.trajectory, row.campus]


def _incomplete(ctx: Context, found: Worklist) -> None:
    if not found.incomplete:
        markup.show(markup.paragraph(ctx.t("Alles wat uitgereikt is, is volledig.")))
        return
    text = N_("Deze bewijzen kan je nog niet overtypen. Hun termijn loopt door.")
    markup.show(markup.muted(ctx.t(text)))
    for record in found.incomplete[:MOST_NAMED]:
        with st.container(key=f"rij.entry{record.row.proof_id}", gap="xxsmall"):
            mark = labels.days(record.row.due_on, ctx.today, ctx.t)
            row = record.row
            reasons = [finding for finding in record.findings if finding.is_blocking]
            markup.show(
                markup.row(mark, proof_list.name_of(row), row.title, ctx.f.date(row.due_on), row.campus),
                markup.lines(ctx.words(finding.text.template, finding.text.params) for finding in reasons),
            )
            with st.container(horizontal=True, gap="small"):
                for finding in {reason.mend: reason for reason in reasons}.values():
                    mend(ctx, record, finding)


def mend(ctx: Context, record: Record, finding: Finding) -> None:
    """The link to where a finding is mended."""
    if finding.mend == completeness.LEARNER:
        ctx.link("learners", ctx.t("Open de deelnemer"), id=str(record.facts.learner_id))
    elif finding.mend == completeness.PROOF:
        ctx.link("proofs", ctx.t("Open het bewijs"), proof=str(record.row.proof_id))
    elif finding.mend == completeness.TRAJECTORY:
        ctx.link("trajectories", ctx.t("Open de trajecten"), part="qualifications")
    elif finding.mend == completeness.ORGANISATION:
        ctx.link("administration", ctx.t("Open de gegevens van de organisatie"), part="details")
    elif finding.mend == completeness.SETTINGS:
        ctx.link("administration", ctx.t("Open de instellingen"))


def _start(ctx: Context, wanted: Wanted, found: Worklist) -> None:
    t, (_, head, why, one, many) = ctx.t, WORDS[wanted.mode]
    markup.show(markup.heading(t(head)))
    if not ctx.may(Action.REVEAL_INSZ):
        markup.show(markup.badge(labels.mark("hold", t("Geen recht"))), markup.paragraph(t(NO_NUMBERS)))
        return
    live = ctx.read(holders.holders, on=ctx.today)
    if all(holder.account_id != ctx.actor.id for holder in live):
        said = t(holders.NO_RIGHT_OF_OWN, day=ctx.f.date(ctx.today))
        markup.show(markup.badge(labels.mark("hold", t("Geen lopend recht"))), markup.paragraph(said))
        ctx.link("registration", t("Naar de rechten"), part="rights")
        return
    if wanted.listed == INCOMPLETE:
        markup.show(markup.paragraph(t("Kies een andere lijst om te beginnen.")))
    if not found.ready or wanted.listed == INCOMPLETE:
        return
    base = forms.base(BEGIN)
    with st.form(base, border=False):
        reason = st.text_input(t(why), max_chars=300, key=f"{base}.reason")
        markup.show(markup.muted(t("Elk nummer dat getoond wordt, komt met deze reden in het logboek.")))
        n = len(found.ready)
        label = t(one) if n == 1 else t(many, n=n)
        sent = st.form_submit_button(label, type="primary", key=f"{base}.send")
    if sent and ctx.act(commands.begin, login=ctx.token_hash, reason=reason or ""):
        forms.reopen(BEGIN)
        st.rerun()
