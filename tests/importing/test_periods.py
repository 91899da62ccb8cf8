"""The period a table states in its titles."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua_desktop.domain.figures import Period
from thidua_desktop.importing.periods import month_period, stated_period


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("(Số liệu từ ngày 01/6/2023 đến ngày 31/12/2023)", "2023-06-01", "2023-12-31"),
        ("Thời gian: 01/01/2023 - 31/10/2023", "2023-01-01", "2023-10-31"),
        ("(Hồ sơ từ năm 2018 đến hết ngày 30/11/2023)", "2018-01-01", "2023-11-30"),
        ("Từ ngày 04 đến 07/6/2021", "2021-06-04", "2021-06-07"),
        ("Từ 01/6 đến 31/12/2023", "2023-06-01", "2023-12-31"),
        ("từ tháng 6 đến tháng 12 năm 2023", "2023-06-01", "2023-12-31"),
        ("Từ ngày 01 tháng 6 năm 2023 đến ngày 30 tháng 11 năm 2023", "2023-06-01", "2023-11-30"),
        ("(đến hết ngày 30/10/2023)", None, "2023-10-30"),
        ("Lũy kế tính đến 30-11-2023", None, "2023-11-30"),
        ("Tháng 12 năm 2023", "2023-12-01", "2023-12-31"),
        ("BÁO CÁO THÁNG 2/2024", "2024-02-01", "2024-02-29"),
        ("Quý IV năm 2023 (Từ ngày 15/9/2023 đến ngày 14/12/2023)", "2023-09-15", "2023-12-14"),
        ("Từ ngày 15 tháng 6 đến ngày 14 tháng 12 năm 2023", "2023-06-15", "2023-12-14"),
        ("Tháng 6 - tháng 12/2023", "2023-06-01", "2023-12-31"),
        ("tháng 11/2023 đến hết tháng 02/2024", "2023-11-01", "2024-02-29"),
        ("(đến cuối tháng 11/2023)", None, "2023-11-30"),
        ("Ngày chốt số liệu: 30/11/2023", None, "2023-11-30"),
        ("Thời điểm báo cáo: 30/11/2023", None, "2023-11-30"),
        ("Kỳ báo cáo: 12/2023", "2023-12-01", "2023-12-31"),
    ],
)
def test_a_stated_period_is_read(title, start, end):
    found = stated_period([title])

    assert found == Period(date.fromisoformat(start) if start else None, date.fromisoformat(end))


@pytest.mark.parametrize(
    "title",
    [
        "(Kèm theo Quyết định số 533/QĐ-UBND ngày 04/4/2023 của UBND tỉnh)",
        "Núi Thành, ngày 05 tháng 01 năm 2024",
        "CHỈ TIÊU NĂM 2023",
        "Từ ngày 31/12/2023 đến ngày 01/6/2023",
        "Từ ngày 45/6/2023 đến ngày 31/6/2023",
        "Tháng 13 năm 2023",
        "Tháng 10 và tháng 11 năm 2023",
        "Kết quả 15 tháng năm 2023",
        "Kỳ họp thứ 12, ngày 05/12/2023",
        "",
    ],
)
def test_what_is_no_period_is_not_taken_for_one(title):
    assert stated_period([title]) is None


def test_the_most_exact_statement_wins_and_may_run_over_two_lines():
    lines = ["Báo cáo tháng 12 năm 2023", "Từ ngày 01/6/2023", "đến ngày 31/12/2023"]

    assert stated_period(lines) == Period(date(2023, 6, 1), date(2023, 12, 31))


def test_a_month_is_filed_up_to_its_last_day():
    start = date(2023, 6, 1)

    assert month_period("2024-02", start) == Period(start, date(2024, 2, 29))
    with pytest.raises(ValueError, match="month"):
        month_period("2024-13", start)


@given(st.lists(st.text()))
def test_no_title_breaks_the_reading(lines):
    stated_period(lines)


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("Quý IV năm 2023", date(2023, 10, 1), date(2023, 12, 31)),
        ("BÁO CÁO QUÝ I/2024", date(2024, 1, 1), date(2024, 3, 31)),
        ("Kỳ báo cáo: Quý 3 - 2023", date(2023, 7, 1), date(2023, 9, 30)),
        ("6 tháng đầu năm 2023", date(2023, 1, 1), date(2023, 6, 30)),
        ("Kết quả 09 tháng năm 2023", date(2023, 1, 1), date(2023, 9, 30)),
        ("6 tháng cuối năm 2023", date(2023, 7, 1), date(2023, 12, 31)),
        ("Lũy kế 11 tháng năm 2023", date(2023, 1, 1), date(2023, 11, 30)),
        ("sáu tháng đầu năm 2023", date(2023, 1, 1), date(2023, 6, 30)),
        ("ba tháng cuối năm 2023", date(2023, 10, 1), date(2023, 12, 31)),
        ("Quí II/2023", date(2023, 4, 1), date(2023, 6, 30)),
        ("cả năm 2023", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_quarters_and_halves_are_those_of_the_calendar(line, first, last):
    assert stated_period([line]) == Period(first, last)


def test_days_say_more_than_the_quarter_they_stand_beside():
    line = "Quý IV năm 2023 (Từ ngày 15/9/2023 đến ngày 14/12/2023)"

    assert stated_period([line]) == Period(date(2023, 9, 15), date(2023, 12, 14))
