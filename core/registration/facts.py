"""Everything that is typed over for one proof, as plain values; the national number is never among them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Facts:
    """One proof as LED wants to know it (schema RegistreerBewijs 02.00).

    Names and title are those of the paper when we issued it, else those of the file; `reference` is the number by which
    the supplier knows the proof: that of our own paper, or the one a paper issued elsewhere bears.
    """

    proof_id: int
    version: int
    learner_id: int
    campus_id: int
    kind: str
    hold: str
    last_name: str
    first_name: str
    born_on: date | None
    name_is_damaged: bool
    paper_differs: bool
    insz_tail: str
    insz_kind: str
    title: str
    qualification_code: str
    led_subject_code: str
    led_subject: str
    level: int | None
    competences: tuple[str, ...]
    issued_on: date | None
    completed_on: date | None
    institution: str
    enterprise_number: str
    country: str
    language: str
    reference: str
    is_reference_unique: bool
    trajectory_kind: str
    due_on: date
    entered_on: date | None = None
    entered_by: str = ""
    led_reference: str = ""

    @property
    def name(self) -> str:
        """Achternaam, Voornaam."""
        return f"{self.last_name}, {self.first_name}".strip(", ")
