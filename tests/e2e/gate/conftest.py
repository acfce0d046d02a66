from collections.abc import Iterator

import pytest

from tests.e2e.gate.site import Site, served


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One server for all tests of the gate; the first test that asks finds it cold."""
    with served(tmp_path_factory.mktemp("gate")) as running:
        yield running
