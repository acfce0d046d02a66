"""What goes along with the pile: the list to sign, the list to hand out, each as PDF and as a sheet."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.certificates import lot as lots
from core.certificates.lot import LotPaper
from core.certificates.many import HOW_MANY, MOST
from core.certificates.words import KINDS
from core.documents import delivery_list, signing_list
from core.documents.content import HouseStyle
from core.documents.delivery_list import DeliveryGroup, DeliveryList, DeliveryRow
from core.documents.signing_list import SigningList, SigningRow
from core.errors import InvalidInput, NotFound
from core.exports import sheets
from core.exports.sheets import Cell, Column
from core.i18n import N_, Translator
from core.i18n.formats import date_text
from core.proofs.bundles import Bundle
from db.models import Organisation

GONE = N_("Geen van deze papieren wacht nog op aflevering. Laad de lijst opnieuw.")
PERIOD = N_("{first} tot en met {last}")
NO_EMPLOYER = N_("Geen werkgever genoteerd")
COLUMNS = (
    (N_("Volgorde"), 9), (N_("Nummer"), 15), (N_("Naam"), 24), (N_("Voornaam"), 18), (N_("Papier"), 24),
    (N_("Periode"), 26), (N_("Opleiding"), 36), (N_("Werkgever"), 26), (N_("Campus"), 16), (N_("Uitgereikt op"), 14),
    (N_("Ondertekend op"), 14), (N_("Ondertekenaar"), 22), (N_("Uiterste datum"), 14), (N_("Streefdatum"), 14),
    (N_("Straat en nummer"), 28), (N_("Postcode"), 10), (N_("Gemeente"), 18), (N_("Afgeleverd op"), 14),
    (N_("Hoe"), 14),
)  # fmt: skip


def signing(
    session: Session,
    *,
    actor: Actor,
    today: date,
    certificate_ids: Sequence[int],
    signatory: str,
    language: str,
) -> Bundle:
    """The list of the pile for who signs it, in this order; `signatory` is name and function, or '' to leave open."""
    require(session, actor, Action.DELIVER_CERTIFICATE)
    papers, organisation = _papers(session, actor, certificate_ids), session.get_one(Organisation, 1)
    t = Translator(language)
    content = SigningList(
        rows=[SigningRow(number=p.number, name=p.name, kind=_kind(p, t), period=_period(p, t)) for p in papers],
        organisation_name=organisation.name, made_on=today, signatory=signatory, language=language,
        style=_style(organisation),
    )  # fmt: skip
    pdf = signing_list.render(content)
    audit.record(
        session, actor=actor, action="certificate.signing_list", subject_kind="certificate", subject_id=None,
        details={"rows": len(papers), "on": today},
    )  # fmt: skip
    return Bundle(pdf, len(papers))


def delivery(
    session: Session,
    *,
    actor: Actor,
    today: date,
    certificate_ids: Sequence[int],
    by_employer: bool,
    language: str,
) -> Bundle:
    """The list of the pile for who hands it out, per course or per employer, in this order within each."""
    require(session, actor, Action.DELIVER_CERTIFICATE)
    papers, organisation = _papers(session, actor, certificate_ids), session.get_one(Organisation, 1)
    t = Translator(language)

    def title(paper: LotPaper) -> str:
        return (paper.employer or t(NO_EMPLOYER)) if by_employer else f"{paper.course_code} {paper.course}"

    groups = [
        DeliveryGroup(title=name, rows=[
            DeliveryRow(number=p.number, name=p.name, kind=_kind(p, t), due_on=p.runs_out_on) for p in own
        ])
        for name, own in groupby(sorted(papers, key=title), key=title)
    ]  # fmt: skip
    pdf = delivery_list.render(DeliveryList(
        groups=groups, organisation_name=organisation.name, made_on=today, language=language,
        style=_style(organisation),
    ))  # fmt: skip
    audit.record(
        session, actor=actor, action="certificate.delivery_list", subject_kind="certificate", subject_id=None,
        details={"rows": len(papers), "on": today},
    )  # fmt: skip
    return Bundle(pdf, len(papers))


def sheet(
    session: Session, *, actor: Actor, today: date, certificate_ids: Sequence[int], language: str
) -> Bundle:
    """The pile as a sheet in this order, its last columns empty to write in; never a national number."""
    require(session, actor, Action.EXPORT)
    papers, t = _papers(session, actor, certificate_ids), Translator(language)
    content = sheets.write(
        title=t("Papieren om te ondertekenen en af te leveren"),
        subtitle=t("{n} papieren, gemaakt op {day}", n=len(papers), day=date_text(today)),
        columns=[Column(t(head), width) for head, width in COLUMNS],
        rows=[_row(at, paper, t) for at, paper in enumerate(papers, 1)],
    )
    audit.record(
        session, actor=actor, action="certificate.sheet", subject_kind="certificate", subject_id=None,
        details={"rows": len(papers), "on": today},
    )  # fmt: skip
    return Bundle(content, len(papers))


def _papers(session: Session, actor: Actor, certificate_ids: Sequence[int]) -> list[LotPaper]:
    if not 0 < len(certificate_ids) <= MOST:
        raise InvalidInput(HOW_MANY, most=MOST)
    found = [
        paper for paper in lots.chosen(session, actor=actor, certificate_ids=certificate_ids) if paper.number
    ]
    if not found:
        raise NotFound(GONE)
    for paper in found:
        audit.log_access(
            session, actor=actor, what="certificate.list", learner_id=paper.learner_id, subject=paper.number
        )
    return found


def _row(at: int, paper: LotPaper, t: Translator) -> list[Cell]:
    target_on = None if paper.is_correction else paper.target_on
    return [
        at, paper.number, paper.last_name, paper.first_name, _kind(paper, t), _period(paper, t),
        f"{paper.course_code} {paper.course}", paper.employer, paper.campus, paper.issued_on, paper.signed_on,
        paper.signatory, paper.runs_out_on, target_on, paper.street, paper.postal_code, paper.city, None, None,
    ]  # fmt: skip


def _kind(paper: LotPaper, t: Translator) -> str:
    """What it is; a correction says so, as the paper itself does."""
    kind = t(KINDS[paper.kind])
    return t("{kind} (correctie)", kind=kind) if paper.is_correction else kind


def _period(paper: LotPaper, t: Translator) -> str:
    if paper.from_on is None or paper.to_on is None:
        return f"{paper.school_year}-{paper.school_year + 1}"
    return t(PERIOD, first=date_text(paper.from_on), last=date_text(paper.to_on))


def _style(organisation: Organisation) -> HouseStyle:
    return HouseStyle(organisation.logo, organisation.primary_colour, organisation.house_text)
