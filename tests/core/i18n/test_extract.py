"""Which texts the extractor finds, and that rewriting the catalogue keeps what was translated."""

from pathlib import Path

import pytest

from core import i18n
from core.i18n import extract


def test_marked_texts_are_found_however_they_are_called() -> None:
    source = 'A = N_("een")\nctx.t("twee {n}", n=1)\nt("drie" " en vier")\nother("niet")\nt(name)\nt("")\n'
    assert set(extract.texts_in(source)) == {"een", "twee {n}", "drie en vier"}


@pytest.mark.slow
def test_the_code_and_the_catalogue_hold_the_same_texts_after_a_rewrite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "en.po"
    file.write_bytes(i18n.CATALOGUE.read_bytes())
    before = dict(i18n.catalogue())
    total, missing = extract.rewrite(file)
    monkeypatch.setattr(i18n, "CATALOGUE", file)
    i18n.catalogue.cache_clear()
    after = dict(i18n.catalogue())
    i18n.catalogue.cache_clear()
    found = extract.messages()
    assert total == len(found)
    assert len(after) == total - missing
    assert after == {text: before[text] for text in found if text in before}


def test_a_text_without_translation_stays_dutch_and_places_are_filled() -> None:
    t = i18n.Translator("en")
    assert t("Dit staat in geen enkele lijst: {n}", n=3) == "Dit staat in geen enkele lijst: 3"
    assert i18n.Translator("de").language == "nl"
