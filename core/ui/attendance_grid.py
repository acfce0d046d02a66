"""The grid of assets/grid/: its data and its words. It saves by itself over `/attendance/cells`; here it is drawn.

File-backed, since the Content-Security-Policy refuses inline components; the answer with the script is never cached
(core/web/headers.py), so its name needs no hash.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

import streamlit as st
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

from core.access.permissions import Action
from core.attendance.grounds import GROUNDS
from core.attendance.registers import Cell, Line, Register
from core.i18n import N_
from core.ui import configuration, guarded
from core.ui.page import Context

ADDRESS: Final = "/attendance/cells"
NAME: Final = "raster.grid"
TEXTS: Final[Mapping[str, str]] = {
    "caption": N_("Aanwezigheden: een rij per cursist, een kolom per les"),
    "person": N_("Cursist"),
    "lesson": N_("Les"),
    "code": N_("Code"),
    "skip": N_("Raster overslaan"),
    "all_saved": N_("Alles bewaard"),
    "saving": N_("Bewaren {n}"),
    "waiting": N_("{n} wachten."),
    "offline": N_("Geen verbinding, {n} wachten"),
    "sign_in": N_("Meld je opnieuw aan in een ander tabblad, {n} codes wachten"),
    "conflict": N_("1 conflict: kies welke waarde blijft"),
    "conflicts": N_("{n} conflicten: kies welke waarde blijft"),
    "wrong": N_("1 code klopt niet en is niet bewaard"),
    "wrongs": N_("{n} codes kloppen niet en zijn niet bewaard"),
    "empty": N_("nog {n} leeg"),
    "mine": N_("mijn {code}"),
    "fill": N_("Lege cellen: A"),
    "fill_ask": N_("{n} lege cellen van {day} op A (aanwezig) zetten?"),
    "fill_none": N_("Er is geen lege cel in {day}."),
    "fill_yes": N_("Vul {n} cellen in"),
    "fill_no": N_("Niet invullen"),
    "fill_close": N_("Sluiten"),
    "undone": N_("ongedaan gemaakt"),
    "skipped": N_("{n} overgeslagen: intussen gewijzigd"),
    "outside": N_("{n} geplakte waarden pasten niet in het raster"),
    "no_storage": N_("dit tabblad kan geen klad bewaren"),
    "absent_here": N_("niet in deze les"),
    "no_ground": N_("Kies een grond na G: Z, V, L, S, W, A of K."),
    "no_minutes": N_("Zet na L hoeveel minuten te laat, bijvoorbeeld L15."),
    "unknown": N_(
        "“{code}” is geen code. Typ A, O, G met een grond (GZ, GV, GL, GS, GW, GA, GK) of L met minuten (L15)."
    ),
    "too_many": N_("“{code}” is meer dan de {given} minuten van deze les. Typ hoogstens {given} minuten."),
    "counts": N_("{A} aanwezig, {G} gewettigd, {O} ongewettigd, {L} te laat"),
    "code_a": N_("Aanwezig"),
    "code_g": N_("Gewettigd afwezig"),
    "code_o": N_("Ongewettigd afwezig"),
    "code_l": N_("Te laat"),
}
_made: WeakKeyDictionary[BidiComponentManager, ComponentRenderer] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Foot:
    """Under the grid of one lesson: `close` and `next` are buttons, '' for none; `said` is what came of the last one.

    `begin` changes when the lesson was asked for by a button: then its first empty cell has the focus.
    """

    close: str
    next: str
    said: str
    is_refused: bool
    begin: str
    on_close: Callable[[], None]
    on_next: Callable[[], None]


def draw(
    ctx: Context, register: Register, *, name: str, is_turned: bool = False, foot: Foot | None = None
) -> None:
    """Draw the grid of those lessons; `name` tells one register from the next, for its draft in the browser.

    `is_turned`: the lessons under each other and the people beside each other, for one person over a period.
    """
    given = data(ctx, register, name=name, is_turned=is_turned)
    if foot is not None:
        given["foot"] = {
            "close": foot.close,
            "next": foot.next,
            "said": foot.said,
            "refused": foot.is_refused,
        }
        given["begin"] = foot.begin
    _renderer()(
        key=f"attendance.grid.{name}",
        data=given,
        on_saved_change=guarded.callback(ctx, _nothing),
        on_close_change=guarded.callback(ctx, foot.on_close if foot is not None else _nothing),
        on_next_change=guarded.callback(ctx, foot.on_next if foot is not None else _nothing),
    )


def _nothing() -> None:
    """The run that follows shows the totals anew."""


def _renderer() -> ComponentRenderer:
    """Registered once for each of Streamlit's registries; a test has its own."""
    manager = get_bidi_component_manager()
    if manager not in _made:
        manifest = ComponentManifest("raster", "1", [ComponentConfig("grid", "grid")])
        manager.register_from_manifest(manifest, configuration.ROOT / "assets")
        _made[manager] = st.components.v2.component(
            NAME, html='<div class="raster"></div>', css="grid.css", js="grid.js"
        )
    return _made[manager]


def data(ctx: Context, register: Register, *, name: str, is_turned: bool = False) -> dict[str, object]:
    """What the script needs, in this language."""
    lessons = [_column(ctx, line) for line in register.lessons]
    people: list[dict[str, object]] = [
        {"id": person.enrolment_id, "name": person.name, "day": person.name} for person in register.people
    ]
    return {
        "user": ctx.actor.id,
        "register": name,
        "lesson": register.lessons[0].id,
        "url": ADDRESS,
        "editable": ctx.may(Action.ENTER_ATTENDANCE),
        "texts": {code: ctx.t(text) for code, text in TEXTS.items()},
        "grounds": [[ground.letter, ctx.t(ground.name)] for ground in GROUNDS],
        "turned": is_turned,
        "columns": people if is_turned else lessons,
        "people": lessons if is_turned else people,
        "cells": [_cell(ctx, key, cell) for key, cell in sorted(register.cells.items())],
    }


def _column(ctx: Context, line: Line) -> dict[str, object]:
    day = f"{ctx.f.weekday(line.held_on)[:2]} {ctx.f.short_date(line.held_on)}"
    hours = f"{hour(line.starts_at)}–{hour(line.ends_at)}"
    return {
        "id": line.id,
        "name": f"{day} · {hours}",
        "day": day,
        "hours": hours,
        "given": line.given,
        "note": _note(ctx, line),
    }


def _note(ctx: Context, line: Line) -> str:
    if line.state == "cancelled":
        return ctx.t("ging niet door")
    if line.state == "credited":
        return ctx.t("gewettigd voor allen")
    return ctx.t("afgesloten") if line.closed_on is not None else ""


def _cell(ctx: Context, key: tuple[int, int], cell: Cell) -> dict[str, object]:
    lock = ctx.words(cell.lock, cell.values) if cell.lock else ""
    return {"key": f"{key[0]}:{key[1]}", "code": cell.code, "version": cell.version, "lock": lock}


def hour(minutes: int) -> str:
    """9.05, as a timetable prints minutes since midnight."""
    return f"{minutes // 60}.{minutes % 60:02}"
