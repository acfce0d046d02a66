"""Who a person is, in pairs of a name and a value; the national number masked."""

from collections.abc import Callable

from core.i18n.formats import date_text
from core.identifiers import format_enterprise_number, mask
from core.learners.queries import LearnerFile
from core.learners.words import LANGUAGES

Translate = Callable[..., str]


def facts(found: LearnerFile, t: Translate) -> list[tuple[str, str]]:
    """The person, the national number masked; what is not known is left out."""
    number = found.employer_number
    employer = format_enterprise_number(number) if len(number) == 10 else number
    town = " ".join(part for part in (found.postal_code, found.city) if part)
    country = "" if found.country == "BEL" else found.country
    language = t(LANGUAGES[found.language]) if found.language in LANGUAGES else found.language
    pairs = [
        (t("Naam"), f"{found.last_name}, {found.first_name}"),
        (t("INSZ"), mask(found.insz_tail) or t("nog niet gekend")),
        (t("Geboortedatum"), date_text(found.born_on)),
        (t("Geboorteplaats"), found.birth_place),
        (t("Taal"), language),
        (t("Adres"), ", ".join(part for part in (found.street, town, country) if part)),
        (t("E-mail"), found.email),
        (t("Telefoon"), found.phone),
        (t("Werkgever"), " · ".join(part for part in (found.employer_name, employer) if part)),
        (t("Dossier"), str(found.id)),
    ]
    return [(label, value) for label, value in pairs if value]
