"""One person's file in sections of short texts, the same for the page and for the readable summary."""

from collections.abc import Sequence
from dataclasses import dataclass

from core import clock
from core.access.actors import person
from core.i18n import N_
from core.i18n.formats import date_text
from core.learners.queries import LearnerFile
from core.learners.words import FIELDS
from core.proofs.late_reasons import DELIVERY_WAYS, LATE_REASONS
from core.subject import leave_telling, rows, words
from core.subject.phrases import Told, Translate, line, on, word


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its code, its title, its lines, and the sentence when there are none."""

    code: str
    title: str
    lines: Sequence[Told]
    empty: str


def parts(file: rows.SubjectFile, t: Translate) -> list[Part]:
    """The sections in the order of reading: titles and sentences in Dutch source text, lines in the language of `t`."""
    sections: tuple[tuple[str, str, Sequence[Told], str], ...] = (
        ("enrolment", N_("Opleidingen en aanwezigheid"), [leave_telling.course(row, t) for row in file.leave.courses],
         N_("Niet ingeschreven in een opleiding.")),
        ("leave", N_("Getuigschriften en attesten"), [leave_telling.paper(row, t) for row in file.leave.papers],
         N_("Geen getuigschriften of attesten van opleidingsverlof.")),
        ("proof", N_("Bewijzen, papieren en registratie"), [_proof(row, t) for row in file.proofs],
         N_("Nog geen bewijs: er werd nog geen traject afgerond.")),
        ("evidence", N_("Bewijsstukken"), [_piece(row, t) for row in file.evidence], N_("Geen bewijsstukken bewaard.")),
        ("problem", N_("Problemen bij de registratie"), [_problem(row, t) for row in file.problems],
         N_("Geen problemen gemeld.")),
        ("ticket", N_("Meldingen over LED"), [_ticket(row, t) for row in file.tickets], N_("Geen meldingen over LED.")),
        ("prior", N_("Wat uit LED getoond werd"), [_prior(row, t) for row in file.prior_learning],
         N_("Niets genoteerd van wat in LED getoond werd.")),
        ("difference", N_("Verschillen met de registratietool"), [_difference(row, t) for row in file.differences],
         N_("Geen verschillen gevonden.")),
        ("letter", N_("Brieven"),
         [_letter(row, t) for row in file.letters],
         N_("Geen brieven gemaakt. Een brief zelf wordt niet bewaard.")),
        ("source", N_("Waar de gegevens vandaan komen"), [_source(row, t) for row in file.sources],
         N_("Met de hand ingevoerd, niet uit een ingelezen lijst.")),
        ("change", N_("Wijzigingen in het dossier"), _changes(file, t), N_("Het dossier werd nooit gewijzigd.")),
    )  # fmt: skip
    return [Part(*section) for section in sections]


def courses(found: LearnerFile, t: Translate) -> list[Told]:
    """The participations."""
    return [
        Told(
            row.trajectory_code,
            line(
                row.trajectory, row.campus, on(t("gestart op {day}"), row.starts_on),
                on(t("afgerond op {day}"), row.completed_on),
            ),
        )
        for row in found.participations
    ]  # fmt: skip


def _proof(row: rows.ProofLine, t: Translate) -> Told:
    reference = t("referte {reference}", reference=row.led_reference) if row.led_reference else ""
    text = line(
        row.title, t(words.WITHDRAWN) if row.state == "withdrawn" else "", on(t("uitgereikt op {day}"), row.issued_on),
        on(t("afgeleverd op {day}"), row.delivered_on),
        word(DELIVERY_WAYS, row.delivered_how, t), row.delivered_by, on(t("uiterlijk {day}"), row.due_on),
        on(t("ingevoerd in LED op {day}"), row.entered_on), row.entered_by,
        on(t("geregistreerd op {day}"), row.registered_on), reference, word(LATE_REASONS, row.late_reason, t),
        row.late_action, on(t("geannuleerd in LED op {day}"), row.led_cancelled_on),
    )  # fmt: skip
    papers = [
        line(
            t("Papier {number}", number=paper.number), on(t("uitgereikt op {day}"), paper.issued_on),
            person(paper.issued_by, t), paper.reason,
            *_events(paper, t),
        )
        for paper in row.papers
    ]  # fmt: skip
    label = row.number or t("Bewijs {key}", key=row.proof_id)
    return Told(label, "\n".join([text, *papers]), ("proofs", "proof", row.proof_id))


def _events(paper: rows.PaperLine, t: Translate) -> list[str]:
    return [
        f"{word(words.PAPER_EVENTS, kind, t)} {date_text(day)} {reason}".strip()
        for kind, day, reason in paper.events
    ]


def _letter(row: rows.LetterLine, t: Translate) -> Told:
    return Told(row.number, line(date_text(clock.local(row.made_at).date()), person(row.made_by, t)))


def _piece(row: rows.PieceLine, t: Translate) -> Told:
    added = date_text(clock.local(row.added_at).date())
    size = f"{max(1, row.size >> 10)} kB"
    return Told(row.name, line(word(words.ABOUT, row.subject_kind, t), size, added, row.added_by))


def _problem(row: rows.ProblemLine, t: Translate) -> Told:
    state = on(t("gesloten op {day}"), row.closed_on) or t("staat open")
    text = line(
        on(t("opgemerkt op {day}"), row.noticed_on), on(t("gemeld op {day}"), row.reported_on), row.description,
        on(t("beantwoord op {day}"), row.answered_on), row.answer, state, row.solution,
    )  # fmt: skip
    return Told(t("Probleem {key}", key=row.problem_id), text, ("proofs", "proof", row.proof_id))


def _ticket(row: rows.TicketLine, t: Translate) -> Told:
    state = on(t("gesloten op {day}"), row.closed_on) or t("staat open")
    values = (
        t("“{old}” wordt “{new}”", old=row.old_value, new=row.new_value) if row.new_value else row.old_value
    )
    text = line(
        word(words.TICKETS, row.kind, t), word(words.REPORTERS, row.reporter, t),
        on(t("gemeld op {day}"), row.reported_on), row.description, values, on(t("verstuurd op {day}"), row.sent_on),
        on(t("beantwoord op {day}"), row.answered_on), row.answer, state, word(words.OUTCOMES, row.outcome, t),
    )  # fmt: skip
    return Told(t("Melding {key}", key=row.ticket_id), text)


def _prior(row: rows.ShownLine, t: Translate) -> Told:
    text = line(
        word(words.PRIOR, row.kind, t), row.issuer, on(t("behaald op {day}"), row.obtained_on),
        on(t("getoond op {day}"), row.shown_on), row.seen_by, on(t("ingetrokken op {day}"), row.withdrawn_on),
        row.withdrawn_reason,
    )  # fmt: skip
    return Told(row.title, text)


def _difference(row: rows.DifferenceLine, t: Translate) -> Told:
    decided = line(on(t("beslist op {day}"), row.decided_on), row.decided_by, row.reason) or t(
        "nog niet beslist"
    )
    text = line(
        row.reference, word(words.DIFFERENCES, row.kind, t), on(t("lijst van {day}"), row.read_on), decided
    )
    return Told(t("Vergelijking {key}", key=row.reconciliation_id), text)


def _source(row: rows.SourceLine, t: Translate) -> Told:
    state = t("ongedaan gemaakt") if row.state == "undone" else ""
    text = line(
        word(words.SHEETS, row.kind, t), row.file_name, date_text(clock.local(row.applied_at).date()),
        person(row.applied_by, t), state,
    )  # fmt: skip
    return Told(t("Ingelezen lijst {key}", key=row.batch_id), text, ("imports", "id", row.batch_id))


def _changes(file: rows.SubjectFile, t: Translate) -> list[Told]:
    lines = [
        Told(
            word(FIELDS, change.field, t),
            line(
                t("was “{old}”", old=change.old_text) if change.old_text and change.field != "insz_index" else "",
                date_text(clock.local(change.changed_at).date()), person(change.changed_by, t), change.reason,
            ),
        )
        for change in file.person.changes
    ]  # fmt: skip
    merged = [Told(t("Dossier {key}", key=key), t("samengevoegd met dit dossier")) for key in file.merged_ids]
    return lines + merged
