"""Names as people read them."""

from core.access.actors import command_line, person
from core.i18n import Translator


def test_the_command_line_is_shown_as_a_word_not_as_a_code() -> None:
    name = command_line("oefendata").name
    assert name == "cli:oefendata"
    assert person(name, Translator("nl")) == "opdrachtregel (oefendata)"
    assert person(name, Translator("en")) == "command line (oefendata)"


def test_everybody_else_is_shown_as_he_is_called() -> None:
    assert person("an.verhulst", Translator("en")) == "an.verhulst"
    assert person("", Translator("nl")) == ""
