"""The proof of a vocational trajectory: one paper, in the provider's house style, with every mandatory field.

Departement WEWIS gives an "invuldocument" per kind and allows the house style when all mandatory data are
there; its version is printed at the foot. Same content, same bytes.
"""

from collections.abc import Iterator

from core.documents import checks, colours, flow, lines
from core.documents.colours import BLACK, INK, LINE, MUTED, NOTICE_PLANE, NOTICE_TEXT
from core.documents.content import ProofContent as ProofContent
from core.documents.flow import ACROSS, LEFT, RIGHT, Flow
from core.documents.fonts import Weight
from core.documents.sheet import WIDTH, Sheet
from core.i18n import N_, Translator, formats

TEMPLATE = "proof-1"
QR_SIDE = 26.0

STATEMENTS = {
    "professional": N_(
        "{organisation} bevestigt dat {holder} de beroepskwalificatie {qualification} heeft behaald."
    ),
    "partial": N_(
        "{organisation} bevestigt dat {holder} de deelkwalificatie {partial} heeft behaald. "
        "Ze maakt deel uit van de beroepskwalificatie {qualification}."
    ),
    "competences": N_(
        "{organisation} bevestigt dat {holder} de hieronder vermelde competenties heeft behaald. "
        "Ze behoren tot de beroepskwalificatie {qualification}."
    ),
}
TRAJECTORIES = {"training": N_("Opleidingstraject"), "evc": N_("EVC-traject")}


def render(content: ProofContent) -> bytes:
    """One proof as one file."""
    sheet = Sheet(
        title=f"{content.title} – {content.number}",
        language=content.language,
        made_on=content.issued_on,
        author=content.organisation_name,
    )
    draw(sheet, content)
    return sheet.finished()


def draw(sheet: Sheet, content: ProofContent) -> None:
    """The pages of one proof, at the end of a sheet."""
    checks.check_content(content)
    t = Translator(content.language)
    sheet.add_page()
    first = sheet.page
    paper = Flow(sheet, turn=lambda turned: _next_page_head(turned, content, t))
    _head(paper, content, t)
    _title(paper, content, t)
    for label, value in _facts(content, t):
        paper.row(label, value)
    sheet.plane(LEFT, paper.y, ACROSS, flow.HAIRLINE, LINE)
    _competences(paper, content, t)
    _signature(paper, content, t)
    _feet(sheet, content, t, first)


def _head(paper: Flow, content: ProofContent, t: Translator) -> None:
    flow.letterhead(paper.sheet, content.style, content.organisation_name)
    flow.put_right(paper.sheet, 19, t("Bewijs nr."), size=9, weight=Weight.REGULAR, ink=MUTED)
    number = lines.fit(content.number, Weight.BOLD, (12, 10, 8), 55, 1)
    for index, line in enumerate(number.lines):
        at = 24.5 + index * flow.height(1, number.size)
        flow.put_right(paper.sheet, at, line, size=number.size, weight=Weight.BOLD, ink=INK)
    paper.y = 42
    if content.corrects_number:
        first = t("Correctie van bewijs {number}", number=content.corrects_number)
        _notice(paper, first, t("Reden: {reason}", reason=content.correction_reason))
    if content.duplicate_on:
        day = formats.plain_date_text(content.duplicate_on, language=content.language)
        _notice(paper, t("Duplicaat"), t("Opnieuw afgedrukt op {day}", day=day))
    paper.y += 4


def _notice(paper: Flow, first: str, second: str) -> None:
    """A plane with a bold line and what there is to say about it."""
    bold = lines.wrap(first, Weight.BOLD, 10.5, ACROSS - 10)
    plain = lines.wrap(second, Weight.REGULAR, 9.5, ACROSS - 10)
    high = flow.height(len(bold), 10.5) + flow.height(len(plain), 9.5) + 5
    paper.sheet.plane(LEFT, paper.y, ACROSS, high, NOTICE_PLANE)
    paper.sheet.plane(LEFT, paper.y, 1.2, high, NOTICE_TEXT)
    paper.y += 2.5
    paper.block(bold, size=10.5, weight=Weight.BOLD, ink=NOTICE_TEXT, x=LEFT + 6)
    paper.block(plain, size=9.5, weight=Weight.REGULAR, x=LEFT + 6)
    paper.y += 5.5


def _title(paper: Flow, content: ProofContent, t: Translator) -> None:
    primary = colours.legible(colours.parsed(content.style.primary_colour))
    title = lines.fit(content.title, Weight.BOLD, (27, 24, 21, 18, 15, 12), ACROSS, 3)
    paper.block(title.lines, size=title.size, weight=Weight.BOLD)
    paper.sheet.plane(LEFT, paper.y + 3, 16, 1.1, colours.parsed(content.style.primary_colour))
    paper.y += 10
    paper.text(t("uitgereikt aan"), size=11, ink=MUTED)
    name = lines.fit(content.holder, Weight.BOLD, (24, 20, 17, 14, 12), ACROSS, 2)
    paper.block(name.lines, size=name.size, weight=Weight.BOLD, ink=primary)
    paper.y += 4
    statement = t(
        STATEMENTS[content.kind],
        organisation=content.organisation_name,
        holder=content.holder,
        qualification=content.qualification_title,
        partial=content.partial_title,
    )
    paper.text(statement, size=11)
    paper.y += 6


def _facts(content: ProofContent, t: Translator) -> Iterator[tuple[str, str]]:
    """Label and value of every field that this kind of proof carries."""
    day = {
        name: formats.plain_date_text(getattr(content, name), language=content.language)
        for name in ("born_on", "completed_on", "issued_on")
    }
    yield t("Naam"), content.last_name
    yield t("Voornaam"), content.first_name
    yield t("Geboortedatum"), day["born_on"]
    if content.birth_place:
        yield t("Geboorteplaats"), content.birth_place
    if content.partial_title:
        yield t("Deelkwalificatie"), f"{content.partial_title} ({content.partial_code})"
    parent = t("Deel van beroepskwalificatie") if content.kind == "partial" else t("Beroepskwalificatie")
    yield parent, f"{content.qualification_title} ({content.qualification_code})"
    if content.included_partials:
        yield (
            t("Met deelkwalificaties"),
            "\n".join(f"{part.title} ({part.code})" for part in content.included_partials),
        )
    if content.level is not None:
        yield (
            t("Kwalificatieniveau"),
            t("Niveau {level} van de Vlaamse kwalificatiestructuur (VKS)", level=content.level),
        )
    yield t(TRAJECTORIES[content.trajectory_kind]), content.trajectory_name
    yield t("Traject afgerond op"), day["completed_on"]
    yield t("Uitgereikt op"), day["issued_on"]
    number = t("Ondernemingsnummer {number}", number=flow.enterprise_number(content.enterprise_number))
    address = content.organisation_address.replace("\n", ", ")
    yield (
        t("Uitgereikt door"),
        "\n".join(part for part in (content.organisation_name, address, number) if part),
    )


def _competences(paper: Flow, content: ProofContent, t: Translator) -> None:
    if not content.competences:
        return
    paper.y += 6
    paper.room(24)
    heading = t("Behaalde competenties ({count})", count=len(content.competences))
    paper.text(heading, size=12.5, weight=Weight.BOLD)
    paper.y += 1.5
    for competence in content.competences:
        paper.row(competence.code, competence.title, size=9.5, column=34)
    paper.sheet.plane(LEFT, paper.y, ACROSS, flow.HAIRLINE, LINE)


def _next_page_head(paper: Flow, content: ProofContent, t: Translator) -> None:
    """A later page names its proof, so that loose sheets stay together."""
    paper.sheet.plane(0, 0, WIDTH, 3.2, colours.parsed(content.style.primary_colour))
    text = t("Vervolg van bewijs {number} van {holder}", number=content.number, holder=content.holder)
    paper.text(text, size=9, ink=MUTED)
    paper.y += 4


def _signature(paper: Flow, content: ProofContent, t: Translator) -> None:
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
    url = lines.fit(content.verify_url, Weight.REGULAR, (8, 7, 6, 5), wide, 5)
    high = flow.height(1, 9) * (1 + len(code)) + flow.height(len(url.lines), url.size) + 1.5
    beside.y = top + max(0, (QR_SIDE - high) / 2)
    beside.block((t("Controleer dit bewijs"),), size=9, weight=Weight.BOLD, x=x)
    beside.block(url.lines, size=url.size, weight=Weight.REGULAR, ink=MUTED, x=x)
    beside.y += 1.5
    beside.block(code, size=9, weight=Weight.BOLD, x=x)


def _feet(sheet: Sheet, content: ProofContent, t: Translator, first: int) -> None:
    """Written last, when the number of pages is known."""
    own = t("Bewijs {number} · invuldocument {version}", number=content.number, version=content.form_version)
    last = sheet.page
    for page in range(first, last + 1):
        sheet.page = page
        text = t("Pagina {page} van {pages}", page=page - first + 1, pages=last - first + 1)
        flow.foot(sheet, content.style.text, own, text)
