"""Why the date of a paper is what it is: the count of its rule, and that only delivery closes the term."""

from core.certificates import owed
from core.certificates.details import PaperDetail, TermLine
from core.certificates.terms_of_papers import RULES
from core.deadlines import versions
from core.deadlines.stored import PAPERS
from core.i18n import N_
from core.rules.errors import RuleError
from core.ui import markup, proof_why
from core.ui.markup import Step
from core.ui.page import Context

NO_RULE = N_(
    "Voor dit stelsel van verlof is op die dag geen regel van kracht. Kijk het stelsel van de inschrijving na."
)
NO_TERM = N_("De bron geeft voor dit papier geen termijn; de streefdatum is die van je instelling (intern).")
LAPSED = N_("Dit papier is niet meer verschuldigd: de inschrijving of de stopzetting wijzigde.")


def draw(ctx: Context, found: PaperDetail) -> None:
    """The count of this paper's date, with the way to the rule; or why there is no date."""
    t, term = ctx.t, found.term
    if term is None or term.state == "lapsed":
        said = LAPSED if found.state == "lapsed" else NO_RULE if found.line.hold == owed.NO_RULE else NO_TERM
        markup.show(markup.heading(t("Waarom geen datum?"), t(said), level=3))
    else:
        _counted(ctx, found, term)
    rule_id = RULES.get(found.line.kind)
    if rule_id is not None:
        ctx.link("rules", t("Bekijk de regel en de bron"), rule=rule_id)


def _counted(ctx: Context, found: PaperDetail, term: TermLine) -> None:
    t, rule = ctx.t, PAPERS[term.rule_id]
    steps: list[Step] = []
    try:
        applied, is_today = ctx.read(
            versions.judging, rule=rule, starts_on=term.starts_on, due_on=term.due_on, variant=term.regime,
            also_on=term.also_on,
        )  # fmt: skip
        outcome = applied.explained(term.rule_id, rule.facts(term.starts_on, term.regime, term.also_on))
        steps += proof_why.steps(ctx, outcome)
        if not is_today:
            steps.append(Step("", t("zoals je instelling toen telde; een latere wijziging heropent niets")))
    except RuleError as gone:
        steps.append(
            Step(ctx.f.date(term.due_on), t("uiterste datum"), ctx.words(gone.template, gone.params))
        )
    closed = ctx.f.date(term.met_on) if term.met_on is not None else t("Afleveren")
    note = "" if term.met_on is None else t("Een correctie nadien heropent de termijn niet.")
    steps.append(Step(closed, t("aan de cursist afgeleverd") if term.met_on else t("sluit de termijn"), note))
    markup.show(markup.why(t("Waarom deze datum?"), steps))
