"""The parameters of a rule as fields: what is followed today stands in them, the law's value and source beside it."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from core.deadlines.queries import Followed, Settings
from core.deadlines.stored import is_term
from core.i18n import N_
from core.rules import overrides
from core.rules.calendar import MonthArithmetic
from core.rules.overrides import AMOUNT_UNITS, MOST
from core.rules.units import Amount, DayUnit, Roll, Unit, Value
from core.ui import address, guarded, labels, markup, rule_words
from core.ui.page import Context

CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "day_unit": tuple(DayUnit),
    "roll": tuple(Roll),
    "month_arithmetic": tuple(MonthArithmetic),
}
UNITS: Final[Mapping[str, str]] = {
    Unit.DAY: N_("kalenderdagen"),
    Unit.WORKING_DAY: N_("werkdagen"),
    Unit.MONTH: N_("maanden"),
    Unit.YEAR: N_("jaar"),
}


def draw(ctx: Context, found: Settings) -> Mapping[str, str]:
    """Every parameter that can be set; gives the choices as they are kept, empty where it is that of the law."""
    chosen = {}
    with st.grid(3, min_column_width=240, gap="small"):
        for each in found.followed:
            with st.container(border=True, height="stretch", gap="xsmall"):
                chosen[each.parameter.key] = _field(ctx, found.rule_id, each)
    return chosen


def as_now(found: Settings) -> Mapping[str, str]:
    """The same for what is followed today."""
    return {each.parameter.key: each.own_text if each.differs else "" for each in found.followed}


def told(ctx: Context, found: Settings, chosen: Mapping[str, str], other: Mapping[str, str]) -> str:
    """The values of those parameters that differ between two sets of choices, in words."""
    return ", ".join(
        rule_words.own(ctx, _value(each, chosen[each.parameter.key]))
        for each in found.followed
        if chosen[each.parameter.key] != other[each.parameter.key]
    )


def worded(ctx: Context, found: Settings, kept: Mapping[str, str]) -> dict[str, str]:
    """Choices as they are kept, under the names and in the words of the screen."""
    return {
        rule_words.name(ctx, each.parameter.name): rule_words.own(ctx, _value(each, kept[each.parameter.key]))
        for each in found.followed
        if each.parameter.key in kept
    }


def in_address(chosen: Mapping[str, str]) -> dict[str, str | int | None]:
    """The choices as a link carries them: a number with its unit, or a code; nothing for what the law says."""
    named: dict[str, str | int | None] = {}
    for key, text in chosen.items():
        if text and key not in CODES:
            amount = overrides.amount_of(text)
            named |= {key: amount.count, f"{key}_unit": amount.unit.value}
        elif text:
            named[key] = text
    return named


def reset(ctx: Context, found: Settings) -> None:
    """A button that puts what is followed today back into every field."""

    def forget() -> None:
        st.session_state[_round(found.rule_id)] = _turn(found.rule_id) + 1

    st.button(
        ctx.t("Terug naar hoe het nu telt"), key="forecast.reset", icon=":material/undo:",
        on_click=guarded.callback(ctx, forget),
    )  # fmt: skip


def _value(each: Followed, text: str) -> Value:
    return dict(overrides.of({each.parameter.key: text}).chosen())[each.parameter.key] if text else each.law


def _round(rule_id: str) -> str:
    return f"forecast.{rule_id}.round"


def _turn(rule_id: str) -> int:
    return int(st.session_state.get(_round(rule_id), 0))


def _field(ctx: Context, rule_id: str, each: Followed) -> str:
    key = f"forecast.{rule_id}.{_turn(rule_id)}.{each.parameter.key}"
    now = each.own if each.own is not None else each.law
    draw_one = _amount if is_term(each.parameter) else _code
    # A link fills the fields it opened; those that were put back do not follow it any more.
    found = draw_one(ctx, each, key=key, now=now, is_asked=not _turn(rule_id))
    markup.show(
        markup.muted(
            ctx.t(
                "De wet: {value} ({source})",
                value=rule_words.value(ctx, each.law),
                source=each.reference.title,
            )
        )
    )
    if each.own is not None:
        markup.show(
            markup.badge(labels.mark("plan", ctx.t("je instelling"))),
            markup.muted(
                ctx.t(
                    "Nu gevolgd: {value} ({source})", value=rule_words.own(ctx, each.own), source=each.source
                )
            ),
        )
    return found


def _amount(ctx: Context, each: Followed, *, key: str, now: Value, is_asked: bool) -> str:
    assert isinstance(now, Amount)
    name = rule_words.name(ctx, each.parameter.name)
    count = address.number(each.parameter.key) or 0
    unit = address.code(f"{each.parameter.key}_unit", AMOUNT_UNITS) if is_asked else ""
    started = Amount(count, Unit(unit)) if unit and 0 < count <= MOST[Unit(unit)] else now
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        codes = [each.value for each in AMOUNT_UNITS]
        most = max(MOST.values())
        typed = st.number_input(name, 1, most, started.count, key=f"{key}.count", width=130)
        kind = st.selectbox(
            ctx.t("Eenheid"), codes, index=codes.index(started.unit.value), key=f"{key}.unit", width=170,
            format_func=lambda code: ctx.t(UNITS[Unit(code)]),
        )  # fmt: skip
    found = Amount(min(int(typed), MOST[Unit(kind)]), Unit(kind))
    if found.count != typed:
        said = ctx.t("Hoogstens {most}; zo is er gerekend.", most=rule_words.own(ctx, found))
        markup.show(markup.badge(labels.mark("soon", said)))
    return "" if found == each.law else overrides.amount_text(found)


def _code(ctx: Context, each: Followed, *, key: str, now: Value, is_asked: bool) -> str:
    codes, name = list(CODES[each.parameter.key]), rule_words.name(ctx, each.parameter.name)
    asked = address.code(each.parameter.key, codes) if is_asked else ""
    found = st.selectbox(
        name, codes, index=codes.index(asked or str(now)), key=key,
        format_func=lambda code: labels.word(rule_words.CHOICES, code, ctx.t),
    )  # fmt: skip
    return "" if found == str(each.law) else str(found)
