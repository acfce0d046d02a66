"""Headers on every answer: nothing foreign runs, nothing frames us, nothing personal is cached.

Source: OWASP ASVS 5.0, chapter 3 (web frontend security).
"""

import logging
from functools import lru_cache
from urllib.parse import urlsplit

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.settings import settings
from core.web import shell

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()"
CACHED = ("/static/", "/assets/")
FAILED = "Er ging iets mis. Probeer het opnieuw; blijft het, zeg het dan aan je beheerder."
BUSY = "De databank antwoordt even niet. Wacht een minuut en probeer opnieuw."
LOG = logging.getLogger("termijnwacht")


class SecurityHeaders:
    """Adds the headers, whatever answers; also when nothing does, and our own sentence stands in for the answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        is_begun = False

        async def with_headers(message: Message) -> None:
            nonlocal is_begun
            if message["type"] == "http.response.start":
                is_begun = True
                _set(MutableHeaders(scope=message), scope["path"], message["status"])
            await send(message)

        try:
            await self.app(scope, receive, with_headers)
        except Exception as error:
            if is_begun:
                raise
            is_busy = isinstance(error, OperationalError | PoolTimeout)
            LOG.error("request error", exc_info=error)
            await PlainTextResponse(BUSY if is_busy else FAILED, 503 if is_busy else 500)(
                scope, receive, with_headers
            )


def _set(headers: MutableHeaders, path: str, status: int) -> None:
    headers["Content-Security-Policy"] = policy()
    headers["X-Content-Type-Options"] = "nosniff"
    # same-origin, not no-referrer: under the latter browsers send `Origin: null` with our own forms.
    headers["Referrer-Policy"] = "same-origin"
    headers["Permissions-Policy"] = PERMISSIONS
    headers["X-Frame-Options"] = "DENY"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if urlsplit(settings().public_url).scheme == "https":
        headers["Strict-Transport-Security"] = "max-age=31536000"
    if not (path.startswith(CACHED) and status in {200, 206, 304}):
        headers["Cache-Control"] = "no-store"
    for name in ("Server", "Access-Control-Allow-Origin"):
        if name in headers:
            del headers[name]


@lru_cache(maxsize=1)
def policy() -> str:
    """The Content-Security-Policy; Streamlit's own inline script is named by its hash, computed at start."""
    public = urlsplit(settings().public_url)
    sockets = f" {'wss' if public.scheme == 'https' else 'ws'}://{public.netloc}" if public.netloc else ""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {' '.join(shell.inline_hashes())}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self'{sockets}",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )
