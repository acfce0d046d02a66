"""Codes of papers to their Dutch words; the screens, the register and its export say them alike."""

from collections.abc import Mapping
from typing import Final

from core.i18n import N_
from core.proofs.late_reasons import DELIVERY_WAYS

KINDS: Mapping[str, str] = {
    "enrolment": N_("Inschrijving"),
    "assiduity": N_("Nauwgezetheid"),
    "second_notice": N_("Tweede zittijd, mededeling"),
    "second_taken": N_("Tweede zittijd, deelname"),
    "vov_enrolment": N_("Attest VOV"),
}
TITLES: Mapping[str, str] = {
    "enrolment": N_("Getuigschrift van inschrijving"),
    "assiduity": N_("Getuigschrift van nauwgezetheid"),
    "second_notice": N_("Getuigschrift tweede zittijd: mededeling"),
    "second_taken": N_("Getuigschrift tweede zittijd: deelname"),
    "vov_enrolment": N_("Inschrijvingsattest Vlaams opleidingsverlof"),
}
STAGES: Mapping[str, str] = {
    "due": N_("Uit te reiken"),
    "issued": N_("Uitgereikt"),
    "printed": N_("Afgedrukt"),
    "signed": N_("Ondertekend"),
    "correction": N_("Correctie op te maken"),
    "delivered": N_("Afgeleverd"),
    "lapsed": N_("Niet meer verschuldigd"),
}
# What has to happen next at each stage.
STEPS: Mapping[str, str] = {
    "due": N_("Uitreiken"),
    "correction": N_("Correctie uitreiken"),
    "issued": N_("Afdrukken"),
    "printed": N_("Laten ondertekenen"),
    "signed": N_("Afleveren"),
}
# What stands where a document of ours names who issued it.
OF_BEFORE: Final = N_("Op papier, van vóór Termijnwacht")
WAYS: Mapping[str, str] = {code: DELIVERY_WAYS[code] for code in ("hand", "post", "mail")}
