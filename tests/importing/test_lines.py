"""Several values in one cell, each with its label."""

import pytest
from importing.campaigns_of_tables import plan_of
from importing.workbooks import save

from thidua_desktop.domain.findings import Code
from thidua_desktop.domain.subjects import Participant, SubjectId, Unit
from thidua_desktop.importing.book import Cell, CellKind
from thidua_desktop.importing.lines import line_of

CAMPAIGN = "nui-thanh-2023"
NAMES = ("Xã Tam Sơn", "Xã Tam Hải", "Xã Tam Trà")
MEMBERS = [Participant(Unit(SubjectId(i), name), "xa") for i, name in enumerate(NAMES, 1)]
SERVICES = "Dịch vụ công phát sinh hồ sơ trực tuyến"
HEADER = ("STT", "Tên đơn vị", "Hồ sơ có nghĩa vụ tài chính", SERVICES)


def table(path, *cells):
    rows = [(i, NAMES[i - 1], 10, cell) for i, cell in enumerate(cells, 1)]
    return save(path, ("Từ ngày 01/6/2023 đến ngày 31/12/2023",), HEADER, *rows)


def services(found):
    return {
        (one.measure, one.cell): one.count if one.missing is None else one.missing
        for row in found.rows
        for one in row.figures
        if one.measure != "fee_total"
    }


def text(written):
    return Cell(CellKind.TEXT, written)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Số lượng: 1.120\nTỷ lệ: 45,5%", text("1.120")),
        ("Tỷ lệ : 45,5%\r\nSỐ LƯỢNG :  1.120 ", text("1.120")),
        ("Số lượng:\nTỷ lệ: -", None),
        ("Tỷ lệ: 45,5%", None),
    ],
)
def test_a_line_is_found_by_its_label(written, found):
    assert line_of(text(written.replace("\r", "")), "Số lượng", alone=True) == found


def test_each_line_is_a_measure_of_its_own(tmp_path):
    path = table(
        tmp_path / "a.xlsx",
        "Tổng số DVC: 28\nSố lượng: 27\nTỷ lệ: 96,4%",
        "Tổng số DVC: 1.400\nSố lượng: -\nTỷ lệ: -",
    )

    found = plan_of(path, CAMPAIGN, MEMBERS)

    assert found.lines == {"services_total": "Tổng số DVC", "services_active": "Số lượng"}
    assert found.findings == ()
    assert services(found) == {
        ("services_total", "D3"): 28,
        ("services_active", "D3"): 27,
        ("services_total", "D4"): 1400,
        ("services_active", "D4"): "-",
    }


def test_what_a_cell_without_labels_counts_is_not_guessed(tmp_path):
    good = "Tổng số DVC: 28\nSố lượng: 27"

    found = plan_of(table(tmp_path / "a.xlsx", good, good, 12), CAMPAIGN, MEMBERS)

    assert [(one.code, one.place.cell) for one in found.findings] == [
        (Code.NOT_A_NUMBER, "D5"),
        (Code.NOT_A_NUMBER, "D5"),
    ]


def test_a_part_larger_than_its_whole_is_found_within_a_cell(tmp_path):
    path = table(
        tmp_path / "a.xlsx", "Tổng số DVC: 28\nSố lượng: 27", "Tổng số DVC: 28\nSố lượng: 29"
    )

    found = plan_of(path, CAMPAIGN, MEMBERS)

    assert [(one.code, one.place.cell) for one in found.findings] == [(Code.PART_OVER_WHOLE, "D4")]


def test_a_typed_cell_takes_the_place_of_all_its_lines(tmp_path):
    path = table(
        tmp_path / "a.xlsx", "Tổng số DVC: 28\nSố lượng: 27", "Tổng số DVC: 9\nSố lượng: ?"
    )

    whole = plan_of(path, CAMPAIGN, MEMBERS, values={"D4": "Tổng số DVC: 8\nSố lượng: 7"})
    wrong_line = plan_of(path, CAMPAIGN, MEMBERS, values={"D4": "6"})

    assert services(whole)["services_total", "D4"] == 8
    assert services(whole)["services_active", "D4"] == 7
    assert services(wrong_line)["services_total", "D4"] == 9
    assert services(wrong_line)["services_active", "D4"] == 6
