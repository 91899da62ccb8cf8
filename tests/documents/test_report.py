"""The report: what stands in it, and what is said to be missing."""

import unicodedata
from dataclasses import replace

import pytest
from documents.paper import FACTS, PERSON, PERSON_FACTS, UNIT

from thidua_desktop.documents.forms import load_form
from thidua_desktop.documents.model import (
    Heading,
    NationalHeading,
    Paragraph,
    Run,
    Signatures,
    TableBlock,
    Title,
)
from thidua_desktop.documents.report import (
    ResultRow,
    Standing,
    compose_report,
    linked_fields,
    marked,
    section_text,
)
from thidua_desktop.domain.subjects import Person, SubjectId

FORM = load_form("nd91-2017/mau-07-tap-the")
PERSON_FORM = load_form("nd91-2017/mau-07-ca-nhan")


def one(document, kind):
    (found,) = (block for block in document.blocks if isinstance(block, kind))
    return found


def section(document, key):
    return [
        block for block in document.blocks if isinstance(block, Paragraph) and block.section == key
    ]


def text_of(paragraph):
    return "".join(run.text for run in paragraph.runs)


def test_a_complete_report_misses_nothing():
    assert compose_report(FORM, FACTS).missing == ()
    assert compose_report(PERSON_FORM, PERSON_FACTS).missing == ()


def test_the_heading_prints_bodies_in_capitals_and_the_date_in_words():
    heading = one(compose_report(FORM, FACTS), NationalHeading)

    assert heading == NationalHeading(
        "SỞ NỘI VỤ TỈNH LẠNG SƠN",
        "PHÒNG CẢI CÁCH HÀNH CHÍNH",
        "Lạng Sơn, ngày 01 tháng 12 năm 2023",
    )


def test_without_a_day_the_date_is_left_to_the_pen():
    document = compose_report(FORM, replace(FACTS, day=None))

    assert one(document, NationalHeading).place_and_date == ("Lạng Sơn, ngày …… tháng …… năm ……")
    assert document.missing == ()


def test_the_title_names_the_award_and_the_campaign():
    title = one(compose_report(FORM, FACTS), Title)

    assert title.kind == "BÁO CÁO THÀNH TÍCH"
    assert title.lines == ("ĐỀ NGHỊ TẶNG BẰNG KHEN CỦA CHỦ TỊCH UBND TỈNH",)
    assert title.about == f"Về thành tích xuất sắc trong đợt thi đua “{FACTS.theme}”"


def test_sections_stand_in_the_order_of_the_form():
    headings = [block for block in compose_report(FORM, FACTS).blocks if isinstance(block, Heading)]

    assert [heading.text.split(".")[0] for heading in headings] == [
        "I", "II", "1", "2", "3", "4", "5",
    ]  # fmt: skip


def test_a_section_off_by_default_can_be_asked_for():
    facts = replace(
        FACTS,
        added_sections=frozenset({"past_awards"}),
        sections={**FACTS.sections, "past_awards": "Năm 2022: Giấy khen của Giám đốc Sở."},
    )

    assert [text_of(one) for one in section(compose_report(FORM, facts), "past_awards")] == [
        "Năm 2022: Giấy khen của Giám đốc Sở."
    ]
    assert section(compose_report(FORM, FACTS), "past_awards") == []


def test_the_table_holds_order_target_result_and_standing():
    table = one(compose_report(FORM, FACTS), TableBlock)

    assert [column.title for column in table.columns] == [
        "TT", "Chỉ tiêu", "Mức giao", "Kết quả", "Đạt/Vượt",
    ]  # fmt: skip
    assert table.rows[2] == ("3", "Hồ sơ xử lý trực tuyến", "80%", "79,996%", "Chưa đạt")


def test_an_indicator_without_figures_is_said_to_be_missing():
    facts = replace(FACTS, results=(ResultRow("Số hóa hồ sơ", "70%", "chưa có", Standing.NO_DATA),))

    document = compose_report(FORM, facts)

    assert document.missing == ("Chưa có số liệu: Số hóa hồ sơ",)
    assert one(document, TableBlock).rows[0][-1] == "Chưa có số liệu"


def test_without_indicators_the_table_is_a_marked_gap():
    document = compose_report(FORM, replace(FACTS, results=()))

    assert section(document, "results")[0].runs == (Run("(chưa soạn)", italic=True, missing=True),)
    assert document.missing == ("Mục II.2 chưa có chỉ tiêu nào",)


def test_linked_figures_stand_in_the_text_in_the_face_around_them():
    (paragraph,) = section(compose_report(FORM, FACTS), "measures")

    assert text_of(paragraph).startswith("Số hóa 1.284 trên 1.562 hồ sơ, đạt 82,20%. Sáng kiến")
    assert Run("82,20%", bold=True) in paragraph.runs
    assert Run("“Phiếu số hóa một lần”", italic=True) in paragraph.runs


def test_each_line_of_a_text_is_a_paragraph():
    found = section(compose_report(FORM, FACTS), "compliance")

    assert [text_of(one) for one in found] == [
        "Chấp hành nghiêm chủ trương, pháp luật.",
        "Nội bộ đoàn kết.",
    ]


@pytest.mark.parametrize("text", ["", "  \n\n "])
def test_an_empty_section_is_marked_and_named(text):
    facts = replace(FACTS, sections={**FACTS.sections, "effects": text})

    document = compose_report(FORM, facts)

    assert section(document, "effects")[0].runs[0].missing
    assert document.missing == ("Mục II.4 chưa soạn",)


def test_a_linked_figure_that_is_gone_is_marked_and_never_printed_as_braces():
    facts = replace(FACTS, sections={**FACTS.sections, "effects": "Đạt {{gone}} và {{gone}}."})

    document = compose_report(FORM, facts)

    assert text_of(section(document, "effects")[0]) == "Đạt ………… và …………."
    assert document.missing == ("Số liệu gắn không còn: gone",)


def test_a_figure_without_value_counts_as_missing():
    facts = replace(FACTS, fields={**FACTS.fields, "rate": ""})

    assert compose_report(FORM, facts).missing == ("Số liệu gắn không còn: rate",)


def test_marks_in_a_figure_are_not_read_as_faces():
    facts = replace(FACTS, fields={**FACTS.fields, "rate": "*1*"})

    assert Run("*1*", bold=True) in section(compose_report(FORM, facts), "measures")[0].runs


def test_facts_of_a_person_come_from_the_register():
    document = compose_report(PERSON_FORM, PERSON_FACTS)

    assert [text_of(one) for one in section(document, "summary")] == [
        "- Họ và tên: Nông Thị Hạnh",
        "- Giới tính: Nữ",
        "- Ngày, tháng, năm sinh: 02/03/1985",
        "- Quê quán: xã Hải Yến, huyện Cao Lộc, tỉnh Lạng Sơn",
        "- Nơi thường trú: phường Vĩnh Trại, thành phố Lạng Sơn",
        "- Trình độ chuyên môn, nghiệp vụ: Thạc sĩ Quản lý công",
        (
            "- Chức vụ, đơn vị công tác: Chuyên viên chính, Phòng Cải cách hành chính, "
            "Sở Nội vụ tỉnh Lạng Sơn"
        ),
    ]


def test_what_the_register_does_not_know_is_named_in_the_clerks_words():
    facts = replace(PERSON_FACTS, subject=Person(SubjectId(3), "Hoàng Văn Lâm"), fields={})
    facts = replace(facts, sections={**facts.sections, "measures": "Đã làm."})

    assert compose_report(PERSON_FORM, facts).missing == (
        "Chưa có: Chức vụ",
        "Chưa có: Đơn vị công tác",
        "Chưa có: Giới tính",
        "Chưa có: Ngày, tháng, năm sinh",
        "Chưa có: Quê quán",
        "Chưa có: Nơi thường trú",
        "Chưa có: Trình độ chuyên môn, nghiệp vụ",
    )


def test_the_clerks_text_replaces_the_forms_own():
    facts = replace(FACTS, sections={**FACTS.sections, "registered": "Đăng ký từ 01/9/2023."})

    assert section_text(FORM, facts, "registered") == "Đăng ký từ 01/9/2023."
    assert text_of(section(compose_report(FORM, facts), "registered")[0]) == (
        "Đăng ký từ 01/9/2023."
    )
    assert section_text(FORM, FACTS, "registered").startswith("Thực hiện {{basis}}")


def test_missing_place_and_issuer_are_named():
    document = compose_report(FORM, replace(FACTS, place="", issuer=" "))

    assert document.missing == ("Chưa có: Địa danh", "Chưa có: Tên đơn vị ở đầu báo cáo")
    assert one(document, NationalHeading).place_and_date.startswith("…………, ngày 01")


def test_a_unit_is_signed_by_its_head_and_the_superior():
    block = one(compose_report(FORM, FACTS), Signatures)

    assert block.left.lines == ("THỦ TRƯỞNG ĐƠN VỊ CẤP TRÊN TRỰC TIẾP", "NHẬN XÉT, XÁC NHẬN")
    assert (block.left.note, block.left.name) == ("(Ký, đóng dấu)", "Nguyễn Văn Ánh")
    assert block.right.lines == ("THỦ TRƯỞNG ĐƠN VỊ",)
    assert (block.right.note, block.right.name) == ("(Ký, đóng dấu)", "Hoàng Thị Bích Ngọc")


def test_a_division_without_a_seal_signs_with_its_name():
    facts = replace(FACTS, has_seal=False, head_title="Trưởng phòng", issuer_signer="")

    document = compose_report(FORM, facts)

    right = one(document, Signatures).right
    assert (right.lines, right.note, right.name) == (("TRƯỞNG PHÒNG",), "(Ký, ghi rõ họ tên)", "")
    assert document.missing == ()


def test_a_person_signs_the_report_under_the_own_name():
    block = one(compose_report(PERSON_FORM, PERSON_FACTS), Signatures)

    assert block.left.lines == ("XÁC NHẬN CỦA THỦ TRƯỞNG ĐƠN VỊ",)
    assert (block.right.lines, block.right.name) == (("NGƯỜI BÁO CÁO",), "Nông Thị Hạnh")


@pytest.mark.parametrize(("form", "subject"), [(FORM, PERSON), (PERSON_FORM, UNIT)])
def test_a_form_is_not_filled_for_the_other_kind_of_subject(form, subject):
    with pytest.raises(ValueError, match="is for a"):
        compose_report(form, replace(FACTS, subject=subject))


def test_what_is_typed_decomposed_is_printed_composed():
    facts = replace(
        FACTS, sections={**FACTS.sections, "effects": unicodedata.normalize("NFD", "Hiệu quả")}
    )

    assert text_of(section(compose_report(FORM, facts), "effects")[0]) == "Hiệu quả"


def test_linked_fields_lists_each_key_once_in_order():
    assert linked_fields("{{b}} rồi {{ a }} rồi {{b}}, không {c}") == ("b", "a")


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("không dấu", [Run("không dấu")]),
        ("**đậm** thường", [Run("đậm", bold=True), Run(" thường")]),
        ("*nghiêng*", [Run("nghiêng", italic=True)]),
        ("**đậm *cả hai* đậm**", [
            Run("đậm ", bold=True), Run("cả hai", bold=True, italic=True), Run(" đậm", bold=True),
        ]),
        ("3 * 4 * 5 = 60", [Run("3 * 4 * 5 = 60")]),
        ("* đầu dòng", [Run("* đầu dòng")]),
        ("**chưa đóng", [Run("**chưa đóng")]),
    ],
)  # fmt: skip
def test_simple_marks_become_faces(text, runs):
    assert list(marked(text)) == runs
