"""What the provider chooses about the papers of educational leave, where no source says it."""

from core.i18n import N_
from core.provider_settings.choice import Choice

PAPERS = N_("Getuigschriften en attesten")
SECOND_TAKEN = "certificates.second_taken_days"
DOTTED_NUMBER = "certificates.vov_dotted_number"

CHOICES: tuple[Choice, ...] = (
    Choice(
        SECOND_TAKEN, PAPERS, N_("Streefdatum voor de bevestiging van de tweede zittijd: dagen na het laatste examen"),
        "days", "8",
        N_(
            "Intern. De bron geeft acht dagen voor de mededeling van de tweede zittijd, en geen termijn voor de "
            "bevestiging dat de cursist deelnam."
        ),
        most=365,
    ),
    Choice(
        DOTTED_NUMBER, PAPERS,
        N_("Inschrijvingsattest zonder rijksregisternummer: laat een stippellijn om het later in te schrijven"),
        "yes_no", "0",
        N_(
            "Het attest vermeldt het nummer (ministerieel besluit van 8 juli 2019). Zonder deze keuze wacht het op "
            "INSZ/BIS; de termijn van acht dagen loopt dan door."
        ),
        most=1,
    ),
)  # fmt: skip
