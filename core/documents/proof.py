"""The proof of a vocational trajectory: one paper, in the provider's house style, with every mandatory field.

Departement WEWIS gives an "invuldocument" per kind and allows the house style when all mandatory data are
there; its version is printed at the foot. Same content, same bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.documents import checks, colours, duplicate, feet, flow, lines, signature
from core.documents.colours import INK, LINE, MUTED
from core.documents.content import ProofContent as ProofContent
from core.documents.flow import ACROSS, LEFT, Flow
from core.documents.fonts import Weight
from core.documents.sheet import WIDTH, Sheet
from core.i18n import N_, Translator, formats

TEMPLATE = "proof-1"
KEPT_WITH_SIGNATURE = 2  # competences that never leave the signature alone on a page


@dataclass(frozen=True, slots=True)
class Density:
    """How much air a page gets."""

    head: float
    title_sizes: tuple[float, ...]
    name_sizes: tuple[float, ...]
    gap: float
    row: float


AIRY = Density(42, (27, 24, 21, 18, 15, 12), (24, 20, 17, 14, 12), 1.0, 10.0)
DENSE = Density(36, (21, 18, 15, 12), (19, 16, 13, 11), 0.6, 9.0)
CROWDED = 420  # characters, from which an airy page would push the signature to the next one


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
        title=duplicate.title(content),
        language=content.language,
        made_on=content.duplicate_on or content.issued_on,
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
    facts = tuple(_facts(content, t))
    density = _density(content, facts)
    _head(paper, content, t, density)
    _title(paper, content, t, density)
    for label, value in facts:
        paper.row(label, value, size=density.row)
    sheet.plane(LEFT, paper.y, ACROSS, flow.HAIRLINE, LINE)
    _competences(paper, content, t)
    signature.draw(paper, content, t)
    _feet(sheet, content, t, first)


def _density(content: ProofContent, facts: tuple[tuple[str, str], ...]) -> Density:
    written = sum(len(value) for _, value in facts) + len(content.title) + len(content.correction_reason)
    return DENSE if content.competences or written > CROWDED else AIRY


def _head(paper: Flow, content: ProofContent, t: Translator, density: Density) -> None:
    flow.letterhead(paper.sheet, content.style, content.organisation_name)
    flow.put_right(paper.sheet, 19, t("Bewijs nr."), size=9, weight=Weight.REGULAR, ink=MUTED)
    number = lines.fit(content.number, Weight.BOLD, (12, 10, 8), 55, 1)
    for index, line in enumerate(number.lines):
        at = 24.5 + index * flow.height(1, number.size)
        flow.put_right(paper.sheet, at, line, size=number.size, weight=Weight.BOLD, ink=INK)
    paper.y = density.head
    duplicate.mark(paper, content, t)
    if content.corrects_number:
        first = t("Correctie van bewijs {number}", number=content.corrects_number)
        flow.notice(paper, first, t("Reden: {reason}", reason=content.correction_reason))
    paper.y += 4


def _title(paper: Flow, content: ProofContent, t: Translator, density: Density) -> None:
    primary = colours.legible(colours.parsed(content.style.primary_colour))
    title = lines.fit(content.title, Weight.BOLD, density.title_sizes, ACROSS, 3)
    paper.block(title.lines, size=title.size, weight=Weight.BOLD)
    paper.sheet.plane(LEFT, paper.y + 3, 16, 1.1, colours.parsed(content.style.primary_colour))
    paper.y += 4 + 6 * density.gap
    paper.text(t("uitgereikt aan"), size=11, ink=MUTED)
    name = lines.fit(content.holder, Weight.BOLD, density.name_sizes, ACROSS, 2)
    paper.block(name.lines, size=name.size, weight=Weight.BOLD, ink=primary)
    paper.y += 4 * density.gap
    statement = t(
        STATEMENTS[content.kind],
        organisation=content.organisation_name,
        holder=content.holder,
        qualification=content.qualification_title,
        partial=content.partial_title,
    )
    paper.text(statement, size=density.row + 1)
    paper.y += 6 * density.gap


def _facts(content: ProofContent, t: Translator) -> Iterator[tuple[str, str]]:
    """Label and value of every field that this kind of proof carries."""
    day = {
        name: formats.plain_date_text(getattr(content, name), language=content.language)
        for name in ("born_on", "completed_on", "issued_on")
    }
    yield t("Naam"), content.last_name
    if content.first_name:
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
    last = len(content.competences) - KEPT_WITH_SIGNATURE
    for index, competence in enumerate(content.competences):
        if index == max(last, 0):
            paper.room(signature.USUAL + 7.0 * KEPT_WITH_SIGNATURE)
        paper.row(competence.code, competence.title, size=9.0, column=34)
    paper.sheet.plane(LEFT, paper.y, ACROSS, flow.HAIRLINE, LINE)


def _next_page_head(paper: Flow, content: ProofContent, t: Translator) -> None:
    """A later page names its proof, so that loose sheets stay together."""
    paper.sheet.plane(0, 0, WIDTH, 3.2, colours.parsed(content.style.primary_colour))
    text = t("Vervolg van bewijs {number} van {holder}", number=content.number, holder=content.holder)
    paper.text(text, size=9, ink=MUTED)
    paper.y += 4


def _feet(sheet: Sheet, content: ProofContent, t: Translator, first: int) -> None:
    """Written last, when the number of pages is known."""
    own = t(duplicate.foot(content), number=content.number, version=content.form_version)
    feet.draw(sheet, t, own=own, style_text=content.style.text, first=first)
