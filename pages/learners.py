"""People: find one, read the file beside the list or whole, correct it, enrol, complete; numbers stay masked."""

import streamlit as st

from core.access.permissions import Action
from core.ui import address, learner_detail, learner_file, learner_forms, learner_list, record_list, tables
from core.ui.page import open_page

ctx = open_page(learner_file.title(), Action.SEE_LEARNERS, sentence=learner_file.sentence())
whole = learner_file.asked()
if whole is not None:
    learner_file.draw(ctx, whole)
    st.stop()
if ctx.may(Action.EDIT_LEARNER):
    with ctx.actions:
        if st.button(ctx.t("Deelnemer toevoegen"), key="learners.add", type="primary", icon=":material/add:"):
            learner_forms.add(ctx)
filters = learner_list.filters(ctx)
found = learner_list.load(ctx, filters)
if not found.rows and record_list.opened(learner_list.LISTED) is None:
    learner_list.nothing_found(ctx, filters)
else:
    record_list.beside(
        ctx, learner_list.LISTED, found.rows, lambda key: learner_detail.draw(ctx, key), total=found.total
    )
address.keep(
    {
        **learner_list.codes(filters),
        "id": record_list.in_address(learner_list.LISTED),
        "page": tables.address_page(learner_list.KEY),
    }
)
