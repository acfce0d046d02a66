"""The official model of the getuigschriften: noted, loaded as PDF, and where each field stands on it."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from core.certificates import blanks, commands
from core.certificates.blank_keeping import BlankFields
from core.certificates.blanks import BlankDetail, BlankRow
from core.documents import blank_file, certificate_preview
from core.documents.certificate_blank import Blank
from core.documents.certificate_words import PURPOSES
from core.errors import DomainError, InvalidInput
from core.i18n import N_
from core.organisation.queries import OrganisationRow
from core.ui import blank_places, downloads, forms, markup
from core.ui.page import Context

KEY = "administration.blank"
PREVIEW = f"{KEY}.preview"
NEW = 0
LOADED = N_("Pagina's: {n} · plaatsen: {places}")
KINDS = {**PURPOSES, "vov_enrolment": N_("Inschrijvingsattest VOV")}
ABOUT = N_(
    "De getuigschriften volgen het ministeriële model. Vraag het aan bij educatiefverlof@vlaanderen.be, noteer hier de "
    "versie en de datums, en laad de PDF zoals je die kreeg. Papieren die je aanvinkt, komen op die PDF; de andere op "
    "onze eigen, sobere opmaak met dezelfde inhoud. Uitgereikte papieren veranderen nooit."
)
PLACES = N_(
    "Zet elk veld op zijn plaats: mm van links en van boven, de breedte, de hoogte van de letter en hoeveel regels er "
    "passen. Wat niet past, wordt kleiner en komt anders voluit op een bijlage. Het voorbeeld toont een maatlat."
)
LOAD = N_("PDF van het model (A4, tot 5 MB)")
NONE = N_(
    "Er is nog geen model genoteerd. De papieren krijgen onze eigen opmaak, zonder versie van het model."
)


@dataclass(frozen=True, slots=True)
class _Typed:
    fields: BlankFields
    preview_kind: str
    is_preview: bool


def draw(ctx: Context, organisation: OrganisationRow) -> None:
    """The list of models and the form of one of them."""
    t = ctx.t
    markup.show(markup.paragraph(t(ABOUT)))
    found = ctx.read(blanks.rows, actor=ctx.actor)
    if found:
        _list(ctx, found)
    else:
        markup.show(markup.muted(t(NONE)))
    options = [(NEW, t("Nieuw model")), *((row.blank_id, row.model_version) for row in found)]
    with st.container(width=360):
        newest = found[0].blank_id if found else NEW
        chosen = forms.pick(t("Model"), options, key=f"{forms.base(KEY)}.chosen", value=newest)
    detail = ctx.read(blanks.one, actor=ctx.actor, blank_id=chosen) if chosen else None
    _form(ctx, organisation, detail)


def _list(ctx: Context, found: Sequence[BlankRow]) -> None:
    t, day = ctx.t, ctx.f.date
    heads = (
        t("Versie"),
        t("Aangevraagd op"),
        t("Ontvangen op"),
        t("Geldig vanaf"),
        t("PDF"),
        t("Papieren erop"),
    )
    rows = [
        (
            row.model_version, day(row.requested_on), day(row.received_on), day(row.valid_from_on),
            t(LOADED, n=row.pages, places=row.places) if row.has_pdf else t("Niet geladen"),
            ", ".join(t(KINDS[kind]) for kind in row.kinds) or t("Geen: eigen opmaak"),
        )
        for row in found
    ]  # fmt: skip
    markup.show(markup.table(t("Modellen"), heads, rows))


def _form(ctx: Context, organisation: OrganisationRow, detail: BlankDetail | None) -> None:
    key = f"{KEY}.{detail.row.blank_id if detail else NEW}"
    version, base = forms.opened(key, detail.row.version if detail else 0), forms.base(key)
    typed = _fields(ctx, detail, base)
    if typed is not None and typed.is_preview:
        _preview(ctx, organisation, detail, typed.fields, typed.preview_kind)
    elif typed is not None:
        _keep(ctx, detail, key, version, typed.fields)
    downloads.link(ctx, PREVIEW)
    if detail is not None:
        _removing(ctx, detail, key, version)


def _keep(ctx: Context, detail: BlankDetail | None, key: str, version: int, fields: BlankFields) -> None:
    blank_id = detail.row.blank_id if detail else None
    done = ctx.act(commands.keep_blank, blank_id=blank_id, version=version, fields=fields)
    if done:
        downloads.forget(PREVIEW)
        # The newest model is the chosen one from here on.
        forms.reopen(KEY)
    forms.settle(
        ctx, key, done, told=ctx.t("Model {version} is bewaard.", version=fields.model_version.strip())
    )


def _fields(ctx: Context, detail: BlankDetail | None, base: str) -> _Typed | None:
    """The form; gives what was typed once a button was pressed and the places can be read."""
    t, row = ctx.t, detail.row if detail else None
    with st.form(base, border=False):
        with st.container(horizontal=True):
            name = st.text_input(
                t("Versie van het model"), row.model_version if row else "", 40, f"{base}.name", width=260
            )
            asked = forms.day(
                ctx, N_("Aangevraagd op"), key=f"{base}.asked", value=row.requested_on if row else None
            )
            got = forms.day(
                ctx, N_("Ontvangen op"), key=f"{base}.got", value=row.received_on if row else None
            )
            valid = forms.day(
                ctx, N_("Geldig vanaf"), key=f"{base}.valid", value=row.valid_from_on if row else ctx.today
            )
        label = N_("Andere PDF van het model (A4, tot 5 MB)") if row and row.has_pdf else LOAD
        given = st.file_uploader(t(label), type=["pdf"], key=f"{base}.pdf")
        markup.show(markup.heading(t("Papieren op dit model"), css="tw-klein"))
        kinds = _kinds(ctx, row, base)
        markup.show(markup.heading(t("Plaatsen"), t(PLACES), css="tw-klein"))
        edited = blank_places.draw(ctx, f"{base}.places", detail.spots if detail else ())
        with st.container(width=360):
            shown = forms.choice(ctx, N_("Voorbeeld van"), KINDS, key=f"{base}.shown", value="assiduity")
        with st.container(horizontal=True):
            sent = st.form_submit_button(t("Model bewaren"), type="primary")
            preview = st.form_submit_button(t("Voorbeeld maken"))
    if not sent and not preview:
        return None
    try:
        spots = blank_places.read(edited)
    except InvalidInput as error:
        ctx.refuse(error)
        return None
    fields = BlankFields(name or "", asked, got, valid, kinds, spots, given.getvalue() if given else None)
    return _Typed(fields, shown, is_preview=bool(preview))


def _kinds(ctx: Context, row: BlankRow | None, base: str) -> list[str]:
    with st.container(horizontal=True):
        return [
            kind
            for kind, text in KINDS.items()
            if st.checkbox(ctx.t(text), bool(row and kind in row.kinds), key=f"{base}.{kind}")
        ]


def _preview(
    ctx: Context, organisation: OrganisationRow, detail: BlankDetail | None, fields: BlankFields, kind: str
) -> None:
    """The places as they are typed, not yet kept, on the file that was chosen or is kept."""
    pdf = fields.pdf if fields.pdf is not None else (detail.pdf if detail else None)
    downloads.forget(PREVIEW)
    try:
        blank = Blank(pdf or b"", blank_file.pages_of(pdf or b""), tuple(fields.spots))
        made = certificate_preview.render(
            blank, kind=kind, made_on=ctx.today, organisation_name=organisation.name
        )
        downloads.ready(ctx, PREVIEW, name="voorbeeld-model.pdf", media_type=downloads.PDF, content=made)
    except DomainError as error:
        ctx.refuse(error)


def _removing(ctx: Context, detail: BlankDetail, key: str, version: int) -> None:
    t = ctx.t
    with st.popover(t("Model weghalen")), st.form(f"{key}.removing", border=False):
        markup.show(markup.paragraph(t("Papieren die er al op staan, blijven zoals ze zijn.")))
        sent = st.form_submit_button(t("Model weghalen"), type="primary")
    if sent:
        done = ctx.act(commands.remove_blank, blank_id=detail.row.blank_id, version=version)
        if done:
            forms.reopen(KEY)
        forms.settle(
            ctx, key, done, told=t("Model {version} is weggehaald.", version=detail.row.model_version)
        )
