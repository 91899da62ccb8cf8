"""The layout rules of NĐ 30/2020, measured on the pages as laid out."""

from dataclasses import replace

import pytest
from documents.paper import FACTS, LONG, PERSON_FACTS

from thidua_desktop.documents import fonts
from thidua_desktop.documents.forms import load_form
from thidua_desktop.documents.heading import MOTTO, NATION
from thidua_desktop.documents.layout import BOTTOM, LEFT, MM, RIGHT, TOP, lay_out
from thidua_desktop.documents.model import (
    Align,
    Column,
    Document,
    NationalHeading,
    Paragraph,
    Run,
    Signature,
    Signatures,
    TableBlock,
)
from thidua_desktop.documents.pages import Rule, Text, Tint
from thidua_desktop.documents.report import compose_report

FORM = load_form("nd91-2017/mau-07-tap-the")
PERSON_FORM = load_form("nd91-2017/mau-07-ca-nhan")
ROOM = 165 * MM
HEADING = NationalHeading("UBND TỈNH LẠNG SƠN", "SỞ NỘI VỤ", "Lạng Sơn, ngày 05 tháng 01 năm 2024")
SIGNED = Signatures(
    Signature(("THỦ TRƯỞNG ĐƠN VỊ CẤP TRÊN TRỰC TIẾP",), "(Ký, đóng dấu)", "Nguyễn Văn Ánh"),
    Signature(("GIÁM ĐỐC",), "(Ký, đóng dấu)", "Hoàng Thị Bích Ngọc"),
)


def pieces(laid, kind):
    return [
        (number, placed.top, piece)
        for number, page in enumerate(laid.pages)
        for placed in page
        for piece in placed.strip.pieces
        if isinstance(piece, kind)
    ]


def texts(laid):
    return [piece for _, _, piece in pieces(laid, Text)]


def find(laid, text):
    return next(one for one in texts(laid) if one.text == text)


def width_of(text):
    return fonts.width(text.text, text.font, text.size)


def document(*blocks, **more):
    return Document("Thử", blocks, **more)


def paragraphs(count, words=LONG):
    return [Paragraph((Run(words),)) for _ in range(count)]


def test_paper_and_margins_are_the_decrees():
    laid = lay_out(document(HEADING))

    assert (laid.width / MM, laid.height / MM) == pytest.approx((210, 297))
    assert [round(side / MM) for side in (TOP, BOTTOM, LEFT, RIGHT)] == [20, 20, 30, 15]
    assert lay_out(document(HEADING, landscape=True)).width / MM == pytest.approx(297)


def test_the_rule_under_the_motto_is_as_long_as_its_words():
    laid = lay_out(document(HEADING))
    motto = find(laid, MOTTO)

    rules = [piece for _, _, piece in pieces(laid, Rule)]

    assert any(
        rule.x == pytest.approx(motto.x) and rule.to_x == pytest.approx(motto.x + width_of(motto))
        for rule in rules
    )


@pytest.mark.parametrize(
    "issuer",
    [
        "SỞ NỘI VỤ",
        "BAN QUẢN LÝ KHU KINH TẾ CỬA KHẨU ĐỒNG ĐĂNG - LẠNG SƠN",
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG, VĂN PHÒNG UBND TỈNH",
    ],
)
def test_the_rule_under_the_issuer_is_a_third_to_a_half_and_centred(issuer):
    laid = lay_out(document(replace(HEADING, issuer=issuer)))
    bold = [one for one in texts(laid) if one.font == fonts.BOLD and one.x < ROOM / 3]
    last = max(bold, key=lambda one: one.y)

    rule = min((piece for _, _, piece in pieces(laid, Rule)), key=lambda one: one.x)

    assert 1 / 3 <= (rule.to_x - rule.x) / width_of(last) <= 1 / 2
    assert (rule.x + rule.to_x) / 2 == pytest.approx(last.x + width_of(last) / 2)


def test_sizes_and_faces_of_the_heading_are_the_decrees():
    laid = lay_out(document(HEADING))

    faces = {one.text: (one.font, one.size) for one in texts(laid)}

    assert faces == {
        NATION: (fonts.BOLD, 12),
        MOTTO: (fonts.BOLD, 13),
        "UBND TỈNH LẠNG SƠN": (fonts.REGULAR, 12),
        "SỞ NỘI VỤ": (fonts.BOLD, 12),
        "Lạng Sơn, ngày 05 tháng 01 năm 2024": (fonts.ITALIC, 13),
    }


@pytest.mark.parametrize(
    "name",
    [
        "BAN QUẢN LÝ KHU KINH TẾ CỬA KHẨU ĐỒNG ĐĂNG - LẠNG SƠN",
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG, VĂN PHÒNG UBND TỈNH",
        "X" * 80,
    ],
)
def test_long_names_never_run_into_the_national_heading(name):
    laid = lay_out(document(replace(HEADING, superior=name, issuer=name)))
    nation = find(laid, NATION)

    left = [one for one in texts(laid) if one.x + width_of(one) / 2 < ROOM / 2.5]

    assert len(left) >= 4
    assert all(one.x >= 0 and one.x + width_of(one) < nation.x for one in left)


def test_number_and_date_stand_on_one_line():
    laid = lay_out(document(replace(HEADING, number="Số: 05/TTr-SNV")))

    assert find(laid, "Số: 05/TTr-SNV").y == find(laid, HEADING.place_and_date).y


def test_the_body_is_fourteen_points_indented_and_justified():
    laid = lay_out(document(*paragraphs(1)))

    first, *middle = texts(laid)[:-1]

    assert first.size == 14
    assert first.x == pytest.approx(12.7 * MM)
    for one in (first, *middle):
        end = one.x + width_of(one) + one.word_space * one.text.count(" ")
        assert end == pytest.approx(ROOM)


def test_lines_and_paragraphs_are_apart_as_the_decree_asks():
    laid = lay_out(document(*paragraphs(2)))
    tops = [placed.top for placed in laid.pages[0]]
    leading = tops[1] - tops[0]
    single = (fonts.ASCENT + fonts.DESCENT) * 14

    gap = tops[len(tops) // 2] - tops[len(tops) // 2 - 1] - leading

    assert 1.0 <= leading / single <= 1.5
    assert gap >= 6 - 1e-6


def test_a_line_of_few_long_words_is_not_torn_apart():
    laid = lay_out(document(Paragraph((Run(f"a {'b' * 60} c"),))))

    assert all(one.word_space < 14 for one in texts(laid))


@pytest.mark.parametrize("align", [Align.LEFT, Align.CENTER, Align.RIGHT])
def test_a_paragraph_stands_where_it_is_aligned(align):
    laid = lay_out(document(Paragraph((Run("Như trên"),), align, indent=False)))
    (one,) = texts(laid)

    free = ROOM - width_of(one)

    assert one.x == pytest.approx({"left": 0, "center": free / 2, "right": free}[align])


@pytest.mark.parametrize("count", range(60, 460, 7))
def test_signatures_stay_whole_and_with_two_lines_of_text(count):
    body = Paragraph((Run(" ".join(["số hóa hồ sơ"] * count)),))

    laid = lay_out(document(HEADING, body, SIGNED))

    *lines, last = laid.pages[-1]
    names = {piece.text for piece in last.strip.pieces if isinstance(piece, Text)}
    assert {"Nguyễn Văn Ánh", "Hoàng Thị Bích Ngọc", "GIÁM ĐỐC"} <= names
    assert len(lines) >= 2


def test_no_heading_is_left_at_the_foot_of_a_page():
    for count in range(1, 30):
        facts = replace(FACTS, sections={**FACTS.sections, "summary": "\n".join(["Dòng"] * count)})

        for page in lay_out(compose_report(FORM, facts)).pages:
            last = [piece for piece in page[-1].strip.pieces if isinstance(piece, Text)]
            assert not (len(last) == 1 and last[0].font == fonts.BOLD)


def test_a_table_of_forty_rows_repeats_its_heading_and_keeps_rows_whole():
    table = TableBlock(
        (Column("TT", 1, Align.CENTER), Column("Đơn vị", 6), Column("Điểm", 1, Align.RIGHT)),
        tuple((str(n), f"Ủy ban nhân dân xã Số {n} " * 3, "78,51") for n in range(1, 41)),
    )

    laid = lay_out(document(table))

    assert len(laid.pages) > 1
    for page in laid.pages:
        top = [piece.text for piece in page[0].strip.pieces if isinstance(piece, Text)]
        assert top == ["TT", "Đơn vị", "Điểm"]
    numbers = [one.text for one in texts(laid) if one.text.isdigit() and one.x < 30]
    assert numbers == [str(n) for n in range(1, 41)]


def test_numbers_in_a_right_aligned_column_end_at_one_edge():
    table = TableBlock((Column("Điểm", 1, Align.RIGHT),), (("9,00",), ("1.234,50",)))

    ends = [one.x + width_of(one) for one in texts(lay_out(document(table)))[1:]]

    assert ends[0] == pytest.approx(ends[1])


def test_no_word_of_a_table_is_cut_while_there_is_room():
    columns = (Column("Hạng", 0.1), Column("Đơn vị", 9), Column("Tiền thưởng (đồng)", 0.1))
    table = TableBlock(columns, (("1", "Phòng Tư pháp", "123.456.789.000"),))

    shown = [one.text for one in texts(lay_out(document(table)))]

    assert "Hạng" in shown
    assert "123.456.789.000" in shown


def test_a_table_with_too_many_long_words_still_fits_the_page():
    columns = tuple(Column("X" * 30, 1) for _ in range(5))

    laid = lay_out(document(TableBlock(columns, (tuple("y" * 90 for _ in columns),))))

    assert all(one.x + width_of(one) <= ROOM for one in texts(laid))


def test_a_row_longer_than_a_page_goes_on_over_the_next():
    table = TableBlock((Column("Nội dung", 1),), ((LONG * 30,),))

    laid = lay_out(document(table))

    words = " ".join(one.text for one in texts(laid)).replace("Nội dung ", "")
    assert len(laid.pages) > 1
    assert words.split() == (LONG * 30).split()


def test_what_is_missing_is_tinted_in_the_preview_and_dotted_on_paper():
    missing = compose_report(FORM, replace(FACTS, sections={}))

    preview, paper = lay_out(missing, mark_missing=True), lay_out(missing)

    assert len(pieces(preview, Tint)) == 4
    assert "(chưa soạn)" in {one.text for one in texts(preview)}
    assert pieces(paper, Tint) == []
    assert "(chưa soạn)" not in {one.text for one in texts(paper)}
    assert sum(set(one.text) == {"."} for one in texts(paper)) == 4 * 3


def test_a_missing_word_in_a_sentence_is_tinted_alone():
    paragraph = Paragraph((Run("Số hóa "), Run("…………", missing=True), Run(" hồ sơ")))

    laid = lay_out(document(paragraph), mark_missing=True)

    ((_, _, tint),) = pieces(laid, Tint)
    assert 0 < tint.width < ROOM / 4


@pytest.mark.parametrize(("form", "facts"), [(FORM, FACTS), (PERSON_FORM, PERSON_FACTS)])
def test_nothing_stands_outside_the_margins(form, facts):
    long = {key: (text + " " + LONG * 6) for key, text in facts.sections.items()}

    laid = lay_out(compose_report(form, replace(facts, sections=long)))

    for one in texts(laid):
        end = one.x + width_of(one) + one.word_space * one.text.count(" ")
        assert one.x >= -0.01
        assert end <= ROOM + 0.01


def test_a_row_of_one_cell_names_a_part_over_the_whole_width():
    columns = (Column("STT", 1), Column("Tên", 3))
    table = TableBlock(columns, (("TẬP THỂ",), ("1", "Phòng Nội vụ")))

    laid = lay_out(document(table))

    part = find(laid, "TẬP THỂ")
    (top,) = (top for _, top, one in pieces(laid, Text) if one is part)
    edges = [one.x for _, at, one in pieces(laid, Rule) if at == top and one.x == one.to_x]
    assert part.font == fonts.BOLD
    assert edges == pytest.approx([0, ROOM])


def test_the_name_of_a_part_never_ends_a_page():
    columns = (Column("STT", 1), Column("Tên", 3))
    row = ("1", "Phòng Nội vụ")

    for before in range(20, 45):
        laid = lay_out(document(TableBlock(columns, (*[row] * before, ("CÁ NHÂN",), row))))
        for page in laid.pages:
            last = [one.text for one in page[-1].strip.pieces if isinstance(one, Text)]
            assert last != ["CÁ NHÂN"]


def test_the_footer_stands_below_the_text_of_every_page():
    laid = lay_out(document(*paragraphs(40), footer="SỐ LIỆU TẠM TÍNH"))

    (line,) = (one for one in laid.footer.pieces if isinstance(one, Text))
    assert len(laid.pages) > 1
    assert line.text == "SỐ LIỆU TẠM TÍNH"
    assert laid.footer.height < BOTTOM - 14


def test_a_dense_sheet_holds_more_than_an_official_page():
    blocks = paragraphs(20)

    assert len(lay_out(document(*blocks, dense=True)).pages) < len(lay_out(document(*blocks)).pages)
