"""The fields a proof must carry, per kind: defaults with their source.

The provider's own choices stand in `proof_field`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.documents.content import ProofContent
from core.errors import InvalidInput
from core.i18n import N_
from core.rules.words import Text
from db.models import ProofField

MAGDA = "MAGDA-Mock, schema RegistreerBewijs 02.00"
DECREE = "Decreet van 26 april 2019, art. 2, 3° tot 5°"
ASSUMED = "Aanname; het invuldocument zelf was niet beschikbaar (juridisch te bevestigen)"
FORM_VERSION = "versie te bevestigen"
EVERY = ("professional", "partial", "competences")


@dataclass(frozen=True, slots=True)
class Field:
    """A field by its name in ProofContent, its Dutch label, the kinds that must carry it, and who says so."""

    name: str
    label: str
    kinds: tuple[str, ...]
    source: str


FIELDS = (
    Field("last_name", N_("Naam"), EVERY, ASSUMED),
    Field("first_name", N_("Voornaam"), EVERY, ASSUMED),
    Field("born_on", N_("Geboortedatum"), EVERY, ASSUMED),
    Field("birth_place", N_("Geboorteplaats"), (), ASSUMED),
    Field("organisation_name", N_("Naam van de organisatie"), EVERY, MAGDA),
    Field("enterprise_number", N_("Ondernemingsnummer"), EVERY, ASSUMED),
    Field("title", N_("Benaming van het bewijs"), EVERY, MAGDA),
    Field("qualification_title", N_("Beroepskwalificatie"), EVERY, DECREE),
    Field("qualification_code", N_("Code van de beroepskwalificatie"), EVERY, ASSUMED),
    Field("partial_title", N_("Deelkwalificatie"), ("partial",), DECREE),
    Field("competences", N_("Competenties"), ("competences",), DECREE),
    Field("level", N_("Kwalificatieniveau (VKS)"), ("professional",), DECREE),
    Field("trajectory_name", N_("Naam van het traject"), EVERY, ASSUMED),
    Field("issued_on", N_("Uitgereikt op"), EVERY, MAGDA),
    Field("place", N_("Plaats van uitreiking"), EVERY, ASSUMED),
    Field("signatory_name", N_("Naam van de ondertekenaar"), EVERY, ASSUMED),
    Field("signatory_function", N_("Functie van de ondertekenaar"), EVERY, ASSUMED),
)
LABELS: Mapping[str, str] = {field.name: field.label for field in FIELDS}


@dataclass(frozen=True, slots=True)
class Required:
    """What one kind of proof must carry, and the version of the invuldocument it follows."""

    names: tuple[str, ...]
    form_version: str


def required(session: Session, kind: str) -> Required:
    """The fields that must be filled for this kind, after the provider's own choices."""
    chosen = {row.field: row for row in session.scalars(select(ProofField).where(ProofField.kind == kind))}
    names = tuple(
        field.name
        for field in FIELDS
        if (chosen[field.name].is_mandatory if field.name in chosen else kind in field.kinds)
    )
    versions = [row.form_version for row in chosen.values() if row.form_version]
    return Required(names, max(versions, default=FORM_VERSION))


def check(content: ProofContent, wanted: Required) -> None:
    """Raise InvalidInput when a mandatory field is empty; the sentence names the fields."""
    empty = [Text(LABELS[name]) for name in wanted.names if getattr(content, name) in (None, "", ())]
    if empty:
        raise InvalidInput(
            N_("Op dit bewijs ontbreekt: {fields}. Vul het aan bij de deelnemer, het traject of in Beheer."),
            field="fields",
            fields=tuple(empty),
        )
