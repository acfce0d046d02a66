"""The provider's logo: checked at upload, prepared once, embedded without transparency or profile."""

import hashlib
import zlib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from fpdf.image_datastructures import RasterImageInfo
from PIL import Image, UnidentifiedImageError

from core.errors import InvalidInput
from core.i18n import N_

MOST_BYTES = 1_000_000
MOST_PIXELS = 4_000 * 4_000
STORED = (600, 300)  # enough for 50 mm at 300 dots per inch; more only makes every document heavier

NOT_A_PICTURE = N_("Dit bestand is geen PNG- of JPEG-afbeelding. Kies een logo in een van die twee vormen.")
TOO_LARGE = N_("Het logo is te groot. Kies een afbeelding van hoogstens 1 MB en 4.000 bij 4.000 beeldpunten.")


@dataclass(frozen=True, slots=True)
class Logo:
    sha256: str
    width: int
    height: int
    packed: bytes

    def info(self, number: int) -> RasterImageInfo:
        """As fpdf2 keeps a picture; a new one per file, since fpdf2 writes into it."""
        return RasterImageInfo(
            i=number,
            usages=1,
            w=self.width,
            h=self.height,
            cs="DeviceRGB",
            bpc=8,
            dpn=3,
            f="FlateDecode",
            dp=f"/Predictor 1 /Colors 3 /Columns {self.width}",
            data=self.packed,
            iccp=None,
            iccp_i=None,
            inverted=False,
        )


@lru_cache(maxsize=4)
def prepared(data: bytes) -> Logo:
    """The logo as it goes into a file; raises InvalidInput when it is no usable picture."""
    if len(data) > MOST_BYTES:
        raise InvalidInput(TOO_LARGE, field="logo")
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise InvalidInput(TOO_LARGE, field="logo")
            coloured = picture.convert("RGBA")
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
    ) as trouble:
        raise InvalidInput(NOT_A_PICTURE, field="logo") from trouble
    coloured.thumbnail(STORED, Image.Resampling.LANCZOS)
    flat = Image.new("RGB", coloured.size, "white")
    flat.paste(coloured, mask=coloured.getchannel("A"))
    digest = hashlib.sha256(data).hexdigest()
    return Logo(digest, flat.width, flat.height, zlib.compress(flat.tobytes(), 9))
