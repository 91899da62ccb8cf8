"""Texts of before Unicode: every letter, both cases, both encodings; and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importing.campaigns_of_tables import TABLES

from thidua_desktop.importing.book import Book, Cell, CellKind, Sheet
from thidua_desktop.importing.encodings import (
    TCVN3,
    VNI,
    as_typed,
    from_tcvn3,
    from_vni,
    legacy_font,
    modernised,
    of_unknown_case,
)
from thidua_desktop.importing.sheets import read_book

# Written out from the tables of the encodings, not worked out from the program's own.
SMALL = "aàảãáạăằẳẵắặâầẩẫấậđeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
TCVN3_BYTES = (
    "61 b5 b6 b7 b8 b9 a8 bb bc bd be c6 a9 c7 c8 c9 ca cb ae 65 cc ce cf d0 d1 aa d2 d3 d4 d5 d6 "
    "69 d7 d8 dc dd de 6f df e1 e2 e3 e4 ab e5 e6 e7 e8 e9 ac ea eb ec ed ee 75 ef f1 f2 f3 f4 ad "
    "f5 f6 f7 f8 f9 79 fa fb fc fd fe"
)
VNI_WRITTEN = (
    "a aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä ñ e eø eû eõ eù eï eâ eà eå eã eá eä "
    "i ì æ ó í ò o oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï u uø uû uõ uù uï "
    "ö öø öû öõ öù öï y yø yû yõ yù î"
)
VNI_TEXTS = VNI_WRITTEN.split()
OLD_TCVN3 = [bytes([int(one, 16)]).decode("latin-1") for one in TCVN3_BYTES.split()]
words = st.lists(st.sampled_from(range(len(SMALL))), min_size=1, max_size=12)


def sheet_of(*cells, column=2):
    rows = {number: {column: cell} for number, cell in enumerate(cells, 1)}
    return Book("a.xlsx", "", "xlsx", (Sheet("Bảng", False, rows),))


def texts_of(book):
    return [cell.text for cells in book.sheets[0].rows.values() for cell in cells.values()]


def typed(*texts, font=""):
    return [Cell(CellKind.TEXT, text, "", font) for text in texts]


def test_every_letter_has_its_place_in_both_tables():
    assert len(set(SMALL)) == len(OLD_TCVN3) == len(VNI_TEXTS) == 73


@pytest.mark.parametrize(("old", "letter"), list(zip(OLD_TCVN3, SMALL, strict=True)))
def test_tcvn3_letters_are_read_and_in_the_capital_font_as_capitals(old, letter):
    assert from_tcvn3(old) == letter
    assert from_tcvn3(old, capitals=True) == letter.upper()


@pytest.mark.parametrize(("old", "letter"), list(zip("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ", strict=True)))
def test_the_seven_capitals_of_tcvn3_need_no_capital_font(old, letter):
    assert from_tcvn3(old) == letter


@pytest.mark.parametrize(("old", "letter"), list(zip(VNI_TEXTS, SMALL, strict=True)))
def test_vni_letters_are_read_in_both_cases_and_with_a_small_mark_after_a_capital(old, letter):
    assert from_vni(old) == letter
    assert from_vni(old.upper()) == letter.upper()
    assert from_vni(old[0].upper() + old[1:]) == letter.upper()


@given(words)
def test_any_letters_come_back_from_tcvn3(numbers):
    old = "".join(OLD_TCVN3[one] for one in numbers)

    assert from_tcvn3(old) == "".join(SMALL[one] for one in numbers)


@given(words)
def test_any_letters_come_back_from_vni_when_parted(numbers):
    old = " ".join(VNI_TEXTS[one] for one in numbers)

    assert from_vni(old) == " ".join(SMALL[one] for one in numbers)
    assert from_vni(old.upper()) == " ".join(SMALL[one] for one in numbers).upper()


def test_a_word_in_capitals_keeps_them_without_the_capital_font():
    assert from_tcvn3("HUYÖN Nói Thµnh") == "HUYỆN Núi Thành"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (".VnTime", ".vntime"),
        ("'.VnArialH'", ".vnarialh"),
        ("VNI-Times", "vni-times"),
        ("Times New Roman", ""),
        ("Vni Sans", ""),
    ],
)
def test_old_fonts_are_known_by_their_names(name, found):
    assert legacy_font(name) == found


def test_the_font_says_what_a_cell_means_and_other_cells_stay():
    book = sheet_of(
        *typed("X· Tam S¬n", font=".vntime"), *typed("Xã Tam Giang"), *typed("lËp", font=".vntimeh")
    )

    found = modernised(book)

    assert texts_of(found) == ["Xã Tam Sơn", "Xã Tam Giang", "LẬP"]
    assert [(one.encoding, one.by, one.cells, one.loses_case) for one in found.legacy] == [
        (TCVN3, "font", 2, False)
    ]


def test_unicode_typed_in_an_old_font_stays_as_it_is():
    book = sheet_of(*typed("X· Tam S¬n", "Phòng Nội vụ", "Tổng", font=".vntime"))

    found = modernised(book)

    assert texts_of(found) == ["Xã Tam Sơn", "Phòng Nội vụ", "Tổng"]


@pytest.mark.parametrize(
    ("encoding", "old"),
    [
        (TCVN3, ("Phßng Néi vô", "Phßng T\xad ph¸p", "Thanh tra huyÖn", "Tæng céng")),
        (VNI, ("Phoøng Noäi vuï", "Phoøng Tö phaùp", "Thanh tra huyeän", "Toång coäng")),
    ],
)
def test_without_a_font_the_words_tell(encoding, old):
    found = modernised(sheet_of(*typed(*old, "Phòng Nội vụ")))

    assert texts_of(found) == [
        "Phòng Nội vụ",
        "Phòng Tư pháp",
        "Thanh tra huyện",
        "Tổng cộng",
        "Phòng Nội vụ",
    ]
    note = found.legacy[0]
    assert (note.encoding, note.by, note.cells, note.columns) == (encoding, "content", 4, ("B",))
    assert (note.before, note.after) in zip(old, texts_of(found), strict=False)
    assert note.loses_case is (encoding == TCVN3)


@pytest.mark.parametrize(
    "text",
    [
        "Phòng Lao động – Thương binh và Xã hội",
        "Café Münster, Société Générale",
        "Đắk Lắk · Krông Nô",
        "℃ ½ © ® §",
        "Xa\u0303 Tam Xua\u0302n",
    ],
)
def test_other_texts_are_never_touched(text):
    book = sheet_of(*typed(text, text, "Ủy ban"))

    assert modernised(book) is book


@pytest.mark.parametrize(
    "path", [one for one in sorted(TABLES.glob("*.xlsx")) if one.stem not in {"tcvn3", "vni"}]
)
def test_no_unicode_sample_is_taken_for_an_old_one(path):
    assert read_book(path).legacy == ()


def test_the_samples_name_what_was_read_and_how():
    tcvn3, vni = (read_book(TABLES / f"{name}.xlsx").legacy for name in ("tcvn3", "vni"))

    assert [(one.encoding, one.by, one.loses_case) for one in tcvn3] == [(TCVN3, "font", False)]
    assert [(one.encoding, one.by) for one in vni] == [(VNI, "font")]


def test_unicode_among_old_text_stays_and_old_text_can_be_had_back():
    book = modernised(sheet_of(*typed("X· Tam S¬n", "Phßng Néi vô", "Xã Tam Hòa", "¸nh s¸ng")))

    assert texts_of(book) == ["Xã Tam Sơn", "Phòng Nội vụ", "Xã Tam Hòa", "ánh sáng"]
    assert [of_unknown_case(one) for one in book.reread["Bảng"].values()][-1] == ("ánh",)

    back = as_typed(book, "Bảng", {"B"}, {1, 2})

    assert texts_of(back) == ["X· Tam S¬n", "Phßng Néi vô", "Xã Tam Hòa", "ánh sáng"]
    assert [(one.kept, one.cells) for one in back.legacy] == [(False, 1), (True, 2)]
    assert as_typed(book, "Bảng", {"C"}, {1, 2}) is book


@pytest.mark.parametrize(
    ("encoding", "old"),
    [
        (TCVN3, ("Phßng Néi vô", "Thanh tra huyÖn", "Xã Tèt", "Tèt")),
        (VNI, ("Phoøng Noäi vuï", "Thanh tra huyeän", "Xaõ Bình Kim", "Toát")),
    ],
)
def test_a_text_that_can_be_said_both_ways_follows_those_around_it(encoding, old):
    whole = modernised(sheet_of(*typed(*old)))

    assert texts_of(whole)[:2] == ["Phòng Nội vụ", "Thanh tra huyện"]
    assert texts_of(whole)[3] == "Tốt"
    assert [one.encoding for one in whole.legacy] == [encoding]


def test_a_text_that_can_be_said_both_ways_stays_among_unicode():
    mixed = modernised(
        sheet_of(*typed("Phßng Néi vô", "Thanh tra huyÖn", "Phòng Tư pháp", "Ghi chú"))
    )

    assert texts_of(mixed) == ["Phòng Nội vụ", "Thanh tra huyện", "Phòng Tư pháp", "Ghi chú"]


@pytest.mark.parametrize(
    "texts",
    [
        ("Xã Tam Sơn", "Phòng Nội vụ", "Ghi chú", "Tâm"),
        ("Xã", "Tâm", "Bình", "Ghi chú", "Hà", "Lê Thị Hà"),
        ("Café", "naïve", "Ünïcode", "São Paulo", "Müller"),
        ("± 5 °C", "100 µm", "§ 3", "© 2023", "½", "«Quote»"),
        ("Report", "Total resolved", "STT"),
    ],
)
def test_unicode_vietnamese_and_other_languages_are_left_alone(texts):
    assert modernised(sheet_of(*typed(*texts))).legacy == ()
