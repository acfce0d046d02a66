"""One person's courses, hours and papers under leave in short texts, the same for the page and for the summary."""

from collections.abc import Iterator

from core.access.actors import person
from core.attendance.totals import Totals
from core.certificates.documents import DocumentLine
from core.certificates.words import STAGES, TITLES, WAYS
from core.courses.school_years import school_year_text
from core.enrolments.words import ASSESSMENTS, REGIMES, STOP_KINDS
from core.i18n.formats import date_text
from core.proofs.late_reasons import LATE_REASONS
from core.subject.leave_rows import CourseLine, FiledLine, LeavePaperLine
from core.subject.phrases import Told, Translate, line, on, word


def course(row: CourseLine, t: Translate) -> Told:
    """An enrolment: when, under which leave, for which employer; the hours below it, and what was filed of them."""
    stopped = line(on(t("gestopt op {day}"), row.stopped_on), word(STOP_KINDS, row.stop_kind, t))
    first = line(
        row.name, row.campus, on(t("ingeschreven op {day}"), row.enrolled_on), word(REGIMES, row.regime, t),
        t("werkgever: {name}", name=row.employer) if row.employer else "", stopped,
        t("eindbeoordeling: {said}", said=word(ASSESSMENTS, row.final_assessment, t)) if row.final_assessment else "",
    )  # fmt: skip
    filed = [_filed(each, t) for each in row.filed]
    return Told(row.code, "\n".join([first, hours(row.hours, t), *filed]), ("courses", "id", row.course_id))


def hours(found: Totals, t: Translate) -> str:
    """Minutes of the enrolment up to today as attendance has them; never why somebody was away."""
    if not found.given and not found.planned:
        return t("Nog geen lessen.")
    said = t(
        "Minuten: {given} gegeven, {present} aanwezig, {justified} gewettigd afwezig, {unjustified} ongewettigd "
        "afwezig.",
        given=found.given, present=found.present, justified=found.justified, unjustified=found.unjustified,
    )  # fmt: skip
    if not found.not_entered:
        return said
    left = t("1 les nog in te voeren.") if found.not_entered == 1 else t(
        "{n} lessen nog in te voeren.", n=found.not_entered
    )  # fmt: skip
    return f"{said} {left}"


def _filed(row: FiledLine, t: Translate) -> str:
    amounts = t(
        "{present} van {given} minuten aanwezig, {justified} gewettigd, {unjustified} ongewettigd",
        given=row.given, present=row.present, justified=row.justified, unjustified=row.unjustified,
    )  # fmt: skip
    return line(
        t("Ingediend in het WSE-loket op {day}", day=date_text(row.filed_on)),
        f"{date_text(row.from_on)} - {date_text(row.to_on)}", amounts, row.reference,
        on(t("ingetrokken op {day}"), row.withdrawn_on),
    )  # fmt: skip


def paper(row: LeavePaperLine, t: Translate) -> Told:
    """A paper: of which days, its term and its delivery; its documents below it."""
    days = (
        f"{date_text(row.from_on)} - {date_text(row.to_on)}"
        if row.from_on is not None and row.to_on is not None
        else school_year_text(row.school_year)
    )
    stage = "" if row.delivered_on else t(STAGES[row.state])
    first = line(
        row.course, days, stage, on(t("uiterlijk {day}"), row.due_on), on(t("afgeleverd op {day}"), row.delivered_on),
        word(WAYS, row.delivery_way, t), row.delivered_by, word(LATE_REASONS, row.late_reason, t), row.late_action,
    )  # fmt: skip
    corrected = line(
        on(t("correctie geopend op {day}"), row.correction_on), row.correction_by, row.correction_reason
    )
    texts = [first, corrected, *(_document(each, t) for each in row.documents)]
    text = "\n".join(each for each in texts if each)
    return Told(t(TITLES[row.kind]), text, ("certificates", "paper", row.certificate_id))


def _document(row: DocumentLine, t: Translate) -> str:
    return line(
        t("Papier {number}", number=row.number), on(t("uitgereikt op {day}"), row.issued_on), person(row.issued_by, t),
        row.signatory, *_became(row, t),
    )  # fmt: skip


def _became(row: DocumentLine, t: Translate) -> Iterator[str]:
    if row.corrects:
        yield t("correctie van {number}", number=row.corrects)
    yield on(t("afgeleverd op {day}"), row.delivered_on)
    if row.destroyed_on is not None:
        yield f"{t('vernietigd')} {date_text(row.destroyed_on)} {row.destroyed_reason}".strip()
