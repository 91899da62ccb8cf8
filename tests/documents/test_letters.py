"""The letter: its form as data, its words, and its place on the page (NĐ 30/2020, Mẫu 1.5)."""

import re
from dataclasses import replace

import pytest

from thidua_desktop.assets import form as form_path
from thidua_desktop.documents import fonts
from thidua_desktop.documents.layout import MM, lay_out
from thidua_desktop.documents.letters import (
    REMINDER,
    LetterFacts,
    ListRow,
    compose_letter,
    load_letter,
    read_letter,
)
from thidua_desktop.documents.model import Addressees, NationalHeading, Paragraph, Signatures
from thidua_desktop.documents.pages import Rule, Text
from thidua_desktop.domain.campaigns import Office
from thidua_desktop.errors import DataFileError

FORM = load_letter(REMINDER)
OFFICE = Office(
    "UBND huyện Núi Thành",
    "UBND tỉnh Quảng Nam",
    "Núi Thành",
    signs=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    code="UBND",
)
FIELDS = {
    "office": "UBND huyện Núi Thành",
    "code": "UBND",
    "standing": "Phòng Nội vụ",
    "plan": "Kế hoạch số 170/KH-UBND",
    "theme": "Cải cách",
    "today": "04/12/2023",
    "period": "từ ngày 01/06/2023 đến hết ngày 30/11/2023",
    "deadline": "08/12/2023",
    "places": "đơn vị",
    "noun": "đơn vị",
    "Noun": "Đơn vị",
    "reported": "9",
    "total": "11",
    "lacking": "02",
    "unit": "Xã Tam Sơn",
    "lack": "chưa được báo cáo",
}
ROWS = (ListRow("Xã Tam Sơn", "Xã", "Toàn bộ"), ListRow("Xã Tam Hải", "Xã", "Trễ hạn"))
ONE = LetterFacts(OFFICE, ("Xã Tam Sơn",), FIELDS, ROWS[:1])
TWO = LetterFacts(OFFICE, ("Xã Tam Sơn", "Xã Tam Hải"), FIELDS, ROWS)


def words(document):
    return [
        "".join(run.text for run in block.runs)
        for block in document.blocks
        if isinstance(block, Paragraph)
    ]


def texts(document):
    laid = lay_out(document)
    return [
        (number, placed.top + piece.y, piece)
        for number, page in enumerate(laid.pages)
        for placed in page
        for piece in placed.strip.pieces
        if isinstance(piece, Text)
    ]


def line(document, begins):
    return next(one for one in texts(document) if one[2].text.startswith(begins))


def test_a_letter_to_one_unit_speaks_of_it_and_has_no_list():
    document = compose_letter(FORM, ONE)

    assert (
        "số liệu từ ngày 01/06/2023 đến hết ngày 30/11/2023 của Xã Tam Sơn chưa"
        in words(document)[1]
    )
    assert "chậm nhất ngày 08/12/2023" in words(document)[2]
    assert words(document)[-1].endswith("./.")
    assert len(lay_out(document).pages) == 1
    assert document.missing == ()


def test_a_letter_to_several_counts_them_and_lists_them_on_a_page_of_their_own():
    document = compose_letter(FORM, TWO)

    assert "đã có 9/11 đơn vị báo cáo đủ" in words(document)[1]
    assert "còn 02 đơn vị" in words(document)[1]
    assert len(lay_out(document).pages) == 2
    assert line(document, "DANH SÁCH")[0] == 1
    assert line(document, "Toàn bộ")[0] == 1


def test_up_to_four_places_are_named_and_more_stand_in_the_list():
    named = next(one for one in compose_letter(FORM, TWO).blocks if isinstance(one, Addressees))
    many = replace(TWO, places=tuple(f"Xã {number}" for number in range(5)))
    listed = next(one for one in compose_letter(FORM, many).blocks if isinstance(one, Addressees))

    assert named.places == ("Xã Tam Sơn", "Xã Tam Hải")
    assert listed.places == ("Các đơn vị có tên trong danh sách kèm theo",)


def test_several_places_stand_below_one_another_with_dashes():
    document = compose_letter(FORM, TWO)

    first, second = line(document, "- Xã Tam Sơn;"), line(document, "- Xã Tam Hải.")
    head = line(document, "Kính gửi:")

    assert first[1] == head[1] < second[1]
    assert first[2].x == second[2].x > head[2].x


def test_number_and_subject_stand_left_the_date_beside_the_number():
    document = compose_letter(FORM, ONE)

    number, about = line(document, "Số:"), line(document, "V/v")
    date = line(document, "Núi Thành, ngày")

    assert number[2].text.endswith("/UBND-……")
    assert number[1] == date[1] < about[1]
    assert (about[2].size, about[2].font) == (12.0, fonts.REGULAR)
    assert number[2].x < 80 * MM < date[2].x


def test_recipients_are_level_with_the_signature():
    document = compose_letter(FORM, ONE)

    copies, signs = line(document, "Nơi nhận:"), line(document, "TM. ỦY BAN NHÂN DÂN")
    (block,) = [one for one in document.blocks if isinstance(one, Signatures)]

    assert (copies[2].x, copies[2].font, copies[2].size) == (0.0, fonts.BOLD_ITALIC, 12.0)
    assert copies[1] == pytest.approx(signs[1], abs=2)
    assert block.left.lines == ("Như trên;", "Phòng Nội vụ;", "Lưu: VT.")
    assert line(document, "- Lưu: VT.")[2].size == 11.0


def test_what_is_missing_is_left_blank_and_named():
    facts = replace(ONE, fields={**FIELDS, "deadline": ""}, office=replace(OFFICE, place=""))

    document = compose_letter(FORM, facts)

    assert document.missing == ("Chưa có: Địa danh", "Chưa có: Hạn gửi số liệu")
    assert "chậm nhất ngày …………" in words(document)[2]


def test_the_issuer_has_a_rule_of_its_own_above_the_number():
    document = compose_letter(FORM, ONE)
    assert isinstance(document.blocks[0], NationalHeading)
    (strip, *_) = [placed.strip for placed in lay_out(document).pages[0]]
    rules = [one for one in strip.pieces if isinstance(one, Rule)]
    number = next(
        one for one in strip.pieces if isinstance(one, Text) and one.text.startswith("Số")
    )

    assert len(rules) == 2
    assert all(one.y < number.y for one in rules)


@pytest.mark.parametrize(
    ("found", "put", "key"),
    [
        ('to = "one"', 'to = "nobody"', "body[3].to"),
        ("most_named = 4", "most_named = 0", "most_named"),
        ("{{plan}}", "{{ke_hoach}}", "body"),
        ('value = "lack"', 'value = "điểm"', "list.columns[4].value"),
        ("most_named = 4", "most_named = 4\nla = 1", "la"),
    ],
)
def test_a_wrong_letter_file_is_refused_by_its_key(tmp_path, found, put, key):
    document = form_path(f"{REMINDER}.toml").read_text("utf-8")
    path = tmp_path / "thu.toml"
    path.write_text(document.replace(found, put, 1), "utf-8")

    with pytest.raises(DataFileError) as refused:
        read_letter(path)

    assert refused.value.key == key


def test_a_file_that_is_no_toml_is_refused(tmp_path):
    path = tmp_path / "thu.toml"
    path.write_text("id = ", "utf-8")

    with pytest.raises(DataFileError, match="TOML"):
        read_letter(path)


def test_a_letter_needs_words_for_one_and_for_several(tmp_path):
    document = form_path(f"{REMINDER}.toml").read_text("utf-8")
    path = tmp_path / "thu.toml"
    path.write_text(re.sub(r'to = "(one|both)"', 'to = "several"', document), "utf-8")

    with pytest.raises(DataFileError, match="to = one"):
        read_letter(path)
