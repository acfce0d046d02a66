"""`/verify/<code>`: anybody who holds a paper can see whether it still stands. Initials only, and no
guessing."""

import threading
from collections import deque
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from core import clock
from core.access import gate
from core.i18n import N_, Translator
from core.i18n.formats import Formats
from core.proofs import verifying
from core.web import entry, plain
from db.session import reading

TITLE = N_("Een bewijs nakijken")
# The same for a code that never was and for a paper whose time is up: nothing is kept that could tell them apart.
UNKNOWN = N_(
    "Deze code hoort bij geen enkel bewijs dat hier bewaard wordt. Kijk na of je ze juist hebt overgenomen. "
    "Is het een oud bewijs, laat de houder het dan tonen in LED."
)
TOO_MANY = N_("Je hebt veel codes na elkaar geprobeerd. Wacht een minuut en probeer opnieuw.")
STATES = {
    "valid": ("✓", N_("Geldig"), "goed"),
    "replaced": ("◆", N_("Vervangen door een nieuwer bewijs"), "let-op"),
    "withdrawn": ("▲", N_("Ingetrokken"), "niet"),
    "destroyed": ("▲", N_("Vernietigd"), "niet"),
}
PER_MINUTE = 30
MINUTE = timedelta(minutes=1)


class Limit:
    """How often one address may ask in a minute; it counts, hence a class."""

    def __init__(self) -> None:
        self._asked: dict[str, deque[datetime]] = {}
        self._lock = threading.Lock()

    def allows(self, address: str, *, now: datetime) -> bool:
        """Count this question and say whether it may be answered."""
        with self._lock:
            for known in [known for known, times in self._asked.items() if times[-1] <= now - MINUTE]:
                del self._asked[known]
            times = self._asked.setdefault(address, deque(maxlen=PER_MINUTE))
            full = len(times) == PER_MINUTE and times[0] > now - MINUTE
            if not full:
                times.append(now)
            return not full


LIMIT = Limit()


def show(request: Request) -> Response:
    """The page of one code."""
    t = entry.translator(request, "nl")
    if not LIMIT.allows(request.headers.get(gate.CLIENT, ""), now=clock.now()):
        return plain.page(t, title=TITLE, body=plain.trouble(t(TOO_MANY)), status=429)
    with reading() as opened:
        found = verifying.verification(opened, code=request.path_params["code"])
    if found is None:
        return plain.page(t, title=TITLE, body=plain.trouble(t(UNKNOWN)), status=404)
    return plain.page(t, title=TITLE, body=_body(found, t))


def _body(found: verifying.Verification, t: Translator) -> str:
    sign, word, css = STATES[found.status]
    rows = [
        (t("Nummer"), found.number),
        (t("Document"), found.title),
        (t("Initialen"), found.initials),
        (t("Uitgereikt op"), Formats(t.language).date(found.issued_on)),
        (t("Door"), found.organisation),
    ]
    if found.replaced_by:
        rows.append((t("Vervangen door"), found.replaced_by))
    return plain.badge(sign, t(word), css) + plain.facts(rows)
