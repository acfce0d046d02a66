"""The words of a person's file: the names of its fields, and what is said when it is not there."""

from collections.abc import Mapping

from core.i18n import N_
from core.learners import words

LANGUAGES: Mapping[str, str] = {
    "nl": N_("Nederlands"),
    "fr": N_("Frans"),
    "en": N_("Engels"),
    "de": N_("Duits"),
}
FIELDS: Mapping[str, str] = words.FIELDS
GONE = N_("Niet gevonden. Misschien is het dossier samengevoegd of hoort het bij een andere campus.")
