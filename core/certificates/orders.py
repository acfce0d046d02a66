"""In which order the pile of a lot lies: as it is signed, handed out or put in envelopes."""

from collections.abc import Callable, Collection, Mapping

from core.certificates.lot import LotPaper
from core.i18n import N_

ORDERS: Mapping[str, str] = {
    "course": N_("Opleiding, dan naam"),
    "employer": N_("Werkgever"),
    "campus": N_("Campus"),
    "signatory": N_("Ondertekenaar"),
    "postal": N_("Postcode en adres"),
}
_KEYS: Mapping[str, Callable[[LotPaper], tuple[str, ...]]] = {
    "course": lambda paper: (paper.course_code,),
    "employer": lambda paper: (paper.employer.casefold(), paper.course_code),
    "campus": lambda paper: (paper.campus.casefold(), paper.course_code),
    "signatory": lambda paper: (paper.signatory.casefold(), paper.course_code),
    "postal": lambda paper: (paper.postal_code, paper.city.casefold(), paper.street.casefold()),
}


def ordered(papers: Collection[LotPaper], order: str) -> list[LotPaper]:
    """The pile in the order that was chosen; names and kinds decide further, so that it is always the same one."""
    key = _KEYS[order]
    return sorted(
        papers,
        key=lambda paper: (
            *key(paper), paper.last_name.casefold(), paper.first_name.casefold(), paper.kind, paper.certificate_id,
        ),
    )  # fmt: skip
