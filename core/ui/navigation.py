"""The pages in the order of the menu, and the menu: page links under text heads (the built-in one fails axe)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import NoReturn

import streamlit as st

from core.access import permissions
from core.access.actors import ROLE_NAMES, Actor
from core.access.permissions import Action
from core.i18n import N_
from core.ui import guarded, markup

FOLDER = Path(__file__).resolve().parents[2] / "pages"
Translate = Callable[..., str]


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page: file stem (and url path), title in the menu, section head, icon, and the right that opens it."""

    stem: str
    title: str
    section: str
    icon: str
    action: Action

    @property
    def path(self) -> Path:
        """Where the script stands."""
        return FOLDER / f"{self.stem}.py"


TRAJECTORIES = N_("Trajecten")
LEAVE = N_("Opleidingsverlof")
FOLLOW_UP = N_("Opvolging")
MANAGEMENT = N_("Beheer")

PAGES: tuple[PageSpec, ...] = (
    PageSpec("overview", N_("Vandaag"), "", "calendar_today", Action.SEE_OVERVIEW),
    PageSpec("learners", N_("Deelnemers"), TRAJECTORIES, "group", Action.SEE_LEARNERS),
    PageSpec("trajectories", N_("Trajecten"), TRAJECTORIES, "route", Action.SEE_TRAJECTORIES),
    PageSpec("proofs", N_("Bewijzen"), TRAJECTORIES, "verified", Action.SEE_PROOFS),
    PageSpec("registration", N_("Registratie"), TRAJECTORIES, "app_registration", Action.SEE_REGISTRATION),
    PageSpec("courses", N_("Opleidingen"), LEAVE, "school", Action.SEE_COURSES),
    PageSpec("attendance", N_("Aanwezigheden"), LEAVE, "how_to_reg", Action.SEE_ATTENDANCE),
    PageSpec("certificates", N_("Getuigschriften"), LEAVE, "description", Action.SEE_CERTIFICATES),
    PageSpec("forecast", N_("Vooruitzicht"), FOLLOW_UP, "event_upcoming", Action.SEE_COMPLIANCE),
    PageSpec("rules", N_("Regels"), FOLLOW_UP, "gavel", Action.SEE_RULES),
    PageSpec("imports", N_("Importeren"), MANAGEMENT, "upload", Action.IMPORT),
    PageSpec("audit", N_("Logboek"), MANAGEMENT, "history", Action.SEE_AUDIT),
    PageSpec("administration", N_("Instellingen"), MANAGEMENT, "settings", Action.ADMINISTER),
    PageSpec("account", N_("Mijn account"), MANAGEMENT, "person", Action.OWN_ACCOUNT),
)
DEFAULT = PAGES[0].stem


def spec(stem: str) -> PageSpec:
    """The page of that name."""
    return next(page for page in PAGES if page.stem == stem)


def for_actor(actor: Actor) -> tuple[PageSpec, ...]:
    """The pages whose right this role has; hiding the others is courtesy, `open_page` is the lock."""
    return tuple(page for page in PAGES if permissions.allowed(actor, page.action))


class _Script(SourceFileLoader):
    """A page's file, read and compiled once."""

    @lru_cache(maxsize=1)  # noqa: B019 - one loader per page, kept as long as the process
    def get_code(self, fullname: str) -> CodeType | None:
        return super().get_code(fullname)


@lru_cache(maxsize=len(PAGES))
def body(stem: str) -> Callable[[], None]:
    """The script of a page, to be drawn as one part: a click in it draws the page again and not the menu around it."""
    script = _Script("__main__", str(spec(stem).path))

    @guarded.fragment(key=guarded.BODY)
    def drawn() -> None:
        script.exec_module(ModuleType("__main__"))

    def page() -> None:
        st.session_state[guarded.HAS_BODY] = True
        drawn()

    return page


def streamlit_page(page: PageSpec, t: Translate) -> st.Page:
    """The page as Streamlit knows it; its address is the file stem."""
    return st.Page(
        body(page.stem),
        title=t(page.title),
        icon=f":material/{page.icon}:",
        url_path=page.stem,
        default=page.stem == DEFAULT,
    )


@lru_cache(maxsize=128)
def _target(stem: str, title: str) -> st.Page:
    """Where a link leads: a page holds twenty links, and links only read it."""
    page = spec(stem)
    return st.Page(
        body(stem), title=title, icon=f":material/{page.icon}:", url_path=stem, default=stem == DEFAULT
    )


def declare(t: Translate) -> st.Page:
    """Tell Streamlit all pages, hide its own menu, and give the page of this address."""
    return st.navigation([streamlit_page(page, t) for page in PAGES], position="hidden")


def link(
    stem: str,
    label: str,
    t: Translate,
    *,
    query: Mapping[str, str] | None = None,
    icon: str = "arrow_forward",
) -> None:
    """A link in the text to a page, with the filters that show exactly those rows. Never personal data in `query`."""
    st.page_link(
        _target(stem, t(spec(stem).title)),
        label=markup.markdown_safe(label),
        icon=f":material/{icon}:",
        icon_position="right" if icon == "arrow_forward" else "left",
        query_params=dict(query) if query else None,
    )


def menu(actor: Actor, t: Translate) -> None:
    """The menu of this role, drawn in the sidebar under the mark."""
    section = ""
    theme = "dark" if st.context.theme.type == "dark" else "light"
    with st.container(key="merk"):
        markup.show(markup.picture(f"/assets/logo-{theme}.svg", "Termijnwacht"))
    with st.container(key="menu", gap="xxsmall"):
        for page in for_actor(actor):
            if page.section != section:
                section = page.section
                markup.show(markup.tag("div", t(section), css="tw-sectie"))
            st.page_link(
                _target(page.stem, t(page.title)),
                label=t(page.title),
                icon=f":material/{page.icon}:",
                width="stretch",
            )


def person(actor: Actor, t: Translate, *, campuses: str = "") -> None:
    """Who is signed in: name, role, and the campuses when limited to some."""
    role = t(ROLE_NAMES[actor.role]) + (f" · {campuses}" if campuses else "")
    markup.show(markup.tag("b", actor.display_name), markup.muted(role))


def practice_banner(actor: Actor, t: Translate) -> None:
    """One line above every page while the data are practice data; who may, finds the way to real data in it."""
    text = t("Oefengegevens: alles hier is verzonnen")
    with st.container(key="oefen", horizontal=True, vertical_alignment="center", gap="small"):
        markup.show(markup.badge(markup.Badge("■", text, "hold")))
        if permissions.allowed(actor, Action.ADMINISTER):
            link("administration", t("Naar echte gegevens"), t, query={"part": "details"})


def go(stem: str, t: Translate) -> NoReturn:
    """Leave this page for another one."""
    st.switch_page(streamlit_page(spec(stem), t))
