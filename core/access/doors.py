"""Which address stands behind which door: the allowlist of the gate. What is not named here is closed."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

UPLOAD: Final = re.compile(r"/_stcore/upload_file/(?P<session>[^/\s]+)/[^/\s]+")
SAFE: Final = frozenset({"GET", "HEAD"})


class Door(Enum):
    """What it takes to go through."""

    OPEN = "open"
    SESSION = "session"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Rule:
    """Paths that match, the methods they take, and the door they stand behind."""

    pattern: re.Pattern[str]
    methods: frozenset[str]
    door: Door


def _rule(pattern: str, methods: str, door: Door) -> Rule:
    return Rule(re.compile(pattern, re.ASCII), frozenset(methods.split()), door)


RULES: Final = (
    _rule(r"/static/(?:[\w-]+/)*[\w.-]+\.(?:js|css|woff2?|png|gif|svg|ico|json|wasm)", "GET HEAD", Door.OPEN),
    _rule(r"/assets/(?:[\w-]+/)*[\w.-]+", "GET HEAD", Door.OPEN),
    _rule(r"/favicon\.(png|ico|svg)", "GET HEAD", Door.OPEN),
    _rule(r"/_stcore/(health|host-config)", "GET HEAD", Door.OPEN),
    _rule(r"/health", "GET HEAD", Door.OPEN),
    _rule(r"/(login|logout)", "POST", Door.OPEN),
    _rule(r"/welcome/[\w-]+", "GET HEAD POST", Door.OPEN),
    _rule(r"/verify/[\w-]+", "GET HEAD", Door.OPEN),
    _rule(r"/doc/[0-9]{1,15}", "GET HEAD", Door.SESSION),
    _rule(r"/evidence/[0-9]{1,15}", "GET HEAD", Door.SESSION),
    _rule(r"/download/[\w-]+", "GET HEAD", Door.SESSION),
    _rule(r"/attendance/cells", "POST", Door.SESSION),
    _rule(r"/media/[\w.-]+", "GET HEAD", Door.SESSION),
    _rule(r"/_stcore/bidi-components/.+", "GET HEAD", Door.SESSION),
    _rule(UPLOAD.pattern, "PUT DELETE OPTIONS", Door.SESSION),
)
