"""The summary of achievements: who, what, which award, counted and signed."""

from dataclasses import replace

import pytest
from documents.paper import LONG, PERSON, UNIT, pages_of

from thidua_desktop.documents.model import NationalHeading, Paragraph, Signatures, TableBlock, Title
from thidua_desktop.documents.pdf import render_pdf
from thidua_desktop.documents.summary_table import (
    STATUS,
    SummaryRow,
    compose_summary,
)
from thidua_desktop.domain.campaigns import Office

OFFICE = Office("Sở Nội vụ tỉnh Lạng Sơn", "UBND tỉnh Lạng Sơn", signs=("GIÁM ĐỐC",), code="SNV")
THEME = "Số hóa hồ sơ"
COLLECTIVE = SummaryRow(UNIT, "Số hóa 1.284 hồ sơ, đạt 82,20%.", "Bằng khen")
PERSONAL = SummaryRow(PERSON, "Hướng dẫn 680 hồ sơ trực tuyến.", "Bằng khen")


def one(document, kind):
    (found,) = (block for block in document.blocks if isinstance(block, kind))
    return found


def test_collectives_stand_before_persons_each_numbered_by_itself():
    rows = (PERSONAL, COLLECTIVE, replace(COLLECTIVE, subject=replace(UNIT, name="Văn phòng Sở")))

    table = one(compose_summary(OFFICE, THEME, rows), TableBlock)

    assert [row[:2] for row in table.rows] == [
        ("I. TẬP THỂ",),
        ("1", "Phòng Cải cách hành chính"),
        ("2", "Văn phòng Sở"),
        ("II. CÁ NHÂN",),
        ("1", "Bà Nông Thị Hạnh"),
    ]


def test_a_person_stands_with_position_office_achievement_and_award():
    table = one(compose_summary(OFFICE, THEME, (PERSONAL,)), TableBlock)

    assert table.rows == (
        ("I. CÁ NHÂN",),
        (
            "1",
            "Bà Nông Thị Hạnh",
            "Chuyên viên chính",
            "Phòng Cải cách hành chính, Sở Nội vụ tỉnh Lạng Sơn",
            "Hướng dẫn 680 hồ sơ trực tuyến.",
            "Bằng khen",
            "",
        ),
    )


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ((COLLECTIVE, PERSONAL), "Của tập thể, cá nhân đề nghị tặng Bằng khen"),
        ((PERSONAL,), "Của cá nhân đề nghị tặng Bằng khen"),
        ((COLLECTIVE, replace(PERSONAL, award="Giấy khen")), "Của tập thể, cá nhân đề nghị khen"),
        ((replace(COLLECTIVE, award=""),), "Của tập thể đề nghị khen thưởng"),
    ],
)
def test_the_title_names_who_and_the_one_award(rows, line):
    title = one(compose_summary(OFFICE, THEME, rows), Title)

    assert title.kind == "BIỂU TÓM TẮT THÀNH TÍCH"
    assert title.lines[0].startswith(line)
    assert title.lines[0].endswith("trong đợt thi đua “Số hóa hồ sơ”")
    assert title.about == (
        "(Kèm theo Tờ trình số ……/TTr-SNV ngày …… tháng …… năm …… của Sở Nội vụ tỉnh Lạng Sơn)"
    )


def test_it_is_across_headed_counted_and_signed():
    document = compose_summary(OFFICE, THEME, (COLLECTIVE, PERSONAL))

    assert document.landscape
    assert one(document, NationalHeading).issuer == "SỞ NỘI VỤ TỈNH LẠNG SƠN"
    assert one(document, Paragraph).runs[0].text == "Tổng số: 01 tập thể, 01 cá nhân./."
    assert one(document, Signatures).right.lines == ("GIÁM ĐỐC",)
    assert document.missing == ()


def test_what_lacks_or_is_too_long_is_said_not_cut(qapp, tmp_path):
    long = "Số hóa hồ sơ. " * 80
    rows = (
        replace(COLLECTIVE, summary=" ", award=""),
        replace(PERSONAL, subject=replace(PERSON, position=""), summary=long),
    )

    document = compose_summary(OFFICE, THEME, rows)

    assert document.missing == (
        "Chưa có tóm tắt thành tích: Phòng Cải cách hành chính",
        "Chưa có hình thức đề nghị: Phòng Cải cách hành chính",
        f"Tóm tắt của {PERSON.label} dài 1.120 ký tự, nên không quá 830",
        f"Chưa có chức vụ: {PERSON.label}",
    )
    words = " ".join(" ".join(pages_of(render_pdf(document), tmp_path)).split())
    assert words.count("hóa") == 80 + THEME.count("hóa")


def test_fifty_rows_go_on_under_the_same_heading_and_nothing_of_the_program_is_printed(
    qapp, tmp_path
):
    rows = [replace(COLLECTIVE, summary=LONG)] * 50

    pages = pages_of(render_pdf(compose_summary(OFFICE, THEME, rows)), tmp_path)

    assert len(pages) > 3
    assert all("Tóm tắt thành tích" in " ".join(page.split()) for page in pages[:-1])
    assert not [page for page in pages if STATUS in page]
