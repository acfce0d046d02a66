"""The collector is off while a sheet is worked on, and on again whatever happens."""

import gc

import pytest

from core.imports import memory


def test_the_collector_is_on_again_after_an_error_and_after_two_at_once() -> None:
    @memory.uncollected()
    def failing() -> float:
        assert not gc.isenabled()
        return 1 / 0

    with pytest.raises(ZeroDivisionError):
        failing()
    assert gc.isenabled()
    with memory.uncollected(), memory.uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
