"""The people of the register as a list: who needs something first, narrowed by what they need or by name."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from core.i18n import N_
from core.learners import names
from core.rights import standing, words
from core.rights.profiles import BY_CODE
from core.rights.rows import StaffRow
from core.ui import address, labels, record_list, tables
from core.ui.cells import Column
from core.ui.markup import Badge
from core.ui.page import Context
from core.ui.record_list import RecordList

KEY = "registration.rights"
WANTED = frozenset({standing.OVERDUE, standing.TO_REVOKE, standing.MISSING})
SHOWN: Mapping[str, tuple[str, str]] = {
    "now": ("", N_("In dienst")),
    "todo": ("late", N_("Te doen")),
    "review": ("soon", N_("Na te kijken")),
    "gone": ("", N_("Uit dienst")),
}


def state(ctx: Context, row: StaffRow) -> Badge:
    """The sign of a person; whoever still holds what should be gone says for how long."""
    css, word = words.STATES[row.state]
    return labels.mark(css, ctx.t(word))


def belongs(row: StaffRow, shown: str, today: date) -> bool:
    """Whether a person stands in that list."""
    if shown == "todo":
        return row.state in WANTED
    if shown == "review":
        return bool(row.due_for_review(today))
    return (row.state == standing.GONE) == (shown == "gone")


def filters(ctx: Context, everybody: Sequence[StaffRow]) -> tuple[str, list[StaffRow]]:
    """The bar: what they need, and a name; gives the list's code and its people."""
    counts = {code: sum(belongs(row, code, ctx.today) for row in everybody) for code in SHOWN}
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        search = st.text_input(
            ctx.t("Zoeken"), key=f"{KEY}.search", type="search", width=220, icon=":material/search:",
            placeholder=ctx.t("Naam of functie"), persist_state="session",
        )  # fmt: skip
        found = st.segmented_control(
            ctx.t("Toon"), list(SHOWN), default=address.code("show", SHOWN) or "now", required=True, wrap=True,
            key=f"{KEY}.show", format_func=lambda code: _signed(ctx, code, counts[code]),
        )  # fmt: skip
    shown, wanted = str(found or "now"), names.folded(search or "")
    if st.session_state.get(f"{KEY}.filtered") not in (None, (shown, wanted)):
        tables.first_page(KEY)
        tables.forget_selection(KEY)
    st.session_state[f"{KEY}.filtered"] = (shown, wanted)
    rows = [row for row in everybody if belongs(row, shown, ctx.today)]
    return shown, [row for row in rows if wanted in names.folded(f"{row.name} {row.function}")]


def _signed(ctx: Context, code: str, count: int) -> str:
    sign, word = SHOWN[code]
    text = f"{ctx.t(word)} {ctx.f.number(count)}"
    return f"{labels.SIGNS[sign]} {text}" if sign and count else text


def page_of(rows: Sequence[StaffRow]) -> list[StaffRow]:
    """The people on the page that is asked for."""
    start = (tables.page_of(KEY) - 1) * tables.PAGE_SIZE
    return list(rows[start : start + tables.PAGE_SIZE])


def profiles(row: StaffRow) -> str:
    """What somebody holds today, or will hold, by the names of the counters."""
    held = [right for right in row.rights if right.is_running or right.state == standing.COMING]
    return ", ".join(dict.fromkeys(BY_CODE[right.profile].shown for right in held))


def columns(ctx: Context) -> list[Column[StaffRow]]:
    """What identifies stands left of what describes."""
    return [
        Column(N_("Stand"), lambda row: state(ctx, row), "status", 150),
        Column(N_("Naam"), lambda row: row.name, width=160),
        Column(N_("Functie"), lambda row: row.function, width=184),
        Column(N_("Profiel"), profiles, width=290),
        Column(
            N_("Einde"),
            lambda row: min((r.ends_on for r in row.running if r.ends_on), default=None),
            "date",
            112,
        ),
        Column(
            N_("Nazicht"),
            lambda row: min((r.review_on for r in row.running if not r.is_too_long), default=None),
            "date",
            112,
        ),
        Column(N_("Account"), lambda row: row.username, width=120),
    ]


LISTED: RecordList[StaffRow] = RecordList(
    KEY, N_("Medewerkers en hun rechten"), (N_("1 medewerker"), N_("{n} medewerkers")), N_("Medewerker openen"),
    columns, lambda row: row.staff_member_id, lambda row: row.name, address=("staff",),
)  # fmt: skip


def keep(shown: str) -> None:
    """The list and the open person in the address."""
    address.keep(
        {
            "part": "rights", "show": shown if shown != "now" else None, "staff": record_list.in_address(LISTED),
            "page": tables.address_page(KEY),
        }
    )  # fmt: skip
