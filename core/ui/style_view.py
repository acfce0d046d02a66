"""The house style of proofs and letters: logo, colour, text, with a preview that follows what is typed."""

import base64
import re

import streamlit as st

from core.i18n import N_
from core.organisation import commands
from core.organisation.queries import OrganisationRow
from core.ui import forms, markup
from core.ui.page import Context, side_by_side

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
PNG = b"\x89PNG"
# Paper is white, also on a dark screen.
PAPER = "color-scheme:light;background:#FFFFFF;color:#17252B;padding:1rem;border-radius:6px"
LOGO_HELP = N_("Een kleiner bestand maakt elk bewijs kleiner.")


def draw(ctx: Context, found: OrganisationRow) -> None:
    """The form and the preview beside it."""
    key, t = "administration.style", ctx.t
    version, base = forms.opened(key, found.version), forms.base(key)
    left, right = side_by_side("style", widths=(1, 1))
    with left:
        colour = st.color_picker(t("Kleur"), found.primary_colour, key=f"{base}.colour")
        text = st.text_area(
            t("Tekst onderaan bewijzen en brieven"), found.house_text, max_chars=400, key=f"{base}.text"
        )
        given = st.file_uploader(
            t("Logo (PNG of JPEG, tot 500 kB)"),
            type=["png", "jpg", "jpeg"],
            key=f"{base}.logo",
            help=t(LOGO_HELP),
        )
        remove = st.checkbox(t("Geen logo gebruiken"), key=f"{base}.remove") if found.logo else False
        sent = st.button(t("Huisstijl bewaren"), key=f"{base}.save", type="primary")
    logo = b"" if remove else (given.getvalue() if given else found.logo)
    with right:
        _preview(ctx, found, logo=logo, colour=colour, text=text or "")
    if sent:
        style = commands.Style(b"" if remove else (given.getvalue() if given else None), colour, text or "")
        done = ctx.act(commands.set_style, style=style, version=version)
        forms.settle(
            ctx,
            key,
            done,
            told=t("De huisstijl is bewaard. Bewijzen die al uitgereikt zijn, veranderen niet."),
        )


def _preview(ctx: Context, found: OrganisationRow, *, logo: bytes | None, colour: str, text: str) -> None:
    t = ctx.t
    shown = colour if COLOUR.fullmatch(colour) else "#0E6470"
    head = [_logo(logo, found.name)] if logo else []
    markup.show(markup.heading(t("Voorbeeld"), t("Zo begint een bewijs met deze huisstijl."), css="tw-klein"))
    with st.container(border=True):
        place = ", ".join(
            part for part in (found.street, f"{found.postal_code} {found.city}") if part.strip()
        )
        paper = (
            *head,
            markup.tag("b", found.name),
            markup.muted(place),
            markup.tag("h2", t("Bewijs van beroepskwalificatie"), style=f"color:{shown};padding-top:.8rem"),
            markup.paragraph(t("Onthaalmedewerker (BK-0390-2)")),
            markup.tag("div", "", style=f"border-top:3px solid {shown};margin:.8rem 0"),
            markup.muted(text),
        )
        markup.show(markup.tag("div", *paper, style=PAPER))


def _logo(logo: bytes, name: str) -> markup.Markup:
    kind = "image/png" if logo.startswith(PNG) else "image/jpeg"
    return markup.picture(f"data:{kind};base64,{base64.b64encode(logo).decode()}", name)
