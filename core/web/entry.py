"""Coming in and going out: the hand-over of a checked password to a cookie, signing out, and the one-time
link."""

import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from core import clock
from core.access import commands, gate, login, passwords, queries
from core.errors import DomainError
from core.i18n import LANGUAGES, N_, Translator
from core.settings import settings
from core.web import plain
from db.session import reading, writing

LOCAL = re.compile(r"^/(?![/\\])[\w\-./~%?=&+:,;@!$'()*]*$", re.ASCII)
NOT_BACK_TO = ("/login", "/logout", "/welcome", "/doc", "/evidence", "/download", "/_stcore", "/media")
OLD_LINK = N_("Deze link werkt niet meer. Vraag je beheerder om een nieuwe.")
UNEQUAL = N_("De twee wachtwoorden zijn niet gelijk. Typ ze opnieuw.")
CHOOSE = N_("Kies je wachtwoord")
MOST_FORM = 16 * 1024


def local_next(wanted: str) -> str:
    """Where to go after signing in: a page of ours, or the first one."""
    if len(wanted) > 2000 or not LOCAL.match(wanted) or wanted.startswith(NOT_BACK_TO):
        return "/"
    return wanted


def _cookie(response: Response, token: str, *, seconds: int) -> None:
    response.set_cookie(
        gate.cookie_name(),
        token,
        max_age=seconds,
        path="/",
        secure=gate.is_secure(),
        httponly=True,
        samesite="strict",
    )


async def sign_in(request: Request) -> Response:
    """Swap the ticket for the cookie and go back to the page; an old or used ticket leads to the login
    again."""
    async with request.form(max_files=0, max_fields=4, max_part_size=MOST_FORM) as form:
        ticket, wanted = str(form.get("ticket", "")), str(form.get("next", "/"))
    token = await run_in_threadpool(_open, ticket, request.headers.get(gate.SESSION, ""))
    response = RedirectResponse(local_next(wanted), 303)
    if token is not None:
        _cookie(response, token, seconds=settings().session_hours * 3600)
    return response


def _open(ticket: str, before: str) -> str | None:
    now = clock.now()
    with writing() as opened:
        token = login.open_session(opened, ticket=ticket, now=now) if ticket else None
        if token is not None and before:
            login.close_session(opened, token_hash=before, now=now)
    return token


async def sign_out(request: Request) -> Response:
    """End the session on the server, expire the cookie and what the browser stored."""
    await run_in_threadpool(_close, request.headers.get(gate.SESSION, ""))
    response = RedirectResponse("/", 303)
    _cookie(response, "", seconds=0)
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def _close(token_hash: str) -> None:
    if token_hash:
        with writing() as opened:
            login.close_session(opened, token_hash=token_hash, now=clock.now())


async def welcome(request: Request) -> Response:
    """The page behind a one-time link: choose a password, once."""
    token = request.path_params["token"]
    if request.method != "POST":
        return await run_in_threadpool(_welcome_page, token, request)
    async with request.form(max_files=0, max_fields=4, max_part_size=MOST_FORM) as form:
        given, again = str(form.get("password", "")), str(form.get("again", ""))
    return await run_in_threadpool(_choose, token, request, given, again)


def _welcome_page(token: str, request: Request, problem: str = "") -> Response:
    with reading() as opened:
        found = queries.invited(opened, token=token, now=clock.now())
    t = translator(request, found.language if found is not None else "nl")
    if found is None:
        body = plain.trouble(t(OLD_LINK)) + plain.way_in(t("Naar het aanmelden"))
        return plain.page(t, title=CHOOSE, body=body, status=404)
    body = plain.paragraph(t("Gebruikersnaam: {name}", name=found.username)) + plain.password_form(
        t, username=found.username, minimum=passwords.MINIMUM, problem=problem
    )
    return plain.page(t, title=CHOOSE, body=body, status=422 if problem else 200)


def _choose(token: str, request: Request, given: str, again: str) -> Response:
    t = translator(request, "nl")
    if given != again:
        return _welcome_page(token, request, t(UNEQUAL))
    try:
        with writing() as opened:
            commands.set_password(opened, token=token, password=given, now=clock.now())
    except DomainError as error:
        return _welcome_page(token, request, t(error.template, **error.params))
    body = plain.paragraph(t("Je wachtwoord is bewaard. Meld je nu aan.")) + plain.way_in(
        t("Naar het aanmelden")
    )
    return plain.page(t, title=N_("Klaar"), body=body)


def translator(request: Request, fallback: str) -> Translator:
    """The language of the link (`?taal=en`), or of the account."""
    asked = request.query_params.get("taal", "")
    return Translator(asked if asked in LANGUAGES else fallback)
