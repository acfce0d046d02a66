"""What stands around every page: the refusal without a gate, the login for strangers, the menu for staff."""

from functools import lru_cache

import streamlit as st

from core import clock
from core.access import commands, permissions
from core.i18n import LANGUAGES, N_, Translator
from core.settings import settings
from core.ui import configuration, guarded, handover, login, navigation, session
from core.ui.session import SignedIn

NO_GATE = "Termijnwacht start hier niet: gebruik `python -m core serve` of `streamlit run Home.py`."
NAME = "Termijnwacht"
FRAMED = "page.framed"
STYLE = configuration.ROOT / "assets" / "style.css"
OTHER = {"nl": ("en", "English"), "en": ("nl", "Nederlands")}
REFUSED = N_("Je hebt geen recht op deze pagina. Vraag het aan je beheerder.")


def draw() -> None:
    """One run of the application."""
    st.set_page_config(
        page_title=NAME, page_icon="/assets/logo-icon.svg", layout="wide", initial_sidebar_state=250
    )
    with session.one_run() as found:
        if found is None and not session.is_behind_gate():
            st.write(NO_GATE)
            st.stop()
        _style()
        if found is None:
            _strangers()
        else:
            _staff(found)


def _style() -> None:
    theme = "dark" if st.context.theme.type == "dark" else "light"
    st.html(f"<style>:root{{color-scheme:{theme}}}{_sheet()}</style>")


@lru_cache(maxsize=1)
def _sheet() -> str:
    return STYLE.read_text(encoding="utf-8") if STYLE.exists() else ""


def _strangers() -> None:
    """Every known path under one neutral title, so that a deep link finds the form and learns nothing."""
    session.forget()
    here = st.navigation(
        [
            st.Page(_nothing, title=NAME, url_path=page.stem, default=page.stem == navigation.DEFAULT)
            for page in navigation.PAGES
        ],
        position="hidden",
    )
    login.draw(page=here.url_path)


def _nothing() -> None:
    """A page that shows nothing."""


def _staff(found: SignedIn) -> None:
    t = Translator(found.language)
    here = st.navigation([_page(spec, found, t) for spec in navigation.PAGES], position="hidden")
    st.session_state[FRAMED] = True
    guarded.watch()
    with st.sidebar:
        navigation.menu(found.actor, t)
        with st.container(key="wie", gap="xsmall"):
            navigation.person(found.actor, t)
            _leaving(found, t)
            handover.page(t.language)
    if found.is_practice and not settings().is_production:
        navigation.practice_banner(found.actor, t)
    here.run()


def _page(spec: navigation.PageSpec, found: SignedIn, t: Translator) -> st.Page:
    """The page itself for who may see it; for others its address says no, and its script is never run."""
    if permissions.allowed(found.actor, spec.action) and spec.path.exists():
        return navigation.streamlit_page(spec, t)
    is_first = spec.stem == navigation.DEFAULT
    return st.Page(_start if is_first else _no, title=NAME, url_path=spec.stem, default=is_first)


def _start() -> None:
    """Who may not see the first page begins on the first one that he may see."""
    found = session.require_signed_in()
    first = next(iter(navigation.for_actor(found.actor)))
    navigation.go(first.stem, Translator(found.language))


def _no() -> None:
    found = session.require_signed_in()
    t = Translator(found.language)
    st.title(t("Geen toegang"), anchor=False)
    st.error(t(REFUSED), icon=":material/block:")
    navigation.link(navigation.DEFAULT, t("Naar het overzicht"), t)


def _leaving(found: SignedIn, t: Translator) -> None:
    """Sign out, and the other language."""
    with st.container(horizontal=True, gap="small"):
        if st.button(t("Afmelden"), key="frame.sign_out", type="tertiary"):
            session.sign_out()
            handover.post("/logout", {}, t)
            st.stop()
        other, name = OTHER[found.language if found.language in LANGUAGES else "nl"]
        if st.button(name, key="frame.language", type="tertiary"):
            with session.writer() as opened:
                commands.choose_language(opened, actor=found.actor, today=clock.today(), language=other)
            st.rerun()
