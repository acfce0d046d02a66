"""Refuse a proof that could not be drawn whole, before it gets a number: characters, house style, logo."""

from collections.abc import Iterator

from core.documents import colours, flow, glyphs, logo
from core.documents.content import HouseStyle, ProofContent
from core.errors import InvalidInput
from core.i18n import N_

STYLE_TEXT_TOO_LONG = N_(
    "De tekst van de huisstijl past niet onder het document. Kort hem in tot drie regels van 100 tekens."
)
# Dutch names of the fields, for the message about a character that cannot be shown.
PLACES = {
    "title": N_("Benaming van het bewijs"),
    "number": N_("Nummer"),
    "last_name": N_("Naam"),
    "first_name": N_("Voornaam"),
    "birth_place": N_("Geboorteplaats"),
    "organisation_name": N_("Naam van de organisatie"),
    "enterprise_number": N_("Ondernemingsnummer"),
    "organisation_address": N_("Adres van de organisatie"),
    "qualification_title": N_("Beroepskwalificatie"),
    "qualification_code": N_("Code van de beroepskwalificatie"),
    "partial_title": N_("Deelkwalificatie"),
    "partial_code": N_("Code van de deelkwalificatie"),
    "trajectory_name": N_("Naam van het traject"),
    "place": N_("Plaats van uitreiking"),
    "signatory_name": N_("Naam van de ondertekenaar"),
    "signatory_function": N_("Functie van de ondertekenaar"),
    "corrects_number": N_("Nummer van het verbeterde bewijs"),
    "correction_reason": N_("Reden van de correctie"),
    "verify_url": N_("Adres voor controle"),
    "verify_code": N_("Code voor controle"),
    "form_version": N_("Versie van het invuldocument"),
}
WITH_LINES = ("organisation_address",)


def check_glyphs(content: ProofContent) -> None:
    """Raise InvalidInput, naming field and characters, when anything on this paper could not be shown."""
    glyphs.check_texts(_texts(content))


def check_content(content: ProofContent) -> None:
    """Raise InvalidInput when this paper could not be drawn whole: characters, house style, logo."""
    check_glyphs(content)
    check_style(content.style)


def check_style(style: HouseStyle) -> None:
    """Raise InvalidInput when this house style cannot be put on paper; also for the page where it is set."""
    glyphs.check_texts([("house_text", N_("Tekst van de huisstijl"), style.text, True)])
    colours.parsed(style.primary_colour)
    if not flow.foot_fits(style.text):
        raise InvalidInput(STYLE_TEXT_TOO_LONG, field="house_text")
    if style.logo is not None:
        logo.prepared(style.logo)


def _texts(content: ProofContent) -> Iterator[tuple[str, str, str, bool]]:
    for field, place in PLACES.items():
        yield field, place, getattr(content, field), field in WITH_LINES
    for coded in (*content.competences, *content.included_partials):
        yield "competences", N_("Competenties"), f"{coded.code}{coded.title}", False
