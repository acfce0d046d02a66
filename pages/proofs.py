"""The queue of proofs: what must be issued, registered in LED and delivered, most urgent first; every date explains itself."""

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.ui import address, proof_batch, proof_detail, proof_filters, proof_list, proof_tools, tables
from core.ui.page import open_page

ctx = open_page(
    N_("Bewijzen"),
    Action.SEE_PROOFS,
    sentence=N_("Registreer elk bewijs in LED binnen twee maanden nadat het traject is afgerond."),
)
filters = proof_filters.draw(ctx)
queue = proof_list.load(ctx, filters)
proof_tools.draw(ctx, filters, queue)
many = proof_batch.is_on()
opened = None if many else proof_list.opened()

if not queue.rows and opened is None:
    proof_filters.nothing_found(ctx, filters)
elif many:
    proof_batch.draw(ctx, filters, queue)
elif opened is None:
    proof_list.draw(ctx, queue, many=False)
else:
    proof_list.beside(ctx, queue, lambda: proof_detail.draw(ctx, queue, opened))
address.keep({**proof_filters.codes(filters), "proof": opened, "page": tables.address_page(proof_list.KEY)})
