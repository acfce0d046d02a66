"""The feet of all pages of one paper, written last, when the number of pages is known."""

from datetime import date

from core.documents import flow
from core.documents.sheet import Sheet
from core.i18n import Translator, formats


def draw(sheet: Sheet, t: Translator, *, own: str, style_text: str = "", first: int = 1) -> None:
    """From page `first` to the last: the house text, `own` (what identifies the paper), and which page of how many."""
    last = sheet.page
    for page in range(first, last + 1):
        sheet.page = page
        text = t("Pagina {page} van {pages}", page=page - first + 1, pages=last - first + 1)
        flow.foot(sheet, style_text, own, text)


def of_list(sheet: Sheet, t: Translator, *, organisation_name: str, made_on: date, first: int = 1) -> None:
    """Whose list it is, made when."""
    made = t("Gemaakt op {day}", day=formats.plain_date_text(made_on, language=t.language))
    draw(sheet, t, own=f"{organisation_name} · {made}", first=first)
