"""The log: who did what when, who looked at what, and whether the chain still holds."""

import streamlit as st

from core.access.permissions import Action
from core.i18n import N_
from core.ui import address, audit_filters, audit_list, tables
from core.ui.page import open_page

PARTS = {"acts": N_("Handelingen"), "looks": N_("Wie keek waar")}

ctx = open_page(
    N_("Logboek"),
    Action.SEE_AUDIT,
    sentence=N_("Elke handeling staat hier één keer, in een keten die verraadt wat achteraf gewijzigd is."),
)
part = st.segmented_control(
    ctx.t("Toon"),
    list(PARTS),
    default=address.code("part", PARTS) or "acts",
    required=True,
    format_func=lambda code: ctx.t(PARTS[code]),
    key="audit.part",
    wrap=True,
)
filters = audit_filters.draw(ctx, is_looks=part == "looks")
audit_list.actions(ctx, filters)
if part == "looks":
    audit_list.looks(ctx, filters)
else:
    audit_list.acts(ctx, filters)
address.keep(
    {
        "part": part if part == "looks" else None,
        "subject": audit_filters.subject_in_address(filters),
        "page": tables.address_page("audit.looks" if part == "looks" else "audit.acts"),
    }
)
