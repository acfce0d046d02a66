"""The table of places: a row without a place is no place, one with half of it is refused instead of dropped."""

import pandas as pd
import pytest

from core.documents.certificate_blank import Spot
from core.documents.certificate_fields import FIELDS
from core.errors import InvalidInput
from core.ui import blank_places

SPOT = Spot("last_name", 2, 20.5, 30.0, 60.0, 9.0, 3)


def test_what_is_shown_is_read_back_and_every_field_has_a_row() -> None:
    frame = blank_places._frame((SPOT, SPOT))
    assert blank_places.read(frame) == (SPOT, SPOT)
    assert len(frame) == len(FIELDS) + 1
    assert set(frame["field"]) == set(FIELDS)


@pytest.mark.parametrize("empty", ["x", "y", "width", "size", "lines", "page", "field"])
def test_half_a_place_is_refused_with_its_row(empty: str) -> None:
    frame = blank_places._frame((SPOT,))
    frame.loc[0, empty] = None
    with pytest.raises(InvalidInput, match="Rij 1"):
        blank_places.read(frame)


def test_a_row_whose_place_was_emptied_is_no_place() -> None:
    frame = blank_places._frame((SPOT,))
    for name in blank_places.PLACE:
        frame[name] = pd.Series([float("nan")] * len(frame))
    assert blank_places.read(frame) == ()
