"""No blank boxes and no hidden signs: what cannot be shown is refused, by field and by character."""

import unicodedata
from dataclasses import replace

import pytest

from core.documents import checks, fonts, lines, proof
from core.documents.content import Coded, HouseStyle
from core.documents.fonts import Weight
from core.documents.glyphs import missing_glyphs
from core.errors import InvalidInput
from tests.core.documents import contents

ALPHABETS = {
    "dutch": "ÁÉÍÓÚÄËÏÖÜÀÈÊÇÑáéíóúäëïöüàèêçñĳĲ",
    "french": "ÂÊÎÔÛŒÆŸâêîôûœæÿ«»",
    "turkish": "ÇĞİIÖŞÜçğıiöşüâîû",
    "azeri": "ƏəÇĞİŞ",
    "polish": "ĄĆĘŁŃÓŚŹŻąćęłńóśźż",
    "czech and slovak": "ÁČĎÉĚÍŇÓŘŠŤÚŮÝŽáčďéěíňóřšťúůýžĽľĹĺŔŕôä",
    "hungarian": "ÁÉÍÓÖŐÚÜŰáéíóöőúüű",
    "romanian": "ĂÂÎȘȚŞŢăâîșțşţ",
    "south slavic": "ČĆĐŠŽčćđšžǵǴ",
    "baltic": "ĀČĒĢĪĶĻŅŠŪŽāčēģīķļņšūžĄĘĖĮŲŪąęėįųū",
    "nordic and icelandic": "ÅÆØÐÞÝåæøðþý",
    "maltese and irish": "ĊĠĦŻċġħżÁÉÍÓÚ",
    "welsh": "ŴŶŵŷẀẁẂẃẄẅỲỳ",
    "vietnamese": "ĂÂĐÊÔƠƯăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ",
    "transliterated arabic": "ĀĪŪāīūḌḍḤḥṢṣṬṭẒẓʻʼ",
    "transliterated indian": "ṚṛṆṇṂṃṄṅḶḷŚśñ",
    "pinyin": "ĀÁǍÀāáǎàĒÉĚÈēéěèīíǐìōóǒòūúǔù",
}


@pytest.mark.parametrize("language", ALPHABETS)
def test_the_fonts_hold_every_letter_of(language: str) -> None:
    assert missing_glyphs(ALPHABETS[language]) == ()


def test_every_letter_has_ink_and_both_fonts_hold_the_same_characters() -> None:
    regular, bold = fonts.face(Weight.REGULAR), fonts.face(Weight.BOLD)
    assert regular.codes == bold.codes
    for face in (regular, bold):
        blank = [chr(code) for code, number in face.codes.items() if not face.outlines[number]]
        assert "".join(sign for sign in blank if unicodedata.category(sign) != "Zs") == ""


def test_every_glyph_stands_for_one_character() -> None:
    face = fonts.face(Weight.REGULAR)
    assert len(set(face.codes.values())) == len(face.codes)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Lotte 😀", ("😀",)),
        ("王小明", ("王", "小", "明")),
        ("Иван", ("И", "в", "а", "н")),
        ("محمد", ("م", "ح", "د")),
        ("An\u202edna", ("\u202e",)),
        ("An\u2066a\u2069", ("\u2066", "\u2069")),
        ("An\u200bna", ("\u200b",)),
        ("An\u00adna", ("\u00ad",)),
        ("An\tna", ("\t",)),
        ("An\x00", ("\x00",)),
        ("An\nna", ("\n",)),
        ("A\ufffdna", ("\ufffd",)),
        ("g\u0303", ("\u0303",)),
        ("😀😀a😀", ("😀",)),
    ],
)
def test_what_no_document_can_show_is_named(text: str, missing: tuple[str, ...]) -> None:
    assert missing_glyphs(text) == missing


def test_a_new_line_is_allowed_where_an_address_has_lines() -> None:
    assert missing_glyphs("Kaai 1\n9000 Gent", breaks=True) == ()


def test_issuing_is_refused_with_the_field_and_the_characters() -> None:
    with pytest.raises(InvalidInput) as refused:
        checks.check_glyphs(replace(contents.ORDINARY, first_name="Lotte 王"))
    assert refused.value.field == "first_name"
    assert str(refused.value).startswith("Voornaam: het document kan “王” (U+738B) niet weergeven.")


def test_a_hidden_sign_is_named_by_its_code_and_not_repeated() -> None:
    with pytest.raises(InvalidInput) as refused:
        proof.render(replace(contents.ORDINARY, last_name="El \u202eAmrani"))
    assert "U+202E" in str(refused.value)
    assert "\u202e" not in str(refused.value)


@pytest.mark.parametrize(
    "content",
    [
        replace(contents.COMPETENCES, competences=(Coded("bkc1", "Groet 😀"),)),
        replace(contents.ORDINARY, style=HouseStyle(text="☺")),
        replace(contents.ORDINARY, trajectory_name="Б"),
        replace(contents.ORDINARY, birth_place="北京"),
        replace(contents.ORDINARY, number="2026-\n1"),
    ],
)
def test_no_text_of_the_paper_escapes_the_check(content: proof.ProofContent) -> None:
    with pytest.raises(InvalidInput):
        proof.render(content)


@pytest.mark.parametrize("width", [10, 25, 80, 166])
def test_wrapping_loses_no_sign_and_stays_within_the_width(width: float) -> None:
    for text in (contents.LONGEST.last_name, contents.LONGEST.title, "W" * 200, contents.LONGEST.verify_url):
        wrapped = lines.wrap(text, Weight.BOLD, 12, width)
        assert "".join(wrapped).replace(" ", "") == text.replace(" ", "")
        assert all(
            fonts.width(line, Weight.BOLD) * 12 / 1000 * lines.MM_PER_POINT <= width for line in wrapped
        )


def test_codes_are_never_broken_while_there_is_room() -> None:
    wrapped = lines.wrap("Bewijs van deelkwalificatie Onthaal (BK-0390-2-DBK-01)", Weight.BOLD, 20, 75)
    assert "(BK-0390-2-DBK-01)" in wrapped


def test_a_line_breaks_after_a_slash_but_never_inside_a_date() -> None:
    assert lines.wrap("uitgereikt op 09/08/2026", Weight.REGULAR, 12, 30) == ("uitgereikt op", "09/08/2026")
    assert lines.wrap("Onthaalmedewerker/receptionist", Weight.REGULAR, 12, 45)[0].endswith("/")
