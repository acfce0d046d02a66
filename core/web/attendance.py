"""`POST /attendance/cells`: the grid saves here, beside Streamlit's socket: no rerun and no lost socket costs a cell.

The gate let the request in: own origin, live session. Here the session and the account are read again in the
transaction that writes, and the answer names every change in it.
"""

import json
from collections.abc import Mapping
from typing import Final, cast

from sqlalchemy.exc import IntegrityError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core import clock
from core.access import sessions
from core.access.gate import SESSION
from core.attendance import commands
from core.attendance.cells import MOST, Op, Result
from core.errors import DomainError, InvalidInput, NotAllowed, NotFound
from core.i18n import N_, Translator
from core.i18n.formats import Formats
from core.rules import words
from db.session import writing

MOST_BYTES: Final = 128 * 1024
UNREADABLE: Final = N_("Deze aanvraag is niet leesbaar. Laad de pagina opnieuw.")
FOREIGN: Final = N_("Geweigerd: deze aanvraag komt van een andere site.")
TOO_LARGE: Final = N_("Hoogstens {n} codes tegelijk. Bewaar ze in delen.")
SIGN_IN: Final = N_("Meld je aan.")
DIGITS: Final = 12
OP_NAME: Final = "attendance_op"


async def cells(request: Request) -> Response:
    """Read the request on the loop, do the work of the database beside it."""
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return _say(403, Translator("nl")(FOREIGN))
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return _say(415, Translator("nl")(UNREADABLE))
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return _say(413, Translator("nl")(TOO_LARGE, n=MOST))
    return await run_in_threadpool(_save, request.headers.get(SESSION, ""), bytes(body))


def _save(token_hash: str, body: bytes) -> Response:
    try:
        return _saved(token_hash, body)
    except IntegrityError as error:
        # One name for two changes in the same instant: the unique index let one through, and now the name is known.
        if OP_NAME not in str(error.orig):
            raise
        return _saved(token_hash, body)


def _saved(token_hash: str, body: bytes) -> Response:
    t = Translator("nl")
    try:
        account_id, lesson_id, ops = _read(body)
        if len(ops) > MOST:
            return _say(413, t(TOO_LARGE, n=MOST))
        with writing() as opened:
            found = sessions.live(opened, token_hash=token_hash, now=clock.now())
            if found is None or found.actor.id != account_id:
                return _say(401, t(SIGN_IN))
            t = Translator(found.language)
            results = commands.save(
                opened, actor=found.actor, today=clock.today(), lesson_id=lesson_id, ops=ops
            )
    except (NotAllowed, NotFound) as error:
        return _say(403, _sentence(error, t))
    except InvalidInput as error:
        return _say(400, _sentence(error, t))
    return JSONResponse({"results": [_answer(result, t) for result in results]})


def _read(body: bytes) -> tuple[int, int, list[Op]]:
    """The account the page was drawn for, its lesson, the changes. Raises InvalidInput for anything else."""
    try:
        given = json.loads(body)
        return _whole(given["user"]), _whole(given["lesson"]), [_op(each) for each in given["ops"]]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise InvalidInput(UNREADABLE) from error


def _op(given: Mapping[str, object]) -> Op:
    name, cell, value = (given[key] for key in ("op", "cell", "value"))
    if not (isinstance(name, str) and isinstance(cell, str) and isinstance(value, str)):
        raise TypeError
    lesson, enrolment = cell.split(":")
    if not all(part.isascii() and part.isdigit() and len(part) <= DIGITS for part in (lesson, enrolment)):
        raise ValueError
    # Half a character, which JSON can spell, cannot be said back: as a question mark it is no code of this one cell.
    readable = value.encode(errors="replace").decode()
    return Op(name, int(lesson), int(enrolment), _whole(given["base"]), readable)


def _whole(given: object) -> int:
    if not isinstance(given, int) or isinstance(given, bool):
        raise TypeError
    return given


def _answer(result: Result, t: Translator) -> dict[str, str | int]:
    made: dict[str, str | int] = {
        "op": result.op.op, "cell": f"{result.op.lesson_id}:{result.op.enrolment_id}", "status": result.status,
        "value": result.value, "version": result.version,
    }  # fmt: skip
    if result.status == "conflict":
        made |= {"by": result.by, "mine": result.op.value}
    if result.error is not None:
        made["reason"] = _sentence(result.error, t)
    return made


def _sentence(error: DomainError, t: Translator) -> str:
    params = cast("Mapping[str, words.Param]", error.params)
    show = Formats(t.language).date
    return words.say(words.Text(error.template, params), translate=t, language=t.language, show_day=show)


def _say(status: int, reason: str) -> Response:
    return JSONResponse({"reason": reason}, status)
