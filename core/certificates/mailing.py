"""Papers by e-mail: which may go so, and drafts to open in a mail program. The product itself sends nothing.

A draft is an RFC 5322 message marked `X-Unsent: 1`: a mail program opens it ready to be sent. Its file is named after
the number of the paper, never after a person.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, clock
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.certificates import pile
from core.certificates.pile import Issued
from core.certificates.words import TITLES
from core.documents import joined
from core.errors import InvalidInput
from core.i18n import N_, Translator
from core.provider_settings import mailing as settings
from core.provider_settings import queries as provider_settings
from db.models import Course, Learner, Organisation

# Plain addresses alone: nothing that could begin another header or name a second receiver.
ADDRESS: Final = re.compile(
    r"([A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64})@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)", re.ASCII
)
NO_SENDER = N_("Vul eerst het e-mailadres van je organisatie in bij Beheer: daarvan vertrekken de berichten.")
NOBODY = N_("Geen van deze papieren kan per e-mail: geen enkele cursist heeft een bruikbaar e-mailadres.")
NOT_BY_MAIL = N_(
    "{title} mag niet per e-mail. Kies het bij Beheer, Eigen keuzes, als je instelling dat wel toestaat."
)
SUBJECT = N_("{title} {number}")
BODY = N_(
    "Dag {name}\n\nIn de bijlage vind je je {title} voor de opleiding {course}.\n"
    "Geef het zo snel mogelijk aan je werkgever: die heeft het nodig voor je verlof.\n\n"
    "Klopt er iets niet? Antwoord dan op dit bericht.\n\nMet vriendelijke groeten\n{organisation}\n"
)


@dataclass(frozen=True, slots=True)
class Drafts:
    """One archive of drafts, which papers are in it, and who has no usable address."""

    content: bytes
    certificate_ids: tuple[int, ...]
    without: tuple[str, ...]


def may_go(session: Session, kind: str) -> bool:
    """Whether the provider lets papers of that kind go by e-mail."""
    return bool(provider_settings.number(session, settings.key_of(kind)))


def usable(email: str) -> bool:
    """Whether a draft can be addressed so."""
    return len(email) <= 160 and ADDRESS.fullmatch(email.strip()) is not None


def drafts(session: Session, *, actor: Actor, today: date, certificate_ids: Sequence[int]) -> Drafts:
    """A draft for each paper whose cursist has an address, in this order; the others are named. Raises InvalidInput."""
    require(session, actor, Action.DELIVER_CERTIFICATE)
    papers = pile.issued(session, actor, Action.DELIVER_CERTIFICATE, certificate_ids, what="certificate.mail")
    for kind in sorted({paper.certificate.kind for paper in papers}):
        if not may_go(session, kind):
            raise InvalidInput(NOT_BY_MAIL, title=TITLES[kind])
    organisation = session.get(Organisation, 1)
    if organisation is None or not usable(organisation.email):
        raise InvalidInput(NO_SENDER, field="email")
    named = _named(session, papers)
    written = [paper for paper in papers if usable(named[paper.certificate.id][0].email)]
    if not written:
        raise InvalidInput(NOBODY)
    files = [
        (paper.file_name.replace(".pdf", ".eml"), _draft(paper, *named[paper.certificate.id], organisation))
        for paper in written
    ]
    audit.record(
        session, actor=actor, action="certificate.mail", subject_kind="certificate", subject_id=None,
        details={"documents": [paper.document.id for paper in written], "on": today},
    )  # fmt: skip
    keys = tuple(paper.certificate.id for paper in written)
    without = [named[paper.certificate.id][0] for paper in papers if paper.certificate.id not in keys]
    return Drafts(joined.archive(files), keys, tuple(f"{who.last_name}, {who.first_name}" for who in without))


def _named(session: Session, papers: Sequence[Issued]) -> dict[int, tuple[Learner, str]]:
    learner_ids = {paper.certificate.learner_id for paper in papers}
    course_ids = {paper.certificate.course_id for paper in papers}
    people = {row.id: row for row in session.scalars(select(Learner).where(Learner.id.in_(learner_ids)))}
    courses = {row.id: row.name for row in session.scalars(select(Course).where(Course.id.in_(course_ids)))}
    return {
        paper.certificate.id: (people[paper.certificate.learner_id], courses[paper.certificate.course_id])
        for paper in papers
    }


def _draft(paper: Issued, learner: Learner, course: str, organisation: Organisation) -> bytes:
    t = Translator(learner.language)
    title = t(TITLES[paper.certificate.kind])
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Date"] = format_datetime(clock.now())
    message["From"] = Address(_one_line(organisation.name), addr_spec=organisation.email.strip())
    name = _one_line(f"{learner.first_name} {learner.last_name}")
    message["To"] = Address(name, addr_spec=learner.email.strip())
    message["Subject"] = _one_line(t(SUBJECT, title=title, number=paper.document.number))
    message.set_content(
        t(
            BODY, name=_one_line(learner.first_name), title=title[0].lower() + title[1:], course=_one_line(course),
            organisation=_one_line(organisation.name),
        )
    )  # fmt: skip
    message.add_attachment(paper.pdf, maintype="application", subtype="pdf", filename=paper.file_name)
    return message.as_bytes()


def _one_line(text: str) -> str:
    """Without signs that end a line: no text of a person begins a header of its own."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
