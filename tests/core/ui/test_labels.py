"""A status is always sign, word and colour; days are counted in words."""

from datetime import date, timedelta

import pytest

from core.i18n import Translator
from core.proofs.filters import Status
from core.ui import labels

SATURDAY = date(2026, 11, 21)
T = Translator("nl")


@pytest.mark.parametrize(
    ("left", "word", "css"),
    [
        (-7, "7 dagen te laat", "late"),
        (-1, "1 dag te laat", "late"),
        (0, "Vandaag", "soon"),
        (1, "Nog 1 dag", "soon"),
        (2, "Nog 2 dagen", "plan"),
    ],
)
def test_days_left_on_a_saturday(left: int, word: str, css: str) -> None:
    mark = labels.days(SATURDAY + timedelta(days=left), SATURDAY, T)
    assert (mark.word, mark.css) == (word, css)


def test_this_week_runs_up_to_and_including_sunday() -> None:
    monday = date(2026, 11, 16)
    assert labels.days(date(2026, 11, 22), monday, T).css == "soon"
    assert labels.days(date(2026, 11, 23), monday, T).css == "plan"


@pytest.mark.parametrize("status", list(Status))
def test_every_status_of_the_queue_has_its_sign_and_word(status: Status) -> None:
    mark = labels.status(status, T)
    assert mark.sign in labels.SIGNS.values()
    assert mark.word
    assert mark.text == f"{mark.sign} {mark.word}"


def test_a_code_without_a_word_shows_itself() -> None:
    assert labels.word(labels.KINDS, "onbekend", T) == "onbekend"
    assert labels.word(labels.KINDS, "partial", T) == "Deelkwalificatie"
