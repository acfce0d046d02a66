"""The sign-in screen: drawn by streamlit-authenticator, decided by us.

Its cookie is switched off, its credential check is ours, the password is passed on as it was typed, and
password managers may fill the form (OWASP ASVS 5.0, 6.2.7 and 6.2.8).
"""

import secrets
from collections.abc import Callable

import streamlit as st
from streamlit_authenticator.controllers import AuthenticationController
from streamlit_authenticator.models import AuthenticationModel
from streamlit_authenticator.views import Authenticate

from core import clock
from core.access import login
from core.i18n import N_, Translator
from core.ui import handover, markup, session

WRONG = N_("Naam of wachtwoord klopt niet. Probeer opnieuw of vraag je beheerder om een nieuw wachtwoord.")
FORGOTTEN = N_("Wachtwoord vergeten? Je beheerder maakt een nieuw wachtwoord voor je aan.")
TITLE = N_("Aanmelden bij Termijnwacht")
Check = Callable[[str, str], str | None]


class NoCookie:
    """Stands where streamlit-authenticator keeps its cookie: there is none."""

    def get_cookie(self) -> None:
        """No cookie of its own ever signs anybody in."""

    def set_cookie(self) -> None:
        """The server sets the only cookie, by the hand-over."""

    def delete_cookie(self) -> None:
        """There is nothing to delete."""


class Model(AuthenticationModel):  # type: ignore[misc]
    """Checks the name being tried, and only that one, with our own lock-out and hashes."""

    def __init__(self, check: Check) -> None:
        self.check = check
        self.ticket: str | None = None
        super().__init__({"usernames": {}}, auto_hash=False, secret_key=secrets.token_urlsafe(32))

    def check_credentials(self, username: str, password: str) -> bool:
        """Whether name and password fit; the ticket is kept for the hand-over."""
        self.ticket = self.check(username, password)
        return self.ticket is not None


class Controller(AuthenticationController):  # type: ignore[misc]
    """Passes name and password on unchanged."""

    def __init__(self, check: Check) -> None:
        self.authentication_model = Model(check)

    def login(self, username: str | None = None, password: str | None = None) -> bool:
        """Whether the person may come in; an empty field is no attempt."""
        if not username or not password:
            return False
        return self.authentication_model.check_credentials(username, password)


class LoginForm(Authenticate):  # type: ignore[misc]
    """The form, with fields that a password manager recognises."""

    def __init__(self, check: Check) -> None:
        self.path = None
        self.attrs: dict[str, str] = {}
        self.cookie_controller = NoCookie()
        self.authentication_controller = Controller(check)

    def login(self, fields: dict[str, str]) -> str | bool | None:
        """Draw the form: None before it was sent, then a ticket, or False."""
        form = st.form(key="login.form", border=True)
        username = form.text_input(
            fields["Username"], autocomplete="username", max_chars=80, key="login.username"
        )
        password = form.text_input(
            fields["Password"], type="password", autocomplete="current-password", key="login.password"
        )
        if not form.form_submit_button(fields["Login"], type="primary", width="stretch"):
            return None
        if self.authentication_controller.login(username, password):
            return self.authentication_controller.authentication_model.ticket
        return False


def attempt(username: str, password: str) -> str | None:
    """Count, check, and give a ticket; None for an unknown name, a wrong password, a locked or a closed
    account alike."""
    with session.writer() as opened:
        admission = login.admit(opened, username=username, address=session.client_address(), now=clock.now())
    if not login.check(admission, password) or admission is None:
        return None
    with session.writer() as opened:
        return login.conclude(opened, admission=admission, password=password, now=clock.now())


def proves(username: str, password: str) -> bool:
    """Whether somebody signed in knows the password too; counted and locked as signing in is, for a session can
    be stolen."""
    with session.writer() as opened:
        admission = login.admit(opened, username=username, address=session.client_address(), now=clock.now())
    if not login.check(admission, password) or admission is None:
        return False
    with session.writer() as opened:
        login.passed(opened, admission=admission)
    return True


def draw(*, page: str = "") -> None:
    """The sign-in screen, 400 pixels in the middle; after the right password, the hand-over."""
    t = Translator("nl")
    with (
        st.container(horizontal=True, horizontal_alignment="center"),
        st.container(key="login", width=400, gap="small"),
    ):
        _head(t)
        trouble = st.container()
        place = st.empty()
        with place.container():
            fields = {"Username": t("Gebruikersnaam"), "Password": t("Wachtwoord"), "Login": t("Aanmelden")}
            outcome = LoginForm(attempt).login(fields)
        if isinstance(outcome, str):
            with place.container():
                handover.post("/login", {"ticket": outcome, "next": f"/{page}"}, t)
            return
        if outcome is False:
            trouble.error(t(WRONG), icon=":material/error:")
        markup.show(markup.tag("p", t(FORGOTTEN), css="tw-muted"))


def _head(t: Translator) -> None:
    markup.show(
        markup.tag("img", css="tw-teken", src="/assets/logo-icon.svg", alt="", width="44", height="44")
    )
    st.title(t(TITLE), anchor=False)
