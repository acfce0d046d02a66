"""The three kinds of entry in LED and what each is worth, in the words of the source (sources/1-led-faq.txt)."""

from collections.abc import Mapping

from core.i18n import N_

SUBJECT = "prior_learning"
AUTHENTIC = "authentic"
KINDS: Mapping[str, str] = {
    AUTHENTIC: N_("Authentiek gegeven"),
    "declared": N_("Eigen verklaring"),
    "declared_verified": N_("Eigen verklaring, geverifieerd"),
}
# Sign and word in a list: only the source database of a provider makes an entry authentic.
MARKS: Mapping[str, tuple[str, str]] = {
    AUTHENTIC: ("done", N_("Authentiek")),
    "declared": ("hold", N_("Niet authentiek: eigen verklaring")),
    "declared_verified": ("hold", N_("Niet authentiek: papier gezien door VDAB")),
}
WORTH: Mapping[str, str] = {
    AUTHENTIC: N_(
        "Rechtstreeks aangeleverd door de brondatabank van een opleidingsverstrekker: geverifieerd en betrouwbaar."
    ),
    "declared": N_(
        "Door de deelnemer zelf opgegeven in zijn VDAB-dossier, op eer. Er is geen garantie dat het juist is."
    ),
    "declared_verified": N_(
        "Ook een eigen verklaring; een consulent van VDAB bekeek het papieren bewijs. "
        "Authentiek wordt ze daar niet van."
    ),
}
SHOWN = N_(
    "De deelnemer meldt zelf aan in LED en toont het in ons bijzijn. Wij raadplegen LED niet: daarvoor is een protocol "
    "met AHOVOKS nodig."
)
SOURCE = N_("Bron: veelgestelde vragen over LED (AHOVOKS).")
EVENTS: Mapping[str, str] = {
    "noted": N_("genoteerd"),
    "corrected": N_("verbeterd"),
    "tied": N_("als basis van een EVC-traject gekozen"),
    "untied": N_("niet langer basis van een EVC-traject"),
    "withdrawn": N_("ingetrokken"),
}
FIELDS: Mapping[str, str] = {
    "kind": N_("Soort gegeven"),
    "title": N_("Benaming"),
    "issuer": N_("Uitgereikt door"),
    "obtained_on": N_("Behaald op"),
    "shown_on": N_("Getoond op"),
    "seen_by": N_("Gezien door"),
    "participation": N_("EVC-traject"),
}
