"""The words providers use for a result, and what they mean for the proofs that follow (rule `proofs_earned`)."""

import re
from functools import lru_cache

from core.learners import names

WORDS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "whole",
        frozenset(
            {
                "geslaagd",
                "behaald",
                "volledig",
                "volledig behaald",
                "volledig geslaagd",
                "gehaald",
                "voldaan",
                "whole",
                "geslaagd volledig",
                "beroepskwalificatie",
                "beroepskwalificatie behaald",
                "bewijs van beroepskwalificatie",
                "reussi",
                "reussite",
                "passed",
                "pass",
                "bk",
                "bewijs van bk",
                "geslaagd met onderscheiding",
                "afgestudeerd",
                "geslaagde",
                "geheel",
                "geheel behaald",
                "traject behaald",
            }
        ),
    ),
    (
        "parts",
        frozenset(
            {
                "deelkwalificatie",
                "deelkwalificaties",
                "deelkwalificatie behaald",
                "deelkwalificaties behaald",
                "dk",
                "parts",
                "bewijs van deelkwalificatie",
                "deelcertificaat deelkwalificatie",
                "deelcertificaat deelkwalificaties",
                "bewijs van dk",
                "deelberoepskwalificatie",
                "deels behaald deelkwalificatie",
            }
        ),
    ),
    (
        "competences",
        frozenset(
            {
                "deelcertificaat competenties",
                "competenties",
                "competentie",
                "bewijs van competenties",
                "competences",
                "competenties behaald",
                "bewijs competenties",
                "deelcertificaat",
                "deelattest",
                "deelbewijs competenties",
                "deelbewijs",
                "deels geslaagd",
                "deels behaald",
                "gedeeltelijk",
                "gedeeltelijk geslaagd",
                "gedeeltelijk behaald",
                "attest competenties",
                "competentieattest",
            }
        ),
    ),
    (
        "none",
        frozenset(
            {
                "niet geslaagd",
                "niet behaald",
                "niet gehaald",
                "niets behaald",
                "gestopt",
                "stopgezet",
                "afgebroken",
                "voortijdig gestopt",
                "vroegtijdig gestopt",
                "gebuisd",
                "mislukt",
                "geen",
                "geen bewijs",
                "onvoldoende",
                "uitgeschreven",
                "afgehaakt",
                "echec",
                "failed",
                "fail",
                "none",
                "niet voldaan",
                "zonder resultaat",
            }
        ),
    ),
)
_KNOWN = {word: outcome for outcome, words in WORDS for word in words}
_PUNCTUATION = re.compile(r"[^a-z0-9]+")
_CODES = re.compile(r"[^A-Za-z0-9\-]+")


@lru_cache(maxsize=2_000)
def outcome_of(text: str) -> str | None:
    """'whole', 'parts', 'competences' or 'none'; None for a word we do not know."""
    return _KNOWN.get(" ".join(_PUNCTUATION.sub(" ", names.folded(text)).split()))


def code_of(text: str) -> str:
    """A code without white space, with plain hyphens, in capitals: equal for every way to type it."""
    return re.sub("[\u2010-\u2014\u2212]", "-", "".join(text.split())).upper()


@lru_cache(maxsize=20_000)
def codes_of(text: str) -> tuple[str, ...]:
    """The codes of a list split by ; , / or white space, each once, as code_of writes them."""
    return tuple(dict.fromkeys(code_of(code) for code in _CODES.split(text) if code.strip("-")))
