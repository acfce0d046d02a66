"""Files made on the spot (exports, merged PDFs, zips): kept in memory for five minutes, for the session
that asked.

Streamlit's own download store gives a file to whoever knows its address; this one asks for the same login
again.
"""

import secrets
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from core import clock
from core.errors import InvalidInput
from core.i18n import N_

LIFE = timedelta(minutes=5)
MOST_BYTES = 200 * 1024 * 1024
MOST_PER_SESSION = 5


@dataclass(frozen=True, slots=True)
class Offer:
    """One file on the shelf, and whose it is."""

    token_hash: str
    name: str
    media_type: str
    content: bytes
    expires_at: datetime


class Shelf:
    """The files on offer in this process; it has a lock and a content to look after, hence a class."""

    def __init__(self) -> None:
        self._offers: dict[str, Offer] = {}
        self._lock = threading.Lock()

    def put(self, offer: Offer, *, now: datetime) -> str:
        """Put a file on the shelf; the oldest of the same session give way. Raises InvalidInput when there
        is no room."""
        key = secrets.token_urlsafe(32)
        with self._lock:
            self._sweep(now)
            own = [name for name, kept in self._offers.items() if kept.token_hash == offer.token_hash]
            for name in own[: max(0, len(own) - MOST_PER_SESSION + 1)]:
                del self._offers[name]
            if sum(len(kept.content) for kept in self._offers.values()) + len(offer.content) > MOST_BYTES:
                raise InvalidInput(
                    N_("Dit bestand is nu te groot om klaar te zetten. Maak de selectie kleiner.")
                )
            self._offers[key] = offer
        return key

    def take(self, key: str, *, token_hash: str, now: datetime) -> Offer | None:
        """The file, for the session that asked for it; it stays for a second try until its time is up."""
        with self._lock:
            self._sweep(now)
            found = self._offers.get(key)
        if found is None or not secrets.compare_digest(found.token_hash, token_hash):
            return None
        return found

    def _sweep(self, now: datetime) -> None:
        for key in [key for key, kept in self._offers.items() if kept.expires_at <= now]:
            del self._offers[key]


SHELF = Shelf()


def offer(session_token_hash: str, *, name: str, media_type: str, content: bytes) -> str:
    """Put a file ready for this session and give its address; `name` must not hold personal data."""
    now = clock.now()
    made = Offer(session_token_hash, name, media_type, content, now + LIFE)
    return f"/download/{SHELF.put(made, now=now)}"


def take(key: str, *, token_hash: str) -> Offer | None:
    """The file behind an address, for the session that it was made for."""
    return SHELF.take(key, token_hash=token_hash, now=clock.now())


def disposition(name: str, *, inline: bool = False) -> str:
    """The Content-Disposition of a file, its name in both forms of RFC 6266."""
    plain = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-_. ") else "_" for letter in name
    )
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
