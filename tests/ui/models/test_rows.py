"""The row model: search, order, groups, edits."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from thidua_desktop.domain.vietnamese import fold
from thidua_desktop.ui.models.cells import CELL_ROLE, GROUP_ROLE, Cell, Heading
from thidua_desktop.ui.models.rows import Column, RowGroup, RowsModel


@dataclass(frozen=True)
class Unit:
    name: str
    score: int


UNITS = (Unit("Xã Tam Hòa", 3), Unit("Thị trấn Núi Thành", 1), Unit("Xã Tam Đàn", 2))
COLUMNS = (
    Column(Heading("Tên"), lambda unit: Cell(unit.name), sort_key=lambda unit: fold(unit.name)),
    Column(
        Heading("Điểm", "thang 100"),
        lambda unit: Cell(str(unit.score)),
        sort_key=lambda unit: unit.score,
        editable=lambda unit: unit.score != 1,
    ),
)


@pytest.fixture
def model(qapp):
    model = RowsModel(COLUMNS)
    model.replace(UNITS)
    return model


def names(model):
    return [unit.name for unit in model.shown_rows()]


def test_it_passes_the_checker_of_qt_through_every_change(model):
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.set_search("xa")
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.replace_groups([RowGroup("Nhóm 1", UNITS, "3 đơn vị"), RowGroup("Nhóm 2", ())])
    model.toggle_group(model.index(0, 0))
    model.set_search("")

    assert model.rowCount() == 2


def test_search_finds_without_marks_and_d_for_d_with_a_stroke(model):
    model.set_search("dan tam")

    assert names(model) == ["Xã Tam Đàn"]


def test_sorting_goes_both_ways_and_an_empty_choice_restores_the_order(model):
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["Xã Tam Hòa", "Xã Tam Đàn", "Thị trấn Núi Thành"]

    model.sort(-1)
    assert names(model) == [unit.name for unit in UNITS]


def test_a_condition_and_a_search_work_together(model):
    model.set_condition(lambda unit: unit.score > 1)
    model.set_search("hoa")

    assert names(model) == ["Xã Tam Hòa"]


def test_a_group_has_a_heading_line_and_closes(model):
    model.replace_groups([RowGroup("Nhóm 1", UNITS[:2], "2 đơn vị"), RowGroup("Nhóm 2", UNITS[2:])])

    assert model.index(0, 0).data(GROUP_ROLE).caption == "2 đơn vị"
    assert model.row_at(model.index(0, 0)) is None

    model.toggle_group(model.index(0, 0))

    assert names(model) == ["Xã Tam Đàn"]
    assert not model.index(0, 0).data(GROUP_ROLE).is_open


def test_a_group_whose_rows_are_all_filtered_out_goes_too(model):
    model.replace_groups([RowGroup("Nhóm 1", UNITS[:2]), RowGroup("Nhóm 2", UNITS[2:])])

    model.set_search("dan")

    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [
        "Nhóm 2",
        "Xã Tam Đàn",
    ]


def test_it_knows_its_heading_lines_and_its_first_rows(model):
    assert (model.heading_lines(), model.first_rows(2)) == ([], list(UNITS[:2]))

    model.replace_groups([RowGroup("Nhóm 1", UNITS[:1]), RowGroup("Nhóm 2", UNITS[1:])])
    is_heading = [model.index(row, 0).data(GROUP_ROLE) for row in range(model.rowCount())]

    assert model.heading_lines() == [row for row, one in enumerate(is_heading) if one] == [0, 2]
    assert model.first_rows(2) == list(UNITS[:2])
    assert model.first_rows(9) == list(UNITS)


def test_an_edit_is_announced_and_stored_nowhere(qtbot, model):
    with qtbot.waitSignal(model.edited) as edited:
        stored = model.setData(model.index(0, 1), "41 (*)")

    assert edited.args == [UNITS[0], 1, "41 (*)"]
    assert not stored
    assert model.index(0, 1).data() == "3"


def test_typing_the_same_value_is_no_edit(qtbot, model):
    with qtbot.assertNotEmitted(model.edited):
        model.setData(model.index(0, 1), "3")


def test_only_rows_that_allow_it_can_be_edited(model):
    assert model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(1, 1)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_a_cell_is_spoken_in_full():
    assert Cell("1.105", was="1.142", note="giảm 37").spoken == "1.142 → 1.105 giảm 37"


def test_data_outside_the_table_is_nothing(model):
    assert model.data(model.index(99, 0), CELL_ROLE) is None


@given(st.lists(st.builds(Unit, st.text("aăâbcdđ "), st.integers(0, 5))))
def test_sorting_loses_and_invents_no_row(qapp, units):
    model = RowsModel(COLUMNS)
    model.replace(units)

    model.sort(1)

    assert sorted(model.shown_rows(), key=repr) == sorted(units, key=repr)
    assert [unit.score for unit in model.shown_rows()] == sorted(unit.score for unit in units)
