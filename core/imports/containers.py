"""Is this file what its name says, and safe to open? Looks at the first bytes and the zip directory only."""

import io
import zipfile

from core.errors import InvalidInput
from core.i18n import N_

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MAX_ENTRIES = 400
MAX_UNPACKED = 200 << 20
MAX_RATIO = 200
NESTED = (".zip", ".xlsx", ".xlsm", ".ods", ".7z", ".rar", ".gz", ".jar", ".docx")
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"

_KIND = N_(
    "Dit bestand is geen .xlsx, .ods of .csv. Bewaar het in je rekenblad als .xlsx en probeer opnieuw."
)
_OTHER = N_("De inhoud van dit bestand past niet bij zijn naam. Bewaar het opnieuw als .xlsx, .ods of .csv.")
_LOCKED = N_(
    "Dit bestand heeft een wachtwoord of is een oud .xls-bestand. Bewaar het zonder wachtwoord als .xlsx."
)
_MACROS = N_("Dit bestand bevat macro's. Bewaar het als een gewone .xlsx zonder macro's.")
_BOMB = N_("Dit bestand is uitgepakt te groot. Verwijder lege bladen en opmaak, of bewaar het als .csv.")
_NESTED = N_("Dit bestand bevat andere bestanden. Bewaar alleen het rekenblad.")
_BROKEN = N_("Dit bestand is beschadigd. Open het in je rekenblad en bewaar het opnieuw.")


def form_of(content: bytes, *, file_name: str) -> str:
    """'xlsx', 'ods' or 'csv', once name and content agree and the zip is safe. Raises InvalidInput."""
    suffix = file_name.lower().rpartition(".")[2]
    if suffix not in {"xlsx", "ods", "csv", "txt"}:
        raise InvalidInput(_MACROS if suffix in {"xlsm", "xlsb"} else _LOCKED if suffix == "xls" else _KIND)
    if content.startswith(OLE):
        raise InvalidInput(_LOCKED)
    if content.startswith(ZIP) != (suffix in {"xlsx", "ods"}):
        raise InvalidInput(_OTHER)
    if suffix in {"csv", "txt"}:
        return "csv"
    _check_zip(content, suffix)
    return suffix


def _check_zip(content: bytes, suffix: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_directory(entries)
            _check_type(archive, {entry.filename: entry for entry in entries}, suffix)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, RuntimeError) as error:
        raise InvalidInput(_BROKEN) from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise InvalidInput(_BROKEN) from error


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
        raise InvalidInput(_BOMB)
    if unpacked > 1 << 20 and unpacked > MAX_RATIO * max(packed, 1):
        raise InvalidInput(_BOMB)
    for entry in entries:
        name = entry.filename.lower()
        if entry.flag_bits & 0x1:
            raise InvalidInput(_LOCKED)
        if "vbaproject" in name or name.startswith(("basic/", "scripts/")) or "macrosheets/" in name:
            raise InvalidInput(_MACROS)
        if name.endswith(NESTED) or "embeddings/" in name:
            raise InvalidInput(_NESTED)


def _check_type(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], suffix: str) -> None:
    if suffix == "ods":
        if _head(archive, entries, "mimetype") != ODS_TYPE:
            raise InvalidInput(_OTHER)
        if b"encryption-data" in _head(archive, entries, "META-INF/manifest.xml"):
            raise InvalidInput(_LOCKED)
        return
    types = _head(archive, entries, "[Content_Types].xml")
    if not any(name.startswith("xl/") for name in entries) or not types:
        raise InvalidInput(_OTHER)
    if b"macroenabled" in types.lower():
        raise InvalidInput(_MACROS)


def _head(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], name: str) -> bytes:
    if name not in entries:
        return b""
    with archive.open(entries[name]) as file:
        return file.read(1 << 18).strip()
