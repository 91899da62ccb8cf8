"""The grid of figures: what is missing, what is computed, where a number came from."""

from datetime import date

import pytest
from figure_samples import COMMUNES, write_register

from thidua_desktop.errors import InvalidValueError
from thidua_desktop.services.demo import POINTS, TARGETS
from thidua_desktop.services.figure_views import TypedFigure
from thidua_desktop.services.files import create_file
from thidua_desktop.services.office import office_of

DECEMBER = date(2023, 12, 31)
NOVEMBER = date(2023, 11, 30)


def row_of(office, name, key=POINTS, end=None):
    return next(row for row in office.figures.grid(key, end).rows if row.full_name == name)


def cell_of(office, name, measure, key=POINTS, end=None):
    columns = [column.measure for column in office.figures.grid(key, end).inputs]
    return row_of(office, name, key, end).inputs[columns.index(measure)]


def subject_of(office, name, key=POINTS):
    return row_of(office, name, key).participant.subject.id


def test_the_latest_period_is_shown_first(office):
    grid = office.figures.grid(POINTS)

    assert grid.end == DECEMBER
    assert [one.end.month for one in grid.periods if not one.span] == [12, 11, 10, 9, 8, 7, 6]
    assert [one.label for one in grid.periods if one.span] == ["Riêng tháng 10/2023"]


def test_periods_of_another_campaign_are_not_offered(office):
    assert [one.end for one in office.figures.grid(TARGETS).periods if not one.span] == [NOVEMBER]


def test_a_rate_a_hair_below_its_threshold_is_marked(office):
    rates = row_of(office, "Xã Tam Anh Bắc").rates

    assert (rates[0].text, rates[0].below) == ("64,996%", True)


def test_a_rate_exactly_at_its_threshold_is_not_marked(office):
    rates = row_of(office, "Thị trấn Núi Thành").rates

    assert (rates[0].text, rates[0].below) == ("65,00%", False)


def test_a_number_says_which_cell_it_came_from_and_what_stood_before(office):
    subject = subject_of(office, "Xã Tam Sơn")

    lines = dict(office.figures.provenance(POINTS, subject, "resolved_late", DECEMBER).lines)

    assert lines["Tệp"] == "nui-thanh-2023-12.xlsx"
    assert lines["Vị trí"] == "trang «Tổng hợp», ô G34"
    assert lines["Trước đó"].endswith("(lũy kế đến 30/11)")


def test_an_edit_is_marked_as_typed_and_can_be_undone(office):
    subject = subject_of(office, "Xã Tam Sơn")

    office.figures.set_figure(POINTS, subject, "resolved_late", DECEMBER, "1.234")
    typed = cell_of(office, "Xã Tam Sơn", "resolved_late")
    label = office.history.undo_label()
    office.workspace.undo()

    assert (typed.text, typed.figure.by_hand) == ("1.234", True)
    assert label == "Sửa trễ hạn, Xã Tam Sơn"
    restored = cell_of(office, "Xã Tam Sơn", "resolved_late")
    assert (restored.text, restored.figure.source.cell) == ("122", "G34")


def test_an_emptied_cell_is_missing_and_not_zero(office):
    subject = subject_of(office, "Xã Tam Sơn")

    office.figures.set_figure(POINTS, subject, "resolved_late", DECEMBER, "")

    cell = cell_of(office, "Xã Tam Sơn", "resolved_late")
    assert (cell.text, cell.missing) == ("chưa có", True)
    assert row_of(office, "Xã Tam Sơn").rates[2].text == "–"


def test_as_many_lack_a_figure_as_the_grid_has_rows_with_a_gap(office):
    def gaps(key):
        grid = office.figures.grid(key)
        return grid.end, sum(not row.complete for row in grid.rows)

    def lacking(key):
        found = office.figures.lacking(key)
        return found.end, found.subjects

    assert lacking(TARGETS) == gaps(TARGETS)
    end, before = gaps(POINTS)
    assert lacking(POINTS) == (end, before)
    whole = next(row for row in office.figures.grid(POINTS).rows if row.complete)
    office.figures.set_figure(POINTS, whole.participant.subject.id, "resolved_late", end, "")
    assert lacking(POINTS) == gaps(POINTS) == (end, before + 1)


@pytest.mark.parametrize("text", ["-3", "mười hai", "1,5", "12/5/2023"])
def test_what_is_no_count_is_refused_and_changes_nothing(office, text):
    subject = subject_of(office, "Xã Tam Sơn")

    with pytest.raises(InvalidValueError):
        office.figures.set_figure(POINTS, subject, "resolved_late", DECEMBER, text)

    assert cell_of(office, "Xã Tam Sơn", "resolved_late").text == "122"


def test_pasted_figures_are_one_action(office):
    rows = office.figures.grid(POINTS).rows[:2]
    typed = [TypedFigure(row.participant.subject.id, "resolved_late", "7") for row in rows]

    office.figures.set_figures(POINTS, DECEMBER, typed)
    pasted = [cell_of(office, row.full_name, "resolved_late").text for row in rows]
    office.workspace.undo()

    assert pasted == ["7", "7"]
    assert [cell_of(office, row.full_name, "resolved_late").text for row in rows] == ["0", "0"]


def test_one_wrong_value_keeps_the_whole_paste_out(office):
    rows = office.figures.grid(POINTS).rows[:2]
    typed = [
        TypedFigure(rows[0].participant.subject.id, "resolved_late", "7"),
        TypedFigure(rows[1].participant.subject.id, "resolved_late", "bảy"),
    ]

    with pytest.raises(InvalidValueError):
        office.figures.set_figures(POINTS, DECEMBER, typed)

    assert cell_of(office, rows[0].full_name, "resolved_late").text == "0"


def test_a_period_nobody_reported_for_can_be_begun_by_hand(office):
    january = date(2024, 1, 31)
    empty = office.figures.grid(POINTS, january)

    office.figures.set_figure(
        POINTS, subject_of(office, "Xã Tam Sơn"), "resolved_total", january, "3.000"
    )

    assert empty.end == january
    assert not any(row.complete for row in empty.rows)
    assert cell_of(office, "Xã Tam Sơn", "resolved_total", end=january).text == "3.000"


def test_units_inherit_the_office_target_until_they_have_their_own(office):
    name, measure = "Thanh tra Sở", "target_services_active"
    inherited = cell_of(office, name, measure, TARGETS)

    office.figures.set_figure(TARGETS, subject_of(office, name, TARGETS), measure, NOVEMBER, "65,5")

    own = cell_of(office, name, measure, TARGETS)
    assert (inherited.text, inherited.inherited, inherited.missing) == ("80%", True, False)
    assert (own.text, own.inherited) == ("65,5%", False)


def test_staff_without_figures_of_their_own_are_not_in_the_grid(office):
    assert all("Nông Thị Hạnh" not in row.name for row in office.figures.grid(TARGETS).rows)


def test_the_month_after_the_latest_one_is_proposed(tmp_path):
    register = write_register(tmp_path / "đơn vị.xlsx", [("Xã Tam Sơn", COMMUNES)])
    begun = office_of(create_file(tmp_path / "mới.thidua", POINTS, register))
    begun.figures.set_figure(
        POINTS, subject_of(begun, "Xã Tam Sơn"), "resolved_total", date(2023, 8, 31), "9"
    )

    free = begun.figures.free_periods(POINTS)

    assert free.proposed == date(2023, 9, 30)
    assert date(2023, 8, 31) not in [one.end for one in free.choices]


def test_the_months_of_a_campaign_end_with_its_own_last_day(tmp_path):
    empty = office_of(create_file(tmp_path / "mới.thidua", POINTS))

    free = empty.figures.free_periods(POINTS)

    ends = [(one.end.month, one.end.day) for one in free.choices]
    assert ends == [(6, 30), (7, 31), (8, 31), (9, 30), (10, 31), (11, 30), (12, 31)]
    assert free.proposed == date(2023, 6, 30)


def test_a_wrong_pasted_value_names_its_cell(office):
    row = office.figures.grid(POINTS).rows[1]

    with pytest.raises(InvalidValueError) as refused:
        office.figures.set_figures(
            POINTS, DECEMBER, [TypedFigure(row.participant.subject.id, "resolved_late", "bảy")]
        )

    assert refused.value.field == f"ô trễ hạn, {row.name}"
