"""Evidence on the screen: the field to add a file, and the links (`/evidence/<id>`) to what was added."""

from collections.abc import Sequence

import streamlit as st

from core.access.permissions import Action
from core.evidence import files
from core.evidence.files import Kept, Upload
from core.i18n import N_
from core.ui import markup
from core.ui.page import Context

HELP = N_("PDF, PNG of JPEG, hoogstens 5 MB. Een schermafdruk van de bevestiging volstaat.")


def draw(ctx: Context, base: str) -> Upload | None:
    """One file, or none; whatever its name says, its first bytes decide (core.evidence.files)."""
    found = st.file_uploader(ctx.t("Bewijsstuk (mag leeg blijven)"), key=f"{base}.evidence")
    markup.show(markup.muted(ctx.t(HELP)))
    return Upload(found.name, found.getvalue()) if found is not None else None


def links(ctx: Context, kept: Sequence[Kept]) -> None:
    """The files of one thing, each a link for who may read documents."""
    for each in kept:
        label = f"{each.name} · {max(1, each.size >> 10)} kB"
        if ctx.may(Action.READ_DOCUMENT):
            st.link_button(
                markup.markdown_safe(label), f"/evidence/{each.evidence_id}", icon=":material/attach_file:"
            )
        else:
            markup.show(markup.muted(label))


def of(ctx: Context, *, subject_kind: str, subject_id: int) -> None:
    """The evidence of one thing."""
    links(ctx, ctx.read(files.of, subject_kind=subject_kind, subject_id=subject_id))
