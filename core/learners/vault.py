"""The safe for national numbers and for papers that print one: AES-GCM at rest, keys outside the database.

A number is findable through a keyed index. The form is versioned by its first byte, so that a key or a cipher can be
replaced row by row. What is sealed is bound to its purpose: moved to another purpose it does not open.
"""

import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core import settings
from core.errors import DomainError
from core.i18n import N_

VERSION = b"\x01"
NONCE_BYTES = 12
_CLOSED = N_(
    "Dit rijksregisternummer kan niet gelezen worden met de sleutel van deze installatie. Vraag je beheerder."
)

_PAPER_CLOSED = N_(
    "Dit papier kan niet gelezen worden met de sleutel van deze installatie. Vraag je beheerder."
)


class Sealed(DomainError):
    """The number or paper does not open: another key, another purpose, or changed bytes."""


@lru_cache(maxsize=2)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(hashlib.sha256(key).digest())


def seal(digits: str, *, learner_key: bytes = b"insz") -> bytes:
    """Eleven digits as they are kept at rest."""
    return _locked(digits.encode("ascii"), learner_key)


def unseal(cipher: bytes, *, learner_key: bytes = b"insz") -> str:
    """The digits again; log the access before you call this. Raises Sealed."""
    return _unlocked(cipher, learner_key, _CLOSED).decode("ascii")


def seal_paper(pdf: bytes, *, number: str) -> bytes:
    """A paper that prints a national number, as it is kept at rest; bound to the number of the document."""
    return _locked(pdf, _purpose(number))


def is_sealed_paper(stored: bytes) -> bool:
    """Whether stored bytes are a sealed paper: the others are the PDF itself."""
    return stored[:1] == VERSION


def paper_bytes(stored: bytes, *, number: str) -> bytes:
    """The PDF of a document, opened if it was sealed; log the access before you call this. Raises Sealed."""
    return _unlocked(stored, _purpose(number), _PAPER_CLOSED) if is_sealed_paper(stored) else stored


def _purpose(number: str) -> bytes:
    return b"paper " + number.encode("ascii")


def _locked(opened: bytes, purpose: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + _cipher(settings.keys().data).encrypt(nonce, opened, VERSION + purpose)


def _unlocked(cipher: bytes, purpose: bytes, refusal: str) -> bytes:
    if cipher[:1] != VERSION:
        raise Sealed(refusal)
    nonce, sealed = cipher[1 : 1 + NONCE_BYTES], cipher[1 + NONCE_BYTES :]
    try:
        return _cipher(settings.keys().data).decrypt(nonce, sealed, VERSION + purpose)
    except (InvalidTag, ValueError) as error:
        raise Sealed(refusal) from error


def blind(digits: str) -> str:
    """What finds a number without holding it: HMAC-SHA256 in hexadecimals."""
    return hmac.new(settings.keys().index, digits.encode("ascii"), hashlib.sha256).hexdigest()
