"""The official model of the getuigschriften at the practice provider: asked for and noted, the PDF not loaded."""

from datetime import date, timedelta
from random import Random

from sqlalchemy.orm import Session

from core.access.actors import Actor
from core.certificates import blank_keeping
from core.certificates.blank_keeping import BlankFields

VERSION = "BEV (oefenmodel)"
SCHOOL_YEAR_BEGINS = (9, 1)


def store(session: Session, *, actor: Actor, today: date) -> None:
    """Note it, asked for in the summer before the school year."""
    random = Random(f"model {today.year}")
    begins = date(today.year if (today.month, today.day) >= SCHOOL_YEAR_BEGINS else today.year - 1, 9, 1)
    asked = begins - timedelta(days=random.randint(12, 20))
    fields = BlankFields(VERSION, asked, asked + timedelta(days=6), begins)
    blank_keeping.keep_blank(session, actor=actor, today=today, blank_id=None, version=0, fields=fields)
