"""Page "Dossier": everything about one person on one page, who looked at it, the export, the check before erasing."""

from collections.abc import Sequence

import streamlit as st

from core.access.permissions import Action
from core.certificates.words import STAGES
from core.i18n import N_
from core.subject import portrait, queries, telling
from core.subject.leave_rows import LeavePaperLine
from core.subject.phrases import Told
from core.subject.rows import PieceLine, ProofLine, SubjectFile
from core.subject.telling import Part
from core.ui import address, audit_list, labels, learner_acts, learner_list, learner_words, markup, tables
from core.ui.markup import Badge
from core.ui.page import Context, side_by_side

LOOKS = "learners.looks"
UNFOLDED = 6


def asked() -> int | None:
    """The person whose whole file the address asks for; None for the list."""
    return address.number("id") if address.number("file") == 1 else None


def title() -> str:
    """What the page is called."""
    return N_("Deelnemers") if asked() is None else N_("Dossier")


def sentence() -> str:
    """The line under the title."""
    if asked() is None:
        return N_("Eén dossier per persoon. Het rijksregisternummer staat er nooit voluit.")
    return N_("Alles wat over deze persoon bewaard wordt. Wat leeg is, zegt dat.")


def draw(ctx: Context, learner_id: int) -> None:
    """The whole file; one that is gone or lies on another campus says so in the same words."""
    found = ctx.read(queries.subject_file, actor=ctx.actor, today=ctx.today, learner_id=learner_id)
    address.keep({"id": learner_id, "file": 1, "page": tables.address_page(LOOKS)})
    if found is None:
        markup.show(markup.paragraph(ctx.t(learner_words.GONE)))
        ctx.link("learners", ctx.t("Terug naar de lijst"))
        return
    person = found.person
    if person.merged_into_id is not None:
        markup.show(markup.paragraph(ctx.t("Dit dossier is samengevoegd met een ander.")))
        ctx.link("learners", ctx.t("Open het dossier dat blijft"), id=str(person.merged_into_id), file="1")
        return
    learner_acts.draw(ctx, learner_id)
    state = learner_list.state(ctx, is_damaged=person.name_is_damaged, tail=person.insz_tail)
    markup.show(
        markup.badge(state), markup.heading(f"{person.last_name}, {person.first_name}", css="tw-naam")
    )
    ctx.link("learners", ctx.t("Terug naar de lijst"), id=str(learner_id))
    left, right = side_by_side("dossier", widths=(1, 2))
    with left:
        markup.show(
            markup.heading(ctx.t("Persoonsgegevens"), level=3), markup.facts(portrait.facts(person, ctx.t))
        )
    with right:
        _sections(ctx, found)
    _looks(ctx, learner_id)


def _sections(ctx: Context, found: SubjectFile) -> None:
    """What there is, and after it what there is not: every section says so when it is empty."""
    courses = telling.courses(found.person, ctx.t)
    first = Part("course", N_("Deelnames"), courses, N_("Nog niet ingeschreven voor een traject."))
    parts = [first, *telling.parts(found, ctx.t)]
    for part in parts:
        if part.code == "evidence" and found.evidence:
            _evidence(ctx, part, found.evidence)
        elif part.lines:
            _section(ctx, part, _marks(ctx, found, part.code))
    empty = [ctx.t(part.empty) for part in parts if not part.lines]
    if empty:
        markup.show(markup.heading(ctx.t("Wat er niet is"), level=3), *map(markup.muted, empty))


def _marks(ctx: Context, found: SubjectFile, code: str) -> Sequence[Badge]:
    """The state of each line of a section that has states."""
    if code == "proof":
        return [_of_proof(ctx, row) for row in found.proofs]
    if code == "leave":
        return [_of_paper(ctx, row) for row in found.leave.papers]
    closed = {
        "problem": [row.closed_on for row in found.problems], "ticket": [row.closed_on for row in found.tickets],
    }.get(code, [])  # fmt: skip
    return [
        labels.mark("done", ctx.t("Gesloten")) if day else labels.mark("soon", ctx.t("Open"))
        for day in closed
    ]


def _of_proof(ctx: Context, row: ProofLine) -> Badge:
    if row.state == "withdrawn":
        return labels.mark("hold", ctx.t("Ingetrokken"))
    if row.led_cancelled_on is not None:
        return labels.mark("hold", ctx.t("Geannuleerd in LED"))
    if row.registered_on is not None:
        is_late = row.due_on is not None and row.registered_on > row.due_on
        return labels.status("met_late" if is_late else "met", ctx.t)
    return labels.days(row.due_on or ctx.today, ctx.today, ctx.t)


def _of_paper(ctx: Context, row: LeavePaperLine) -> Badge:
    """The state of a paper under leave; its own page has more."""
    if row.state == "lapsed":
        return labels.mark("hold", ctx.t(STAGES["lapsed"]))
    if row.delivered_on is not None:
        return labels.mark("done", ctx.t("Afgeleverd"))
    if row.state == "due" and row.correction_on is not None:
        return labels.mark("plan", ctx.t("Correctie"))
    if row.due_on is None:
        return labels.mark("plan", ctx.t(STAGES[row.state]))
    return labels.days(row.due_on, ctx.today, ctx.t)


def _section(ctx: Context, part: Part, marks: Sequence[Badge]) -> None:
    """A heading with its lines; many of them stand under a fold."""
    markup.show(markup.heading(f"{ctx.t(part.title)} ({ctx.f.number(len(part.lines))})", level=3))
    for number, line in enumerate(part.lines[:UNFOLDED]):
        _line(ctx, part.code, number, line, marks[number : number + 1])
    rest = part.lines[UNFOLDED:]
    if rest:
        with st.expander(ctx.t("Nog {n}", n=ctx.f.number(len(rest))), type="compact"):
            for number, line in enumerate(rest, start=UNFOLDED):
                _line(ctx, part.code, number, line, marks[number : number + 1])


def _line(ctx: Context, code: str, number: int, line: Told, marks: Sequence[Badge]) -> None:
    with st.container(
        horizontal=True, key=f"rij.file.{code}{number}", vertical_alignment="center", gap="small"
    ):
        with st.container(width="stretch"):
            first, *others = line.text.split("\n")
            texts = [markup.tag("div", first), *(markup.muted(other) for other in others)]
            markup.show(*map(markup.badge, marks), markup.tag("div", markup.tag("b", line.label)), *texts)
        if line.target is not None:
            stem, name, key = line.target
            ctx.link(stem, ctx.t("Openen"), **{name: str(key)})


def _evidence(ctx: Context, part: Part, pieces: Sequence[PieceLine]) -> None:
    """The same with a way to each file, for who may read papers."""
    markup.show(markup.heading(f"{ctx.t(part.title)} ({ctx.f.number(len(pieces))})", level=3))
    for line, piece in zip(part.lines, pieces, strict=True):
        with st.container(
            horizontal=True, key=f"rij.file.evidence{piece.evidence_id}", vertical_alignment="center"
        ):
            with st.container(width="stretch"):
                markup.show(markup.tag("b", line.label), markup.tag("div", line.text))
            if ctx.may(Action.READ_DOCUMENT):
                st.link_button(
                    ctx.t("Openen"),
                    f"/evidence/{piece.evidence_id}",
                    icon=":material/attach_file:",
                    type="tertiary",
                )


def _looks(ctx: Context, learner_id: int) -> None:
    """Who looked, newest first; asking who looked is no look at the person."""
    if not ctx.may(Action.SEE_LOOKS):
        return
    t = ctx.t
    found = ctx.read(queries.looks, actor=ctx.actor, learner_id=learner_id, page=tables.page_of(LOOKS))
    if found is None:
        why = t(
            "Dit dossier ligt ook op een andere campus. Vraag wie keek aan iemand die alle campussen ziet."
        )
        markup.show(markup.heading(t("Wie dit dossier bekeek"), why, level=3))
        return
    rows, total = found
    if not rows:
        why = t("Niemand bekeek een nummer, papier of bewijsstuk van deze persoon.")
        markup.show(markup.heading(t("Wie dit dossier bekeek"), why, level=3))
        return
    markup.show(markup.heading(f"{t('Wie dit dossier bekeek')} ({ctx.f.number(total)})", level=3))
    columns = [column for column in audit_list.look_columns(ctx) if column.title != "Dossier"]
    tables.table(ctx, rows, columns, caption=t("Wie keek waar, laatste eerst"))
    with tables.footer():
        tables.pager(ctx, total=total, key=LOOKS, what=(N_("1 keer gekeken"), N_("{n} keer gekeken")))
