"""The foot of a proof: room for the signature, and the way to verify the paper."""

from core.documents import flow, lines
from core.documents.colours import BLACK, MUTED
from core.documents.content import ProofContent
from core.documents.flow import LEFT, RIGHT, Flow
from core.documents.fonts import Weight
from core.documents.sheet import Sheet
from core.i18n import Translator, formats

QR_SIDE = 26.0
USUAL = 45.0  # about the height it takes with names of ordinary length


def draw(paper: Flow, content: ProofContent, t: Translator) -> None:
    """Place, day and room to sign on the left, the way to verify on the right; together, at the foot."""
    wide = 76.0
    day = formats.plain_date_text(content.issued_on, language=content.language)
    where = lines.wrap(f"{content.place}, {day}", Weight.REGULAR, 10, wide)
    name = lines.wrap(content.signatory_name, Weight.BOLD, 10.5, wide)
    function = lines.wrap(content.signatory_function, Weight.REGULAR, 9.5, wide)
    high = flow.height(len(where) + len(function), 10) + flow.height(len(name), 10.5) + 24
    high = max(high, QR_SIDE + 4)
    paper.room(high + 6)
    paper.y = top = flow.BOTTOM - high
    paper.block(where, size=10, weight=Weight.REGULAR)
    paper.y += 19
    paper.sheet.plane(LEFT, paper.y, 70, flow.HAIRLINE * 1.5, MUTED)
    paper.y += 1.5
    paper.block(name, size=10.5, weight=Weight.BOLD)
    paper.block(function, size=9.5, weight=Weight.REGULAR, ink=MUTED)
    _verify(paper.sheet, content, t, flow.BOTTOM - QR_SIDE - 2)
    paper.y = max(paper.y, top + high)


def _verify(sheet: Sheet, content: ProofContent, t: Translator, top: float) -> None:
    sheet.qr(RIGHT - QR_SIDE, top, QR_SIDE, content.verify_url, BLACK)
    x, wide = 106.0, RIGHT - QR_SIDE - 5 - 106.0
    beside = Flow(sheet, turn=lambda _: None)
    code = lines.wrap(content.verify_code, Weight.BOLD, 9, wide)
    url = lines.fit(content.verify_url, Weight.REGULAR, (8, 7), wide, 3)
    high = flow.height(1, 9) * (1 + len(code)) + flow.height(len(url.lines), url.size) + 1.5
    beside.y = min(top + (QR_SIDE - high) / 2, flow.BOTTOM - high)
    beside.block((t("Controleer dit bewijs"),), size=9, weight=Weight.BOLD, x=x)
    beside.block(url.lines, size=url.size, weight=Weight.REGULAR, ink=MUTED, x=x)
    beside.y += 1.5
    beside.block(code, size=9, weight=Weight.BOLD, x=x)
