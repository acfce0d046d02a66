"""What is kept about one person, readable: in sections, empty ones saying so, in the language of the person."""

from dataclasses import replace
from datetime import date

from core.documents import subject_summary
from core.documents.subject_summary import Section, SubjectSummary
from tests.conftest import Golden
from tests.core.documents import reading

SUMMARY = SubjectSummary(
    name="Lotte El Amrani", organisation_name="Opleidingscentrum De Brug", contact="bewijzen@debrug.example",
    made_on=date(2026, 11, 21),
    sections=(
        Section("Wie ben je", (("Naam", "El Amrani, Lotte"), ("INSZ", "xx.xx.xx-xxx.31")), "Niets bewaard."),
        Section("Bewijzen, papieren en registratie", (
            ("2026-000123", "Bewijs van beroepskwalificatie\nPapier 2026-000123 · uitgereikt op 10/11/2026"),
        ), "Niets bewaard."),
        Section("Meldingen over LED", (), "Geen meldingen over LED."),
    ),
)  # fmt: skip


def test_the_summary_stays_as_it_was_agreed(golden: Golden) -> None:
    for language in ("nl", "en"):
        read = reading.text(subject_summary.render(replace(SUMMARY, language=language)))
        golden.check(f"documents/subject-summary-{language}.txt", read + "\n")


def test_it_says_whether_the_national_number_is_shown() -> None:
    assert "gemaskeerd" in reading.text(subject_summary.render(SUMMARY))
    assert "staat voluit" in reading.text(subject_summary.render(replace(SUMMARY, shows_number=True)))


def test_a_long_file_takes_as_many_pages_as_it_needs_and_a_strange_sign_never_stops_it() -> None:
    rows = tuple((f"Regel {number}", f"tekst{number} " * 40 + "🐸") for number in range(120))
    read = reading.text(subject_summary.render(replace(SUMMARY, sections=(Section("Veel", rows, ""),))))
    for number in (0, 60, 119):
        assert f"tekst{number} " in read
    assert "🐸" not in read
    assert "?" in read
