"""What a run of the retention and an erasure removed, in words and figures."""

from core import audit
from core.i18n import Translator
from core.journal import sentences


def test_what_was_removed_is_told_by_the_names_of_the_screen() -> None:
    details = audit.canonical({"removed": {"person": "2", "access": "31"}})
    told = sentences.sentence("retention.run", details, Translator("nl"))
    assert told == "Gewist wat zijn bewaartermijn voorbij is: Wie wat bekeek: 31, Persoon zonder bewijs: 2"
    english = sentences.sentence("retention.run", details, Translator("en"))
    assert english == "Removed what is past its term: Who looked at what: 31, Person without proof: 2"


def test_an_erasure_names_tables_by_their_words_and_its_reason() -> None:
    details = audit.canonical(
        {"removed": {"learner": "1", "led_ticket": "3"}, "reason": "op vraag van de betrokkene"}
    )
    told = sentences.sentence("learner.erase", details, Translator("nl"))
    assert told == "Dossier gewist: Persoonsgegevens: 1, Meldingen over LED: 3 · op vraag van de betrokkene"


def test_a_run_without_anything_to_remove_is_the_act_alone() -> None:
    details = audit.canonical({"removed": {}})
    assert (
        sentences.sentence("retention.run", details, Translator("nl"))
        == "Gewist wat zijn bewaartermijn voorbij is"
    )
