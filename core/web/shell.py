"""Streamlit's own index page, as we serve it: in Dutch, under our name, without its pointers to routes
that stay closed."""

import base64
import hashlib
import importlib.util
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)


def original() -> str:
    """The page as Streamlit ships it."""
    found = importlib.util.find_spec("streamlit")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("streamlit")
    return (Path(found.submodule_search_locations[0]) / "static" / "index.html").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def index() -> str:
    """The page as we serve it. Paths become absolute, since every page of ours is one step below the root."""
    page = original().replace('<html lang="en">', '<html lang="nl">', 1)
    page = re.sub(r"<title>.*?</title>", "<title>Termijnwacht</title>", page, count=1)
    page = re.sub(
        r'<link rel="shortcut icon"[^>]*>', '<link rel="icon" href="/assets/logo-icon.svg" />', page, count=1
    )
    page = re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
    page = re.sub(r'<link rel="service-desc"[^>]*>', "", page)
    return page.replace('"./static/', '"/static/')


@lru_cache(maxsize=1)
def inline_hashes() -> tuple[str, ...]:
    """The CSP source of each inline script in that page."""
    digests = (hashlib.sha256(script.encode()).digest() for script in INLINE.findall(index()))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def routes(pages: Iterable[str], *, first: str) -> list[Route]:
    """One address per page, all with the same empty shell; Streamlit knows the first page as `/` only."""
    others = [Route(f"/{page}", _shell, methods=["GET"]) for page in pages if page != first]
    return [Route("/", _shell, methods=["GET"]), Route(f"/{first}", _to_first, methods=["GET"]), *others]


async def _to_first(request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{query}", 307)


async def _shell(_request: Request) -> Response:
    return HTMLResponse(index())
