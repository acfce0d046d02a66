"""What to look at before or after somebody is enrolled under leave: told, never a refusal. The rules say it."""

from datetime import date

from sqlalchemy.orm import Session

from core.deadlines import terms
from core.i18n import N_
from core.rules.errors import RuleError
from core.rules.words import Text
from db.models import Course

BEV = ("bev_brussels", "bev_flanders")
LATE = N_("Dit is een laattijdige inschrijving: de opleiding begon op {day}.")
NO_RECOGNITION = N_(
    "Deze opleiding heeft nog geen erkenning of identificatienummer: het getuigschrift vraagt die."
)
NO_EMPLOYER = N_("Er is nog geen werkgever ingevuld.")


def of_enrolment(
    session: Session, *, course: Course, regime: str, enrolled_on: date, employer_name: str
) -> list[Text]:
    """Everything that asks a second look for this regime in this course, in the words of the rule that says it."""
    if not regime:
        return []
    found = [Text(LATE, {"day": course.starts_on})] if enrolled_on > course.starts_on else []
    facts: dict[str, object] = {"starts_on": course.starts_on, "enrolled_on": enrolled_on}
    rule = "bev_enrolment_certificate" if regime in BEV else "vov_enrolment_attest"
    try:
        terms.load(session).explained(rule, facts | ({"regime": regime} if regime in BEV else {}))
    except RuleError as refused:
        found.append(refused.text)
    if regime in BEV and not course.recognition_kind:
        found.append(Text(NO_RECOGNITION))
    if not employer_name.strip():
        found.append(Text(NO_EMPLOYER))
    return found
