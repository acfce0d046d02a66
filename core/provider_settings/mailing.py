"""Which papers may go by e-mail: the law leaves it open for none that asks an original stamp and signature (S3)."""

from core.i18n import N_
from core.provider_settings.choice import Choice

MAILING = N_("Papieren per e-mail")
ORIGINAL = N_(
    "De bron vraagt op dit getuigschrift een originele stempel en een originele handtekening: per e-mail gaat het "
    "niet, tenzij je instelling daar zelf anders over beslist."
)
ATTEST = N_(
    "Intern. Voor het attest van Vlaams opleidingsverlof vraagt de bron geen originele stempel of handtekening."
)


def key_of(kind: str) -> str:
    """The key of the setting of one kind of paper."""
    return f"certificates.mail_{kind}"


def _choice(kind: str, name: str, default: str, source: str) -> Choice:
    return Choice(key_of(kind), MAILING, name, "yes_no", default, source, least=0, most=1)


CHOICES: tuple[Choice, ...] = (
    _choice("vov_enrolment", N_("Inschrijvingsattest VOV mag per e-mail vertrekken"), "1", ATTEST),
    _choice("enrolment", N_("Getuigschrift van inschrijving mag per e-mail vertrekken"), "0", ORIGINAL),
    _choice("assiduity", N_("Getuigschrift van nauwgezetheid mag per e-mail vertrekken"), "0", ORIGINAL),
    _choice("second_notice", N_("Mededeling van de tweede zittijd mag per e-mail vertrekken"), "0", ORIGINAL),
    _choice("second_taken", N_("Bevestiging van de tweede zittijd mag per e-mail vertrekken"), "0", ORIGINAL),
)
