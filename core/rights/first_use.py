"""The first use of the Vlaams gebruikersbeheer: what S0 (step 1) says must be in place, ticked off by name and day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core import audit
from core.access.actors import Actor
from core.access.permissions import Action, require
from core.errors import Conflict, NotFound
from core.i18n import N_
from db.models import FirstUseStep

UNKNOWN = N_("Deze stap bestaat niet (meer). Laad de pagina opnieuw.")
ALREADY = N_("Iemand anders vinkte deze stap intussen al aan of uit. Laad de pagina opnieuw.")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do, and the address of where to do it, if one is certain."""

    code: str
    name: str
    text: str
    address: str = ""
    label: str = ""


# KBO Public Search of the FPS Economy, its form by enterprise number: it names the persons with a function of law.
KBO_PUBLIC_SEARCH = "https://kbopub.economie.fgov.be/kbopub/zoeknummerform.html"

STEPS: tuple[Step, ...] = (
    Step(
        "administrator", N_("Weet wie de lokaal beheerder is"),
        N_(
            "De lokaal beheerder is de wettelijke vertegenwoordiger die in de KBO staat. Zoek je onderneming op en "
            "noteer met “KBO-stand noteren” wie dat is."
        ),
        KBO_PUBLIC_SEARCH, N_("Opzoeken in de KBO"),
    ),
    Step(
        "registration", N_("Doorloop de basisregistratie"),
        N_(
            "Gebruikt je organisatie het Vlaams gebruikersbeheer voor het eerst, dan moet de lokaal beheerder eerst "
            "enkele basisregistratiestappen doorlopen. Digitaal Vlaanderen legt ze uit."
        ),
    ),
    Step(
        "profiles", N_("Laat de juiste profielen toekennen"),
        N_(
            "Medewerkers krijgen “MAGDA Online - Registreer certificaten BKT”. Registreert de lokaal beheerder zelf, "
            "dan kiest die “Registratie bewijzen BKT”."
        ),
    ),
    Step(
        "help", N_("Ken de hulplijn"),
        N_("Bij problemen contacteer je 1700: telefonisch, via mail of via chat."),
    ),
)  # fmt: skip
BY_CODE: Mapping[str, Step] = {step.code: step for step in STEPS}


def tick(session: Session, *, actor: Actor, today: date, code: str) -> None:
    """This step is done."""
    require(session, actor, Action.MANAGE_RIGHTS)
    _known(code)
    if session.get(FirstUseStep, code, with_for_update=True) is not None:
        raise Conflict(ALREADY)
    session.add(FirstUseStep(code=code, done_on=today, done_by=actor.display_name))
    _record(session, actor, code, today=today, is_done=True)


def untick(session: Session, *, actor: Actor, today: date, code: str) -> None:
    """This step has to be done again; the log keeps that it was done before."""
    require(session, actor, Action.MANAGE_RIGHTS)
    _known(code)
    found = session.get(FirstUseStep, code, with_for_update=True)
    if found is None:
        raise Conflict(ALREADY)
    session.delete(found)
    _record(session, actor, code, today=today, is_done=False)


def _known(code: str) -> None:
    if code not in BY_CODE:
        raise NotFound(UNKNOWN)


def _record(session: Session, actor: Actor, code: str, *, today: date, is_done: bool) -> None:
    audit.record(
        session, actor=actor, action="first_use.tick" if is_done else "first_use.untick", subject_kind="organisation",
        subject_id=1, details={"field": code, "on": today},
    )  # fmt: skip
