"""A campaign whose first day nobody has entered yet: figures stay visible, used and corrigible."""

from datetime import date
from pathlib import Path

import pytest

from thidua_desktop.importing.presets import edit_document
from thidua_desktop.services.files import create_file
from thidua_desktop.services.import_orders import ImportOrder, import_table
from thidua_desktop.services.office import office_of

TABLES = Path(__file__).parents[1] / "files" / "tables"
LAND = "so-tnmt-lang-son-2024"
END = date(2024, 12, 31)
DAY = date(2025, 1, 6)
NAME = "Văn phòng Sở"


@pytest.fixture
def land(tmp_path):
    register = TABLES / "registers" / "so-tnmt.xlsx"
    workspace = create_file(tmp_path / "sổ.thidua", LAND, register)
    import_table(workspace, LAND, TABLES / "thanh-toan.xls", ImportOrder())
    import_table(workspace, LAND, TABLES / "tu-lam.xlsx", ImportOrder())
    return office_of(workspace)


def paid(office):
    """Return the cell of what was paid online, and the rate it gives."""
    grid = office.figures.grid(LAND, END)
    row = next(one for one in grid.rows if one.full_name == NAME)
    inputs = dict(zip((one.measure for one in grid.inputs), row.inputs, strict=True))
    rates = dict(zip((one.indicator for one in grid.rates), row.rates, strict=True))
    return inputs["paid_online"].text, rates["paid-online"].text


def enter_start(office, start):
    with office.workspace.write("Ghi ngày phát động", kind="edit-campaign") as session:
        stored = session.campaigns.get(LAND)
        session.campaigns.replace(LAND, edit_document(stored.toml, {"start": start}, file=LAND))


def test_figures_with_a_stated_start_are_shown_and_single_months_stand_alone(land):
    grid = land.figures.grid(LAND)

    assert [one.label for one in grid.periods] == ["Lũy kế đến 31/12/2024", "Riêng tháng 10/2024"]
    assert paid(land) == ("588", "77,27%")


def test_a_number_corrected_by_hand_counts(land):
    subject = land.units.participants(LAND)[0].subject.id

    land.figures.set_figure(LAND, subject, "paid_online", END, "600")
    corrected = paid(land)
    land.figures.set_figure(LAND, subject, "paid_online", END, "")

    assert corrected == ("600", "78,84%")
    assert paid(land) == ("chưa có", "–")


def test_figures_typed_while_the_start_is_open_count_after_it_is_entered(land):
    subject = land.units.participants(LAND)[0].subject.id
    for measure, text in (("services_active", "27"), ("services_total", "28")):
        land.figures.set_figure(LAND, subject, measure, END, text)

    before = land.rankings.ranking(LAND, DAY)
    enter_start(land, date(2024, 6, 15))
    after = land.rankings.ranking(LAND, DAY)

    assert [one.participant.subject.name for one in before.groups[0].rows] == [NAME]
    assert [one.participant.subject.name for one in after.groups[0].rows] == [NAME]


def test_another_start_than_the_tables_stated_leaves_their_figures_out_and_says_so(land):
    enter_start(land, date(2024, 6, 20))

    outside = land.rankings.ranking(LAND, DAY).groups[0].not_ranked

    (office,) = (one for one in outside if one.participant.subject.name == NAME)
    assert "có số liệu 15/06/2024 – 31/12/2024, khác kỳ cần tính" in office.why
