"""Passwords: Argon2id, no composition rules, a block list, and the same work for a name that does not exist.

Source: NIST SP 800-63B revision 4 and OWASP ASVS 5.0, 6.2: length and a block list instead of composition
and rotation.
"""

import gzip
import re
import threading
import unicodedata
from functools import lru_cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core.errors import InvalidInput
from core.i18n import N_

MINIMUM = 15
DEMO_MINIMUM = 8
MAXIMUM = 1024
CONTEXT_WORDS = ("termijnwacht", "opleiding", "school")
LIST = Path(__file__).resolve().parents[2] / "assets" / "passwords" / "common.txt.gz"

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_AT_WORK = threading.BoundedSemaphore(4)


def normalised(password: str) -> str:
    """The same text however a keyboard composes its accents; nothing is stripped or cut."""
    return unicodedata.normalize("NFC", password)


def hashed(password: str) -> str:
    """The Argon2id hash to store; at most four at a time, so that guessing cannot exhaust the machine."""
    with _AT_WORK:
        return HASHER.hash(normalised(password))


def verify(stored: str | None, password: str) -> bool:
    """Whether the password fits; without a stored hash the same work is done in vain."""
    against = stored if stored else dummy()
    if len(password) > MAXIMUM:
        password, against = "", dummy()
    with _AT_WORK:
        try:
            HASHER.verify(against, normalised(password))
        except (VerificationError, InvalidHashError):
            return False
    return against is stored


def is_dated(stored: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(stored)


@lru_cache(maxsize=1)
def dummy() -> str:
    """A hash that no password of ours has, made with the same parameters."""
    return HASHER.hash("\x00geen wachtwoord\x00")


def check(password: str, *, username: str, display_name: str = "", minimum: int = MINIMUM) -> None:
    """Refuse a password that is short, widely used, or built on the name of the service or its user."""
    plain = normalised(password)
    if len(plain) < minimum:
        raise InvalidInput(
            N_("Kies een langer wachtwoord: minstens {minimum} tekens. Een korte zin is goed."),
            field="password",
            minimum=minimum,
        )
    if len(plain) > MAXIMUM:
        raise InvalidInput(
            N_("Kies een wachtwoord van hoogstens {maximum} tekens."), field="password", maximum=MAXIMUM
        )
    lowered = plain.casefold()
    word = next((word for word in _words(username, display_name) if word in lowered), None)
    if word is not None:
        raise InvalidInput(
            N_("Kies een wachtwoord zonder '{word}': dat wordt het eerst geraden."),
            field="password",
            word=word,
        )
    if _is_common(lowered):
        raise InvalidInput(
            N_(
                "Dat wachtwoord staat op lijsten van veelgebruikte wachtwoorden. "
                "Kies een ander, bijvoorbeeld een korte zin."
            ),
            field="password",
        )


def _words(username: str, display_name: str) -> list[str]:
    own = re.split(r"[\W_]+", f"{username} {display_name}".casefold())
    return [*CONTEXT_WORDS, *(part for part in own if len(part) >= 4)]


def _is_common(lowered: str) -> bool:
    known = _common()
    bare = lowered.strip("0123456789 .,!?-_*#@$%&+=")
    return not bare or lowered in known or bare in known or len(set(lowered)) < 5 or _repeats(lowered, known)


def _repeats(lowered: str, known: frozenset[str]) -> bool:
    for size in range(1, len(lowered) // 2 + 1):
        unit = lowered[:size]
        if len(lowered) % size == 0 and unit * (len(lowered) // size) == lowered:
            return size < 8 or unit in known
    return False


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    with gzip.open(LIST, "rt", encoding="utf-8") as file:
        return frozenset(line.rstrip("\n").casefold() for line in file)
