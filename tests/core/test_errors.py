"""What may be said to a user: a template, its values, and both sides of a conflict."""

from datetime import date

import pytest

from core import lengths
from core.errors import Conflict, DomainError, InvalidInput, NotAllowed, NotFound
from core.i18n import N_, Translator
from core.rules import words
from core.rules.words import Text
from db.models import Campus


def test_an_error_says_its_sentence_with_its_values() -> None:
    error = InvalidInput("Traject {code} bestaat al.", field="code", code="T-901")
    assert (str(error), error.template, error.params, error.field) == (
        "Traject T-901 bestaat al.", "Traject {code} bestaat al.", {"code": "T-901"}, "code",
    )  # fmt: skip


def test_a_conflict_holds_what_was_shown_and_what_is_stored() -> None:
    error = Conflict("Gewijzigd.", shown={"name": "a"}, stored={"name": "b"})
    assert (error.shown, error.stored, Conflict("x").stored) == ({"name": "a"}, {"name": "b"}, {})


@pytest.mark.parametrize("kind", [NotAllowed, NotFound, Conflict, InvalidInput])
def test_all_expected_trouble_is_of_one_family(kind: type[DomainError]) -> None:
    assert issubclass(kind, DomainError)


def test_text_must_fit_its_column_and_be_visible() -> None:
    lengths.check(Campus, {"name": "x" * 80, "city": "een\nlijn", "is_active": True, "id": None})
    with pytest.raises(InvalidInput, match="hoogstens 80 tekens") as caught:
        lengths.check(Campus, {"name": "x" * 81})
    assert caught.value.field == "name"
    with pytest.raises(InvalidInput, match="onzichtbaar teken"):
        lengths.check(Campus, {"name": "a\x00b"})


def test_a_day_and_a_list_of_texts_in_a_sentence_read_in_the_language_of_the_screen() -> None:
    template = N_(
        "Op dit bewijs ontbreekt: {fields}. Vul het aan bij de deelnemer, het traject of in Beheer."
    )
    error = InvalidInput(template, fields=(Text(N_("Naam")), Text(N_("Geboortedatum"))))
    assert str(error).startswith("Op dit bewijs ontbreekt: Naam, Geboortedatum.")
    english = words.say(Text(error.template, error.params), translate=Translator("en"), language="en")
    assert "Date of birth" in english
    assert "Geboortedatum" not in english
    assert str(InvalidInput(N_("Er is ondertekend op {day}."), day=date(2026, 8, 31))).endswith("31/08/2026.")
