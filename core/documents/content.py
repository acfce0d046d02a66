"""What stands on a proof, as plain values: drawn from these alone, and frozen with the document as JSON.

The registration page of Departement Werk en Sociale Economie asks all mandatory data in any house style;
the decree of 26/04/2019, art. 2, 3°-5°, asks the level, the parent or the competences.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

KINDS = ("professional", "partial", "competences")
TRAJECTORY_KINDS = ("training", "evc")
DATES = ("born_on", "completed_on", "issued_on", "duplicate_on")
LISTS = ("competences", "included_partials")


@dataclass(frozen=True, slots=True)
class Coded:
    """A qualification, partial qualification or competence by its official code."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """The provider's own hand: logo, one colour, one text at the foot."""

    logo: bytes | None = None
    primary_colour: str = "#0E6470"
    text: str = ""


PLAIN = HouseStyle()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofContent:
    """One proof of a vocational trajectory, complete; two equal contents give the same bytes."""

    kind: str
    title: str
    number: str
    last_name: str
    first_name: str
    born_on: date
    organisation_name: str
    enterprise_number: str
    organisation_address: str
    qualification_title: str
    qualification_code: str
    trajectory_kind: str
    trajectory_name: str
    completed_on: date
    issued_on: date
    place: str
    signatory_name: str
    signatory_function: str
    verify_url: str
    verify_code: str
    form_version: str
    birth_place: str = ""
    partial_title: str = ""
    partial_code: str = ""
    level: int | None = None
    included_partials: tuple[Coded, ...] = ()
    competences: tuple[Coded, ...] = ()
    corrects_number: str = ""
    correction_reason: str = ""
    duplicate_on: date | None = None
    language: str = "nl"
    style: HouseStyle = PLAIN

    def __post_init__(self) -> None:
        if self.kind not in KINDS or self.trajectory_kind not in TRAJECTORY_KINDS:
            raise ValueError(f"unknown kind {self.kind!r} or trajectory kind {self.trajectory_kind!r}")

    @property
    def holder(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


def content_to_json(content: ProofContent) -> dict[str, object]:
    """The frozen snapshot: everything on the paper, so that it can be drawn again, byte for byte."""
    kept: dict[str, object] = {}
    for field in fields(content):
        value = getattr(content, field.name)
        if isinstance(value, date):
            kept[field.name] = value.isoformat()
        elif field.name in LISTS:
            kept[field.name] = [{"code": one.code, "title": one.title} for one in value]
        elif field.name != "style":
            kept[field.name] = value
    logo = content.style.logo
    kept["style"] = {
        "logo": None if logo is None else base64.b64encode(logo).decode("ascii"),
        "primary_colour": content.style.primary_colour,
        "text": content.style.text,
    }
    return kept


def content_from_json(data: Mapping[str, object]) -> ProofContent:
    """The content a snapshot was taken of; a snapshot with other fields than these raises."""
    values = dict(data)
    style = values.pop("style")
    assert isinstance(style, Mapping)
    for name in DATES:
        text = values[name]
        values[name] = date.fromisoformat(text) if isinstance(text, str) else None
    for name in LISTS:
        values[name] = _coded(values[name])
    logo = style["logo"]
    values["style"] = HouseStyle(
        logo=None if logo is None else base64.b64decode(logo, validate=True),
        primary_colour=style["primary_colour"],
        text=style["text"],
    )
    return ProofContent(**values)  # type: ignore[arg-type]


def _coded(items: object) -> tuple[Coded, ...]:
    assert isinstance(items, list)
    return tuple(Coded(code=item["code"], title=item["title"]) for item in items)
