"""Whether a file is a PDF that can lie under a paper: small, A4, readable, and nothing in it that acts."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from core.errors import InvalidInput
from core.i18n import N_

MOST_BYTES: Final = 5 << 20
MOST_PAGES: Final = 6
MOST_OBJECTS: Final = 20_000
A4: Final = (595.28, 841.89)
TOLERANCE: Final = 6.0  # points: some programs round A4 to whole millimetres
# What starts something, holds another file, or makes the page from a form program instead of from its own content. An
# opening action that only shows a page is harmless; one that does more has one of these names.
ACTING: Final = frozenset(
    {
        "/JS",
        "/JavaScript",
        "/Launch",
        "/AA",
        "/EmbeddedFiles",
        "/EF",
        "/RichMedia",
        "/XFA",
        "/SubmitForm",
    }
)
NO_PDF = N_("Dit bestand is geen PDF. Kies de PDF van het model zoals je die kreeg.")
EMPTY = N_("Kies eerst de PDF van het model.")
TOO_LARGE = N_("Deze PDF is te groot: hoogstens {megabytes} MB.")
ENCRYPTED = N_("Deze PDF is beveiligd met een wachtwoord. Vraag of maak een versie zonder beveiliging.")
BROKEN = N_(
    "Deze PDF is beschadigd en kan niet gelezen worden. Vraag het model opnieuw of bewaar het opnieuw als PDF."
)
PAGES = N_("Deze PDF telt {pages} pagina's; een model heeft er 1 tot {most}.")
NOT_A4 = N_("Pagina {page} is geen staande A4. Bewaar het model als A4 en laad het opnieuw.")
ACTS = N_(
    "Deze PDF bevat iets dat kan handelen ({what}): een script, een actie, een bijlage of een invulprogramma. Druk het "
    "model af naar een nieuwe PDF en laad die."
)


def pages_of(pdf: bytes) -> int:
    """How many pages it has. Raises InvalidInput for what cannot lie under a paper, saying what to do."""
    if not pdf:
        raise InvalidInput(EMPTY, field="pdf")
    if len(pdf) > MOST_BYTES:
        raise InvalidInput(TOO_LARGE, field="pdf", megabytes=MOST_BYTES >> 20)
    if not pdf.startswith(b"%PDF-"):
        raise InvalidInput(NO_PDF, field="pdf")
    try:
        return _pages(pdf)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise InvalidInput(BROKEN, field="pdf") from error


def _pages(pdf: bytes) -> int:
    reader = PdfReader(BytesIO(pdf), strict=False)
    if reader.is_encrypted:
        raise InvalidInput(ENCRYPTED, field="pdf")
    count = len(reader.pages)
    if not 1 <= count <= MOST_PAGES:
        raise InvalidInput(PAGES, field="pdf", pages=count, most=MOST_PAGES)
    found = sorted({name for name in _names(reader) if name in ACTING})
    if found:
        raise InvalidInput(ACTS, field="pdf", what=", ".join(name.lstrip("/") for name in found))
    for number, page in enumerate(reader.pages, 1):
        box = page.mediabox
        size = (float(box.width), float(box.height))
        if page.rotation % 180:
            size = (size[1], size[0])
        if any(abs(side - wanted) > TOLERANCE for side, wanted in zip(size, A4, strict=True)):
            raise InvalidInput(NOT_A4, field="pdf", page=number)
        content = page.get_contents()
        if content is not None:
            content.get_data()
    return count


def _names(reader: PdfReader) -> Iterator[str]:
    """Every key and every name that is a value, in all that the file refers to, each object once."""
    waiting: list[object] = [reader.trailer]
    seen: set[tuple[int, int]] = set()
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            key = (found.idnum, found.generation)
            if key in seen:
                continue
            seen.add(key)
            if len(seen) > MOST_OBJECTS:
                raise InvalidInput(TOO_LARGE, field="pdf", megabytes=MOST_BYTES >> 20)
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            for name, value in dict.items(found):
                yield str(name)
                waiting.append(value)
        elif isinstance(found, ArrayObject):
            waiting.extend(list.__iter__(found))
        elif isinstance(found, str):
            yield str(found)
