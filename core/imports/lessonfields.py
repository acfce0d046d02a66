"""How providers head the columns about lessons, and why such a row is refused."""

from collections.abc import Mapping
from dataclasses import replace

from core.i18n import N_
from core.imports import coursefields, enrolmentfields, plaincells, reasons
from core.imports.kinds import Field, Reason, listed
from core.imports.refusing import RULE

HELD_ON = Field("held_on", N_("Datum"), listed(
    "datum, lesdatum, datum les, dag, lesdag, op, date, date du cours, lesson date",
), mandatory=True)  # fmt: skip
STARTS_AT = Field("starts_at", N_("Van"), listed(
    "van, beginuur, begin, start, startuur, aanvang, uur, uur van, vanaf, from, start time, heure de debut, begintijd",
    "starttijd",
), mandatory=True)  # fmt: skip
FIELDS = (
    enrolmentfields.COURSE,
    enrolmentfields.GROUP,
    HELD_ON,
    STARTS_AT,
    Field("ends_at", N_("Tot"), listed(
        "tot, einduur, einde, eind, uur tot, t m, to, until, end time, heure de fin, eindtijd",
    ), mandatory=True),
    Field("minutes", N_("Lesminuten zonder pauze"), listed(
        "lesminuten zonder pauze, lesminuten, minuten, aantal minuten, minuten les, duur, minutes",
    )),
    Field("kind", N_("Soort les"), listed("soort les, soort, type les, type, lesvorm, vorm, kind")),
    Field("is_online", N_("Online"), listed("online, afstandsonderwijs, op afstand, digitaal, afstandsles")),
    Field("teacher", N_("Leraar"), listed(
        "leraar, lesgever, docent, leerkracht, trainer, lesgever naam, teacher, formateur",
    )),
)  # fmt: skip

KINDS: Mapping[str, str] = plaincells.coded(
    ("contact", "contactles, contact, les, contactonderwijs, theorie, praktijk, klassikaal"),
    ("placement", "stage, werkplekleren, werkplek, placement, praktijkstage"),
    ("self_study", "zelfstudie, zelfstandig, thuisstudie, self study"),
)
YES, NO, SOMEBODY_ELSE = N_("ja"), N_("nee"), N_("iemand anders of niemand")
EXAMPLES = "contactles, stage, zelfstudie"
HOUR_REASON = Reason(
    "bad_hour",
    "starts_at",
    N_("“{value}” in kolom “{column}” is geen uur. Schrijf bijvoorbeeld 18.30 of 18:30."),
)
REASONS: tuple[Reason, ...] = (
    *enrolmentfields.COURSE_REASONS,
    enrolmentfields.GROUP_REASON,
    replace(coursefields.DATE_REASON, field="held_on"),
    Reason("missing_day", "held_on", N_("Vul kolom “{column}” in: de dag van de les.")),
    HOUR_REASON,
    Reason("missing_hour", "starts_at", N_("Vul kolom “{column}” in: het uur waarop de les begint of eindigt.")),
    Reason("bad_minutes", "minutes", N_(
        "“{value}” in kolom “{column}” is geen aantal minuten. Schrijf bijvoorbeeld 150."
    )),
    replace(coursefields.WORD_REASON, field="kind"),
    replace(reasons.YES_NO, field="is_online"),
    *(replace(reason, field="teacher") for reason in coursefields.TEACHER_REASONS),
    Reason("was_cancelled", "held_on", N_(
        "De les van {value} is hier afgelast of verplaatst. Herstel ze bij Opleidingen als ze toch doorging."
    )),
    Reason("stored_differs", "held_on", N_(
        "Kolom “{column}”: deze les bestaat al met {expected}, het blad zegt {value}. Wijzig dat bij Opleidingen."
    )),
    Reason("duplicate_row", "held_on", N_("Dezelfde les staat al op rij {value}.")),
    Reason("rows_overlap", "starts_at", N_("Deze les valt samen met de les op rij {value}. Kijk de uren na.")),
    Reason("not_right", "held_on", RULE),
)  # fmt: skip
