"""The screen's Dutch stands in the code; English stands in one catalogue, complete and without leftovers."""

import ast
import functools
import string

from core import i18n
from core.i18n import extract
from tests.house import source


@functools.cache
def messages() -> frozenset[str]:
    """The Dutch texts of the code, collected once for all tests here."""
    return frozenset(extract.messages())


def placeholders(text: str) -> set[str]:
    """The {names} in a text."""
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def test_every_dutch_text_has_its_english() -> None:
    catalogue = i18n.catalogue()
    missing = sorted(text for text in messages() if not catalogue.get(text, "").strip())
    assert not missing, f"run `make messages` and translate in core/i18n/en.po: {source.report(missing)}"


def test_the_catalogue_holds_no_text_that_left_the_code() -> None:
    obsolete = sorted(set(i18n.catalogue()) - messages())
    assert not obsolete, f"run `make messages`; these are in core/i18n/en.po only: {source.report(obsolete)}"


def test_both_languages_fill_in_the_same_values() -> None:
    different = [
        f"{dutch!r} <-> {english!r}"
        for dutch, english in sorted(i18n.catalogue().items())
        if placeholders(dutch) != placeholders(english)
    ]
    assert not different, f"the {{names}} differ: {source.report(different)}"


def test_a_person_is_a_learner_in_all_of_the_english() -> None:
    """README's glossary has one English word for deelnemer, cursist and leerling."""
    others = sorted(english for english in i18n.catalogue().values() if "student" in english.lower())
    assert not others, f"say learner: {source.report(others)}"


def test_no_text_hides_in_a_choice_where_the_extractor_does_not_look() -> None:
    """`t(one if n == 1 else "…")` is shown in Dutch to everybody: name both with N_."""
    hidden = [
        source.at(path, call)
        for path in source.files("core/**/*.py", "pages/*.py")
        for call in source.calls(path)
        if source.called(call).split(".")[-1] == "t" and call.args and isinstance(call.args[0], ast.IfExp)
        for part in (call.args[0].body, call.args[0].orelse)
        if isinstance(part, ast.Constant | ast.JoinedStr)
    ]
    assert not hidden, source.report(hidden)


def test_the_extractor_finds_texts_at_all() -> None:
    assert len(messages()) > 20
