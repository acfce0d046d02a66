"""The routes beside Streamlit, in one list."""

import mimetypes
from pathlib import Path
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

import db.migrate
from core.web import attendance, documents, entry, verify
from db.session import engine, reading

ASSETS: Final = Path(__file__).resolve().parents[2] / "assets"
SHOWN: Final = frozenset({".css", ".js", ".svg", ".png", ".woff2"})
FONTS: Final = frozenset({".woff2"})
mimetypes.add_type("font/woff2", ".woff2")


def asset(request: Request) -> Response:
    """A file of ours that is no secret: fonts, style, script, logo."""
    path = (ASSETS / request.path_params["path"]).resolve()
    if path.suffix not in SHOWN or not path.is_relative_to(ASSETS) or not path.is_file():
        return PlainTextResponse("Niet gevonden.", 404)
    age = "max-age=31536000, immutable" if path.suffix in FONTS else "max-age=300"
    return FileResponse(path, headers={"Cache-Control": f"public, {age}"})


def health(_request: Request) -> Response:
    """Whether the database answers and has the schema of this code; no more is told to strangers."""
    try:
        with reading() as opened:
            opened.execute(text("SELECT 1"))
        ready = db.migrate.current(engine()) == db.migrate.head()
    except SQLAlchemyError:
        ready = False
    return JSONResponse({"status": "ok" if ready else "not ready"}, 200 if ready else 503)


ROUTES: Final = [
    Route("/login", entry.sign_in, methods=["POST"]),
    Route("/logout", entry.sign_out, methods=["POST"]),
    Route("/welcome/{token}", entry.welcome, methods=["GET", "POST"]),
    Route("/doc/{document_id:int}", documents.show, methods=["GET"]),
    Route("/evidence/{evidence_id:int}", documents.evidence, methods=["GET"]),
    Route("/attendance/cells", attendance.cells, methods=["POST"]),
    Route("/download/{key}", documents.download, methods=["GET"]),
    Route("/verify/{code}", verify.show, methods=["GET"]),
    Route("/health", health, methods=["GET"]),
    Route("/assets/{path:path}", asset, methods=["GET"]),
]
