"""Beside a proof: LED still holds the data of a paper that was replaced, and the way to put that right."""

from core.i18n import N_
from core.proofs import led_copy
from core.proofs.details import PaperRow
from core.proofs.led_copy import OldCopy
from core.ui import labels, markup
from core.ui.page import Context

BEHIND = N_("LED heeft nog het oude papier")
SAID = N_("In LED staan de gegevens van papier {number}. Op {day} kwam papier {new} in de plaats.")
WAY = N_(
    "Zet ze recht in MAGDA Online of meld het aan Departement WEWIS, met een melding bij Correcties; sluit die af als "
    "“Verbeterd in LED”."
)
RUNS = N_("De melding van {day} loopt: sluit ze af als “Verbeterd in LED” zodra het nieuwe papier er staat.")
OF_OLD = N_("Zo staat het nog in LED.")
OF_NEW = N_("Deze gegevens staan nog niet in LED.")


def draw(ctx: Context, proof_id: int) -> OldCopy | None:
    """What LED still holds and the way to a report; nothing when LED holds the paper that counts."""
    found = ctx.read(led_copy.old_copy, proof_id=proof_id)
    if found is None:
        return None
    t, day = ctx.t, ctx.f.date
    said = t(SAID, number=found.number, day=day(found.replaced_on), new=found.by_number)
    way = t(WAY) if found.ticket_id is None else t(RUNS, day=day(found.reported_on))
    markup.show(markup.badge(labels.mark("soon", t(BEHIND))), markup.muted(f"{said} {way}"))
    ticket = {"ticket": str(found.ticket_id)} if found.ticket_id is not None else {}
    ctx.link(
        "registration", t("Open de melding") if ticket else t("Naar Correcties"), part="corrections", **ticket
    )
    return found


def of_paper(ctx: Context, paper: PaperRow, found: OldCopy | None) -> str:
    """What is said with one paper of that proof."""
    if found is None:
        return ""
    words = {found.number: OF_OLD, found.by_number: OF_NEW}
    return ctx.t(words[paper.number]) if paper.number in words else ""
