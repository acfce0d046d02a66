"""The queue of proofs by urgency: to issue, to register in LED, to deliver; every date explains itself."""

from core.access.permissions import Action
from core.i18n import N_
from core.ui import (
    proof_batch,
    proof_detail,
    proof_filters,
    proof_list,
    proof_none,
    proof_term,
    proof_tools,
    record_list,
)
from core.ui.page import open_page

ctx = open_page(N_("Bewijzen"), Action.SEE_PROOFS)
ctx.say(proof_term.sentence(ctx))
filters, counts = proof_filters.draw(ctx)
queue = proof_list.load(ctx, filters, counts)
proof_tools.draw(ctx, filters, queue)
opened = record_list.opened(proof_list.LISTED)
if proof_batch.is_on():
    proof_batch.draw(ctx, filters, queue)
elif not queue.rows and opened is None:
    proof_none.draw(ctx, filters)
elif opened is None:
    proof_list.draw(ctx, filters, queue)
else:
    record_list.beside(
        ctx,
        proof_list.listed(filters),
        queue.rows,
        lambda key: proof_detail.draw(ctx, key),
        total=queue.total,
    )
proof_list.keep(filters)
