"""The words of a person's file: the names of its fields, and what is said when it is not there."""

from collections.abc import Mapping

from core.i18n import N_
from core.learners import words

LANGUAGES: Mapping[str, str] = words.LANGUAGES
FIELDS: Mapping[str, str] = words.FIELDS
GONE = N_("Niet gevonden. Misschien is het dossier samengevoegd of hoort het bij een andere campus.")
