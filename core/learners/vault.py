"""The safe for national numbers: AES-GCM at rest, findable through a keyed index, keys outside the database.

The form is versioned by its first byte, so that a key or a cipher can be replaced row by row. A sealed number
is bound to its purpose (`learner_key`): moved to another purpose it does not open.
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


class Sealed(DomainError):
    """The number does not open: another key, another purpose, or changed bytes."""


@lru_cache(maxsize=2)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(hashlib.sha256(key).digest())


def seal(digits: str, *, learner_key: bytes = b"insz") -> bytes:
    """Eleven digits as they are kept at rest."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = _cipher(settings.keys().data).encrypt(nonce, digits.encode("ascii"), VERSION + learner_key)
    return VERSION + nonce + sealed


def unseal(cipher: bytes, *, learner_key: bytes = b"insz") -> str:
    """The digits again; log the access before you call this. Raises Sealed."""
    if cipher[:1] != VERSION:
        raise Sealed(_CLOSED)
    nonce, sealed = cipher[1 : 1 + NONCE_BYTES], cipher[1 + NONCE_BYTES :]
    try:
        opened = _cipher(settings.keys().data).decrypt(nonce, sealed, VERSION + learner_key)
    except (InvalidTag, ValueError) as error:
        raise Sealed(_CLOSED) from error
    return opened.decode("ascii")


def blind(digits: str) -> str:
    """What finds a number without holding it: HMAC-SHA256 in hexadecimals."""
    return hmac.new(settings.keys().index, digits.encode("ascii"), hashlib.sha256).hexdigest()
