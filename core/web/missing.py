"""What a browser shows for an address that is not there: one page for all of them, whoever refused it.

The gate, a route and Streamlit answer 404 each in their own way; somebody who mistyped gets the same page with a
way back, and nothing on it tells whether something exists.
"""

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.i18n import N_, Translator
from core.web import plain

TITLE = N_("Niet gevonden")
SENTENCE = N_(
    "Op dit adres is er niets, of niet voor jou. Kijk na of je het juist overtypte, of begin opnieuw bij de start."
)


class Missing:
    """Puts the page in place of a bare 404 that a browser asked to see; what already is a page of ours stays."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _is_looked_at(scope):
            await self.app(scope, receive, send)
            return

        is_replaced = False

        async def replacing(message: Message) -> None:
            nonlocal is_replaced
            if message["type"] == "http.response.start" and _is_bare(message):
                is_replaced = True
                await page()(scope, receive, send)
            if not is_replaced:
                await send(message)

        await self.app(scope, receive, replacing)


def page() -> Response:
    """The page itself; nobody's language is known here, so it speaks that of the house."""
    t = Translator("nl")
    body = plain.paragraph(t(SENTENCE)) + plain.way_in(t("Naar de start"))
    return plain.page(t, title=TITLE, body=body, status=404)


def _is_looked_at(scope: Scope) -> bool:
    return scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")


def _is_bare(message: Message) -> bool:
    kind = Headers(raw=message["headers"]).get("content-type", "")
    return message["status"] == 404 and not kind.startswith("text/html")
