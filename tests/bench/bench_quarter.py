"""Seconds in which the papers of three hundred cursisten are computed, numbered, drawn and kept; then put in one file.

Twelve courses of twenty-five people whose quarter is over, entered and closed by the product's own commands. Issued as
the screen does it, in chunks of a transaction each. The promise is fifteen seconds on SQLite, the PDFs included.
"""

import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from sqlalchemy import func, select

import db.migrate
import db.session
from core import settings
from core.access.actors import command_line
from core.certificates import commands, pile, preflight
from core.certificates.many import Shown
from core.ui.quarter_issue import CHUNK
from db.models import Document
from tests import factories
from tests import quarter_practice as practice
from tests.bench import measuring

COURSES, PEOPLE, PROMISED = measuring.chosen("COURSES", 12), 25, 15.0
AFTER, UNTIL = date(2027, 1, 4), date(2027, 1, 8)
ACTOR = command_line("bench")


def run() -> list[dict[str, object]]:
    """Five rows: the pre-flight, issuing with the PDFs (and what of it the processor worked), one PDF, and the zip."""
    settings.forget()
    spent: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        db.migrate.upgrade(url)
        db.session.configure(url)
        _build()
        started = perf_counter()
        with db.session.reading() as session:
            checked = preflight.of(session, actor=ACTOR, today=AFTER, until=UNTIL)
        spent["pre-flight"] = perf_counter() - started
        quarter = [paper for paper in checked.ready if paper.kind == "assiduity"]
        started, worked = perf_counter(), process_time()
        for start in range(0, len(quarter), CHUNK):
            shown = [Shown(paper.certificate_id, paper.version) for paper in quarter[start : start + CHUNK]]
            with db.session.writing() as session:
                commands.issue_many(session, actor=ACTOR, today=AFTER, papers=shown, nonce=f"bench.{start}")
        spent["issued, with their PDFs"] = perf_counter() - started
        spent["of which processor time"] = process_time() - worked
        keys = [paper.certificate_id for paper in quarter]
        for name, make in (("one PDF", pile.printed), ("zip", pile.archive)):
            started = perf_counter()
            with db.session.writing() as session:
                made = make(session, actor=ACTOR, today=AFTER, certificate_ids=keys)
            spent[name] = perf_counter() - started
            if made.papers != COURSES * PEOPLE:
                raise ValueError(f"{made.papers} papers in {name}")
        with db.session.reading() as session:
            issued = session.scalar(select(func.count()).select_from(Document))
        db.session.engine().dispose()
    if issued != COURSES * PEOPLE:
        raise ValueError(f"{issued} papers were issued")
    return [
        measuring.row(
            f"quarter: {name}", size=COURSES * PEOPLE, database="sqlite", found=seconds, unit="s",
            target=f"<= {PROMISED:.0f} s" if name.startswith("issued") else "",
            most=PROMISED if name.startswith("issued") else None,
        )
        for name, seconds in spent.items()
    ]  # fmt: skip


def _build() -> None:
    with db.session.writing() as session:
        factories.organisation(session)
        factories.signatory(session)
        for name in ("Gent", "Kortrijk", "Hasselt"):
            factories.campus(session, name)
    for number in range(COURSES):
        with db.session.writing() as session:
            people = [
                practice.person(
                    session,
                    actor=ACTOR,
                    last_name=f"Voorbeeld {chr(65 + at)}",
                    first_name=f"Zoë {chr(65 + number)}",
                )
                for at in range(PEOPLE)
            ]
            taught = practice.course(session, actor=ACTOR, number=number, learner_ids=people, until=AFTER)
            practice.enter(session, actor=ACTOR, taught=taught)
