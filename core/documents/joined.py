"""Issued papers put together: their own pages in one file, or their own bytes in one archive; nothing is drawn anew."""

import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

from pypdf import PdfReader, PdfWriter

from core.documents.merged import BEGINNING


def pages(papers: Sequence[bytes], *, title: str, made_on: date, on_both_sides: bool = False) -> bytes:
    """The pages of all papers in this order; the same papers give the same file.

    `on_both_sides`: a blank page after each paper of an odd number of pages, so that the next begins on a front side.
    """
    if not papers:
        raise ValueError("nothing to join")
    writer = PdfWriter()
    for number, pdf in enumerate(papers, 1):
        writer.append(PdfReader(BytesIO(pdf)), import_outline=False)
        if on_both_sides and number < len(papers) and len(writer.pages) % 2:
            writer.add_blank_page()  # as large as the page before it
    day = f"D:{made_on:%Y%m%d}000000Z"
    writer.add_metadata(
        {"/Title": title, "/Creator": "Termijnwacht", "/Producer": "Termijnwacht", "/CreationDate": day}
    )
    kept = BytesIO()
    writer.write(kept)
    return kept.getvalue()


def archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """One archive of (file name, bytes); the same files give the same archive. Two of one name are refused."""
    kept, seen = BytesIO(), set[str]()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as made:
        for name, data in files:
            if name in seen:
                raise ValueError(f"two files named {name}")
            seen.add(name)
            entry = zipfile.ZipInfo(name, BEGINNING)
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            made.writestr(entry, data)
    return kept.getvalue()
