"""Labels of a list to choose from: the browser sends the label back, so each must mean one thing."""

from collections import Counter
from collections.abc import Mapping
from itertools import count
from typing import TypeVar

K = TypeVar("K")


def repeated(names: Mapping[K, str]) -> list[K]:
    """What has a label that something else has too, in the order of the list."""
    times = Counter(names.values())
    return [key for key, name in names.items() if times[name] > 1]


def labels(names: Mapping[K, str]) -> dict[K, str]:
    """The labels as they are, equal ones numbered in their order: of two equal ones the last would be taken."""
    found, taken = dict(names), set(names.values())
    for key in repeated(names):
        found[key] = next(text for n in count(1) if (text := f"{names[key]} ({n})") not in taken)
        taken.add(found[key])
    return found
