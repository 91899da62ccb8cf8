"""Registers: who takes part, in which group, and what is said when a group is unknown."""

from datetime import date

import pytest
from importing.campaigns_of_tables import GROUPS, TABLES
from importing.workbooks import save

from thidua_desktop.errors import RefusedFileError, RegisterError
from thidua_desktop.importing.registers import read_register, survey_register

DISTRICT = GROUPS["nui-thanh-2023"]
CENTRE = GROUPS["ttpvhcc-lang-son-2023"]


def test_units_come_in_order_with_their_groups():
    found = read_register(TABLES / "registers" / "nui-thanh.xlsx", DISTRICT)

    assert [(one.name, one.group, one.cell) for one in found.units[:1]] == [
        ("Phòng Nội vụ", "co-quan", "B2")
    ]
    assert [one.group for one in found.units].count("xa") == 17
    assert (len(found.units), found.people) == (28, ())


def test_people_come_with_their_offices():
    found = read_register(TABLES / "registers" / "ca-nhan-ttpvhcc.xlsx", CENTRE)

    last = found.people[-1]
    assert (last.name, last.office, last.group) == (
        "Triệu Quang Quỳnh",
        "Sở Giao thông vận tải",
        "mot-cua",
    )
    assert (len(found.people), found.units) == (21, ())


def test_what_is_known_of_a_person_is_read(tmp_path):
    header = (
        *("STT", "Họ và tên", "Cơ quan, bộ phận", "Nhóm", "Ngày sinh", "Giới tính", "Chức vụ"),
        *("Trình độ", "Quê quán"),
    )
    group = "CÔNG CHỨC, NGƯỜI LAO ĐỘNG CỦA TRUNG TÂM"
    rest = ("Nữ", "Chuyên viên", "Đại học", "Lạng Sơn")
    path = save(
        tmp_path / "a.xlsx",
        ("DANH SÁCH",),
        header,
        (1, " Lê  Hòa", "Phòng A", group, date(1980, 9, 15), *rest),
        (2, "Vi Hà", "Phòng B", group, "1/2/1985", *rest),
    )

    found = read_register(path, CENTRE).people

    assert [(one.name, one.birth_date, one.group) for one in found] == [
        ("Lê Hòa", date(1980, 9, 15), "trung-tam"),
        ("Vi Hà", date(1985, 2, 1), "trung-tam"),
    ]
    assert (found[0].gender, found[0].position) == ("Nữ", "Chuyên viên")
    assert (found[0].qualification, found[0].home_town) == ("Đại học", "Lạng Sơn")


def test_an_unknown_group_is_named_with_its_cell_and_the_choices(tmp_path):
    path = save(tmp_path / "a.xlsx", ("Tên đơn vị", "Nhóm"), ("Phòng A", "Khối đảng"))

    with pytest.raises(RegisterError) as refused:
        read_register(path, DISTRICT)

    assert (refused.value.cell, refused.value.found) == ("B2", "Khối đảng")
    assert refused.value.choices == tuple(one.name for one in DISTRICT)


def test_a_date_of_birth_that_is_none_is_named(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        ("Họ và tên", "Nhóm", "Ngày sinh"),
        ("Lê Hòa", CENTRE[0].name, "31/2/1980"),
    )

    with pytest.raises(RegisterError) as refused:
        read_register(path, CENTRE)

    assert (refused.value.cell, refused.value.found) == ("C2", "31/2/1980")


def test_one_group_needs_no_column(tmp_path):
    path = save(tmp_path / "a.xlsx", ("STT", "Tên đơn vị"), (1, "Phòng A"))

    found = read_register(path, DISTRICT[:1])

    assert [(one.name, one.group) for one in found.units] == [("Phòng A", "co-quan")]


def test_a_table_of_something_else_is_no_register(tmp_path):
    path = save(tmp_path / "a.xlsx", ("Món", "Giá"), ("Phở", 40000))

    with pytest.raises(RefusedFileError) as refused:
        read_register(path, DISTRICT)

    assert refused.value.code == "no-table"


def test_every_row_that_cannot_be_used_is_told_with_its_cell(tmp_path):
    path = save(
        tmp_path / "a.xlsx",
        ("TT", "Tên đơn vị", "Nhóm"),
        (1, "Xã Tam Hòa", "UBND các xã, thị trấn"),
        (2, "Xã Tam Hải", "Nhóm lạ"),
        (3, "Phòng Nội vụ", ""),
    )

    register, problems = survey_register(path, DISTRICT)

    assert [one.name for one in register.units] == ["Xã Tam Hòa"]
    assert [(one.cell, one.found) for one in problems] == [("C3", "Nhóm lạ"), ("C4", "")]
