"""One file or one archive for a batch: the same proofs, and no name of a person outside them."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from core.documents import merged, proof
from core.documents.content import content_from_json, content_to_json
from tests.core.documents import contents, reading

BATCH = (contents.ORDINARY, contents.MANY_COMPETENCES, contents.WITH_LOGO, contents.LONGEST)


def test_the_merged_file_holds_exactly_the_pages_of_the_single_ones() -> None:
    single = [page for content in BATCH for page in reading.pages(proof.render(content))]
    assert reading.pages(merged.render_merged(BATCH)) == single


def test_the_merged_pages_look_like_the_single_ones() -> None:
    single = [picture for content in BATCH for picture in reading.pictures(proof.render(content), scale=1)]
    together = reading.pictures(merged.render_merged(BATCH), scale=1)
    assert [one.tobytes() for one in together] == [one.tobytes() for one in single]  # type: ignore[attr-defined]


def test_the_merged_file_of_thawed_contents_is_the_same() -> None:
    thawed = [content_from_json(content_to_json(content)) for content in BATCH]
    assert merged.render_merged(thawed) == merged.render_merged(iter(BATCH))


def test_fonts_and_logo_are_in_the_merged_file_once() -> None:
    one = len(proof.render(contents.WITH_LOGO))
    many = merged.render_merged(replace(contents.WITH_LOGO, number=f"2026-{index:06}") for index in range(40))
    assert many.count(b"/FontFile2") == 2
    assert many.count(b"/Subtype /Image") == 1
    assert len(many) < 40 * one / 4


def test_an_empty_batch_is_no_file() -> None:
    with pytest.raises(ValueError, match="nothing"):
        merged.render_merged([])


def test_the_archive_names_documents_by_number_and_keeps_their_bytes() -> None:
    data = proof.render(contents.ORDINARY)
    kept = merged.zip_documents([("2026-000123", data), ("2026-000124", b"%PDF")])
    with zipfile.ZipFile(BytesIO(kept)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["bewijs-2026-000123.pdf", "bewijs-2026-000124.pdf"]
        assert archive.read("bewijs-2026-000123.pdf") == data
    assert kept == merged.zip_documents([("2026-000123", data), ("2026-000124", b"%PDF")])


@pytest.mark.parametrize("number", ["El Amrani", "../1", "2026/1", "Jansen-1", "", "1\n", "a1"])
def test_a_file_name_that_is_no_number_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="number"):
        merged.zip_documents([(number, b"")])


def test_two_documents_with_one_number_are_refused() -> None:
    with pytest.raises(ValueError, match="two documents"):
        merged.zip_documents([("2026-1", b"a"), ("2026-1", b"b")])
