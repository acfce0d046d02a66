"""Belgian numbers of persons (INSZ: national and BIS numbers) and of enterprises and their establishments.

The check digits are those of the Crossroads Bank and of the KBO. The check of a national number is taken on
the number as given, for both centuries; the century that fits decides the year of birth. A month above 20, 40
(BIS) or 60 (Flemish test persons) only hides the month of birth. The sex in the serial is never read.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from stdnum.be import vat

from core.errors import InvalidInput
from core.i18n import N_

InszKind = Literal["national", "bis", "test"]
InszProblem = Literal["bad_insz", "check_digit"]

SEPARATORS = str.maketrans("", "", " .-/\t\u00a0\u2009\u202f\u2010\u2011\u2012\u2013\u2212")
PROBLEMS: dict[InszProblem, str] = {
    "bad_insz": N_("Een rijksregisternummer telt elf cijfers. Kijk het na, met of zonder punten."),
    "check_digit": N_(
        "Het controlegetal van dit rijksregisternummer klopt niet. Kijk het na op de identiteitskaart."
    ),
}
_BAD_ENTERPRISE = N_(
    "Dit is geen ondernemingsnummer: tien cijfers, beginnend met 0 of 1, met een juist controlegetal."
)
_BAD_ESTABLISHMENT = N_(
    "Dit is geen vestigingsnummer: tien cijfers, beginnend met 2 tot 8, met een juist controlegetal."
)


class InvalidInsz(InvalidInput):
    """Not a national number: `code` says which check failed; the number itself is never in the message."""

    def __init__(self, code: InszProblem) -> None:
        super().__init__(PROBLEMS[code], field="insz")
        self.code: InszProblem = code


@dataclass(frozen=True, slots=True)
class Insz:
    """Eleven digits, what kind of number they are, and the birth date they tell, when they tell one."""

    digits: str
    kind: InszKind
    born_on: date | None

    def __repr__(self) -> str:
        """Never the digits: they would end in a log."""
        return f"Insz({mask(self.digits[-2:])})"


def parse_insz(text: str) -> Insz:
    """The number in `text`, with or without separators. Raises InvalidInsz."""
    digits = text.strip().translate(SEPARATORS)
    if len(digits) != 11 or not _ascii_digits(digits):
        raise InvalidInsz("bad_insz")
    century = _century(digits)
    if century is None:
        raise InvalidInsz("check_digit")
    return Insz(digits, _kind(int(digits[2:4])), birth_date(digits, century=century))


def _century(digits: str) -> int | None:
    check = int(digits[9:])
    if 97 - int(digits[:9]) % 97 == check:
        return 1900
    if 97 - int("2" + digits[:9]) % 97 == check:
        return 2000
    return None


def _kind(month: int) -> InszKind:
    if month >= 60:
        return "test"
    return "bis" if month >= 20 else "national"


def birth_date(digits: str, *, century: int) -> date | None:
    """The date in the first six digits; None when month or day is 00 (unknown or exhausted) or impossible."""
    shifted = int(digits[2:4])
    month = shifted - 20 * min(shifted // 20, 3)
    try:
        return date(century + int(digits[:2]), month, int(digits[4:6]))
    except ValueError:
        return None


def format_insz(digits: str) -> str:
    """How it is printed: YY.MM.DD-SSS.CC."""
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}"


def mask(tail: str) -> str:
    """What a screen shows of a national number: its check digits, which tell nothing about the person."""
    return f"xx.xx.xx-xxx.{tail}" if tail else ""


def parse_enterprise_number(text: str) -> str:
    """Ten digits, 0 or 1 first; an old number of nine digits gets its zero. Raises InvalidInput."""
    digits = _compact(text, refusal=_BAD_ENTERPRISE)
    if digits[0] not in "01" or digits.startswith("0000") or not _checked(digits):
        raise InvalidInput(_BAD_ENTERPRISE, field="enterprise_number")
    return digits


def parse_establishment_number(text: str) -> str:
    """Ten digits of an establishment (2 to 8 first). Raises InvalidInput."""
    digits = _compact(text, refusal=_BAD_ESTABLISHMENT)
    if digits[0] not in "2345678" or not _checked(digits):
        raise InvalidInput(_BAD_ESTABLISHMENT, field="establishment_number")
    return digits


def format_enterprise_number(digits: str) -> str:
    """0xxx.xxx.xxx."""
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


def format_establishment_number(digits: str) -> str:
    """2.xxx.xxx.xxx."""
    return f"{digits[0]}.{digits[1:4]}.{digits[4:7]}.{digits[7:]}"


def _compact(text: str, *, refusal: str) -> str:
    # stdnum turns look-alike digits into plain ones; nobody types those, so they are refused first.
    if any(character.isdigit() and not character.isascii() for character in text):
        raise InvalidInput(refusal)
    digits = str(vat.compact(text)).translate(SEPARATORS)
    if len(digits) != 10 or not _ascii_digits(digits):
        raise InvalidInput(refusal)
    return digits


def _checked(digits: str) -> bool:
    return 97 - int(digits[:8]) % 97 == int(digits[8:])


def _ascii_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
