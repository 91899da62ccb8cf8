"""Finding the table: headers with and without merged cells, and what each row is."""

from datetime import date

import pytest
from importing.campaigns_of_tables import plan_of
from importing.workbooks import HEADER, TITLE, save
from openpyxl import Workbook

from thidua_desktop.domain.figures import Period
from thidua_desktop.domain.findings import Code
from thidua_desktop.domain.subjects import Participant, SubjectId, Unit
from thidua_desktop.errors import RefusedFileError
from thidua_desktop.importing.catalogue import load_catalogue
from thidua_desktop.importing.headings import find_table, propose_sheet
from thidua_desktop.importing.sheets import read_book

CATALOGUE = load_catalogue()
MEMBERS = [
    Participant(Unit(SubjectId(i), name), "xa")
    for i, name in enumerate(("Xã Tam Sơn", "Xã Tam Hải", "Xã Tam Hòa"), 1)
]


def found_in(path, **corrections):
    return find_table(read_book(path), CATALOGUE, **corrections)


def kinds(table):
    return {row.number: row.why for row in table.rows}


def test_a_two_row_header_without_merged_cells_is_filled(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        ("STT", "Đơn vị", "Hồ sơ trực tuyến", None, None, "Hồ sơ trễ hạn"),
        (None, None, "Tổng số", "Trước hạn", "Đúng hạn", None),
        (1, "Xã Tam Sơn", 5, 3, 1, 1),
    )

    table = found_in(path)

    assert table.header == (1, 2)
    assert table.letters == {
        "stt": "A",
        "unit": "B",
        "online_total": "C",
        "online_early": "D",
        "online_on_time": "E",
        "resolved_late": "F",
    }
    assert table.column("online_early").heading == "Hồ sơ trực tuyến › Trước hạn"


def test_every_row_around_and_inside_the_table_is_told(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        TITLE,
        HEADER,
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        ("I", "Khối xã", 9, 7, 1),
        (1, "Xã Tam Sơn", 5, 4, 1),
        (None, "Trong đó:", None, None, None),
        (None, "- Qua bưu chính", 2, 1, 0),
        HEADER,
        (2, "Xã Tam Hải", 4, 3, 0),
        (None, "Tổng cộng", 9, 7, 1),
        (None,),
        ("Ghi chú: số liệu tạm tính",),
        (None, "NGƯỜI LẬP BIỂU", None, "TRƯỞNG PHÒNG"),
    )

    table = found_in(path)

    assert kinds(table) == {
        1: "title",
        2: "header",
        3: "numbering",
        4: "group with subtotals",
        5: "data",
        6: "detail",
        7: "detail",
        8: "header",
        9: "data",
        10: "total",
        11: "blank",
        12: "note",
        13: "signature",
    }
    assert table.area == "A2:E10"


def test_units_numbered_in_roman_are_units_where_all_are(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        TITLE,
        HEADER,
        ("I", "Xã Tam Sơn", 5, 4, 1),
        ("II", "Xã Tam Hải", 4, 3, 0),
    )

    assert kinds(found_in(path)) == {1: "title", 2: "header", 3: "data", 4: "data"}


def test_a_heading_without_a_number_is_a_group_and_a_unit_without_one_is_not_lost(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        TITLE,
        HEADER,
        (None, "Khối miền núi"),
        (1, "Xã Tam Sơn", 5, 4, 1),
        (None, "Xã Tam Hải"),
        (3, "Xã Tam Hòa", 5, 4, 1),
    )

    plan = plan_of(path, "nui-thanh-2023", MEMBERS)

    assert [row.subject.name for row in plan.rows] == ["Xã Tam Sơn", "Xã Tam Hải", "Xã Tam Hòa"]
    assert [one.missing for one in plan.rows[1].figures] == ["", "", ""]
    assert plan.rows[0].group == "Khối miền núi"
    assert (plan.skipped[2].row, plan.skipped[2].why) == (3, "group")


def test_a_second_table_beside_is_left_alone(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        TITLE,
        ("STT", "Đơn vị", "Đã giải quyết", None, "STT", "Đơn vị", "Hồ sơ thu phí"),
        (1, "Xã Tam Sơn", 5, None, 1, "Xã Tam Hòa", 7),
        (2, "Xã Tam Hải", 6, None, 2, "Xã Tam Sơn", 8),
    )

    assert found_in(path).letters == {"stt": "A", "unit": "B", "resolved_total": "C"}


def test_names_said_again_at_the_right_part_no_table(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        TITLE,
        ("STT", "Đơn vị", "Đã giải quyết", "STT", "Đơn vị", "Hồ sơ thu phí"),
        (1, "Xã Tam Sơn", 5, 1, "Xã Tam Sơn", 7),
        (2, "Xã Tam Hải", 6, 2, "XÃ TAM HẢI", 8),
    )

    letters = found_in(path).letters

    assert (letters["resolved_total"], letters["fee_total"]) == ("C", "F")


def test_a_second_table_below_is_left_alone(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        TITLE,
        HEADER,
        (1, "Xã Tam Sơn", 5, 4, 1),
        (None,),
        ("STT", "Tên đơn vị", "Số điện thoại"),
        (1, "Xã Tam Hải", 900),
    )

    plan = plan_of(path, "nui-thanh-2023", MEMBERS)

    assert [row.subject.name for row in plan.rows] == ["Xã Tam Sơn"]
    assert plan.findings == ()


def test_the_total_of_each_block_and_of_all_is_added_up(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        TITLE,
        HEADER,
        (1, "Xã Tam Sơn", 5, 4, 1),
        (2, "Xã Tam Hải", 4, 3, 0),
        (None, "Cộng", 9, 7, 1),
        (1, "Xã Tam Hòa", 2, 2, 0),
        (None, "Cộng", 2, 2, 0),
        (None, "TỔNG CỘNG", 11, 8, 1),
    )

    plan = plan_of(path, "nui-thanh-2023", MEMBERS)

    assert [(one.code, one.place.cell) for one in plan.findings] == [(Code.TOTAL_MISMATCH, "D8")]


def test_the_summary_is_proposed_and_details_and_hidden_sheets_are_not(tmp_path):
    book = Workbook()
    book.active.title = "Chi tiết"
    for name in ("Tổng hợp", "Cũ"):
        book.create_sheet(name)
    for sheet in book:
        for row in (HEADER, (1, "Xã Tam Sơn", 5, 4, 1)):
            sheet.append(row)
    book["Cũ"].sheet_state = "hidden"
    book["Cũ"]["F1"] = "Số hồ sơ trực tuyến trước hạn"
    book.save(tmp_path / "a.xlsx")

    assert propose_sheet(read_book(tmp_path / "a.xlsx"), CATALOGUE) == "Tổng hợp"


def test_columns_nobody_knows_stay_unknown(tmp_path):
    header = (*HEADER, "Số điện thoại", "Hồ sơ đúng hạn", "Tổng điểm")
    path = save(tmp_path / "a.xlsx", header, (1, "Xã Tam Sơn", 5, 4, 1, 900, 3, 3))

    table = found_in(path)

    assert [one.letter for one in table.columns if not one.key] == ["F", "H"]
    assert table.letters["resolved_on_time"] == "G"


def test_two_columns_that_mean_the_same_are_left_to_the_clerk(tmp_path):
    header = (*HEADER, "Đúng hạn", "Hồ sơ đúng hạn")
    path = save(tmp_path / "a.xlsx", header, (1, "Xã Tam Sơn", 5, 4, 1, 3, 2))

    table = found_in(path)

    assert [one.letter for one in table.columns if not one.key] == ["F", "G"]


@pytest.mark.parametrize("rows", [(), (("Phở", "Bún"), (1, 2)), (("STT", "Tên đơn vị"), (1, "A"))])
def test_a_sheet_without_a_table_of_figures_is_refused(tmp_path, rows):
    path = save(tmp_path / "a.xlsx", *rows)

    with pytest.raises(RefusedFileError) as refused:
        found_in(path)

    assert refused.value.code == "no-table"


def test_a_heading_that_counts_something_else_is_never_taken_for_dossiers(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        TITLE,
        ("STT", "Đơn vị", "Tổng số TTHC", "Số hồ sơ tiếp nhận", "Tổng điểm", "Người nhận"),
        (1, "Xã Tam Sơn", 5, 40, 9, "Lê Văn Tám"),
    )

    assert found_in(path).letters == {"stt": "A", "unit": "B", "received_new": "D"}


def test_one_kind_of_online_service_is_not_all_of_them(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        TITLE,
        ("STT", "Đơn vị", "Hồ sơ đã giải quyết", "Hồ sơ trực tuyến toàn trình"),
        (1, "Xã Tam Sơn", 40, 9),
    )

    assert found_in(path).letters == {"stt": "A", "unit": "B", "resolved_total": "C"}


def test_what_a_table_adds_up_tells_which_total_it_prints(tmp_path):
    heads = ("STT", "Đơn vị", "Số hồ sơ tiếp nhận", None, None)
    whole = save(
        tmp_path / "a.xlsx",
        TITLE,
        (*heads, None),
        (None, None, "Tổng số", "Kỳ trước chuyển sang", "Trực tuyến", "Trực tiếp, bưu chính"),
        (1, "Xã Tam Sơn", 12, 2, 7, 3),
    )
    new = save(
        tmp_path / "b.xlsx",
        TITLE,
        (*heads, None),
        (None, None, "Tổng số", "Trực tuyến", "Trực tiếp", "BCCI"),
        (1, "Xã Tam Sơn", 12, 7, 3, 2),
    )

    assert found_in(whole).letters["received_total"] == "C"
    assert found_in(new).letters["received_new"] == "C"


def test_a_group_heading_is_not_a_header_though_it_names_offices(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        TITLE,
        HEADER,
        ("I", "Các xã, thị trấn", "Tổng số", "Trước hạn", "Đúng hạn"),
        (1, "Xã Tam Sơn", 5, 4, 1),
    )

    assert found_in(path).header[0] == 2


def test_a_total_above_the_rows_is_added_up_too(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        TITLE,
        HEADER,
        (None, "Toàn huyện", 10, 7, 1),
        (1, "Xã Tam Sơn", 5, 4, 1),
        (2, "Xã Tam Hải", 4, 3, 0),
    )

    plan = plan_of(path, "nui-thanh-2023", MEMBERS)

    assert [(one.code, one.place.cell) for one in plan.findings] == [(Code.TOTAL_MISMATCH, "C3")]


def test_a_unit_whose_name_begins_like_a_total_is_a_unit(tmp_path):
    members = [Participant(Unit(SubjectId(9), "Xã Cộng Hòa"), "xa")]
    path = save(tmp_path / "a.xlsx", TITLE, HEADER, (1, "Cộng Hòa", 5, 4, 1), (2, "Cộng", 5, 4, 1))

    plan = plan_of(path, "nui-thanh-2023", members)

    assert [row.subject.name for row in plan.rows] == ["Xã Cộng Hòa"]
    assert plan.skipped[-1].why == "total"


def test_a_table_without_numbers_has_groups_too(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        TITLE,
        HEADER[1:],
        ("(1)", "(2)", "(3)", "(4)"),
        ("UBND các xã, thị trấn", 9, 7, 1),
        ("Xã Tam Sơn", 5, 4, 1),
        ("Xã Tam Hải", 4, 3, 0),
    )

    plan = plan_of(path, "nui-thanh-2023", MEMBERS)

    assert [(row.subject.name, row.group) for row in plan.rows] == [
        ("Xã Tam Sơn", "UBND các xã, thị trấn"),
        ("Xã Tam Hải", "UBND các xã, thị trấn"),
    ]
    assert plan.findings == ()


def test_money_in_thousands_is_left_to_the_clerk(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        ("Đơn vị tính: nghìn đồng",),
        ("STT", "Đơn vị", "Hồ sơ thu phí", "Phí", "Lệ phí", "Tổng số"),
        (1, "Xã Tam Sơn", 5, 40, 10, 50),
    )

    assert found_in(path).letters == {"stt": "A", "unit": "B", "fee_total": "C"}


def test_early_and_on_time_together_is_neither(tmp_path):
    head = ("STT", "Đơn vị", "Đã giải quyết", "Trước và đúng hạn", "Quá thời hạn")
    path = save(tmp_path / "a.xlsx", TITLE, head, (1, "Xã Tam Sơn", 5, 4, 1))

    assert set(found_in(path).letters) == {"stt", "unit", "resolved_total", "resolved_late"}


def test_merged_headings_written_side_by_side_keep_their_meaning(tmp_path):
    parts = ("Trực tuyến (4)", "Trực tiếp, BCCI (5)", "Từ kỳ trước (6)")
    ends = ("Trước hạn (8)", "Đúng hạn (9)", "Quá hạn (10)")
    head = ("STT", "Đơn vị", "Tổng số hồ sơ tiếp nhận (3)", *parts)
    head = (*head, "Tổng số hồ sơ đã giải quyết (7)", *ends)
    head = (*head, "Tổng số hồ sơ đang giải quyết (11)", "Trong hạn (12)", "Quá hạn (13)")
    numbers = (12, 7, 3, 2, 10, 6, 3, 1, 2, 1, 1)
    path = save(tmp_path / "a.xlsx", TITLE, head, (1, "Xã Tam Sơn", *numbers))

    assert found_in(path).letters == {
        "stt": "A",
        "unit": "B",
        "received_total": "C",
        "received_online": "D",
        "received_direct_postal": "E",
        "carried_over": "F",
        "resolved_total": "G",
        "resolved_early": "H",
        "resolved_on_time": "I",
        "resolved_late": "J",
        "pending_total": "K",
        "pending_in_time": "L",
        "pending_overdue": "M",
    }


@pytest.mark.parametrize(
    ("whole", "part", "measure"),
    [
        ("Tổng số hồ sơ tiếp nhận", "Trong đó: trực tuyến", "received_online"),
        ("Tổng số hồ sơ tiếp nhận", "Hồ sơ trực tuyến", "received_online"),
        ("Tổng số hồ sơ đã giải quyết", "Trong đó: trực tuyến", "online_total"),
        ("Tổng số hồ sơ đã giải quyết", "Hồ sơ trực tuyến", "online_total"),
    ],
)
def test_online_dossiers_are_those_of_the_whole_before_them(tmp_path, whole, part, measure):
    path = save(tmp_path / "a.xlsx", TITLE, ("STT", "Đơn vị", whole, part), (1, "Xã Tam Sơn", 5, 4))

    assert found_in(path).letters[measure] == "D"


@pytest.mark.parametrize(
    ("heads", "letters"),
    [
        (("Hồ sơ trực tuyến", "Trước hạn", "Đúng hạn"), {"online_total": "C"}),
        (
            ("Đã giải quyết", "Hồ sơ trực tuyến", "Trước hạn", "Đúng hạn", "Quá hạn"),
            {"resolved_total": "C", "online_total": "D"},
        ),
        (
            ("Đã giải quyết", "Trước hạn", "Đúng hạn", "Quá hạn", "Hồ sơ trực tuyến"),
            {
                "resolved_total": "C",
                "resolved_early": "D",
                "resolved_on_time": "E",
                "resolved_late": "F",
                "online_total": "G",
            },
        ),
        (
            ("Hồ sơ trực tuyến", "Giải quyết trước hạn", "Hồ sơ trễ hạn"),
            {"online_total": "C", "resolved_early": "D", "resolved_late": "E"},
        ),
        (
            ("Hồ sơ trực tuyến", "Trực tuyến trước hạn", "Trực tuyến đúng hạn"),
            {"online_total": "C", "online_early": "D", "online_on_time": "E"},
        ),
    ],
)
def test_deadlines_right_beside_online_dossiers_are_left_to_the_clerk(tmp_path, heads, letters):
    """They may be of the online dossiers or of all, unless a heading says which."""
    row = (1, "Xã Tam Sơn", *range(len(heads), 0, -1))
    path = save(tmp_path / "a.xlsx", TITLE, ("STT", "Đơn vị", *heads), row)

    assert found_in(path).letters == {"stt": "A", "unit": "B", **letters}


def test_a_title_right_above_is_no_heading_of_the_columns(tmp_path):
    title = ("Kết quả giải quyết hồ sơ tháng 10/2023",)
    head = ("STT", "Đơn vị", "Tổng số hồ sơ tiếp nhận", "Trực tuyến")
    path = save(tmp_path / "a.xlsx", title, head, (1, "Xã Tam Sơn", 5, 4))

    assert found_in(path).header == (2, 2)


def test_months_side_by_side_are_not_one_of_them(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        ("STT", "Đơn vị", "Tháng 10/2023", None, "Tháng 11/2023", None),
        (None, None, "Đã giải quyết", "Trễ hạn", "Đã giải quyết", "Trễ hạn"),
        (1, "Xã Tam Sơn", 5, 4, 6, 3),
    )

    table = found_in(path)

    assert table.letters == {"stt": "A", "unit": "B"}
    assert table.stated is None


def test_a_month_beside_what_ran_up_is_left_to_the_clerk(tmp_path):
    both = save(
        tmp_path / "a.xlsx",
        ("Tháng 10 năm 2023",),
        ("STT", "Đơn vị", "Phát sinh trong tháng", None, "Cộng dồn", None),
        (None, None, "Đã giải quyết", "Trễ hạn", "Đã giải quyết", "Trễ hạn"),
        (1, "Xã Tam Sơn", 5, 4, 60, 9),
    )
    one = save(
        tmp_path / "b.xlsx",
        ("Từ 01/6/2023 đến 31/10/2023",),
        ("STT", "Đơn vị", "Đã giải quyết lũy kế", "Trễ hạn lũy kế"),
        (1, "Xã Tam Sơn", 60, 9),
    )

    assert found_in(both).letters == {"stt": "A", "unit": "B"}
    assert found_in(one).letters == {
        "stt": "A",
        "unit": "B",
        "resolved_total": "C",
        "resolved_late": "D",
    }


@pytest.mark.parametrize("other", ["Cùng kỳ năm trước", "Tháng trước", "Kỳ trước"])
def test_another_time_beside_this_one_is_only_there_to_compare(tmp_path, other):
    path = save(
        tmp_path / "a.xlsx",
        TITLE,
        ("STT", "Đơn vị", other, None, "Kỳ này", None),
        (None, None, "Đã giải quyết", "Trễ hạn", "Đã giải quyết", "Trễ hạn"),
        (1, "Xã Tam Sơn", 5, 4, 6, 3),
    )

    letters = found_in(path).letters

    assert (letters["resolved_total"], letters["resolved_late"]) == ("E", "F")


def test_what_a_heading_denies_is_not_counted(tmp_path):
    heads = ("STT", "Đơn vị", "Hồ sơ không phải thu phí", "Hồ sơ trễ hạn")
    path = save(tmp_path / "a.xlsx", TITLE, heads, (1, "Xã Tam Sơn", 5, 4))

    assert found_in(path).letters == {"stt": "A", "unit": "B", "resolved_late": "D"}


def test_targets_may_be_called_planned_or_assigned(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        TITLE,
        ("STT", "Đơn vị", "Mức giao năm 2023", None),
        (None, None, "Tỷ lệ DVC phát sinh hồ sơ trực tuyến", "Tỷ lệ hồ sơ xử lý trực tuyến"),
        (1, "Xã Tam Sơn", 65, 55.5),
    )

    letters = found_in(path).letters

    assert (letters["target_services_active"], letters["target_received_online"]) == ("C", "D")


@pytest.mark.parametrize(
    ("heads", "letters"),
    [
        (
            ("Tồn kỳ trước", "Tiếp nhận mới", "Tổng số"),
            {"carried_over": "C", "received_new": "D", "received_total": "E"},
        ),
        (
            ("Hồ sơ phát sinh phí, lệ phí", "Số tiền phí", "Số tiền lệ phí"),
            {"fee_total": "C", "money_fee": "D", "money_charge": "E"},
        ),
        (
            ("Số lượt đánh giá rất hài lòng", "Số phiếu hài lòng", "Số lượt không hài lòng"),
            {"rated_very_satisfied": "C", "rated_satisfied": "D", "rated_dissatisfied": "E"},
        ),
    ],
)
def test_other_words_of_offices_for_the_same_figures(tmp_path, heads, letters):
    path = save(tmp_path / "a.xlsx", TITLE, ("STT", "Đơn vị", *heads), (1, "Xã Tam Sơn", 1, 2, 3))

    assert found_in(path).letters == {"stt": "A", "unit": "B", **letters}


@pytest.mark.parametrize(
    "numbers",
    [
        ("a", "b", "c", "d"),
        ("I", "II", 1, 2),
        (-1, -2, -3, -4),
        ("1.", "2.", "3.", "4."),
        ("Cột 1", "Cột 2", "Cột 3", "Cột 4"),
        ("(1)", "(2)", "(3)", "(4a)=(3)/(2)"),
    ],
)
def test_a_row_that_only_numbers_the_columns_is_no_data(tmp_path, numbers):
    head = ("STT", "Đơn vị", "Đã giải quyết", "Trễ hạn")
    path = save(tmp_path / "a.xlsx", TITLE, head, numbers, (1, "Xã Tam Sơn", 5, 4))

    assert kinds(found_in(path)) == {1: "title", 2: "header", 3: "numbering", 4: "data"}


def test_a_part_is_no_whole_of_itself(tmp_path):
    head = ("STT", "Đơn vị", "Kỳ trước chuyển sang", "Tiếp nhận mới", "Đã giải quyết")
    path = save(tmp_path / "a.xlsx", TITLE, head, (1, "Xã Tam Sơn", 2, 5, 6))

    letters = found_in(path).letters

    assert letters["received_new"] == "D"
    assert "received_total" not in letters


def test_a_field_of_work_stands_for_the_unit_only_where_no_unit_is_named(tmp_path):
    alone = save(
        tmp_path / "a.xlsx",
        TITLE,
        ("STT", "Lĩnh vực giải quyết", "Đã giải quyết"),
        (1, "Xã Tam Sơn", 5),
    )
    beside = save(
        tmp_path / "b.xlsx",
        TITLE,
        ("STT", "Lĩnh vực", "Đơn vị", "Đã giải quyết"),
        (1, "Đất đai", "Xã Tam Sơn", 5),
    )

    assert found_in(alone).letters["unit"] == "B"
    assert found_in(beside).letters["unit"] == "C"


RATES = ("Tỷ lệ DVC phát sinh hồ sơ trực tuyến", "Tỷ lệ hồ sơ xử lý trực tuyến")


def test_what_was_reached_is_never_taken_for_what_was_assigned(tmp_path):
    head = ("STT", "Đơn vị", *RATES, "Hồ sơ trễ hạn")
    reached = save(tmp_path / "a.xlsx", TITLE, head, (1, "Xã Tam Sơn", "81%", "55%", 3))
    compared = save(
        tmp_path / "b.xlsx",
        ("Chỉ tiêu năm 2023",),
        (
            "STT",
            "Đơn vị",
            "Kết quả thực hiện chỉ tiêu",
            None,
            "Tỷ lệ đạt chỉ tiêu",
            "Hồ sơ trễ hạn",
        ),
        (None, None, *RATES, None, None),
        (1, "Xã Tam Sơn", "81%", "55%", "90%", 3),
    )

    assert set(found_in(reached).letters) == {"stt", "unit", "resolved_late"}
    assert set(found_in(compared).letters) == {"stt", "unit", "resolved_late"}


def test_target_and_result_side_by_side_are_told_apart(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        ("Chỉ tiêu năm 2023",),
        ("STT", "Đơn vị", RATES[0], None, RATES[1], None),
        (None, None, "Chỉ tiêu giao", "Kết quả", "Chỉ tiêu giao", "Kết quả"),
        (1, "Xã Tam Sơn", "70%", "81%", "60%", "55%"),
    )

    letters = found_in(path).letters

    assert (letters["target_services_active"], letters["target_received_online"]) == ("C", "E")


@pytest.mark.parametrize(
    ("title", "are_targets"),
    [
        ("CHỈ TIÊU DỊCH VỤ CÔNG TRỰC TUYẾN NĂM 2023", True),
        ("KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU NĂM 2023", False),
    ],
)
def test_a_title_may_say_that_rates_are_targets(tmp_path, title, are_targets):
    path = save(
        tmp_path / "a.xlsx", (title,), ("STT", "Đơn vị", *RATES), (1, "Xã Tam Sơn", "70%", "60%")
    )

    if not are_targets:
        with pytest.raises(RefusedFileError):
            propose_sheet(read_book(path), CATALOGUE)
        return
    letters = found_in(path).letters
    assert (letters["target_services_active"], letters["target_received_online"]) == ("C", "D")


def test_a_remark_in_place_of_all_values_leaves_the_unit_in_the_list(tmp_path):
    path = tmp_path / "a.xlsx"
    book = Workbook()
    sheet = book.active
    for row in (
        TITLE,
        ("STT", "Đơn vị", "Đã giải quyết", "Trễ hạn"),
        (1, "Xã Tam Sơn", 5, 1),
        (2, "Xã Tam Hải", "chưa báo cáo"),
        (3, "Xã Tam Hòa", 6, 0),
    ):
        sheet.append(row)
    sheet.merge_cells("C4:D4")
    book.save(path)

    plan = plan_of(path, "nui-thanh-2023", MEMBERS, month="2023-12")

    assert [one.row for one in plan.rows] == [3, 4, 5]
    assert [one.missing for one in plan.rows[1].figures] == ["chưa báo cáo", ""]


def test_a_period_may_stand_in_a_heading_only(tmp_path):
    head = ("STT", "Đơn vị", "Đã giải quyết (từ 20/8 đến 30/11/2023)", "Trễ hạn")
    path = save(tmp_path / "a.xlsx", ("Báo cáo",), head, (1, "Xã Tam Sơn", 5, 4))

    assert found_in(path).stated == Period(date(2023, 8, 20), date(2023, 11, 30))


def test_groups_named_together_with_their_numbers_are_groups(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        TITLE,
        HEADER,
        ("I. UBND các xã, thị trấn", None, 9, 7, 1),
        (1, "X. Tam Sơn", 5, 4, 1),
        (2, "Xã Tam Hải", 4, 3, 0),
        (None, "Bình quân", "4,5", "3,5", "0,5"),
    )

    plan = plan_of(path, "nui-thanh-2023", MEMBERS)

    assert [row.subject.name for row in plan.rows] == ["Xã Tam Sơn", "Xã Tam Hải"]
    assert plan.findings == ()
    assert [(one.row, one.why) for one in plan.skipped[2:]] == [
        (3, "group with subtotals"),
        (6, "note"),
    ]


def test_a_sheet_that_lists_dossiers_is_proposed_only_alone(tmp_path):
    book = Workbook()
    book.active.title = "Data"
    for row in (
        ("STT", "Mã hồ sơ", "Người nộp", "Đơn vị", "Phí", "Lệ phí", "Tổng số"),
        (1, "H37.1", "Lê Văn Tám", "Xã Tam Sơn", 5, 5, 10),
    ):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    summary = book.create_sheet("TH")
    for row in (("Đơn vị", "Hồ sơ trễ hạn", "Điện thoại"), ("Xã Tam Sơn", 3, "0235")):
        summary.append(row)
    book.save(tmp_path / "b.xlsx")

    assert propose_sheet(read_book(tmp_path / "a.xlsx"), CATALOGUE) == "Data"
    assert propose_sheet(read_book(tmp_path / "b.xlsx"), CATALOGUE) == "TH"


def test_tc_without_a_number_is_a_total_and_with_one_a_unit(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        TITLE,
        HEADER,
        (1, "Xã Tam Sơn", 5, 4, 1),
        (2, "TC", 4, 3, 0),
        (None, "TC", 9, 7, 2),
    )

    plan = plan_of(path, "nui-thanh-2023", MEMBERS)

    assert kinds(found_in(path)) == {1: "title", 2: "header", 3: "data", 4: "data", 5: "total"}
    assert [(one.code, one.place.cell) for one in plan.findings] == [
        (Code.UNKNOWN_UNIT, "B4"),
        (Code.TOTAL_MISMATCH, "E5"),
    ]


@pytest.mark.parametrize("heading", ["Tên tổ chức", "Tên tổ chức, đơn vị", "Cấp đơn vị"])
def test_who_a_row_is_about_may_be_called_an_organisation_or_a_level(tmp_path, heading):
    alone = save(
        tmp_path / "a.xlsx", TITLE, ("STT", heading, *HEADER[2:]), (1, "Xã Tam Sơn", 5, 4, 1)
    )

    assert found_in(alone).letters["unit"] == "B"


def test_the_level_of_a_unit_is_no_name_beside_the_units(tmp_path):
    head = ("STT", "Cấp đơn vị", "Tên đơn vị", *HEADER[2:])
    path = save(tmp_path / "a.xlsx", TITLE, head, (1, "Cấp xã", "Xã Tam Sơn", 5, 4, 1))

    assert found_in(path).letters["unit"] == "C"
