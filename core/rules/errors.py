"""What a rule says when it gives no answer. The shape is that of core.errors.DomainError: template and
params.
"""

from datetime import date
from typing import ClassVar

from core.rules.words import N_, Name, Param, Text

NOT_YET = N_("Geen regel van kracht op {day} voor “{rule}”; de eerste versie geldt vanaf {first_day}.")
NO_LONGER = N_("Geen regel van kracht op {day} voor “{rule}”; de laatste versie gold tot en met {last_day}.")
UNKNOWN_RULE = N_("Er is geen regel met de naam “{rule}”.")

NOT_A_SERIES = N_("“{fact}” moet een reeks dagen zonder lege plaatsen zijn.")
NOT_COUNTS = N_("“{fact}” moet een reeks gehele getallen zijn, nul of meer.")
UNEVEN = N_("De reeksen moeten even lang zijn.")
ONE_BY_ONE = N_("De regel “{rule}” kan niet voor veel rijen tegelijk berekend worden.")
NOT_THE_SUMS = N_("In rij {row} zijn de delen samen niet gelijk aan de gegeven minuten.")

SERIES_TEMPLATES = (NOT_A_SERIES, NOT_COUNTS, UNEVEN, ONE_BY_ONE, NOT_THE_SUMS)
TEMPLATES = (NOT_YET, NO_LONGER, UNKNOWN_RULE)


class RuleError(Exception):
    """Dutch template and named values; str() gives the Dutch sentence."""

    code: ClassVar[str] = "rule"

    def __init__(self, template: str, /, **params: Param) -> None:
        super().__init__(template)
        self.template = template
        self.params = params

    @property
    def text(self) -> Text:
        """The sentence as data, for words.say."""
        return Text(self.template, self.params)

    def __str__(self) -> str:
        return str(self.text)


class InvalidFacts(RuleError):
    """The facts make no sense; the sentence names the fact, never its value."""

    code = "invalid"


class UnknownRule(RuleError):
    """No rule has that id."""

    def __init__(self, rule_id: str) -> None:
        super().__init__(UNKNOWN_RULE, rule=rule_id)


class NoRuleInForce(RuleError):
    """The day lies outside all versions of the rule: before the first, or after it was abolished."""

    code = "no_rule_in_force"

    def __init__(self, rule: Name, day: date, first_day: date, last_day: date | None = None) -> None:
        if last_day is None:
            super().__init__(NOT_YET, rule=rule, day=day, first_day=first_day)
        else:
            super().__init__(NO_LONGER, rule=rule, day=day, last_day=last_day)
        self.rule = rule
        self.day = day
        self.first_day = first_day
        self.last_day = last_day
