"""Issued papers put together: their own pages in one file, or their own bytes in one archive; nothing is drawn anew."""

import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

from pypdf import PdfReader, PdfWriter

from core.documents.merged import BEGINNING


def pages(papers: Sequence[bytes], *, title: str, made_on: date) -> bytes:
    """The pages of all papers in this order; the same papers give the same file."""
    if not papers:
        raise ValueError("nothing to join")
    writer = PdfWriter()
    for pdf in papers:
        writer.append(PdfReader(BytesIO(pdf)), import_outline=False)
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
