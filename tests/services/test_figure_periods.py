"""Figures of other spans stand apart, in plain words; what looks wrong is marked in its cell."""

from datetime import date

import pytest
from figure_samples import COLUMN, KEY, UNTIL_NOVEMBER, import_rows, make_office

from thidua_desktop.domain.figures import Period
from thidua_desktop.services.demo import DAY, POINTS, TARGETS
from thidua_desktop.services.figure_periods import span_words

OCTOBER = Period(date(2023, 10, 1), date(2023, 10, 31))
SINCE_AUGUST = Period(date(2023, 8, 20), date(2023, 11, 30))


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2018, 1, 1), date(2023, 11, 30), "Lũy kế từ 01/01/2018 đến 30/11/2023"),
        (date(2023, 10, 1), date(2023, 10, 31), "Riêng tháng 10/2023"),
        (date(2023, 10, 2), date(2023, 10, 31), "Lũy kế từ 02/10/2023 đến 31/10/2023"),
        (None, date(2023, 10, 31), "Lũy kế đến 31/10/2023"),
    ],
)
def test_a_span_is_said_in_plain_words(start, end, words):
    assert span_words(Period(start, end)) == words


def cell(grid, name, measure):
    row = next(one for one in grid.rows if one.full_name == name)
    return row.inputs[COLUMN[measure] - 2]


def test_a_month_by_itself_is_shown_with_its_own_rates_and_no_threshold(office):
    grid = office.figures.grid(POINTS, OCTOBER)

    row = next(one for one in grid.rows if one.full_name == "Phòng Tài chính - Kế hoạch")
    assert [one.text for one in row.inputs] == ["60", "0", "36", "30", "5"]
    assert (row.rates[0].text, row.rates[0].below) == ("60,00%", False)
    assert "không phải số lũy kế" in grid.note
    assert "không dùng để xếp hạng" in grid.note


def test_a_month_by_itself_never_ranks_anybody(office):
    before = office.rankings.view(POINTS, DAY).groups[1].rows[0].score_text

    who = next(one for one in office.figures.grid(POINTS).rows if one.full_name == "Xã Tam Sơn")
    office.figures.set_figure(
        POINTS,
        who.participant.subject.id,
        "online_total",
        Period(date(2023, 12, 1), date(2023, 12, 31)),
        "1",
    )

    assert office.rankings.view(POINTS, DAY).groups[1].rows[0].score_text == before


def test_a_span_some_indicators_count_from_says_so(office):
    labels = {one.label: one.at for one in office.figures.grid(TARGETS).periods}

    grid = office.figures.grid(TARGETS, labels["Lũy kế từ 20/08/2023 đến 30/11/2023"])

    assert grid.at == SINCE_AUGUST
    assert "Số hóa TPHS" not in [one.title for one in grid.inputs]
    assert "Số hóa" not in [one.title for one in grid.rates]
    assert all(one.complete for one in grid.rows)
    assert grid.note == "Chỉ tiêu nào tính từ 20/08/2023 thì dùng số ở đây."


def test_what_is_typed_into_another_span_stays_there(office):
    who = next(one for one in office.figures.grid(POINTS).rows if one.full_name == "Xã Tam Sơn")
    subject = who.participant.subject.id

    office.figures.set_figure(POINTS, subject, "resolved_late", OCTOBER, "99")

    assert cell(office.figures.grid(POINTS, OCTOBER), "Xã Tam Sơn", "late").text == "99"
    assert cell(office.figures.grid(POINTS, OCTOBER.end), "Xã Tam Sơn", "late").text == "89"
    lines = dict(office.figures.provenance(POINTS, subject, "resolved_late", OCTOBER).lines)
    assert lines["Nguồn"] == "nhập tay"
    assert lines["Người nhập"] == "Trần Thị An"


# --- what looks wrong ---


@pytest.fixture
def growing(tmp_path):
    office = make_office(tmp_path)
    import_rows(
        office, tmp_path / "t11.xlsx", [("Xã Tam Sơn", 120, 90, 50, 40, 11)], period=UNTIL_NOVEMBER
    )
    import_rows(office, tmp_path / "t12.xlsx", [("Xã Tam Sơn", 130, 95, 55, 40, 12)])
    return office


def typed(office, measure, text):
    who = next(one for one in office.figures.grid(KEY).rows if one.full_name == "Xã Tam Sơn")
    office.figures.set_figure(KEY, who.participant.subject.id, measure, date(2023, 12, 31), text)
    return office.figures.grid(KEY)


def test_a_sound_growth_is_not_doubted(growing):
    assert not any(one.doubted for one in growing.figures.grid(KEY).rows)


def test_a_running_total_that_fell_is_doubted(growing):
    doubt = cell(typed(growing, "resolved_total", "119"), "Xã Tam Sơn", "total").doubt

    assert doubt == "Số lũy kế nhỏ hơn kỳ trước (120, đến 30/11/2023)."


def test_ten_times_last_month_is_doubted(growing):
    grid = typed(growing, "resolved_total", "1.300")

    assert "thừa một chữ số" in cell(grid, "Xã Tam Sơn", "total").doubt


def test_a_part_larger_than_its_whole_is_doubted_in_both_cells(growing):
    grid = typed(growing, "online_total", "131")

    words = "«Trực tuyến» là 131, lớn hơn «Đã giải quyết» là 130."
    assert cell(grid, "Xã Tam Sơn", "online").doubt == words
    assert cell(grid, "Xã Tam Sơn", "total").doubt == words
    who = next(one for one in grid.rows if one.doubted).participant.subject.id
    said = growing.figures.provenance(KEY, who, "online_total", date(2023, 12, 31))
    assert ("Cần xem lại", words) in said.lines


def test_a_period_that_begins_on_another_day_is_no_earlier_one(growing):
    who = next(one for one in growing.figures.grid(KEY).rows if one.full_name == "Xã Tam Sơn")
    alone = Period(date(2023, 11, 1), date(2023, 11, 30))
    growing.figures.set_figure(KEY, who.participant.subject.id, "resolved_total", alone, "9.000")

    assert not any(one.doubted for one in growing.figures.grid(KEY).rows)
