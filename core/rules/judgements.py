"""assiduity_met for many rows at once, in whole minutes."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.rules import errors, parameters
from core.rules.errors import InvalidFacts
from core.rules.law import assiduity_met
from core.rules.words import Text

Counts: TypeAlias = NDArray[np.integer]
Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Judgements:
    """Per row whether anything was given to judge by, and if so whether the limit was kept."""

    judged: Flags
    met: Flags


def judge_many(*, given: Counts, present: Counts, justified: Counts, unjustified: Counts) -> Judgements:
    """The judgement of every row; one row whose parts are not its sum refuses them all."""
    limit = parameters.law("assiduity_met").on(None).read("limit", Fraction)
    columns = (given, present, justified, unjustified)
    for fact, column in zip(assiduity_met.FACTS, columns, strict=True):
        largest = np.iinfo(np.int64).max // limit.denominator
        if column.dtype.kind not in "iu" or (
            column.size and not 0 <= column.min() <= column.max() <= largest
        ):
            raise InvalidFacts(errors.NOT_COUNTS, fact=Text(fact.label))
    if len({column.shape for column in columns}) > 1:
        raise InvalidFacts(errors.UNEVEN)
    given, present, justified, unjustified = (column.astype(np.int64) for column in columns)
    wrong = present + justified + unjustified != given
    if wrong.any():
        raise InvalidFacts(errors.NOT_THE_SUMS, row=int(wrong.argmax()) + 1)
    return Judgements(given > 0, unjustified * limit.denominator <= given * limit.numerator)
