"""The answer to "waarom deze datum?", in sentences that every screen, e-mail and PDF shares."""

from core.rules import count, engine, errors, facts
from core.rules.engine import Outcome
from core.rules.law import RULES, assiduity_met, course_hours, proofs_earned, vov_regular_attendance
from core.rules.words import N_, Param, Text

STARTS = N_("De termijn begint op {day}: {fact}.")
DUE = N_("Uiterste datum: {weekday} {day}.")
TARGET = N_("Streefdatum: {weekday} {day}, de laatste werkdag op of vóór de uiterste datum.")
TARGET_EARLIER = N_(
    "Streefdatum: {weekday} {day}, vervroegd door sluitingsdagen of door de buffer van je instelling."
)
ROLLED = N_("Eerste werkdag op of na de uiterste datum: {weekday} {day} (ter informatie).")
SKIPPED = N_("Overgeslagen feestdag: {name} ({day}).")
COUNTED = N_("Feestdag binnen de termijn, die meetelt: {name} ({day}).")
RULE = N_("Regel: {name}, versie van kracht vanaf {day}.")
RULE_UNDATED = N_("Regel: {name}.")
SOURCE = N_("{name}: {title} ({href}).")
OVERRIDDEN = N_("Je instelling telt hier anders dan de standaardlezing.")
OWN_SOURCE = N_("Je instelling voor “{name}”: {source}")
UNCONFIRMED = N_("Juridisch te bevestigen. {decision}")
QUESTION = N_("Open vraag {number}: {question} Gevolgd: {followed}")

WEEKDAYS = (
    N_("maandag"), N_("dinsdag"), N_("woensdag"), N_("donderdag"), N_("vrijdag"), N_("zaterdag"),
    N_("zondag"),
)  # fmt: skip

OWN = (
    STARTS, DUE, TARGET, TARGET_EARLIER, ROLLED, SKIPPED, COUNTED, RULE, RULE_UNDATED, SOURCE, OVERRIDDEN,
    OWN_SOURCE, UNCONFIRMED, QUESTION, *WEEKDAYS,
)  # fmt: skip
LABELS = tuple(dict.fromkeys(fact.label for rule in RULES for fact in rule.facts))
EXPLANATION_TEMPLATES: tuple[str, ...] = (
    *OWN,
    *LABELS,
    *count.TEMPLATES,
    *engine.TEMPLATES,
    *errors.TEMPLATES,
    *errors.SERIES_TEMPLATES,
    *facts.TEMPLATES,
    *assiduity_met.TEMPLATES,
    *course_hours.TEMPLATES,
    *proofs_earned.TEMPLATES,
    *vov_regular_attendance.TEMPLATES,
)


def explain(outcome: Outcome) -> tuple[Text, ...]:
    """The whole answer: trigger, steps, holidays, the three dates, then the rule and its sources."""
    return (*how(outcome), *why(outcome))


def how(outcome: Outcome) -> tuple[Text, ...]:
    """From the fact to the dates."""
    if outcome.trigger is None or outcome.started_on is None:
        return (*outcome.notes, *(step.note for step in outcome.steps))
    lines = [Text(STARTS, {"day": outcome.started_on, "fact": Text(outcome.trigger.label)})]
    lines += [step.note for step in outcome.steps]
    for holiday in outcome.holidays:
        lines.append(
            Text(SKIPPED if holiday.skipped else COUNTED, {"name": holiday.name, "day": holiday.day})
        )
    earlier = outcome.target_on != outcome.usual_target_on
    shown = (
        (DUE, outcome.due_on),
        (TARGET_EARLIER if earlier else TARGET, outcome.target_on),
        (ROLLED, outcome.rolled_on),
    )
    lines += [
        Text(template, {"weekday": Text(WEEKDAYS[day.weekday()]), "day": day}) for template, day in shown
    ]
    return tuple(lines)


def why(outcome: Outcome) -> tuple[Text, ...]:
    """From the rule to its sources, with what is not settled."""
    named: dict[str, Param] = {"name": outcome.name}
    lines = [Text(RULE, {**named, "day": outcome.version}) if outcome.version else Text(RULE_UNDATED, named)]
    for setting in outcome.settings:
        source = setting.reference
        lines.append(Text(SOURCE, {"name": setting.name, "title": source.title, "href": source.href}))
    if outcome.overridden:
        lines.append(Text(OVERRIDDEN))
    for setting in outcome.own:
        if told := outcome.overrides.source(setting.key):
            lines.append(Text(OWN_SOURCE, {"name": setting.name, "source": told}))
    if outcome.legally_unconfirmed:
        lines.append(Text(UNCONFIRMED, {"decision": outcome.decision}))
    for asked in outcome.questions:
        texts: dict[str, Param] = {"question": asked.question, "followed": asked.followed}
        lines.append(Text(QUESTION, {"number": asked.number, **texts}))
    return tuple(lines)
