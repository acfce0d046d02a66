"""A link with a number that no record can have shows the page as it is without one, on both databases."""

import pytest

from tests.factories import Provider
from tests.pages.conftest import open_page

NAMED = {
    "proofs": ({"id": ""}, {"proof": ""}),
    "learners": ({"id": ""}, {"id": "", "file": "1"}),
    "trajectories": ({"id": ""},),
    "courses": ({"id": ""}, {"course": ""}, {"campus": ""}),
    "certificates": (
        {"part": "queue", "paper": ""}, {"part": "register", "document": ""}, {"part": "vov", "stretch": ""},
        {"part": "vov", "course": ""}, {"part": "vov", "year": ""},
    ),
    "attendance": (
        {"lesson": ""}, {"group": ""}, {"part": "learner", "enrolment": ""}, {"part": "signals", "course": ""},
        {"part": "signatures", "online": ""},
    ),
    "registration": ({"part": "entry", "proof": ""}, {"part": "corrections", "id": ""}, {"part": "problems", "id": ""}),
}  # fmt: skip
ASKED = [(page, query) for page, queries in NAMED.items() for query in queries]


@pytest.mark.parametrize(("page", "query"), ASKED)
def test_a_number_that_no_key_can_be_opens_nothing(given: Provider, page: str, query: dict[str, str]) -> None:
    for number in (
        "0",
        "2147483647",
        "2147483648",
        "999999999999",
        "1000000000001",
        "1002147483648",
        "999999999999999",
    ):
        asked = {name: value or number for name, value in query.items()}
        open_page(page, given.coordinator, query=asked).calm()
