"""Many proofs at once: one file to print, or one archive. Drawn from the same contents as single ones."""

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO

from core.documents import proof
from core.documents.content import ProofContent
from core.documents.sheet import Sheet
from core.i18n import Translator

# What may stand in a file name: a number, never a name of a person.
NUMBER = re.compile(r"[A-Z]{0,4}-?[0-9][0-9A-Z-]{0,30}")
BEGINNING = (1980, 1, 1, 0, 0, 0)  # the earliest an archive knows: its bytes depend on the contents alone


def render_merged(contents: Iterable[ProofContent]) -> bytes:
    """All proofs in one file, in this order; fonts and logo are shared, pages are as in the single file."""
    proofs = tuple(contents)
    if not proofs:
        raise ValueError("nothing to merge")
    t = Translator(proofs[0].language)
    sheet = Sheet(
        title=t("Bewijzen ({count})", count=len(proofs)),
        language=proofs[0].language,
        made_on=max(content.issued_on for content in proofs),
        author=proofs[0].organisation_name,
    )
    for content in proofs:
        proof.draw(sheet, content)
    return sheet.finished()


def file_name(number: str, *, prefix: str = "bewijs") -> str:
    """The name under which a document leaves: its number, so that no list of files names a person."""
    if not NUMBER.fullmatch(number):
        raise ValueError("a file is named after a document number only")
    return f"{prefix}-{number}.pdf"


def zip_documents(items: Iterable[tuple[str, bytes]]) -> bytes:
    """One archive of (document number, bytes); the same documents give the same archive."""
    kept, seen = BytesIO(), set[str]()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as archive:
        for number, data in items:
            name = file_name(number)
            if name in seen:
                raise ValueError(f"two documents with number {number}")
            seen.add(name)
            entry = zipfile.ZipInfo(name, BEGINNING)
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            archive.writestr(entry, data)
    return kept.getvalue()
