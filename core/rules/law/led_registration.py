"""Registration of a proof in LED.

"De bewijzen van beroepskwalificerende trajecten moeten in de LED worden geregistreerd binnen de twee
maanden na het afronden van het traject door de deelnemer." (Vlaanderen, Uitreiken en registreren van
bewijzen)
"""

from datetime import date

from core.rules import facts
from core.rules.count import Count
from core.rules.facts import Fact
from core.rules.parameters import InUse
from core.rules.words import N_

COMPLETED_ON = Fact("completed_on", N_("traject afgerond op"), facts.a_day)
FACTS = (COMPLETED_ON,)


def decide(law: InUse, *, completed_on: date) -> Count:
    """The clock starts on completion by the participant, not on the issue of the proof."""
    return Count(law.on(completed_on), COMPLETED_ON, completed_on).plus("term")
