"""The provider's own choices, by section: each with its value, where it comes from, and a form to change it."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import streamlit as st

from core.i18n import N_
from core.provider_settings import commands, keeping, queries
from core.provider_settings.queries import Chosen
from core.ui import forms, markup
from core.ui.markup import Badge
from core.ui.page import Context

KEY = "administration.choice"
UNITS: Mapping[str, tuple[str, str]] = {
    "minutes": (N_("1 minuut"), N_("{n} minuten")),
    "days": (N_("1 dag"), N_("{n} dagen")),
    "weeks": (N_("1 week"), N_("{n} weken")),
    "months": (N_("1 maand"), N_("{n} maanden")),
    "years": (N_("1 jaar"), N_("{n} jaar")),
    "lessons": (N_("1 les"), N_("{n} lessen")),
    "percent": (N_("1 %"), N_("{n} %")),
    "per_day": (N_("1 per werkdag"), N_("{n} per werkdag")),
}
FIELDS: Mapping[str, str] = {
    "minutes": N_("Minuten"), "days": N_("Dagen"), "weeks": N_("Weken"), "months": N_("Maanden"),
    "years": N_("Jaren"), "per_day": N_("Per werkdag"), "lessons": N_("Lessen"), "percent": N_("Procent"),
    "text": N_("Waarde"),
}  # fmt: skip
YES_NO: Mapping[str, str] = {"1": N_("Ja"), "0": N_("Nee")}
FOR_GOOD = N_("blijvend")
# What has an editor of its own, on the part of the registration where it is used, is not typed as codes here.
ELSEWHERE: Mapping[str, str] = {"entry.order": "entry"}


def draw(ctx: Context) -> None:
    """Every choice but the terms of keeping, which have a part of their own."""
    t = ctx.t
    markup.show(
        markup.paragraph(t("Keuzes die de wet aan jou laat. Schrijf bij elke wijziging waar ze op steunt."))
    )
    found = [one for one in ctx.read(queries.chosen) if one.choice.section != keeping.KEEPING]
    for section, choices in groupby(sorted(found, key=_section), key=_section):
        markup.show(markup.heading(t(section), css="tw-klein"))
        for one in choices:
            row(ctx, one)


def _section(chosen: Chosen) -> str:
    return chosen.choice.section


def row(ctx: Context, chosen: Chosen, *, told: Sequence[str] = (), mark: Badge | None = None) -> None:
    """One choice: name, value in force, what it means, its source, and the form behind "Wijzigen"."""
    choice, t = chosen.choice, ctx.t
    key = f"{KEY}.{choice.key}"
    version = forms.opened(key, chosen.version)
    with st.container(horizontal=True, key=f"rij.{choice.key}", vertical_alignment="top", width=860):
        with st.container(width="stretch"):
            name = markup.tag("b", t(choice.name))
            shown = markup.tag("div", name, "" if choice.key in ELSEWHERE else f": {value(ctx, chosen)}")
            lines = [markup.muted(line) for line in (*told, _source(ctx, chosen)) if line]
            markup.show(shown, *([markup.badge(mark)] if mark is not None else []), *lines)
        if choice.key in ELSEWHERE:
            ctx.link("registration", t("Wijzigen"), part=ELSEWHERE[choice.key])
            return
        with st.popover(t("Wijzigen")):
            _form(ctx, chosen, key, version)


def value(ctx: Context, chosen: Chosen) -> str:
    """The value in force in words."""
    unit = chosen.choice.unit
    if unit == "text":
        return chosen.value
    if unit == "yes_no":
        return ctx.t(YES_NO[chosen.value])
    number = int(chosen.value)
    if chosen.choice.section == keeping.KEEPING and not number:
        return ctx.t(FOR_GOOD)
    one, more = UNITS[unit]
    return ctx.t(one) if number == 1 else ctx.t(more, n=ctx.f.number(number))


def _source(ctx: Context, chosen: Chosen) -> str:
    if chosen.changed_at is None:
        return ctx.t(chosen.choice.source)
    when = ctx.f.moment(chosen.changed_at, ctx.today)
    return f"{chosen.source} ({chosen.changed_by}, {when})"


def _form(ctx: Context, chosen: Chosen, key: str, version: int) -> None:
    choice, t, base = chosen.choice, ctx.t, forms.base(key)
    with st.form(base, border=False):
        if choice.unit == "text":
            typed = st.text_input(t(FIELDS["text"]), chosen.value, 400, f"{base}.value") or ""
        elif choice.unit == "yes_no":
            typed = forms.choice(ctx, N_("Waarde"), YES_NO, key=f"{base}.value", value=chosen.value)
        else:
            number = st.number_input(
                t(FIELDS[choice.unit]), choice.least, choice.most, int(chosen.value), key=f"{base}.value"
            )
            typed = str(int(number))
        if choice.section == keeping.KEEPING:
            markup.show(markup.muted(t("0 is blijvend.")))
        source = st.text_area(
            t("Bron of reden (minstens tien tekens)"), max_chars=300, key=f"{base}.source", height=90
        )
        sent = st.form_submit_button(t("Bewaren"), type="primary")
    if sent:
        done = ctx.act(commands.change, key=choice.key, value=typed, source=source or "", version=version)
        forms.settle(ctx, key, done, told=t("“{name}” is bewaard.", name=t(choice.name)))
