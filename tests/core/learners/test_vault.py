"""The safe for national numbers."""

import pytest

from core.learners import vault


def test_what_is_sealed_opens_again_and_never_looks_the_same() -> None:
    first, second = vault.seal("90610100155"), vault.seal("90610100155")
    assert first != second
    assert vault.unseal(first) == vault.unseal(second) == "90610100155"
    assert b"90610100155" not in first


def test_the_form_is_versioned() -> None:
    sealed = vault.seal("90610100155")
    assert sealed[:1] == vault.VERSION
    with pytest.raises(vault.Sealed):
        vault.unseal(b"\x02" + sealed[1:])


def test_changed_bytes_and_other_purposes_do_not_open() -> None:
    sealed = vault.seal("90610100155")
    for wrong in (sealed[:-1] + bytes([sealed[-1] ^ 1]), sealed[:5], b""):
        with pytest.raises(vault.Sealed):
            vault.unseal(wrong)
    with pytest.raises(vault.Sealed):
        vault.unseal(sealed, learner_key=b"other")


def test_the_index_is_stable_and_tells_nothing() -> None:
    assert vault.blind("90610100155") == vault.blind("90610100155")
    assert vault.blind("90610100155") != vault.blind("90610100156")
    assert len(vault.blind("90610100155")) == 64
