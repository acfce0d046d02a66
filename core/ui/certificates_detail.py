"""One paper beside the list: its sign, the next act, the facts, the hours, why its date is so, its documents."""

from datetime import timedelta
from typing import Final

from core.access.permissions import Action
from core.certificates import details, signs
from core.certificates.details import PaperDetail
from core.certificates.filters import Status
from core.certificates.words import STAGES, TITLES, WAYS
from core.courses.school_years import school_year_text
from core.enrolments import words as enrolments
from core.proofs.late_reasons import LATE_REASONS
from core.ui import (
    certificates_acts,
    certificates_documents,
    certificates_hours,
    certificates_list,
    certificates_why,
    labels,
    markup,
)
from core.ui.page import Context

# An undelivered paper of a past school year endangers the employer's claim from here on.
NEAR: Final = timedelta(days=62)


def draw(ctx: Context, certificate_id: int) -> None:
    """The panel; a paper that is gone or lies on another campus says so in the same words."""
    found = ctx.read(details.detail, actor=ctx.actor, today=ctx.today, certificate_id=certificate_id)
    if found is None:
        gone = ctx.t("Niet gevonden. Misschien is het verplaatst of hoort het bij een andere campus.")
        markup.show(markup.paragraph(gone))
        return
    row = found.line
    markup.show(
        markup.badge(certificates_list.sign(row, ctx)),
        markup.heading(certificates_list.name_of(row), ctx.t(TITLES[row.kind]), css="tw-naam"),
    )
    certificates_acts.draw(ctx, found)
    _held(ctx, found)
    if is_earlier(found):
        told = ctx.t(
            "Op papier, nummer {number}, van vóór Termijnwacht: er is geen PDF van.", number=row.number
        )
        markup.show(markup.muted(told))
    _correction(ctx, found)
    _employer(ctx, found)
    certificates_hours.deviations(ctx, found)
    markup.show(markup.facts(_facts(ctx, found)))
    certificates_hours.draw(ctx, found)
    certificates_why.draw(ctx, found)
    certificates_documents.draw(ctx, found)
    certificates_documents.history(ctx, found)
    ctx.link("courses", ctx.t("Open de opleiding"), id=str(row.course_id))
    if ctx.may(Action.SEE_LEARNERS):
        ctx.link("learners", ctx.t("Open de cursist"), id=str(row.learner_id))


def _held(ctx: Context, found: PaperDetail) -> None:
    """What holds it up and the way out; what has none says so where its date would be."""
    hold = found.line.hold
    if hold not in signs.WAY_OUT:
        return
    mark = labels.mark("hold", ctx.t(signs.WORDS[hold]))
    told = markup.muted(ctx.t(signs.WAY_OUT[hold]))
    markup.show(*([told] if found.line.status is Status.HOLD else [markup.badge(mark), told]))


def is_earlier(found: PaperDetail) -> bool:
    """Whether what stands is a paper of before Termijnwacht: issued, and no document of ours."""
    return found.state == "issued" and found.document_id is None


def _correction(ctx: Context, found: PaperDetail) -> None:
    if found.correction_on is None:
        return
    t = ctx.t
    who = t("Geopend op {day} door {name}; de instelling neemt de verantwoordelijkheid. {reason}",
        day=ctx.f.date(found.correction_on), name=found.correction_by, reason=found.correction_reason)  # fmt: skip
    if found.line.stage == "correction":
        markup.show(markup.muted(who))
        since = (found.line.from_on or found.enrolled_on).isoformat()
        enrolment = str(found.enrolment_id)
        ctx.link(
            "attendance", t("Verbeter de uren bij de aanwezigheden"), part="learner", enrolment=enrolment, since=since
        )  # fmt: skip
    else:
        markup.show(markup.badge(labels.mark("plan", t("Correctie"))), markup.muted(who))


def _employer(ctx: Context, found: PaperDetail) -> None:
    """The employer's own last day, beside a paper that is late or that lies open when that day comes near."""
    claims_by, row = found.claims_by, found.line
    if claims_by is None or row.status is Status.DONE or row.stage == "correction":
        return
    if row.status is not Status.LATE and claims_by - ctx.today > NEAR:
        return
    t, year = ctx.t, school_year_text(row.school_year)
    left = claims_by - ctx.today
    css = "late" if left < timedelta(0) else "soon" if left <= NEAR else "plan"
    mark = labels.mark(css, t("Werkgever: uiterlijk {day}", day=ctx.f.date(claims_by)))
    why = t("Zonder dit papier kan de werkgever het verlof van {year} niet terugvorderen.", year=year)
    markup.show(markup.badge(mark), markup.muted(why))


def _facts(ctx: Context, found: PaperDetail) -> list[tuple[str, str]]:
    t, day, row = ctx.t, ctx.f.date, found.line
    way = t(WAYS[found.delivery_way]).lower() if found.delivery_way in WAYS else ""
    handed = [day(row.delivered_on), way, found.delivered_by]
    return [
        (t("Hoe ver"), t(STAGES["issued" if is_earlier(found) and row.stage == "signed" else row.stage])),
        (t("Uiterste datum"), day(row.due_on) if row.is_open else ""),
        (t("Resterend"), labels.remaining(row.due_on, ctx.today, t) if row.is_open and row.due_on else ""),
        (t("Streefdatum"), day(row.target_on) if row.is_open else ""),
        (t("Streefdatum (intern)"), day(row.target_on) if row.due_on is None else ""),
        (t("Nummer"), row.number),
        (t("Periode") if row.from_on else t("Schooljaar"), certificates_list.period(ctx, row)),
        (t("Opleiding"), f"{row.course_code} {row.course}"),
        (t("Campus"), row.campus),
        (t("Verlof"), t(enrolments.REGIMES[found.regime])),
        (t("Werkgever"), found.employer),
        (t("Ingeschreven op"), day(found.enrolled_on)),
        (t("Gestopt op"), day(found.stopped_on)),
        (t("Uitgereikt op"), day(row.issued_on)),
        (t("Afgedrukt op"), day(found.printed_on)),
        (t("Ondertekend op"), " · ".join(part for part in (day(found.signed_on), found.signatory) if part)),
        (t("Afgeleverd op"), " · ".join(part for part in handed if part)),
        (t("Reden te laat"), t(LATE_REASONS[found.late_reason]) if found.late_reason else ""),
        (t("Wat eraan gedaan is"), found.late_action),
    ]
