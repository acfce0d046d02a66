"""How providers head the columns about a person."""

from core.i18n import N_
from core.imports.kinds import Field, listed

NAME_FIELDS = (
    Field(
        "last_name",
        N_("Familienaam"),
        listed("familienaam, achternaam, naam, nom, nom de famille, last name, surname, family name"),
        mandatory=True,
    ),
    Field(
        "first_name",
        N_("Voornaam"),
        listed("voornaam, voornamen, roepnaam, prenom, prenoms, first name, given name"),
        mandatory=True,
    ),
    Field(
        "insz",
        N_("Rijksregisternummer"),
        listed(
            "rijksregisternummer, rijksregisternr, rijksregister nummer, rijksregister nr, rijksregister",
            "insz, insz nummer, insznummer, insz nr, rrn, rr nummer, rr nr, rr, insz bis, insz of bis, rrnr",
            "rijksregisternummer insz, insz rijksregisternummer, bis nummer, nationaal nummer",
            "rijksregisternummer of bis nummer, niss, numero national, registre national, national number",
            "numero de registre national, n registre national, numero niss",
        ),
    ),
    Field(
        "born_on",
        N_("Geboortedatum"),
        listed(
            "geboortedatum, geboren op, geboren, geb datum, gebdatum, geboorte datum, date de naissance",
            "birth date, date of birth, birthdate, datum geboorte, ne le",
        ),
    ),
)
EMAIL = Field(
    "email", N_("E-mail"),
    listed("e mail, email, mail, e mailadres, emailadres, mailadres, e mail adres, courriel, email address"),
)  # fmt: skip
DETAIL_FIELDS = (
    Field("birth_place", N_("Geboorteplaats"), listed("geboorteplaats, lieu de naissance, place of birth")),
    Field(
        "street",
        N_("Straat en nummer"),
        listed("adres, straat, straat en nummer, straat nr, straat en nr, adresse, rue, address, street"),
    ),
    Field(
        "postal_code",
        N_("Postcode"),
        listed("postcode, post code, postnummer, code postal, postal code, zip"),
    ),
    Field(
        "city", N_("Gemeente"), listed("gemeente, woonplaats, stad, plaats, commune, localite, city, town")
    ),
    EMAIL,
    Field(
        "phone",
        N_("Telefoon"),
        listed(
            "telefoon, telefoonnummer, tel, tel nr, gsm, gsm nummer, gsm nr, mobiel, phone, mobile, telephone"
        ),
    ),
    Field(
        "employer_name",
        N_("Werkgever"),
        listed("werkgever, naam werkgever, bedrijf, employeur, employer"),
    ),
    Field(
        "employer_number",
        N_("Ondernemingsnummer werkgever"),
        listed(
            "ondernemingsnummer, ondernemingsnummer werkgever, ondernemingsnr, kbo nummer, kbo nr, kbo",
            "numero d entreprise, enterprise number",
        ),
    ),
)
